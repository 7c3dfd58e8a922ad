# Faults on purpose: each kind, where it strikes, how often, and the counts.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"
. "$ROOT/tests/lib/http.sh"
start_sim --devices 120 --fault 'GET /mdm/apps 403*1'
sign_in

fault() { # lines
	control DELETE /fault >"$T/control"
	control POST /fault "$1" >"$T/control"
	contains "fault $(echo $1)" '"done":true' "$T/control"
}

codes() { # times, system, path
	i=0
	while [ $i -lt "$1" ]; do
		http GET "$2" "$3"
		printf '%s ' "$code"
		i=$((i + 1))
	done
}

is 'from the command line, once' '403 200 ' "$(codes 2 mdm /apps)"
fault 'GET /mdm/devices 401*1'
is '401 once' '401 200 ' "$(codes 2 mdm '/devices?limit=1')"
contains 'in its own words' '"device_id"' "$T/body"
fault 'GET 500@2*1'
is 'only the second' '200 500 200 ' "$(codes 3 mdm '/devices?limit=1')"
fault 'POST /mdm 503'
is 'another method' '200 ' "$(codes 1 mdm '/devices?limit=1')"
fault '/mdm/api/v1/mdm/groups 404'
is 'by the whole path' '404 ' "$(codes 1 mdm /groups)"
is 'another path' '200 ' "$(codes 1 mdm /apps)"
fault '429:7'
http GET mdm /devices
refuses '429' 429 '"COM0002"'
matches 'with Retry-After' '^Retry-After: 7' "$T/head"
fault 429
http GET mdm /devices
lacks '429 without' 'Retry-After' "$T/head"
fault '/admp 401
/admp upper'
http GET admp '/computers?domains=domain1.com'
answers 'errors in upper case' 401 '{"CODE":"00000101","DETAIL":"The given Authtoken is invalid."}'
fault '/admp 401
/admp wrapped'
http GET admp '/computers?domains=domain1.com'
answers 'errors wrapped' 401 '{"error":{"code":"00000101","detail":"The given Authtoken is invalid.","title":"Unauthorized."}}'

group() { # name
	http POST mdm /groups -H "$JSON" -d '{"name":"'"$1"'","group_type":6}'
}

there() { # name: whether such a group exists
	http GET mdm '/groups?limit=1000'
	grep -c "\"name\":\"$1\"" "$T/body"
}

fault 'POST close*1'
group Closed
is 'close: no byte of an answer' curl-52 "$code"
is 'and nothing was done' 0 "$(there Closed)"
fault 'POST close-after*1'
group After
is 'close-after: no byte either' curl-52 "$code"
is 'but it was done' 1 "$(there After)"
fault 'POST reset*1'
group Reset
is 'reset' curl-56 "$code"
is 'and nothing was done' 0 "$(there Reset)"
fault 'POST reset-after*1'
group ResetAfter
is 'reset-after' curl-56 "$code"
is 'but it was done' 1 "$(there ResetAfter)"
fault 'cut:100*1'
http GET mdm /devices
is 'cut: it ends early' curl-18 "$code"
is 'after 100 bytes' 100 "$(wc -c <"$T/body")"
fault 'cut:0*1'
http GET mdm /devices
is 'cut behind the headers' curl-18 "$code"
fault 'badjson*1'
http GET mdm /devices
is 'broken JSON under 200' 200 "$code"
lacks 'it never ends' ']}' "$T/body"
fault 'html*1'
http GET mdm /devices
refuses 'a page under 200' 200 '<title>Sign in</title>'
matches 'that says what it is' '^Content-Type: text/html' "$T/head"
fault 'empty*1'
http GET mdm /devices
answers 'nothing under 200' 200 ''
fault 'drip:4000*1'
http GET mdm '/devices?limit=2'
is 'a drip arrives' 200 "$code"
contains 'whole' '"metadata"' "$T/body"
fault 'endless*1'
http GET mdm '/devices' --max-filesize 3000000
check 'endless: more than one wants' \
	[ "$(wc -c <"$T/body")" -gt 2000000 ]
fault 'big:5*1'
http GET mdm /devices
is 'a big body' 5242880 "$(wc -c <"$T/body")"
fault 'redirect*2'
http GET mdm '/devices?limit=1'
is 'a redirect' 302 "$code"
matches 'to another port' "^Location: $(base foreign)/mdm/api/v1/mdm/devices\\?limit=1" "$T/head"
control GET /requests >"$T/out"
contains 'nobody went there' '"foreign_hits":0,"foreign_authorizations":0' "$T/out"
http GET mdm '/devices?limit=1' -L --location-trusted
control GET /requests >"$T/out"
contains 'who goes is counted' '"foreign_hits":1,"foreign_authorizations":1' "$T/out"

