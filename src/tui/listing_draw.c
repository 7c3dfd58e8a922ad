/* The table drawn: titles, rows, preview, and what is said about them. */
#include "listing.h"

#include <endpane/base/clock.h>
#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/base/text.h>
#include <endpane/catalog/cell.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MARGIN 3		/* cursor, mark, blank */

static struct slice
cell_text(const struct listing *l, uint32_t row, int column, struct buf *out)
{
	const struct cat_column *c;
	struct slice raw;

	buf_clear(out);
	if (column == COLUMN_CONN)
		return str_slice(engine_config(l->engine)->conns[
		    rows_conn(l->rows, row)].name);
	c = &l->resource->columns[column];
	raw = rows_cell(l->rows, row, column);
	if (!cell_absent(c->kind, raw))
		cell_show(c, raw, out);
	return (struct slice){ buf_string(out), out->len };
}

/* 1 rising, -1 falling, 0 not the first key. */
static int
sorted_by(const struct listing *l, int column)
{
	struct slice rest = str_slice(l->sort), first = { 0 };
	int way = 1;

	if (column == COLUMN_CONN || !str_next(&rest, ',', &first))
		return 0;
	if (str_starts(first, "-")) {
		first.at++;
		first.len--;
		way = -1;
	}
	return str_is(first, l->resource->columns[column].name) ? way : 0;
}

static void
draw_titles(const struct listing *l, struct canvas *c, struct area a,
    const struct columns *columns)
{
	int i;

	canvas_fill(c, a.y, a.x, a.cols, ROLE_COLUMN);
	for (i = 0; i < columns->count; i++) {
		const struct column_place *place = &columns->at[i];
		int way = sorted_by(l, place->column);
		int x = a.x + MARGIN + place->x;

		canvas_fit(c, a.y, x, place->cells, place->right, way != 0 ?
		    ROLE_SORTED : ROLE_COLUMN,
		    str_slice(columns_title(l->resource, place->column)));
		/* The way it is sorted stands in the gap behind. */
		if (way != 0)
			canvas_text(c, a.y, x + place->cells, 1, ROLE_SORTED,
			    way > 0 ? "^" : "v");
	}
}

static void
draw_row(const struct listing *l, struct canvas *c, struct area a, int y,
    size_t place, const struct columns *columns, struct buf *text)
{
	uint32_t row = view_row(l->view, place);
	bool here = place == l->cursor;
	bool marked = marks_has(&l->marks, rows_conn(l->rows, row),
	    rows_id(l->rows, row));
	enum role role = here ? ROLE_CURSOR : marked ? ROLE_MARK : ROLE_PLAIN;
	int i;

	if (here)
		canvas_fill(c, y, a.x, a.cols, ROLE_CURSOR);
	if (here || marked)
		canvas_text(c, y, a.x, 2, role, here ? marked ? ">*" : ">" :
		    " *");
	for (i = 0; i < columns->count; i++) {
		const struct column_place *at = &columns->at[i];
		struct slice shown = cell_text(l, row, at->column, text);
		enum role own = role;

		if (shown.len == 0) {
			shown = str_slice("-");
			if (role == ROLE_PLAIN)
				own = ROLE_DIM;
		}
		canvas_fit(c, y, a.x + MARGIN + at->x, at->cells, at->right,
		    own, shown);
	}
}

/* Why there is nothing, and where a person has to sign in, how. */
static void
draw_trouble(const struct listing *l, struct canvas *c, struct area a)
{
	const struct conn *out = list_signed_out(l->list);

	char way[160];

	a.x += MARGIN;
	a.cols -= MARGIN;
	a.y += canvas_wrap(c, a, ROLE_BAD, list_trouble(l->list)->text);
	if (out == NULL || a.rows < 2)
		return;
	snprintf(way, sizeof(way), "%s is signed out: Enter or a signs in, "
	    "and so does :login %s", out->name, out->name);
	canvas_wrap(c, (struct area){ a.y, a.x, 2, a.cols }, ROLE_WARN, way);
}

static void
draw_empty(const struct listing *l, struct canvas *c, struct area a)
{
	const struct err *trouble;

	if (l->list == NULL) {
		canvas_wrap(c, (struct area){ a.y, a.x + MARGIN, a.rows,
		    a.cols - MARGIN }, ROLE_WARN, l->err.text);
		return;
	}
	trouble = list_trouble(l->list);
	if (l->rows_seen > 0 && l->filter[0] != '\0')
		canvas_text(c, a.y, a.x + MARGIN, a.cols - MARGIN, ROLE_DIM,
		    "no row passes the filter");
	else if (list_state(l->list) == LIST_LOADING ||
	    list_is_reading(l->list))
		canvas_text(c, a.y, a.x + MARGIN, a.cols - MARGIN, ROLE_DIM,
		    "being read");
	else if (trouble->code != ERR_NONE)
		draw_trouble(l, c, a);
	else if (list_as_of_ms(l->list) == 0)
		canvas_text(c, a.y, a.x + MARGIN, a.cols - MARGIN, ROLE_DIM,
		    "not read yet");
	else
		canvas_text(c, a.y, a.x + MARGIN, a.cols - MARGIN, ROLE_DIM,
		    "the server has none");
}

void
listing_draw(struct listing *l, struct canvas *c, struct area a)
{
	struct columns columns;
	struct buf text = { 0 };
	size_t count = listing_count(l);
	int i;

	l->x = a.x;
	l->cells = a.cols;
	columns_lay(&columns, l->resource, a.cols - MARGIN - 1, l->shift,
	    l->wide, l->with_conn, l->wishes);
	l->most_shift = columns.most_shift;
	draw_titles(l, c, a, &columns);
	a.y++;
	a.rows--;
	l->y = a.y;
	listing_resized(l, a.rows);
	for (i = 0; i < a.rows && l->top + (size_t)i < count; i++)
		draw_row(l, c, a, a.y + i, l->top + (size_t)i, &columns,
		    &text);
	if (count == 0 && a.rows > 0)
		draw_empty(l, c, a);
	buf_fini(&text);
}

