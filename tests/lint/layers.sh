# Who may include what: the one table of the house, and who owns each library.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

cat >"$T/layers.awk" <<'AWK'
BEGIN {
	may["base"] = "base"
	may["json"] = "base json"
	may["catalog"] = "base json catalog"
	may["config"] = "base json catalog config"
	may["net"] = "base json catalog config net"
	may["store"] = "base json catalog store"
	may["op"] = "base json catalog config net store op"
	may["cli"] = "base json catalog config store op cli"
	may["tui"] = "base json catalog config store op tui"
	may["sim"] = "base json sim"
	may["main.c"] = "base json catalog config net store op cli tui"

	# The folder or file that a library's headers belong to.
	owner["cjson/"] = "json/"
	owner["ini.h"] = "config/"
	owner["curl/"] = "net/"
	owner["sqlite3.h"] = "store/"
	owner["curses.h"] = "tui/"
	owner["term.h"] = "tui/"
	owner["microhttpd.h"] = "sim/"
	owner["openssl/evp.h"] = "base/digest.c net/trust.c"
	owner["openssl/"] = "net/trust.c"

	libc = "assert ctype dirent errno endian fcntl fnmatch ftw getopt " \
	    "inttypes langinfo limits locale math netdb poll pthread pwd regex sched setjmp " \
	    "signal spawn stdalign stdarg stdatomic stdbool stddef stdint " \
	    "stdio stdlib stdnoreturn string strings termios threads time " \
	    "unistd wchar wctype"
	split(libc, words, " ")
	for (i in words)
		known[words[i] ".h"] = 1
}

# src/tui/list.c and include/endpane/tui/list.h are both tui/list.*
FNR == 1 {
	place = FILENAME
	sub(/^src\//, "", place)
	sub(/^include\/endpane\//, "", place)
	layer = place
	sub(/\/.*/, "", layer)
	if (!(layer in may))
		complain("is in no layer of the table")
}

function complain(what) {
	printf "%s:%d: %s\n", FILENAME, FNR, what
}

function among(word, list,    i, n, parts) {
	n = split(list, parts, " ")
	for (i = 1; i <= n; i++)
		if (index(word, parts[i]) == 1)
			return 1
	return 0
}

function outside(name,    o) {
	if (name in known || name ~ /^(sys|netinet|arpa|linux|net)\//)
		return
	o = name
	if (!(o in owner))
		sub(/\/.*/, "/", o)
	if (!(o in owner))
		complain("<" name "> belongs to no layer")
	else if (!among(place, owner[o]))
		complain("<" name "> belongs to " owner[o])
}

/^[ \t]*#[ \t]*include/ {
	name = $0
	sub(/^[ \t]*#[ \t]*include[ \t]*/, "", name)
	mark = substr(name, 1, 1)
	sub(/^[<"]/, "", name)
	sub(/[>"].*/, "", name)
	if (mark == "\"") {
		if (index(name, "/"))
			complain("\"" name "\": private headers stand beside")
	} else if (name ~ /^endpane\//) {
		split(name, parts, "/")
		if (!((" " may[layer] " ") ~ (" " parts[2] " ")))
			complain(layer " may not include <" name ">")
	} else
		outside(name)
}
AWK

layers() { # tree
	(cd "$1" && find src include -name '*.[ch]' | sort |
		xargs awk -f "$T/layers.awk")
}

plant() { # path, line
	mkdir -p "$T/plant/src" "$T/plant/include" \
		"$(dirname "$T/plant/$1")"
	echo "$2" >"$T/plant/$1"
}

# The check finds what it is there to find.
found() { # path, line
	rm -rf "$T/plant"
	plant "$1" "$2"
	run layers "$T/plant"
	is "planted: $2 in $1" 1 "$(grep -c "^$1:1: " "$T/out")"
}
found src/tui/pane.c '#include <curl/curl.h>'
found src/tui/pane.c '#include <endpane/net/queue.h>'
found src/cli/out.c '#include <endpane/net/queue.h>'
found src/sim/door.c '#include <endpane/op/run.h>'
found src/sim/door.c '#include <endpane/catalog/catalog.h>'
found src/base/str.c '  #  include <cjson/cJSON.h>'
found src/base/str.c '#include <openssl/evp.h>'
found src/net/auth.c '#include <openssl/ssl.h>'
found src/store/rows.c '#include <endpane/net/pace.h>'
found src/op/run.c '#include <sqlite3.h>'
found src/op/run.c '#include "../net/inside.h"'
found src/op/run.c '#include <jansson.h>'
found src/extra/new.c '/* a layer that nobody knows */'
found include/endpane/json/json.h '#include <endpane/config/config.h>'

rm -rf "$T/plant"
plant src/net/queue.c '#include <curl/curl.h>'
plant src/net/trust.c '#include <openssl/ssl.h>'
plant src/base/digest.c '#include <openssl/evp.h>'
plant src/op/run.c '#include <endpane/net/queue.h>'
plant src/op/plan.c '#include "inside.h"'
plant src/main.c '#include <endpane/tui/app.h>'
plant include/endpane/sim/estate.h '#include <sys/stat.h>'
run layers "$T/plant"
is 'what is allowed is let through' '' "$(cat "$T/out")"

run layers "$ROOT"
is 'the layers hold' '' "$(cat "$T/out")"
