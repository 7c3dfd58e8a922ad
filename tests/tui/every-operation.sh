# Every operation of the documents by keys; the simulator, which refuses what
# they do not allow, has received each line of tests/operations.txt.
# limit: 180
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"
. "$ROOT/tests/lib/operations.sh"

start_sim --devices 40 --groups 6 --apps 6 --users 20 --computers 30 \
	--endpoints 30
printf 'apk' >"$T/an.apk"

say() { printf '%s\n' "$@"; }

# The form of an operation, by the palette.
form() { # noun verb
	say "name $*" 'key :' "type $*" settle 'key Enter' 'wait F2 ]'
}

# The second look, an answer, and back to the list.
sent() { # what confirms it, outcome
	say 'key F2' 'wait [ Send ]'
	[ "$1" = y ] && say 'key y' || say "type $1" 'key Enter'
	say "waitre $2" settle 'key q' settle
}

# What a read shows, once it is there, and back.
shown() { # noun verb, some of it
	say "waitre ^ $1 .*read [0-9]" "wait $2" 'key q' settle
}

done='[1-9][0-9]* (applied|accepted)'

{
	say 'deadline 20000' 'name devices' 'wait admin_Nexus 7'
	say 'key Enter' 'wait [Summary]' 'wait RZ8H60ASLHR' 'key ]' \
		'wait com.zoho.inhouse.zvoice' 'key ]' 'wait [Profiles]' \
		'wait prov_name' 'key ]' 'wait latitude' 'key q'
	say 'name groups' 'key 3' 'waitre [0-9]+ groups'
	form groups create
	say 'type Every' 'key Tab'
	say 'type 1' 'key Tab' 'type ACME'
	sent y "$done"
	say 'key /' 'type name=Every' 'key Enter' 'waitre ^> +Every' settle \
		'key Enter' 'wait Groups > Every' 'key ]' 'wait [Members]' \
		'wait none' 'key q'
	form groups add-members
	say 'paste 9007199254740993\n9007199254741000\n' settle
	sent 2 "$done"
	form groups add-members
	say 'paste 98765456789\n' settle
	sent y "$done"
	form groups remove-members
	say 'paste 98765456789\n' settle
	sent y "$done"
	say 'name apps' 'key 4' 'wait ME MDM' 'key Enter' \
		'wait com.manageengine.mdm.iosagent' 'key q'
	form files upload
	say "type $T/an.apk"
	sent y "$done"
	form apps create
	say 'type Every' 'key Tab' 'type 2' 'key Tab' 'type 2' 'key Tab' \
		'type 3' 'key Tab' "type $T/an.apk"
	sent y "$done"
	say 'key /' 'type name=Every' 'key Enter' 'waitre ^> +Every' settle
	form apps update
	say 'type Every2' 'key Tab' 'type 0' 'key Tab' 'type 2' 'key Tab' \
		'type 3'
	sent y '1 rejected'
	form apps associate
	say 'paste 9007199254740993\n' settle
	sent y "$done"
	form apps associate
	say 'paste 9007199254740993\n9007199254741000\n' settle
	sent 2 "$done"
	form apps associate
	say 'key Tab' "paste 99731238129\n" settle
	sent y "$done"
	form apps disassociate
	say 'paste 9007199254740993\n9007199254741000\n' settle
	sent 2 "$done"
	form apps disassociate
	say 'key Tab' "paste 99731238129\n" settle
	sent y "$done"
	form apps delete
	sent Every "$done"
	say 'key 3' settle
	form groups delete
	sent Every "$done"
	say 'name users' 'key 5' 'wait email_address@zylker.com' 'key Enter' \
		'wait Users > admin' 'wait DEVICES' 'key q' settle
	say 'key j'
	form users devices
	say 'key F2'
	shown 'users devices' 9007199254741000
	say 'key j j'
	form users update
	say 'type a@example.com' 'key Tab' 'type Ann' 'key Tab' \
		'type +4912345678'
	sent y "$done"
	form users remove
	sent Ann "$done"
	say 'key g j j j Space Space' 'wait 2 marked'
	form users remove
	sent 2 "$done"
	say 'name accounts' 'key 8' 'wait ANB-0000' 'key Enter' 'wait Rose'
	form accounts link
	say 'key Space Tab' 'type 2000000000011'
	sent y "$done"
	form accounts cancel-link
	sent y "$done"
	say 'key j'
	form accounts unlink
	say 'key Tab' 'type Pl4nted-Every' 'key Tab' \
		'type Pl4nted-Every'
	sent Mike "$done"
	form accounts restricted
	say 'key F2'
	shown 'accounts restricted' 2000000000012
	form accounts unrestrict
	say 'key Enter' 'wait 2000000000012' 'key Enter' settle
	sent y "$done"
	say 'name computers' 'key 6' 'wait APIComputer1'
	form computers create
	say 'type domain1.com' 'key Tab Tab' \
		'type name=EVERY1,OUName=OU=Computers,DC=test,DC=com'
	sent y "$done"
	say 'key j' 'key Enter' 'wait [Summary]' 'wait GUID' 'key q'
	form computers update
	say 'key Tab' 'type department=IT'
	sent y "$done"
	form computers disable
	sent APIComputer2 "$done"
	say 'name endpoints' 'key 7' 'wait GEOVANNI-X570' 'key Enter' \
		'wait hardware_summary' 'key ]' 'wait [Software]' 'key q' \
		settle
	say 'name endpoints summary' 'key :' 'type endpoints summary' settle \
		'key Enter'
	shown 'endpoints summary' yet_to_install
	form endpoints offices
	say 'key F2'
	shown 'endpoints offices' 'Default Rem'
	form endpoints inventory
	say 'key F2'
	shown 'endpoints inventory' software_na
	form endpoints inventory
	say 'key Space Space' 'wait --of hardware' 'key F2'
	shown 'endpoints inventory' hardware_na
	form endpoints inventory
	say 'key Space' 'wait --of computers' 'key F2'
	shown 'endpoints inventory' resource_na
	form endpoints install-agent
	sent y "$done"
	say 'key Q' 'exit 0' restored clean
} >"$T/script"
on_terminal -r 30 -c 120 "$T/script" -- "$BUILD/endpane" --config "$SIM_CONFIG"

