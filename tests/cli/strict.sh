# Servers that go by the documents to the letter, and answer in the other ways
# that the documents leave open.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_canned
export XDG_STATE_HOME="$T/state" XDG_CACHE_HOME="$T/cache"

(umask 077
cat >"$T/config.ini" <<END
[phones]
system = mdm
url = $url/mdm
auth = api-key
api_key = K

[desktops]
system = endpoint-central
url = $url/ec
auth = token
token = T

[directory]
system = admanager
url = $url/ad
auth = api-key
api_key = K
domains = a.example
x_module = External API

[identity]
system = identity360
url = $url/id
auth = token
token = T
device_ids = till:f00d-17,b-2
END
sed '/^token = T/s/.*/auth_type = local_authentication\
username = admin\
password = P\
otp_command = echo 000123/; s/^auth = token/auth = password/' "$T/config.ini" |
	sed '/^\[directory\]/,$d' >"$T/otp.ini")
config=$T/config.ini
now() { "$BUILD/endpane" --config "$config" "$@" </dev/null; }

# Endpoint Central's lists: by message_type, else the only one; older spellings.
for body in \
	'{"message_type":"computers","message_response":{"total":1,"others":[{"resource_id":9007199254740993}]},"status":"success"}' \
	'{"MessageType":"computers","MessageResponse":{"total":1,"computers":[{"resource_id":9007199254740993}]},"Status":"success"}' \
	'{"message_type":"computers","message_response":{"computers":[{"resource_id":9007199254740993}]},"status":"success"}'
do
	printf '0 GET /ec/ 200 %s\n' "$body" | rules
	check "a list: $body" now endpoints list -o ids
	is 'its row' 9007199254740993 "$(cat "$T/out")"
	check 'of the inventory' now endpoints inventory --of computers -o ids
	is 'the same' 9007199254740993 "$(cat "$T/out")"
done
rules <<'END'
0 GET /ec/ 200 {"message_type":"computers","message_response":{"a":[],"b":[]},"status":"success"}
0 POST /ec/ 200 {"message_type":"computers","message_response":{"computers":{"status":"failed"}},"status":"success"}
END
exit_is 'none of two lists is taken' 1 now endpoints list -o ids
exit_is 'a failure in small letters' 1 now endpoints install-agent 7 -y
rules <<'END'
0 GET /ec/ 400 {"errorCode":"EC7","errorMsg":"the words"}
END
exit_is 'the other spelling of an error' 1 now endpoints list
contains 'its words' 'the words' "$T/err"
contains 'a code that nobody explains is told' EC7 "$T/err"
rules <<'END'
0 GET /ec/ 200 {"Status":"error","ErrorCode":"10001","ErrorMsg":"no"}
END
exit_is 'an error under 200, spelled as of old' 3 now endpoints list

# A call by hand that without its list would mean all computers.
rules <<'END'
0 POST /ec/ 200 {"status":"success"}
END
for call in inventory/computers/scan patch/computers/scan patch/installpatch \
	patch/UninstallPatch som/computers/removecomputer; do
	exit_is "$call without a body" 6 now api desktops POST "/$call" -y
	exit_is "$call without ids" 6 now api desktops POST "/$call" -y \
		-F 'resourceids="all"'
	exit_is "$call with another list" 6 now api desktops POST "/$call" \
		-y -F 'PatchIDs=[7]'
done
is 'nothing was sent' '' "$(cat "$T/asked")"
check 'with a list it is sent' now api desktops POST /patch/installpatch -y \
	-F 'ResourceIDs=[9007199254740993]'
contains 'as it was written' '{"ResourceIDs":[9007199254740993]}' "$T/asked"
check 'what says that it is for all is sent' \
	now api desktops POST /patch/computers/scanall -y

# The documents' calls of users carry no type but with a body.
rules <<'END'
0 GET /mdm/ 200 {"users":[],"groups":[]}
0 POST /mdm/ 204
END
check 'users by hand' now api phones GET /users
check 'one user removed by hand' now api phones POST /users/7 -y
check 'groups by hand' now api phones GET /groups
is 'their types' 'GET /mdm/users - 
POST /mdm/users/7 - 
GET /mdm/groups application/json;charset=UTF-8 ' "$(cat "$T/asked")"

