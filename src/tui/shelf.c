/* The shelf: rows that a read has answered, to choose one or several from. */
#include "dialogs.h"
#include "shelf.h"
#include "table.h"

#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/op/fetch.h>

#include <stdlib.h>
#include <string.h>

#define ERROR_ROWS 2

struct shelf {
	struct app		*app;
	struct shelf_ways	 ways;		/* what it lends is gone */
	struct args		 args;
	struct picked		*besides;
	size_t			 besides_count;
	struct fetch		*fetch;		/* NULL: it is over */
	struct grid		 all;		/* every row */
	struct picked		*items;		/* what each of them is */
	size_t			 count;
	struct map		 index;		/* id to its item */
	struct grid		 shown;		/* key: number of the item */
	struct marks		 marks;
	char			*filter;
	struct pane		*below;
	const char		*remark;
	struct err		 err;
};

static int
conn_number(const struct shelf *own)
{
	return own->ways.conn->number;
}

static bool
is_let_through(const struct shelf *own, const struct grid_row *row)
{
	int k;

	if (own->filter[0] == '\0')
		return true;
	for (k = 0; k < own->all.columns; k++)
		if (row->cells[k] != NULL && str_find_folded(
		    str_slice(row->cells[k]), str_slice(own->filter)) != NULL)
			return true;
	return false;
}

/* Shows the rows from that number on, as far as the filter lets them. */
static void
show(struct shelf *own, size_t from)
{
	struct grid *g = &own->shown;
	size_t i;
	int k;

	if (from == 0)
		grid_clear(g);
	for (i = from; i < own->count; i++) {
		const struct grid_row *row = &own->all.rows[i];
		struct grid_row *copy;

		if (!is_let_through(own, row))
			continue;
		copy = grid_add(g, i, row->role);
		copy->is_marked = marks_has(&own->marks, conn_number(own),
		    str_slice(own->items[i].id));
		for (k = 0; k < own->all.columns; k++)
			grid_cell(g, copy, grid_column(g,
			    str_slice(own->all.titles[k])),
			    str_slice(row->cells[k] != NULL ? row->cells[k] :
			    ""));
	}
	grid_first(g, "name");
	grid_settle(g);
	own->app->is_dirty = true;
}

static void
add(struct shelf *own, struct slice id, struct slice name)
{
	uint32_t number = (uint32_t)own->count;

	picked_add(&own->items, &own->count, id, name, NULL);
	map_add(&own->index, str_slice(own->items[number].id), number);
}

/* What stands on the rows that were added: an id and a name for each. */
static void
take_stock(struct shelf *own)
{
	const struct table t = { own->app->engine, own->ways.op,
	    own->ways.conn, &own->all };
	size_t from = own->count;

	while (own->count < own->all.count) {
		const char *item = own->all.rows[own->count].more;
		struct buf id = { 0 }, name = { 0 };

		table_id(own->ways.op, item, &id);
		table_name(&t, item, &name);
		add(own, str_slice(buf_string(&id)),
		    str_slice(buf_string(&name)));
		buf_fini(&id);
		buf_fini(&name);
	}
	show(own, from);
}

static bool
page(void *who, struct slice body, size_t *rows, struct err *err)
{
	struct shelf *own = who;
	const struct table t = { own->app->engine, own->ways.op,
	    own->ways.conn, &own->all };

	(void)err;
	*rows = table_add(&t, body);
	take_stock(own);
	return true;
}

/* Where the read's rows have their names. */
static const char *
name_title(const struct grid *g)
{
	int k;

	for (k = 0; k < g->columns; k++)
		if (str_ends(str_slice(g->titles[k]), "name"))
			return g->titles[k];
	return "name";
}

