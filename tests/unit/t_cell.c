/* catalog/cell.c: what is absent, shown, first. */
#include <endpane/base/str.h>
#include <endpane/catalog/cell.h>
#include <endpane/catalog/item.h>

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "unit.h"

static const struct cat_choice platforms[] = {
	{ "1", "iOS" }, { "2", "Android" }, { 0 }
};

static struct cat_column
column(enum cat_kind kind)
{
	return (struct cat_column){ "x", "X", "/x", kind, platforms, 8 };
}

static void
test_absent(void **state)
{
	static const char *const nothing[] = { "", "-", "--", "null" };
	static const char *const something[] = { "0", "false", "---", " ",
	    "none", "N/A" };
	size_t i;

	(void)state;
	for (i = 0; i < 4; i++)
		assert_true(cell_absent(CAT_TEXT, str_slice(nothing[i])));
	for (i = 0; i < 6; i++)
		assert_false(cell_absent(CAT_TEXT, str_slice(something[i])));
	assert_true(cell_absent(CAT_MILLIS, str_slice("-1")));
	assert_true(cell_absent(CAT_STAMP, str_slice("-1")));
	assert_false(cell_absent(CAT_NUMBER, str_slice("-1")));
}

static void
assert_shown(enum cat_kind kind, const char *raw, const char *shown)
{
	struct cat_column c = column(kind);
	struct buf out = { 0 };

	cell_show(&c, str_slice(raw), &out);
	assert_string_equal(buf_string(&out), shown);
	buf_fini(&out);
}

static void
test_shown(void **state)
{
	(void)state;
	setenv("TZ", "UTC-2", 1);
	tzset();
	assert_shown(CAT_TEXT, "--", "");
	assert_shown(CAT_ID, "9007199254740993", "9007199254740993");
	assert_shown(CAT_FLAG, "true", "yes");
	assert_shown(CAT_FLAG, "0", "no");
	assert_shown(CAT_FLAG, "maybe", "maybe");
	assert_shown(CAT_MILLIS, "1700000000000", "2023-11-15 00:13");
	assert_shown(CAT_MILLIS, "-1", "");
	assert_shown(CAT_MILLIS, "soon", "soon");
	assert_shown(CAT_STAMP, "2023-10-01T12:00:00Z", "2023-10-01 14:00");
	assert_shown(CAT_CHOICE, "2", "Android");
	assert_shown(CAT_CHOICE, "9", "9");
	assert_shown(CAT_SECRET, "hunter2", "********");
}

static int
compare_keys(const struct cat_column *c, struct slice a, struct slice b)
{
	unsigned depth;
	uint64_t x, y;
	bool more;

	for (depth = 0, more = true; more && depth < 99; depth++) {
		more = cell_key(c, a, depth, &x);
		more = cell_key(c, b, depth, &y) || more;
		if (x != y)
			return x < y ? -1 : 1;
	}
	assert_true(depth < 99);
	return 0;
}

static void
assert_keys(const struct cat_column *c, const char *a, const char *b)
{
	int order = cell_compare(c, str_slice(a), str_slice(b));
	int keys;

	if (cell_absent(c->kind, str_slice(a)) ||
	    cell_absent(c->kind, str_slice(b)))
		return;
	keys = compare_keys(c, str_slice(a), str_slice(b));
	if ((order > 0) - (order < 0) != keys)
		fail_msg("keys of %s against %s: %d, not %d", a, b, keys,
		    order);
}

/* Each list is in order, with '=' between equals; both ways are tried. */
static void
assert_order(enum cat_kind kind, const char *const *list)
{
	struct cat_column c = column(kind);
	size_t i, j;
	int want, got, back;

	for (i = 0; list[i] != NULL; i++)
		for (j = 0; list[j] != NULL; j++) {
			assert_keys(&c, list[i], list[j]);
			want = i < j ? -1 : i > j;
			got = cell_compare(&c, str_slice(list[i]),
			    str_slice(list[j]));
			back = cell_compare(&c, str_slice(list[j]),
			    str_slice(list[i]));
			if ((got > 0) - (got < 0) != want ||
			    (back > 0) - (back < 0) != -want)
				fail_msg("%s against %s: %d, %d", list[i],
				    list[j], got, back);
		}
}

