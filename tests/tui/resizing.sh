# limit: 120
# Every pane and dialog in every size: the last size is drawn, nothing is lost,
# too small says so.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 200

# From tiny to huge and back; the place is where it was.
shake() { # what must be there again
	cat <<EOS
name $1, in all sizes
wait $1
resize 1 1
resize 12 40
settle
resize 500 200
settle
row 1 endpane
resize 5 200
resize 24 39
waitre window too small
resize 24 40
gone window too small
resize 11 80
waitre window too small
resize 100 30
waitre window too small
resize 24 80
gone too small
wait $1
row 1 endpane
row 2 9 Queue
settle
key C-l
settle
alive
EOS
}

{
	cat <<'EOS'
deadline 15000
wait 200 devices
EOS
	for pane in '1 Needs attention' '2 200 devices' '3 9 groups' \
	    '4 24 apps' '5 160 users' '6 200 computers' '7 200 endpoints' \
	    '8 987000000654321' '9 [Requests]'; do
		echo "key ${pane%% *}"
		echo "wait ${pane#* }"
		shake "${pane#* }"
	done
	echo 'key ]'
	shake '[Jobs]'
	echo 'key ]'
	shake '[Journal]'
	echo 'key 2 Enter'
	shake '[Summary]'
	echo 'key ] ]'
	shake '[Profiles]'
	echo 'key q /'
	echo 'type name~0'
	shake 'FILTER: name~0'
	echo 'key Esc'
	echo 'gone FILTER:'
	echo 'key ?'
	shake 'type to search'
	echo 'key Esc'
	echo 'gone type to search'
	echo 'key :'
	echo 'settle'
	echo 'resize 1 1'
	echo 'resize 24 80'
	echo 'settle'
	echo 'key Esc'
	echo 'settle'
	echo 'key Esc'
	echo 'gone Filter:'
	echo 'key f'
	shake 'PLATFORM: 5 values'
	echo 'key Esc'
	echo 'gone 5 values'
	echo 'key s'
	shake 'as the server gave them'
	echo 'key Esc'
	echo 'gone as the server'
	echo 'key x'
	shake 'Actions: '
	echo 'key Esc'
	echo 'gone Actions:'
	echo 'key g j Space Space a'
	shake 'apps associate'
	echo 'key Enter'
	shake 'ME MDM'
	echo 'key Enter F2'
	echo 'wait [ Send ]'
	shake 'Type how many (2)'
	cat <<'EOS'
name what was typed is still there
type 27
resize 60 150
resize 24 80
waitre Enter: 27
key C-u 2 Enter
wait 2 applied
EOS
	shake 'done on phones: 2 applied'
	cat <<'EOS'
name marks and cursor are where they were
key q
waitre ^ [*] ANB-0001
waitre ^>  ANB-0003
name a storm of sizes
EOS
	for size in '3 9' '24 80' '2 200' '500 3' '24 79' '24 81' '13 41' \
	    '50 132' '24 80' '1 500' '25 80' '24 80'; do
		echo "resize $size"
	done
	cat <<'EOS'
waitre ^>  ANB-0003
row 1 endpane
row -1 help$
name keys in a window that is too small do nothing
resize 4 20
wait window too small
key a x Enter Enter C-l
settle
resize 24 80
gone Actions
gone apps associate
waitre ^>  ANB-0003
name but leaving works
resize 1 1
key Q
exit 0
clean
restored
EOS
} >"$T/script"
on_terminal "$T/script" -- "$BUILD/endpane" --config "$SIM_CONFIG"
is 'one write, the confirmed one' 1 "$(writes)"

# From the start in a tiny one.
cat >"$T/script" <<'EOS'
name begun in one cell
settle
alive
resize 24 80
wait 200 devices
resize 1 1
key Q
exit 0
restored
EOS
on_terminal -r 1 -c 1 "$T/script" -- "$BUILD/endpane" --config "$SIM_CONFIG"
