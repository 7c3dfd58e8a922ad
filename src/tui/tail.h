/*
 * The lower edge of a wide screen: the newest requests, the newest entries of
 * the journal, and how the connections do. Looked at, not worked with: pane 9
 * has all of it.
 */
#ifndef ENDPANE_TUI_TAIL_H
#define ENDPANE_TUI_TAIL_H

#include "app.h"

struct tail;

struct tail	*tail_new(void);
void		 tail_free(struct tail *tail);
/* What stands in the first box. */
enum tail_first {
	TAIL_REQUESTS,
	TAIL_JOBS,		/* of this run */
};

/* What it shows stands still but for frames in which numbers may move. */
void		 tail_draw(struct tail *tail, struct app *app,
		    enum tail_first first, struct area area);
/* On a wide screen: at the lower end of the area, which is what is left then. */
void		 tail_below(struct tail **tail, struct app *app,
		    enum tail_first first, struct area *area);

#endif
