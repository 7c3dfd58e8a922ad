/*
 * One object and its tabs. Private to detail*.c and card.c.
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
	/* Beside the list where there is room, not only on wide screens. */
	bool			 is_focus;
	bool			 is_zoomed;	/* never beside the list */
};

int	detail_tabs(const struct detail *d);	/* how many */
/* What reads a tab; NULL: nothing does. */
const struct cat_op *detail_op(const struct detail *d, int tab);
/* What the operation needs to know of the object. */
void	detail_args(const struct detail *d, const struct cat_op *op,
	    struct args *args);
/* Another object; what was shown of the old one is forgotten. */
void	detail_object(struct detail *d, const struct conn *conn,
	    const char *id, const char *name, const char *domain);
void	detail_fini(struct detail *d);
/* Builds what the tab shows anew where its answer or the width changed. */
void	detail_refresh(struct detail *d, struct app *app, int cols);

/* Makes lines or a table of the answer that the tab's look has. */
void	detail_build(struct detail *d, struct app *app, struct tab *tab,
	    const struct cat_op *op, int cols);
/* All members of one JSON object, as lines. */
void	detail_item(struct lines *lines, const char *json, int cols);

#endif
