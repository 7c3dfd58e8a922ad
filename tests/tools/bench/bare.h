/*
 * The same pages by libcurl alone, and by libcurl and cJSON: what endpane is
 * held against.
 */
#ifndef BENCH_BARE_H
#define BENCH_BARE_H

#include "source.h"

enum bare_work {
	BARE_UNREAD = 1,	/* bytes are dropped */
	BARE_COLUMNS,		/* a cJSON tree a page, its columns copied */
};

/* So many chains at once, each through all pages; the rows that were kept. */
size_t	bare_run(const struct source *source, int at_once,
	    enum bare_work work);

#endif
