# config init on a terminal: asks, tries each connection, writes for the owner.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 5 --groups 3 --apps 2 --users 2 --computers 2 \
	--endpoints 2 --seed 9
key=$(sed -n 's/^api_key = //p' "$SIM_CONFIG")
ec=$(sim_url endpoint_central)
printf '%s\n' "$key" >"$T/secrets/key"
chmod 600 "$T/secrets/key"
setup() { # script on standard input
	cat >"$T/script"
	on_terminal -r 22 -c 120 "$T/script" -- "$BUILD/endpane" \
		--config "$T/new folder/config.ini" config init
}

forget_requests
setup <<EOF
name it says what it will do
wait writes $T/new folder/config.ini
wait What do you connect to?
name a wrong answer is asked for again
type 9\\n
wait That is none of them
type endpoint-central\\n
wait called [desktops]
type \\n
wait Where does it run?
type own\\n
wait Its address
name what is needed is asked for again
type \\n
wait It is needed
type $ec\\n
wait How do you sign in?
type \\n
wait Whose account
type \\n
wait Name of the account
type otp\\n
wait Where does the password come from
type kept\\n
wait (not shown)
type wrong\\n
wait one-time code; nothing
type \\n
wait May endpane change things
type no\\n
name each connection is tried
wait Trying it
waitre reachable +yes
waitre signed in +no
wait the user name or password is wrong
name and may be answered anew
wait It does not work yet
type again\\n
wait What do you connect to
type 2\\n
wait called
type old desks\\n
wait Where does it run?
type own\\n
wait Its address
type $ec\\n
wait How do you sign in?
type \\n
wait Whose account
type \\n
wait Name of the account
type otp\\n
wait Where does the password come from
type kept\\n
wait It (not shown)
type estate\\n
wait one-time code; nothing
type \\n
wait May endpane change
type \\n
name a code is asked for
wait code of the authenticator app
type 042117\\n
waitre may read +yes
wait Another connection?
name one of another system
type yes\\n
wait What do you connect to
type admanager\\n
wait called [directory]
type \\n
wait Its address
type $(sim_url admanager)\\n
wait Where does the key come from
type file\\n
wait File that holds it
type $T/secrets/key\\n
wait Domains to read
type domain1.com\\n
wait May endpane change
type \\n
waitre may read +yes
wait Another connection?
type \\n
wait wrote $T/new folder/config.ini
exit 0
restored
noraw estate
noraw 042117
EOF
config="$T/new folder/config.ini"
is 'for its owner alone' 600 "$(stat -c %a "$config")"
is 'and nothing beside it' config.ini "$(ls -A "$T/new folder")"
cat >"$T/wanted" <<EOF
[old desks]
system = endpoint-central
url = $ec
auth = password
auth_type = local_authentication
username = otp
password = estate

[directory]
system = admanager
url = $(sim_url admanager)
auth = api-key
api_key_file = $T/secrets/key
domains = domain1.com
EOF
same 'all that was said' "$T/wanted" "$config"
check 'it works' "$BUILD/endpane" --config "$config" computers list
exit_is 'not a second time' 2 "$BUILD/endpane" --config "$config" config init
is 'nothing was written anywhere' 0 "$(writes)"

mv "$config" "$T/kept.ini"
setup <<EOF
wait What do you connect to?
type mdm\\n
wait called
type \\n
wait Where does it run
type cloud\\n
name the data centres are known
wait Which data centre?
waitre 2 +eu +Europe
type eu\\n
wait Client id
name Ctrl-C leaves nothing behind
key C-c
exit 130
restored
EOF
is 'nothing at all' '' "$(ls -A "$T/new folder")"

check 'nobody may be asked: an example' "$BUILD/endpane" --config "$config" \
	config init --no-input
contains 'with comments' ';system = mdm' "$config"
