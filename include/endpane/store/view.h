/*
 * What is shown of some rows: filtered and sorted row numbers.
 *
 * Work that takes long is done in slices: after rows were added, a filter or a
 * sort was set, call view_work() between keys until it has nothing left to do.
 * Meanwhile view_count() and view_row() give what is known: rows found so far,
 * in the order known so far. Nothing points into the rows; they may be replaced
 * by view_use(), after which the numbers are those of the new rows.
 */
#ifndef ENDPANE_STORE_VIEW_H
#define ENDPANE_STORE_VIEW_H

#include <endpane/store/filter.h>
#include <endpane/store/rows.h>

struct view;

struct view	*view_new(const struct rows *rows);
void		 view_free(struct view *view);

/* Other rows (a refresh): filter and sort stay and are applied again. */
void		 view_use(struct view *view, const struct rows *rows);
/* The same rows have grown. */
void		 view_grew(struct view *view);

/* NULL or blank: all rows. On failure the old filter stays. */
bool		 view_filter(struct view *view, const char *text,
		    struct err *err);
/* "name,-os": column names, '-' for falling. NULL: as they came. */
bool		 view_sort(struct view *view, const char *keys,
		    struct err *err);

/* Works for at most budget_us; true while there is more to do. */
bool		 view_work(struct view *view, int64_t budget_us);
bool		 view_is_settled(const struct view *view);

size_t		 view_count(const struct view *view);
uint32_t	 view_row(const struct view *view, size_t place);
/* Where a row stands now; false where the filter hides it. */
bool		 view_place(const struct view *view, uint32_t row,
		    size_t *place);
/* Grows by one whenever the shown order changed. */
generation	 view_generation(const struct view *view);

#endif
