/* store/filter.c, sift.c: what is typed, what it takes. */
#include "estate.h"

#include <endpane/store/filter.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "unit.h"

/* The numbers of the rows that the filter takes: "0 2". */
static const char *
taken(const struct rows *rows, const char *text)
{
	static char out[256];
	static struct err err;
	struct filter *f = filter_parse(rows_resource(rows), text, &err);
	uint32_t row;
	int len = 0;

	if (f == NULL)
		return err.text;
	out[0] = '\0';
	for (row = 0; row < rows_count(rows); row++)
		if (filter_matches(f, rows, row))
			len += snprintf(out + len, sizeof(out) - (size_t)len,
			    "%s%u", len > 0 ? " " : "", row);
	filter_free(f);
	return out;
}

static struct rows *
five(void)
{
	static const char json[] = "["
	    "{\"id\":10,\"name\":\"Ann's phone\",\"platform\":1,"
	    "\"os\":\"12.4.1\",\"seen\":1700000000000,\"battery\":\"7.50\","
	    "\"managed\":true,\"user\":{\"user_name\":\"Ann B\"}},"
	    "{\"id\":11,\"name\":\"anb-2\",\"platform\":2,\"os\":\"12.0\","
	    "\"seen\":\"1701388800000\",\"battery\":100,\"managed\":\"0\"},"
	    "{\"id\":12,\"name\":\"ANB-10\",\"platform\":9,\"os\":\"9\","
	    "\"seen\":-1,\"battery\":\"--\",\"managed\":1},"
	    "{\"id\":9007199254740993,\"name\":\"a|b\",\"platform\":null,"
	    "\"os\":\"13.1\",\"battery\":9},"
	    "{\"id\":14,\"name\":\"x=y\"}]";
	struct rows *rows = rows_new(&estate_devices);
	struct err err = { 0 };
	size_t added, seen;

	assert_true(scan_check(str_slice(json), &err));
	assert_true(rows_add_page(rows, 0, str_slice(json), "", &added, &seen,
	    &err));
	return rows;
}

static const struct {
	const char	*text;
	const char	*rows;
} cases[] = {
	{ "", "0 1 2 3 4" },
	{ "  ", "0 1 2 3 4" },
	{ "anb", "1 2" },
	{ "ANN", "0" },
	{ "phone 12.4", "0" },
	{ "12", "0 1 2" },		/* versions and an id */
	{ "name~anb", "1 2" },
	{ "NAME~anb os<=12", "1 2" },
	{ "os<=12", "1 2" },		/* 12.0 is 12 */
	{ "os<12", "2" },
	{ "os>=12.1 os<13", "0" },
	{ "os = 12", "1" },
	{ "os=9|13.1", "2 3" },
	{ "name=\"Ann's phone\"", "0" },
	{ "name=\"ann's PHONE\"", "0" },
	{ "name=ann", "" },
	{ "name=\"a|b\"", "3" },
	{ "name~\"=\"", "4" },
	{ "\"x=y\"", "4" },
	{ "\"ann b\"", "0" },
	{ "anb|phone", "0 1 2" },
	{ "platform=android", "1" },
	{ "platform=2", "1" },
	{ "platform=ios|9", "0 2" },
	{ "droid", "1" },
	{ "platform=\"\"", "3 4" },
	{ "platform!=android", "0 2 3 4" },
	{ "platform!=android|\"\"", "0 2" },
	{ "platform~\"\"", "0 1 2" },
	{ "managed=yes", "0 2" },
	{ "managed=TRUE", "0 2" },
	{ "managed=no", "1" },
	{ "managed=0", "1" },
	{ "battery=7.5", "0" },
	{ "battery>8", "1 3" },
	{ "battery<=9", "0 3" },
	{ "battery!=9", "0 1 2 4" },
	{ "id=9007199254740993", "3" },
	{ "id=9007199254740992", "" },
	{ "id>9007199254740992", "3" },
	{ "seen=2023-12", "1" },
	{ "seen=2023", "0 1" },
	{ "seen<2023-12-01", "0" },
	{ "seen>2023-11", "1" },
	{ "seen>=2023-11-14", "0 1" },
	{ "seen=\"2023-11-14 22:13\"", "0" },
	{ "seen=\"2023-11-14 22\"", "0" },
	{ "seen=1700000000000", "0" },
	{ "seen~11-14", "0" },
	{ "2023-12", "1" },
	{ "seen=\"\"", "2 3 4" },
	{ "name=\"unfinished anb-2", "" },
	{ "user=\"ann b", "0" },
	{ "platform=android|", "a value is missing behind "
	  "platform=android| (nothing is \"\")" },
	{ "name=", "a value is missing behind name= (nothing is "
	  "\"\")" },
	{ "=x", "a column is missing before =" },
	{ "battery<abc", "battery has an order by number; abc is none" },
	{ "battery<9|10%", "battery has an order by number; 10% is none" },
	{ "os>=new", "os has an order by version, as 12.1; new is none" },
	{ "seen<yesterday", "seen has an order by time, as 2026-11-22 or "
	  "2026-11-22 14:00; yesterday is none" },
	{ "battery=abc", "" },
	{ "name<b", "0 1 2 3" },
	{ "nope=1", "devices have no column nope; there are: id, "
	  "name, platform, os, user, seen, battery, managed" },
};

static void
test_language(void **state)
{
	struct rows *rows = five();
	size_t i;

	(void)state;
	setenv("TZ", "UTC0", 1);
	tzset();
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		if (strcmp(taken(rows, cases[i].text), cases[i].rows) != 0)
			fail_msg("%s: %s, not %s", cases[i].text,
			    taken(rows, cases[i].text), cases[i].rows);
	rows_free(rows);
}

static bool
narrows(const char *narrow, const char *wide)
{
	struct err err = { 0 };
	struct filter *n = filter_parse(&estate_devices, narrow, &err);
	struct filter *w = filter_parse(&estate_devices, wide, &err);
	bool yes;

	assert_non_null(n);
	assert_non_null(w);
	yes = filter_narrows(n, w);
	filter_free(n);
	filter_free(w);
	return yes;
}

static void
test_narrows(void **state)
{
	(void)state;
	assert_true(narrows("an", "a"));
	assert_true(narrows("ban", "A"));
	assert_true(narrows("a b", "a"));
	assert_true(narrows("a b", "b"));
	assert_true(narrows("name~ab|cb", "name~b"));
	assert_true(narrows("os<12 name~a", "os<12"));
	assert_true(narrows("x", ""));
	assert_false(narrows("a|c", "a"));
	assert_false(narrows("name=ab", "name=a"));
	assert_false(narrows("os<12", "os<1"));
	assert_false(narrows("name~ab", "ab"));
	assert_false(narrows("a", "ab"));
	assert_false(narrows("os!=12", "os!=1"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_language),
		cmocka_unit_test(test_narrows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
