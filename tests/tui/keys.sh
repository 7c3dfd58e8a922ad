# The keys of the design, those in the help, in the manual and in keys.ini are
# the same ones.
# limit: 180
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 40
export EDITOR=true

# Typed from design/ux.md: key, where (l list, d detail, q queue, a anywhere),
# and words of what it does there.
cat >"$T/table" <<'EOT'
1	a	Overview
2	a	Devices
3	a	Groups
4	a	Apps
5	a	Users
6	a	AD computers
7	a	Endpoints
8	a	Accounts
9	a	Queue
0	l	preview|detail|card
Tab	a	next pane
S-Tab	a	pane before
j	l	row down
k	l	row up
Down	l	row down
Up	l	row up
g	l	first row
G	l	last row
Home	l	first row
End	l	last row
PgUp	l	page up
PgDn	l	page down
C-f	l	page down
C-b	l	page up
C-d	l	Half a page down
C-u	l	Half a page up
h	l	left
l	l	right
Left	l	left
Right	l	right
J	d	next object
K	d	object before
Enter	l	Open
q	a	Close
Backspace	a	Close
Q	a	Leave
Escape	a	Close prompt
-	a	before this one
{	a	Back
}	a	Forward
[	d	tab before
]	d	next tab
/	l	Filter
/	d	Search
\	l	Find
n	l	next match
N	l	match before
f	l	value
s	l	sort
S	l	order round
<	l	to the left
>	l	to the right
c	l	columns
w	l	All columns
Space	l	Mark
v	l	Mark from here
*	l	Mark all
+	l	Mark what
U	l	Clear the marks
a	l	main action
x	l	All actions
Del	l	All actions
e	l	Edit
e	d	Edit
u	q	.
r	l	anew
R	l	anew
D	l	missing
D	d	missing
p	l	Pause
p	q	Pause
y	l	Copy the id
Y	l	what to copy
E	l	new file
i	l	JSON
o	l	web console
o	d	web console
d	l	Open
z	l	list
:	a	pane, action or object
C-k	a	pane, action or object
?	a	keys
F1	a	keys
,	a	until the program ends
C-c	a	Cancel
C-l	a	anew
C-z	a	Suspend
EOT

# The manual's list: key, name, help; one line a key.
awk '
	function plain(text) {
		gsub(/\\&/, "", text); gsub(/\\e/, "\\", text)
		gsub(/\\-/, "-", text)
		return text
	}
	/^\.It Ic / && inkeys { count = split(substr($0, 8), keys, " , "); next }
	/^\.Bl -tag/ && dashboard { inkeys = 1 }
	/^\.Sh/ { dashboard = /DASHBOARD/; inkeys = 0 }
	/^\.Pq Li / && count {
		for (i = 1; i <= count; i++)
			printf "%s\t%s\t%s\n", plain(keys[i]),
			    plain(substr($0, 8)), help
		count = 0
	}
	count { help = $0 }
' "$ROOT/man/endpane.1" >"$T/manual"

# Every key of the table is in the manual, doing what the table says.
tab=$(printf '\t')
name_of() { # key, words
	awk -F '\t' -v key="$1" -v words="$2" \
		'BEGIN { if (key == "\\") key = "\\\\" }
		($1 == key || (key == "\\\\" && $1 == "\\")) &&
		$3 ~ words { print $2; exit }' "$T/manual"
}
: >"$T/names"
while IFS=$tab read -r key where words; do
	name=$(name_of "$key" "$words")
	if [ -z "$name" ]; then
		failed "the manual has $key: $words" "$(grep -F -- "$key" \
			"$T/manual" | head -n 5)"
	fi
	printf '%s\t%s\t%s\n' "$key" "$where" "$name" >>"$T/names"
done <"$T/table"
[ "$failures" = 0 ] && passed 'the manual has every key of the design'

