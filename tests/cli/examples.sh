# The manual's examples, as they stand there: each of them works, and every
# option that the interface names is in one.
# limit: 120
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 40 --groups 5 --apps 6 --users 20 --computers 10 \
	--endpoints 8 --seed 3
cd "$T" || exit 1
mkdir bin
ln -s "$BUILD/endpane" "$BUILD/endpane-sim" bin/
printf '#!/bin/sh\necho secret\n' >bin/pass
chmod 755 bin/pass
PATH=$T/bin:$PATH
ENDPANE_CONFIG=$SIM_CONFIG
export PATH ENDPANE_CONFIG
cp "$SIM_CONFIG" config.ini
printf 'name\nPC01\nPC02\n' >new.csv
printf 'PK\003\004' >notes.apk
printf '\211PNG\r\n\032\n' >icon.png
printf '{"name":"Lobby"}' >group.json

# Lines of EXAMPLES, those that go on joined; without mdoc's escapes.
sed -n '/^\.Sh EXAMPLES/,/^\.Sh SEE/p' "$ROOT/man/endpane.1" |
	sed -n '/^\.Bd -literal/,/^\.Ed/{/^\./!p;};s/^\.Dl //p' |
	sed 's/\\(dq/"/g;s/\\e/\\/g' |
	sed -e ':a' -e '/\(\\\||\)$/{N;s/\\\n[[:space:]]*//;s/|\n[[:space:]]*/| /;ba' \
	-e '}' >examples
check 'there are some' test "$(wc -l <examples)" -gt 40

while IFS= read -r line; do
	code=0
	case $line in
	'endpane --demo') continue ;; # a dashboard
	*zsh* | *fish*) continue ;;
	esac
	setsid bash -c "$line" </dev/null >out 2>err || code=$?
	# Without a terminal what asks is not sent.
	case $line in
	*'associate '*'--device - < old' | *' --skip-bad' | awk*)
		wanted=6 ;;
	*) wanted=0 ;;
	esac
	if [ $code = $wanted ]; then
		passed "$line"
	else
		failed "$line" "exit status $code: $(head -n 3 err)"
	fi
done <examples

for option in --config -c -o --columns --filter --local-filter --search \
	--sort --limit --no-header --color --theme --read-only --dry-run -y \
	--no-input --timeout --plain -v --errors --demo --demo-size --name \
	--type --domain --description --member --device --group \
	--silent-install --notify-user-via-email --content-type --identifier \
	--include --user-type --select-all --email --phone --domains --fields \
	--refresh --template --attr --from --idp-user --permission-level \
	--new-password-command --restrict-relink -q -f -F --input --paginate; do
	grep -qE -- "(^| )$option( |\$)" examples ||
		failed "an example of $option"
done
passed 'an example of every option'
