/* The marker pen: a set of (connection, id). */
#include "marks.h"

#include <endpane/base/mem.h>

#include <stdlib.h>
#include <string.h>

#define BLOCK 65536

void
marks_fini(struct marks *m)
{
	size_t i;

	for (i = 0; i < m->block_count; i++)
		free(m->blocks[i]);
	free(m->blocks);
	free(m->list);
	map_fini(&m->index);
	memset(m, 0, sizeof(*m));
}

/* Room that does not move: the index and the list point into it. */
static char *
keep(struct marks *m, size_t len)
{
	char *at;

	if (len > m->block_left) {
		m->blocks = mem_grow(m->blocks, m->block_count + 1,
		    sizeof(*m->blocks));
		m->block_left = len > BLOCK ? len : BLOCK;
		m->block_at = mem_alloc(m->block_left);
		m->blocks[m->block_count++] = m->block_at;
	}
	at = m->block_at;
	m->block_at += len;
	m->block_left -= len;
	return at;
}

static bool
find(const struct marks *m, int conn, struct slice id, uint32_t *place)
{
	char small[128], *key = small;
	bool found;

	if (id.len + 1 > sizeof(small))
		key = mem_alloc(id.len + 1);
	key[0] = (char)conn;
	if (id.len > 0)
		memcpy(key + 1, id.at, id.len);
	found = map_find(&m->index, (struct slice){ key, id.len + 1 }, place);
	if (key != small)
		free(key);
	return found;
}

bool
marks_has(const struct marks *m, int conn, struct slice id)
{
	uint32_t place;

	return m->on > 0 && find(m, conn, id, &place) && m->list[place].on;
}

static uint32_t
add(struct marks *m, int conn, struct slice id)
{
	char *key = keep(m, id.len + 2);

	key[0] = (char)conn;
	memcpy(key + 1, id.at, id.len);
	key[id.len + 1] = '\0';
	if (m->count == m->room) {
		m->room = m->room > 0 ? m->room * 2 : 64;
		m->list = mem_grow(m->list, m->room, sizeof(*m->list));
	}
	m->list[m->count] = (struct mark){ .id = key + 1, .conn = conn };
	map_add(&m->index, (struct slice){ key, id.len + 1 },
	    (uint32_t)m->count);
	return (uint32_t)m->count++;
}

void
marks_set(struct marks *m, int conn, struct slice id, bool on)
{
	uint32_t place;

	if (id.len == 0)
		return;
	if (!find(m, conn, id, &place)) {
		if (!on)
			return;
		place = add(m, conn, id);
	}
	if (m->list[place].on == on)
		return;
	m->list[place].on = on;
	m->on += on ? 1 : (size_t)-1;
	m->changed++;
}

void
marks_turn(struct marks *m)
{
	bool back = m->on == 0;
	size_t i;

	m->on = 0;
	for (i = 0; i < m->count; i++) {
		if (!back)
			m->list[i].was_on = m->list[i].on;
		m->list[i].on = back && m->list[i].was_on;
		m->on += m->list[i].on;
	}
	m->changed++;
}

const struct mark *
marks_next(const struct marks *m, size_t *place)
{
	while (*place < m->count)
		if (m->list[(*place)++].on)
			return &m->list[*place - 1];
	return NULL;
}
