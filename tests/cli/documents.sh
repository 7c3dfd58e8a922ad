# The documents' own examples: each request is what a command sends, and every
# member of each answer is in -o json. The simulator's answers to these are the
# printed ones byte for byte (sim/mdm, sim/admp, sim/id360). Never shown:
# apn_password, and the tokens of a sign-in.
# limit: 120
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

samples=$ROOT/tests/sim/samples
start_sim --devices 60 --groups 6 --apps 6 --users 20 --computers 60 \
	--endpoints 10

# whole SAMPLE COMMAND...: every member of the sample is in the command's JSON.
whole() {
	whole_sample=$1
	shift
	ep "$@" -o json >"$T/out" 2>"$T/err"
	is "$* has all of $whole_sample.json" '' \
		"$(python3 "$ROOT/tests/lib/documents.py" json \
		"$samples/$whole_sample.json" "$T/out" 2>&1)"
}

device=9007199254741000
host=987000000654321
whole devices devices list
whole device devices show $device
whole device-apps devices apps $device
whole device-profiles devices profiles $device
whole device-locations devices locations $device
whole groups groups list
whole group groups show 99731238129
whole apps apps list
whole app apps show 99731238129
whole users users list
whole user users show $device
whole accounts accounts list --device $host
ep groups members 99731238129 -o json >"$T/out"
is 'groups members: all of members.json' \
	"$(json_of 'd["member_ids"]' "$samples/members.json")" \
	"$(json_of 'd' "$T/out")"
ep users devices -o json >"$T/out"
is 'users devices: all of user-devices.json' \
	"$(json_of 'd["device_ids"]' "$samples/user-devices.json")" \
	"$(json_of 'd' "$T/out")"

# Bodies: sent REQUEST COMMAND...: the body, as JSON, is the printed one.
sent() {
	sent_body=$1
	shift
	printf '%s\n' "$sent_body" >"$T/wanted"
	"$BUILD/endpane" --config "${config:-$SIM_CONFIG}" "$@" --dry-run \
		>"$T/out" 2>"$T/err"
	grep '^{' "$T/out" | head -n 1 >"$T/body"
	is "$*: the printed body" same "$(python3 -c '
import json, sys
a, b = (json.load(open(name), parse_int=str) for name in sys.argv[1:])
print("same" if a == b else "%s\n%s" % (a, b))' "$T/wanted" "$T/body" 2>&1)"
}

sent '{ "name": "MDM", "group_type": 1, "domain": "ZOHOCORP", "description": "Group for MDM" }' \
	groups create --name MDM --type 1 --domain ZOHOCORP \
	--description 'Group for MDM'
sent '{ "member_ids": [ 12, 213123, 21312 ] }' \
	groups add-members 99731238129 --member 12,213123,21312
sent "$(cat "$samples/create-app.json")" \
	apps create --name 'ME MDM' --type 2 --app-file 91273987129 \
	--category 2 --supported-devices 3 --display-image 91273987129 \
	--description 'The is an enterprise app' --country US \
	--bundle com.manageengine.mdm.iosagent --prevent-backup=false \
	--full-image 91273987129
sent "$(cat "$samples/create-app.json")" \
	apps update 99731238129 --name 'ME MDM' --type 2 \
	--app-file 91273987129 --category 2 --supported-devices 3 \
	--display-image 91273987129 --description 'The is an enterprise app' \
	--country US --bundle com.manageengine.mdm.iosagent \
	--prevent-backup=false --full-image 91273987129
sent '{ "silent_install": true, "notify_user_via_email": true }' \
	apps associate 99731238129 --device $device --silent-install \
	--notify-user-via-email
sent '{ "device_ids": [ 1, 2, 3 ], "silent_install": true, "notify_user_via_email": true }' \
	apps associate 99731238129 --device 1,2,3 --silent-install \
	--notify-user-via-email
sent '{ "group_ids": [ 1, 2, 3 ], "silent_install": true, "notify_user_via_email": true }' \
	apps associate 99731238129 --group 1,2,3 --silent-install \
	--notify-user-via-email
sed 's/^system = mdm$/&\ngroup_associate = single/' "$SIM_CONFIG" \
	>"$T/single.ini"
