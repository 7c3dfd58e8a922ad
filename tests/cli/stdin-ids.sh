# "-" stands for ids on standard input wherever ids or names of objects are
# taken: one line for each such place, reads by what is asked of the server and
# writes by a dry run. Twice is once too often.
# limit: 180
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 60 --groups 8 --apps 8 --users 40 --computers 20 \
	--endpoints 12 --seed 3

# Blanks, empty lines and CR are not part of an id.
reads() { # name, id, what the request must have, command...
	reads_name=$1
	reads_id=$2
	reads_wanted=$3
	shift 3
	printf '\n  %s \r\n\n' "$reads_id" >"$T/in"
	ep "$@" -v --dry-run -y <"$T/in" >"$T/out" 2>"$T/err"
	is "$reads_name: taken" 0 $?
	cat "$T/out" "$T/err" >"$T/both"
	contains "$reads_name: that one" "$reads_wanted" "$T/both"
	ep "$@" -y </dev/null >"$T/out" 2>"$T/err"
	is "$reads_name: none at all" 6 $?
	printf '%s\n%s\n' "$reads_id" "$reads_id" >"$T/in"
}

single() { # name, id, what the request must have, command...
	reads "$@"
	shift 3
	ep "$@" -y <"$T/in" >"$T/out" 2>"$T/err"
	is "$reads_name: two of them" 2 $?
	contains "$reads_name: it says so" 'takes one' "$T/err"
}

twice() { # name, command...
	twice_name=$1
	shift
	echo 1 >"$T/in"
	ep "$@" -y <"$T/in" >"$T/out" 2>"$T/err"
	is "$twice_name: twice is once too often" 2 $?
	contains "$twice_name: and says so" 'once' "$T/err"
}

first() { # noun, arguments...
	ep "$@" -o ids --limit 1
}
device=$(first devices list)
group=$(first groups list)
app=$(first apps list)
user=$(first users list)
point=$(first endpoints list)
bound=$(sed -n 's/^device_ids = *\([^:]*\):\([0-9]*\),.*/\2/p' "$SIM_CONFIG")
named=$(sed -n 's/^device_ids = *\([^:]*\):.*/\1/p' "$SIM_CONFIG")
account=$(first accounts list --device "$bound" --filter \
	'is_idp_linked eq false' 2>/dev/null)
[ -n "$account" ] || account=$(first accounts list --device "$bound")
barred=$(first accounts restricted --device "$bound")
pc=$(ep computers list --domains domain1.com --columns name -o tsv \
	--no-header --limit 1)
ep groups members "$group" -o ids | head -n 1 >"$T/in"
member=$(cat "$T/in")
[ -n "$member" ] || member=$device

for verb in show apps profiles locations; do
	single "devices $verb ID" "$device" "/devices/$device" devices $verb -
done
for verb in show members; do
	single "groups $verb ID" "$group" "/groups/$group" groups $verb -
done
single 'groups add-members ID' "$group" "/groups/$group/members" \
	groups add-members - --member "$device"
reads 'groups add-members --member' "$device" "/members/$device" \
	groups add-members "$group" --member -
twice 'groups add-members' groups add-members - --member -
single 'groups remove-members ID' "$group" "/groups/$group/members/" \
	groups remove-members - --member "$member"
reads 'groups remove-members --member' "$member" "/members/$member" \
	groups remove-members "$group" --member -
reads 'groups delete ID' "$group" "/groups/$group" groups delete -
twice 'groups delete' groups delete - -

single 'apps show ID' "$app" "/apps/$app" apps show -
single 'apps update ID' "$app" "$app" apps update - --description x
single 'apps associate ID' "$app" "/apps/$app/devices/$device" \
	apps associate - --device "$device"
reads 'apps associate --device' "$device" "/apps/$app/devices/$device" \
	apps associate "$app" --device -
reads 'apps associate --group' "$group" "$group" \
	apps associate "$app" --group -
twice 'apps associate' apps associate - --device -
single 'apps disassociate ID' "$app" "/apps/$app/devices/$device" \
	apps disassociate - --device "$device"
reads 'apps disassociate --device' "$device" "/apps/$app/devices/$device" \
	apps disassociate "$app" --device -
reads 'apps disassociate --group' "$group" "/apps/$app/groups/$group" \
	apps disassociate "$app" --group -
