/*
 * Items that several lists of one answer may have: which of them are one.
 */
#ifndef ENDPANE_CATALOG_ITEM_H
#define ENDPANE_CATALOG_ITEM_H

#include <endpane/base/buf.h>

#include <stdint.h>

struct cat_op;

/* Appends what tells an item from others; nothing: all of its bytes do. */
typedef void cat_key_fn(struct slice item, struct buf *key);

/* The same for items that are one by the operation's cat_key_fn. */
uint64_t cat_item_hash(const struct cat_op *op, struct slice item);

#endif
