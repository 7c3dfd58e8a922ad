/* How many rows of a list pass each of some filters, counted in slices. */
#include "tally.h"

#include <endpane/base/clock.h>

#include <stdlib.h>
#include <string.h>

#define ROWS_A_LOOK	512	/* between two looks at the clock */

void
tally_add(struct tally *t, const struct cat_resource *resource,
    const char *filter)
{
	struct err err;

	if (t->count == TALLY_MOST)
		abort();
	t->texts[t->count] = filter;
	t->filters[t->count] = filter_parse(resource, filter, &err);
	if (t->filters[t->count++] == NULL)
		abort();
}

void
tally_fini(struct tally *t)
{
	size_t i;

	for (i = 0; i < t->count; i++)
		filter_free(t->filters[i]);
	t->count = 0;
}

void
tally_use(struct tally *t, const struct rows *rows, bool again)
{
	if (again || rows != t->rows || rows_count(rows) < t->at) {
		memset(t->found, 0, sizeof(t->found));
		t->at = 0;
	}
	t->rows = rows;
}

bool
tally_work(struct tally *t, int64_t budget_us)
{
	int64_t until = clock_monotonic_us() + budget_us;
	uint32_t rows;
	size_t i;

	if (t->rows == NULL)
		return false;
	rows = (uint32_t)rows_count(t->rows);
	while (t->at < rows) {
		for (i = 0; i < t->count; i++)
			t->found[i] += filter_matches(t->filters[i], t->rows,
			    t->at);
		if (++t->at % ROWS_A_LOOK == 0 && clock_monotonic_us() > until)
			break;
	}
	return t->at < rows;
}

size_t
tally_of(const struct tally *t, const char *filter)
{
	size_t i;

	for (i = 0; i < t->count; i++)
		if (strcmp(t->texts[i], filter) == 0)
			return t->found[i];
	return 0;
}
