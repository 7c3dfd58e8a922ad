/* Which objects there are, and under which ids. */
#include "estate.h"
#include "computer.h"

#include <endpane/base/clock.h>
#include <endpane/base/mem.h>

#include <stdlib.h>
#include <string.h>

#define DAY_MS		INT64_C(86400000)
#define ID_STEP		26	/* ids lie this far apart, and a bit */
#define ID_SPAN		UINT64_C(100000000) /* room for a kind in a range */

/* Ids of 16, 17, 18 and 19 digits; a double holds none of them safely. */
static const uint64_t ranges[] = {
	UINT64_C(9007199254760000),
	UINT64_C(52549000000200000),
	UINT64_C(247008000000200000),
	UINT64_C(9151314442816000000),
};

/* The documents' own ids first, then neighbours that a double confuses. */
static const uint64_t device_ids[] = {
	UINT64_C(9007199254741000), UINT64_C(9007199254740993),
	UINT64_C(9007199254740992), UINT64_C(9007199254740994),
	UINT64_C(9007199254741001), UINT64_C(9007199254740999),
	98765456789, 32456432136,
	UINT64_C(52549000000186013), UINT64_C(52549000000186016),
	UINT64_C(247008000000130084), UINT64_C(247008000000130081),
	UINT64_C(9223372036854775807), UINT64_C(9223372036854775806),
	1, 2, 3, 12, 213123, 21312, 0
};
static const uint64_t group_ids[] = { 99731238129, 1, 2, 3, 0 };
static const uint64_t app_ids[] = {
	99731238129, UINT64_C(9007199254741340), 0
};
static const uint64_t user_ids[] = {
	UINT64_C(9007199254741000), UINT64_C(9007199254741020),
	UINT64_C(9007199254740999), UINT64_C(9007199254756659),
	UINT64_C(9007199254740998), UINT64_C(9007199254741001),
	UINT64_C(9007199254741002), UINT64_C(9223372036854775805), 0
};
static const uint64_t endpoint_ids[] = {
	UINT64_C(52549000000194001), 112, 113, UINT64_C(52549000000186013), 0
};
static const uint64_t no_ids[] = { 0 };

static const uint64_t *const special[KINDS] = {
	[KIND_DEVICE] = device_ids,
	[KIND_GROUP] = group_ids,
	[KIND_APP] = app_ids,
	[KIND_USER] = user_ids,
	[KIND_COMPUTER] = no_ids,
	[KIND_ENDPOINT] = endpoint_ids,
	[KIND_TERMINAL] = no_ids,
};

