/*
 * Missing answers read one after another in the background: the details of the
 * rows shown, the member lists of groups.
 *
 * A few at a time, behind whatever somebody looks at; Ctrl-C ends it. Where it
 * takes many calls it is asked first.
 */
#ifndef ENDPANE_TUI_GATHER_H
#define ENDPANE_TUI_GATHER_H

#include "app.h"
#include "listing.h"

struct gather_item {
	const struct cat_resource	*resource;
	const struct cat_op		*op;
	const struct conn		*conn;
	char				*id;	/* owned */
};

struct gathering {
	const char		*what;		/* "member lists"; static */
	struct gather_item	*list;
	size_t			 count, room;
};

void	gather_add(struct gathering *g, const struct cat_resource *resource,
	    const char *verb, const struct conn *conn, struct slice id);
/* Takes the list over; asks where it is long. One at a time. */
void	gather_begin(struct app *app, struct gathering *g);
/* The details of all rows that the filter shows. */
void	gather_rows(struct app *app, struct listing *l);
/* After a turn in which something changed. */
void	gather_turn(struct app *app);
void	gather_free(struct gather *gather);

#endif
