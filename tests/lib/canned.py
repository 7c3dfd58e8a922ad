"""A server that answers by rules and writes down what it was asked.

    canned.py RULES ASKED      prints its port

RULES is read anew for each request: lines of "TIMES METHOD REGEX STATUS BODY",
the first that fits counts (TIMES 0: always; REGEX is for path and query). None:
404. @N@ in a body is how often the rule was used. ASKED gets a line a request:
METHOD, path and query, Content-Type, the body.
"""
import http.server
import re
import sys
import threading

RULES, ASKED = sys.argv[1:3]
LOCK = threading.Lock()
USED = {}


def rule_for(method, path):
    for line in open(RULES, encoding="utf-8"):
        times, verb, pattern, status, body = \
            (line.rstrip("\n").split(" ", 4) + [""])[:5]
        if verb != method or not re.search(pattern, path) or \
                (int(times) and USED.get(line, 0) >= int(times)):
            continue
        USED[line] = USED.get(line, 0) + 1
        return int(status), body.replace("@N@", str(USED[line]))
    return 404, '{"error_code":"COM0008"}'


class Server(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, *_):
        pass

    def do(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        with LOCK:
            with open(ASKED, "a", encoding="utf-8") as asked:
                asked.write("%s %s %s %s\n" % (
                    self.command, self.path,
                    self.headers.get("Content-Type", "-"), body.decode()))
            status, reply = rule_for(self.command, self.path)
        reply = reply.encode()
        if status == 0:                 # no answer at all
            self.close_connection = True
            return
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Set-Cookie", "JSESSIONID=1; Path=/")
        if status != 204:
            self.send_header("Content-Length", str(len(reply)))
        self.end_headers()
        if status != 204:
            self.wfile.write(reply)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do


class Threads(http.server.ThreadingHTTPServer):
    daemon_threads = True


def main():
    server = Threads(("127.0.0.1", 0), Server)
    print(server.server_address[1], flush=True)
    server.serve_forever()


main()
