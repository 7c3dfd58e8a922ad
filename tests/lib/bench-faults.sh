# shellcheck shell=sh
# For tests/bench: keys while servers misbehave, and how fast the program leaves
# when its terminal is lost meanwhile. FAULTS gets a line for each fault.

# All that the simulator knows, and all that the raw server does. What lasts
# comes last, and what stops all further requests after that.
sim_faults='none close close-after reset reset-after cut:100 badjson html empty
	big:6 redirect hostile loop repeat total-low total-high no-filter upper
	wrapped 403 404 500 503 endless latency:300 drip:20 401 429:1'
raw_faults='close reset cut cut-head html badjson trailing empty wrong-shape
	error-inside deep nodes bytes endless flood long-line continues gzip
	garbage old-http two-lengths bad-chunks 302 403 404 412 500
	503 endless-pages drip slow'

# Keys for a second while the list is read anew, twice, under that fault.
fault_keys() { # the command that makes it so
	cat <<-END
		run $1
		key r
		keysee 26 j k
		key r
		keysee 26 j k
	END
}

fault_script() { # commands before and after a fault's name, names
	echo 'deadline 60000'
	echo 'waitre [0-9]+ devices'
	echo 'gone loading'
	before=$1
	after=$2
	shift 2
	for fault in "$@"; do
		fault_keys "$before$fault$after"
	done
}

# Two figures of vt for each fault, in their order: the worse one counts.
fault_figures() { # prefix, names
	prefix=$1
	shift
	awk -v prefix="$prefix" -v names="$*" '
	BEGIN { split(names, name, " ") }
	$1 == "keysee" {
		n++
		if ($8 > worst || n % 2)
			worst = $8
		if (n % 2 == 0)
			print "fault." prefix "." name[n / 2], worst
	}' "$T/vt.out" >>"$FIGURES"
}

keys_under_faults() { # prefix, config, names
	prefix=$1
	config=$2
	shift 2
	"$BUILD/tools/vt" -r 35 -c 120 "$T/script" -- "$BUILD/endpane" \
		--config "$config" >"$T/vt.out" 2>&1 || {
		grep -a -A 40 '^not ok' "$T/vt.out" >&2
		say "$prefix: not measured to its end"
	}
	fault_figures "$prefix" "$@"
}

# The line goes while the list is read under a fault: how long the end takes.
lost_terminal() { # name, config, the command that makes the fault
	cat >"$T/script" <<-END
		deadline 60000
		waitre [0-9]+ devices
		run $3
		key r
		run date +%s%N >'$T/began'
		hup
		exit 130
		run date +%s%N >'$T/ended'
	END
	"$BUILD/tools/vt" -r 35 -c 120 "$T/script" -- "$BUILD/endpane" \
		--config "$2" >"$T/vt.out" 2>&1 || {
		say "$1: not measured"
		return
	}
	echo "lost.$1 $((($(cat "$T/ended") - $(cat "$T/began")) / 1000000))" \
		>>"$FIGURES"
}

measure_sim_faults() {
	say 'keys under each fault of the simulator'
	start_sim --devices 5000
	control=$(printf '%s\n' "$SIM_LINE" |
		sed -n 's/.*"control" *: *"\([^"]*\)".*/\1/p')
	sed 's/^\[phones\]/&\ntimeout = 2\nmax_reply = 4/' "$SIM_CONFIG" \
		>"$T/faults.ini"
	chmod 600 "$T/faults.ini"
	cat >"$T/becomes" <<-END
		curl -sS -o /dev/null -X DELETE ${control%/}/fault
		[ "\$1" = none ] || curl -sS -o /dev/null \\
			-d "GET /mdm/devices \$1" ${control%/}/fault
	END
	fresh_home
	# Words, a fault each.
	# shellcheck disable=SC2086
	fault_script "sh '$T/becomes' " '' $sim_faults >"$T/script"
	# shellcheck disable=SC2086
	keys_under_faults sim "$T/faults.ini" $sim_faults
	for fault in none endless drip:20; do
		fresh_home
		sh "$T/becomes" none
		lost_terminal "${fault%:*}" "$T/faults.ini" \
			"sh '$T/becomes' $fault"
	done
	stop_sim
}

measure_raw_faults() {
	say 'keys under each fault of a raw server'
	rm -f "$T/port"
	mkfifo "$T/port"
	python3 "${0%/*}/lib/faulty.py" >"$T/port" 2>/dev/null &
	SIM_PID=$!
	read -r port <"$T/port"
	cat >"$T/faults.ini" <<-END
		[phones]
		system = mdm
		url = http://127.0.0.1:$port/now/mdm
		auth = api-key
		api_key = k
		timeout = 2
		max_reply = 1
	END
	chmod 600 "$T/faults.ini"
	fresh_home
	# shellcheck disable=SC2086
	fault_script "curl -sS -o /dev/null -d '' http://127.0.0.1:$port/is/" \
		'' $raw_faults >"$T/script"
	# shellcheck disable=SC2086
	keys_under_faults raw "$T/faults.ini" $raw_faults
	curl -sS --max-time 9 "http://127.0.0.1:$port/count" >"$T/count"
	for fault in $raw_faults; do
		grep -q "\"$fault\": {\"reads\": [1-9]" "$T/count" ||
			say "raw: $fault was never met"
	done
	stop_sim
}

# The goals' lines for what was measured, the worst of all first.
fault_goals() {
	echo 'Keys while a server misbehaves, p99 of each fault'
	echo 'fault.worst|the slowest of them|ms|<= 50'
	for fault in $sim_faults; do
		echo "fault.sim.$fault|simulator: $fault|ms|<= 50"
	done
	for fault in $raw_faults; do
		echo "fault.raw.$fault|raw server: $fault|ms|<= 50"
	done
	echo 'The terminal is lost'
	echo 'lost.none|to the end, while a list is read|ms|<= 1000'
	echo 'lost.endless|the same under an endless answer|ms|<= 1000'
	echo 'lost.drip|the same under an answer in drips|ms|<= 1000'
}

worst_fault() {
	awk '$1 ~ /^fault\./ && $2 > worst { worst = $2 }
	END { if (worst) print "fault.worst", worst }' "$FIGURES" >"$T/more"
	cat "$T/more" >>"$FIGURES"
}
