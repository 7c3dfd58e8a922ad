# The machine sleeps for hours, and its clock is set forward and back, in the
# middle of a bulk write and around midnight: nothing is written twice, tokens
# are renewed, the journal stays in order, and the day's budget is the day's.
# limit: 120
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

if nm "$BUILD/endpane" | grep -q __asan_init; then
	skip 'clocks that jump' 'sanitizers want to be loaded first'
	exit 0
fi

echo 0 0 >"$T/here"
# A path with a blank cannot be preloaded.
cp "$BUILD/tools/clock.so" "$T"
cd "$T" || exit
start_sim --devices 60 --groups 6 --seed 9
group=$(ep groups list -o ids | sed -n 2p)
ep devices list -o ids | head -n 30 >"$T/ids"
all=$(paste -sd, "$T/ids")
members=/mdm/api/v1/mdm/groups/$group/members

here() { # the program, with its clock as $T/here says
	env LD_PRELOAD=./clock.so CLOCK="$T/here" \
		"$BUILD/endpane" --config "${config:-$SIM_CONFIG}" "$@"
}
# What the server took; a complete 401 took nothing, and may be replayed.
deleted() {
	control GET '/log?n=2000' >"$T/log"
	json_of '"\n".join(r["uri"].split("/")[-1] for r in d["log"]
		if r["method"] == "DELETE" and r["status"] != 401)' "$T/log" |
		sed '/^$/d' | sort
}
fill() { # puts all of them back in
	ep groups add-members "$group" --member "$all" --yes >/dev/null 2>&1
	forget_requests
}
inside() {
	ep groups members "$group" -o ids | grep -cxFf "$T/ids"
}
# A bulk write, with something in the middle of it; $status is its own.
meanwhile() { # command
	fill
	fault "DELETE $members latency:60"
	here groups remove-members "$group" --member "$all" --yes \
		>"$T/out" 2>"$T/err" &
	pid=$!
	until [ "$(counted DELETE "$members")" -ge 8 ] 2>/dev/null; do
		kill -0 $pid || break
	done
	"$@"
	status=0
	wait $pid || status=$?
	fault
}
# All of it was done, each once, and the journal tells it so, in its order.
whole() { # name
	is "$1: it ends well" 0 "$status"
	is "$1: nothing was sent twice" '' "$(deleted | uniq -d)"
	is "$1: all was sent" 30 "$(deleted | wc -l)"
	is "$1: nobody is left in it" 0 "$(inside)"
	check "$1: the chain holds" here journal verify
	here journal list -o json --limit 30 >"$T/json"
	is "$1: the newest come first, and are applied" True "$(json_of \
		'[e["id"] for e in d] == sorted((e["id"] for e in d),
		    reverse=True) and all(e["state"] == "applied" for e in d)' \
		"$T/json")"
}

slept() { # hours; the world goes on: tokens last for one
	control POST /set?expire_tokens=1 >/dev/null
	echo 0 $(($1 * 3600)) >"$T/here"
}
meanwhile slept 5
whole 'five hours of sleep'
stopped() { # hours
	kill -STOP $pid
	slept "$1"
	kill -CONT $pid
}
meanwhile stopped 9
whole 'stopped for hours'
set_clock() { # seconds ahead
	echo "$1" $((9 * 3600)) >"$T/here"
}
meanwhile set_clock 90000
whole 'a clock that runs ahead by a day'
meanwhile set_clock -90000
whole 'a clock that is set back by two days'
check 'a token of another time is taken or renewed' here groups list
tokens=$(counted POST /zoho)
slept 12
check 'hours later it is renewed' here groups list
check 'by one sign-in' test "$(counted POST /zoho)" = $((tokens + 1))
check 'and kept' here groups list
check 'for the next one too' test "$(counted POST /zoho)" = $((tokens + 1))

# Around midnight: the budget is spent, the rest goes out the next day.
day=86400
now=$(date +%s)
night=$((day - now % day))	# seconds to midnight
seconds() { # after midnight; below 0: before it
	echo $((night + $1)) 0 >"$T/here"
}
slept 0
sed 's/^\[phones\]/&\nrate_per_day = 45/' "$SIM_CONFIG" >"$T/day.ini"
chmod 600 "$T/day.ini"
fill
rm -rf "$XDG_STATE_HOME/endpane/state.db"*
config=$T/day.ini
seconds -600
i=0
while [ $((i += 1)) -le 20 ]; do here groups list >/dev/null; done
forget_requests
run here groups remove-members "$group" --member "$all" --yes -o json
is 'the budget ends it, partly done' 5 "$status"
contains 'it says when it goes on' 'midnight UTC' "$T/err"
entry=$(sed -n 's/.*journal resume \([0-9]*\).*/\1/p' "$T/err")
left=$(json_of 'sum(r["status"] == "not-sent" for r in d)' "$T/out")
sent=$(deleted | wc -l)
is 'what was not sent is what is left' 30 $((left + sent))
check 'some of each' test "$left" -gt 5 -a "$sent" -gt 5
exit_is 'the same day it is refused' 9 here journal resume "$entry" --yes
is 'and nothing sent' "$sent" "$(deleted | wc -l)"
seconds 5
check 'the next day the rest goes out' here journal resume "$entry" --yes
is 'each was sent once' '' "$(deleted | uniq -d)"
is 'and all of them' 30 "$(deleted | wc -l)"
is 'nobody is in it any more' 0 "$(inside)"
exit_is 'once more: nothing to resume' 6 here journal resume "$entry" --yes
seconds -500
exit_is 'back in the day that was spent it still is' 9 here groups list
seconds $((3 * day))
check 'days later it is another' here groups list
seconds -300
exit_is 'which gives nothing back to that one' 9 here groups list
check 'the journal is whole' here journal verify
