# limit: 180
# Screens as they are meant to look, in golden/NAME.ROWSxCOLS; UPDATE=1 writes
# them. Then other locales, terminals, themes and no colours.
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
mask ~ (done|in flight|waiting)  [^│|]*
mask (phones|desktops|directory|identity) +[-+?~!x] [^│|]*
'

# The way to a question of two devices; stops at the form for more.
ask() { # script for the form
	cat <<EOS
key g j Space Space
wait 2 marked
key a
wait apps associate
key Enter
wait ME MDM
key Enter
wait ME MDM
${1:-settle}
key F2
wait [ Send ]
EOS
}

# Every list, the views of one object, the dialogs on the way to a write.
walk() { # end of the names
	cat <<EOS
${masks}deadline 15000
name devices $1
wait 200 devices
wait read
same $golden/devices.$1
name a device $1
key Enter
wait SERIAL
wait read
same $golden/device.$1
name its apps $1
key ]
wait app_id
same $golden/device-apps.$1
key q
name actions $1
key x
wait Actions
same $golden/actions.$1
key Esc
name sort $1
key s
wait as the server gave them
key Esc
name filter $1
key /
type platform=ios os>=17
waitre [0-9]+ of 200
same $golden/filter.$1
key Esc Esc
gone FILTER
EOS
	ask "name form $1
same $golden/form.$1"
	cat <<EOS
name question $1
same $golden/question.$1
key Esc Esc Esc
gone apps associate
key U
gone  marked
EOS
	for pane in '3 groups' '4 apps' '5 users' '6 computers' \
	    '7 endpoints' '8 accounts'; do
		cat <<EOS
name ${pane#* } $1
key ${pane% *}
waitre read ..:.. ?(┌|$)
settle
same $golden/${pane#* }.$1
EOS
	done
	cat <<EOS
name overview $1
key 1
waitre Platforms \(200\)
wait Endpoint agents (200)
settle
same $golden/overview.$1
name queue $1
key 9
wait [Requests]
settle
mask ^[> ] ~~.*
same $golden/queue.$1
name the end $1
key Q
exit 0
clean
restored
mouse off
EOS
}

afresh() {
	rm -rf "$XDG_STATE_HOME" "$XDG_CACHE_HOME"
}

for size in 24x80 35x120 50x200; do
	walk $size >"$T/script"
	afresh
	on_terminal -r ${size%x*} -c ${size#*x} "$T/script" -- "$BUILD/endpane"
done

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
