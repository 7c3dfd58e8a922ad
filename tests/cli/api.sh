# Calls by hand: reading freely, writing with the guard of what they are.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 20 --groups 5 --users 10 --computers 20 --endpoints 10

check 'GET' ep api phones GET /groups
is 'is the answer as it came' 5 \
	"$(json_of "len(d['groups'])" "$T/out")"
check 'a path without its slash, a method in small letters' \
	ep api phones get groups -q limit=1
is 'the query is sent' 1 "$(json_of "len(d['groups'])" "$T/out")"
ep api phones GET /devices -q limit=8 --paginate >"$T/pages"
lines 'all pages, one after the other' 3 "$T/pages"
check 'all pages elsewhere' ep api desktops GET /som/computers \
	-q pagelimit=4 --paginate
lines 'as many as are needed' 3 "$T/out"
check 'a column with a blank' ep api directory GET /computers \
	-q domains=domain1.com -q 'filter=(OPERATING_SYSTEM eq Windows 11)'
contains 'is encoded' PC01 "$T/out"

exit_is 'no such object' 4 ep api phones GET /groups/77
exit_is 'no such connection' 2 ep api nowhere GET /groups
exit_is 'no such method' 2 ep api phones LOOK /groups
for path in /../x //evil.example/x https://evil.example/x '/a?b=c' /%2e%2e/x \
	'/a b' '/a#b'; do
	exit_is "refused: $path" 2 ep api phones GET "$path"
done
exit_is 'GET with a body' 2 ep api phones GET /groups -f a=b
exit_is 'a body that is no JSON' 2 ep api phones POST /groups -F 'a={' -y

forget_requests
exit_is 'a dry run' 0 ep api phones POST /groups -f 'name=a "b"' \
	-F group_type=1 --dry-run
contains 'shows the body' '{"name":"a \"b\"","group_type":1}' "$T/out"
exit_is 'read-only' 6 ep api phones POST /groups -f name=a --read-only
exit_is 'an unknown write asks' 6 ep api phones POST /unknown -f a=b
exit_is 'deleting asks, as it does elsewhere' 6 ep api phones DELETE /groups/1
exit_is 'several ids ask' 6 ep api phones POST /groups/1/members \
	-F 'member_ids=[1,2]'
exit_is 'an empty list' 6 ep api phones POST /users -F 'user_ids=[]' -y
exit_is 'an empty list of computers' 6 ep api desktops POST \
	/som/computers/installagent -F 'resourceids=[]' -y
exit_is 'no list of computers' 6 ep api desktops POST \
	/som/computers/installagent/ -y
exit_is 'nobody to unrestrict' 6 ep api identity DELETE \
	/devices/987000000654321/link-restricted-users -y
exit_is 'a masked number' 6 ep api phones PUT /users/9007199254741000 \
	-f user_email=a@b.example -f user_name=a -f 'phone_number=+1***2' -y
for query in '' 'filter=' 'filter=(OPERATING_SYSTEM pr)' \
	'filter=(OPERATING_SYSTEM eq Windows)'; do
	exit_is "disabling with '$query'" 6 ep api directory POST \
		/computers/disable -q domain=domain1.com -q "${query:-a=b}" -y
done
for path in '/computers/%64isable' '/computers;a/disable' \
	'/computers/disable;b' '/computers/disable%3B'; do
	exit_is "disabling by $path" 2 ep api directory POST "$path" \
		-q domain=domain1.com -y
done
is 'none of that is sent' 0 "$(writes)"

check 'POST' ep api phones POST /groups -f name=ByHand -F group_type=1
id=$(json_of "d['group_id']" "$T/out")
is 'creates, without a question' ByHand \
	"$(ep api phones GET "/groups/$id" | sed 's/.*"name":"\([^"]*\)".*/\1/')"
printf '{"member_ids":[9007199254740993]}' >"$T/body"
exit_is 'a body from a file: what the server refuses' 4 \
	ep api phones POST "/groups/77/members" --input "$T/body"
check 'DELETE' ep api phones DELETE "/groups/$id" -y
exit_is 'it is gone' 4 ep api phones GET "/groups/$id"
check 'the journal' ep journal list
contains 'has it' "/groups/$id" "$T/out"

exit_is 'a body with a secret' 0 ep api identity POST \
	/devices/987000000654321/accounts/2000000000002/unlink \
	-f type=unlink_and_change_password -f new_password=Pl4nted-Secret \
	--dry-run
lacks 'is not shown' Pl4nted-Secret "$T/out"
