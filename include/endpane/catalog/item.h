/*
 * The items of an answer, which may stand in several lists: a walk over all of
 * them, and which of them are one.
 */
#ifndef ENDPANE_CATALOG_ITEM_H
#define ENDPANE_CATALOG_ITEM_H

#include <endpane/base/buf.h>
#include <endpane/json/scan.h>

#include <stdint.h>

struct cat_op;

/* A walk; private. It borrows the body, which was checked. */
struct cat_items {
	struct slice	 body;
	struct slice	 pointers;	/* of the lists to come */
	struct scan	 scan;
	bool		 is_open;
};

void	cat_items_begin(struct cat_items *at, const struct cat_op *op,
	    struct slice body);
/* False: that was all. What is no list is passed over. */
bool	cat_items_next(struct cat_items *at, struct slice *item);

/* Appends what tells an item from others; nothing: all of its bytes do. */
typedef void cat_key_fn(struct slice item, struct buf *key);

/* The same for items that are one by the operation's cat_key_fn. */
uint64_t cat_item_hash(const struct cat_op *op, struct slice item);

#endif
