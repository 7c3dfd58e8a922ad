# config check: how far each connection gets, and the exit status by the worst.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 5 --groups 3 --apps 2 --users 2 --computers 2 \
	--endpoints 2 --seed 9
conns=$(grep -c '^system = ' "$SIM_CONFIG")
phones=$(sed -n '/^\[/h;/^system = mdm/{x;s/[][]//g;p;q;}' "$SIM_CONFIG")
forget_requests
check 'all is well' ep config check -o csv
lines 'a line a connection' $((conns + 1)) "$T/out"
is 'with these columns' \
	'connection,reachable,certificate,signed-in,may-read,calls-left,problem' \
	"$(head -n 1 "$T/out")"
is 'each gets all the way' "$conns" \
	"$(grep -c ',yes,plain http,yes,yes,' "$T/out")"
# No parameter but those that the documents print for these reads.
is 'MDM: one read' 1 "$(counted GET /mdm)"
is 'of the groups' 1 "$(counted GET /mdm/api/v1/mdm/groups)"
is 'Endpoint Central: one' 1 "$(counted GET /ec)"
is 'ADManager: one' 1 "$(counted GET /admp)"
is 'Identity360: one' 1 "$(counted GET /id360)"
is 'nothing is written' 0 "$(writes)"
check 'as JSON' ep config check -o json
is 'an object a connection' "$conns" "$(json_of 'len(d)' "$T/out")"
is 'with the same words' yes "$(json_of 'd[0]["may-read"]' "$T/out")"
check 'as a table' ep config check
contains 'the configuration has no complaint' 'no complaint' "$T/out"

fault '* /mdm 403'
exit_is 'not permitted' 3 ep config check -o csv
contains 'signed in, may not read' "$phones,yes,plain http,yes,no," "$T/out"
fault '* /mdm 401'
exit_is 'not signed in' 3 ep config check -o csv
contains 'by the key' "$phones,yes,plain http,no,?," "$T/out"
fault '* /mdm 500'
exit_is 'failing' 1 ep config check -o csv
contains 'signed in, failing' "$phones,yes,plain http,yes,no," "$T/out"
fault

# The worst decides: one that is not there against one that may not.
sed 's|^\(url = http://127.0.0.1:\)[0-9]*\(/ec.*\)|\11\2|' "$SIM_CONFIG" \
	>"$T/away.ini"
chmod 600 "$T/away.ini"
fault '* /mdm 403'
exit_is 'not there' 7 "$BUILD/endpane" --config "$T/away.ini" config check \
	-o csv
contains 'nothing answers' ',no,?,?,?,' "$T/out"
contains 'two have a problem' "2 of $conns connections have a problem" \
	"$T/err"
fault

sed "s/^\[$phones\]/&\nrate_per_day = 500/" "$SIM_CONFIG" >"$T/day.ini"
chmod 600 "$T/day.ini"
check 'a budget' "$BUILD/endpane" --config "$T/day.ini" config check -o csv
matches 'says what is left' "^$phones,yes,plain http,yes,yes,4[0-9]+,\$" \
	"$T/out"
sed 's/^device_ids.*//' "$SIM_CONFIG" >"$T/none.ini"
chmod 600 "$T/none.ini"
check 'what is not set up is no failure' "$BUILD/endpane" \
	--config "$T/none.ini" config check -o csv
matches 'but not tried' ',yes,plain http,\?,\?,.*device' "$T/out"
