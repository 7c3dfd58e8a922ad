# One allocation after the other finds no memory: whatever the program does
# then, it does not crash, says nothing wrong, and sends no write that the
# journal does not know. A sample of them; NOMEM=all tries every one,
# NOMEM="a table" every one of that command.
# limit: 600
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

if [ -n "${SAN:-}" ]; then
	skip 'allocations that fail' 'sanitizers have an allocator of their own'
	exit 0
fi
# A path with a blank cannot be preloaded.
cp "$BUILD/tools/nomem.so" "$T"
cd "$T" || exit
start_sim --devices 12 --groups 4 --apps 4 --users 4 --computers 6 \
	--endpoints 3 --seed 4
group=$(ep groups list -o ids | sed -n 2p)
device=$(ep devices list -o ids | sed -n 2p)
ep groups add-members "$group" --member "$device" --yes >/dev/null
SAMPLE=${SAMPLE:-24}

# The program with a failing allocation; its status into $status.
with() { # NOMEM variables... -- arguments
	set -- "$@"
	status=0
	env LD_PRELOAD=./nomem.so NOMEM_NAME=endpane "$@" \
		>"$T/out" 2>"$T/err" </dev/null || status=$?
}

how_many() { # arguments
	with NOMEM_COUNT="$T/count" timeout -k 2 20 "$BUILD/endpane" --config \
		"$SIM_CONFIG" "$@"
	cat "$T/count"
}

# Counters that are written at the exit do not bear it themselves.
is_counter() {
	[ -n "${COVER:-}" ] && [ "$status" = 139 ]
}

# What is wrong with how it ended, in words; nothing where all is well.
judge() { # the good output
	if is_counter; then
		:
	elif [ "$status" -ge 124 ] && [ "$status" != 130 ]; then
		echo "ended with status $status"
	elif [ "$status" != 0 ] && [ ! -s "$T/err" ]; then
		echo "status $status without a word"
	elif [ "$status" = 0 ] && ! cmp -s "$1" "$T/out"; then
		echo 'says that all is well, with another output'
	fi
}

# Tries a sample of the allocations of a command, singly and with all that
# follow, which is how a machine runs out of memory.
torture() { # name, arguments
	name=$1
	shift
	ep "$@" >"$T/good" 2>"$T/err" </dev/null
	total=$(how_many "$@")
	step=$((total / SAMPLE + 1))
	case ${NOMEM:-} in all | "$name") step=1 ;; esac
	: >"$T/wrong"
	n=1
	while [ "$n" -le "$total" ]; do
		for on in one all; do
			if [ $on = all ]; then
				[ $((n / step % 4)) = 0 ] || continue
				with NOMEM_ON=1 NOMEM_AT="$n" timeout -k 2 20 \
					"$BUILD/endpane" --config \
					"$SIM_CONFIG" "$@"
			else
				with NOMEM_AT="$n" timeout -k 2 20 \
					"$BUILD/endpane" --config \
					"$SIM_CONFIG" "$@"
			fi
			why=$(judge "$T/good")
			[ -z "$why" ] || {
				echo "allocation $n of $total ($on): $why"
				head -n 3 "$T/err"
			} >>"$T/wrong"
		done
		n=$((n + step))
	done
	is "$name: $total allocations" '' "$(head -n 40 "$T/wrong")"
}

torture 'a table' devices list
torture 'json' devices list -o json
torture 'one object' devices show "$device"
torture 'the configuration' config show
torture 'the journal' journal list

# Calls of libcurl that have none: nothing hangs, nor leaves by another method.
forget_requests
for call in curl_multi_init curl_slist_append curl_multi_add_handle \
    curl_multi_perform curl_multi_poll; do
	with NOMEM_CALL=$call timeout -k 2 20 "$BUILD/endpane" --config \
		"$SIM_CONFIG" groups delete "$group" --yes
	is "$call ends it" 1 "$status"
	contains "$call says so" 'out of memory' "$T/err"
done
is 'a write without its method is none' 0 "$(writes)"
with NOMEM_CALL=CUSTOMREQUEST timeout -k 2 20 "$BUILD/endpane" --config \
	"$SIM_CONFIG" groups delete "$group" --yes
is 'nor is it done' 1 "$status"
is 'it does not leave as another' 0 "$(writes)"

# A write: its output has numbers that grow, so it counts by its status.
forget_requests
before=$(ep journal list -o json --limit 100000 | json_of 'len(d)' /dev/stdin)
judge() { # nothing to compare with
	if is_counter; then
		:
	elif [ "$status" -ge 124 ] && [ "$status" != 130 ]; then
		echo "ended with status $status"
	elif [ "$status" != 0 ] && [ ! -s "$T/err" ]; then
		echo "status $status without a word"
	elif [ "$status" = 0 ]; then
		done_ones=$((${done_ones:-0} + 1))
	fi
}
torture 'a write' groups add-members "$group" --member "$device" --yes
ep journal list -o json --limit 100000 >"$T/json"
known=$(($(json_of 'len(d)' "$T/json") - before))
sent=$(json_of "sum(1 for e in d if e['state'] != 'not sent')" "$T/json")
seen=$(writes)
check 'no write that the journal does not know' test "$seen" -le "$known"
check 'nor one that it calls not sent' test "$seen" -le "$sent"
check 'the journal holds' ep journal verify
