/* Dates, numbers, pauses: in range, and printed as they were read. */
#include <endpane/base/clock.h>
#include <endpane/catalog/cell.h>
#include <endpane/net/pace.h>

#include "../../src/config/url.h"
#include "fuzz.h"

static void
check_clock(struct slice in)
{
	char text[64];
	int64_t ms, again;

	if (!clock_parse(in, &ms))
		return;
	MUST(ms >= 0 && ms < 253402300800000);
	clock_print(ms, text, 20);
	clock_print_time(ms, text, 9);
	clock_print_age(ms, 1700000000000, text, 16);
	MUST(clock_day(ms) >= 19700101);
	clock_print_utc(ms, text, 25);
	MUST(clock_parse(str_slice(text), &again) && again == ms);
}

static void
check_codes(struct slice in)
{
	struct buf out = { 0 }, back = { 0 };
	int64_t number;

	MUST(str_base64(in, &out));
	MUST(str_unbase64(fuzz_slice(&out), &back));
	MUST(str_same(fuzz_slice(&back), in));
	buf_clear(&out);
	buf_clear(&back);
	if (str_unbase64(in, &out)) {
		MUST(str_base64(fuzz_slice(&out), &back));
		MUST(str_same(fuzz_slice(&back), in));
	}
	buf_clear(&out);
	buf_clear(&back);
	MUST(str_url_encode(in, &out));
	MUST(str_url_decode(fuzz_slice(&out), &back));
	MUST(str_same(fuzz_slice(&back), in));
	buf_clear(&back);
	str_url_decode(in, &back);
	MUST(back.len <= in.len);
	if (str_number(in, &number)) {
		buf_clear(&out);
		buf_format(&out, "%lld", (long long)number);
		MUST(str_digits(fuzz_slice(&out), 20) == (number >= 0));
	}
	buf_fini(&out);
	buf_fini(&back);
}

static void
check_url(struct slice in)
{
	struct buf origin = { 0 }, again = { 0 };
	struct url url;
	struct err err = { 0 };

	if (url_parse(in, &url, &err)) {
		MUST(url.port > 0 && url.port < 65536 && url.host.len > 0);
		url_origin(&url, &origin);
		MUST(fuzz_is_clean(fuzz_slice(&origin), ""));
		MUST(strchr(buf_string(&origin), '@') == NULL);
		MUST(url_parse(fuzz_slice(&origin), &url, &err));
		url_origin(&url, &again);
		MUST(str_same(fuzz_slice(&origin), fuzz_slice(&again)));
	} else
		MUST(err.code != ERR_NONE && err.text[0] != '\0');
	buf_fini(&origin);
	buf_fini(&again);
}

static void
check_pause(struct slice in)
{
	struct pace pace;
	char *text = strndup(in.len > 0 ? in.at : "", in.len);
	int64_t asked = pace_retry_after(text, 1700000000000), took;

	MUST(asked >= -1 && asked < 300000000000000);
	pace_init(&pace, 1, 0, 0);
	took = pace_pause(&pace, 1000, asked);
	MUST(took >= 1000 && took <= 86400000);
	pace_fini(&pace);
	free(text);
}

int
LLVMFuzzerTestOneInput(const uint8_t *at, size_t len)
{
	struct slice in = fuzz_input(at, len);

	fuzz_locale();
	check_clock(in);
	check_codes(in);
	check_url(in);
	check_pause(in);
	return 0;
}
