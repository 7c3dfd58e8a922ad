/* One answer, kept for as long as it is true: what a detail tab shows. */
#include <endpane/base/clock.h>
#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/catalog/item.h>
#include <endpane/json/scan.h>
#include <endpane/op/fetch.h>

#include <stdlib.h>
#include <string.h>

#include "engine_parts.h"

#define PAGES_MOST 50		/* kept of one answer */

/* The pages of one answer, as they came. */
struct pages {
	struct buf	*list;
	size_t		 count;
	bool		 is_cut;
};

struct look {
	struct engine		*engine;
	const struct conn	*conn;
	const struct cat_resource *resource;
	const struct cat_op	*op;
	struct args		 args;
	char			*key;
	enum look_state		 state;
	bool			 is_old;	/* asked before a change */
	struct fetch		*fetch;
	struct pages		 pages;
	struct pages		 arriving;
	int64_t			 as_of_ms;
	struct err		 err;
	generation		 generation;
};

static void
changed(struct look *l)
{
	l->generation++;
	engine_changed(l->engine);
}

static void
pages_fini(struct pages *p)
{
	while (p->count > 0)
		buf_fini(&p->list[--p->count]);
	free(p->list);
	*p = (struct pages){ 0 };
}

/* How many rows are on a page decides about the next one. */
static size_t
count_items(const struct cat_op *op, struct slice body)
{
	struct cat_items items;
	struct slice item;
	size_t count = 0;

	cat_items_begin(&items, op, body);
	while (cat_items_next(&items, &item))
		count++;
	return count;
}

static bool
page(void *who, struct slice body, size_t *rows, struct err *err)
{
	struct look *l = who;
	struct pages *p = &l->arriving;

	(void)err;
	*rows = 0;
	if (p->count == PAGES_MOST) {
		p->is_cut = true;
		return false;
	}
	p->list = mem_grow(p->list, p->count + 1, sizeof(*p->list));
	p->list[p->count] = (struct buf){ 0 };
	buf_slice(&p->list[p->count++], body);
	if ((l->op->flags & CAT_PAGED) == 0 || l->op->items == NULL)
		return false;
	*rows = count_items(l->op, body);
	return true;
}

static void
done(void *who, const struct err *err, const char *remark)
{
	struct look *l = who;
	struct pages old = l->pages;

	(void)remark;
	l->fetch = NULL;
	l->err = *err;
	l->state = err->code == ERR_NONE ? LOOK_READY : LOOK_FAILED;
	if (err->code == ERR_NONE) {
		l->pages = l->arriving;
		l->arriving = old;
		l->as_of_ms = clock_wall_ms();
		if (l->is_old)
			l->state = LOOK_NONE;
		if ((l->op->flags & CAT_FILLS) != 0)
			details_learn(l->engine, l->conn, l->resource,
			    args_get(&l->args, "id", 0), look_body(l));
	}
	pages_fini(&l->arriving);
	changed(l);
}

static char *
key_of(const struct conn *conn, const struct cat_resource *resource,
    const struct cat_op *op, const struct args *args)
{
	struct buf key = { 0 };
	size_t i;

	buf_format(&key, "%s/%s/%s", conn->name, resource->noun, op->verb);
	for (i = 0; args != NULL && i < args->count; i++)
		buf_format(&key, "/%s=%s", args->list[i].name,
		    args->list[i].value);
	return buf_take(&key, NULL);
}

static struct look *
find(const struct engine *engine, const char *key)
{
	uint32_t place;

	return map_find(&engine->look_index, str_slice(key), &place) ?
	    engine->looks[place] : NULL;
}

/* Takes the key over. */
static struct look *
add(struct engine *engine, char *key)
{
	struct look *l = mem_alloc(sizeof(*l));

	if ((engine->look_count & (engine->look_count - 1)) == 0)
		engine->looks = mem_grow(engine->looks,
		    engine->look_count * 2 + 1, sizeof(struct look *));
	engine->looks[engine->look_count] = l;
	map_add(&engine->look_index, str_slice(key),
	    (uint32_t)engine->look_count++);
	l->engine = engine;
	l->key = key;
	l->state = LOOK_NONE;
	return l;
}

struct look *
look_find(const struct engine *engine, const struct conn *conn,
    const struct cat_resource *resource, const struct cat_op *op,
    const struct args *args)
{
	char *key = key_of(conn, resource, op, args);
	struct look *l = find(engine, key);

	free(key);
	return l;
}

static bool
start(struct look *l, enum lane lane, struct err *err)
{
	l->fetch = fetch_start(l->engine, l->conn, l->resource, l->op,
	    &l->args, lane, page, done, l, err);
	if (l->fetch == NULL)
		return false;
	l->state = LOOK_LOADING;
	l->is_old = false;
	changed(l);
	return true;
}

