# limit: 120
# Linking accounts by hand: the question says to whom, at which level, and
# whether it can be taken back; a job's number is the journal's.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 20
cat >"$T/script" <<'EOS'
key 8
wait ANB-0000
key Enter
wait Johnson
name the list and the object say whose accounts these are
wait 4 accounts of ANB-0000, 987000000654321
key Enter
wait of ANB-0000, 987000000654321  1 of 4
key q
name a question that is not answered takes no number
key a
wait accounts link
key Enter Down
type 2000000000011
key F2
wait [ Send ]
name the question says to whom and at which level
wait --permission-level standard
wait --idp-user 2000000000011
wait can be undone
key n
wait Review F2
key F2
wait [ Send ]
key y
wait applied (seen)
wait Job 1: accounts link
wait journal entry 2
name the view of one job has no tabs
gone ] tab
key ]
wait (next-tab) works
key q
wait pending_link
name what has no undo says so before it is sent
key x
wait has no undo. Take back a link
key j Enter
wait accounts cancel-link
key F2
wait [ Send ]
wait has no undo: link the account anew
key y
wait Job 2: accounts cancel-link
key q j x
wait CANNOT BE UNDONE. Unlink
key j j Enter
name what is missing is gone to
wait new-password
key Tab Tab Tab F2
waitre > new-password
wait new-password is missing
key Up
gone is missing
name a password is stars, in the form, the command and the request
key Down
type S3cure@123x
wait ***********
name typed twice, so that no typing error is set
key F2
wait type new-password once more
type S3cure@123y
key F2
wait new-password is not the same twice
key C-u
gone not the same twice
type S3cure@123x
key F2
wait [ Send ]
wait CANNOT BE UNDONE: the password it had is not known
wait --new-password-command
key F3
wait [secret]
key q
wait [ Send ]
type Mike
key Enter
wait Job 3: accounts unlink
noraw S3cure@123x
key C-c C-c
exit 0
EOS
on_terminal "$T/script" -- "$BUILD/endpane" --config "$SIM_CONFIG"

check 'and not in what is kept' sh -c \
	'! grep -rqa S3cure@123x --exclude=script "$1"' - "$T"
