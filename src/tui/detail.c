/* The file card: tabs of one object, each fetched when it is opened. */
#include "chrome.h"
#include "detail.h"
#include "dialogs.h"
#include "forms.h"
#include "object.h"
#include "spread.h"
#include "table.h"

#include <endpane/base/clock.h>
#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/base/text.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define STATE_CELLS 15	/* "read 14:02:31" at the right */

const struct cat_op *
detail_op(const struct detail *d, int tab)
{
	/* Raw JSON is that of the first tab. */
	const char *verb = d->tabs[d->tabs[tab].joint == JOINT_RAW ? 0 :
	    tab].verb;

	return verb != NULL ? cat_op(d->resource, str_slice(verb)) : NULL;
}

void
detail_args(const struct detail *d, const struct cat_op *op,
    struct args *args)
{
	const struct cat_param *p;

	for (p = op->params; p != NULL && p->name != NULL; p++)
		if (p->flags & CAT_POSITION)
			args_add(args, p->name, str_slice(d->id));
		else if (strcmp(p->name, "domain") == 0 && d->domain != NULL)
			args_add(args, p->name, str_slice(d->domain));
		else if (args_get(&d->given, p->name, 0) != NULL)
			args_add(args, p->name, str_slice(args_get(&d->given,
			    p->name, 0)));
}

static void
open_tab(struct detail *d, struct app *app, bool again)
{
	struct tab *tab = &d->tabs[d->tab];
	const struct cat_op *op = detail_op(d, d->tab);
	struct args args = { 0 };

	if (tab_is_joined(tab)) {
		join_open(d, app, tab, again);
		return;
	}
	if (op == NULL) {
		err_set(&tab->err, ERR_USAGE, "there is nothing to read here");
		return;
	}
	detail_args(d, op, &args);
	err_clear(&tab->err);
	tab->look = look_open(app->engine, d->conn, d->resource, op, &args,
	    again, &tab->err);
	args_fini(&args);
	tab->built_cols = 0;
}

static void
drop_tabs(struct detail *d)
{
	int i;

	for (i = 0; i < d->tab_count; i++) {
		lines_fini(&d->tabs[i].lines);
		grid_fini(&d->tabs[i].grid);
		join_fini(&d->tabs[i].join);
		free(d->tabs[i].chart);
	}
	detail_tabs(d);
}

void
detail_object(struct detail *d, const struct conn *conn, const char *id,
    const char *name, const char *domain)
{
	drop_tabs(d);
	d->conn = conn;
	free(d->id);
	free(d->name);
	free(d->domain);
	d->id = mem_text(id);
	d->name = mem_text(name);
	d->domain = mem_text(domain);
}

void
detail_fini(struct detail *d)
{
	drop_tabs(d);
	args_fini(&d->given);
	free(d->id);
	free(d->name);
	free(d->domain);
}

void
detail_refresh(struct detail *d, struct app *app, int cols)
{
	struct tab *tab = &d->tabs[d->tab];

	if (tab->look == NULL)
		return;
	if (tab->built_cols == cols &&
	    tab->built == look_generation(tab->look))
		return;
	tab->built_cols = cols;
	tab->built = look_generation(tab->look);
	detail_build(d, app, tab, detail_op(d, d->tab), cols);
}

static bool
is_beside(struct pane *p, struct app *app, struct area area)
{
	const struct detail *d = p->own;
	struct area side;

	return !d->is_zoomed && (d->is_focus || area.cols >= WIDE_COLS) &&
	    listpane_side(app_below(app, p), area, &side);
}

