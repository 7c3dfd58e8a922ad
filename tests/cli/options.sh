# Global options: what is not accepted is refused in one line, and none is
# taken and then ignored.
# limit: 120
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 30 --groups 5 --seed 3

refused() { # name, words, command...
	refused_name=$1
	refused_words=$2
	shift 2
	exit_is "$refused_name" 2 "$@"
	lines "$refused_name: one line" 1 "$T/err"
	contains "$refused_name: why" "$refused_words" "$T/err"
	is "$refused_name: nothing else" '' "$(cat "$T/out")"
}

# A theme that is none, from wherever.
refused 'no such theme' 'default, ' ep devices list --theme nosuch
refused 'no such theme, and no dashboard' '--theme: nosuch' ep --theme nosuch
refused 'no such theme, for a tool' nosuch ep version --theme nosuch
{
	printf '[endpane]\ntheme = nosuch\n'
	cat "$SIM_CONFIG"
} >"$T/theme.ini"
chmod 600 "$T/theme.ini"
for command in 'devices list' 'config check' 'config show'; do
	# shellcheck disable=SC2086
	refused "theme = nosuch, $command" 'theme.ini:2: theme: "nosuch"' \
		"$BUILD/endpane" --config "$T/theme.ini" $command
done
contains 'which there are' 'there is default, colour-blind, dark' "$T/err"
check 'one that is there' ep devices list --theme high-contrast --limit 1
mkdir -p "$XDG_CONFIG_HOME/endpane/themes"
printf '[roles]\ncursor = bold\n' >"$XDG_CONFIG_HOME/endpane/themes/nosuch.ini"
check 'one of one'\''s own' "$BUILD/endpane" --config "$T/theme.ini" \
	devices list --limit 1 --theme nosuch

# What a command would have to ignore is refused, before anything is done.
for words in '-o json' '--columns id' '--filter a' '--local-filter' \
	'--sort id' '--limit 1' '--search a=b' '--dry-run' '--yes' '-v'; do
	# shellcheck disable=SC2086
	refused "the dashboard and $words" 'takes no' ep $words
done
for command in 'login phones' 'logout phones' 'trust phones' 'config init'; do
	# shellcheck disable=SC2086
	refused "$command and --dry-run" 'takes no --dry-run' ep $command \
		--dry-run
done
for command in 'login phones' 'logout phones' 'trust phones' \
	'api phones GET /groups' 'config show' 'journal list'; do
	# shellcheck disable=SC2086
	refused "$command and -c" 'takes no -c' ep $command -c phones
done
for command in 'config show' 'config path' 'config init' 'help' \
	'help groups list' 'completion bash' 'login phones' 'trust phones'; do
	for format in json jsonl csv tsv ids; do
		# shellcheck disable=SC2086
		refused "$command as $format" 'takes no' ep $command \
			-o $format
	done
done
for format in csv tsv ids; do
	refused "version as $format" 'takes no' ep version -o $format
	refused "journal verify as $format" 'takes no' ep journal verify \
		-o $format
	refused "api as $format" 'takes no' ep api phones GET /groups \
		-o $format
done
refused '--demo-size alone' '--demo' ep devices list --demo-size 3
refused '--demo and --config' exclude ep --demo devices list
forget_requests
refused 'no such column of a result' 'id, name, status' \
	ep groups delete 1 --yes --columns id,nosuch
is 'and nothing was sent' 0 "$(writes)"

check 'version as json' ep version -o json
is 'version: a member' \
	"$("$BUILD/endpane" version | sed 's/^endpane //')" \
	"$(json_of 'd["version"]' "$T/out")"
check 'journal verify as json' ep journal verify -o json
is 'journal verify: whole' True "$(json_of 'd["whole"]' "$T/out")"
is 'journal verify: how many are unknown' 0 \
	"$(json_of 'd["unknown"]' "$T/out")"
check 'api as json' ep api phones GET /groups -o json
check 'config check of one' ep config check -c phones -o ids
is 'config check: that one' phones "$(cat "$T/out")"
check 'an overview as json' ep --plain -c phones -o json
is 'overview: of one connection' "{'phones'}" \
	"$(json_of '{o["connection"] for o in d}' "$T/out")"
refused 'an overview has no ids' 'ids' ep --plain -o ids
ep groups delete 998877 998878 --yes --columns status,id -o csv >"$T/out" 2>/dev/null
printf 'status,id\nfailed,998877\nfailed,998878\n' >"$T/wanted"
same 'columns of results' "$T/wanted" "$T/out"

for command in 'login nosuch' 'logout nosuch' 'trust nosuch' \
	'api nosuch GET /groups' 'groups list -c nosuch' '--plain -c nosuch' \
	'config check -c nosuch'; do
	# shellcheck disable=SC2086
	refused "$command" 'there is phones, desktops, ' ep $command
done

# The journal of an estate that ends with the command is there, and empty.
check 'journal of a demonstration' "$BUILD/endpane" --demo --demo-size 20 \
	journal list -o json
is 'it is empty' '[]' "$(cat "$T/out")"
check 'it is whole' "$BUILD/endpane" --demo --demo-size 20 journal verify
exit_is 'it has no entry' 4 "$BUILD/endpane" --demo --demo-size 20 \
	journal show 1
exit_is 'nothing to undo' 4 "$BUILD/endpane" --demo --demo-size 20 \
	journal undo 1
ep journal list -o ids >"$T/out"
lines 'and never the own one' 2 "$T/out"
