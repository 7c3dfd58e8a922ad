# A link (OSC 8) is what a person asks for: the address of a web console, whole,
# with an id and a proper end; nothing of the kind is sent otherwise.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 20
cat >"$T/script" <<'EOS'
deadline 20000
wait 20 devices
name off, it is text
key o
wait In the web console
settle
noraw \e]8;
key q
gone In the web console
name on, it is a link
key :
type set links on
key Enter
gone GO TO
key o
wait In the web console
settle
raw \e]8;id=endpane;http://127.0.0.1:
raw \e]8;;\e\\
name the screen is as it was
waitre Address +http://127.0.0.1:
key q
gone In the web console
wait 20 devices
key Q
exit 0
restored
EOS
on_terminal -r 24 -c 80 "$T/script" -- "$BUILD/endpane" --config "$SIM_CONFIG"
