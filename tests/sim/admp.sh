# ADManager Plus: what the documents print, what they do not allow.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"
. "$ROOT/tests/lib/http.sh"
start_sim --devices 500
sign_in

encoded() { # filter
	printf '%s' "$1" | sed 's/%/%25/g;s/ /%20/g;s/(/%28/g;s/)/%29/g;s/\$/%24/g;s/"/%22/g'
}

find_in() { # domain, filter
	http GET admp "/computers?domains=$1&filter=$(encoded "$2")"
}

names() {
	grep -o '"COMPUTER_NAME":"[^"]*"' "$T/body" | cut -d '"' -f 4 |
		tr '\n' ' '
}

http GET admp '/computers?domains=domain1.com'
contains 'the printed rows come first' '{"data":[{"COMPUTER_NAME":"APIComputer1","DISTINGUISHED_NAME":"CN=APIComputer1,OU=APIComputers,DC=test,DC=com","OU_NAME":"APIComputers","VERSION":"-","SID_STRING":"S-1-5-21-823222356-1721523957-3165990102-24870","OBJECT_GUID":"{BD96FD3L-7010-40CD-8F28-DFFD8F11D227}","MANAGER":"Manager 1","OPERATING_SYSTEM":"Windows","DEPARTMENT":"IT","SAM_ACCOUNT_NAME":"APIComputer1$"' "$T/body"
contains 'some rows have no SAM_ACCOUNT_NAME' '"OPERATING_SYSTEM":"Linux","DEPARTMENT":"IT","COMPUTER_STATUS"' "$T/body"
http GET admp '/computers?domains=domain1.com&fields=COMPUTER_NAME,NOWHERE'
prints 'an unknown column' 400 computers-400
http GET admp- '/computers?domains=domain1.com' -H 'Authorization: zz'
prints 'a wrong key' 401 computers-401
http GET admp- '/computers?domains=domain1.com' -H "Authorization: Bearer $API_KEY"
prints 'a key behind a scheme' 401 computers-401
control POST /fault 'GET /admp/computers 500*1' >"$T/out"
http GET admp '/computers?domains=domain1.com'
prints 'a fault' 500 computers-500
http GET admp /computers
refuses 'domains is needed' 400 '"00000100"'
http GET admp '/computers?domain=domain1.com'
refuses 'and is not called domain' 400 '"00000100"'
http GET admp '/computers?domains=nowhere.example'
refuses 'an unknown domain' 400 '"00000100"'
http GET admp '/computers?domains=domain1.com&limit=101'
refuses 'more than 100 rows' 400 '"00000107"'
http GET admp '/computers?domains=domain1.com&filter=%28COMPUTER_NAME+eq+PC01%29'
refuses 'a plus sign' 400 'plus sign'

# Pages and order.
: >"$T/all"
from=1
while http GET admp "/computers?domains=domain1.com%2Cacme.local%2Clab.acme.local&from=$from&limit=100&fields=COMPUTER_NAME,DOMAIN_NAME" &&
	[ "$(names)" != '' ]; do
	names | tr ' ' '\n' >>"$T/all"
	from=$((from + 100))
done
is 'every computer once' 500 "$(sort -u "$T/all" | grep -c .)"
http GET admp '/computers?domains=domain1.com&sort=-COMPUTER_NAME&limit=2&fields=COMPUTER_NAME'
is 'sorted downwards' 'UpdatedComputer2 UpdatedComputer1 ' "$(names)"
http GET admp '/computers?domains=domain1.com&sort=-COMPUTER_NAME&limit=2&from=3&fields=COMPUTER_NAME'
is 'and the next page' 'PC01 APIComputer4 ' "$(names)"

# Filters.
find_in domain1.com '(SAM_ACCOUNT_NAME eq PC01$) and (OPERATING_SYSTEM eq Windows 11)'
is 'both comparisons' 'PC01 ' "$(names)"
find_in domain1.com '(SAM_ACCOUNT_NAME eq PC01)'
is 'without $: nobody' '' "$(names)"
find_in domain1.com '(COMPUTER_NAME eq (PC01))'
is 'a value in brackets' 'PC01 ' "$(names)"
find_in domain1.com '(COMPUTER_NAME eq "PC01")'
is 'quotes are taken literally' '' "$(names)"
find_in domain1.com '(COMPUTER_NAME sw APIC) and not (COMPUTER_NAME co Computer)'
is 'not' 'APIC4 ' "$(names)"
find_in domain1.com '((COMPUTER_NAME eq PC01) or (COMPUTER_NAME eq APIC4))'
is 'or, in brackets' 'APIC4 PC01 ' "$(names)"
for filter in 'COMPUTER_NAME eq x' '(COMPUTER_NAME eq x' '(NOWHERE eq x)' \
	'(COMPUTER_NAME like x)' '(COMPUTER_NAME eq )' '(COMPUTER_NAME eq x) and'; do
	find_in domain1.com "$filter"
	refuses "no filter: $filter" 400 '"00000100"'
done