# The check of a connection asks for one row, by printed parameters only.
rules <<'END'
0 GET /mdm/ 200 {"groups":[]}
0 GET /ec/ 200 {"message_type":"summary","message_response":{"summary":{}},"status":"success"}
0 GET /ad/ 200 {"data":[],"meta":{}}
0 GET /id/ 200 {"data":[],"meta":{}}
END
check 'config check' now config check
is 'what it asked' '/ad/api/v2/computers?domains=a.example&from=1&limit=1
/ec/api/1.4/som/summary
/id/api/v1/devices/f00d-17/accounts?limit=1
/mdm/groups' "$(cut -d' ' -f2 "$T/asked" | sort)"

# Ids of Identity360's devices need not be numbers, where they are configured.
: >"$T/asked"
check 'a device by its name' now accounts list --device till
check 'by its id' now accounts list --device b-2
exit_is 'a name that is not configured' 2 now accounts list --device tilt
is 'who was asked' '/id/api/v1/devices/f00d-17/accounts?limit=100
/id/api/v1/devices/b-2/accounts?limit=100' "$(cut -d' ' -f2 "$T/asked")"

# The document's own value of X-Module has a blank in it.
check 'a computer, not made' now computers create --domain a.example \
	--attr name=PC1 --dry-run
contains 'X-Module' 'X-Module: External API' "$T/out"

# What spreadsheets write for yes and no.
printf 'name,preventDeletion\nA,TRUE\nB,FALSE\n' >"$T/rows.csv"
check 'rows of a spreadsheet' now computers create --domain a.example \
	--from "$T/rows.csv" --dry-run
contains 'as JSON has it' \
	'{"name":"A","preventDeletion":true}},{"attributes":{"name":"B","preventDeletion":false}' \
	"$T/out"
exit_is 'a type that is none' 2 now groups create --name x --type zap
contains 'names those that there are' 'expected a number or one of these: device' \
	"$T/err"

# Nobody to be asked: not even a read is sent.
rules <<'END'
0 GET /mdm/ 200 {"group_id":7,"name":"seven","member_ids":[1,2]}
END
for command in 'groups delete 7' 'users remove 7' 'apps delete 7 8' \
	'groups add-members 7 --member 1,2' 'groups remove-members 7 --member 1' \
	'apps associate 7 --device 1,2' 'apps update 7 --name x'; do
	exit_is "$command" 6 setsid -w "$BUILD/endpane" --config "$config" \
		$command
done
is 'nothing was asked of the server' '' "$(cat "$T/asked")"

# A member that is no device is a user, and called by that name.
rules <<'END'
0 GET /devices/ 404 {"error_code":1002,"error_description":"Unknown ID"}
0 GET /users/9007199254740993$ 200 {"user_id":9007199254740993,"name":"Ada"}
END
check 'a user as a member' now groups remove-members 5 \
	--member 9007199254740993,9007199254740995 --dry-run
contains 'by name' '9007199254740993  Ada' "$T/out"
contains 'one that is neither' '  9007199254740995' "$T/out"
is 'of users without a type' 'GET /mdm/users/9007199254740993 - ' \
	"$(grep 'users/.*93' "$T/asked")"

# An answer without a body shows no object.
rules <<'END'
0 GET /mdm/ 204
END
exit_is 'an object that is not shown' 1 now groups show 7 -o json
contains 'says so' 'the answer is empty' "$T/err"
check 'by hand nothing is an answer' now api phones GET /groups/7

# A code that is refused says nothing against the password.
rules <<'END'
0 POST /otpValidate$ 200 {"status":"error","error_code":"10001","error_description":"no"}
0 POST /authentication$ 200 {"message_response":{"authentication":{"two_factor_data":{"unique_userID":"u","OTP_Validation_Required":true}}},"status":"success"}
END
config=$T/otp.ini
exit_is 'a wrong code' 3 now endpoints list
contains 'says that it is the code' 'the code was refused' "$T/err"
lacks 'and not the password' password "$T/err"

# A marker of MDM's that is too old: the list is read from the start, once.
config=$T/config.ini
rules <<'END'
1 GET token=a 400 {"error_code":"COM0021","error_description":"old"}
0 GET token=a 200 {"users":[{"user_id":9007199254740995}]}
0 GET /users 200 {"users":[{"user_id":9007199254740993}],"paging":{"next":"http://foreign.example/mdm/users?skip-token=a"}}
END
check 'a marker that is too old' now users list -o ids
is 'all users, once' '9007199254740993
9007199254740995' "$(cat "$T/out")"
is 'read from the start' 4 "$(wc -l <"$T/asked")"

