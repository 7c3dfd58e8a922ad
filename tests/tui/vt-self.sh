# The terminal that screen tests run on: it sees what it should, and complains
# when it should. Small programs stand in for endpane.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

vt=$BUILD/tools/vt
cd "$T" || exit

# A shell that shows a fixed prompt; the script comes on standard input.
on_shell() { # vt's options...
	cat >"$T/script"
	on_terminal "$@" "$T/script" -- env PS1='go> ' sh -i
}

# The script must fail, and say so with these words.
complains() { # name, words (script on standard input), program...
	check_name=$1
	check_words=$2
	shift 2
	cat >"$T/script"
	run "$vt" "$T/script" -- "$@"
	if [ "$status" = 1 ] && grep -q '^not ok ' "$T/out" &&
	    grep -qF -e "$check_words" "$T/out"; then
		passed "complains: $check_name"
	else
		failed "complains: $check_name" "$(show_run)"
	fi
}

on_shell <<'EOS'
name text is seen
wait go>
colours none
type stty -echo\n
settle
type clear; echo A$((1+1))B\n
name a row is seen
row 1 ^A2B$
name the last row
row -1 ^$
name waitre
waitre ^A[0-9]B$
name attributes
type printf '\\033[1;7mLOUD\\033[0;34mblue\\033[m\\n'\n
attrs "LOUD" ^bold reverse fg=default bg=default$
name colours
attrs "blue" ^fg=4 
colours some
name wide characters have two cells
type printf '\\346\\274\\242\\033[4mx\\033[m\\n'\n
attrs "x" underline
name cells by place
type clear; printf '\\033[5;10H\\033[7mK\\033[m\\n'\n
attrs 5 10 reverse
name repeated characters
type printf -- '-\\033[9b|\\n'\n
wait ----------|
name gone
type clear\n
gone ----------|
name nothing comes by itself
settle
still 200
name asleep
idle 200
name the program hears of another size
resize 10 40
size 10 40
type stty size\n
wait 10 40
name a command beside it
run test -d /proc/$VT_PID
name no mouse
mouse off
name only what terminfo knows
clean
type stty echo\n
name the status
type exit 3\n
exit 3
name the terminal as it was
restored
EOS

on_shell -r 8 -c 30 -t vt100 <<'EOS'
wait go>
name another terminal
type echo $TERM; stty size\n
wait vt100
wait 8 30
name bytes are counted
settle
mark
type echo 1234567890\n
wait 1234567890
bytes 60
name Escape is not taken for Alt
type stty -echo -icanon min 1 time 0; dd bs=8 count=2 | od -c\n
settle
key Esc
key x
wait 033   x
EOS

cat >"$T/golden" <<'EOS'
name golden
mask [0-9]+
settle
type clear; echo pid $$\n
waitre pid [0-9]
same golden.txt
EOS
UPDATE=1 on_terminal -r 3 -c 30 "$T/golden" -- env PS1='go> ' sh -i
contains 'a golden screen is written' 'pid ~' golden.txt
on_terminal -r 3 -c 30 "$T/golden" -- env PS1='go> ' sh -i
sed -i 's/pid/pod/' golden.txt
sed 's/^mask/deadline 300\n&/' "$T/golden" |
	complains 'another screen' 'pod ~' env PS1='go> ' sh -i

# Keys as this terminal sends them, and paste only for those who asked.
cat >"$T/script" <<'EOS'
wait ready
name keys, as terminfo has them
key Down F5 C-a S-Tab Up*2
wait 033   O   B 033   [   1   5   ~ 001 033   [   Z 033   O
EOS
on_terminal "$T/script" -- sh -c \
	'stty raw -echo; printf "ready\r\n"; head -c 18 | od -An -c -w18'
cat >"$T/script" <<'EOS'
wait ready
name bracketed paste
paste hi\n
wait 033   [   2   0   0   ~   h   i
EOS
on_terminal "$T/script" -- sh -c 'stty raw -echo
	printf "\033[?2004hready\r\n"; head -c 15 | od -An -c -w15'
cat >"$T/script" <<'EOS'
wait ready
name paste without brackets
paste hi
wait h   i
EOS
on_terminal "$T/script" -- sh -c 'stty raw -echo
	printf "ready\r\n"; head -c 2 | od -An -c -w15'

if command -v less >/dev/null 2>&1; then
	seq 1000 >numbers
	cat >"$T/script" <<'EOS'
name a full-screen program
row 1 ^1$
key PgDn
row 1 ^24$
key G
wait 1000
keytime k 5
burst k*50
elapsed less
rss less
key q
exit 0
clean
name it leaves the terminal as it was
restored
EOS
	on_terminal "$T/script" -- env LESS= less numbers
	matches 'figures' '^keytime k: n=5 first p50 [0-9.]+ p99' "$T/vt.out"
	matches 'bursts' '^burst k\*50: [0-9.]+ ms, [0-9]+ bytes' "$T/vt.out"
	matches 'times from the start' '^elapsed less: [0-9.]+ ms' "$T/vt.out"
	matches 'memory' '^rss less: [1-9][0-9]* KiB now' "$T/vt.out"
else
	skip 'a full-screen program' 'less is not installed'
fi

cat >"$T/script" <<'EOS'
wait ready
name the end of a program killed
signal TERM
exit 143
EOS
on_terminal "$T/script" -- sh -c 'echo ready; exec cat'
cat >"$T/script" <<'EOS'
wait ready
name a line that is cut
hup
exit 129
EOS
on_terminal "$T/script" -- sh -c 'echo ready; exec cat'

# What it must not let through.
printf 'deadline 100\nwait nowhere\n' | complains 'no such text' \
	'it did not come' echo hello
printf 'deadline 100\nwait hello\ngone hello\n' | complains 'still there' \
	'it is still there' sh -c 'echo hello; exec cat'
printf 'exit 0\n' | complains 'another status' 'ended with status 4' \
	sh -c 'exit 4'
printf 'wait x\nstill 300\n' | complains 'it is not still' 'bytes came' \
	sh -c 'while :; do echo x; done'
printf 'wait x\nmark\nkey a*40\nbytes 10\n' | complains 'too many bytes' \
	'40 bytes came' sh -c 'echo x; exec cat'
printf 'frobnicate\n' | complains 'no such command' 'no such command' true
printf 'key Hyper\n' | complains 'no such key' 'no such key' cat
printf 'run false\n' | complains 'a command that fails' 'ended with' cat
printf 'exit 0\nmouse off\n' | complains 'the mouse' 'it was switched on' \
	printf '\033[?1000h\033[?1000l'
printf 'exit 0\nascii\n' | complains 'a byte above 127' 'is \xe2' \
	printf '\342\200\246'
printf 'exit 0\nnoraw \\e]0\n' | complains 'bytes that were sent' \
	'these bytes were sent' printf '\033]0;x\007'
for junk in '\033]0;title\007' '\033]52;c;eA==\007' '\302\2332J' \
    '\342\200\256' '\377' '\033[6n' '\033P1$q\033\\' '\001' '\033[?9999h'; do
	printf 'exit 0\nclean\n' | complains "unknown bytes ($junk)" 'byte ' \
		printf "$junk"
done
for rest in '\033[?25l' '\033[?1049h' '\033[?2004h' '\033[?1000h' '\033[1m' \
    '\033[31m' '\033=' '\033[2;5r' '\033[?1h'; do
	printf 'exit 0\nrestored\n' | complains "left over ($rest)" \
		'left over: ' printf "$rest"
done
printf 'exit 0\nrestored\n' | complains 'left over: line settings' \
	'line settings' stty -echo
