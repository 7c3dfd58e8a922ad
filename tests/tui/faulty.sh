# limit: 180
# Every fault before the eyes of a person: the rows stay, the words have three
# parts, keys are answered within 50 ms meanwhile; a write says what is known.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

mkfifo "$T/port"
python3 "$ROOT/tests/lib/faulty.py" >"$T/port" 2>/dev/null &
server=$!
trap 'kill "$server" 2>/dev/null; at_end' EXIT
read -r port <"$T/port"
cat >"$T/config.ini" <<END
[phones]
system = mdm
url = http://127.0.0.1:$port/now/mdm
auth = api-key
api_key = k
timeout = 2
max_reply = 1
END
chmod 600 "$T/config.ini"

becomes() { # fault
	echo "run curl -sS -o /dev/null --max-time 9 -d '' http://127.0.0.1:$port/is/$1"
}
# Read anew under a fault, and again without it.
reads() { # fault, words, [what to do meanwhile]
	cat <<END
name $1: read
$(becomes "$1")
key r
${3:-}
wait $2
waitre ; nothing was
waitre > +one
keytime Down 8
keytime Up 8
$(becomes ok)
key r
gone refresh failed
END
}
# An app is sent to the device under a fault.
writes() { # fault, outcome, words
	cat <<END
name $1: write
key 2 Space a
wait apps associate
$(becomes "$1")
key Enter
waitre >  App
key Enter
gone Pick one
key F2
wait [ Send ]
key y
wait $2
wait $3
$(becomes ok)
key Esc Esc Esc Esc
gone apps associate
key n U
END
}
{
	cat <<END
deadline 20000
wait 60 devices
waitre > +one
END
	reads close 'without an answer'
	reads reset 'broke'
	reads slow 'took too long' "$(printf 'keytime %s 8\n' Down Up)"
	reads cut 'cut off'
	reads html 'Sign in here'
	reads badjson 'no JSON'
	reads wrong-shape 'holds no list'
	reads error-inside 'bad ('
	reads deep 'nested too deeply'
	reads bytes 'larger than max_reply'
	reads endless 'larger than max_reply'
	reads flood 'larger than max_reply'
	reads garbage 'no complete answer'
	reads bad-chunks 'no complete answer'
	reads 302 'points to'
	reads 403 'what the token permits'
	reads 404 'words of the server'
	reads 500 'words of the server'
	cat <<END
clean
key Q
exit 0
restored
END
} >"$T/script"
on_terminal -r 40 -c 150 "$T/script" -- "$BUILD/endpane" \
	--config "$T/config.ini"
cp "$T/vt.out" "$T/times"

{
	cat <<END
deadline 20000
wait 60 devices
waitre > +one
END
	writes ok applied applied
	writes 403 rejected 'it was not done'
	writes 412 rejected 'it was not done'
	writes error-inside rejected 'it was not done'
	writes close-after unknown 'nothing is repeated'
	writes cut-head unknown 'nothing is repeated'
	writes flood unknown 'nothing is repeated'
	writes 302 unknown 'nothing is repeated'
	writes 500 unknown 'nothing is repeated'
	cat <<END
name the journal says the same
key 9 ] ]
wait [Journal]
waitre 500|unknown
shot $T/journal
clean
key Q
exit 0
restored
END
} >"$T/script"
on_terminal -r 40 -c 150 "$T/script" -- "$BUILD/endpane" \
	--config "$T/config.ini"
cat "$T/vt.out" >>"$T/times"
"$BUILD/endpane" --config "$T/config.ini" journal list -o json >"$T/json"
is 'outcomes, oldest first' "$(printf '%s ' applied rejected rejected \
	rejected 'still unknown' 'still unknown' 'still unknown' \
	'still unknown' 'still unknown')" \
	"$(json_of '" ".join(e["state"] for e in d[::-1]) + " "' "$T/json")"
is 'no write was seen twice' True "$(curl -sS --max-time 9 \
	"http://127.0.0.1:$port/count" >"$T/count"
	json_of 'max(c["writes"] for c in d.values()) == 1' "$T/count")"
check 'keys had an answer in each fault' awk '/^keytime/ { n++ }
	END { exit n < 36 }' "$T/times"
