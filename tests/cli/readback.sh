# Answers lost on the way back: what became of accounts, users, apps, files.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 20 --groups 5 --apps 6 --users 20 --computers 20 --endpoints 10
sed 's|^system = mdm$|&\napp_update = /apps/{id}/labels/7|' "$SIM_CONFIG" \
	>"$T/put.ini"
chmod 600 "$T/put.ini"
device=987000000654321
link="accounts link 2000000000001 --device $device
	--idp-user 2000000000011 --permission-level Standard"
unlink="accounts unlink 2000000000002 --device $device
	--type unlink_and_change_password"
ep users list -o ids >"$T/users"

# name, fault, exit, status, text, arguments: sent once, told like this
result() {
	result_name=$1
	result_exit=$3
	result_status=$4
	result_text=$5
	fault "$2"
	shift 5
	forget_requests
	exit_is "$result_name" "$result_exit" "$BUILD/endpane" \
		--config "$T/put.ini" "$@" -o jsonl --yes
	contains "$result_name: $result_status" \
		"\"status\":\"$result_status\"" "$T/out"
	contains "$result_name: says so" "$result_text" "$T/out"
	is "$result_name: sent once" 1 "$(writes)"
	fault
}

# shellcheck disable=SC2086 # words on purpose
{
	result 'not linked' 'POST /id360 close' 1 failed seen $link
	result 'linked' 'POST /id360 close-after' 0 ok seen $link
	result 'not cancelled' 'POST /id360 close' 1 failed seen \
		accounts cancel-link 2000000000001 --device $device
	result 'cancelled' 'POST /id360 reset-after' 0 ok seen \
		accounts cancel-link 2000000000001 --device $device
	result 'not unlinked' 'POST /id360 close' 1 failed seen $unlink \
		--new-password-command 'echo Pl4nted-Secret'
	result 'unlinked' 'POST /id360 close-after' 0 ok seen $unlink \
		--new-password-command 'echo Pl4nted-Secret'
	result 'not unrestricted' 'DELETE /id360 close' 1 failed seen \
		accounts unrestrict 2000000000012 --device $device
	result 'unrestricted' 'DELETE /id360 close-after' 0 ok seen \
		accounts unrestrict 2000000000012 --device $device
}
result 'a user not removed' 'POST /mdm close' 1 failed seen \
	users remove "$(sed -n 3p "$T/users")"
result 'a user removed' 'POST /mdm close-after' 0 ok seen \
	users remove "$(sed -n 3p "$T/users")"
result 'a user not updated' 'PUT /mdm close' 1 failed seen \
	users update "$(sed -n 4p "$T/users")" --name Zed --phone 12
result 'an app not updated' 'PUT /mdm close' 1 failed seen \
	apps update 99731238129 --name Zed
result 'an app updated' 'PUT /mdm close-after' 0 ok seen \
	apps update 99731238129 --name Zed

printf 'png' >"$T/check.png"
result 'a file: nobody knows' 'POST /mdm close-after' 8 unknown '' \
	files upload "$T/check.png"
result 'a computer not created' 'POST /admp close' 1 failed seen \
	computers create --domain domain1.com --attr name=NEW1
result 'a computer created' 'POST /admp close-after' 0 ok seen \
	computers create --domain domain1.com --attr name=NEW1
result 'a computer that was there before: nobody knows' \
	'POST /admp close' 8 unknown '' \
	computers create --domain domain1.com --attr name=NEW1
result 'a computer not updated' 'PATCH /admp close' 1 failed seen \
	computers update APIC4 --domain domain1.com --attr department=Zed
result 'a computer updated' 'PATCH /admp close-after' 0 ok seen \
	computers update APIC4 --domain domain1.com --attr department=Zed
result 'what a row does not show: nobody knows' 'PATCH /admp close-after' 8 \
	unknown '' computers update APIC4 --domain domain1.com \
	--attr displayName=Zed
# By name; one that is there already tells nothing of another.
result 'a group not created' 'POST /mdm close' 1 failed seen \
	groups create --name Zed --type 6
result 'a group created' 'POST /mdm close-after' 0 ok seen \
	groups create --name Zed --type 6
matches 'its id is known then' '"id":"[0-9]+","name":"Zed"' "$T/out"
result 'two of a name: nobody knows' 'POST /mdm close-after' 8 unknown '' \
	groups create --name Zed --type 6
result 'an app not created' 'POST /mdm/apps close' 1 failed seen apps create \
	--name Zapp --type 0 --category 1 --supported-devices 3
fault 'POST /ec/api/1.4/som close-after'
exit_is 'agents: nobody knows' 8 ep endpoints install-agent 112 --yes
fault
