# Stopped in the middle: nothing more is sent, and what became of each is known.
# limit: 90
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 200 --groups 8 --apps 6 --users 20 --computers 60 \
	--endpoints 3 --seed 8
group=$(ep groups list -o ids | sed -n 2p)
ep devices list -o ids | sed -n 21,120p >"$T/ids"
ids=$(paste -sd, "$T/ids")
check 'a hundred members' ep groups add-members "$group" --member "$ids" --yes

for signal in INT TERM; do
	rm -rf "$XDG_STATE_HOME/endpane/journal.db"*
	ep groups add-members "$group" --member "$ids" --yes >/dev/null
	rm -rf "$XDG_STATE_HOME/endpane/journal.db"*
	fault 'DELETE /mdm latency:200'
	forget_requests
	env --default-signal "$BUILD/endpane" --config "$SIM_CONFIG" \
		groups remove-members "$group" --member "$ids" --yes -o json \
		>"$T/out" 2>"$T/err" &
	pid=$!
	until [ "$(counted DELETE /mdm)" -ge 4 ] 2>/dev/null; do :; done
	kill -$signal $pid
	code=0
	wait $pid || code=$?
	fault
	is "SIG$signal: exit 130" 130 $code
	sent=$(counted DELETE /mdm)
	is "SIG$signal: not all were sent" True \
		"$([ "$sent" -lt 100 ] && echo True)"
	is "SIG$signal: a result each" 100 "$(json_of 'len(d)' "$T/out")"
	is "SIG$signal: what was sent ended" "$sent" \
		"$(json_of 'sum(r["status"] == "ok" for r in d)' "$T/out")"
	is "SIG$signal: the rest was not sent" "$((100 - sent))" \
		"$(json_of 'sum(r["status"] == "not-sent" for r in d)' \
		"$T/out")"
	is "SIG$signal: none is unknown" 0 \
		"$(ep journal list --unknown -o ids | wc -l)"
	ep journal list -o json >"$T/json"
	is "SIG$signal: the journal has what was sent" "$sent" \
		"$(json_of 'sum(e["state"] == "applied" for e in d)' "$T/json")"
	control GET "/state?group=$group" >"$T/state"
	is "SIG$signal: the simulator agrees" "$((100 - sent))" "$(
		python3 -c 'import json, sys
members = set(map(str, json.load(open(sys.argv[1]))["members"]))
print(len(members & set(open(sys.argv[2]).read().split())))' \
		"$T/state" "$T/ids")"
done

# A pipe whose reader leaves does not stop what is being done.
forget_requests
ep groups add-members "$group" --member "$ids" --yes >/dev/null
sh -c '"$@" | true' sh "$BUILD/endpane" --config "$SIM_CONFIG" \
	groups remove-members "$group" --member "$ids" --yes 2>"$T/err"
is 'nobody reads the results: all was sent' 100 "$(counted DELETE /mdm)"
is 'and recorded' 0 "$(ep journal list --unknown -o ids | wc -l)"
