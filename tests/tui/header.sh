# The first line tells of the connections that the pane is about: calls used,
# and whether they may write; in panes of all connections, of all of them.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 20 --computers 20 --endpoints 20
sed 's/^\[phones\]/&\nread_only = true/' "$SIM_CONFIG" >"$T/one.ini"
chmod 600 "$T/one.ini"
cat >"$T/script" <<'EOS'
key 2
wait 20 devices
name read-only is said where it holds
row 1 one.ini +\[RO\]
row 1 1 today
key 6
wait 20 computers
gone [RO]
row 1 1 today
name and of all panes not for one connection's sake
key 9
wait [Requests]
gone [RO]
name there the calls of all connections are counted
row 1 2 today
key 1
wait [1 Over]
row 1 [2-9] today
gone [RO]
EOS
on_terminal "$T/script" -- "$BUILD/endpane" --config "$T/one.ini"

cat >"$T/script" <<'EOS'
name nothing may write at all
key 9
wait [RO]
EOS
on_terminal "$T/script" -- "$BUILD/endpane" --config "$SIM_CONFIG" --read-only
