/*
 * A filter for the server, put together from conditions.
 */
#ifndef ENDPANE_CATALOG_QUERY_H
#define ENDPANE_CATALOG_QUERY_H

#include <endpane/catalog/plan.h>

/* All lent. */
struct cat_term {
	const char	*column;	/* as the server calls it */
	const char	*comparison;	/* one of the operators' wire words */
	const char	*value;
};

/*
 * The query in the style that the settings name, appended: all conditions, or
 * any of them. False (ERR_USAGE) where one could not be told from the grammar.
 */
typedef bool cat_query_fn(const struct cat_term *terms, size_t count,
    bool any, const struct cat_settings *set, struct buf *out,
    struct err *err);

struct cat_choice;

/* How a system's filter is written. */
struct cat_grammar {
	const struct cat_choice	*operators;
	const char *const	*columns;	/* besides those of the rows */
	cat_query_fn		*query;
};

#endif
