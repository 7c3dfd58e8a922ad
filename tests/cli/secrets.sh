# Secrets are nowhere but where they belong: grepped for, in several spellings,
# in all that was said and written.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 20 --groups 4 --apps 4 --users 4 --computers 20 \
	--endpoints 5 --seed 12
sed -n 's/^\(client_secret\|refresh_token\|api_key\|password\) = //p' \
	"$SIM_CONFIG" | grep -v '^estate$' | sort -u >"$T/secrets/all"
control GET /tokens | sed -n 's/.*"access_token":"\([^"]*\)".*/\1/p' \
	>>"$T/secrets/all"
echo >>"$T/secrets/all"
check 'there are some' test "$(wc -l <"$T/secrets/all")" -ge 4

mkdir "$T/said"
n=0
say() { # arguments of endpane...
	n=$((n + 1))
	ENDPANE_LOG=net,auth,op,paint:$T/said/log.$n ep "$@" \
		>"$T/said/out.$n" 2>"$T/said/err.$n"
}
say devices list -v
say groups list -v -o json
say endpoints list -v
say computers list -v --domains acme.local
say accounts list -v --device 987000000654321
say users list -v
say apps associate 99731238129 --device 9007199254740993 -v
say groups delete 99731238129 --dry-run -v
say computers disable ANB-0009 --domain acme.local --dry-run -v
say config show
say config check
say journal list -o json
fault '* /mdm 401'
say devices list -v
fault '* /mdm redirect'
say devices list -v
fault 'POST /zoho 500'
rm -rf "$XDG_STATE_HOME/endpane/tokens"
say devices list -v
fault '* /zoho badjson'
say devices list -v --errors json
fault
say devices list -v

# Spellings that a secret may hide in.
python3 -c 'import base64, sys, urllib.parse
for line in open(sys.argv[1]):
    s = line.strip().encode()
    if not s: continue
    for form in (s, base64.b64encode(s).rstrip(b"="), s.hex().encode(),
                 urllib.parse.quote(s, safe="").encode(), s[::-1], s[8:]):
        print(form.decode())' "$T/secrets/all" | awk 'length($0) > 8' |
	sort -u >"$T/secrets/forms"
# A password of six letters is a word too; its encoding is none.
printf 'ZXN0YXRl\n' >>"$T/secrets/forms"
grep -rlaFf "$T/secrets/forms" "$T/said" >"$T/found"
is 'nothing that was said has one' '' "$(cat "$T/found")"
find "$HOME" -type f | while read -r file; do
	case $file in
	*/tokens/*) continue ;;
	esac
	grep -laFf "$T/secrets/forms" "$file"
done >"$T/found"
is 'no file but the tokens has one' '' "$(cat "$T/found")"
echo "x$(head -n 1 "$T/secrets/all")x" >"$T/secrets/planted"
check 'a planted one is found' grep -rqaFf "$T/secrets/forms" "$T/secrets/planted"

# What it keeps is for its owner's eyes, whatever the umask.
rm -rf "$HOME/state" "$HOME/cache"
(umask 000 && ep devices list >/dev/null)
(umask 000 && ep groups add-members 99731238129 --member 9007199254740993 \
	>/dev/null)
find "$HOME/state" "$HOME/cache" -type f ! -perm 600 >"$T/open" 2>/dev/null
is 'files are 0600' '' "$(cat "$T/open")"
find "$HOME/state/endpane" -type d ! -perm 700 >"$T/open"
is 'folders are 0700' '' "$(cat "$T/open")"
check 'there are some' test -s "$HOME/state/endpane/journal.db"

# What others could read is closed; nothing is reached through a link.
kept=$HOME/state/endpane
two=9007199254740992,9007199254740993
many() { ep groups add-members 99731238129 --member $two --yes; }
(umask 000 && many >/dev/null && ENDPANE_LOG=net:$T/own.log ep groups list \
	>/dev/null)
is 'locks and logs are 0600' '600 600' \
	"$(stat -c %a "$kept/bulk.lock" "$T/own.log" | paste -sd' ')"
chmod 755 "$kept"
chmod 644 "$kept/journal.db" "$kept/state.db"
many >/dev/null
is 'what was open is closed' '700 600 600' \
	"$(stat -c %a "$kept" "$kept/journal.db" "$kept/state.db" |
	paste -sd' ')"
for file in bulk.lock instances.lock journal.db; do
	mv "$kept/$file" "$T/aside"
	ln -s "$T/elsewhere" "$kept/$file"
	exit_is "$file behind a link" 1 many
	check "$file: it is not followed" test ! -e "$T/elsewhere"
	mv "$T/aside" "$kept/$file"
done
ln -s "$T/elsewhere" "$T/log.link"
exit_is 'a log behind a link' 1 env ENDPANE_LOG="net:$T/log.link" \
	"$BUILD/endpane" --config "$SIM_CONFIG" groups list
check 'it is not made' test ! -e "$T/elsewhere"
signs_in_anew() { # name, config
	forget_requests
	check "$1" "$BUILD/endpane" --config "$2" groups list
	is "$1: another one is asked for" 1 "$(counted POST /zoho)"
}
ep groups list >/dev/null
mv "$kept/tokens/phones.json" "$T/kept.json"
ln -s "$T/kept.json" "$kept/tokens/phones.json"
signs_in_anew 'a token behind a link' "$SIM_CONFIG"
chmod 644 "$kept/tokens/phones.json"
signs_in_anew 'a token that others can read' "$SIM_CONFIG"
# Of the same name, with another origin, or for other things.
sed 's|^url = http://127\.0\.0\.1\(.*/mdm\)|url = http://localhost\1|' \
	"$SIM_CONFIG" >"$T/there.ini"
