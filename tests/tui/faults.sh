# limit: 180
# A server that is slow, refuses, lies, dies and comes back: what is known stays
# on the screen with its age, words say what happened, keys are answered, and
# afterwards all is right.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 2500 --groups 12 --apps 12 --users 12 --computers 150
export SIM_CONTROL SIM_CONFIG SIM_PID BUILD LIB="$ROOT/tests/lib/lib.sh"
SIM_PORT=$(sim_url mdm | sed 's/.*127.0.0.1:\([0-9]*\).*/\1/')
export SIM_PORT

# The same estate, on the same port, until $T/second.pid ends.
cat >"$T/again" <<'EOS'
rm -f "$T/sim.ready"
nohup "$BUILD/endpane-sim" --port "$SIM_PORT" --devices 2500 --groups 12 \
	--apps 12 --users 12 --computers 150 --ready-file "$T/sim.ready" \
	>/dev/null 2>&1 &
echo $! >"$T/second.pid"
tries=0
until [ -s "$T/sim.ready" ] || [ $((tries += 1)) -gt 300 ]; do
	kill -0 "$(cat "$T/second.pid")" || exit 1
done
EOS

cat >"$T/script" <<'EOS'
deadline 20000
wait 2500 devices
name slow: the list stays, and says that it is being read
run . "$LIB"; fault 'GET /mdm latency:2000' 'GET /admp latency:2000'
key r
wait 2500 devices, loading
wait ANB-0003
name keys are answered meanwhile
keytime Down 10
keytime Up 10
key 3
wait being read
name the filter, too
key 2 /
type name~0002
wait FILTER
waitre [0-9]+ of 2500
wait loading
key Esc
name a list that was never read says so
key 6
wait being read
wait 150 computers
name details open at once with what is known
key 2 g
waitre read [0-9]
key Enter
wait [Summary]
wait admin_Nexus 7
wait being read
wait SERIAL
key q
name cut in the middle of bodies: what is known stays
run . "$LIB"; fault 'GET /mdm/devices cut:3000'
key r
wait no complete answer
wait 2500 devices
wait ANB-0003
name a page of HTML is no data
run . "$LIB"; fault 'GET /mdm/devices html'
key r
wait not with data
wait 2500 devices
wait ANB-0003
name nor is broken JSON
run . "$LIB"; fault 'GET /mdm/devices badjson'
key r
wait JSON
wait 2500 devices
name a limit is said with its time of day, the rest goes on
run . "$LIB"; fault 'GET /mdm/devices 429:2*1'
key r
waitre [0-9][0-9]:[0-9][0-9]:[0-9][0-9]
key 6 r
wait 150 computers
key 2
gone loading
wait 2500 devices
name a token that expired is mended without a word
run . "$LIB"; fault 'GET /mdm/devices 401*1'
key r
wait loading
gone loading
row -2 ^ row 1 of 2500
name never again: sign in, and what is known stays
run . "$LIB"; fault 'GET /mdm/devices 401'
key r
waitre 401|sign
row 1 M[x!]
wait 2500 devices
wait ANB-0003
name right again, all of it is true
run . "$LIB"; fault
key r
wait loading
gone loading
row 1 M[+]
row -2 ^ row 1 of 2500
name killed: clear words, and the list with its age
run kill $SIM_PID
key r
wait could not be reached
wait 2500 devices
wait ANB-0003
waitre read [0-9][0-9]:[0-9][0-9]
name another list, from what is kept
key 3 r
wait 12 groups
wait could not be reached
name keys are answered
key 2
keytime Down 10
name restarted on the same port: correct data
run sh "$T/again"
key g r
wait loading
gone loading
row 1 M[+]
wait 2500 devices
key 3 r
wait 12 groups
wait Kiosks
clean
key Q
exit 0
restored
EOS
on_terminal "$T/script" -- "$BUILD/endpane" --config "$SIM_CONFIG"
kill "$(cat "$T/second.pid")" 2>/dev/null
if [ -z "${SAN:-}" ]; then
	check 'keys have their answer within 50 ms' awk '
		/^keytime/ { sub(".*first p50 ", ""); n++; if ($1 > 50) exit 1 }
		END { exit n != 3 }' "$T/vt.out"
fi
