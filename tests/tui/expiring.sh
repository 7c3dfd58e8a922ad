# A question that is two minutes old is not answered any more. The clock of the
# program alone runs ahead.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

if nm "$BUILD/endpane" | grep -q __asan_init; then
	skip 'an old question' 'sanitizers want to be loaded first'
	exit 0
fi
cat >"$T/ahead.c" <<'EOS'
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

int
clock_gettime(clockid_t which, struct timespec *t)
{
	long rc = syscall(SYS_clock_gettime, which, t), ahead = 0;
	FILE *f;

	if (which == CLOCK_MONOTONIC && rc == 0 &&
	    (f = fopen(getenv("AHEAD"), "r")) != NULL) {
		if (fscanf(f, "%ld", &ahead) == 1)
			t->tv_sec += ahead;
		fclose(f);
	}
	return (int)rc;
}
EOS
${CC:-cc} -shared -fPIC -w -o "$T/ahead.so" "$T/ahead.c"
start_sim --devices 200
export SIM_CONTROL SIM_CONFIG LIB="$ROOT/tests/lib/lib.sh"
export AHEAD="$T/ahead"
echo 0 >"$AHEAD"
cat >"$T/nothing" <<'EOS'
. "$LIB"
[ "$(writes)" = 0 ]
EOS
cat >"$T/ask" <<'EOS'
key a
wait apps associate
key Enter
wait ME MDM
key Enter
wait ME MDM
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
run echo 119 >"$AHEAD"
type 2
settle
wait [ Send ]
name after 120 it does not
run echo 121 >"$AHEAD"
key Enter
gone [ Send ]
wait nothing was sent
run sh "$T/nothing"
name asked anew, it closes by itself
key F2
wait [ Send ]
run echo 300 >"$AHEAD"
key Up
gone [ Send ]
run sh "$T/nothing"
key Esc Esc
settle
key Q
exit 0
EOS
# A blank in its path would cut it in two.
cd "$T" || exit
on_terminal "$T/script" -- env LD_PRELOAD=./ahead.so "$BUILD/endpane" \
	--config "$SIM_CONFIG"