static void
draw(struct pane *p, struct app *app, struct area a)
{
	struct detail *d = p->own;
	struct listing *l = listpane_listing(app_below(app, p));
	struct buf words = { 0 };
	int x, room;

	/* Beside the list, the heading stands in the frame's upper line. */
	if (is_beside(p, app, a)) {
		listpane_side(app_below(app, p), a, &a);
		canvas_box(app->canvas, a, NULL);
		a = (struct area){ a.y, a.x + 1, a.rows - 1, a.cols - 2 };
	}
	x = a.x + 1;
	x += canvas_text(app->canvas, a.y, x, 20, ROLE_LABEL,
	    d->resource->title);
	x += canvas_text(app->canvas, a.y, x, 3, ROLE_DIM, " > ");
	room = a.x + a.cols - x - STATE_CELLS;
	x += canvas_text(app->canvas, a.y, x, room < a.cols / 2 ? room :
	    a.cols / 2, ROLE_SECTION, d->name != NULL &&
	    d->name[0] != '\0' ? d->name : d->id) + 2;
	if (l != NULL && l->with_conn)
		x += canvas_format(app->canvas, a.y, x, a.cols / 4, ROLE_DIM,
		    "on %s", d->conn->name) + 2;
	host_words(app, &d->given, "of ", &words);
	if (l != NULL && listing_count(l) > 0)
		buf_format(&words, "%s%zu of %zu", words.len > 0 ? "  " : "",
		    l->cursor + 1, listing_count(l));
	canvas_text(app->canvas, a.y, x, a.x + a.cols - x - STATE_CELLS - 3,
	    ROLE_DIM, buf_string(&words));
	buf_fini(&words);
	detail_draw(d, app, a);
}

static void
show_tab(struct detail *d, struct app *app, int tab)
{
	if (d->tab_count == 0)
		return;
	d->tab = (tab + d->tab_count) % d->tab_count;
	if (d->tabs[d->tab].look == NULL)
		open_tab(d, app, false);
}

static bool
sought(struct pane *below, struct app *app, const char *text,
    struct err *err)
{
	struct detail *d = below->own;

	(void)app;
	if (text[0] == '\0' || lines_search(&d->tabs[d->tab].lines, text, 1))
		return true;
	return err_set(err, ERR_MISSING, "not on this tab");
}

static const struct prompt_ways search_ways = {
	.title = "SEARCH", .done = sought,
};

static void
act_search(struct pane *p, struct app *app)
{
	struct detail *d = p->own;

	prompt_open(app, &search_ways, p, d->tabs[d->tab].lines.sought);
}

static void
search_on(struct pane *p, int step)
{
	struct detail *d = p->own;
	struct lines *lines = &d->tabs[d->tab].lines;

	if (lines->sought != NULL)
		lines_search(lines, lines->sought, step);
}

static void
act_next_match(struct pane *p, struct app *app)
{
	(void)app;
	search_on(p, 1);
}

static void
act_prev_match(struct pane *p, struct app *app)
{
	(void)app;
	search_on(p, -1);
}

static void
act_next_tab(struct pane *p, struct app *app)
{
	struct detail *d = p->own;

	show_tab(d, app, d->tab + 1);
}

static void
act_prev_tab(struct pane *p, struct app *app)
{
	struct detail *d = p->own;

	show_tab(d, app, d->tab - 1);
}

static void
act_raw(struct pane *p, struct app *app)
{
	struct detail *d = p->own;
	int i;

	for (i = 0; i < d->tab_count; i++)
		if (d->tabs[i].joint == JOINT_RAW)
			show_tab(d, app, i);
}

/* The object that the list's cursor stands on after a step. */
static void
neighbour(struct pane *p, struct app *app, int step)
{
	struct detail *d = p->own;
	struct listing *l = listpane_listing(app_below(app, p));
	struct buf domain = { 0 };
	uint32_t row;
	char *id, *name;

	if (l == NULL || !listing_row(l, &row))
		return;
	listing_move(l, step);
	if (!listing_row(l, &row))
		return;
	id = mem_slice(rows_id(l->rows, row).at, rows_id(l->rows, row).len);
	name = mem_slice(rows_label(l->rows, row).at,
	    rows_label(l->rows, row).len);
	domain_of_row(l->resource, l->rows, row, &domain);
	detail_object(d, &app->config->conns[rows_conn(l->rows, row)], id,
	    name, domain.len > 0 ? buf_string(&domain) : NULL);
	show_tab(d, app, d->tab);
	buf_fini(&domain);
	free(id);
	free(name);
}

static void
act_next_object(struct pane *p, struct app *app)
{
	neighbour(p, app, 1);
}

static void
act_prev_object(struct pane *p, struct app *app)
{
	neighbour(p, app, -1);
}

static void
act_edit(struct pane *p, struct app *app)
{
	struct selection s;

	detail_selection(p, &s);
	amend_open(app, &s);
	selection_fini(&s);
}

static void
act_console(struct pane *p, struct app *app)
{
	struct selection s;

	detail_selection(p, &s);
	console_open(app, &s);
	selection_fini(&s);
}

