/*
 * The tool's own nouns: config, journal, login, completion and so on. They are
 * rows like the vendors' ones, so that parsing, help, completion and the manual
 * know them without further words. A verb "" means that the noun has none.
 */
#ifndef ENDPANE_CLI_TOOL_H
#define ENDPANE_CLI_TOOL_H

#include <endpane/cli/opts.h>

extern const struct cat_resource tool_nouns[];	/* NULL-noun ended */

/* Carries it out; writes to standard output. */
bool	tool_run(const struct options *options, struct err *err);

#endif
