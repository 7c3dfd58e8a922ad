/*
 * The facets beside a list: the commonest values of its columns, counted in
 * slices between keys.
 */
#ifndef ENDPANE_TUI_COUNTS_H
#define ENDPANE_TUI_COUNTS_H

#include "app.h"
#include "listing.h"

struct counts;

struct counts	*counts_new(const struct cat_resource *resource);
void		 counts_free(struct counts *counts);
/* The rows of now; call it after every turn, before counts_work(). */
void		 counts_use(struct counts *counts, const struct rows *rows);
/* True while there is more to count; *moved is set where a number changed. */
bool		 counts_work(struct counts *counts, int64_t budget_us,
		    bool *moved);
/* filter: the list's; a value that it asks for has a mark. */
void		 counts_draw(struct counts *counts, struct app *app,
		    const char *filter, struct area area);

#endif
