# Functions that nobody calls, and functions that only one file or folder
# calls, read from the compiled objects, where no macro can hide them.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

# banned.h turns these into errors; a macro can be undone, a symbol can't.
never='strcpy|strcat|strncpy|strncat|sprintf|vsprintf|strtok|atoi|atol|atof'
never="$never|gets|system|popen|localtime|gmtime|ctime|asctime|mktemp|tmpnam"
never="$never|tempnam|rand|srand|random|gethostbyname|signal|initscr"
never="$never|strcpy_chk|strcat_chk|strncpy_chk|strncat_chk|sprintf_chk"
never="$never|vsprintf_chk"

# symbols (a regular expression), and the objects that may use them.
owners='
cJSON_.*|json/
ini_parse.*|config/
curl_.*|net/
sqlite3_.*|store/
MHD_.*|sim/
clock_gettime|base/clock.o
time|base/clock.o
gettimeofday|base/clock.o
doupdate|tui/
newterm|tui/
wgetch|tui/
wget_wch|tui/
SSL_.*|net/trust.o
EVP_.*|base/digest.o net/trust.o
queue_write|op/job_send.o
http_open|net/flight.o net/auth_steps.o net/once.o
journal_intend|op/record.o
plans_add|op/record.o
'

undefined() { # folder with objects: "layer/name.o symbol" a line
	(cd "$1" && find . -name '*.o' | sort | while read -r object; do
		nm -u "$object" | sed "s|^ *U \([^@]*\).*|${object#./} \1|"
	done)
}

# "object symbol" lines in, complaints out.
judge() {
	printf '%s\n' "$owners" >"$T/owners"
	awk -v never="^(__|__isoc99_)?($never)\$" '
	FNR == NR {
		at = match($0, /\|[^|]*$/)
		if (at > 0) {
			symbol[++rules] = "^(" substr($0, 1, at - 1) ")$"
			owner[rules] = substr($0, at + 1)
		}
		next
	}
	$2 ~ never { print $1 " calls " $2 }
	{
		for (i = 1; i <= rules; i++) {
			if ($2 !~ symbol[i])
				continue
			allowed = 0
			n = split(owner[i], parts, " ")
			for (j = 1; j <= n; j++)
				if (index($1, parts[j]) == 1)
					allowed = 1
			if (!allowed)
				print $1 " calls " $2 ", which belongs to " \
				    owner[i]
		}
	}' "$T/owners" -
}

for line in 'tui/list.o curl_multi_poll' 'op/run.o sqlite3_exec' \
    'net/http.o clock_gettime' 'cli/out.o system' 'base/str.o __sprintf_chk' \
    'config/secret.o popen' 'tui/screen.o initscr' 'cli/ask.o wgetch' \
    'op/fetch.o queue_write' 'tui/form.o journal_intend'; do
	printf '%s\n' "$line" >"$T/planted"
	judge <"$T/planted" >"$T/out"
	lines "planted: $line" 1 "$T/out"
done
printf '%s\n' 'net/http.o curl_easy_init' 'base/clock.o clock_gettime' \
	'json/json.o cJSON_Delete' 'base/str.o snprintf' >"$T/planted"
judge <"$T/planted" >"$T/out"
is 'what is allowed is let through' '' "$(cat "$T/out")"

# The object of a planted call really shows it.
mkdir -p "$T/obj/tui"
printf 'int pane(void);\nint pane(void) { return system("x"); }\n' |
	${CC:-cc} -include stdlib.h -O2 -w -c -x c -o "$T/obj/tui/pane.o" -
undefined "$T/obj" | judge >"$T/out"
is 'planted: an object that calls system()' 'tui/pane.o calls system' \
	"$(cat "$T/out")"

undefined "$BUILD/obj" | judge >"$T/out"
is 'nobody calls what is banned or owned by others' '' "$(cat "$T/out")"

# And the header says so at the line where it is written.
eval "set -- $(flags)"
for call in 'strcpy(a, b)' 'strcat(a, b)' 'strncpy(a, b, 1)' \
    'sprintf(a, "%s", b)' 'strtok(a, b)' 'atoi(b)' 'system(b)'; do
	printf 'void f(char *a, const char *b);\n%s\n' \
		"void f(char *a, const char *b) { (void)a; (void)b; $call; }" \
		>"$T/call.c"
	cd "$ROOT" || exit
	run ${CC:-cc} "$@" -fsyntax-only "$T/call.c"
	contains "banned: $call" 'is_a_banned_function' "$T/err"
done
