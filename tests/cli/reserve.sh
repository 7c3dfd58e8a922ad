# The last tenth of a day's calls is for looking at what is unknown and for
# undoing, and for nothing else.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_canned
export XDG_STATE_HOME="$T/state" XDG_CACHE_HOME="$T/cache"
(umask 077
cat >"$T/config.ini" <<END
[phones]
system = mdm
url = $url/mdm
auth = api-key
api_key = K
rate_per_day = 100
timeout = 2
END
)
now() { "$BUILD/endpane" --config "$T/config.ini" "$@" </dev/null; }
spent() { # calls of today, all in all
	python3 -c 'import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
db.execute("UPDATE calls SET used = ?", sys.argv[2:])
db.commit()' "$XDG_STATE_HOME/endpane/state.db" "$1"
}
gets() { grep -c '^GET' "$T/asked"; }

page="http://foreign.example/mdm/groups?skip-token"
rules <<END
0 GET token=a 200 {"groups":[{"group_id":21,"name":"made"}]}
0 GET /mdm/groups\$ 200 {"groups":[{"group_id":20,"name":"b"}],"paging":{"next":"$page=a"}}
0 GET /mdm/groups/21/members\$ 200 {"member_ids":[]}
0 DELETE /mdm/groups/21\$ 204
0 POST .* 0
END
check 'two calls' now groups list
spent 89
check 'made, and found on the second page' now groups create --name made \
	--type 6
contains 'by reading' 'applied (seen)' "$T/out"
is 'the list once, and again' 4 "$(gets)"
exit_is 'a list may not' 9 now groups list
exit_is 'nor may a write' 9 now groups create --name other --type 6
is 'neither has' 1 "$(grep -c '^POST' "$T/asked")"

now journal list -o json >"$T/journal"
entry=$(json_of '[e["id"] for e in d if "seen" in e["state"]][0]' "$T/journal")
check 'an undoing may' now journal undo "$entry" --yes
is 'read and write' 1 "$(grep -c '^DELETE /mdm/groups/21' "$T/asked")"

# What nobody could tell when it was sent is looked at later.
spent 60
exit_is 'nobody knows' 8 now groups add-members 7 --member 8 --yes
spent 95
now journal list --unknown -o json >"$T/journal"
entry=$(json_of 'd[0]["id"]' "$T/journal")
rules <<END
0 GET /mdm/groups/7/members\$ 200 {"member_ids":[8]}
END
check 'going on may look' now journal resume "$entry" --yes
contains 'and finds it done' '1 applied' "$T/err"
is 'it was not sent again' 0 "$(grep -c '^POST' "$T/asked")"

# One that has to find its object first.
user='"user_id":5,"user_email":"a@example.com","phone_number":"+91-9*2"'
rules <<END
1 GET /mdm/users/5\$ 200 {$user,"user_name":"Ann"}
0 GET /mdm/users/5\$ 200 {$user,"user_name":"Bob"}
0 PUT /mdm/users/5\$ 200 {}
END
spent 60
check 'a name is changed' now users update 5 --name Bob --phone '+91-902' --yes
spent 95
now journal list -o json >"$T/journal"
entry=$(json_of 'max(e["id"] for e in d)' "$T/journal")
check 'and changed back' now journal undo "$entry" --yes
contains 'to what it was' '"user_name":"Ann"' "$T/asked"
