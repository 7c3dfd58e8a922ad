# limit: 120
# The overview counts what there is, and every line opens the list behind it;
# users, endpoints and accounts have panes of their own.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 200

cat >"$T/script" <<'EOS'
deadline 20000
wait 200 devices
name the overview counts devices by platform
key 1
wait Platforms (200)
waitre android +#+ +[0-9]+ +[0-9]+%
name it counts all lists
waitre Groups +[0-9]+
waitre Endpoints +200
waitre AD computers +200
name a need opens its list, filtered
waitre ! [0-9]+ of 200 endpoints down
key g Enter
wait live=down
waitre [0-9]+ of 200 endpoints
name back, a bar opens its list
key 1
wait Platforms (200)
key g Right Enter
wait platform=
waitre [0-9]+ of 200 devices
name down goes through a column of boxes, left and right to the next one
key 1
wait Platforms (200)
key g Down*5 Enter
wait [3 Grp]
key 1
wait Platforms (200)
key g Right Left Enter
wait live=down
name boxes that have no room stand on the next page
key 1
waitre page 1 of [2-9]: PgDn PgUp
gone Free storage
key PgDn
waitre page 2 of
wait Requests used today
waitre Free storage .known for
gone Needs attention
key g
wait Needs attention
key G
gone Needs attention
wait Agent installation
key Enter
wait agent=
key Esc
gone agent=
key 1
wait Agent installation
key g PgDn Up
wait Needs attention
name users have a pane
key 5
wait users
waitre admin .*zylker
name a user opens
key Enter
wait [Summary]
waitre NAME +admin
name accounts are reached by device
key 8
wait 987000000654321
key Enter
wait Johnson
wait Mike@mydomain.com
name leaving one device's accounts leads back
key q
wait 987000000654323
name resizing keeps the overview
key 1
resize 50 200
wait 7 Endpoints
wait Apps by platform
resize 13 44
wait Needs attention
resize 24 80
wait Platforms (200)
clean
key Q y
exit 0
restored
EOS
on_terminal "$T/script" -- "$BUILD/endpane" --config "$SIM_CONFIG"

# On a wide screen there are more boxes, and what is under way stands below.
# Each number is that of the list behind it.
cat >"$T/script" <<'EOS'
deadline 20000
key 2
wait Filter: platform=
key Esc
wait 200 devices
name boxes beside each other, and what is under way below
key 1
waitre Needs attention .* Platforms .200. .* Lists .* OS versions .200.
wait Requests used today
waitre phones, no limit set +[1-9]
wait Connections: calls today
wait Journal (9)
waitre Free storage .known for 0 of 200.
waitre not read yet +#+ +200 100%
waitre Storage .known for 200 of 200.
waitre 64 to 127 GB +#+ +70 +35%
name the list behind a number has as many rows
waitre 5 of 200 devices in lost mode
key g Down*2 Enter
wait lost=yes
wait 5 of 200 devices
name what a detail tells of free storage is counted at once
key Esc
wait  200 devices
key 0
wait SERIAL
key Esc 1
waitre Free storage .known for [01] of 200.
key Q
exit 0
restored
clean
EOS
on_terminal -r 50 -c 200 "$T/script" -- "$BUILD/endpane" --config "$SIM_CONFIG"
