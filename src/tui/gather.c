/* Missing answers, read one after another in the background. */
#include "gather.h"
#include "dialogs.h"
#include "forms.h"

#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/op/fetch.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FREE_CALLS	20	/* more than that is asked first */
#define AT_ONCE		4

struct gather {
	struct gathering g;
	bool		 is_running;	/* false: waits for the answer */
	size_t		 next;		/* to be asked for */
	struct look	*flying[AT_ONCE];
	size_t		 good, bad;
	struct err	 err;		/* the first one */
};

void
gather_add(struct gathering *g, const struct cat_resource *resource,
    const char *verb, const struct conn *conn, struct slice id)
{
	if (g->count == g->room) {
		g->room = g->room > 0 ? g->room * 2 : 32;
		g->list = mem_grow(g->list, g->room, sizeof(*g->list));
	}
	g->list[g->count++] = (struct gather_item){ .resource = resource,
	    .op = cat_op(resource, str_slice(verb)), .conn = conn,
	    .id = mem_slice(id.at, id.len) };
}

static void
drop_list(struct gathering *g)
{
	while (g->count > 0)
		free(g->list[--g->count].id);
	free(g->list);
	*g = (struct gathering){ 0 };
}

void
gather_free(struct gather *gather)
{
	if (gather == NULL)
		return;
	drop_list(&gather->g);
	free(gather);
}

static void
end(struct app *app, bool was_stopped)
{
	struct gather *own = app->gather;

	app->gather = NULL;
	if (was_stopped)
		app_say(app, ROLE_WARN, "stopped: %zu of %zu %s were read",
		    own->good, own->g.count, own->g.what);
	else if (own->bad > 0)
		app_say(app, ROLE_BAD, "%zu %s read, %zu not: %s", own->good,
		    own->g.what, own->bad, own->err.text);
	else
		app_say(app, ROLE_PLAIN, "%zu %s read", own->good,
		    own->g.what);
	app->is_fresh = app->is_dirty = true;
	gather_free(own);
}

static struct look *
ask(struct app *app, const struct gather_item *item, struct err *err)
{
	struct args args = { 0 };
	struct look *look;

	args_add(&args, "id", str_slice(item->id));
	look = look_gather(app->engine, item->conn, item->resource, item->op,
	    &args, err);
	args_fini(&args);
	return look;
}

static void
failed(struct gather *own, const struct err *err)
{
	if (own->bad++ == 0)
		own->err = *err;
}

/* What came back in that slot; false: somebody pressed Ctrl-C. */
static bool
take(struct gather *own, size_t slot)
{
	struct look *look = own->flying[slot];

	if (look == NULL || look_state(look) == LOOK_LOADING)
		return true;
	own->flying[slot] = NULL;
	if (look_trouble(look)->code == ERR_NONE) {
		own->good++;
		return true;
	}
	failed(own, look_trouble(look));
	return look_trouble(look)->code != ERR_INTERRUPTED;
}

static void
say_progress(struct app *app, const struct gather *own)
{
	if (app->message[0] == '\0' || str_starts(str_slice(app->message),
	    "reading "))
		app_say(app, ROLE_DIM, "reading %s: %zu of %zu; C-c stops",
		    own->g.what, own->good + own->bad, own->g.count);
}

void
gather_turn(struct app *app)
{
	struct gather *own = app->gather;
	size_t slot, flying = 0;
	struct err err = { 0 };

	if (own == NULL || !own->is_running)
		return;
	for (slot = 0; slot < AT_ONCE; slot++) {
		if (!take(own, slot)) {
			end(app, true);
			return;
		}
		while (own->flying[slot] == NULL &&
		    own->next < own->g.count) {
			own->flying[slot] = ask(app,
			    &own->g.list[own->next++], &err);
			if (own->flying[slot] == NULL)
				failed(own, &err);
		}
		flying += own->flying[slot] != NULL;
	}
	if (flying == 0)
		end(app, false);
	else
		say_progress(app, own);
}

static void
begin_now(struct app *app)
{
	if (app->gather == NULL)
		return;
	app->gather->is_running = true;
	gather_turn(app);
}

/* What it costs of the day, and how long that takes at the pace allowed. */
static void
ask_first(struct app *app)
{
	const struct gathering *g = &app->gather->g;
	struct conn_status status;
	char text[240];
	size_t len;

	engine_conn_status(app->engine, g->list[0].conn->number, &status);
	len = (size_t)snprintf(text, sizeof(text), "%zu %s are not known "
	    "yet: %zu calls to %s, one each.", g->count, g->what, g->count,
	    g->list[0].conn->name);
	if (status.per_day > 0)
		len += (size_t)snprintf(text + len, sizeof(text) - len,
		    " %d of %d were used today.", status.calls_today,
		    status.per_day);
	if (status.per_minute > 0)
		snprintf(text + len, sizeof(text) - len, " At %d a minute "
		    "that takes %zu min.", status.per_minute, 1 + g->count /
		    (size_t)status.per_minute);
	ask_open(app, "Read what is missing?", text, begin_now);
}

void
gather_begin(struct app *app, struct gathering *g)
{
	if (app->gather != NULL && app->gather->is_running) {
		app_say(app, ROLE_WARN, "%s are still being read; C-c stops "
		    "that", app->gather->g.what);
		drop_list(g);
		return;
	}
	gather_free(app->gather);
	app->gather = NULL;
	if (g->count == 0) {
		app_say(app, ROLE_DIM, "nothing is missing here");
		drop_list(g);
		return;
	}
	app->gather = mem_alloc(sizeof(*app->gather));
	app->gather->g = *g;
	if (g->count > FREE_CALLS)
		ask_first(app);
	else
		begin_now(app);
}

void
gather_rows(struct app *app, struct listing *l)
{
	const struct cat_op *op = cat_op_with(l->resource, CAT_FILLS);
	struct gathering g = { .what = "details" };
	size_t place, count = listing_count(l);

	if (op == NULL) {
		app_say(app, ROLE_DIM, "%s have no details that would fill "
		    "columns", l->resource->noun);
		return;
	}
	for (place = 0; place < count; place++) {
		uint32_t row = view_row(l->view, place);
		int conn = rows_conn(l->rows, row);

		if (!list_has_details(app->engine, l->resource, conn,
		    rows_id(l->rows, row)))
			gather_add(&g, l->resource, op->verb,
			    &app->config->conns[conn],
			    rows_id(l->rows, row));
	}
	gather_begin(app, &g);
}
