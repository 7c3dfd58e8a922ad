# --filter, --sort, --limit, --columns, --no-header, --local-filter, --search.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 300 --groups 10 --apps 10 --users 50 --computers 120 \
	--endpoints 40 --seed 11
ep devices list -o csv >"$T/all.csv"

# The same question, asked of all rows by another program.
expected() { # condition over the row r
	python3 -c 'import csv, sys
for r in csv.DictReader(open(sys.argv[2], encoding="utf-8")):
    if eval(sys.argv[1]): print(r["id"])' "$1" "$T/all.csv"
}

finds() { # name, filter, condition
	expected "$3" >"$T/expected"
	run ep devices list --filter "$2" -o ids
	if [ "$status" = 0 ] && [ -s "$T/expected" ] &&
	    cmp -s "$T/expected" "$T/out"; then
		passed "$1"
	else
		failed "$1" "$2: $(wc -l <"$T/out") rows, expected \
$(wc -l <"$T/expected")
$(show_run)"
	fi
}

finds 'equal' platform=android 'r["platform"] == "android"'
finds 'case does not matter' platform=ANDROID 'r["platform"] == "android"'
finds 'not equal' platform!=android 'r["platform"] != "android"'
finds 'one of several' 'platform=android|ios' \
	'r["platform"] in ("android", "ios")'
finds 'contains' name~an '"an" in r["name"].lower()'
finds 'and' 'platform=android name~an' \
	'r["platform"] == "android" and "an" in r["name"].lower()'
finds 'a bare word is in any column' nexus \
	'any("nexus" in v.lower() for v in r.values())'
finds 'a bare word finds mail addresses' example@mdm \
	'any("example@mdm" in v.lower() for v in r.values())'
finds 'quotes keep blanks' 'name="admin_Nexus 7"' \
	'r["name"] == "admin_Nexus 7"'
finds 'the server'\''s name of a field' platform_type=ios \
	'r["platform"] == "ios"'
finds 'numbers by their value' 'storage>=100' \
	'r["storage"] and float(r["storage"]) >= 100'
finds 'less' 'storage<100' 'r["storage"] and float(r["storage"]) < 100'
finds 'versions by their parts' 'os<=12' \
	'r["os"] and [int(p) for p in r["os"].split(".")] <= [12]'
finds 'ids by all their digits' id=9007199254741000 \
	'r["id"] == "9007199254741000"'

sorted_as() { # name, sort, python key, [reverse]
	run ep devices list --sort "$2" -o csv
	cp "$T/out" "$T/sorted.csv"
	is "$1" True "$(python3 -c 'import csv, sys
rows = list(csv.DictReader(open(sys.argv[2], encoding="utf-8")))
k = [eval(sys.argv[1]) for r in rows if eval(sys.argv[4])]
s = sorted(k, reverse=sys.argv[3] == "reverse")
print(len(rows) == 300 and k == s or (len(rows), k[:5], s[:5]))' \
		"$3" "$T/sorted.csv" "${4:-}" "${5:-True}" 2>&1)"
}

sorted_as 'by number' storage 'float(r["storage"])' '' 'r["storage"]'
sorted_as 'by number, falling' -storage 'float(r["storage"])' reverse \
	'r["storage"]'
sorted_as 'by version' os '[int(p) for p in r["os"].split(".")]' '' 'r["os"]'
sorted_as 'by two' platform,-storage \
	'(r["platform"], -float(r["storage"]))' '' \
	'r["storage"] and r["platform"]'
run ep devices list --sort -storage -o ids
lines 'sorting loses nothing' 300 "$T/out"
run ep devices list --sort storage --limit 5 -o ids
cp "$T/out" "$T/first5"
ep devices list --sort storage -o ids | head -n 5 >"$T/head5"
same 'the limit counts what is sorted' "$T/head5" "$T/first5"

for n in 1 7 300 1000; do
	run ep devices list --limit $n -o ids
	lines "--limit $n" "$([ $n -gt 300 ] && echo 300 || echo $n)" "$T/out"
done
run ep devices list --filter platform=ios --limit 3 -o ids
lines 'the limit counts what matches' 3 "$T/out"
exit_is '--limit 0' 2 ep devices list --limit 0
exit_is '--limit x' 2 ep devices list --limit x

check '--columns' ep devices list --columns name,id --limit 2 -o csv
is 'in the order asked for' name,id "$(head -n 1 "$T/out")"
check 'a column that is not shown by default' \
	ep devices list --columns id,imei,kind --limit 2 -o csv
is 'is there' id,imei,kind "$(head -n 1 "$T/out")"
check 'the server'\''s names do too' \
	ep devices list --columns device_id,device_name --limit 1 -o csv
is 'and give ours' id,name "$(head -n 1 "$T/out")"
for format in table csv tsv; do
	check "--no-header -o $format" ep devices list --no-header --limit 2 \
		--columns id -o $format
	lines "$format: rows alone" 2 "$T/out"
	lacks "$format: no header" id "$T/out"
done

# computers: the server filters, unless it is told not to.
forget_requests
check 'computers list --filter' ep computers list --domains acme.local \
	--filter '(OPERATING_SYSTEM co Windows)' -o ids
cp "$T/out" "$T/by-server"
control GET '/log?n=1' >"$T/log"
contains 'goes to the server as it is' \
	'filter=%28OPERATING_SYSTEM%20co%20Windows%29' "$T/log"
check 'something is found' test -s "$T/by-server"
forget_requests
check 'computers list --local-filter' ep computers list \
	--domains acme.local --filter os~Windows --local-filter -o ids
control GET '/log?n=1' >"$T/log"
lacks 'stays here' 'filter=' "$T/log"
same 'and finds the same' "$T/by-server" "$T/out"

forget_requests
name=$(ep endpoints list --columns name --no-header -o tsv | sed -n 3p)
check 'endpoints list --search' ep endpoints list \
	--search "resource_name=$name" -o tsv --columns name --no-header
contains 'finds it' "$name" "$T/out"
control GET '/log?n=1' >"$T/log"
contains 'asks the server' "searchcolumn=resource_name" "$T/log"

forget_requests
check 'by our name of the column' ep endpoints list --search "name=$name" \
	-o tsv --columns name --no-header
contains 'finds it too' "$name" "$T/out"
control GET '/log?n=1' >"$T/log"
contains 'asks in the name of the server' \
	'searchtype=resource_name&searchcolumn=resource_name' "$T/log"
run ep endpoints list --search os=Win --limit 1 -o ids
control GET '/log?n=1' >"$T/log"
contains 'another one' 'searchcolumn=os_name' "$T/log"

check 'an answer without our columns' ep endpoints summary -o csv
matches 'has its members as columns' \
	'^([a-z_]+_summary\.[a-z0-9_]+,)+[a-z_]+_summary\.[a-z_]+$' "$T/out"
matches 'and their values' '^([0-9]+,)+[0-9]+$' "$T/out"
endpoint=$(ep endpoints list --limit 1 -o ids)
check 'one object in parts' ep endpoints show "$endpoint" -o tsv
matches 'too' "^id	.*computer_summary.resource_name	" "$T/out"
matches 'with its id' "^$endpoint	" "$T/out"

check 'a letter with = and its value' ep devices list -o=ids --limit=1 -c=phones
lines 'as programs of its kind take it' 1 "$T/out"
