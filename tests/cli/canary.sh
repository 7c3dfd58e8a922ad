# Forty secrets are planted wherever a secret can come from; nothing that is
# said, shown, copied, exported, logged or kept has one of them, in any of a
# dozen spellings. The server repeats what it was told, to make it harder.
# limit: 180
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

canary() {
	python3 "$ROOT/tests/lib/canary.py" "$@"
}
# Where secrets belong is not searched: $T/secrets. All else is below $T/seen.
mkdir "$T/seen"
HOME=$T/seen/home
XDG_STATE_HOME=$HOME/state
XDG_CACHE_HOME=$HOME/cache
XDG_CONFIG_HOME=$HOME/config
TMPDIR=$T/seen/tmp
mkdir -p "$HOME" "$TMPDIR"
export HOME XDG_STATE_HOME XDG_CACHE_HOME XDG_CONFIG_HOME TMPDIR
canary plant "$T/secrets/all"
is 'as many as were promised' 40 "$(wc -l <"$T/secrets/all")"
secret() { # name
	sed -n "s/^$1 //p" "$T/secrets/all"
}

mkfifo "$T/port"
python3 "$ROOT/tests/lib/canary.py" serve "$T/secrets/all" "$T/secrets/wire" \
	>"$T/port" &
server=$!
trap 'kill "$server" 2>/dev/null; at_end' EXIT
port=$(timeout 20 head -n 1 "$T/port")
url=http://127.0.0.1:$port

umask 077
for name in client_secret refresh_token ec_otp code; do
	secret $name >"$T/secrets/$name"
done
# The helper looks at who has started it, too.
cat >"$T/secrets/look" <<END
#!/bin/sh
for what in cmdline limits; do
	cat /proc/\$PPID/\$what >>"$T/seen/of-program.\$what"
done
cat "$T/secrets/\$1"
END
chmod 700 "$T/secrets/look"
cat >"$T/secrets/config.ini" <<END
[phones]
system = mdm
url = $url/mdm
auth = oauth
accounts_url = $url/zoho
client_id = 1
client_secret_command = '$T/secrets/look' client_secret
refresh_token_file = $T/secrets/refresh_token

[legacy]
system = mdm
url = $url/mdm
auth = zoho-authtoken
token = $(secret mdm_token)
header.X-Pass = $(secret header)

[proxied]
system = mdm
url = $url/mdm
auth = api-key
api_key_env = OTHER
proxy = http://user:$(secret proxy)@127.0.0.1:1

[consent]
system = mdm
url = $url/mdm
auth = oauth
accounts_url = $url/zoho
client_id = 1
client_secret_file = $T/secrets/client_secret
redirect_uri = https://example.com/endpane

[desktops]
system = endpoint-central
url = $url
auth = password
username = admin
password_env = EC_PASSWORD
otp_command = cat '$T/secrets/ec_otp'

[typed]
system = endpoint-central
url = $url
auth = password
username = admin

[directory]
system = admanager
url = $url
auth = api-key
api_key_env = ADMP
domains = d.com

[identity]
system = identity360
url = $url
auth = oauth
accounts_url = $url/zoho
client_id = 2
client_secret = $(secret id_client_secret)
refresh_token = $(secret id_refresh)
device_ids = one:7
END
EC_PASSWORD=$(secret ec_password)
ADMP=$(secret api_key)
OTHER=$(secret other_env)
export EC_PASSWORD ADMP OTHER
export ENDPANE_CONFIG="$T/secrets/config.ini"

mkdir "$T/seen/said"
n=0
say() { # arguments of endpane...
	n=$((n + 1))
	ENDPANE_LOG=net,auth,op,paint:$T/seen/said/log.$n timeout 20 \
		"$BUILD/endpane" "$@" >"$T/seen/said/out.$n" \
		2>"$T/seen/said/err.$n" <"${input:-/dev/null}"
}
for format in table json jsonl csv tsv ids; do
	say devices list -c phones -v -o $format
	say computers list -v -o $format
	say accounts list --device 7 -v -o $format
	say endpoints list -c desktops -v -o $format
done
for format in table json jsonl csv tsv; do
	say devices show 7 -c phones -v -o $format
done
say devices show 7 -c phones -o json
matches 'the object with all the secrets is shown' '"name": *"one"' \
	"$T/seen/said/out.$n"
for noun in groups apps users; do
	for conn in phones legacy; do
		say $noun list -c $conn -v
		say $noun list -c $conn --errors json
	done
