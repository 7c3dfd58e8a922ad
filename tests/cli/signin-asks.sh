# A secret that is not configured is asked for: once, not shown, on a terminal.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 5 --groups 3 --apps 2 --users 2 --computers 2 \
	--endpoints 2 --seed 9
key=$(sed -n 's/^api_key = //p' "$SIM_CONFIG")
password=$(sed -n 's/^password = //p' "$SIM_CONFIG")
keyed=$(sed -n '/^\[/h;/^auth = api-key/{x;s/[][]//g;p;q;}' "$SIM_CONFIG")
desk=$(sed -n '/^\[/h;/^auth = password/{x;s/[][]//g;p;q;}' "$SIM_CONFIG")
grep -Ev '^(api_key|password) = ' "$SIM_CONFIG" >"$T/asks.ini"
chmod 600 "$T/asks.ini"
asks() { # script on standard input, arguments of endpane
	cat >"$T/secrets/script"
	on_terminal -r 24 -c 100 "$T/secrets/script" -- "$BUILD/endpane" \
		--config "$T/asks.ini" "$@"
}

forget_requests
asks computers list <<EOF
wait $keyed: api key (not shown)
type $key\\n
name a typed key signs in
exit 0
restored
noraw $key
EOF
is 'by one call' 1 "$(counted GET /admp)"
asks computers list <<EOF
wait api key
type wrong\\n
name a wrong key is refused, and not asked for again
exit 3
restored
EOF
asks computers list <<EOF
wait api key
type \\n
name no answer
exit 3
EOF
asks endpoints list <<EOF
wait $desk: password of admin (not shown)
type $password\\n
name a typed password
exit 0
noraw $password
EOF
forget_requests
exit_is 'no terminal' 3 setsid "$BUILD/endpane" --config "$T/asks.ini" \
	computers list
contains 'says what to do' api_key_command "$T/err"
exit_is '--no-input' 3 "$BUILD/endpane" --config "$T/asks.ini" --no-input \
	computers list
is 'nothing was sent' 0 "$(counted '*' /admp)"

# The dashboard asks the same.
cat >"$T/secrets/script" <<EOF
deadline 20000
wait devices
key 6
wait $keyed: api key (not shown)
type $key
key Enter
name the dashboard goes on with it
gone (not shown)
wait 2 computers
noraw $key
key Q
EOF
sed "/^\[$desk\]/,/^\$/d" "$T/asks.ini" >"$T/keyed.ini"
chmod 600 "$T/keyed.ini"
rm -rf "$XDG_CACHE_HOME/endpane"	# a list just read is not read anew
on_terminal -r 24 -c 100 "$T/secrets/script" -- "$BUILD/endpane" \
	--config "$T/keyed.ini"
