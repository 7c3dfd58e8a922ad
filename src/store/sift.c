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
	if (is_time(column->kind) && v->is_span && clock_parse(cell, &ms))
		return ms >= v->from_ms && ms < v->to_ms;
	if (is_folded(cell, v) ||
	    is_folded(shown(column, cell, room, sizeof(room)), v))
		return true;
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
	if (!v->is_span && cell_absent(column->kind, sift_text(v)))
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

/*
 * What a block's rows are put through: a byte a row, 1 while nothing of the row
 * has been taken. Rows out of it are not looked at again.
 */
struct pass {
	const struct sift_term *term;
	const struct block_head *head;
	uint8_t		 todo[BLOCK_ROWS];
};

/* The next rows in a row that are still to do, from *to on. */
static bool
next_run(const struct pass *p, uint32_t *from, uint32_t *to)
{
	const uint8_t *end = p->todo + p->head->rows, *at;

	at = memchr(p->todo + *to, 1, (size_t)(end - p->todo) - *to);
	if (at == NULL)
		return false;
	*from = (uint32_t)(at - p->todo);
	at = memchr(at, 0, (size_t)(end - at));
	*to = (uint32_t)((at != NULL ? at : end) - p->todo);
	return true;
}

/*
 * Searches the texts of rows end to end. Where column is given, what is found
 * is only a guess that the cell has to bear out.
 */
static void
search_run(struct pass *p, const struct block_column *c, struct slice needle,
    const struct cat_column *column, uint32_t row, uint32_t to)
{
	const char *text = block_at(p->head, c->text), *found;
	uint32_t at = block_start(p->head, c, row), end = at;
	uint32_t last = block_start(p->head, c, to);

	while ((found = str_find_folded((struct slice){ text + at,
	    last - at }, needle)) != NULL) {
		at = (uint32_t)(found - text);
		while ((end = block_start(p->head, c, row + 1)) <= at)
			row++;
		if (at + needle.len > end) {
			at++;
			continue;
		}
		if (column == NULL || sift_cell(p->term, column,
		    block_text(p->head, c, row)))
			p->todo[row] = 0;
		at = end;
	}
}

static void
search(struct pass *p, const struct block_column *c, struct slice needle,
    const struct cat_column *column)
{
	uint32_t from, to = 0;

	while (next_run(p, &from, &to))
		search_run(p, c, needle, column, from, to);
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

/* A printed time holds digits, "-", ":" and a blank: can it hold these? */
static bool
may_be_printed_time(const struct sift_term *term)
{
	size_t i;

	for (i = 0; i < term->count; i++)
		if (strspn(term->values[i].text, "0123456789-: ") ==
		    term->values[i].len)
			return true;
	return false;
}

static void
take_codes(struct pass *p, const struct cat_column *column,
    const struct block_column *c)
{
	const uint8_t *codes = block_at(p->head, c->codes);
	uint8_t left[256];
	bool any = false;
	uint32_t i;

	for (i = 0; i < c->texts; i++) {
		left[i] = !sift_cell(p->term, column,
		    block_text(p->head, c, i));
		any = any || left[i] == 0;
	}
	for (i = 0; any && i < p->head->rows; i++)
		p->todo[i] &= left[codes[i]];
}

/* Takes rows out where the term takes their cell of that column. */
static void
take_column(struct pass *p, const struct cat_column *column,
    const struct block_column *c)
{
	const struct sift_term *term = p->term;
	uint32_t i;

	if (c->form == BLOCK_NONE) {
		if (sift_cell(term, column, (struct slice){ "", 0 }))
			memset(p->todo, 0, p->head->rows);
		return;
	}
	if (c->form == BLOCK_CODES) {
		take_codes(p, column, c);
		return;
	}
	if (is_search(term) && (is_plain(column->kind) ||
	    (is_time(column->kind) && !may_be_printed_time(term)))) {
		for (i = 0; i < term->count; i++)
			search(p, c, sift_folded(&term->values[i]),
			    is_plain(column->kind) ? NULL : column);
		return;
	}
	for (i = 0; i < p->head->rows; i++)
		if (p->todo[i] && sift_cell(term, column,
		    block_text(p->head, c, i)))
			p->todo[i] = 0;
}

/* Columns of few texts first: they cost least and leave less to do. */
static void
take_rows(struct pass *p, const struct cat_column *columns)
{
	uint32_t c;
	int turn;

	for (turn = 0; turn < 2; turn++)
		for (c = 0; c < p->head->columns; c++) {
			if (p->term->column >= 0 && p->term->column != (int)c)
				continue;
			if ((p->head->column[c].form <= BLOCK_CODES) !=
			    (turn == 0))
				continue;
			if (memchr(p->todo, 1, p->head->rows) == NULL)
				return;
			take_column(p, &columns[c], &p->head->column[c]);
		}
}

void
sift_block(const struct filter *f, const struct block_head *head,
    uint8_t *keep)
{
	struct pass p = { .head = head };
	uint32_t row;
	size_t i;

	for (i = 0; i < f->count; i++) {
		p.term = &f->terms[i];
		memcpy(p.todo, keep, head->rows);
		take_rows(&p, f->resource->columns);
		for (row = 0; row < head->rows; row++)
			keep[row] ^= p.todo[row];
	}
}
