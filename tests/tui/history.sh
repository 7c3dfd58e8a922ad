# Back and forward through what was looked at; reading anew what was kept.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 200

cat >"$T/script" <<'EOS'
deadline 20000
wait 200 devices
name nothing before the first view
key {
wait nothing was looked at before this
name back through an object and a list
key j Enter
wait Devices > ANB-0001
wait SERIAL
key q
wait 200 devices
key 3
wait groups
key {
wait 200 devices
key {
wait Devices > ANB-0001
key {
gone Devices > ANB-0001
wait 200 devices
name and forward again
key } } }
wait [3 Grp]
key }
wait nothing was looked at after this
name what is kept costs no call, R drops it
key { {
wait Devices > ANB-0001
key R
wait 1 answer dropped
gone being read
wait SERIAL
name a list too
key q R
wait details of them dropped: 1
key Q
exit 0
EOS
on_terminal "$T/script" -- "$BUILD/endpane" --config "$SIM_CONFIG"