static void
test_order(void **state)
{
	static const char *const text[] = { "ab", "host2", "Host10",
	    "zebra", "\xC3\xA9", "--", NULL };
	static const char *const numbers[] = { "-12.5", "-12", "-0.5", "0",
	    "0.25", "0.5", "9", "10", "10.01", "9007199254740992",
	    "9007199254740993", "123456789012345678901234567890",
	    "12 GB", "none", "--", NULL };
	static const char *const versions[] = { "9.3", "12-beta2", "12",
	    "12.0.1", "12.4.1", "12.10", "13", "--", NULL };
	static const char *const times[] = { "0", "2023-10-01T12:00:00Z",
	    "1700000000000", "2999-01-01", "never", "-1", NULL };
	static const char *const flags[] = { "false", "1", "maybe", "-",
	    NULL };
	static const char *const choices[] = { "9", "2", "1", "--", NULL };

	(void)state;
	assert_order(CAT_TEXT, text);
	assert_order(CAT_ID, text);
	assert_order(CAT_NUMBER, numbers);
	assert_order(CAT_VERSION, versions);
	assert_order(CAT_STAMP, times);
	assert_order(CAT_MILLIS, times);
	assert_order(CAT_FLAG, flags);
	assert_order(CAT_CHOICE, choices);
}

static void
test_equal(void **state)
{
	static const char *const pairs[][2] = {
		{ "12", "12.0" }, { "v12.4", "12.4" }, { "012", "12" },
	};
	struct cat_column version = column(CAT_VERSION);
	struct cat_column number = column(CAT_NUMBER);
	size_t i;

	(void)state;
	for (i = 0; i < 3; i++)
		assert_int_equal(cell_compare(&version, str_slice(pairs[i][0]),
		    str_slice(pairs[i][1])), 0);
	assert_int_equal(cell_compare(&number, str_slice("+07.50"),
	    str_slice("7.5")), 0);
	assert_int_equal(cell_compare(&number, str_slice("-0"),
	    str_slice("0.0")), 0);
}

/* Keys of random texts from a small alphabet order as the texts do. */
static void
test_keys(void **state)
{
	static const char alphabet[] = "00199aAbZ.-_ v:/\x01\x02\xC3+";
	static const enum cat_kind kinds[] = { CAT_TEXT, CAT_NUMBER,
	    CAT_VERSION, CAT_STAMP, CAT_CHOICE, CAT_FLAG, CAT_ID };
	struct cat_column c;
	unsigned seed = 7, i, k, n;
	char text[2][24];

	(void)state;
	for (i = 0; i < 200000; i++) {
		for (k = 0; k < 2; k++) {
			for (n = 0; n < 1 + i % 20; n++) {
				seed = seed * 1103515245u + 12345u;
				text[k][n] = alphabet[(seed >> 16) %
				    (i % 3 == 0 ? 6 : sizeof(alphabet) - 1)];
			}
			text[k][n] = '\0';
		}
		/* Often the same start. */
		if (i % 2 == 0)
			memcpy(text[1], text[0], n * (i % 5) / 5);
		c = column(kinds[i % 7]);
		assert_keys(&c, text[0], text[1]);
	}
}

/* Which items of several lists are one, for all that join such lists. */
static void
test_items(void **state)
{
	const struct cat_op *apps = cat_op(cat_resource(str_slice("devices"),
	    NULL), str_slice("apps"));
	const struct cat_op *profiles = cat_op(cat_resource(
	    str_slice("devices"), NULL), str_slice("profiles"));
	static const char *const texts[] = {
		"{\"app_id\":7,\"app_version\":\"1\"}",
		"{\"app_version\":\"1\",\"x\":2,\"app_id\":\"7\"}",
		"{\"app_id\":7,\"app_version\":\"2\"}",
		"{\"app_id\":7}",
		"{\"identifier\":\"7\"}",
		"{\"app_name\":\"7\"}",
		"{}",
	};
	size_t i, k;

	(void)state;
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		for (k = 0; k < i; k++) {
			uint64_t a = cat_item_hash(apps, str_slice(texts[i]));
			uint64_t b = cat_item_hash(apps, str_slice(texts[k]));

			assert_int_equal(a == b, i == 1 && k == 0);
			assert_true(cat_item_hash(profiles,
			    str_slice(texts[i])) != cat_item_hash(profiles,
			    str_slice(texts[k])));
		}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_absent),
		cmocka_unit_test(test_shown),
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_equal),
		cmocka_unit_test(test_keys),
		cmocka_unit_test(test_items),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
