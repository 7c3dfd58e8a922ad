# Agents for computers: one call, never an empty list.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 10 --users 10 --computers 10 --endpoints 10

# Endpoint Central takes an empty list for every computer.
ep endpoints list -o ids --limit 2 >"$T/some"
forget_requests
exit_is 'install-agent asks' 6 ep endpoints install-agent - <"$T/some"
exit_is 'install-agent: nobody' 6 ep endpoints install-agent - -y </dev/null
is 'sends nothing either' 0 "$(writes)"
check 'install-agent: two' ep endpoints install-agent - -y <"$T/some"
is 'in one call' 1 "$(writes)"
contains 'is accepted' accepted "$T/out"
exit_is 'install-agent: nobody there' 4 ep endpoints install-agent 99 -y

# No call tells whether an order was taken: that is said, and what to do.
forget_requests
fault 'POST /ec/api/1.4/som/computers close-after'
exit_is 'the answer is lost: unknown' 8 ep endpoints install-agent - -y \
	<"$T/some"
contains 'it says that no call tells' 'no call tells whether' "$T/out"
contains 'and where it will be seen' "'endpoints list' has the agent" "$T/err"
lacks 'it does not claim to have read' 'again did not tell' "$T/out"
fault
ep journal list -o ids >"$T/entries"
entry=$(head -n 1 "$T/entries")
exit_is 'it stays unknown' 8 ep journal resume "$entry" -y
contains 'that is said too' 'stay unknown: no call tells' "$T/err"
ep journal show "$entry" >"$T/shown"
contains 'the record does not claim a read' 'no call reads it' "$T/shown"
is 'and nothing is sent again' 1 "$(writes)"
exit_is 'nothing undoes it' 6 ep journal undo "$entry" -y
contains 'as it says' 'no call that removes an agent' "$T/err"
