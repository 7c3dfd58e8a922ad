# Options and bodies where they just fit, or do not: a status each.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

start_sim --devices 20 --groups 5 --users 10 --computers 20 --endpoints 10
d=9007199254741000
printf '{"name":"x","group_type":1}' >"$T/body"
printf 'a\0b' >"$T/nul"
mkdir "$T/folder"

# STATUS, arguments; what the output or the complaint has, behind "=>".
while IFS= read -r row; do
	args=${row%% =>*}
	text=${row##* => }
	# The table has no quotes; $T has a blank and stands for itself.
	# shellcheck disable=SC2086
	set -- $args
	code=$1
	shift
	for word in "$@"; do
		shift
		case $word in *@T*) word=${word%%@T*}$T${word#*@T} ;; esac
		set -- "$@" "$word"
	done
	run ep "$@" </dev/null
	cat "$T/out" "$T/err" >"$T/both"
	is "$*: status" "$code" "$status"
	contains "$*: says so" "$text" "$T/both"
done <<END
2 api phones GET /groups -q x => -q takes NAME=VALUE
2 api phones GET /groups -q =x => -q takes NAME=VALUE
2 api phones POST /groups -f x => -f takes NAME=VALUE
2 api phones POST /groups -F =1 => -F takes NAME=VALUE
1 api phones GET /devices -q limit=0x --paginate => Bad Request
2 api phones POST /groups --input @T/nosuch => No such file
2 api phones POST /groups --input @T/folder => Is a directory
2 api phones POST /groups --input @T/nul => is no JSON
2 api phones POST /groups --input @T/body -f a=b => input
0 api phones POST /groups --input @T/body --dry-run => {"name":"x","group_type":1}
0 api phones POST /groups --input - --dry-run => POST
0 devices show $d -o csv --columns name,id => admin_SM-G935F,$d
2 devices show $d -o csv --columns name,nosuch => nosuch
0 devices show $d --columns name => admin_SM-G935F
0 devices show $d -o tsv => serial
0 devices show $d -o ids => $d
0 devices show $d -o json => "imei"
0 devices show $d -o jsonl => "imei"
0 devices show $d --no-header -o csv => $d
4 devices show 7 => 7
2 devices list --sort a,b,c,d,e,f,g,h,i => sort
0 devices list --sort , => ANB-0001
2 devices list --columns , => --columns
2 devices list --columns= => --columns
0 devices list --filter platform=( => platform
2 devices list --limit 99999999999999999999 => --limit
2 devices list --timeout 86401 => --timeout
0 devices list --limit 1 --sort -name -o ids => 1
0 devices list --limit 1 --filter platform=android -o ids => 9
0 devices list --limit 2 -o json --sort name => "device_id"
0 devices list --limit 2 -o json --filter lost=no => "device_id"
0 devices list --color always --limit 1 => [1mid
0 devices list --color never --limit 1 => admin_Nexus
0 --plain -o csv => phones
0 --plain -o json => phones
0 --plain -o jsonl => phones
0 config check -o csv => phones
0 config check -o json => phones
0 config check -o ids => phones
0 journal list -o csv => id
0 journal list -o json => []
2 journal show x => x
4 journal show 99 => 99
2 journal list --limit 0 => --limit
2 help nosuch => nosuch
2 help devices nosuch => nosuch
0 help devices list => endpane devices list
0 help journal => journal
0 help api => api
2 groups add-members 7 --member - --device - => option
6 groups delete - -y => no id on standard input
6 devices show - => no id on standard input
END

# What is there is not written over.
echo mine >"$T/mine.ini"
exit_is 'a configuration that is there' 2 env ENDPANE_CONFIG="$T/mine.ini" \
	"$BUILD/endpane" config init
contains 'stays' 'left as it is' "$T/err"
is 'as it was' mine "$(cat "$T/mine.ini")"
