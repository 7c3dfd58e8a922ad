# The exit codes of the manual, one by one, and that nothing was sent for them.
# limit: 120
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

# One line on standard error that says why; nothing else.
complains() { # name, code, text in the message, arguments of endpane...
	complains_name=$1
	complains_code=$2
	complains_text=$3
	shift 3
	exit_is "$complains_name: exit $complains_code" "$complains_code" \
		ep "$@"
	contains "$complains_name: says why" "$complains_text" "$T/err"
	lines "$complains_name: in one line" 1 "$T/err"
	is "$complains_name: nothing on standard output" '' \
		"$(head -c 200 "$T/out")"
}

start_sim --devices 30 --groups 6 --apps 6 --users 6 --computers 20 \
	--endpoints 5 --seed 3
device=9007199254741000
group=99731238129
app=99731238129

# 0
exit_is 'a list' 0 ep devices list
exit_is 'a change' 0 ep groups add-members $group --member 9007199254741000

# 2: said before anything is sent.
forget_requests
complains 'no such column' 2 nosuch devices list --columns id,nosuch
complains 'no such column to sort by' 2 nosuch devices list --sort nosuch
complains 'no such column to filter by' 2 nosuch \
	devices list --filter nosuch=1
complains 'a filter without a value' 2 name devices list --filter name=
complains 'no such noun' 2 gadgets gadgets list
complains 'no such verb' 2 explode devices explode
complains 'no such option' 2 --frobnicate devices list --frobnicate
complains 'an option without its value' 2 sort devices list --sort
complains 'no such format' 2 yaml devices list -o yaml
complains 'no such form of errors' 2 'there is json' devices list --errors text
complains 'a column without a name' 2 'an empty name' \
	devices list --columns id,,name
complains 'no name of a column' 2 'needs the name' devices list --columns ''
complains 'the journal has no such columns' 2 --columns \
	journal list --columns id
complains 'a word that is not taken' 2 'there is standard, administrator' \
	accounts link 1 --device 1 --idp-user 1 --permission-level root
complains 'no id' 2 'needs an id' devices show
complains 'a word too many' 2 'version: nothing' version now
complains 'a search elsewhere' 2 'lists of Endpoint Central' \
	devices list --search name=a
complains 'no such connection' 2 nowhere devices list -c nowhere
complains 'a connection that has no such noun' 2 directory \
	devices list -c directory
complains 'an id that is none' 2 abc devices show abc
complains 'a path for an id' 2 '../users' devices show ../users
complains 'too long an id' 2 123456789012345678901 \
	devices show 123456789012345678901
complains 'no id' 2 id devices show
complains 'two ids where one is meant' 2 2 devices show 1 2
complains 'ids where nothing has one' 2 ids \
	devices locations $device -o ids
complains 'device and group at once' 2 --group \
	apps associate $app --device 1 --group 2
complains 'no domain' 2 domain computers show X
complains 'no member' 2 --member groups add-members $group
complains 'an argument that is no number' 2 type \
	groups create --name A --type many
is 'nothing was asked for any of it' 0 "$(counted '*')"

# Config: file, line, key and what is accepted.
printf '[phones]\nsystem = mdm\ncolour = red\n' >"$T/bad.ini"
exit_is 'an unknown key' 2 "$BUILD/endpane" --config "$T/bad.ini" devices list
contains 'names the file and the line' 'bad.ini:3' "$T/err"
contains 'names the key' colour "$T/err"
lines 'in one line' 1 "$T/err"
sed 's/^page_limit = 1000/page_limit = many/' "$SIM_CONFIG" >"$T/bad.ini"
chmod 600 "$T/bad.ini"
exit_is 'a bad value' 2 "$BUILD/endpane" --config "$T/bad.ini" devices list
contains 'names its key' page_limit "$T/err"
exit_is 'no such file' 2 "$BUILD/endpane" --config "$T/none.ini" devices list
contains 'names it' none.ini "$T/err"
exit_is 'no config at all' 2 "$BUILD/endpane" devices list
contains 'says what to do' 'config init' "$T/err"
cp "$SIM_CONFIG" "$T/open.ini"
chmod 644 "$T/open.ini"
exit_is 'secrets that others can read' 2 \
	"$BUILD/endpane" --config "$T/open.ini" devices list
contains 'says how to mend it' chmod "$T/err"
grep -v 'system = ' "$SIM_CONFIG" >"$T/bad.ini"
exit_is 'a key that is needed' 2 "$BUILD/endpane" --config "$T/bad.ini" \
	devices list
contains 'names what is missing' system "$T/err"
sed -n '/^\[phones\]/,/^$/p' "$SIM_CONFIG" | sed 's/phones/tablets/' |
	cat "$SIM_CONFIG" - >"$T/two.ini"
chmod 600 "$T/two.ini"
exit_is 'two that serve the noun' 2 \
	"$BUILD/endpane" --config "$T/two.ini" devices list