# A write without a filter that narrows is refused and remembered.
for query in 'domain=acme.local' 'domain=acme.local&filter=' \
	"domain=acme.local&filter=$(encoded '(COMPUTER_NAME ne x)')" \
	"domain=acme.local&filter=$(encoded 'not (COMPUTER_NAME eq x)')" \
	"domain=acme.local&filter=$(encoded '(COMPUTER_NAME eq *)')" \
	"domain=acme.local&filter=$(encoded 'COMPUTER_NAME eq x')"; do
	control POST /reset >"$T/out"
	http POST admp "/computers/disable?$query"
	refuses "disable $query" 400 '"00000100"'
	control GET /requests >"$T/out"
	contains 'a violation' '"violations":[{"method":"POST"' "$T/out"
	http PATCH admp "/computers?$query" -H "$JSON" \
		-d '{"data":{"attributes":{"description":"x"}}}'
	refuses "update $query" 400 '"00000100"'
done
http GET admp "/computers?domains=acme.local&limit=1&filter=$(encoded '(COMPUTER_STATUS eq Disabled)')"
before=$(pick total_no_of_objects "$(cat "$T/body")")

disable() { # domain, filter, more
	http POST admp "/computers/disable?domain=$1&filter=$(encoded "$2")$3"
}

disable domain1.com '(SAM_ACCOUNT_NAME eq APIC4$)' '&from=1&limit=1'
answers 'disable' 200 '{"data":[{"object":{"Computer Name":"APIC4","SAM Account Name":"APIC4$","Distinguished Name":"CN=APIC4,OU=Computers,DC=test,DC=com","Managed by":"Manager","OU Name":"OU=Computers,DC=test,DC=com"},"status":{"status_code":1,"status_message":"Successfully Disabled."}}],"meta":{"start_index":1,"limit":1,"total_no_of_objects":1}}'
find_in domain1.com '(COMPUTER_NAME eq APIC4)'
contains 'it is disabled' '"COMPUTER_STATUS":"Disabled"' "$T/body"
disable domain1.com '(SAM_ACCOUNT_NAME eq APIC4$)' '&from=1&limit=1'
contains 'again: refused for this one' '"status_code":0' "$T/body"
http GET admp "/computers?domains=acme.local&limit=1&filter=$(encoded '(COMPUTER_STATUS eq Disabled)')"
is 'nobody else is' "$before" "$(pick total_no_of_objects "$(cat "$T/body")")"
disable acme.local '(COMPUTER_NAME eq ANB-0077)' ''
contains 'a domain controller refuses' '"status_message":"Access is denied."' "$T/body"
disable acme.local '(COMPUTER_NAME sw ANB-001)' '&limit=3'
is 'one page is acted on' 3 "$(grep -o '"object"' "$T/body" | wc -l)"
contains 'and the total says how many fit' '"total_no_of_objects":10' "$T/body"
http POST admp "/computers/disable?domain=domain1.com&filter=$(encoded '(COMPUTER_NAME eq PC01)')" -H "$JSON" -d '{}'
refuses 'disable with a body' 400 '"00000107"'
code=$(curl -s -o "$T/body" -w '%{http_code}' -X POST -H "Authorization: $API_KEY" "$(base admanager)/api/v2/computers/disable?domain=domain1.com&filter=$(encoded '(COMPUTER_NAME eq PC01)')")
refuses 'disable without Content-Length' 400 '"00000108"'

# Create and update.
sample=$ROOT/tests/sim/samples
http POST admp '/computers?domain=acme.local' -H "$JSON" -d "@$sample/create-computers.json"
prints 'create: one of two' 200 computers-create
http POST admp '/computers?domain=acme.local' -H "$JSON" -d "@$sample/create-computers.json"
contains 'again: it exists' 'already exists' "$T/body"
find_in acme.local '(COMPUTER_NAME eq APIComputer1)'
is 'it can be found' 'APIComputer1 ' "$(names)"
http PATCH admp "/computers?domain=acme.local&filter=$(encoded '(COMPUTER_NAME eq ANB-0020)')" \
	-H "$JSON" -d '{"data":{"attributes":{"description":"moved","OUName":"OU=New,DC=acme,DC=local"}}}'
answers 'update' 200 '{"data":[{"object":{"Distinguished Name":"CN=ANB-0020,OU=New,DC=acme,DC=local","Description":"moved"},"status":{"status_code":1,"status_message":"Successfully updated the computer."}}],"meta":{"start_index":1,"limit":100,"total_no_of_objects":1}}'
find_in acme.local '(OU_NAME eq New)'
is 'it has moved' 'ANB-0020 ' "$(names)"
for body in '{}' '{"data":[]}' '{"data":{"attributes":{}}}' \
	'{"data":{"attributes":{"nowhere":"x"}}}' \
	'{"data":{"attributes":{"description":1}}}'; do
	http PATCH admp "/computers?domain=acme.local&filter=$(encoded '(COMPUTER_NAME eq ANB-0020)')" -H "$JSON" -d "$body"
	refuses "update: $body" 400 '"00000107"'
done
http POST admp '/computers?domain=acme.local' -d '{}'
refuses 'create as a form' 415 '"00000103"'
http PATCH admp "/computers?domain=domain1.com&filter=$(encoded '(COMPUTER_NAME sw UpdatedComputer)')" \
	-H "$JSON" -d '{"data":{"attributes":{"managedBy":"Updated Manager"}}}'
is 'one of two is refused' '"status_code":1 "status_code":0' \
	"$(grep -o '"status_code":[01]' "$T/body" | tr '\n' ' ' | sed 's/ $//')"
