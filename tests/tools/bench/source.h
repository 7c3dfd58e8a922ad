/*
 * The pages of one list of one connection: recorded through the engine, then
 * served again by a process of its own, so that a client is measured and not
 * the simulator.
 */
#ifndef BENCH_SOURCE_H
#define BENCH_SOURCE_H

#include <endpane/base/err.h>
#include <endpane/base/ids.h>
#include <endpane/catalog/catalog.h>

#include <stdbool.h>
#include <sys/types.h>

#define SOURCE_PAGES	64	/* recorded at most */

struct source_page {
	char		*query;		/* that asks for it */
	struct slice	 body;		/* owned */
};

struct source {
	const struct cat_resource *resource;
	const struct cat_op *op;
	struct source_page pages[SOURCE_PAGES];
	size_t		 count;
	size_t		 bytes;		/* of all bodies */
	int		 port;		/* of the process that serves them */
	pid_t		 pid;
};

/* From the connections of a configuration; dies in words on failure. */
void	source_record(struct source *source, const char *config,
	    const char *noun, const char *folder);

/* Starts serving on a port of loopback; ends with this process. */
void	source_serve(struct source *source);
void	source_fini(struct source *source);	/* also ends the serving */

/* "cannot ...: why" on standard error, and the end. */
void	source_die(const char *what, const struct err *err)
	    __attribute__((noreturn));

#endif
