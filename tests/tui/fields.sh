# Every member that a server sends of an object, known or not, is on a screen:
# by its name on the first tab, and as it came on the last one.
# limit: 120
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 30
device=$(sed -n 's/^device_ids = [^:]*:\([0-9]*\).*/\1/p' "$SIM_CONFIG")

# A test of the screens for the members of what the command line printed.
leaves() { # file: one name a line, the last part of it
	python3 - "$1" <<'EOP'
import json, sys
def walk(value, name):
    if isinstance(value, dict):
        for key in value:
            yield from walk(value[key], key)
    elif isinstance(value, list):
        for item in value:
            yield from walk(item, name)
    else:
        yield name
seen = []
found = json.load(open(sys.argv[1], encoding="utf-8"))
if isinstance(found, list):
    found = found[0]
for name in walk(found, "value"):
    if name not in seen:
        seen.append(name)
print("\n".join(seen))
EOP
}
walk() { # name, rows of the screen, script that opens the object, file
	leaves "$4" >"$T/names"
	{
		printf 'deadline 20000\nwait 30 devices\nname %s\n%s\n' "$1" "$3"
		echo 'wait [Summary]'
		echo 'key i'
		echo 'wait [Raw]'
		while read -r member; do
			echo "wait \"$member\""
		done <"$T/names"
		echo 'key Q'
		echo 'exit 0'
	} >"$T/script"
	rm -rf "$XDG_STATE_HOME"
	on_terminal -r "$2" -c 130 "$T/script" -- \
		"$BUILD/endpane" --config "$SIM_CONFIG"
}

id=$(ep devices list -o ids | head -n 1)
ep devices show "$id" -o json >"$T/device"
walk 'all of a device' 250 'key Enter' "$T/device"
id=$(ep groups list -o ids | head -n 1)
ep groups show "$id" -o json >"$T/group"
walk 'all of a group' 60 'key 3
waitre [1-9][0-9]* groups?
key Enter' "$T/group"
id=$(ep apps list -o ids | head -n 1)
ep apps show "$id" -o json >"$T/app"
walk 'all of an app' 120 'key 4
waitre [1-9][0-9]* apps?
key Enter' "$T/app"
id=$(ep users list -o ids | head -n 1)
ep users show "$id" -o json >"$T/user"
walk 'all of a user' 60 'key 5
waitre [1-9][0-9]* users?
key Enter' "$T/user"
ep computers list -o json >"$T/computer"
walk 'all of an AD computer' 100 'key 6
waitre [1-9][0-9]* computers?
key Enter' "$T/computer"
ep accounts list --device "$device" -o json >"$T/account"
walk 'all of an account, which no call shows' 60 'key 8
wait Devices whose
key Enter
waitre [1-9][0-9]* accounts?
key Enter' "$T/account"

# With its fields by name, and actions that know the device.
cat >"$T/script" <<EOS
deadline 20000
wait 30 devices
name an account opens with its fields
key 8
wait Devices whose
key Enter
waitre [1-9][0-9]* accounts?
key Enter
wait Accounts > Johnson
waitre NAME +Johnson
waitre LEVEL +administrator
name and goes to the next one
key J
gone Accounts > Johnson
name what is done with it is done on its device
key x
wait accounts link
key Down*2 Enter
waitre device.* $device
key Esc
name back and forward finds it again
key 2 {
waitre Accounts > [^J]
gone not in the list
key Q
exit 0
EOS
rm -rf "$XDG_STATE_HOME"
on_terminal -r 40 -c 110 "$T/script" -- "$BUILD/endpane" --config "$SIM_CONFIG"
