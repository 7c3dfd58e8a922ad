# limit: 120
# Completion in shells, run for real: nouns, verbs, options, values, and ids and
# names out of the cache, without one request.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

export PATH="$BUILD:$PATH"
exit_is 'an unknown shell' 2 endpane completion tcsh
start_sim --devices 300 --groups 5 --apps 3 --users 3 --computers 3 \
	--endpoints 3 --seed 9
export ENDPANE_CONFIG="$SIM_CONFIG"
words() { # words...: what is offered for the last
	endpane __complete zsh "$@" | sed '1d;s/\t.*//' | paste -sd ' ' -
}

forget_requests
is 'a noun' 'devices' "$(words dev)"
is 'a verb, behind an alias and an option' show \
	"$(words -c devices grp sh)"
is 'an option of the operation' --silent-install "$(words app associate --si)"
is 'words of an option' 'json jsonl' "$(words -o js)"
is 'joined to it' --output=json\ --output=jsonl "$(words --output=js)"
is 'choices of a parameter' 'bash zsh fish' "$(words completion '')"
is 'connections' 'phones desktops directory identity' "$(words -c '')"
is 'those that serve the noun' desktops "$(words endpoints list -c '')"
is 'those that login is for' 'phones desktops identity' "$(words login '')"
is 'all for trust' 'phones desktops directory identity' "$(words trust '')"
is 'columns, behind others' id,name "$(words devices list --columns id,na)"
is 'falling ones' -name "$(words devices list --sort -na)"
is 'a column to filter by' platform= "$(words devices list --filter plat)"
is 'themes' 'default' "$(words --theme def)"
is 'topics of help' members "$(words help groups mem)"
is 'methods' 'POST PUT PATCH' "$(words api phones P)"
is 'devices of Identity360' ANB-0003 \
	"$(words accounts list --device ANB-0003)"
is 'a file' files "$(endpane __complete zsh files upload '')"
is 'nothing cached: nothing offered' '' "$(words groups show '')"
ep groups list --limit 2 >"$T/out"
ep apps list >/dev/full 2>/dev/null
ep apps list -o csv --filter 'name~a' | head -n 0
ep users list --user-type 1 >"$T/out"
is 'a part of a list is not kept' '' \
	"$(words groups show ''; words users show '')"
ep groups list -o csv >"$T/out"
is 'a whole one is' "$(sed '1d;s/,.*//' "$T/out" | paste -sd' ')" \
	"$(words groups show '')"
check 'from whichever command' rm -r "$XDG_CACHE_HOME"
forget_requests
is 'a wrong configuration: nothing, quietly' '' \
	"$(words --config "$T/none.ini" -c '' 2>&1)"

cat >"$T/script" <<'EOS'
deadline 20000
key 2
wait 300 devices
key 3
wait 5 groups
key 6
wait 3 computers
key 1 3
settle
key Q
exit 0
EOS
on_terminal -r 24 -c 80 "$T/script" -- endpane
forget_requests
ep groups list -o ids | sort >"$T/ids"
forget_requests
words groups show '' | tr ' ' '\n' | sort >"$T/offered"
is 'a member may be a user' "$(ep users list -o ids | head -n 1)" \
	"$(ep users list -o csv | sed -n 2p | cut -d , -f 2 |
	xargs endpane __complete zsh groups add-members 1 --member |
	sed '1d;s/\t.*//' | tail -n 1)"
forget_requests
is 'words for numbers' 'device user' \
	"$(words groups create --type '' | cut -d ' ' -f 1,2)"
is 'which may be typed as well' 6 "$(words groups create --type 6)"
check 'all ids that the dashboard has read' cmp "$T/ids" "$T/offered"
is 'an id' 99731238129 "$(words groups show 997)"
is 'by its name, whatever the case' 99731238129 "$(words groups show mdm)"
is 'with its name beside it' MDM \
	"$(endpane __complete fish groups show 997 | sed -n 's/.*\t//p')"
is 'several' 99731238129,1 \
	"$(words apps associate 5 --group 99731238129,1 | cut -d ' ' -f 1)"
is 'of another connection: none' '' "$(words -c desktops groups show 997)"
is 'computers by name' 1 "$(words computers show '' | wc -l)"
is 'no request was made' 0 "$(counted '*')"

