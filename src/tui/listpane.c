/* The list pane: what keys do to a listing, and what stands around it. */
#include "card.h"
#include "chrome.h"
#include "counts.h"
#include "dialogs.h"
#include "forms.h"
#include "gather.h"
#include "object.h"
#include "remember.h"
#include "sieve.h"
#include "signin.h"
#include "spread.h"
#include "tail.h"

#include <endpane/base/clock.h>
#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/base/text.h>
#include <endpane/op/fetch.h>

#include <stdlib.h>
#include <string.h>

#define STALE_MS	(5 * 60000LL)	/* a list older than that is read anew */

struct listpane {
	struct listing	 l;		/* first: see listpane_listing() */
	bool		 is_zoomed;	/* no preview */
	struct buf	 count;		/* what the head says */
	struct buf	 age;
	struct lines	 preview;	/* all values of the row */
	bool		 was_loading;
	bool		 was_reading;	/* from the cache */
	/* What a wide screen has beside and below; made when first needed. */
	struct card	*card;
	struct counts	*counts;
	struct tail	*tail;
};

static struct listing *
of(const struct pane *p)
{
	return p->own;
}

/* Filter or count on the left, age on the right. */
static void
draw_head(struct listpane *own, struct app *app, struct area a)
{
	struct canvas *c = app->canvas;
	const char *asked;
	int x = a.x + 1, width;

	if (app->is_fresh || own->count.len == 0) {
		buf_clear(&own->count);
		buf_clear(&own->age);
		listing_count_text(&own->l, &own->count);
		if (own->l.list != NULL)
			host_words(app, list_args(own->l.list), " of ",
			    &own->count);
		if (own->l.list != NULL && app_is_stale(app,
		    list_as_of_ms(own->l.list)))
			buf_text(&own->age, "! ");
		listing_age_text(&own->l, &own->age);
		if (app->is_paused)
			buf_text(&own->age, ", refresh paused");
		else if (app->refresh_s > 0)
			buf_format(&own->age, ", every %d s",
			    app->refresh_s);
	}
	width = text_width(str_slice(buf_string(&own->age)));
	if (own->l.filter[0] != '\0') {
		x += canvas_text(c, a.y, x, a.cols, ROLE_MODE, "Filter: ");
		x += canvas_text(c, a.y, x, a.cols / 2, ROLE_INPUT,
		    own->l.filter) + 2;
	}
	asked = own->l.list != NULL ? args_get(list_args(own->l.list),
	    "filter", 0) : NULL;
	if (asked != NULL) {
		x += canvas_text(c, a.y, x, a.cols, ROLE_MODE, "Server: ");
		x += canvas_text(c, a.y, x, a.cols / 2, ROLE_INPUT, asked) + 2;
	}
	x += canvas_text(c, a.y, x, a.x + a.cols - x, ROLE_SECTION,
	    buf_string(&own->count));
	if (own->l.list != NULL && own->l.rows_seen > 0 &&
	    list_state(own->l.list) != LIST_LOADING &&
	    list_trouble(own->l.list)->code != ERR_NONE)
		x += canvas_text(c, a.y, x + 2, a.x + a.cols - x - 2,
		    ROLE_BAD, list_signed_out(own->l.list) != NULL ?
		    "signed out, :login signs in" : "refresh failed") + 2;
	if (x + 2 + width < a.x + a.cols)
		canvas_text(c, a.y, a.x + a.cols - width - 1, width, ROLE_DIM,
		    buf_string(&own->age));
}

static void
draw_strip(struct listpane *own, struct app *app, struct area a)
{
	struct buf hidden = { 0 };

	canvas_line(app->canvas, a.y, a.x, a.cols);
	listing_hidden(&own->l, &hidden);
	if (hidden.len > 0)
		canvas_format(app->canvas, a.y, a.x + 3, a.cols - 6, ROLE_DIM,
		    " %s ", buf_string(&hidden));
	listing_preview(&own->l, app->canvas, (struct area){ a.y + 1, a.x + 3,
	    a.rows - 1, a.cols - 6 });
	buf_fini(&hidden);
}

static void
draw_side(struct listpane *own, struct app *app, struct area a)
{
	canvas_box(app->canvas, a, "Preview");
	listing_fields(&own->l, &own->preview, a.cols - 4);
	lines_draw(&own->preview, app->canvas, (struct area){ a.y + 1,
	    a.x + 2, a.rows - 2, a.cols - 4 });
}

