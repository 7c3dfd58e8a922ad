/* One object as a row: columns of the catalogue, and the answer's own members. */
#include "items.h"
#include "show.h"

#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/catalog/cell.h>
#include <endpane/op/fields.h>
#include <endpane/store/rows.h>

#include <string.h>

struct row {
	const struct options	*options;
	struct slice		 object;
	struct rows		*rows;		/* the catalogue's columns */
	struct cat_resource	*shape;		/* the members; or NULL */
	struct rows		*members;
	bool			 has_cells;	/* the catalogue knows some */
	bool			 is_nested;	/* … but only further down */
	struct out_column	*heads;
	struct buf		*shown;
	struct slice		*cells;
	size_t			 count;
};

void
show_id(const struct options *options, struct slice object, struct buf *out)
{
	const struct cat_resource *r = options->resource;
	int id = cat_column(r, str_slice(r->id));
	const char *given = args_get(&options->args, "id", 0);

	if (id >= 0 && !items_text(object, r->columns[id].path, out) &&
	    given != NULL)
		buf_text(out, given);
}

/* One column for each field: no column of the catalogue is in the answer. */
static void
print_flat(struct out *out, const struct fields *fields, struct slice id)
{
	struct out_column *heads = mem_grow(NULL, fields->count + 1,
	    sizeof(*heads));
	struct slice *cells = mem_grow(NULL, fields->count + 1, sizeof(*cells));
	char **names = mem_grow(NULL, fields->count + 1, sizeof(*names));
	const struct field *f = fields->list;
	size_t n, count = 0;

	if (id.len > 0) {
		heads[count] = (struct out_column) { .name = "id" };
		cells[count++] = id;
	}
	for (n = 0; n < fields->count; n++, f++) {
		names[n] = mem_format("%s%s%s", f->section,
		    *f->section != '\0' ? "." : "", f->label);
		heads[count] = (struct out_column) { .name = names[n] };
		cells[count++] = str_slice(f->is_absent ? "" : f->value);
	}
	out_columns(out, heads, count);
	out_cells(out, cells);
	for (n = 0; n < fields->count; n++)
		free(names[n]);
	free(names);
	free(cells);
	free(heads);
}

static bool
print_members(struct out *out, const struct options *o, struct slice object,
    struct err *err)
{
	struct fields fields;
	struct buf id = { 0 };

	if (!fields_read(&fields, o->resource, object, err))
		return false;
	show_id(o, object, &id);
	print_flat(out, &fields, (struct slice) { id.at, id.len });
	buf_fini(&id);
	fields_fini(&fields);
	return true;
}

static struct slice
last_part(struct slice path)
{
	const char *last = memrchr(path.at, '/', path.len);

	return (struct slice) { last, path.len - (size_t)(last - path.at) };
}

/* A member further down that has the name of one of the column's own. */
static struct slice
nested(const struct row *row, const struct cat_column *column)
{
	struct slice paths = str_slice(column->path), path, cell;
	const struct cat_column *c;
	int n;

	while (row->shape != NULL && str_next(&paths, '|', &path))
		for (n = 0; row->shape->columns[n].name != NULL; n++) {
			c = &row->shape->columns[n];
			cell = rows_cell(row->members, 0, n);
			if (cell.len > 0 && str_same(last_part(path),
			    last_part(str_slice(c->path))))
				return cell;
		}
	return (struct slice) { "", 0 };
}

static struct slice
catalogue_cell(const struct row *row, int n)
{
	struct slice cell = rows_cell(row->rows, 0, n);

	return cell.len == 0 && row->is_nested ?
	    nested(row, &row->options->resource->columns[n]) : cell;
}

static void
add_cell(struct row *row, const struct cat_column *c, struct slice cell)
{
	struct buf *shown = &row->shown[row->count];

	cell_show(c, cell, shown);
	if (shown->len == 0 && strcmp(c->name, row->options->resource->id) == 0)
		show_id(row->options, row->object, shown);
	row->heads[row->count].name = c->name;
	row->cells[row->count] = (struct slice) { shown->at, shown->len };
	row->count++;
}

