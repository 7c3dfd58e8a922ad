/* The notebook: what each list looked like, from one run to the next. */
#include "remember.h"

#include "forms.h"

#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/store/state.h>

#include <stdlib.h>
#include <string.h>

#define MARKS_MOST	10000		/* kept across runs */
#define SCOPE		"dashboard"	/* of what belongs to no list */

/* Owned by the caller; NULL where nothing was kept. */
static char *
get(struct app *app, const char *scope, const char *key)
{
	struct state *state = engine_state(app->engine);
	struct buf value = { 0 };

	if (state == NULL || !state_get(state, scope, key, &value) ||
	    value.len == 0) {
		buf_fini(&value);
		return NULL;
	}
	return buf_take(&value, NULL);
}

static void
set(struct app *app, const char *scope, const char *key, const char *value)
{
	struct state *state = engine_state(app->engine);

	if (state != NULL)
		state_set(state, scope, key, value[0] != '\0' ? value : NULL);
}

enum place
remember_place(struct app *app)
{
	char *title = get(app, SCOPE, "pane");
	enum place place = PLACE_DEVICES;
	int i;

	for (i = 0; title != NULL && i < PLACE_COUNT; i++)
		if (strcmp(title, place_title((enum place)i)) == 0)
			place = (enum place)i;
	free(title);
	return place;
}

/* A line each: the connection's name, a blank, the id. */
static void
load_marks(struct app *app, struct listing *l)
{
	char *text = get(app, l->resource->noun, "marks");
	struct slice rest = str_slice(text), line, name;

	while (str_next(&rest, '\n', &line)) {
		const struct conn *conn;

		if (!str_next(&line, ' ', &name) || line.len == 0)
			continue;
		conn = config_conn(app->config, name);
		if (conn != NULL)
			marks_set(&l->marks, conn->number, line, true);
	}
	free(text);
}

/* "+mail,-os": shown and hidden by hand. */
static void
load_wishes(struct app *app, struct listing *l)
{
	char *text = get(app, l->resource->noun, "columns");
	struct slice rest = str_slice(text), piece;

	while (str_next(&rest, ',', &piece)) {
		int column = piece.len < 2 ? -1 : cat_column(l->resource,
		    (struct slice){ piece.at + 1, piece.len - 1 });

		if (column >= 0 && column < COLUMNS_MOST)
			l->wishes[column] = piece.at[0] == '+' ? COLUMN_ON :
			    COLUMN_OFF;
	}
	free(text);
}

static void
keep_wishes(struct app *app, const struct listing *l)
{
	int count = cat_column_count(l->resource), i;
	struct buf text = { 0 };

	for (i = 0; i < count && i < COLUMNS_MOST; i++)
		if (l->wishes[i] != COLUMN_USUAL)
			buf_format(&text, "%s%c%s", text.len > 0 ? "," : "",
			    l->wishes[i] == COLUMN_ON ? '+' : '-',
			    l->resource->columns[i].name);
	set(app, l->resource->noun, "columns", buf_string(&text));
	buf_fini(&text);
}

void
remember_load(struct app *app, struct listing *l)
{
	const char *noun = l->resource->noun;
	char *text;
	struct err err;

	if ((text = get(app, noun, "filter")) != NULL)
		listing_filter(l, text, &err);
	free(text);
	if ((text = get(app, noun, "sort")) != NULL)
		listing_sort(l, text, &err);
	free(text);
	text = get(app, noun, "wide");
	l->wide = text != NULL;
	free(text);
	if ((text = get(app, noun, "cursor")) != NULL) {
		struct slice line = str_slice(text), name;
		const struct conn *conn = NULL;

		if (str_next(&line, ' ', &name))
			conn = config_conn(app->config, name);
		if (conn != NULL)
			listing_want(l, conn->number, line);
	}
	free(text);
	load_marks(app, l);
	load_wishes(app, l);
}

void
remember_listing(struct app *app, const struct listing *l)
{
	set(app, l->resource->noun, "filter", l->filter);
	set(app, l->resource->noun, "sort", l->sort);
	keep_wishes(app, l);
}

static void
keep_marks(struct app *app, const struct listing *l)
{
	struct buf text = { 0 };
	const struct mark *mark;
	size_t place = 0, count = 0;

	while (count++ < MARKS_MOST &&
	    (mark = marks_next(&l->marks, &place)) != NULL)
		buf_format(&text, "%s %s\n",
		    app->config->conns[mark->conn].name, mark->id);
	set(app, l->resource->noun, "marks", buf_string(&text));
	buf_fini(&text);
}

static void
keep_listing(struct app *app, const struct listing *l)
{
	const char *noun = l->resource->noun;
	char *cursor;

	remember_listing(app, l);
	set(app, noun, "wide", l->wide ? "yes" : "");
	keep_marks(app, l);
	if (l->id == NULL)
		return;
	cursor = mem_format("%s %s", app->config->conns[l->conn].name, l->id);
	set(app, noun, "cursor", cursor);
	free(cursor);
}

void
remember_all(struct app *app)
{
	int place;

	set(app, SCOPE, "pane", place_title(app->place));
	for (place = 0; place < PLACE_COUNT; place++) {
		const struct listing *l = app->stacks[place].count > 0 ?
		    listpane_listing(app->stacks[place].list[0]) : NULL;

		if (l != NULL)
			keep_listing(app, l);
	}
}
