# Local accounts: link, cancel-link, unrestrict, as the estate sees them.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 20 --users 10 --computers 10 --endpoints 10
device=987000000654321
account=2000000000001

status_of() { # account: its link's status
	ep accounts list --device $device -o json >"$T/accounts"
	json_of "[(a.get('idp_account_details') or {}).get('link_status', '')
		for a in d if a['id'] == $1][0]" "$T/accounts"
}

link() {
	ep accounts link "$@" --device $device --idp-user 2000000000011 \
		--permission-level standard
}

forget_requests
exit_is 'a dry run' 0 link $account --dry-run
contains 'shows the call' "/accounts/$account/link" "$T/out"
contains 'and its body, the id as text' \
	'{"permission_level":"Standard","idp_user_id":"2000000000011"}' "$T/out"
is 'and sends nothing' 0 "$(writes)"

exit_is 'link' 0 link $account
contains 'is seen' 'applied (seen)' "$T/out"
is 'as pending' pending_link "$(status_of $account)"
is 'by one write' 1 "$(writes)"
exit_is 'link again: refused' 1 link $account
exit_is 'an unknown account' 4 link 2000000000999
exit_is 'a level that there is none of' 2 ep accounts link $account \
	--device $device --idp-user 2000000000011 --permission-level boss
exit_is 'no device' 2 ep accounts cancel-link $account

exit_is 'cancel-link' 0 ep accounts cancel-link $account --device $device
contains 'is seen' 'applied (seen)' "$T/out"
is 'as not linked' '' "$(status_of $account)"
exit_is 'nothing to cancel' 1 ep accounts cancel-link $account \
	--device $device

forget_requests
ep accounts restricted --device $device -o ids >"$T/barred"
lines 'two are restricted' 2 "$T/barred"
exit_is 'unrestrict asks' 6 ep accounts unrestrict - --device $device \
	<"$T/barred"
is 'and sends nothing unasked' 0 "$(writes)"
exit_is 'no user at all' 6 ep accounts unrestrict - --device $device -y \
	</dev/null
is 'sends nothing either' 0 "$(writes)"
exit_is 'read-only' 6 ep accounts unrestrict - --device $device -y \
	--read-only <"$T/barred"
ep accounts unrestrict - --device $device -y -o jsonl <"$T/barred" >"$T/out"
lines 'unrestrict: a result each' 2 "$T/out"
lacks 'all of them done' failed "$T/out"
is 'in one call' 1 "$(writes)"
is 'nobody is left' '' "$(ep accounts restricted --device $device -o ids)"

# Unlink: the next password is asked for twice, or printed by a command; it
# never stands anywhere.
linked=2000000000002
secret=Pl4nted-Secret
unlink() {
	ep accounts unlink "$@" --device $device \
		--type unlink_and_change_password
}
asked() { # script on standard input, arguments
	cat >"$T/script"
	on_terminal -r 24 -c 80 "$T/script" -- "$BUILD/endpane" \
		--config "$SIM_CONFIG" accounts unlink "$@" --device $device \
		--type unlink_and_change_password
}

forget_requests
exit_is 'unlink: a dry run' 0 unlink $linked --dry-run --restrict-relink \
	--new-password-command "echo $secret"
contains 'shows no secret' '"new_password":"[secret]"' "$T/out"
contains 'and the flag' '"restrict_relink_for_idp_account":true' "$T/out"
lacks 'nowhere' "$secret" "$T/out"
exit_is 'unlink asks' 6 unlink $linked --new-password-command "echo $secret"
exit_is 'no password' 6 unlink $linked --yes --no-input
exit_is 'a secret is no argument' 2 unlink $linked --yes \
	--new-password "$secret"
exit_is 'a command that fails' 2 unlink $linked --yes \
	--new-password-command false
exit_is 'another type' 2 ep accounts unlink $linked --device $device \
	--type delete_account --yes --new-password-command "echo $secret"
exit_is 'is refused before a password is asked for' 2 ep accounts unlink \
	$linked --device $device --type delete_account --yes
contains 'with what there is' 'unlink_and_change_password' "$T/err"
exit_is 'no terminal to ask on' 6 setsid -w "$BUILD/endpane" \
	--config "$SIM_CONFIG" accounts unlink $linked --device $device \
	--type unlink_and_change_password --yes
contains 'says what gives the password' --new-password-command "$T/err"
exit_is 'no such account' 4 unlink 2000000000999 --yes \
	--new-password-command "echo $secret"
asked $linked <<EOF
wait not shown
type $secret\\n
wait Once more
type $secret-\\n
name unlink: two that differ
exit 6
restored
EOF
is 'none of that is sent' 0 "$(writes)"

asked $linked <<EOF
wait not shown
type $secret\\n
wait Once more
type $secret\\n
wait Type Mike
noraw $secret
wait cannot be undone
type Mike\\n
name unlink: by what is typed
exit 0
EOF
is 'by one write' 1 "$(writes)"
is 'it is unlinked' '' "$(status_of $linked)"

exit_is 'unlink: by a command' 0 ep -v accounts unlink 2000000000004 --yes \
	--device $device --type unlink_and_change_password \
	--restrict-relink --new-password-command "echo $secret"
contains 'is seen' 'applied (seen)' "$T/out"
lacks 'the secret is not in what -v says' "$secret" "$T/err"
is 'the user may not be linked again' 2000000000012 \
	"$(ep accounts restricted --device $device -o ids)"
grep -rlF "$secret" "$XDG_STATE_HOME" "$XDG_CACHE_HOME" >"$T/found" 2>&1
lacks 'nor in any file' "$XDG_STATE_HOME" "$T/found"
