/*
 * Signing in and out by hand, and which server to trust: what is done once for
 * a connection, by a person who waits for it. Nothing else of the engine turns
 * meanwhile. stop_fd (-1: none), when readable, ends them: ERR_INTERRUPTED.
 */
#ifndef ENDPANE_OP_SIGN_H
#define ENDPANE_OP_SIGN_H

#include <endpane/base/buf.h>
#include <endpane/net/trust.h>
#include <endpane/op/engine.h>

#define SIGN_STATE 33

/*
 * False with *err (ERR_USAGE) where the connection does not sign in by consent.
 * *url is the address to open, empty where no redirect_uri is configured;
 * state goes to sign_in().
 */
bool	sign_ask(const struct conn *conn, char *state, struct buf *url,
	    struct err *err);
/*
 * Takes what the person pasted, fetches tokens with it and keeps them. state
 * NULL: a code alone. *remark says what was done, with what to know about it.
 */
bool	sign_in(struct engine *engine, const struct conn *conn,
	    const char *state, struct slice pasted, int stop_fd,
	    struct buf *remark, struct err *err);
/* Revokes what can be, removes all tokens that are kept. */
bool	sign_out(struct engine *engine, const struct conn *conn, int stop_fd,
	    struct buf *remark, struct err *err);

/* What the server shows; trust_fini(cert) in any case. Nothing is sent. */
bool	sign_look(struct engine *engine, const struct conn *conn, int stop_fd,
	    struct trust_cert *cert, struct err *err);
/*
 * May that be trusted? False: no, *err says why. *already: it is, by its key.
 */
bool	sign_may_trust(struct engine *engine, const struct conn *conn,
	    const struct trust_cert *cert, bool *already, struct err *err);
bool	sign_trust(struct engine *engine, const struct conn *conn,
	    const struct trust_cert *cert, struct err *err);

#endif
