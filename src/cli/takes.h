/*
 * Which global options a command takes: none is accepted and then ignored.
 */
#ifndef ENDPANE_CLI_TAKES_H
#define ENDPANE_CLI_TAKES_H

#include <endpane/cli/opts.h>

/* Does it answer with rows, of its resource or others, or with bare ids? */
bool	takes_lists(const struct cat_op *op);
/*
 * ERR_USAGE for an option that would change nothing here, although whoever
 * gives it relies on it.
 */
bool	takes_check(const struct options *options, struct err *err);

#endif
