/* Which items of an answer's several lists are one. */
#include <endpane/base/map.h>
#include <endpane/catalog/catalog.h>

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
