# What is taken away is what the cursor stands on in a tab: a member of the
# group, an app of the device, a group that holds it. What is added is not.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 40 --groups 4 --seed 9
group=$(ep groups list -o ids | sed -n 2p)
member=$(ep groups members "$group" -o ids | sed -n 2p)
device=$(ep devices list -o ids | sed -n 3p)
app=$(ep devices apps "$device" -o ids | sed -n 2p)

cat >"$T/script" <<EOS
wait Queue
key 3
wait 4 groups
key j Enter
wait [Summary]
key ]
wait [Members]
wait $member
name a member of the group
key j x
wait groups remove-members
key j Enter
wait endpane groups remove-members $group --member $member
key Esc
name but who comes in is somebody else
key x
wait groups add-members
key Enter
wait F2 ]
waitre member +\\(none
key Esc q 2
wait 40 devices
key g j j Enter
wait [Summary]
name an app of the device
key ]
wait [Apps]
wait $app
key j x
wait apps disassociate
key j j j Enter
wait endpane apps disassociate $app --device $device
key Esc
name but what is given is another one
key x
wait apps associate
key j j Enter
wait F2 ]
waitre id +\\(none
key Esc Q
exit 0
EOS
on_terminal "$T/script" -- "$BUILD/endpane" --config "$SIM_CONFIG"
is 'nothing was sent' 0 "$(writes)"
