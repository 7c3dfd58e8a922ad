# Questions on a terminal: shown in full, answered exactly, or nothing is sent.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 20 --groups 4 --apps 4 --users 4 --computers 20 \
	--endpoints 3 --seed 4
group=$(ep groups list -o ids | sed -n 3p)
name=$(ep groups list --columns name --no-header -o tsv | sed -n 3p)
ep devices list -o ids >"$T/ids"

asked() { # script on standard input, arguments of endpane
	cat >"$T/script"
	on_terminal -r 24 -c 80 "$T/script" -- "$BUILD/endpane" \
		--config "$SIM_CONFIG" "$@"
}

forget_requests
asked groups delete "$group" <<EOF
name the question names the object's id
wait $group
wait $name
wait undone
type wrong\\n
name a wrong answer is no answer
exit 6
restored
EOF
is 'nothing was deleted' 0 "$(writes)"

fault 'GET /mdm latency:700'
asked groups delete "$group" <<EOF
name typed before the question is no answer
type $name\\n
wait undone
settle 300
key C-c
exit 130
EOF
fault
is 'nothing was deleted then either' 0 "$(writes)"

asked groups delete "$group" <<EOF
wait $group
key C-d
name the end of the terminal's input is no answer
exit 6
EOF
asked groups delete "$group" <<EOF
wait $group
key C-c
name Ctrl-C
exit 130
restored
EOF
is 'nothing was deleted then either' 0 "$(writes)"

asked apps associate 99731238129 \
	--device "$(sed -n 1,3p "$T/ids" | paste -sd, -)" <<EOF
name several: the count is asked for
wait Type 3
wait $(sed -n 1p "$T/ids")
wait $(sed -n 2p "$T/ids")
wait $(sed -n 3p "$T/ids")
type 2\\n
exit 6
EOF
asked apps associate 99731238129 \
	--device "$(sed -n 1,3p "$T/ids" | paste -sd, -)" <<EOF
wait Type 3
type 3\\n
name the count is enough
exit 0
EOF
is 'that was one call' 1 "$(writes)"
asked groups remove-members "$group" --member "$(sed -n 1p "$T/ids")" <<EOF
wait [y/N]
type n\\n
name no
exit 6
EOF
asked groups delete "$group" <<EOF
wait $name
type $name\\n
name the name is enough
exit 0
EOF
exit_is 'it is gone' 4 ep groups show "$group"

# Without a terminal there is nobody to ask.
group=$(ep groups list -o ids | sed -n 2p)
forget_requests
exit_is 'no terminal' 6 setsid "$BUILD/endpane" --config "$SIM_CONFIG" \
	groups delete "$group"
contains 'says --yes' --yes "$T/err"
exit_is '--no-input' 6 ep groups delete "$group" --no-input
is 'nothing was sent' 0 "$(writes)"
exit_is 'confirm_above: more than it asks for a word' 6 setsid \
	"$BUILD/endpane" --config "$SIM_CONFIG" apps associate 99731238129 \
	--device "$(sed -n 1,2p "$T/ids" | paste -sd, -)"
sed '1i [endpane]\nconfirm_above = 2\n' "$SIM_CONFIG" >"$T/above.ini"
chmod 600 "$T/above.ini"
exit_is 'as many as confirm_above need none' 0 setsid "$BUILD/endpane" \
	--config "$T/above.ini" apps associate 99731238129 \
	--device "$(sed -n 1,2p "$T/ids" | paste -sd, -)"
