# One object opened before its details are there, and where they do not come:
# what the list has of it stands there, with its age.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 20
export SIM_CONTROL SIM_CONFIG LIB="$ROOT/tests/lib/lib.sh"
cat >"$T/fail" <<'EOS'
. "$LIB"
control POST /fault '/mdm/devices/ 500' >/dev/null
EOS
cat >"$T/slow" <<'EOS'
. "$LIB"
control DELETE /fault >/dev/null
control POST '/set?latency=3000' >/dev/null
EOS
cat >"$T/script" <<'EOS'
wait 20 devices
run sh "$T/fail"
name what the list has stands below what went wrong
key j Enter
wait Internal server error
wait From the list, read
waitre NAME +ANB-0001
waitre MODEL +Chromebook
name but not as JSON of the server
key G [
wait [Raw]
gone From the list
key ]
wait [Summary]
run sh "$T/slow"
name and until the details are there
key J
wait being read
waitre NAME +ANB-0002
wait From the list, read
wait IMEI
gone From the list
EOS
on_terminal "$T/script" -- "$BUILD/endpane" --config "$SIM_CONFIG"
