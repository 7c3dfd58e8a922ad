/*
 * How often each value of a column occurs, counted in slices between keys.
 *
 * Counts what is shown (labels of choices, yes and no); absent cells count as
 * "". The commonest come first, equal ones in natural order. Values beyond
 * CENSUS_MOST kinds are counted together. Rows may grow or be replaced: say so
 * with census_use() after every turn.
 */
#ifndef ENDPANE_TUI_CENSUS_H
#define ENDPANE_TUI_CENSUS_H

#include <endpane/base/map.h>
#include <endpane/store/rows.h>

#define CENSUS_MOST	512

struct census_value {
	char		*text;		/* owned; "" absent */
	size_t		 count;
};

struct census {
	const struct rows	*rows;		/* lent until the next turn */
	int			 column;
	uint32_t		 at;		/* rows counted */
	struct census_value	 values[CENSUS_MOST];
	size_t			 kinds;
	size_t			 others;	/* rows of further kinds */
	struct map		 index;
	bool			 is_sorted;
	size_t			 order[CENSUS_MOST];
};

void	census_open(struct census *c, int column);
void	census_fini(struct census *c);
/* The rows of now; other ones than last time are counted from the start. */
void	census_use(struct census *c, const struct rows *rows);
/* Counts for at most budget_us; true while there is more. */
bool	census_work(struct census *c, int64_t budget_us);
/* The nth commonest value; NULL: no more. */
const struct census_value *census_value(struct census *c, size_t n);

#endif
