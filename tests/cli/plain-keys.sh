# --plain: each command in each place, also where it does not fit.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 60 --groups 4 --apps 3 --users 3 --computers 5 \
	--endpoints 4
cat >"$T/script" <<'EOS'
deadline 6000
wait Type a number or a word
name help where no columns are
type help\r
wait 1 or overview:
gone The columns:
name nothing changes from the overview
type x\r
wait Nothing is changed from here
name a word that means nothing
type frobnicate\r
wait frobnicate: not known here.
type 99\r
wait 99: not known here.
name r in the overview says it anew
type r\r
waitre Overview of 4 connections(.|\n)*
name a place by its short name
type dev\r
wait rows 1 to 20 of 60
name help of a list names its columns
type ?\r
wait The columns: endpane help devices.
name a list is read anew
type r\r
waitre rows 1 to 20 of 60; 60 without
name pages end where the rows do
type p\r
wait rows 1 to 20 of 60
type n\r
wait rows 21 to 40
type n\r
wait rows 41 to 60
type \r
waitre rows (1 to 20|41 to 60) of 60
name sorted, and by a column that is none
type s -name\r
wait rows 1 to 20
type s nosuch\r
wait nosuch
name no such row
type 0\r
wait There is no row 0; the last one is 60.
type 61\r
wait There is no row 61; the last one is 60.
name a filter that no row passes
type / name=zzzz\r
wait No devices; 60 without a filter.
type /\r
wait rows 1 to 20 of 60
name commands for a list
type x\r
wait As commands outside of this:
name an object, and its tabs in any case
type 1\r
wait Tabs: Summary
type apps\r
wait Apps
type nothing\r
wait nothing: not known here.
type raw\r
wait {
type n\r
type r\r
wait {
type x\r
wait as commands outside of this:
type ?\r
wait The columns: endpane help devices.
name back to its list, then home, then out of it
type q\r
wait rows 1 to 20 of 60
type q\r
wait Overview of 4 connections.
name what is under way and the journal
type queue\r
wait Journal, what was written
type x\r
wait Nothing is changed from here
type r\r
wait Journal, what was written
type n\r
type q\r
wait Overview of 4
name the devices that accounts are asked for
type accounts\r
wait Devices by name and id.
type accounts ANB-0003\r
waitre rows 1 to [0-9]+ of [0-9]+
type 1\r
waitre Tabs|id
type q\r
type computers\r
waitre rows 1 to [0-9]+ of [0-9]+
type 1\r
wait Tabs:
type endpoints\r
wait rows 1 to 4 of 4
type 2\r
wait Tabs:
type software\r
waitre [Ss]oftware
type q\r
type groups\r
wait rows 1 to 4
type 1\r
wait Tabs:
type members\r
type apps\r
waitre rows 1 to 3
type 1\r
wait Tabs:
name Q leaves from anywhere
type Q\r
exit 0
EOS
on_terminal -r 50 -c 100 "$T/script" -- "$BUILD/endpane" --config "$SIM_CONFIG" --plain
