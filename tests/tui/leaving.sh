# limit: 120
# Whatever ends or stops the dashboard, the terminal is as it was found: a
# suspend, signals, a lost line, a crash, a terminal that nobody knows.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 200
export SIM_CONFIG
export EP="$BUILD/endpane"

# How long the end took, from the signal on.
began() {
	echo "run date +%s%3N >\"\$T/began\""
}
ended() {
	echo "run date +%s%3N >\"\$T/ended\""
}
at_once() { # name
	took=$(($(cat "$T/ended") - $(cat "$T/began")))
	most=1000
	[ -z "${SAN:-}" ] || most=4000
	if [ "$took" -le "$most" ]; then
		passed "$1: within a second"
	else
		failed "$1: within a second" "it took $took ms"
	fi
}

# Suspended, as the shell's job that it is, with a question open.
cat >"$T/script" <<'EOS'
wait go>
type stty -g >"$T/stty.before"\n
type "$EP" --config "$SIM_CONFIG"\n
wait 200 devices
name a question is open
key j Space Space
waitre ^ [*] ANB-0001
play tests/lib/to-associate
key F2
wait [ Send ]
name suspending gives the terminal back
key C-z
wait Stopped
gone [ Send ]
type stty -g >"$T/stty.stopped"\n
type echo prompt $((20+22))\n
wait prompt 42
run cmp "$T/stty.before" "$T/stty.stopped"
name what is typed meanwhile is not for the dashboard
type 2\n
wait not found
name back again, and the question is closed
type fg\n
wait apps associate
gone [ Send ]
wait nothing was sent
name the count sends nothing now
wait resumed after
type 2
key Enter
settle
gone [ Send ]
name a stop from outside
key Esc Esc Esc
settle
run kill -TSTP $(pgrep -P $VT_PID)
wait Stopped
type fg; stty -g >"$T/stty.after"; echo back $((20+22))\n
waitre ^ [*] ANB-0001
name drawn anew, in another size
resize 30 100
row 1 endpane
row 2 Dev
waitre ^ [*] ANB-0001
name leaving
key Q
wait back 42
run cmp "$T/stty.before" "$T/stty.after"
clean
name what is typed behind the end is nothing for the shell
type "$EP" --config "$SIM_CONFIG"\n
gone go>
wait 200 devices
type Qecho ran $((20+23))\n
gone 200 devices
settle 300
type echo here $((20+24))\n
wait here 44
gone ran 43
type exit\n
exit 0
restored
EOS
on_terminal "$T/script" -- env PS1='go> ' sh -i
is 'nothing was written' 0 "$(writes)"

for signal in TERM HUP; do
	cat >"$T/script" <<EOS
name $signal
wait 200 devices
key Enter
wait [Summary]
$(began)
signal $signal
exit 130
$(ended)
restored
clean
EOS
	on_terminal "$T/script" -- "$EP" --config "$SIM_CONFIG"
	at_once "$signal"
done

cat >"$T/script" <<'EOS'
name C-c says what it does, twice leaves
wait 200 devices
key C-c
wait once more within 2 s: leave
key C-c
exit 0
restored
EOS
on_terminal "$T/script" -- "$EP" --config "$SIM_CONFIG"

# While a question is open, while lists load, without anybody at the line.
fault 'GET /mdm/devices latency:3000'
cat >"$T/script" <<EOS
name a lost line, while it loads
wait being read
$(began)
hup
exit 130
$(ended)
EOS
rm -rf "$XDG_CACHE_HOME" "$XDG_STATE_HOME"
on_terminal "$T/script" -- "$EP" --config "$SIM_CONFIG"
at_once 'a lost line'
fault

# The same for one that gets no signal for it: the line itself says so.
cat >"$T/script" <<EOS
name a lost line without a signal
wait 200 devices
$(began)
hup
exit 130
$(ended)
EOS
on_terminal "$T/script" -- python3 -c 'import os, signal, sys
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGHUP])
os.execv(sys.argv[1], sys.argv[1:])' "$EP" --config "$SIM_CONFIG"
at_once 'a lost line without a signal'

# While a name is looked up, which nothing can break off.
if ! nm "$EP" | grep -q __asan_init; then
	cat >"$T/script" <<EOS
name a name that takes its time
wait being read
$(began)
key Q
exit 0
$(ended)
restored
EOS
	(umask 077 && printf '[far]\nsystem = mdm\nauth = api-key\napi_key = k
url = https://far.example.com/mdm\n' >"$T/far.ini")
	(cp "$BUILD/tools/slowname.so" "$T" && cd "$T" &&
		on_terminal "$T/script" -- env LD_PRELOAD=./slowname.so "$EP" \
		--config "$T/far.ini")
	at_once 'a name that takes its time'
fi

# A write is under way: its answer is waited for, and recorded.
fault 'POST /mdm latency:1500'
cat >"$T/script" <<EOS
wait 200 devices
name leaving with a write under way
key j
play $ROOT/tests/lib/to-associate
key F2
wait Send it
wait [ Send ]
key y
gone Send it
signal TERM
exit 130
restored
EOS
on_terminal "$T/script" -- "$EP" --config "$SIM_CONFIG"
fault
ep journal list -o json >"$T/journal"
is 'what became of it is known' accepted \
	"$(json_of 'd[0]["state"]' "$T/journal")"

for crash in 'SEGV 11' 'ABRT 6' 'BUS 7'; do
	signal=${crash% *}
	cat >"$T/script" <<EOS
name a crash: $signal
wait 200 devices
key /
settle
signal $signal
exit $((128 + ${crash#* }))
restored
EOS
	on_terminal "$T/script" -- "$EP" --config "$SIM_CONFIG"
done

# What curses itself leaves behind here is no leak of ours.
export ASAN_OPTIONS="${ASAN_OPTIONS:-}:detect_leaks=0"
cat >"$T/script" <<EOS
name TERM=nonsense
exit 2
wait --plain
row 1 TERM=nonsense
row 2 ^\$
row 3 ^\$
restored
clean
EOS
on_terminal -c 200 "$T/script" -- env TERM=nonsense "$EP" \
	--config "$SIM_CONFIG"
