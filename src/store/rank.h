/*
 * Columns with few distinct texts: rows are numbered by their text, only the
 * distinct texts are sorted, and the rows are dealt out by rank.
 */
#ifndef ENDPANE_STORE_RANK_H
#define ENDPANE_STORE_RANK_H

#include <endpane/store/rows.h>

#define RANK_MOST	50000	/* distinct texts */

struct rank;

/* Whether a sample of the rows promises few distinct texts. */
bool		 rank_pays(const struct rows *rows, int column,
		    const uint32_t *list, uint32_t count);

struct rank	*rank_new(const struct rows *rows, int column, uint32_t count);
void		 rank_free(struct rank *rank);

/* The cell of the next row; false: too many distinct texts. */
bool		 rank_add(struct rank *rank, uint32_t row, struct slice cell);

/* A row for each distinct text, to be sorted by the caller. */
uint32_t	*rank_rows(struct rank *rank, uint32_t *count);
/*
 * Once they are sorted: texts that compare the same share a rank. Settles at
 * most that many, true when all are.
 */
bool		 rank_settle(struct rank *rank, uint32_t most);

/* Deals rows from..to of those added out of list into their places in out. */
void		 rank_deal(struct rank *rank, const uint32_t *list,
		    uint32_t from, uint32_t to, uint32_t *out);

#endif
