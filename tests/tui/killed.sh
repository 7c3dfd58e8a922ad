# limit: 120
# SIGKILL in the middle of a bulk action: the next start says how many outcomes
# are unknown, and pane 9 lists exactly those.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 200
export SIM_CONTROL SIM_CONFIG LIB="$ROOT/tests/lib/lib.sh"
fault 'POST /admp latency:400'

cat >"$T/until" <<'EOS'
. "$LIB"
until [ "$(counted POST /admp)" -ge 3 ] 2>/dev/null; do :; done
EOS
cat >"$T/script" <<'EOS'
wait 200 devices
key 6
wait 200 computers
name ten computers are to be disabled
type /os~windows domain=acme.local
key Enter
wait of 200 computers
key g Space*10
wait 10 marked
key a
wait computers disable
key F2
wait Type how many (10)
wait [ Send ]
type 10
key Enter
wait computers disable
run sh "$T/until"
signal KILL
exit 137
EOS
on_terminal "$T/script" -- "$BUILD/endpane" --config "$SIM_CONFIG"
fault
forget_requests

# What the server was asked for, and what the journal says of it.
ep journal list --unknown -o json >"$T/unknown.json"
unknown=$(json_of 'len(d)' "$T/unknown.json")
check 'something is unknown' test "$unknown" -ge 1
check 'not all of it' test "$unknown" -lt 10
ep journal list -o json >"$T/all.json"
left=$((10 - $(json_of 'len(d)' "$T/all.json")))
check 'something was not sent' test "$left" -ge 1

{
	cat <<EOS
name the next start says so
waitre ^ $unknown writes? .* unknown outcome, and $left unsent of the last: pane 9,
key 9 ] ]
wait [Journal]
name and lists exactly those
EOS
	json_of '"\n".join("waitre " + e["object_id"] + " .*|.* " +
	    e["object_id"] for e in d)' "$T/unknown.json"
	cat <<EOS
settle
shot $T/journal
key Q
exit 0
restored
EOS
} >"$T/script"
on_terminal -r 40 -c 120 "$T/script" -- "$BUILD/endpane" --config "$SIM_CONFIG"
is 'as many rows are unknown' "$unknown" "$(grep -c "  unknown  " "$T/journal")"
is 'nothing was repeated' 0 "$(writes)"
