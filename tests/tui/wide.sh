# limit: 120
# The wide screen: facets, list, card and what is under way stand together;
# the card asks no server; 0 goes to the detail beside the list and back.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 200

cat >"$T/script" <<'EOS'
deadline 20000
name facets, list, card and what is under way stand together
wait 200 devices
waitre ^┌─ Facets .*NAME|^┌─ Facets .*200 devices
waitre ^│ +android +102 │
waitre ─ admin_Nexus 7 ─+┐$
wait Requests (9)
wait Journal (9)
wait Connections: calls today
name the card has what the list knows, and says what was not read
waitre Summary \?  Apps \?  Profiles \?  Location \?
waitre Not read: the details
waitre ^.*│ USER +user
name it follows the cursor
key Down
waitre ─ ANB-0001 ─+┐$
waitre │ IMEI +-
key Down*40 Up*41
waitre ─ admin_Nexus 7 ─+┐$
EOS
cat >>"$T/script" <<EOS
run curl -s "${SIM_CONTROL%/}/requests" >"$T/moved"
EOS
cat >>"$T/script" <<'EOS'
name a value that the filter asks for is marked
key /
type platform=android
key Enter
waitre ^│ \* android +102 │
key Esc
waitre ^│   android +102 │
name 0 opens the detail beside the list
key 0
wait [Summary]
waitre NAME +admin_SM-G935F
waitre ^│ +android +102 │>  admin_Nexus 7
wait Requests (9)
name tabs work in it, J and K go on in the list
key ]
wait [Apps]
wait app_id
key J
waitre │>  ANB-0001 .*│
waitre Devices > ANB-0001
key K
wait Devices > admin_Nexus 7
name Tab goes back to the list, and the card has what was read
key Tab
gone [Apps]
waitre Summary [0-9:]+  Apps [0-9:]+  Profiles \?
waitre NAME +admin_SM-G935F
name more lines than fit are counted
waitre [0-9]+ more lines: 0 goes there
name the next Tab goes to the next pane
key Tab
wait [3 Groups]
key 2
wait [2 Devices]
name 0 and 0 again
key 0
wait [Summary]
key 0
gone [Summary]
name Enter stays beside the list here, z takes the whole screen
key Enter
wait [Summary]
wait Facets
key z
gone Facets
wait [Summary]
key z
wait Facets
name f works in the facets where they stand
key q
gone [Summary]
key f
waitre ^┌─ PLATFORM: 5 values
waitre ^│ +android +102 +51% +│
key l Down Enter
waitre Filter: os=
key Esc
gone Filter:
key g Enter
wait [Summary]
wait Devices > admin_Nexus 7
name a smaller screen: Enter's detail takes all of it
resize 35 120
gone Facets
waitre ^ Devices > admin_Nexus 7
gone ANB-0002
key q
wait ANB-0002
name 120 columns: 0 has list and detail side by side
key 0
waitre ANB-0002 .*│
wait Devices > admin_Nexus 7
wait [Summary]
name 80 columns: 0 is the detail itself
resize 24 80
gone ANB-0002
waitre ^ Devices > admin_Nexus 7
name wide again
resize 50 200
wait Facets
waitre ANB-0002 .*│
key Esc
gone [Summary]
name a write is seen in the journal's end
key Esc
gone [Summary]
key j Space Space
play tests/lib/to-associate
key F2
wait [ Send ]
type 2
key Enter
wait done on phones: 2 applied
waitre applied +apps associate ANB-000
wait POST /apps/
key q U
waitre ─ Journal .9. ─
waitre applied +apps associate ANB-000
name the list alone
key z
gone Facets
gone Requests (9)
key 0
gone ANB-0002
wait [Summary]
key Esc
key z
wait Facets
name a dialog over the detail beside the list
key 0
wait [Summary]
key x
wait Actions
wait Facets
resize 24 80
wait Actions
resize 50 200
wait Facets
key Esc Esc
gone [Summary]
key Q
exit 0
restored
clean
EOS
on_terminal -r 50 -c 200 "$T/script" -- "$BUILD/endpane" --config "$SIM_CONFIG"

# One page of the list was read, and nothing because the cursor moved.
is "moving the cursor asks nothing" 0 \
	"$(grep -c '"/[^"]*devices/[0-9]' "$T/moved")"
check "the list itself was asked for" grep -q devices "$T/moved"

# A pane that no connection serves has nothing to stand beside.
sed '/^\[directory\]/,/^$/d' "$SIM_CONFIG" >"$T/three.ini"
chmod 600 "$T/three.ini"
cat >"$T/script" <<'EOS'
wait devices
name no connection
key 6
settle
wait no connection
gone Facets
key 0 Enter f z
settle
key 1
wait Needs attention
key Q
exit 0
restored
EOS
on_terminal -r 50 -c 200 "$T/script" -- "$BUILD/endpane" --config "$T/three.ini"

# Two of a kind: of each object is told which connection has it.
{
	cat "$SIM_CONFIG"
	sed -n '/^\[phones\]/,/^$/p' "$SIM_CONFIG" | sed 's/phones/spares/'
} >"$T/two.ini"
chmod 600 "$T/two.ini"
cat >"$T/script" <<'EOS'
key 2
wait 200 devices
key r
wait 400 devices
name which connection has it, in the order of arrival
key /
type name=ANB-0001
key Enter
wait 2 of 400
waitre  ANB-0001 +phones
waitre  ANB-0001 +spares
waitre │ CONN +(phones|spares)
key j
waitre │ CONN +(phones|spares)
key Q
exit 0
restored
EOS
on_terminal -r 50 -c 200 "$T/script" -- "$BUILD/endpane" --config "$T/two.ini"