/* What stands beside a list on a wide screen. */
static void
open_wide(struct listpane *own)
{
	if (own->card != NULL)
		return;
	own->card = card_new(own->l.resource);
	own->counts = counts_new(own->l.resource);
	own->tail = tail_new();
	counts_use(own->counts, own->l.rows);
}

static void
draw_wide(struct listpane *own, struct app *app, const struct spread *s)
{
	open_wide(own);
	counts_draw(own->counts, app, own->l.filter, s->facets);
	card_draw(own->card, app, &own->l, s->side);
	tail_draw(own->tail, app, TAIL_REQUESTS, s->tail);
}

static void
lay(const struct listpane *own, struct area a, bool has_detail,
    struct spread *s)
{
	spread_lay(s, a, own->is_zoomed || own->l.list == NULL ?
	    SPREAD_ALONE : has_detail ? SPREAD_DETAIL : SPREAD_PREVIEW);
}

static void
draw(struct pane *p, struct app *app, struct area a)
{
	struct listpane *own = p->own;
	struct pane *above = app_above(app, p);
	struct spread s;

	lay(own, a, above != NULL && above->kind->is_beside != NULL &&
	    above->kind->is_beside(above, app, a), &s);
	draw_head(own, app, s.head);
	listing_draw(&own->l, app->canvas, s.list);
	if (s.is_wide)
		draw_wide(own, app, &s);
	else if (s.side.rows > 0)
		draw_side(own, app, s.side);
	if (s.strip.rows > 0)
		draw_strip(own, app, s.strip);
}

static void
status(struct pane *p, struct app *app, struct buf *out)
{
	struct listpane *own = p->own;
	struct listing *l = &own->l;
	size_t count = listing_count(l), hidden;

	(void)app;
	if (l->range_id != NULL)
		buf_text(out, "range from here: go to its other end, v again"
		    "   ");
	if (l->marks.on > 0) {
		hidden = listing_hidden_marks(l);
		buf_format(out, "%zu marked", l->marks.on);
		if (hidden > 0)
			buf_format(out, " (%zu not shown here)", hidden);
		buf_text(out, "   ");
	}
	/* Over a slow line the list alone should not cost more than it must. */
	if (count > 0 && own->is_zoomed)
		buf_format(out, "%zu%%", (l->cursor + 1) * 100 / count);
	else if (count > 0)
		buf_format(out, "row %zu of %zu", l->cursor + 1, count);
	if (own->is_zoomed || canvas_cols(app->canvas) >= 100) {
		struct buf text = { 0 };

		listing_hidden(l, &text);
		if (text.len > 0)
			buf_format(out, "   %s", buf_string(&text));
		buf_fini(&text);
	}
}

/* Where there is nothing for want of a sign-in, that is what is meant. */
static bool
signs_in(const struct listing *l, struct app *app)
{
	const struct conn *conn = l->list != NULL && l->rows_seen == 0 ?
	    list_signed_out(l->list) : NULL;

	if (conn != NULL)
		signin_open(app, conn);
	return conn != NULL;
}

static void
open_row(struct pane *p, struct app *app, bool raw)
{
	struct listing *l = of(p);
	struct buf domain = { 0 };
	struct selection s;
	char *id, *name;
	uint32_t row;

	if (!listing_row(l, &row) && signs_in(l, app))
		return;
	if (!listing_row(l, &row)) {
		app_say(app, ROLE_WARN, "no row to open");
		return;
	}
	if (l->resource->tabs[0].title == NULL) {
		app_say(app, ROLE_DIM, "the list shows all there is; w shows "
		    "every column");
		return;
	}
	domain_of_row(l->resource, l->rows, row, &domain);
	id = mem_slice(rows_id(l->rows, row).at, rows_id(l->rows, row).len);
	name = mem_slice(rows_label(l->rows, row).at,
	    rows_label(l->rows, row).len);
	selection_one(&s, l->resource,
	    &app->config->conns[rows_conn(l->rows, row)], id, name,
	    domain.len > 0 ? buf_string(&domain) : NULL);
	detail_open_of(app, list_args(l->list), &s, raw);
	selection_fini(&s);
	buf_fini(&domain);
	free(id);
	free(name);
}

static void
act_open(struct pane *p, struct app *app)
{
	open_row(p, app, false);
}

static void
act_raw(struct pane *p, struct app *app)
{
	open_row(p, app, true);
}

static void
act_focus(struct pane *p, struct app *app)
{
	open_row(p, app, false);
	if (app_top(app) != p)
		detail_focus(app_top(app));
}

static void
act_main(struct pane *p, struct app *app)
{
	struct selection s;

	if (signs_in(of(p), app))
		return;
	selection_take(&s, of(p));
	offers_main(app, &s);
	selection_fini(&s);
}

