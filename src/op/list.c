/* One resource's rows over all connections that serve it, cached, refreshed. */
#include <endpane/base/clock.h>
#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/op/list.h>

#include <stdlib.h>
#include <string.h>

#include "engine_parts.h"

/* Work on the cache is done in slices of this many microseconds. */
#define SLICE_US	4000

/* What a list does with one connection. */
struct source {
	struct list		*list;
	const struct conn	*conn;
	struct fetch		*fetch;
	struct cache_reading	*reading;
	struct cache_writing	*writing;
	char			*key;		/* in the cache */
	int64_t			 saved_ms;
	bool			 failed;	/* at the last refresh */
	bool			 wants_sign_in;	/* that is why */
};

struct list {
	struct list		*next;
	struct engine		*engine;
	const struct cat_resource *resource;
	const struct cat_op	*op;
	struct args		 args;
	struct source		*sources;
	size_t			 source_count;
	struct rows		*rows;		/* shown */
	struct rows		*gathering;	/* a refresh's, or NULL */
	struct rows		*retired;	/* freed at the next turn */
	bool			 from_cache;
	bool			 again;		/* changed while it was read */
	size_t			 arrived;
	int64_t			 as_of_ms;
	struct err		 trouble;
	const char		*remark;
	generation		 generation;
	generation		 filled;
};

static void
changed(struct list *l)
{
	l->generation++;
	engine_changed(l->engine);
}

static void
begin_reading(struct list *l)
{
	size_t i;

	for (i = 0; i < l->source_count; i++) {
		struct source *s = &l->sources[i];

		s->reading = cache_read(l->engine->cache, s->key, l->rows,
		    s->conn->number, &s->saved_ms);
		if (s->reading != NULL && s->saved_ms > 0) {
			l->from_cache = true;
			if (l->as_of_ms == 0 || s->saved_ms < l->as_of_ms)
				l->as_of_ms = s->saved_ms;
		}
	}
}

static bool
same_args(const struct args *a, const struct args *b)
{
	size_t i, count = b != NULL ? b->count : 0;

	if (a->count != count)
		return false;
	for (i = 0; i < count; i++)
		if (strcmp(a->list[i].name, b->list[i].name) != 0 ||
		    strcmp(a->list[i].value, b->list[i].value) != 0)
			return false;
	return true;
}

struct list *
list_open(struct engine *engine, const struct cat_resource *resource,
    const struct args *args, struct err *err)
{
	const struct config *config = engine->options.config;
	struct list *l;
	size_t i;

	for (l = engine->lists; l != NULL; l = l->next)
		if (l->resource == resource && same_args(&l->args, args))
			return l;
	l = mem_alloc(sizeof(*l));
	l->engine = engine;
	l->resource = resource;
	l->op = cat_op_with(resource, CAT_LISTS);
	args_copy(&l->args, args);
	l->sources = mem_alloc((config->conn_count + 1) *
	    sizeof(*l->sources));
	for (i = 0; i < config->conn_count; i++)
		if (conn_serves(&config->conns[i], resource))
			l->sources[l->source_count++] = (struct source){
			    .list = l, .conn = &config->conns[i],
			    .key = list_cache_key(&config->conns[i],
			    l->resource, &l->args) };
	if (l->source_count == 0) {
		err_set(err, ERR_USAGE, "no connection serves %s",
		    resource->noun);
		args_fini(&l->args);
		free(l->sources);
		free(l);
		return NULL;
	}
	l->rows = rows_new(resource);
	rows_behind(l->rows, details_of(engine, resource));
	l->next = engine->lists;
	engine->lists = l;
	if (engine->options.keeps_lists)
		begin_reading(l);
	return l;
}

static void
end_reading(struct list *l)
{
	size_t i;

	for (i = 0; i < l->source_count; i++)
		if (l->sources[i].reading != NULL) {
			cache_read_end(l->sources[i].reading);
			l->sources[i].reading = NULL;
		}
}

static void
end_writing(struct list *l)
{
	size_t i;

	for (i = 0; i < l->source_count; i++)
		if (l->sources[i].writing != NULL) {
			cache_write_end(l->sources[i].writing);
			l->sources[i].writing = NULL;
		}
}

static bool
page(void *who, struct slice body, size_t *rows, struct err *err)
{
	struct source *s = who;
	struct list *l = s->list;
	struct rows *into = l->gathering != NULL ? l->gathering : l->rows;
	size_t added = 0, dropped = rows_dropped(into);

	rows_settings(into, &s->conn->settings);
	if (!rows_add_page(into, s->conn->number, body, l->op->items, &added,
	    rows, err))
		return false;
	if (rows_dropped(into) > dropped)
		l->remark = "some rows came twice: the list changed while it "
		    "was read";
	l->arrived += added;
	changed(l);
	return true;
}

static bool
is_loading(const struct list *l)
{
	size_t i;

	for (i = 0; i < l->source_count; i++)
		if (l->sources[i].fetch != NULL)
			return true;
	return false;
}

