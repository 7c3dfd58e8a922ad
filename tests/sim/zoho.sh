# Zoho accounts: consent, tokens, refresh, revocation, throttles.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"
. "$ROOT/tests/lib/http.sh"
start_sim --devices 20
sign_in

token() { # form...
	set -- "$@" "client_id=${client:-$CLIENT}" \
		"client_secret=${secret:-$SECRET}"
	form=$(printf '%s&' "$@")
	http POST zoho /oauth/v2/token -d "${form%&}"
}

client='' secret=''
token grant_type=refresh_token "refresh_token=$REFRESH"
access=$(pick access_token "$(cat "$T/body")")
answers 'refresh' 200 '{"access_token":"'"$access"'","api_domain":"https://www.zohoapis.com","token_type":"Bearer","expires_in":3600}'
http GET mdm- '/devices?limit=1' -H "Authorization: Zoho-oauthtoken $access"
is 'it opens the door' 200 "$code"
token grant_type=refresh_token refresh_token=1000.no.no
answers 'an unknown token, under 200' 200 '{"error":"invalid_code"}'
client=1000.OTHER
token grant_type=refresh_token "refresh_token=$REFRESH"
answers 'an unknown client' 200 '{"error":"invalid_client"}'
client='' secret=wrong
token grant_type=refresh_token "refresh_token=$REFRESH"
answers 'a wrong secret' 200 '{"error":"invalid_client_secret"}'
secret=''
http POST zoho "/oauth/v2/token?grant_type=refresh_token&refresh_token=$REFRESH&client_id=$CLIENT&client_secret=$SECRET"
refuses 'secrets in the URL' 400 invalid_request
http POST zoho /oauth/v2/token -H "$JSON" -d '{}'
refuses 'JSON' 400 invalid_request

auth() { # scope, access_type
	http GET zoho "/oauth/v2/auth?scope=$1&client_id=$CLIENT&state=a%20b&response_type=code&redirect_uri=http%3A%2F%2Flocalhost%3A1%2Fback&access_type=$2"
	grant=$(pick code "$(cat "$T/body")")
}
auth MDMOnDemand.MDMInventory.READ offline
is 'consent redirects' 302 "$code"
matches 'with code and state' "^Location: http://localhost:1/back\\?code=$grant&state=a%20b" "$T/head"
token grant_type=authorization_code "code=$grant" redirect_uri=http%3A%2F%2Fother
contains 'the redirect has to be the same' '"error"' "$T/body"
token grant_type=authorization_code "code=$grant" 'redirect_uri=http%3A%2F%2Flocalhost%3A1%2Fback'
access=$(pick access_token "$(cat "$T/body")")
fresh=$(pick refresh_token "$(cat "$T/body")")
check 'offline gives a refresh token' [ -n "$fresh" ]
http GET mdm- /devices -H "Authorization: Zoho-oauthtoken $access"
is 'within the scope' 200 "$code"
http GET mdm- /groups -H "Authorization: Zoho-oauthtoken $access"
refuses 'beyond the scope' 403 SCOPE_MISMATCH
token grant_type=authorization_code "code=$grant" 'redirect_uri=http%3A%2F%2Flocalhost%3A1%2Fback'
answers 'a code works once' 200 '{"error":"invalid_code"}'
auth MDMOnDemand.MDMInventory.READ online
token grant_type=authorization_code "code=$grant" 'redirect_uri=http%3A%2F%2Flocalhost%3A1%2Fback'
lacks 'online gives none' refresh_token "$T/body"

http POST zoho /oauth/v2/token/revoke -d "refresh_token=$fresh"
answers 'revoke' 200 '{"status":"success"}'
http GET mdm- /devices -H "Authorization: Zoho-oauthtoken $access"
refuses 'its access tokens end' 401 COM0013
token grant_type=refresh_token "refresh_token=$fresh"
answers 'and it gives no new one' 200 '{"error":"invalid_code"}'

control POST '/set?expire_tokens=1' >"$T/out"
http GET mdm /devices
refuses 'tokens expire when asked to' 401 COM0013
control POST '/set?token_life=0' >"$T/out"
token grant_type=refresh_token "refresh_token=$REFRESH"
access=$(pick access_token "$(cat "$T/body")")
http GET mdm- /devices -H "Authorization: Zoho-oauthtoken $access"
refuses 'and by age' 401 COM0013
control POST '/set?token_life=3600&rate=on' >"$T/out"
for i in 1 2 3 4 5 6 7 8 9 10; do
	token grant_type=refresh_token "refresh_token=$REFRESH"
done
contains 'ten tokens in ten minutes' '"access_token"' "$T/body"
OAUTH="Zoho-oauthtoken $(pick access_token "$(cat "$T/body")")"
token grant_type=refresh_token "refresh_token=$REFRESH"
refuses 'the eleventh' 400 'Access Denied'
i=0
while [ $i -lt 100 ]; do
	printf 'url = "%s/devices?limit=1"\noutput = "/dev/null"\n' "$(base mdm)"
	i=$((i + 1))
done >"$T/hundred"
curl -sS -K "$T/hundred" -H "Authorization: $OAUTH"
http GET mdm '/devices?limit=1'
refuses 'call 101 in a minute' 429 '"COM0002"'