/* "LABEL value" pairs flow from left to right, then on the next line. */
struct flow {
	struct canvas	*c;
	struct area	 area;
	int		 y, x;
};

static void
flow_pair(struct flow *f, const char *label, struct slice value)
{
	int label_cells = text_width(str_slice(label));
	int value_cells = text_width(value);
	int need = label_cells + 1 + value_cells, room = f->area.cols;

	if (f->x > 0 && f->x + need > room) {
		f->y++;
		f->x = 0;
	}
	if (f->y >= f->area.rows)
		return;
	if (need > room)
		value_cells = room - label_cells - 1;
	canvas_text(f->c, f->area.y + f->y, f->area.x + f->x, label_cells,
	    ROLE_LABEL, label);
	f->x += label_cells + 1;
	if (value_cells > 0)
		canvas_fit(f->c, f->area.y + f->y, f->area.x + f->x,
		    value_cells, false, ROLE_PLAIN, value);
	f->x += value_cells + 3;
}

static bool
is_shown(const struct columns *columns, int column)
{
	int i;

	for (i = 0; i < columns->count; i++)
		if (columns->at[i].column == column)
			return true;
	return false;
}

void
listing_preview(struct listing *l, struct canvas *c, struct area a)
{
	struct flow flow = { .c = c, .area = a };
	struct columns columns;
	struct buf text = { 0 };
	int count = cat_column_count(l->resource), i;
	uint32_t row;

	if (!listing_row(l, &row))
		return;
	columns_lay(&columns, l->resource, l->cells - MARGIN - 1, l->shift,
	    l->wide, l->with_conn, l->wishes);
	flow_pair(&flow, columns_title(l->resource, cat_column(l->resource,
	    str_slice(l->resource->label))), rows_label(l->rows, row));
	if (strcmp(l->resource->id, l->resource->label) != 0)
		flow_pair(&flow, columns_title(l->resource,
		    cat_column(l->resource, str_slice(l->resource->id))),
		    rows_id(l->rows, row));
	for (i = 0; i < count; i++) {
		const struct cat_column *column = &l->resource->columns[i];
		struct slice value = cell_text(l, row, i, &text);

		if (value.len == 0 || is_shown(&columns, i) ||
		    strcmp(column->name, l->resource->id) == 0 ||
		    strcmp(column->name, l->resource->label) == 0)
			continue;
		flow_pair(&flow, column->title, value);
	}
	buf_fini(&text);
}

void
listing_fields(const struct listing *l, struct lines *lines, int cells)
{
	int count = cat_column_count(l->resource), i;
	struct buf text = { 0 };
	uint32_t row;

	lines_clear(lines);
	lines->label_cells = 0;
	for (i = 0; i < count; i++) {
		int width = text_width(str_slice(columns_title(l->resource,
		    i)));

		if (width > lines->label_cells)
			lines->label_cells = width;
	}
	for (i = l->with_conn ? COLUMN_CONN : 0; listing_row(l, &row) &&
	    i < count; i++) {
		struct slice value = cell_text(l, row, i, &text);

		lines_wrap(lines, value.len > 0 ? ROLE_PLAIN : ROLE_DIM,
		    columns_title(l->resource, i), value.len > 0 ? value :
		    str_slice("-"), cells - lines->label_cells - 1);
	}
	buf_fini(&text);
}

void
listing_hidden(const struct listing *l, struct buf *out)
{
	struct columns columns;
	int i;

	columns_lay(&columns, l->resource, l->cells - MARGIN - 1, l->shift,
	    l->wide, l->with_conn, l->wishes);
	for (i = 0; i < columns.hidden_count; i++)
		buf_format(out, "%s%s", i == 0 ?
		    "w shows all, h l scroll; hidden: " : ", ",
		    columns_title(l->resource, columns.hidden[i]));
}

void
listing_count_text(struct listing *l, struct buf *out)
{
	size_t count = listing_count(l), expected, arrived;

	if (l->list == NULL)
		return;
	if (l->filter[0] != '\0')
		buf_format(out, "%zu of %zu", count, l->rows_seen);
	else
		buf_format(out, "%zu", l->rows_seen);
	/* Nouns are plural. */
	buf_format(out, " %.*s", (int)strlen(l->resource->noun) -
	    (l->rows_seen == 1), l->resource->noun);
	if (!view_is_settled(l->view))
		buf_text(out, " (sorting)");
	if (list_state(l->list) != LIST_LOADING)
		return;
	expected = list_expected(l->list);
	arrived = list_arrived(l->list);
	if (expected > 0)
		buf_format(out, ", loading %zu/%zu", arrived, expected);
	else if (arrived > 0)
		buf_format(out, ", loading %zu", arrived);
	else
		buf_text(out, ", loading");
}

void
listing_age_text(const struct listing *l, struct buf *out)
{
	int64_t ms, now = clock_wall_ms();
	char stamp[24], age[16];

	if (l->list == NULL || (ms = list_as_of_ms(l->list)) == 0)
		return;
	if (clock_day(ms) == clock_day(now)) {
		clock_print_time(ms, stamp, sizeof(stamp));
		stamp[5] = '\0';	/* hours and minutes */
	} else
		clock_print(ms, stamp, sizeof(stamp));
	buf_format(out, "%s %s", list_is_from_cache(l->list) ? "cached" :
	    "read", stamp);
	clock_print_age(ms, now, age, sizeof(age));
	if (now - ms > 3600000)
		buf_format(out, ", %s old", age);
}
