/*
 * Where the parts of a list pane stand, by the room there is.
 *
 *	from 180 columns	facets, list, card of the object, and below
 *				requests, journal and connections
 *	from 100 columns	list, and beside it the row's fields, or the
 *				detail where that is worked with
 *	from 60 columns		list, and below it a strip of some fields
 *	less, or zoomed		the list alone
 *
 * Areas never overlap; what is not shown has no rows.
 */
#ifndef ENDPANE_TUI_SPREAD_H
#define ENDPANE_TUI_SPREAD_H

#include "canvas.h"

#define WIDE_COLS	180	/* all parts together from here on */
#define WIDE_ROWS	24

struct spread {
	struct area	head;		/* one row: filter, count, age */
	struct area	list;
	struct area	side;		/* card, preview, or detail */
	struct area	strip;		/* fields below the list */
	struct area	facets;
	struct area	tail;
	bool		is_wide;
};

enum spread_with {
	SPREAD_ALONE,		/* nothing but the list is wanted */
	SPREAD_PREVIEW,
	SPREAD_DETAIL,		/* one is worked with at the side */
};

void	spread_lay(struct spread *s, struct area area,
	    enum spread_with with);

#endif
