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
