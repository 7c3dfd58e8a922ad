/* From an answer to what a detail tab shows: fields, table, ids, raw JSON. */
#include "detail.h"
#include "selection.h"

#include <endpane/base/clock.h>
#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/catalog/cell.h>
#include <endpane/catalog/item.h>
#include <endpane/json/scan.h>
#include <endpane/op/fields.h>
#include <endpane/op/list.h>

#include <stdlib.h>
#include <string.h>

#define ITEMS_MOST	5000	/* rows of a table on a tab */
#define LABEL_MOST	30
#define STAMP_LEAST	16	/* "2023-10-01T12:00" */

/* Keeps the widest label in cells, as far as there is room for it. */
static void
measure(struct lines *lines, const struct fields *fields)
{
	int most = 8;
	size_t i;

	for (i = 0; i < fields->count; i++) {
		int width = (int)strlen(fields->list[i].label);

		if (width > most)
			most = width;
	}
	lines->label_cells = most < LABEL_MOST ? most : LABEL_MOST;
}

static void
add_fields(struct lines *lines, const struct fields *fields, int cols)
{
	const char *section = "";
	size_t i;

	measure(lines, fields);
	for (i = 0; i < fields->count; i++) {
		const struct field *f = &fields->list[i];
		int room = cols - lines->label_cells - 1;

		if (strcmp(f->section, section) != 0) {
			section = f->section;
			lines_add(lines, ROLE_SECTION, "", str_slice(""));
			lines_add(lines, ROLE_SECTION, section,
			    str_slice(""));
		}
		if (f->is_absent)
			lines_add(lines, ROLE_DIM, f->label,
			    str_slice("not reported"));
		else
			lines_wrap(lines, f->is_secret ? ROLE_DIM :
			    ROLE_PLAIN, f->label, str_slice(f->value), room);
	}
}

/* The object itself, or the only item of the list that it came in. */
static struct slice
object_of(const struct cat_op *op, struct slice body)
{
	struct slice found, item;
	struct scan scan;

	if (op->items == NULL || !scan_at(body, op->items, &found))
		return body;
	if (scan_type(found) == JSON_LIST && scan_open(found, &scan) &&
	    scan_item(&scan, &item))
		return item;
	return scan_type(found) == JSON_OBJECT ? found : body;
}

static void
build_fields(struct detail *d, struct tab *tab, const struct cat_op *op,
    struct slice body, int cols)
{
	struct fields fields = { 0 };
	struct err err;

	if (fields_read(&fields, d->resource, (op->flags & CAT_LISTS) != 0 ?
	    body : object_of(op, body), &err))
		add_fields(&tab->lines, &fields, cols);
	else
		lines_wrap(&tab->lines, ROLE_BAD, NULL, str_slice(err.text),
		    cols);
	fields_fini(&fields);
}

static void
build_raw(struct tab *tab, struct slice body)
{
	struct buf text = { 0 };
	struct err err;

	tab->lines.label_cells = 0;
	if (fields_pretty(body, &text, &err))
		lines_split(&tab->lines, ROLE_PLAIN, (struct slice){
		    buf_string(&text), text.len }, 0);
	else
		lines_wrap(&tab->lines, ROLE_BAD, NULL, str_slice(err.text),
		    76);
	buf_fini(&text);
}

/*
 * Milliseconds in a member that is called a time are one; so is whatever is
 * written as a stamp with a day and a time of day.
 */
static bool
as_time(struct slice key, struct slice value, char *out, size_t size)
{
	bool is_called_so = str_find_folded(key, str_slice("time")) != NULL ||
	    str_find_folded(key, str_slice("date")) != NULL;
	bool is_millis = value.len >= 12 && str_digits(value, 14);
	bool is_stamp = value.len >= STAMP_LEAST && value.at[10] == 'T';
	int64_t ms;

	if (!(is_stamp || (is_called_so && is_millis)) ||
	    !clock_parse(value, &ms))
		return false;
	clock_print(ms, out, size);
	return true;
}

static void
show_value(struct slice key, struct slice value, struct buf *out)
{
	char stamp[24];
	struct slice text;

	buf_clear(out);
	if (cat_is_secret_field(key)) {
		buf_text(out, "********");
		return;
	}
	if (scan_type(value) == JSON_NULL)
		return;
	if (scan_type(value) == JSON_LIST || scan_type(value) == JSON_OBJECT) {
		fields_masked(value, out);
		return;
	}
	scan_text(value, out);
	text = (struct slice){ buf_string(out), out->len };
	if (cell_absent(CAT_TEXT, text))
		buf_clear(out);
	else if (as_time(key, text, stamp, sizeof(stamp))) {
		buf_clear(out);
		buf_text(out, stamp);
	}
}

static void
add_item(const struct cat_op *op, struct grid *grid, struct slice item,
    struct buf *text)
{
	uint64_t hash = cat_item_hash(op, item);
	struct slice key, value;
	struct grid_row *row;
	struct scan scan;
	size_t i;

	for (i = 0; i < grid->count; i++)
		if (grid->rows[i].key == hash)
			return;		/* both lists of apps have it */
	row = grid_add(grid, hash, ROLE_PLAIN);
	row->more = mem_slice(item.at, item.len);
	if (!scan_open(item, &scan) || scan_type(item) != JSON_OBJECT) {
		show_value((struct slice){ 0 }, item, text);
		grid_cell(grid, row, grid_column(grid, str_slice("id")),
		    (struct slice){ buf_string(text), text->len });
		return;
	}
	while (scan_member(&scan, &key, &value)) {
		show_value(key, value, text);
		grid_cell(grid, row, grid_column(grid, key),
		    (struct slice){ buf_string(text), text->len });
	}
}

