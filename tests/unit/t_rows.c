/* store/rows.c, block.c, cut.c, index.c: pages in, cells out. */
#include <endpane/base/buf.h>
#include <endpane/base/str.h>
#include <endpane/json/scan.h>
#include <endpane/store/rows.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "unit.h"

static const struct cat_column columns[] = {
	{ "id", "ID", "/device_id", CAT_ID, NULL, 19 },
	{ "name", "NAME", "/device_name|/name", CAT_TEXT, NULL, 28 },
	{ "os", "OS", "/os/version", CAT_VERSION, NULL, 8 },
	{ "user", "USER", "/user/user_name", CAT_TEXT, NULL, 20 },
	{ "seen", "SEEN", "/last|/user/last", CAT_MILLIS, NULL, 16 },
	{ "imei", "IMEI", "/imei", CAT_TEXT, NULL, 0 },
	{ "key", "KEY", "/key", CAT_SECRET, NULL, 0 },
	{ 0 }
};

static const struct cat_resource devices = {
	.noun = "devices", .id = "id", .label = "name", .columns = columns,
};

enum { ID, NAME, OS, USER, SEEN, IMEI, KEY };

static bool
add(struct rows *rows, int conn, const char *json, const char *items,
    size_t *added, size_t *seen)
{
	struct err err = { 0 };

	assert_true(scan_check(str_slice(json), &err));
	return rows_add_page(rows, conn, str_slice(json), items, added, seen,
	    &err);
}

static void
assert_cell(const struct rows *rows, uint32_t row, int column,
    const char *text)
{
	struct slice cell = rows_cell(rows, row, column);

	assert_int_equal(cell.len, strlen(text));
	assert_memory_equal(cell.at, text, cell.len);
}

static void
test_cells(void **state)
{
	struct rows *rows = rows_new(&devices);
	size_t added = 0, seen = 0;

	(void)state;
	assert_true(add(rows, 3, "{\"x\":[{\"device_id\":9}],\"devices\":[\n"
	    "{\"device_id\":9007199254740993,\"device_name\":\"A\\u00e9\\n\","
	    "\"os\":{\"version\":\"12.4\",\"name\":\"x\"},\"last\":-1,"
	    "\"user\":{\"last\":\"1700000000000\",\"user_name\":\"Ann\"},"
	    "\"imei\":[\"1\",2,null],\"key\":\"hunter2\"},"
	    "{\"device_id\":\"10\",\"name\":\"B\",\"device_name\":\"--\","
	    "\"os\":null,\"user\":\"none\",\"last\":1,\"imei\":[{}]},"
	    " 7, {}, {\"user\":{\"user_name\":true}}]}", "/nope|/devices",
	    &added, &seen));
	assert_int_equal(added, 4);
	assert_int_equal(seen, 5);
	assert_int_equal(rows_count(rows), 4);
	assert_cell(rows, 0, ID, "9007199254740993");
	assert_cell(rows, 0, NAME, "A\xC3\xA9\n");
	assert_cell(rows, 0, OS, "12.4");
	assert_cell(rows, 0, USER, "Ann");
	assert_cell(rows, 0, SEEN, "1700000000000");
	assert_cell(rows, 0, IMEI, "1, 2");
	assert_cell(rows, 0, KEY, "");
	assert_cell(rows, 1, ID, "10");
	assert_cell(rows, 1, NAME, "B");
	assert_cell(rows, 1, OS, "");
	assert_cell(rows, 1, USER, "");
	assert_cell(rows, 1, IMEI, "[{}]");
	assert_cell(rows, 3, USER, "true");
	assert_true(str_is(rows_label(rows, 1), "B"));
	assert_true(str_is(rows_id(rows, 0), "9007199254740993"));
	assert_int_equal(rows_conn(rows, 2), 3);
	rows_free(rows);
}

static void
test_shapes(void **state)
{
	struct rows *rows = rows_new(&devices);
	size_t added = 9, seen = 9;

	(void)state;
	assert_false(add(rows, 0, "{\"error\":1}", "/devices", &added, &seen));
	assert_false(add(rows, 0, "{\"devices\":\"x\"}", "/devices", &added,
	    &seen));
	assert_int_equal(added, 9);
	assert_true(add(rows, 0, "{\"devices\":null}", "/devices", &added,
	    &seen));
	assert_int_equal(seen, 0);
	assert_true(add(rows, 0, " [ {\"device_id\":1} ] ", "", &added,
	    &seen));
	assert_int_equal(added, 1);
	assert_true(add(rows, 0, "{\"a\":{\"b\":{\"device_id\":2}}}", "/a/b",
	    &added, &seen));
	assert_int_equal(added, 1);
	assert_cell(rows, 1, ID, "2");
	rows_free(rows);
}

