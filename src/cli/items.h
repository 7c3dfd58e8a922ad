/*
 * The items of a page: slices of the server's own text, and what they are
 * called. All slices are lent by the page's body.
 */
#ifndef ENDPANE_CLI_ITEMS_H
#define ENDPANE_CLI_ITEMS_H

#include <endpane/base/buf.h>
#include <endpane/base/err.h>
#include <endpane/cli/opts.h>

struct items {
	struct slice	*list;
	size_t		 count;
	size_t		 seen;		/* with those that were repeated */
	bool		 several;	/* from more than one list */
};

/*
 * Cuts out what the operation's pointers ("/a|/b", NULL: the body itself) lead
 * to; an object there counts as a list of one. What occurs in two lists of one
 * page is taken once. False (ERR_PROTOCOL) where there is no list.
 */
bool	items_read(struct items *items, struct slice body,
	    const struct cat_op *op, struct err *err);
void	items_fini(struct items *items);

/* Appends the decoded text at the first of the paths that says something. */
bool	items_text(struct slice item, const char *paths, struct buf *out);

/*
 * A resource for rows that belong to none: its columns are the members of the
 * items, nested ones as a.b. NULL where the items have none. To be freed with
 * items_shape_free().
 */
struct cat_resource *items_shape(const struct items *items, const char *noun);
/*
 * The resource with columns for those of its fields that the options name and
 * the catalogue has none for; NULL where they name none. Freed the same way.
 */
struct cat_resource *items_widen(const struct cat_resource *resource,
	    const struct options *options);
void	items_shape_free(struct cat_resource *resource);

#endif
