# What must not stand in a source file, and how long one may be.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

sources() {
	find src include tests -name '*.[ch]' | sort
}

# Promises instead of code, paths of somebody's machine. One vendor's error
# text has such words.
promises() {
	sources | grep -v '^tests/' | xargs grep -nEw \
		'TODO|FIXME|XXX|HACK|TBD|[Ss]tub|[Pp]laceholder|[Uu]nimplemented' \
		/dev/null
	sources | grep -v '^tests/' | xargs grep -nEi \
		'not (yet )?implemented|["/]home/[a-z]' /dev/null |
		grep -v '"Method not implemented / Invalid URL"'
}

names() {
	sources | grep -E \
		'/(manager|util|utils|helper|helpers|common|misc|data|info)\.'
}

# sizes.txt excuses files too, with a dash for the function.
long_files() {
	sources | while read -r file; do
		grep -q "^$file -" "$ROOT/tests/lint/sizes.txt" && continue
		most=700
		case $file in *.h) most=160 ;; esac
		count=$(wc -l <"$file")
		[ "$count" -le "$most" ] || echo "$file: $count lines"
	done
}

# 80 columns are the aim, 90 the end. Rows of the catalogue may be wider.
layout() {
	sources | grep -v '^src/catalog/' | while read -r file; do
		expand "$file" | grep -nE '^.{91}' | sed "s|^|$file:|"
	done
	sources | xargs grep -nE '[[:space:]]+$' /dev/null
	sources | while read -r file; do
		[ -z "$(tail -c 1 "$file")" ] ||
			echo "$file: no newline at the end"
		head -n 1 "$file" | grep -q '^/\*' ||
			echo "$file: does not begin by saying what it is"
	done
}

mkdir -p "$T/src/base" "$T/include" "$T/tests"
cd "$T" || exit
printf '/* a */\nint f(void);	/* TODO: later */ \nx' >src/base/util.c
yes '/* long */' | head -n 161 >include/long.h
printf 'int %090d;\n' 1 >tests/wide.c
contains_line() { # name, text, command
	run "$3"
	contains "planted: $1" "$2" "$T/out"
}
contains_line 'TODO' 'src/base/util.c:2:' promises
contains_line 'a name that says nothing' src/base/util.c names
contains_line 'a long header' 'include/long.h: 161 lines' long_files
contains_line 'a wide line' 'tests/wide.c:1:' layout
contains_line 'a blank at the end' 'src/base/util.c:2:' layout
contains_line 'no newline at the end' 'util.c: no newline' layout
contains_line 'no opening words' 'wide.c: does not begin' layout

cd "$ROOT" || exit
for what in promises names long_files layout; do
	run "$what"
	is "$what: none to complain of" '' "$(cat "$T/out")"
done
