/* The wanted members of an object, in one walk. */
#include "cut.h"

#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/catalog/cell.h>
#include <endpane/json/scan.h>

#include <stdlib.h>
#include <string.h>

#define CHUNK	16384		/* bytes of decoded text taken at once */
#define CELL	32768		/* bytes kept of one text: no table shows more */

/* A column that ends at a name; of alternatives the lowest rank wins. */
struct leaf {
	uint16_t	 column;
	uint8_t		 rank;
};

struct name {
	struct slice	 key;		/* lent by the catalogue */
	struct node	*below;		/* NULL: nothing wanted inside */
	struct leaf	*leaves;
	size_t		 leaf_count;
};

#define GUESSES 64		/* members of an object that are foreseen */

/* What the member in that place was called last. */
struct guess {
	struct scan_guess key;
	const struct name *name;	/* NULL: not wanted */
};

/* The names wanted in an object, and where their hashes lead. */
struct node {
	struct name	*names;
	size_t		 count;
	uint16_t	*slots;		/* index + 1; 0: none */
	size_t		 mask;
	struct guess	 guesses[GUESSES];
};

/* Decoded text, never moved. */
struct chunk {
	struct chunk	*next;
	size_t		 used;
	size_t		 room;
	char		 at[];
};

struct cut {
	struct node	*root;
	const struct cat_column *columns;
	size_t		 column_count;
	size_t		 unknown;	/* column of "?"; or column_count */
	char		*status;	/* "/MEMBER" of a '?' path; or NULL */
	uint8_t		*ranks;		/* of what fills each cell, of a row */
	struct chunk	*chunks;
	struct buf	 decoded;
	struct slice	*cells;		/* of the item in hand */
	size_t		 stride;
};

static struct name *
name_in(struct node *node, struct slice key)
{
	struct name *fresh;
	size_t i;

	for (i = 0; i < node->count; i++)
		if (str_same(node->names[i].key, key))
			return &node->names[i];
	node->names = mem_grow(node->names, node->count + 1,
	    sizeof(*node->names));
	fresh = &node->names[node->count++];
	memset(fresh, 0, sizeof(*fresh));
	fresh->key = key;
	return fresh;
}

static void
want(struct node *node, struct slice path, struct leaf leaf)
{
	struct name *name = NULL;
	struct slice key;

	if (path.len == 0 || path.at[0] != '/')
		return;
	path.at++, path.len--;
	while (str_next(&path, '/', &key)) {
		if (name != NULL) {
			if (name->below == NULL)
				name->below = mem_alloc(sizeof(struct node));
			node = name->below;
		}
		name = name_in(node, key);
	}
	if (name == NULL)
		return;
	name->leaves = mem_grow(name->leaves, name->leaf_count + 1,
	    sizeof(leaf));
	name->leaves[name->leaf_count++] = leaf;
}

static size_t
spread(struct slice key)
{
	if (key.len == 0)
		return 0;
	return (unsigned char)key.at[0] + key.len * 7 +
	    (unsigned char)key.at[key.len - 1] * 31u +
	    (unsigned char)key.at[key.len / 2] * 17u;
}

static void
settle(struct node *node)
{
	size_t i, at;

	for (node->mask = 15; node->mask < node->count * 4;)
		node->mask = node->mask * 2 + 1;
	node->slots = mem_alloc((node->mask + 1) * sizeof(*node->slots));
	for (i = 0; i < node->count; i++) {
		at = spread(node->names[i].key) & node->mask;
		while (node->slots[at] != 0)
			at = (at + 1) & node->mask;
		node->slots[at] = (uint16_t)(i + 1);
		if (node->names[i].below != NULL)
			settle(node->names[i].below);
	}
}

struct cut *
cut_new(const struct cat_column *columns, const char *status)
{
	struct cut *cut = mem_alloc(sizeof(*cut));
	size_t unknown = SIZE_MAX;
	struct slice rest, path;
	struct leaf leaf = { 0 };

	cut->columns = columns;
	if (status != NULL)
		cut->status = mem_format("/%s", status);
	cut->root = mem_alloc(sizeof(*cut->root));
	for (; columns[cut->column_count].name != NULL; cut->column_count++) {
		leaf.column = (uint16_t)cut->column_count;
		leaf.rank = 0;
		rest = str_slice(columns[cut->column_count].path);
		if (columns[cut->column_count].kind == CAT_SECRET)
			continue;
		if (rest.len > 0 && rest.at[0] == '?') {
			rest = str_slice(cut->status);
			if (status == NULL)
				unknown = cut->column_count;
		}
		for (; str_next(&rest, '|', &path); leaf.rank++)
			want(cut->root, path, leaf);
	}
	settle(cut->root);
	cut->unknown = unknown < cut->column_count ? unknown :
	    cut->column_count;
	cut->ranks = mem_alloc(cut->column_count);
	return cut;
}

static void
node_free(struct node *node)
{
	size_t i;

	if (node == NULL)
		return;
	for (i = 0; i < node->count; i++) {
		node_free(node->names[i].below);
		free(node->names[i].leaves);
	}
	free(node->names);
	free(node->slots);
	free(node);
}

void
cut_free(struct cut *cut)
{
	if (cut == NULL)
		return;
	cut_clear(cut);
	node_free(cut->root);
	free(cut->ranks);
	free(cut->status);
	buf_fini(&cut->decoded);
	free(cut);
}

