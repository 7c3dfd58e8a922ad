# A server that nobody vouches for: looked at, trusted by its key, and what
# becomes of that when the key, the name or the dates are others.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

if ! command -v openssl >/dev/null 2>&1; then
	skip trust 'openssl is not installed'
	exit 0
fi

# A certificate in $T/NAME.pem, with its key.
make_cert() { # name, names, options of openssl req...
	cert_name=$1
	cert_names=$2
	shift 2
	openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 \
		-nodes -keyout "$T/$cert_name.key" -out "$T/$cert_name.crt" \
		-subj "/CN=$cert_name" -addext "subjectAltName=$cert_names" \
		"$@" 2>"$T/openssl.err"
	cat "$T/$cert_name.key" "$T/$cert_name.crt" >"$T/$cert_name.pem"
}
make_cert first 'IP:127.0.0.1,DNS:desk.example.com' -days 30
make_cert second 'IP:127.0.0.1' -days 30
make_cert other 'DNS:desk.example.com' -days 30

# Answers any request with one group; $T/lines has what was asked.
cat >"$T/server.py" <<'PY'
import http.server, ssl, sys
class Answer(http.server.BaseHTTPRequestHandler):
    def say(self, body):
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
    def do_GET(self):
        self.say(b'{"groups":[{"group_id":"5","name":"g"}]}')
        with open(sys.argv[2], "a") as f:
            f.write(self.path + "\n")
    def do_POST(self):
        with open(sys.argv[2] + ".post", "a") as f:
            f.write("%s\n" % self.connection.selected_alpn_protocol())
        self.say(b'{"access_token":"t","expires_in":3600}')
    def log_message(self, *args):
        pass
class Quiet(http.server.ThreadingHTTPServer):
    def handle_error(self, *args):
        pass
server = Quiet(("127.0.0.1", int(sys.argv[3])), Answer)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(sys.argv[1])
if len(sys.argv) > 4 and sys.argv[4] == "old":
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.minimum_version = ssl.TLSVersion.TLSv1
    context.maximum_version = ssl.TLSVersion.TLSv1_1
elif len(sys.argv) > 4:
    context.set_alpn_protocols(sys.argv[4].split(","))
server.socket = context.wrap_socket(server.socket, server_side=True,
    do_handshake_on_connect=False)
print(server.server_address[1], flush=True)
server.serve_forever()
PY
server=
serve() { # certificate, protocols: on the port that the first one got
	[ -z "$server" ] || kill "$server"
	[ -z "$server" ] || wait "$server" 2>/dev/null
	rm -f "$T/port"
	mkfifo "$T/port"
	python3 "$T/server.py" "$T/$1.pem" "$T/lines" "${port:-0}" \
		${2:+"$2"} >"$T/port" &
	server=$!
	port=$(head -n 1 "$T/port")
}
accounts=
trap 'kill $server $accounts 2>/dev/null; at_end' EXIT

write_config() { # host
	cat >"$T/trust.ini" <<E2
[desk top]
system = mdm
url = https://$1:$port/api/v1/mdm
auth = api-key
api_key = k
timeout = 5
$2
E2
	chmod 600 "$T/trust.ini"
}
tr_ini() {
	"$BUILD/endpane" --config "$T/trust.ini" "$@"
}
trust_says() { # script on standard input
	cat >"$T/script"
	on_terminal -r 24 -c 120 "$T/script" -- "$BUILD/endpane" \
		--config "$T/trust.ini" trust 'desk top'
}

serve first
write_config 127.0.0.1 ''
exit_is 'a certificate that nobody vouches for' 7 tr_ini groups list
contains 'the way out is named' 'endpane trust' "$T/err"
exit_is 'without a terminal nothing is trusted' 6 setsid \
	"$BUILD/endpane" --config "$T/trust.ini" trust 'desk top' --yes
digest=$(openssl x509 -in "$T/first.crt" -noout -fingerprint -sha256 |
	sed 's/.*=//')
contains 'the SHA-256' "SHA-256   $digest" "$T/out"
key=$(openssl x509 -in "$T/first.crt" -noout -pubkey |
	openssl pkey -pubin -outform DER | openssl dgst -sha256 -binary |
	base64)
