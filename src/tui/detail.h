/*
 * One object and its tabs. Private to detail.c and detail_build.c.
 */
#ifndef ENDPANE_TUI_DETAIL_H
#define ENDPANE_TUI_DETAIL_H

#include "app.h"
#include "chart.h"
#include "grid.h"
#include "lines.h"

#include <endpane/op/fetch.h>

#define TABS_MOST 12

struct tab {
	struct look	*look;		/* the engine's; NULL: never opened */
	struct err	 err;		/* why it could not be */
	generation	 built;		/* of the look's answer */
	int		 built_cols;
	bool		 is_grid;
	struct lines	 lines;
	struct grid	 grid;
	struct chart	*chart;		/* of coordinates in it; or NULL */
};

struct detail {
	const struct cat_resource *resource;
	const struct conn	*conn;
	char			*id, *name, *domain;
	struct tab		 tabs[TABS_MOST];
	int			 tab;
};

/* Makes lines or a table of the answer that the tab's look has. */
void	detail_build(struct detail *d, struct app *app, struct tab *tab,
	    const struct cat_op *op, int cols);
/* All members of one JSON object, as lines. */
void	detail_item(struct lines *lines, const char *json, int cols);

#endif