uint64_t
estate_dice(const struct estate *e, unsigned fact, uint64_t index)
{
	uint64_t x = e->seed + (uint64_t)fact * UINT64_C(0x9E3779B97F4A7C15);

	x ^= (index + 1) * UINT64_C(0xD6E8FEB86659FD93);
	x = (x ^ x >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
	x = (x ^ x >> 27) * UINT64_C(0x94D049BB133111EB);
	return x ^ x >> 31;
}

static size_t
special_count(enum kind kind)
{
	size_t n = 0;

	while (special[kind][n] != 0)
		n++;
	return n;
}

static unsigned
range_of(size_t index)
{
	switch (index % 16) {
	case 3:
		return 1;
	case 7:
		return 2;
	case 11:
		return 3;
	default:
		return 0;
	}
}

static uint64_t
computed_id(const struct estate *e, enum kind kind, size_t index)
{
	uint64_t odd = estate_dice(e, 1000 + (unsigned)kind, index) %
	    (ID_STEP / 2) * 2 + 1;

	if (kind == KIND_TERMINAL)
		return UINT64_C(987000000654321) + 2 * (uint64_t)index;
	return ranges[range_of(index)] + (uint64_t)kind * ID_SPAN +
	    (uint64_t)index * ID_STEP + odd;
}

uint64_t
estate_id(const struct estate *e, enum kind kind, size_t index)
{
	if (index < 32 && index < special_count(kind))
		return special[kind][index];
	return computed_id(e, kind, index);
}

static bool
computed_index(const struct estate *e, enum kind kind, uint64_t id,
    size_t *index)
{
	uint64_t from;
	size_t i, r;

	if (kind == KIND_TERMINAL) {
		*index = (size_t)((id - UINT64_C(987000000654321)) / 2);
		return id == computed_id(e, kind, *index);
	}
	for (r = 0; r < sizeof(ranges) / sizeof(ranges[0]); r++) {
		from = ranges[r] + (uint64_t)kind * ID_SPAN;
		if (id < from || id - from >= ID_SPAN)
			continue;
		i = (size_t)((id - from) / ID_STEP);
		*index = i;
		return i >= special_count(kind) &&
		    computed_id(e, kind, i) == id;
	}
	return false;
}

bool
estate_find(const struct estate *e, enum kind kind, uint64_t id,
    size_t *index)
{
	size_t i;

	for (i = 0; special[kind][i] != 0; i++)
		if (special[kind][i] == id)
			break;
	if (special[kind][i] == 0 && !computed_index(e, kind, id, &i))
		return false;
	if (!roster_has(&e->roster[kind], i))
		return false;
	*index = i;
	return true;
}

size_t
roster_count(const struct roster *r)
{
	return r->base + r->added - r->gone_count;
}

size_t
roster_at(const struct roster *r, size_t position)
{
	size_t i;

	for (i = 0; i < r->gone_count && r->gone[i] <= position; i++)
		position++;
	return position;
}

static size_t
gone_place(const struct roster *r, size_t index)
{
	size_t low = 0, high = r->gone_count, mid;

	while (low < high) {
		mid = low + (high - low) / 2;
		if (r->gone[mid] < index)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

bool
roster_has(const struct roster *r, size_t index)
{
	size_t place = gone_place(r, index);

	return index < r->base + r->added &&
	    (place == r->gone_count || r->gone[place] != index);
}

size_t
roster_next(const struct roster *r, size_t index)
{
	do
		index++;
	while (index < r->base + r->added && !roster_has(r, index));
	return index < r->base + r->added ? index : SIZE_MAX;
}

void
roster_remove(struct roster *r, size_t index)
{
	size_t place = gone_place(r, index);

	r->gone = mem_grow(r->gone, r->gone_count + 1, sizeof(*r->gone));
	memmove(r->gone + place + 1, r->gone + place,
	    (r->gone_count - place) * sizeof(*r->gone));
	r->gone[place] = index;
	r->gone_count++;
}

size_t
roster_add(struct roster *r)
{
	return r->base + r->added++;
}

static size_t
idset_place(const struct idset *s, uint64_t id)
{
	size_t i;

	for (i = 0; i < s->count && s->at[i] != id; i++)
		continue;
	return i;
}

bool
idset_has(const struct idset *s, uint64_t id)
{
	return idset_place(s, id) < s->count;
}

bool
idset_add(struct idset *s, uint64_t id)
{
	if (idset_has(s, id))
		return false;
	if (s->count == s->room) {
		s->room = s->room * 2 + 8;
		s->at = mem_grow(s->at, s->room, sizeof(*s->at));
	}
	s->at[s->count++] = id;
	return true;
}

bool
idset_remove(struct idset *s, uint64_t id)
{
	size_t place = idset_place(s, id);

	if (place == s->count)
		return false;
	s->count--;
	memmove(s->at + place, s->at + place + 1,
	    (s->count - place) * sizeof(*s->at));
	return true;
}

void
idset_fini(struct idset *s)
{
	free(s->at);
	memset(s, 0, sizeof(*s));
}

static size_t
shelf_place(const struct shelf *s, uint64_t key)
{
	size_t low = 0, high = s->count, mid;

	while (low < high) {
		mid = low + (high - low) / 2;
		if (s->keys[mid] < key)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

void *
shelf_find(const struct shelf *s, uint64_t key)
{
	size_t place = shelf_place(s, key);

	return place < s->count && s->keys[place] == key ?
	    s->values[place] : NULL;
}

void
shelf_put(struct shelf *s, uint64_t key, void *value)
{
	size_t place = shelf_place(s, key), rest = s->count - place;

	if (place < s->count && s->keys[place] == key) {
		s->values[place] = value;
		return;
	}
	if (s->count == s->room) {
		s->room = s->room * 2 + 16;
		s->keys = mem_grow(s->keys, s->room, sizeof(*s->keys));
		s->values = mem_grow(s->values, s->room, sizeof(*s->values));
	}
	memmove(s->keys + place + 1, s->keys + place, rest * sizeof(*s->keys));
	memmove(s->values + place + 1, s->values + place,
	    rest * sizeof(*s->values));
	s->keys[place] = key;
	s->values[place] = value;
	s->count++;
}

void *
shelf_take(struct shelf *s, uint64_t key)
{
	size_t place = shelf_place(s, key), rest;
	void *value;

	if (place == s->count || s->keys[place] != key)
		return NULL;
	value = s->values[place];
	rest = --s->count - place;
	memmove(s->keys + place, s->keys + place + 1, rest * sizeof(*s->keys));
	memmove(s->values + place, s->values + place + 1,
	    rest * sizeof(*s->values));
	return value;
}

void
estate_init(struct estate *e, uint64_t seed, const size_t *sizes)
{
	int kind;

	e->seed = seed;
	e->now_ms = clock_wall_ms() / DAY_MS * DAY_MS;
	for (kind = 0; kind < KINDS; kind++)
		e->roster[kind].base = sizes[kind];
}

static void
user_change_free(struct user_change *u)
{
	free(u->name);
	free(u->email);
	free(u->phone);
	free(u);
}

static void
shelf_fini(struct shelf *s)
{
	free(s->keys);
	free(s->values);
	memset(s, 0, sizeof(*s));
}

void
estate_fini(struct estate *e)
{
	size_t i;

	for (i = 0; i < e->groups.count; i++)
		group_free(e->groups.values[i]);
	for (i = 0; i < e->apps.count; i++)
		app_free(e->apps.values[i]);
	for (i = 0; i < e->users.count; i++)
		user_change_free(e->users.values[i]);
	for (i = 0; i < e->computers.count; i++)
		computer_change_free(e->computers.values[i]);
	for (i = 0; i < e->logins.count; i++)
		free(e->logins.values[i]);
	for (i = 0; i < e->barred.count; i++) {
		idset_fini(e->barred.values[i]);
		free(e->barred.values[i]);
	}
	for (i = 0; i < e->file_count; i++) {
		free(e->files[i].name);
		free(e->files[i].type);
	}
	free(e->files);
	for (i = 0; i < KINDS; i++)
		free(e->roster[i].gone);
	shelf_fini(&e->groups);
	shelf_fini(&e->apps);
	shelf_fini(&e->users);
	shelf_fini(&e->computers);
	shelf_fini(&e->logins);
	shelf_fini(&e->barred);
	shelf_fini(&e->agents);
}
