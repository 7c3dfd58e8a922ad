/* Text to number: an open-addressing index that does not own its keys. */
#include <endpane/base/map.h>
#include <endpane/base/mem.h>

#include <stdlib.h>
#include <string.h>

uint64_t
map_hash(struct slice key)
{
	uint64_t h = 0x9E3779B97F4A7C15u ^ key.len, word;
	size_t i;

	for (i = 0; i + 8 <= key.len; i += 8) {
		memcpy(&word, key.at + i, 8);
		h = (h ^ word) * 0xD6E8FEB86659FD93u;
		h ^= h >> 32;
	}
	word = 0;
	if (i < key.len)
		memcpy(&word, key.at + i, key.len - i);
	h = (h ^ word) * 0xD6E8FEB86659FD93u;
	return h ^ h >> 29;
}

void
map_fini(struct map *m)
{
	free(m->slots);
	memset(m, 0, sizeof(*m));
}

static struct map_slot *
slot_of(const struct map *m, struct slice key)
{
	size_t i = (size_t)map_hash(key) & (m->room - 1);

	while (m->slots[i].at != NULL) {
		if (m->slots[i].len == key.len && (key.len == 0 ||
		    memcmp(m->slots[i].at, key.at, key.len) == 0))
			break;
		i = (i + 1) & (m->room - 1);
	}
	return &m->slots[i];
}

static void
widen(struct map *m)
{
	struct map bigger = { .room = m->room > 0 ? m->room * 2 : 64 };
	size_t i;

	bigger.slots = mem_alloc(bigger.room * sizeof(*bigger.slots));
	for (i = 0; i < m->room; i++) {
		struct slice key = { m->slots[i].at, m->slots[i].len };

		if (key.at != NULL)
			*slot_of(&bigger, key) = m->slots[i];
	}
	bigger.count = m->count;
	free(m->slots);
	*m = bigger;
}

bool
map_add(struct map *m, struct slice key, uint32_t value)
{
	struct map_slot *slot;

	if (key.len > UINT32_MAX)
		return false;
	if (m->count * 4 >= m->room * 3)
		widen(m);
	slot = slot_of(m, key);
	if (slot->at != NULL)
		return false;
	slot->at = key.at != NULL ? key.at : "";
	slot->len = (uint32_t)key.len;
	slot->value = value;
	m->count++;
	return true;
}

bool
map_find(const struct map *m, struct slice key, uint32_t *value)
{
	const struct map_slot *slot;

	if (m->room == 0)
		return false;
	slot = slot_of(m, key);
	if (slot->at == NULL)
		return false;
	*value = slot->value;
	return true;
}
