/*
 * A list that tells what became of something, read over its pages and shown as
 * one answer. A zeroed one has read nothing.
 */
#ifndef OP_REREAD_H
#define OP_REREAD_H

#include <endpane/base/hashes.h>

#include "engine_parts.h"

struct reread {
	char		*path;
	struct buf	 query;		/* of the page on its way */
	struct buf	 rows;		/* of the pages so far, with commas */
	struct buf	 whole;		/* what reread_all() gave */
	size_t		 count;		/* of rows */
	size_t		 pages;
	struct hashes	 visited;	/* queries */
	bool		 is_cut;	/* there are pages that were not read */
};

/* To be told of the first request, before it is sent. */
void	reread_begin(struct reread *g, const char *path, const char *query);
/*
 * Takes in a page and sends for the next, where there is one; its ticket. 0:
 * that was all, or as much as is read.
 */
ticket	reread_go_on(struct reread *g, struct engine *engine,
	    const struct conn *conn, const struct cat_resource *resource,
	    const struct reply *reply, reply_fn *done, void *who);
/* All pages as one body, which names a next page where some were not read. */
struct slice reread_all(struct reread *g, const struct cat_resource *resource,
	    struct slice last);
void	reread_fini(struct reread *g);

#endif
