/* Rows dealt out by the rank of their text. */
#include "rank.h"

#include "block.h"

#include <endpane/base/map.h>
#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/catalog/cell.h>

#include <stdlib.h>

#define SAMPLE	2048

struct slot {
	uint32_t	 hash;
	uint32_t	 number;	/* of the text, + 1; 0: free */
};

struct rank {
	const struct rows *rows;
	int		 column;
	struct slot	*slots;
	uint32_t	 mask;
	uint32_t	 distinct;
	uint32_t	*first;		/* a row that has the text */
	uint32_t	*sorted;	/* the same, in the caller's order */
	uint32_t	*tally;		/* rows of a text, later: next place */
	uint32_t	*place;		/* where a text's rank counts its places */
	uint32_t	 settled;	/* texts, in the sorted order */
	uint32_t	 leader;	/* whose rank the last one has */
	uint32_t	 next;		/* place that is free */
	uint32_t	*numbers;	/* of each row that was added */
	uint32_t	 added;
};

static bool
fits_sample(struct rank *sample, const uint32_t *list, uint32_t count)
{
	uint32_t step = count / SAMPLE, i, present = 0;
	struct slice cell;

	for (i = 0; i < SAMPLE; i++) {
		cell = rows_cell(sample->rows, list[i * step],
		    sample->column);
		if (cell.len == 0)
			continue;
		present++;
		rank_add(sample, list[i * step], cell);
	}
	return sample->distinct <= present / 2;
}

bool
rank_pays(const struct rows *rows, int column, const uint32_t *list,
    uint32_t count)
{
	struct rank *sample;
	bool pays;

	if (count < SAMPLE * 2)
		return false;
	sample = rank_new(rows, column, SAMPLE);
	pays = fits_sample(sample, list, count);
	rank_free(sample);
	return pays;
}

static void
widen(struct rank *r)
{
	uint32_t mask = r->mask * 2 + 1, i, at;
	struct slot *slots = mem_alloc((mask + (size_t)1) * sizeof(*slots));

	for (i = 0; r->slots != NULL && i <= r->mask; i++) {
		if (r->slots[i].number == 0)
			continue;
		for (at = r->slots[i].hash & mask; slots[at].number != 0;)
			at = (at + 1) & mask;
		slots[at] = r->slots[i];
	}
	free(r->slots);
	r->slots = slots;
	r->mask = mask;
	r->first = mem_grow(r->first, mask, sizeof(*r->first));
	r->tally = mem_grow(r->tally, mask, sizeof(*r->tally));
}

struct rank *
rank_new(const struct rows *rows, int column, uint32_t count)
{
	struct rank *r = mem_alloc(sizeof(*r));

	r->rows = rows;
	r->column = column;
	r->mask = 511;
	widen(r);
	r->numbers = mem_grow(NULL, count, sizeof(*r->numbers));
	return r;
}

void
rank_free(struct rank *r)
{
	if (r == NULL)
		return;
	free(r->slots);
	free(r->first);
	free(r->sorted);
	free(r->tally);
	free(r->place);
	free(r->numbers);
	free(r);
}

/* The slot of a text, or the free one where it would go. */
static struct slot *
slot_of(const struct rank *r, struct slice cell, uint32_t hash)
{
	uint32_t at = hash & r->mask;

	while (r->slots[at].number != 0 && (r->slots[at].hash != hash ||
	    !str_same(rows_cell(r->rows, r->first[r->slots[at].number - 1],
	    r->column), cell)))
		at = (at + 1) & r->mask;
	return &r->slots[at];
}

bool
rank_add(struct rank *r, uint32_t row, struct slice cell)
{
	uint32_t hash = (uint32_t)(map_hash(cell) >> 16);
	struct slot *slot = slot_of(r, cell, hash);

	if (slot->number == 0) {
		if (r->distinct == RANK_MOST)
			return false;
		if ((r->distinct + 1) * 2 > r->mask) {
			widen(r);
			slot = slot_of(r, cell, hash);
		}
		r->first[r->distinct] = row;
		r->tally[r->distinct] = 0;
		*slot = (struct slot){ hash, ++r->distinct };
	}
	r->tally[slot->number - 1]++;
	r->numbers[r->added++] = slot->number - 1;
	return true;
}

uint32_t *
rank_rows(struct rank *r, uint32_t *count)
{
	uint32_t i;

	r->sorted = mem_grow(NULL, r->distinct, sizeof(*r->sorted));
	for (i = 0; i < r->distinct; i++)
		r->sorted[i] = r->first[i];
	*count = r->distinct;
	return r->sorted;
}

/* The same as the one before it: both count the same places. */
static bool
is_same_rank(const struct rank *r, uint32_t at, struct slice cell)
{
	const struct cat_column *column =
	    &rows_resource(r->rows)->columns[r->column];

	return at > 0 && cell_compare(column, rows_cell(r->rows,
	    r->sorted[at - 1], r->column), cell) == 0;
}

bool
rank_settle(struct rank *r, uint32_t most)
{
	uint32_t number, rows;
	struct slice cell;

	if (r->place == NULL)
		r->place = mem_grow(NULL, r->distinct, sizeof(*r->place));
	for (; r->settled < r->distinct && most > 0; most--) {
		cell = rows_cell(r->rows, r->sorted[r->settled], r->column);
		number = slot_of(r, cell, (uint32_t)(map_hash(cell) >>
		    16))->number - 1;
		rows = r->tally[number];
		if (!is_same_rank(r, r->settled, cell)) {
			r->leader = number;
			r->tally[number] = r->next;
		}
		r->place[number] = r->leader;
		r->next += rows;
		r->settled++;
	}
	return r->settled == r->distinct;
}

void
rank_deal(struct rank *r, const uint32_t *list, uint32_t from, uint32_t to,
    uint32_t *out)
{
	for (; from < to; from++)
		out[r->tally[r->place[r->numbers[from]]]++] = list[from];
}
