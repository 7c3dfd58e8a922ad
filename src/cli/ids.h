/* "-" in place of ids: they are read from standard input. */
#ifndef ENDPANE_CLI_IDS_H
#define ENDPANE_CLI_IDS_H

#include <endpane/cli/opts.h>

/*
 * Replaces the one "-" among the arguments, if there is one, by the lines of
 * fd: blanks around them and empty lines don't count. ERR_GUARD where there is
 * none at all, ERR_USAGE where "-" stands twice or one id is wanted.
 */
bool	ids_read(struct options *options, int fd, struct err *err);

#endif
