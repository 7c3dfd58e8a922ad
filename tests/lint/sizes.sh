# A function fits a screen and holds few decisions. Exceptions stand by name
# in sizes.txt, and leave it as soon as they are none.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

most_lines=60
most_paths=20
exceptions=$ROOT/tests/lint/sizes.txt
cd "$ROOT" || exit

# KNF: the name at the start of a line, then the brace alone, then its end.
long() { # files
	xargs awk -v most="$most_lines" '
	/^[a-z_0-9]+\(/ { name = $0; sub(/\(.*/, "", name) }
	/^{$/ { start = FNR }
	/^}$/ && start {
		if (FNR - start - 1 > most)
			print FILENAME " " name " " FNR - start - 1 " lines"
		start = 0
	}'
}

branchy() { # files
	# The first figure counts a switch as one decision: a table of cases
	# is easy to read.
	xargs pmccabe 2>/dev/null | awk -v most="$most_paths" '
	$1 > most {
		paths = $1
		sub(/^([0-9]+[ \t]+)+/, "")
		sub(/\([0-9]+\): /, " ")
		print $0 " " paths " paths"
	}'
}

# Findings in; those that no exception names out, and exceptions for nothing.
unexcused() {
	grep -v -e '^#' -e '^[^ ]* -' "$exceptions" >"$T/excused"
	awk 'FILENAME != "-" { excused[$1 " " $2]; next }
	($1 " " $2) in excused { used[$1 " " $2]; next }
	{ print }
	END {
		for (e in excused)
			if (!(e in used))
				print e " needs no exception any more"
	}' "$T/excused" -
}

{
	printf '/* planted */\nint\nlong_one(int a)\n{\n'
	yes '	a++;' | head -n 61
	printf '}\n'
} >"$T/long.c"
# shellcheck disable=SC2046
{
	printf 'int\nbranchy_one(int a)\n{\n'
	printf '	if (a == %d)\n		a++;\n' $(seq 20)
	printf '	return a;\n}\n'
} >"$T/branchy.c"
printf "'%s'\n" "$T/long.c" "$T/branchy.c" >"$T/planted"
long <"$T/planted" >"$T/out"
contains 'planted: a long function' 'long.c long_one 61 lines' "$T/out"
lines 'and only that' 1 "$T/out"

sources() {
	find src tests -name '*.c' | sort
}

sources | long >"$T/found"
if command -v pmccabe >/dev/null 2>&1; then
	branchy <"$T/planted" >"$T/out"
	contains 'planted: a branchy function' 'branchy_one 21 paths' "$T/out"
	sources | branchy >>"$T/found"
	unexcused <"$T/found" >"$T/out"
	is 'functions are short and simple' '' "$(cat "$T/out")"
else
	unexcused <"$T/found" | grep -v 'no exception' >"$T/out"
	is 'functions are short' '' "$(cat "$T/out")"
	skip 'functions are simple' 'pmccabe is not installed'
fi
