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
