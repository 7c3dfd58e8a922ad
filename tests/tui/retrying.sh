# What failed of a job: found by n, shown alone by f, and by a sent again, that
# and nothing else, after a question. A table's bad rows, shown before.
# limit: 120
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 60 --groups 6 --apps 4 --computers 10 --seed 9
group=$(ep groups list -o ids | sed -n 2p)
ep groups members "$group" -o ids >"$T/inside"
ep devices list -o ids | grep -vxFf "$T/inside" | head -n 12 >"$T/ids"
members=/mdm/api/v1/mdm/groups/$group/members
ep groups add-members "$group" --member "$(paste -sd, "$T/ids")" --yes \
	>/dev/null
export SIM_CONTROL SIM_CONFIG LIB="$ROOT/tests/lib/lib.sh"
cat >"$T/fault" <<'EOS'
. "$LIB"
fault "$@"
EOS
fault "DELETE $members 409@4"
forget_requests
printf '%s\n' 'name,userAccountControl' 'OK1,4096' ',1' 'OK2,yes' 'OK3,512' \
	>"$T/bad.csv"

cat >"$T/script" <<EOS
deadline 20000
wait devices
key :
type groups remove-members
key Enter
wait ─ groups remove-members
name ids are pasted into a form
paste $group
key Tab
pastefile $T/ids
waitre member +12 picked
key F2
wait Type how many (12)
wait [ Send ]
type 12
key Enter
waitre [0-9]+ rejected|[0-9]+ not sent
name n goes to what failed
key n
waitre ^> +[!-] 
name f shows that alone
key f
wait only what failed
gone + applied
key f
waitre [+] applied
run sh "$T/fault"
name a asks for exactly what failed
key a
waitre groups remove-members.*: 9 objects
waitre command +endpane groups remove-members $group --member
wait Type how many (9)
wait [ Send ]
type 9
key Enter
wait 9 applied
name nothing of that failed
key a
wait nothing of it failed
key n
wait nothing of it failed
name the menu says so too
key x
wait Retry what failed
wait nothing of it failed
key Esc
name the jobs' tab retries as well
key 9 ]
wait [Jobs]
key a
wait nothing of it failed
name bad rows of a table are shown before
key :
type computers create
key Enter
wait ─ computers create
type domain1.com
key Tab*3
type $T/bad.csv
key F2
wait 2 rows can be sent, 2 cannot
waitre > +3 .*name .*name is missing
waitre 4 +OK2 +userAccountControl +.*whole number
name f shows them alone, n goes on
key f
gone OK1
key n
waitre > +4 
name they can be left out
key l
wait Send
wait OK1
wait OK3
gone OK2
wait Type how many (2)
wait [ Send ]
type 2
key Enter
wait 2 applied
key Q
exit 0
restored
clean
EOS
on_terminal -r 24 -c 80 "$T/script" -- "$BUILD/endpane" \
	--config "$SIM_CONFIG"
check 'the good ones are there' ep computers show OK3 --domain domain1.com
exit_is 'the bad ones are not' 4 ep computers show OK2 --domain domain1.com
is 'no member is left' 0 "$(ep groups members "$group" -o ids |
	grep -cxFf "$T/ids")"