static bool
has_failed(const struct list *l, int conn)
{
	size_t i;

	for (i = 0; i < l->source_count; i++)
		if (l->sources[i].conn->number == conn)
			return l->sources[i].failed;
	return false;
}

static void
copy_rows(const struct list *l, const struct rows *from, bool failed,
    struct rows *to)
{
	struct err ignored;
	size_t n;
	int conn;

	for (n = 0; n < rows_blocks(from); n++) {
		conn = rows_block_conn(from, n);
		if (has_failed(l, conn) == failed)
			rows_add_block(to, conn, rows_block(from, n),
			    &ignored);
	}
}

/*
 * What a connection that did not answer had before stays, with its age; what it
 * sent before it broke off goes, or rows would stand there twice.
 */
static void
keep_old_rows(struct list *l)
{
	struct rows *whole = rows_new(l->resource);

	copy_rows(l, l->gathering, false, whole);
	copy_rows(l, l->rows, true, whole);
	rows_free(l->gathering);
	l->gathering = whole;
}

static void
swap_in(struct list *l, bool some_failed)
{
	if (some_failed)
		keep_old_rows(l);
	end_writing(l);
	rows_free(l->retired);
	l->retired = l->rows;
	l->rows = l->gathering;
	rows_behind(l->rows, details_of(l->engine, l->resource));
	l->gathering = NULL;
}

/* The last look at what is kept: all of it for those that did not answer. */
static void
read_out(struct list *l)
{
	size_t i;

	for (i = 0; i < l->source_count; i++)
		while (l->sources[i].failed && l->sources[i].reading != NULL &&
		    cache_read_more(l->sources[i].reading, SLICE_US))
			;
	end_reading(l);
}

/* All connections have answered, or one of them will not. */
static void
complete(struct list *l)
{
	size_t i, good = 0;

	for (i = 0; i < l->source_count; i++)
		good += !l->sources[i].failed;
	if (l->gathering != NULL && good > 0) {
		read_out(l);
		swap_in(l, good < l->source_count);
	}
	rows_free(l->gathering);
	l->gathering = NULL;
	if (good < l->source_count)
		return;
	l->as_of_ms = clock_wall_ms();
	l->from_cache = false;
	end_writing(l);
	for (i = 0; i < l->source_count && l->engine->options.keeps_lists;
	    i++)
		l->sources[i].writing = cache_write(l->engine->cache,
		    l->sources[i].key, l->rows, l->sources[i].conn->number,
		    l->as_of_ms);
}

static void
done(void *who, const struct err *err, const char *remark)
{
	struct source *s = who;
	struct list *l = s->list;

	s->fetch = NULL;
	s->failed = err->code != ERR_NONE;
	s->wants_sign_in = wants_sign_in(err);
	if (s->failed && l->trouble.code == ERR_NONE) {
		l->trouble = *err;
		err_at(&l->trouble, s->conn->name);
	}
	if (remark != NULL)
		l->remark = remark;
	if (!is_loading(l)) {
		complete(l);
		if (l->again)
			list_refresh(l, -1);
	}
	changed(l);
}

void
list_refresh(struct list *l, int conn)
{
	struct err err = { 0 };
	size_t i;

	(void)conn;	/* rows of all connections are swapped together */
	if (is_loading(l))
		return;
	l->again = false;
	err_clear(&l->trouble);
	l->remark = NULL;
	l->arrived = 0;
	/* What is kept is read on: it is all there is if nobody answers. */
	if (rows_count(l->rows) > 0 || list_is_reading(l))
		l->gathering = rows_new(l->resource);
	for (i = 0; i < l->source_count; i++) {
		struct source *s = &l->sources[i];

		s->fetch = fetch_start(l->engine, s->conn, l->resource, l->op,
		    &l->args, LANE_LOOKED_AT, page, done, s, &err);
		s->failed = s->fetch == NULL;
		s->wants_sign_in = false;
		if (s->failed && l->trouble.code == ERR_NONE)
			l->trouble = err;
	}
	if (!is_loading(l))
		complete(l);
	changed(l);
}

void
list_stop(struct list *l)
{
	size_t i;

	if (!is_loading(l))
		return;
	for (i = 0; i < l->source_count; i++) {
		if (l->sources[i].fetch == NULL)
			continue;
		fetch_stop(l->sources[i].fetch);
		l->sources[i].fetch = NULL;
		l->sources[i].failed = true;
	}
	l->again = false;
	err_set(&l->trouble, ERR_INTERRUPTED, "stopped");
	complete(l);
	changed(l);
}

const struct cat_resource *
list_resource(const struct list *l)
{
	return l->resource;
}

const struct args *
list_args(const struct list *l)
{
	return &l->args;
}

enum list_state
list_state(const struct list *l)
{
	return is_loading(l) ? LIST_LOADING : LIST_IDLE;
}

struct rows *
list_rows(const struct list *l)
{
	return l->rows;
}

generation
list_generation(const struct list *l)
{
	return l->generation;
}

