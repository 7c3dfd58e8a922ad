/* What objects shown in full have told of columns that their lists lack. */
#include <endpane/base/clock.h>
#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/base/text.h>
#include <endpane/op/list.h>

#include <stdlib.h>
#include <string.h>

#include "engine_parts.h"

#define REST_MS	1000	/* orders and filters stand on cells: let them settle */

/* Told, but not in the rows yet. */
struct told {
	int		 conn;
	const struct cat_settings *settings;
	char		*id;
	struct buf	 object;
};

struct details {
	struct details			*next;
	const struct cat_resource	*resource;
	struct rows			*rows;	/* a block an object */
	struct told			*told;
	size_t				 told_count;
	int64_t				 at_ms;	/* rows changed, monotonic */
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
	struct told told = { .conn = conn->number,
	    .settings = &conn->settings };

	if (!with_id(resource, id, body, &told.object)) {
		buf_fini(&told.object);
		return;
	}
	told.id = mem_text(id);
	d->told = mem_grow(d->told, d->told_count + 1, sizeof(*d->told));
	d->told[d->told_count++] = told;
}

static void
forget_told(struct details *d)
{
	while (d->told_count > 0) {
		free(d->told[--d->told_count].id);
		buf_fini(&d->told[d->told_count].object);
	}
	free(d->told);
	d->told = NULL;
}

static void
take_in(struct engine *engine, struct details *d)
{
	size_t i, added, seen;
	struct err ignored;
	uint32_t row;

	for (i = 0; i < d->told_count; i++) {
		const struct told *t = &d->told[i];

		if (rows_find(d->rows, t->conn, str_slice(t->id), &row))
			take_out(d, row);
		rows_settings(d->rows, t->settings);
		rows_add_page(d->rows, t->conn, (struct slice){ t->object.at,
		    t->object.len }, "", &added, &seen, &ignored);
	}
	forget_told(d);
	d->at_ms = clock_monotonic_ms();
	lists_filled(engine, d->resource);
}

int
details_turn(struct engine *engine, int ms)
{
	int64_t now = clock_monotonic_ms(), left;
	struct details *d;

	for (d = engine->details; d != NULL; d = d->next) {
		if (d->told_count == 0)
			continue;
		left = d->at_ms > 0 ? d->at_ms + REST_MS - now : 0;
		if (left <= 0)
			take_in(engine, d);
		else if (ms < 0 || left < ms)
			ms = (int)left;
	}
	return ms;
}

bool
list_has_details(struct engine *engine, const struct cat_resource *resource,
    int conn, struct slice id)
{
	struct details *d = of(engine, resource);
	uint32_t row;
	size_t i;

	for (i = 0; i < d->told_count; i++)
		if (d->told[i].conn == conn && str_is(id, d->told[i].id))
			return true;
	return rows_find(d->rows, conn, id, &row);
}

void
list_drop_details(struct engine *engine, const struct cat_resource *resource)
{
	struct details *d = of(engine, resource);

	forget_told(d);
	rows_free(d->rows);
	d->rows = rows_new(resource);
	lists_filled(engine, resource);
}

void
details_free(struct engine *engine)
{
	struct details *d;

	while ((d = engine->details) != NULL) {
		engine->details = d->next;
		forget_told(d);
		rows_free(d->rows);
		free(d);
	}
}
