# Every operation of the catalogue opens from the palette, from anywhere: one
# with parameters as a form that has a field for each, also on 80x24; and it
# stands in the x menu of its pane, with the reason where it cannot be done.
# limit: 240
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 12 --groups 4 --apps 4 --users 6 --computers 8 \
	--endpoints 6

# "noun verb: field field …", from the catalogue by way of the manual.
"$BUILD/endpane" help --man | awk '
/^\.It Cm / {
	if ($3 ~ /^(api|journal|config|login|logout|trust|completion|version|help)$/)
		next
	op = $3 " " $4
	fields[op] = ""
	order[++count] = op
	next
}
op != "" && /^\.Xc/ { op = "" }
op != "" && /^\.?(Oo )?/ {
	line = $0
	sub(/^\./, "", line)
	sub(/^Oo /, "", line)
	split(line, word, " ")
	if (word[1] == "Fl") {
		name = word[2]
		sub(/^-/, "", name)
		fields[op] = fields[op] " " name
	} else if (word[1] == "Ar")
		fields[op] = fields[op] " " (word[2] == "PATH" ? "path" : "id")
}
END { for (i = 1; i <= count; i++) print order[i] ":" fields[order[i]] }
' >"$T/operations"
matches 'operations are found' '^apps create: name type' "$T/operations"
matches 'with those on one object' '^devices show: id$' "$T/operations"
check 'all of them' test "$(wc -l <"$T/operations")" -ge 40

{
	echo 'deadline 20000'
	echo 'wait Queue'
	sed 's/:/ :/' "$T/operations" | while read -r noun verb _ fields; do
		echo "name $noun $verb"
		echo 'key 1'
		echo 'wait [1 Over]'
		echo 'key :'
		echo "type $noun $verb"
		echo "waitre │ $noun $verb "
		echo 'key Enter'
		[ -n "$fields" ] || {
			echo 'gone GO TO'
			echo 'settle'
			continue
		}
		echo "wait ─ $noun $verb: "
		for field in $fields; do
			# The secret's option names a command.
			echo "waitre │ [>! ] \\(?${field%-command}\\)? "
		done
		echo "wait endpane $noun $verb"
		echo 'key Esc'
		echo "gone ─ $noun $verb: "
	done
	echo 'key Q'
	echo 'exit 0'
} >"$T/script"
on_terminal -r 24 -c 80 "$T/script" -- "$BUILD/endpane" \
	--config "$SIM_CONFIG"
is 'nothing was sent' 0 "$(writes)"

# On the smallest screen the buttons are always there, and each field comes.
{
	echo 'deadline 20000'
	echo 'wait endpane'
	sed 's/:/ :/' "$T/operations" | while read -r noun verb _ fields; do
		[ -n "$fields" ] || continue
		echo "name small: $noun $verb"
		echo 'key 1'
		echo 'wait [1 Over]'
		echo 'key :'
		echo "type $noun $verb"
		echo "waitre │ $noun $(printf %.6s "$verb")"
		echo 'key Enter'
		# With no line for it the title names the connection.
		case "$noun $verb" in
		"groups create") echo 'wait groups create, phones: Cre' ;;
		esac
		echo "waitre ─ $noun $(printf %.6s "$verb")"
		for field in $fields; do
			echo "waitre │ > \\(?$(printf %.10s "${field%-command}")"
			echo 'waitre (Review|Read) F2 ] \[ Cancel ]'
			echo 'key Tab'
			# What is not shown is typed twice.
			case $field in
			*-command)
				echo 'waitre │ > once more'
				echo 'key Tab' ;;
			esac
		done
		echo 'waitre (Review|Read) F2 ] \[ Cancel ]'
		echo 'key Esc'
		echo 'gone [ Cancel ]'
	done
	echo 'key Q'
	echo 'exit 0'
} >"$T/script"
on_terminal -r 12 -c 40 "$T/script" -- "$BUILD/endpane" \
	--config "$SIM_CONFIG"

# The menus: what takes an object of the pane, or makes one.
{
	echo 'deadline 20000'
	echo 'wait Queue'
	for place in 2:devices 3:groups 4:apps 5:users 6:computers \
		7:endpoints 8:accounts; do
		noun=${place#*:}
		echo "name the menu of $noun"
		echo "key ${place%:*}"
		if [ "$noun" = accounts ]; then
			echo 'wait Devices whose'
			echo 'key Enter'
		fi
		echo 'waitre row 1 of|^>  '
		echo 'key x'
		# A list without parameters is what the pane shows.
		grep "^$noun " "$T/operations" |
			grep -v ' list:$' | while IFS=: read -r op _; do
			echo "waitre │ [> ] $op "
		done
		echo 'key Esc'
		echo 'gone Actions:'
	done
	echo 'key Q'
	echo 'exit 0'
} >"$T/menus"
on_terminal -r 24 -c 80 "$T/menus" -- "$BUILD/endpane" \
	--config "$SIM_CONFIG"

# Read-only: why not stands beside each, and reading goes on.
cat >"$T/script" <<'EOS'
deadline 20000
wait Queue
key 2
wait row 1 of
name a menu says why not
key x
waitre apps associate +no: phones is read-only
waitre devices show +reads only
key Esc
name and the palette
key :
type apps create
waitre apps create +no: phones is read-only
key Enter
wait not possible here: no: phones is read-only
key Esc
name a says it, too
key a
wait phones is read-only
key Q
exit 0
EOS
on_terminal -r 24 -c 80 "$T/script" -- "$BUILD/endpane" \
	--config "$SIM_CONFIG" --read-only
