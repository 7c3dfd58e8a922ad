# limit: 180
# A monkey at the keyboard: 11,000 keys and sizes from a fixed seed. It
# must not end the program, and what it writes is only what it confirmed.
# SEED=n is another monkey.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 300

# A line of keys at a time, now and then a size, a paste, or a rest.
monkey() { # seed, lines of keys, keys of its own
	awk -v seed="$1" -v lines="$2" -v more="$3" 'BEGIN {
		srand(seed)
		n = split("0 1 2 3 4 5 6 7 8 9 a b c d e f g h i j k l m n o " \
		    "p r s t u v w x z A B C D E F G H I J K L M N O P R S " \
		    "T U V W X Z / \\ : ? + - * , . ; < > [ ] { } = ~ | " \
		    "Up Down Left Right Home End PgUp PgDn Ins Del Space " \
		    "Enter Enter Enter Esc Esc S-Tab Backspace C-l C-u C-w " \
		    "C-d C-f C-b C-k F1 F4 F5 M-x " more, key, " ")
		m = split("24 80,35 120,12 40,1 1,5 20,50 200,18 60,24 80", \
		    size, ",")
		for (i = 0; i < lines; i++) {
			line = "key"
			for (k = 1 + int(rand() * 12); k > 0; k--)
				line = line " " key[1 + int(rand() * n)]
			print line
			what = rand()
			if (what < .04)
				print "resize " size[1 + int(rand() * m)]
			else if (what < .05)
				print "paste ANB-0003\\nname~0\\n\\e[A2\\n"
			else if (what < .12)
				print "settle"
		}
	}'
}

# Where the monkey finds the way out it begins again.
again() {
	rm -rf "$XDG_STATE_HOME" "$XDG_CACHE_HOME" "$T/enough"
	cat >>"$T/script" <<'EOS'
resize 24 80
settle
row 1 ^.endpane
run touch "$T/enough"
alive
run kill $(pgrep -P $VT_PID)
exit 130
restored
EOS
	on_terminal "$T/script" -- sh -c 'until [ -e "$T/enough" ]; do
		"$1" --config "$2" || exit $?
	done' sh "$BUILD/endpane" "$SIM_CONFIG"
}

# It cannot reach a confirmation: no F2, no Tab to the button, no y.
{
	echo 'wait 300 devices'
	echo 'name a monkey that confirms nothing'
	monkey "${SEED:-1}" 1100 ''
} >"$T/script"
again
is 'it wrote nothing' 0 "$(writes)"

# This one may: then the journal has it.
{
	echo 'wait 300 devices'
	echo 'name a monkey that may confirm'
	monkey "$((${SEED:-1} + 1))" 600 'F2 F2 F2 F3 Tab Tab y y Tab x a a'
} >"$T/script"
again
check 'the journal is whole' ep journal verify
ep journal list -o csv --no-header >"$T/journal"
if [ "$(writes)" -le "$(wc -l <"$T/journal")" ]; then
	passed 'what it wrote is in the journal'
else
	failed 'what it wrote is in the journal' "$(writes) writes, $(
		cat "$T/journal")"
fi
lacks 'nothing is unknown' unknown "$T/journal"
echo "# it wrote $(writes) times"
