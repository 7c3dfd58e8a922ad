# Ids, digit for digit, and every one of 100,000 of them.
# limit: 120
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

# What the server's own text has, in order, with quotes where it has them.
lexemes() { # file...
	grep -oh '"device_id":"\{0,1\}[0-9]*"\{0,1\}' "$@" |
		sed 's/"device_id"://'
}

start_sim --devices 1500 --groups 40 --apps 60 --users 300 --computers 250 \
	--endpoints 30 --seed 5

# The same pages, by curl.
: >"$T/pages"
query='limit=1000'
while [ -n "$query" ]; do
	raw "/devices?$query" >"$T/page"
	cat "$T/page" >>"$T/pages"
	query=$(sed -n 's/.*"next":"[^"?]*?\([^"]*\)".*/\1/p' "$T/page")
done
lexemes "$T/pages" >"$T/raw"
lines 'curl sees every device' 1500 "$T/raw"
tr -d '"' <"$T/raw" >"$T/plain"

check 'devices list -o ids' ep devices list -o ids
same 'ids are the server'\''s, digit for digit' "$T/plain" "$T/out"
check 'devices list -o json' ep devices list -o json
cp "$T/out" "$T/list.json"
lexemes "$T/list.json" >"$T/json"
same 'json has them as the server wrote them' "$T/raw" "$T/json"
is 'a parser reads them' "$(sed -n '$p' "$T/plain")" \
	"$(json_of 'd[-1]["device_id"]' "$T/list.json")"
check 'devices list -o csv' ep devices list -o csv --columns id --no-header
same 'csv has them' "$T/plain" "$T/out"
check 'devices list -o tsv' ep devices list -o tsv --columns id --no-header
same 'tsv has them' "$T/plain" "$T/out"
check 'devices list as a table' ep devices list --columns id --no-header
same 'a table has them' "$T/plain" "$T/out"

# One object of the server's is one line, byte for byte.
check 'devices list -o jsonl' ep devices list -o jsonl --limit 1
contains 'jsonl is the server'\''s own text' "$(cat "$T/out")" "$T/pages"

# Neighbours above 2^53 that a double would make one.
awk 'length($0) > 15' "$T/plain" | sort >"$T/long"
check 'there are ids above 2^53' test -s "$T/long"
odd=$(grep '[13579]$' "$T/long" | head -n 1)
check 'show of an odd one' ep devices show "$odd" -v
grep '/devices/' "$T/err" >"$T/asked"
contains 'is asked for by all its digits' "/devices/$odd" "$T/asked"

for noun in groups apps users endpoints; do
	wanted=$(control GET /state |
		sed -n "s/.*\"$noun\":\\([0-9]*\\).*/\\1/p")
	check "$noun list -o ids" ep $noun list -o ids
	lines "$noun: every one" "$wanted" "$T/out"
	is "$noun: each once" "$wanted" "$(sort -u "$T/out" | wc -l)"
	lacks "$noun: no exponent" e+ "$T/out"
done
check 'computers list -o ids' ep computers list -o ids
lines 'computers: every one' 250 "$T/out"
stop_sim

start_sim --devices 100000 --groups 10 --apps 10 --users 10 --computers 10 \
	--endpoints 10
check '100,000 devices -o ids' ep devices list -o ids
lines '100,000 lines' \
	"$(control GET /state | sed -n 's/.*"devices":\([0-9]*\).*/\1/p')" \
	"$T/out"
is '100,000 different ones' 100000 "$(sort -u "$T/out" | wc -l)"
