# limit: 180
# Text that wants to own the terminal, in every pane, tab, form and question:
# not one byte that was not ours, no cell outside its field.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 60 --groups 20 --apps 20 --users 20 --computers 60 \
	--endpoints 20 --seed 2 --fault hostile
export SIM_CONTROL SIM_CONFIG LIB="$ROOT/tests/lib/lib.sh"

# Fixed rows stay what they are, boxes are closed, columns stand.
frame='row 1 ^.endpane .* [0-9][0-9]:[0-9][0-9]:[0-9][0-9]$
row 2 9 Queue.?$
row -1 help$|close|j k|Esc|Enter
clean'

cat >"$T/script" <<EOS
deadline 15000
wait 60 devices
name it is hostile
waitre x1b|U[+]20|U[+]00
$(for pane in 1 2 3 4 5 6 7 8 9; do
	echo "name pane $pane"
	echo "key $pane"
	echo settle
	echo "$frame"
	[ "$pane" != 2 ] || echo 'key G PgUp PgUp g w l l l h w S n'
	echo "key Down Down"
	echo "key Enter"
	echo settle
	for tab in 1 2 3 4 5; do
		echo "name pane $pane, opened, tab $tab"
		echo settle
		echo "$frame"
		echo "key PgDn G g ]"
	done
	echo "key i"
	echo settle
	echo "name pane $pane, raw"
	echo "$frame"
	echo "key q"
	echo settle
	echo "key q"
	echo settle
	echo "key n"
	echo settle
done)
name columns stand where they stood
key 2 g Esc
settle
row 4 ^   NAME {17,19}[v^]? ?  ?PLATFORM  OS       MODEL            USER
waitre ^[> ]  .{22} [a-z]+ 
name facets
key f
settle
$frame
key l l l l
settle
$frame
key Esc
name filter and find
key /
type name~0
settle
$frame
key Esc Esc \\
type a
key Enter n n
settle
$frame
name menu
key x
wait Actions
$frame
key Esc
name form
key Space Space a
wait apps associate
$frame
key Enter
settle
$frame
key Enter
settle
$frame
name question
key F2
wait [ Send ]
$frame
key F3
settle
$frame
key q
name result
key C-u 2 Enter
wait applied
settle
$frame
name journal
key 9 ] ]
wait [Journal]
settle
$frame
key Enter
settle
$frame
key q
name refusals
run . "\$LIB"; fault hostile 'GET /mdm/groups 403' 'GET /mdm/users 500'
key 3 r
settle
$frame
key 5 r
settle
$frame
name other sizes
resize 35 120
settle
key 2 7 6 1 2
settle
row 1 ^.endpane .* [0-9][0-9]:[0-9][0-9]:[0-9][0-9]$
resize 50 200
settle
row 1 ^.endpane .* [0-9][0-9]:[0-9][0-9]:[0-9][0-9]$
resize 12 40
settle
resize 24 80
settle
$frame
key Q
exit 0
clean
restored
EOS
on_terminal "$T/script" -- "$BUILD/endpane" --config "$SIM_CONFIG"
# And in ASCII.
sed -i '/^name refusals/,/^key 5 r$/d' "$T/script"
sed -i 's/^exit 0$/&\nascii/; /Type how many/d; s/^key C-u 2 Enter$/key Esc/; s/^wait applied$/wait nothing was sent\nkey Esc Esc Esc/' \
	"$T/script"
on_terminal "$T/script" -- env LC_ALL=C "$BUILD/endpane" --config "$SIM_CONFIG"
