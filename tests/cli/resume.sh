# A run that stopped goes on with what was not sent, and with nothing else.
# limit: 180
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 60 --groups 6 --apps 6 --users 10 --computers 90 \
	--endpoints 3 --accounts-per-device 4 --seed 9
group=$(ep groups list -o ids | sed -n 2p)
ep devices list -o ids | head -n 40 >"$T/ids"
all=$(paste -sd, "$T/ids")
members=/mdm/api/v1/mdm/groups/$group/members
ep groups add-members "$group" --member "$all" --yes >/dev/null

journal() { # expression over the entries d
	ep journal list -o json >"$T/journal.json"
	json_of "$1" "$T/journal.json"
}
newest() {
	journal 'max(e["id"] for e in d)'
}
inside() { # how many of them are in it
	ep groups members "$group" -o ids | grep -cxFf "$T/ids"
}
# What was ever sent, an object a line, with repetitions.
deleted() {
	control GET '/log?n=2000' | grep -o '"DELETE","uri":"/mdm[^"]*' |
		sed 's/.*members.//; s/[?"].*//' | sort
}
# Stops at the first unknown, after some; sends the rest when told to.
stopped() { # name
	json_of 'sum(r["status"] == "not-sent" for r in d)' "$T/out" >"$T/left"
	check "$1: some were not sent" test "$(cat "$T/left")" -gt 3
}

fault "DELETE $members close@3" "GET $members 500"
forget_requests
exit_is 'it stops at the unknown' 8 ep groups remove-members "$group" \
	--member "$all" --yes -o json
fault
contains 'and says how it goes on' 'endpane journal resume' "$T/err"
entry=$(sed -n 's/.*journal resume \([0-9]*\).*/\1/p' "$T/err")
stopped 'the unknown'
before=$(writes)
exit_is 'without a yes it asks' 6 ep journal resume "$entry" --no-input
is 'nothing is sent then' "$before" "$(writes)"
check 'a dry run' ep journal resume "$entry" --dry-run
is 'has as many requests as were left' "$(cat "$T/left")" \
	"$(grep -c '^DELETE ' "$T/out")"
is 'and sends none' "$before" "$(writes)"
check 'resumed' ep journal resume "$entry" --yes -o json
contains 'the unknown was read again' 'read again' "$T/err"
cp "$T/out" "$T/answer"
ep journal show "$(newest)" >"$T/shown"
contains 'the record tells what it goes on with' 'resumes     job' "$T/shown"
cp "$T/answer" "$T/out"
is 'all that were left, and no more' "$(cat "$T/left")" \
	"$(json_of 'sum(r["status"] == "ok" for r in d)' "$T/out")"
is 'each was sent once' '' "$(deleted | uniq -d)"
exit_is 'once more: nothing but what is unknown' 8 ep journal resume \
	"$entry" --yes
contains 'it says so' 'still unknown' "$T/err"
is 'and nothing is sent' 40 "$(deleted | wc -l)"
check 'whole' ep journal verify

# Refused too often.
ep groups add-members "$group" --member "$all" --yes >/dev/null
fault "DELETE $members 412"
exit_is 'too many refused' 1 ep groups remove-members "$group" \
	--member "$all" --yes -o json
fault
stopped 'refusals'
check 'the rest of it' ep journal resume "$(newest)" --yes -o json
is 'is what was left' "$(cat "$T/left")" "$(json_of 'len(d)' "$T/out")"
is 'the refused ones stay' "$((40 - $(cat "$T/left")))" "$(inside)"

# The rate limit, twice: what is left of what was left.
ep groups add-members "$group" --member "$all" --yes >/dev/null 2>&1
forget_requests
fault "DELETE $members 429@4"
run ep groups remove-members "$group" --member "$all" --yes -o json
first=$(newest)
control POST /reset >/dev/null 2>&1
fault "DELETE $members close@3" "GET $members 500"
run ep journal resume "$first" --yes -o json
fault
second=$(newest)
check 'and once more, by the first entry' ep journal resume "$first" --yes
exit_is 'by one of the second there is nothing left' 8 ep journal resume \
	"$second" --yes
is 'each was sent once, however often it stopped' '' \
	"$(deleted | uniq -c | awk '$1 > 1 { print $2 }')"

# Killed, by every process that may be killed, in the middle of it.
ep groups add-members "$group" --member "$all" --yes >/dev/null 2>&1
for signal in KILL INT HUP; do
	ep groups add-members "$group" --member "$all" --yes >/dev/null 2>&1
	forget_requests
	fault "DELETE $members latency:150"
	"$BUILD/endpane" --config "$SIM_CONFIG" groups remove-members \
		"$group" --member "$all" --yes >"$T/out" 2>"$T/err" &
	pid=$!
	until [ "$(counted DELETE "$members")" -ge 3 ] 2>/dev/null; do :; done
	kill -$signal $pid
	wait $pid 2>/dev/null
	fault
	entry=$(newest)
	run ep journal resume "$entry" --yes -o json
	is "$signal: nothing was sent twice" '' "$(deleted | uniq -d)"
	is "$signal: all was sent" 40 "$(deleted | wc -l)"
	is "$signal: nobody is left in it" 0 "$(inside)"
	check "$signal: the journal is whole" ep journal verify
