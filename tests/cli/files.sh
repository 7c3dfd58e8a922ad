# Files: streamed as they are, checked against what the server says it got.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 10 --users 10 --computers 10 --endpoints 10
head -c 3000000 /dev/urandom >"$T/an app.apk"
printf 'PNG' >"$T/check.png"
: >"$T/empty"

forget_requests
exit_is 'a dry run' 0 ep files upload "$T/an app.apk" --dry-run
contains 'shows the type' 'Content-Type: application/vnd.android.package' \
	"$T/out"
contains 'the name, without the path' \
	'Content-Disposition: filename="an app.apk"' "$T/out"
contains 'the length' 'Content-Length: 3000000' "$T/out"
for path in "$T" "$T/nothing" /dev/null "$T/empty"; do
	exit_is "refused: ${path#"$T"}" 2 ep files upload "$path"
done
exit_is 'a name that ends the header' 2 ep files upload "$T/check.png" \
	--name 'a"b'
exit_is 'read-only' 6 ep files upload "$T/check.png" --read-only
is 'none of that is sent' 0 "$(writes)"

check 'upload' ep files upload "$T/an app.apk" -o json
matches 'gives the id of the file' '"id":"[0-9]+"' "$T/out"
is 'by one call' 1 "$(counted POST /mdm/api/v1/mdm/files)"
# Refused for its token, the whole file is sent again, once.
control POST '/set?expire_tokens=1' >/dev/null
forget_requests
check 'upload: after a new sign-in' ep files upload "$T/an app.apk"
is 'all of it, a second time' 2 "$(counted POST /mdm/api/v1/mdm/files)"
check 'upload: only the id' ep files upload "$T/check.png" -o ids
matches 'is what is printed' '^[0-9]+$' "$T/out"
check 'another name and type' ep files upload "$T/check.png" \
	--name 'ä;b.bin' --content-type application/x-thing

# Nothing lists files: what a lost answer means, and what to do.
forget_requests
fault 'POST /mdm/api/v1/mdm/files close-after'
exit_is 'the answer is lost: unknown' 8 ep files upload "$T/check.png"
contains 'it says why, and what to do' \
	'no call lists the files: upload it again' "$T/err"
fault
ep journal list -o ids >"$T/entries"
exit_is 'and it stays unknown' 8 ep journal resume \
	"$(head -n 1 "$T/entries")" -y
contains 'as it says' '1 outcome stays unknown: no call lists' "$T/err"
is 'it was sent once' 1 "$(counted POST /mdm/api/v1/mdm/files)"
exit_is 'nothing takes it back' 6 ep journal undo \
	"$(head -n 1 "$T/entries")" -y

sed 's/^system = mdm$/&\nupload_style = json/' "$SIM_CONFIG" >"$T/other.ini"
chmod 600 "$T/other.ini"
exit_is 'upload_style = json' 0 "$BUILD/endpane" --config "$T/other.ini" \
	files upload "$T/check.png" --dry-run
contains 'has the bytes inside' '{"stream":"[the bytes of' "$T/out"
check 'upload: json' "$BUILD/endpane" --config "$T/other.ini" files upload \
	"$T/check.png"

check 'what a group is created as' ep groups create --name Zed --type 1 \
	-o ids
new=$(cat "$T/out")
check 'is its id' ep groups show "$new"
contains 'of that name' Zed "$T/out"