: >"$T/received"
keep_received

# One group by the call that has it in the address; a second factor; a domain
# that the server names.
control POST /reset >/dev/null
sed -e 's/^system = mdm$/&\ngroup_associate = single/' \
	-e 's/^username = .*/username = otp/' "$SIM_CONFIG" >"$T/otp.ini"
sed 's/^auth_type = .*/auth_type = ad_authentication/' "$SIM_CONFIG" \
	>"$T/ad.ini"
chmod 600 "$T/otp.ini" "$T/ad.ini"
rm -rf "$XDG_STATE_HOME" "$XDG_CACHE_HOME"
{
	say 'deadline 20000' 'wait admin_Nexus 7' 'key 4' 'wait ME MDM'
	form apps associate
	say 'key Tab' 'paste 99731238129\n' settle
	sent y "$done"
	say 'name a second factor' 'key 7' 'wait code'
	say 'type 042117' 'key Enter' 'wait GEOVANNI-X570' 'key Q' 'exit 0'
} >"$T/script"
on_terminal -r 30 -c 120 "$T/script" -- "$BUILD/endpane" --config "$T/otp.ini"
rm -rf "$XDG_STATE_HOME" "$XDG_CACHE_HOME"
{
	say 'deadline 20000' 'name a domain of the server' 'key 7' \
		'wait domain' 'key Esc Q' 'exit 0'
} >"$T/script"
on_terminal -r 30 -c 120 "$T/script" -- "$BUILD/endpane" --config "$T/ad.ini"

keep_received
check_received
control GET /requests | sed 's/.*"count":[0-9]*,"total"/"total"/' >"$T/counts"
contains 'nothing that should never be sent' '"violations":[]' "$T/counts"
