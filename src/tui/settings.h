/*
 * Settings for this session; none of them is written to the configuration.
 */
#ifndef ENDPANE_TUI_SETTINGS_H
#define ENDPANE_TUI_SETTINGS_H

#include "app.h"

void	settings_open(struct app *app);
/* "refresh 5m", as typed behind ":set"; without a value: the next one. */
bool	settings_set(struct app *app, struct slice words, struct err *err);
/* The nth setting's name, with what it is now; NULL: there are no more. */
const char *settings_name(const struct app *app, int n, struct buf *now);

#endif
