/* Row numbers by the hash of connection and id. */
#include "index.h"

#include <endpane/base/digest.h>
#include <endpane/base/mem.h>

#include <stdlib.h>
#include <string.h>

/* Well mixed for short ids; the seed keeps it from being foreseen. */
static uint64_t
hash_of(const struct index *index, int conn, struct slice id)
{
	uint64_t h = index->seed ^ (uint64_t)conn << 32 ^ id.len, word;
	size_t i;

	for (i = 0; i < id.len; i += 8) {
		word = 0;
		memcpy(&word, id.at + i, id.len - i < 8 ? id.len - i : 8);
		h = (h ^ word) * 0xD6E8FEB86659FD93u;
		h = (h ^ h >> 32 ^ index->seed) * 0x9E3779B97F4A7C15u;
	}
	return h ^ h >> 29;
}

static uint32_t
place(const struct index_part *part, uint16_t tag)
{
	return (uint32_t)((uint64_t)tag * part->room >> 16);
}

static void
put(struct index_part *part, uint16_t tag, uint32_t row)
{
	uint32_t at = place(part, tag);

	while (part->rows[at] != 0)
		at = at + 1 == part->room ? 0 : at + 1;
	part->rows[at] = row;
	part->tags[at] = tag;
}

/* By a third; each part starts at its own size, so they grow in turn. */
static void
widen(struct index_part *part, size_t number)
{
	struct index_part old = *part;
	uint32_t i;

	part->room = old.room > 0 ? old.room + old.room / 3 + 1 :
	    8 + (uint32_t)number / 64;
	part->rows = mem_alloc(part->room * sizeof(*part->rows));
	part->tags = mem_alloc(part->room * sizeof(*part->tags));
	for (i = 0; i < old.room; i++)
		if (old.rows[i] != 0)
			put(part, old.tags[i], old.rows[i]);
	free(old.rows);
	free(old.tags);
}

static bool
look(const struct index_part *part, uint16_t tag, int conn, struct slice id,
    index_same_fn *same, const void *who, uint32_t *row)
{
	uint32_t at;

	if (part->room == 0)
		return false;
	for (at = place(part, tag); part->rows[at] != 0;
	    at = at + 1 == part->room ? 0 : at + 1) {
		if (part->tags[at] != tag ||
		    !same(who, part->rows[at] - 1, conn, id))
			continue;
		*row = part->rows[at] - 1;
		return true;
	}
	return false;
}

bool
index_find(const struct index *index, int conn, struct slice id,
    index_same_fn *same, const void *who, uint32_t *row)
{
	uint64_t h = hash_of(index, conn, id);

	return look(&index->part[h % INDEX_PARTS], (uint16_t)(h >> 40), conn,
	    id, same, who, row);
}

bool
index_add(struct index *index, int conn, struct slice id, uint32_t row,
    index_same_fn *same, const void *who)
{
	struct index_part *part;
	uint32_t there;
	uint16_t tag;
	uint64_t h;

	if (index->seed == 0)
		digest_random(&index->seed, sizeof(index->seed));
	h = hash_of(index, conn, id);
	part = &index->part[h % INDEX_PARTS];
	tag = (uint16_t)(h >> 40);
	if (look(part, tag, conn, id, same, who, &there))
		return false;
	if ((part->count + 1) * 4 > part->room * 3)
		widen(part, (size_t)(h % INDEX_PARTS));
	put(part, tag, row + 1);
	part->count++;
	return true;
}

size_t
index_bytes(const struct index *index)
{
	size_t i, bytes = 0;

	for (i = 0; i < INDEX_PARTS; i++)
		bytes += index->part[i].room * 6;
	return bytes;
}

void
index_fini(struct index *index)
{
	size_t i;

	for (i = 0; i < INDEX_PARTS; i++) {
		free(index->part[i].rows);
		free(index->part[i].tags);
	}
	memset(index, 0, sizeof(*index));
}
