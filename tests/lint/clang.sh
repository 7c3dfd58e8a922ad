# A second compiler with the same warnings, as errors.
# limit: 180
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

if ! command -v clang >/dev/null 2>&1; then
	skip clang 'clang is not installed'
	exit 0
fi
eval "set -- $(flags)"
cd "$ROOT" || exit

printf 'int f(long a);\nint f(long a) { return a; }\n' >"$T/bad.c"
run clang "$@" -fsyntax-only "$T/bad.c"
contains 'planted: a narrowing conversion' '-Wshorten-64-to-32' "$T/err"

for folder in src tests; do
	find "$folder" -name '*.c' | sort |
		xargs clang "$@" -Itests/unit -fsyntax-only >"$T/out" 2>&1
	is "clang compiles $folder" '' "$(cat "$T/out")"
done