int64_t
list_as_of_ms(const struct list *l)
{
	return l->as_of_ms;
}

bool
list_is_from_cache(const struct list *l)
{
	return l->from_cache;
}

bool
list_is_reading(const struct list *l)
{
	size_t i;

	for (i = 0; i < l->source_count; i++)
		if (l->sources[i].reading != NULL)
			return true;
	return false;
}

size_t
list_expected(const struct list *l)
{
	int64_t total = 0, one;
	size_t i;

	for (i = 0; i < l->source_count; i++) {
		if (l->sources[i].fetch == NULL)
			continue;
		one = fetch_total(l->sources[i].fetch);
		if (one < 0)
			return 0;
		total += one;
	}
	return (size_t)total;
}

size_t
list_arrived(const struct list *l)
{
	return l->arrived;
}

const struct err *
list_trouble(const struct list *l)
{
	return &l->trouble;
}

const struct conn *
list_signed_out(const struct list *l)
{
	size_t i;

	for (i = 0; i < l->source_count; i++)
		if (l->sources[i].failed && l->sources[i].wants_sign_in &&
		    l->sources[i].fetch == NULL)
			return l->sources[i].conn;
	return NULL;
}

const char *
list_remark(const struct list *l)
{
	return l->remark;
}

struct slice
list_name_of(struct engine *engine, const char *noun, int conn,
    struct slice id)
{
	const struct list *l;
	uint32_t row;

	for (l = engine->lists; l != NULL; l = l->next)
		if (strcmp(l->resource->noun, noun) == 0 &&
		    rows_find(l->rows, conn, id, &row))
			return rows_label(l->rows, row);
	return (struct slice){ NULL, 0 };
}

void
lists_filled(struct engine *engine, const struct cat_resource *resource)
{
	struct list *l;

	for (l = engine->lists; l != NULL; l = l->next)
		if (l->resource == resource) {
			l->filled++;
			changed(l);
		}
}

generation
list_filled(const struct list *l)
{
	return l->filled;
}

void
lists_refresh_noun(struct engine *engine, const char *noun)
{
	struct list *l;

	for (l = engine->lists; l != NULL; l = l->next)
		if (strcmp(l->resource->noun, noun) == 0) {
			/* What is being read may have been asked too early. */
			l->again = is_loading(l);
			list_refresh(l, -1);
		}
}

void
lists_signed_in(struct engine *engine, const struct conn *conn)
{
	struct list *l;
	size_t i;

	for (l = engine->lists; l != NULL; l = l->next)
		for (i = 0; i < l->source_count; i++) {
			struct source *s = &l->sources[i];

			if (s->conn != conn || !s->failed || !s->wants_sign_in)
				continue;
			l->again = is_loading(l);
			list_refresh(l, -1);
		}
}

/* One step of a source with the cache, for so long at most. */
static void
source_turn(struct source *s, int64_t budget_us)
{
	if (s->reading != NULL) {
		if (!cache_read_more(s->reading, budget_us)) {
			cache_read_end(s->reading);
			s->reading = NULL;
		}
		changed(s->list);
	} else if (!cache_write_more(s->writing, budget_us)) {
		cache_write_end(s->writing);
		s->writing = NULL;
	}
}

/*
 * A slice of reading or writing the cache; true: more to do. All lists and
 * connections share it: a key waits no longer for twenty than for one.
 */
static bool
list_turn(struct list *l, int64_t until_us)
{
	bool more = false, is_reading = false;
	int64_t left_us;
	size_t i;

	rows_free(l->retired);
	l->retired = NULL;
	for (i = 0; i < l->source_count; i++) {
		struct source *s = &l->sources[i];

		if (s->reading == NULL && s->writing == NULL)
			continue;
		is_reading = is_reading || s->reading != NULL;
		left_us = until_us - clock_monotonic_us();
		if (left_us > 0)
			source_turn(s, left_us);
		more = more || s->reading != NULL || s->writing != NULL;
	}
	/* What was kept may have been damaged to nothing. */
	if (is_reading && !more && rows_count(l->rows) == 0) {
		l->from_cache = false;
		l->as_of_ms = 0;
	}
	return more;
}

bool
lists_turn(struct engine *engine)
{
	int64_t until_us = clock_monotonic_us() + SLICE_US;
	struct list *l;
	bool more = false;

	for (l = engine->lists; l != NULL; l = l->next)
		more = list_turn(l, until_us) || more;
	return more;
}

void
lists_free(struct engine *engine)
{
	struct list *l;
	size_t i;

	while ((l = engine->lists) != NULL) {
		engine->lists = l->next;
		end_reading(l);
		end_writing(l);
		for (i = 0; i < l->source_count; i++) {
			fetch_stop(l->sources[i].fetch);
			free(l->sources[i].key);
		}
		rows_free(l->rows);
		rows_free(l->gathering);
		rows_free(l->retired);
		args_fini(&l->args);
		free(l->sources);
		free(l);
	}
}
