# Every member of every printed answer is found on a screen: in lists with
# their preview, on tabs, in rows that are opened, in what became of a write.
# The simulator gives the printed answers byte for byte. Never shown:
# apn_password, and the tokens of a sign-in.
# limit: 120
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 30 --groups 6 --apps 6 --users 20 --computers 20 \
	--endpoints 10
cat >"$T/new.json" <<'EOS'
[{"name":"APIComputer1","sAMAccountName":"APIComputer1$","OUName":
"OU=Computers,DC=test,DC=com","description":"Computer created via API",
"memberOf":"Test Group1;Test Group2"},
{"name":"APIComputer2","sAMAccountName":"APIComputer2$","OUName":
"OU=Computers,DC=test,DC=com","description":"Computer created via API",
"memberOf":"Test Group3;Test Group4","managedBy":"Manager2",
"extensionAttribute1":"Test Attribute 2"}]
EOS

cat >"$T/script" <<EOS
deadline 20000
wait 30 devices
settle
shot $T/devices
key Enter
wait [Summary]
wait RZ8H60ASLHR
settle
shot $T/device
key i
wait "google_play_service_id"
settle
shot $T/device-raw
key G
settle
shot $T/device-raw-2
key ] ]
wait com.zoho.inhouse.zvoice
key Enter
wait app_id
settle
shot $T/device-apps
key Esc ]
wait prov_name
key Enter
wait prov_uuid
settle
shot $T/profile-1
key Esc j Enter
wait payload_identifier
settle
shot $T/profile-2
key Esc ]
wait latitude
key Enter
wait located_time
settle
shot $T/device-locations
key Esc q 3
wait groups
settle
shot $T/groups
key Enter
wait Group for MDM
settle
shot $T/group
key ]
wait 213123
settle
shot $T/members
key q 4
wait ME MDM
key Enter
wait com.manageengine.mdm.iosagent
settle
shot $T/app
key q
settle
shot $T/apps
key 5
wait email_address@zylker.com
settle
shot $T/users
key Enter
wait user_email@zylker.com
settle
shot $T/user
key q :
type users devices
settle
key Enter
wait [ Read F2 ]
key Up C-u Up C-u
gone --email
key F2
wait 98765456789
settle
shot $T/user-devices
key q 8
wait ANB-0000
key Enter
wait Rose
settle
shot $T/accounts-1
key j
settle
shot $T/accounts-2
key j
settle
shot $T/accounts-3
key j
settle
shot $T/accounts-4
key 6
wait APIComputer1
settle
shot $T/computers-1
key j
settle
shot $T/computers-2
key j
settle
shot $T/computers-3
key j
settle
shot $T/computers-4
key :
type computers create
settle
key Enter
wait [ Review F2 ]
type acme.local
key Tab
type Computer Creation Template
key Tab Tab
type $T/new.json
key F2
wait [ Send ]
type 2
key Enter
wait 1 applied, 1 rejected
key Enter
wait status_message
settle
shot $T/create-1
key Esc j Enter
wait status_message
settle
shot $T/create-2
key Esc Q y
exit 0
restored
EOS
on_terminal -r 130 -c 220 "$T/script" -- \
	"$BUILD/endpane" --config "$SIM_CONFIG"

# seen SAMPLE SHOT...
seen() {
	seen_sample=$1
	shift
	for shot in "$@"; do
		cat "$T/$shot"
	done >"$T/seen"
	is "$seen_sample: every member is on a screen" '' \
		"$(python3 "$ROOT/tests/lib/documents.py" screen \
		"$ROOT/tests/sim/samples/$seen_sample.json" "$T/seen" 2>&1)"
}

for one in devices device device-apps device-locations groups group members \
	apps app users user user-devices; do
	if [ $one = apps ]; then
		# The link to its icon stands in the details.
		seen apps apps app
	else
		seen $one $one
	fi
done
seen device device-raw device-raw-2
seen device-profiles profile-1 profile-2
seen accounts accounts-1 accounts-2 accounts-3 accounts-4
seen computers-create create-1 create-2

# Raw has the names as well, also of what nobody has reported.
python3 -c '
import json, sys
def names(value):
    if isinstance(value, dict):
        for name, below in value.items():
            yield name
            yield from names(below)
    elif isinstance(value, list):
        for below in value:
            yield from names(below)
for name in sorted(set(names(json.load(open(sys.argv[1]))))):
    print(name)' "$ROOT/tests/sim/samples/device.json" >"$T/names"
: >"$T/missing"
while read -r name; do
	cat "$T/device-raw" "$T/device-raw-2" | grep -qF "\"$name\":" ||
		echo "$name" >>"$T/missing"
done <"$T/names"
is 'raw: every name of a device' '' "$(cat "$T/missing")"
