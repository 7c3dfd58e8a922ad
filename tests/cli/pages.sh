# Paging to the end, exactly: around the size of a page and at 100,000 rows,
# whatever the server says of totals and of the next page.
# limit: 240
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

list() { # config, noun
	case $2 in
	accounts)
		set -- "$1" "$2" --device "$device" ;;
	esac
	list_config=$1 list_noun=$2
	shift 2
	"$BUILD/endpane" --config "$list_config" "$list_noun" list "$@" -o ids
}

begin() { # size, page
	start_sim --devices "$1" --groups "$1" --apps "$1" --users "$1" \
		--computers "$1" --endpoints "$1" --accounts-per-device "$1"
	sed "s/^page_limit = .*/page_limit = $2/" "$SIM_CONFIG" >"$T/paged.ini"
	chmod 600 "$T/paged.ini"
	# The first device has the accounts of the documents alone.
	device=$(sed -n 's/^device_ids *= *[^,]*,[^:]*:\([0-9]*\).*/\1/p' \
		"$SIM_CONFIG")
}

# whole SIZE NAME: as many as there are, each once.
whole() {
	lines "$2: every one" "$1" "$T/out"
	is "$2: each once" "$1" "$(sort -u "$T/out" | wc -l)"
}

nouns='devices groups apps users computers endpoints accounts'
page=6
for size in 5 6 7 12 13; do
	begin $size $page
	for noun in $nouns; do
		run list "$T/paged.ini" "$noun"
		is "$noun, $size in pages of $page" 0 "$status"
		whole $size "$noun, $size in pages of $page"
	done
	# One more lie at a time; rows that are there twice count once.
	[ $size = 13 ] || { stop_sim; continue; }
	for lie in total-low total-high repeat; do
		fault "GET $lie"
		for noun in $nouns; do
			run list "$T/paged.ini" "$noun"
			is "$noun, $lie" 0 "$status"
			whole 13 "$noun, $lie"
		done
	done
	# Always the same page: said, and no storm of calls.
	fault 'GET loop'
	for noun in $nouns; do
		forget_requests
		run list "$T/paged.ini" "$noun"
		contains "$noun, the same page for ever: is said" \
			'repeats a page' "$T/err"
		is "$noun, the same page for ever: is left" True \
			"$([ "$(counted GET)" -le 5 ] && echo True)"
	done
	fault
	# The host of the next page is another's, and never asked.
	control POST '/set?next=foreign' >/dev/null
	forget_requests
	for noun in devices groups apps users; do
		run list "$T/paged.ini" "$noun"
		whole 13 "$noun, next on a foreign host"
	done
	control GET /requests >"$T/counts"
	contains 'the foreign host got nothing' '"foreign_hits":0' "$T/counts"
	stop_sim
done

# None at all, by a filter: there are always the objects of the documents.
start_sim --devices 20
for noun in devices groups apps users computers endpoints; do
	check "$noun: none" ep $noun list --filter name=nobody-has-this \
		--local-filter -o json
	is "$noun: none is an empty list" '[]' "$(tr -d ' \n' <"$T/out")"
done
stop_sim

# Pages of ADManager have 100 rows at most: a thousand of them.
begin 100000 100
sed '/^system = identity360/,$ s/^page_limit = .*/page_limit = 200/' \
	"$SIM_CONFIG" >"$T/large.ini"
chmod 600 "$T/large.ini"
for noun in $nouns; do
	run list "$T/large.ini" "$noun"
	whole 100000 "100,000 $noun"
done
