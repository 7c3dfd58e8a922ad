# shellcheck shell=sh
# Speaks to the simulator as the documents do, with curl. Behind lib.sh:
#
#	start_sim …; sign_in
#	http GET mdm '/devices?limit=1' [curl's options]
#
# leaves $code, $T/body and $T/head. Systems: mdm ec id360 admp zoho, each with
# its own Authorization; "mdm-" and so on: without.

base() { # member of the simulator's line
	printf '%s\n' "$SIM_LINE" |
		sed -n 's/.*"'"$1"'" *: *"\([^"]*\)".*/\1/p'
}

pick() { # member, text: of flat JSON, what stands behind the first such key
	printf '%s\n' "$2" |
		sed -n 's/.*"'"$1"'" *: *"\{0,1\}\([^",}]*\).*/\1/p' | head -n 1
}

# Fetches what opens each door.
sign_in() {
	tokens=$(control GET /tokens)
	OAUTH="Zoho-oauthtoken $(pick access_token "$tokens")"
	API_KEY=$(pick api_key "$tokens")
	REFRESH=$(pick refresh_token "$tokens")
	CLIENT=$(pick client_id "$tokens")
	SECRET=$(pick client_secret "$tokens")
	http POST ec- /api/1.4/desktop/authentication -H "$JSON" \
		-d '{"username":"admin","password":"ZXN0YXRl","auth_type":"local_authentication"}'
	EC_TOKEN=$(pick auth_token "$(cat "$T/body")")
}

JSON='Content-Type: application/json'

http() { # method, system, path, curl's options...
	http_method=$1
	http_path=$3
	http_auth=
	case $2 in
	mdm*) http_base=$(base mdm) http_auth=$OAUTH ;;
	ec*) http_base=$(base endpoint_central) http_auth=${EC_TOKEN:-} ;;
	id360*) http_base=$(base identity360)/api/v1 http_auth=$OAUTH ;;
	admp*) http_base=$(base admanager)/api/v2 http_auth=$API_KEY ;;
	zoho*) http_base=$(base accounts) ;;
	*) http_base=$2 ;;
	esac
	case $2 in *-) http_auth= ;; esac
	shift 3
	[ -z "$http_auth" ] || set -- -H "Authorization: $http_auth" "$@"
	case $http_method in
	POST | PUT | PATCH)
		case " $* " in
		*" -d "* | *" --data"*) ;;
		*) set -- -H 'Content-Length: 0' "$@" ;;
		esac
		;;
	esac
	code=$(curl -sS --max-time 30 -X "$http_method" -D "$T/head" \
		-o "$T/body" -w '%{http_code}' "$@" "$http_base$http_path" \
		2>"$T/curl.err")
	curl_status=$?
	[ "$curl_status" = 0 ] || code=curl-$curl_status
}

# The whole answer: status, and the body byte for byte.
answers() { # name, status, body
	is "$1: status" "$2" "$code"
	is "$1: body" "$3" "$(cat "$T/body")"
}

# As a document prints it; samples stand without blanks.
prints() { # name, status, sample
	answers "$1" "$2" "$(cat "$ROOT/tests/sim/samples/$3.json")"
}

# Refused with this status and these words in the body.
refuses() { # name, status, text
	is "$1: status" "$2" "$code"
	contains "$1: says so" "$3" "$T/body"
}
