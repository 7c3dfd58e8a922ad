# Signing in by consent and out again, against the simulator's accounts server.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 5 --groups 3 --apps 2 --users 2 --computers 2 \
	--endpoints 2 --seed 9
accounts=$(sim_url accounts)
kept=$XDG_STATE_HOME/endpane/tokens
# Without a refresh token, and with an address to come back to.
sed -e '/^refresh_token/d' \
	-e 's|^client_id.*|&\nredirect_uri = https://back.example.com/a?b|' \
	"$SIM_CONFIG" >"$T/in.ini"
chmod 600 "$T/in.ini"
phones=$(sed -n '/^\[/h;/^system = mdm/{x;s/[][]//g;p;q;}' "$T/in.ini")
keyed=$(sed -n '/^\[/h;/^auth = api-key/{x;s/[][]//g;p;q;}' "$T/in.ini")
in_ini() {
	"$BUILD/endpane" --config "$T/in.ini" "$@"
}

# What a browser would do: consent, and where that leads.
consents() { # address
	curl -sS -o /dev/null -w '%{redirect_url}' "$1"
}

exit_is 'without a sign-in nothing is read' 3 in_ini groups list
contains 'and it says what to do' "endpane login $phones" "$T/err"

# The address, the redirect and the state, in one go.
mkfifo "$T/paste"
in_ini login "$phones" --code - <"$T/paste" >"$T/said" 2>"$T/err" &
login=$!
exec 3>"$T/paste"
until grep -q '/oauth/v2/auth?' "$T/said"; do :; done
url=$(grep '/oauth/v2/auth?' "$T/said")
case $url in
"$accounts/oauth/v2/auth?scope="*"&client_id=1000."*"&state="*) ok=yes ;;
*) ok=$url ;;
esac
is 'the address begins as documented' yes "$ok"
printf '%s\n' "$url" >"$T/url"
contains 'it asks for a refresh token' \
	'&access_type=offline&prompt=consent' "$T/url"
contains 'the way back is encoded' \
	'&response_type=code&redirect_uri=https%3A%2F%2Fback.example.com%2Fa%3Fb&' \
	"$T/url"
back=$(consents "$url")
printf '%s&location=us&accounts-server=%s\n' "$back" \
	"$(printf %s "$accounts" | sed 's|:|%3A|g;s|/|%2F|g')" >&3
wait "$login"
is 'login' 0 $?
contains 'it says so' "$phones: signed in" "$T/said"
is 'the refresh token is kept for its owner' 600 \
	"$(stat -c %a "$kept/$phones.refresh")"
forget_requests
check 'now it reads' in_ini groups list
is 'with the token of the login' 0 "$(counted POST /zoho)"
rm "$kept/$phones.json"
check 'and again with another one' in_ini groups list
is 'that the refresh token fetched' 1 "$(counted POST /zoho)"

# A code by itself is a code; each works once.
in_ini login "$phones" --code - </dev/null >"$T/said" 2>/dev/null
url=$(grep '/oauth/v2/auth?' "$T/said")
code=$(consents "$url" | sed 's/.*code=\([^&]*\).*/\1/')
check 'a code on the command line' in_ini login "$phones" --code "$code"
exit_is 'an old code' 3 in_ini login "$phones" --code "$code"
contains 'is told apart' 'older than a minute' "$T/err"

# Nothing of it is said or logged.
code=$(consents "$url" | sed 's/.*code=\([^&]*\).*/\1/')
ENDPANE_LOG=net,auth,op:$T/log in_ini login "$phones" --code "$code" -v \
	>"$T/said" 2>&1
{ cat "$kept/$phones.refresh"; echo "$code"
	sed -n 's/^client_secret = //p' "$T/in.ini"
	sed -n 's/.*"token":"\([^"]*\)".*/\1/p' "$kept/$phones.json"; } |
	sort -u >"$T/secrets/all"
check 'there are secrets' test "$(wc -l <"$T/secrets/all")" = 4
is 'none is said or logged' '' "$(cat "$T/said" "$T/log" 2>/dev/null |
	grep -aoFf "$T/secrets/all")"

# What must not be taken.
back=$(consents "$url")
forget_requests
exit_is 'an address with a state of another login' 6 sh -c \
	'printf "%s\n" "$1" | "$2" --config "$3" login "$4" --code -' - \
	"$back" "$BUILD/endpane" "$T/in.ini" "$phones"
contains 'says why' 'does not answer this login' "$T/err"
exit_is 'a whole address on the command line' 2 in_ini login "$phones" \
	--code "$back"
exit_is 'a denied consent' 3 in_ini login "$phones" \
	--code 'https://back.example.com/?error=access_denied'
