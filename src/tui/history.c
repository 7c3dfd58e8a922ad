/* The trail: views that were looked at, to go back and forward through. */
#include "history.h"

#include <endpane/base/mem.h>
#include <endpane/base/str.h>

#include <stdlib.h>
#include <string.h>

#include "forms.h"

#define VIEWS_MOST 100

/* A place, or an object opened there. */
struct view_of {
	enum place			 place;
	const struct cat_resource	*resource;	/* NULL: the place */
	const struct conn		*conn;
	char				*id, *name, *domain;
	struct args			 given;
};

struct history {
	struct view_of	list[VIEWS_MOST];
	int		count;
	int		at;		/* what is looked at now */
};

static bool
is_detail(const struct pane *p)
{
	return p != NULL && (p->kind->scopes & IN_DETAIL) != 0;
}

static void
view_fini(struct view_of *v)
{
	free(v->id);
	free(v->name);
	free(v->domain);
	args_fini(&v->given);
}

static void
view_take(struct view_of *v, const struct app *app)
{
	const struct pane *top = app_top(app);
	struct selection s;

	*v = (struct view_of){ .place = app->place };
	if (!is_detail(top))
		return;
	detail_selection(top, &s);
	v->resource = s.resource;
	v->conn = s.conn;
	v->id = mem_text(s.list[0].id);
	v->name = mem_text(s.list[0].name);
	v->domain = mem_text(s.list[0].domain);
	args_copy(&v->given, s.given);
	selection_fini(&s);
}

static bool
is_same(const struct view_of *a, const struct view_of *b)
{
	return a->place == b->place && a->resource == b->resource &&
	    a->conn == b->conn && (a->id == NULL ? b->id == NULL :
	    b->id != NULL && strcmp(a->id, b->id) == 0);
}

/* What came after is gone once another way is taken. */
static void
add(struct history *h, const struct view_of *v)
{
	while (h->count > h->at + 1)
		view_fini(&h->list[--h->count]);
	if (h->count == VIEWS_MOST) {
		view_fini(&h->list[0]);
		memmove(&h->list[0], &h->list[1], (VIEWS_MOST - 1) *
		    sizeof(h->list[0]));
		h->count--;
	}
	h->list[h->count++] = *v;
	h->at = h->count - 1;
}

void
history_note(struct app *app)
{
	const struct pane *top = app_top(app);
	struct view_of v;

	if (top == NULL || top->kind->is_dialog)
		return;
	if (app->history == NULL)
		app->history = mem_alloc(sizeof(*app->history));
	view_take(&v, app);
	if (app->history->count > 0 &&
	    is_same(&v, &app->history->list[app->history->at]))
		view_fini(&v);
	else
		add(app->history, &v);
}

static void
go_to(struct app *app, const struct view_of *to)
{
	struct selection s;

	selection_one(&s, to->resource, to->conn, to->id, to->name,
	    to->domain);
	detail_open_of(app, &to->given, &s, false);
	selection_fini(&s);
}

static void
travel(struct app *app, const struct view_of *to)
{
	struct view_of here;

	app_go(app, to->place);
	if (to->resource == NULL) {
		while (is_detail(app_top(app)))
			app_close(app, app_top(app));
		return;
	}
	view_take(&here, app);
	if (!is_same(&here, to))
		go_to(app, to);
	view_fini(&here);
}

void
history_go(struct app *app, int step)
{
	struct history *h = app->history;

	if (h == NULL || h->at + step < 0 || h->at + step >= h->count) {
		app_say(app, ROLE_DIM, step < 0 ? "nothing was looked at "
		    "before this" : "nothing was looked at after this");
		return;
	}
	h->at += step;
	travel(app, &h->list[h->at]);
}

void
history_free(struct history *h)
{
	if (h == NULL)
		return;
	while (h->count > 0)
		view_fini(&h->list[--h->count]);
	free(h);
}