static void
act_actions(struct pane *p, struct app *app)
{
	struct selection s;

	selection_take(&s, of(p));
	offers_menu(app, &s);
	selection_fini(&s);
}

static void
act_edit(struct pane *p, struct app *app)
{
	struct selection s;

	selection_take(&s, of(p));
	amend_open(app, &s);
	selection_fini(&s);
}

static void
act_console(struct pane *p, struct app *app)
{
	struct selection s;

	selection_take(&s, of(p));
	console_open(app, &s);
	selection_fini(&s);
}

static void
act_refresh(struct pane *p, struct app *app)
{
	struct listpane *own = p->own;
	struct listing *l = &own->l;

	if (l->list == NULL) {
		app_complain(app, &l->err);
		return;
	}
	list_refresh(l->list, -1);
	own->was_loading = true;	/* it may end before the next look */
	app->is_fresh = true;
}

static void
act_reread(struct pane *p, struct app *app)
{
	struct listing *l = of(p);
	size_t dropped = 0, i;

	for (i = 0; l->list != NULL && i < app->config->conn_count; i++)
		dropped += look_drop(app->engine, &app->config->conns[i],
		    l->resource, NULL, NULL);
	list_drop_details(app->engine, l->resource);
	act_refresh(p, app);
	if (l->list != NULL)
		app_say(app, ROLE_DIM, "%s are read anew, a call a page; "
		    "details of them dropped: %zu", l->resource->noun,
		    dropped);
}

static void
act_details(struct pane *p, struct app *app)
{
	gather_rows(app, of(p));
}

static void
act_copy(struct pane *p, struct app *app)
{
	struct listing *l = of(p);
	uint32_t row;
	char *id;

	if (!listing_row(l, &row))
		return;
	id = mem_slice(rows_id(l->rows, row).at, rows_id(l->rows, row).len);
	app_copy(app, id, "id");
	free(id);
}

static void
act_zoom(struct pane *p, struct app *app)
{
	struct listpane *own = p->own;

	(void)app;
	own->is_zoomed = !own->is_zoomed;
}

static void
act_facets(struct pane *p, struct app *app)
{
	if (of(p)->list != NULL)
		facets_open(app, p);
}

static void
act_columns(struct pane *p, struct app *app)
{
	chooser_open(app, p);
}

static void
act_copies(struct pane *p, struct app *app)
{
	copies_open(app, p);
}

static void
act_export(struct pane *p, struct app *app)
{
	export_open(app, p);
}

static void
act_mark_pattern(struct pane *p, struct app *app)
{
	if (of(p)->list != NULL)
		hunt_ask(app, p);
}

static bool
paste(struct pane *p, struct app *app, const char *text, size_t len)
{
	if (of(p)->list == NULL)
		return false;
	hunt_open(app, p, text, len);
	return true;
}

/* Esc: a range, then the filter, then, from the server's filter, back. */
static void
act_escape(struct pane *p, struct app *app)
{
	struct listpane *own = p->own;
	struct err err;

	if (own->l.range_id != NULL) {
		free(own->l.range_id);
		own->l.range_id = NULL;
	} else if (own->l.filter[0] != '\0') {
		listing_filter(&own->l, "", &err);
		remember_listing(app, &own->l);
		app->is_fresh = true;
		app_say(app, ROLE_DIM, "filter dropped");
	} else if (app_below(app, p) != NULL)
		app_close(app, p);
	else
		app_say(app, ROLE_DIM, "nothing to go back from; q leaves");
}

static void
act_server_filter(struct pane *p, struct app *app)
{
	sieve_ask(app, p);
}

static const struct {
	enum action	 action;
	void		 (*act)(struct pane *p, struct app *app);
} acts[] = {
	{ ACTION_open, act_open }, { ACTION_raw, act_raw },
	{ ACTION_focus, act_focus },
	{ ACTION_edit, act_edit }, { ACTION_console, act_console },
	{ ACTION_act, act_main }, { ACTION_actions, act_actions },
	{ ACTION_refresh, act_refresh }, { ACTION_copy, act_copy },
	{ ACTION_zoom, act_zoom }, { ACTION_escape, act_escape },
	{ ACTION_facets, act_facets }, { ACTION_columns, act_columns },
	{ ACTION_copies, act_copies }, { ACTION_export, act_export },
	{ ACTION_reread, act_reread },
	{ ACTION_server_filter, act_server_filter }, { ACTION_details, act_details },
	{ ACTION_mark_pattern, act_mark_pattern },
};