exit_is 'a line that is no code' 2 in_ini login "$phones" --code 'a b'
exit_is 'no terminal, no code' 6 in_ini login "$phones" --no-input
exit_is 'nobody of that name' 2 in_ini login nobody
exit_is 'another way to sign in' 2 in_ini login "$keyed"
is 'nothing of that was sent' 0 "$(counted POST /zoho)"

# A foreign accounts server, named in an answer to this very login.
answer_from() { # accounts-server: what login says of it
	in_ini login "$phones" --code - <"$T/paste" >"$T/said" 2>"$T/err" &
	login=$!
	exec 3>"$T/paste"
	until grep -q '/oauth/v2/auth?' "$T/said"; do :; done
	state=$(sed -n 's/.*&state=\([0-9a-f]*\)&.*/\1/p' "$T/said")
	printf 'https://back.example.com/?state=%s&code=c&accounts-server=%s\n' \
		"$state" "$1" >&3
	wait "$login"
}
answer_from 'https%3A%2F%2Faccounts.zoho.eu'
is 'another data centre' 3 $?
contains 'is explained' 'accounts_url = https://accounts.zoho.eu' "$T/err"
answer_from 'https%3A%2F%2Faccounts.zoho.example.com'
is 'a server that is no data centre' 6 $?
is 'neither was sent the code' 0 "$(counted POST /zoho)"

# On a terminal the answer is not shown.
cat >"$T/script" <<E2
wait not shown
type 1000.abcdef\\n
name the terminal is asked
exit 3
restored
noraw 1000.abcdef
E2
on_terminal -r 24 -c 100 "$T/script" -- "$BUILD/endpane" \
	--config "$T/in.ini" login "$phones"

# Whoever only reads asks for no more; that it is too little later is explained.
sed "s/^\[$phones\]/&\nread_only = true/" "$T/in.ini" >"$T/reads.ini"
chmod 600 "$T/reads.ini"
"$BUILD/endpane" --config "$T/reads.ini" login "$phones" --code - </dev/null \
	>"$T/said" 2>/dev/null
url=$(grep '/oauth/v2/auth?' "$T/said")
is 'least privilege' yes "$(printf '%s' "$url" |
	sed 's/.*scope=//;s/&.*//' | tr , '\n' | grep -v '\.READ$' |
	grep . || echo yes)"
code=$(consents "$url" | sed 's/.*code=\([^&]*\).*/\1/')
check 'login to read' "$BUILD/endpane" --config "$T/reads.ini" login \
	"$phones" --code "$code"
check 'it reads' "$BUILD/endpane" --config "$T/reads.ini" groups list
exit_is 'a write without its scope' 3 in_ini groups delete 1 --yes
contains 'is explained' "add it to scopes of [$phones]" "$T/err"
in_ini login "$phones" --code - </dev/null >"$T/said" 2>/dev/null
url=$(grep '/oauth/v2/auth?' "$T/said")
for scope in MDMInventory.READ MDMDeviceMgmt.CREATE MDMDeviceMgmt.UPDATE \
	MDMDeviceMgmt.DELETE MDMUser.CREATE MDMUser.UPDATE MDMUser.DELETE; do
	contains "all that operations need: $scope" "MDMOnDemand.$scope" \
		"$T/said"
done

# A refresh token that the configuration has wins.
code=$(consents "$url" | sed 's/.*code=\([^&]*\).*/\1/')
sed 's|^client_id.*|&\nredirect_uri = https://back.example.com/a?b|' \
	"$SIM_CONFIG" >"$T/both.ini"
chmod 600 "$T/both.ini"
check 'login beside a configured token' "$BUILD/endpane" \
	--config "$T/both.ini" login "$phones" --code "$code"
contains 'says which one wins' 'the configured one wins' "$T/out"

# Out again.
fault 'POST /zoho 500'
exit_is 'a revocation that fails' 7 in_ini logout "$phones"
fault
check 'keeps what was kept' test -s "$kept/$phones.refresh"
check 'logout' in_ini logout "$phones"
contains 'says what it did' revoked "$T/out"
check 'no token is left' test ! -e "$kept/$phones.refresh" -a \
	! -e "$kept/$phones.json"
exit_is 'nothing is read any more' 3 in_ini groups list
check 'logout twice' in_ini logout "$phones"
check 'the configured token ends too' ep logout "$phones"
rm -f "$kept"/*.json
exit_is 'it was revoked' 3 ep groups list

# Endpoint Central keeps a token too.
check 'sign in by password' ep endpoints list
desk=$(sed -n '/^\[/h;/^auth = password/{x;s/[][]//g;p;q;}' "$SIM_CONFIG")
check 'its token is kept' test -e "$kept/$desk.json"
check 'logout by password' ep logout "$desk"
check 'its token is gone' test ! -e "$kept/$desk.json"
check 'logout by key: nothing is kept' ep logout "$keyed"
