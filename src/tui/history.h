/*
 * Back and forward through the places and objects that were looked at.
 */
#ifndef ENDPANE_TUI_HISTORY_H
#define ENDPANE_TUI_HISTORY_H

#include "app.h"

/* Notes what is looked at now, where that is another view than before. */
void	history_note(struct app *app);
/* -1 back, 1 forward. */
void	history_go(struct app *app, int step);
void	history_free(struct history *history);

#endif
