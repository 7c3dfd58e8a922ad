# The question of the dashboard says what a write costs, as the server counts
# it, and what is known of the server before it is asked; no error is cut.
# limit: 120
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 80 --groups 4 --apps 4 --users 4
ep devices list -o ids | head -n 60 >"$T/sixty"
ep apps associate 99731238129 --device "$(paste -sd, "$T/sixty")" -y >"$T/out"
sed 's/$/\\n/' "$T/sixty" | tr -d '\n' >"$T/pasted"
forget_requests
cat >"$T/script" <<EOS
deadline 20000
wait 80 devices
key 4
wait ME MDM
key x
wait apps disassociate
key j j j Enter
wait ─ apps disassociate
paste $(cat "$T/pasted")
wait 60 devices
key F2
name what writes, what has read first, what may read back
wait 60, and 60 that read first; up to 60 read back
wait [ Send ]
run curl -sS '${SIM_CONTROL%/}/requests?prefix=/mdm/api/v1/mdm/devices/&method=GET' >"$T/read"
type 60
key Enter
wait 60 applied
key Q
exit 0
EOS
on_terminal -r 30 -c 120 "$T/script" -- "$BUILD/endpane" --config "$SIM_CONFIG"
matches 'so many have read' '"count":60,' "$T/read"
is 'so many have written' 60 "$(writes)"
is 'and none has read back' 60 \
	"$(counted GET /mdm/api/v1/mdm/devices/)"

# What is known of the server stands in the question, before anything is sent;
# why it is refused stands there whole.
fault 'GET /mdm close' 'GET /admp close'
cat >"$T/script" <<'EOS'
deadline 30000
key 3
wait 0 groups
waitre M[x!]
key :
type groups create
settle
key Enter
wait ─ groups create
type Cost
key Tab 6 F2
wait phones did not answer at
wait Send it?
wait [ Send ]
key Esc
gone Send it?
key Esc
key :
type computers disable
settle
key Enter
wait ─ computers disable
type PC-0003
key Enter
key Tab
type domain1.com
key F2
name a reason is not cut
waitre ^│ +PC-0003 +no complete answer
waitre ^│ +nothing was changed; try again +│$
waitre ^│ PC-0003: no complete answer
waitre ^│ nothing was changed; try again
name and what is refused offers no sending
wait [ Cancel ]
gone [ Send ]
key Tab Enter
wait [ Review F2 ]
key Esc
key Q
exit 0
EOS
on_terminal -r 24 -c 80 "$T/script" -- "$BUILD/endpane" --config "$SIM_CONFIG"
