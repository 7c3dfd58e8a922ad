# No memory is given back with a secret in it: not those of a sign-in, not a
# token, not a password that an operation takes. A preloaded free() looks.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

if [ -n "${SAN:-}" ]; then
	skip 'memory that is given back' 'sanitizers have an allocator of their own'
	exit 0
fi
# A path with a blank cannot be preloaded.
cp "$BUILD/tools/wiped.so" "$T"
cd "$T" || exit
start_sim --devices 12 --groups 4 --apps 4 --users 4 --computers 6 \
	--endpoints 3 --seed 4
mkdir keys
(umask 077 && echo Pl4nted-Secret >keys/new_password)
for name in client_secret refresh_token api_key; do
	(umask 077 && sed -n "s/^$name = //p" "$SIM_CONFIG" | head -n 1 \
		>"keys/$name")
done
sed "s|^client_secret = .*|client_secret_command = cat '$T/keys/client_secret'|
	s|^refresh_token = .*|refresh_token_file = $T/keys/refresh_token|
	s|^api_key = .*|api_key_file = $T/keys/api_key|
	s|^password = .*|password_command = echo estate|" "$SIM_CONFIG" >ways.ini
chmod 600 ways.ini
# The password is looked for as it is sent; of answers with tokens, that they
# are answers.
{
	cat keys/*
	echo ZXN0YXRl
	echo '"access_token"'
	echo '"auth_token"'
} >texts
ours() {
	status=0
	env LD_PRELOAD=./wiped.so WIPED_NAME=endpane WIPED_TEXTS=texts \
		WIPED_LOG=log "$BUILD/endpane" --config ways.ini "$@" \
		>out 2>err </dev/null || status=$?
}
all_read() { # name
	for noun in groups endpoints computers; do
		ours $noun list
		is "$1: $noun" 0 "$status"
	done
	is "$1: no secret is left behind" '' "$(cat log)"
}

all_read 'signing in'
ours accounts unlink 2000000000002 --device 987000000654321 \
	--type unlink_and_change_password --yes \
	--new-password-command 'cat keys/new_password'
is 'a password goes out' 0 "$status"
is 'and stays nowhere' '' "$(cat log)"

# What is kept from then on: tokens, read from their files and sent.
cat "$XDG_STATE_HOME"/endpane/tokens/*.json |
	sed -n 's/.*"token":"\([^"]*\)".*/\1/p' | sort -u >texts
check 'tokens are kept' test "$(wc -l <texts)" -ge 2
cat keys/api_key >>texts
all_read 'signed in'
fault '* /mdm 401*1'
ours groups list
is 'a token that is refused' 0 "$status"
is 'goes, too' '' "$(cat log)"

# And it would have been seen.
ep groups list -o json >groups
json_of 'd[0]["name"]' groups >texts
ours groups list
check 'what is no secret is left behind' grep -q '^freed .* text 1$' log
rm -r keys texts
