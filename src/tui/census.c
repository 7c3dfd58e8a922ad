/* How often each value of a column occurs, counted in slices. */
#include "census.h"

#include <endpane/base/clock.h>
#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/catalog/cell.h>

#include <stdlib.h>
#include <string.h>

#define ROWS_A_LOOK	512	/* between two looks at the clock */

void
census_open(struct census *c, int column)
{
	memset(c, 0, sizeof(*c));
	c->column = column;
}

static void
empty(struct census *c)
{
	size_t i;

	for (i = 0; i < c->kinds; i++)
		free(c->values[i].text);
	map_fini(&c->index);
	c->kinds = c->others = 0;
	c->at = 0;
	c->is_sorted = false;
}

void
census_fini(struct census *c)
{
	empty(c);
	c->rows = NULL;
}

void
census_use(struct census *c, const struct rows *rows)
{
	if (rows != c->rows || rows_count(rows) < c->at)
		empty(c);
	c->rows = rows;
}

static void
count(struct census *c, struct slice shown)
{
	struct census_value *v;
	uint32_t place;

	if (map_find(&c->index, shown, &place)) {
		c->values[place].count++;
		return;
	}
	if (c->kinds == CENSUS_MOST) {
		c->others++;
		return;
	}
	v = &c->values[c->kinds];
	v->text = mem_slice(shown.at, shown.len);
	v->count = 1;
	map_add(&c->index, (struct slice){ v->text, shown.len },
	    (uint32_t)c->kinds);
	c->kinds++;
}

bool
census_work(struct census *c, int64_t budget_us)
{
	const struct cat_column *column;
	int64_t until = clock_monotonic_us() + budget_us;
	struct buf shown = { 0 };
	uint32_t rows;

	if (c->rows == NULL)
		return false;
	rows = (uint32_t)rows_count(c->rows);
	column = &rows_resource(c->rows)->columns[c->column];
	while (c->at < rows) {
		buf_clear(&shown);
		cell_show(column, rows_cell(c->rows, c->at, c->column),
		    &shown);
		count(c, (struct slice){ shown.at, shown.len });
		c->is_sorted = false;
		if (++c->at % ROWS_A_LOOK == 0 && clock_monotonic_us() > until)
			break;
	}
	buf_fini(&shown);
	return c->at < rows;
}

static bool
goes_before(const struct census_value *a, const struct census_value *b)
{
	if (a->count != b->count)
		return a->count > b->count;
	return str_compare_natural(str_slice(a->text),
	    str_slice(b->text)) < 0;
}

/* Few kinds: a plain insertion sort keeps the map's places as they are. */
static void
put_in_order(struct census *c)
{
	size_t i, k;

	for (i = 0; i < c->kinds; i++) {
		for (k = i; k > 0 && goes_before(&c->values[i],
		    &c->values[c->order[k - 1]]); k--)
			c->order[k] = c->order[k - 1];
		c->order[k] = i;
	}
	c->is_sorted = true;
}

const struct census_value *
census_value(struct census *c, size_t n)
{
	if (n >= c->kinds)
		return NULL;
	if (!c->is_sorted)
		put_in_order(c);
	return &c->values[c->order[n]];
}