static void
test_repeated(void **state)
{
	struct rows *rows = rows_new(&devices);
	size_t added, seen;
	uint32_t row;

	(void)state;
	assert_true(add(rows, 1, "[{\"device_id\":1},{\"device_id\":2},"
	    "{\"device_id\":\"1\",\"name\":\"again\"},{},{}]", "", &added,
	    &seen));
	assert_int_equal(added, 4);
	assert_int_equal(rows_dropped(rows), 1);
	assert_true(add(rows, 2, "[{\"device_id\":1}]", "", &added, &seen));
	assert_int_equal(added, 1);
	assert_true(add(rows, 1, "[{\"device_id\":2},{\"device_id\":3}]", "",
	    &added, &seen));
	assert_int_equal(added, 1);
	assert_int_equal(rows_count(rows), 6);
	assert_true(rows_find(rows, 2, str_slice("1"), &row));
	assert_int_equal(row, 4);
	assert_true(rows_find(rows, -1, str_slice("3"), &row));
	assert_int_equal(row, 5);
	assert_false(rows_find(rows, 2, str_slice("2"), &row));
	assert_false(rows_find(rows, 1, str_slice("03"), &row));
	assert_false(rows_find(rows, -1, str_slice(""), &row));
	rows_free(rows);
}

/* A text longer than any table shows is cut, between two characters. */
/* A name that two domains have is two rows; a row that comes again is none. */
static void
test_twins(void **state)
{
	struct cat_resource pcs = devices;
	struct rows *rows, *kept;
	size_t added, seen, i;
	struct err err = { 0 };
	uint32_t row;

	(void)state;
	pcs.id = "name";
	pcs.twin = "imei";
	rows = rows_new(&pcs);
	for (i = 0; i < 3; i++) {
		assert_true(add(rows, 0, "[{\"name\":\"PC\",\"imei\":\"a\"},"
		    "{\"name\":\"PC\",\"imei\":\"b\"},"
		    "{\"name\":\"PC\",\"imei\":\"c\"},{\"name\":\"PC\"}]", "",
		    &added, &seen));
		assert_int_equal(rows_count(rows), 3);
	}
	assert_int_equal(rows_dropped(rows), 9);
	assert_true(rows_find(rows, 0, str_slice("PC"), &row));
	assert_int_equal(row, 0);
	/* The same for rows that come out of the cache. */
	kept = rows_new(&pcs);
	for (i = 0; i < rows_blocks(rows); i++)
		assert_true(rows_add_block(kept, 0, rows_block(rows, i),
		    &err));
	assert_true(add(kept, 0, "[{\"name\":\"PC\",\"imei\":\"b\"},"
	    "{\"name\":\"PC\",\"imei\":\"d\"}]", "", &added, &seen));
	assert_int_equal(added, 1);
	rows_free(kept);
	rows_free(rows);
}

static void
test_long_text(void **state)
{
	struct rows *rows = rows_new(&devices);
	struct buf page = { 0 };
	size_t added, seen, i;

	(void)state;
	buf_text(&page, "[{\"name\":\"a");
	for (i = 0; i < 20000; i++)
		buf_text(&page, "\xE6\xBC\xA2");
	buf_text(&page, "\",\"os\":{\"version\":\"9\"}}]");
	assert_true(add(rows, 0, buf_string(&page), "", &added, &seen));
	assert_int_equal(rows_cell(rows, 0, NAME).len, 1 + 3 * 10922);
	assert_cell(rows, 0, OS, "9");
	rows_free(rows);
	buf_fini(&page);
}

/* Page n of many: some columns repeat, some don't, one is long. */
static void
many(struct buf *out, unsigned page, unsigned count)
{
	unsigned i, n;

	buf_clear(out);
	buf_text(out, "[");
	for (i = 0; i < count; i++) {
		n = page * count + i;
		buf_format(out, "%s{\"device_id\":%u,\"name\":\"host-%0*u\","
		    "\"os\":{\"version\":\"%u.1\"}}", i > 0 ? "," : "",
		    n * 7 + 1, page % 2 == 0 ? 5 : 90, n, n % 5);
	}
	buf_text(out, "]");
}

