/*
 * Text to number: an open-addressing index.
 *
 * The map does not own the text: a key must live as long as its entry. There
 * is no iteration, since nothing a person sees may come in hash order.
 * A zeroed struct is an empty map.
 */
#ifndef ENDPANE_BASE_MAP_H
#define ENDPANE_BASE_MAP_H

#include <endpane/base/ids.h>

#include <stdbool.h>
#include <stdint.h>

struct map_slot {
	const char	*at;	/* NULL: free */
	uint32_t	 len;
	uint32_t	 value;
};

struct map {
	struct map_slot	*slots;
	size_t		 room;	/* a power of two, or 0 */
	size_t		 count;
};

void	map_fini(struct map *m);
/* False where the key was there already (its value is kept). */
bool	map_add(struct map *m, struct slice key, uint32_t value);
bool	map_find(const struct map *m, struct slice key, uint32_t *value);
/* Spreads bytes well; used by the map and by whoever needs a hash. */
uint64_t map_hash(struct slice key);

#endif