static void
act_refresh(struct pane *p, struct app *app)
{
	open_tab(p->own, app, true);
}

/* All that is kept of the object; the tabs are read as they are opened. */
static void
act_reread(struct pane *p, struct app *app)
{
	struct detail *d = p->own;
	size_t dropped = 0;
	int i;

	for (i = 0; i < d->tab_count; i++) {
		const struct cat_op *op = detail_op(d, i);
		struct args args = { 0 };

		if (op == NULL)
			continue;
		detail_args(d, op, &args);
		dropped += look_drop(app->engine, d->conn, d->resource, op,
		    &args);
		args_fini(&args);
	}
	drop_tabs(d);
	open_tab(d, app, true);
	app_say(app, ROLE_DIM, "%zu answer%s dropped; each tab is a "
	    "call again when it is opened", dropped, dropped == 1 ? "" : "s");
}

static void
act_copy(struct pane *p, struct app *app)
{
	struct detail *d = p->own;

	app_copy(app, d->id, "id");
}

static void
act_copies(struct pane *p, struct app *app)
{
	copies_open(app, p);
}

void
detail_selection(const struct pane *p, struct selection *s)
{
	const struct detail *d = p->own;

	selection_one(s, d->resource, d->conn, d->id, d->name, d->domain);
	s->given = &d->given;
}

/* The row of an answer: an app of the device, a member of the group. */
static void
select_item(const struct detail *d, struct app *app, const char *item,
    struct selection *s)
{
	const struct cat_op *op = detail_op(d, d->tab);
	struct buf id = { 0 }, name = { 0 };

	if (op != NULL && table_id(op, item, &id)) {
		table_name(&(struct table){ app->engine, op, d->conn, NULL },
		    item, &name);
		picked_add(&s->row, &s->row_count,
		    str_slice(buf_string(&id)), str_slice(buf_string(&name)),
		    NULL);
		if (cat_resource(str_slice(op->verb), NULL) != NULL)
			snprintf(s->row_of, sizeof(s->row_of), "%s", op->verb);
		else
			snprintf(s->row_of, sizeof(s->row_of), "%s %s",
			    d->resource->noun, op->verb);
	}
	buf_fini(&id);
	buf_fini(&name);
}

/* That, or the object of a joined tab: a group that holds it. */
void
detail_row(const struct pane *p, struct app *app, struct selection *s)
{
	const struct detail *d = p->own;
	const struct tab *tab = &d->tabs[d->tab];
	const struct grid_row *row = tab->is_grid ? grid_here(&tab->grid) :
	    NULL;
	const struct target *t;

	if (tab_is_joined(tab) && tab->grid.cursor < tab->join.count) {
		t = &tab->join.targets[tab->grid.cursor];
		picked_add(&s->row, &s->row_count, str_slice(t->id),
		    str_slice(t->name), NULL);
		snprintf(s->row_of, sizeof(s->row_of), "%s",
		    t->resource->noun);
	} else if (!tab_is_joined(tab) && row != NULL && row->more != NULL)
		select_item(d, app, row->more, s);
}

static void
act_main(struct pane *p, struct app *app)
{
	struct selection s;

	detail_selection(p, &s);
	offers_main(app, &s);
	selection_fini(&s);
}

static void
act_actions(struct pane *p, struct app *app)
{
	struct selection s;

	detail_selection(p, &s);
	offers_menu(app, &s);
	selection_fini(&s);
}

static void
act_details(struct pane *p, struct app *app)
{
	struct detail *d = p->own;

	if (tab_is_joined(&d->tabs[d->tab]))
		join_gather(d, app, &d->tabs[d->tab]);
	else
		app_say(app, ROLE_DIM, "this tab has all there is; it is read "
		    "when it is opened");
}

/* The object that the row of a joined tab stands for. */
static bool
open_target(struct app *app, const struct tab *tab)
{
	const struct target *t = tab->join.targets;

	if (tab->grid.cursor >= tab->join.count)
		return false;
	t += tab->grid.cursor;
	object_open(app, t->resource, t->conn, t->id, t->name, t->domain);
	return true;
}

