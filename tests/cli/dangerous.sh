# What might mean everything, or nobody, is refused before a byte is sent: each
# line of a list, with --yes, is refused, and the simulator has seen no request.
# limit: 120
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 20 --groups 4 --apps 4 --users 4 --computers 20 \
	--endpoints 5
# A token in hand: what was sent would be sent at once.
ep devices list -o ids >/dev/null
forget_requests
: >"$T/empty"
printf '\n \n\t\r\n' >"$T/blank"
printf '[]' >"$T/list.json"
printf '{"resourceids":[1],"more":{"resourceids":[]}}' >"$T/deep.json"
printf '[{"resourceids":[]}]' >"$T/within.json"
printf 'NAME\n' >"$T/head.csv"

refused=0
total=0
# Refused with 6 (or 2, where it cannot be read at all), nothing sent.
refuse() { # codes, arguments...
	codes=$1
	shift
	total=$((total + 1))
	status=0
	ep "$@" --yes <"${input:-/dev/null}" >"$T/out" 2>"$T/err" || status=$?
	seen=$(counted '*')
	case " $codes " in
	*" $status "*) [ "$seen" != 0 ] || {
		refused=$((refused + 1))
		[ -s "$T/err" ] && return 0
	} ;;
	esac
	failed "refused: $*" "exit $status, $seen requests
$(show_run)"
	forget_requests
}

# Filters that do not narrow, for both calls that act on one.
while IFS= read -r filter; do
	refuse 6 computers disable --domain domain1.com --filter "$filter"
	refuse 6 computers update --domain domain1.com --filter "$filter" \
		--attr description=x
done <<'END'

 
*
**
%
()
( )
(*)
pr
x
eq
COMPUTER_NAME
COMPUTER_NAME pr
(COMPUTER_NAME pr)
(COMPUTER_NAME ne X)
COMPUTER_NAME NE X
not (COMPUTER_NAME eq X)
NOT(COMPUTER_NAME eq X)
(COMPUTER_NAME eq X) and not (COMPUTER_NAME eq Y)
(COMPUTER_NAME eq *)
(COMPUTER_NAME eq )
(COMPUTER_NAME eq ())
(COMPUTER_NAME eq "")
(COMPUTER_NAME eq '')
(COMPUTER_NAME eq %)
(COMPUTER_NAME co *)
(COMPUTER_NAME co **)
(COMPUTER_NAME sw )
(COMPUTER_NAME ew *)
(COMPUTER_NAME gt 0)
(COMPUTER_NAME ge 0) and (COMPUTER_NAME le z)
(COMPUTER_NAME eq X) or (COMPUTER_NAME pr)
(COMPUTER_NAME eq X) or (COMPUTER_NAME ne X)
(COMPUTER_NAME eq X) or
or (COMPUTER_NAME eq X)
or
(COMPUTER_NAME ne X) or (COMPUTER_NAME eq X)
END

# No target, an empty one, or one that is no name.
refuse 6 computers disable --domain domain1.com
refuse 6 computers update --domain domain1.com --attr description=x
refuse '2 6' computers disable ''
refuse '2 6' computers disable '' --domain domain1.com
refuse '2 6' computers disable '*' --domain domain1.com
refuse '2 6' computers disable 'A*' --domain domain1.com
refuse '2 6' computers disable ' ' --domain domain1.com
refuse '2 6' computers disable 'X) or (COMPUTER_NAME pr' --domain domain1.com
refuse '2 6' computers disable X --domain ''
refuse '2 6' computers disable X --domain domain1.com,acme.local
refuse '2 6' computers disable X --domain '*'
refuse '2 6' computers disable X
refuse '2 6' computers disable X --filter '(COMPUTER_NAME eq X)' \
	--domain domain1.com
refuse '2 6' groups delete
refuse '2 6' groups delete ''
refuse '2 6' groups delete '*'
refuse '2 6' groups delete ,
refuse '2 6' apps delete ''
refuse '2 6' users remove
refuse '2 6' users remove ''
refuse '2 6' groups add-members 7
refuse '2 6' groups add-members 7 --member ''
refuse '2 6' groups add-members 7 --member ,
refuse '2 6' groups add-members 7 --member ' , '
refuse '2 6' groups remove-members 7
refuse '2 6' groups remove-members 7 --member ''
refuse '2 6' groups remove-members '' --member 1
refuse 6 apps associate 7
refuse '2 6' apps associate 7 --device ''
refuse '2 6' apps associate 7 --group ''
refuse '2 6' apps associate 7 --device 1 --group 2
refuse 6 apps disassociate 7
refuse '2 6' apps disassociate 7 --device ,
refuse '2 6' endpoints install-agent
refuse '2 6' endpoints install-agent ''
refuse '2 6' endpoints install-agent ,
refuse '2 6' accounts unrestrict --device 987000000654321
refuse '2 6' accounts unrestrict '' --device 987000000654321
refuse '2 6' accounts unrestrict 1 --device ''
refuse '2 6' computers create --domain domain1.com --from "$T/empty"
refuse '2 6' computers create --domain domain1.com --from "$T/list.json"
refuse '2 6' computers create --domain domain1.com --from "$T/head.csv"
for input in "$T/empty" "$T/blank"; do
	refuse 6 groups delete -
	refuse 6 users remove -
	refuse 6 apps delete -
	refuse 6 apps associate 7 --device -
	refuse 6 apps disassociate 7 --group -
	refuse 6 groups add-members 7 --member -
	refuse 6 groups remove-members 7 --member -
	refuse 6 computers disable - --domain domain1.com
	refuse 6 endpoints install-agent -
	refuse 6 accounts unrestrict - --device 987000000654321
