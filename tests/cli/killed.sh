# limit: 2400
# Killed before each call that reaches the disk or the server, in turn: nothing
# is sent that was not recorded, nothing twice, and the rest can be sent. A few
# dozen points as they come; ALL_POINTS=1 takes every one of them.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

if nm "$BUILD/endpane" | grep -q __asan_init; then
	skip 'killed at each point' 'sanitizers want to be loaded first'
	exit 0
fi
# A blank in the path of what is preloaded would cut it in two.
cd "$T" || exit
${CC:-cc} -shared -fPIC -w -o kill_at.so "$ROOT/tests/lib/kill_at.c" -ldl
start_sim --devices 40 --groups 6 --seed 9
group=$(ep groups list -o ids | sed -n 2p)
ep devices list -o ids | head -n 12 >ids
all=$(paste -sd, ids)
ep groups remove-members "$group" --member "$all" --yes >/dev/null 2>&1

killed_at() { # point, arguments
	KILL_AT=$1
	export KILL_AT KILL_COUNT="$T/count"
	shift
	LD_PRELOAD=./kill_at.so "$BUILD/endpane" --config "$SIM_CONFIG" "$@" \
		>out.killed 2>err.killed
}
# What was sent to whom in this round, and what of it was recorded, and how.
sent() {
	control GET '/log?n=400' | grep -o '"DELETE","uri":"/mdm[^"]*' |
		sed 's/.*members.//; s/[?"].*//' | sort
}
recorded() { # expression over an entry e
	json_of '"\n".join(sorted(e["object_id"] for e in d
		if e["id"] > '"$before"' and e["method"] == "DELETE"
		and ('"$1"')))' journal.json
}
inside() {
	ep groups members "$group" -o ids | grep -xFf ids | sort
}
newest() {
	ep journal list --limit 80 -o json >journal.json
	json_of 'max([e["id"] for e in d] or [0])' journal.json
}

# One round: put them in, be killed while taking them out, look, go on.
round() { # point
	ep groups add-members "$group" --member "$all" --yes >/dev/null 2>&1
	before=$(newest)
	forget_requests
	killed_at "$1" groups remove-members "$group" --member "$all" --yes
	killed=$?
	entry=$(newest)
	sent >sent.first
	recorded True >recorded.first
	[ -z "$(comm -23 sent.first recorded.first)" ] ||
		echo "$1: sent, and not recorded"
	recorded 'e["state"].startswith("applied")' | sed '/^$/d' |
		comm -23 - sent.first | sed "s/^/$1: not sent, but applied: /"
	if [ "$entry" -gt "$before" ]; then
		ep journal resume "$entry" --yes >out.resumed 2>&1
	elif [ -s sent.first ]; then
		echo "$1: sent without a trace"
	fi
	newest >/dev/null
	sent >sent.all
	uniq -d sent.all | sed "s/^/$1: sent twice: /"
	inside >left
	[ "$entry" -gt "$before" ] || return 0
	# Who is still in it is known to be unknown; it was not sent again.
	recorded 'e["state"] in ("still unknown", "not applied (seen)")' |
		sed '/^$/d' | sort -u >open
	comm -23 left open | sed "s/^/$1: forgotten: /"
	comm -12 sent.all left | sed "s/^/$1: sent and not done: /"
	ep journal verify >/dev/null 2>verify || sed "s/^/$1: /" verify
}

round 0 >said
is 'not killed: nothing to complain of' '' "$(cat said)"
points=$(cat count)
check 'there are many points' test "$points" -gt 60
step=1
[ -n "${ALL_POINTS:-}" ] || step=$((points / 16))
at=1
dead=0
: >said
while [ "$at" -le "$points" ]; do
	round $at >>said
	[ $killed -ne 137 ] || dead=$((dead + 1))
	at=$((at + step))
done
is 'whenever it is killed, all is known and sent once' '' "$(cat said)"
check 'it was killed each time, or nearly' test $dead -gt \
	$((points / step * 9 / 10))
echo "# $dead kills at $points points"
