# Reading while the server misbehaves: clear words, and correct data afterwards.
# limit: 180
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 2500 --groups 5 --apps 5 --users 5 --computers 150 \
	--endpoints 30 --seed 6
check 'the list, undisturbed' ep devices list -o ids
cp "$T/out" "$T/ids"
lines 'all of it' 2500 "$T/ids"

# A server that takes a write and says nothing: given up long before the time
# that it has, while all that follows is looked at.
mkfifo "$T/silent"
python3 -c 'import socket, time
s = socket.create_server(("127.0.0.1", 0))
print(s.getsockname()[1], flush=True)
c = s.accept()[0]
c.recv(4096)
time.sleep(60)' >"$T/silent" &
silent=$!
read -r silent_port <"$T/silent"
(umask 077 && cat >"$T/silent.ini" <<END
[phones]
system = mdm
url = http://127.0.0.1:$silent_port/mdm
auth = api-key
api_key = K
END
)
slow_began=$(date +%s)
{
	"$BUILD/endpane" --config "$T/silent.ini" api phones POST /x --yes \
		--timeout 55 >"$T/slow.out" 2>&1
	date +%s >"$T/slow.end"
} &
slow=$!

# After this the list is complete all the same.
heals() { # name, fault
	fault "$2"
	check "$1: exit 0" ep devices list -o ids --timeout 20
	same "$1: the same list" "$T/ids" "$T/out"
	fault
}
# After this there is a clear error, and the next try is right.
tells() { # name, code, text, fault
	fault "$4"
	exit_is "$1: exit $2" "$2" ep devices list -o ids --timeout 2
	contains "$1: says what it is" "$3" "$T/err"
	lines "$1: in one line" 1 "$T/err"
	fault
	check "$1: right afterwards" ep devices list -o ids
	same "$1: the same list" "$T/ids" "$T/out"
}

heals 'a token that expired' 'GET /mdm/devices 401*1'
heals 'the token, between pages' 'GET /mdm/devices 401@2*1'
heals 'a server error, once' 'GET /mdm/devices 500*1'
heals 'a gateway error, once' 'GET /mdm/devices 502@2*1'
heals 'a connection closed' 'GET /mdm/devices close@2*1'
heals 'a connection reset' 'GET /mdm/devices reset@2*1'
heals 'a body cut' 'GET /mdm/devices cut:3000@2*1'
heals 'JSON cut' 'GET /mdm/devices badjson@2*1'
heals 'a page of HTML, once' 'GET /mdm/devices html*1'
heals 'a limit that says when it ends' 'GET /mdm/devices 429:1@2*1'
heals 'half a second each' 'GET /mdm/devices latency:500'

tells 'a page of HTML for ever' 1 'not with data' 'GET /mdm/devices html'
tells 'JSON cut for ever' 1 'not with data' 'GET /mdm/devices badjson'
tells 'a redirect' 1 'points to' 'GET /mdm/devices redirect'
tells 'too slow' 7 '' 'GET /mdm/devices latency:10000'
tells 'a body without an end' 1 '' 'GET /mdm/devices endless'
tells 'cut for ever' 7 'cut off' 'GET /mdm/devices cut:100'
tells 'a server error for ever' 1 '' 'GET /mdm/devices 500'
is 'the token went nowhere else' 0 "$(control GET /requests |
	sed -n 's/.*"foreign_authorizations":\([0-9]*\).*/\1/p')"

# paging.next is on another host; only its query is used.
for next in localhost foreign self; do
	control POST "/set?next=$next" >/dev/null
	check "next on $next" ep devices list -o ids
	same "next on $next: the same list" "$T/ids" "$T/out"
done
is 'nobody else was asked' 0 "$(control GET /requests |
	sed -n 's/.*"foreign_hits":\([0-9]*\).*/\1/p')"
fault 'GET /mdm/devices loop'
exit_is 'pages in a circle end' 0 timeout 20 "$BUILD/endpane" \
	--config "$SIM_CONFIG" devices list -o ids
is 'each row once' "$(sort -u "$T/out" | wc -l)" "$(wc -l <"$T/out")"
fault 'GET /mdm/devices repeat'
check 'rows that repeat' ep devices list -o ids
is 'are there once' "$(sort -u "$T/out" | wc -l)" "$(wc -l <"$T/out")"
fault
ep computers list --domains acme.local -o ids >"$T/names"
for oddity in total-low total-high; do
	fault "GET /admp $oddity"
	check "computers, $oddity" ep computers list --domains acme.local \
		-o ids
	same "computers, $oddity: all of them" "$T/names" "$T/out"
done
fault

# Signing in, disturbed.
rm -rf "$XDG_STATE_HOME/endpane/tokens"
fault 'POST /zoho 500*1'
run ep groups list
fault
check 'right afterwards' ep groups list

# Killed, and started again on the same port.
port=$(sim_url mdm | sed 's|.*:\([0-9]*\)/.*|\1|')
stop_sim
exit_is 'killed' 7 ep devices list --timeout 3
lines 'says so in one line' 1 "$T/err"
start_sim --devices 2500 --groups 5 --apps 5 --users 5 --computers 150 \
	--endpoints 30 --seed 6 --port "$port"
SIM_TOKEN=
check 'started again' ep devices list -o ids
same 'the same list' "$T/ids" "$T/out"

# An interrupt while it reads.
forget_requests
fault 'GET /mdm/devices latency:30000'
# What a shell starts in the background ignores interrupts otherwise.
env --default-signal=INT "$BUILD/endpane" --config "$SIM_CONFIG" devices list \
	>"$T/out" 2>"$T/err" &
pid=$!
until [ "$(counted GET /mdm)" -gt 0 ] 2>/dev/null; do :; done
kill -INT $pid
code=0
wait $pid || code=$?
is 'interrupted' 130 "$code"
fault

wait $slow
kill $silent
is 'a silent server is not waited for' True "$([ \
	$(($(cat "$T/slow.end") - slow_began)) -lt 38 ] && echo True)"
contains 'what it came to is not known' 'is unknown' "$T/slow.out"
