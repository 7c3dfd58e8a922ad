# A token that is refused in the middle: of a list, of many writes, of an
# upload. One refresh, nothing lost, nothing twice, counted at the server.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 950 --groups 60 --apps 10 --users 40 --computers 10 \
	--endpoints 450 --accounts-per-device 250
sed 's/^page_limit = .*/page_limit = 100/' "$SIM_CONFIG" >"$T/paged.ini"
chmod 600 "$T/paged.ini"
paged() { "$BUILD/endpane" --config "$T/paged.ini" "$@"; }
tokens() { counted POST /zoho; }
logins() { counted POST /ec/api/1.4/desktop; }

# A token first, so that what is counted is the refresh alone.
paged devices list -o ids >"$T/devices"
paged endpoints list -o ids >"$T/endpoints"
# The first device has the accounts of the documents alone.
device=$(sed -n 's/^device_ids *= *[^,]*,[^:]*:\([0-9]*\).*/\1/p' "$SIM_CONFIG")
paged accounts list --device "$device" -o ids >"$T/accounts"
lines 'all devices' 950 "$T/devices"
lines 'all endpoints' 450 "$T/endpoints"
lines 'all accounts' 250 "$T/accounts"

# each NAME FAULT COUNTER WANTED-REQUESTS METHOD PREFIX EXPECTED-FILE NOUN...
each() {
	each_name=$1 each_fault=$2 each_signs=$3 each_most=$4 each_from=$5
	each_want=$6
	shift 6
	forget_requests
	fault "GET $each_from $each_fault"
	check "$each_name" paged "$@" -o ids
	same "$each_name: every one, once, in order" "$each_want" "$T/out"
	is "$each_name: one refresh" 1 "$($each_signs)"
	is "$each_name: one request again" "$each_most" \
		"$(counted GET "$each_from")"
	fault
}
each 'devices, at the first page' '401*1' tokens 11 \
	/mdm/api/v1/mdm/devices "$T/devices" devices list
each 'devices, in the middle' '401@5*1' tokens 11 \
	/mdm/api/v1/mdm/devices "$T/devices" devices list
each 'devices, at the last page' '401@10*1' tokens 11 \
	/mdm/api/v1/mdm/devices "$T/devices" devices list
each 'endpoints, in the middle' '401@3*1' logins 6 \
	/ec/api/1.4/som/computers "$T/endpoints" endpoints list
each 'accounts, in the middle' '401@2*1' tokens 4 \
	/id360/api/v1/devices "$T/accounts" accounts list --device "$device"

# Many writes: those on their way are refused together, which slow answers see
# to: none is sent again before the last of them has come.
ep groups list -o ids | head -n 30 >"$T/some"
forget_requests
control POST '/set?latency=500' >/dev/null
fault 'DELETE /mdm 401@9*4'
ep groups delete - -y -o csv --no-header <"$T/some" >"$T/out" 2>"$T/err"
is 'many writes: all done' 0 $?
fault
control POST '/set?latency=0' >/dev/null
lines 'many writes: a result each' 30 "$T/out"
lacks 'many writes: none failed' failed "$T/out"
is 'many writes: one refresh' 1 "$(tokens)"
is 'many writes: four again, none twice' 34 "$(counted DELETE /mdm)"
ep groups list -o ids >"$T/left"
is 'many writes: none is left' '' "$(grep -Fxf "$T/some" "$T/left")"
control GET '/requests?method=DELETE' | tr '{' '\n' |
	sed -n 's/.*"path":"\([^"]*\)","count":\([0-9]*\).*/\2/p' |
	sort | uniq -c | tr -s ' ' >"$T/times"
is 'many writes: each once, four of them twice' ' 26 1, 4 2' \
	"$(tr '\n' ',' <"$T/times" | sed 's/,$//')"

# Only the first 401 is replayed.
ep groups list -o ids | head -n 1 >"$T/one"
forget_requests
fault 'DELETE /mdm 401'
exit_is 'refused for good' 3 ep groups delete - -y <"$T/one"
is 'is tried twice, no more' 2 "$(counted DELETE /mdm)"
fault
ep groups list -o ids >"$T/left"
contains 'and is still there' "$(cat "$T/one")" "$T/left"

# An upload goes through whole.
head -c 2000000 /dev/urandom >"$T/an.apk"
forget_requests
fault 'POST /mdm/files 401*1'
check 'an upload' ep files upload "$T/an.apk" -o ids
matches 'an upload: its id' '^[0-9]+$' "$T/out"
is 'an upload: one refresh' 1 "$(tokens)"
is 'an upload: sent again, whole' 2 \
	"$(counted POST /mdm/api/v1/mdm/files)"
fault

# A code keeps its zeros; a session that ends asks for another code, once.
sed 's/^username *=.*/username = otp\notp_command = echo 042117/' \
	"$SIM_CONFIG" >"$T/otp.ini"
chmod 600 "$T/otp.ini"
rm -rf "$XDG_STATE_HOME/endpane/tokens"
forget_requests
check 'a code with a zero before it' "$BUILD/endpane" --config "$T/otp.ini" \
	endpoints list -o ids
is 'is sent once' 1 "$(counted POST \
	/ec/api/1.4/desktop/authentication/otpValidate)"
control GET '/log?n=200' >"$T/log"
lines 'and reads them all' 450 "$T/out"

# Signing in keeps to the time that a request may take.
fault 'POST /zoho latency:15000'
exit_is 'a slow sign-in' 7 env XDG_STATE_HOME="$T/fresh" timeout 14 \
	"$BUILD/endpane" --config "$SIM_CONFIG" devices list --timeout 1
contains 'took too long' 'signing in: no complete answer: it took too long' \
	"$T/err"
fault