static struct look *
take(struct engine *engine, const struct conn *conn,
    const struct cat_resource *resource, const struct cat_op *op,
    const struct args *args)
{
	char *key = key_of(conn, resource, op, args);
	struct look *l = find(engine, key);

	if (l != NULL) {
		free(key);
		return l;
	}
	l = add(engine, key);
	l->conn = conn;
	l->resource = resource;
	l->op = op;
	args_copy(&l->args, args);
	return l;
}

struct look *
look_open(struct engine *engine, const struct conn *conn,
    const struct cat_resource *resource, const struct cat_op *op,
    const struct args *args, bool again, struct err *err)
{
	struct look *l = take(engine, conn, resource, op, args);

	if (l->state == LOOK_LOADING || (l->state == LOOK_READY && !again))
		return l;
	return start(l, LANE_LOOKED_AT, err) ? l : NULL;
}

struct look *
look_gather(struct engine *engine, const struct conn *conn,
    const struct cat_resource *resource, const struct cat_op *op,
    const struct args *args, struct err *err)
{
	struct look *l = take(engine, conn, resource, op, args);

	if (l->state == LOOK_LOADING || l->state == LOOK_READY)
		return l;
	return start(l, LANE_BACKGROUND, err) ? l : NULL;
}

enum look_state
look_state(const struct look *l)
{
	return l->state;
}

struct slice
look_body(const struct look *l)
{
	return look_page(l, 0);
}

size_t
look_pages(const struct look *l)
{
	return l->pages.count;
}

struct slice
look_page(const struct look *l, size_t n)
{
	if (n >= l->pages.count)
		return (struct slice){ NULL, 0 };
	return (struct slice){ l->pages.list[n].at, l->pages.list[n].len };
}

/* Within one page, by the pointer to an item's id. */
static bool
find_item(const struct cat_op *op, struct slice body, const char *id,
    struct slice *item)
{
	struct buf text = { 0 };
	struct slice list, value;
	struct scan scan;
	bool found = false;

	if (!scan_at(body, op->items, &list) ||
	    scan_type(list) != JSON_LIST || !scan_open(list, &scan))
		return false;
	while (!found && scan_item(&scan, item)) {
		buf_clear(&text);
		found = scan_at(*item, op->item_id, &value) &&
		    scan_text(value, &text) && str_is((struct slice){
		    text.at, text.len }, id);
	}
	buf_fini(&text);
	return found;
}

bool
look_item(const struct look *l, const char *id, struct slice *item)
{
	size_t n;

	for (n = 0; l->op->items != NULL && l->op->item_id != NULL &&
	    n < l->pages.count; n++)
		if (find_item(l->op, look_page(l, n), id, item))
			return true;
	*item = (struct slice){ NULL, 0 };
	return false;
}

bool
look_is_cut(const struct look *l)
{
	return l->pages.is_cut;
}

int64_t
look_as_of_ms(const struct look *l)
{
	return l->as_of_ms;
}

const struct err *
look_trouble(const struct look *l)
{
	return &l->err;
}

generation
look_generation(const struct look *l)
{
	return l->generation;
}

static bool
forget(struct look *l)
{
	bool was_kept = l->state == LOOK_READY;

	if (was_kept)
		l->state = LOOK_NONE;
	l->is_old = true;
	return was_kept;
}

size_t
look_drop(struct engine *engine, const struct conn *conn,
    const struct cat_resource *resource, const struct cat_op *op,
    const struct args *args)
{
	char *key = op != NULL ? key_of(conn, resource, op, args) :
	    mem_format("%s/%s/", conn->name, resource->noun);
	size_t count = 0, i;

	for (i = 0; i < engine->look_count; i++)
		if (op != NULL ? strcmp(engine->looks[i]->key, key) == 0 :
		    str_starts(str_slice(engine->looks[i]->key), key))
			count += forget(engine->looks[i]);
	free(key);
	return count;
}

void
looks_forget(struct engine *engine, const struct conn *conn)
{
	size_t i;

	for (i = 0; i < engine->look_count; i++)
		if (engine->looks[i]->conn == conn)
			forget(engine->looks[i]);
}

void
looks_signed_in(struct engine *engine, const struct conn *conn)
{
	struct err ignored;
	size_t i;

	for (i = 0; i < engine->look_count; i++) {
		struct look *l = engine->looks[i];

		if (l->conn == conn && l->state == LOOK_FAILED &&
		    wants_sign_in(&l->err))
			start(l, LANE_LOOKED_AT, &ignored);
	}
}

void
looks_free(struct engine *engine)
{
	struct look *l;

	map_fini(&engine->look_index);
	while (engine->look_count > 0) {
		l = engine->looks[--engine->look_count];
		fetch_stop(l->fetch);
		pages_fini(&l->pages);
		pages_fini(&l->arriving);
		args_fini(&l->args);
		free(l->key);
		free(l);
	}
	free(engine->looks);
}
