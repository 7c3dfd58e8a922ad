/*
 * Zoho OAuth by hand: a person consents in a browser, and what comes of it is a
 * code, which auth_sign_in() exchanges for tokens. Nothing is sent here.
 */
#ifndef ENDPANE_NET_CONSENT_H
#define ENDPANE_NET_CONSENT_H

#include <endpane/base/buf.h>
#include <endpane/base/err.h>
#include <endpane/config/config.h>

#include <stdbool.h>

#define CONSENT_STATE 33	/* 32 hex digits and a NUL */

/*
 * The address to open, and the state that has to come back with the code.
 * Nothing in url where redirect_uri is not configured: then only a code made in
 * Zoho's console ("Self Client") will do.
 */
void	consent_ask(const struct conn *conn, char *state, struct buf *url);

/*
 * The code out of what a person pastes: the code itself, or the whole address
 * that the browser was sent to. Such an address is taken only with that state,
 * and only where it is from the data centre that is configured. state NULL:
 * no address is taken.
 */
bool	consent_read(const struct conn *conn, const char *state,
	    struct slice pasted, struct buf *code, struct err *err);

#endif
