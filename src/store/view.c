/* Filtered and sorted row numbers, worked out in slices. */
#include "block.h"
#include "order.h"
#include "sift.h"

#include <endpane/base/clock.h>
#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/catalog/cell.h>
#include <endpane/store/view.h>

#include <stdlib.h>
#include <string.h>

#define KEYS_MOST 8

struct sort_key {
	int		 column;
	bool		 falling;
};

/* Rows from..to on their way into the order. */
struct job {
	struct order	*order;		/* of the key in hand; NULL: merging */
	int		 key;
	uint32_t	*list;
	uint32_t	 from;
	uint32_t	 to;
	uint32_t	*merged;
	uint32_t	 old_at;	/* next of the order */
	uint32_t	 new_at;	/* next of list */
};

struct view {
	const struct rows *rows;
	uint32_t	 total;		/* rows that were announced */
	generation	 generation;

	struct filter	*filter;	/* NULL: all rows */
	char		*filter_text;
	uint8_t		*hit;		/* a byte a row */
	uint32_t	 hit_room;
	uint32_t	 examined;	/* rows before: hit is the answer */
	uint32_t	 known;		/* rows before: no hit, no match */
	size_t		 block;		/* that examined stands at */

	struct sort_key	 key[KEYS_MOST];
	int		 keys;
	uint32_t	*order;		/* of all rows before ordered */
	uint32_t	 ordered;
	struct job	*job;

	bool		 is_listed;	/* shown counts, not order alone */
	bool		 is_stale;	/* shown is of an older filter */
	uint32_t	 built;		/* examined when shown was made */
	uint32_t	*shown;
	uint32_t	 shown_count;
	uint32_t	 shown_room;
};

static void
job_drop(struct view *v)
{
	if (v->job == NULL)
		return;
	order_free(v->job->order);
	free(v->job->list);
	free(v->job->merged);
	free(v->job);
	v->job = NULL;
}

struct view *
view_new(const struct rows *rows)
{
	struct view *v = mem_alloc(sizeof(*v));

	v->rows = rows;
	v->total = (uint32_t)rows_count(rows);
	return v;
}

void
view_free(struct view *v)
{
	if (v == NULL)
		return;
	job_drop(v);
	filter_free(v->filter);
	free(v->filter_text);
	free(v->hit);
	free(v->order);
	free(v->shown);
	free(v);
}

/* Nothing is known about any row. */
static void
forget_hits(struct view *v)
{
	v->examined = 0;
	v->known = 0;
	v->block = 0;
	v->built = 0;
	v->is_stale = true;
}

static void
drop_filter(struct view *v)
{
	filter_free(v->filter);
	free(v->filter_text);
	v->filter = NULL;
	v->filter_text = NULL;
	v->is_listed = false;
	v->shown_count = 0;
	forget_hits(v);
}

static void
drop_order(struct view *v)
{
	job_drop(v);
	free(v->order);
	v->order = NULL;
	v->ordered = 0;
}

void
view_use(struct view *v, const struct rows *rows)
{
	if (rows_resource(rows) != rows_resource(v->rows)) {
		drop_filter(v);
		v->keys = 0;
	}
	v->rows = rows;
	v->total = (uint32_t)rows_count(rows);
	drop_order(v);
	forget_hits(v);
	v->is_listed = v->filter != NULL;
	v->shown_count = 0;
	v->generation++;
}

void
view_grew(struct view *v)
{
	uint32_t total = (uint32_t)rows_count(v->rows);

	if (total == v->total)
		return;
	v->total = total;
	v->generation++;
}

bool
view_filter(struct view *v, const char *text, struct err *err)
{
	struct filter *fresh;
	uint32_t known = 0;

	if (str_trim(str_slice(text)).len == 0) {
		if (v->filter != NULL) {
			drop_filter(v);
			v->generation++;
		}
		return true;
	}
	if (v->filter != NULL && strcmp(v->filter_text, text) == 0)
		return true;
	fresh = filter_parse(rows_resource(v->rows), text, err);
	if (fresh == NULL)
		return false;
	/* What the wider one let fall need not be looked at again. */
	if (v->filter != NULL && filter_narrows(fresh, v->filter))
		known = v->known > v->examined ? v->known : v->examined;
	filter_free(v->filter);
	free(v->filter_text);
	v->filter = fresh;
	v->filter_text = mem_text(text);
	forget_hits(v);
	v->known = known;
	return true;
}

static bool
read_keys(struct view *v, const char *text, struct sort_key *key, int *count,
    struct err *err)
{
	struct slice rest = str_slice(text), piece;

