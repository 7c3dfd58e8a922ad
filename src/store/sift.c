/* Terms against cells: one by one, and a block's column at a time. */
#include "sift.h"

#include <endpane/base/clock.h>
#include <endpane/base/str.h>
#include <endpane/catalog/cell.h>

#include <string.h>

/* What a person sees of a cell; room is used for times. */
static struct slice
shown(const struct cat_column *column, struct slice cell, char *room,
    size_t size)
{
	int64_t ms;
	bool flag;

	switch (column->kind) {
	case CAT_TEXT:
	case CAT_ID:
	case CAT_NUMBER:
	case CAT_VERSION:
		return cell;
	case CAT_FLAG:
		if (!cell_flag(cell, &flag))
			return cell;
		return str_slice(flag ? "yes" : "no");
	case CAT_MILLIS:
	case CAT_STAMP:
		if (!clock_parse(cell, &ms))
			return cell;
		clock_print(ms, room, size);
		return str_slice(room);
	case CAT_CHOICE:
		return cell_choice(column, cell);
	case CAT_SECRET:
		return (struct slice){ "", 0 };
	}
	return cell;
}

static bool
is_folded(struct slice s, const struct sift_value *v)
{
	return s.len == v->len && str_find_folded(s, sift_folded(v)) == s.at;
}

static bool
is_time(enum cat_kind kind)
{
	return kind == CAT_MILLIS || kind == CAT_STAMP;
}

static bool
equals(const struct cat_column *column, struct slice cell,
    const struct sift_value *v)
{
	char room[32];
	int64_t ms;
	bool a, b;

	if (cell.len == 0 || v->len == 0)
		return cell.len == v->len;
	if (is_folded(cell, v) ||
	    is_folded(shown(column, cell, room, sizeof(room)), v))
		return true;
	if (is_time(column->kind) && v->is_span)
		return clock_parse(cell, &ms) && ms >= v->from_ms &&
		    ms < v->to_ms;
	if (column->kind == CAT_NUMBER || column->kind == CAT_VERSION)
		return cell_compare(column, cell, sift_text(v)) == 0;
	return column->kind == CAT_FLAG && cell_flag(cell, &a) &&
	    cell_flag(sift_text(v), &b) && a == b;
}

/* The cell's place beside a time that may be a whole month: <0, 0, >0. */
static int
beside(const struct cat_column *column, struct slice cell,
    const struct sift_value *v)
{
	int64_t ms;

	if (!is_time(column->kind) || !v->is_span || !clock_parse(cell, &ms))
		return cell_compare(column, cell, sift_text(v));
	return ms < v->from_ms ? -1 : ms >= v->to_ms;
}

static bool
takes(enum sift_op op, const struct cat_column *column, struct slice cell,
    const struct sift_value *v)
{
	char room[32];

	if (op == SIFT_EQUAL || op == SIFT_OTHER)
		return equals(column, cell, v);
	if (cell.len == 0)
		return false;
	if (op == SIFT_CONTAINS)
		return str_find_folded(shown(column, cell, room,
		    sizeof(room)), sift_folded(v)) != NULL;
	if (cell_absent(column->kind, sift_text(v)))
		return false;
	if (op == SIFT_LESS)
		return beside(column, cell, v) < 0;
	if (op == SIFT_MOST)
		return beside(column, cell, v) <= 0;
	if (op == SIFT_MORE)
		return beside(column, cell, v) > 0;
	return beside(column, cell, v) >= 0;
}

/* What is shown of these kinds is what is kept. */
static bool
is_plain(enum cat_kind kind)
{
	return kind == CAT_TEXT || kind == CAT_ID || kind == CAT_NUMBER ||
	    kind == CAT_VERSION;
}

bool
sift_cell(const struct sift_term *term, const struct cat_column *column,
    struct slice cell)
{
	size_t i;

	if (column->kind == CAT_SECRET)
		return false;
	for (i = 0; i < term->count; i++)
		if (takes(term->op, column, cell, &term->values[i]))
			return term->op != SIFT_OTHER;
	return term->op == SIFT_OTHER;
}

static uint32_t
start_of(const struct block_head *head, const struct block_column *c,
    uint32_t n)
{
	const uint32_t *longs = block_at(head, c->starts);
	const uint16_t *shorts = block_at(head, c->starts);

	return c->form == BLOCK_LONG ? longs[n] : shorts[n];
}

/* Searches a column's texts end to end; hit[row] is set where it is found. */
static void
search(const struct block_head *head, const struct block_column *c,
    struct slice needle, uint8_t *hit)
{
	const char *text = block_at(head, c->text), *found;
	uint32_t row = 0, end = start_of(head, c, 1), from = 0;
	uint32_t last = start_of(head, c, head->rows);

	while ((found = str_find_folded((struct slice){ text + from,
	    last - from }, needle)) != NULL) {
		from = (uint32_t)(found - text);
		while (end <= from && row + 1 < head->rows)
			end = start_of(head, c, ++row + 1);
		if (from + needle.len <= end) {
			hit[row] = 1;
			from = end;
		} else
			from++;
	}
}

static bool
is_search(const struct sift_term *term)
{
	size_t i;

	for (i = 0; i < term->count; i++)
		if (term->values[i].len == 0)
			return false;
	return term->op == SIFT_CONTAINS;
}

static void
mark_codes(const struct sift_term *term, const struct cat_column *column,
    const struct block_head *head, const struct block_column *c, uint8_t *hit)
{
	const uint8_t *codes = block_at(head, c->codes);
	uint8_t taken[256] = { 0 };
	uint32_t i;

	for (i = 0; i < c->texts; i++)
		taken[i] = sift_cell(term, column, block_text(head, c, i));
	for (i = 0; i < head->rows; i++)
		hit[i] |= taken[codes[i]];
}

/* Sets hit[row] where the term takes the row's cell of that column. */
static void
mark(const struct sift_term *term, const struct cat_column *column,
    const struct block_head *head, uint32_t number, const uint8_t *keep,
    uint8_t *hit)
{
	const struct block_column *c = &head->column[number];
	uint32_t i;

	if (c->form == BLOCK_NONE) {
		if (sift_cell(term, column, (struct slice){ "", 0 }))
			memset(hit, 1, head->rows);
		return;
	}
	if (c->form == BLOCK_CODES) {
		mark_codes(term, column, head, c, hit);
		return;
	}
	if (is_search(term) && is_plain(column->kind)) {
		for (i = 0; i < term->count; i++)
			search(head, c, sift_folded(&term->values[i]), hit);
		return;
	}
	for (i = 0; i < head->rows; i++)
		if (keep[i] && !hit[i])
			hit[i] = sift_cell(term, column, block_text(head, c,
			    i));
}

void
sift_block(const struct filter *f, const struct block_head *head,
    uint8_t *keep)
{
	const struct cat_column *columns = f->resource->columns;
	const struct sift_term *term;
	uint8_t hit[BLOCK_ROWS];
	uint32_t c, row;
	size_t i;

	for (i = 0; i < f->count; i++) {
		term = &f->terms[i];
		memset(hit, 0, head->rows);
		for (c = 0; c < head->columns; c++)
			if (term->column < 0 || term->column == (int)c)
				mark(term, &columns[c], head, c, keep, hit);
		for (row = 0; row < head->rows; row++)
			keep[row] &= hit[row];
	}
}
