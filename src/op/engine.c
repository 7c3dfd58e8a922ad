/* Connections, queue, journal and lists behind one door; the program's turn. */
#include <endpane/base/clock.h>
#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/op/engine.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine_parts.h"

/* A command does not wait longer than this for a server's pause. */
#define PATIENCE_MS	20000

/* What painting wants: as it was at our last call, which costs nothing. */
static void
count_calls(struct engine *engine, const struct conn *conn, bool anew)
{
	struct calls *c = &engine->calls[conn->number];
	int today = clock_day(clock_wall_ms());

	if (c->day == today && !anew)
		return;
	c->day = today;
	c->count = (int)state_calls(engine->state, conn->name, today);
}

/* Before a call: other instances spend of the same budget. */
static int
calls_today(void *who, const struct conn *conn)
{
	struct engine *engine = who;

	count_calls(engine, conn, conn->per_day > 0);
	return engine->calls[conn->number].count;
}

static void
called(void *who, const struct conn *conn)
{
	struct engine *engine = who;
	struct calls *c = &engine->calls[conn->number];

	c->day = clock_day(clock_wall_ms());
	c->count = (int)state_calls_add(engine->state, conn->name, c->day, 1);
}

struct engine *
engine_open(const struct engine_options *options, struct err *err)
{
	struct engine *engine = mem_alloc(sizeof(*engine));
	struct queue_setup setup = {
		.config = options->config,
		.hooks = { engine, calls_today, called, options->tell },
		.state_folder = options->state_folder,
		.read_only = options->read_only,
		.timeout_s = options->timeout_s,
		.patience_ms = options->keeps_lists ? -1 : PATIENCE_MS,
		.has_person = options->keeps_lists,
	};

	err_clear(err);
	engine->options = *options;
	engine->calls = mem_alloc((options->config->conn_count + 1) *
	    sizeof(*engine->calls));
	engine->signed_in = mem_alloc((options->config->conn_count + 1) *
	    sizeof(*engine->signed_in));
	engine->state = state_open(options->state_folder);
	engine->cache = cache_open(options->cache_folder);
	engine->queue = queue_new(&setup);
	return engine;
}

/*
 * What is on its way is waited for: its outcome is wanted. A write that a 401
 * sends back to wait for its replay is called off: it has not been done.
 */
static void
settle(struct engine *engine, int wait_ms)
{
	int64_t until = clock_monotonic_ms() + wait_ms, left;

	jobs_stop(engine);
	while (queue_writes_flying(engine->queue) > 0 &&
	    (left = until - clock_monotonic_ms()) > 0) {
		queue_wait(engine->queue, NULL, 0, (int)left);
		jobs_stop(engine);
	}
}

void
engine_close(struct engine *engine, int wait_ms)
{
	if (engine == NULL)
		return;
	settle(engine, wait_ms);
	lists_free(engine);
	looks_free(engine);
	details_free(engine);
	jobs_free(engine);
	queue_free(engine->queue);
	cache_close(engine->cache);
	journal_close(engine->journal);
	state_close(engine->state);
	free(engine->calls);
	free(engine->signed_in);
	free(engine);
}

void
engine_changed(struct engine *engine)
{
	engine->generation++;
}

void
engine_turn(struct engine *engine, struct turn_fd *fds, size_t count, int ms)
{
	struct queue_fd waits[8];
	generation before = engine->generation;
	size_t i;
	bool more;

	/* Not before the first frame: the count stands in a file. */
	for (i = 0; i < engine->options.config->conn_count; i++)
		count_calls(engine, &engine->options.config->conns[i], false);
	more = lists_turn(engine);
	jobs_turn(engine);
	ms = details_turn(engine, ms);
	/* What changed just now is to be painted before anything waits. */
	more = more || engine->generation != before ||
	    queue_generation(engine->queue) != engine->queue_seen;
	if (count > 8)
		count = 8;
	for (i = 0; i < count; i++)
		waits[i] = (struct queue_fd){ fds[i].fd, false };
	queue_wait(engine->queue, waits, count, more ? 0 : ms);
	for (i = 0; i < count; i++)
		fds[i].readable = waits[i].readable;
	signs_turn(engine);
	if (queue_generation(engine->queue) != engine->queue_seen) {
		engine->queue_seen = queue_generation(engine->queue);
		engine_changed(engine);
	}
}

