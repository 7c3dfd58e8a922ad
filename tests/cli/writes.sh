# What changes something: the state afterwards, dry runs, questions, results.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 60 --groups 6 --apps 6 --users 20 --computers 40 \
	--endpoints 5 --seed 9
app=99731238129
group=$(ep groups list -o ids | sed -n 2p)
ep devices list -o ids >"$T/ids"
one=$(sed -n 1p "$T/ids")
two=$(sed -n 2p "$T/ids")
odd=$(awk 'NR > 2 && length($0) > 15' "$T/ids" | grep '[13579]$' | head -n 1)

state_has() { # name, state query, member of it, id
	is "$1" True "$(control GET "/state?$2" >"$T/state"
		json_of "\"$4\" in [str(i) for i in d[\"$3\"]]" "$T/state")"
}

# One, several, by list and singly.
forget_requests
check 'associate with one device' ep apps associate $app --device "$odd"
state_has 'the simulator has it' "app=$app" devices "$odd"
is 'one POST' 1 "$(writes)"
is 'to the path with the device' 1 \
	"$(counted POST "/mdm/api/v1/mdm/apps/$app/devices/$odd")"
control GET '/log?n=5' >"$T/log"
contains 'both flags are explicit' \
	'{\"silent_install\":false,\"notify_user_via_email\":false}' "$T/log"

forget_requests
check 'associate with 30 devices' ep apps associate $app \
	--device "$(sed -n 1,30p "$T/ids" | paste -sd, -)" --yes -o json
is 'one call' 1 "$(writes)"
is 'a result each' 30 "$(json_of 'len(d)' "$T/out")"
is 'all good' "{'ok'}" "$(json_of 'set(r["status"] for r in d)' "$T/out")"
is 'in the order of the command' "$(sed -n 30p "$T/ids")" \
	"$(json_of 'd[29]["id"]' "$T/out")"
for id in $(sed -n 1,30p "$T/ids"); do
	control GET "/state?app=$app" | grep -q "\"$id\"" || echo "$id"
done >"$T/missing"
is 'the simulator has them all' '' "$(cat "$T/missing")"

forget_requests
check 'associate with a group' ep apps associate $app --group "$group" \
	--silent-install
state_has 'the simulator has the group' "app=$app" groups "$group"
is 'by list' 1 "$(counted POST "/mdm/api/v1/mdm/apps/$app/groups")"
sed 's/^\[phones\]/&\ngroup_associate = single/' "$SIM_CONFIG" >"$T/single.ini"
chmod 600 "$T/single.ini"
check 'associate with a group, singly' "$BUILD/endpane" \
	--config "$T/single.ini" apps associate $app --group "$group"
is 'by the path with the group' 1 \
	"$(counted POST "/mdm/api/v1/mdm/apps/$app/group/$group")"

forget_requests
check 'add three members' ep groups add-members "$group" \
	--member "$one,$two,$odd" --yes
is 'one call' 1 "$(writes)"
for id in "$one" "$two" "$odd"; do
	state_has "$id is a member" "group=$group" members "$id"
done
check 'the list shows them' ep groups members "$group" -o ids
contains 'all digits' "$odd" "$T/out"
forget_requests
check 'take two out' ep groups remove-members "$group" \
	--member "$one" --member "$odd" --yes
is 'a call each' 2 "$(counted DELETE /mdm)"
ep groups members "$group" -o ids >"$T/out"
lacks 'one is out' "$one" "$T/out"
lacks 'the odd one is out' "$odd" "$T/out"
contains 'the other stays' "$two" "$T/out"

check 'create a group' ep groups create --name 'Ann "A" \ B' --type 1 \
	--description 'a, b'
ep groups list -o json >"$T/json"
is 'it is there, with its name' 1 \
	"$(json_of 'sum(g["name"] == "Ann \"A\" \\ B" for g in d)' "$T/json")"
new=$(json_of '[g["group_id"] for g in d if g["name"].startswith("Ann")][0]' \
	"$T/json")
exit_is 'create it twice' 1 ep groups create --name 'Ann "A" \ B' --type 1
check 'delete it' ep groups delete "$new" --yes
exit_is 'it is gone' 4 ep groups show "$new"

check 'disassociate' ep apps disassociate $app --device "$odd" --yes
control GET "/state?app=$app" >"$T/state"
lacks 'the simulator has it no more' "$odd" "$T/state"

# Computers: one exact call each, never the filter.
disabled() { # name
	control GET "/state?computer=$1&domain=acme.local" |
		sed -n 's/.*"disabled":\([a-z]*\).*/\1/p'
}
ep computers list --domains acme.local -o ids >"$T/names"
pc1=$(sed -n 3p "$T/names")
pc2=$(sed -n 4p "$T/names")
pc3=$(sed -n 5p "$T/names")
forget_requests
check 'disable two computers' ep computers disable "$pc1" "$pc2" \
	--domain acme.local --yes -o jsonl
