# limit: 120
# What a person set up stays: filter, sort, cursor and marks of each pane from
# one run to the next; keys and themes of one's own; bad ones are said.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 200
own=$XDG_CONFIG_HOME/endpane
mkdir -p "$own/themes"
endpane() { # script
	on_terminal "$1" -- "$BUILD/endpane" --config "$SIM_CONFIG"
}

cat >"$T/script" <<'EOS'
wait 200 devices
name a filter, a sort, two marks, and a row of its own
key /
type platform=android
key Enter
waitre [0-9]+ of 200 devices
key s
wait Sort by
key Down*2 Enter
wait sorted by name
key S
wait sorted by -name
key g Space Space
wait 2 marked
key Down*3
settle
name another pane
key 3
waitre ^>  MDM
key j j
settle
key Q y
exit 0
EOS
endpane "$T/script"

cat >"$T/script" <<'EOS'
name the pane comes back
wait [3 Grp]
wait groups
waitre ^>  Warehouse scanners
name and the other one as it was
key 2
waitre Filter: platform=android +[0-9]+ of 200 devices
wait 2 marked
waitre row 6 of
name Esc drops the filter, the marks stay
key Esc
gone Filter:
wait 200 devices
key g
wait 2 marked
key Q y
exit 0
EOS
endpane "$T/script"

cat >"$T/script" <<'EOS'
name a dropped filter stays dropped
wait [2 Dev]
wait 200 devices
gone Filter:
key Q y
exit 0
EOS
endpane "$T/script"

# Keys of one's own win, and everything that tells keys says so.
printf '[list]\nfilter = F\nact = a A\n[anywhere]\nhelp = H\n' >"$own/keys.ini"
cat >"$T/script" <<'EOS'
wait 200 devices
name the key bar has the own keys
row -1 F filter.*H help
name the old key says what would have worked
key /
wait search
key F
wait FILTER:
key Esc
name the help shows them, with a mark
key H
wait type to search
type filter
waitre F ~ +filter
gone / ~
key Esc
key Q y
exit 0
EOS
endpane "$T/script"

refused() { # name, words
	cat >"$T/script" <<EOS
name $1
exit 2
restored
EOS
	on_terminal "$T/script" -- sh -c \
		'"$BUILD/endpane" --config "$SIM_CONFIG" 2>"$T/said"'
	contains "$1: words" "$2" "$T/said"
	lines "$1: one line" 1 "$T/said"
}
export SIM_CONFIG
printf '[list]\nfilter = /\nopne = Enter\n' >"$own/keys.ini"
refused 'an action that is none' 'keys.ini:3: no action named opne'
printf '[lists]\nopen = Enter\n' >"$own/keys.ini"
refused 'a section that is none' 'keys.ini:1: no section [lists]'
printf '[list]\nopen = Entr\n' >"$own/keys.ini"
refused 'a key that is none' 'keys.ini:2: Entr is no key'
rm "$own/keys.ini"

# A theme of one's own: what it does not name stays as it was.
printf '[roles]\ncursor = bold white on blue\n' >"$own/themes/mine.ini"
sed 's/^\[endpane\]/[endpane]\ntheme = mine/' "$SIM_CONFIG" >"$T/mine.ini"
chmod 600 "$T/mine.ini"
grep -q 'theme = mine' "$T/mine.ini" ||
	{ printf '[endpane]\ntheme = mine\n'; cat "$SIM_CONFIG"; } >"$T/mine.ini"
cat >"$T/script" <<'EOS'
wait 200 devices
name the row of the cursor has the own look
attrs "LIS-0199" bold.*fg=7.*bg=4
name the rest the usual one
attrs "NAME" bold.*fg=6
key Q y
exit 0
EOS
on_terminal "$T/script" -- "$BUILD/endpane" --config "$T/mine.ini"

printf '[roles]\ncursor = bold whit\n' >"$own/themes/mine.ini"
SIM_CONFIG=$T/mine.ini
refused 'a colour that is none' 'mine.ini:2: whit is no colour'
rm "$own/themes/mine.ini"
refused 'a theme that is none' 'mine.ini:2: theme: "mine" is not accepted'
