# The answer to a creation is lost: what was made is looked for on all pages of
# its list, and not on more than a few dozen.
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
END
)
now() { "$BUILD/endpane" --config "$T/config.ini" "$@" </dev/null; }
# rows NOUN ID NAME FIRST LAST: of a page, but the braces around
rows() {
	for n in $(seq "$4" "$5"); do
		printf '{"%s":%s,"%s":"%s %s"},' "$2" "90071992547409$n" "$3" \
			"$1" "$n"
	done | sed 's/,$//'
}
# three NOUN ID NAME LAST: rules for its list on three pages, closed at POST
three() {
	page="http://foreign.example/mdm/$1?skip-token"
	rules <<END
0 GET token=b 200 {"$1":[$(rows "$1" "$2" "$3" 28 30)$4]}
0 GET token=a 200 {"$1":[$(rows "$1" "$2" "$3" 24 28)],"paging":{"next":"$page=b"}}
0 GET /mdm/$1\$ 200 {"$1":[$(rows "$1" "$2" "$3" 20 23)],"paging":{"next":"$page=a"}}
0 POST /mdm/$1\$ 0
END
}

three groups group_id name ',{"group_id":9007199254740993,"name":"new"},{"group_id":9007199254740999,"name":"sought"}'
check 'a group on the third page' now groups create --name sought --type 6 \
	-o json
is 'is found there' '9007199254740999 ok applied (seen)' \
	"$(json_of '"%(id)s %(status)s %(message)s" % d[0]' "$T/out")"
is 'it was sent once' 1 "$(grep -c '^POST' "$T/asked")"
is 'all pages were read' 3 "$(grep -c '^GET' "$T/asked")"

three apps app_id app_name ',{"app_id":"9007199254740998","app_name":"sought"}'
check 'an app on the third page' now apps create --name sought --type 0 \
	--category 1 --supported-devices 1 -o json
is 'is found there too' '9007199254740998 ok applied (seen)' \
	"$(json_of '"%(id)s %(status)s %(message)s" % d[0]' "$T/out")"

three groups group_id name ''
exit_is 'on no page: not made' 1 now groups create --name absent --type 6
contains 'it says so' 'not applied (seen)' "$T/out"

# The name on one page, a newer one on another: it may have been there before.
three groups group_id name ',{"group_id":9007199254740931,"name":"groups 21"}'
exit_is 'a name that stands on two pages' 8 \
	now groups create --name 'groups 21' --type 6

# A page that fails tells nothing of those behind it.
page="http://foreign.example/mdm/groups?skip-token"
rules <<END
0 GET token=a 404 {"error_code":"COM0008"}
0 GET /mdm/groups\$ 200 {"groups":[{"group_id":9007199254740997,"name":"third"}],"paging":{"next":"$page=a"}}
0 POST /mdm/groups\$ 0
END
exit_is 'a page in the middle is gone' 8 now groups create --name third --type 6
exit_is 'what stands on none read either' 8 now groups create --name fourth \
	--type 6

# Pages without end, and pages that go round.
rules <<END
0 GET /mdm/groups 200 {"groups":[{"group_id":9007199254740995,"name":"other"}],"paging":{"next":"$page=a"}}
0 POST /mdm/groups\$ 0
END
exit_is 'pages that go round' 8 now groups create --name round --type 6
is 'are read once' 2 "$(grep -c '^GET' "$T/asked")"
{
	echo '0 POST /mdm/groups$ 0'
	for n in $(seq 60); do
		echo "0 GET token=$n\$ 200 {\"groups\":[{\"group_id\":$n,\"name\":\"n$n\"}],\"paging\":{\"next\":\"$page=$((n + 1))\"}}"
	done
	echo "0 GET /mdm/groups\$ 200 {\"groups\":[{\"group_id\":7,\"name\":\"n\"}],\"paging\":{\"next\":\"$page=1\"}}"
} | rules
exit_is 'pages that do not end' 8 now groups create --name endless --type 6
is 'are read for a while' 40 "$(grep -c '^GET' "$T/asked")"
