# A list from a ticket pasted into a form's field for objects: ids, names with
# blanks, serials; what names no row, or several, is left out and counted.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 200
# A mail that stands in two rows.
ep devices list -o json >"$T/devices"
json_of '[m for m in [e.get("user", {}).get("user_email") for e in d]
	if m and "@" in m and sum(e.get("user", {}).get("user_email") == m
	for e in d) > 1][0]' "$T/devices" >"$T/several"
several=$(cat "$T/several")
matches 'a mail of several devices' @ "$T/several"
cat >"$T/script" <<EOS
wait 200 devices
key 3
wait Kiosks
key j a
wait Put devices or users into a group
name names and ids become members
paste admin_Nexus 7\\nanb-0005; 9007199254740992\\n12345
wait 4 picked: admin_Nexus 7, ANB-0005
wait 9007199254741000,9007199254740999,9007199254740992,12345
name nothing else does
paste NOSUCH anb-00\\n
wait 2 left out (NOSUCH anb-00)
wait 4 picked:
name nor what names several rows
paste asus, android
wait 2 left out (asus, ...)
wait 4 picked:
paste $several
wait 1 left out ($several)
wait 4 picked:
name once is enough
paste ANB-0005\\nNOSUCH
wait 1 left out (NOSUCH)
wait 4 picked:
name it says which lists were looked through, and how to read them anew
wait users, not read yet; C-r
key C-r
gone not read yet
wait 1 left out (NOSUCH)
wait 4 picked:
name a name may be typed as well
type anb-0006
key Enter
wait 5 picked:
key Esc Q
exit 0
EOS
before=$(counted GET /mdm/api/v1/mdm/devices)
on_terminal "$T/script" -- "$BUILD/endpane" --config "$SIM_CONFIG"
check 'the lists were read anew' \
	test "$(counted GET /mdm/api/v1/mdm/devices)" -ge $((before + 2))
