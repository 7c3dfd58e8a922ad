/* Rows as columns of text in one piece: built, read, proved sound. */
#include "block.h"

#include <endpane/base/map.h>
#include <endpane/base/mem.h>

#include <stdlib.h>
#include <string.h>

#define MAGIC		0x31424E45u	/* "ENB1" in this machine's order */
#define SLOTS		1024		/* of the table of distinct texts */

/* A column while its block is built. */
struct draft {
	struct block_column column;
	size_t		 text_len;
	uint32_t	 distinct;
	uint16_t	 texts[BLOCK_FEW];	/* a row that has the text */
	uint8_t		 codes[BLOCK_ROWS];
};

static bool
same(struct slice a, struct slice b)
{
	return a.len == b.len && memcmp(a.at, b.at, a.len) == 0;
}

static uint32_t
spread(struct slice s)
{
	uint64_t start = 0, end = 0;

	if (s.len >= 8) {
		memcpy(&start, s.at, 8);
		memcpy(&end, s.at + s.len - 8, 8);
	} else if (s.len > 0)
		memcpy(&start, s.at, s.len);
	start = (start ^ end * 31 ^ s.len) * 0x9E3779B97F4A7C15u;
	return (uint32_t)(start >> 54);
}

/* Gives each row the code of its text; false where there are too many. */
static bool
find_few(struct draft *d, const struct slice *cells, uint32_t rows)
{
	uint16_t slots[SLOTS];		/* code + 1 */
	uint32_t row, at;

	memset(slots, 0, sizeof(slots));
	d->distinct = 0;
	for (row = 0; row < rows; row++) {
		if (row > 0 && same(cells[row], cells[row - 1])) {
			d->codes[row] = d->codes[row - 1];
			continue;
		}
		at = spread(cells[row]);
		while (slots[at] != 0 &&
		    !same(cells[d->texts[slots[at] - 1]], cells[row]))
			at = (at + 1) % SLOTS;
		if (slots[at] == 0) {
			/* More than half of many differ: codes won't pay. */
			if (d->distinct == BLOCK_FEW ||
			    (row >= 64 && d->distinct > row / 2))
				return false;
			d->texts[d->distinct] = (uint16_t)row;
			slots[at] = (uint16_t)++d->distinct;
		}
		d->codes[row] = (uint8_t)(slots[at] - 1);
	}
	return true;
}

static size_t
even(size_t offset)
{
	return (offset + 3) & ~(size_t)3;
}

/* Decides the form and the place of a column; returns behind its end. */
static size_t
plan(struct draft *d, const struct slice *cells, uint32_t rows, size_t at)
{
	struct block_column *c = &d->column;
	size_t few = 0, width;
	uint32_t i;

	memset(c, 0, sizeof(*c));
	d->text_len = 0;
	for (i = 0; i < rows; i++)
		d->text_len += cells[i].len;
	if (d->text_len == 0)
		return at;
	c->form = d->text_len > UINT16_MAX ? BLOCK_LONG : BLOCK_SHORT;
	c->texts = rows;
	width = c->form == BLOCK_LONG ? 4 : 2;
	if (find_few(d, cells, rows)) {
		for (i = 0; i < d->distinct; i++)
			few += cells[d->texts[i]].len;
		if (few <= UINT16_MAX && rows + d->distinct * 2 + few <
		    d->text_len + rows * width) {
			c->form = BLOCK_CODES;
			c->texts = d->distinct;
			c->codes = (uint32_t)at;
			at = even(at + rows);
			width = 2;
			d->text_len = few;
		}
	}
	c->starts = (uint32_t)at;
	at += (c->texts + 1) * width;
	c->text = (uint32_t)at;
	return even(at + d->text_len);
}

static void
fill(struct block_head *head, const struct draft *d, const struct slice *cells)
{
	const struct block_column *c = &d->column;
	char *piece = (char *)head, *text = piece + c->text;
	uint16_t *shorts = (void *)(piece + c->starts);
	uint32_t *longs = (void *)(piece + c->starts), i, at = 0;

	if (c->form == BLOCK_CODES)
		memcpy(piece + c->codes, d->codes, head->rows);
	for (i = 0; i < c->texts; i++) {
		struct slice s = cells[c->form == BLOCK_CODES ?
		    d->texts[i] : i];

		if (c->form == BLOCK_LONG)
			longs[i] = at;
		else
			shorts[i] = (uint16_t)at;
		if (s.len > 0)
			memcpy(text + at, s.at, s.len);
		at += (uint32_t)s.len;
	}
	if (c->form == BLOCK_LONG)
		longs[i] = at;
	else
		shorts[i] = (uint16_t)at;
}

