# A query for the server put together: columns and operators completed, shown
# in the connection's style as it is made, used for a list or in a form.
# limit: 120
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 10 --computers 40 --endpoints 10
cat >"$T/script" <<EOS
deadline 20000
wait Queue
key 6
wait 40 computers
name F builds the query
key F
wait Filter at the server of directory
wait no condition yet
wait eq is, ne is not
name a column is completed
type op
key Tab
wait OPERATING_SYSTEM
wait OPERATING_SYSTEM: the operator is missing
name so is one by the name that the list has for it
key S-Tab
key C-u
type ou
key Tab
wait OU_NAME
key S-Tab
key C-u
type os
key Tab
wait OPERATING_SYSTEM
name and several are said
key S-Tab
key C-u
type s
key Tab
wait fit: SAM_ACCOUNT_NAME  SID_STRING  SERVICE_PACK
key C-u
type sam
key Tab
name an operator is one of those there are
type like
wait like: no operator
key C-u
type e
key Tab
wait fit: eq  ew
key C-u
type sw
key Tab
name a value that could mean something else is not taken
type PC) or (X
wait without quotes
key C-u
type PC
name the query is shown as it is made
waitre │ \\(SAM_ACCOUNT_NAME sw PC\\) 
key Tab
type COMPUTER_N
key Tab
type eq
key Tab
type APIC4
waitre sw PC\\) and \\(COMPUTER_NAME eq APIC4\\)
name joined by or
key Tab
key Tab
key Space
key Tab
waitre joined by: or
waitre sw PC\\) or \\(COMPUTER_NAME eq APIC4\\)
name the server is asked for it
key Enter
wait Server: (SAM_ACCOUNT_NAME sw PC) or (COMPUTER
waitre APIC4
gone 40 computers
name q goes back to all of them
key q
wait 40 computers
name a form takes it, too
key :
type computers update
key Enter
wait ─ computers update
key Enter
wait Filter at the server
type computer_n
key Tab
type eq
key Tab
type APIC4
key F2
waitre filter. +\\(COMPUTER_NAME eq APIC4\\)
wait --filter
wait '(COMPUTER_NAME eq APIC4)'
key Esc
name elsewhere it says that there is none
key 2
wait 10 devices
key F
wait takes no filter
key Q
exit 0
EOS
on_terminal -r 24 -c 80 "$T/script" -- "$BUILD/endpane" \
	--config "$SIM_CONFIG"

# The other style, by configuration.
sed 's/^status_column = .*/&\nfilter_style = paren/' "$SIM_CONFIG" \
	>"$T/paren.ini"
chmod 600 "$T/paren.ini"
cat >"$T/script" <<'EOS'
deadline 20000
wait Queue
key 6
waitre row 1 of
key F
type computer_n
key Tab
type eq
key Tab
type APIC4
name with parentheses where they are wanted
wait (COMPUTER_NAME eq (APIC4))
key F2
wait Server: (COMPUTER_NAME eq (APIC4))
waitre >  APIC4
key Q
exit 0
EOS
on_terminal -r 24 -c 80 "$T/script" -- "$BUILD/endpane" \
	--config "$T/paren.ini"
