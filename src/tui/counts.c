/* The facets beside a list: the commonest values of its columns. */
#include "counts.h"

#include "census.h"

#include <endpane/base/mem.h>
#include <endpane/base/str.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNTED_MOST	8	/* columns */
#define KINDS_MOST	60	/* more values than that are no facet */
#define VALUES_LEAST	3	/* of a column, or it is left out */

struct counts {
	const struct cat_resource *resource;
	struct census	list[COUNTED_MOST];
	int		count;
};

/* Times, numbers and what names one object have no common values. */
static bool
has_facets(const struct cat_resource *resource,
    const struct cat_column *column)
{
	if (strcmp(column->name, resource->id) == 0 ||
	    strcmp(column->name, resource->label) == 0)
		return false;
	return column->kind == CAT_TEXT || column->kind == CAT_VERSION ||
	    column->kind == CAT_FLAG || column->kind == CAT_CHOICE;
}

struct counts *
counts_new(const struct cat_resource *resource)
{
	struct counts *c = mem_alloc(sizeof(*c));
	int count = cat_column_count(resource), i;

	c->resource = resource;
	for (i = 0; i < count && c->count < COUNTED_MOST; i++)
		if (has_facets(resource, &resource->columns[i]))
			census_open(&c->list[c->count++], i);
	return c;
}

void
counts_free(struct counts *c)
{
	int i;

	if (c == NULL)
		return;
	for (i = 0; i < c->count; i++)
		census_fini(&c->list[i]);
	free(c);
}

void
counts_use(struct counts *c, const struct rows *rows)
{
	int i;

	for (i = 0; i < c->count; i++)
		census_use(&c->list[i], rows);
}

bool
counts_work(struct counts *c, int64_t budget_us, bool *moved)
{
	int i;

	for (i = 0; i < c->count; i++) {
		uint32_t before = c->list[i].at;
		bool more = census_work(&c->list[i], budget_us);

		*moved = *moved || c->list[i].at != before;
		if (more)
			return true;
	}
	return false;
}

/* What has one value, or nearly as many as rows, tells nothing. */
static bool
is_shown(const struct census *c)
{
	return c->kinds > 1 && c->kinds <= KINDS_MOST &&
	    (c->kinds <= 6 || c->kinds < c->at / 2);
}

/* Rows that all shown columns take with at most so many values each. */
static int
rows_for(const struct counts *c, int values)
{
	int rows = 0, i;

	for (i = 0; i < c->count; i++)
		if (is_shown(&c->list[i]))
			rows += 2 + ((int)c->list[i].kinds < values ?
			    (int)c->list[i].kinds : values);
	return rows - 1;	/* no blank row after the last */
}

/* Is the value one that a term column=value of the filter asks for? */
static bool
is_asked(const char *filter, const char *column, const char *value)
{
	char plain[160], quoted[160];
	struct slice rest = str_slice(filter), found;
	const char *at;

	snprintf(plain, sizeof(plain), "%s=%s", column, value);
	snprintf(quoted, sizeof(quoted), "%s=\"%s\"", column, value);
	if (strstr(filter, quoted) != NULL)
		return true;
	while (value[0] != '\0' && (at = strstr(rest.at, plain)) != NULL) {
		found = str_slice(at + strlen(plain));
		if ((at == filter || at[-1] == ' ') &&
		    (found.len == 0 || found.at[0] == ' '))
			return true;
		rest = found;
	}
	return false;
}

static void
draw_value(struct app *app, struct area a, int y,
    const struct census_value *v, bool is_asked_for)
{
	enum role role = is_asked_for ? ROLE_MARK : v->text[0] != '\0' ?
	    ROLE_PLAIN : ROLE_DIM;

	canvas_text(app->canvas, y, a.x, 1, role, is_asked_for ? "*" : " ");
	canvas_fit(app->canvas, y, a.x + 2, a.cols - 10, false, role,
	    str_slice(v->text[0] != '\0' ? v->text : "- not reported"));
	canvas_format(app->canvas, y, a.x + a.cols - 7, 7, role, "%7zu",
	    v->count);
}

/* A title, the commonest values, how many more there are. */
static int
draw_column(struct census *c, struct app *app,
    const struct cat_column *column, const char *filter, struct area a,
    int values)
{
	const struct census_value *v;
	int y = a.y, shown = (int)c->kinds < values ? (int)c->kinds : values;
	char more[24];
	int i;

	canvas_fit(app->canvas, y, a.x, a.cols - 10, false, ROLE_SECTION,
	    str_slice(column->title));
	snprintf(more, sizeof(more), "%d of %zu", shown, c->kinds);
	if ((int)c->kinds > shown)
		canvas_fit(app->canvas, y, a.x + a.cols - 9, 9, true,
		    ROLE_DIM, str_slice(more));
	for (i = 0; i < shown; i++) {
		v = census_value(c, (size_t)i);
		draw_value(app, a, ++y, v, is_asked(filter, column->name,
		    v->text));
	}
	return y + 2;
}

void
counts_draw(struct counts *c, struct app *app, const char *filter,
    struct area box)
{
	struct area a = { box.y + 1, box.x + 2, box.rows - 2, box.cols - 4 };
	int values = KINDS_MOST, end = a.y + a.rows, i, need;

	canvas_box(app->canvas, box, "Facets (f)");
	while (values > VALUES_LEAST && rows_for(c, values) > a.rows)
		values--;
	for (i = 0; i < c->count; i++) {
		struct census *census = &c->list[i];

		need = 1 + ((int)census->kinds < values ?
		    (int)census->kinds : values);
		if (is_shown(census) && a.y + need <= end)
			a.y = draw_column(census, app,
			    &c->resource->columns[census->column], filter, a,
			    values);
	}
	if (a.y == box.y + 1)
		canvas_text(app->canvas, a.y, a.x, a.cols, ROLE_DIM,
		    "none yet");
}
