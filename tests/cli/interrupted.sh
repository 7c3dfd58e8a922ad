# Ctrl-C: the exit status is 130 wherever it comes, the terminal is as it was,
# and nothing more is sent.
# limit: 120
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 200 --groups 8 --apps 6 --users 20 --computers 20 \
	--endpoints 8 --seed 8
device=$(ep devices list -o ids --limit 1)
pc=$(ep computers list --domains domain1.com --columns name -o tsv \
	--no-header --limit 1)
bound=$(sed -n 's/^device_ids = *[^:]*:\([0-9]*\),.*/\1/p' "$SIM_CONFIG")
ep groups create --name Made --type 6 >/dev/null
made=$(ep journal list -o ids --limit 1)

# While an answer is awaited: once the request is there, the signal comes.
stopped() { # name, method, path, command...
	stopped_name=$1
	stopped_method=$2
	stopped_path=$3
	shift 3
	fault "$stopped_method $stopped_path latency:20000"
	forget_requests
	env --default-signal "$BUILD/endpane" --config "$SIM_CONFIG" "$@" \
		>"$T/out" 2>"$T/err" </dev/null &
	pid=$!
	until [ "$(counted "$stopped_method" "$stopped_path")" -ge 1 ] \
		2>/dev/null; do
		has_ended $pid && break
	done
	kill -INT $pid
	code=0
	wait $pid || code=$?
	fault
	is "$stopped_name: 130" 130 $code
	is "$stopped_name: nothing is sent" 0 "$(writes)"
	contains "$stopped_name: it says so" interrupted "$T/err"
}
stopped 'a list' GET /mdm/api/v1/mdm/devices devices list
stopped 'a sorted list' GET /mdm/api/v1/mdm/devices devices list --sort name
stopped 'a show' GET /mdm/api/v1/mdm/devices devices show "$device"
stopped 'bare ids' GET /mdm/api/v1/mdm/groups groups members 1
stopped 'accounts' GET /id360 accounts list --device "$bound"
stopped 'a call by hand' GET /mdm api phones GET /devices
stopped 'an overview' GET /mdm --plain
stopped 'a check of the connections' GET /mdm config check -c phones
stopped 'seeking what is to be disabled' GET /admp computers disable "$pc" \
	--domain domain1.com --yes
stopped 'a dry run' GET /admp computers disable "$pc" --domain domain1.com \
	--dry-run
stopped 'what an undo looks at' GET /mdm journal undo "$made" --yes

# While somebody is asked.
asked() { # name, script on standard input, -- is the program, command...
	asked_name=$1
	shift
	{
		cat
		echo "name $asked_name: interrupted"
		echo 'key C-c'
		echo 'exit 130'
		echo restored
	} >"$T/script"
	forget_requests
	on_terminal -r 24 -c 120 "$T/script" -- "$BUILD/endpane" \
		--config "$SIM_CONFIG" "$@"
	is "$asked_name: nothing is sent" 0 "$(writes)"
}
asked 'a question' groups delete 1 <<'S'
wait Type
S
asked 'a secret' accounts unlink 1 --device "$bound" \
	--type unlink_and_change_password <<'S'
wait password
S
asked 'lines of a dialogue' --plain <<'S'
wait Type a number
S

# A consent: what is pasted may be anything, and may not come at all.
sed '/^refresh_token/d; s/^client_id.*/&\nredirect_uri = https:\/\/localhost\/back/' \
	"$SIM_CONFIG" >"$T/consent.ini"
chmod 600 "$T/consent.ini"
consent() { # script on standard input
	cat >"$T/script"
	on_terminal -r 24 -c 200 "$T/script" -- "$BUILD/endpane" \
		--config "$T/consent.ini" login phones
}
no_consent() { # what is pasted, exit status, words
	consent <<S
wait Address or code
type $1\\n
name a consent: "$1" is none
wait $3
exit $2
restored
S
}
no_consent no 3 invalid_code
no_consent yes 3 invalid_code
no_consent 'https://localhost/back?error=access_denied' 3 access_denied
no_consent 'https://localhost/back?code=1&state=2' 6 state
no_consent '' 2 neither
consent <<'S'
wait Address or code
key C-d
name a consent: the end of input
exit 6
restored
S
consent <<'S'
wait Address or code
key C-c
name a consent: interrupted
exit 130
restored
S
check 'no token is kept' sh -c \
	'! ls "$XDG_STATE_HOME"/endpane/tokens/*refresh* 2>/dev/null'
mkfifo "$T/slow"
exec 9<>"$T/slow"
waits() { # name, command...: for standard input
	waits_name=$1
	shift
	env --default-signal "$BUILD/endpane" "$@" <"$T/slow" >"$T/out" \
		2>"$T/err" &
	pid=$!
	until_catching $pid
	kill -INT $pid
	code=0
	wait $pid || code=$?
	is "$waits_name: 130" 130 $code
}
waits 'a code from standard input' --config "$T/consent.ini" login phones \
	--code -
waits 'a body from standard input' --config "$SIM_CONFIG" api phones POST \
	/groups --input -
