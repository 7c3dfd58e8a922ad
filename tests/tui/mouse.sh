# The mouse: off unless switched on, and off means that the terminal is never
# told of one; on, it points at rows and panes and the wheel scrolls.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 200

cat >"$T/script" <<'EOS'
name off: nothing is ever written for a mouse
wait 200 devices
mouse off
name a click that comes all the same is no key
type \e[<0;10;8M\e[<0;10;8m
settle
waitre ^>  admin_Nexus 7
key Q
exit 0
mouse off
EOS
on_terminal "$T/script" -- "$BUILD/endpane" --config "$SIM_CONFIG"

sed '/^\[endpane\]/d' "$SIM_CONFIG" >"$T/secrets/rest"
{ printf '[endpane]\nmouse = on\n'; cat "$T/secrets/rest"; } >"$T/mouse.ini"
chmod 600 "$T/mouse.ini"
cat >"$T/script" <<'EOS'
wait 200 devices
name a click on a row
type \e[<0;10;8M\e[<0;10;8m
waitre ^>  ANB-0003
name the wheel
type \e[<65;10;8M\e[<65;10;8M
waitre ^>  ANB-0005
type \e[<64;10;8M
waitre ^>  ANB-0004
name a click on a pane
type \e[<0;16;2M\e[<0;16;2m
wait [3 Grp]
name a click beside everything
type \e[<0;70;24M\e[<0;70;24m
settle
wait [3 Grp]
key Q
exit 0
restored
EOS
on_terminal "$T/script" -- "$BUILD/endpane" --config "$T/mouse.ini"

# A line may cut a report anywhere; what was asked for arrives all the same.
fault 'GET /mdm/groups latency:1500'
rm -rf "$XDG_CACHE_HOME" "$XDG_STATE_HOME"
cat >"$T/script" <<'EOS'
key 2
wait 200 devices
name half a report holds nothing up
key 3
wait being read
type \e[<65;10
waitre 9 groups
name and the next key is a key
key 2
wait 200 devices
name the mouse works on
type \e[<0;10;8M\e[<0;10;8m
waitre ^>  ANB-0003
name away and back
key C-z
alive
type \e[<65;10;8M
waitre ^>  ANB-0004
name switched off meanwhile: reports are noise
key :
type mouse
settle
key Enter
wait the mouse is off
raw \e[?1000l
type \e[<65;10;8M
settle
waitre ^>  ANB-0004
key Q
exit 0
restored
EOS
on_terminal "$T/script" -- "$BUILD/endpane" --config "$T/mouse.ini"
fault

cat >"$T/script" <<'EOS'
wait 3 Groups
key 2
wait 200 devices
wait Facets
name wide: a click on a row, on the facets, on the card
type \e[<0;50;8M\e[<0;50;8m
waitre >  ANB-0003
type \e[<0;10;20M\e[<0;10;20m
wait PLATFORM: 5 values
key Esc
gone PLATFORM: 5
type \e[<0;150;10M\e[<0;150;10m
wait [Summary]
wait Devices > ANB-0003
key Q
exit 0
restored
EOS
on_terminal -r 50 -c 200 "$T/script" -- "$BUILD/endpane" --config "$T/mouse.ini"