/* What is offered besides comes last, unless the read has named it. */
static void
add_besides(struct shelf *own)
{
	size_t from = own->count, i;
	uint32_t place;

	for (i = 0; i < own->besides_count; i++) {
		const struct picked *one = &own->besides[i];
		struct grid *g = &own->all;
		struct grid_row *row;

		if (map_find(&own->index, str_slice(one->id), &place))
			continue;
		row = grid_add(g, own->count, ROLE_DIM);
		grid_cell(g, row, grid_column(g, str_slice("id")),
		    str_slice(one->id));
		grid_cell(g, row, grid_column(g, str_slice(name_title(g))),
		    str_slice(one->name));
		grid_cell(g, row, grid_column(g, str_slice("known from")),
		    str_slice(own->ways.besides_from));
		add(own, str_slice(one->id), str_slice(one->name));
	}
	if (own->count > from)
		show(own, from);
}

static void
done(void *who, const struct err *err, const char *remark)
{
	struct shelf *own = who;

	own->fetch = NULL;
	own->err = *err;
	own->remark = remark;
	add_besides(own);
	own->app->is_dirty = true;
}

static void
begin(struct shelf *own)
{
	fetch_stop(own->fetch);
	grid_clear(&own->all);
	picked_fini(own->items, own->count);
	own->items = NULL;
	own->count = 0;
	map_fini(&own->index);
	own->index = (struct map){ 0 };
	show(own, 0);
	err_clear(&own->err);
	own->fetch = fetch_start(own->app->engine, own->ways.conn,
	    own->ways.resource, own->ways.op, &own->args, LANE_LOOKED_AT,
	    page, done, own, &own->err);
	if (own->fetch == NULL)
		add_besides(own);
}

/* "2 of 40 rows  3 marked  being read", or what came in between. */
static void
head_words(const struct shelf *own, struct buf *out)
{
	if (own->filter[0] != '\0')
		buf_format(out, "%zu of ", own->shown.count);
	buf_format(out, "%zu row%s", own->count, own->count == 1 ? "" : "s");
	if (own->marks.on > 0)
		buf_format(out, "  %zu marked", own->marks.on);
	if (own->fetch != NULL)
		buf_text(out, "  being read");
	else if (own->remark != NULL)
		buf_format(out, "  %s", own->remark);
}

static void
draw(struct pane *p, struct app *app, struct area area)
{
	struct shelf *own = p->own;
	struct area box = area_inside(area, area.rows, area.cols), a;
	struct buf words = { 0 };
	int x, taken;

	canvas_window(app->canvas, box, own->ways.many ?
	    "Pick: Space marks, Enter takes them" : "Pick one: Enter");
	a = (struct area){ box.y + 1, box.x + 1, box.rows - 2, box.cols - 2 };
	x = a.x + 1;
	if (own->filter[0] != '\0')
		x += canvas_format(app->canvas, a.y, x, a.cols / 2, ROLE_MODE,
		    "Filter: %s", own->filter) + 2;
	head_words(own, &words);
	canvas_text(app->canvas, a.y, x, a.x + a.cols - x, ROLE_SECTION,
	    buf_string(&words));
	buf_fini(&words);
	a.y++, a.rows--;
	if (own->err.code != ERR_NONE) {
		taken = canvas_wrap(app->canvas, (struct area){ a.y, a.x + 1,
		    ERROR_ROWS, a.cols - 2 }, ROLE_BAD, own->err.text);
		a.y += taken, a.rows -= taken;
	}
	grid_draw(&own->shown, app->canvas, a, own->fetch != NULL ?
	    "being read" : own->filter[0] != '\0' ? "none fits" : "none");
}

static void
take(struct pane *p, struct app *app)
{
	struct shelf *own = p->own;
	const struct grid_row *row = grid_here(&own->shown);
	struct picked *list = NULL;
	const struct mark *mark;
	size_t count = 0, place = 0;
	uint32_t at;

	while (own->ways.many && (mark = marks_next(&own->marks,
	    &place)) != NULL) {
		bool known = map_find(&own->index, str_slice(mark->id), &at);

		picked_add(&list, &count, str_slice(mark->id),
		    str_slice(known ? own->items[at].name : ""), NULL);
	}
	if (count == 0 && row != NULL && own->items[row->key].id[0] != '\0')
		picked_add(&list, &count, str_slice(own->items[row->key].id),
		    str_slice(own->items[row->key].name), NULL);
	if (count == 0) {
		app_say(app, ROLE_WARN, row == NULL ? "no row to take" :
		    "this row has no id");
		return;
	}
	app_close(app, p);
	own->ways.taken(app, own->below, list, count);
}