done

# While it is still at it, nobody else goes on with it.
ep groups add-members "$group" --member "$all" --yes >/dev/null 2>&1
forget_requests
fault "DELETE $members latency:200"
"$BUILD/endpane" --config "$SIM_CONFIG" groups remove-members "$group" \
	--member "$all" --yes >/dev/null 2>&1 &
pid=$!
until [ "$(counted DELETE "$members")" -ge 1 ] 2>/dev/null; do :; done
exit_is 'under way: not resumed' 6 ep journal resume "$(newest)" --yes
contains 'and why' 'under way' "$T/err"
wait $pid
fault
is 'sent once each' '' "$(deleted | uniq -d)"

# Two that resume the same at once: one of them does.
ep groups add-members "$group" --member "$all" --yes >/dev/null 2>&1
fault "DELETE $members 429@4"
ep groups remove-members "$group" --member "$all" --yes >/dev/null 2>&1
control POST /reset >/dev/null 2>&1
entry=$(newest)
forget_requests
fault "DELETE $members latency:60"
pids=
for n in 1 2 3; do
	"$BUILD/endpane" --config "$SIM_CONFIG" journal resume "$entry" \
		--yes >"$T/out.$n" 2>"$T/err.$n" &
	pids="$pids $!"
done
for pid in $pids; do
	wait "$pid"
done
fault
is 'three at once: sent once each' '' "$(deleted | uniq -d)"
is 'and all of them' 0 "$(inside)"
is 'two were told why not' 2 "$(cat "$T"/err.[123] |
	grep -c 'another endpane\|resumed elsewhere\|nothing is left\|under way')"

# While a person is asked, another one answers.
ep groups add-members "$group" --member "$all" --yes >/dev/null 2>&1
fault "DELETE $members 429@4"
ep groups remove-members "$group" --member "$all" --yes >/dev/null 2>&1
fault
control POST /reset >/dev/null 2>&1
entry=$(newest)
forget_requests
cat >"$T/script" <<END
wait Type
name resumed while the question stands
run "$BUILD/endpane" --config "$SIM_CONFIG" journal resume $entry --yes >"$T/other"
type 37\\n
wait resumed elsewhere
exit 6
END
export SIM_CONFIG
on_terminal -r 60 -c 100 "$T/script" -- "$BUILD/endpane" --config "$SIM_CONFIG" \
	journal resume "$entry"
is 'sent once each by the other one' '' "$(deleted | uniq -d)"

# By name, found by a filter; and rows of a file.
fault 'POST /admp 429@3'
run ep computers disable --domain acme.local \
	--filter '(DEPARTMENT eq Sales)' --yes -o json
total=$(json_of 'len(d)' "$T/out")
fault
control POST /reset >/dev/null 2>&1
forget_requests
check 'computers of a filter' ep journal resume "$(newest)" --yes -o json
is 'those that were not disabled' True \
	"$(json_of "0 < len(d) < $total" "$T/out")"
{
	echo name
	seq -f 'NEW-%03g' 250
} >"$T/new.csv"
fault 'POST /admp 429@2'
run ep computers create --domain acme.local --from "$T/new.csv" --yes \
	-o json
fault
control POST /reset >/dev/null 2>&1
rm "$T/new.csv"
check 'rows of a file that is gone' ep journal resume "$(newest)" --yes \
	-o json
is 'a hundred had been made' 150 "$(json_of 'len(d)' "$T/out")"

# Two that go on with the same one must not both send it.
fault 'POST /mdm 429'
run ep groups create --name Alone --type 6
fault
control POST /reset >/dev/null 2>&1
entry=$(newest)
exit_is 'while another changes many' 6 flock \
	"$XDG_STATE_HOME/endpane/bulk.lock" "$BUILD/endpane" --config \
	"$SIM_CONFIG" journal resume "$entry" --yes
contains 'it waits for that' 'another endpane' "$T/err"
check 'also with one object' ep journal resume "$entry" --yes

# A secret is never kept: it is asked for again.
device=$(sed -n 's/^device_ids = [^:]*:\([0-9]*\).*/\1/p' "$SIM_CONFIG")
account=$(ep accounts list --device "$device" -o ids | sed -n 1p)
fault 'POST /id360 429'
run ep accounts unlink "$account" --device "$device" \
	--type unlink_and_change_password \
	--new-password-command 'echo Sesame7777' --yes
fault
control POST /reset >/dev/null 2>&1
exit_is 'a secret is not kept' 6 ep journal resume "$(newest)" --yes \
	--no-input
contains 'it is asked for' 'new-password' "$T/err"
check 'nowhere' sh -c '! grep -rq Sesame7777 "$1"' _ "$XDG_STATE_HOME"

exit_is 'no such entry' 4 ep journal resume 424242 --yes
exit_is 'no number' 2 ep journal resume seven --yes

# What an older endpane recorded has no plan.
python3 -c 'import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
db.executescript("drop table plans; drop table stops; pragma user_version = 1")
db.commit()' "$XDG_STATE_HOME/endpane/journal.db"
exit_is 'an old journal' 4 ep journal resume 2 --yes
contains 'says why it cannot' 'older endpane' "$T/err"
