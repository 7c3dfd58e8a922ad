/* Row numbers in the order of a column: radix by eight-byte keys, in slices. */
#include "order.h"

#include "block.h"
#include "rank.h"

#include <endpane/base/clock.h>
#include <endpane/base/mem.h>
#include <endpane/catalog/cell.h>

#include <stdlib.h>
#include <string.h>

#define FEW		12	/* rows compared, not keyed */
#define SOME		1024	/* rows merged in one go */
#define HINT		8		/* rows that memory is asked for ahead */
#define STRIDE		8192	/* rows between two looks at the clock */

/* Rows from begin to end are the same in all keys before depth. */
struct frame {
	uint32_t	 begin;
	uint32_t	 end;
	uint32_t	 cursor;	/* groups before it are sorted */
};

/* SPLIT then either RANKS and DEAL, or KEYS, PASS and GROUPS in turn. */
enum phase { SPLIT, RANKS, DEAL, KEYS, PASS, GROUPS, DONE };

struct order {
	const struct rows *rows;
	const struct cat_column *kind;
	uint32_t	 column;
	uint64_t	 flip;		/* all ones: falling */
	enum phase	 phase;

	uint32_t	*lent;		/* the caller's list */
	uint32_t	*spare;		/* owned, of the same size */
	uint32_t	*list;		/* one of both */
	uint32_t	*other;		/* the other one: room for passes */
	uint64_t	*keys;
	uint64_t	*other_keys;
	uint32_t	 count;
	uint32_t	 present;	/* the absent stand behind these */

	uint32_t	 at;		/* within the phase */
	uint32_t	 absent;	/* found so far, in other */
	int		 pass;		/* byte of the key, from the last */
	bool		 more;		/* some key of the group goes on */
	bool		 same;		/* all cells of the group are the same */
	uint32_t	 tally[8][256];

	struct frame	 frame[ORDER_DEPTH];
	unsigned	 depth;		/* of the frame in hand */

	struct rank	*rank;		/* NULL: many distinct texts */
	struct order	*ranks;		/* sorts the distinct ones */
	const struct block *near;	/* where the last row stood */
	bool		 is_filled;	/* from rows behind, in part */
};

static struct order *
new_order(const struct rows *rows, int column, bool falling, uint32_t *list,
    size_t count)
{
	struct order *o = mem_alloc(sizeof(*o));

	o->rows = rows;
	o->column = (uint32_t)column;
	o->is_filled = rows_are_filled(rows);
	o->kind = &rows_resource(rows)->columns[column];
	o->flip = falling ? UINT64_MAX : 0;
	o->count = (uint32_t)count;
	o->lent = o->list = list;
	o->spare = o->other = mem_grow(NULL, count, sizeof(*o->spare));
	return o;
}

static void
make_room(struct order *o)
{
	if (o->keys != NULL)
		return;
	o->keys = mem_grow(NULL, o->count, sizeof(*o->keys));
	o->other_keys = mem_grow(NULL, o->count, sizeof(*o->other_keys));
}

struct order *
order_new(const struct rows *rows, int column, bool falling, uint32_t *list,
    size_t count)
{
	struct order *o = new_order(rows, column, falling, list, count);

	if (!o->is_filled && rank_pays(rows, column, list, o->count))
		o->rank = rank_new(rows, column, o->count);
	return o;
}

void
order_free(struct order *o)
{
	if (o == NULL)
		return;
	order_free(o->ranks);
	rank_free(o->rank);
	free(o->spare);
	free(o->keys);
	free(o->other_keys);
	free(o);
}

static inline struct slice
cell_of(struct order *o, uint32_t row)
{
	if (o->is_filled)
		return rows_cell(o->rows, row, (int)o->column);
	if (o->near == NULL || row - o->near->first >= o->near->head->rows)
		o->near = rows_block_of(o->rows, row);
	return block_cell(o->near->head, o->column, row - o->near->first);
}

/* Asks for the memory of cells that are read soon, each in its turn. */
static inline void
hint(const struct order *o, uint32_t at, uint32_t end)
{
	const struct block *b;

	if (end - at <= HINT * 2)
		return;
	b = rows_block_of(o->rows, o->list[at + HINT * 2]);
	block_hint(b->head, o->column, o->list[at + HINT * 2] - b->first,
	    false);
	b = rows_block_of(o->rows, o->list[at + HINT]);
	block_hint(b->head, o->column, o->list[at + HINT] - b->first, true);
}

static uint32_t
next_stop(uint32_t at, uint32_t end)
{
	return end - at > STRIDE ? at + STRIDE : end;
}

static void
tally(struct order *o, uint64_t key)
{
	int i;

	for (i = 0; i < 8; i++, key >>= 8)
		o->tally[i][key & 255]++;
}

