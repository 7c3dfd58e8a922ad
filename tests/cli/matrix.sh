# Every fault, read and written: what is said (what happened; what is certain;
# what to do), the exit code, what the server counted, what the journal holds.
# limit: 180
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

mkfifo "$T/port"
python3 "$ROOT/tests/lib/faulty.py" >"$T/port" 2>/dev/null &
server=$!
trap 'kill "$server" 2>/dev/null; at_end' EXIT
read -r port <"$T/port"

# fault | read: exit, requests, words | write: exit, journal, words
cat >"$T/faults" <<'END'
ok|0|1||0|applied|
close|7|3|without an answer|1|not applied (seen)|sent, but
close-after|7|3|without an answer|0|applied (seen)|
blind-close-after|7|3|without an answer|8|still unknown|nobody knows
reset|7|3|broke|1|not applied (seen)|sent, but
reset-after|7|3|broke|0|applied (seen)|
slow|7|3|took too long|0|applied (seen)|
blind-slow|7|3|took too long|8|still unknown|nobody knows
cut|7|3|cut off|0|applied (seen)|
cut-head|7|3|cut off|0|applied (seen)|
drip|7|3|took too long|0|applied (seen)|
html|1|2|Sign in here|0|applied (seen)|
blind-html|1|2|Sign in here|8|still unknown|Sign in here
badjson|1|2|not with data|0|applied (seen)|
trailing|1|2|not with data|0|applied (seen)|
empty|1|2||0|applied|
wrong-shape|1|1||0|applied (seen)|
error-inside|1|1|bad|1|rejected|bad
deep|1|2||0|applied (seen)|
nodes|1|1||0|applied (seen)|
bytes|1|1|larger than max_reply|0|applied (seen)|
endless|1|1|larger than max_reply|0|applied (seen)|
flood|1|1|max_reply|0|applied (seen)|
long-line|7|3||0|applied (seen)|
continues|1|1|max_reply|0|applied (seen)|
gzip|1|2||0|applied (seen)|
garbage|7|3||0|applied (seen)|
old-http|7|3||0|applied (seen)|
two-lengths|1|2||0|applied (seen)|
bad-chunks|7|3||0|applied (seen)|
300|1|1|points to|1|not applied (seen)|points to
302|1|1|127.0.0.1:1/there|1|not applied (seen)|127.0.0.1:1/there
307|1|1|points to|1|not applied (seen)|points to
400|1|1|words of the server|1|rejected|words of the server
401|3|1||3|rejected|
403|3|1|words of the server|3|rejected|words of the server
404|4|1||4|rejected|
409|1|1|words of the server|1|rejected|words of the server
412|1|1|words of the server|1|rejected|words of the server
422|1|1|words of the server|1|rejected|words of the server
429|9|1||9|not sent|
429-date|9|1||9|not sent|
500|1|3||0|applied (seen)|
502|1|3||0|applied (seen)|
503|1|3||0|applied (seen)|
504|1|3||0|applied (seen)|
blind-500|1|3||8|still unknown|nobody knows
blind-302|1|1|points to|8|still unknown|points to
loop|0|2||-||
refused|7|0|could not be reached|7|not sent|nothing was sent
no-name|7|0|could not be reached|7|not sent|nothing was sent
tls|7|0|could not be reached|7|not sent|nothing was sent
END
section() { # name, url
	printf '[%s]\nsystem = mdm\nurl = %s\nauth = api-key\napi_key = k\n' \
		"$1" "$2"
	printf 'timeout = 2\nmax_reply = 1\n'
}
while IFS='|' read -r fault _; do
	case $fault in
	refused) section refused http://127.0.0.1:1/mdm ;;
	no-name)
		section no-name http://nobody.invalid/mdm
		echo 'allow_plain_http = true'
		;;
	tls) section tls "https://127.0.0.1:$port/mdm" ;;
	*) section "$fault" "http://127.0.0.1:$port/$fault/mdm" ;;
	esac
done <"$T/faults" >"$T/config.ini"
chmod 600 "$T/config.ini"
export ENDPANE_CONFIG="$T/config.ini"

# All cells at once, a few at a time: most of it is waiting.
cat >"$T/cell" <<'END'
fault=$1
mkdir -p "$T/$fault"
XDG_STATE_HOME=$T/$fault/state
XDG_CACHE_HOME=$T/$fault/cache
export XDG_STATE_HOME XDG_CACHE_HOME
"$BUILD/endpane" devices list -c "$fault" -o ids >"$T/$fault/r.out" \
	2>"$T/$fault/r.err" </dev/null
echo $? >"$T/$fault/r.exit"
"$BUILD/endpane" groups add-members 5 --member 7 -c "$fault" -o jsonl \
	>"$T/$fault/w.out" 2>"$T/$fault/w.err" </dev/null
echo $? >"$T/$fault/w.exit"
"$BUILD/endpane" journal list -o json >"$T/$fault/journal" 2>&1 </dev/null
END
cut -d '|' -f 1 "$T/faults" | xargs -P 24 -n 1 sh "$T/cell"
curl -sS --max-time 20 "http://127.0.0.1:$port/count" >"$T/count"

# One line a cell and question.
cat >"$T/judge.py" <<'END'
import json, os, re, sys

def read(name):
    with open(os.path.join(folder, fault, name), errors="replace") as f:
        return f.read()

def say(good, what, why=""):
    print("%sok %s, %s" % ("" if good else "not ", fault, what))
    if not good:
        print("#   " + str(why).replace("\n", "\n#   "))

def same(what, wanted, found):
    say(str(wanted) == str(found), what, "%s, not %s" % (found, wanted))

# What happened; what is certain; what to do.
def words(what, wanted, text):
    say(re.search("[^;]+; [^;]+; [^;]+", text) and wanted in text and
        "\n" not in text.strip(), what + ": what it says", text)

folder = sys.argv[1]
count = json.load(open(os.path.join(folder, "count")))
for line in open(os.path.join(folder, "faults")):
    fault, r_exit, r_count, r_words, w_exit, state, w_words = \
        line.rstrip("\n").split("|")
    seen = count.get(fault, {"reads": 0, "writes": 0})
    same("read: exit", r_exit, read("r.exit").strip())
    if r_exit != "0":
        words("read", r_words, read("r.err"))
    # Up to four of the reads were for the write.
    say(int(r_count) <= seen["reads"] <= int(r_count) + 4,
        "read: requests", seen)
    if w_exit == "-":
        continue
    same("write: exit", w_exit, read("w.exit").strip())
    same("write: the journal", state, json.loads(read("journal"))[0]["state"])
    say(seen["writes"] <= (2 if fault == "401" else 1),
        "write: seen once at most", seen)
    if w_exit != "0":
        words("write", w_words, json.loads(read("w.out"))["message"])
END
python3 "$T/judge.py" "$T" >"$T/cells" 2>&1 ||
	failed 'the cells can be judged'
cat "$T/cells"
if grep -q '^not ok' "$T/cells"; then
	failures=$((failures + 1))
fi
