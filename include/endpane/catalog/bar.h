/*
 * What an object's row in its list says against an operation.
 *
 * Menus name such an operation with the reason instead of offering it; commands
 * send it all the same, since the row may be old and the server knows better.
 * Arrays end with an all-zero row; the first one that fits counts.
 */
#ifndef ENDPANE_CATALOG_BAR_H
#define ENDPANE_CATALOG_BAR_H

struct cat_bar {
	const char	*column;	/* of the operation's own resource */
	const char	*shown;		/* as cell_show() has it, case folded */
	const char	*why;		/* no capital, no full stop */
};

#endif
