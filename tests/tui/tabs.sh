# Joined tabs: the groups that hold a device, its accounts, its twins in other
# systems; and D, which reads what is missing of them and of a list.
# limit: 120
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 60
id=$(ep devices list --filter name=ANB-0014 -o ids)
kiosks=$(ep groups list --filter name=Kiosks -o ids)
ep groups add-members "$kiosks" --member "$id" --yes >"$T/out" 2>&1 ||
    failed "a device is put into a group" "$(cat "$T/out")"
groups=$(ep groups list -o ids | wc -l)

forget_requests
cat >"$T/script" <<EOS
deadline 20000
wait 60 devices
name a tab reads nothing before it is opened
key :
type ANB-0014
wait ANB-0014
key Enter
wait [Summary]
run test "\$(curl -s "$SIM_CONTROL/requests?prefix=/mdm/" | grep -o /members | wc -l)" = 0
name the groups tab says what it rests on
key ] ] ] ]
waitre member lists were read: 0 of $groups. D reads
name D reads the member lists, and the group is there
key D
waitre member lists were read: $groups of $groups\.
waitre Kiosks +$kiosks +this one
name Enter opens the group
key g
waitre > Kiosks
key Enter
wait Groups > Kiosks
key {
wait Devices > ANB-0014
name an unmapped device is told how to map it
key ]
waitre No device of .identity. in config.ini is called ANB-0014
wait device_ids = ANB-0014:ID
name what has the same name elsewhere is found once it is read
key ]
wait Not read yet
key D
waitre AD computers +ANB-0014 +ANB-0014 +same name
waitre Endpoints +ANB-0014 +[0-9]+ +same name
waitre Users +[^ ]+ +[0-9]+ +same mail
gone Not read yet
name all that the server sent is on the last tab
key ]
wait "available_device_capacity"
key 2 q
wait 60 devices
name a mapped device has its accounts
key :
type ANB-0001
wait ANB-0001
key Enter
wait [Summary]
key ] ] ] ] ]
wait Local accounts of the device 987000000654323
waitre Administrator +[0-9]+
name Enter shows all of an account
key Enter
wait permission_level
key Esc q
name D on a list asks above 20 calls, and a no reads nothing
key D
waitre 5[0-9] details are not known yet: 5[0-9] calls to phones
key n
gone not known yet
key D
wait not known yet
key y
waitre 5[0-9] details read
name the columns are filled in
key /
type serial~A|B|C|D|E|F|G|H|I|J|K free>0
key Enter
waitre ^ Filter: .*[1-9][0-9]* of 60
name nothing is asked for twice
key Esc
wait filter dropped
key D
wait nothing is missing here
key q y
exit 0
restored
EOS
on_terminal -r 30 -c 110 "$T/script" -- "$BUILD/endpane" --config "$SIM_CONFIG"

# Cancelled: what was read stays, and no more is asked for.
cat >"$T/script" <<EOS
deadline 20000
wait 60 devices
name Ctrl-C ends a long reading
key D
wait not known yet
key y
wait reading details
key C-c
waitre stopped: [0-9]+ of 60 details were read
key q y
exit 0
EOS
rm -rf "$XDG_STATE_HOME" "$XDG_CACHE_HOME"
fault "GET /mdm/devices/ latency:100"
on_terminal "$T/script" -- "$BUILD/endpane" --config "$SIM_CONFIG"
