# The dashboard's machine sleeps for hours, its clock is set forward and back:
# what was read is marked, questions are void, pauses end, tokens are renewed,
# nothing is written twice, and no age is below nothing.
# limit: 120
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

if nm "$BUILD/endpane" | grep -q __asan_init; then
	skip 'clocks that jump' 'sanitizers want to be loaded first'
	exit 0
fi
# A path with a blank cannot be preloaded.
cp "$BUILD/tools/clock.so" "$T"
cd "$T" || exit
start_sim --devices 60 --groups 6 --seed 9
export SIM_CONTROL SIM_CONFIG LIB="$ROOT/tests/lib/lib.sh" CLOCK="$T/clock"
group=$(ep groups list -o ids | sed -n 2p)
members=/mdm/api/v1/mdm/groups/$group/members
export members
# Seconds that the clock is ahead, and that the machine has slept.
cat >"$T/set" <<'EOS'
echo "$1" "$2" >"$CLOCK"
EOS
sh "$T/set" 0 0
cat >"$T/asleep" <<'EOS'
. "$LIB"
control POST '/set?expire_tokens=1' >/dev/null
echo 0 "$1" >"$CLOCK"
EOS
cat >"$T/writes" <<'EOS'
. "$LIB"
[ "$(writes)" = "$1" ] || { echo "$(writes) writes" >&2; exit 1; }
EOS
cat >"$T/tokens" <<'EOS'
. "$LIB"
n=$(counted POST /zoho)
[ "$n" = "$1" ] || { echo "$n sign-ins" >&2; exit 1; }
EOS
cat >"$T/limited" <<'EOS'
. "$LIB"
fault "$@"
EOS
cat >"$T/ask" <<EOS
key 2
wait 60 devices
key U g j Space Space
wait 2 marked
play $ROOT/tests/lib/to-associate
key F2
wait Type how many (2)
wait [ Send ]
EOS
on() { # script
	on_terminal -c 120 "$1" -- env LD_PRELOAD=./clock.so \
		"$BUILD/endpane" --config "$SIM_CONFIG"
}

forget_requests
cat >"$T/script" <<EOS
deadline 20000
key 2
wait 60 devices
waitre  read ..:..\$
gone loading
settle
name a question that was open while the machine slept is void
$(cat "$T/ask")
type 2
settle
run sh "$T/asleep" 18060
key Up
gone [ Send ]
wait resumed after 5 h
run sh "$T/writes" 0
key Esc Esc
settle
name what was read before is marked
waitre ! .*5 h old|5 h old.* !
name the token is renewed, once
run sh "$T/tokens" 0
key r
gone ! read
waitre  read ..:..\$
run sh "$T/tokens" 1
name stopped and slept: said once
run sh "$T/asleep" 36000
signal STOP
signal CONT
wait resumed after
settle
key r
waitre  read ..:..\$
run sh "$T/tokens" 2
name it rests
settle 300
idle 1500
name a pause that the server ordered is over after the sleep
run sh "$T/limited" 'GET /mdm/api/v1/mdm/devices 429:900'
key r
wait paused to
run sh "$T/limited"
run sh "$T/asleep" 40000
key Down
wait resumed after 66 min
gone paused to
waitre  read ..:..\$
name the clock is set back
run sh "$T/set" -7300 40000
key Up
wait the clock was set back by 2 h
waitre ! read|read .* !
name no age is below nothing
gone -2 h
gone -1 h
name read anew it is not marked
key r
gone !
waitre  read ..:..\$
name a question asked before that is void
$(cat "$T/ask" | sed '/^key 2$/d; /^wait 60/d')
type 2
settle
run sh "$T/set" -14400 40000
key Up
gone [ Send ]
run sh "$T/writes" 0
key Esc Esc
settle
name it rests then, too
key r
settle 300
idle 1500
key Q
exit 0
restored
EOS
on "$T/script"

# A token has half a minute left: it might be over on the way.
sh "$T/set" 0 0
rm -rf "$XDG_STATE_HOME/endpane/tokens"
forget_requests
cat >"$T/script" <<EOS
deadline 20000
key 2
wait 60 devices
waitre  read ..:..\$
gone loading
name a token that is about to end
run sh "$T/tokens" 1
run sh "$T/set" 3570 0
key r
waitre [!] read|read .* !
key r
gone !
waitre  read ..:..\$
name is renewed before
run sh "$T/tokens" 2
key Q
exit 0
EOS
on "$T/script"

# A bulk write while the clock jumps: each once, all of it.
sh "$T/set" 0 0
ep devices list -o ids | head -n 24 >"$T/ids"
all=$(paste -sd, "$T/ids")
ep groups add-members "$group" --member "$all" --yes >/dev/null 2>&1
fault "DELETE $members 429@2"
ep groups remove-members "$group" --member "$all" --yes >/dev/null 2>&1
fault
control POST /reset >/dev/null 2>&1
fault "DELETE $members latency:80"
cat >"$T/many" <<'EOS'
. "$LIB"
until [ "$(counted DELETE "$members")" -ge "$1" ]; do :; done
EOS
cat >"$T/script" <<EOS
deadline 30000
name a bulk write goes on over jumps
key 9 ] ]
wait [Journal]
wait remove-members
key x
wait Resume: send what was left
key j Enter
wait Type how many (23)
wait [ Send ]
key 2 3 Enter
run sh "$T/many" 4
run sh "$T/set" 90000 0
run sh "$T/many" 9
run sh "$T/set" -90000 0
run sh "$T/many" 14
run sh "$T/asleep" 30000
signal STOP
signal CONT
wait resumed after
run sh "$T/many" 23
waitre 23 (ok|applied|done)|23 of 23
key Q
exit 0
EOS
on "$T/script"
fault
control GET '/log?n=2000' >"$T/secrets/log"
json_of '"\n".join(r["uri"].split("/")[-1] for r in d["log"]
	if r["method"] == "DELETE" and r["status"] != 401)' "$T/secrets/log" |
	sort >"$T/sent"
is 'nothing was sent twice' '' "$(uniq -d "$T/sent")"
lines 'all of the rest was sent' 23 "$T/sent"
check 'the journal is whole' ep journal verify