contains 'names one' phones "$T/err"
contains 'and the other' tablets "$T/err"
exit_is 'and one of them' 0 \
	"$BUILD/endpane" --config "$T/two.ini" devices list -c tablets

# 4
complains 'no such device' 4 '' devices show 424242
complains 'no such group' 4 '' groups members 424242
complains 'no such computer' 4 '' computers show NOBODY --domain domain1.com

# 6: refused here.
forget_requests
complains 'read-only' 6 read-only \
	groups add-members $group --member $device --read-only
complains 'no device and no group' 6 device apps associate $app
complains 'nobody to disable' 6 'no target' \
	computers disable --domain domain1.com --yes
for filter in '' ' ' '*' '(COMPUTER_NAME pr)' '(COMPUTER_NAME ne X)' \
    'not (COMPUTER_NAME eq X)' '(COMPUTER_NAME co *)' \
    '(COMPUTER_NAME eq X) or (COMPUTER_NAME pr)'; do
	complains "the filter '$filter'" 6 '' computers disable \
		--domain domain1.com --filter "$filter" --yes
done
is 'nothing was asked for any of it' 0 "$(counted '*')"
complains 'not confirmed' 6 --yes groups delete $group --no-input
is 'nothing was written' 0 "$(writes)"
sed 's/^\[phones\]/&\nread_only = true/' "$SIM_CONFIG" >"$T/ro.ini"
chmod 600 "$T/ro.ini"
forget_requests
exit_is 'a connection that is read-only' 6 "$BUILD/endpane" \
	--config "$T/ro.ini" groups add-members $group --member $device
is 'sends nothing' 0 "$(counted '*')"

# 3
fault '* /mdm 403'
complains 'not permitted' 3 '' devices list
fault '* /mdm 401'
complains 'a token that is refused for ever' 3 '' devices list
is 'signed in again once' 2 "$(fault; forget_requests
	fault '* /mdm 401'; ep devices list >/dev/null 2>&1
	counted GET /mdm)"
fault
sed 's/^refresh_token = .*/refresh_token = 1000.nonsense/' "$SIM_CONFIG" \
	>"$T/auth.ini"
chmod 600 "$T/auth.ini"
rm -rf "$XDG_STATE_HOME/endpane/tokens"
exit_is 'a refresh token that is none' 3 \
	"$BUILD/endpane" --config "$T/auth.ini" devices list
sed 's/^password = .*/password = wrong/' "$SIM_CONFIG" >"$T/auth.ini"
exit_is 'a wrong password' 3 \
	"$BUILD/endpane" --config "$T/auth.ini" endpoints list

# 1, 5
fault 'DELETE /mdm 412'
exit_is 'the server says no' 1 ep groups delete $group --yes
fault
forget_requests
exit_is 'one of two is not there' 5 ep groups delete 424242 $group --yes \
	-o jsonl
matches 'the one that failed' '"424242".*"failed"' "$T/out"
matches 'the other' "\"$group\".*\"ok\"" "$T/out"

# 9
fault 'POST /mdm 429:60'
forget_requests
exit_is 'a limit, writing' 9 ep apps associate $app --device $device
is 'one attempt' 1 "$(counted POST /mdm/api/v1/mdm/apps)"
fault
sed 's/^\[phones\]/&\nrate_per_day = 1/' "$SIM_CONFIG" >"$T/day.ini"
chmod 600 "$T/day.ini"
"$BUILD/endpane" --config "$T/day.ini" groups list >/dev/null 2>&1
exit_is 'the budget of the day' 9 \
	"$BUILD/endpane" --config "$T/day.ini" groups list

# --errors json
exit_is 'an error as JSON' 4 ep devices show 424242 --errors json
is 'code' missing "$(json_of 'd["error"]["code"]' "$T/err")"
is 'http' 404 "$(json_of 'd["error"]["http"]' "$T/err")"
is 'exit' 4 "$(json_of 'd["error"]["exit"]' "$T/err")"

# Closed streams, broken pipes.
exit_is 'a closed standard output' 1 sh -c '"$@" >&-' sh \
	"$BUILD/endpane" --config "$SIM_CONFIG" devices list
contains 'says so' 'standard output' "$T/err"
exit_is 'a full disk' 1 sh -c '"$@" >/dev/full' sh \
	"$BUILD/endpane" --config "$SIM_CONFIG" devices list
run sh -c '"$@" | head -n 1' sh "$BUILD/endpane" --config "$SIM_CONFIG" \
	devices list -o ids
is 'a reader that has enough' 0 "$status"
is 'is no error' '' "$(cat "$T/err")"

# 7
stop_sim
complains 'nobody there' 7 '' devices list --timeout 3
exit_is 'nobody there, writing' 7 ep groups add-members $group \
	--member $device --timeout 3
