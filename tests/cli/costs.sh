# The question says what a write costs: the calls that write, those that were
# sent to read first, and those that may read back; the server counted the same.
# limit: 120
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 130 --groups 4 --apps 4 --users 4
app=99731238129
device=987000000654321
ep devices list -o ids >"$T/ids"
some() { head -n "$1" "$T/ids" | paste -sd, -; }

asked() { # config, script on standard input, arguments of endpane
	cat >"$T/script"
	config=$1
	shift
	forget_requests
	on_terminal -r 160 -c 110 "$T/script" -- "$BUILD/endpane" \
		--config "$config" "$@"
}
cost() { # name, writes, reads, path's beginning
	is "$1: writes" "$2" "$(writes)"
	is "$1: reads" "$3" "$(counted GET "$4")"
}

ep apps associate $app --device "$(some 60)" -y >"$T/out"
asked "$SIM_CONFIG" apps disassociate $app --device "$(some 60)" <<'EOS'
name 60 objects: names, and what is there, are read first
wait 60 requests, and 120 that read first; up to 60 read back
wait Type 60
type 60\n
exit 0
EOS
cost 'as many as it said' 60 120 /mdm/

ep apps associate $app --device "$(some 120)" -y >"$T/out"
asked "$SIM_CONFIG" apps disassociate $app --device "$(some 120)" <<'EOS'
name above a hundred what is there is not read first, and so there is no undo
wait 120 requests, and 120 that read first, too many to read first: no undo
wait cannot be undone from here: what was there before
wait Type 120
type 120\n
exit 0
EOS
cost 'those were the names' 120 120 /mdm/

sed 's/^\[phones\]/&\nrate_per_day = 100000/' "$SIM_CONFIG" >"$T/day.ini"
chmod 600 "$T/day.ini"
ep apps associate $app --device "$(some 21)" -y >"$T/out"
asked "$T/day.ini" apps disassociate $app --device "$(some 21)" <<'EOS'
name where a day has a budget, above twenty
wait too many to read first: no undo
wait cannot be undone from here: what was there before
type 21\n
exit 0
EOS
cost 'names only' 21 21 /mdm/
ep apps associate $app --device "$(some 20)" -y >"$T/out"
asked "$T/day.ini" apps disassociate $app --device "$(some 20)" <<'EOS'
name and not at twenty
wait 20 requests, and 40 that read first; up to 20 read back
type 20\n
exit 0
EOS
cost 'names and what is there' 20 40 /mdm/

asked "$SIM_CONFIG" accounts unlink 2000000000004 --device $device \
	--type unlink_and_change_password \
	--new-password-command 'echo Pl4nted-Cost' <<'EOS'
name a promise is read back
waitre 1 request, and 1 that read first; up to 1 read back
wait Type Rose
type Rose\n
exit 0
EOS
cost 'read first, and read back' 1 2 /id360/

ep devices list -o ids | head -n 1 >"$T/one"
asked "$SIM_CONFIG" groups remove-members 1 --member "$(cat "$T/one")" <<'EOS'
name one member: its name, and the group's members
waitre 1 request, and [12] that read first
type n\n
exit 6
EOS
is 'nothing was written' 0 "$(writes)"

# What could not be read before it is sent is not undone, and the question knows.
fault "GET /mdm/devices/$(sed -n 2p "$T/ids")/apps 403"
asked "$SIM_CONFIG" apps disassociate $app --device "$(sed -n 2p "$T/ids")" <<'EOS'
name the question knows that there is no undo
wait cannot be undone from here: what was there before could not be read
type n\n
exit 6
EOS
fault

# What is gone on with has the names it was confirmed with.
group=$(ep groups list -o ids | sed -n 2p)
members=/mdm/api/v1/mdm/groups/$group/members
ep groups add-members "$group" --member "$(some 12)" -y >"$T/out"
fault "DELETE $members 429@4"
asked "$SIM_CONFIG" groups remove-members "$group" --member "$(some 12)" <<'EOS'
name named, asked, and stopped by the limit
wait Type 12
type 12\n
exit 5
EOS
fault
control POST /reset >/dev/null
asked "$SIM_CONFIG" journal resume "$(ep journal list -o ids | head -n 1)" <<'EOS'
name the rest of it has names, and none is read again
wait  9 objects
wait ANB-0011
wait Type 9
type n\n
exit 6
EOS
is 'no call for a name' 0 "$(counted GET /mdm/api/v1/mdm/devices)"
