# What was done is undone: what was applied, was not so before, and still is.
# limit: 180
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 40 --groups 6 --apps 6 --users 10 --computers 60 \
	--endpoints 3 --accounts-per-device 4 --seed 9
group=$(ep groups list -o ids | sed -n 2p)
ep groups members "$group" -o ids | sort >"$T/inside"
ep devices list -o ids | grep -vxFf "$T/inside" | head -n 6 >"$T/new"
new=$(paste -sd, "$T/new")
old=$(sed -n 1p "$T/inside")

newest() {
	ep journal list -o json >"$T/journal.json"
	json_of 'max(e["id"] for e in d)' "$T/journal.json"
}
result() { # id, status, text
	is "$1: $2" "$2" "$(json_of \
		"[r['status'] for r in d if r['id'] == '$1'][0]" "$T/answer")"
	contains "$1: $3" "$3" "$T/answer"
}

# Members, one of whom was in the group before.
ep groups add-members "$group" --member "$new,$old" --yes >/dev/null
entry=$(newest)
forget_requests
exit_is 'it asks' 6 ep journal undo "$entry" --no-input
check 'a dry run' ep journal undo "$entry" --dry-run
is 'takes those out that came in' 6 "$(grep -c '^DELETE ' "$T/out")"
contains 'and says who stays' 'it was so before' "$T/out"
is 'and sends nothing' 0 "$(writes)"
# One of them has left meanwhile: not ours any more.
left=$(sed -n 2p "$T/new")
ep groups remove-members "$group" --member "$left" --yes >/dev/null
forget_requests
run ep journal undo "$entry" --yes -o json
is 'some are left as they are' 5 "$status"
cp "$T/out" "$T/answer"
result "$old" not-sent 'it was so before'
result "$left" not-sent 'no longer as it was made'
result "$(sed -n 1p "$T/new")" ok ok
is 'a call for each of the others' 5 "$(writes)"
ep groups members "$group" -o ids | sort >"$T/after"
same 'the group is as it was' "$T/inside" "$T/after"
exit_is 'once more: nothing to undo' 6 ep journal undo "$entry" --yes
is 'and nothing sent' 5 "$(writes)"
ep journal show "$(newest)" >"$T/shown"
contains 'its record tells that it undoes' 'undoes      job' "$T/shown"
check 'the undoing can be undone' ep journal undo "$(newest)" --yes
is 'they are in again' 5 \
	"$(ep groups members "$group" -o ids | grep -cxFf "$T/new")"
python3 -c 'import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
print(db.execute("select count(*) from plans where origin = ?",
    ("undo",)).fetchone()[0])' "$XDG_STATE_HOME/endpane/journal.db" >"$T/count"
is 'the journal tells what undid what' 2 "$(cat "$T/count")"

# An app on devices.
ep apps list -o json >"$T/apps"
app=$(json_of 'd[0]["app_id"]' "$T/apps")
ep devices list -o ids | while read -r id; do
	ep devices apps "$id" -o ids | grep -qx "$app" || echo "$id"
done | head -n 3 >"$T/without"
check 'associate' ep apps associate "$app" \
	--device "$(paste -sd, "$T/without")" --yes
ep devices apps "$(head -n 1 "$T/without")" -o ids >"$T/on"
if grep -qx "$app" "$T/on"; then
	run ep journal undo "$(newest)" --yes -o json
	is 'is undone' 0 "$status"
	ep devices apps "$(head -n 1 "$T/without")" -o ids >"$T/on"
	lacks 'the app is gone' "$app" "$T/on"
else
	exit_is 'not seen yet, so not undone' 6 ep journal undo "$(newest)" \
		--yes
fi

# Of devices that have it no more, none is asked to give it back; each is read.
ep apps associate "$app" --device "$(paste -sd, "$T/without")" --yes >/dev/null
entry=$(newest)
first=$(head -n 1 "$T/without")
ep apps disassociate "$app" --device "$first" --yes >/dev/null
forget_requests
run ep journal undo "$entry" --yes -o json
cp "$T/out" "$T/answer"
result "$first" not-sent 'no longer as it was made'
is 'each device was read' '' "$(while read -r id; do
	test "$(counted GET "/mdm/api/v1/mdm/devices/$id/apps")" -gt 0 ||
		echo "$id"
done <"$T/without")"
is 'a call for each of the others' 2 "$(writes)"

