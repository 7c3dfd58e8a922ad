/*
 * Help from the catalogue: for people, for the manual, for a golden file.
 */
#ifndef ENDPANE_CLI_HELP_H
#define ENDPANE_CLI_HELP_H

#include <endpane/base/buf.h>
#include <endpane/cli/opts.h>

/* --help, for whatever the options name. */
bool	help_print(const struct options *options, struct err *err);
/* help [NOUN [VERB]], help --all, help --man. */
bool	help_command(const struct options *options, struct err *err);
bool	help_version(const struct options *options, struct err *err);

/* "apps associate ID [--device ID,...]", appended. */
void	help_usage(const struct cat_resource *resource,
	    const struct cat_op *op, struct buf *out);

#endif
