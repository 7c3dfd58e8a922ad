# limit: 120
# Pane 9 undoes what was done, goes on with what was left, verifies its record.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 60 --groups 6 --seed 9
export SIM_CONTROL SIM_CONFIG LIB="$ROOT/tests/lib/lib.sh"
group=$(ep groups list -o ids | sed -n 2p)
ep groups members "$group" -o ids >"$T/inside"
ep devices list -o ids | grep -vxFf "$T/inside" | head -n 12 >"$T/ids"
all=$(paste -sd, "$T/ids")
members=/mdm/api/v1/mdm/groups/$group/members
ep groups add-members "$group" --member "$all" --yes >/dev/null
fault "DELETE $members 429@4"
ep groups remove-members "$group" --member "$all" --yes >/dev/null 2>&1
fault
control POST /reset >/dev/null 2>&1
forget_requests
cat >"$T/count" <<'EOS'
. "$LIB"
[ "$(writes)" = "$1" ] || { echo "$(writes) writes" >&2; exit 1; }
EOS

cat >"$T/script" <<EOS
name what an earlier run left is said
wait the last operation left 9 unsent
name the journal tells that its chain holds
key 9 ] ]
wait [Journal]
wait chain ok
wait remove-members
name what can be done with an entry
key x
wait Undo what was done
wait Resume: send what was left
wait Verify the journal
name resuming asks, for exactly what was left
key j Enter
wait resume: groups remove-members
waitre command +endpane journal resume [0-9]+
wait Type how many (9)
run sh "$T/count" 0
wait [ Send ]
key 9 Enter
wait 9 applied
run sh "$T/count" 9
name a job that is done can be undone
key u
wait undo: groups add-members
wait command     endpane journal undo
wait Type how many (9)
wait [ Send ]
key Esc
wait nothing was sent
run sh "$T/count" 9
key q
name the journal's menu verifies
key x
wait Verify the journal
key j j j Enter
wait nothing was changed afterwards
name an entry is undone by u
key u
wait undo: groups add-members
wait [ Send ]
key 9 Enter
wait 9 applied
run sh "$T/count" 10
name the jobs' tab knows them too
key q [
wait [Jobs]
key u
wait undo: groups remove-members
wait [ Send ]
key Esc
wait nothing was sent
key Q
exit 0
EOS
on_terminal -r 30 -c 120 "$T/script" -- "$BUILD/endpane" --config "$SIM_CONFIG"

# What nobody may change without a word.
python3 -c 'import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
db.execute("drop trigger intents_stay")
db.execute("update intents set object_id = 1 where id = 2")
db.commit()' "$XDG_STATE_HOME/endpane/journal.db"
cat >"$T/script" <<EOS
wait Queue
key 9 ] ]
name a changed entry is shown
wait chain broken: entry 2 was changed
key Q
exit 0
EOS
on_terminal -r 30 -c 120 "$T/script" -- "$BUILD/endpane" --config "$SIM_CONFIG"