static bool
unknown(const struct row *row, struct slice name, struct err *err)
{
	const struct options *o = row->options;
	const struct cat_column *c = row->has_cells ? o->resource->columns :
	    row->shape != NULL ? row->shape->columns : NULL;
	struct buf known = { 0 };

	for (; c != NULL && c->name != NULL; c++)
		buf_format(&known, "%s%s", known.len > 0 ? ", " : "", c->name);
	err_set(err, ERR_USAGE, "%s %s has no column %.*s; it has %s",
	    o->resource->noun, o->op->verb, (int)name.len, name.at,
	    known.len > 0 ? buf_string(&known) : "none");
	buf_fini(&known);
	return false;
}

/* By the catalogue's names first, then by those that the answer has. */
static bool
add_named(struct row *row, struct slice name, struct err *err)
{
	int n = cat_column(row->options->resource, name), own = -1;
	struct slice cell = { "", 0 };

	if (n >= 0)
		cell = catalogue_cell(row, n);
	if (cell.len == 0 && row->shape != NULL)
		own = cat_column(row->shape, name);
	if (own >= 0 && (n < 0 || !row->has_cells))
		add_cell(row, &row->shape->columns[own],
		    rows_cell(row->members, 0, own));
	else if (n >= 0 && (row->has_cells || strcmp(
	    row->options->resource->columns[n].name,
	    row->options->resource->id) == 0))
		add_cell(row, &row->options->resource->columns[n], cell);
	else
		return unknown(row, name, err);
	return true;
}

static bool
add_cells(struct row *row, struct err *err)
{
	const struct options *o = row->options;
	struct slice rest = str_slice(o->columns), name;
	int n;

	for (n = 0; o->columns == NULL &&
	    o->resource->columns[n].name != NULL; n++)
		add_cell(row, &o->resource->columns[n],
		    catalogue_cell(row, n));
	while (o->columns != NULL && str_next(&rest, ',', &name))
		if (!add_named(row, str_trim(name), err))
			return false;
	return true;
}

/* Which columns the answer has, and where. */
static bool
read_answer(struct row *row, const struct conn *conn, struct err *err)
{
	const struct cat_resource *r = row->options->resource;
	struct items items = { .list = &row->object, .count = 1, .seen = 1 };
	size_t added, seen;
	int n;

	row->rows = rows_new(r);
	rows_settings(row->rows, &conn->settings);
	row->shape = items_shape(&items, r->noun);
	if (row->shape != NULL)
		row->members = rows_new(row->shape);
	if (!rows_add_page(row->rows, 0, row->object, "", &added, &seen, err) ||
	    (row->shape != NULL && !rows_add_page(row->members, 0, row->object,
	    "", &added, &seen, err)))
		return false;
	for (n = 0; r->columns[n].name != NULL; n++)
		row->has_cells |= rows_cell(row->rows, 0, n).len > 0;
	if (row->has_cells || row->options->columns == NULL)
		return true;
	row->is_nested = true;
	for (n = 0; r->columns[n].name != NULL; n++)
		row->has_cells |= nested(row, &r->columns[n]).len > 0;
	return true;
}

bool
show_row(struct out *out, const struct options *o, const struct conn *conn,
    struct slice object, struct err *err)
{
	size_t most = (size_t)cat_column_count(o->resource) +
	    str_slice(o->columns).len + 1;
	struct row row = { .options = o, .object = object,
		.heads = mem_alloc(most * sizeof(*row.heads)),
		.shown = mem_alloc(most * sizeof(*row.shown)),
		.cells = mem_alloc(most * sizeof(*row.cells)) };
	bool ok = read_answer(&row, conn, err);
	size_t n;

	if (ok && !row.has_cells && o->columns == NULL)
		ok = print_members(out, o, object, err);
	else if (ok && add_cells(&row, err)) {
		if (out != NULL)
			ok = out_columns(out, row.heads, row.count) &&
			    out_cells(out, row.cells);
	} else
		ok = false;
	for (n = 0; n < row.count; n++)
		buf_fini(&row.shown[n]);
	free(row.shown);
	free(row.cells);
	free(row.heads);
	rows_free(row.rows);
	rows_free(row.members);
	items_shape_free(row.shape);
	return ok;
}
