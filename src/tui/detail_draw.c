/* What stands under an object's name: its tabs, and what is on one of them. */
#include "detail.h"

#include <endpane/base/clock.h>
#include <endpane/base/str.h>
#include <endpane/base/text.h>

#include <stdio.h>
#include <string.h>

bool
tab_is_joined(const struct tab *tab)
{
	return tab->joint != JOINT_NONE && tab->joint != JOINT_RAW;
}

/* The first tab drawn: where there is little room, not the first one. */
static int
first_tab(const struct detail *d, int cols)
{
	int first = d->tab, room = cols - 4;

	for (; first >= 0 && room > 0; first--)
		room -= (int)strlen(d->tabs[first].title) + 3;
	return room > 0 || first + 1 >= d->tab ? first + 1 : first + 2;
}

static void
draw_tabs(const struct detail *d, struct canvas *c, struct area a)
{
	int i = first_tab(d, a.cols), x = 1;

	if (i > 0)
		canvas_text(c, a.y, a.x, 1, ROLE_DIM, "<");
	for (; i < d->tab_count; i++) {
		bool here = i == d->tab;

		x += canvas_format(c, a.y, a.x + x, a.cols - x, here ?
		    ROLE_TAB_HERE : ROLE_TAB, here ? "[%s]" : " %s ",
		    d->tabs[i].title) + 1;
	}
}

/* "read 14:02", "being read", or what went wrong. */
static void
draw_state(const struct tab *tab, struct app *app, struct area a)
{
	const char *text = "";
	char stamp[24], line[64];
	int64_t ms = tab->look != NULL ? look_as_of_ms(tab->look) : 0;
	int width;

	if (tab->look != NULL && look_state(tab->look) == LOOK_LOADING)
		text = "being read";
	else if (ms > 0) {
		clock_print_time(ms, stamp, sizeof(stamp));
		snprintf(line, sizeof(line), "%sread %s",
		    app_is_stale(app, ms) ? "! " : "", stamp);
		text = line;
	}
	width = text_width(str_slice(text));
	canvas_text(app->canvas, a.y, a.x + a.cols - width - 1, width,
	    ROLE_DIM, text);
}

static const struct err *
trouble_of(const struct tab *tab)
{
	if (tab->look == NULL)
		return &tab->err;
	return look_trouble(tab->look);
}

/* Where the answer has coordinates and there is room, a map below. */
static void
draw_grid(struct tab *tab, struct app *app, struct area a)
{
	int table = (int)tab->grid.count + 1, most = a.rows / 2;
	struct area map = a;

	if (tab->chart == NULL || a.rows < 2 * CHART_LEAST) {
		grid_draw(&tab->grid, app->canvas, a, "none");
		return;
	}
	a.rows = table < most ? table : most;
	map.y += a.rows;
	map.rows -= a.rows;
	grid_draw(&tab->grid, app->canvas, a, "none");
	chart_draw(tab->chart, app->canvas, map);
}

/* What the rows rest on, then the rows. */
static void
draw_joined(struct detail *d, struct app *app, struct area a)
{
	struct tab *tab = &d->tabs[d->tab];
	struct lines note = { 0 };
	int rows;

	lines_wrap(&note, ROLE_LABEL, NULL,
	    str_slice(buf_string(&tab->join.note)), a.cols - 1);
	rows = (int)note.count < a.rows ? (int)note.count : a.rows;
	lines_draw(&note, app->canvas, (struct area){ a.y, a.x, rows,
	    a.cols });
	lines_fini(&note);
	if (tab->grid.columns > 0)
		grid_draw(&tab->grid, app->canvas, (struct area){ a.y + rows,
		    a.x, a.rows - rows, a.cols }, "");
}

static void
draw_body(struct detail *d, struct app *app, struct area a)
{
	struct tab *tab = &d->tabs[d->tab];
	const struct err *trouble = trouble_of(tab);

	if (tab_is_joined(tab))
		join_refresh(d, app, tab);
	if (trouble != NULL && trouble->code != ERR_NONE) {
		int rows = canvas_wrap(app->canvas, a, ROLE_BAD,
		    trouble->text);

		a.y += rows;
		a.rows -= rows;
	}
	if (tab_is_joined(tab)) {
		draw_joined(d, app, a);
		return;
	}
	detail_refresh(d, app, a.cols);
	if (tab->is_grid)
		draw_grid(tab, app, a);
	else
		lines_draw(&tab->lines, app->canvas, a);
}

void
detail_draw(struct detail *d, struct app *app, struct area a)
{
	draw_state(&d->tabs[d->tab], app, a);
	draw_tabs(d, app->canvas, (struct area){ a.y + 1, a.x, 1, a.cols });
	canvas_line(app->canvas, a.y + 2, a.x, a.cols);
	draw_body(d, app, (struct area){ a.y + 3, a.x + 1, a.rows - 3,
	    a.cols - 2 });
}
