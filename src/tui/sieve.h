/*
 * Conditions for a server, put together with completion of columns and
 * operators; the query that they make is shown, in the connection's style.
 */
#ifndef ENDPANE_TUI_SIEVE_H
#define ENDPANE_TUI_SIEVE_H

#include "app.h"

typedef void sieve_fn(struct app *app, struct pane *below,
    const char *query);

/* False where the system has no grammar that is known. */
bool	sieve_open(struct app *app, const struct cat_resource *resource,
	    const struct conn *conn, sieve_fn *made, struct pane *below);
/* For a list pane: a list of what the query finds, over it. */
void	sieve_ask(struct app *app, struct pane *list);

#endif