generation
engine_generation(const struct engine *engine)
{
	return engine->generation;
}

const struct config *
engine_config(const struct engine *engine)
{
	return engine->options.config;
}

bool
engine_is_read_only(const struct engine *engine, const struct conn *conn)
{
	return engine->options.read_only ||
	    engine->options.config->read_only ||
	    (conn != NULL && conn->read_only);
}

void
engine_set_read_only(struct engine *engine)
{
	engine->options.read_only = true;
	queue_read_only(engine->queue);
	engine_changed(engine);
}

size_t
engine_confirm_above(const struct engine *engine)
{
	size_t configured = (size_t)engine->options.config->confirm_above;

	return engine->is_stricter && engine->confirm_above < configured ?
	    engine->confirm_above : configured;
}

void
engine_set_confirm_above(struct engine *engine, size_t count)
{
	engine->is_stricter = true;
	engine->confirm_above = count;
}

/* Opened when first wanted: the first frame does not wait for a disk. */
struct journal *
engine_journal(struct engine *engine)
{
	if (engine->journal == NULL && !engine->journal_tried) {
		engine->journal_tried = true;
		if (engine->options.state_folder == NULL)
			err_set(&engine->journal_err, ERR_LOCAL,
			    "there is no folder for the journal");
		else
			engine->journal = journal_open(
			    engine->options.state_folder,
			    &engine->journal_err);
	}
	return engine->journal;
}

const struct err *
engine_journal_trouble(const struct engine *engine)
{
	return &engine->journal_err;
}

struct state *
engine_state(struct engine *engine)
{
	return engine->state;
}

static enum lamp
lamp_of(const struct queue_conn *c)
{
	if (!c->tried)
		return LAMP_UNTRIED;
	if (c->last.code == ERR_UNREACHED || c->last.code == ERR_UNCERTAIN)
		return LAMP_DOWN;
	if (c->last.code != ERR_NONE && c->last.code != ERR_MISSING)
		return LAMP_FAILING;
	return c->last_took_ms > 2000 ? LAMP_SLOW : LAMP_OK;
}

void
engine_conn_status(const struct engine *engine, int conn,
    struct conn_status *status)
{
	const struct conn *c = &engine->options.config->conns[conn];
	struct queue_conn seen;

	queue_conn(engine->queue, conn, &seen);
	*status = (struct conn_status){
		.lamp = lamp_of(&seen), .flying = seen.flying,
		.waiting = seen.waiting, .per_day = c->per_day,
		.per_minute = c->per_minute, .calls_minute = seen.minute,
		.paused_until_ms = seen.paused_until_ms,
		.last_ms = seen.last_ms, .err = seen.last,
	};
	status->calls_today = engine->calls[conn].count;
}

size_t
engine_flights(const struct engine *engine, struct flight *flights,
    size_t most)
{
	struct queue_item *items = mem_alloc(most * sizeof(*items));
	size_t n, count = queue_items(engine->queue, items, most);

	for (n = 0; n < count; n++) {
		struct flight *f = &flights[n];
		const struct queue_item *i = &items[n];

		*f = (struct flight){
			.id = i->id, .conn = i->conn, .writes = i->writes,
			.state = (enum flight_state)i->state,
			.method = i->method, .status = i->status,
			.tries = i->tries, .queued_ms = i->queued_ms,
			.took_ms = i->took_ms,
			.file_sent = i->file_sent,
			.file_size = i->file_size,
		};
		snprintf(f->path, sizeof(f->path), "%.120s%s%.70s", i->path,
		    i->query != NULL ? "?" : "",
		    i->query != NULL ? i->query : "");
		snprintf(f->why, sizeof(f->why), "%.155s", i->why);
	}
	free(items);
	return count;
}

void
engine_cancel(struct engine *engine, ticket id)
{
	queue_cancel(engine->queue, id);
}

size_t
engine_cancel_reads(struct engine *engine)
{
	return queue_cancel_reads(engine->queue);
}

void
engine_hold(struct engine *engine, bool hold)
{
	queue_hold(engine->queue, hold);
}

bool
engine_is_held(const struct engine *engine)
{
	return queue_is_held(engine->queue);
}

bool
engine_question(struct engine *engine, struct question *asked)
{
	return queue_question(engine->queue, asked);
}

void
engine_answer(struct engine *engine, int conn, const char *answer)
{
	queue_answer(engine->queue, conn, answer);
}