contains 'the key' "sha256//$key" "$T/out"
contains 'the subject' 'CN = first' "$T/out"
contains 'the names' 'IP Address:127.0.0.1, DNS:desk.example.com' "$T/out"
contains 'and that nobody vouches' 'vouched   no' "$T/out"
trust_says <<'E2'
wait Type yes
type y\n
name another word is no yes
exit 6
restored
E2
for word in no YES 'yes no' ''; do
	trust_says <<E2
wait Type yes
type $word\\n
name $word is none either
exit 6
restored
E2
done
trust_says <<'E2'
wait Type yes
key C-d
name the end of input is none
exit 6
restored
E2
trust_says <<'E2'
wait Type yes
key C-c
name interrupted
exit 130
restored
E2
check 'nothing is kept' test ! -e "$XDG_STATE_HOME/endpane/trust"
exit_is 'it is refused still' 7 tr_ini groups list
check 'no request was sent' test ! -e "$T/lines"
trust_says <<'E2'
wait Type yes
type yes\n
name yes
exit 0
restored
E2
chmod 644 "$XDG_STATE_HOME/endpane/trust/desk%20top.pin"
exit_is 'a key that others could have put there' 7 tr_ini groups list
chmod 600 "$XDG_STATE_HOME/endpane/trust/desk%20top.pin"
export SSLKEYLOGFILE="$T/keys"
check 'now it is read' tr_ini groups list
unset SSLKEYLOGFILE
check 'the keys of the connection are nowhere' test ! -e "$T/keys"
lines 'by one request' 1 "$T/lines"
is 'what is kept is for its owner' '600 600' \
	"$(cd "$XDG_STATE_HOME/endpane/trust" && stat -c %a desk%20top.pem \
	desk%20top.pin | paste -sd' ')"
exit_is 'again: it is trusted already' 0 tr_ini trust 'desk top'
contains 'says so' 'trusted already' "$T/out"

serve second
exit_is 'another key is a hard stop' 7 tr_ini groups list
contains 'in clear words' 'not the one that was trusted' "$T/err"
exit_is 'also for trust' 6 tr_ini trust 'desk top'
contains 'which says what to delete' 'desk%20top.pin' "$T/err"
contains 'and why not' 'somebody may be in between' "$T/err"
# A certificate that is good by itself, with another key than the kept one.
cp "$T/second.crt" "$XDG_STATE_HOME/endpane/trust/desk%20top.pem"
exit_is 'another key with a good certificate' 7 tr_ini groups list
contains 'is told apart' 'not the pinned one' "$T/err"
lines 'nothing was sent meanwhile' 1 "$T/lines"
write_config 127.0.0.1 "ca_file = $T/second.crt"
check 'ca_file takes its place' tr_ini groups list
exit_is 'then nothing is trusted here' 2 tr_ini trust 'desk top'
contains 'and it says why' ca_file "$T/err"
# Not even where all else on this machine may speak what is older than 1.2.
cat >"$T/openssl.cnf" <<'E2'
openssl_conf = all
[all]
ssl_conf = programs
[programs]
system_default = old
[old]
MinProtocol = TLSv1
CipherString = ALL:@SECLEVEL=0
E2
serve second old
if OPENSSL_CONF="$T/openssl.cnf" curl -q -s --noproxy '*' --max-time 20 \
	--tlsv1.0 --cacert "$T/second.crt" "https://127.0.0.1:$port/" \
	>/dev/null; then
	exit_is 'a server that speaks TLS 1.1 only' 7 env \
		OPENSSL_CONF="$T/openssl.cnf" "$BUILD/endpane" --config \
		"$T/trust.ini" groups list
else
	skip 'TLS 1.1' 'this OpenSSL does not speak it at all'
fi
# HTTP/2 would put a write on a connection that others use.
serve second h2,http/1.1
run tr_ini groups add-members 5 --member 7 --yes
is 'a write never takes the newer protocol' http/1.1 "$(cat "$T/lines.post")"