/* Of a table: all that is known of the row. */
static void
act_open(struct pane *p, struct app *app)
{
	struct detail *d = p->own;
	struct tab *tab = &d->tabs[d->tab];
	const struct grid_row *row = tab->is_grid ? grid_here(&tab->grid) :
	    NULL;
	struct lines lines = { 0 };

	if (open_target(app, tab))
		return;
	if (row == NULL || row->more == NULL) {
		app_say(app, ROLE_WARN, "no row to open on this tab");
		return;
	}
	detail_item(&lines, row->more, canvas_cols(app->canvas) - 8);
	text_open(app, tab->title, &lines);
}

static void
act_zoom(struct pane *p, struct app *app)
{
	struct detail *d = p->own;

	(void)app;
	d->is_zoomed = !d->is_zoomed;
}

/* Back to the list. */
static void
act_focus(struct pane *p, struct app *app)
{
	app_close(app, p);
}

static const struct {
	enum action	 action;
	void		 (*act)(struct pane *p, struct app *app);
} acts[] = {
	{ ACTION_focus, act_focus }, { ACTION_zoom, act_zoom },
	{ ACTION_next_tab, act_next_tab }, { ACTION_prev_tab, act_prev_tab },
	{ ACTION_next_object, act_next_object },
	{ ACTION_prev_object, act_prev_object }, { ACTION_raw, act_raw },
	{ ACTION_refresh, act_refresh }, { ACTION_copy, act_copy },
	{ ACTION_copies, act_copies }, { ACTION_reread, act_reread },
	{ ACTION_edit, act_edit }, { ACTION_console, act_console },
	{ ACTION_act, act_main }, { ACTION_actions, act_actions },
	{ ACTION_details, act_details },
	{ ACTION_search, act_search }, { ACTION_next_match, act_next_match },
	{ ACTION_prev_match, act_prev_match }, { ACTION_open, act_open },
};

static bool
act(struct pane *p, struct app *app, enum action action)
{
	struct detail *d = p->own;
	struct tab *tab = &d->tabs[d->tab];
	size_t i;

	for (i = 0; i < sizeof(acts) / sizeof(acts[0]); i++)
		if (acts[i].action == action) {
			acts[i].act(p, app);
			return true;
		}
	if ((action == ACTION_next_pane || action == ACTION_prev_pane) &&
	    is_beside(p, app, chrome_area(app))) {
		act_focus(p, app);	/* the list is the next one */
		return true;
	}
	return tab->is_grid ? grid_act(&tab->grid, action) :
	    lines_act(&tab->lines, action);
}

static void
news(struct pane *p, struct app *app)
{
	struct detail *d = p->own;
	struct tab *tab = &d->tabs[d->tab];

	if (tab_is_joined(tab) ? engine_generation(app->engine) !=
	    tab->join.seen : tab->look != NULL &&
	    look_generation(tab->look) != tab->built)
		app->is_dirty = true;
}

/* Whether there is more below than the screen has. */
static void
status(struct pane *p, struct app *app, struct buf *out)
{
	struct detail *d = p->own;
	struct tab *tab = &d->tabs[d->tab];

	(void)app;
	if (!tab->is_grid)
		lines_place(&tab->lines, tab->lines.height, out);
}

static void
fini(struct pane *p)
{
	struct detail *d = p->own;

	detail_fini(d);
	free(d);
}

static const struct pane_kind detail_kind = {
	.name = "Detail",
	.scopes = IN_MOVE | IN_DETAIL | IN_TABLE | IN_TEXT,
	.is_beside = is_beside, .draw = draw, .act = act, .news = news,
	.status = status, .fini = fini,
};

void
detail_open_of(struct app *app, const struct args *given,
    const struct selection *s, bool raw)
{
	struct detail *d = mem_alloc(sizeof(*d));
	const struct picked *one = &s->list[0];
	struct pane *p;

	d->resource = s->resource;
	args_copy(&d->given, given);
	detail_object(d, s->conn, one->id, one->name, one->domain);
	p = app_open(app, &detail_kind, d);
	if (raw)
		act_raw(p, app);
	else
		show_tab(d, app, 0);
}

void
detail_open(struct app *app, const struct cat_resource *resource,
    const struct conn *conn, const char *id, const char *name,
    const char *domain, bool raw)
{
	struct selection s;

	selection_one(&s, resource, conn, id, name, domain);
	detail_open_of(app, NULL, &s, raw);
	selection_fini(&s);
}

void
detail_focus(struct pane *p)
{
	struct detail *d = p->own;

	d->is_focus = true;
}