struct block_head *
block_build(const struct slice *cells, uint32_t rows, uint32_t columns,
    uint32_t print)
{
	size_t size = sizeof(struct block_head) +
	    columns * sizeof(struct block_column);
	struct draft *drafts = mem_grow(NULL, columns, sizeof(*drafts));
	struct block_head *head;
	uint32_t i;

	for (i = 0; i < columns; i++)
		size = plan(&drafts[i], cells + i * BLOCK_STRIDE, rows, size);
	head = size <= UINT32_MAX ? calloc(1, size) : NULL;
	if (head != NULL) {
		head->magic = MAGIC;
		head->print = print;
		head->size = (uint32_t)size;
		head->rows = rows;
		head->columns = columns;
	}
	for (i = 0; head != NULL && i < columns; i++) {
		head->column[i] = drafts[i].column;
		if (drafts[i].column.form != BLOCK_NONE)
			fill(head, &drafts[i], cells + i * BLOCK_STRIDE);
	}
	free(drafts);
	return head;
}

struct slice
block_text(const struct block_head *head, const struct block_column *c,
    uint32_t n)
{
	const char *text = block_at(head, c->text);
	const uint32_t *longs;
	const uint16_t *shorts;

	if (c->form == BLOCK_LONG) {
		longs = block_at(head, c->starts);
		return (struct slice){ text + longs[n],
		    longs[n + 1] - longs[n] };
	}
	shorts = block_at(head, c->starts);
	return (struct slice){ text + shorts[n],
	    (size_t)(shorts[n + 1] - shorts[n]) };
}

void
block_hint(const struct block_head *head, uint32_t column, uint32_t row,
    bool deep)
{
	const struct block_column *c = &head->column[column];
	const char *starts = block_at(head, c->starts), *text;

	if (c->form == BLOCK_NONE || c->form == BLOCK_CODES)
		return;
	if (deep) {
		text = block_at(head, c->text);
		__builtin_prefetch(text + block_start(head, c, row));
	} else
		__builtin_prefetch(starts + row *
		    (c->form == BLOCK_LONG ? 4 : 2));
}

struct slice
block_cell(const struct block_head *head, uint32_t column, uint32_t row)
{
	const struct block_column *c = &head->column[column];
	const uint8_t *codes;

	if (c->form == BLOCK_NONE)
		return (struct slice){ "", 0 };
	if (c->form == BLOCK_CODES) {
		codes = block_at(head, c->codes);
		row = codes[row];
	}
	return block_text(head, c, row);
}

static bool
fits(const struct block_head *head, uint32_t offset, uint64_t len)
{
	return offset <= head->size && len <= head->size - offset;
}

static bool
column_is_sound(const struct block_head *head, const struct block_column *c)
{
	uint32_t width = c->form == BLOCK_LONG ? 4 : 2, i, last = 0, start;
	const uint8_t *codes;

	if (c->form == BLOCK_NONE)
		return true;
	if (c->form > BLOCK_LONG || c->starts % 4 != 0 || c->texts == 0 ||
	    c->texts > BLOCK_ROWS ||
	    !fits(head, c->starts, ((uint64_t)c->texts + 1) * width))
		return false;
	if (c->form != BLOCK_CODES && c->texts != head->rows)
		return false;
	if (c->form == BLOCK_CODES) {
		if (!fits(head, c->codes, head->rows))
			return false;
		codes = block_at(head, c->codes);
		for (i = 0; i < head->rows; i++)
			if (codes[i] >= c->texts)
				return false;
	}
	for (i = 0; i <= c->texts; i++, last = start)
		if ((start = block_start(head, c, i)) < last)
			return false;
	return block_start(head, c, 0) == 0 && fits(head, c->text, last);
}

bool
block_is_sound(struct slice bytes, uint32_t columns, uint32_t print)
{
	const struct block_head *head = (const void *)bytes.at;
	uint32_t i;

	if (bytes.len < sizeof(*head) || bytes.len > UINT32_MAX ||
	    head->magic != MAGIC || head->print != print ||
	    head->size != bytes.len || head->columns != columns ||
	    head->rows == 0 || head->rows > BLOCK_ROWS ||
	    (bytes.len - sizeof(*head)) / sizeof(head->column[0]) < columns)
		return false;
	for (i = 0; i < columns; i++)
		if (!column_is_sound(head, &head->column[i]))
			return false;
	return true;
}
