# The menu says of one object what its row says against an action, and shows
# whole what its lines cut; a opens the main action of users and accounts.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 20
cat >"$T/script" <<'EOS'
wait 20 devices
key 8
wait ANB-0000
key Enter
wait Johnson
name an account without a link
key x
waitre accounts link +can be undone
waitre accounts cancel-link +no: it has no link that is pending
waitre accounts unlink +no: it is not linked
name the reason is said again where it is chosen
key j Enter
wait not possible here: it has no link
name what a line cuts stands below
key End
wait │   reads only. List the users that may not be linked
key Esc
gone Actions
name a linked account
key j x
waitre accounts link +no: it is linked
waitre accounts cancel-link +no: its link is not pending any more
waitre accounts unlink +CANNOT BE UNDONE
key Esc
gone Actions
key a
wait accounts link: it is linked
key k a
wait Link a local account to a user
key Esc
gone Link a local
name the main action of users is their form
key 5
wait email_address@zylker.com
wait a update
key a
wait users update
waitre [(]name[)] +admin
key Esc Q
exit 0
EOS
on_terminal "$T/script" -- "$BUILD/endpane" --config "$SIM_CONFIG"
