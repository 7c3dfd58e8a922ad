/*
 * A set of hashes: what was there before, eight bytes each.
 *
 * For "was this seen already", where two things of one hash may be taken for
 * the same: with map_hash() that is one chance in 2^64 a pair. A zeroed struct
 * is an empty set.
 */
#ifndef ENDPANE_BASE_HASHES_H
#define ENDPANE_BASE_HASHES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct hashes {
	uint64_t	*slots;		/* 0: free */
	size_t		 room;		/* a power of two, or 0 */
	size_t		 count;
};

/* False where it was there already. */
bool	hashes_add(struct hashes *set, uint64_t hash);
bool	hashes_has(const struct hashes *set, uint64_t hash);
void	hashes_fini(struct hashes *set);

#endif
