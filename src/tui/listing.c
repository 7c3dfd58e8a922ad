/* The table at hand: cursor, filter, sort, find and marks over a list. */
#include "listing.h"

#include <endpane/base/clock.h>
#include <endpane/base/mem.h>
#include <endpane/base/str.h>

#include <stdlib.h>
#include <string.h>

#define HIDDEN_MOST 20000	/* marks; counting more would stall a key */

void
listing_open(struct listing *l, struct engine *engine,
    const struct cat_resource *resource, const struct args *args)
{
	const struct config *config = engine_config(engine);
	size_t i, serving = 0;

	memset(l, 0, sizeof(*l));
	l->engine = engine;
	l->resource = resource;
	l->filter = mem_text("");
	l->sort = mem_text("");
	l->can_mark = true;
	for (i = 0; i < config->conn_count; i++)
		serving += conn_serves(&config->conns[i], resource);
	l->with_conn = serving > 1;
	l->list = list_open(engine, resource, args, &l->err);
	if (l->list == NULL)
		return;
	l->rows = list_rows(l->list);
	l->view = view_new(l->rows);
	listing_news(l);
}

void
listing_fini(struct listing *l)
{
	view_free(l->view);
	filter_free(l->sought);
	marks_fini(&l->marks);
	free(l->filter);
	free(l->before);
	free(l->sort);
	free(l->find);
	free(l->id);
	free(l->range_id);
	memset(l, 0, sizeof(*l));
}

size_t
listing_count(const struct listing *l)
{
	return l->view != NULL ? view_count(l->view) : 0;
}

bool
listing_row(const struct listing *l, uint32_t *row)
{
	if (l->cursor >= listing_count(l))
		return false;
	*row = view_row(l->view, l->cursor);
	return true;
}

/* Keeps in mind what the cursor stands on. */
static void
note_cursor(struct listing *l)
{
	struct slice id;
	uint32_t row;

	if (!listing_row(l, &row))
		return;
	l->is_wanted = false;
	id = rows_id(l->rows, row);
	l->row = row;
	l->conn = rows_conn(l->rows, row);
	if (l->id != NULL && str_is(id, l->id))
		return;
	free(l->id);
	l->id = mem_slice(id.at, id.len);
}

static void
clamp(struct listing *l)
{
	size_t count = listing_count(l), height = l->height > 0 ?
	    (size_t)l->height : 1;

	if (l->cursor >= count)
		l->cursor = count > 0 ? count - 1 : 0;
	if (l->cursor < l->top)
		l->top = l->cursor;
	if (l->cursor >= l->top + height)
		l->top = l->cursor - height + 1;
	if (l->top + height > count)
		l->top = count > height ? count - height : 0;
}

void
listing_to(struct listing *l, size_t place)
{
	l->cursor = place;
	clamp(l);
	note_cursor(l);
}

void
listing_move(struct listing *l, long by)
{
	size_t count = listing_count(l);

	if (by < 0)
		listing_to(l, l->cursor > (size_t)-by ?
		    l->cursor - (size_t)-by : 0);
	else if (count > 0)
		listing_to(l, l->cursor + (size_t)by < count ?
		    l->cursor + (size_t)by : count - 1);
}

/* What is sought is not among these rows: stay where it stood. */
static void
stay(struct listing *l)
{
	clamp(l);
	if (!view_is_settled(l->view))
		return;
	/* From an earlier run: it may still be on its way. */
	if (l->is_wanted && (list_as_of_ms(l->list) == 0 ||
	    list_state(l->list) == LIST_LOADING))
		return;
	note_cursor(l);
}

