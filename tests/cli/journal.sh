# The journal: every write before it leaves and after it came back.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 20 --groups 4 --apps 4 --users 4 --computers 20 \
	--endpoints 3 --seed 4
group=$(ep groups list -o ids | sed -n 2p)
ep devices list -o ids | head -n 5 >"$T/ids"
ids=$(paste -sd, "$T/ids")
state=$XDG_STATE_HOME/endpane

check 'an empty journal' ep journal list -o json
is 'is an empty list' '[]' "$(tr -d ' \n' <"$T/out")"
ep groups add-members "$group" --member "$ids" --yes >/dev/null
fault 'DELETE /mdm 412'
ep groups remove-members "$group" --member "$ids" --yes >/dev/null 2>&1
fault
ep groups remove-members "$group" --member "$ids" --yes >/dev/null 2>&1
check 'journal list' ep journal list -o json
cp "$T/out" "$T/json"
count() { # condition over an entry e
	json_of "sum(1 for e in d if $1)" "$T/json"
}
is 'an entry an object' 5 "$(count 'e["state"] == "applied" and
	e["method"] == "POST"')"
is 'what the server refused' True "$(json_of \
	'any(e["state"] == "rejected" and e["http"] == 412 for e in d)' \
	"$T/json")"
is 'what was taken away' 5 "$(count 'e["state"] == "applied" and
	e["method"] == "DELETE"')"
is 'newest first' True "$(json_of \
	'[e["id"] for e in d] == sorted((e["id"] for e in d), reverse=True)' \
	"$T/json")"
is 'ids by all their digits' True "$(json_of \
	'"'"$(sed -n 2p "$T/ids")"'" in [e["object_id"] for e in d]' "$T/json")"
lacks 'no token' 1000. "$T/json"
first=$(json_of 'd[-1]["id"]' "$T/json")
check 'journal show' ep journal show "$first"
contains 'names the operation' 'add-members' "$T/out"
contains 'names the request' "/groups/$group/members" "$T/out"
exit_is 'no such entry' 4 ep journal show 424242
check 'journal verify' ep journal verify

# What cannot be recorded is not sent; reading goes on.
forget_requests
chmod 000 "$state/journal.db"
if [ "$(id -u)" != 0 ]; then
	exit_is 'a journal that cannot be opened' 1 \
		ep groups add-members "$group" --member "$ids" --yes
	is 'nothing is sent' 0 "$(writes)"
else
	skip 'a journal that cannot be opened' 'the superuser can open it'
fi
chmod 600 "$state/journal.db"
rm -f "$state"/journal.db*
mkdir "$state/journal.db"
exit_is 'a journal that is a folder' 1 \
	ep groups add-members "$group" --member "$ids" --yes
contains 'says why' 'recorded' "$T/err"
is 'nothing is sent then' 0 "$(writes)"
check 'reading goes on' ep devices list
rmdir "$state/journal.db"
head -c 8192 /dev/urandom >"$state/journal.db"
chmod 600 "$state/journal.db"
exit_is 'a damaged journal' 1 \
	ep groups add-members "$group" --member "$ids" --yes
is 'nothing is sent for it either' 0 "$(writes)"
check 'and reading goes on' ep groups list
rm -f "$state"/journal.db*
check 'a new one' ep groups add-members "$group" --member "$ids" --yes

# Changed behind its back: it says so.
check 'whole' ep journal verify
python3 -c 'import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
db.execute("drop trigger intents_stay")
db.execute("update intents set object_id = 1 where id = 2")
db.commit()' "$state/journal.db"
exit_is 'a changed entry is found' 1 ep journal verify
contains 'and named' 2 "$T/err"

# An older copy in its place: read, but not written, until somebody says so.
rm -f "$state"/journal.db* "$state/journal.end"
ep groups add-members "$group" --member "$ids" --yes >/dev/null
cp "$state/journal.db" "$T/older.db"
ep groups remove-members "$group" --member "$ids" --yes >/dev/null
cp "$T/older.db" "$state/journal.db"
exit_is 'an older copy' 1 ep journal verify
contains 'lacks entries' 'missing' "$T/err"
check 'it can be read' ep journal list
forget_requests
exit_is 'it is not written' 1 ep groups add-members "$group" --member "$ids" \
	--yes
contains 'and says how to go on' 'journal.end' "$T/err"
is 'nothing is sent' 0 "$(writes)"
rm "$state/journal.end"
check 'unless somebody says so' ep groups add-members "$group" \
	--member "$ids" --yes
check 'whole again' ep journal verify

# Where the standard streams are closed nothing else gets their numbers: what is
# printed would end up in it.
sh -c '"$@" <&- >&- 2>&-' sh env ENDPANE_LOG="net:$T/streams.log" \
	"$BUILD/endpane" --config "$SIM_CONFIG" groups add-members "$group" \
	--member "$ids" --yes -o json || true
check 'whole without streams, too' ep journal verify
ep journal list --limit 1 -o json >"$T/newest"
contains 'and written to' 'add-members' "$T/newest"
sh -c '"$@" >&-' sh env ENDPANE_LOG="net:$T/streams.log" "$BUILD/endpane" \
	--config "$SIM_CONFIG" groups list -o json 2>"$T/err" || true
contains 'what is logged is' 'GET' "$T/streams.log"
lacks 'what is printed is not' 'group_id' "$T/streams.log"