# A scope that is missing may come as 401.
(umask 077
cat >"$T/oauth.ini" <<END
[phones]
system = mdm
url = $url/mdm
auth = oauth
accounts_url = $url
client_id = C
client_secret = S
refresh_token = R
END
)
config=$T/oauth.ini
rules <<'END'
0 POST /oauth/v2/token$ 200 {"access_token":"A","expires_in":3600}
0 GET /mdm/ 401 {"error_code":"COM0013","error_description":"SCOPE_MISMATCH"}
END
exit_is 'a scope that is missing' 3 now groups list
contains 'says where to add it' 'add it to scopes of [phones]' "$T/err"

# An app of both lists of a device is one, in whatever order its members stand.
rules <<'END'
0 GET /mdm/devices/7/apps 200 {"apps":[{"app_id":9007199254740993,"app_version":"1.0","app_name":"A"},{"identifier":"b","app_version":"2"}],"installed_apps":[{"app_name":"A","app_version":"1.0","app_id":9007199254740993},{"app_id":9007199254740993,"app_version":"1.1"},{"identifier":"b","app_version":2}]}
END
check 'the apps of a device' now devices apps 7 --columns app_id,app_version -o csv --no-header
is 'by id and version, else by identifier' '9007199254740993,1.0
,2
9007199254740993,1.1' "$(cat "$T/out")"

# A mark in front of the JSON hides nothing of it from who masks its secrets.
config=$T/config.ini
printf '0 GET /mdm/devices/7 200 \357\273\277 %s\n' \
	'{"name":"d","apn_password":"CANARY"}' | rules
check 'a device behind a byte order mark' now devices show 7 -o json
is 'is the object' '{"name":"d","apn_password":"********"}' "$(cat "$T/out")"

# What is shown is an object, and the one that was asked for.
for body in null '[]' '"x"' 7; do
	printf '0 GET /mdm/ 200 %s\n' "$body" | rules
	exit_is "not an object: $body" 1 now devices show 7
	contains 'says so' 'not with data' "$T/err"
	is 'after one more try' 2 "$(wc -l <"$T/asked")"
done
rules <<'END'
0 GET /mdm/groups/7 200 {"group_id":8,"name":"Others"}
END
exit_is 'another group' 1 now groups show 7
contains 'says so, too' 'another object, 8' "$T/err"

# An id is a text: with a zero in front it is sent as it came.
rules <<'END'
1 GET /mdm/groups/007/members 200 {"member_ids":[]}
0 POST /mdm/groups/007/members 200 {"member_ids":["0052549000000186013",9]}
END
check 'ids with a zero in front' now --yes groups add-members 007 \
	--member 0052549000000186013,9
contains 'are text in a body' '["0052549000000186013",9]' "$T/asked"

# A life that is over at once must not be a refresh without end.
config=$T/oauth.ini
for life in 0 -5 1 59 60 '"0"' null; do
	rm -rf "$T/state"
	printf '%s\n' "0 POST /oauth/v2/token$ 200 {\"access_token\":\"A\",\"expires_in\":$life}" \
		'0 GET /mdm/groups 200 {"groups":[{"group_id":7}]}' | rules
	check "a token's life of $life" timeout 20 "$BUILD/endpane" \
		--config "$config" groups list -o ids
	is 'one token for it' 1 "$(grep -c '^POST /oauth' "$T/asked")"
done
rules <<'END'
0 POST /oauth/v2/token$ 200 {"access_token":"A\u001b[2J","expires_in":3600}
END
rm -rf "$T/state"
exit_is 'a token with a control character' 3 now groups list
contains 'is refused' 'control character' "$T/err"
lacks 'and not sent' 'GET ' "$T/asked"

# Always new pages, far beyond the rows that there are said to be.
config=$T/config.ini
rules <<'END'
0 GET /mdm/users 200 {"users":[{"user_id":7@N@}],"metadata":{"total_record_count":9},"paging":{"next":"/mdm/users?skip-token=@N@"}}
END
check 'a list without an end' now users list -o ids
lines 'ends after a thousand pages' 1000 "$T/out"
contains 'and says so' 'no end of pages' "$T/err"

