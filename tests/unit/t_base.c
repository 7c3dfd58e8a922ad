/* base/: text, times, numbers, encodings. */
#include <endpane/base/buf.h>
#include <endpane/base/clock.h>
#include <endpane/base/digest.h>
#include <endpane/base/err.h>
#include <endpane/base/map.h>
#include <endpane/base/str.h>
#include <endpane/base/text.h>

#include <locale.h>
#include <stdio.h>

#include "unit.h"

static const char *
cleaned(const char *in)
{
	static struct buf out;

	buf_clear(&out);
	text_clean(str_slice(in), &out);
	return buf_string(&out);
}

static void
test_hostile_text(void **state)
{
	(void)state;
	assert_string_equal(cleaned("a\x1b[2Jb"), "a\\x1b[2Jb");
	assert_string_equal(cleaned("a\r\n\tb\x7f"), "a\\x0d\\x0a\\x09b\\x7f");
	assert_string_equal(cleaned("\xC2\x9B" "31m"), "\\x9b31m");
	assert_string_equal(cleaned("x\xE2\x80\xAEy"),
	    "x\xE2\x9F\xA8U+202E\xE2\x9F\xA9y");
	assert_string_equal(cleaned("\xFF\xC0\xAF"),
	    "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
	assert_string_equal(cleaned("e\xCC\x81\xCC\x81\xCC\x81\xCC\x81"),
	    "e\xCC\x81\xCC\x81");
	assert_string_equal(cleaned("\xCC\x81" "a"), "a");
	text_set_ascii(true);
	assert_string_equal(cleaned("\xC3\xA9\xE2\x80\xAE"), "?<U+202E>");
	text_set_ascii(false);
}

static const char *
fitted(const char *in, int cells, bool right)
{
	static struct buf out;

	buf_clear(&out);
	text_fit(str_slice(in), cells, right, &out);
	return buf_string(&out);
}

static void
test_widths(void **state)
{
	(void)state;
	assert_string_equal(fitted("abc", 5, false), "abc  ");
	assert_string_equal(fitted("abc", 5, true), "  abc");
	assert_string_equal(fitted("abcdef", 4, false), "abc\xE2\x80\xA6");
	/* A wide character that does not fit leaves a blank, no half cell. */
	assert_string_equal(fitted("\xE6\xBC\xA2\xE5\xAD\x97", 4, false),
	    "\xE6\xBC\xA2\xE5\xAD\x97");
	assert_string_equal(fitted("\xE6\xBC\xA2\xE5\xAD\x97", 3, false),
	    "\xE6\xBC\xA2\xE2\x80\xA6");
	assert_string_equal(fitted("a\xE6\xBC\xA2\xE5\xAD\x97", 3, false),
	    "a\xE2\x80\xA6 ");
	assert_int_equal(text_width(str_slice("\xE6\xBC\xA2" "a\x1b")), 7);
}

static void
test_csv_and_json(void **state)
{
	struct buf out = { 0 };

	(void)state;
	text_csv(str_slice("=1+\"2\""), &out);
	assert_string_equal(buf_string(&out), "\"'=1+\"\"2\"\"\"");
	buf_clear(&out);
	text_csv(str_slice("plain"), &out);
	assert_string_equal(buf_string(&out), "plain");
	buf_clear(&out);
	text_json_string(str_slice("a\"\\\x1b\xE2\x80\xAE\xF3\xA0\x80\x81\xFF"),
	    &out);
	assert_string_equal(buf_string(&out),
	    "\"a\\\"\\\\\\u001b\\u202e\\udb40\\udc01\\ufffd\"");
	buf_fini(&out);
}

static void
test_times(void **state)
{
	char text[32];
	int64_t ms;

	(void)state;
	assert_true(clock_parse(str_slice("1534406564170"), &ms));
	assert_true(ms == 1534406564170);
	assert_true(clock_parse(str_slice("2023-10-01T12:00:00Z"), &ms));
	assert_true(ms == 1696161600000);
	assert_true(clock_parse(str_slice("2023-10-01T12:00:00.5+02:00"),
	    &ms));
	assert_true(ms == 1696154400500);
	assert_false(clock_parse(str_slice("--"), &ms));
	assert_false(clock_parse(str_slice("2023-13-01"), &ms));
	assert_false(clock_parse(str_slice(""), &ms));
	clock_print_utc(1534406564170, text, sizeof(text));
	assert_string_equal(text, "2018-08-16T08:02:44.170Z");
	assert_int_equal(clock_day(1534406564170), 20180816);
	clock_print_age(0, 7200000, text, sizeof(text));
	assert_string_equal(text, "2 h");
}

static void
test_sleep(void **state)
{
	struct clock_pair last = { 0 };

	(void)state;
	clock_set_wall(1534406564170);
	assert_int_equal(clock_slept_ms(&last), 0);
	assert_in_range(clock_slept_ms(&last) + 1000, 0, 1000);
	clock_set_wall(1534406564170 + 3 * 3600000LL);
	assert_in_range(clock_slept_ms(&last), 3 * 3600000LL - 1000,
	    3 * 3600000LL);
	assert_in_range(clock_slept_ms(&last) + 1000, 0, 1000);
	clock_set_wall(0);
}

/* Against the same by strftime, over changes of summer time and of zone. */
static void
test_printed_times(void **state)
{
	static const char *const zones[] = { "UTC0", "CET-1CEST,M3.5.0,M10.5.0/3",
	    "NPT-5:45", "<odd>0:44:30", "LHST-10:30LHDT-11,M10.1.0,M4.1.0" };
	char out[24], wanted[24];
	struct tm parts;
	int64_t ms;
	time_t at;
	size_t i;
	int n;

	(void)state;
	for (i = 0; i < sizeof(zones) / sizeof(*zones); i++) {
		setenv("TZ", zones[i], 1);
		tzset();
		for (n = 0; n < 40000; n++) {
			ms = n % 2 == 0 ? n * INT64_C(7 * 61 * 1000) :
			    INT64_C(1774000000000) + n * INT64_C(400017);
			clock_print(ms, out, sizeof(out));
			at = (time_t)(ms / 1000);
			strftime(wanted, sizeof(wanted), "%Y-%m-%d %H:%M",
			    localtime_r(&at, &parts));
			assert_string_equal(out, wanted);
		}
	}
	setenv("TZ", "UTC0", 1);
	tzset();
}

/* Against the plainest search there is. */
static const char *
find_plainly(struct slice s, struct slice needle)
{
	size_t i;

	for (i = 0; i + needle.len <= s.len; i++)
		if (strncasecmp(s.at + i, needle.at, needle.len) == 0)
			return s.at + i;
	return NULL;
}

static void
test_folded_search(void **state)
{
	static const char letters[] = "aAbB@`[{Zz9\xC1\xE1";
	char text[100], word[8];
	struct slice s, needle;
	unsigned seed = 7;
	int n, i;

	(void)state;
	for (n = 0; n < 200000; n++) {
		s = (struct slice){ text, (size_t)rand_r(&seed) % 100 };
		needle = (struct slice){ word,
		    1 + (size_t)rand_r(&seed) % (n % 8 + 1) };
		for (i = 0; i < (int)s.len; i++)
			text[i] = letters[(unsigned)rand_r(&seed) %
			    (sizeof(letters) - 1)];
		for (i = 0; i < (int)needle.len; i++)
			word[i] = letters[(unsigned)rand_r(&seed) %
			    (sizeof(letters) - 1)];
		assert_ptr_equal(str_find_folded(s, needle),
		    find_plainly(s, needle));
	}
}

static void
test_natural_order(void **state)
{
	static const char *const rising[] = {
		"", "a", "A1", "a2", "a10", "a10b", "b", "x1.9", "x1.10",
	};
	size_t i;

	(void)state;
	for (i = 1; i < sizeof(rising) / sizeof(rising[0]); i++) {
		assert_true(str_compare_natural(str_slice(rising[i - 1]),
		    str_slice(rising[i])) < 0);
		assert_true(str_compare_natural(str_slice(rising[i]),
		    str_slice(rising[i - 1])) > 0);
	}
}

static void
test_encodings(void **state)
{
	static const char *const pairs[][2] = {
		{ "", "" }, { "f", "Zg==" }, { "fo", "Zm8=" },
		{ "foo", "Zm9v" }, { "p\xC3\xA4ss", "cMOkc3M=" },
	};
	struct buf out = { 0 }, back = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		buf_clear(&out);
		buf_clear(&back);
		assert_true(str_base64(str_slice(pairs[i][0]), &out));
		assert_string_equal(buf_string(&out), pairs[i][1]);
		assert_true(str_unbase64(str_slice(pairs[i][1]), &back));
		assert_string_equal(buf_string(&back), pairs[i][0]);
	}
	assert_false(str_unbase64(str_slice("Zg="), &back));
	assert_false(str_unbase64(str_slice("Z?=="), &back));
	buf_clear(&out);
	str_url_encode(str_slice("a b+c/\xC3\xA9~"), &out);
	assert_string_equal(buf_string(&out), "a%20b%2Bc%2F%C3%A9~");
	buf_clear(&back);
	assert_true(str_url_decode(str_slice(buf_string(&out)), &back));
	assert_string_equal(buf_string(&back), "a b+c/\xC3\xA9~");
	assert_false(str_url_decode(str_slice("%4"), &back));
	buf_fini(&out);
	buf_fini(&back);
}

