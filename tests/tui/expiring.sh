# A question that is two minutes old is not answered any more. The clock of the
# program alone runs ahead.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

if nm "$BUILD/endpane" | grep -q __asan_init; then
	skip 'an old question' 'sanitizers want to be loaded first'
	exit 0
fi
# A path with a blank cannot be preloaded.
cp "$BUILD/tools/clock.so" "$T"
cd "$T" || exit
start_sim --devices 200
export SIM_CONTROL SIM_CONFIG LIB="$ROOT/tests/lib/lib.sh"
export CLOCK="$T/clock"
echo 0 0 >"$CLOCK"
cat >"$T/nothing" <<'EOS'
. "$LIB"
[ "$(writes)" = 0 ]
EOS
cat >"$T/ask" <<EOS
play $ROOT/tests/lib/to-associate
key F2 2 Enter
wait Type how many (2)
wait [ Send ]
EOS
cat >"$T/script" <<EOS
wait 200 devices
key j Space Space
wait 2 marked
$(cat "$T/ask")
name after 119 seconds it still waits
run echo -119 119 >"$CLOCK"
type 2
settle
wait [ Send ]
name after 120 it does not
run echo -121 121 >"$CLOCK"
key Enter
gone [ Send ]
wait nothing was sent
run sh "$T/nothing"
name asked anew, it closes by itself
key F2
wait [ Send ]
run echo -300 300 >"$CLOCK"
key Up
gone [ Send ]
run sh "$T/nothing"
key Esc Esc
settle
key Q
exit 0
EOS
on_terminal "$T/script" -- env LD_PRELOAD=./clock.so \
	"$BUILD/endpane" --config "$SIM_CONFIG"
