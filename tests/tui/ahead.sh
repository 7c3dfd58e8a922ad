# Typed ahead, in one piece: an action means what the filter leaves, not the row
# that the cursor stood on before.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 40
cat >"$T/script" <<'EOS'
deadline 20000
wait 40 devices
key 2
waitre > +admin_Nexus 7
name a filter and Enter at once
type /name=ANB-0007\r\r
wait Devices > ANB-0007
key q
name a filter and the menu at once
type /\x15name=ANB-0009\rx
wait Actions: ANB-0009
key Esc
name the times of accounts are as all others
type /\x15name=ANB-0001\r\r
wait Devices > ANB-0001
key ] ] ] ] ]
resize 30 110
wait [Accounts]
waitre [0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}
gone 00Z
key Q
exit 0
EOS
on_terminal -r 30 -c 180 "$T/script" -- "$BUILD/endpane" --config "$SIM_CONFIG"
