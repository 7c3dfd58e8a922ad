# Shell scripts, by shellcheck.
# limit: 120
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

if ! command -v shellcheck >/dev/null 2>&1; then
	skip shell 'shellcheck is not installed'
	exit 0
fi
cd "$ROOT" || exit

# Sourced names and commands passed by name are beyond it.
lint() { # files...
	shellcheck -s sh -x -S warning -e SC2086,SC2154,SC2034 "$@"
}

printf '#!/bin/sh\ncd "$1"; rm -rf *\n' >"$T/bad.sh"
run lint "$T/bad.sh"
contains 'planted: cd that may fail' SC2164 "$T/out"

for file in .ci/setup tests/run tests/bench tests/lint/all tests/*/*.sh; do
	[ -f "$file" ] || continue
	run lint "$file"
	is "$file" '' "$(cat "$T/out")"
done