static void
check_many(struct rows *rows, unsigned page, unsigned count)
{
	char text[128];
	unsigned i, n;
	uint32_t row;

	for (i = 0; i < count; i++) {
		n = page * count + i;
		snprintf(text, sizeof(text), "%u", n * 7 + 1);
		assert_cell(rows, n, ID, text);
		assert_true(rows_find(rows, 0, str_slice(text), &row));
		assert_int_equal(row, n);
		snprintf(text, sizeof(text), "host-%0*u",
		    page % 2 == 0 ? 5 : 90, n);
		assert_cell(rows, n, NAME, text);
		snprintf(text, sizeof(text), "%u.1", n % 5);
		assert_cell(rows, n, OS, text);
		assert_cell(rows, n, USER, "");
	}
}

static void
test_many_blocks(void **state)
{
	struct rows *rows = rows_new(&devices), *copy = rows_new(&devices);
	struct buf page = { 0 };
	struct err err = { 0 };
	size_t added, seen, n;
	unsigned i;

	(void)state;
	for (i = 0; i < 6; i++) {
		many(&page, i, 2500);
		assert_true(add(rows, 0, buf_string(&page), "", &added,
		    &seen));
		assert_int_equal(added, 2500);
	}
	/* The same once more: nothing new. */
	assert_true(add(rows, 0, buf_string(&page), "", &added, &seen));
	assert_int_equal(added, 0);
	assert_int_equal(rows_dropped(rows), 2500);
	assert_int_equal(rows_count(rows), 15000);
	for (n = 0; n < rows_blocks(rows); n++)
		assert_true(rows_add_block(copy, 0, rows_block(rows, n),
		    &err));
	for (i = 0; i < 6; i++) {
		check_many(rows, i, 2500);
		check_many(copy, i, 2500);
	}
	assert_true(add(copy, 0, buf_string(&page), "", &added, &seen));
	assert_int_equal(added, 0);
	rows_free(copy);
	rows_free(rows);
	buf_fini(&page);
}

/* Every byte of a block may come back changed from a disk. */
static void
test_damaged_block(void **state)
{
	struct rows *rows = rows_new(&devices), *copy;
	struct buf page = { 0 };
	struct err err = { 0 };
	size_t added, seen, i;
	struct slice block;
	uint32_t row;
	char *bytes;
	int column;

	(void)state;
	many(&page, 0, 20);
	assert_true(add(rows, 0, buf_string(&page), "", &added, &seen));
	block = rows_block(rows, 0);
	bytes = malloc(block.len);
	for (i = 0; i < block.len; i++) {
		memcpy(bytes, block.at, block.len);
		bytes[i] = (char)(bytes[i] ^ (i % 2 == 0 ? 0xFF : 0x01));
		copy = rows_new(&devices);
		if (rows_add_block(copy, 0,
		    (struct slice){ bytes, block.len }, &err))
			for (row = 0; row < rows_count(copy); row++)
				for (column = 0; column < KEY; column++)
					rows_cell(copy, row, column);
		else
			assert_int_equal(rows_count(copy), 0);
		rows_free(copy);
	}
	copy = rows_new(&devices);
	for (i = 0; i < block.len; i++)
		assert_false(rows_add_block(copy, 0,
		    (struct slice){ block.at, i }, &err));
	assert_int_equal(err.code, ERR_LOCAL);
	rows_free(copy);
	rows_free(rows);
	free(bytes);
	buf_fini(&page);
}

/* What a row lacks comes from the same object behind it, and nothing else. */
static void
test_behind(void **state)
{
	struct rows *rows = rows_new(&devices), *behind = rows_new(&devices);
	size_t added, seen;

	(void)state;
	assert_true(add(rows, 1, "[{\"device_id\":1,\"name\":\"own\"},"
	    "{\"device_id\":2},{\"name\":\"no id\"}]", "", &added, &seen));
	rows_behind(rows, &behind);
	assert_cell(rows, 0, IMEI, "");
	assert_true(add(behind, 1, "{\"device_id\":1,\"name\":\"other\","
	    "\"imei\":\"35\"}", "", &added, &seen));
	assert_true(add(behind, 2, "{\"device_id\":2,\"imei\":\"36\"}", "",
	    &added, &seen));
	assert_cell(rows, 0, NAME, "own");
	assert_cell(rows, 0, IMEI, "35");
	assert_cell(rows, 1, IMEI, "");
	assert_cell(rows, 2, IMEI, "");
	assert_cell(rows, 2, ID, "");
	rows_free(behind);
	behind = rows_new(&devices);
	assert_cell(rows, 0, IMEI, "");
	rows_free(rows);
	rows_free(behind);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cells),
		cmocka_unit_test(test_shapes),
		cmocka_unit_test(test_repeated),
		cmocka_unit_test(test_twins),
		cmocka_unit_test(test_long_text),
		cmocka_unit_test(test_many_blocks),
		cmocka_unit_test(test_damaged_block),
		cmocka_unit_test(test_behind),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
