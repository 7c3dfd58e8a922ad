# limit: 120
# A megabyte pasted anywhere: fields take their limit, all else drops it, keys
# are answered, nothing is confirmed. And what is copied out is harmless.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 200
export SIM_CONTROL SIM_CONFIG LIB="$ROOT/tests/lib/lib.sh"
# Letters that are keys, line ends, controls, a broken end of a paste.
python3 -c 'import sys
some = "2y\nqQ\rxa d\t\x03\x1a\x1b\x7f5 \x1b[A\x1b]0;t\x07" + "j" * 60
open(sys.argv[1], "w").write((some * 20000)[:1 << 20])' "$T/megabyte"
tr -d '\033' <"$T/megabyte" >"$T/plain"
cat "$T/plain" "$T/plain" >"$T/two"
cat >"$T/nothing" <<'END'
. "$LIB"
[ "$(writes)" = 0 ]
END
cat >"$T/script" <<END
deadline 20000
wait 200 devices
name into a list
pastefile $T/plain
settle
wait Marked from a list
key Enter
gone Marked from a list
keytime Down 5
name into the filter
key /
pastefile $T/plain
settle
key C-u
type anb-0002
wait ANB-0002
key Esc Esc
name bytes that are no character lose nothing behind them, nor a key
key /
paste M\xfcller \xff\xfe Z
waitre FILTER: M[^ ]*ller [^ ]+ Z
type q
waitre FILTER: M[^ ]*ller [^ ]+ Zq
key C-u Esc
name into find
key \\
pastefile $T/plain
settle
key Esc Esc
name into the palette
key :
pastefile $T/plain
settle
key Esc Esc
settle
name into the menu of actions
key x
wait Actions
pastefile $T/plain
settle
key Esc
name into a field of a form
key 3
wait groups
key x
wait Actions
type create
settle
key Enter
settle
pastefile $T/plain
settle
key Esc Esc Esc
settle
name into a question
key 2 g Space Space
play tests/lib/to-associate
key F2
wait [ Send ]
pastefile $T/plain
wait pasted bytes dropped
run sh "$T/nothing"
name no more than a megabyte is kept of it
pastefile $T/two
wait 1048576 pasted bytes dropped
run sh "$T/nothing"
key Esc Esc Esc Esc
settle
name with escapes in it, as keys of nobody
pastefile $T/megabyte
settle
run sh "$T/nothing"
alive
resize 30 90
settle
row 1 endpane
clean
END
on_terminal "$T/script" -- "$BUILD/endpane" --config "$SIM_CONFIG"
is 'nothing was written' 0 "$(writes)"

# Out of the program: the clipboard and files.
fault hostile
cd "$T" || exit
{
	cat <<END
deadline 20000
wait 200 devices
waitre x1b|U[+]20|U[+]00
name copies
key 2 g
END
	for row in 1 2 3 4 5 6; do
		for item in 0 1 2 3 4 5 6 7; do
			echo "key Y"
			echo "settle"
			[ $item = 0 ] || echo "key Down*$item"
			echo "key Enter"
			echo "settle"
		done
		echo "key Down"
	done
	# What a computer is called is its id, too.
	echo 'key 6'
	echo 'waitre x1b|U[+]20|U[+]00'
	for row in 1 2 3 4 5 6; do
		printf 'key y\nsettle\nkey Down\nsettle\n'
	done
	echo 'key 2'
	echo 'settle'
	for kind in 6:csv 7:tsv 8:json; do
		printf 'key E Down*%s Enter\nsettle\nkey C-u\n' "${kind%:*}"
		printf 'type out.%s\nkey Enter\nsettle\n' "${kind#*:}"
	done
	printf 'rawfile %s\nkey Q\nexit 0\n' "$T/raw"
} >"$T/script"
rm -rf "$XDG_CACHE_HOME"
on_terminal -r 40 "$T/script" -- "$BUILD/endpane" --config "$SIM_CONFIG"
python3 -c 'import base64, re, sys, unicodedata
raw = open("raw", "rb").read()
texts = [base64.b64decode(m) for m in
         re.findall(rb"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07", raw)]
print("%d copies" % len(texts))
for name in ("out.csv", "out.tsv", "out.json"):
    texts.append(open(name, "rb").read())
for text in texts:
    for c in text.decode("utf-8"):
        if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp") and \
           c not in "\n\t":
            print("harmful U+%04X in %r" % (ord(c), text[:60]))
            break' >"$T/found" 2>&1
matches 'many were copied' '^[2-9][0-9] copies' "$T/found"
lacks 'none of it is harmful' harmful "$T/found"
lacks 'all of it was read' Error "$T/found"
