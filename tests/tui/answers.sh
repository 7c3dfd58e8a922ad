# What an editor may leave of a form, what a setting may be set to, and the keys
# that move in questions and texts.
# limit: 120
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 60 --groups 5 --apps 6 --users 10 --computers 20 \
	--endpoints 10
export HOME="$T/home" T
mkdir -p "$HOME"
unset VISUAL
# Each call of the editor takes the next line of the file as its answer.
cat >"$T/editor" <<'EOF'
#!/bin/sh
cp "$1" "$T/given"
n=$(cat "$T/turn" 2>/dev/null || echo 1)
echo $((n + 1)) >"$T/turn"
sed -n "${n}p" "$T/answers" >"$1"
EOF
chmod +x "$T/editor"
export EDITOR="'$T/editor'"
cat >"$T/answers" <<'END'
[]
{"nosuch":"x"}
{"name":{"a":1}}
{"name":["a"}
{"name":"Written","type":"free store","prevent-backup":"false","category":null,"description":""}
{"type":"","name":["a","b"]}
{"id":"99731238129","device":["9007199254740993","9007199254740992"],"silent-install":true}
{"device":"none"}
{"device":[],"silent-install":false}
{"device":["9007199254740993",{"a":1}]}
{"permission-level":"Boss"}
{"permission-level":"Standard"}
{"permission-level":""}
END
printf 'name\nNEW07\n' >"$T/body.csv"

cat >"$T/script" <<EOS
deadline 10000
wait ANB-0003
name a list is no form
key 4
wait ME MDM
key :
type apps create\r
wait apps create: Add an app
key C-g
wait it is no JSON object any more
name nor has it such a field
key C-g
wait there is no field nosuch
name an object is no plain value
key C-g
wait name: is no plain value
name nor is what is no JSON taken
key C-g
wait JSON
name values by their names, and empty ones
key C-g
waitre name +Written
waitre type +free store
name a choice may become none
key C-g
waitre name +a, b
key Esc
wait apps
name lists of objects, flags and ids
key :
type apps associate\r
wait apps associate
key C-g
wait 2 devices
waitre silent-install. +.x. yes
run grep -q '"device": \[\]' '$T/given'
name what is no id is refused
key C-g
wait device: not all are ids
run grep -q '9007199254740992' '$T/given'
name none of them
key C-g
waitre silent-install. +. . no
name an object among ids is refused
key C-g
wait device: is no plain value
key Esc
gone apps associate:
name a choice is one of its values
key :
type accounts link\r
wait accounts link
key C-g
wait permission-level: not one of the values it takes
key C-g
waitre permission-level +standard
key C-g
waitre permission-level +[^s ]
key Esc
gone accounts link:
name a body that is a folder cannot be edited
key 6
wait APIComputer1
key :
type computers create\r
wait computers create: Create
key Tab*3
type $T/home
key C-g
wait cannot be edited
key C-u
type $T/none
key C-g
wait No such file
name one that is left empty is none
key C-u
type $T/body.csv
key C-g
settle
run grep -q NEW07 '$T/given'
key Esc
name settings: words that are none
key :
type set nosuch 1\r
wait no setting nosuch
key Esc
settle
key :
type set refresh 1x\r
wait seconds, or 5m, 1h
key Esc
settle
key :
type set refresh 9999999\r
wait seconds, or 5m, 1h
key Esc
settle
key :
type set refresh 25h\r
wait seconds, or 5m, 1h
key Esc
settle
key :
type set mouse maybe\r
wait maybe
key Esc
settle
key :
type set ascii maybe\r
wait maybe
key Esc
settle
key :
type set clipboard maybe\r
wait maybe
key Esc
settle
key :
type set read-only maybe\r
wait maybe
key Esc
settle
key :
type set confirm-above x\r
wait x
key Esc
settle
key :
type set confirm-above -1\r
wait -1
key Esc
settle
key :
type set theme ../x\r
wait ../x
key Esc
settle
key :
type set refresh 45s\r
settle
key :
type set refresh 1h\r
settle
key :
type set refresh\r
settle
key :
type set mouse\r
settle
key :
type set mouse\r
settle
key :
type set ascii on\r
settle
key :
type set ascii off\r
settle
key :
type set theme nosuch\r
wait no theme named nosuch
key Esc
name the settings, by keys
key ,
wait confirm-above
key j j k Down Up End Home Enter
settle
key q
gone confirm-above
name questions that are moved in
key 3
wait Warehouse
key Space Down Space
wait 2 marked
key :
type groups delete\r
wait groups delete
key F2
wait [ Send ]
name the text of the requests is searched
key F3
wait DELETE
key /
type zzqq\r
wait not in this text
key Esc
settle
key /
key C-u
type groups\r
settle
key n N PgDn PgUp G g q
name and the question moved in
wait [ Send ]
key Down*4 Up*2 PgDn PgUp Tab S-Tab Left Right v
settle
key Esc
settle
key Esc Esc
settle
key Q
settle
key y
exit 0
restored
EOS
on_terminal -r 40 -c 120 "$T/script" -- "$BUILD/endpane" --config "$SIM_CONFIG"
is 'nothing was written' 0 "$(writes)"
