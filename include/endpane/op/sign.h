/*
 * Signing in and out by hand, and which server to trust: what is done once for
 * a connection, by a person who waits for it. Where there is a stop_fd (-1:
 * none), nothing else of the engine turns meanwhile; when it is readable, that
 * ends them: ERR_INTERRUPTED.
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
 * state goes to sign_read().
 */
bool	sign_ask(const struct conn *conn, char *state, struct buf *url,
	    struct err *err);
/*
 * The code out of what the person pasted; *code is wiped by the caller. state
 * NULL: a code alone.
 */
bool	sign_read(const struct conn *conn, const char *state,
	    struct slice pasted, struct buf *code, struct err *err);

/*
 * Begin to sign in or out; turns of the engine then do it, with questions where
 * one is left. code NULL: with what is configured or kept. Signing out revokes
 * what can be, and removes all tokens that are kept.
 */
void	sign_in(struct engine *engine, const struct conn *conn,
	    const char *code);
void	sign_out(struct engine *engine, const struct conn *conn);
/* How that goes. FAILED: *err. */
enum hand_state sign_progress(const struct engine *engine,
	    const struct conn *conn, struct err *err);
/* What was done, with what to know about it. */
void	sign_in_remark(const struct conn *conn, struct buf *remark);
void	sign_out_remark(const struct engine *engine, const struct conn *conn,
	    struct buf *remark);

/* Where a connection's sign-in stands. */
enum sign_state {
	SIGN_OUT = 1,		/* it signs in when that is wanted */
	SIGN_BUSY,
	SIGN_IN,
	SIGN_REFUSED,		/* *why; a person has to do something */
};
enum sign_state sign_state(const struct engine *engine,
	    const struct conn *conn, struct err *why);

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
