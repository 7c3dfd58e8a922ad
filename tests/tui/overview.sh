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
waitre ! [0-9]+ endpoints down
key g Enter
wait live=down
waitre [0-9]+ of 200 endpoints
name back, a bar opens its list
key 1
wait Platforms (200)
key Down*2 Enter
wait platform=
waitre [0-9]+ of 200 devices
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
