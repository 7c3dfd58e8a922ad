# A list that was read anew while something stood over it is shown as it is:
# its count and age with its rows. Esc leaves a list that the server filtered.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 20 --computers 40 --groups 9
cat >"$T/script" <<'EOS'
key 3
wait groups
name the count above the rows is that of the rows
key :
type groups create
key Enter
wait Name of the group
type Testers
key Down Enter
wait user
key Enter F2
wait [ Send ]
key y
wait 1 applied
key q
waitre row 1 of GROUPS_AFTER
waitre ^ GROUPS_AFTER groups
name Esc goes back from what the server filtered
key 6
wait 40 computers
key F
wait no condition yet
type COMPUTER_NAME
key Tab
type eq
key Tab
type APIC4
key F2
wait Server: (COMPUTER_NAME eq APIC4)  1 computer
key Esc
wait 40 computers
gone Server:
key Esc
wait nothing to go back from
EOS
groups=$(ep groups list -o ids | wc -l)
sed -i "s/GROUPS_AFTER/$((groups + 1))/" "$T/script"
on_terminal "$T/script" -- "$BUILD/endpane" --config "$SIM_CONFIG"
