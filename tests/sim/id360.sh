# Identity360: what the document prints, what it does not allow.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"
. "$ROOT/tests/lib/http.sh"
start_sim --devices 50 --accounts-per-device 250
sign_in
d=/devices/987000000654321

http GET id360 $d/accounts
prints 'the accounts of a device' 200 accounts
http GET id360- $d/accounts -H 'Authorization: Zoho-oauthtoken 1000.x.y'
prints 'a wrong token' 401 accounts-401
http GET id360- $d/accounts -H "Authorization: ${OAUTH#* }"
prints 'a token without its scheme' 401 accounts-401
control POST /fault 'GET /id360/devices 500*1' >"$T/out"
http GET id360 $d/accounts
prints 'a fault' 500 accounts-500
http GET id360 /devices/424242/accounts
refuses 'an unknown device' 404 '"00000104"'
http GET id360 "$d/accounts?page=2"
refuses 'an unknown parameter' 400 '"00000107"'
http GET id360 "$d/accounts?filter=user_name%20eq%20%22Mike%22&fields=id%2Cuser_name"
answers 'a filter and fields' 200 '{"data":[{"id":2000000000002,"user_name":"Mike"}],"meta":{"start_index":1,"limit":100,"total_no_of_objects":1}}'
http GET id360 "$d/accounts?filter=user_name%20eq%20Mike"
refuses 'a value without quotes' 400 '"00000107"'
http GET id360 "$d/accounts?sort=-user_name&fields=user_name"
contains 'sorted downwards' '[{"user_name":"Rose"},{"user_name":"Mike"}' "$T/body"

: >"$T/all"
from=1
while http GET id360 "/devices/987000000654323/accounts?from=$from&limit=100" &&
	grep -o '"id":[0-9]*' "$T/body" >"$T/page"; do
	cat "$T/page" >>"$T/all"
	from=$((from + 100))
done
is 'every account once' 250 "$(sort -u "$T/all" | wc -l)"
lines 'and not twice' 250 "$T/all"

link='{"permission_level":"Standard","idp_user_id":"2000000000011"}'
a=$d/accounts/2000000000001
http POST id360 $a/link -H "$JSON" -d "$link"
is 'link' 200 "$code"
http GET id360 $d/accounts
contains 'it is pending' '"user_id":2000000000011,"user_name":"Mike@mydomain.com","display_name":"Mike","link_type":"Manual","link_status":"pending_link"' "$T/body"
http POST id360 $a/link -H "$JSON" -d "$link"
refuses 'not twice' 422 '"00000102"'
http POST id360 $a/cancel-link
answers 'cancel the link' 204 ''
http GET id360 $d/accounts
prints 'all as before' 200 accounts
http POST id360 $a/cancel-link
refuses 'nothing is pending' 422 '"00000102"'
code=$(curl -s -o "$T/body" -w '%{http_code}' -X POST -H "Authorization: $OAUTH" \
	"$(base identity360)/api/v1$a/cancel-link")
refuses 'cancel without Content-Length' 400 '"00000108"'
for body in '{"permission_level":"Admin","idp_user_id":"2000000000011"}' \
	'{"permission_level":"Standard","idp_user_id":2000000000011}' \
	'{"permission_level":"Standard"}' \
	'{"permission_level":"Standard","idp_user_id":"7"}'; do
	http POST id360 $a/link -H "$JSON" -d "$body"
	refuses "link: $body" 400 '"00000107"'
done
http POST id360 $a/link -d "$link"
refuses 'link as a form' 415 '"00000103"'
http POST id360 $d/accounts/2000000000002/unlink -H "$JSON" \
	-d '{"type":"unlink","new_password":"S3cure@123"}'
refuses 'a type nobody printed' 400 '"00000107"'
http POST id360 $d/accounts/2000000000002/unlink -H "$JSON" \
	-d '{"type":"unlink_and_change_password","new_password":"short"}'
refuses 'a weak password' 422 '"00000102"'
http POST id360 $d/accounts/2000000000002/unlink -H "$JSON" \
	-d '{"type":"unlink_and_change_password","new_password":"S3cure@123","restrict_relink_for_idp_account":true}'
is 'unlink' 202 "$code"
http GET id360 $d/link-restricted-users
contains 'its user is restricted' '{"id":2000000000011,' "$T/body"
http POST id360 $a/link -H "$JSON" -d "$link"
refuses 'and cannot be linked' 422 '"00000102"'
http DELETE id360 "$d/link-restricted-users?ids=2000000000011,2000000000012"
refuses 'a comma that is not encoded' 400 '%2C'
http DELETE id360 "$d/link-restricted-users?ids=2000000000011%2C2000000000012"
answers 'unrestrict' 204 ''
http GET id360 $d/link-restricted-users
lacks 'they are gone' '200000000001' "$T/body"
for query in '' '?ids='; do
	control POST /reset >"$T/out"
	http DELETE id360 "$d/link-restricted-users$query"
	refuses "unrestrict nobody$query" 400 '"00000107"'
	control GET /requests >"$T/out"
	contains 'a violation' '"violations":[{"method":"DELETE"' "$T/out"
done
