/* The rack: rows of a read's answer, each hung up by its members. */
#include "table.h"

#include <endpane/base/map.h>
#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/catalog/item.h>
#include <endpane/json/scan.h>
#include <endpane/op/fields.h>
#include <endpane/op/list.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ROWS_KEPT	20000

/* Whose a bare id is, as far as loaded lists know. */
static struct slice
known_name(const struct table *t, const char *id)
{
	static const char *const nouns[] = { "devices", "users" };
	struct slice known = { 0 };
	size_t i;

	for (i = 0; i < 2 && known.len == 0; i++)
		known = list_name_of(t->engine, nouns[i], t->conn->number,
		    str_slice(id));
	return known;
}

static void
add_id(const struct table *t, struct grid_row *row, struct slice item)
{
	struct grid *g = t->grid;
	struct buf id = { 0 };

	scan_text(item, &id);
	grid_cell(g, row, grid_column(g, str_slice("id")),
	    (struct slice){ buf_string(&id), id.len });
	grid_cell(g, row, grid_column(g, str_slice("name")),
	    known_name(t, buf_string(&id)));
	buf_fini(&id);
}

static void
add_fields(const struct table *t, struct grid_row *row, struct slice item)
{
	struct fields fields = { 0 };
	struct err ignored;
	struct buf title = { 0 };
	size_t i;

	if (!fields_read(&fields, NULL, item, &ignored))
		return;
	for (i = 0; i < fields.count; i++) {
		const struct field *f = &fields.list[i];

		buf_clear(&title);
		buf_format(&title, "%s%s%s", f->section,
		    f->section[0] != '\0' ? "." : "", f->label);
		grid_cell(t->grid, row, grid_column(t->grid,
		    (struct slice){ title.at, title.len }),
		    str_slice(f->is_absent ? "" : f->value));
	}
	buf_fini(&title);
	fields_fini(&fields);
}

static void
add_item(const struct table *t, struct slice item)
{
	struct grid_row *row;

	if (t->grid->count >= ROWS_KEPT)
		return;
	row = grid_add(t->grid, map_hash(item) + t->grid->count, ROLE_PLAIN);
	row->more = mem_slice(item.at, item.len);
	if ((t->op->flags & CAT_IDS) != 0)
		add_id(t, row, item);
	else
		add_fields(t, row, item);
}

size_t
table_add(const struct table *t, struct slice body)
{
	struct cat_items items;
	struct slice item;
	size_t count = 0;

	cat_items_begin(&items, t->op, body);
	for (; cat_items_next(&items, &item); count++)
		add_item(t, item);
	return count;
}

bool
table_id(const struct cat_op *op, const char *item, struct buf *id)
{
	struct slice rest = str_slice(op->item_id != NULL ? op->item_id : ""),
	    one, value;
	char pointer[128];

	if ((op->flags & CAT_IDS) != 0)
		return scan_text(str_slice(item), id) && id->len > 0;
	while (id->len == 0 && str_next(&rest, '|', &one)) {
		snprintf(pointer, sizeof(pointer), "%.*s", (int)one.len,
		    one.at);
		if (scan_at(str_slice(item), pointer, &value))
			scan_text(value, id);
	}
	return id->len > 0;
}

/* Of its members the first that is called a name. */
bool
table_name(const struct table *t, const char *item, struct buf *name)
{
	struct buf id = { 0 };
	struct fields fields = { 0 };
	struct err ignored;
	size_t i;

	if ((t->op->flags & CAT_IDS) != 0) {
		if (table_id(t->op, item, &id))
			buf_slice(name, known_name(t, buf_string(&id)));
		buf_fini(&id);
		return name->len > 0;
	}
	if (!fields_read(&fields, NULL, str_slice(item), &ignored))
		return false;
	for (i = 0; i < fields.count && name->len == 0; i++)
		if (str_ends(str_slice(fields.list[i].label), "name") &&
		    !fields.list[i].is_absent)
			buf_text(name, fields.list[i].value);
	fields_fini(&fields);
	return name->len > 0;
}
