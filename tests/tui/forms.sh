# Operations from the menu: forms that know their device, hide their secrets,
# and take attributes and files.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 20 --users 10 --computers 20 --endpoints 10
printf 'png' >"$T/check.png"
secret=Pl4nted-Secret

cat >"$T/script" <<EOS
deadline 20000
name the accounts of a device
key 8
wait ANB-0000
key Enter
wait Rose
key j j j x
name the menu has what can be done with one
wait accounts unlink
key j j
key Enter
name the form knows the device, and the only type
waitre device +987000000654321
waitre type +unlink_and_change_password
name a secret is not shown
key Tab
type $secret
settle
noraw $secret
key Tab
type $secret
settle
noraw $secret
name the confirmation says what is at stake
key F2
wait CANNOT BE UNDONE
wait Type the name Rose
name nor in the exact requests
wait [ Send ]
key F3
wait "new_password":"[secret]"
noraw $secret
key q
wait Type the name Rose
wait [ Send ]
type Rose
key Enter
wait 1 applied
name a file is uploaded from the apps' menu
key q q 4
wait ME MDM
key x
wait files upload
key j j j j j
key Enter
wait files upload
type $T/check.png
name the form says the same for a shell
wait endpane files upload
key F2
wait Send it?
wait [ Send ]
key y
wait 1 applied
name the new file's id is shown
wait 123124
name attributes keep their commas
key q 6
wait APIComputer1
key x
wait computers update
key j
key Enter
wait domain1.com
key Tab
type department=a, b, OUName=OU=A,DC=t
settle
key F2
wait [ Send ]
key F3
wait "department":"a, b","OUName":"OU=A,DC=t"
key q
wait Send it?
wait [ Send ]
key y
wait 1 applied
key Q y
exit 0
restored
clean
EOS
on_terminal "$T/script" -- "$BUILD/endpane" --config "$SIM_CONFIG"

is 'the file is there' 1 "$(counted POST /mdm/api/v1/mdm/files)"
is 'one computer was changed' 1 "$(counted PATCH /admp)"
grep -rlF "$secret" "$XDG_STATE_HOME" "$XDG_CACHE_HOME" >"$T/found" 2>&1
lacks 'the secret is in no file' / "$T/found"
