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
exit_is 'install-agent: nobody there' 1 ep endpoints install-agent 99 -y
