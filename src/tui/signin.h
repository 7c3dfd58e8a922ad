/*
 * Signing in and out in the dashboard: what is asked, a consent, the outcome.
 */
#ifndef ENDPANE_TUI_SIGNIN_H
#define ENDPANE_TUI_SIGNIN_H

#include "app.h"

/* What the engine wants to know, over what is looked at. */
void	question_open(struct app *app, const struct question *asked);

/* ":login NAME": a consent's address to open, or straight to the questions. */
void	signin_open(struct app *app, const struct conn *conn);
/* ":logout NAME": asks first. */
void	signout_open(struct app *app, const struct conn *conn);
/* The connection of that name for either; NULL with *err. */
const struct conn *signin_conn(const struct app *app, struct slice name,
	    struct err *err);

/* Nothing is read or done there before somebody signs in. */
bool	signin_is_out(const struct app *app, size_t conn);
/* The n-th of those that serve a resource, from 0; NULL: no more. */
const struct conn *signin_out(const struct app *app,
	    const struct cat_resource *resource, size_t n);

#endif
