# Endpoint Central: signing in, lists, search, the one write.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"
. "$ROOT/tests/lib/http.sh"
start_sim --devices 300
v=/api/1.4
in=$v/desktop/authentication

sign() { # user, password in base64, more
	http POST ec- $in -H "$JSON" -d '{"username":"'"$1"'","password":"'"$2"'",'"${3:-\"auth_type\":\"local_authentication\"}"'}'
}

sign admin ZXN0YXRl
EC_TOKEN=$(pick auth_token "$(cat "$T/body")")
answers 'a local account' 200 '{"message_type":"authentication","message_response":{"authentication":{"user_permissions":{"read":["Common_Read","SOM_Read","Tools_Read"],"admin":["Common_Admin","SOM_Admin","Tools_Admin"],"write":["Common_Write","SOM_Write","Tools_Write"]},"user_data":{"auth_type":"Local Authentication","user_id":1,"user_name":"admin","phone_number":null,"email":""},"auth_data":{"auth_token":"'"$EC_TOKEN"'"}}},"message_version":"1.0","status":"success"}'
sign admin ZXN0YXRl '"auth_type":"ad_authentication","domainName":"ACME"'
contains 'a domain account' '"auth_type":"AD Authentication"' "$T/body"
sign admin ZXN0YXRl '"auth_type":"ad_authentication"'
refuses 'a domain account without domain' 400 ErrorMsg
sign admin d3Jvbmc=
answers 'a wrong password' 200 '{"status":"error","error_code":"10001","error_description":"Invalid user name or password"}'
sign admin estate!
refuses 'a password that is not base64' 400 ErrorMsg
http GET ec- $v/desktop/discover
contains 'the domains are public' '"domain_list":["ACME","LAB","ZYLKER"]' "$T/body"

sign otp ZXN0YXRl
uid=$(pick unique_userID "$(cat "$T/body")")
answers 'a second factor is asked for' 200 '{"message_type":"authentication","message_response":{"authentication":{"two_factor_data":{"unique_userID":"'"$uid"'","is_TwoFactor_Enabled":true,"message":"Google authentication already created for this user. Validate OTP","remember_token_days":1,"OTP_Validation_Required":true}}},"message_version":"1.0","status":"success"}'
otp() { # what
	http POST ec- $in/otpValidate -H "$JSON" -d '{"uid":"'"$uid"'","otp":'"$1"'}'
}
otp 42117
refuses 'a code is text' 400 ErrorMsg
otp '"42117"'
contains 'its zero counts' '"error_code":"10001"' "$T/body"
otp '"042117"'
contains 'the right one' '"auth_token":"' "$T/body"
otp '"042117"'
contains 'works once' '"error_code":"10001"' "$T/body"
sign mailotp ZXN0YXRl
contains 'a code by mail' 'Mail has been sent to the mail address' "$T/body"
sign newotp ZXN0YXRl
contains 'not enrolled yet' 'google_authenticator_key' "$T/body"

http GET ec- $v/som/computers
refuses 'no token' 401 ErrorCode
http GET ec- $v/som/computers -H 'Authorization: zz'
answers 'a wrong token, under 200' 200 '{"status":"error","error_code":"10002","error_description":"Invalid or expired token"}'
http GET ec- $v/som/computers -H "Authorization: Bearer $EC_TOKEN"
contains 'a token behind a scheme' '"error_code":"10002"' "$T/body"
http GET ec $v/som/computers
matches 'JSON as text/plain' '^Content-Type: text/plain;charset=UTF-8' "$T/head"
contains 'the recorded machine is the first' '"computers":[{"resource_id":52549000000194001,"resource_id_string":"52549000000194001","resource_name":"GEOVANNI-X570"' "$T/body"
contains 'a dot in a key' '"managedcomputer.friendly_name":"geovanni-x570"' "$T/body"
contains 'error_code in a row' '"error_code":"--"' "$T/body"
contains '25 a page' '"total":300,"limit":25,"page":1}' "$T/body"
is 'and no more' 25 "$(grep -o '"resource_id":' "$T/body" | wc -l)"
: >"$T/all"
for page in 1 2 3; do
	http GET ec "$v/som/computers?page=$page&pagelimit=140"
	grep -o '"resource_id":[0-9]*' "$T/body" >>"$T/all"
done
is 'every computer once' 300 "$(sort -u "$T/all" | wc -l)"
http GET ec "$v/som/computers?page=0"
refuses 'pages begin with 1' 400 ErrorMsg
http GET ec "$v/som/computers?pagelimit=5000"
contains 'at most 1000 a page' '"limit":1000' "$T/body"
search() { # column, value
	http GET ec "$v/inventory/software?searchtype=$1&searchcolumn=$1&searchvalue=$2"
}
search software_name Adobe
is 'search: contains' 2 "$(grep -o '"software_id"' "$T/body" | wc -l)"
http GET ec "$v/inventory/software?searchtype=software_name&searchcolumn=manufacturer_name&searchvalue=x"
refuses 'both names are the same' 400 ErrorMsg
http GET ec "$v/som/computers?searchtype=resource_name&searchcolumn=resource_name&searchvalue=ANB-004&pagelimit=1000"
contains 'a search counts what fits' '"total":10,' "$T/body"
http GET ec "$v/som/computers?installstatusfilter=21&pagelimit=1000"
lacks 'a filter by status' '"installation_status":22' "$T/body"
for path in som/summary som/remoteoffice desktop/serverproperties \
	inventory/hardware inventory/scancomputers inventory/computers \
	inventory/allsummary 'inventory/compdetailssummary?resid=112' \
	'inventory/installedsoftware?resid=112'; do
	http GET ec "$v/$path"
	refuses "GET $path" 200 '"status":"success"'
done
http GET ec "$v/inventory/compdetailssummary"
refuses 'resid is needed' 400 ErrorMsg
http GET ec "$v/inventory/compdetailssummary?resid=7"
answers 'an unknown resid' 412 '{}'

told='{"resourceids":[112,113]}'
http POST ec $v/som/computers/installagent -H "$JSON" -d "$told"
contains 'install agents' '"computers":{"Status":"SUCCESS"}' "$T/body"
http POST ec $v/som/computers/installagents -H "$JSON" -d "$told"
refuses 'the plural is nowhere' 404 ErrorMsg
http POST ec $v/som/computers/installagent -H "$JSON" -d '{"resourceids":[7]}'
answers 'only unknown ids' 412 '{}'
http POST ec $v/som/computers/installagent -H "$JSON" -d '{"resourceids":["112"]}'
refuses 'ids are numbers' 400 ErrorMsg
control POST /reset >"$T/out"
http POST ec $v/som/computers/installagent -H "$JSON" -d '{"resourceids":[]}'
refuses 'an empty list' 400 ErrorMsg
control GET /requests >"$T/out"
contains 'is a violation' '"violations":[{"method":"POST"' "$T/out"
sign reader ZXN0YXRl
EC_TOKEN=$(pick auth_token "$(cat "$T/body")")
http POST ec $v/som/computers/installagent -H "$JSON" -d "$told"
refuses 'a reader may not' 403 ErrorMsg
