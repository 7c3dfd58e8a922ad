# limit: 300
# Every pane, tab, dialog, menu and prompt, at three sizes: golden/tour.SIZE
# holds all screens of one (UPDATE=1 writes them). Without colours the same
# text has to be there and no cell may have a colour; in the C locale the same
# text with other lines and marks of cutting, and not one byte above 127.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

# What changes from run to run: the header's lamps and counts, times, ports;
# and which of several requests was answered first.
masked() { # file
	LC_ALL=C.UTF-8 sed -E -e 's/^ endpane  .*/ endpane/' \
		-e 's/20[0-9]{2}-[0-9]{2}-[0-9]{2}/YYYY-MM-DD/g' \
		-e 's/[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{3}Z)?/hh:mm:ss/g' \
		-e 's/(hh:mm:ss) +(done|in flight|waiting) [^│|]*/\1 a request/' \
		-e 's/([│|]{2}) (hh:mm:ss a request| {50,}) *[│|]/\1 requests |/' \
		-e 's/[│|] (hh:mm:ss a request| {50,})[│|]+ requests/ requests/' \
		-e 's/(phones|desktops|directory|identity) +[-+?!~] [^│|]*/\1/' \
		-e 's/ [0-9]{2}:[0-9]{2}( |$)/ hh:mm\1/g' \
		-e 's/([│|┐┘+])[0-9-]{1,9} hh:mm/\1 hh:mm/g' \
		-e 's/([│|┐┘+]  )[0-9]{1,2}( +applied )/\1s\2/' \
		-e 's/127\.0\.0\.1:[0-9]+/HOST/g' \
		-e 's/ [0-9.]+ m?s / 0.0 s /g' \
		-e 's/terminal: .*/terminal/' \
		-e 's/([│|┐+])[0-9:]*:[0-9]{2}( +applied)/\1\2/' \
		-e 's/(  ascii +)(on |off) /\1its /' \
		-e 's/([┐+])[0-9]$/\1/' "$1"
}

# "see NAME" is a picture of the screen when its numbers rest, too; they move a
# few times a second.
overview() {
	cat <<'EOS'
key 1
waitre Platforms \(200\)
wait Endpoint agents (200)
see overview
key Enter
waitre of 200
see the list behind a bar
key Esc 1 ?
wait Help
see help of the overview
key Esc
EOS
}

devices() {
	cat <<'EOS'
key 2 g
wait 200 devices
wait read
see devices
key Enter
wait SERIAL
wait read
see a device
key ]
wait app_id
see its apps
key ]
wait prov_name
see its profiles
key ]
settle
see its places
key i
settle
see its JSON
key q
gone Summary
key w
see all columns
key w s
wait as the server gave them
see sorting
key Esc f
settle
see facets
key Esc c
settle
see columns
key Esc /
type platform=ios os>=17
waitre [0-9]+ of 200
see filtering
key Enter
see filtered
key Esc
key \
type galaxy
see finding
key Esc Y
see copies
key Esc E
see export
key Esc +
see marking by terms
key Esc
paste ANB-0003\nANB-9999\n
see a pasted list
key Esc x
wait Actions
see actions
key Esc U D
settle
see reading what is missing
key Esc ,
settle
see settings
key Esc v Down*2
see a range
key v z
see the list alone
key z
EOS
}