# Nobody knew whether it was taken back: its devices are read when resumed.
ep apps associate "$app" --device "$first" >/dev/null
fault 'DELETE /mdm/apps close-after' "GET /mdm/devices/$first 500"
exit_is 'taken back: nobody knows' 8 ep apps disassociate "$app" \
	--device "$first" --yes
fault
forget_requests
check 'nothing is left to send, but to read' ep journal resume "$(newest)"
contains 'it was done' '1 applied' "$T/err"
is 'by one read' 1 "$(counted GET "/mdm/api/v1/mdm/devices/$first/apps")"

# Given to it, and seen there: which proves nothing, and is said.
fault 'POST /mdm/apps close-after'
exit_is 'given: nobody knows' 8 ep apps associate "$app" --device "$first" \
	-o json
contains 'what was seen is said' 'it is there now' "$T/out"
fault
exit_is 'nor when it is read again' 8 ep journal resume "$(newest)"
contains 'which is said' '0 applied, 0 not applied, 1 still' "$T/err"
ep journal show "$(newest)" >"$T/shown"
contains 'and recorded' 'read again, it is there now' "$T/shown"

# An app on groups: nothing reads what a group had, and the question says so.
groups=$(ep groups list -o ids | sed -n 1,2p | paste -sd,)
cat >"$T/script" <<'EOS'
name the question before it tells
wait This cannot be undone from here: no call reads which apps a group has
wait Type 2 to go on
type 2\n
exit 0
EOS
on_terminal -c 200 "$T/script" -- "$BUILD/endpane" --config "$SIM_CONFIG" \
	apps associate "$app" --group "$groups"
forget_requests
for verb in associate disassociate; do
	exit_is "$verb on groups stays" 6 ep journal undo "$(newest)" --yes
	contains "$verb: why" 'no call reads which apps a group has' "$T/err"
	contains "$verb: and what does it" "; 'apps " "$T/err"
	ep apps disassociate "$app" --group "$groups" --yes >/dev/null
done
is 'nothing was sent for it but the calls by hand' 4 "$(writes)"
ep help apps associate >"$T/help"
contains 'so does the help' 'With --group it cannot be undone' "$T/help"

# A group that was made: while nobody is in it.
check 'made' ep groups create --name Fresh --type 1
entry=$(newest)
made=$(ep groups list --filter 'name=Fresh' -o ids)
ep groups add-members "$made" --member "$(sed -n 1p "$T/new")" >/dev/null
exit_is 'somebody is in it' 6 ep journal undo "$entry" --yes
contains 'says so' 'no longer as it was made' "$T/err"
ep groups remove-members "$made" --member "$(sed -n 1p "$T/new")" --yes \
	>/dev/null
check 'empty again: undone' ep journal undo "$entry" --yes
is 'the group is gone' '' "$(ep groups list --filter 'name=Fresh' -o ids)"
exit_is 'and cannot be undone twice' 6 ep journal undo "$entry" --yes

# Made, but nobody knew; read again, it is known by its id, and can be undone.
fault 'POST /mdm/groups close-after' 'GET /mdm/groups 500'
exit_is 'the answer is lost' 8 ep groups create --name Later --type 1
fault
entry=$(newest)
exit_is 'nobody knows its id' 6 ep journal undo "$entry" --yes
check 'nothing is left to send' ep journal resume "$entry" --yes
contains 'but it was read again' '1 applied' "$T/err"
check 'undone' ep journal undo "$entry" --yes
is 'it is gone' '' "$(ep groups list --filter 'name=Later' -o ids)"

# What was refused is not ours to undo, though somebody else did it since.
last=$(ep groups members "$group" -o ids | head -n 2 | paste -sd,)
fault "DELETE /mdm/api/v1/mdm/groups/$group/members/${last#*,} 409"
run ep groups remove-members "$group" --member "$last" --yes
fault
entry=$(newest)
ep groups remove-members "$group" --member "${last#*,}" --yes >/dev/null
run ep journal undo "$((entry - 2))" --yes -o json
cp "$T/out" "$T/answer"
result "${last%,*}" ok ok
result "${last#*,}" not-sent 'the journal says rejected'
# Nor what nobody looked at before; nor what is still at it.
fault "GET /mdm/api/v1/mdm/groups/$group/members 500"
ep groups add-members "$group" --member "${last#*,}" --yes >/dev/null
fault
exit_is 'not read before' 6 ep journal undo "$(newest)" --yes
contains 'it says so' 'was not read' "$T/err"
forget_requests
fault "DELETE /mdm/api/v1/mdm/groups/$group/members latency:900"
ep groups remove-members "$group" --member "$last" --yes >/dev/null &
pid=$!
until [ "$(counted DELETE /mdm)" -ge 1 ] 2>/dev/null; do :; done
exit_is 'still at it' 6 ep journal undo "$(newest)" --yes
contains 'to be waited for' 'still under way' "$T/err"
wait $pid
fault

