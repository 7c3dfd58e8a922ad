# Mobile Device Manager: what the documents print, what they do not allow.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"
. "$ROOT/tests/lib/http.sh"
start_sim --devices 200
sign_in
: >"$T/body"

# The documents' own records, byte for byte.
http GET mdm /devices/9007199254741000
prints 'a device' 200 device
http GET mdm /devices/9007199254741000/apps
prints 'its apps' 200 device-apps
http GET mdm /devices/9007199254741000/profiles
prints 'its profiles' 200 device-profiles
http GET mdm /devices/9007199254741000/locations
prints 'its location' 200 device-locations
http GET mdm /groups/99731238129
prints 'a group' 200 group
http GET mdm /groups/99731238129/members
prints 'its members' 200 members
http GET mdm /apps/99731238129
prints 'an app' 200 app
http GET mdm /users/9007199254741000
prints 'a user' 200 user
http GET mdm /users/devices
prints 'devices of a user' 200 user-devices
http GET mdm /devices/424242
prints 'an unknown id' 404 unknown-id
for list in devices groups apps users; do
	http GET mdm "/$list?limit=1"
	row=$(sed 's/^{"[a-z]*":\[\(.*\)\].*/\1/' \
		"$ROOT/tests/sim/samples/$list.json")
	contains "$list: the printed record is the first" \
		"{\"$list\":[$row]" "$T/body"
done
matches 'users: next page on another host' \
	'"next":"http://localhost:9020/api/v1/mdm/users\?skip-token=[A-Za-z0-9]+%3D%3D"' \
	"$T/body"

# Ids that a double cannot tell apart are different devices.
http GET mdm '/devices?limit=20'
for id in 9007199254740992 9007199254740993 9007199254740994 \
	52549000000186013 52549000000186016 9223372036854775807; do
	contains "device $id is listed" "{\"device_id\":$id," "$T/body"
done
http GET mdm /devices/9007199254740993
one=$(pick serial_number "$(cat "$T/body")")
http GET mdm /devices/9007199254740992
two=$(pick serial_number "$(cat "$T/body")")
check 'neighbours are not the same device' [ "$one" != "$two" ]
lacks 'and nobody writes an id as a fraction' 'e+1' "$T/body"

# Pages: everybody once, whatever the way.
ids() {
	grep -o '"device_id":[0-9]*' "$T/body"
}
query='?limit=37'
: >"$T/all"
while [ -n "$query" ]; do
	http GET mdm "/devices$query"
	ids >>"$T/all"
	query=$(sed -n 's/.*"next":"[^?"]*\(?[^"]*\)".*/\1/p' "$T/body")
done
is 'skip-token: every device once' 200 "$(sort -u "$T/all" | wc -l)"
lines 'skip-token: none twice' 200 "$T/all"
lacks 'the last page has no next one' '"paging"' "$T/body"
http GET mdm '/devices?limit=37&offset=37'
is 'offset: the second page' "$(sed -n '38,74p' "$T/all")" "$(ids)"
http GET mdm /devices
is 'a page is 50 where nothing is asked' 50 "$(ids | wc -l)"
for query in limit=0 limit=x limit=-1 limit=1001 offset=-1 skip-token=AAAA; do
	http GET mdm "/devices?$query"
	refuses "paging: $query" 400 '"COM0003"'
done
http GET mdm '/devices?delta-token=x'
refuses 'an unknown delta token' 400 '"COM0021"'