fault hostile
http GET mdm '/devices?limit=20'
contains 'hostile: escape sequences' '\u001b[2J' "$T/body"
contains 'hostile: bidi' "$(printf '\342\200\256')" "$T/body"
contains 'hostile: overlong UTF-8' "$(printf '\300\257')" "$T/body"
contains 'hostile: formulas' '=cmd|' "$T/body"
contains 'hostile: a long name' 0123456789012345678901234567890123456789 "$T/body"
contains 'hostile: ids stay' '"device_id":9007199254740993,' "$T/body"
http GET id360 /devices/987000000654321/accounts
contains 'hostile: also elsewhere' '"user_name":"Johnson' "$T/body"
lacks 'no name is left alone' '"user_name":"Johnson"' "$T/body"

fault '/mdm/devices loop'
http GET mdm '/devices?limit=5'
first=$(grep -o '"device_id":[0-9]*' "$T/body")
next=$(sed -n 's/.*"next":"[^?"]*\(?[^"]*\)".*/\1/p' "$T/body")
http GET mdm "/devices$next"
is 'loop: the next page is this page' "$first" "$(grep -o '"device_id":[0-9]*' "$T/body")"
fault '/mdm/devices repeat'
http GET mdm '/devices?limit=5'
last=$(grep -o '"device_id":[0-9]*' "$T/body" | tail -n 1)
next=$(sed -n 's/.*"next":"[^?"]*\(?[^"]*\)".*/\1/p' "$T/body")
http GET mdm "/devices$next"
is 'repeat: pages overlap' "$last" "$(grep -o '"device_id":[0-9]*' "$T/body" | head -n 1)"
fault '/mdm/devices total-high'
http GET mdm '/devices?limit=5'
contains 'total-high' '"total_record_count":250' "$T/body"
fault '/mdm/devices total-low'
http GET mdm '/devices?limit=5'
contains 'total-low' '"total_record_count":60' "$T/body"
fault '/admp no-filter'
http GET admp '/computers?domains=domain1.com&limit=1&filter=%28COMPUTER_NAME%20eq%20PC01%29'
contains 'no-filter' '"total_no_of_objects":8' "$T/body"

# Latency delays each request by itself.
fault 'GET /mdm/devices latency:400'
began=$(date +%s%3N)
i=0
while [ $i -lt 20 ]; do
	printf 'url = "%s/devices?limit=1"\noutput = "/dev/null"\n' "$(base mdm)"
	i=$((i + 1))
done >"$T/twenty"
curl -sS -Z --parallel-immediate --parallel-max 20 -K "$T/twenty" \
	-H "Authorization: $OAUTH" 2>"$T/err"
took=$(($(date +%s%3N) - began))
check "20 at once wait together, $took ms" \
	[ "$took" -ge 400 -a "$took" -lt 4000 ]
control GET /requests >"$T/out"
matches 'they were in flight at once' '"peak":(1[0-9]|20)' "$T/out"

control POST /fault 'nonsense' >"$T/out"
contains 'no fault is called so' '"error"' "$T/out"
for spec in 'latency' 'cut:x' '401*0' 'GET /a 401 402' '700'; do
	exit_is "no fault: $spec" 2 "$BUILD/endpane-sim" --fault "$spec"
done

# What is counted, and what was sent.
control DELETE /fault >"$T/out"
control POST /reset >"$T/out"
http GET mdm '/devices?limit=1'
http GET mdm '/devices?limit=2'
group Counted
control GET '/requests?method=POST&prefix=/mdm/' >"$T/out"
contains 'requests by method and path' '{"requests":[{"method":"POST","path":"/mdm/api/v1/mdm/groups","count":1}],"count":1,"total":3' "$T/out"
control GET '/log?n=1' >"$T/out"
contains 'the log has the body' '"body":"{\"name\":\"Counted\",\"group_type\":6}"' "$T/out"
contains 'the scheme' 'Authorization: Zoho-oauthtoken 1000...' "$T/out"
lacks 'and no secret' "${OAUTH#* }" "$T/out"
control GET '/state?group=99731238129' >"$T/out"
contains 'the state of a group' '"members":["12","213123","21312"]' "$T/out"