void
cut_clear(struct cut *cut)
{
	struct chunk *next;

	for (; cut->chunks != NULL; cut->chunks = next) {
		next = cut->chunks->next;
		free(cut->chunks);
	}
}

/* Keeps what was decoded until cut_clear(); absent where memory is short. */
static struct slice
keep(struct cut *cut)
{
	struct chunk *chunk = cut->chunks;
	size_t len = cut->decoded.len;
	struct slice kept = { "", 0 };

	if (cut->decoded.full || len == 0)
		return kept;
	if (chunk == NULL || chunk->room - chunk->used < len) {
		size_t room = len > CHUNK ? len : CHUNK;

		if ((chunk = malloc(sizeof(*chunk) + room)) == NULL)
			return kept;
		chunk->next = cut->chunks;
		chunk->used = 0;
		chunk->room = room;
		cut->chunks = chunk;
	}
	kept = (struct slice){ chunk->at + chunk->used, len };
	memcpy(chunk->at + chunk->used, cut->decoded.at, len);
	chunk->used += len;
	return kept;
}

/* A list of plain values as "a, b"; one that holds more, as it stands. */
static struct slice
decode_list(struct cut *cut, struct slice list)
{
	struct slice item;
	struct scan s;
	enum json_type type;

	buf_clear(&cut->decoded);
	if (!scan_open(list, &s))
		return list;
	while (scan_item(&s, &item)) {
		type = scan_type(item);
		if (type == JSON_OBJECT || type == JSON_LIST)
			return list;
		if (type == JSON_NULL)
			continue;
		if (cut->decoded.len > 0)
			buf_text(&cut->decoded, ", ");
		scan_text(item, &cut->decoded);
	}
	return keep(cut);
}

static struct slice
decode(struct cut *cut, struct slice value)
{
	switch (scan_type(value)) {
	case JSON_TEXT:
		buf_clear(&cut->decoded);
		scan_text(value, &cut->decoded);
		return keep(cut);
	case JSON_LIST:
		return decode_list(cut, value);
	case JSON_NONE:
	case JSON_NULL:
		return (struct slice){ "", 0 };
	case JSON_FLAG:
	case JSON_NUMBER:
	case JSON_OBJECT:
		return value;
	}
	return value;
}

/* Cut where a character begins. */
static struct slice
shorten(struct slice text)
{
	if (text.len <= CELL)
		return text;
	text.len = CELL;
	while (text.len > CELL - 4 && (text.at[text.len] & 0xC0) == 0x80)
		text.len--;
	return text;
}

/* A column's cell is filled by the best rank seen. */
static void
fill(struct cut *cut, const struct name *name, struct slice text)
{
	struct slice *cell;
	const struct leaf *leaf;
	size_t i;

	for (i = 0; i < name->leaf_count; i++) {
		leaf = &name->leaves[i];
		cell = &cut->cells[leaf->column * cut->stride];
		if (cell->len > 0 && cut->ranks[leaf->column] <= leaf->rank)
			continue;
		if (cell_absent(cut->columns[leaf->column].kind, text))
			continue;
		*cell = text;
		cut->ranks[leaf->column] = leaf->rank;
	}
}

static const struct name *
find(const struct node *node, struct slice key)
{
	size_t at = spread(key) & node->mask;
	const struct name *name;

	for (; node->slots[at] != 0; at = (at + 1) & node->mask) {
		name = &node->names[node->slots[at] - 1];
		if (name->key.len == key.len &&
		    memcmp(name->key.at, key.at, key.len) == 0)
			return name;
	}
	return NULL;
}

/* The next member's name, NULL where it is not wanted; false at the end. */
static bool
next_name(struct node *node, struct scan *s, size_t place,
    const struct name **name)
{
	struct guess *guess = &node->guesses[place % GUESSES];
	struct slice key;

	if (scan_key_again(s, &guess->key)) {
		*name = guess->name;
		return true;
	}
	if (!scan_key(s, &key))
		return false;
	*name = guess->name = find(node, key);
	scan_guess(&guess->key, key);
	return true;
}

static void
walk(struct cut *cut, struct node *node, struct scan *s)
{
	const struct name *name;
	struct scan inner;
	struct slice text;
	size_t place;

	for (place = 0; next_name(node, s, place, &name); place++) {
		if (name == NULL) {
			scan_value(s);
			continue;
		}
		if (name->below != NULL && scan_into(s, &inner)) {
			walk(cut, name->below, &inner);
			if (name->leaf_count == 0) {
				scan_out(s, &inner);
				continue;
			}
		}
		if (!scan_plain(s, &text))
			text = decode(cut, scan_value(s));
		text = shorten(text);
		if (name->leaf_count > 0)
			fill(cut, name, text);
	}
}

bool
cut_item(struct cut *cut, struct scan *list, struct slice *cells,
    size_t stride)
{
	struct scan members;
	size_t i;

	if (!scan_into(list, &members)) {
		scan_value(list);
		return false;
	}
	for (i = 0; i < cut->column_count; i++)
		cells[i * stride] = (struct slice){ "", 0 };
	if (cut->unknown < cut->column_count)
		cells[cut->unknown * stride] = (struct slice){ "?", 1 };
	cut->cells = cells;
	cut->stride = stride;
	walk(cut, cut->root, &members);
	scan_out(list, &members);
	return true;
}
