/* The setting of global options by their place in option_rows. */
#ifndef ENDPANE_CLI_GLOBALS_H
#define ENDPANE_CLI_GLOBALS_H

#include <endpane/cli/opts.h>

/* -1: there is none. */
int	globals_letter(int letter);
int	globals_name(const char *name);
/* value is lent; ERR_USAGE where it is none of what is accepted. */
bool	globals_set(struct options *options, int option, const char *value,
	    struct err *err);

#endif
