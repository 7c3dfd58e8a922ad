/*
 * Pane 9 and its tabs, and how a request is told.
 */
#ifndef ENDPANE_TUI_QUEUE_H
#define ENDPANE_TUI_QUEUE_H

#include "app.h"
#include "grid.h"

#define QUEUE_TABS 3

struct queue {
	struct grid	grids[QUEUE_TABS];
	bool		is_stale[QUEUE_TABS];
	int		tab;
	size_t		open_questions;	/* unknown outcomes */
	struct err	trouble;	/* of reading the journal */
};

/* The journal's newest entries; those without a known outcome first. */
void	journal_build(struct queue *q, struct app *app);
void	journal_open_entry(struct app *app, int64_t id);
/* At the start: says how many outcomes of earlier runs nobody knows. */
void	journal_announce(struct app *app);

/* "waiting", "in flight", …; and its looks. */
const char	*flight_word(enum flight_state state);
enum role	 flight_role(enum flight_state state);

#endif
