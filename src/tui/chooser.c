/* The column chooser: which columns of a list are shown, kept across runs. */
#include "dialogs.h"
#include "forms.h"
#include "remember.h"

#include <endpane/base/mem.h>
#include <endpane/base/str.h>

#include <stdlib.h>
#include <string.h>

struct chooser {
	struct pane	*below;		/* a list pane */
	int		 cursor, top;
};

/* After the columns comes one entry more: all as usual. */
static int
column_count(const struct listing *l)
{
	int count = cat_column_count(l->resource);

	return count < COLUMNS_MOST ? count : COLUMNS_MOST;
}

static bool
is_label(const struct listing *l, int column)
{
	return strcmp(l->resource->columns[column].name,
	    l->resource->label) == 0;
}

static void
draw_entry(const struct chooser *own, struct app *app, struct area a, int y,
    int index)
{
	const struct listing *l = listpane_listing(own->below);
	const struct cat_column *column = &l->resource->columns[index];
	bool here = index == own->cursor;
	enum role role = here ? ROLE_CURSOR : ROLE_PLAIN;

	canvas_fill(app->canvas, y, a.x, a.cols, role);
	if (index == column_count(l)) {
		canvas_text(app->canvas, y, a.x + 1, a.cols - 2, role,
		    "    all as usual");
		return;
	}
	canvas_text(app->canvas, y, a.x + 1, 3, role,
	    columns_has(l->resource, index, l->wishes) ? "[x]" : "[ ]");
	canvas_text(app->canvas, y, a.x + 5, 16, role, column->title);
	canvas_text(app->canvas, y, a.x + 22, a.cols - 23, here ? role :
	    ROLE_DIM, is_label(l, index) ? "always shown" : column->name);
}

static void
draw(struct pane *p, struct app *app, struct area area)
{
	struct chooser *own = p->own;
	const struct listing *l = listpane_listing(own->below);
	int count = column_count(l) + 1, i;
	struct area box = area_inside(area, count + 2, 50), a;
	char title[60];

	snprintf(title, sizeof(title), "Columns of %s", l->resource->noun);
	canvas_window(app->canvas, box, title);
	a = (struct area){ box.y + 1, box.x + 1, box.rows - 2, box.cols - 2 };
	if (own->cursor < own->top)
		own->top = own->cursor;
	if (own->cursor >= own->top + a.rows)
		own->top = own->cursor - a.rows + 1;
	for (i = 0; i < a.rows && own->top + i < count; i++)
		draw_entry(own, app, a, a.y + i, own->top + i);
}

/* Turned twice, a column is as usual again. */
static void
turn(struct chooser *own, struct app *app)
{
	struct listing *l = listpane_listing(own->below);
	int column = own->cursor;
	bool shown;

	if (column == column_count(l)) {
		memset(l->wishes, COLUMN_USUAL, sizeof(l->wishes));
		app_say(app, ROLE_DIM, "all columns are as usual");
	} else if (is_label(l, column))
		app_say(app, ROLE_WARN, "%s is always shown",
		    l->resource->columns[column].title);
	else {
		shown = columns_has(l->resource, column, l->wishes);
		l->wishes[column] = COLUMN_USUAL;
		if (columns_has(l->resource, column, l->wishes) == shown)
			l->wishes[column] = shown ? COLUMN_OFF : COLUMN_ON;
	}
	l->shift = 0;
	remember_listing(app, l);
}

static bool
key(struct pane *p, struct app *app, int pressed)
{
	struct chooser *own = p->own;
	int last = column_count(listpane_listing(own->below));

	if (pressed == PRESS_ESCAPE || pressed == 'q' || pressed == 'c' ||
	    pressed == PRESS_ENTER)
		app_close(app, p);
	else if (pressed == PRESS_SPACE)
		turn(own, app);
	else if (pressed == 'j' || pressed == PRESS_DOWN)
		own->cursor += own->cursor < last;
	else if (pressed == 'k' || pressed == PRESS_UP)
		own->cursor -= own->cursor > 0;
	else if (pressed == 'g' || pressed == PRESS_HOME)
		own->cursor = 0;
	else if (pressed == 'G' || pressed == PRESS_END)
		own->cursor = last;
	else
		return false;
	return true;
}

static void
fini(struct pane *p)
{
	free(p->own);
}

static const struct pane_kind chooser_kind = {
	.name = "Columns", .is_dialog = true, .draw = draw, .key = key,
	.bar = "Space show or hide   j k move   Enter Esc done", .fini = fini,
};

void
chooser_open(struct app *app, struct pane *below)
{
	struct chooser *own = mem_alloc(sizeof(*own));

	own->below = below;
	app_open(app, &chooser_kind, own);
}
