/* What is known of the object that a list's cursor stands on. */
#include "card.h"

#include "detail.h"
#include "forms.h"

#include <endpane/base/clock.h>
#include <endpane/base/mem.h>
#include <endpane/base/str.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct card {
	struct detail	d;
	struct lines	row;	/* what the list has, where no more is known */
};

struct card *
card_new(const struct cat_resource *resource)
{
	struct card *card = mem_alloc(sizeof(*card));

	card->d.resource = resource;
	return card;
}

void
card_free(struct card *card)
{
	if (card == NULL)
		return;
	detail_fini(&card->d);
	lines_fini(&card->row);
	free(card);
}

/* Follows the cursor; what was read of the object before is found again. */
static void
follow(struct card *card, struct app *app, struct listing *l, uint32_t row)
{
	struct detail *d = &card->d;
	const struct conn *conn = &app->config->conns[rows_conn(l->rows,
	    row)];
	struct slice id = rows_id(l->rows, row);
	struct buf domain = { 0 };
	char *text, *name;

	if (d->id != NULL && str_is(id, d->id) && d->conn == conn)
		return;
	text = mem_slice(id.at, id.len);
	name = mem_slice(rows_label(l->rows, row).at,
	    rows_label(l->rows, row).len);
	domain_of_row(l->resource, l->rows, row, &domain);
	detail_object(d, conn, text, name, domain.len > 0 ?
	    buf_string(&domain) : NULL);
	buf_fini(&domain);
	free(text);
	free(name);
}

static void
find_looks(struct detail *d, struct app *app)
{
	int count = d->tab_count, i;

	for (i = 0; i < count; i++) {
		const struct cat_op *op = detail_op(d, i);
		struct args args = { 0 };

		if (op == NULL || d->tabs[i].look != NULL)
			continue;
		detail_args(d, op, &args);
		d->tabs[i].look = look_find(app->engine, d->conn, d->resource,
		    op, &args);
		args_fini(&args);
	}
}

static bool
is_known(const struct tab *tab)
{
	return tab->look != NULL && look_body(tab->look).len > 0;
}

/* Every tab, and whether it was read: "Summary 14:02  Apps ?". */
static void
draw_tabs(const struct detail *d, struct app *app, struct area a)
{
	struct canvas *c = app->canvas;
	int count = d->tab_count, x = 1, i;
	char when[12];

	for (i = 0; i < count; i++) {
		const struct tab *tab = &d->tabs[i];

		if (tab->verb == NULL)
			continue;	/* the first one's, as it came */
		x += canvas_text(c, a.y, a.x + x, a.cols - x, ROLE_TAB,
		    tab->title) + 1;
		if (is_known(tab)) {
			clock_print_time(look_as_of_ms(tab->look), when,
			    sizeof(when));
			snprintf(when + 5, sizeof(when) - 5, "%s",
			    app_is_stale(app, look_as_of_ms(tab->look)) ?
			    "!" : "");	/* hours and minutes */
		}
		x += canvas_text(c, a.y, a.x + x, a.cols - x, ROLE_DIM,
		    is_known(tab) ? when : tab->look != NULL &&
		    look_state(tab->look) == LOOK_LOADING ? "being read" :
		    "?") + 2;
	}
}

static void
draw_lines(struct lines *lines, struct app *app, struct area a)
{
	lines->top = 0;
	if ((int)lines->count > a.rows) {
		a.rows--;
		canvas_format(app->canvas, a.y + a.rows, a.x, a.cols,
		    ROLE_DIM, "%zu more lines: 0 goes there",
		    lines->count - (size_t)a.rows);
	}
	lines_draw(lines, app->canvas, a);
}

/* The first tab where it was read, else what the list's row has. */
static void
draw_fields(struct card *card, struct app *app, struct listing *l,
    struct area a)
{
	struct detail *d = &card->d;

	if (is_known(&d->tabs[0])) {
		detail_refresh(d, app, a.cols);
		draw_lines(&d->tabs[0].lines, app, a);
		return;
	}
	listing_fields(l, &card->row, a.cols);
	canvas_text(app->canvas, a.y, a.x, a.cols, ROLE_DIM,
	    d->tab_count == 0 ? "From the list, which has all there is" :
	    "From the list. Not read: the details; Enter or 0 does, a call");
	draw_lines(&card->row, app, (struct area){ a.y + 2, a.x, a.rows - 2,
	    a.cols });
}

void
card_draw(struct card *card, struct app *app, struct listing *l,
    struct area box)
{
	struct detail *d = &card->d;
	struct area a = { box.y + 1, box.x + 2, box.rows - 2, box.cols - 4 };
	uint32_t row;

	if (!listing_row(l, &row)) {
		canvas_box(app->canvas, box, l->resource->title);
		return;
	}
	follow(card, app, l, row);
	find_looks(d, app);
	canvas_box(app->canvas, box, d->name != NULL && d->name[0] != '\0' ?
	    d->name : d->id);
	draw_tabs(d, app, (struct area){ a.y, box.x + 1, 1,
	    box.cols - 2 });
	canvas_line(app->canvas, a.y + 1, box.x + 1, box.cols - 2);
	draw_fields(card, app, l, (struct area){ a.y + 2, a.x, a.rows - 2,
	    a.cols });
}
