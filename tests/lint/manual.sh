# The manual pages are well-formed mdoc.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

if ! command -v mandoc >/dev/null 2>&1; then
	skip manual 'mandoc is not installed'
	exit 0
fi

cat >"$T/bad.1" <<'MDOC'
.Dd January 1, 2026
.Dt BAD 1
.Os
.Sh NAME
.Nm bad
.Nd a page whose list never ends
.Sh DESCRIPTION
.Bl -tag -width Ds
.It Fl x
MDOC
run mandoc -Tlint -Wwarning "$T/bad.1"
contains 'planted: a list that never ends' 'bad.1:' "$T/out"

for page in "$ROOT"/man/*.[1-9]; do
	[ -f "$page" ] || continue
	run mandoc -Tlint -Wwarning "$page"
	is "${page##*/} is clean" '' "$(cat "$T/out" "$T/err")"
done