	*count = 0;
	while (str_next(&rest, ',', &piece)) {
		piece = str_trim(piece);
		if (piece.len == 0)
			continue;
		if (*count == KEYS_MOST)
			return err_set(err, ERR_USAGE,
			    "more than %d columns to sort by", KEYS_MOST);
		key[*count].falling = piece.at[0] == '-';
		if (key[*count].falling)
			piece.at++, piece.len--;
		key[*count].column = cat_column(rows_resource(v->rows),
		    piece);
		if (key[*count].column < 0)
			return err_set(err, ERR_USAGE,
			    "%s have no column %.*s to sort by",
			    rows_resource(v->rows)->noun,
			    (int)(piece.len < 40 ? piece.len : 40), piece.at);
		++*count;
	}
	return true;
}

/* The hits in the order known, and behind it those that came later. */
static void
list_hits(struct view *v)
{
	uint32_t i, count = 0, row;

	if (v->shown_room < v->examined) {
		v->shown_room = v->examined + v->examined / 4;
		v->shown = mem_grow(v->shown, v->shown_room,
		    sizeof(*v->shown));
	}
	for (i = 0; i < v->ordered; i++) {
		row = v->order[i];
		if (row < v->examined && v->hit[row])
			v->shown[count++] = row;
	}
	for (i = v->ordered; i < v->examined; i++)
		if (v->hit[i])
			v->shown[count++] = i;
	v->shown_count = count;
	v->built = v->examined;
	v->is_stale = false;
	v->is_listed = true;
	v->generation++;
}

bool
view_sort(struct view *v, const char *keys, struct err *err)
{
	struct sort_key key[KEYS_MOST] = { { 0 } };
	int count = 0;

	if (keys != NULL && !read_keys(v, keys, key, &count, err))
		return false;
	if (count == v->keys && memcmp(key, v->key,
	    (size_t)count * sizeof(*key)) == 0)
		return true;
	memcpy(v->key, key, sizeof(key));
	v->keys = count;
	job_drop(v);
	if (count > 0) {
		/* The old order stays until there is the new one. */
		v->job = mem_alloc(sizeof(*v->job));
		return true;
	}
	drop_order(v);
	v->generation++;
	if (v->filter != NULL && !v->is_stale)
		list_hits(v);
	return true;
}

static void
append_hits(struct view *v, uint32_t first, uint32_t count)
{
	uint32_t row;

	if (v->shown_room - v->shown_count < count) {
		v->shown_room += v->shown_room / 2 + count;
		v->shown = mem_grow(v->shown, v->shown_room,
		    sizeof(*v->shown));
	}
	for (row = first; row < first + count; row++)
		if (v->hit[row])
			v->shown[v->shown_count++] = row;
}

/* Where rows behind may fill cells, the block alone does not tell. */
static void
sift_rows(struct view *v, const struct block *b, uint8_t *hit)
{
	uint32_t i;

	for (i = 0; i < b->head->rows; i++)
		hit[i] = hit[i] && filter_matches(v->filter, v->rows,
		    b->first + i);
}

/* Holds the filter against the next block. */
static void
examine(struct view *v)
{
	const struct block *b = rows_block_at(v->rows, v->block);
	uint32_t count = b->head->rows;
	uint8_t *hit = v->hit + b->first;

	if (b->first >= v->known)
		memset(hit, 1, count);
	if (rows_are_filled(v->rows))
		sift_rows(v, b, hit);
	else if (b->first >= v->known || memchr(hit, 1, count) != NULL)
		sift_block(v->filter, b->head, hit);
	/* Rows that have no place in the order yet can be shown at once. */
	if (!v->is_stale && b->first >= v->ordered)
		append_hits(v, b->first, count);
	else
		v->is_stale = true;
	v->examined = b->first + count;
	v->block++;
}

static void
work_filter(struct view *v, int64_t until_us)
{
	if (v->hit_room < v->total) {
		v->hit_room = v->total + v->total / 4;
		v->hit = mem_grow(v->hit, v->hit_room, 1);
	}
	if (v->is_stale && v->ordered == 0 && v->examined == 0) {
		v->shown_count = 0;
		v->is_listed = true;
		v->is_stale = false;
	}
	do
		examine(v);
	while (v->examined < v->total && clock_monotonic_us() < until_us);
	v->generation++;
	/* Often at first, then rarely: it walks the whole order. */
	if (v->is_stale && (v->examined == v->total ||
	    v->examined / 2 >= v->built))
		list_hits(v);
}

/* As the sort keys say; rows that are the same in all stay as they came. */
static int
compare(const struct view *v, uint32_t a, uint32_t b)
{
	const struct cat_column *columns = rows_resource(v->rows)->columns;
	struct slice x, y;
	int i, order;

	for (i = 0; i < v->keys; i++) {
		x = rows_cell(v->rows, a, v->key[i].column);
		y = rows_cell(v->rows, b, v->key[i].column);
		if (x.len == 0 || y.len == 0)
			order = (x.len == 0) - (y.len == 0);
		else {
			order = cell_compare(&columns[v->key[i].column], x, y);
			if (v->key[i].falling)
				order = -order;
		}
		if (order != 0)
			return order;
	}
	return 0;
}