static bool
act(struct pane *p, struct app *app, enum action action)
{
	size_t i;

	for (i = 0; i < sizeof(acts) / sizeof(acts[0]); i++)
		if (acts[i].action == action) {
			if (action == ACTION_escape || rows_are_ready(p, app))
				acts[i].act(p, app);
			return true;
		}
	return rows_act(p, app, action);
}

/* What a finished refresh has to say is said once. */
static void
say_outcome(struct listpane *own, struct app *app)
{
	const struct err *trouble = list_trouble(own->l.list);
	bool was_loading = own->was_loading;

	own->was_loading = list_state(own->l.list) == LIST_LOADING;
	if (!was_loading || own->was_loading)
		return;
	app->is_dirty = app->is_fresh = true;
	if (trouble->code != ERR_NONE)
		app_complain(app, trouble);
	else if (list_remark(own->l.list) != NULL)
		app_say(app, ROLE_WARN, "%s: %s", own->l.resource->noun,
		    list_remark(own->l.list));
}

/* All that was kept is there: how many is shown at once. */
static void
see_end_of_reading(struct listpane *own, struct app *app)
{
	bool was_reading = own->was_reading;

	own->was_reading = list_is_reading(own->l.list);
	if (was_reading && !own->was_reading)
		app->is_dirty = app->is_fresh = true;
}

static void
news(struct pane *p, struct app *app)
{
	struct listpane *own = p->own;
	bool is_new = rows_news(&own->l, app);

	if (own->counts != NULL)
		counts_use(own->counts, own->l.rows);
	if (!is_new)
		return;
	see_end_of_reading(own, app);
	say_outcome(own, app);
}

static bool
is_in(struct area a, int y, int x)
{
	return y >= a.y && y < a.y + a.rows && x >= a.x && x < a.x + a.cols;
}

/* Rows take the cursor; what stands beside the list is gone to. */
static void
click(struct pane *p, struct app *app, int y, int x)
{
	struct listing *l = of(p);
	struct spread s;

	lay(p->own, chrome_area(app), false, &s);
	if (y >= l->y && y < l->y + l->height && x >= l->x &&
	    x < l->x + l->cells)
		listing_to(l, l->top + (size_t)(y - l->y));
	else if (s.is_wide && is_in(s.facets, y, x))
		act_facets(p, app);
	else if (is_in(s.side, y, x))
		act_focus(p, app);
}

/* The list first; what is counted beside it moves with the other numbers. */
static bool
work(struct pane *p, struct app *app, int64_t budget_us)
{
	struct listpane *own = p->own;
	bool moved = false;

	if (rows_work(p->own, app, budget_us))
		return true;
	if (p->place != app->place || own->l.list == NULL ||
	    chrome_area(app).cols < WIDE_COLS)
		return false;
	open_wide(own);	/* the paint would be too late to be counted for */
	if (counts_work(own->counts, budget_us, &moved))
		return true;
	app->has_news = app->has_news || moved;
	return false;
}

static void
fini(struct pane *p)
{
	struct listpane *own = p->own;

	card_free(own->card);
	counts_free(own->counts);
	tail_free(own->tail);
	listing_fini(&own->l);
	buf_fini(&own->count);
	buf_fini(&own->age);
	lines_fini(&own->preview);
	free(own);
}

static const struct pane_kind listpane_kind = {
	.name = "List", .scopes = IN_MOVE | IN_ROWS | IN_LIST, .draw = draw,
	.status = status, .act = act, .paste = paste, .click = click,
	.news = news, .work = work, .fini = fini,
};

bool
listpane_side(const struct pane *p, struct area area, struct area *side)
{
	struct spread s;

	if (p == NULL || p->kind != &listpane_kind)
		return false;
	lay(p->own, area, true, &s);
	*side = s.side;
	return side->rows > 0;
}

bool
listpane_facets(const struct pane *p, struct area area, struct area *box)
{
	struct spread s;

	if (p->kind != &listpane_kind)
		return false;
	lay(p->own, area, false, &s);
	if (s.is_wide)
		*box = s.facets;
	return s.is_wide;
}

void
listpane_open(struct app *app, enum place place, const struct args *args)
{
	struct listpane *own = mem_alloc(sizeof(*own));
	struct listing *l = &own->l;

	listing_open(l, app->engine, place_resource(place), args);
	remember_load(app, l);
	if (l->list != NULL && clock_is_old(list_as_of_ms(l->list), STALE_MS))
		list_refresh(l->list, -1);
	app_open(app, &listpane_kind, own);
}
