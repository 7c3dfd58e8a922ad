/*
 * login, logout and trust: nouns of the tool's own that name a connection.
 */
#ifndef CLI_SIGN_H
#define CLI_SIGN_H

#include <endpane/cli/opts.h>

extern const struct cat_op login_ops[];
extern const struct cat_op logout_ops[];
extern const struct cat_op trust_ops[];

bool	sign_run(const struct options *options, struct err *err);

#endif
