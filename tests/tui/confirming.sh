# limit: 120
# Nothing is sent that was not meant: typed-ahead and pasted text, wrong counts
# and names, too small a window, read-only. The server counts what came.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 200
export SIM_CONTROL SIM_CONFIG LIB="$ROOT/tests/lib/lib.sh"
cat >"$T/nothing" <<'EOS'
. "$LIB"
[ "$(writes)" = 0 ]
EOS

cat >"$T/script" <<'EOS'
wait 200 devices
name typed ahead: the count was there before the question
key j Space Space
wait 2 marked
play tests/lib/to-associate
key F2 2 Enter
wait Type how many (2)
wait [ Send ]
waitre Type how many \(2\) and Enter: +│$
run sh "$T/nothing"
name it hears nothing for a moment
key Esc
wait nothing was sent
key F2
wait [ .... ]
key 2 Enter
wait [ Send ]
waitre Type how many \(2\) and Enter: +│$
name pasted text is dropped
paste 2\n
wait 2 pasted bytes dropped
waitre Type how many \(2\) and Enter: +│$
name Enter alone goes back, the focus is on Cancel
attrs "[ Cancel ]" reverse
key Enter
gone [ Send ]
wait apps associate
run sh "$T/nothing"
name a wrong count is refused
key F2
wait [ Send ]
key 2 0
key Enter
wait not confirmed: nothing was sent
key C-u
key y Enter
wait not confirmed: nothing was sent
run sh "$T/nothing"
name the exact requests can be looked at first
key F3
waitre POST .*/apps/99731238129/devices
wait 9007199254740993
wait _user_via_email":false}
key q
wait [ Send ]
name too small a window shows no question, and takes no answer
resize 16 60
wait too small to show all
key C-u 2 Enter
settle
wait too small to show all
run sh "$T/nothing"
name large again, it goes on
resize 24 80
wait Type how many (2)
wait [ Send ]
name Esc sends nothing
key Esc
wait nothing was sent
key Esc Esc
gone apps associate
run sh "$T/nothing"
name a grave action on one object wants its name
key 6
wait APIComputer1
key Space
wait 1 marked
key a
wait computers disable
key F2
wait CANNOT BE UNDONE
waitre Type the name APIComputer1
wait [ Send ]
type y
key Enter
wait not confirmed: nothing was sent
key C-u
type apicomputer1
key Enter
wait not confirmed: nothing was sent
key C-u
type 1
key Enter
wait not confirmed: nothing was sent
run sh "$T/nothing"
name no letter does more than open a form or a menu
key Esc
wait nothing was sent
key Esc
gone computers disable
key 2
waitre ^ [*] ANB-0001
settle
key a Esc d q x Esc Del Esc u Esc i q r f Esc e Esc D Esc E Esc p Esc
settle
run sh "$T/nothing"
name the right count, at last
key U
gone  marked
key U
wait 2 marks are back
play tests/lib/to-associate
key F2
wait [ Send ]
type 2
key Enter
wait 2 applied
run . "$LIB"; [ "$(writes)" = 1 ]
clean
key q Q
exit 0
EOS
on_terminal "$T/script" -- "$BUILD/endpane" --config "$SIM_CONFIG"

# One object: y or n. It hears nothing at first, nor when what was read for it
# has come; how long, at least, is counted from before.
forget_requests
rm -rf "$XDG_STATE_HOME" "$XDG_CACHE_HOME"
cat >"$T/script" <<EOS
wait 200 devices
name of one object it asks for a letter
key j
play $ROOT/tests/lib/to-associate
run date +%s%3N >"\$T/began"
key F2
wait Send it
wait [ Send ]
run date +%s%3N >"\$T/ended"
name Enter sends nothing here either
key Enter
gone Send it
run sh "\$T/nothing"
name what is there is read first
run . "\$LIB"; fault 'GET /mdm latency:700'
run date +%s%3N >"\$T/began.late"
key F2
wait Send it
wait [ Send ]
run date +%s%3N >"\$T/ended.late"
name y sends
key y
wait 1 accepted
run . "\$LIB"; fault
wait done on phones
key q Q
exit 0
EOS
on_terminal "$T/script" -- "$BUILD/endpane" --config "$SIM_CONFIG"
fault
check 'deaf for 400 ms' test \
	"$(($(cat "$T/ended") - $(cat "$T/began")))" -ge 400
check 'and anew when it is ready' test \
	"$(($(cat "$T/ended.late") - $(cat "$T/began.late")))" -ge 1100

# Read-only: said where it is looked for, and physically so.
forget_requests
cat >"$T/script" <<'EOS'
wait 200 devices
name the mode is shown
row 1 [[]RO[]]
name the main action says why not
key a
wait read-only
gone [ Send ]
name the menu of actions says why not
key x
wait Actions
waitre apps associate.*read-only
key Enter
wait read-only
key Esc Esc
settle
name so does every pane
key 6
wait APIComputer1
key x
wait Actions
waitre computers disable.*read-only
key Enter Esc Esc
settle
key Q
exit 0
EOS
on_terminal "$T/script" -- "$BUILD/endpane" --config "$SIM_CONFIG" --read-only
is 'read-only: nothing was written' 0 "$(writes)"
