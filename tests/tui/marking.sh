# Facets filter by a value; terms and pasted lists mark rows.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 200

cat >"$T/script" <<'EOS'
deadline 20000
wait 200 devices
name facets count the values of a column
key f
waitre PLATFORM: [0-9]+ values in 200 rows
waitre android +[0-9]+ +[0-9]+%
name another column
key l
waitre OS: [0-9]+ values
key h
wait PLATFORM:
name a value becomes a term of the filter
key Enter
wait platform=android
waitre [0-9]+ of 200 devices
name the term of another value replaces it
key f Down Enter
gone platform=android
wait platform=
key Esc
gone Filter:
name terms mark rows
key +
wait MARK:
type name~000
key Enter
waitre [0-9]+ rows marked
key Enter
waitre ^ [0-9]+ marked
name an unknown column is said, nothing is marked
key U
gone  marked
key +
type nope=1
key Enter
wait nope
key Esc
name a pasted list marks what it names and says what it does not find
paste ANB-0003\nno such thing\n9007199254741001\n
wait 2 rows marked
wait not found: no such thing
key Enter
wait 2 marked
clean
key Q y
exit 0
EOS
on_terminal "$T/script" -- "$BUILD/endpane" --config "$SIM_CONFIG"

# Keys that come in one go, ahead of the filter's work, as over a slow line.
cat >"$T/script" <<'EOS'
deadline 20000
name typed ahead, Space means a row that the filter leaves
wait 200 devices
key U g
gone marked
key / A N B - 0 0 0 3 Enter Space
wait 1 marked
key x
wait Actions: ANB-0003
key Esc U
gone 1 marked
name and all are all that it leaves
key / C-u A N B - 0 0 0 Enter *
wait 9 rows shown are marked now, 9 in all
key U
gone 9 in all
name the second of them is the second
key / C-u A N B - 0 0 0 Enter g j Space
wait 1 marked
key x
wait Actions: ANB-0002
name a group that is picked so is the one that was named
key Enter
wait groups add-members
key Enter
wait Pick one
wait 9 groups
key / K i o s k s Enter Enter
waitre id +Kiosks
key Esc Esc
key Q y
exit 0
EOS
on_terminal "$T/script" -- "$BUILD/endpane" --config "$SIM_CONFIG"
