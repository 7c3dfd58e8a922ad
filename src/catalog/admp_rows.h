/*
 * Computers to be created, from a table of text: CSV with a header line, or JSON.
 */
#ifndef CATALOG_ADMP_ROWS_H
#define CATALOG_ADMP_ROWS_H

#include <endpane/base/buf.h>
#include <endpane/base/err.h>
#include <endpane/base/ids.h>

#include <stdbool.h>
#include <stddef.h>

struct new_computer {
	char	*name;
	char	*attributes;	/* a JSON object */
};

struct new_computers {
	struct new_computer	*list;
	size_t			 count;
};

/*
 * All rows or none: *err (ERR_USAGE) names the first bad ones and how many
 * there are. JSON where the text begins as a list or an object.
 */
bool	new_computers_read(struct slice text, struct new_computers *all,
	    struct err *err);
/*
 * One more, from its attributes without the closing brace, which are emptied.
 * False (ERR_USAGE) where it has no name, or one that is there already.
 */
bool	new_computers_add(struct new_computers *all, struct buf *object,
	    struct err *err);
void	new_computers_fini(struct new_computers *all);

#endif
