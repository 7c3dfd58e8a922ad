# shellcheck shell=sh
# The operations of the documents (tests/operations.txt), held against what the
# simulator has received. Sourced after lib.sh.

operations=$ROOT/tests/operations.txt

# The part of the simulator's addresses that a number belongs to.
base_of() { # number
	case $1 in
	I*) echo /id360/api/v1 ;;
	P*) echo /admp/api/v2 ;;
	EC*) echo /ec/api/1.4 ;;
	*) echo /mdm/api/v1/mdm ;;
	esac
}

# How many requests with that method and path, {} standing for an id.
received() { # number, method, path
	received_path=$(base_of "$1")$(printf '%s' "$3" |
		sed 's/{}/[0-9][0-9]*/g')
	grep -c "^$2 $received_path\$" "$T/received"
}

# Keeps what the simulator has received since the last reset, a line a request.
keep_received() {
	{ control GET /requests; echo; } | tr '{' '\n' | sed -n \
		's/"method":"\([A-Z]*\)","path":"\([^"]*\)","count":\([0-9]*\)}.*/\3 \1 \2/p' |
		while read -r count method path; do
			while [ "$count" -gt 0 ]; do
				echo "$method $path"
				count=$((count - 1))
			done
		done >>"$T/received"
}

# One check a line of the table; lines of one method and path need as many.
check_received() {
	grep -v '^#' "$operations" >"$T/table"
	while IFS='	' read -r number method path operation _; do
		wanted=$(awk -F '\t' -v m="$method" -v p="$path" -v b="$number" '
			$2 == m && $3 == p && substr($1, 1, 1) == \
			substr(b, 1, 1) { n++ } END { print n }' "$T/table")
		got=$(received "$number" "$method" "$path")
		is "$number $method $path: $operation" enough \
			"$([ "$got" -ge "$wanted" ] && echo enough ||
			echo "$got of $wanted")"
	done <"$T/table"
}
