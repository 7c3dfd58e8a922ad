/*
 * What the simulator hands out when it listens: the JSON line with its
 * addresses, and a config with which endpane can sign in everywhere.
 */
#ifndef ENDPANE_SIM_PAPERS_H
#define ENDPANE_SIM_PAPERS_H

#include "sim.h"

#include <endpane/base/err.h>

/* One line with its newline. */
void	papers_line(const struct sim *sim, struct buf *out);
void	papers_config(const struct sim *sim, struct buf *out);

/*
 * Writes the text to a file of mode 0600 in one step, or, where path is "-"
 * or names a pipe or a device, straight into it.
 */
bool	papers_write(const char *path, const struct buf *text,
	    struct err *err);

#endif