# Who asks, and how.
http GET mdm- /devices
refuses 'no Authorization' 401 '"COM0013"'
http GET mdm- /devices -H "Authorization: Bearer ${OAUTH#* }"
refuses 'Bearer is no scheme here' 401 '"COM0013"'
http GET mdm- /devices -H "Authorization: Zoho-authtoken ${OAUTH#* }"
refuses 'Zoho-authtoken only with --auth lax' 401 '"COM0013"'
http GET mdm '/devices?page=2'
refuses 'an unknown query parameter' 400 '"COM0014"'
http GET mdm '/users?user_identifier=na+me'
refuses 'a plus sign in the query' 400 'plus sign'
http GET mdm '/users?user_identifier=phone'
refuses 'a value that is not allowed' 400 '"COM0014"'
http GET mdm '/devices?limit=1&limit=2'
refuses 'a parameter twice' 400 'twice'
http GET mdm /devices -H 'Accept: text/html'
refuses 'Accept without JSON' 406 '"COM0011"'
http GET mdm /nowhere
refuses 'no such URL' 404 '"COM0008"'
http PUT mdm /devices
refuses 'no such method' 405 '"COM0001"'

# Groups change when they are written to.
g=/groups/99731238129
body='{"member_ids":[12,213123,21312,9007199254740993]}'
http POST mdm $g/members -H "$JSON" -d "$body"
answers 'add members' 200 "$body"
http GET mdm $g/members
answers 'they are there' 200 "$body"
http POST mdm $g/members/9007199254740992
answers 'add one member' 202 ''
http DELETE mdm $g/members/9007199254740993
answers 'remove a member' 204 ''
http GET mdm $g/members
answers 'the neighbour stays' 200 \
	'{"member_ids":[12,213123,21312,9007199254740992]}'
http DELETE mdm $g/members/9007199254740993
prints 'remove nobody' 404 unknown-id
http POST mdm $g/members -H "$JSON" -d '{"member_ids":[1,424242]}'
prints 'one unknown member refuses all' 404 unknown-id
for body in '{"member_ids":["12"]}' '{"member_ids":[1.5]}' '{"member_ids":12}' \
	'{}' '{"member_ids":[1],"more":1}' '[1]' 'x'; do
	http POST mdm $g/members -H "$JSON" -d "$body"
	refuses "add members: $body" 400 '"COM0005"'
done
http POST mdm $g/members -H "$JSON"
refuses 'add members without a body' 400 '"COM0006"'
http POST mdm $g/members -d '{"member_ids":[1]}'
refuses 'add members as a form' 422 '"COM0011"'
http POST mdm $g/members -H "$JSON" -H 'Transfer-Encoding: chunked' \
	-d '{"member_ids":[1]}'
refuses 'a body without Content-Length' 400 '"COM0006"'
http POST mdm $g/members -H "$JSON" -d '{"member_ids":[]}'
refuses 'an empty list' 400 '"COM0005"'
control GET /requests >"$T/control"
contains 'and it is remembered' '"why":"an empty list"' "$T/control"
http POST mdm /groups -H "$JSON" -d @"$ROOT/tests/sim/samples/create-group.json"
refuses 'a group that exists' 409 '"COM0010"'
http POST mdm /groups -H "$JSON" -d '{"name":"Ä \"x\"","group_type":6}'
is 'create a group: 200, not 201' 200 "$code"
id=$(pick group_id "$(cat "$T/body")")
http GET mdm "/groups/$id"
contains 'it has its name' '"name":"Ä \"x\""' "$T/body"
http GET mdm '/groups?limit=1000'
contains 'it is listed' "{\"group_id\":$id," "$T/body"
http POST mdm /groups -H "$JSON" -d '{"name":"y","group_type":"6"}'
refuses 'group_type is a number' 400 '"COM0005"'
http DELETE mdm "/groups/$id"
answers 'delete it' 204 ''
http GET mdm "/groups/$id"
prints 'it is gone' 404 unknown-id

# Apps.
a=/apps/99731238129
http POST mdm $a/devices -H "$JSON" \
	-d '{"device_ids":[1,2,3],"silent_install":true,"notify_user_via_email":true}'
answers 'an app for devices' 200 '{"device_ids":[1,2,3]}'
http POST mdm $a/devices/9007199254740993 -H "$JSON" \
	-d '{"silent_install":true,"notify_user_via_email":true}'
