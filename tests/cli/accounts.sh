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
