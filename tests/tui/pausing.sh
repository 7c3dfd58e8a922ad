# limit: 120
# What stands still on purpose, and what stood still without being asked:
# p in lists and in pane 9, a stopped program, a machine that slept.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 60
export SIM_CONTROL SIM_CONFIG LIB="$ROOT/tests/lib/lib.sh"

cat >"$T/script" <<'EOS'
deadline 20000
name p in a list says what would make it useful
wait 60 devices
key p
wait nothing is refreshed by itself
name a pane where it does nothing says where it does
key 1
waitre Platforms \(60\)
wait Endpoint agents (60)
settle
key p
wait p (pause) works in lists or in pane 9
name held: what was not sent stays
key 9
wait [Requests]
key p
wait [HELD]
wait held: no further request leaves
key 8
wait Devices whose local accounts
key Enter
wait loading
waitre Q 0\+1
key 9
waitre waiting .*GET
wait held until
wait held: what waits leaves after
wait [HELD]
name let go
settle
key p
gone [HELD]
wait requests leave again
gone waiting
key 8
gone loading
name stopped and continued: what was read before is marked
key 2
waitre  read ..:..$
signal STOP
signal CONT
wait resumed after up to
waitre ! read ..:..$
name the message stays over one key, not over two
key Down
wait resumed after up to
key Down
gone resumed after up to
name a detail is read anew
key Enter
wait SERIAL
waitre  read [0-9:]+$
lacks ! read
key q
name read anew, the mark is gone
waitre ! read ..:..$
key r
gone ! read
waitre  read ..:..$
name the overview marks what it rests on
key 1
waitre Devices +60 +..:..:..  
wait Groups
waitre Groups .*!
key r
gone !
key Q
exit 0
restored
EOS
sed -i '/^lacks/d; s/^waitre Devices +60 +..:..:.. *$/waitre Devices +60 +..:..:../; s/^gone !$/waitre Groups +[0-9]+ +..:..:.. *│/' "$T/script"
on_terminal "$T/script" -- "$BUILD/endpane" --config "$SIM_CONFIG"

{ printf '[endpane]\nrefresh = 1\n\n'; cat "$SIM_CONFIG"; } >"$T/refresh.ini"
chmod 600 "$T/refresh.ini"
cat >"$T/script" <<'EOS'
deadline 20000
name a list that is refreshed by itself says so
key 2
wait 60 devices
waitre read ..:.., every 1 s
run sh -c '. "$LIB"; until [ "$(counted GET /mdm/api/v1/mdm/devices)" -gt 2 ]; do :; done'
name paused
key p
wait refreshing is paused
waitre read ..:.., refresh paused
settle
run sh -c '. "$LIB"; counted GET /mdm/api/v1/mdm/devices >"$T/before"'
still 1500
run sh -c '. "$LIB"; counted GET /mdm/api/v1/mdm/devices >"$T/after"'
name and on again
key p
wait every 1 s again
run sh -c '. "$LIB"; a=$(cat "$T/after"); until [ "$(counted GET /mdm/api/v1/mdm/devices)" -gt "$a" ]; do :; done'
key Q
exit 0
EOS
on_terminal "$T/script" -- "$BUILD/endpane" --config "$T/refresh.ini"
same "nothing was read while it was paused" "$T/before" "$T/after"
