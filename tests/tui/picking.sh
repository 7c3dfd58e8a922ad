# Ids in forms are picked from a list where a document prints one, and typed
# where none does; the field says which.
# limit: 180
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 30 --groups 6 --users 12 --endpoints 8
device=$(sed -n 's/^device_ids = [^:]*:\([0-9]*\).*/\1/p' "$SIM_CONFIG")

cat >"$T/script" <<EOS
deadline 15000
key 8
wait ANB-0000
key Enter
wait Rose
name who may be linked again is picked from those who may not
key x
wait accounts unrestrict
key j j j Enter
wait Enter picks from accounts
key Enter
waitre [>] .*2000000000012
name each has a name
waitre Capt@mydomain.com +Capt +2000000000012
name a filter narrows them
key /
type capt
wait 1 of
key Enter
wait Filter: capt
key Esc
gone Filter:
name marked ones are taken
key Space Enter
wait Capt@mydomain.com  2000000000012
wait endpane accounts unrestrict 2000000000012 --device $device
name an id is typed, too
key Up
type 2500000000003
key Enter
wait 2 picked: Capt@mydomain.com
name the question knows their names
key F2
waitre 2000000000012 +Capt@mydomain.com
waitre 2500000000003
wait [ Send ]
key Esc
gone [ Send ]
key Esc
name whom to link with nothing lists, so it is typed
key x
wait accounts link
key Enter
wait [ Review F2 ]
key Tab
wait Typed: nothing lists them
name those are the ones that lists have met
key Enter
waitre 2000000000012 +Capt@mydomain.com
key Esc
key Esc
EOS
cat >>"$T/script" <<'EOS'
name computers with a software: it is picked from the inventory
key 7
wait GEOVANNI-X570
key :
type endpoints inventory
settle
key Enter
wait (swid)
key Tab
wait Enter picks from
key Enter
wait Pick one
waitre > .*[A-Za-z]
key Enter
waitre endpane endpoints inventory --swid [0-9]+
key Esc
name a group's members are picked from its members
key 3
wait Kiosks
key x
wait groups remove-members
key j Enter
wait Take devices or users out
wait Enter picks from groups members
key Enter
wait Pick: Space marks
waitre > +[^ ]+ +[0-9]+
key Esc
key Esc
name into a group go devices or users
key a
wait Enter picks from devices or users
key Enter
wait Pick from
key j Enter
waitre > +admin
key Enter
waitre member.* admin  9007199254741000
key Esc
name marked users are put into a group
key 5
wait email_address
key Space Space
wait 2 marked
key x
waitre [> ] groups add-members +can be undone
key j j Enter
wait ─ groups add-members:
waitre member.*2 picked: admin, user
key Esc
key Q
exit 0
clean
EOS
on_terminal -r 35 -c 110 "$T/script" -- "$BUILD/endpane" --config "$SIM_CONFIG"
is 'nothing was sent' 0 "$(writes)"
