/*
 * How many rows of a list pass each of some filters, counted in slices between
 * keys: the numbers that a list shows when it is opened with that filter.
 *
 * Rows may grow or be replaced: say so with tally_use() after every turn.
 */
#ifndef ENDPANE_TUI_TALLY_H
#define ENDPANE_TUI_TALLY_H

#include <endpane/store/filter.h>

#include <stdint.h>

#define TALLY_MOST	24

struct tally {
	const struct rows	*rows;		/* lent until the next turn */
	uint32_t		 at;		/* rows counted */
	size_t			 count;
	const char		*texts[TALLY_MOST];	/* lent */
	struct filter		*filters[TALLY_MOST];
	size_t			 found[TALLY_MOST];
};

/* A zeroed tally has none. The text has to be a filter of that resource. */
void	tally_add(struct tally *t, const struct cat_resource *resource,
	    const char *filter);
void	tally_fini(struct tally *t);
/* again: cells were filled in, so all are counted anew. */
void	tally_use(struct tally *t, const struct rows *rows, bool again);
/* True while there is more. */
bool	tally_work(struct tally *t, int64_t budget_us);
/* So far; 0 for a filter that was not added. */
size_t	tally_of(const struct tally *t, const char *filter);

#endif
