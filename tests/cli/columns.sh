# limit: 180
# --columns, --sort and --filter by the catalogue's short names and by the
# server's own, for every list and show, in every format.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 60 --groups 8 --apps 8 --users 40 --computers 20 \
	--endpoints 12 --seed 3

bound=$(sed -n 's/^device_ids = *[^:]*:\([0-9]*\),.*/\1/p' "$SIM_CONFIG")
device=$(ep devices list --filter platform=android -o ids | sed -n 2p)
point=$(ep endpoints list -o ids | sed -n 2p)
group=$(ep groups list -o ids --limit 1)
app=$(ep apps list -o ids --limit 1)
user=$(ep users list -o ids --limit 1)

# The short names that the help prints for a noun.
short() { # noun
	ep help "$1" | sed -n '/^Columns:/,/^$/p' | sed 1d
}

# The members of the objects, a.b where they are nested; no lists.
cat >"$T/members.py" <<'P'
import json, sys
def members(o, before=''):
    for key, value in o.items():
        if isinstance(value, dict):
            yield from members(value, before + key + '.')
        elif not isinstance(value, list):
            yield before + key
d = json.load(open(sys.argv[1], encoding='utf-8'))
for name in sorted({m for o in (d if isinstance(d, list) else [d])
        for m in members(o)}):
    if not any(w in name for w in ('password', 'proxy', 'token')):
        print(name)
P

same_count() { # name, rows, format
	case $3 in
	json) is "$1: -o json" "$2" "$(json_of 'len(d)' "$T/out")" ;;
	table | csv | tsv) lines "$1: -o $3" $(($2 + 1)) "$T/out" ;;
	*) lines "$1: -o $3" "$2" "$T/out" ;;
	esac
}

list() { # name, short names, has ids?, command...
	list_name=$1
	list_short=$2
	list_ids=$3
	shift 3
	ep "$@" -o json >"$T/all.json" 2>"$T/err" ||
		failed "$list_name: it answers" "$(cat "$T/err")"
	list_joined=$(printf '%s\n' $list_short | paste -sd,)
	rows=$(json_of 'len(d)' "$T/all.json")
	check "$list_name: has rows" test "$rows" -gt 0
	python3 "$T/members.py" "$T/all.json" >"$T/fields"
	printf '%s\n' $list_short | cat - "$T/fields" | sed '/^$/d' >"$T/names"
	check "$list_name: every name, the server's too" ep "$@" \
		--columns "$(paste -sd, "$T/names")" -o csv
	lines "$list_name: rows of all columns" $((rows + 1)) "$T/out"
	is "$list_name: as many heads as names" "$(wc -l <"$T/names")" \
		"$(head -n 1 "$T/out" | tr ',' '\n' | wc -l)"
	# Eight at once are the most to sort by.
	for keys in $(sed 's/^/-/' "$T/names" | paste -sd,,,,,,,' '); do
		check "$list_name: sorted by ${keys%,}" ep "$@" \
			--sort "${keys%,}" -o csv
		lines "$list_name: rows sorted by it" $((rows + 1)) "$T/out"
	done
	check "$list_name: filtered by every name" ep "$@" --local-filter \
		--filter "$(sed 's/$/!=nothing-is-so/' "$T/names" |
			paste -sd' ')" -o json
	same_count "$list_name: filtered" "$rows" json
	[ -z "$list_short" ] || is "$list_name: short heads" "$list_joined" \
		"$(ep "$@" --columns "$list_joined" -o csv --limit 1 |
			head -n 1)"
	first=$(head -n 1 "$T/fields")
	for format in table json jsonl csv tsv $list_ids; do
		check "$list_name: $first as $format" ep "$@" \
			--columns "$first" --sort "$first" -o $format
		same_count "$list_name" "$rows" $format
	done
	exit_is "$list_name: no such column" 2 ep "$@" --columns nosuch
	exit_is "$list_name: nothing to sort by" 2 ep "$@" --sort nosuch
	exit_is "$list_name: nothing to filter" 2 ep "$@" --local-filter \
		--filter nosuch=1
}

for format in table json jsonl csv tsv ids; do
	exit_is "no such column, $format" 2 ep devices list --columns nosuch \
		-o $format
	exit_is "nothing to sort by, $format" 2 ep devices list --sort nosuch \
		-o $format
	exit_is "nothing to filter, $format" 2 ep devices list \
		--filter nosuch=1 -o $format
done
for noun in devices groups apps users computers endpoints; do
	list "$noun list" "$(short $noun)" ids $noun list
done
list 'accounts list' "$(short accounts)" ids accounts list --device "$bound"
list 'devices apps' '' ids devices apps "$device"
list 'devices profiles' '' '' devices profiles "$device"
list 'devices locations' '' '' devices locations "$device"
list 'accounts restricted' '' ids accounts restricted --device "$bound"
list 'endpoints software' '' ids endpoints software "$point"
list 'endpoints offices' '' ids endpoints offices
for of in software hardware computers scans; do
	list "endpoints inventory $of" '' ids endpoints inventory --of $of
done

# One object: the same names, and those that only its answer has.
show() { # name, short names, command...
	show_name=$1
	show_short=$2
	shift 2
	ep "$@" -o json >"$T/all.json"
	python3 "$T/members.py" "$T/all.json" >"$T/fields"
	printf '%s\n' $show_short | cat - "$T/fields" | sed '/^$/d' >"$T/names"
	check "$show_name: every name" ep "$@" \
		--columns "$(paste -sd, "$T/names")" -o tsv
	lines "$show_name: a head and a row" 2 "$T/out"
	is "$show_name: as many heads as names" "$(wc -l <"$T/names")" \
		"$(head -n 1 "$T/out" | tr '\t' '\n' | wc -l)"
	exit_is "$show_name: no such column" 2 ep "$@" --columns nosuch
	for format in table json jsonl csv tsv; do
		check "$show_name: $format" ep "$@" \
			--columns "$(head -n 1 "$T/fields")" -o $format
	done
}

pc=$(ep computers list --domains domain1.com --columns name -o tsv \
	--no-header --limit 1)
show 'devices show' "$(short devices)" devices show "$device"
show 'groups show' "$(short groups)" groups show "$group"
show 'apps show' "$(short apps)" apps show "$app"
show 'users show' "$(short users)" users show "$user"
show 'computers show' "$(short computers)" computers show "$pc" \
	--domain domain1.com
show 'endpoints show' "$(short endpoints)" endpoints show "$point"
show 'endpoints summary' '' endpoints summary

# What the answer has one level down is no blank.
name=$(ep endpoints list --filter "id=$point" --columns name -o tsv --no-header)
ep endpoints show "$point" --columns id,name -o csv --no-header >"$T/out"
contains 'endpoints show: the name' "$point,$name" "$T/out"
ep endpoints show "$point" --columns id,resource_name >"$T/out"
contains 'endpoints show: by the server'\''s name' "$name" "$T/out"
exit_is 'endpoints summary: has no name' 2 ep endpoints summary --columns name
contains 'endpoints summary: it says what it has' installation_status_summary \
	"$T/err"
ep endpoints summary --columns total,live_status_summary.live -o csv >"$T/out"
contains 'endpoints summary: heads' \
	installation_status_summary.total,live_status_summary.live "$T/out"
matches 'endpoints summary: figures' '^[0-9]+,[0-9]+$' "$T/out"
exit_is 'a secret is no column' 2 ep devices show "$device" \
	--columns apn_password
