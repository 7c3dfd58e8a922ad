# limit: 120
# One access token for all instances: fetched once, early, and not at all while
# the accounts server has had enough; secrets that are not configured; a login
# by password that scripts live on.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 5 --groups 3 --apps 2 --users 2 --computers 2 \
	--endpoints 2 --seed 9 --rate-limit on
kept=$XDG_STATE_HOME/endpane/tokens

forget_requests
running=
for n in 1 2 3 4 5; do
	ep groups list -o ids >"$T/list$n" 2>&1 &
	running="$running $!"
done
failed_ones=0
for pid in $running; do
	wait "$pid" || failed_ones=$((failed_ones + 1))
done
is 'five at once: all read' 0 "$failed_ones"
is 'with one token' 1 "$(counted POST /zoho)"

# Good for 90 seconds more; then for 50: that is too short.
lasts() { # seconds
	sed -i "s/\"expires_ms\":[0-9]*/\"expires_ms\":$(($(date +%s) + $1))000/" \
		"$kept/phones.json"
}
forget_requests
lasts 90
check 'a token for a while' ep groups list
is 'is used' 0 "$(counted POST /zoho)"
lasts 50
check 'one that ends soon' ep groups list
is 'is not' 1 "$(counted POST /zoho)"

# Ten tokens in ten minutes, then none.
forget_requests
for n in 1 2 3 4 5 6 7 8 9; do
	rm -f "$kept/phones.json"
	run ep groups list
done
is 'too many sign-ins' 9 "$status"
contains 'are told apart' 'too many sign-ins' "$T/err"
asked=$(counted POST /zoho)
exit_is 'then nobody asks' 9 ep groups list
contains 'until a time' 'may be tried again' "$T/err"
exit_is 'no other instance either' 9 "$BUILD/endpane" \
	--config "$SIM_CONFIG" users list
is 'nothing was sent meanwhile' "$asked" "$(counted POST /zoho)"
check 'another connection has a time of its own' ep endpoints list
sed -i 's/.*/1/' "$kept/phones.pause"
run ep groups list
is 'when it is over it is asked again' $((asked + 1)) \
	"$(counted POST /zoho)"

stop_sim
start_sim --devices 5 --groups 3 --apps 2 --users 2 --computers 2 \
	--endpoints 2 --seed 9
rm -rf "$kept"
secret=$(sed -n 's/^client_secret = //p' "$SIM_CONFIG" | head -n 1)
sed -e '/^client_secret/d' "$SIM_CONFIG" >"$T/asks.ini"
chmod 600 "$T/asks.ini"
asks() {
	"$BUILD/endpane" --config "$T/asks.ini" "$@"
}
forget_requests
exit_is 'no client secret, nobody to ask' 3 asks --no-input groups list
contains 'says what would give it' client_secret_command "$T/err"
is 'and nothing was sent' 0 "$(counted '*')"
cat >"$T/script" <<EOF
wait phones: client secret (not shown)
type $secret\\n
name a typed client secret
exit 0
restored
noraw $secret
EOF
on_terminal -r 24 -c 100 "$T/script" -- "$BUILD/endpane" \
	--config "$T/asks.ini" groups list
check 'its token serves who cannot be asked' asks --no-input groups list

# A domain from those that the server names, a password, a code: once.
sed -e '/^password/d' -e 's/^username.*/username = otp/' \
	-e 's/^auth_type.*/auth_type = ad_authentication/' "$SIM_CONFIG" \
	>"$T/asks.ini"
chmod 600 "$T/asks.ini"
exit_is 'nobody to ask' 3 asks --no-input endpoints list
contains 'names the domain' 'domain in the configuration' "$T/err"
contains 'and those of the server' 'the server has ' "$T/err"
contains 'all of them' ', ZYLKER' "$T/err"
cat >"$T/script" <<'EOF'
wait domain of otp
waitre 3 +ZYLKER
type zylker\n
wait password of otp (not shown)
type estate\n
wait code of the authenticator app
type 042117\n
name login by password
wait desktops: signed in
exit 0
noraw estate
noraw 042117
EOF
on_terminal -r 24 -c 100 "$T/script" -- "$BUILD/endpane" \
	--config "$T/asks.ini" login desktops
check 'serves scripts' asks --no-input endpoints list
exit_is 'a code is for consents' 2 asks login desktops --code 1