# The key that the configuration names: besides an authority, not instead.
rm -r "$XDG_STATE_HOME/endpane/trust"
key_of() { # certificate
	openssl x509 -in "$T/$1.crt" -noout -pubkey |
		openssl pkey -pubin -outform DER |
		openssl dgst -sha256 -binary | base64
}
serve second
write_config 127.0.0.1 "ca_file = $T/second.crt
pinned_public_key = sha256//$(key_of second)"
check 'the key that is pinned' tr_ini groups list
write_config 127.0.0.1 "ca_file = $T/second.crt
pinned_public_key = sha256//$(key_of first)"
exit_is 'a good certificate with another key' 7 tr_ini groups list
contains 'is no help' 'not the pinned one' "$T/err"
write_config 127.0.0.1 "pinned_public_key = sha256//$(key_of second)"
exit_is 'the pinned key without anybody who vouches' 7 tr_ini groups list
contains 'is none either' 'is not trusted' "$T/err"

# The accounts server is another one: it need not have the pinned key.
mkfifo "$T/accounts"
python3 "$T/server.py" "$T/first.pem" "$T/accounts.lines" 0 >"$T/accounts" &
accounts=$!
read -r accounts_port <"$T/accounts"
cat "$T/first.crt" "$T/second.crt" >"$T/both.crt"
write_config 127.0.0.1 "ca_file = $T/both.crt
pinned_public_key = sha256//$(key_of second)"
sed -i "s|^auth = .*|auth = oauth\\
accounts_url = https://127.0.0.1:$accounts_port\\
client_id = c\\
client_secret = s\\
refresh_token = r|; /^api_key/d" "$T/trust.ini"
check 'a sign-in at a server with a key of its own' tr_ini groups list
# What a person said of one server is not said of another.
rm -rf "$XDG_STATE_HOME/endpane/tokens"
sed -i '/^ca_file/d; /^pinned/d' "$T/trust.ini"
serve first
trust_says <<'E2'
wait Type yes
type yes\n
exit 0
E2
exit_is 'the same certificate at another server' 7 tr_ini groups list
contains 'is not trusted there' 'is not trusted' "$T/err"
rm -r "$XDG_STATE_HOME/endpane/trust"

serve other
write_config 127.0.0.1 ''
exit_is 'a certificate for another name' 6 tr_ini trust 'desk top'
contains 'cannot be trusted' 'nothing makes up for that' "$T/err"
write_config 127.0.0.1 "ca_file = $T/other.crt"
exit_is 'not by ca_file either' 7 tr_ini groups list
contains 'which is told apart too' 'for another name' "$T/err"

# One that has run out: no option of "openssl req" makes it.
(cd "$T" && : >index.txt && echo 01 >serial && cat >ca.cnf <<'E2'
[ca]
default_ca = d
[d]
database = index.txt
serial = serial
new_certs_dir = .
default_md = sha256
policy = p
copy_extensions = copy
[p]
commonName = supplied
E2
openssl req -new -key first.key -subj /CN=old \
	-addext subjectAltName=IP:127.0.0.1 -out old.csr &&
openssl ca -selfsign -batch -notext -config ca.cnf -in old.csr \
	-keyfile first.key -startdate 20200101000000Z \
	-enddate 20200201000000Z -out old.crt) 2>"$T/openssl.err"
cat "$T/first.key" "$T/old.crt" >"$T/old.pem"
serve old
write_config 127.0.0.1 ''
exit_is 'a certificate that has run out' 6 tr_ini trust 'desk top'
contains 'with its dates' 'until 2020-02-01 00:00 UTC' "$T/err"
write_config 127.0.0.1 "ca_file = $T/old.crt"
exit_is 'which is refused in any case' 7 tr_ini groups list
contains 'in words' 'has expired' "$T/err"
exit_is 'and by config check' 7 tr_ini config check -o csv
contains 'in its column' 'desk top,yes,no,?,?,' "$T/out"

cat >"$T/trust.ini" <<'E2'
[plain]
system = mdm
url = http://127.0.0.1:1/api/v1/mdm
auth = api-key
api_key = k
E2
chmod 600 "$T/trust.ini"
exit_is 'nobody there' 7 tr_ini trust plain
