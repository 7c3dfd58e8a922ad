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
	size_t	 line;		/* of CSV; of JSON the place, from 1 */
	char	*name;
	char	*attributes;	/* a JSON object */
};

/* A row that cannot be sent. */
struct bad_row {
	size_t	 line;
	char	*name;		/* "" where it has none */
	char	*column;	/* what is wrong with it */
	char	*why;
};

struct new_computers {
	struct new_computer	*list;
	size_t			 count;
	struct bad_row		*bad;
	size_t			 bad_count;
};

/*
 * All rows, the bad ones apart. JSON where the text begins as a list or an
 * object. False (ERR_USAGE) where there is no telling rows.
 */
bool	new_computers_read(struct slice text, struct new_computers *all,
	    struct err *err);
/* True where none is bad; else *err (ERR_USAGE) names the first ones. */
bool	new_computers_are_good(const struct new_computers *all,
	    struct err *err);
/*
 * One more, from its attributes without the closing brace, which are emptied.
 * False (ERR_USAGE) where it has no name, or one that is there already.
 */
bool	new_computers_add(struct new_computers *all, size_t line,
	    struct buf *object, struct err *err);
void	new_computers_fini(struct new_computers *all);

#endif