done
input=

# The same by hand.
refuse 6 api directory POST /computers/disable
refuse 6 api directory POST /computers/disable -q domain=domain1.com
refuse 6 api directory POST /computers/disable -q domain=domain1.com \
	-q filter= -q from=1 -q limit=1
refuse 6 api directory POST /computers/disable -q domain=domain1.com \
	-q 'filter=(COMPUTER_NAME pr)' -q from=1 -q limit=1
refuse 6 api directory POST /computers/disable -q domain=domain1.com \
	-q 'filter=(COMPUTER_NAME eq X)' -q 'filter=' -q limit=1
refuse 6 api directory POST /computers/disable -q domain=domain1.com \
	-q 'filter=(COMPUTER_NAME eq X)'
refuse 6 api directory POST /computers/disable -q domain=domain1.com \
	-q 'filter=(COMPUTER_NAME eq X)' -q limit=1 -q limit=500
refuse 6 api directory POST /computers/disable -q 'domain=a.com,b.com' \
	-q 'filter=(COMPUTER_NAME eq X)' -q limit=1
refuse 6 api directory POST /computers/disable -q domain= \
	-q 'filter=(COMPUTER_NAME eq X)' -q limit=1
refuse 6 api directory PATCH /computers -F 'data={}'
refuse '2 6' api directory POST /computers/%64isable
refuse '2 6' api directory POST '/computers/disable;x'
refuse '2 6' api directory POST //computers/disable
refuse '2 6' api directory POST /computers/../computers/disable
refuse 6 api desktops POST /som/computers/installagent
refuse 6 api desktops POST /som/computers/installagent -F 'resourceids=[]'
refuse 6 api desktops POST /som/computers/installagent -F 'resourceids=null'
refuse 6 api desktops POST /som/computers/installagent -F 'resourceids={}'
refuse 6 api desktops POST /som/computers/installagent -f 'resourceids='
refuse 6 api desktops POST /som/computers/installagent -F 'resourceids=[""]'
refuse 6 api desktops POST /som/computers/installagent -F 'a=1'
refuse 6 api desktops POST /som/computers/installagent \
	--input "$T/deep.json"
refuse 6 api desktops POST /som/computers/installagent \
	--input "$T/within.json"
refuse '2 6' api desktops POST /som/computers/installagent \
	--input "$T/list.json"
refuse '2 6' api desktops POST /som/computers/installagent \
	--input "$T/empty"
refuse 6 api phones POST /groups/7/members -F 'member_ids=[]'
refuse 6 api phones POST /apps/7/devices -F 'device_ids=[]'
refuse 6 api phones POST /apps/7/groups -F 'group_ids=[]'
refuse 6 api phones POST /users -F 'user_ids=[]'
refuse 6 api phones POST /users -F 'a=[1]' -F 'user_ids=[]'
refuse 6 api phones POST /groups/7/members
refuse 6 api phones POST /groups/7/members -F 'member_ids=""'
refuse 6 api phones POST /apps/7/devices -F 'device_ids=null'
refuse 6 api phones POST /apps/7/groups -F 'group_ids={"a":1}'
refuse 6 api phones POST /users -F 'user_ids=["*"]'
refuse 6 api identity DELETE \
	/devices/987000000654321/link-restricted-users
refuse 6 api identity DELETE \
	/devices/987000000654321/link-restricted-users -q ids=

is 'each of them was refused, and nothing was sent' "$total" "$refused"
check "a list of at least 60: $total" test "$total" -ge 60
# What is counted is counted: one that narrows asks the server.
run ep computers disable --domain domain1.com --yes \
	--filter '(COMPUTER_NAME eq NOBODY)'
check 'one that narrows is asked for' test "$(counted '*')" -ge 1
is 'nothing forbidden ever came' 1 "$(control GET /requests |
	grep -c '"violations":\[\]')"
