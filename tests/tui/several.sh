# Two servers of one system with the same ids: panes say whose a row is, and
# what is done to one is done to that one alone.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

size='--devices 4 --groups 3 --apps 2 --users 2 --computers 1 --endpoints 1'
# shellcheck disable=SC2086
start_sim $size --seed 9
first=$SIM_CONTROL
first_pid=$SIM_PID
trap 'kill $first_pid 2>/dev/null; at_end' EXIT
section() { # name
	awk 'BEGIN { RS = "" } /system = mdm/' "$SIM_CONFIG" |
		sed "s/^\[.*/[$1]/"
}
section phones >"$T/two.ini"
# The later one: its rows stand behind the others.
# shellcheck disable=SC2086
start_sim $size --seed 9 --latency 400
{ echo; section tablets; } >>"$T/two.ini"
chmod 600 "$T/two.ini"
two() {
	"$BUILD/endpane" --config "$T/two.ini" "$@"
}

exit_is 'a command has to choose' 2 two groups list
contains 'from these' 'phones, tablets' "$T/err"
check 'one of them' two -c phones groups list -o ids
cp "$T/out" "$T/phones"
check 'the other' two -c tablets groups list -o ids
same 'with the same ids' "$T/phones" "$T/out"

cat >"$T/alone" <<'EOS'
. "$LIB"
[ "$(counted DELETE /mdm)" = 1 ] || exit 1
SIM_CONTROL=$FIRST
[ "$(counted DELETE /mdm)" = 0 ]
EOS
export SIM_CONTROL FIRST="$first" LIB="$ROOT/tests/lib/lib.sh"
sed "s|[\$]T/|$T/|" >"$T/script" <<'EOS'
deadline 20000
key 3
wait 6 groups
name each row says where it is from
waitre Kiosks .*phones
waitre Kiosks .*tablets
key /
type name=Kiosks
key Enter
wait 2 of 6
waitre > +Kiosks .*phones
name so does the view of one
key Enter
waitre Kiosks +on phones
key Esc
wait 2 of 6
name what is done is done there alone
key j
waitre > +Kiosks .*tablets
key :
type groups delete
key Enter
wait Review
waitre connection +tablets
key F2
wait [ Send ]
waitre connection +tablets
type Kiosks\r
wait 1 applied
run sh "$T/alone"
key Esc
wait 1 of 5
waitre Kiosks .*phones
key Q
exit 0
EOS
on_terminal -r 24 -c 120 "$T/script" -- "$BUILD/endpane" \
	--config "$T/two.ini"

cat >"$T/script" <<'EOS'
deadline 20000
name -c takes one server for the whole dashboard
key 3
wait Filter
key r
wait of 2 groups
key Esc
wait filter dropped
gone CONN
gone Kiosks
key Q
exit 0
EOS
on_terminal -r 24 -c 120 "$T/script" -- "$BUILD/endpane" \
	--config "$T/two.ini" -c tablets
cat >"$T/script" <<'EOS'
name which has to be there
wait no connection is called nobody; there is phones, tablets
exit 2
EOS
on_terminal -r 24 -c 120 "$T/script" -- "$BUILD/endpane" \
	--config "$T/two.ini" -c nobody
