/*
 * What a read of many rows has answered, as a grid: a column for each member.
 */
#ifndef ENDPANE_TUI_TABLE_H
#define ENDPANE_TUI_TABLE_H

#include "grid.h"

#include <endpane/op/engine.h>

/* All lent for the call. */
struct table {
	struct engine		*engine;
	const struct cat_op	*op;
	const struct conn	*conn;
	struct grid		*grid;	/* a row's more is its item, as it came */
};

/* The items of a page; returns how many it had. At most 20,000 are kept. */
size_t	table_add(const struct table *t, struct slice body);
/* The item's own id, by the operation's item_id; appended. False: none. */
bool	table_id(const struct cat_op *op, const char *item, struct buf *id);
/* What a person would call it; appended. False: nothing in it is a name. */
bool	table_name(const struct table *t, const char *item, struct buf *name);

#endif
