# limit: 180
# Every dialog, opened on a wide screen and on a small one, in all sizes from
# 1x1 to 500x500: it is there again, it can be left, and nothing is lost.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 60

# What must be seen at a usual size; then one more that a person works with.
shake() { # name, what must be there again
	cat <<EOS
name $1
wait $2
resize 1 1
resize 2 500
resize 500 500
settle
row 1 endpane
resize 12 40
settle
row 1 endpane
resize 11 40
waitre window too small
resize 28 180
wait $2
resize 27 179
wait $2
resize 50 200
wait $2
resize 24 80
wait $2
resize 35 120
wait $2
EOS
}

dialog() { # keys, name, what must be there
	printf 'key %s\n' "$1"
	shake "$2" "$3"
	echo 'key Esc'
	echo "gone $3"
}

{
	cat <<'EOS'
deadline 15000
wait 60 devices
EOS
	dialog 'f' 'facets' 'Esc close'
	dialog 's' 'sort' 'as the server gave them'
	dialog 'c' 'columns' 'Space show or hide'
	dialog 'x' 'actions' 'Actions:'
	dialog 'Y' 'copies' 'Enter choose'
	dialog 'E' 'export' 'Enter choose'
	dialog '/' 'filter' 'FILTER'
	dialog '\' 'find' 'FIND'
	dialog '+' 'mark by pattern' 'MARK'
	dialog '?' 'help' 'type to search'
	dialog ',' 'settings' 'Enter change'
	dialog ':' 'palette' 'GO TO'
	printf '%s\n' 'paste ANB-0003\nno-such-thing\nANB-0004\n'
	shake 'a pasted list' 'no-such-thing'
	echo 'key Esc'
	echo 'gone no-such-thing'
	echo 'key 0'
	shake 'the detail beside the list' '[Summary]'
	dialog 'x' 'actions over it' 'Actions:'
	dialog '/' 'search in it' 'SEARCH'
	echo 'key 0'
	echo 'gone [Summary]'
	echo 'key q'
	shake 'the question whether to leave' 'Leave endpane?'
	echo 'key Esc'
	echo 'gone Leave endpane?'
	cat <<'EOS'
name marks and cursor are where they were
key Home Down Space
waitre [*] ANB-0001
resize 1 1
resize 50 200
waitre [*] ANB-0001
waitre >  ANB-0002
key Q
exit 0
restored
clean
EOS
} >"$T/script"
on_terminal -r 50 -c 200 "$T/script" -- "$BUILD/endpane" --config "$SIM_CONFIG"