sed 's|^\[phones\]|&\nscopes = MDMOnDemand.MDMUser.READ|' "$SIM_CONFIG" \
	>"$T/other.ini"
chmod 600 "$T/there.ini" "$T/other.ini"
signs_in_anew 'a token of another origin' "$T/there.ini"
signs_in_anew 'a token for other scopes' "$T/other.ini"

# Secrets that come another way.
key=$(sed -n 's/^api_key = //p' "$SIM_CONFIG")
printf '%s\n' "$key" >"$T/secrets/key"
chmod 600 "$T/secrets/key"
for way in 'api_key_file = KEYFILE' 'api_key_command = cat KEYFILE' \
    'api_key_env = SIM_KEY'; do
	sed "s|^api_key = .*|$way|" "$SIM_CONFIG" |
		sed "s|command = cat KEYFILE|command = cat '$T/secrets/key'|
			s|KEYFILE|$T/secrets/key|" >"$T/way.ini"
	chmod 600 "$T/way.ini"
	check "$way" env SIM_KEY="$key" "$BUILD/endpane" \
		--config "$T/way.ini" computers list --limit 1
done
chmod 644 "$T/secrets/key"
sed "s|^api_key = .*|api_key_file = $T/secrets/key|" "$SIM_CONFIG" >"$T/way.ini"
chmod 600 "$T/way.ini"
exit_is 'a secret file that others can read' 2 "$BUILD/endpane" \
	--config "$T/way.ini" computers list
contains 'says how to mend it' chmod "$T/err"
matches 'and in which line it is named' 'way\.ini:[0-9]+: api_key_file: ' "$T/err"
sed 's|^api_key = .*|api_key_env = NOT_SET_HERE|' "$SIM_CONFIG" >"$T/way.ini"
exit_is 'a variable that is not set' 2 "$BUILD/endpane" --config "$T/way.ini" \
	computers list
matches 'by its line too' 'way\.ini:[0-9]+: api_key_env: .*NOT_SET_HERE' "$T/err"
sed 's|^api_key = .*|api_key_command = exit 3|' "$SIM_CONFIG" >"$T/way.ini"
exit_is 'a command that fails' 3 "$BUILD/endpane" --config "$T/way.ini" \
	computers list

# A pipe in the place of a file is not waited for without end.
mkfifo "$T/nobody.ini"
exit_is 'a pipe that nobody writes into is no configuration' 2 \
	timeout -k 1 20 "$BUILD/endpane" --config "$T/nobody.ini" groups list
check 'one that somebody writes into is' sh -c \
	'cat "$1" | "$2" --config /dev/stdin groups list' sh "$SIM_CONFIG" \
	"$BUILD/endpane"
ep groups list >/dev/null
for token in "$XDG_STATE_HOME"/endpane/tokens/*.json; do
	rm "$token"
	mkfifo -m 600 "$token"
done
check 'nor is one for a token' timeout -k 1 20 "$BUILD/endpane" --config \
	"$SIM_CONFIG" groups list
