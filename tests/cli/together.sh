# Several instances at once: one sign-in, one count of calls, one journal.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 30 --groups 12 --apps 4 --users 4 --computers 10 \
	--endpoints 10 --seed 15
ep devices list -o ids >"$T/ids"
ep groups list -o ids >"$T/groups"

# Runs the same number of instances, each with its number in the arguments.
at_once() { # count, command with N for the number
	at_once_most=$1
	shift
	pids=
	for n in $(seq "$at_once_most"); do
		"$@" "$n" >"$T/out.$n" 2>"$T/err.$n" &
		pids="$pids $!"
	done
	at_once_bad=0
	for pid in $pids; do
		wait "$pid" || at_once_bad=$((at_once_bad + 1))
	done
}

read_one() { ep devices list -o ids; }
rm -rf "$XDG_STATE_HOME/endpane"
forget_requests
at_once 6 read_one
is 'all of them read' 0 $at_once_bad
for n in 1 2 3 4 5 6; do
	same "instance $n has the list" "$T/ids" "$T/out.$n"
done
is 'one of them signed in' 1 "$(counted POST /zoho)"

read_endpoints() { ep endpoints list -o ids; }
forget_requests
at_once 4 read_endpoints
is 'all read from a server with a password' 0 $at_once_bad
is 'one of them gave it' 1 \
	"$(counted POST /ec/api/1.4/desktop/authentication)"

add_one() { # number
	ep groups add-members "$(sed -n "$1p" "$T/groups")" \
		--member "$(sed -n "$1p" "$T/ids")"
}
forget_requests
at_once 8 add_one
is 'all of them wrote' 0 $at_once_bad
is 'a request each' 8 "$(writes)"
ep journal list -o json >"$T/json"
is 'the journal has them all' 8 "$(json_of 'len(d)' "$T/json")"
is 'with their outcomes' True "$(json_of \
	'all(e["state"].startswith(("applied", "accepted")) for e in d)' \
	"$T/json")"
check 'and holds together' ep journal verify

# The calls of a day are everybody's.
sed 's/^\[phones\]/&\nrate_per_day = 20/' "$SIM_CONFIG" >"$T/day.ini"
chmod 600 "$T/day.ini"
rm -rf "$XDG_STATE_HOME/endpane"
few() { "$BUILD/endpane" --config "$T/day.ini" groups list -o ids; }
forget_requests
at_once 5 few
at_once 5 few
at_once 5 few
at_once 5 few
at_once 5 few
is 'some had to be refused' True "$([ $at_once_bad -gt 0 ] && echo True)"
is 'no more than the budget was asked' True \
	"$([ "$(counted GET /mdm)" -le 20 ] && echo True)"
contains 'a refused one says when' 'budget' "$T/err.1"
