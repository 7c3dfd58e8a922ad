/*
 * Lists: one resource's rows over all connections that serve it.
 *
 * A list opens with what the cache knows and is refreshed page by page. The
 * first time, rows grow in place while pages arrive; a later refresh gathers
 * new rows aside and swaps them in when it is complete, so what a person looks
 * at never shrinks under the cursor.
 */
#ifndef ENDPANE_OP_LIST_H
#define ENDPANE_OP_LIST_H

#include <endpane/op/engine.h>
#include <endpane/store/rows.h>

struct list;

enum list_state {
	LIST_IDLE = 1,		/* nothing under way */
	LIST_LOADING,		/* pages are being read */
};

/*
 * The list of a resource with arguments of its list operation (NULL: none; for
 * accounts the device). The same pair gives the same list. Opened from the
 * cache; nothing is asked of a server until list_refresh().
 */
struct list	*list_open(struct engine *engine,
		    const struct cat_resource *resource,
		    const struct args *args, struct err *err);

/* Reads it anew (no-op while loading). conn -1: all that serve it. */
void		 list_refresh(struct list *list, int conn);
void		 list_stop(struct list *list);

const struct cat_resource *list_resource(const struct list *list);
const struct args *list_args(const struct list *list);
enum list_state	 list_state(const struct list *list);

/*
 * The rows to show. When the pointer differs from the last one seen, the old
 * rows live only until the next engine_turn(): call view_use() before that.
 */
struct rows	*list_rows(const struct list *list);
/* Grows when rows were added or replaced, or the state changed. */
generation	 list_generation(const struct list *list);

/* Grows when cells of the same rows changed: call view_use() then, too. */
generation	 list_filled(const struct list *list);

/* When the rows shown were complete (wall ms); 0: never, still first reading. */
int64_t		 list_as_of_ms(const struct list *list);
bool		 list_is_from_cache(const struct list *list);
/* More of what the cache keeps is still to come. */
bool		 list_is_reading(const struct list *list);
/* Rows the server said there are, or 0; and rows read by this refresh. */
size_t		 list_expected(const struct list *list);
size_t		 list_arrived(const struct list *list);
/* The last refresh's problem (of the first failing connection); code 0: none. */
const struct err *list_trouble(const struct list *list);
/* The first connection that has to be signed in to for it, or NULL. */
const struct conn *list_signed_out(const struct list *list);
/* Something worth a word ("list changed while reading"), or NULL. */
const char	*list_remark(const struct list *list);

/*
 * What an object shown in full has (CAT_FILLS) stands in the columns that the
 * lists' own answers lack, until it is dropped.
 */
bool		 list_has_details(struct engine *engine,
		    const struct cat_resource *resource, int conn,
		    struct slice id);
void		 list_drop_details(struct engine *engine,
		    const struct cat_resource *resource);

/* A whole list of one connection, read in another way: kept like others. */
void		 list_keep(struct engine *engine, const struct conn *conn,
		    const struct args *args, const struct rows *rows);

/* The name that a loaded list knows for an id, or an empty slice. */
struct slice	 list_name_of(struct engine *engine, const char *noun,
		    int conn, struct slice id);

#endif
