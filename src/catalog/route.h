/*
 * From a row and arguments to a path, a query and a body: nothing unchecked
 * gets into any of them.
 */
#ifndef CATALOG_ROUTE_H
#define CATALOG_ROUTE_H

#include <endpane/catalog/catalog.h>

/*
 * An id as paths and bodies take it: 1 to 20 digits, also with a zero in front.
 * ERR_USAGE otherwise.
 */
bool	route_is_id(const char *value, struct err *err);

/* Appends the template with each {name} replaced by its checked value. */
bool	route_path(const struct cat_op *op, const struct args *args,
	    struct buf *path, struct err *err);

/* Appends "&wire=value" (without & at the start), encoded. */
void	route_query_add(struct buf *query, const char *wire,
	    struct slice value);
/* All CAT_IN_QUERY parameters that have values; lists joined by commas. */
bool	route_query(const struct cat_op *op, const struct args *args,
	    struct buf *query, struct err *err);
/*
 * All CAT_IN_BODY parameters as one JSON object; nothing where none is set. For
 * the path of a file that is to be uploaded there stands a text, to be filled.
 */
bool	route_body(const struct cat_op *op, const struct args *args,
	    struct buf *body, struct err *err);

/*
 * Appends [1,2,3] of the ids named so; number form, or as strings. One with a
 * zero in front is always a string: [1,"02",3].
 */
bool	route_ids(const struct args *args, const char *name, bool as_text,
	    struct buf *out, struct err *err);

/* A call about many objects: {"wire":[ids]rest}. */
struct route_list {
	const char	*method;
	const char	*path;
	const char	*name;		/* the arguments that are the ids */
	const char	*wire;
	const char	*rest;		/* ",\"a\":1" or "" */
	bool		 as_text;
};

/* As many of them as the ids need; none at all is ERR_GUARD. */
bool	route_many(const struct route_list *list, const struct args *args,
	    struct plan *plan, struct err *err);

/* Moves the texts into the request; empty ones stay NULL. Frees the bufs. */
void	route_fill(struct plan_request *request, struct buf *path,
	    struct buf *query, struct buf *body);

/* Appends "the one value" of a list, or the joined ones. */
void	route_join(const struct args *args, const char *name,
	    struct buf *out);

#endif