/* The new rows in their own order: by the last key first, all stably. */
static void
job_start(struct view *v, bool all)
{
	struct job *job = v->job;
	uint32_t i;

	job->from = all ? 0 : v->ordered;
	job->to = v->total;
	job->list = mem_grow(NULL, job->to - job->from, sizeof(*job->list));
	for (i = job->from; i < job->to; i++)
		job->list[i - job->from] = i;
	job->key = v->keys;
}

static void
job_end(struct view *v, uint32_t *order)
{
	free(v->order);
	v->order = order;
	v->ordered = v->job->to;
	job_drop(v);
	v->generation++;
	if (v->filter != NULL && !v->is_stale)
		list_hits(v);
}

/* How many of the order stand before row, from old_at on: doubling steps. */
static uint32_t
run_before(const struct view *v, uint32_t row)
{
	uint32_t from = v->job->old_at, step = 1, low = from, high;

	while (low < v->ordered && compare(v, v->order[low], row) <= 0) {
		from = low + 1;
		low = v->ordered - low > step ? low + step : v->ordered;
		step *= 2;
	}
	for (high = low; from < high;) {
		low = from + (high - from) / 2;
		if (compare(v, v->order[low], row) <= 0)
			from = low + 1;
		else
			high = low;
	}
	return from - v->job->old_at;
}

static bool
merge_some(struct view *v)
{
	struct job *job = v->job;
	uint32_t count = job->to - job->from, i, run, at;

	if (job->merged == NULL)
		job->merged = mem_grow(NULL, job->to, sizeof(*job->merged));
	for (i = 0; i < 64 && job->new_at < count; i++) {
		run = run_before(v, job->list[job->new_at]);
		at = job->old_at + job->new_at;
		if (run > 0)
			memcpy(job->merged + at, v->order + job->old_at,
			    run * sizeof(*v->order));
		job->merged[at + run] = job->list[job->new_at++];
		job->old_at += run;
	}
	if (job->new_at < count)
		return true;
	memcpy(job->merged + job->old_at + count, v->order + job->old_at,
	    (v->ordered - job->old_at) * sizeof(*v->order));
	return false;
}

/* One step of the work on the order. */
static void
work_order(struct view *v, int64_t until_us)
{
	struct job *job = v->job;
	uint32_t *done;

	if (job == NULL) {
		job = v->job = mem_alloc(sizeof(*job));
		job_start(v, false);
	} else if (job->list == NULL)
		job_start(v, true);
	if (job->order != NULL) {
		if (order_work(job->order, until_us))
			return;
		order_free(job->order);
		job->order = NULL;
	}
	if (job->key > 0) {
		job->key--;
		job->order = order_new(v->rows, v->key[job->key].column,
		    v->key[job->key].falling, job->list, job->to - job->from);
		return;
	}
	if (job->from == 0) {
		done = job->list;
		job->list = NULL;
		job_end(v, done);
	} else if (!merge_some(v)) {
		done = job->merged;
		job->merged = NULL;
		job_end(v, done);
	}
}

static bool
is_filtered(const struct view *v)
{
	return v->filter == NULL || v->examined == v->total;
}

static bool
is_ordered(const struct view *v)
{
	return v->job == NULL && (v->keys == 0 || v->ordered == v->total);
}

bool
view_is_settled(const struct view *v)
{
	return is_filtered(v) && is_ordered(v);
}

bool
view_work(struct view *v, int64_t budget_us)
{
	int64_t until_us = clock_monotonic_us() + budget_us;

	while (!view_is_settled(v)) {
		if (!is_filtered(v))
			work_filter(v, until_us);
		else
			work_order(v, until_us);
		if (clock_monotonic_us() >= until_us)
			break;
	}
	return !view_is_settled(v);
}

size_t
view_count(const struct view *v)
{
	return v->is_listed ? v->shown_count : v->total;
}

uint32_t
view_row(const struct view *v, size_t place)
{
	if (v->is_listed)
		return v->shown[place];
	return place < v->ordered ? v->order[place] : (uint32_t)place;
}

static bool
find_in(const uint32_t *list, uint32_t count, uint32_t row, size_t *place)
{
	uint32_t i;

	for (i = 0; i < count && list[i] != row;)
		i++;
	if (i < count)
		*place = i;
	return i < count;
}

bool
view_place(const struct view *v, uint32_t row, size_t *place)
{
	uint32_t low = 0, high = v->shown_count, middle;

	if (row >= v->total)
		return false;
	if (!v->is_listed && row < v->ordered)
		return find_in(v->order, v->ordered, row, place);
	if (!v->is_listed) {
		*place = row;
		return true;
	}
	if (v->ordered > 0)
		return find_in(v->shown, v->shown_count, row, place);
	while (low < high) {
		middle = low + (high - low) / 2;
		if (v->shown[middle] < row)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == v->shown_count || v->shown[low] != row)
		return false;
	*place = low;
	return true;
}

generation
view_generation(const struct view *v)
{
	return v->generation;
}
