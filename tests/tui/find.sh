# From a cold start to a device, its groups, its user and the AD computer of its
# name by a mail address, in few keys; and its id in tmux's clipboard.
# limit: 120
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 60
device=$(ep devices list --filter name=ANB-0014 -o ids)
mail=$(ep devices list --filter name=ANB-0014 -o csv --columns mail |
	tail -n 1)
user=$(ep users list --filter "mail=$mail" -o ids)
kiosks=$(ep groups list --filter name=Kiosks -o ids)
ep groups add-members "$kiosks" --member "$device" --yes >"$T/out" 2>&1 ||
	failed 'a device is put into a group' "$(cat "$T/out")"

# Scripts that count keys; what is typed is the typing.
begin() { # name
	presses=0
	script=$T/script.$1
	rm -rf "$XDG_STATE_HOME" "$XDG_CACHE_HOME"
	printf 'deadline 20000\nwait 60 devices\nname %s\n' "$1" >"$script"
}
press() { # key...
	presses=$((presses + $#))
	echo "key $*" >>"$script"
}
check_by() { # vt line...
	for line in "$@"; do
		echo "$line" >>"$script"
	done
}
walk() { # most keys
	printf 'key Q\nexit 0\nrestored\n' >>"$script"
	on_terminal -r 30 -c 110 "$script" -- \
		"$BUILD/endpane" --config "$SIM_CONFIG"
	[ "$presses" -le "$1" ] && passed "in $presses keys" ||
		failed "in at most $1 keys" "it took $presses"
}

begin 'the device of a mail address'
press :
check_by "type $mail" 'wait ANB-0014'
press Enter
check_by 'wait Devices > ANB-0014' 'wait [Summary]'
walk 8

begin 'its groups'
press :
check_by "type $mail" 'wait ANB-0014'
press Enter
check_by 'wait [Summary]'
press ']' ']' ']' ']'
check_by 'wait member lists were read: 0 of'
press D
check_by "waitre Kiosks +$kiosks +this one"
walk 8

begin 'its user'
press 5
check_by 'waitre [0-9]+ users'
press :
check_by "type $mail" "waitre Users +$user"
press Down Enter
check_by 'waitre Users > ' 'wait [Summary]' "wait $user"
walk 8

begin 'its user and AD computer, from the device'
press :
check_by "type $mail" 'wait ANB-0014'
press Enter
check_by 'wait [Summary]'
press '[' '['
check_by 'wait Not read yet'
press D
check_by 'waitre AD computers +ANB-0014 +ANB-0014 +same name' \
	"waitre Users +[^ ]+ +$user +same mail"
walk 8

begin 'the AD computer itself, by the name of the device'
press 6
check_by 'waitre [0-9]+ computers'
press :
check_by 'type ANB-0014' 'waitre ANB-0014 +AD computers'
press Down Enter
check_by 'wait AD computers > ANB-0014' 'wait [Summary]'
walk 8

# In tmux, which takes OSC 52 with set-clipboard on.
if ! command -v tmux >/dev/null 2>&1; then
	skip 'the id is in the clipboard of tmux' 'tmux is not installed'
	exit 0
fi
rm -rf "$XDG_STATE_HOME" "$XDG_CACHE_HOME"
export TMUX_TMPDIR="$T"
unset TMUX
mux() { tmux -L find -f /dev/null "$@"; }
shows() { # text: waits until the pane has it
	for _ in $(seq 200); do
		mux capture-pane -p -t find | grep -qF -- "$1" && return 0
		read -r _ <"$T/tick"
	done
	mux capture-pane -p -t find
	return 1
}
# Something to wait for instead of sleeping: a tenth of a second a line.
mkfifo "$T/tick"
python3 -c 'import time
while True:
    try:
        with open("'"$T/tick"'", "w") as out:
            time.sleep(0.1)
            out.write("\n")
    except (BrokenPipeError, FileNotFoundError):
        pass' &
ticker=$!
mux new-session -d -s find -x 100 -y 30 sh
mux set-option -g set-clipboard on
mux send-keys -t find "exec '$BUILD/endpane' --config '$SIM_CONFIG'" Enter
check 'it runs in tmux' shows '60 devices'
mux send-keys -t find :
mux send-keys -t find -l "$mail"
check 'the device is found' shows 'ANB-0014'
mux send-keys -t find Enter
check 'it is opened' shows '[Summary]'
mux send-keys -t find y
check 'copying says what tmux needs' shows 'set-clipboard on'
is 'the id is in the clipboard of tmux' "$device" \
	"$(mux show-buffer 2>&1)"
mux send-keys -t find Q
mux kill-server 2>/dev/null
kill "$ticker" 2>/dev/null
wait "$ticker" 2>/dev/null || :
