"""Canaries: secrets that are planted, a server that gives and takes them, and
the search for what became of them.

    canary.py plant FILE        40 of them, "name secret" a line
    canary.py serve FILE LOG    prints its port; what came goes to LOG
    canary.py find FILE PATH…   lines "path: name as encoding", or nothing
    canary.py left FOLDER PATH… the same for the simulator's secrets, in all that
                                a test wrote but the places where they belong
"""
import base64
import http.server
import json
import os
import random
import re
import sys
import threading
import urllib.parse

NAMES = """client_secret refresh_token access_token code_refresh code
ec_password ec_otp ec_token ec_prompt_password ec_prompt_otp api_key
id_client_secret id_refresh id_access header proxy unlink_password
mdm_token other_env apn_password device_token recovery_key
personal_recovery_key bitlocker_recovery_key institutional_recovery_key
unlock_pin passcode proxy_password google_authenticator_key password
recovery_password auth_token new_password nested_recovery list_device_token
list_apn admp_recovery account_recovery endpoint_recovery
form_password""".split()


def plant(path):
    dice = random.Random(os.urandom(16))
    letters = "abcdefghkmnpqrstuvwxyzABCDEFGHKLMNPQRSTUVWXYZ23456789"
    with open(path, "w") as out:
        for name in NAMES:
            text = "".join(dice.choice(letters) for _ in range(14))
            # A '/' and a '"' look different in some encodings.
            cut = "~" if name in ("proxy", "code") else '/"+'
            out.write("%s %s%s%s\n" % (name, text[:7], cut, text[7:]))


def planted(path):
    with open(path) as f:
        return dict(line.rstrip("\n").split(" ", 1) for line in f)


def encodings(text, part=7):
    raw = text.encode()
    plain = base64.b64encode(raw).decode()
    forms = {
        "itself": raw,
        "base64": plain.rstrip("=").encode(),
        "url": urllib.parse.quote(text, safe="").encode(),
        "hex": raw.hex().encode(),
        "json": json.dumps(text)[1:-1].encode(),
        "json with \\/": json.dumps(text)[1:-1].replace("/", "\\/").encode(),
        "utf-16": text.encode("utf-16-le"),
        "reversed": text[::-1].encode(),
        "its end": text[-part:].encode(),
        "its beginning": text[:part].encode(),
    }
    # Inside another text base64 begins at any of three places.
    for shift in (1, 2):
        form = base64.b64encode(b"x" * shift + raw)[4:-4]
        forms["base64 +%d" % shift] = form
    return forms


def files_of(places):
    for place in places:
        if os.path.isfile(place):
            yield place
        for folder, _, files in os.walk(place):
            for file in files:
                full = os.path.join(folder, file)
                if os.path.isfile(full):
                    yield full


def find(secrets, files, part=7):
    forms = []
    for name, text in secrets.items():
        for how, form in encodings(text, part).items():
            forms.append((form.lower(), name, how))
    count = 0
    for full in files:
        with open(full, "rb") as f:
            body = f.read().lower()
        count += 1
        for form, name, how in forms:
            if form in body:
                print("%s: %s as %s" % (full, name, how))
    return count


OWN = re.compile(r"/(secrets|tokens)/|\.ini$")
GIVEN = re.compile(rb"^(client_secret|refresh_token|api_key|token) *= *(\S+)$",
                   re.M)
TOKEN = re.compile(rb"1000\.[0-9a-f]{32}\.[0-9a-f]{32}|"
                   rb"[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}")


def left(folder, places):
    secrets = {}
    others = []
    for full in files_of([folder]):
        if not OWN.search(full):
            others.append(full)
            continue
        with open(full, "rb") as f:
            body = f.read()
        for name, text in GIVEN.findall(body):
            if len(text) >= 32:
                secrets[text.decode("latin-1")] = name.decode()
        for text in TOKEN.findall(body):
            secrets[text.decode()] = "token"
    find({"%s %d" % (name, n): text
          for n, (text, name) in enumerate(secrets.items())},
         others + places, 16)


