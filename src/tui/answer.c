/* What a read that is no list of a place and no tab has found: x shows it. */
#include "detail.h"
#include "dialogs.h"
#include "forms.h"
#include "table.h"

#include <endpane/base/clock.h>
#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/base/text.h>
#include <endpane/op/fetch.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct answer {
	struct app		*app;
	const struct cat_resource *resource;
	const struct cat_op	*op;
	const struct conn	*conn;
	struct args		 args;
	struct fetch		*fetch;		/* NULL: it is over */
	struct grid		 grid;		/* of a table, or bare ids */
	struct lines		 lines;		/* of one object */
	struct err		 err;
	const char		*remark;
	int64_t			 as_of_ms;
};

static bool
is_table(const struct answer *a)
{
	return (a->op->flags & CAT_SHOWS) == 0;
}

static bool
page(void *who, struct slice body, size_t *rows, struct err *err)
{
	struct answer *a = who;
	char *text;

	(void)err;
	*rows = 1;
	if (is_table(a)) {
		*rows = table_add(&(struct table){ a->app->engine, a->op,
		    a->conn, &a->grid }, body);
		grid_first(&a->grid, "name");
		grid_settle(&a->grid);
	} else {
		text = mem_slice(body.at, body.len);
		lines_clear(&a->lines);
		detail_item(&a->lines, text, canvas_cols(a->app->canvas) - 4);
		free(text);
	}
	a->app->is_dirty = true;
	return true;
}

static void
done(void *who, const struct err *err, const char *remark)
{
	struct answer *a = who;

	a->fetch = NULL;
	a->err = *err;
	a->remark = remark;
	a->as_of_ms = clock_wall_ms();
	a->app->is_dirty = true;
}

static bool
begin(struct answer *a, struct err *err)
{
	fetch_stop(a->fetch);
	grid_clear(&a->grid);
	err_clear(&a->err);
	a->remark = NULL;
	a->fetch = fetch_start(a->app->engine, a->conn, a->resource, a->op,
	    &a->args, LANE_LOOKED_AT, page, done, a, err);
	return a->fetch != NULL;
}

/* "endpoints inventory  of=hardware", and when it was read. */
static void
draw_head(const struct answer *a, struct canvas *c, struct area area)
{
	char when[24];
	size_t i;
	int x = area.x + 1;

	x += canvas_format(c, area.y, x, area.cols - 2, ROLE_LABEL, "%s %s ",
	    a->resource->noun, a->op->verb) + 1;
	for (i = 0; i < a->args.count; i++)
		x += canvas_format(c, area.y, x, area.cols - x - 20,
		    ROLE_SECTION, "%s=%s", a->args.list[i].name,
		    a->args.list[i].value) + 1;
	clock_print_time(a->as_of_ms, when, sizeof(when));
	canvas_format(c, area.y, area.cols - 15, 14, ROLE_DIM, "%s%s",
	    a->fetch != NULL ? "being read" : "read ",
	    a->fetch != NULL ? "" : when);
	canvas_line(c, area.y + 1, area.x, area.cols);
}

static void
draw(struct pane *p, struct app *app, struct area area)
{
	struct answer *a = p->own;
	struct area body = { area.y + 2, area.x + 1, area.rows - 2,
	    area.cols - 2 };

	draw_head(a, app->canvas, area);
	if (a->err.code != ERR_NONE) {
		canvas_text(app->canvas, body.y, body.x, body.cols, ROLE_BAD,
		    a->err.text);
		body.y++, body.rows--;
	}
	if (is_table(a))
		grid_draw(&a->grid, app->canvas, body, a->fetch != NULL ?
		    "being read" : "none");
	else
		lines_draw(&a->lines, app->canvas, body);
}

static void
status(struct pane *p, struct app *app, struct buf *out)
{
	const struct answer *a = p->own;

	(void)app;
	if (is_table(a))
		buf_format(out, "%zu row%s%s%s", a->grid.count,
		    a->grid.count == 1 ? "" : "s",
		    a->remark != NULL ? "; " : "",
		    a->remark != NULL ? a->remark : "");
}

static void
open_row(const struct answer *a, struct app *app)
{
	const struct grid_row *row = is_table(a) ? grid_here(&a->grid) : NULL;
	struct lines lines = { 0 };

	if (row == NULL) {
		app_say(app, ROLE_WARN, "no row to open here");
		return;
	}
	detail_item(&lines, row->more, canvas_cols(app->canvas) - 8);
	text_open(app, a->op->verb, &lines);
}

static bool
act(struct pane *p, struct app *app, enum action action)
{
	struct answer *a = p->own;
	struct err err;

	if (action == ACTION_open)
		open_row(a, app);
	else if (action == ACTION_refresh) {
		if (!begin(a, &err))
			app_complain(app, &err);
	} else
		return is_table(a) ? grid_act(&a->grid, action) :
		    lines_act(&a->lines, action);
	return true;
}

static void
fini(struct pane *p)
{
	struct answer *a = p->own;

	fetch_stop(a->fetch);
	args_fini(&a->args);
	grid_fini(&a->grid);
	lines_fini(&a->lines);
	free(a);
}

static const struct pane_kind answer_kind = {
	.name = "Answer", .scopes = IN_MOVE | IN_HOME, .draw = draw,
	.status = status, .act = act, .fini = fini,
};

bool
answer_open(struct app *app, const struct cat_resource *resource,
    const struct cat_op *op, const struct conn *conn,
    const struct args *args, struct err *err)
{
	struct answer *a;
	enum place place;

	/* A list with its own parameters is a list pane as any other. */
	if ((op->flags & CAT_LISTS) != 0) {
		for (place = PLACE_HOME; place < PLACE_COUNT; place++)
			if (place_resource(place) == resource)
				listpane_open(app, place, args);
		return true;
	}
	a = mem_alloc(sizeof(*a));
	a->app = app;
	a->resource = resource;
	a->op = op;
	a->conn = conn;
	args_copy(&a->args, args);
	if (!begin(a, err)) {
		args_fini(&a->args);
		free(a);
		return false;
	}
	app_open(app, &answer_kind, a);
	return true;
}
