# Every operation of the documents by command; the simulator, which refuses
# what they do not allow, has received each line of tests/operations.txt.
# limit: 120
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"
. "$ROOT/tests/lib/operations.sh"

start_sim --devices 40 --groups 6 --apps 6 --users 20 --computers 30 \
	--endpoints 30

done_by() { # name, command...
	done_name=$1
	shift
	exit_is "$done_name" 0 ep "$@"
}

device=9007199254740993
app=99731238129

for verb in show apps profiles locations; do
	done_by "devices $verb" devices $verb $device
done
done_by 'devices list' devices list -o ids
sed -n 4,9p "$T/out" >"$T/devices"

done_by 'groups list' groups list -o ids
done_by 'groups create' groups create --name Every --type 1 --domain ACME \
	--description 'all of them' -o ids
group=$(cat "$T/out")
done_by 'groups show' groups show "$group"
done_by 'groups add-members: several' groups add-members "$group" \
	--member "$(head -n 3 "$T/devices" | paste -sd, -)" -y
done_by 'groups add-members: one' groups add-members "$group" \
	--member "$(sed -n 4p "$T/devices")"
done_by 'groups members' groups members "$group" -o ids
lines 'they are members' 4 "$T/out"
done_by 'groups remove-members' groups remove-members "$group" --member \
	"$(head -n 1 "$T/devices")" -y

printf 'apk' >"$T/an.apk"
done_by 'files upload' files upload "$T/an.apk" -o ids
file=$(cat "$T/out")
done_by 'apps list' apps list
done_by 'apps show' apps show $app
done_by 'apps create' apps create --name Every --type 2 --app-file "$file" \
	--category 2 --supported-devices 3 -o ids
new=$(cat "$T/out")
# As printed it names no app: the simulator makes a second one.
exit_is 'apps update' 1 ep apps update "$new" --name Every2 --type 2 \
	--app-file "$file" --category 2 --supported-devices 3 -y
contains 'apps update: says what it did' 'second app' "$T/out"
done_by 'apps associate: a device' apps associate "$new" --device $device
done_by 'apps associate: devices' apps associate "$new" --device \
	"$(head -n 2 "$T/devices" | paste -sd, -)" -y
done_by 'apps associate: groups' apps associate "$new" --group "$group"
sed 's/^system = mdm$/&\ngroup_associate = single/' "$SIM_CONFIG" \
	>"$T/single.ini"
chmod 600 "$T/single.ini"
exit_is 'apps associate: a group' 0 "$BUILD/endpane" --config \
	"$T/single.ini" apps associate "$new" --group "$group"
done_by 'apps disassociate: a device' apps disassociate "$new" --device \
	"$device,$(head -n 2 "$T/devices" | paste -sd, -)" -y
done_by 'apps disassociate: a group' apps disassociate "$new" --group \
	"$group" -y
done_by 'apps delete' apps delete "$new" -y
done_by 'groups delete' groups delete "$group" -y

done_by 'users list' users list -o ids
sed -n 5,8p "$T/out" >"$T/users"
user=$(head -n 1 "$T/users")
done_by 'users show' users show "$user"
done_by 'users devices' users devices --email example@mdm.manageengine.com \
	--domain mdm
done_by 'users update' users update "$user" --phone +4912345678
done_by 'users remove: one' users remove "$user" -y
tail -n 3 "$T/users" >"$T/some"
exit_is 'users remove: several' 0 sh -c '"$0" --config "$1" users remove - \
	-y <"$2"' "$BUILD/endpane" "$SIM_CONFIG" "$T/some"

host=987000000654321
done_by 'accounts list' accounts list --device $host
done_by 'accounts link' accounts link 2000000000001 --device $host \
	--permission-level Standard --idp-user 2000000000011
done_by 'accounts cancel-link' accounts cancel-link 2000000000001 \
	--device $host
done_by 'accounts unlink' accounts unlink 2000000000002 --device $host \
	--type unlink_and_change_password --restrict-relink \
	--new-password-command 'echo Pl4nted-Every' -y
done_by 'accounts restricted' accounts restricted --device $host
done_by 'accounts unrestrict' accounts unrestrict 2000000000011 \
	--device $host -y

done_by 'computers list' computers list --domains domain1.com
done_by 'computers show' computers show APIC4 --domain domain1.com
done_by 'computers create' computers create --domain domain1.com --attr \
	name=EVERY1 --attr 'OUName=OU=Computers,DC=test,DC=com'
done_by 'computers update' computers update APIC4 --domain domain1.com \
	--attr department=IT
done_by 'computers disable' computers disable APIC4 --domain domain1.com -y

done_by 'endpoints list' endpoints list -o ids
endpoint=$(head -n 1 "$T/out")
done_by 'endpoints show' endpoints show "$endpoint"
done_by 'endpoints software' endpoints software "$endpoint"
done_by 'endpoints summary' endpoints summary
done_by 'endpoints offices' endpoints offices
done_by 'endpoints inventory' endpoints inventory
done_by 'endpoints inventory: hardware' endpoints inventory --of hardware
done_by 'endpoints inventory: computers' endpoints inventory --of computers \
	--hwid 701
done_by 'endpoints install-agent' endpoints install-agent "$endpoint" -y

# With a second factor, and with a domain that is yet to be chosen.
rm -rf "$XDG_STATE_HOME/endpane/tokens"
sed 's/^username = .*/username = otp\notp_command = echo 042117/' \
	"$SIM_CONFIG" >"$T/otp.ini"
sed 's/^auth_type = .*/auth_type = ad_authentication/' "$SIM_CONFIG" \
	>"$T/ad.ini"
chmod 600 "$T/otp.ini" "$T/ad.ini"
exit_is 'a second factor' 0 "$BUILD/endpane" --config "$T/otp.ini" \
	endpoints summary
rm -rf "$XDG_STATE_HOME/endpane/tokens"
run "$BUILD/endpane" --config "$T/ad.ini" endpoints summary --no-input

: >"$T/received"
keep_received
check_received
control GET /requests | sed 's/.*"count":[0-9]*,"total"/"total"/' >"$T/counts"
contains 'nothing that the documents do not allow' '"refused":0' "$T/counts"
contains 'and nothing that should never be sent' '"violations":[]' \
	"$T/counts"
