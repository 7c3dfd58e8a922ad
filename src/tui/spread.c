/* Where the parts of a list pane stand, by the room there is. */
#include "spread.h"

#include <string.h>

#define BESIDE_COLS	100
#define BELOW_COLS	60
#define BELOW_ROWS	16
#define STRIP_ROWS	4	/* a line and three rows of fields */
#define SIDE_MOST	60	/* cells of a preview */
#define CARD_MOST	100	/* cells of a card with tabs */
#define FACETS_LEAST	28
#define FACETS_MOST	36

/* Facets at the left over the full height, the rest beside them. */
static void
lay_wide(struct spread *s, struct area a)
{
	int tail = a.rows >= 36 ? 11 : 8;
	int facets = a.cols * 16 / 100, side;

	if (facets < FACETS_LEAST)
		facets = FACETS_LEAST;
	if (facets > FACETS_MOST)
		facets = FACETS_MOST;
	s->is_wide = true;
	s->facets = (struct area){ a.y, a.x, a.rows, facets };
	a.x += facets;
	a.cols -= facets;
	s->tail = (struct area){ a.y + a.rows - tail, a.x, tail, a.cols };
	a.rows -= tail;
	side = a.cols * 45 / 100;
	if (side > CARD_MOST)
		side = CARD_MOST;
	s->side = (struct area){ a.y, a.x + a.cols - side, a.rows, side };
	a.cols -= side;
	s->head = (struct area){ a.y, a.x, 1, a.cols };
	s->list = (struct area){ a.y + 1, a.x, a.rows - 1, a.cols };
}

void
spread_lay(struct spread *s, struct area a, enum spread_with with)
{
	int side = a.cols / 3 > SIDE_MOST ? SIDE_MOST : a.cols / 3;

	memset(s, 0, sizeof(*s));
	if (with == SPREAD_DETAIL)
		side = a.cols / 2;
	if (with != SPREAD_ALONE && a.cols >= WIDE_COLS && a.rows >= WIDE_ROWS) {
		lay_wide(s, a);
		return;
	}
	s->head = (struct area){ a.y, a.x, 1, a.cols };
	s->list = (struct area){ a.y + 1, a.x, a.rows - 1, a.cols };
	if (with == SPREAD_ALONE)
		return;
	if (a.cols >= BESIDE_COLS) {
		s->list.cols -= side;
		s->side = (struct area){ s->list.y, a.x + s->list.cols,
		    s->list.rows, side };
	} else if (a.cols >= BELOW_COLS && a.rows >= BELOW_ROWS) {
		s->list.rows -= STRIP_ROWS;
		s->strip = (struct area){ s->list.y + s->list.rows, a.x,
		    STRIP_ROWS, a.cols };
	}
}
