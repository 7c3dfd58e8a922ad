# limit: 180
# A helpdesk's morning by keys alone, at 80x24: find a device by its user,
# read its apps and its location, give an app to marked devices, put some of
# them into a group, disable two computers, see it all in queue and journal.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 200

cat >"$T/script" <<'EOS'
deadline 20000
name the devices come up
wait 200 devices
name a device is found by its user's name
type /user=user
waitre [0-9]+ of 200 devices
key Enter
settle
wait admin_Nexus 7
name its details open
key Enter
wait [Summary]
wait SERIAL
name its apps
key ]
wait [Apps]
wait app_id
name its location
key ] ]
wait [Location]
waitre latitude +longitude
name a map with a scale is drawn below
waitre \|-+\| [0-9]+ k?m
waitre ^ . *@
name back to the list, the filter is still there
key q
wait user=user
name a filter with typed terms
key /
key C-u
type platform=android
key Enter
wait platform=android
name thirty devices are marked
key Space*30
wait 30 marked
name the form of the main action has them
key a
wait apps associate
wait 30 devices
name the app is picked from a list
key Enter
wait ME MDM
key Enter
wait ME MDM
name the confirmation shows objects and asks for the count
key F2
wait Type how many (30)
wait 9007199254741000
name the dialog takes no keys at once
wait [ Send ]
name a wrong count sends nothing
type 3
key Enter
wait not confirmed: nothing was sent
name the right count sends
key C-u
type 30
key Enter
wait 30 applied
name three of them are put into a group
key q U
settle
key g Space*3
wait 3 marked
key x
wait groups add-members
key Enter
wait groups add-members
key Enter
wait Kiosks
key Enter
settle
key F2
wait Type how many (3)
wait [ Send ]
type 3
key Enter
wait 3 applied
name the group's members are there
key q 3
wait Kiosks
key Enter
wait [Summary]
key ]
wait [Members]
wait 9007199254741000
name two computers of a domain are disabled
key q 6
wait APIComputer1
key Space Space
wait 2 marked
key a
wait computers disable
key F2
wait CANNOT BE UNDONE
wait Type how many (2)
wait [ Send ]
type 2
key Enter
wait 2 applied
name the list shows it
key q
waitre APIComputer1 .*Disabled
name the queue has the requests
key 9
wait [Requests]
wait POST /computers/disable
name the jobs
key ]
wait [Jobs]
wait apps associate ME MDM: 30 devices
wait groups add-members
wait computers disable: 2 computers
name the journal
key ]
wait [Journal]
wait APIComputer2
name leaving gives the terminal back
key Q y
exit 0
restored
clean
EOS
on_terminal "$T/script" -- "$BUILD/endpane" --config "$SIM_CONFIG"

# The server saw each write once, and the estate has changed.
app=$(control GET /requests | tr '{' '\n' |
    grep -c '"method":"POST","path":"[^"]*/apps/99731238129/devices","count":1}')
is "the server saw one association" 1 "$app"
ep journal list -o csv --no-header >"$T/journal"
lines "the journal has 35 objects" 35 "$T/journal"
lacks "nothing is unknown" unknown "$T/journal"
check "the journal's chain holds" ep journal verify
