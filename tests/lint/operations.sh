# The table of operations against the catalogue and the exact requests: no line
# without all of them, no operation without a line.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

# missing TABLE WIRE-FOLDER: what does not fit together, a line each.
missing() {
	grep -v '^#' "$1" >"$T/table"
	"$BUILD/endpane" help | sed -n \
		's/^  \([a-z]*\) .*([a-z]*)  *\([a-z, -]*\)$/\1 \2/p;
		s/^  \(files\)  *\([a-z, -]*\)$/\1 \2/p' | tr -d , |
		while read -r noun verbs; do
			for verb in $verbs; do
				echo "$noun $verb"
			done
		done >"$T/catalogue"
	cut -f 4 "$T/table" | grep -v '^-$' | sort -u >"$T/lines"
	sort -u "$T/catalogue" >"$T/sorted"
	comm -13 "$T/lines" "$T/sorted" | sed 's/^/no line for: /'
	comm -23 "$T/lines" "$T/sorted" | sed 's/^/no operation for: /'
	while IFS='	' read -r number method path operation wire; do
		[ "$wire" != - ] || continue
		wire_path=$(printf '%s' "$path" | sed 's/{}/[0-9][0-9]*/g')
		[ "$wire" = "$(printf '%s' "$operation" | tr ' ' .)" ] &&
			grep -q "^operation [a-z0-9-]* $operation\$" \
			"$2/$wire.http" 2>/dev/null &&
			grep -q "^> $method /[^ ?]*${wire_path}[? ]" \
			"$2/$wire.http" ||
			echo "no request of $number $method $path in $wire"
	done <"$T/table"
	for face in cli tui; do
		grep -q '^check_received$' "$ROOT/tests/$face/every-operation.sh" ||
			echo "$face/every-operation does not look at the lines"
	done
}

# Planted: a line less, a line too much, a request that no file has.
mkdir "$T/wire"
cp "$ROOT"/tests/wire/*.http "$T/wire"
sed -i 's|^> POST /api/v1/mdm/groups/|> PUT /api/v1/mdm/groups/|' \
	"$T/wire/groups.add-members.http"
{
	grep -v '^U6' "$ROOT/tests/operations.txt"
	printf 'X1\tGET\t/nothing\tdevices explode\tdevices.explode\n'
} >"$T/planted.txt"
missing "$T/planted.txt" "$T/wire" >"$T/found"
contains 'planted: an operation without a line' \
	'no line for: users devices' "$T/found"
contains 'planted: a line without an operation' \
	'no operation for: devices explode' "$T/found"
contains 'planted: a line without a request' 'no request of G6' "$T/found"

missing "$ROOT/tests/operations.txt" "$ROOT/tests/wire" >"$T/found"
is 'every operation has a line, and every line all it needs' '' \
	"$(cat "$T/found")"
lines 'there are 43 operations' 43 "$T/sorted"