static inline void
make_key(struct order *o, uint32_t at, struct slice cell)
{
	uint64_t key;

	o->more |= cell_key(o->kind, cell, o->depth, &key);
	o->keys[at] = key ^ o->flip;
	tally(o, o->keys[at]);
}

static void
start_frame(struct order *o, uint32_t begin, uint32_t end)
{
	o->frame[o->depth] = (struct frame){ begin, end, begin };
	o->at = begin;
	o->more = false;
	o->same = o->depth > 0;
	if (end - begin > SOME || o->depth == 0)
		memset(o->tally, 0, sizeof(o->tally));
	o->phase = KEYS;
}

static void	end_keys(struct order *o);

static void
end_split(struct order *o)
{
	bool has_keys = o->keys != NULL;

	memcpy(o->list + o->present, o->other, o->absent * sizeof(*o->list));
	if (o->rank != NULL) {
		uint32_t count, *rows = rank_rows(o->rank, &count);

		o->ranks = new_order(o->rows, (int)o->column, o->flip != 0,
		    rows, count);
		o->phase = RANKS;
		return;
	}
	if (!has_keys) {
		make_room(o);
		start_frame(o, 0, o->present);
		return;
	}
	o->frame[0] = (struct frame){ 0, o->present, 0 };
	end_keys(o);
}

/*
 * Present rows to the front, absent ones behind them, both as they came; the
 * cell is in hand, so its text or its key is noted at the same time.
 */
static void
split(struct order *o)
{
	uint32_t stop = next_stop(o->at, o->count), row;
	struct slice cell;

	if (o->at == 0 && o->rank == NULL)
		make_room(o);
	for (; o->at < stop; o->at++) {
		row = o->list[o->at];
		cell = cell_of(o, row);
		if (cell.len == 0) {
			o->other[o->absent++] = row;
			continue;
		}
		o->list[o->present] = row;
		if (o->keys != NULL)
			make_key(o, o->present, cell);
		else if (o->rank != NULL && !rank_add(o->rank, row, cell)) {
			rank_free(o->rank);
			o->rank = NULL;
		}
		o->present++;
	}
	if (o->at == o->count)
		end_split(o);
}

static void
sort_ranks(struct order *o, int64_t until_us)
{
	if (order_work(o->ranks, until_us) || !rank_settle(o->rank, SOME))
		return;
	o->at = 0;
	o->phase = DEAL;
}

static void
deal(struct order *o)
{
	uint32_t stop = next_stop(o->at, o->present);

	rank_deal(o->rank, o->list, o->at, stop, o->other);
	o->at = stop;
	if (stop < o->present)
		return;
	memcpy(o->list, o->other, o->present * sizeof(*o->list));
	o->phase = DONE;
}

/* Insertion of neighbours into sorted runs of keys. */
static void
insert_keys(uint64_t *keys, uint32_t *list, uint32_t begin, uint32_t end)
{
	uint32_t i, j, row;
	uint64_t key;

	for (i = begin + 1; i < end; i++) {
		key = keys[i];
		row = list[i];
		for (j = i; j > begin && keys[j - 1] > key; j--) {
			keys[j] = keys[j - 1];
			list[j] = list[j - 1];
		}
		keys[j] = key;
		list[j] = row;
	}
}

static void
merge_keys(struct order *o, uint32_t begin, uint32_t middle, uint32_t end)
{
	uint32_t i = begin, j = middle, k;

	for (k = begin; k < end; k++) {
		uint32_t from = j == end || (i < middle &&
		    o->keys[i] <= o->keys[j]) ? i++ : j++;

		o->other_keys[k] = o->keys[from];
		o->other[k] = o->list[from];
	}
	memcpy(o->keys + begin, o->other_keys + begin,
	    (end - begin) * sizeof(*o->keys));
	memcpy(o->list + begin, o->other + begin,
	    (end - begin) * sizeof(*o->list));
}

static void
sort_some(struct order *o, const struct frame *f)
{
	uint32_t run = 16, at, middle, end;

	for (at = f->begin; at < f->end; at += run)
		insert_keys(o->keys, o->list, at,
		    f->end - at > run ? at + run : f->end);
	for (; run < f->end - f->begin; run *= 2)
		for (at = f->begin; f->end - at > run; at = end) {
			middle = at + run;
			end = f->end - middle > run ? middle + run : f->end;
			if (o->keys[middle - 1] > o->keys[middle])
				merge_keys(o, at, middle, end);
		}
}

/* Counts become places; false where all keys have the same byte there. */
static bool
open_pass(struct order *o, const struct frame *f)
{
	uint32_t *t = o->tally[o->pass], place = f->begin, count;
	uint32_t total = f->end - f->begin;
	int i;

	for (i = 0; i < 256; i++) {
		count = t[i];
		if (count == total)
			return false;
		t[i] = place;
		place += count;
	}
	return true;
}

