/* Facets: how often each value of a column occurs; Enter filters by one. */
#include "census.h"
#include "dialogs.h"
#include "forms.h"
#include "remember.h"

#include <endpane/base/mem.h>
#include <endpane/base/str.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FIRST_US	4000	/* small lists are counted at once */

struct facets {
	struct pane	*below;		/* a list pane */
	struct census	 census;
	size_t		 cursor, top;
	int		 height;
};

static const struct cat_column *
column_of(const struct facets *f)
{
	return &listpane_listing(f->below)->resource->columns[
	    f->census.column];
}

static void
draw_value(struct facets *f, struct app *app, struct area a, int y, size_t n)
{
	const struct census_value *v = census_value(&f->census, n);
	enum role role = n == f->cursor ? ROLE_CURSOR : ROLE_PLAIN;
	size_t total = f->census.at;

	canvas_fill(app->canvas, y, a.x, a.cols, role);
	canvas_fit(app->canvas, y, a.x + 1, a.cols - 18, false,
	    v->text[0] == '\0' && n != f->cursor ? ROLE_DIM : role,
	    str_slice(v->text[0] != '\0' ? v->text : "not reported"));
	canvas_format(app->canvas, y, a.x + a.cols - 15, 14, role,
	    "%8zu %3zu%%", v->count, total > 0 ? v->count * 100 / total : 0);
}

static void
draw(struct pane *p, struct app *app, struct area area)
{
	struct facets *f = p->own;
	int wish = f->census.kinds > 4 ? (int)f->census.kinds + 2 : 6;
	struct area box = area_inside(area, wish, 60), a;
	char title[120];
	size_t kinds = f->census.kinds;
	int i;

	/* On a wide screen in the place of those that are always there. */
	listpane_facets(f->below, area, &box);
	snprintf(title, sizeof(title), "%s: %zu values in %u rows",
	    column_of(f)->title, kinds, (unsigned)f->census.at);
	canvas_box(app->canvas, box, title);
	a = (struct area){ box.y + 1, box.x + 1, box.rows - 2, box.cols - 2 };
	f->height = a.rows;
	if (f->cursor >= kinds)
		f->cursor = kinds > 0 ? kinds - 1 : 0;
	if (f->cursor < f->top)
		f->top = f->cursor;
	if (f->cursor >= f->top + (size_t)a.rows)
		f->top = f->cursor - (size_t)a.rows + 1;
	for (i = 0; i < a.rows && f->top + (size_t)i < kinds; i++)
		draw_value(f, app, a, a.y + i, f->top + (size_t)i);
}

static void
turn_column(struct facets *f, int step)
{
	const struct listing *l = listpane_listing(f->below);
	int count = cat_column_count(l->resource);
	int next = (f->census.column + step + count) % count;

	census_fini(&f->census);
	census_open(&f->census, next);
	census_use(&f->census, l->rows);
	census_work(&f->census, FIRST_US);
	f->cursor = f->top = 0;
}

/* Is this term, cut at blanks outside quotes, one of that column? */
static bool
is_of_column(struct slice term, const char *column)
{
	size_t len = strlen(column);

	return term.len > len && memcmp(term.at, column, len) == 0 &&
	    strchr("=!<>~", term.at[len]) != NULL;
}

/* The filter without the column's terms, and with the new one at its end. */
static char *
with_term(const char *filter, const char *column, const char *value)
{
	const char *p = filter, *from;
	struct buf out = { 0 };
	bool quoted;

	while (*p != '\0') {
		for (; *p == ' '; p++)
			;
		for (from = p, quoted = false; *p != '\0' &&
		    (quoted || *p != ' '); p++)
			quoted ^= *p == '"';
		if (p > from && !is_of_column((struct slice){ from,
		    (size_t)(p - from) }, column))
			buf_format(&out, "%.*s ", (int)(p - from), from);
	}
	buf_format(&out, strpbrk(value, " |\"") != NULL || value[0] == '\0' ?
	    "%s=\"%s\"" : "%s=%s", column, value);
	return buf_take(&out, NULL);
}

static void
choose(struct pane *p, struct app *app)
{
	struct facets *f = p->own;
	struct listing *l = listpane_listing(f->below);
	const struct census_value *v = census_value(&f->census, f->cursor);
	struct err err;
	char *filter;

	if (v == NULL)
		return;
	filter = with_term(l->filter, column_of(f)->name, v->text);
	if (strchr(v->text, '"') != NULL)
		app_say(app, ROLE_WARN, "a value with quotes cannot be "
		    "filtered by");
	else if (!listing_filter(l, filter, &err))
		app_complain(app, &err);
	else
		remember_listing(app, l);
	app->is_fresh = true;
	free(filter);
	app_close(app, p);
}

static bool
key(struct pane *p, struct app *app, int pressed)
{
	struct facets *f = p->own;
	size_t last = f->census.kinds > 0 ? f->census.kinds - 1 : 0;
	size_t page = f->height > 1 ? (size_t)f->height - 1 : 1;

	if (pressed == PRESS_ESCAPE || pressed == 'q' || pressed == 'f')
		app_close(app, p);
	else if (pressed == PRESS_ENTER)
		choose(p, app);
	else if (pressed == PRESS_DOWN || pressed == 'j')
		f->cursor += f->cursor < last;
	else if (pressed == PRESS_UP || pressed == 'k')
		f->cursor -= f->cursor > 0;
	else if (pressed == PRESS_PAGE_DOWN)
		f->cursor = f->cursor + page < last ? f->cursor + page : last;
	else if (pressed == PRESS_PAGE_UP)
		f->cursor = f->cursor > page ? f->cursor - page : 0;
	else if (pressed == PRESS_RIGHT || pressed == 'l')
		turn_column(f, 1);
	else if (pressed == PRESS_LEFT || pressed == 'h')
		turn_column(f, -1);
	else
		return false;
	return true;
}

static void
news(struct pane *p, struct app *app)
{
	struct facets *f = p->own;

	f->below->kind->news(f->below, app);
	census_use(&f->census, listpane_listing(f->below)->rows);
}

static bool
work(struct pane *p, struct app *app, int64_t budget_us)
{
	struct facets *f = p->own;
	uint32_t before = f->census.at;
	bool more = census_work(&f->census, budget_us);

	if (f->census.at != before)
		app->is_dirty = true;
	return more;
}

static void
fini(struct pane *p)
{
	struct facets *f = p->own;

	census_fini(&f->census);
	free(f);
}

static const struct pane_kind facets_kind = {
	.name = "Facets", .is_dialog = true, .draw = draw, .key = key,
	.news = news, .work = work, .fini = fini,
	.bar = "Enter filters by it   j k move   h l other column   Esc close",
};

/* Begins with the first column after the name that has words in it. */
void
facets_open(struct app *app, struct pane *below)
{
	struct facets *f = mem_alloc(sizeof(*f));
	const struct listing *l = listpane_listing(below);
	int label = cat_column(l->resource, str_slice(l->resource->label));
	int id = cat_column(l->resource, str_slice(l->resource->id));
	int column = 0;

	while (column == label || column == id)
		column++;
	if (l->resource->columns[column].name == NULL)
		column = 0;
	f->below = below;
	census_open(&f->census, column);
	census_use(&f->census, l->rows);
	census_work(&f->census, FIRST_US);
	app_open(app, &facets_kind, f);
}
