# shellcheck shell=sh
# What shell tests are made of. A test begins with
#	. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"
# and then has T (a folder of its own), BUILD and ROOT. Each check prints one
# line, "ok NAME" or "not ok NAME"; the end of the script is seen to here.

set -u

failures=0
SIM_PID=
# Set by run().
status=

passed() { # name
	printf 'ok %s\n' "$1"
}

failed() { # name, why (standard input is shown too, if it is not empty)
	failures=$((failures + 1))
	printf 'not ok %s\n' "$1"
	[ $# -lt 2 ] || printf '%s\n' "$2" | sed 's/^/#   /'
}

skip() { # name, why
	printf 'ok %s # SKIP %s\n' "$1" "$2"
}

at_end() {
	code=$?
	trap - EXIT
	stop_sim
	if [ "$code" != 0 ]; then
		echo "# the script itself ended with status $code"
		exit "$code"
	fi
	[ "$failures" = 0 ] && exit 0
	exit 1
}
trap at_end EXIT
trap 'exit 143' TERM
trap 'exit 130' INT

# Runs a command: $T/out, $T/err and $status are what came of it.
run() { # command...
	status=0
	"$@" >"$T/out" 2>"$T/err" || status=$?
}

show_run() {
	echo "exit status $status"
	head -n 15 "$T/out" | sed 's/^/out: /'
	head -n 15 "$T/err" | sed 's/^/err: /'
}

check() { # name, command...: it succeeds
	check_name=$1
	shift
	run "$@"
	if [ "$status" = 0 ]; then
		passed "$check_name"
	else
		failed "$check_name" "$*
$(show_run)"
	fi
}

exit_is() { # name, code, command...
	check_name=$1
	check_code=$2
	shift 2
	run "$@"
	if [ "$status" = "$check_code" ]; then
		passed "$check_name"
	else
		failed "$check_name" "wanted exit status $check_code: $*
$(show_run)"
	fi
}

is() { # name, expected, actual
	if [ "$2" = "$3" ]; then
		passed "$1"
	else
		failed "$1" "expected: $2
actual:   $3"
	fi
}

contains() { # name, text, file
	if grep -aqF -e "$2" "$3"; then
		passed "$1"
	else
		failed "$1" "no '$2' in:
$(head -n 20 "$3")"
	fi
}

lacks() { # name, text, file
	if grep -aqF -e "$2" "$3"; then
		failed "$1" "'$2' in:
$(grep -aF -e "$2" "$3" | head -n 20)"
	else
		passed "$1"
	fi
}

matches() { # name, extended regular expression, file
	if grep -aqE -e "$2" "$3"; then
		passed "$1"
	else
		failed "$1" "nothing like '$2' in:
$(head -n 20 "$3")"
	fi
}

lines() { # name, count, file
	is "$1" "$2" "$(wc -l <"$3" | tr -d ' ')"
}

same() { # name, expected file, file
	if difference=$(diff -a "$2" "$3" 2>&1); then
		passed "$1"
	else
		failed "$1" "$(printf '%s\n' "$difference" | head -n 20)"
	fi
}

# Compares with a file in the tree; UPDATE=1 writes that file instead.
golden() { # name, path below tests/, file
	if [ -n "${UPDATE:-}" ]; then
		mkdir -p "$(dirname "$ROOT/tests/$2")"
		cp "$3" "$ROOT/tests/$2"
	fi
	if difference=$(diff -u "$ROOT/tests/$2" "$3" 2>&1); then
		passed "$1"
	else
		failed "$1" "$(printf '%s\n' "$difference" | head -n 40)"
	fi
}

# The Makefile's flags for a compiler, quoted for eval.
flags() {
	make -s -C "$ROOT" BUILD=build SETUP=0 print-flags
}

# Runs a script for a pseudo-terminal; it prints its own ok and not ok lines.
on_terminal() { # vt's options, script, -- program...
	vt_status=0
	"$BUILD/tools/vt" "$@" >"$T/vt.out" 2>&1 || vt_status=$?
	cat "$T/vt.out"
	if grep -q '^not ok ' "$T/vt.out"; then
		failures=$((failures + 1))
	elif [ "$vt_status" != 0 ]; then
		failed "vt: exit status $vt_status"
	fi
}

# Starts the simulator and waits until it listens. Afterwards: SIM_LINE (what it
# printed), SIM_PID, SIM_CONTROL (a URL) and SIM_CONFIG (for --config). Never
# in a subshell: the simulator ends with whoever started it.
start_sim() { # options...
	SIM_CONFIG=$T/sim.ini
	rm -f "$T/sim.line" "$T/sim.ready"
	mkfifo "$T/sim.line"
	"$BUILD/endpane-sim" --config-out "$SIM_CONFIG" \
		--ready-file "$T/sim.ready" "$@" >"$T/sim.line" 2>"$T/sim.err" &
	SIM_PID=$!
	SIM_LINE=$(timeout 30 head -n 1 "$T/sim.line")
	SIM_CONTROL=$(printf '%s\n' "$SIM_LINE" |
		sed -n 's/.*"control" *: *"\([^"]*\)".*/\1/p')
	if [ -z "$SIM_CONTROL" ]; then
		failed "the simulator starts" "it said: $SIM_LINE
$(cat "$T/sim.err")"
		exit 1
	fi
}

stop_sim() {
	[ -n "$SIM_PID" ] || return 0
	sim_status=0
	kill "$SIM_PID" 2>/dev/null || wait "$SIM_PID" || sim_status=$?
	[ "$sim_status" = 0 ] || failed "the simulator runs until it is told to end" \
		"it ended with status $sim_status
$(cat "$T/sim.err")"
	wait "$SIM_PID" 2>/dev/null
	SIM_PID=
}

# A server that answers by rules(), at $url; what it was asked is in $T/asked.
start_canned() {
	rules </dev/null
	mkfifo "$T/port"
	python3 "$ROOT/tests/lib/canned.py" "$T/rules" "$T/asked" >"$T/port" \
		2>"$T/log" &
	canned=$!
	trap 'kill $canned 2>/dev/null; at_end' EXIT
	read -r port <"$T/port" || exit 1
	url=http://127.0.0.1:$port
}

rules() { # from standard input; canned.py says how they read
	cat >"$T/rules"
	: >"$T/asked"
}

# Asks the simulator's control address; the answer goes to standard output.
control() { # method, path, [body]
	if [ "$1" = POST ]; then
		curl -sS --max-time 30 -d "${3-}" "${SIM_CONTROL%/}$2"
	else
		curl -sS --max-time 30 -X "$1" "${SIM_CONTROL%/}$2"
	fi
}

# The program on the simulator's config.
ep() {
	"$BUILD/endpane" --config "$SIM_CONFIG" "$@"
}

# Waits until a command in the background is the program itself, and has its
# handler for SIGINT; its end will do as well.
until_catching() { # pid
	until [ "$(cat "/proc/$1/comm" 2>/dev/null)" = endpane ] &&
		grep -q '^SigCgt:.*[2367abef]$' "/proc/$1/status"; do
		has_ended "$1" && return
	done
}

# Also where nobody has waited for it yet.
has_ended() { # pid
	! [ -e "/proc/$1" ] || grep -q '^State:.*Z' "/proc/$1/status"
}

# The base URL that the simulator printed for a system: sim_url mdm.
sim_url() { # name
	printf '%s\n' "$SIM_LINE" |
		sed -n "s/.*\"$1\" *: *\"\\([^\"]*\\)\".*/\\1/p"
}

# Faults from now on; none: no more of them.
fault() { # spec...
	control DELETE /fault >/dev/null
	[ $# = 0 ] || for spec in "$@"; do
		control POST /fault "$spec" | grep -q '"done"' ||
			failed "the simulator takes the fault $spec"
	done
}

# How many requests the simulator has seen since forget_requests().
counted() { # method or *, [path's beginning]
	counted_query="prefix=${2:-/}"
	[ "$1" = '*' ] || counted_query="$counted_query&method=$1"
	control GET "/requests?$counted_query" |
		sed -n 's/.*\],"count":\([0-9]*\),"total":.*/\1/p'
}

forget_requests() {
	control POST /reset | grep -q '"done"' ||
		failed 'the simulator forgets its counts'
}

# How many that would change something; signing in is none.
writes() {
	writes_sum=0
	for writes_method in POST PUT PATCH DELETE; do
		for writes_system in /mdm/ /admp/ /id360/ /ec/api/1.4/som; do
			writes_one=$(counted $writes_method $writes_system)
			writes_sum=$((writes_sum + writes_one))
		done
	done
	echo "$writes_sum"
}

# Asks MDM as the documents say, without the program: raw /devices?limit=2.
raw() { # path below the base
	[ -n "${SIM_TOKEN:-}" ] || SIM_TOKEN=$(control GET /tokens |
		sed -n 's/.*"access_token":"\([^"]*\)".*/\1/p')
	curl -sS --max-time 60 "$(sim_url mdm)$1" \
		-H "Authorization: Zoho-oauthtoken $SIM_TOKEN" \
		-H 'Content-Type: application/json;charset=UTF-8'
}

# A Python expression over what a JSON file holds, d; ids stay exact.
json_of() { # expression, file
	python3 -c 'import json, sys
d = json.load(open(sys.argv[2], encoding="utf-8"))
print(eval(sys.argv[1]))' "$1" "$2" 2>&1
}
