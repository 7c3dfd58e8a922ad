# How endpane-sim starts, what it hands out, and how it ends.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"
. "$ROOT/tests/lib/http.sh"
sim=$BUILD/endpane-sim

exit_is 'an unknown option' 2 "$sim" --nowhere
exit_is 'no option at all' 2 "$sim" word
exit_is 'no number' 2 "$sim" --devices many
contains 'it says which' 'many' "$T/err"
lines 'in one line' 1 "$T/err"
exit_is 'a port beyond the last' 2 "$sim" --port 65536
exit_is 'neither on nor off' 2 "$sim" --rate-limit maybe
exit_is 'help' 0 "$sim" --help
exit_is 'version' 0 "$sim" --version
exit_is 'a config that cannot be written' 1 "$sim" --config-out "$T/no/where"
contains 'says so' "$T/no/where" "$T/err"

start_sim --devices 30 --users 7
is 'the line has the pid' "$SIM_PID" "$(pick pid "$SIM_LINE")"
is 'the ready file has the line' "$SIM_LINE" "$(cat "$T/sim.ready")"
is 'the config is private' 600 "$(stat -c %a "$SIM_CONFIG")"
for word in 'system = mdm' 'system = endpoint-central' 'system = admanager' \
	'system = identity360' "url = $(base mdm)"; do
	contains "the config: $word" "$word" "$SIM_CONFIG"
done
control GET /state >"$T/out"
contains 'sizes follow the devices' '"counts":{"devices":30,"groups":1,"apps":3,"users":7,"computers":30,"endpoints":30,' "$T/out"
port=$(pick mdm "$SIM_LINE" | sed 's,.*:\([0-9]*\)/.*,\1,')
hex=$(printf ':%04X ' "$port")
is 'it listens on loopback only' 0100007F \
	"$(awk -v p="${hex% }" '$4 == "0A" && index($2, p) { print substr($2, 1, 8) }' /proc/net/tcp)"
exit_is 'a port that is taken' 1 "$sim" --port "$port"
sign_in
http GET mdm '/devices?limit=30'
cp "$T/body" "$T/first"
http GET zoho /
is 'a path of nobody' 404 "$code"
kill "$SIM_PID"
status=0
wait "$SIM_PID" || status=$?
is 'SIGTERM: it ends well' 0 "$status"
check 'and takes the ready file away' [ ! -e "$T/sim.ready" ]
start_sim --devices 30 --users 7
is 'the config is written anew' 600 "$(stat -c %a "$SIM_CONFIG")"
sign_in
http GET mdm '/devices?limit=30'
check 'the same seed, the same company' cmp "$T/first" "$T/body"
stop_sim
start_sim --devices 30 --users 7 --seed 2
sign_in
http GET mdm '/devices?limit=30'
check 'another seed, another one' [ "$(cat "$T/first")" != "$(cat "$T/body")" ]
stop_sim

# It ends at once, whoever is waiting.
start_sim --devices 30 --latency 60000
curl -sS --max-time 50 "$(base mdm)/devices" >"$T/out" 2>&1 &
waiting=$!
while control GET /requests | grep -q '"in_flight":0'; do :; done
began=$(date +%s%3N)
kill "$SIM_PID"
wait "$SIM_PID"
took=$(($(date +%s%3N) - began))
check "a request in flight does not hold it, $took ms" [ "$took" -lt 2500 ]
wait "$waiting"
SIM_PID=

# By pipe: what endpane --demo does.
mkfifo "$T/pipe"
"$sim" --devices 5 --config-out /dev/fd/3 3>"$T/pipe" >"$T/line" &
pid=$!
timeout 10 sed -n '/device_ids/q;p' "$T/pipe" >"$T/out"
contains 'the config through a pipe' 'system = mdm' "$T/out"
kill $pid
wait $pid
"$sim" --devices 5 --config-out - >"$T/pipe" &
pid=$!
timeout 10 sed '/"pid"/q' "$T/pipe" >"$T/out"
contains 'the config on standard output' 'system = mdm' "$T/out"
matches 'and the line behind it' '^\{"mdm":' "$T/out"
kill $pid
wait $pid

# The fifo ends when the last who holds it has gone: only then is it over.
mkfifo "$T/life"
sh -c '"$1" --devices 5 >"$2" & echo $! >"$3"; read line <"$2"' - \
	"$sim" "$T/life" "$T/pid" &
exec 5<"$T/life"
wait $!
check 'it ends with its parent' timeout 10 cat <&5
exec 5<&-
mkfifo "$T/rope"
"$sim" --devices 5 --parent-fd 3 3<"$T/rope" >"$T/life" &
pid=$!
exec 6>"$T/rope"
head -n 1 "$T/life" >"$T/line"
check 'with --parent-fd it lives' kill -0 $pid
exec 6>&-
status=0
wait $pid || status=$?
is 'until the other end is closed' 0 "$status"
mkfifo "$T/life3"
setsid "$sim" --devices 5 >"$T/life3" &
pid=$!
SIM_LINE=$(head -n 1 "$T/life3")
SIM_CONTROL=$(base control)
control GET /state >"$T/out"
contains 'with setsid it is on its own' '"devices":5' "$T/out"
kill "$(pick pid "$SIM_LINE")"
wait "$pid"
