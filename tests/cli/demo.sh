# endpane --demo: an estate for one command, gone with it however it ends.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

endpane=$BUILD/endpane

check 'a list' "$endpane" --demo --demo-size 40 devices list -o json
cp "$T/out" "$T/json"
is 'as many as asked for' 40 "$(json_of 'len(d)' "$T/json")"
is 'exact ids' 9007199254740993 "$(json_of 'd[1]["device_id"]' "$T/json")"
is 'nothing said besides' '' "$(cat "$T/err")"
check 'the default size' "$endpane" --demo devices list -o ids
lines '500 devices' 500 "$T/out"
check 'a change' "$endpane" --demo groups add-members 99731238129 \
	--member 9007199254740993
check 'the exit code is the command'\''s' test 4 = "$("$endpane" --demo \
	devices show 424242 2>/dev/null
	echo $?)"
find "$HOME" "$TMPDIR" -type f >"$T/left"
is 'nothing is left behind' '' "$(cat "$T/left")"

check 'what is in effect is shown' "$endpane" --demo config show
contains 'that of the estate' 'url = http://127.0.0.1:' "$T/out"
lacks 'and no secret' 'estate' "$T/out"

# However it ends, the simulator ends too.
cat >"$T/gone" <<'EOF'
# The process, and no zombie of it.
while read -r _ _ state _ <"/proc/$1/stat" && [ "$state" != Z ]; do
	sleep 0.01
done 2>/dev/null
EOF
ends() { # name, what vt is to do
	cat >"$T/script" <<EOF
wait 99731238129
run cat /proc/\$VT_PID/task/\$VT_PID/children | tr -d ' ' >"$T/child"
run test -s "$T/child"
$2
run timeout 10 sh "$T/gone" \$(cat "$T/child")
name $1: the simulator ends
run p=/proc/\$(cat "$T/child"); test ! -d \$p || grep -q '^State:.Z' \$p/status
EOF
	on_terminal "$T/script" -- "$endpane" --demo --demo-size 20 \
		groups delete 99731238129
}
ends 'an answer' 'type no\n'
ends 'Ctrl-C' 'key C-c'
ends 'the terminal gone' hup
ends SIGTERM 'signal TERM'
ends SIGKILL 'signal KILL'
