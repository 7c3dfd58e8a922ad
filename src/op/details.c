/* What objects shown in full have told of columns that their lists lack. */
#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/base/text.h>
#include <endpane/op/list.h>

#include <stdlib.h>
#include <string.h>

#include "engine_parts.h"

struct details {
	struct details			*next;
	const struct cat_resource	*resource;
	struct rows			*rows;	/* a block an object */
};

static struct details *
of(struct engine *engine, const struct cat_resource *resource)
{
	struct details *d;

	for (d = engine->details; d != NULL; d = d->next)
		if (d->resource == resource)
			return d;
	d = mem_alloc(sizeof(*d));
	d->resource = resource;
	d->rows = rows_new(resource);
	d->next = engine->details;
	engine->details = d;
	return d;
}

struct rows *const *
details_of(struct engine *engine, const struct cat_resource *resource)
{
	return &of(engine, resource)->rows;
}

/* Many an answer about one object does not repeat its id. */
static bool
with_id(const struct cat_resource *resource, const char *id,
    struct slice body, struct buf *out)
{
	int column = cat_column(resource, str_slice(resource->id));
	struct slice rest, path;

	body = str_trim(body);
	if (column < 0 || body.len < 2 || body.at[0] != '{')
		return false;
	rest = str_slice(resource->columns[column].path);
	str_next(&rest, '|', &path);
	if (path.len < 2 || memchr(path.at + 1, '/', path.len - 1) != NULL)
		return false;
	buf_format(out, "{\"%.*s\":", (int)path.len - 1, path.at + 1);
	text_json_string(str_slice(id), out);
	buf_char(out, ',');
	buf_slice(out, (struct slice){ body.at + 1, body.len - 1 });
	return true;
}

/* Without one row, which is about to be replaced. */
static void
take_out(struct details *d, uint32_t row)
{
	struct rows *rest = rows_new(d->resource);
	struct err ignored;
	size_t n;

	for (n = 0; n < rows_blocks(d->rows); n++)
		if (n != row)
			rows_add_block(rest, rows_block_conn(d->rows, n),
			    rows_block(d->rows, n), &ignored);
	rows_free(d->rows);
	d->rows = rest;
}

void
details_learn(struct engine *engine, const struct conn *conn,
    const struct cat_resource *resource, const char *id, struct slice body)
{
	struct details *d = of(engine, resource);
	struct buf object = { 0 };
	size_t added, seen;
	struct err ignored;
	uint32_t row;

	if (with_id(resource, id, body, &object)) {
		if (rows_find(d->rows, conn->number, str_slice(id), &row))
			take_out(d, row);
		rows_settings(d->rows, &conn->settings);
		if (rows_add_page(d->rows, conn->number, (struct slice){
		    object.at, object.len }, "", &added, &seen, &ignored))
			lists_changed(engine, resource);
	}
	buf_fini(&object);
}

bool
list_has_details(struct engine *engine, const struct cat_resource *resource,
    int conn, struct slice id)
{
	uint32_t row;

	return rows_find(of(engine, resource)->rows, conn, id, &row);
}

void
list_drop_details(struct engine *engine, const struct cat_resource *resource)
{
	struct details *d = of(engine, resource);

	rows_free(d->rows);
	d->rows = rows_new(resource);
	lists_changed(engine, resource);
}

void
details_free(struct engine *engine)
{
	struct details *d;

	while ((d = engine->details) != NULL) {
		engine->details = d->next;
		rows_free(d->rows);
		free(d);
	}
}
