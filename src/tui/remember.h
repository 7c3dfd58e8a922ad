/*
 * What is kept across runs: the pane, and each list's filter, sort, columns,
 * cursor and marks.
 */
#ifndef ENDPANE_TUI_REMEMBER_H
#define ENDPANE_TUI_REMEMBER_H

#include "app.h"
#include "listing.h"

enum place	 remember_place(struct app *app);
/* Takes what was kept for this list. */
void		 remember_load(struct app *app, struct listing *l);
void		 remember_listing(struct app *app, const struct listing *l);
/* At the end: the pane, and cursor and marks of every list. */
void		 remember_all(struct app *app);

#endif