/* After another order: the cursor goes where its object went. */
static void
follow(struct listing *l, bool renumbered)
{
	size_t place, above = l->cursor - l->top;
	uint32_t row = l->row;

	if (l->id == NULL) {
		listing_to(l, l->cursor);
		return;
	}
	if ((renumbered || l->is_wanted) &&
	    !rows_find(l->rows, l->conn, str_slice(l->id), &row)) {
		stay(l);
		return;
	}
	l->row = row;
	if (!view_place(l->view, row, &place)) {
		stay(l);
		return;
	}
	if (l->is_wanted)	/* some rows above it, where there is room */
		above = (size_t)l->height / 2;
	l->is_wanted = false;
	l->cursor = place;
	l->top = place > above ? place - above : 0;
	if (l->height > 0)
		clamp(l);
}

void
listing_resized(struct listing *l, int height)
{
	if (l->height == height)
		return;
	if (l->height == 0)	/* never drawn: some rows above it, too */
		l->top = l->cursor > (size_t)height / 2 ?
		    l->cursor - (size_t)height / 2 : 0;
	l->height = height;
	clamp(l);
}

void
listing_want(struct listing *l, int conn, struct slice id)
{
	free(l->id);
	l->id = mem_slice(id.at, id.len);
	l->conn = conn;
	l->is_wanted = true;
	if (l->view != NULL)
		follow(l, true);
}

bool
listing_news(struct listing *l)
{
	struct rows *rows;
	bool swapped;
	size_t count;

	if (l->list == NULL)
		return false;
	if (list_generation(l->list) == l->list_seen &&
	    view_generation(l->view) == l->view_seen)
		return false;
	l->list_seen = list_generation(l->list);
	rows = list_rows(l->list);
	count = rows_count(rows);
	swapped = rows != l->rows;
	if (swapped || list_filled(l->list) != l->filled_seen)
		view_use(l->view, rows);
	else if (count != l->rows_seen)
		view_grew(l->view);
	l->rows = rows;
	l->rows_seen = count;
	l->filled_seen = list_filled(l->list);
	l->view_seen = view_generation(l->view);
	follow(l, swapped);
	return true;
}

static void
find_step(struct listing *l, int64_t budget_us)
{
	size_t count = listing_count(l), i;

	(void)budget_us;	/* a thousand rows take less than a slice */
	for (i = 0; i < 1000 && l->find_left > 0; i++, l->find_left--) {
		if (l->find_at >= count)
			l->find_at = l->find_step > 0 ? 0 : count - 1;
		if (filter_matches(l->sought, l->rows,
		    view_row(l->view, l->find_at))) {
			l->is_finding = false;
			listing_to(l, l->find_at);
			return;
		}
		l->find_at += (size_t)l->find_step;	/* -1 wraps: caught */
	}
	if (l->find_left == 0) {
		l->is_finding = false;
		l->find_failed = true;
	}
}

bool
listing_work(struct listing *l, int64_t budget_us)
{
	bool more;

	if (l->view == NULL)
		return false;
	more = view_work(l->view, budget_us);
	l->is_changing &= more;
	if (view_generation(l->view) != l->view_seen) {
		l->view_seen = view_generation(l->view);
		follow(l, false);
	}
	if (!more && l->is_finding) {
		if (listing_count(l) == 0)
			l->find_left = 0;
		find_step(l, budget_us);
	}
	return more || l->is_finding;
}

bool
listing_settle(struct listing *l, int64_t most_us)
{
	int64_t until = clock_monotonic_us() + most_us;

	while (l->is_changing && clock_monotonic_us() < until)
		listing_work(l, most_us);
	return !l->is_changing;
}

bool
listing_filter(struct listing *l, const char *text, struct err *err)
{
	if (l->view == NULL)
		return err_copy(err, &l->err);
	if (!view_filter(l->view, text, err))
		return false;
	free(l->filter);
	l->filter = mem_text(text);
	l->is_changing = true;
	return true;
}

bool
listing_sort(struct listing *l, const char *keys, struct err *err)
{
	if (l->view == NULL)
		return err_copy(err, &l->err);
	if (!view_sort(l->view, keys[0] != '\0' ? keys : NULL, err))
		return false;
	free(l->sort);
	l->sort = mem_text(keys);
	l->is_changing = true;
	return true;
}

