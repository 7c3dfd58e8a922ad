/* store/cut.c, rows.c: every cell is what a plain look at the item finds. */
#include <endpane/catalog/cell.h>
#include <endpane/json/scan.h>
#include <endpane/store/rows.h>

#include "fuzz.h"

/* A list of plain values reads as "a, b"; another one as it stands. */
static void
plain_list(struct slice list, struct buf *out)
{
	struct slice item;
	struct scan s;

	for (scan_open(list, &s); scan_item(&s, &item);) {
		if (scan_type(item) == JSON_OBJECT ||
		    scan_type(item) == JSON_LIST) {
			buf_clear(out);
			buf_slice(out, list);
			return;
		}
		if (scan_type(item) == JSON_NULL)
			continue;
		if (out->len > 0)
			buf_text(out, ", ");
		scan_text(item, out);
	}
}

/* The first path of the column that says something. */
static void
plain_cell(const struct cat_column *column, struct slice item,
    struct buf *out)
{
	struct slice rest = str_slice(column->path), path, value;
	char *pointer;

	buf_clear(out);
	if (column->kind == CAT_SECRET)
		return;
	if (rest.len > 0 && rest.at[0] == '?') {
		buf_text(out, "?");
		return;
	}
	while (str_next(&rest, '|', &path)) {
		pointer = strndup(path.at, path.len);
		buf_clear(out);
		if (scan_at(item, pointer, &value)) {
			if (scan_type(value) == JSON_LIST)
				plain_list(value, out);
			else if (scan_type(value) != JSON_NULL)
				scan_text(value, out);
		}
		free(pointer);
		if (!cell_absent(column->kind, fuzz_slice(out)))
			return;
	}
	buf_clear(out);
}

static void
check_rows(const struct rows *rows, struct slice list)
{
	const struct cat_column *columns = rows_resource(rows)->columns;
	struct buf cell = { 0 };
	uint32_t row = 0;
	struct slice item;
	struct scan s;
	int c;

	for (scan_open(list, &s); scan_item(&s, &item);) {
		if (scan_type(item) != JSON_OBJECT)
			continue;
		MUST(row < rows_count(rows));
		for (c = 0; columns[c].name != NULL; c++) {
			plain_cell(&columns[c], item, &cell);
			MUST(str_same(rows_cell(rows, row, c),
			    fuzz_slice(&cell)));
		}
		row++;
	}
	MUST(row == rows_count(rows));
	buf_fini(&cell);
}

/* What the cache keeps comes back the same. */
static void
check_blocks(const struct rows *rows)
{
	struct rows *again = rows_new(rows_resource(rows));
	const struct cat_column *columns = rows_resource(rows)->columns;
	struct err err;
	uint32_t row;
	size_t n;
	int c;

	for (n = 0; n < rows_blocks(rows); n++)
		MUST(rows_add_block(again, 0, rows_block(rows, n), &err));
	MUST(rows_count(again) == rows_count(rows));
	for (row = 0; row < rows_count(rows); row++)
		for (c = 0; columns[c].name != NULL; c++)
			MUST(str_same(rows_cell(rows, row, c),
			    rows_cell(again, row, c)));
	rows_free(again);
}

int
LLVMFuzzerTestOneInput(const uint8_t *at, size_t len)
{
	static const char *const nouns[] = { "devices", "computers",
	    "endpoints", "accounts", "groups", "apps", "users" };
	struct slice text = fuzz_input(at, len), list;
	const struct cat_resource *resource = cat_resource(str_slice(
	    nouns[fuzz_byte(&text) % 7]), NULL);
	struct rows *rows;
	struct json *tree;
	size_t added, seen;
	struct err err;

	text = str_trim(text);
	if (!scan_check(text, &err))
		return 0;
	rows = rows_new(resource);
	tree = json_parse(text, &err);
	if (rows_add_page(rows, 0, text, "/a|/data|", &added, &seen, &err)) {
		MUST(added == rows_count(rows) && added <= seen);
		check_blocks(rows);
		/* Readers may differ about a key that stands there twice. */
		if (tree != NULL && rows_dropped(rows) == 0 &&
		    (scan_at(text, "/a", &list) ||
		    scan_at(text, "/data", &list)) &&
		    scan_type(list) == JSON_LIST)
			check_rows(rows, list);
	}
	json_free(tree);
	rows_free(rows);
	return 0;
}
