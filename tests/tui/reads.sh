# limit: 120
# Reads that are no list of a place and no tab: from the menu of actions, by
# key, with their parameters. The server's log says what was asked.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 60 --users 30 --computers 30 --endpoints 40

cat >"$T/script" <<'EOS'
deadline 20000
name the devices of a user, by the mail and domain that it has
key 5
wait admin
key Down :
type users devices
settle
key Enter
wait [ Read F2 ]
wait endpane users devices --email example@mdm.manageengine.com --domain mdm
key F2
wait email=example@mdm.manageengine.com
wait 9007199254741000
name q goes back to the list
key q
wait email_address@zylker.com
name users with every printed parameter
key :
type users list
settle
key Enter
wait [ Read F2 ]
key Space Space Tab Space Tab
type 1,2
key Tab Tab Space
wait --identifier email_id
wait --include aduserdetails
wait --select-all
key F2
gone [ Read F2 ]
wait users
key q
name a summary needs no form
key 7
wait GEOVANNI-X570
key x
wait endpoints summary
key Esc :
type endpoints summary
settle
key Enter
wait installation_status_summary
wait yet_to_install
key q
name offices, found by the server
key :
type endpoints offices
settle
key Enter
wait [ Read F2 ]
type branch_office_name=Remote
key F2
wait Default Rem
key q
name hardware of the inventory
key :
type endpoints inventory
settle
key Enter
wait [ Read F2 ]
key Space Space
wait --of hardware
key Tab Tab Tab
type hardware_name=Intel
key F2
wait of=hardware
wait Intel(R)
gone Ryzen
name a row opens whole
key Enter
wait hardware_id
wait manufacturer_name
key Esc q
name the software on a computer, searched
settle
key :
type endpoints software
settle
key Enter
wait [ Read F2 ]
type software_name=UEMS
key F2
wait ManageEngi
key q
name who may not be linked
key 8
wait ANB-0000
key Enter
wait Rose
key :
type accounts restricted
settle
key Enter
wait [ Read F2 ]
wait 987000000654321
key F2
wait 2000000000012
key q
name accounts in the server's order and choice
settle
key :
type accounts list
settle
key Enter
wait [ Read F2 ]
wait 987000000654321
type id,user_name
key Tab
type user_name eq "Mike"
key Tab
type -user_name
key F2
gone [ Read F2 ]
wait Mike
gone Johnson
key q
name computers likewise
key 6
wait APIComputer1
key :
type computers list
settle
key Enter
wait [ Read F2 ]
type domain1.com
key Tab
type COMPUTER_NAME,SAM_ACCOUNT_NAME
key Tab
type (SAM_ACCOUNT_NAME sw API)
key Tab
type SAM_ACCOUNT_NAME,-OPERATING_SYSTEM
key Tab Space
wait --refresh
key F2
gone [ Read F2 ]
wait APIComputer2
key Q
exit 0
restored
clean
EOS
on_terminal -r 30 -c 140 "$T/script" -- \
	"$BUILD/endpane" --config "$SIM_CONFIG" --read-only

control GET '/log?n=400' | tr '{' '\n' |
	sed -n 's/.*"uri":"\([^"]*\)".*/\1/p' >"$T/log"
for asked in \
	'/users/devices?email_id=example%40mdm.manageengine.com&domain_name=mdm' \
	'/users?user_identifier=email_id&include=aduserdetails&user_type=1%2C2&select_all=true' \
	'/som/summary' \
	'/som/remoteoffice?searchtype=branch_office_name&searchcolumn=branch_office_name&searchvalue=Remote' \
	'/inventory/hardware?searchtype=hardware_name&searchcolumn=hardware_name&searchvalue=Intel' \
	'/inventory/installedsoftware?resid=52549000000194001&searchtype=software_name&searchcolumn=software_name&searchvalue=UEMS' \
	'/devices/987000000654321/link-restricted-users?limit=100' \
	'/devices/987000000654321/accounts?fields=id%2Cuser_name&filter=user_name%20eq%20%22Mike%22&sort=-user_name' \
	'/computers?domains=domain1.com&fields=COMPUTER_NAME%2CSAM_ACCOUNT_NAME&filter=%28SAM_ACCOUNT_NAME%20sw%20API%29&sort=SAM_ACCOUNT_NAME%2C-OPERATING_SYSTEM&refresh=true'
do
	contains "asked: $asked" "$asked" "$T/log"
done
is 'nothing was written' 0 "$(writes)"
