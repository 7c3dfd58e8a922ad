# limit: 180
# Random changes of a group's members in the dashboard, under random faults: a
# small model says what must come of each, and the screen, the journal and the
# server are held against it. SEED=n is another walk.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 30 --groups 4 --seed 9
export SIM_CONTROL SIM_CONFIG LIB="$ROOT/tests/lib/lib.sh"
group=1
ep groups members $group -o ids | sort >"$T/before"
ep devices list -o json >"$T/devices.json"
cat >"$T/fault" <<'EOS'
. "$LIB"
[ "$1" = none ] && fault || fault "$1 /mdm/groups/1/members $2"
EOS

# The model: what is in the group, what a fault makes of a change, and what is
# to be seen. Its lines: a script for the dashboard; then journal and members.
cat >"$T/model.py" <<'EOS'
import json, random, sys
folder, seed, steps = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
walk = random.Random(seed)
inside = set(open(folder + "/before").read().split())
devices = sorted((r["device_name"], str(r["device_id"]))
                 for r in json.load(open(folder + "/devices.json"))
                 if r["device_name"].startswith("ANB-"))[:8]
# fault: does the server do it, the word for it on the screen and in the journal
FAULTS = {"none": (True, "applied"),
          "403": (False, "rejected"),
          "412": (False, "rejected"),
          "500": (False, "not applied (seen)"),
          "429:1": (False, "not sent"),
          "close": (False, "not applied (seen)"),
          "reset": (False, "not applied (seen)"),
          "close-after": (True, "applied (seen)"),
          "reset-after": (True, "applied (seen)"),
          "cut:10": (True, "applied (seen)")}
script = ["deadline 20000", "wait 30 devices", "settle"]
journal = []
for step in range(steps):
    name, ident = walk.choice(devices)
    adds = ident not in inside
    verb = "add-members" if adds else "remove-members"
    fault = walk.choice(sorted(FAULTS))
    done, state = FAULTS[fault]
    if adds and fault == "none":    # its answer tells nothing: it is read
        state = "applied (seen)"
    if not adds and fault.startswith("cut"):    # its answer has no bytes to cut
        state = "applied"
    script += ["name %d: %s %s under %s" % (step, verb, name, fault),
               "key 2", "key U / C-u " + " ".join(name) + " Enter g Space",
               "wait 1 marked", "key x", "wait Actions: " + name,
               "key " + ("" if adds else "j ") + "Enter",
               "wait groups " + verb, "key Enter", "wait Pick one",
               "wait 4 groups", "key / K i o s k s Enter Enter",
               "waitre id +Kiosks", "key F2", "wait [ Send ]",
               "run sh '%s/fault' %s %s" % (folder, "none" if fault == "none"
               else "POST" if adds else "DELETE", fault),
               "key y"]
    script.append("waitre ^> . %s +%s +%s" % (
        state.replace("(", "[(]").replace(")", "[)]"), ident, name))
    script += ["run sh '%s/fault' none" % folder, "key q", "settle"]
    if fault.startswith("429"):
        script += ["wait paused", "gone paused"]
    if done:
        inside ^= {ident}
    journal.append("%s %s %s" % (verb, ident, state))
script += ["key Q", "exit 0", "restored"]
open(folder + "/script", "w").write("\n".join(script) + "\n")
open(folder + "/journal", "w").write("\n".join(journal) + "\n")
open(folder + "/after", "w").write("\n".join(sorted(inside)) + "\n")
EOS
echo "# seed ${SEED:-1}, ${STEPS:-12} steps"
python3 "$T/model.py" "$T" "${SEED:-1}" "${STEPS:-12}"
on_terminal -r 30 -c 130 "$T/script" -- "$BUILD/endpane" \
	--config "$SIM_CONFIG"
fault
ep journal list -o json >"$T/json"
json_of '"\n".join("%s %s %s" % (e["operation"].split()[1], e["object_id"],
	e["state"]) for e in d[::-1])' "$T/json" >"$T/said"
same 'the journal is what the model says' "$T/journal" "$T/said"
ep groups members $group -o ids | sort >"$T/now"
same 'the server is what the model says' "$T/after" "$T/now"
check 'the journal is whole' ep journal verify
