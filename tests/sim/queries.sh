# Queries and bodies at their edges, all in one go of curl: a status each.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"
. "$ROOT/tests/lib/http.sh"
start_sim --devices 300
sign_in

# STATUS SYSTEM METHOD PATH [BODY]; a blank in a path is %20.
cat >"$T/table" <<'END'
200 ec GET /som/computers?page=2&pagelimit=10
400 ec GET /som/computers?page=0
400 ec GET /som/computers?pagelimit=0
400 ec GET /som/computers?page=x
400 ec GET /som/computers?searchtype=exactmatch
400 ec GET /som/computers?searchcolumn=resource_name&searchvalue=a
200 ec GET /som/computers?searchtype=resource_name&searchcolumn=resource_name&searchvalue=GEOVANNI-X570
200 ec GET /som/computers?searchtype=none&searchcolumn=none&searchvalue=x
200 ec GET /som/computers?residfilter=52549000000194001
200 ec GET /som/computers?domainfilter=ACME&platformfilter=Windows
200 ec GET /som/computers?branchofficefilter=Berlin&computernamefilter=X
200 ec GET /som/computers?installstatusfilter=22&livestatusfilter=1
200 ec GET /som/computers?installstatusfilter=x
200 ec GET /som/remoteoffice?searchtype=branch_office_name&searchcolumn=branch_office_name&searchvalue=Ber
200 ec GET /som/remoteoffice?searchtype=none&searchcolumn=none&searchvalue=Ber
400 ec GET /som/remoteoffice?page=0
200 ec GET /inventory/software?accesstypefilter=1
400 ec GET /inventory/software?accesstypefilter=x
200 ec GET /inventory/software?searchtype=software_name&searchcolumn=software_name&searchvalue=a
200 ec GET /inventory/software?searchtype=none&searchcolumn=none&searchvalue=a
400 ec GET /inventory/software?page=0
200 ec GET /inventory/hardware?searchtype=hardware_name&searchcolumn=hardware_name&searchvalue=a
400 ec GET /inventory/hardware?page=0
200 ec GET /inventory/computers?swid=1
400 ec GET /inventory/computers?swid=x
200 ec GET /inventory/computers?hwid=1
400 ec GET /inventory/computers?hwid=x
200 ec GET /inventory/computers?swid=52549000000020001&hwid=1
200 ec GET /inventory/computers?searchtype=resource_name&searchcolumn=resource_name&searchvalue=GEO
200 ec GET /inventory/computers?searchtype=none&searchcolumn=none&searchvalue=GEO
400 ec GET /inventory/computers?page=0
200 ec GET /inventory/scancomputers?scanstatusfilter=2
400 ec GET /inventory/scancomputers?scanstatusfilter=x
200 ec GET /inventory/scancomputers?searchtype=resource_name&searchcolumn=resource_name&searchvalue=GEO
200 ec GET /inventory/scancomputers?searchtype=none&searchcolumn=none&searchvalue=GEO&scanstatusfilter=1
400 ec GET /inventory/scancomputers?page=0
200 ec GET /inventory/installedsoftware?resid=52549000000194001&searchtype=software_name&searchcolumn=software_name&searchvalue=a
400 ec GET /inventory/installedsoftware?resid=52549000000194001&page=0
412 ec GET /inventory/installedsoftware?resid=x
412 ec GET /inventory/compdetailssummary?resid=7
412 ec POST /som/computers/installagent {"resourceids":[7]}
400 ec POST /som/computers/installagent {"resourceids":[]}
400 ec POST /som/computers/installagent {"resourceids":["7"]}
400 ec POST /som/computers/installagent {"resourceids":[1.5]}
400 ec POST /som/computers/installagent {"resourceids":7}
400 ec POST /som/computers/installagent []
400 ec POST /som/computers/installagent {"resourceids":[7],"more":1}
200 id360 GET /devices/987000000654323/accounts?filter=user_name%20eq%20%22a%22
200 id360 GET /devices/987000000654323/accounts?filter=user_name%20ne%20%22a%22%20and%20user_name%20co%20%22b%22
200 id360 GET /devices/987000000654323/accounts?filter=user_name%20sw%20%22a%22%20or%20user_name%20ew%20%22b%22
200 id360 GET /devices/987000000654323/accounts?filter=user_name%20ew%20%22a%5C%22%5C%5C%22
200 id360 GET /devices/987000000654323/accounts?filter=id%20eq%20%221%22%20or%20permission_level%20eq%20%22x%22%20or%20is_idp_linked%20eq%20true
400 id360 GET /devices/987000000654323/accounts?filter=user_name%20eq%20a
400 id360 GET /devices/987000000654323/accounts?filter=user_name%20eq%20%22a
400 id360 GET /devices/987000000654323/accounts?filter=user_name%20eq%20%22a%5C
400 id360 GET /devices/987000000654323/accounts?filter=user_name%20is%20%22a%22
400 id360 GET /devices/987000000654323/accounts?filter=nme%20eq%20%22a%22
400 id360 GET /devices/987000000654323/accounts?filter=idp_account_details%20eq%20%22a%22
400 id360 GET /devices/987000000654323/accounts?filter=user_name%20eq%20%22a%22%20xor%20user_name%20eq%20%22b%22
400 id360 GET /devices/987000000654323/accounts?filter=user_name%20eq%20%22a%22%20and
200 id360 GET /devices/987000000654323/accounts?sort=-user_name,id&fields=id,user_name
200 id360 GET /devices/987000000654323/accounts?sort=permission_level,-is_idp_linked
400 id360 GET /devices/987000000654323/accounts?sort=nme
200 id360 GET /devices/987000000654323/accounts?sort=id,id,id,id,id
400 id360 GET /devices/987000000654323/accounts?fields=id,nme
400 id360 GET /devices/987000000654323/accounts?limit=0
400 id360 GET /devices/987000000654323/accounts?from=x
200 id360 GET /devices/987000000654323/accounts?from=0
404 id360 GET /devices/1/accounts
404 id360 GET /devices/x/accounts
400 id360 GET /devices/987000000654323/link-restricted-users?limit=0
200 id360 GET /devices/987000000654323/link-restricted-users?from=0
400 id360 DELETE /devices/987000000654323/link-restricted-users
404 id360 DELETE /devices/987000000654323/link-restricted-users?ids=x
404 id360 POST /devices/987000000654323/accounts/7/link {"permission_level":"Standard","idp_user_id":"2000000000011"}
404 id360 POST /devices/987000000654323/accounts/7/cancel-link
404 id360 POST /devices/987000000654323/accounts/7/unlink {"type":"unlink_and_change_password","new_password":"S3cure@123"}
200 admp GET /computers?domains=domain1.com&limit=3
200 admp GET /computers?domains=domain1.com&filter=(COMPUTER_NAME%20sw%20(A))
200 admp GET /computers?domains=domain1.com&filter=(COMPUTER_NAME%20co%20(A))%20or%20(COMPUTER_NAME%20ew%20(1))
200 admp GET /computers?domains=domain1.com&filter=not%20(COMPUTER_NAME%20eq%20A)
200 admp GET /computers?domains=domain1.com&filter=(COMPUTER_NAME%20ne%20A)%20and%20(not%20(COMPUTER_NAME%20eq%20B))
400 admp GET /computers?domains=domain1.com&filter=(COMPUTER_NAME%20eq%20A
400 admp GET /computers?domains=domain1.com&filter=(COMPUTER_NAME%20eq%20(A)
400 admp GET /computers?domains=domain1.com&filter=(COMPUTER_NAME%20eq)
400 admp GET /computers?domains=domain1.com&filter=COMPUTER_NAME
400 admp GET /computers?domains=domain1.com&filter=(COMPUTER_NAME%20eq%20A)%20nor%20(COMPUTER_NAME%20eq%20B)
400 admp GET /computers?domains=domain1.com&filter=(COMPUTER_NAME%20eq%20A)%20and
400 admp GET /computers?domains=domain1.com&filter=(NME%20eq%20A)
400 admp GET /computers?domains=domain1.com&filter=(COMPUTER_NAME%20is%20A)
400 admp GET /computers?domains=domain1.com&filter=not
400 admp GET /computers?domains=domain1.com&filter=((((((((((((((((((((((((((((((((((COMPUTER_NAME%20eq%20A))))))))))))))))))))))))))))))))))
400 admp GET /computers?domains=NONE
400 admp GET /computers?domains=
400 admp GET /computers
200 admp GET /computers?domains=domain1.com&sort=COMPUTER_NAME,-OPERATING_SYSTEM
400 admp GET /computers?domains=domain1.com&sort=NME
200 admp GET /computers?domains=domain1.com&sort=COMPUTER_NAME,COMPUTER_NAME,COMPUTER_NAME,COMPUTER_NAME,COMPUTER_NAME
400 admp GET /computers?domains=domain1.com&sort=COMPUTER_NAME,,COMPUTER_NAME
400 admp GET /computers?domains=domain1.com&from=x
400 admp GET /computers?domains=domain1.com&limit=0
400 admp GET /computers?domains=domain1.com&limit=100000
200 admp GET /computers?domains=domain1.com&from=0
200 admp GET /computers?domains=domain1.com&refresh=true
200 admp GET /computers?domains=domain1.com&refresh=false
400 admp GET /computers?domains=domain1.com&refresh=yes
400 admp PATCH /computers?domain=NONE {"data":{"description":"x"}}
400 admp PATCH /computers?domain=domain1.com {"data":{}}
400 admp PATCH /computers?domain=domain1.com {"data":[]}
400 admp PATCH /computers {"data":{"description":"x"}}
400 admp POST /computers?domain=domain1.com {"data":[]}
400 admp POST /computers?domain=domain1.com {"data":[{}]}
400 admp POST /computers?domain=NONE {"data":[{"attributes":{"name":"A"}}]}
400 admp POST /computers?domain=domain1.com {"template":{},"data":[{"attributes":{"name":"A"}}]}
400 admp POST /computers?domain=domain1.com {"template":7,"data":[{"attributes":{"name":"A"}}]}
400 admp POST /computers?domain=domain1.com {"data":[{"attributes":{"name":7}}]}
400 admp POST /computers/disable
400 mdm GET /users?limit=x
200 mdm GET /users?limit=2&user_identifier=name&include=aduserdetails
400 mdm GET /users?user_identifier=x
400 mdm GET /users?include=x
404 mdm GET /users/7
404 mdm GET /users/x
400 mdm PUT /users/9007199254741000 {"user_email":"x","user_name":"n","phone_number":"1"}
400 mdm PUT /users/9007199254741000 {"user_email":"a@b","user_name":"","phone_number":"1"}
400 mdm PUT /users/9007199254741000 {"user_email":"a@b","user_name":"n","phone_number":"123456789012345678901234"}
404 mdm PUT /users/7 {"user_email":"a@b","user_name":"n","phone_number":"1"}
400 mdm DELETE /users {"user_ids":[]}
400 mdm DELETE /users {"user_ids":["x"]}
404 mdm DELETE /users {"user_ids":["7"]}
404 mdm DELETE /users/7
200 mdm GET /users/devices
404 mdm GET /users/devices?email_id=nobody@example.com
404 mdm GET /users/devices?email_id=nobody@example.com&domain_name=NONE
400 mdm GET /apps?limit=x
404 mdm GET /apps/7
404 mdm DELETE /apps/7
400 mdm POST /apps {"app_name":"x"}
400 mdm POST /apps {"app_name":"x","app_type":9,"app_category_id":1}
404 mdm POST /apps/7/devices {"device_ids":[1]}
200 mdm POST /apps/99731238129/devices {"device_ids":[1]}
400 mdm POST /apps/99731238129/devices {"device_ids":["x"]}
204 mdm DELETE /apps/99731238129/devices/1
404 mdm DELETE /apps/99731238129/groups/1
400 mdm GET /devices?limit=x
404 mdm GET /devices/7/apps
404 mdm GET /devices/7/profiles
404 mdm GET /devices/7/locations
404 mdm GET /groups/7/members
404 mdm DELETE /groups/7
400 mdm POST /groups {"name":"x"}
400 mdm POST /groups {"name":"x","group_type":1,"x":1}
404 mdm GET /nowhere
404 mdm GET /devices/
405 mdm PUT /devices
END

awk -v ec="$(base endpoint_central)/api/1.4" \
    -v id360="$(base identity360)/api/v1" -v admp="$(base admanager)/api/v2" \
    -v mdm="$(base mdm)" -v oauth="$OAUTH" -v token="${EC_TOKEN:-}" \
    -v key="$API_KEY" -v out="$T/answers" '
BEGIN {
	at["ec"] = ec; at["id360"] = id360; at["admp"] = admp; at["mdm"] = mdm
	who["ec"] = token; who["admp"] = key
	who["id360"] = who["mdm"] = oauth
}
{
	body = $5
	gsub(/"/, "\\\"", body)
	if (NR > 1)
		print "next"
	printf "silent\nglobaloff\nmax-time = 30\n"
	printf "url = \"%s%s\"\nrequest = %s\n", at[$2], $4, $3
	printf "header = \"Authorization: %s\"\n", who[$2]
	if (body != "")
		printf "header = \"Content-Type: application/json\"\n" \
		    "data = \"%s\"\n", body
	else if ($3 != "GET" && $3 != "DELETE")
		print "header = \"Content-Length: 0\""
	printf "output = \"%s.%d\"\nwrite-out = \"%%{http_code}\\n\"\n", out, NR
}' "$T/table" >"$T/curl"
curl -K "$T/curl" >"$T/codes" 2>"$T/err" || cat "$T/err"
n=0
while read -r status what; do
	n=$((n + 1))
	got=$(sed -n "${n}p" "$T/codes")
	is "$what" "$status" "$got"
done <"$T/table"
