/*
 * Which ids are there already: row numbers by the hash of connection and id.
 *
 * Six bytes a slot in 256 parts that grow one by one, each at its own time, so
 * that no single page pays for a big table. Ids are compared by asking the
 * owner for them. The hash is seeded: a server cannot aim at a slot.
 */
#ifndef ENDPANE_STORE_INDEX_H
#define ENDPANE_STORE_INDEX_H

#include <endpane/base/ids.h>

#include <stdbool.h>
#include <stdint.h>

#define INDEX_PARTS	256

struct index_part {
	uint32_t	*rows;		/* row + 1; 0: free */
	uint16_t	*tags;		/* what decides the place */
	uint32_t	 room;
	uint32_t	 count;
};

/* A zeroed struct is an empty index. */
struct index {
	struct index_part part[INDEX_PARTS];
	uint64_t	 seed;
};

/* Whether that row has that connection and id. */
typedef bool index_same_fn(const void *who, uint32_t row, int conn,
    struct slice id);

void	index_fini(struct index *index);
bool	index_find(const struct index *index, int conn, struct slice id,
	    index_same_fn *same, const void *who, uint32_t *row);
/* False where it is there already. */
bool	index_add(struct index *index, int conn, struct slice id, uint32_t row,
	    index_same_fn *same, const void *who);
size_t	index_bytes(const struct index *index);

#endif
