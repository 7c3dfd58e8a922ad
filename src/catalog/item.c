/* The items of an answer's lists: one after the other, and which are one. */
#include <endpane/base/map.h>
#include <endpane/base/str.h>
#include <endpane/catalog/catalog.h>

#include <stdio.h>

void
cat_items_begin(struct cat_items *at, const struct cat_op *op,
    struct slice body)
{
	*at = (struct cat_items){ .body = body,
	    .pointers = str_slice(op->items) };
}

/* Opens the next of the lists. */
static bool
next_list(struct cat_items *at)
{
	struct slice pointer, list;
	char path[128];

	while (str_next(&at->pointers, '|', &pointer)) {
		snprintf(path, sizeof(path), "%.*s", (int)pointer.len,
		    pointer.at);
		if (scan_at(at->body, path, &list) &&
		    scan_type(list) == JSON_LIST && scan_open(list, &at->scan))
			return true;
	}
	return false;
}

bool
cat_items_next(struct cat_items *at, struct slice *item)
{
	for (;;) {
		if (at->is_open && scan_item(&at->scan, item))
			return true;
		at->is_open = next_list(at);
		if (!at->is_open)
			return false;
	}
}

uint64_t
cat_item_hash(const struct cat_op *op, struct slice item)
{
	struct buf key = { 0 };
	uint64_t hash;

	if (op->ways != NULL && op->ways->key != NULL)
		op->ways->key(item, &key);
	hash = map_hash(key.len > 0 ? (struct slice){ key.at, key.len } :
	    item);
	buf_fini(&key);
	return hash;
}