chmod 600 "$T/single.ini"
config=$T/single.ini
sent '{ "silent_install": true, "notify_user_via_email": true }' \
	apps associate 99731238129 --group 99731238129 --silent-install \
	--notify-user-via-email
config=
sent '{ "user_ids": [ "9007199254740999", "9007199254756659" ] }' \
	users remove 9007199254740999 9007199254756659
# The printed number is masked, and refused for that.
sent '{ "user_email": "user_email@zylker.com", "user_name": "Mr Zylker", "phone_number": "+91-9876543299" }' \
	users update $device --email user_email@zylker.com \
	--name 'Mr Zylker' --phone +91-9876543299
sent '{ "permission_level": "Standard", "idp_user_id": "2000000000011" }' \
	accounts link 2000000000001 --device $host \
	--permission-level Standard --idp-user 2000000000011
sent '{ "type": "unlink_and_change_password", "new_password": "[secret]", "restrict_relink_for_idp_account": false }' \
	accounts unlink 2000000000002 --device $host \
	--type unlink_and_change_password --new-password-command 'echo x'
python3 -c '
import json, sys
d = json.load(open(sys.argv[1]))
print(json.dumps([row["attributes"] for row in d["data"]]))' \
	"$samples/create-computers.json" >"$T/new.json"
sent "$(cat "$samples/create-computers.json")" \
	computers create --domain domain1.com \
	--template 'Computer Creation Template' --from "$T/new.json"
sent "$(cat "$samples/update-computers.json")" \
	computers update APIC4 --domain domain1.com \
	--attr name=UpdatedComputerName \
	--attr OUName=OU=UpdatedComputers,DC=test,DC=com \
	--attr 'description=Updated description for the computer' \
	--attr 'memberOf=Updated Group1;Updated Group2' \
	--attr 'managedBy=Updated Manager' \
	--attr 'extensionAttribute1=Updated Attribute'
is 'none of that was sent' 0 "$(writes)"

# Answers to writes: what the server said of each object.
printf '%01479d' 0 >"$T/check.png"
ep files upload "$T/check.png" -o json >"$T/out"
is 'files upload: what became of the file' \
	"['content_length', 'content_type', 'expiry_time', 'file_id', 'file_name']" \
	"$(json_of 'sorted(d[0]["answer"])' "$T/out")"
is 'its length, type and name' "1479 image/png check.png" "$(json_of \
	'"%(content_length)d %(content_type)s %(file_name)s" % d[0]["answer"]' \
	"$T/out")"
ep groups create --name Documents --type 1 --domain ZOHOCORP \
	--description 'Group for MDM' -o json >"$T/out"
is 'groups create: the group' \
	"['description', 'domain', 'group_id', 'group_type', 'name']" \
	"$(json_of 'sorted(d[0]["answer"])' "$T/out")"
ep computers disable APIC4 --domain domain1.com -y -o json >"$T/out"
is 'computers disable has all of computers-disable.json' '' \
	"$(python3 "$ROOT/tests/lib/documents.py" json \
	"$samples/computers-disable.json" "$T/out" 2>&1)"
ep computers create --domain acme.local --template \
	'Computer Creation Template' --from "$T/new.json" -y -o json >"$T/out"
is 'computers create has all of computers-create.json' '' \
	"$(python3 "$ROOT/tests/lib/documents.py" json \
	"$samples/computers-create.json" "$T/out" 2>&1)"
update() { # name, attributes...
	update_name=$1
	shift
	ep computers update "$update_name" --domain domain1.com --attr \
		'description=Updated description for the computer' "$@" -o json
}
update UpdatedComputer1 --attr 'memberOf=Updated Group1;Updated Group2' \
	>"$T/one"
update UpdatedComputer2 >"$T/two"
update UpdatedComputer2 --attr 'managedBy=Updated Manager' >"$T/two"
python3 -c '
import json, sys
print(json.dumps(sum((json.load(open(f)) for f in sys.argv[1:]), [])))' \
	"$T/one" "$T/two" >"$T/out"
is 'computers update has all of computers-update.json' '' \
	"$(python3 "$ROOT/tests/lib/documents.py" json \
	"$samples/computers-update.json" "$T/out" 2>&1)"
