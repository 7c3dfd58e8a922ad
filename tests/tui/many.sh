# limit: 180
# 100,000 rows: the first are usable while pages still arrive; filter, sort,
# marks and the ends are there at once.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 100000 --groups 3 --apps 3 --users 3 --computers 3 \
	--endpoints 3 --latency 20

cat >"$T/script" <<'EOS'
deadline 20000
name the first rows are there while pages arrive
waitre [0-9]+ devices, loading
waitre ^>  admin_Nexus 7
name and can be used
key j j Space
waitre ^>  ANB-0003
waitre 1 marked
wait loading
name filtered while pages arrive
type /name~0042
waitre [0-9]+ of [0-9]+ devices.*loading
key Enter
waitre ^>  .*0042
name details, too
key Enter
wait [Summary]
wait SERIAL
key q
wait loading
name all of them
wait of 100000 devices
gone loading
name the filter has all of them
waitre Filter: name~0042 +[0-9]+ of 100000
key Esc
wait 100000 devices
name marks are where they were
key g
waitre ^ [*] ANB-0002
name to the last row, and back
key G
waitre row 100000 of 100000
key g
waitre row 1 of 100000
waitre ^>  admin_Nexus 7
name a typed filter is answered at once
type /platform=ios os>=17 user~hansen
waitre [0-9]+ of 100000 devices
waitre ios .*hansen
key C-u
type nothing such as this
wait 0 of 100000
key Esc
name sorted by a version
key s
wait as the server gave them
key Down*4 Enter
waitre OS +[v^]
row 6 android +8\.1\.0
key G
waitre row 100000 of 100000
key g
waitre row 1 of 100000
key S
row 18 ^>  admin_Nexus 7
key g
waitre row 1 of 100000
row 5 120[.]
name all of them marked, and cleared
key *
wait 100000 rows shown are marked now
key U
gone  marked
name facets
key f
waitre 5 values in 100000 rows
key Esc
name keys, with all of it loaded
keytime Down 20
keytime PgDn 20
key Q
exit 0
clean
EOS
on_terminal "$T/script" -- "$BUILD/endpane" --config "$SIM_CONFIG"
is 'pages were asked for once each' 100 "$(control GET /requests | tr '{' '\n' |
	sed -n 's/.*"path":"[^"]*\/devices","count":\([0-9]*\)}.*/\1/p')"
if [ -z "${SAN:-}" ]; then
	check 'keys have their answer within 50 ms' awk '
		/^keytime/ { sub(".*first p50 ", ""); n++; if ($1 > 50) exit 1 }
		END { exit n != 2 }' "$T/vt.out"
fi
