/*
 * Cuts the wanted members out of a JSON object in one walk: the columns' paths
 * as a tree of names, made once a list.
 */
#ifndef ENDPANE_STORE_CUT_H
#define ENDPANE_STORE_CUT_H

#include <endpane/catalog/catalog.h>
#include <endpane/json/scan.h>

struct cut;

/*
 * Columns of kind CAT_SECRET are never cut. status is the member that the
 * column of a '?' path is read from (copied), or NULL: its cells are "?" then.
 */
struct cut	*cut_new(const struct cat_column *columns,
		    const char *status);
void		 cut_free(struct cut *cut);

/*
 * Takes the item that list stands at (after scan_more()) and steps behind it.
 * Fills cells[column * stride] with decoded text; len 0 where the item says
 * nothing. Text lies in the item itself, or in memory of the cut that lives
 * until cut_clear(). False where the item is no object.
 */
bool		 cut_item(struct cut *cut, struct scan *list,
		    struct slice *cells, size_t stride);
void		 cut_clear(struct cut *cut);

#endif
