# The runner counts what it is told, and takes nothing for success.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

tree="$T/a tree"
mkdir -p "$tree/tests/cli" "$tree/tests/lib" "$tree/tests/unit" \
	"$tree/build/unit"
cp "$ROOT/tests/run" "$tree/tests/run"
cp "$ROOT/tests/lib/lib.sh" "$ROOT/tests/lib/canary.py" "$tree/tests/lib"

plant() { # name (the script on standard input)
	{
		echo '. "$ROOT/tests/lib/lib.sh"'
		cat
	} >"$tree/tests/cli/$1.sh"
}

verdict() { # name, last line, exit status, [ONLY]
	run env BUILD="$tree/build" ONLY="${4:-}" SAN= sh "$tree/tests/run"
	is "$1: the last line" "$2" "$(tail -n 1 "$T/out")"
	is "$1: the status" "$3" "$status"
}

verdict 'nothing to run' '0 passed, 1 failed' 1

plant good <<'EOS'
check 'true is true' true
is 'a home of its own' "$T/home" "$HOME"
is 'no language but ours' C.UTF-8 "$LC_ALL"
exit_is 'three' 3 sh -c 'exit 3'
skip later 'not today'
EOS
verdict 'a good one' '4 passed, 0 failed' 0

plant bad <<'EOS'
check 'true is true' true
check 'false is true' false
EOS
verdict 'a failed check' '5 passed, 1 failed' 1
verdict 'one by name' '4 passed, 0 failed' 0 good

echo ':' | plant bad
verdict 'a script that checks nothing' '0 passed, 1 failed' 1 bad
printf 'passed one\nexit 1\n' | plant bad
verdict 'a script that breaks off' '1 passed, 1 failed' 1 bad
printf 'passed one\nkill -KILL $$\n' | plant bad
verdict 'a script that dies' '1 passed, 1 failed' 1 bad
printf '# limit: 1\npassed one\nexec sleep 60\n' | plant bad
verdict 'a script that hangs' '1 passed, 1 failed' 1 bad
contains 'and it is said' 'stopped after 1 s' "$T/out"
token=1000.$(printf '%032x.%032x' 7 9)
printf 'echo "token = %s" >"$T/a.ini"; cp "$T/a.ini" "$T/secrets"\npassed one\n' \
	"$token" | plant bad
verdict 'a script that keeps a secret' '1 passed, 0 failed' 0 bad
printf 'echo "token = %s" >"$T/a.ini"; cp "$T/a.ini" "$T/b"\npassed one\n' \
	"$token" | plant bad
verdict 'a script that leaves a secret' '1 passed, 1 failed' 1 bad
contains 'and where' 'b: token' "$T/out"
printf 'echo "token = %s" | tee "$T/a.ini"\npassed one\n' \
	"$token" | plant bad
verdict 'a script that shows a secret' '1 passed, 1 failed' 1 bad
rm "$tree/tests/cli/bad.sh" "$tree/tests/cli/good.sh"

echo 'built from it' >"$tree/tests/unit/t_one.c"
verdict 'a unit that was not built' '0 passed, 1 failed' 1
printf '#!/bin/sh\necho "1..2"\necho "ok 1 - a"\necho "not ok 2 - b"\nexit 1\n' \
	>"$tree/build/unit/t_one"
chmod +x "$tree/build/unit/t_one"
verdict 'units by their own count' '1 passed, 1 failed' 1
