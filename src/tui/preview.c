/* The rows of a file before anything is sent: which can be, which not, why. */
#include "dialogs.h"
#include "forms.h"
#include "grid.h"

#include <endpane/base/mem.h>
#include <endpane/base/str.h>

#include <stdlib.h>
#include <string.h>

#define WHY_ROWS	2
#define ROOMY_COLS	64

struct preview {
	struct pane	*form;		/* below */
	struct grid	 grid;
	size_t		 good, bad;
	bool		 only_bad;	/* are shown */
	struct args	 args;
	const struct cat_op *op;
};

static void
add_row(void *who, size_t line, const char *name, const char *column,
    const char *why)
{
	struct preview *own = who;
	struct grid *g = &own->grid;
	struct grid_row *row;

	own->good += why == NULL;
	own->bad += why != NULL;
	if (own->only_bad && why == NULL)
		return;
	row = grid_add(g, line, why != NULL ? ROLE_BAD : ROLE_PLAIN);
	grid_format(g, row, grid_column(g, str_slice("NO")), "%zu", line);
	grid_cell(g, row, grid_column(g, str_slice("NAME")),
	    str_slice(name));
	grid_cell(g, row, grid_column(g, str_slice("COLUMN")),
	    str_slice(column));
	grid_cell(g, row, grid_column(g, str_slice("WHY NOT")),
	    str_slice(why));
	row->more = mem_text(why);
}

static bool
build(struct preview *own, struct err *err)
{
	bool good;

	own->good = own->bad = 0;
	grid_clear(&own->grid);
	good = job_preview(own->op, &own->args, add_row, own, err);
	grid_settle(&own->grid);
	return good;
}

/* All of it, where the row's own place is too small. */
static void
draw_why(const struct preview *own, struct app *app, struct area a)
{
	const struct grid_row *row = grid_here(&own->grid);

	if (row != NULL && row->role == ROLE_BAD && row->more != NULL)
		canvas_wrap(app->canvas, a, ROLE_BAD, row->more);
}

static void
draw(struct pane *p, struct app *app, struct area area)
{
	struct preview *own = p->own;
	struct area box = area_inside(area, area.rows, area.cols);
	int x = box.x + 2;
	char title[80];

	snprintf(title, sizeof(title), "%zu row%s can be sent, %zu cannot",
	    own->good, own->good == 1 ? "" : "s", own->bad);
	canvas_window(app->canvas, box, title);
	grid_draw(&own->grid, app->canvas, (struct area){ box.y + 1,
	    box.x + 1, box.rows - 3 - WHY_ROWS, box.cols - 2 }, "none");
	draw_why(own, app, (struct area){ box.y + box.rows - 2 - WHY_ROWS,
	    box.x + 2, WHY_ROWS, box.cols - 4 });
	x += canvas_text(app->canvas, box.y + box.rows - 2, x, box.cols - 4,
	    ROLE_KEY, own->good == 0 ? "" : box.cols < ROOMY_COLS ?
	    "[ l: leave out ]" : "[ l: leave the bad ones out ]") + 1;
	canvas_text(app->canvas, box.y + box.rows - 2, x, box.x + box.cols -
	    2 - x, ROLE_KEY, box.cols < ROOMY_COLS ? "[ Esc: back ]" :
	    "[ Esc: back to the form ]");
}

static bool
key(struct pane *p, struct app *app, int pressed)
{
	struct preview *own = p->own;
	struct pane *form = own->form;
	struct err err;

	if (pressed == PRESS_ESCAPE || pressed == 'q')
		app_close(app, p);
	else if (pressed == 'l' && own->good > 0) {
		app_close(app, p);
		form_skip_bad(form, app);
	} else if (pressed == 'f') {
		own->only_bad = !own->only_bad;
		build(own, &err);
	} else if (pressed == 'n' || pressed == 'N')
		grid_next_bad(&own->grid, pressed == 'n' ? 1 : -1);
	else
		return false;
	return true;
}

static bool
act(struct pane *p, struct app *app, enum action action)
{
	struct preview *own = p->own;

	(void)app;
	return grid_act(&own->grid, action);
}

static void
fini(struct pane *p)
{
	struct preview *own = p->own;

	grid_fini(&own->grid);
	args_fini(&own->args);
	free(own);
}

static const struct pane_kind preview_kind = {
	.name = "Preview", .scopes = IN_MOVE, .is_dialog = true,
	.draw = draw, .key = key, .act = act, .fini = fini,
	.bar = "l leave bad ones out  n N next bad  f only bad, all  "
	    "j k move  Esc back",
};

bool
preview_open(struct app *app, struct pane *form, const struct cat_op *op,
    const struct args *args)
{
	struct preview *own = mem_alloc(sizeof(*own));
	struct err err;

	own->form = form;
	own->op = op;
	args_copy(&own->args, args);
	if (build(own, &err) && own->bad > 0) {
		app_open(app, &preview_kind, own);
		grid_act(&own->grid, ACTION_top);
		if (own->grid.rows[0].role != ROLE_BAD)
			grid_next_bad(&own->grid, 1);
		return true;
	}
	grid_fini(&own->grid);
	args_fini(&own->args);
	free(own);
	return false;
}
