/*
 * Pane 9 and its tabs, and how a request is told.
 */
#ifndef ENDPANE_TUI_QUEUE_H
#define ENDPANE_TUI_QUEUE_H

#include "app.h"
#include "dialogs.h"
#include "grid.h"

#include <endpane/op/job.h>

#define QUEUE_TABS 3

struct queue {
	struct grid	grids[QUEUE_TABS];
	bool		is_stale[QUEUE_TABS];
	int		tab;
	struct tail	*tail;		/* on wide screens; or NULL */
	size_t		open_questions;	/* unknown outcomes */
	struct err	trouble;	/* of reading the journal */
	char		chain[240];	/* what verifying it said; "": nothing */
	bool		is_whole;	/* that was good */
};

/* The journal's newest entries; those without a known outcome first. */
void	journal_build(struct queue *q, struct app *app);
void	journal_open_entry(struct app *app, int64_t id);
/* The confirmation of a job that undoes or resumes the one of an entry. */
void	again_open(struct app *app, int64_t entry, bool undoes);
/* a: what failed of a job, as a new one that is asked about. */
void	again_retry(struct app *app, const struct job *job);
/* Is the journal as it was written? words: what to say of it. */
bool	again_verify(struct app *app, char *words, size_t size);
/* x: what can be done with an entry (0: none) and a job (NULL: none). */
void	again_menu(struct app *app, struct pane *below, int64_t entry,
	    const struct job *job, menu_fn *chosen);
void	again_chosen(struct app *app, int choice, int64_t entry,
	    struct job *job);
/* At the start: says how many outcomes of earlier runs nobody knows. */
void	journal_announce(struct app *app);

/* "waiting", "in flight", …; and its looks. */
const char	*flight_word(enum flight_state state);
enum role	 flight_role(enum flight_state state);

#endif
