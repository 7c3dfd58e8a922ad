# Not one byte goes to another host: not for redirects, the next page, links,
# Alt-Svc, proxies of the environment, .curlrc or .netrc. A raw socket listens
# where all of those point to, and counts.
# limit: 120
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

cat >"$T/serve.py" <<'END'
import http.server, json, socket, sys, threading

count = {"connections": 0, "bytes": 0}
listener = socket.create_server(("127.0.0.1", 0))
foreign = "http://127.0.0.1:%d" % listener.getsockname()[1]

def listen():
    while True:
        s, _ = listener.accept()
        count["connections"] += 1
        s.settimeout(0.2)
        try:
            while True:
                some = s.recv(4096)
                if not some:
                    break
                count["bytes"] += len(some)
        except OSError:
            pass
        s.close()

class Server(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    seen = []

    def log_message(self, *_):
        pass

    def say(self, body, status=200, more=()):
        body = json.dumps(body).encode()
        self.send_response(status)
        for name, value in [("Content-Type", "application/json"),
                            ("Content-Length", str(len(body))),
                            ("Set-Cookie", "sid=1; Path=/"),
                            ("Alt-Svc", 'h2="%s"; ma=9' % foreign[7:]),
                            ("Refresh", "0;url=" + foreign),
                            ("Link", "<%s/x>; rel=next" % foreign),
                            *more]:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def do(self):
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.path == "/count":
            self.say(dict(count, heads="".join(self.seen)))
            return
        self.seen.append(str(self.headers))
        path = self.path.split("?")[0]
        status = path.rsplit("/", 1)[-1]
        if "/mdm/devices" in path:
            rows = [{"device_id": 7, "device_name": "one",
                     "href": foreign + "/a", "link": foreign}]
            reply = {"devices": rows, "next": foreign + "/b",
                     "links": {"next": {"href": foreign + "/c"}}}
            if "page=2" not in self.path:
                reply["paging"] = {"next": foreign +
                                   "/mdm/devices?page=2", "previous": foreign}
            self.say(reply)
        elif status.isdigit() and len(status) == 3:
            self.say({}, int(status), [("Location", foreign + "/moved")])
        elif "/mdm/groups" in path:
            self.say({}, 302, [("Location", "//" + foreign[7:] + "/moved")])
        elif "/mdm/apps" in path:
            self.say({}, 401, [("WWW-Authenticate", "Negotiate"),
                               ("WWW-Authenticate", 'Basic realm="x"')])
        elif "/mdm/users" in path:
            self.say({}, 305, [("Location", foreign)])
        else:
            self.say({}, 307, [("Location", foreign + path)])

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do

threading.Thread(target=listen, daemon=True).start()
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
print(server.server_address[1], foreign, flush=True)
server.serve_forever()
END
mkfifo "$T/port"
python3 "$T/serve.py" >"$T/port" 2>/dev/null &
server=$!
trap 'kill "$server" 2>/dev/null; at_end' EXIT
read -r port foreign <"$T/port"
url=http://127.0.0.1:$port

cat >"$T/config.ini" <<END
[phones]
system = mdm
url = $url/mdm
auth = api-key
api_key = secret-of-phones

[desktops]
system = endpoint-central
url = $url/ec
auth = token
token = secret-of-desktops

[signing]
system = endpoint-central
url = $url/ec
auth = password
username = admin
password = secret-of-signing

[directory]
system = admanager
url = $url
auth = api-key
api_key = secret-of-directory
domains = d.com
END
chmod 600 "$T/config.ini"
export ENDPANE_CONFIG="$T/config.ini"
printf 'machine 127.0.0.1 login netrc-user password netrc-word\n' \
	>"$HOME/.netrc"
printf 'proxy = %s\nlocation\nnetrc\n' "$foreign" >"$HOME/.curlrc"
chmod 600 "$HOME/.netrc" "$HOME/.curlrc"
export CURL_HOME="$HOME"
for name in http_proxy HTTP_PROXY https_proxy HTTPS_PROXY all_proxy \
    ALL_PROXY; do
	export "$name=$foreign"
done
export no_proxy='' NO_PROXY=''

counts() {
	curl -q -sS --noproxy '*' --max-time 20 "$url/count" >"$T/count"
	json_of 'str(d["connections"]) + " " + str(d["bytes"])' "$T/count"
}
check 'a list whose next page is elsewhere' "$BUILD/endpane" devices list \
	-o ids
for noun in groups apps users; do
	run "$BUILD/endpane" $noun list
done
run "$BUILD/endpane" endpoints list -c desktops
run "$BUILD/endpane" endpoints list -c signing
run "$BUILD/endpane" computers list
for status in 300 301 302 303 304 305 306 307 308; do
	run "$BUILD/endpane" api phones GET /$status --paginate
	run "$BUILD/endpane" api phones POST /$status -y -F a=1
	run "$BUILD/endpane" api phones DELETE /$status -y
done
run "$BUILD/endpane" api phones GET /302
contains 'a redirect is told, with its place' "$foreign/moved" "$T/err"
run "$BUILD/endpane" api phones GET "$foreign/x"
is 'an address for a path is refused' 2 "$status"
run "$BUILD/endpane" groups delete 7 --yes
run "$BUILD/endpane" apps associate 7 --device 1,2 --yes
run "$BUILD/endpane" computers disable PC1 --domain d.com --yes
run "$BUILD/endpane" config check
cat >"$T/script" <<'END'
deadline 20000
wait one
key 3
settle
key 2 Enter
settle
key ] ] ] i
settle
key q 4
settle
key 7
settle
key 1
settle
key Q
exit 0
END
on_terminal "$T/script" -- "$BUILD/endpane"
is 'nobody else was connected to, no byte was sent' '0 0' "$(counts)"
json_of 'd["heads"]' "$T/count" >"$T/heads"
contains 'the server itself was asked' 'secret-of-phones' "$T/heads"
lacks 'and given no cookie back' 'Cookie' "$T/heads"
lacks 'nor a password of .netrc' 'Basic' "$T/heads"
lacks 'nor another way to sign in' 'Negotiate' "$T/heads"

# What a connection itself says is done: the counter counts.
sed "s|^\[desktops\]|proxy = $foreign\n&|" "$T/config.ini" >"$T/proxy.ini"
chmod 600 "$T/proxy.ini"
run "$BUILD/endpane" --config "$T/proxy.ini" devices list --timeout 2
check 'a proxy that is configured is used' test "$(counts)" != '0 0'