class Server(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    secrets = {}
    log = None
    lock = threading.Lock()

    def log_message(self, *_):
        pass

    def say(self, body, status=200, kind="application/json", more=()):
        body = body if isinstance(body, str) else json.dumps(body)
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body.encode())))
        for name, value in more:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body.encode())

    def do(self):
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length).decode() if length else ""
        with self.lock:
            self.log.write("%s %s\n%s\n%s\n\n" % (
                self.command, self.path, self.headers, body))
            self.log.flush()
        self.answer(self.path.split("?")[0], body)

    do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = do

    def answer(self, path, body):
        s = self.secrets
        mine = self.headers.get("Authorization", "").split(" ")[-1]
        if path.endswith("/oauth/v2/token"):
            # Whose refresh token: each has an access token of its own.
            form = dict(urllib.parse.parse_qsl(body))
            reply = {"access_token": s["id_access"] if form.get(
                "client_id") == "2" else s["access_token"],
                "expires_in": 3600}
            if form.get("grant_type") == "authorization_code":
                reply["refresh_token"] = s["code_refresh"]
            self.say(reply)
        elif path.endswith("/authentication"):
            self.say({"status": "success", "message_response": {
                "authentication": {"two_factor_data": {
                    "unique_userID": "u1", "is_TwoFactor_Enabled": True,
                    "OTP_Validation_Required": True}}}})
        elif path.endswith("/otpValidate"):
            self.say({"status": "success", "message_response": {
                "authentication": {"auth_data": {
                    "auth_token": s["ec_token"]}}}})
        elif path.endswith("/mdm/devices"):
            self.say({"devices": [{
                "device_id": 7, "device_name": "one",
                "device_token": s["list_device_token"],
                "summary": {"apn_password": s["list_apn"]},
                "platform_type": "ios"}]})
        elif "/mdm/devices/7" in path:
            self.say({"device_id": 7, "name": "one", **{
                n: s[n] for n in (
                    "apn_password device_token recovery_key "
                    "personal_recovery_key bitlocker_recovery_key "
                    "institutional_recovery_key unlock_pin passcode "
                    "proxy_password google_authenticator_key password "
                    "recovery_password auth_token new_password").split()},
                "security": {"filevault": [
                    {"recoveryKey": s["nested_recovery"]}]}})
        elif path.endswith("/mdm/groups"):
            # A server that repeats what it was told.
            self.say({"error_code": "COM0013",
                      "error_description": "no such token: " + mine}, 403)
        elif path.endswith("/mdm/apps"):
            self.say("", 302, more=[("Location", "http://127.0.0.1:1/x?t=" +
                                     urllib.parse.quote(mine, safe=""))])
        elif path.endswith("/mdm/users"):
            self.say("<html><title>%s</title>%s</html>" % (mine, mine),
                     kind="text/html")
        elif path.endswith("/api/v2/computers"):
            self.say({"data": [{
                "COMPUTER_NAME": "PC1", "SAM_ACCOUNT_NAME": "PC1$",
                "DOMAIN_NAME": "d.com", "OS": mine,
                "BITLOCKER_RECOVERY_KEY": s["admp_recovery"]}],
                "meta": {"total_no_of_objects": 1}})
        elif path.endswith("/accounts"):
            self.say({"data": [{"id": 1, "user_name": "a",
                                "recovery_key": s["account_recovery"]}],
                      "meta": {"total_no_of_objects": 1}})
        elif path.endswith("/unlink"):
            self.say({"error": {"code": "00000101", "title": "Bad",
                                "detail": "not good: " + body}}, 400)
        elif "/som/" in path:
            self.say({"status": "success", "message_type": "computers",
                      "message_response": {"total": 1, "page": 1,
                                           "limit": 1000, "computers": [{
                                               "resource_id": "5",
                                               "resource_name": "E1",
                                               "recovery_key":
                                               s["endpoint_recovery"]}]}})
        else:
            self.say({"error_code": "COM0008"}, 404)


def serve(path, log):
    Server.secrets = planted(path)
    Server.log = open(log, "w")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
    print(server.server_address[1], flush=True)
    server.serve_forever()


if __name__ == "__main__":
    if sys.argv[1] == "plant":
        plant(sys.argv[2])
    elif sys.argv[1] == "serve":
        serve(sys.argv[2], sys.argv[3])
    elif sys.argv[1] == "left":
        left(sys.argv[2], sys.argv[3:])
    else:
        print("%d files" % find(planted(sys.argv[2]), files_of(sys.argv[3:])),
              file=sys.stderr)