static void
mark(struct shelf *own, struct grid_row *row, bool on)
{
	const char *id = own->items[row->key].id;

	if (id[0] == '\0')
		return;
	marks_set(&own->marks, conn_number(own), str_slice(id), on);
	row->is_marked = on;
}

static void
mark_here(struct shelf *own, struct app *app)
{
	struct grid *g = &own->shown;

	if (!own->ways.many)
		app_say(app, ROLE_WARN, "only one can be taken: Enter takes "
		    "this row");
	else if (grid_here(g) != NULL) {
		mark(own, &g->rows[g->cursor], !grid_here(g)->is_marked);
		grid_act(g, ACTION_down);
	}
}

static bool
filter_changed(struct pane *below, struct app *app, const char *text,
    struct err *err)
{
	struct shelf *own = below->own;

	(void)app;
	(void)err;
	free(own->filter);
	own->filter = mem_text(text);
	show(own, 0);
	return true;
}

static void
filter_gone(struct pane *below, struct app *app)
{
	struct err none;

	filter_changed(below, app, "", &none);
}

static const struct prompt_ways filter_ways = {
	.title = "FILTER", .changed = filter_changed, .done = filter_changed,
	.gone = filter_gone,
};

static bool
act(struct pane *p, struct app *app, enum action action)
{
	struct shelf *own = p->own;
	size_t i;

	if (action == ACTION_escape && own->filter[0] != '\0')
		filter_gone(p, app);
	else if (action == ACTION_escape)
		app_close(app, p);
	else if (action == ACTION_filter)
		prompt_open(app, &filter_ways, p, own->filter);
	else if (action == ACTION_mark)
		mark_here(own, app);
	else if (action == ACTION_unmark || (action == ACTION_mark_all &&
	    own->ways.many))
		for (i = 0; i < own->shown.count; i++)
			mark(own, &own->shown.rows[i],
			    action == ACTION_mark_all);
	else
		return grid_act(&own->shown, action);
	return true;
}

static bool
key(struct pane *p, struct app *app, int pressed)
{
	if (pressed == PRESS_ENTER)
		take(p, app);
	else if (pressed == 'r')
		begin(p->own);
	else if (pressed == 'q')
		app_close(app, p);
	else
		return false;
	return true;
}

static void
fini(struct pane *p)
{
	struct shelf *own = p->own;

	fetch_stop(own->fetch);
	args_fini(&own->args);
	grid_fini(&own->all);
	grid_fini(&own->shown);
	picked_fini(own->items, own->count);
	map_fini(&own->index);
	marks_fini(&own->marks);
	picked_fini(own->besides, own->besides_count);
	free(own->filter);
	free(own);
}

static const struct pane_kind one_kind = {
	.name = "Picker", .scopes = IN_MOVE | IN_ROWS, .is_dialog = true,
	.draw = draw, .act = act, .key = key,
	.bar = "Enter take it   / filter   r read again   Esc back",
	.fini = fini,
}, many_kind = {
	.name = "Picker", .scopes = IN_MOVE | IN_ROWS, .is_dialog = true,
	.draw = draw, .act = act, .key = key,
	.bar = "Enter take   Space mark   * all   / filter   r read again   "
	    "Esc back",
	.fini = fini,
};

void
shelf_open(struct app *app, const struct shelf_ways *ways, struct pane *below)
{
	struct shelf *own = mem_alloc(sizeof(*own));
	size_t i;

	own->app = app;
	own->ways = *ways;
	own->below = below;
	own->filter = mem_text("");
	args_copy(&own->args, ways->args);
	for (i = 0; i < ways->besides_count; i++)
		picked_add(&own->besides, &own->besides_count,
		    str_slice(ways->besides[i].id),
		    str_slice(ways->besides[i].name), NULL);
	for (i = 0; ways->many && i < ways->marked_count; i++)
		marks_set(&own->marks, ways->conn->number,
		    str_slice(ways->marked[i].id), true);
	begin(own);
	app_open(app, ways->many ? &many_kind : &one_kind, own);
}
