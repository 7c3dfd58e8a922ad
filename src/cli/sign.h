/*
 * login, logout and trust: nouns of the tool's own that name a connection.
 */
#ifndef CLI_SIGN_H
#define CLI_SIGN_H

#include <endpane/cli/session.h>

extern const struct cat_op login_ops[];
extern const struct cat_op logout_ops[];
extern const struct cat_op trust_ops[];

/* For a session that is open already; the options' --code counts. */
bool	sign_consent(struct session *session, const struct conn *conn,
	    struct buf *remark, struct err *err);
bool	sign_trusts(struct session *session, const struct conn *conn,
	    struct buf *remark, struct err *err);

bool	sign_run(const struct options *options, struct err *err);

#endif
