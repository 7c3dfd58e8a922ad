# Starting without what is needed: one clear line and the right exit code.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

endpane=$BUILD/endpane
exit_is 'no config, no verb' 2 "$endpane"
lines 'two lines' 2 "$T/err"
contains 'one on --demo' 'endpane --demo' "$T/err"
contains 'one on config init' 'endpane config init' "$T/err"
exit_is 'no config, a verb' 2 "$endpane" devices list
lines 'one line' 1 "$T/err"

start_sim --devices 5 --groups 2 --apps 2 --users 2 --computers 5 \
	--endpoints 2
exit_is 'no verb, no terminal' 2 ep
lines 'one line for it' 1 "$T/err"
contains 'names --plain' --plain "$T/err"
cat >"$T/script" <<'EOF'
name an unknown TERM
exit 2
restored
EOF
# What ncurses keeps of a terminal that it does not know is its own.
echo leak:libtinfo >"$T/suppressed"
on_terminal -t nonsense-term "$T/script" -- \
	env LSAN_OPTIONS="suppressions='$T/suppressed'" "$endpane" \
	--config "$SIM_CONFIG"
check '--plain' ep --plain
contains '--plain counts the lists' devices "$T/out"
exit_is 'a noun alone' 2 ep devices
exit_is 'too many words' 2 ep devices list more
check '--config= with an equals sign' "$endpane" \
	"--config=$SIM_CONFIG" devices list
check 'ENDPANE_CONFIG' env ENDPANE_CONFIG="$SIM_CONFIG" "$endpane" \
	devices list
check 'the name behind -- is no option' sh -c '"$@"; [ $? = 4 ]' sh \
	"$endpane" --config "$SIM_CONFIG" computers show --domain acme.local \
	-- -odd-name

# config init writes once, for the owner alone.
check 'config init' "$endpane" config init
file=$(find "$XDG_CONFIG_HOME" -name config.ini)
is 'for its owner alone' 600 "$(stat -c %a "$file")"
check 'config path' "$endpane" config path
is 'names it' "$file" "$(cat "$T/out")"
exit_is 'not twice' 2 "$endpane" config init
check 'config check' "$endpane" --config "$SIM_CONFIG" config check
check 'config show' "$endpane" --config "$SIM_CONFIG" config show
contains 'the connections' '[phones]' "$T/out"
for secret in client_secret refresh_token api_key password; do
	value=$(sed -n "s/^$secret = //p" "$SIM_CONFIG" | head -n 1)
	lacks "not the $secret" "= $value" "$T/out"
done
