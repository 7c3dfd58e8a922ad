# Columns are chosen by hand: shown at once, kept for the list from one run to
# the next, never written to the configuration, and usual again when asked.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 50
cp "$SIM_CONFIG" "$T/before.ini"

cat >"$T/script" <<'EOS'
wait 50 devices
row 4 NAME +PLATFORM +OS
name the columns are listed
key c
wait Columns of devices
waitre \[x\] PLATFORM
waitre always shown
name the name stays
key g Down Space
wait is always shown
name what is hidden by hand goes
key Down Space
waitre \[ \] PLATFORM
key Enter
gone Columns of
row 4 NAME +OS
name what is shown by hand comes first
key c
key G Up
settle
key Space
key Esc
settle
key Q
exit 0
EOS
on_terminal "$T/script" -- "$BUILD/endpane" --config "$SIM_CONFIG"

cat >"$T/script" <<'EOS'
wait 50 devices
name the next run has them as they were left
row 4 NAME +FREE GB +OS
name until all are as usual again
key c G Space Esc
row 4 NAME +PLATFORM +OS
key Q
exit 0
EOS
on_terminal "$T/script" -- "$BUILD/endpane" --config "$SIM_CONFIG"
same 'the configuration is untouched' "$T/before.ini" "$SIM_CONFIG"
