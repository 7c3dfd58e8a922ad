"""A server whose every fault has a path of its own: /FAULT/mdm/... misbehaves
in that way. /now/mdm/... does as the last POST /is/FAULT said. GET /count says
what was asked: {"FAULT": {"reads": N, "writes": N}}. A write that is carried out
puts its member into group 5; "reads back" is never spoilt but for blind-*.

    faulty.py [CERTIFICATE.pem]     prints its port
"""
import gzip
import http.server
import json
import socket
import ssl
import struct
import sys
import threading
import time

LOCK = threading.Lock()
COUNT = {}
MEMBERS = {}
NOW = ["ok"]
BOMB = gzip.compress(b" " * 30000000)
DEVICES = json.dumps({"devices": [
    {"device_id": n, "device_name": "one" if n == 7 else "no %d" % n}
    for n in range(7, 67)]}).encode()


class Server(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def raw(self, data):
        self.wfile.write(data)
        self.wfile.flush()

    def say(self, body, status=200, head=""):
        self.raw(("HTTP/1.1 %d Said\r\nContent-Type: application/json\r\n"
                  "Content-Length: %d\r\n%s\r\n" % (
                      status, len(body), head)).encode() + body)

    def end(self, reset=False):
        if reset:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER,
                                       struct.pack("ii", 1, 0))
        self.close_connection = True
        self.connection.close()

    def pour(self, data):
        try:
            while True:
                self.raw(data)
        except OSError:
            self.close_connection = True

    def do(self):
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        parts = self.path.split("?")[0].strip("/").split("/")
        if parts[0] == "count":
            with LOCK:
                self.say(json.dumps(COUNT).encode())
            return
        if parts[0] == "is":
            NOW[0] = parts[1]
            self.say(b"{}")
            return
        mode = NOW[0] if parts[0] == "now" else parts[0]
        reads = self.command == "GET"
        back = reads and parts[-1] == "members"
        with LOCK:
            one = COUNT.setdefault(mode, {"reads": 0, "writes": 0})
            one["reads" if reads else "writes"] += 1
            self.number = one["reads"]
        if not reads and not (mode[0] in "34" or mode in (
                "close", "reset", "blind-close")):
            MEMBERS.setdefault(mode, set()).add(7)
        if back and mode.startswith("blind-"):
            self.say(b'{"error_code":"COM0015"}', 403)
        elif back:
            self.say(json.dumps({"member_ids": sorted(
                MEMBERS.get(mode, ()))}).encode())
        elif reads and parts[-1] != "devices" and parts[0] == "now":
            self.say(b'{"apps":[{"app_id":3,"app_name":"App"}],"groups":'
                     b'[{"group_id":5,"name":"Group"}]}')
        else:
            self.spoil(mode.replace("blind-", ""), DEVICES if reads else
                       b'{"member_ids":[7]}')

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do

    def spoil(self, mode, body):
        head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
        if mode == "ok":
            self.say(body)
        elif mode in ("close", "reset", "close-after", "reset-after"):
            self.end(mode.startswith("reset"))
        elif mode == "slow":
            time.sleep(6)
            self.end()
        elif mode == "cut":
            self.raw(head + b"Content-Length: 99\r\n\r\n" + body[:9])
            self.end()
        elif mode == "cut-head":
            self.raw(head[:30])
            self.end()
        elif mode == "drip":
            self.raw(head + b"Content-Length: 9999\r\n\r\n")
            try:
                for _ in range(40):
                    self.raw(b" ")
                    time.sleep(.2)
            except OSError:
                pass
            self.end()
        elif mode == "html":
            page = b"<html><title>Sign in here</title></html>"
            self.raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
                     b"Content-Length: %d\r\n\r\n" % len(page) + page)
        elif mode == "badjson":
            self.say(body[:-3])
        elif mode == "trailing":
            self.say(body + b"x")
        elif mode == "empty":
            self.say(b"")
        elif mode == "wrong-shape":
            self.say(b'[1,2,{"a":[]}]')
        elif mode == "error-inside":
            self.say(b'{"error_code":"COM0005","error_description":"bad"}')
        elif mode == "deep":
            self.say(b'{"a":' * 5000 + b"1" + b"}" * 5000)
        elif mode == "nodes":
            self.say(b"[" + b"0," * 900000 + b"0]")
        elif mode == "bytes":
            self.say(b'{"a":"' + b"x" * 3000000 + b'"}')
        elif mode == "endless":
            self.raw(head + b"\r\n" + b'{"a":"')
            self.pour(b"x" * 65536)
        elif mode == "flood":
            self.raw(head)
            self.pour(b"X-Flood: " + b"y" * 900 + b"\r\n")
        elif mode == "long-line":
            self.raw(b"HTTP/1.1 200 OK\r\nX-Long: ")
            self.pour(b"y" * 65536)
        elif mode == "continues":
            self.pour(b"HTTP/1.1 100 Continue\r\n\r\n" * 100)
        elif mode == "gzip":
            self.raw(head + b"Content-Encoding: gzip\r\nContent-Length: "
                     b"%d\r\n\r\n" % len(BOMB) + BOMB)
        elif mode == "garbage":
            self.raw(bytes(range(256)) * 4)
            self.end()
        elif mode == "old-http":
            self.raw(body)
            self.end()
        elif mode == "two-lengths":
            self.raw(head + b"Content-Length: 5\r\nContent-Length: 50\r\n\r\n"
                     + body)
            self.end()
        elif mode == "bad-chunks":
            self.raw(head + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n" + body)
            self.end()
        elif mode == "429-date":
            self.say(b"{}", 429, "Retry-After: Fri, 31 Dec 2100 23:59:59 "
                     "GMT\r\n")
        elif mode == "loop":
            self.say(b'{"devices":[{"device_id":7,"device_name":"one"}],'
                     b'"paging":{"next":"http://x/devices?page=2"}}')
        elif mode == "endless-pages":
            self.say(body[:-1] + b',"paging":{"next":"http://x/devices?page='
                     b'%d"}}' % (self.number + 1))
        elif mode == "pages":
            self.say(b'{"devices":[{"device_id":%d,"device_name":"one"}],'
                     b'"paging":{"next":"http://x/devices?page=%d"}}' % (
                         self.number, self.number + 1))
        elif mode[:3].isdigit():
            head = "Location: http://127.0.0.1:1/there\r\n"
            self.say(b'{"error_code":"COM0014","error_description":'
                     b'"words of the server"}', int(mode[:3]),
                     head if mode[0] == "3" else
                     "Retry-After: 600\r\n" if mode == "429" else "")
        else:
            self.say(b'{"error_code":"COM0002"}', 404)


class Quiet(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, *_):
        pass


if __name__ == "__main__":
    server = Quiet(("127.0.0.1", 0), Server)
    if len(sys.argv) > 1:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(sys.argv[1])
        server.socket = context.wrap_socket(
            server.socket, server_side=True, do_handshake_on_connect=False)
    print(server.server_address[1], flush=True)
    server.serve_forever()
