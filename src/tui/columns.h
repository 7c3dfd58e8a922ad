/*
 * Which columns of a list fit, where they stand, and which are hidden.
 */
#ifndef ENDPANE_TUI_COLUMNS_H
#define ENDPANE_TUI_COLUMNS_H

#include <endpane/catalog/catalog.h>

#include <stdbool.h>

#define COLUMNS_MOST	64
#define COLUMN_CONN	(-1)	/* not the resource's: the connection */

/* What a person wants of a column. */
enum column_wish {
	COLUMN_USUAL,		/* as the catalogue has it */
	COLUMN_ON,		/* shown, before the usual ones */
	COLUMN_OFF,		/* not shown, unless all are asked for */
};

struct column_place {
	int	column;		/* index of the resource's, or COLUMN_CONN */
	int	x;		/* from the left edge of the row */
	int	cells;
	bool	right;		/* numbers */
};

struct columns {
	struct column_place	at[COLUMNS_MOST];
	int			count;
	int			hidden[COLUMNS_MOST];
	int			hidden_count;
	int			most_shift;	/* how far h and l may go */
};

/*
 * Lays columns into cells: first the one people read, then the others in the
 * catalogue's order, the id last. shift leaves out that many after the first.
 * wide: also those that are shown only when asked for. wishes: one a column.
 */
void	columns_lay(struct columns *columns,
	    const struct cat_resource *resource, int cells, int shift,
	    bool wide, bool with_conn, const unsigned char *wishes);
/* Whether a column is one of those that are shown where there is room. */
bool	columns_has(const struct cat_resource *resource, int column,
	    const unsigned char *wishes);

const char *columns_title(const struct cat_resource *resource, int column);

#endif
