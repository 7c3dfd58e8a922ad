# limit: 120
# What happened, what is certain and what can be done: all of it is on the
# screen, on as many lines as it takes, also at 80 and at 40 columns.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 60
SIM_PORT=$(sim_url mdm | sed 's/.*127.0.0.1:\([0-9]*\).*/\1/')
export SIM_CONTROL SIM_CONFIG SIM_PID LIB="$ROOT/tests/lib/lib.sh"

cat >"$T/script" <<EOS
deadline 20000
name a server that answers with a page of HTML
wait 60 devices
wait read
run . "\$LIB"; fault 'GET /mdm/devices html'
key r
waitre ^ phones: .*not with data
row -2 [a-z]
name the next key takes it away, and the rows below are there again
settle
shot $T/long
key Down
gone not with data
waitre ^ +[A-Z]+ .*   
row -2 row 2 of 60
name where there are no rows yet the whole of it stands in the list
run . "\$LIB"; fault 'GET /mdm/groups html'
key 3
waitre ^   phones: 
wait not with data
name a filter's error stands above what is typed
key 2 /
type nocolumn=1
waitre ^ .*nocolumn
row -2 FILTER: nocolumn=1
waitre ^ devices have no column nocolumn; there are
waitre ^ user, mail, .*imei
key Esc
name the same at 40 columns
run . "\$LIB"; fault 'GET /mdm/devices html'
resize 12 40
key r
waitre ^ phones: 
waitre ^ with data|not with data
settle
shot $T/narrow
key Q
exit 0
EOS
on_terminal "$T/script" -- "$BUILD/endpane" --config "$SIM_CONFIG"
# Nothing of it is cut: no row of it ends with an ellipsis.
words() { tr -s '\n ' ' ' <"$1"; }
for shot in long narrow; do
	words "$T/$shot" >"$T/words"
	matches "$shot: what happened and what can be done" \
	    'phones: .*not with data[^…]* (Enter|u) ' "$T/words"
done
