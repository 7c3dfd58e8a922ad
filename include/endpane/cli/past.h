/*
 * The journal's verbs: what was written, what became of it, and what is made of
 * it now.
 */
#ifndef ENDPANE_CLI_PAST_H
#define ENDPANE_CLI_PAST_H

#include <endpane/cli/opts.h>

extern const struct cat_op past_ops[];	/* the verbs of "journal" */

bool	past_run(const struct options *options, struct err *err);

#endif
