# --plain: lines of text that need no cursor, on a terminal and without one.
# limit: 120
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 60

# Without a terminal: the overview, then the end.
run ep --plain </dev/null
is 'the overview ends by itself' 0 "$status"
matches 'it tells the lists in words' \
	'^noun: devices; connection: phones; state: ok; rows: 60' "$T/out"
lacks 'without a symbol for a state' '+ ok' "$T/out"
run ep --plain devices list --limit 2
matches 'a list is a line a row, in words' \
	'^id: 9007199254741000; name: admin_Nexus 7; platform: android; os: 4' \
	"$T/out"
lines 'and as many lines as rows' 2 "$T/out"
run ep --plain devices show 9007199254741000
contains 'an object is a line a field' 'SERIAL: RZ8H60ASLHR' "$T/out"
contains 'with its section on the same line' \
	'network wifi_mac: 4C:66:41:2F:09:10' "$T/out"
contains 'what is absent says so' 'meid: not reported' "$T/out"
run ep --plain devices list --limit 1 -o csv
matches 'another format is as it was' '^id,name,platform' "$T/out"
ep groups create --name Plain --type 1 --yes >/dev/null 2>&1

# Without a configuration: the same two lines as the dashboard.
run "$BUILD/endpane" --config "$T/nosuch.ini" --plain
is 'no configuration: exit 2' 2 "$status"
contains 'no configuration: what to try' 'endpane --demo' "$T/err"

# On a terminal: commands a line.
cat >"$T/script" <<'EOS'
deadline 20000
name it begins with the overview, in words
wait Overview of 4 connections.
waitre ^Devices: 60\.
waitre ^platform, known for 60 of 60 devices: [a-z]+ [0-9]+
waitre ^phones, MDM: ok, [0-9]+ calls today\.
wait Type a number or a word
name a number opens a list, a page of it
type 2\r
waitre (^|> )1: admin_Nexus 7, platform android, os 4.4.2
waitre Devices, rows 1 to 20 of 60; 60 without a filter
name n and p turn pages
type n\r
waitre rows 21 to 40 of 60
type n\r
waitre rows 41 to 60 of 60
type p\r
waitre rows 21 to 40 of 60
name terms filter, a wrong one says so
type / name=ANB-0014\r
waitre rows 1 to 1 of 1; 60 without
type / nosuch=1\r
wait nosuch
name a row number opens the object, a line a field
type 1\r
wait Devices, ANB-0014, id
wait Tabs: Summary, Apps, Profiles, Location, Raw.
wait There is more: n.
type n\r
waitre (^|> )[a-z_ ]+: 
name a word opens a tab
type apps\r
waitre (^|> )1: .*app_name
type raw\r
wait "meid"
name x names the commands that would change something
type x\r
wait endpane apps associate
name back, and sorted
type q\r
type /\r
waitre 60 without
type s -name\r
waitre (^|> )1: ANB-0059
type users\r
waitre Users, rows 1 to 20
name what is not known says so
type hello\r
wait hello: not known here
name accounts are those of one device
type q\r
wait Type a number or a word
type 8\r
wait Devices by name and id
type accounts ANB-0001\r
waitre (^|> )1: Administrator
name the queue and the journal are text
type queue\r
wait The last
waitre GET /devices
type n\r
wait Journal, what was written
waitre groups create.*Plain.*applied|groups create.*applied
name nothing was changed, and it leaves
type quit\r
exit 0
clean
ascii
EOS
LC_ALL=C on_terminal -r 40 -c 120 "$T/script" -- \
	"$BUILD/endpane" --config "$SIM_CONFIG" --plain
is 'no write but ours' 1 "$(writes)"

# Terminals without a cursor, and readers that say so, need no option.
cat >"$T/script" <<'EOS'
deadline 20000
wait Overview of 4 connections.
wait Type a number or a word
type 3\r
waitre (^|> )1: MDM
type q\r
wait Type a number or a word
type q\r
exit 0
clean
ascii
EOS
sed '1i name TERM=dumb' "$T/script" >"$T/dumb"
LC_ALL=C on_terminal -t dumb "$T/dumb" -- "$BUILD/endpane" --config "$SIM_CONFIG"
sed '1i name ACCESSIBLE' "$T/script" >"$T/access"
LC_ALL=C on_terminal "$T/access" -- env ACCESSIBLE=1 "$BUILD/endpane" \
	--config "$SIM_CONFIG"

# The end of the input and Ctrl-C end it, too.
cat >"$T/script" <<'EOS'
name the end of input is the end
wait Type a number or a word
type \x04
exit 0
EOS
on_terminal "$T/script" -- "$BUILD/endpane" --config "$SIM_CONFIG" --plain
cat >"$T/script" <<'EOS'
name so is Ctrl-C
wait Type a number or a word
type \x03
exit 130
EOS
on_terminal "$T/script" -- "$BUILD/endpane" --config "$SIM_CONFIG" --plain
