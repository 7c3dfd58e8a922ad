/*
 * One object printed as the only row of a list: csv, tsv and --columns.
 */
#ifndef ENDPANE_CLI_SHOW_H
#define ENDPANE_CLI_SHOW_H

#include <endpane/cli/out.h>
#include <endpane/config/config.h>

/* What names the object, although many answers don't repeat it; appended. */
void	show_id(const struct options *options, struct slice object,
	    struct buf *out);

/*
 * The columns asked for: the catalogue's, also where the answer has them one
 * level down, and the answer's own members by their names. Without --columns
 * all that it has. ERR_USAGE for a column that neither knows; out may be NULL:
 * only that is found out.
 */
bool	show_row(struct out *out, const struct options *options,
	    const struct conn *conn, struct slice object, struct err *err);

#endif
