# Results have names where they are known without a call: from lists that the
# dashboard has kept, or a command that has read a whole one.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 300 --groups 8 --apps 5 --users 10 --computers 5 \
	--endpoints 6 --seed 4
group=$(ep groups list --filter type=device -o ids --limit 1)
devices=$(ep devices list -o ids | sed -n 101,103p | paste -sd,)
ep devices list -o csv --columns id,name --no-header | sed -n 101,103p >"$T/wanted"

rm -rf "$XDG_CACHE_HOME"
ep groups add-members "$group" --member "$devices" -y >/dev/null
forget_requests
ep groups remove-members "$group" --member "$devices" -y -o csv \
	--columns id,name --no-header >"$T/out"
echo "$devices" | tr , '\n' | sed 's/$/,/' >"$T/bare"
same 'nothing kept: no names' "$T/bare" "$T/out"
calls=$(counted '*')

cat >"$T/script" <<'EOS'
deadline 20000
key 2
wait 300 devices
key 3
wait groups
settle
key 7
wait 6 endpoints
settle
key Q
exit 0
EOS
on_terminal -r 24 -c 100 "$T/script" -- "$BUILD/endpane" --config "$SIM_CONFIG"
ep groups add-members "$group" --member "$devices" -y -o csv \
	--columns id,name --no-header >"$T/out"
same 'kept: names' "$T/wanted" "$T/out"
forget_requests
ep groups remove-members "$group" --member "$devices" -y -o csv \
	--columns id,name --no-header >"$T/out"
same 'also of what is taken out' "$T/wanted" "$T/out"
is 'by no call more' "$calls" "$(counted '*')"
ep journal list -o json --limit 3 >"$T/out"
is 'the journal has them too' \
	"$(sed 's/.*,//' "$T/wanted" | sort | paste -sd' ')" \
	"$(json_of '" ".join(sorted(e["object_name"] for e in d))' "$T/out")"
point=$(ep endpoints list -o ids --limit 1)
check 'an agent' ep endpoints install-agent "$point" -y -o json
is 'with its name' "$(ep endpoints list --limit 1 --columns name -o tsv \
	--no-header)" "$(json_of 'd[0]["name"]' "$T/out")"
check 'a group goes' ep groups delete "$group" -y -o json
check 'by its name' test -n "$(json_of 'd[0]["name"]' "$T/out")"
check 'one that nothing knows' sh -c '"$@" 2>/dev/null; [ $? = 4 ]' sh \
	"$BUILD/endpane" --config "$SIM_CONFIG" groups delete 998877 -y -o json
is 'has none' '' "$(json_of 'd[0]["name"]' "$T/out")"
