/*
 * Zoho OAuth by hand: a person consents in a browser, and what comes of it is
 * exchanged for tokens that stay in the state folder; and the way back.
 *
 * The functions that send wait for the answer; they end with ERR_INTERRUPTED
 * when stop_fd (-1: none) becomes readable.
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

/* Exchanges it and keeps both tokens. */
bool	consent_exchange(const struct conn *conn, const char *folder,
	    const char *code, int stop_fd, struct err *err);

/*
 * Tells Zoho that the refresh tokens (the configured and the stored one) are
 * to end, then removes what is stored. *revoked: how many there were. What
 * Zoho does not know any more counts as ended.
 */
bool	consent_revoke(const struct conn *conn, const char *folder,
	    int stop_fd, int *revoked, struct err *err);

/* Does a login's refresh token lie there? */
bool	consent_is_kept(const struct conn *conn, const char *folder);

/* Removes kept access tokens; false where there are none. */
bool	consent_forget(const struct conn *conn, const char *folder);

#endif
