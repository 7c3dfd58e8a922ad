# Other locales, terminals, themes and no colours; golden/NAME.ascii, which
# UPDATE=1 writes. tour.sh has every screen.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 200
mkdir -p "$XDG_CONFIG_HOME/endpane"
mv "$SIM_CONFIG" "$XDG_CONFIG_HOME/endpane/config.ini"
golden=$ROOT/tests/tui/golden
mkdir -p "$golden"

# What changes from run to run: lamps, counts and clock of the header, times.
masks='mask ^ endpane  .*
mask 20[0-9][0-9]-[0-9][0-9]-[0-9][0-9]
mask [0-9][0-9]:[0-9][0-9](:[0-9][0-9])?
mask 127\.0\.0\.1:[0-9]+
'

# The way to a question of two devices.
ask() {
	cat <<'EOS'
key g j Space Space
wait 2 marked
play tests/lib/to-associate
key F2
wait [ Send ]
EOS
}

afresh() {
	rm -rf "$XDG_STATE_HOME" "$XDG_CACHE_HOME"
}

# Without UTF-8 every byte is ASCII, also where the server's is not.
{
	cat <<EOS
${masks}wait 200 devices
wait read
name C: a list
same $golden/devices.ascii
name C: the overview
key 1
wait Endpoint agents (200)
waitre ^[+]-+ Needs attention -+[+]
key 2
EOS
	ask
	cat <<EOS
name C: a question
same $golden/question.ascii
key Esc Esc Esc
key ?
wait Help
key Esc Q
exit 0
name C: only ASCII
ascii
clean
restored
EOS
} >"$T/script"
# Not xterm: libvterm 0.3 wraps one cell too early after a repeat (CSI b), which
# curses uses there for runs of ASCII.
for term in screen vt100 vt220; do
	afresh
	on_terminal -t $term "$T/script" -- env LC_ALL=C "$BUILD/endpane"
done

# Colours: what a state is stands there in words; looks only repeat it.
looks() { # name, expression for the header, for the cursor's row, environment
	afresh
	cat >"$T/script" <<EOS
name $1
wait 200 devices
wait read
attrs "[2 Dev]" $2
attrs "admin_Nexus 7" $3
key j Space
attrs "ANB-0001" $4
key Q
exit 0
clean
EOS
	shift 4
	on_terminal "$T/script" -- env "$@"
}
plain='fg=default bg=default$'
looks 'NO_COLOR' "$plain" "reverse.*$plain" "$plain" NO_COLOR=1 \
	"$BUILD/endpane"
looks 'NO_COLOR, and a theme with colours' "$plain" "reverse.*$plain" \
	"$plain" NO_COLOR=1 "$BUILD/endpane" --theme dark
looks 'monochrome' "$plain" "reverse.*$plain" "$plain" "$BUILD/endpane" \
	--theme monochrome
looks 'dark' 'fg=[0-9]' 'bg=[0-9]' 'fg=[0-9]' "$BUILD/endpane" --theme dark
looks 'default: the colours of the terminal' 'fg=([0-9]|1[0-5]|default) ' \
	'bg=([0-9]|1[0-5]|default)$' 'fg=([0-9]|1[0-5]) ' "$BUILD/endpane"
