# AD computers changed: found afresh, one call each, never a set by accident.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 10 --users 10 --computers 30 --endpoints 10
domain=domain1.com

column() { # name, the server's column
	ep computers show "$1" --domain $domain -o json >"$T/pc"
	json_of "d['$2']" "$T/pc"
}

update() {
	ep computers update --domain $domain "$@"
}

forget_requests
exit_is 'update: a dry run' 0 update APIC4 --attr department=Sales,EMEA \
	--attr 'description=tëst "1"' --attr OUName=OU=A,DC=test,DC=com --dry-run
contains 'shows the call' 'filter=%28SAM_ACCOUNT_NAME%20eq%20APIC4%24%29' \
	"$T/out"
contains 'with limits' '&from=1&limit=1' "$T/out"
contains 'and its body, commas kept' '{"data":{"attributes":{'\
'"department":"Sales,EMEA","description":"tëst \"1\"",'\
'"OUName":"OU=A,DC=test,DC=com"}}}' "$T/out"
is 'and sends nothing' 0 "$(writes)"

exit_is 'update: one' 0 update APIC4 --attr department=Sales,EMEA
is 'by one write' 1 "$(writes)"
is 'changes it' Sales,EMEA "$(column APIC4 DEPARTMENT)"
exit_is 'update: two ask' 6 update APIC4 PC01 --attr department=X
forget_requests
exit_is 'update: two' 0 update APIC4 PC01 --attr department=X --yes
is 'by one call each' 2 "$(counted PATCH /admp)"
is 'changes the second too' X "$(column PC01 DEPARTMENT)"

forget_requests
exit_is 'update: no name and no filter' 6 update --attr department=X -y
for filter in '' ' ' '*' '(OPERATING_SYSTEM pr)' \
	'(OPERATING_SYSTEM ne Windows)'; do
	exit_is "a filter that does not narrow: '$filter'" 6 \
		update --filter "$filter" --attr department=X -y
done
exit_is 'one name for two' 6 update APIC4 PC01 --attr name=X -y
exit_is 'one account name for those of a filter' 6 update \
	--filter '(OPERATING_SYSTEM eq Windows)' --attr samaccountname='X$' -y
exit_is 'no value' 2 update APIC4 --attr department
exit_is 'no attribute' 2 update APIC4
exit_is 'a number that is none' 2 update APIC4 \
	--attr userAccountControl=0x1000
exit_is 'no domain' 2 ep computers update APIC4 --attr department=X
exit_is 'no such computer' 4 update NOSUCH --attr department=X
is 'none of that is sent' 0 "$(writes)"

exit_is 'a manager there is none of' 1 update APIComputer2 \
	--attr managedBy=nobody
contains "the server's words" 'could not be found in AD' "$T/out"
exit_is 'update: by filter' 0 update \
	--filter '(SAM_ACCOUNT_NAME eq APIC4$)' --attr department=Y
is 'acts on what it found' Y "$(column APIC4 DEPARTMENT)"
exit_is 'update: rename' 0 update PC01 --attr name=PC0077 \
	--attr preventDeletion=true

# Create: all rows of a file in one call, a result for each.
create() {
	ep computers create --domain $domain "$@"
}

printf '%s\r\n' 'name,description,managedBy' 'NEW1,"a ""b"", c",' \
	'NEW2,,nobody' 'NEW3,,' >"$T/new.csv"
printf '%s\n' 'name,userAccountControl' 'OK1,4096' ',1' 'OK2,yes' \
	>"$T/bad.csv"
printf '%s' '[{"name":"NEW4","preventDeletion":true}]' >"$T/new.json"
forget_requests
exit_is 'create: bad rows' 2 create --from "$T/bad.csv" -y
contains 'are named' 'row 3: name is missing; row 4: userAccountControl' \
	"$T/err"
matches 'a line each, with row, column and why' \
	'^endpane: row 4, column userAccountControl, OK2: .*whole number' \
	"$T/err"
exit_is 'create: bad rows left out, a dry run' 0 create --from "$T/bad.csv" \
	--skip-bad --dry-run
contains 'the others go' '"data":[{"attributes":{"name":"OK1"' "$T/out"
contains 'and which do not is said' 'row 3, column name, no name' "$T/err"
exit_is 'create: no such file' 2 create --from "$T/nothing" -y
exit_is 'create: neither' 2 create
exit_is 'create: both' 2 create --from "$T/new.csv" --attr name=X
exit_is 'create: several ask' 6 create --from "$T/new.csv"
exit_is 'create: a dry run' 0 create --from "$T/new.csv" --dry-run
contains 'shows the body' '{"attributes":{"name":"NEW1","description":'\
'"a \"b\", c"}}' "$T/out"
contains 'and who' '3 objects' "$T/out"
is 'none of that is sent' 0 "$(writes)"
exit_is 'create: some of them' 5 create --from "$T/new.csv" -y -o jsonl
is 'in one call' 1 "$(counted POST /admp)"
contains 'a result each' '"id":"NEW2","name":"NEW2","status":"failed"' \
	"$T/out"
# What failed, and only that, again: by the results themselves.
cp "$T/out" "$T/results"
sed -n 's/^{"id":"\([^"]*\)".*"status":"failed".*/\1/p' "$T/results" |
	paste -sd, >"$T/failed"
forget_requests
exit_is 'create: the failed ones again' 1 create --from "$T/new.csv" \
	--only "$(cat "$T/failed")" -o jsonl
lines 'those only' 1 "$T/out"
check 'one is there' ep computers show NEW1 --domain $domain
exit_is 'the refused one is not' 4 ep computers show NEW2 --domain $domain
exit_is 'create: it exists' 1 create --attr name=NEW1
exit_is 'create: from JSON' 0 create --from "$T/new.json" --template 7
exit_is 'create: by attributes' 0 create --attr name=NEW5 \
	--attr department=IT --template 'Computer Template'
is 'with them' IT "$(column NEW5 DEPARTMENT)"

# The status is read from the column that the configuration names.
column() { # value of status_column, or nothing
	sed "/^status_column/d${1:+; s/^domains = /status_column = $1\\
&/}" "$SIM_CONFIG" >"$T/status.ini"
	chmod 600 "$T/status.ini"
	"$BUILD/endpane" --config "$T/status.ini" computers list \
		--columns name,status -o csv --no-header --limit 1
}
is 'status_column names the column' 'APIComputer3,Enabled' "$(ep computers \
	list --filter '(COMPUTER_NAME eq APIComputer3)' --columns name,status \
	-o csv --no-header)"
is 'another column' 'APIComputer1,Windows' "$(column OPERATING_SYSTEM)"
is 'none: the status is not known' 'APIComputer1,?' "$(column)"