lines 'a result each' 2 "$T/out"
is 'one is disabled' true "$(disabled "$pc1")"
is 'the other is' true "$(disabled "$pc2")"
is 'a third is not' false "$(disabled "$pc3")"
is 'a call each' 2 "$(counted POST /admp)"
control GET '/log?n=50' >"$T/log"
is 'each with a filter and one row at most' 2 \
	"$(grep -o '"POST","uri":"[^"]*filter=[^"]*from=1&limit=1"' \
	"$T/log" | wc -l)"
forget_requests
check 'disable by a filter' ep computers disable --domain acme.local \
	--filter "(COMPUTER_NAME eq $pc3)" --yes
is 'it is disabled' true "$(disabled "$pc3")"
is 'one call' 1 "$(counted POST /admp)"
forget_requests
fault 'GET /admp no-filter'
exit_is 'a server that does not heed the filter' 6 ep computers disable \
	"$(sed -n 7p "$T/names")" --domain acme.local --yes
is 'nothing was disabled' 0 "$(counted POST /admp)"
fault
exit_is 'a name that is not there' 4 ep computers disable NOBODY-HERE \
	--domain acme.local --yes

# --dry-run: the exact request, and none of it sent.
forget_requests
for args in "apps associate $app --device $one" \
    "apps associate $app --device $one,$two" \
    "groups add-members $group --member $one" \
    "groups remove-members $group --member $two" \
    "groups delete $group" "apps delete $app" \
    "computers disable $(sed -n 8p "$T/names") --domain acme.local"; do
	# shellcheck disable=SC2086
	check "dry run: ${args%% *} ${args#* }" ep $args --dry-run
done
is 'nothing was written' 0 "$(writes)"
check 'dry run of an association' ep apps associate $app --device "$odd" \
	--silent-install --dry-run
contains 'the method and the whole URL' \
	"POST $(sim_url mdm)/apps/$app/devices/$odd" "$T/out"
contains 'the body' \
	'{"silent_install":true,"notify_user_via_email":false}' "$T/out"
contains 'the scheme' 'Authorization: Zoho-oauthtoken' "$T/out"
token=$(control GET /tokens | sed -n 's/.*"access_token":"\([^"]*\)".*/\1/p')
lacks 'no token' "${token%%.*}.${token##*.}" "$T/out"
grep -o '1000\.[0-9a-f]\{8,\}' "$T/out" >"$T/found"
is 'nothing that looks like one' '' "$(cat "$T/found")"
exit_is 'what is refused is refused in a dry run' 6 ep computers disable \
	--domain acme.local --filter '*' --dry-run
exit_is 'read-only holds in a dry run' 6 ep groups delete "$group" \
	--dry-run --read-only

# Ids on standard input.
forget_requests
printf '%s\r\n\n  %s  \n' "$one" "$two" >"$T/stdin"
check 'members from standard input' sh -c \
	'exec <"$1"; shift; "$@"' sh "$T/stdin" "$BUILD/endpane" --config \
	"$SIM_CONFIG" groups add-members "$group" --member - --yes
state_has 'the first' "group=$group" members "$one"
state_has 'the second' "group=$group" members "$two"
forget_requests
for nothing in '' '\n\n' '  \r\n'; do
	# shellcheck disable=SC2059
	printf "$nothing" >"$T/stdin"
	exit_is "no ids on standard input ($nothing)" 6 sh -c \
		'exec <"$1"; shift; "$@"' sh "$T/stdin" "$BUILD/endpane" \
		--config "$SIM_CONFIG" groups delete - --yes
done
echo 'abc' >"$T/stdin"
exit_is 'no id on standard input' 2 sh -c 'exec <"$1"; shift; "$@"' sh \
	"$T/stdin" "$BUILD/endpane" --config "$SIM_CONFIG" groups delete - --yes
is 'nothing was sent' 0 "$(counted '*')"
ep devices list --limit 3 -o ids >"$T/stdin"
check 'a list becomes a change' sh -c 'exec <"$1"; shift; "$@"' sh \
	"$T/stdin" "$BUILD/endpane" --config "$SIM_CONFIG" \
	apps associate $app --device - --yes
exit_is 'standard input twice' 2 sh -c 'exec <"$1"; shift; "$@"' sh \
	"$T/stdin" "$BUILD/endpane" --config "$SIM_CONFIG" \
	apps associate - --device - --yes

# Repeated ids go out once.
forget_requests
check 'the same member twice' ep groups add-members "$group" \
	--member "$odd,$odd"
is 'is one' 1 "$(counted POST \
	"/mdm/api/v1/mdm/groups/$group/members/$odd")"
