# The palette: panes, actions with why one can't, themes at once, the mouse,
# and objects of every list that is known, by name, id or mail address.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 200
# Wherever the program was built, these are found.
mkdir -p "$XDG_CONFIG_HOME/endpane/themes"
cp "$ROOT"/themes/*.ini "$XDG_CONFIG_HOME/endpane/themes"

cat >"$T/script" <<'EOS'
deadline 20000
wait 200 devices
name what is typed is listed as it is typed
key :
type sort-
wait sort-left
wait sort-right
name what is not possible here says why
key C-u
type search
waitre search +no: works .*not here
key Down Up Enter
wait not possible here
name operations stand there too
key C-u
type devices lock
waitre devices lock
key Esc
name a theme is taken at once
attrs "NAME" fg=6
key :
type theme high-c
key Tab
wait theme high-contrast
key Enter
wait theme high-contrast, until
attrs "NAME" fg=([^6]|[0-9]{2})
name and another one
key :
type theme monochrome
key Enter
wait theme monochrome, until
attrs "NAME" fg=default
name a theme that is none is said
key :
type theme nope
key Enter
wait no theme named nope
key Esc
name the mouse is off until it is asked for
mouse off
key :
type mouse
key Enter
wait the mouse is on
type \e[<0;10;8M\e[<0;10;8m
waitre ^>  ANB-0003
key :
type mouse
key Enter
wait the mouse is off
name an object is found by a part of its name
key :
type LIS-0199
waitre LIS-0199 +Device
key Enter
wait [Summary]
wait Devices > LIS-0199
name nothing is said to be found where there is nothing
key :
type zzzzzz
wait no pane, no action, and no object of a list that was read has that in
key Enter
wait neither pane nor action nor
key Esc q Q
exit 0
restored
EOS
on_terminal "$T/script" -- "$BUILD/endpane" --config "$SIM_CONFIG"
