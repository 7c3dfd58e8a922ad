/*
 * The frame around every pane: header and tabs above, message and keys below.
 */
#ifndef ENDPANE_TUI_CHROME_H
#define ENDPANE_TUI_CHROME_H

#include "app.h"

/* For app_draw(): header and tabs, and the area that is left for panes; then
 * message and key bar. */
struct area	 chrome_draw(struct app *app);
/* The same area without drawing. */
struct area	 chrome_area(const struct app *app);
void		 chrome_bars(struct app *app);
/* What happened, ending at row y: as many rows above as it takes. */
void		 chrome_words(struct app *app, int y, enum role role,
		    const char *text);
/* Which place's tab stands at a cell of the tab line; -1: none. */
int		 chrome_tab_at(const struct app *app, int x);

#endif
