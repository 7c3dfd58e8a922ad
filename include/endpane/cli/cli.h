/*
 * The counter: a command line in, an exit status out.
 */
#ifndef ENDPANE_CLI_CLI_H
#define ENDPANE_CLI_CLI_H

#include <endpane/cli/opts.h>

/* True where the options ask for the dashboard: no noun, no help, no --plain. */
bool	cli_wants_dashboard(const struct options *options);

/* Carries out what the options say; returns the exit status. */
int	cli_run(struct options *options);

/*
 * One line (or JSON) on standard error, and the exit status that belongs to it.
 * An err without text says nothing.
 */
int	cli_complain(const struct options *options, const struct err *err);

#endif
