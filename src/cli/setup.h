/*
 * The guided set-up: what `config init` asks on a terminal.
 */
#ifndef CLI_SETUP_H
#define CLI_SETUP_H

#include <endpane/cli/opts.h>

/*
 * Asks for connections, tries each, and writes them to path, which is not there
 * yet: for its owner alone, all of it or nothing.
 */
bool	setup_run(const struct options *options, const char *path,
	    struct err *err);

/*
 * Asks for one connection: its section, "[name]" and its lines. buf_wipe() is
 * the caller's: a secret may stand in it. name gets its name.
 */
bool	setup_ask(struct buf *section, struct buf *name, struct err *err);

#endif