done
say devices list -c proxied -v --timeout 2
say api phones GET /devices/7
say api phones GET /groups -v
say api legacy GET /apps
say groups delete 7 -c legacy --dry-run -v
say groups delete 7 -c phones --yes -v
say config show
say config check
say accounts unlink 1 --device 7 --type unlink_and_change_password --yes -v \
	--new-password-command "echo '$(secret unlink_password)'"
say accounts unlink 1 --device 7 --type unlink_and_change_password --dry-run \
	--new-password-command "echo '$(secret unlink_password)'"
input=$T/secrets/code
say login consent --code - -v
input=
say devices list -c consent -v
say journal list -o json
say journal verify

# Typed at prompts.
cat >"$T/secrets/script" <<END
wait password of admin
type $(secret ec_prompt_password)\\n
wait code
type $(secret ec_prompt_otp)\\n
exit 0
restored
rawfile $T/seen/said/prompt
END
on_terminal "$T/secrets/script" -- "$BUILD/endpane" endpoints list -c typed -v

# The dashboard, all over it.
cat >"$T/secrets/script" <<END
deadline 15000
wait one
$(for pane in 1 2 3 4 5 6 7 8 9; do
	printf 'key %s\nsettle\nshot %s\n' $pane "$T/seen/said/pane.$pane"
	printf 'key Enter\nsettle\nshot %s\n' "$T/seen/said/open.$pane"
	printf 'key ] ]\nsettle\nkey i\nsettle\nshot %s\nkey q\n' \
		"$T/seen/said/raw.$pane"
	printf 'settle\nkey q\nsettle\nkey n\nsettle\n'
done)
name everything of a device
key 2 g
wait one
key Enter
wait [Summary]
settle
$(for page in 1 2 3 4; do
	printf 'shot %s\nkey PgDn\nsettle\n' "$T/seen/said/page.$page"
done)
key Y
settle
key End Up Enter
settle
key Y
settle
key End Enter
settle
key q
name exports
key E Down*6 Enter
settle
key C-u
type $T/seen/said/export.csv
key Enter
settle
key E Down*8 Enter
settle
key C-u
type $T/seen/said/export.json
key Enter
settle
key 9 ] ] [
settle
shot $T/seen/said/queue
key Q
exit 0
rawfile $T/seen/said/dashboard
END
ENDPANE_LOG=net,auth,op,paint:$T/seen/said/dashboard.log
export ENDPANE_LOG
on_terminal -r 50 -c 150 "$T/secrets/script" -- "$BUILD/endpane"
unset ENDPANE_LOG

# What the server has to know has reached it: the plants are no fakes.
for name in client_secret refresh_token access_token code ec_token api_key \
    id_client_secret id_refresh id_access header mdm_token unlink_password \
    ec_otp ec_prompt_otp; do
	python3 -c 'import json, sys, urllib.parse
text = sys.argv[1]
wire = open(sys.argv[2]).read()
sys.exit(not any(f in wire for f in (text, json.dumps(text)[1:-1],
    urllib.parse.quote(text, safe=""))))' "$(secret $name)" "$T/secrets/wire" ||
		failed "$name reached the server"
done
for name in ec_password ec_prompt_password; do
	grep -qF "$(secret $name | tr -d '\n' | base64)" "$T/secrets/wire" ||
		failed "$name reached the server"
done

# Tokens are kept where they belong, for their owner alone.
is 'tokens are 0600' '' "$(find "$XDG_STATE_HOME/endpane/tokens" -type f \
	! -perm 600)"
say logout phones
mv "$XDG_STATE_HOME/endpane/tokens" "$T/secrets/tokens"
check 'a token is kept' grep -rqF "$(secret id_access | cut -c1-7)" \
	"$T/secrets/tokens"

matches 'no core is dumped' '^Max core file size +0 +0 ' \
	"$T/seen/of-program.limits"
canary find "$T/secrets/all" "$T/seen" >"$T/secrets/found" 2>"$T/secrets/count"
is 'nothing has one' '' "$(sort -u "$T/secrets/found" | sed "s|^$T/||" |
	head -n 80)"
check 'many places were searched' test "$(sed 's/ .*//' "$T/secrets/count")" -ge 150
# And it would have been found.
secret ec_token | tr -d '\n' | base64 >"$T/seen/planted"
canary find "$T/secrets/all" "$T/seen/planted" >"$T/secrets/found" 2>/dev/null
contains 'what is there is found' 'ec_token as base64' "$T/secrets/found"