static void
test_numbers(void **state)
{
	int64_t n;

	(void)state;
	assert_true(str_number(str_slice("-9223372036854775808"), &n));
	assert_true(n == INT64_MIN);
	assert_true(str_number(str_slice("9223372036854775807"), &n));
	assert_true(n == INT64_MAX);
	assert_false(str_number(str_slice("9223372036854775808"), &n));
	assert_false(str_number(str_slice(""), &n));
	assert_false(str_number(str_slice("1x"), &n));
	assert_true(str_digits(str_slice("00000000000000000000"), 20));
	assert_false(str_digits(str_slice("000000000000000000000"), 20));
}

static void
test_pieces(void **state)
{
	struct slice rest = str_slice("a,,b"), piece;

	(void)state;
	assert_true(str_next(&rest, ',', &piece));
	assert_true(str_is(piece, "a"));
	assert_true(str_next(&rest, ',', &piece));
	assert_true(str_is(piece, ""));
	assert_true(str_next(&rest, ',', &piece));
	assert_true(str_is(piece, "b"));
	assert_false(str_next(&rest, ',', &piece));
}

static void
test_map(void **state)
{
	static char keys[5000][8];
	struct map m = { 0 };
	uint32_t v, i;

	(void)state;
	for (i = 0; i < 5000; i++) {
		snprintf(keys[i], sizeof(keys[i]), "%u", i);
		assert_true(map_add(&m, str_slice(keys[i]), i));
	}
	assert_false(map_add(&m, str_slice("17"), 1));
	/* Nothing is a key like any other, however it is written. */
	assert_true(map_add(&m, (struct slice){ 0 }, 4));
	assert_false(map_add(&m, (struct slice){ 0 }, 5));
	assert_true(map_find(&m, str_slice(""), &v));
	assert_int_equal(v, 4);
	for (i = 0; i < 5000; i++) {
		assert_true(map_find(&m, str_slice(keys[i]), &v));
		assert_int_equal(v, i);
	}
	assert_false(map_find(&m, str_slice("5000"), &v));
	map_fini(&m);
}