answers 'an app for a device' 202 ''
http POST mdm $a/groups -H "$JSON" \
	-d '{"group_ids":[1,2,3],"silent_install":true,"notify_user_via_email":true}'
answers 'an app for groups' 200 '{"group_ids":[1,2,3]}'
http POST mdm $a/group/99731238129 -H "$JSON" -d '{"silent_install":false}'
answers 'an app for a group' 202 ''
http GET mdm /devices/9007199254740993/apps
contains 'the device has it' '"app_id":99731238129' "$T/body"
http GET mdm /devices/213123/apps
contains 'through its group, too' '"app_id":99731238129' "$T/body"
http DELETE mdm $a
refuses 'an app that is distributed stays' 412 '"APP0002"'
http POST mdm $a/devices/1 -H "$JSON" -d '{"silent_install":"true"}'
refuses 'silent_install is no text' 400 '"COM0005"'
for path in devices/1 devices/2 devices/3 devices/9007199254740993 \
	groups/1 groups/2 groups/3 groups/99731238129; do
	http DELETE mdm "$a/$path"
	answers "take it from $path" 204 ''
done
http DELETE mdm $a/group/1
refuses 'the plural is for removing' 405 '"COM0001"'
http DELETE mdm $a
answers 'then it can be deleted' 204 ''
http POST mdm /apps -H "$JSON" -d @"$ROOT/tests/sim/samples/create-app.json"
is 'add an app' 200 "$code"
app=$(pick app_id "$(cat "$T/body")")
http GET mdm "/apps/$app"
contains 'it is there' '"app_name":"ME MDM"' "$T/body"
http POST mdm /apps -H "$JSON" -d '{"app_name":"x","app_type":2}'
refuses 'an app without all it needs' 400 'app_category_id'

# Files.
printf 'PNG' >"$T/check.png"
http POST mdm /files -H 'Content-Type: image/png' \
	-H 'Content-Disposition: filename=check.png' --data-binary "@$T/check.png"
matches 'upload' '^\{"content_type":"image/png","file_name":"check.png","file_id":123124,"expiry_time":[0-9]{13},"content_length":3\}$' "$T/body"
http POST mdm /files -H 'Content-Type: image/png' --data-binary "@$T/check.png"
refuses 'upload without a name' 422 '"COM0011"'

# Users: POST removes.
http PUT mdm /users/9007199254741000 -H "$JSON" \
	-d '{"user_email":"a@b.example","user_name":"Mr Zylker","phone_number":"+91-9876543211"}'
answers 'change a user' 202 ''
http GET mdm /users/9007199254741000
answers 'it is changed, the number masked' 200 '{"user_email":"a@b.example","user_id":9007199254741000,"name":"Mr Zylker","phone_number":"+91-9876****11","device_count":0}'
http PUT mdm /users/9007199254741000 -H "$JSON" -d '{"user_email":"a@b.example"}'
refuses 'a user in part' 400 '"COM0005"'
http GET mdm '/users/devices?email_id=example%40mdm.manageengine.com&domain_name=mdm'
contains 'devices by mail, as texts' '"9007199254741000"' "$T/body"
http POST mdm /users -H "$JSON" -d '{"user_ids":[9007199254740999]}'
refuses 'user_ids are texts' 400 '"COM0005"'
http POST mdm /users -H "$JSON" \
	-d '{"user_ids":["9007199254740999","9007199254756659"]}'
answers 'remove users' 204 ''
http GET mdm '/users?limit=1000'
lacks 'they are gone' '9007199254740999' "$T/body"
contains 'the neighbour is not' '"user_id":9007199254740998' "$T/body"
contains 'and they are not counted' '"total_record_count":158' "$T/body"
http POST mdm /users/9007199254740998
answers 'remove a user' 204 ''
http GET mdm /users/9007199254740998
prints 'he is gone' 404 unknown-id