# What is typed into the help finds its line: key and name stand in it.
script_for() { # where
	while IFS=$tab read -r key where name; do
		case $where in "$1") ;; *) continue ;; esac
		shown=$(printf '%s' "$key" | sed 's/[][\\.*^$+?{}|()/]/\\&/g')
		echo "key ?"
		echo "type $name"
		printf '%s\n' "waitre ^[^a-z]*(.* )?$shown( .*)? $name "
		echo "key Esc"
		echo "gone type to search:"
	done <"$T/names"
}

{
	echo 'deadline 20000'
	echo 'wait 40 devices'
	echo 'name the help of a list has them all'
	script_for a
	script_for l
	echo 'key Enter'
	echo 'wait [Summary]'
	echo 'name so has that of an object'
	script_for d
	echo 'key 9'
	echo 'name and that of pane 9'
	echo 'waitre \[9 Q'
	script_for q
	echo 'key Q'
	echo 'exit 0'
} >"$T/script"
on_terminal -c 100 "$T/script" -- "$BUILD/endpane" --config "$SIM_CONFIG"

# Every action that the program knows gets another key.
sed -n 's/^ACTION(\([a-z_0-9]*\), *".*/\1/p' "$ROOT/src/tui/actions.h" |
	tr _ - >"$T/all"
lines 'the manual has every action' "$(cut -f 2 "$T/manual" | sort -u |
	wc -l | tr -d ' ')" "$T/all"
section_of() { # scopes
	case $1 in
	*IN_ANY* | *IN_ALWAYS*) echo anywhere ;;
	*IN_MOVE*) echo move ;;
	*IN_LIST* | *IN_ROWS*) echo list ;;
	*IN_DETAIL* | *IN_TABLE*) echo detail ;;
	*IN_TEXT*) echo text ;;
	*IN_QUEUE*) echo queue ;;
	*) echo home ;;
	esac
}
{ tr '\n' ' ' <"$ROOT/src/tui/actions.h"; echo; } | sed 's/ACTION(/\n&/g' |
	sed -n 's/^ACTION(\([a-z_0-9]*\), *"[^"]*\(\\"\)*", *\([A-Z_ |]*\),.*/\1 \3/p' |
	while read -r name scopes; do
		printf '%s %s\n' "$(section_of "$scopes")" \
			"$(printf '%s' "$name" | tr _ -)"
	done >"$T/sections"
cut -d ' ' -f 2 "$T/sections" | sort >"$T/have"
sort "$T/all" >"$T/want"
same 'each with a section' "$T/want" "$T/have"
rm -rf "$XDG_STATE_HOME"
mkdir -p "$XDG_CONFIG_HOME/endpane"
python3 - "$T/sections" "$XDG_CONFIG_HOME/endpane/keys.ini" \
	"$T/own" <<'EOP'
import sys
rows = [line.split() for line in open(sys.argv[1])]
keys = {}
with open(sys.argv[2], "w", encoding="utf-8") as ini, \
        open(sys.argv[3], "w", encoding="utf-8") as own:
    for number, (section, name) in enumerate(rows):
        key = chr(0x4E00 + number)
        keys[name] = key
        ini.write("[%s]\n%s = %s\n" % (section, name, key))
        own.write("%s\t%s\n" % (name, key))
EOP
own() { awk -F '\t' -v name="$1" '$1 == name { print $2 }' "$T/own"; }
{
	echo 'deadline 20000'
	echo 'wait 40 devices'
	echo 'name every action of a list can have another key'
	while IFS=$tab read -r name key; do
		grep -q "^\(anywhere\|move\|list\) $name\$" "$T/sections" ||
			continue
		echo "type $(own help)"
		echo "type $name"
		echo "waitre $key ~ +$name "
		echo 'key Esc'
		echo 'gone type to search:'
	done <"$T/own"
	echo 'name the old key does nothing then, the new one does it'
	echo 'key s'
	echo 'wait s does nothing'
	echo "type $(own sort)"
	echo 'wait Sort by'
	echo 'key Esc'
	echo "type $(own pane-3)"
	echo 'waitre \[3 Gr'
	echo "type $(own quit)"
	echo 'exit 0'
} >"$T/script"
on_terminal -c 100 "$T/script" -- "$BUILD/endpane" --config "$SIM_CONFIG"
