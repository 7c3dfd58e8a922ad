/*
 * What reading and changing AD computers share: exact names and filters.
 */
#ifndef CATALOG_ADMP_PARTS_H
#define CATALOG_ADMP_PARTS_H

#include <endpane/catalog/catalog.h>
#include <endpane/catalog/query.h>

/* ERR_USAGE for a name that no filter can ask for exactly. */
bool		 admp_is_exact(const char *value, struct err *err);
/* The one --domain, or NULL with ERR_GUARD. Lent. */
const char	*admp_only_domain(const struct args *args, struct err *err);
/* As a directory compares names, the account's dollar sign set aside. */
bool		 admp_is_name(struct slice have, const char *target);
/* Has the row that name at the pointer? */
bool		 admp_row_is(struct slice row, const char *pointer,
		    const char *target);

/* The fresh read before a change, and what it must show: exactly one. */
cat_seek_fn	 admp_seek_fresh;
cat_match_fn	 admp_match;
/* The same; *found gets the values of attributes too, as "was" NAME=VALUE. */
cat_match_fn	 admp_match_values;
/* The seek once more, with the filter of the request itself. */
cat_look_fn	 admp_look_again;

/* What a row shows of the attributes that were sent. */
cat_seen_fn	 admp_is_updated;

/* The grammar of filters. */
extern const struct cat_choice admp_operators[];
extern const char *const admp_more_columns[];
cat_query_fn	 admp_query;

/* How they are undone. */
extern const struct cat_undo admp_undo_create;
extern const struct cat_undo admp_undo_update;
extern const struct cat_undo admp_undo_disable;

#endif
