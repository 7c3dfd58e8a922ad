# Disks that are full, files that are damaged: nothing is sent that cannot be
# recorded, reading goes on, and words say what to do.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 20 --groups 4 --apps 4 --users 4 --computers 20 \
	--endpoints 5
group=$(ep groups list -o ids | sed -n 2p)
device=$(ep devices list -o ids | sed -n 5p)

# A write is refused with three parts, reading goes on.
refuses() { # name
	forget_requests
	exit_is "$1: a write is refused" 1 ep groups add-members "$group" \
		--member "$device"
	matches "$1: in three parts" '(not sent|nothing was sent).*; [^;]+' \
		"$T/err"
	is "$1: nothing was sent" 0 "$(writes)"
	check "$1: reading goes on" ep devices list -o ids
	lines "$1: all of it" 20 "$T/out"
}

state=$XDG_STATE_HOME
mkdir "$T/small"
if mount -t tmpfs -o size=1m tmpfs "$T/small" 2>/dev/null; then
	trap 'umount "$T/small" 2>/dev/null; at_end' EXIT
	XDG_STATE_HOME=$T/small
	check 'with room, it is done' ep groups add-members "$group" \
		--member "$device"
	ep groups remove-members "$group" --member "$device" --yes >/dev/null
	cat /dev/zero >"$T/small/filler" 2>/dev/null
	refuses 'a full disk'
	rm "$T/small/filler"
	check 'room again: it is done' ep groups add-members "$group" \
		--member "$device"
	check 'and the journal is whole' ep journal verify
	umount "$T/small"
	trap at_end EXIT
else
	skip 'a full disk' 'this user may not mount a small one'
fi

XDG_STATE_HOME=$state
printf 'not a folder' >"$T/file"
XDG_STATE_HOME=$T/file
refuses 'no folder to be had'

# The first page, the middle and the end of the journal.
for place in 0 40 4096; do
	XDG_STATE_HOME=$T/state.$place
	ep groups remove-members "$group" --member "$device" --yes >/dev/null
	ep groups add-members "$group" --member "$device" --yes >/dev/null
	sync
	rm -f "$XDG_STATE_HOME/endpane/journal.db-wal"
	printf 'garbage garbage garbage' | dd conv=notrunc bs=1 seek="$place" \
		of="$XDG_STATE_HOME/endpane/journal.db" 2>/dev/null
	run ep journal verify
	if [ "$status" = 0 ]; then
		failed "damage at byte $place is found"
		continue
	fi
	passed "damage at byte $place is found"
	refuses "damage at byte $place"
	check "damage at byte $place: the file is kept" \
		grep -aq 'garbage garbage' "$XDG_STATE_HOME/endpane/journal.db"
done
XDG_STATE_HOME=$state

# The cache is rebuilt without a word.
cat >"$T/script" <<'END'
wait 20 devices
waitre ANB-0
key Q
exit 0
END
on_terminal "$T/script" -- "$BUILD/endpane" --config "$SIM_CONFIG"
for place in 0 100 5000; do
	printf 'garbage garbage garbage' | dd conv=notrunc bs=1 seek="$place" \
		of="$XDG_CACHE_HOME/endpane/cache.db" 2>/dev/null
	on_terminal "$T/script" -- "$BUILD/endpane" --config "$SIM_CONFIG"
done
: >"$XDG_CACHE_HOME/endpane/cache.db"
on_terminal "$T/script" -- "$BUILD/endpane" --config "$SIM_CONFIG"