# A user's name; the phone is masked and never sent back so.
user=$(ep users list -o ids | sed -n 3p)
ep users show "$user" -o json >"$T/before"
name=$(json_of 'd.get("name") or d.get("user_name")' "$T/before")
check 'renamed' ep users update "$user" --name 'Other Name' \
	--phone +911234567890
entry=$(newest)
run ep journal undo "$entry" --yes -o json
if [ "$status" = 6 ]; then
	contains 'another phone cannot come back' 'phone' "$T/err"
else
	passed 'another phone cannot come back'
fi
ep users show "$user" -o json >"$T/now"
lacks 'no mask went to the server' '\*\*\*\*' "$T/now"
phone=+911234567890
ep users update "$user" --name "$name" --phone $phone >/dev/null
check 'the name alone' ep users update "$user" --name 'Third Name' \
	--phone $phone
check 'comes back' ep journal undo "$(newest)" --yes
ep users show "$user" -o json >"$T/now"
is 'as it was' "$name" "$(json_of 'd.get("name") or d.get("user_name")' \
	"$T/now")"

# Values of computers, each as it had them.
ep computers list --domains acme.local -o json >"$T/computers"
json_of '"\n".join(c["COMPUTER_NAME"] for c in d
	if c.get("DEPARTMENT") == "Sales")' "$T/computers" | head -n 2 >"$T/pcs"
json_of '"\n".join(c["COMPUTER_NAME"] for c in d
	if c.get("DEPARTMENT") == "Finance")' "$T/computers" |
	head -n 1 >>"$T/pcs"
department() { # name
	ep computers show "$1" --domain acme.local -o json >"$T/pc"
	json_of 'd["DEPARTMENT"]' "$T/pc"
}
# shellcheck disable=SC2046
check 'moved' ep computers update $(cat "$T/pcs") --domain acme.local \
	--attr department=Storage --yes
entry=$(newest)
run ep journal undo "$((entry))" --yes -o json
cp "$T/out" "$T/answer"
ep journal list -o json >"$T/journal.json"
for name in $(cat "$T/pcs"); do
	id=$(json_of "[e['id'] for e in d if e['object_id'] == '$name'][-1]" \
		"$T/journal.json")
	[ "$(department "$name")" != Storage ] ||
		ep journal undo "$id" --yes >/dev/null
done
is 'the first two' 'Sales Sales Finance' "$(for name in $(cat "$T/pcs"); do
	department "$name"
done | paste -sd' ')"

# A link that is still pending.
device=987000000654321
account=2000000000001
run ep accounts link $account --device $device --idp-user 2000000000011 \
	--permission-level standard
entry=$(newest)
run ep journal undo "$entry" --yes
linked=$status
ep accounts list --device $device -o json >"$T/accounts"
lacks 'no link is pending' pending_link "$T/accounts"
is 'it was taken back' 0 "$linked"

# What has no way back says so.
pc=$(sed -n 1p "$T/pcs")
ep computers disable "$pc" --domain acme.local --yes >/dev/null
forget_requests
exit_is 'disabled stays disabled' 6 ep journal undo "$(newest)" --yes
contains 'and why' 'no call that enables' "$T/err"
ep groups delete "$group" --yes >/dev/null
exit_is 'deleted stays deleted' 6 ep journal undo "$(newest)" --yes
ep api phones DELETE "/groups/$made/members/1" --yes >/dev/null 2>&1
exit_is 'a call by hand' 6 ep journal undo "$(newest)" --yes
contains 'is undone by hand' 'by hand' "$T/err"
exit_is 'read-only' 6 ep journal undo 2 --yes --read-only
exit_is 'no such entry' 4 ep journal undo 424242 --yes
check 'the journal is whole' ep journal verify