void
detail_items(const struct cat_op *op, struct slice body, struct grid *grid)
{
	struct cat_items items;
	struct buf text = { 0 };
	struct slice item;

	cat_items_begin(&items, op, body);
	while (grid->count < ITEMS_MOST && cat_items_next(&items, &item))
		add_item(op, grid, item, &text);
	buf_fini(&text);
}

/* Whose id that is, as far as loaded lists know. */
static void
add_names(struct detail *d, struct app *app, struct grid *grid)
{
	static const char *const nouns[] = { "devices", "users", "groups" };
	int name = grid_column(grid, str_slice("name"));
	int what = grid_column(grid, str_slice("kind"));
	size_t i, k;

	for (i = 0; i < grid->count; i++)
		for (k = 0; k < 3; k++) {
			struct slice known = list_name_of(app->engine,
			    nouns[k], d->conn->number,
			    str_slice(grid->rows[i].cells[0]));

			if (known.len == 0)
				continue;
			grid_cell(grid, &grid->rows[i], name, known);
			grid_format(grid, &grid->rows[i], what, "%.*s",
			    (int)strlen(nouns[k]) - 1, nouns[k]);
			break;
		}
}

static void
build_grid(struct detail *d, struct app *app, struct tab *tab,
    const struct cat_op *op)
{
	size_t i;

	tab->is_grid = true;
	grid_clear(&tab->grid);
	if (op->flags & CAT_IDS)
		grid_column(&tab->grid, str_slice("id"));
	for (i = 0; i < look_pages(tab->look); i++)
		detail_items(op, look_page(tab->look, i), &tab->grid);
	if (op->flags & CAT_IDS)
		add_names(d, app, &tab->grid);
	else
		grid_first(&tab->grid, "name");
	grid_settle(&tab->grid);
}

static void
build_chart(struct tab *tab, struct slice body)
{
	if (tab->chart == NULL)
		tab->chart = mem_alloc(sizeof(*tab->chart));
	chart_read(tab->chart, body);
	if (tab->chart->count > 0)
		return;
	free(tab->chart);
	tab->chart = NULL;
}

/* The row of its list, with the list; computers go by name and domain. */
static struct list *
row_of(const struct detail *d, struct app *app, uint32_t *row)
{
	struct err err;
	struct list *list = list_open(app->engine, d->resource,
	    d->given.count > 0 ? &d->given : NULL, &err);
	struct buf domain = { 0 };
	bool same;

	if (list == NULL || !rows_find(list_rows(list), d->conn->number,
	    str_slice(d->id), row))
		return NULL;
	domain_of_row(d->resource, list_rows(list), *row, &domain);
	same = d->domain == NULL || strcmp(buf_string(&domain), d->domain) ==
	    0;
	buf_fini(&domain);
	return same ? list : NULL;
}

/* What the list has of it, until the answer is there, or where none comes. */
static void
build_known(struct detail *d, struct app *app, struct tab *tab, int cols)
{
	struct fields none = { 0 };
	struct buf text = { 0 };
	char stamp[24];
	uint32_t row;
	struct list *list = row_of(d, app, &row);
	int i, width, count = cat_column_count(d->resource);

	if (list == NULL || list_as_of_ms(list) == 0)
		return;
	measure(&tab->lines, &none);
	for (i = 0; i < count; i++) {
		width = (int)strlen(d->resource->columns[i].title);
		if (width > tab->lines.label_cells && width < LABEL_MOST)
			tab->lines.label_cells = width;
	}
	clock_print_time(list_as_of_ms(list), stamp, sizeof(stamp));
	lines_format(&tab->lines, ROLE_DIM, NULL,
	    "From the list, read %s; the details are not known yet", stamp);
	for (i = 0; i < count; i++) {
		const struct cat_column *c = &d->resource->columns[i];
		struct slice raw = rows_cell(list_rows(list), row, i);

		buf_clear(&text);
		if (cell_absent(c->kind, raw))
			continue;
		cell_show(c, raw, &text);
		lines_wrap(&tab->lines, ROLE_PLAIN, c->title, (struct slice){
		    buf_string(&text), text.len }, cols -
		    tab->lines.label_cells - 1);
	}
	buf_fini(&text);
}

void
detail_build(struct detail *d, struct app *app, struct tab *tab,
    const struct cat_op *op, int cols)
{
	struct slice body = look_body(tab->look);
	bool is_item = (op->flags & CAT_LISTS) != 0;

	lines_clear(&tab->lines);
	if (body.len == 0) {
		if (tab == &d->tabs[0])
			build_known(d, app, tab, cols);
		return;
	}
	if (is_item && !look_item(tab->look, d->id, &body)) {
		lines_add(&tab->lines, ROLE_WARN, NULL,
		    str_slice("it is not in the list any more"));
		return;
	}
	if (tab->joint == JOINT_RAW)
		build_raw(tab, body);
	else if ((op->flags & (CAT_TABLE | CAT_IDS)) != 0 &&
	    op->items != NULL) {
		build_grid(d, app, tab, op);
		build_chart(tab, body);
	} else
		build_fields(d, tab, op, body, cols);
}

void
detail_item(struct lines *lines, const char *json, int cols)
{
	struct slice item = str_slice(json);
	struct fields fields = { 0 };
	struct err err;

	if (fields_read(&fields, NULL, item, &err))
		add_fields(lines, &fields, cols);
	else
		lines_wrap(lines, ROLE_PLAIN, NULL, item, cols);
	fields_fini(&fields);
}