/* The next byte that tells rows apart, or on to the groups. */
static void
next_pass(struct order *o, const struct frame *f)
{
	while (o->pass < 8 && !open_pass(o, f))
		o->pass++;
	o->at = f->begin;
	o->phase = o->pass < 8 ? PASS : GROUPS;
}

/* All keys of the frame are there: they are sorted next. */
static void
end_keys(struct order *o)
{
	struct frame *f = &o->frame[o->depth];

	o->phase = GROUPS;
	f->cursor = f->begin;
	if (o->same || !o->more)
		f->cursor = f->end;	/* what is the same here stays so */
	if (o->same)
		return;
	if (f->end - f->begin <= SOME)
		sort_some(o, f);
	else {
		o->pass = 0;
		next_pass(o, f);
	}
}

static void
make_keys(struct order *o)
{
	struct frame *f = &o->frame[o->depth];
	uint32_t stop = next_stop(o->at, f->end);
	struct slice cell, first = { "", 0 };

	if (o->same)
		first = cell_of(o, o->list[f->begin]);
	for (; o->at < stop && o->same; o->at++) {
		cell = cell_of(o, o->list[o->at]);
		o->same = cell.len == first.len &&
		    memcmp(cell.at, first.at, cell.len) == 0;
		if (!o->same) {
			o->at = f->begin;
			return;
		}
	}
	for (; o->at < stop; o->at++) {
		hint(o, o->at, f->end);
		make_key(o, o->at, cell_of(o, o->list[o->at]));
	}
	if (o->at == f->end)
		end_keys(o);
}

/* The sorted rows are in the other place now: all of them just change names. */
static void
take_over(struct order *o, const struct frame *f)
{
	uint64_t *keys = o->keys;
	uint32_t *list = o->list;

	if (f->end - f->begin == o->present) {
		o->keys = o->other_keys;
		o->other_keys = keys;
		o->list = o->other;
		o->other = list;
		return;
	}
	memcpy(o->keys + f->begin, o->other_keys + f->begin,
	    (f->end - f->begin) * sizeof(*o->keys));
	memcpy(o->list + f->begin, o->other + f->begin,
	    (f->end - f->begin) * sizeof(*o->list));
}

static void
make_pass(struct order *o)
{
	struct frame *f = &o->frame[o->depth];
	uint32_t stop = next_stop(o->at, f->end), to;
	uint32_t *place = o->tally[o->pass];
	int shift = o->pass * 8;

	for (; o->at < stop; o->at++) {
		to = place[o->keys[o->at] >> shift & 255]++;
		o->other_keys[to] = o->keys[o->at];
		o->other[to] = o->list[o->at];
	}
	if (o->at < f->end)
		return;
	take_over(o, f);
	o->pass++;
	next_pass(o, f);
}

/* A handful that is the same so far: compared as they are. */
static void
sort_few(struct order *o, uint32_t begin, uint32_t end)
{
	uint32_t i, j, row;
	struct slice cell;
	int order;

	for (i = begin + 1; i < end; i++) {
		row = o->list[i];
		cell = cell_of(o, row);
		for (j = i; j > begin; j--) {
			order = cell_compare(o->kind, cell_of(o,
			    o->list[j - 1]), cell);
			if (o->flip != 0 ? order >= 0 : order <= 0)
				break;
			o->list[j] = o->list[j - 1];
		}
		o->list[j] = row;
	}
}

static void
finish(struct order *o)
{
	if (o->list != o->lent)
		memcpy(o->lent, o->list, o->present * sizeof(*o->list));
	o->phase = DONE;
}

/* Looks for rows with the same key; large groups become the next frame. */
static void
sort_groups(struct order *o)
{
	struct frame *f = &o->frame[o->depth];
	uint32_t stop = next_stop(f->cursor, f->end), begin, end;

	while (f->cursor < stop) {
		begin = f->cursor;
		for (end = begin + 1; end < f->end &&
		    o->keys[end] == o->keys[begin];)
			end++;
		f->cursor = end;
		if (end - begin == 1)
			continue;
		if (end - begin <= FEW) {
			sort_few(o, begin, end);
			continue;
		}
		if (o->depth + 1 == ORDER_DEPTH)
			continue;
		o->depth++;
		start_frame(o, begin, end);
		return;
	}
	if (f->cursor == f->end) {
		if (o->depth > 0)
			o->depth--;
		else
			finish(o);
	}
}

bool
order_work(struct order *o, int64_t until_us)
{
	do {
		switch (o->phase) {
		case SPLIT:
			split(o);
			break;
		case RANKS:
			sort_ranks(o, until_us);
			break;
		case DEAL:
			deal(o);
			break;
		case KEYS:
			make_keys(o);
			break;
		case PASS:
			make_pass(o);
			break;
		case GROUPS:
			sort_groups(o);
			break;
		case DONE:
			return false;
		}
	} while (o->phase != DONE && clock_monotonic_us() < until_us);
	return o->phase != DONE;
}
