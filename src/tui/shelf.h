/*
 * Rows of a read that is no resource's list, to choose from as in a picker.
 *
 * It is asked at once, by a call a page. Behind its rows stand those that are
 * offered besides, unless the read has named them too.
 */
#ifndef ENDPANE_TUI_SHELF_H
#define ENDPANE_TUI_SHELF_H

#include "forms.h"

/* Copied, save the text besides_from, which lives for ever. */
struct shelf_ways {
	const struct cat_resource *resource;
	const struct cat_op	*op;
	const struct conn	*conn;
	const struct args	*args;
	bool			 many;
	const struct picked	*marked;	/* beforehand */
	size_t			 marked_count;
	const struct picked	*besides;
	size_t			 besides_count;
	const char		*besides_from;	/* where those are known from */
	picker_fn		*taken;
};

void	shelf_open(struct app *app, const struct shelf_ways *ways,
	    struct pane *below);

#endif
