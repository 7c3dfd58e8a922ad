# limit: 120
# What a person set stays: filter, order, cursor and marks, after leaving a pane
# and after leaving the program. And what is typed is answered at once.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 200
export SIM_CONTROL SIM_CONFIG LIB="$ROOT/tests/lib/lib.sh"

cat >"$T/script" <<'EOS'
wait 200 devices
name a filter's error is said while it is typed, and hides nothing
type /platform=android os<
wait FILTER
key C-u
type nocolumn=1
wait nocolumn
waitre no column|unknown column
key C-u
name a typed term narrows at once
type platform=android os<=12
waitre [0-9]+ of 200 devices
gone windows
gone ios
name a value with a blank, alternatives, a bare word
key C-u
type model="Galaxy Tab A"|"Pixel 4a"
wait Pixel 4a
gone Galaxy A12
key C-u
type adeyemi
wait d.adeyemi
gone z.santos
name taken, and still there in the list's head
key C-u
type platform=android
key Enter
waitre Filter: platform=android +[0-9]+ of 200
name sorted by a version, as a version
key g
row 5 admin_Nexus
key s
wait as the server gave them
key Down*4 Enter
waitre OS +[v^]
row 5 4\.4
key S
waitre OS +v
key g
gone  4.4
row 5  1[3-9]
name marks
key g Space Space
wait 2 marked
key j j
settle
mask ^ endpane .*
shot @T/before
name kept when the pane is left
key 3
wait 9 groups
key 2
waitre Filter: platform=android
wait 2 marked
key -
wait 9 groups
key -
same @T/before
name marks outlive the filter, hidden ones are counted
key Esc
gone Filter:
wait 200 devices
type /platform=windows
key Enter
wait Filter: platform=windows
waitre 2 marked \(2 not shown here
key Esc
type /platform=android
key Enter
wait Filter: platform=android
key g
row 5 ^.[*] 
name find does not hide
key Esc
gone Filter:
key g \
wait FIND
type sant
key Enter
waitre ^>.*santos
wait 200 devices
name and goes on
key n
settle
waitre ^>.*santos
name forth and back to the last one
key N
waitre ^>  ANB-0001
name marks are cleared, and come back
key U
gone  marked
key U
wait 2 marks are back
type /platform=ios
key Enter
wait Filter: platform=ios
key j j
settle
key Q
exit 0
clean
EOS
sed -i "s|@T|$T|" "$T/script"
on_terminal "$T/script" -- "$BUILD/endpane" --config "$SIM_CONFIG"

cat >"$T/script" <<'EOS'
name after a restart: filter, order, marks, cursor
wait Filter: platform=ios
waitre OS +[v^]
waitre 2 marked \(2 not shown here
run . "$LIB"; [ "$(counted GET /mdm/groups)" -le 2 ]
key Esc
gone Filter:
waitre OS +v
key Down
waitre 2 marked +row
name nothing untrue was said while the cache was read
noraw the server has none
key Q
exit 0
EOS
on_terminal "$T/script" -- "$BUILD/endpane" --config "$SIM_CONFIG"

# At rest it sleeps: no byte, no wake-up. The mouse is never asked for.
cat >"$T/script" <<'EOS'
wait 200 devices
name idle in a list
row 1 1 today +Q 0
still 300
idle 2000
key Enter
wait [Summary]
wait SERIAL
name idle in a detail
row 1 2 today +Q 0
still 300
idle 1000
key q 1
wait Endpoint agents (200)
name idle in the overview
row 1 9 today +Q 0
still 300
idle 1000
mouse off
key Q
exit 0
EOS
rm -rf "$XDG_STATE_HOME" "$XDG_CACHE_HOME"
on_terminal "$T/script" -- "$BUILD/endpane" --config "$SIM_CONFIG"
sed 's/^\[phones\]/[endpane]\nmouse = on\n&/' "$SIM_CONFIG" >"$T/mouse.ini"
chmod 600 "$T/mouse.ini"
cat >"$T/script" <<'EOS'
name the mouse, when it is wanted
wait Platforms (200)
mouse on
key Q
exit 0
restored
EOS
on_terminal "$T/script" -- "$BUILD/endpane" --config "$T/mouse.ini"
