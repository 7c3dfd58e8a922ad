/*
 * The table in hand: the rows of one list, as columns of text in blocks.
 *
 * Pages are added as they arrive and never change afterwards; a block a page.
 * A row is known by its number while the rows live; across refreshes only its
 * connection and id name it. Slices that are handed out live as long as the
 * rows. Rows with an id that is there already (same connection) are dropped
 * and counted. No JSON is kept.
 */
#ifndef ENDPANE_STORE_ROWS_H
#define ENDPANE_STORE_ROWS_H

#include <endpane/base/err.h>
#include <endpane/base/ids.h>
#include <endpane/catalog/catalog.h>

#include <stdbool.h>
#include <stdint.h>

struct rows;

struct rows	*rows_new(const struct cat_resource *resource);
void		 rows_free(struct rows *rows);
const struct cat_resource *rows_resource(const struct rows *rows);

/*
 * Whose answers the next pages are: what the settings name (status_column) is
 * read from there. set must live as long as the rows.
 */
void		 rows_settings(struct rows *rows,
		    const struct cat_settings *set);

/*
 * Cuts the items at the pointers ("/devices", "/a|/b") out of checked JSON and
 * keeps their columns. conn is the connection's number (0 to 255). *added gets
 * the rows taken, *seen the items that were there. An item that is no object is
 * skipped. False where no pointer leads to a list (ERR_PROTOCOL): a single
 * object there counts as a list of one. "" is the text itself.
 */
bool		 rows_add_page(struct rows *rows, int conn, struct slice body,
		    const char *items, size_t *added, size_t *seen,
		    struct err *err);

size_t		 rows_count(const struct rows *rows);
size_t		 rows_dropped(const struct rows *rows);	/* repeated ids */
size_t		 rows_bytes(const struct rows *rows);	/* memory held */

/*
 * The decoded text; len 0: absent (also where the server said "--", "-", null).
 * A list of plain values is "a, b". column is an index of the resource's.
 */
struct slice	 rows_cell(const struct rows *rows, uint32_t row, int column);
struct slice	 rows_id(const struct rows *rows, uint32_t row);
struct slice	 rows_label(const struct rows *rows, uint32_t row);
int		 rows_conn(const struct rows *rows, uint32_t row);
/*
 * A cell that a row lacks is taken from the row behind with the same connection
 * and id. *behind may change at any time; it must have come as pages only, and
 * not have rows behind it.
 */
void		 rows_behind(struct rows *rows, struct rows *const *behind);
/* conn -1: any. Rows from the cache are indexed bit by bit as calls come. */
bool		 rows_find(struct rows *rows, int conn, struct slice id,
		    uint32_t *row);

/*
 * For the cache: the nth block as bytes that rows_add_block() takes back, in
 * this build of the program or refused. add checks everything it is given: a
 * damaged block is ERR_LOCAL and leaves the rows as they were.
 */
size_t		 rows_blocks(const struct rows *rows);
struct slice	 rows_block(const struct rows *rows, size_t n);
int		 rows_block_conn(const struct rows *rows, size_t n);
bool		 rows_add_block(struct rows *rows, int conn,
		    struct slice block, struct err *err);

#endif
