# Every noun's list and what can be read of one object, in every format.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

# Days pass between runs; the estate's own dates move with them.
undated() {
	sed -E 's/20[0-9]{2}-[0-9]{2}-[0-9]{2}/yyyy-mm-dd/g
		s/(":"?)1[67][0-9]{11}\b/\1milliseconds/g
		s/yyyy-mm-dd([ T])[0-9]{2}:[0-9]{2}/yyyy-mm-dd\1hh:mm/g' "$T/out"
}

shows() { # name, golden file, arguments of endpane...
	shows_name=$1
	shows_file=$2
	shift 2
	run ep "$@"
	if [ "$status" != 0 ]; then
		failed "$shows_name" "$(show_run)"
		return
	fi
	undated >"$T/undated"
	golden "$shows_name" "cli/golden/$shows_file" "$T/undated"
}

start_sim --devices 12 --groups 4 --apps 5 --users 6 --computers 8 \
	--endpoints 5 --seed 7
device=9007199254741000
group=99731238129

for format in table json jsonl csv tsv ids; do
	shows "devices list -o $format" "devices.$format" \
		devices list -o $format
done
for noun in groups apps users computers endpoints; do
	shows "$noun list" "$noun.table" $noun list
	shows "$noun list -o json" "$noun.json" $noun list -o json
	shows "$noun list -o csv" "$noun.csv" $noun list -o csv
done
shows 'accounts list' accounts.table accounts list --device 987000000654321
shows 'accounts list, a configured name' accounts.table \
	accounts list --device ANB-0000
shows 'accounts restricted' restricted.table \
	accounts restricted --device 987000000654321

for verb in show apps profiles locations; do
	shows "devices $verb" "devices.$verb" devices $verb $device
	shows "devices $verb -o json" "devices.$verb.json" \
		devices $verb $device -o json
done
shows 'devices apps -o ids' devices.apps.ids devices apps $device -o ids
shows 'groups show' groups.show groups show $group
shows 'groups members' groups.members groups members $group
shows 'groups members -o ids' groups.members.ids groups members $group -o ids \
	--no-header
shows 'apps show' apps.show apps show 99731238129
user=$(ep users list -o ids | head -n 1)
shows 'users show' users.show users show "$user"
shows 'users devices' users.devices users devices \
	--email example@mdm.manageengine.com --domain mdm
shows 'computers show' computers.show computers show APIComputer1 \
	--domain domain1.com
endpoint=$(ep endpoints list -o ids | head -n 1)
shows 'endpoints show' endpoints.show endpoints show "$endpoint"
shows 'endpoints software' endpoints.software endpoints software "$endpoint"
shows 'endpoints summary' endpoints.summary endpoints summary
shows 'endpoints offices' endpoints.offices endpoints offices
shows 'endpoints inventory' endpoints.inventory endpoints inventory

# Aliases are the same commands.
for alias in 'dev devices' 'grp groups' 'app apps' 'usr users' \
    'pc computers' 'ep endpoints'; do
	ep "${alias#* }" list -o ids >"$T/long"
	check "${alias% *} is ${alias#* }" ep "${alias% *}" list -o ids
	same "${alias% *} lists the same" "$T/long" "$T/out"
done

# Well formed for whoever reads them.
for noun in devices groups apps users computers endpoints; do
	ep $noun list -o json >"$T/json"
	is "$noun: json is an array" list \
		"$(json_of 'type(d).__name__' "$T/json")"
	ep $noun list -o jsonl >"$T/jsonl"
	is "$noun: as many lines as objects" \
		"$(json_of 'len(d)' "$T/json")" "$(wc -l <"$T/jsonl")"
done
ep devices show $device -o json >"$T/json"
is 'show is one object' dict "$(json_of 'type(d).__name__' "$T/json")"
ep devices list -o csv >"$T/csv"
is 'csv: all rows are as wide as the header' 1 "$(python3 -c '
import csv, sys
print(len(set(len(r) for r in csv.reader(open(sys.argv[1])))))' "$T/csv")"

# An empty answer is an answer.
check 'an empty list' ep devices list --filter name=nobody-has-this -o json
is 'is an empty array' '[]' "$(tr -d ' \n' <"$T/out")"
check 'an empty list of ids' ep devices list --filter name=nobody-has-this \
	-o ids
is 'is empty' '' "$(cat "$T/out")"
