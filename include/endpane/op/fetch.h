/*
 * Reading: the pages of one list of one connection, or one answer.
 */
#ifndef ENDPANE_OP_FETCH_H
#define ENDPANE_OP_FETCH_H

#include <endpane/op/engine.h>

/* What is looked at goes first, then what was asked for, then the rest. */
enum lane {
	LANE_LOOKED_AT = 1,
	LANE_ASKED,
	LANE_BACKGROUND,
};

/*
 * Called for every page with checked JSON that has a good verdict; body is lent.
 * An operation that shows one object (CAT_SHOWS) gets that object alone, cut
 * out of the answer. Set *rows to how many items were in it. Return false for
 * "enough".
 */
typedef bool fetch_page_fn(void *who, struct slice body, size_t *rows,
    struct err *err);
/* Called once at the end; err->code 0: complete (or enough). */
typedef void fetch_done_fn(void *who, const struct err *err,
    const char *remark);

struct fetch;

/*
 * Starts a read operation with its arguments on a connection; pages are
 * followed to their end, whatever the server says of totals. NULL with *err
 * where the arguments don't do. The fetch frees itself after done was called.
 */
struct fetch	*fetch_start(struct engine *engine, const struct conn *conn,
		    const struct cat_resource *resource,
		    const struct cat_op *op, const struct args *args,
		    enum lane lane, fetch_page_fn *page, fetch_done_fn *done,
		    void *who, struct err *err);
/* What the server said there are in all, so far; -1: nothing. */
int64_t		 fetch_total(const struct fetch *fetch);
/* Ends it; done is not called any more. */
void		 fetch_stop(struct fetch *fetch);

/*
 * One answer, kept: what a detail tab shows. The same (connection, operation,
 * arguments) gives the same look, so that an opened tab is there at once.
 */
struct look;

enum look_state {
	LOOK_NONE = 1,		/* not asked yet */
	LOOK_LOADING,
	LOOK_READY,
	LOOK_FAILED,
};

/* Asks unless an answer is there already; again: asks anyway. NULL: *err. */
struct look	*look_open(struct engine *engine, const struct conn *conn,
		    const struct cat_resource *resource,
		    const struct cat_op *op, const struct args *args,
		    bool again, struct err *err);
/* The same for what nobody is looking at: it waits behind all else. */
struct look	*look_gather(struct engine *engine, const struct conn *conn,
		    const struct cat_resource *resource,
		    const struct cat_op *op, const struct args *args,
		    struct err *err);
/* The look that was opened before, whatever its state; NULL: none. No call. */
struct look	*look_find(const struct engine *engine,
		    const struct conn *conn,
		    const struct cat_resource *resource,
		    const struct cat_op *op, const struct args *args);
/*
 * Such answers are asked for again at the next opening; op NULL: all of the
 * resource. Returns how many were kept.
 */
size_t		 look_drop(struct engine *engine, const struct conn *conn,
		    const struct cat_resource *resource,
		    const struct cat_op *op, const struct args *args);
enum look_state	 look_state(const struct look *look);
/*
 * The last good answer (checked JSON, the server's own text), maybe empty: its
 * first page, and all of them.
 */
struct slice	 look_body(const struct look *look);
size_t		 look_pages(const struct look *look);
struct slice	 look_page(const struct look *look, size_t n);
/* The item with that id in the answer of a list; false: none. Lent. */
bool		 look_item(const struct look *look, const char *id,
		    struct slice *item);
/* There is more than the pages that are kept of one answer. */
bool		 look_is_cut(const struct look *look);
int64_t		 look_as_of_ms(const struct look *look);
const struct err *look_trouble(const struct look *look);
generation	 look_generation(const struct look *look);

#endif
