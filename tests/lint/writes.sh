# One function lets a request that writes come into being, and it refuses when
# read-only. Signing in is the one exception, and no operation.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

# Where a method other than GET may be named, and why.
allowed='net/auth_steps.c	signing in
net/http.c	how curl is told a method
op/call.c	calls by hand, which become jobs
op/job_show.c	what a dry run prints'

named() { # folder: files that name one
	(cd "$1" && grep -rlE '"(POST|PUT|DELETE|PATCH)"' --include='*.[ch]' \
		base config json net op store cli tui 2>/dev/null | sort)
}

stray() { # folder: those that may not
	named "$1" | while read -r file; do
		printf '%s\n' "$allowed" | grep -q "^$file	" ||
			echo "$file names a method that writes"
	done
}

# Requests that write begin in one function, behind the question.
gates() { # folder
	(cd "$1" && grep -rnE 'add_item\(q, r, (true|writes)' net |
		sed 's/:.*//' | sort | uniq -c | awk '{ print $2, $1 }')
}

mkdir -p "$T/planted/op" "$T/planted/net"
echo '	r.method = "DELETE";' >"$T/planted/op/fetch.c"
echo '	x = strcmp(o->method, "POST");' >"$T/planted/net/http.c"
is 'planted: a method where none belongs' \
	'op/fetch.c names a method that writes' "$(stray "$T/planted")"

cd "$ROOT/src" || exit
is 'no other place names a method that writes' '' "$(stray .)"
is 'those that may still do' "$(printf '%s\n' "$allowed" | cut -f 1)" \
	"$(named .)"
is 'one gate' 'net/queue.c 1' "$(gates .)"

# The gate's first question, before anything is made.
awk '/^queue_write\(/ { inside = 1 } inside && /read_only/ { asked = NR }
	inside && /add_item\(/ { made = NR } /^}/ { inside = 0 }
	END { exit !(asked > 0 && made > asked) }' net/queue.c
is 'it asks before' 0 $?
is 'a read is a GET whatever it says' 1 \
	"$(awk '/^queue_read\(/ { inside = 1 }
	inside && /it->method = "GET";/ { n++ } /^}/ { inside = 0 }
	END { print n + 0 }' net/queue.c)"
