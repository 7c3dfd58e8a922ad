# Every header compiles alone: it includes what it needs. Lists that are included
# several times, and say so, are none.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

eval "set -- $(flags)"

alone() { # tree, flags...
	(
		cd "$1" || exit
		shift
		find include src -name '*.h' | sort | while read -r header; do
			grep -q 'Included several times' "$header" && continue
			printf '#include "%s"\n' "$header" |
				${CC:-cc} "$@" -I. -fsyntax-only -x c - ||
				echo "$header does not compile alone"
		done 2>&1
	)
}

mkdir -p "$T/plant/src" "$T/plant/include/endpane"
ln -s "$ROOT/include/endpane/base" "$T/plant/include/endpane/base"
echo 'bool needs_stdbool(void);' >"$T/plant/include/endpane/bad.h"
run alone "$T/plant" "$@"
contains 'planted: a header that lacks an include' 'bad.h does not' "$T/out"

run alone "$ROOT" "$@"
is 'headers compile alone' '' "$(cat "$T/out")"