lists() {
	for pane in '3 groups' '4 apps' '5 users' '6 computers' \
	    '7 endpoints'; do
		cat <<EOS
key ${pane% *} g
waitre read ..:..( |$)
see ${pane#* }
key x
see actions of ${pane#* }
key Esc Enter
settle
see one of ${pane#* }
key ]
settle
see its second tab
key q
EOS
	done
	cat <<'EOS'
key 5 g e
settle
see editing a user
key Esc
settle
key 6 g F
settle
see a filter of the server
key Esc 7
key 8 g
wait Devices whose local accounts
see devices with accounts
key Enter
waitre [0-9]+ accounts
waitre read ..:..( |$)
see accounts
key x
see actions of accounts
key Esc Enter
settle
see an account
key q
EOS
}

writing() {
	cat <<'EOS'
key 2 g j U Space Space
wait 2 marked
key a
waitre > id +.none; Enter picks
see a form
key Enter
wait Pick one
see picking an object
key Enter
gone Pick one
see a form filled in
key F2
wait [ Send ]
waitre ^ *Type how many|Type how many .2.
see a question
key F3
wait POST
see the exact request
key q
wait [ Send ]
type 2
key Enter
wait 2 applied
see after a write
key q U
key 9
settle
see queue
key ]
settle
see jobs
key ]
settle
see journal
key Enter
settle
see one of the journal
key Esc x
settle
see actions of the queue
key Esc
settle
key [
settle
key u
settle 400
see undoing
key Esc
settle
EOS
}

everywhere() {
	cat <<'EOS'
key 2 :
see palette
type theme
see palette, themes
key Esc Esc ?
wait Help
see help
type sort
see help, searched
key Esc Esc q
wait Leave
see leaving
key n
key %
see a wrong key
key Q
exit 0
clean
restored
mouse off
EOS
}

tour() {
	printf 'deadline 20000\nwait 200 devices\n'
	overview
	devices
	lists
	writing
	everywhere
}

# "see" becomes what vt knows.
pictures() { # mode
	awk -v shots="$shots" -v mode="$1" '
	/^see / {
		sub(/^see /, "")
		printf "name %s: %s\nsettle 260\n", mode, $0
		printf "shot %s/%03d %s\n", shots, ++n, $0
		if (mode ~ /no colours/)
			print "colours none"
		else if (n == 1)
			print "colours some"
		next
	}
	{ print }'
}

# One walk in a home and with a simulator of its own; leaves $T/pictures.
walk() { # size, mode, environment...
	size=$1
	mode=$2
	shift 2
	shots=$T/shots
	XDG_CONFIG_HOME=$T/config
	XDG_STATE_HOME=$T/state
	XDG_CACHE_HOME=$T/cache
	mkdir -p "$shots" "$XDG_CONFIG_HOME/endpane"
	start_sim --devices 200
	mv "$SIM_CONFIG" "$XDG_CONFIG_HOME/endpane/config.ini"
	tour | pictures "$size, $mode" >"$T/script"
	on_terminal -r ${size%x*} -c ${size#*x} -t "$TERM" "$T/script" -- \
		env "$@" "$BUILD/endpane"
	stop_sim
	for file in "$shots"/*; do
		printf '== %s\n' "${file##*/}"
		masked "$file"
	done >"$T/pictures"
}

# What the C locale has for lines and for what was cut.
in_ascii() { # file
	LC_ALL=C.UTF-8 sed -e 's/[┌┐└┘├┤┬┴┼]/+/g; s/─/-/g; s/│/|/g; s/…/~/g' "$1"
}

# The walks wait more than they work: all at once.
apart() { # folder, size, mode, environment...
	mkdir -p "$T/$1"
	(
		T=$T/$1
		shift
		walk "$@"
	) >"$T/$1/said" 2>&1 &
}

sizes=${SIZES:-24x80 35x120 50x200}
for size in $sizes; do
	apart $size/colours $size colours A=
	apart $size/none $size 'no colours' NO_COLOR=1
	# Not xterm: libvterm 0.3 wraps too early after a repeat (CSI b).
	TERM=screen
	apart $size/ascii $size 'C locale' LC_ALL=C
	apart $size/bare $size 'C locale, no colours' LC_ALL=C NO_COLOR=1
	TERM=xterm-256color
done
wait
for size in $sizes; do
	cat "$T/$size"/*/said
	golden "the pictures of $size" tui/golden/tour.$size \
		"$T/$size/colours/pictures"
	same "$size: the same without colours" "$T/$size/colours/pictures" \
		"$T/$size/none/pictures"
	in_ascii "$T/$size/colours/pictures" >"$T/in-ascii"
	same "$size: the same in the C locale" "$T/in-ascii" \
		"$T/$size/ascii/pictures"
	same "$size: the same in the C locale, without colours" \
		"$T/in-ascii" "$T/$size/bare/pictures"
done
