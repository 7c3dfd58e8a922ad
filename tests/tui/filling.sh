# Filling in a form: known values and paths by Tab, mistakes said while they
# are typed, the editor for a body, pasted ids, the command to copy, a draft.
# limit: 120
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 20 --groups 5 --apps 6 --users 10 --computers 20 \
	--endpoints 10
mkdir -p "$T/files/sub" "$T/home" "$T/run"
printf 'apk' >"$T/files/notes.apk"
printf 'png' >"$T/files/notes.png"
printf 'png' >"$T/files/icon.png"
export HOME="$T/home" XDG_RUNTIME_DIR="$T/run"
unset VISUAL
cat >"$T/editor" <<'EOF'
#!/bin/sh
# Notes what it was given; then changes it as the file "answer" says.
stat -c '%a' "$1" >>"$T/modes"
cp "$1" "$T/given"
printf 'editing, on a terminal of its own\n'
sh "$T/answer" "$1"
EOF
chmod +x "$T/editor"
export EDITOR="'$T/editor'" T
cat >"$T/answer" <<'EOF'
printf '{"name":"Edited, by hand","type":"enterprise","category":"1",
"supported-devices":"3","prevent-backup":true}' >"$1"
EOF
printf 'name,description\nNEW01,first\nNEW02,second\n' >"$T/body.csv"

cat >"$T/script" <<EOS
deadline 20000
wait ANB-0003
key 4
wait ME MDM
key :
type apps create
key Enter
wait apps create: Add an app
name a number is checked while it is typed
key Tab*2
type x
wait category: expected a number
wait ! category
key C-u
gone expected a number
name names of numbers are offered
key S-Tab
key Enter
wait free store
key Down*2 Enter
waitre type +enterprise
name and completed
key S-Tab
key C-u
type fr
key Tab
waitre type +free store
key C-u
type enterprise
key Tab
name a path is completed as far as it is clear
key Tab*2
type $T/files/no
key Tab
wait 2 fit: notes.
type a
key Tab
waitre app-file. .*/files/notes.apk
name the command says the same
wait apps create
wait --app-file
name a path that is none is said
key Tab
type $T/files/none.png
wait display-image: No such file
key C-w
name the editor gets the values as JSON
key C-u
key C-g
wait apps create: Add an app
waitre name +Edited, by hand
waitre category +1
waitre prevent-backup. +.x. yes
name a folder is gone into
key S-Tab
key C-u
type $T/fil
key Tab
waitre app-file. .*/files/ 
type no
key Tab
type apk
key Home End
key Esc
wait kept for the next time
name what was typed is there again
key :
type apps create
key Enter
waitre name +Edited, by hand
waitre category +1
name the command is copied
key C-y
wait sent to the clipboard
raw \e]52;c;
name a review shows upload and app
key Tab*4
settle
key C-u
type $T/files/notes.ap
key Tab
key F2
wait Send it?
wait [ Send ]
wait 2 objects
key F3
wait the bytes of
key q
wait [ Send ]
key y
wait 2 applied
name the new app is in the list afterwards
key q
waitre Edited, by hand
name ids are pasted into a field
key 4
key :
type groups create
settle
key Esc
key 3
wait Warehouse scanners
key a
wait groups add-members
paste 9007199254740993,9007199254740993\nnone\n
wait 1 left out
key Esc
gone groups add-members
name a body is written in the editor
run cp '$T/answer' '$T/answer.json'; printf 'cat "\$T/body.csv" >"\$1"' >'$T/answer'
key 6
wait APIComputer1
key :
type computers create
key Enter
wait computers create: Create
name a domain is completed
type dom
key Tab
waitre domain +domain1.com
key Tab*3
wait CSV with a header
key C-g
waitre from. +.[0-9]+ bytes from the editor
key F2
wait Send
wait NEW01
wait NEW02
key F3
wait "description":"first"
key q
wait [ Send ]
wait Type how many
type 2
key Enter
wait 2 applied
key Q y
exit 0
restored
EOS
on_terminal -r 24 -c 80 "$T/script" -- "$BUILD/endpane" \
	--config "$SIM_CONFIG"

is 'the file was its owner'\''s alone' 600 "$(sort -u "$T/modes")"
is 'and is gone' '' "$(ls "$T/run")"
contains 'the editor had a beginning' 'name,sAMAccountName' "$T/given"
is 'two computers were made by one call' 1 \
	"$(counted POST /admp/api/v2/computers)"

# Where two connections serve it, the form asks which.
awk '/^\[/ { inside = /^\[phones\]/ } inside { sub(/^\[phones\]/, "[tablets]"); print }' \
	"$SIM_CONFIG" >"$T/secrets/more"
cat "$SIM_CONFIG" "$T/secrets/more" >"$T/two.ini"
chmod 600 "$T/two.ini"
cat >"$T/script" <<'EOS'
deadline 20000
wait Queue
name a form asks over which of two connections it goes
key :
type groups create
key Enter
waitre > connection +phones
wait groups create -c phones
key Space
waitre > connection +tablets
wait groups create -c tablets
key Tab
type Zed
key Tab
type device
key F2
wait connection  tablets
wait [ Send ]
key y
wait 1 applied
key Q
exit 0
EOS
on_terminal -r 24 -c 80 "$T/script" -- "$BUILD/endpane" \
	--config "$T/two.ini"
