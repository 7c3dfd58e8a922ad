/* The picker: a list in a box, to choose one or several from. */
#include "dialogs.h"
#include "forms.h"

#include <endpane/base/mem.h>
#include <endpane/base/str.h>

#include <stdlib.h>

struct picker {
	struct listing		 l;	/* first: see listpane_listing() */
	const struct conn	*conn;	/* whose objects will do */
	bool			 many;
	picker_fn		*taken;
	struct pane		*below;
};

static void
draw(struct pane *p, struct app *app, struct area area)
{
	struct picker *own = p->own;
	struct area box = area_inside(area, area.rows, area.cols);
	struct buf count = { 0 };
	int y = box.y + 1, x = box.x + 2;

	canvas_window(app->canvas, box, own->many ?
	    "Pick: Space marks, Enter takes them" : "Pick one: Enter");
	listing_count_text(&own->l, &count);
	if (own->l.filter[0] != '\0')
		x += canvas_format(app->canvas, y, x, box.cols / 2, ROLE_MODE,
		    "Filter: %s", own->l.filter) + 2;
	x += canvas_text(app->canvas, y, x, box.cols - x, ROLE_SECTION,
	    buf_string(&count)) + 2;
	if (own->l.marks.on > 0)
		canvas_format(app->canvas, y, x, box.x + box.cols - 2 - x,
		    ROLE_MARK, "%zu marked", own->l.marks.on);
	listing_draw(&own->l, app->canvas, (struct area){ box.y + 2,
	    box.x + 1, box.rows - 3, box.cols - 2 });
	buf_fini(&count);
}

static bool
is_of_conn(const struct picker *own, int conn)
{
	return own->conn == NULL || own->conn->number == conn;
}

static void
take(struct pane *p, struct app *app)
{
	struct picker *own = p->own;
	struct listing *l = &own->l;
	struct picked *list = NULL;
	const struct mark *mark;
	size_t count = 0, place = 0;
	uint32_t row;
	bool foreign = false;

	if (own->many && l->marks.on > 0)
		while ((mark = marks_next(&l->marks, &place)) != NULL) {
			struct slice name = { 0 };

			foreign |= !is_of_conn(own, mark->conn);
			if (rows_find(l->rows, mark->conn,
			    str_slice(mark->id), &row))
				name = rows_label(l->rows, row);
			picked_add(&list, &count, str_slice(mark->id), name,
			    NULL);
		}
	else if (listing_row(l, &row)) {
		foreign = !is_of_conn(own, rows_conn(l->rows, row));
		picked_add(&list, &count, rows_id(l->rows, row),
		    rows_label(l->rows, row), NULL);
	}
	if (foreign)
		app_say(app, ROLE_WARN, "only objects of %s will do",
		    own->conn->name);
	else if (count == 0)
		app_say(app, ROLE_WARN, "no row to take");
	else {
		app_close(app, p);
		own->taken(app, own->below, list, count);
		return;
	}
	picked_fini(list, count);
}

static bool
act(struct pane *p, struct app *app, enum action action)
{
	struct picker *own = p->own;
	struct err err;

	if (action == ACTION_escape && own->l.filter[0] != '\0')
		listing_filter(&own->l, "", &err);
	else if (action == ACTION_escape)
		app_close(app, p);
	else if (action == ACTION_mark && !own->many)
		app_say(app, ROLE_WARN, "only one can be taken: Enter takes "
		    "this row");
	else
		return rows_act(p, app, action);
	return true;
}

static bool
key(struct pane *p, struct app *app, int pressed)
{
	struct picker *own = p->own;

	if (pressed == PRESS_ENTER && !rows_are_ready(p, app))
		return true;
	if (pressed == PRESS_ENTER)
		take(p, app);
	else if (pressed == 'r' && own->l.list != NULL)
		list_refresh(own->l.list, -1);
	else if (pressed == 'q')
		app_close(app, p);
	else
		return false;
	return true;
}

static void
news(struct pane *p, struct app *app)
{
	if (rows_news(p->own, app))
		app->is_dirty = true;
}

static bool
work(struct pane *p, struct app *app, int64_t budget_us)
{
	return rows_work(p->own, app, budget_us);
}

static void
fini(struct pane *p)
{
	struct picker *own = p->own;

	listing_fini(&own->l);
	free(own);
}

static const struct pane_kind one_kind = {
	.name = "Picker", .scopes = IN_MOVE | IN_ROWS, .is_dialog = true,
	.draw = draw, .act = act, .key = key, .news = news, .work = work,
	.bar = "Enter take it   / filter   s sort   r refresh   Esc back",
	.fini = fini,
}, many_kind = {
	.name = "Picker", .scopes = IN_MOVE | IN_ROWS, .is_dialog = true,
	.draw = draw, .act = act, .key = key, .news = news, .work = work,
	.bar = "Enter take   Space mark   * all   / filter   s sort   "
	    "r refresh   Esc back",
	.fini = fini,
};

void
picker_open(struct app *app, const struct cat_resource *resource,
    const struct args *args, const struct conn *conn, bool many,
    const struct picked *marked,
    size_t marked_count, picker_fn *taken, struct pane *below)
{
	struct picker *own = mem_alloc(sizeof(*own));
	size_t i;

	listing_open(&own->l, app->engine, resource, args->count > 0 ? args :
	    NULL);
	own->conn = conn;
	own->many = many;
	own->taken = taken;
	own->below = below;
	if (own->l.list != NULL && list_as_of_ms(own->l.list) == 0)
		list_refresh(own->l.list, -1);
	for (i = 0; many && conn != NULL && i < marked_count; i++)
		marks_set(&own->l.marks, conn->number,
		    str_slice(marked[i].id), true);
	app_open(app, many ? &many_kind : &one_kind, own);
}