twice 'apps disassociate' apps disassociate "$app" --device - --group -
reads 'apps delete ID' "$app" "/apps/$app" apps delete -
single 'apps create --app-file' 77 77 apps create --name N --type 2 \
	--category 1 --supported-devices 1 --app-file -

single 'users show ID' "$user" "/users/$user" users show -
single 'users update ID' "$user" "/users/$user" users update - \
	--email a@b.example --name N --phone +15550100
reads 'users remove ID' "$user" "/users/$user" users remove -
single 'users list --group' "$group" "id=$group" users list --group -

single 'computers show NAME' "$pc" "$pc" computers show - --domain domain1.com
reads 'computers update NAME' "$pc" "$pc" computers update - \
	--domain domain1.com --attr department=IT
reads 'computers disable NAME' "$pc" "$pc" computers disable - \
	--domain domain1.com
twice 'computers disable' computers disable - - --domain domain1.com
printf 'name\nNEW-1\nNEW-2\n' >"$T/rows.csv"
reads 'computers create --only' NEW-2 NEW-2 computers create \
	--domain domain1.com --from "$T/rows.csv" --only -
lacks 'computers create --only: none but it' NEW-1 "$T/both"

for verb in list restricted; do
	single "accounts $verb --device" "$bound" "$bound" \
		accounts $verb --device -
	single "accounts $verb --device by name" "$named" "$bound" \
		accounts $verb --device -
done
single 'accounts link ID' "$account" "/accounts/$account/link" accounts link - \
	--device "$bound" --idp-user 2000000000099 --permission-level Standard
single 'accounts link --device' "$bound" "$bound" accounts link "$account" \
	--device - --idp-user 2000000000099 --permission-level Standard
single 'accounts link --idp-user' 2000000000099 2000000000099 \
	accounts link "$account" --device "$bound" --idp-user - \
	--permission-level Standard
twice 'accounts link' accounts link - --device - --idp-user - \
	--permission-level Standard
single 'accounts cancel-link ID' "$account" "/accounts/$account/" \
	accounts cancel-link - --device "$bound"
single 'accounts cancel-link --device' "$bound" "$bound" \
	accounts cancel-link "$account" --device -
single 'accounts unlink ID' "$account" "/accounts/$account/" \
	accounts unlink - --device "$bound" --type unlink_and_change_password \
	--new-password-command 'echo x'
single 'accounts unlink --device' "$bound" "$bound" \
	accounts unlink "$account" --device - \
	--type unlink_and_change_password --new-password-command 'echo x'
reads 'accounts unrestrict ID' "$barred" "$barred" \
	accounts unrestrict - --device "$bound"
single 'accounts unrestrict --device' "$bound" "$bound" \
	accounts unrestrict "$barred" --device -
twice 'accounts unrestrict' accounts unrestrict - --device -

for verb in show software; do
	single "endpoints $verb ID" "$point" "resid=$point" endpoints $verb -
done
reads 'endpoints install-agent ID' "$point" "$point" endpoints install-agent -
single 'endpoints inventory --swid' 52549000000300001 swid=52549000000300001 \
	endpoints inventory --of computers --swid -
single 'endpoints inventory --hwid' 701 hwid=701 \
	endpoints inventory --of computers --hwid -

# The journal's ids are ids too.
check 'something for the journal' ep groups create --name N --type 6
entry=$(ep journal list -o ids --limit 1)
single 'journal show ID' "$entry" groups journal show -
single 'journal undo ID' "$entry" groups journal undo -
echo "$entry" >"$T/in"
run ep journal resume - <"$T/in"
lacks 'journal resume ID: read' 'number of an entry' "$T/err"

# Nothing but ids and names: a path, a word and a connection are none.
printf 'phones\n' >"$T/in"
exit_is 'a connection is no id' 2 ep logout - <"$T/in"
exit_is 'neither is a path' 2 ep files upload - --dry-run <"$T/in"

# Whoever waits for ids can still be interrupted.
mkfifo "$T/slow"
exec 9<>"$T/slow"
"$BUILD/endpane" --config "$SIM_CONFIG" groups delete - -y <"$T/slow" \
	>"$T/out" 2>"$T/err" &
waiting=$!
until_catching $waiting
kill -INT $waiting
wait $waiting
is 'interrupted while ids are awaited' 130 $?