static void
test_bucket_has_a_rim(void **state)
{
	struct buf b = { .ceiling = 10 };

	(void)state;
	assert_true(buf_text(&b, "0123456789"));
	assert_false(buf_char(&b, 'x'));
	assert_string_equal(buf_string(&b), "0123456789");
	assert_true(b.full);
	buf_fini(&b);
}

static void
test_exit_statuses(void **state)
{
	char hex[DIGEST_TEXT];

	(void)state;
	assert_int_equal(err_exit_status(ERR_NONE), 0);
	assert_int_equal(err_exit_status(ERR_GUARD), 6);
	assert_int_equal(err_exit_status(ERR_UNCERTAIN), 8);
	assert_int_equal(err_exit_status(ERR_INTERRUPTED), 130);
	digest_sha256(str_slice("abc"), hex);
	assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223"
	    "b00361a396177a9cb410ff61f20015ad");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_hostile_text),
		cmocka_unit_test(test_widths),
		cmocka_unit_test(test_csv_and_json),
		cmocka_unit_test(test_times),
		cmocka_unit_test(test_printed_times),
		cmocka_unit_test(test_folded_search),
		cmocka_unit_test(test_natural_order),
		cmocka_unit_test(test_encodings),
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_sleep),
		cmocka_unit_test(test_pieces),
		cmocka_unit_test(test_map),
		cmocka_unit_test(test_bucket_has_a_rim),
		cmocka_unit_test(test_exit_statuses),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