bash_offers() { # words...
	endpane completion bash >"$T/bash"
	bash -c '. "$0"
		COMP_WORDS=("$@")
		COMP_CWORD=$(($# - 1))
		_endpane
		printf "%s\n" "${COMPREPLY[@]}"' "$T/bash" "$@"
}
is 'bash: a verb' show "$(bash_offers endpane groups sh)"
is 'bash: an id by its name' 99731238129 "$(bash_offers endpane groups show m)"
is 'bash: ids with commas as they are' 99731238129,1 "$(bash_offers endpane \
	apps associate 5 --group 99731238129,1 | head -n 1)"
is 'bash: behind an equals sign' json \
	"$(bash_offers endpane --output = json | head -n 1)"

# Names that a shell would read, and text that wants to own the terminal.
sed 's/^\[phones\]/[odd $(touch pwned) `x` '"'"'n";]/' "$SIM_CONFIG" >"$T/odd.ini"
chmod 600 "$T/odd.ini"
odd=$(ENDPANE_CONFIG="$T/odd.ini" bash_offers endpane -c od)
is 'bash: quoted, as one word' 'odd $(touch pwned) `x` '"'n\";" \
	"$(eval "printf '%s\n' $odd")"
check 'nothing was run' test ! -e pwned

cat >"$T/bashrc" <<'EOS'
PS1='$ '
eval "$(endpane completion bash)"
EOS
cat >"$T/script" <<'EOS'
wait $
name bash, for real
type endpane groups sh\t
wait endpane groups show
type mdm\t
wait endpane groups show 99731238129
key C-u
type exit\r
EOS
on_terminal -r 24 -c 100 "$T/script" -- bash --noprofile --rcfile "$T/bashrc" -i

if command -v zsh >/dev/null 2>&1; then
	mkdir "$T/zsh"
	cat >"$T/zsh/.zshrc" <<'EOS'
PS1='$ '
autoload -U compinit
compinit -D -u
eval "$(endpane completion zsh)"
EOS
	cat >"$T/script" <<'EOS'
deadline 20000
wait $
name zsh, for real
type endpane groups sh\t
wait endpane groups show
type mdm\t
wait endpane groups show 99731238129
key C-u
type endpane groups \t
wait Show one group
key C-c
type exit\r
EOS
	ZDOTDIR="$T/zsh" on_terminal -r 24 -c 100 "$T/script" -- zsh -d -i
else
	skip 'zsh, for real' 'zsh is not installed'
fi

if command -v fish >/dev/null 2>&1; then
	endpane completion fish >"$T/fish"
	fish_offers() { # line
		fish --no-config -c 'source $argv[1]; complete -C $argv[2]' \
			"$T/fish" "$1"
	}
	is 'fish: a verb' 'show	Show one group' \
		"$(fish_offers 'endpane groups sh')"
	is 'fish: an id with its name' '99731238129	MDM' \
		"$(fish_offers 'endpane groups show 997')"
	is 'fish: a value' --output=json "$(fish_offers \
		'endpane --output=json' | head -n 1)"
else
	skip 'fish: a verb' 'fish is not installed'
fi
# Entries of the journal, which is here.
is 'no journal yet: nothing' '' \
	"$(XDG_STATE_HOME=$T/none words journal show '')"
check 'none was made for that' test ! -e "$T/none"
ep groups create --name Filled --type 6 >"$T/out"
forget_requests
for verb in show undo resume; do
	is "journal $verb: an entry" "$(ep journal list -o ids)" \
		"$(words journal $verb '')"
done
is 'with what it was' 'groups create Filled, applied' \
	"$(endpane __complete fish journal show '' | sed -n 's/.*\t//p')"
is 'no request was made by any' 0 "$(counted '*')"

stop_sim
start_sim --devices 60 --computers 60 --seed 2 --fault hostile
cat >"$T/script" <<'EOS'
deadline 20000
key 2
wait 60 devices
key 6
wait 60 computers
key Q
exit 0
EOS
on_terminal -r 24 -c 80 "$T/script" -- endpane
endpane __complete zsh devices show '' >"$T/devices"
endpane __complete zsh computers show '' >"$T/computers"
check 'hostile names: ids are offered' test "$(wc -l <"$T/devices")" -gt 50
is 'no control character among them' '' \
	"$(LC_ALL=C grep -a -n '[[:cntrl:]]' "$T/devices" "$T/computers" |
	LC_ALL=C grep -a -v "^[^	]*	[^[:cntrl:]]*\$")"
