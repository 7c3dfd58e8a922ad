# limit: 120
# Signing in without leaving the dashboard: consent, password, domain, code;
# work that was waiting goes on; signing out.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 5 --groups 4 --apps 2 --users 2 --computers 2 \
	--endpoints 3 --seed 9
section() { # system: the lines of its section
	awk -v want="system = $1" 'BEGIN { RS = ""; ORS = "\n\n" }
		index($0, want)' "$SIM_CONFIG"
}
# What a browser would do with the address on the screen: where that leads.
cat >"$T/browser.py" <<'PY'
import subprocess, sys
url, place = "", 0
for line in open(sys.argv[1], encoding="utf-8"):
    # The dialog is a box over what stands behind it.
    cells = [cell.strip() for cell in line.split("\u2502")]
    if not url:
        place = next((i for i, cell in enumerate(cells)
            if cell.startswith("http://")), 0)
    if place:
        if not cells[place]:
            break
        url += cells[place]
print(subprocess.run(["curl", "-sS", "-o", "/dev/null", "-w",
    "%{redirect_url}", url], capture_output=True, text=True).stdout, end="")
PY
export T
section mdm | sed -e '/^refresh_token/d' \
	-e 's|^client_id.*|&\nredirect_uri = https://back.example.com/a|' \
	>"$T/phones.ini"
chmod 600 "$T/phones.ini"

# The address on the screen, opened in a browser: $T/answer is to be pasted.
cat >"$T/opened" <<'EOS'
python3 "$T/browser.py" "$T/address" >"$T/answer"
EOS
# Gone by another hand: its tokens are none any more.
cat >"$T/gone" <<'EOS'
"$BUILD/endpane" --config "$T/phones.ini" logout phones >/dev/null
EOS
# Refused for want of a token, then done.
cat >"$T/twice" <<'EOS'
. "$LIB"
[ "$(counted DELETE /mdm)" = 2 ]
EOS
export SIM_CONTROL LIB="$ROOT/tests/lib/lib.sh"

sed "s|[\$]T/|$T/|" >"$T/script" <<'EOS'
deadline 20000
name a list says that it is signed out
key 2
wait no refresh token
wait phones is signed out: Enter or a signs in
key 1
name so does the overview
wait ! signed out
name Enter in the list signs in
key 2 Enter
wait Sign in to phones
wait /oauth/v2/auth?scope=
name y copies the address
key y
wait sent to the clipboard
name what is no answer is told apart
type https://x.example.com/?state=no&code=1\r
wait its state is another one
name an answer signs in, and the list is read
shot $T/address
run sh "$T/opened"
pastefile $T/answer
key Enter
wait phones: signed in
wait 5 devices
gone Sign in to
name a write that finds itself signed out
key 3
wait 4 groups
key j
key :
type groups delete
key Enter
wait Review
key F2
wait [ Send ]
run sh "$T/gone"
type Kiosks\r
name waits for a sign-in
wait waits until you sign in: :login phones
key 9
waitre DELETE /groups/1 +waits until you sign in
key :
type login phones
key Enter
wait Sign in to phones
shot $T/address
run sh "$T/opened"
pastefile $T/answer
key Enter
wait phones: signed in
name and then goes on, once
gone waits until you sign in
key 3
wait 1 applied
key Esc
wait 3 groups
run sh "$T/twice"
name signing out asks first
key :
type logout phones
key Enter
wait tokens are revoked
key n
gone tokens are revoked
name and does it
key :
type logout phones
key Enter
wait y does it
key y
wait signed out; the refresh token is revoked
key r
wait signed out, :login signs in
name what has to be read before a question waits too
key 5
wait 2 users
key :
type users update
key Enter
wait Review
key Tab Tab
type 5550100
key F2
wait phones is signed out: Enter signs in, then this goes on
wait [ Send ]
key Enter
wait Sign in to phones
shot $T/address
run sh "$T/opened"
pastefile $T/answer
key Enter
wait Send it?
wait [ Send ]
key Esc
wait nothing was sent
key Esc
name the menu of actions offers it where one is wanted
run sh "$T/gone"
key 3
wait 3 groups
key r
wait signed out, :login signs in
key x
wait login phones
key G Enter
wait Sign in to phones
key Esc Q
exit 0
restored
EOS
on_terminal -r 24 -c 100 "$T/script" -- "$BUILD/endpane" \
	--config "$T/phones.ini"

desk() { # username, further lines
	section endpoint-central | sed -e '/^password/d' \
		-e "s|^username.*|username = $1|" -e "s|^auth_type.*|$2|" \
		>"$T/desk.ini"
	chmod 600 "$T/desk.ini"
	rm -rf "$XDG_STATE_HOME/endpane/tokens" "$XDG_CACHE_HOME/endpane"
}

desk otp 'auth_type = ad_authentication'
forget_requests
cat >"$T/script" <<'EOS'
deadline 20000
name the domain is chosen from those that the server names
key 7
wait domain of otp
wait ZYLKER
attrs "ACME" reverse
key Down Enter
name then the password is asked for
wait password of otp (not shown)
type estate\r
name and the code
wait code of the authenticator app
name no answer: it is signed out
key Esc
wait Enter or a signs in
name :login asks again, but not for what it knows
key a
wait code of the authenticator app
name the code keeps its zero
type 042117\r
wait signed in
wait 3 endpoints
noraw estate
noraw 042117
key Q
exit 0
EOS
on_terminal -r 24 -c 100 "$T/script" -- "$BUILD/endpane" \
	--config "$T/desk.ini"
is 'one code was sent' 1 \
	"$(counted POST /ec/api/1.4/desktop/authentication/otpValidate)"

desk newotp 'auth_type = local_authentication'
cat >"$T/script" <<'EOS'
deadline 20000
key 7
wait password of newotp
name a wrong password is refused, in words
type wrong\r
wait the user name or password is wrong
name an account without an authenticator is told apart
key Enter
wait password of newotp
type estate\r
wait enrol it in the web console first
gone code of
key Esc Q
exit 0
EOS
on_terminal -r 24 -c 120 "$T/script" -- "$BUILD/endpane" \
	--config "$T/desk.ini"
