# e, o, the settings and what can be copied as a command.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 200
mkdir -p "$XDG_CONFIG_HOME/endpane/themes"
cp "$ROOT"/themes/*.ini "$XDG_CONFIG_HOME/endpane/themes"
url=$(sed -n 's,^url = \(.*\)/api/v1/mdm$,\1,p' "$SIM_CONFIG")
b64() { printf '%s' "$1" | base64 -w 0; }

cat >"$T/script" <<EOS
deadline 20000
wait 200 devices
name what cannot be edited says so
key e
wait devices cannot be edited
name the console's address is shown and copied
key o
wait $url/
waitre Look for +admin_Nexus 7
waitre Id +9007199254741000
raw \\e]52;c;$(b64 "$url/")\\x07
key Esc
name a user is edited with what it has now, and what is masked is not in it
key 5
wait 160 users
key Down Enter
wait [Summary]
waitre MAIL +example@mdm
key e
wait users update
waitre email\\) +example@mdm.manageengine.com
wait --name user
gone --phone
name nothing of it gets into the next form
key Esc q Down x
wait users update
key Enter
wait users update:
wait endpane users update 9007199254740999
gone --email
key Esc
name a name is not put where the server takes a number
key 4
wait ME MDM
key e
wait apps update:
waitre \\(type\\) +enterprise
waitre \\(category\\) +│
gone expected a number
key Esc
name values of the directory stand in the form, too
key 6
wait ANB-0008
key /
type name=ANB-0008
key Enter
wait 1 of
key e
wait computers update
wait department=
key Esc
name the palette copies the command of what it shows
key 2 :
type z.santos@acme
wait z.santos
key C-y
wait copied: endpane devices show 9007199254740993
raw \\e]52;c;$(b64 'endpane devices show 9007199254740993')\\x07
key C-u
type theme mono
wait theme mono
key C-y
wait no command does this
key Esc
name so does the copy menu, for curl, without the secret
key Y
wait curl -H "Authorization: Zoho-oauthtoken \$TOKEN"
key Esc
name and any field of an object that was read
key g Enter
wait used_device_space
key Y G
wait os device_capacity
waitre > os device_capacity +15.8
key Enter
waitre os device_capacity 15.8: 4 bytes sent
key q
name :12 goes to the row
key :
type 12
key Enter
waitre row 12 of 200|^>  ANB-0011
name the settings are changed for the session
key ,
wait Settings, until
waitre theme +default
key Enter
gone default
key Down Enter
waitre mouse +on
key Enter
waitre mouse +off
key Down Enter
waitre ascii +on
key Enter
waitre ascii +off
key Down Down Enter
waitre clipboard +off
key Esc
name a clipboard that is off says so
key y
wait not copied, the clipboard is off
name settings have names, which the palette lists with what they are
key :
type set ref
waitre set refresh +it is by hand
key Esc
key :
type set clipboard on
key Enter
key :
type set refresh 5m
key Enter
wait every 300 s
key :
type set refresh 0
key Enter
gone every 300 s
key :
type set refresh never
key Enter
wait seconds, or 5m
key Esc
name what guards is only made stricter
key :
type set confirm-above 5
key Enter
wait only less is possible
key Esc :
type set read-only on
key Enter
wait nothing that writes is sent
key :
type set read-only off
key Enter
wait stays until the program ends
key Esc
name and nothing is written any more
key x
waitre no: .*read-only
key Esc
run cmp "$SIM_CONFIG" "$T/before.ini"
key Q
exit 0
restored
EOS
cp "$SIM_CONFIG" "$T/before.ini"
on_terminal -c 110 -r 30 "$T/script" -- "$BUILD/endpane" --config "$SIM_CONFIG"
is 'no write was sent' 0 "$(writes)"
