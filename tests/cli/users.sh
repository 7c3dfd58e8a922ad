# MDM users: remove and update, as the estate sees them.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 20 --users 20 --computers 10 --endpoints 10
ep users list -o ids >"$T/ids"
user=$(sed -n 3p "$T/ids")

shown() { # user, member
	ep users show "$1" -o json >"$T/user"
	json_of "d['$2']" "$T/user"
}

name=$(shown "$user" name)
mail=$(shown "$user" user_email)
forget_requests
exit_is 'update: a dry run' 0 ep users update "$user" --phone +4412345678 \
	--dry-run
contains 'reads name and mail first' "{\"user_email\":\"$mail\",\
\"user_name\":\"$name\",\"phone_number\":\"+4412345678\"}" "$T/out"
is 'and sends nothing' 0 "$(writes)"
exit_is 'update: the phone' 0 ep users update "$user" --phone +4412345678
is 'by one write' 1 "$(counted PUT /mdm)"
is 'keeps the name' "$name" "$(shown "$user" name)"
is 'keeps the mail' "$mail" "$(shown "$user" user_email)"
exit_is 'update: the name' 0 ep users update "$user" --name 'Zoë O"Neil' \
	--phone 123
is 'changes it' 'Zoë O"Neil' "$(shown "$user" name)"

forget_requests
forget_requests
exit_is 'a masked number' 6 ep users update "$user" --phone '+44123****78'
is 'is refused before anything is asked' 0 "$(counted GET /mdm)"
is 'is never sent' 0 "$(writes)"
exit_is 'no number' 2 ep users update "$user" --name X
exit_is 'no such user' 4 ep users update 99 --phone 123
is 'nor is anything for nobody' 0 "$(writes)"
exit_is 'what is no id' 2 ep users remove devices -y

exit_is 'remove asks' 6 ep users remove "$user"
is 'and sends nothing unasked' 0 "$(writes)"
exit_is 'remove: a dry run' 0 ep users remove "$user" --dry-run
matches 'shows the call' "^POST .*/users/$user\$" "$T/out"
contains 'and the name' 'Zoë' "$T/out"
exit_is 'remove: one' 0 ep users remove "$user" -y
is 'by POST on it' 1 "$(counted POST "/mdm/api/v1/mdm/users/$user")"
exit_is 'it is gone' 4 ep users show "$user"
exit_is 'remove: gone already' 4 ep users remove "$user" -y

sed -n 5,7p "$T/ids" >"$T/some"
forget_requests
check 'remove: several' ep users remove - -y -o jsonl <"$T/some"
lines 'a result each' 3 "$T/out"
is 'by one call' 1 "$(writes)"
ep users list -o ids >"$T/left"
is 'none of them is left' '' "$(grep -Fxf "$T/some" "$T/left")"

sed 's/^system = mdm$/&\nuser_remove = delete/' "$SIM_CONFIG" >"$T/other.ini"
chmod 600 "$T/other.ini"
sed -n 9,10p "$T/ids" >"$T/some"
forget_requests
check 'user_remove = delete' "$BUILD/endpane" --config "$T/other.ini" \
	users remove - -y <"$T/some"
is 'is a DELETE' 1 "$(counted DELETE /mdm/api/v1/mdm/users)"
