/* One answer, kept for as long as it is true: what a detail tab shows. */
#include <endpane/base/clock.h>
#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/op/fetch.h>

#include <stdlib.h>
#include <string.h>

#include "engine_parts.h"

struct look {
	struct look		*next;
	struct engine		*engine;
	const struct conn	*conn;
	const struct cat_resource *resource;
	const struct cat_op	*op;
	struct args		 args;
	char			*key;
	enum look_state		 state;
	bool			 is_old;	/* asked before a change */
	struct fetch		*fetch;
	struct buf		 body;
	struct buf		 arriving;	/* further pages are appended */
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

static bool
page(void *who, struct slice body, size_t *rows, struct err *err)
{
	struct look *l = who;

	(void)err;
	*rows = 0;
	buf_clear(&l->arriving);
	buf_slice(&l->arriving, body);
	return false;	/* a tab shows the first page of its answer */
}

static void
done(void *who, const struct err *err, const char *remark)
{
	struct look *l = who;
	struct buf old = l->body;

	(void)remark;
	l->fetch = NULL;
	l->err = *err;
	l->state = err->code == ERR_NONE ? LOOK_READY : LOOK_FAILED;
	if (err->code == ERR_NONE) {
		l->body = l->arriving;
		l->arriving = old;
		l->as_of_ms = clock_wall_ms();
		if (l->is_old)
			l->state = LOOK_NONE;
	}
	buf_fini(&l->arriving);
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
look_of(const struct engine *engine, const char *key)
{
	struct look *l;

	for (l = engine->looks; l != NULL; l = l->next)
		if (strcmp(l->key, key) == 0)
			return l;
	return NULL;
}

struct look *
look_find(const struct engine *engine, const struct conn *conn,
    const struct cat_resource *resource, const struct cat_op *op,
    const struct args *args)
{
	char *key = key_of(conn, resource, op, args);
	struct look *l = look_of(engine, key);

	free(key);
	return l;
}

static bool
start(struct look *l, struct err *err)
{
	l->fetch = fetch_start(l->engine, l->conn, l->resource, l->op,
	    &l->args, LANE_LOOKED_AT, page, done, l, err);
	if (l->fetch == NULL)
		return false;
	l->state = LOOK_LOADING;
	l->is_old = false;
	changed(l);
	return true;
}

struct look *
look_open(struct engine *engine, const struct conn *conn,
    const struct cat_resource *resource, const struct cat_op *op,
    const struct args *args, bool again, struct err *err)
{
	char *key = key_of(conn, resource, op, args);
	struct look *l = look_of(engine, key);

	if (l == NULL) {
		l = mem_alloc(sizeof(*l));
		l->engine = engine;
		l->conn = conn;
		l->resource = resource;
		l->op = op;
		args_copy(&l->args, args);
		l->key = mem_text(key);
		l->state = LOOK_NONE;
		l->next = engine->looks;
		engine->looks = l;
	}
	free(key);
	if (l->state == LOOK_LOADING || (l->state == LOOK_READY && !again))
		return l;
	return start(l, err) ? l : NULL;
}

enum look_state
look_state(const struct look *l)
{
	return l->state;
}

struct slice
look_body(const struct look *l)
{
	return (struct slice){ l->body.at, l->body.len };
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
	size_t count = 0;
	struct look *l;

	for (l = engine->looks; l != NULL; l = l->next)
		if (op != NULL ? strcmp(l->key, key) == 0 :
		    str_starts(str_slice(l->key), key))
			count += forget(l);
	free(key);
	return count;
}

void
looks_forget(struct engine *engine, const struct conn *conn)
{
	struct look *l;

	for (l = engine->looks; l != NULL; l = l->next) {
		if (l->conn == conn)
			forget(l);
	}
}

void
looks_signed_in(struct engine *engine, const struct conn *conn)
{
	struct err ignored;
	struct look *l;

	for (l = engine->looks; l != NULL; l = l->next)
		if (l->conn == conn && l->state == LOOK_FAILED &&
		    wants_sign_in(&l->err))
			start(l, &ignored);
}

void
looks_free(struct engine *engine)
{
	struct look *l;

	while ((l = engine->looks) != NULL) {
		engine->looks = l->next;
		fetch_stop(l->fetch);
		buf_fini(&l->body);
		buf_fini(&l->arriving);
		args_fini(&l->args);
		free(l->key);
		free(l);
	}
}
