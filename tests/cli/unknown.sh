# A write whose answer is lost: sent once, looked for, recorded, never repeated.
# limit: 120
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 80 --groups 8 --apps 6 --users 20 --computers 60 \
	--endpoints 3 --seed 8
group=$(ep groups list -o ids | sed -n 2p)
ep devices list -o ids >"$T/ids"
device=$(sed -n 5p "$T/ids")
members=/mdm/api/v1/mdm/groups/$group/members

result() { # name, exit, status, text, arguments...
	result_name=$1
	result_exit=$2
	result_status=$3
	result_text=$4
	shift 4
	forget_requests
	exit_is "$result_name: exit $result_exit" "$result_exit" \
		ep "$@" -o jsonl
	contains "$result_name: $result_status" \
		"\"status\":\"$result_status\"" "$T/out"
	contains "$result_name: says so" "$result_text" "$T/out"
	is "$result_name: sent once" 1 "$(writes)"
}

# Done, but the answer was lost: it is seen.
for how in close-after reset-after cut:0 badjson; do
	fault "POST /mdm/groups $how"
	result "the answer lost ($how)" 0 ok seen \
		groups add-members "$group" --member "$device"
	fault
	ep groups remove-members "$group" --member "$device" --yes >/dev/null
done
# Not done: that is seen too.
for how in close reset html; do
	fault "POST /mdm/groups $how"
	result "not done ($how)" 1 failed seen \
		groups add-members "$group" --member "$device"
	fault
done
# Nobody can tell.
for how in close-after close 500 502 redirect; do
	fault "POST /mdm/groups $how" "GET $members 500"
	result "nobody knows ($how)" 8 unknown '' \
		groups add-members "$group" --member "$device"
	fault
done
# A time-out is no different.
fault 'POST /mdm/groups latency:6000' "GET $members 500"
result 'a time-out' 8 unknown '' groups add-members "$group" \
	--member "$device" --timeout 2
fault
# A deletion is looked for where it was.
victim=$(ep groups list -o ids | sed -n 4p)
fault 'DELETE /mdm/groups close-after'
result 'deleted, the answer lost' 0 ok seen groups delete "$victim" --yes
fault 'DELETE /mdm/groups close'
result 'not deleted' 1 failed seen groups delete "$group" --yes
fault

# The first unknown stops the rest.
check 'thirty members' ep groups add-members "$group" \
	--member "$(sed -n 11,40p "$T/ids" | paste -sd, -)" --yes
fault 'DELETE /mdm/groups close@2' 'GET /mdm/groups 500'
forget_requests
exit_is 'several: it stops at the unknown' 8 ep groups remove-members \
	"$group" --member "$(sed -n 11,40p "$T/ids" | paste -sd, -)" --yes \
	-o json
fault
is 'one good' 1 \
	"$(json_of 'sum(r["status"] == "ok" for r in d)' "$T/out")"
is 'few unknown' True \
	"$(json_of '1 <= sum(r["status"] == "unknown" for r in d) <= 5' \
	"$T/out")"
is 'most not sent' True \
	"$(json_of 'sum(r["status"] == "not-sent" for r in d) >= 24' "$T/out")"
is 'no more were sent than that' \
	"$(json_of 'sum(r["status"] != "not-sent" for r in d)' "$T/out")" \
	"$(writes)"

# A kept-alive connection that dies under a write: libcurl would send it again.
fault 'POST /mdm/groups close@1*1'
forget_requests
run ep groups add-members "$group" --member "$device"
is 'a dying connection: sent once' 1 "$(writes)"
fault

# Killed in the middle of a bulk action.
rm -rf "$XDG_STATE_HOME/endpane"
disabled() { # name
	control GET "/state?computer=$1&domain=acme.local" |
		grep -q '"disabled":true'
}
ep computers list --domains acme.local -o ids | sed -n 5,40p | sort |
	while read -r name; do
		disabled "$name" || echo "$name"
	done >"$T/names"
fault 'POST /admp latency:300'
forget_requests
# shellcheck disable=SC2046
"$BUILD/endpane" --config "$SIM_CONFIG" computers disable \
	$(cat "$T/names") --domain acme.local --yes >"$T/out" 2>"$T/err" &
pid=$!
until [ "$(counted POST /admp)" -ge 4 ] 2>/dev/null; do :; done
kill -KILL $pid
wait $pid 2>/dev/null
fault
# Nobody else than the journal knows now what was asked for: it must say more
# than enough, and nothing wrong.
control GET '/log?n=200' | grep -o '"POST","uri":"/admp[^"]*' |
	sed 's/.*%20eq%20//; s/%24%29.*//; s/%29.*//' | sort >"$T/sent"
check 'something was sent' test -s "$T/sent"
check 'the next start lists it' ep journal list -o json
cp "$T/out" "$T/journal.json"
names() { # expression over an entry e
	json_of '"\n".join(sorted(e["object_id"] for e in d if '"$1"'))' \
		"$T/journal.json"
}
names True >"$T/recorded"
names 'e["state"] == "applied"' >"$T/applied"
names '"unknown" in e["state"]' >"$T/unknown"
is 'all that was sent is recorded' '' "$(comm -23 "$T/sent" "$T/recorded")"
is 'each is applied or unknown' '' \
	"$(sort "$T/applied" "$T/unknown" | comm -3 - "$T/recorded")"
is 'what is applied was sent' '' "$(comm -13 "$T/sent" "$T/applied")"
check 'something is unknown' test -s "$T/unknown"
is 'no more is unknown than was on its way' True "$(
	[ "$(wc -l <"$T/unknown")" -le 8 ] && echo True)"
while read -r name; do
	disabled "$name" || echo "$name"
done <"$T/applied" >"$T/wrong"
is 'what is applied is disabled' '' "$(cat "$T/wrong")"
comm -23 "$T/names" "$T/recorded" | while read -r name; do
	disabled "$name" && echo "$name"
done >"$T/wrong"
is 'what is not recorded is untouched' '' "$(cat "$T/wrong")"
check 'journal list --unknown' ep journal list --unknown -o json
cp "$T/out" "$T/journal.json"
names True | diff - "$T/unknown" >"$T/difference"
is 'lists those alone' '' "$(cat "$T/difference")"
check 'the journal is whole' ep journal verify
forget_requests
run ep devices list --limit 1
is 'nothing is repeated by itself' 0 "$(writes)"