void
listing_reverse(struct listing *l)
{
	struct err err;
	char *keys;

	if (l->sort[0] == '\0')
		keys = mem_format("-%s", l->resource->label);
	else
		keys = l->sort[0] == '-' ? mem_text(l->sort + 1) :
		    mem_format("-%s", l->sort);
	listing_sort(l, keys, &err);
	free(keys);
}

void
listing_sort_step(struct listing *l, int step)
{
	struct slice rest = str_slice(l->sort), first = { 0 };
	int count = cat_column_count(l->resource), column;
	struct err err;

	if (count == 0)
		return;
	str_next(&rest, ',', &first);
	if (str_starts(first, "-")) {
		first.at++;
		first.len--;
	}
	column = cat_column(l->resource, first);
	column = column < 0 ? 0 : (column + step + count) % count;
	listing_sort(l, l->resource->columns[column].name, &err);
}

bool
listing_find_next(struct listing *l, int step)
{
	if (l->sought == NULL || l->view == NULL)
		return false;
	l->find_step = step;
	l->find_at = l->cursor + (size_t)step;
	l->find_left = listing_count(l);
	l->is_finding = true;
	l->find_failed = false;
	return true;
}

bool
listing_find(struct listing *l, const char *text, struct err *err)
{
	struct filter *sought = filter_parse(l->resource, text, err);

	if (sought == NULL)
		return false;
	filter_free(l->sought);
	l->sought = sought;
	free(l->find);
	l->find = mem_text(text);
	listing_find_next(l, 1);
	l->find_at = l->cursor;		/* where it stands may match */
	return true;
}

void
listing_mark(struct listing *l)
{
	struct slice id;
	uint32_t row;
	int conn;

	if (!listing_row(l, &row))
		return;
	id = rows_id(l->rows, row);
	conn = rows_conn(l->rows, row);
	marks_set(&l->marks, conn, id, !marks_has(&l->marks, conn, id));
	listing_move(l, 1);
}

void
listing_mark_all(struct listing *l)
{
	size_t count = listing_count(l), i;

	for (i = 0; i < count; i++) {
		uint32_t row = view_row(l->view, i);

		marks_set(&l->marks, rows_conn(l->rows, row),
		    rows_id(l->rows, row), true);
	}
}

bool
listing_range(struct listing *l)
{
	size_t from, upto = l->cursor;
	uint32_t row;

	if (l->range_id == NULL) {
		note_cursor(l);
		if (listing_row(l, &row)) {
			l->range_id = mem_text(l->id);
			l->range_conn = l->conn;
		}
		return false;
	}
	if (!rows_find(l->rows, l->range_conn, str_slice(l->range_id), &row) ||
	    !view_place(l->view, row, &from))
		from = upto;
	free(l->range_id);
	l->range_id = NULL;
	if (from > upto) {
		size_t other = from;

		from = upto;
		upto = other;
	}
	for (; from <= upto && from < listing_count(l); from++) {
		row = view_row(l->view, from);
		marks_set(&l->marks, rows_conn(l->rows, row),
		    rows_id(l->rows, row), true);
	}
	return true;
}

size_t
listing_hidden_marks(struct listing *l)
{
	const struct mark *mark;
	size_t place = 0, at, hidden = 0;
	uint32_t row;

	if (l->view == NULL || l->marks.on > HIDDEN_MOST)
		return 0;
	if (l->hidden_view == l->view_seen + 1 &&
	    l->hidden_marks_at == l->marks.changed)
		return l->hidden_marks;
	while ((mark = marks_next(&l->marks, &place)) != NULL)
		if (!rows_find(l->rows, mark->conn, str_slice(mark->id),
		    &row) || !view_place(l->view, row, &at))
			hidden++;
	l->hidden_marks = hidden;
	l->hidden_view = l->view_seen + 1;
	l->hidden_marks_at = l->marks.changed;
	return hidden;
}
