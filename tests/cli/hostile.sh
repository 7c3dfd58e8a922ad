# Text that wants to own the terminal, in every field and every format.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 60 --groups 20 --apps 20 --users 20 --computers 60 \
	--endpoints 20 --seed 2 --fault hostile

# The first harmful character of each file, if there is one: control characters,
# bidi controls and the like, bytes that are no UTF-8.
mkdir "$T/many"
harmful() { # file...
	python3 -c 'import sys, unicodedata
for path in sys.argv[1:]:
    raw = open(path, "rb").read()
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as e:
        print(path, "no UTF-8:", raw[max(0, e.start - 20):e.start + 20])
        continue
    for i, c in enumerate(text):
        if c == "\n" or (c == "\t" and path.endswith(".tsv")):
            continue
        if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp"):
            print(path, "U+%04X:" % ord(c), repr(text[max(0, i - 20):i + 20]))
            break' "$@" 2>&1
}

gather() { # arguments of endpane...
	for format in table json jsonl csv tsv; do
		run ep "$@" -o $format
		is "$* -o $format: exit 0" 0 "$status"
		cp "$T/out" "$T/many/$1-$2.$format"
		cp "$T/err" "$T/many/$1-$2.$format.err"
	done
}

raw '/devices?limit=60' >"$T/raw"
check 'the simulator is hostile' grep -aq 'u001b' "$T/raw"
for noun in devices groups apps users computers endpoints; do
	gather $noun list
done
gather accounts list --device 987000000654321
device=$(ep devices list -o ids | sed -n 3p)
for verb in show apps profiles locations; do
	gather devices $verb "$device"
done
gather groups show "$(ep groups list -o ids | sed -n 2p)"
is 'all of it is harmless' '' "$(harmful "$T"/many/*)"
printf 'a\033[31mb' >"$T/many/planted.table"
matches 'what is harmful is found' 'planted.*U.001B' "$(
	harmful "$T"/many/* >"$T/planted"
	echo "$T/planted")"

ep devices list -o json >"$T/json"
is 'json: still all rows' 60 "$(json_of 'len(d)' "$T/json")"
is 'json: the text is the server'\''s, once parsed' True "$(
	python3 -c 'import json, sys
ours = json.load(open(sys.argv[1]))
raw = json.loads(open(sys.argv[2], "rb").read().decode("utf-8", "replace"))
print([d["device_name"] for d in ours] ==
    [d["device_name"] for d in raw["devices"]])' "$T/json" "$T/raw" 2>&1)"
ep devices list -o csv >"$T/csv"
is 'csv: no cell is a formula' '' "$(python3 -c 'import csv, sys
for r in csv.reader(open(sys.argv[1], encoding="utf-8")):
    for c in r:
        if c[:1] in "=+-@\t\r" and c not in ("", "-"): print(c)' "$T/csv")"
is 'csv: as many rows' 61 "$(python3 -c 'import csv, sys
print(len(list(csv.reader(open(sys.argv[1], encoding="utf-8")))))' "$T/csv")"
lines 'table: a row is a line' 61 "$(ep devices list >"$T/table"
	echo "$T/table")"
ep devices list -o tsv >"$T/tsv"
lines 'tsv: a row is a line' 61 "$T/tsv"

# In errors and questions.
fault hostile 'DELETE /mdm 412'
run ep groups delete "$(ep groups list -o ids | sed -n 2p)" --yes
is 'an error: harmless' '' "$(harmful "$T/err")"
is 'a result: harmless' '' "$(harmful "$T/out")"
fault hostile
run ep groups delete "$(ep groups list -o ids | sed -n 2p)" --dry-run
is 'a dry run: harmless' '' "$(harmful "$T/out")"
run ep devices list -v --limit 1
is '-v: harmless' '' "$(harmful "$T/err")"
printf 'abc\033[31m\n' >"$T/stdin"
run sh -c 'exec <"$1"; shift; "$@"' sh "$T/stdin" "$BUILD/endpane" \
	--config "$SIM_CONFIG" groups delete - --yes
is 'a bad id of our own: harmless' '' "$(harmful "$T/err")"

# The rest of what is said and written: ids, errors as JSON, logs, reads by
# hand, the journal; once more in the C locale, where it is all ASCII besides.
group=$(ep groups list -o ids | sed -n 2p)
for locale in C.UTF-8 C; do
	mkdir "$T/more.$locale"
	n=0
	more() { # arguments of endpane...
		n=$((n + 1))
		kind=out
		case " $* " in *' tsv '*) kind=tsv ;; esac
		LC_ALL=$locale ENDPANE_LOG=net,auth,op,paint:$T/more.$locale/$n.log \
			"$BUILD/endpane" --config "$SIM_CONFIG" "$@" -v \
			>"$T/more.$locale/$n.$kind" 2>"$T/more.$locale/$n.err" \
			</dev/null
	}
	fault hostile
	for noun in devices groups apps users computers endpoints; do
		for format in table json jsonl csv tsv ids; do
			more $noun list -o $format --limit 30
		done
	done
	for way in apps profiles locations show; do
		for format in table json jsonl csv tsv; do
			more devices $way "$device" -o $format
		done
	done
	more endpoints summary
	more endpoints offices
	more endpoints inventory
	more groups show "$group"
	more groups members "$group" -o ids
	more api phones GET /devices
	more api directory GET /computers -q domains=acme.local
	fault hostile '* /mdm 403' '* /admp 400' '* /ec 412'
	for format in table json; do
		more devices list -o $format --errors json
		more groups delete "$group" --yes -o $format
		more computers list -o $format
		more endpoints list -o $format --errors json
	done
	fault hostile '* /mdm html'
	more devices list
	fault hostile '* /mdm redirect'
	more devices list
	more groups delete "$group" --yes
	fault
	more journal list
	more journal list -o json
	more config check
	is "$locale: all of it is harmless" '' \
		"$(harmful "$T/more.$locale"/* | head -n 20)"
	check "$locale: many outputs" test "$n" -gt 60
done
# Where the locale has no more, a table has no more.
fault hostile
LC_ALL=C ep devices list >"$T/table" 2>&1
fault
is 'C: a table is ASCII' '' "$(LC_ALL=C grep -n '[^ -~]' "$T/table" | head -n 3)"
