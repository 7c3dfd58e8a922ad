/* Open addressing over 64-bit hashes; half of the room stays free. */
#include <endpane/base/hashes.h>
#include <endpane/base/mem.h>

#include <stdlib.h>
#include <string.h>

#define ROOM_FIRST	64

/* The slot of a hash, or the free one where it belongs. */
static uint64_t *
slot_of(const struct hashes *set, uint64_t hash)
{
	size_t i = hash & (set->room - 1);

	while (set->slots[i] != 0 && set->slots[i] != hash)
		i = (i + 1) & (set->room - 1);
	return &set->slots[i];
}

static void
make_room(struct hashes *set)
{
	uint64_t *old = set->slots;
	size_t i, room = set->room;

	set->room = room > 0 ? room * 2 : ROOM_FIRST;
	set->slots = mem_alloc(set->room * sizeof(*set->slots));
	for (i = 0; i < room; i++)
		if (old[i] != 0)
			*slot_of(set, old[i]) = old[i];
	free(old);
}

bool
hashes_add(struct hashes *set, uint64_t hash)
{
	uint64_t *slot;

	if (set->count * 2 >= set->room)
		make_room(set);
	if (hash == 0)
		hash = 1;
	slot = slot_of(set, hash);
	if (*slot == hash)
		return false;
	*slot = hash;
	set->count++;
	return true;
}

bool
hashes_has(const struct hashes *set, uint64_t hash)
{
	return set->room > 0 && *slot_of(set, hash == 0 ? 1 : hash) != 0;
}

void
hashes_fini(struct hashes *set)
{
	free(set->slots);
	memset(set, 0, sizeof(*set));
}
