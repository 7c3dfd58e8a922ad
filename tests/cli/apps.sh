# Apps: added with files, changed by the call that the configuration names.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 10 --apps 6 --users 10 --computers 10 --endpoints 10
printf 'apk' >"$T/notes.apk"
file=$(ep files upload "$T/notes.apk" -o ids)

create() {
	ep apps create --name Notes --category 1 --supported-devices 3 "$@"
}

check 'create' create --type 2 --app-file "$file" -o ids
app=$(cat "$T/out")
ep apps show "$app" -o json >"$T/app"
is 'prints the id of that app' Notes "$(json_of "d['app_name']" "$T/app")"
exit_is 'a file that is not there' 1 create --type 2 --app-file 99

other() { # value of app_update, arguments
	sed "s|^system = mdm\$|&\\napp_update = $1|" "$SIM_CONFIG" \
		>"$T/other.ini"
	chmod 600 "$T/other.ini"
	shift
	"$BUILD/endpane" --config "$T/other.ini" "$@"
}

# With paths: the uploads and the app in one go, as one plan.
printf 'png' >"$T/icon.png"
flow() {
	create --type 2 --app-file "$T/notes.apk" \
		--display-image "$T/icon.png" --full-image "$T/icon.png" "$@"
}
forget_requests
exit_is 'with files: a dry run' 0 flow --dry-run
contains 'shows the uploads' "[the bytes of $T/notes.apk]" "$T/out"
contains 'and the app' "\"app_file\":\"[id of $T/notes.apk]\"" "$T/out"
is 'and sends nothing' 0 "$(writes)"
check 'with files' flow -o ids
lines 'prints the id of the app only' 1 "$T/out"
check 'which is there' ep apps show "$(cat "$T/out")"
is 'each file is sent once' 2 "$(counted POST /mdm/api/v1/mdm/files)"
is 'and the app once' 1 "$(counted POST /mdm/api/v1/mdm/apps)"
exit_is 'a path that is none' 2 create --type 2 --app-file "$T/none.apk"
forget_requests
exit_is 'refused after the upload' 1 create --type 9 \
	--app-file "$T/notes.apk" -o json
is 'is the app, not the file' 'failed ok' \
	"$(json_of "d[0]['status'] + ' ' + d[1]['status']" "$T/out")"
file=$(json_of "d[1]['id']" "$T/out")
contains 'says what stands there' "notes.apk stays uploaded, as $file" \
	"$T/out"
check 'which can be given' create --type 2 --app-file "$file"
fault 'POST /mdm/files cut:40'
forget_requests
exit_is 'an upload that nobody knows of' 8 flow -o jsonl
contains 'sends no app' '"name":"Notes","status":"not-sent"' "$T/out"
is 'and no other file' 1 "$(writes)"
fault
ep journal list -o jsonl >"$T/journal"
is 'each write is in the journal' 2 \
	"$(grep -c 'app-file=.*"applied"' "$T/journal")"
forget_requests
check 'update: with a file' other '/apps/{id}/labels/7' apps update "$app" \
	--display-image "$T/icon.png" --description Pictured -y
is 'two calls' 2 "$(writes)"
exit_is 'no type' 2 create
forget_requests
exit_is 'create: a dry run' 0 create --type 0 --dry-run
contains 'shows the body' '{"app_name":"Notes","app_type":0,'\
'"app_category_id":1,"supported_devices":3}' "$T/out"
is 'and sends nothing' 0 "$(writes)"

exit_is 'update asks' 6 ep apps update "$app" --description Newer
is 'and sends nothing unasked' 0 "$(writes)"
cat >"$T/script" <<EOF
wait may create a second app
type n\\n
name update: says what may come of it
exit 6
EOF
on_terminal -r 24 -c 80 "$T/script" -- "$BUILD/endpane" \
	--config "$SIM_CONFIG" apps update "$app" --description Newer
exit_is 'nothing to change' 2 ep apps update "$app" -y

forget_requests
exit_is 'app_update = off' 6 other off apps update "$app" --name X -y
is 'sends nothing' 0 "$(writes)"
check 'app_update = a path' other '/apps/{id}/labels/7' \
	apps update "$app" --name 'New Notes' -y
is 'is a PUT' 1 "$(counted PUT "/mdm/api/v1/mdm/apps/$app/labels/7")"
ep apps show "$app" -o json >"$T/app"
is 'changes it' 'New Notes' "$(json_of "d['app_name']" "$T/app")"

exit_is 'a second app is no success' 1 ep apps update "$app" --name Third \
	--type 2 --app-file "$file" --category 1 --supported-devices 3 -y
contains 'and says so' 'second app' "$T/out"
