# Rows leave the program: as text to the clipboard, as a new file.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 200
cd "$T" || exit
printf 'mine\n' >"$T/there.csv"

cat >"$T/script" <<'EOS'
deadline 20000
wait 200 devices
name the copy menu shows what it would copy
key Y
waitre id +9007199254741000
waitre mail +example@mdm.manageengine.com
waitre command +endpane devices show 9007199254741000
name the command goes out as OSC 52
key End Enter
wait command endpane devices show
raw \e]52;c;ZW5kcGFuZSBkZXZpY2VzIHNob3cgOTAwNzE5OTI1NDc0MTAwMA==\x07
name nothing marked can't be exported
key E
waitre 0 marked: csv +no rows
key Enter
wait not possible here
name what is there is never written over
key Down*6
settle
key Enter
wait NEW FILE: devices.csv
key C-u
type there.csv
key Enter
wait there is such a file already
name all rows go into a new file
key C-u
type all.csv
key Enter
wait 200 devices written to
name marked rows as JSON
key Space Space E
waitre 2 marked: json
key Down*2 Enter
wait NEW FILE: devices.json
key Enter
wait 2 devices written to devices.json
name an object's page copies too
key Enter
wait [Summary]
key Y
waitre row as JSON
key Esc q Q
exit 0
restored
EOS
on_terminal "$T/script" -- "$BUILD/endpane" --config "$SIM_CONFIG"
is 'the file that was there' mine "$(cat "$T/there.csv")"
lines 'a line a device and the names' 201 "$T/all.csv"
contains 'ids are exact' '9007199254741000' "$T/all.csv"
is 'only for its owner' 600 "$(stat -c %a "$T/all.csv")"
lines 'an object a line' 2 "$T/devices.json"
matches 'as JSON' '^\{"id": "9007199254741000", "name": "admin_Nexus 7"' \
	"$T/devices.json"