# One computer, spelled in three ways, is disabled once.
rules <<'END'
0 GET /ad/ 200 {"data":[{"COMPUTER_NAME":"BK1"}]}
0 POST /ad/ 200 {"data":[{"object":{"Computer Name":"BK1"},"status":{"status_code":1}}]}
END
check 'a name in three spellings' now --yes computers disable \
	--domain a.example BK1 bk1 'BK1$'
is 'is one computer' 1 "$(grep -c '^POST' "$T/asked")"

# Read before a write: what is no user, and no accounts, stops it.
rules <<'END'
0 GET /mdm/users/7 200 {}
0 GET /id/ 200 {"accounts":[]}
END
exit_is 'no user in the answer' 1 now users update 7 --phone 5550100
contains 'says so' 'not with a user; nothing was changed' "$T/err"
exit_is 'no accounts in the answer' 1 now --yes accounts unlink 7 \
	--device b-2 --type unlink_and_change_password \
	--new-password-command 'echo pw'
contains 'says so, too' 'not with accounts; nothing was changed' "$T/err"
lacks 'and no user is changed' PUT "$T/asked"
lacks 'and no account' POST "$T/asked"

# A single row may come without a list around it.
rules <<'END'
0 GET /ad/ 200 {"data":{"COMPUTER_NAME":"BK1"}}
0 POST /ad/ 200 {"data":{"object":{"Computer Name":"BK1"},"status":{"status_code":1}}}
END
check 'a row without its list' now --yes computers disable \
	--domain a.example BK1

# Why an object is left out, in the server's words: the question is harmless.
rules <<'END'
0 GET /mdm/groups/7$ 404 {"error_code":"COM0008","localized_error_description":"gone\u001b[2J\u202e"}
0 GET /mdm/groups/ 200 {"group_id":8,"name":"eight"}
END
cat >"$T/script" <<'END'
wait left out: gone\x1b[2J
wait Type eight
clean
key C-c
exit 130
END
on_terminal -c 120 "$T/script" -- "$BUILD/endpane" --config "$T/config.ini" \
	groups delete 7 8

# A code that nobody can be asked for: no interruption, and nothing refused.
sed '/^otp_command/d' "$T/otp.ini" >"$T/asks.ini"
chmod 600 "$T/asks.ini"
config=$T/asks.ini
rm -rf "$T/state"
rules <<'END'
0 POST /authentication$ 200 {"message_type":"authentication","message_response":{"authentication":{"two_factor_data":{"unique_userID":"u","is_TwoFactor_Enabled":true}}},"status":"success"}
END
exit_is 'a code for a write' 3 setsid "$BUILD/endpane" --config "$config" \
	--yes endpoints install-agent 7
contains 'is missing' 'no code was given; nothing was sent' "$T/err"
lacks 'and nobody interrupted' interrupted "$T/err"
rules <<'END'
0 POST /authentication$ 200 {"status":"error","error_code":"10001","error_description":"Wrong"}
END
exit_is 'a wrong password' 3 now endpoints list
contains 'says what is certain' '; nothing was sent; sign in again' "$T/err"

# Words for a person are in the letters of the terminal, whatever is exported.
config=$T/config.ini
rules <<'END'
0 GET /mdm/ 400 {"error_code":"中中中中中中中中中中中中中中中中","error_description":"x"}
END
exit_is 'an error in the C locale' 1 env LC_ALL=C "$BUILD/endpane" \
	--config "$config" devices list -o csv
is 'is ASCII' '' "$(LC_ALL=C grep -a '[^ -~]' "$T/err")"

# The code of a consent is good once: it is not sent again where nobody answers.
(umask 077 && cat >"$T/consent.ini" <<END
[consent]
system = mdm
url = $url/mdm
auth = oauth
accounts_url = $url/zoho
client_id = C
client_secret = S
END
)
rules <<'END'
0 POST /zoho/ 0
END
run sh -c 'echo 1000.code | "$1" --config "$2" login consent --code -' sh \
	"$BUILD/endpane" "$T/consent.ini"
is 'a code without an answer' 7 "$status"
is 'it was sent once' 1 "$(grep -c 'code=1000.code' "$T/asked")"
