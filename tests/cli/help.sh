# Help, manual and completion say what the catalogue says.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

endpane=$BUILD/endpane

# make docs, without touching the tree.
"$endpane" help --man >"$T/operations"
awk -f "$ROOT/man/keys.awk" "$ROOT/src/tui/actions.h" >"$T/keys"
awk -v folder="$T" '
	/^@[a-z]*@$/ {
		table = folder "/" substr($0, 2, length($0) - 2)
		while ((getline line < table) > 0)
			print line
		next
	}
	{ print }' "$ROOT/man/endpane.1.in" >"$T/endpane.1"
check 'man/endpane.1 is current (make docs)' \
	cmp "$T/endpane.1" "$ROOT/man/endpane.1"

"$endpane" help --all >"$T/all"
while read -r noun verb _; do
	case $noun in
	config | login | logout | trust | completion | version | help)
		continue ;;
	esac
	run "$endpane" help "$noun" "$verb"
	contains "help $noun $verb" "usage: endpane $noun $verb" "$T/out"
done <"$T/all"

# Every option is in the manual.
"$endpane" --help | sed -n 's/^  .*--\([a-z-]*\).*/\1/p' >"$T/options"
while read -r option; do
	contains "manual: --$option" "Fl $(
		grep -q "^\.It Fl [a-z] , -$option" "$ROOT/man/endpane.1" &&
			sed -n "s/^\.It Fl \([a-z] , \)-$option.*/\1/p" \
				"$ROOT/man/endpane.1"
	)-$option" "$ROOT/man/endpane.1"
done <"$T/options"

# Every operation and each of its options is offered, as help prints them.
offered() { # words...
	"$endpane" __complete zsh "$@" | sed -n '1!s/\t.*//p'
}
while read -r noun verb _; do
	case $verb in
	[a-z]*) ;;
	*) continue ;;
	esac
	run "$endpane" help "$noun" "$verb"
	[ "$status" = 0 ] || continue
	sed -n 's/^  \(--*[A-Za-z-]*\).*/\1/p' "$T/out" | sort >"$T/helped"
	offered "$noun" "$verb" - | sort >"$T/offered"
	is "completion: options of $noun $verb" '' \
		"$(comm -23 "$T/helped" "$T/offered")"
	is "completion: $noun $verb itself" "$verb" \
		"$(offered "$noun" "$verb" | grep -x -e "$verb")"
done <"$T/all"

exit_is 'help for a wrong noun' 2 "$endpane" help gibberish
contains 'says which' gibberish "$T/err"
lines 'in one line' 1 "$T/err"
check 'version' "$endpane" --version
matches 'a version' '^endpane [0-9]' "$T/out"

# Every key of the dashboard has its place in the manual, by name.
grep "^\.Pq Li " "$ROOT/man/endpane.1" >"$T/names"
lines 'each action has its entry' "$(grep -c '^ACTION(' \
	"$ROOT/src/tui/actions.h")" "$T/names"
