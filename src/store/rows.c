/* The rows of one list: pages in, cells out. */
#include "block.h"
#include "cut.h"
#include "index.h"

#include <endpane/base/map.h>
#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/json/scan.h>

#include <stdlib.h>
#include <string.h>

#define ROWS_MOST	16000000	/* of one list */
#define GUIDE_SHIFT	6		/* a guide post every 64 rows */
#define CATCH_UP	20000		/* rows indexed by one rows_find() */

struct rows {
	const struct cat_resource *resource;
	uint32_t	 columns;
	int		 id;		/* column, -1: rows have no id */
	int		 label;		/* column, -1: the id */
	int		 twin;		/* column, -1: ids are there once */
	uint32_t	 print;		/* of the columns */
	struct cut	*cut;

	struct block	*blocks;
	size_t		 block_count;
	size_t		 block_room;
	bool		 conns[256];	/* that blocks came from */
	uint32_t	*guide;		/* block of row n << GUIDE_SHIFT */
	size_t		 guide_count;
	uint32_t	 count;
	size_t		 dropped;
	size_t		 bytes;		/* of the blocks */

	const char	*status;	/* of rows_settings(); lent */
	struct rows *const *behind;	/* lent, or NULL */

	struct slice	*draft;		/* cells of the block being cut */
	uint32_t	 draft_rows;	/* they follow row count - 1 */
	int		 draft_conn;

	struct index	 index;
	uint32_t	 indexed;	/* rows before this one are in it */
};

static int
column_named(const struct cat_resource *resource, const char *name)
{
	int i;

	for (i = 0; name != NULL && resource->columns[i].name != NULL; i++)
		if (strcmp(resource->columns[i].name, name) == 0)
			return i;
	return -1;
}

/* Changes with whatever decides what a cell holds. */
static uint32_t
print_of(const struct cat_resource *resource)
{
	const struct cat_column *c;
	struct buf text = { 0 };
	uint64_t hash;

	buf_text(&text, resource->noun);
	for (c = resource->columns; c->name != NULL; c++)
		buf_format(&text, "\n%s %s %d", c->name, c->path, c->kind);
	hash = map_hash((struct slice){ text.at, text.len });
	buf_fini(&text);
	return (uint32_t)(hash >> 16);
}

struct rows *
rows_new(const struct cat_resource *resource)
{
	struct rows *rows = mem_alloc(sizeof(*rows));

	rows->resource = resource;
	while (resource->columns[rows->columns].name != NULL)
		rows->columns++;
	rows->id = column_named(resource, resource->id);
	rows->label = column_named(resource, resource->label);
	rows->twin = column_named(resource, resource->twin);
	rows->print = print_of(resource);
	return rows;
}

void
rows_free(struct rows *rows)
{
	size_t i;

	if (rows == NULL)
		return;
	for (i = 0; i < rows->block_count; i++)
		free(rows->blocks[i].head);
	free(rows->blocks);
	free(rows->guide);
	free(rows->draft);
	cut_free(rows->cut);
	index_fini(&rows->index);
	free(rows);
}

void
rows_settings(struct rows *rows, const struct cat_settings *set)
{
	const char *status = set->status_column;

	if (rows->cut != NULL && (status == NULL) == (rows->status == NULL) &&
	    (status == NULL || strcmp(status, rows->status) == 0))
		return;
	cut_free(rows->cut);
	rows->cut = NULL;
	rows->status = status;
}

const struct cat_resource *
rows_resource(const struct rows *rows)
{
	return rows->resource;
}

size_t
rows_count(const struct rows *rows)
{
	return rows->count;
}

size_t
rows_dropped(const struct rows *rows)
{
	return rows->dropped;
}

size_t
rows_bytes(const struct rows *rows)
{
	return rows->bytes + index_bytes(&rows->index) +
	    rows->block_count * sizeof(struct block) +
	    rows->guide_count * sizeof(uint32_t) + sizeof(*rows) +
	    (rows->draft != NULL ?
	    rows->columns * BLOCK_STRIDE * sizeof(struct slice) : 0);
}

const struct block *
rows_block_at(const struct rows *rows, size_t n)
{
	return &rows->blocks[n];
}

const struct block *
rows_block_of(const struct rows *rows, uint32_t row)
{
	const struct block *b = &rows->blocks[rows->guide[row >> GUIDE_SHIFT]];

	while (row - b->first >= b->head->rows)
		b++;
	return b;
}

static bool is_row(const void *who, uint32_t row, int conn, struct slice id);

/* What the rows behind know of the same object. */
static struct slice
cell_behind(const struct rows *rows, uint32_t row, int column)
{
	const struct rows *behind = *rows->behind;
	uint32_t found;

	if (behind->count == 0 || column == rows->id || !index_find(&behind->index,
	    rows_conn(rows, row), rows_id(rows, row), is_row, behind, &found))
		return (struct slice){ NULL, 0 };
	return rows_cell(behind, found, column);
}

bool
rows_are_filled(const struct rows *rows)
{
	return rows->behind != NULL && (*rows->behind)->count > 0;
}

struct slice
rows_cell(const struct rows *rows, uint32_t row, int column)
{
	const struct block *b = rows_block_of(rows, row);
	struct slice cell = block_cell(b->head, (uint32_t)column,
	    row - b->first);

	return cell.len == 0 && rows->behind != NULL ?
	    cell_behind(rows, row, column) : cell;
}

void
rows_behind(struct rows *rows, struct rows *const *behind)
{
	rows->behind = behind;
}

struct slice
rows_id(const struct rows *rows, uint32_t row)
{
	return rows->id < 0 ? (struct slice){ "", 0 } :
	    rows_cell(rows, row, rows->id);
}

struct slice
rows_label(const struct rows *rows, uint32_t row)
{
	return rows->label < 0 ? rows_id(rows, row) :
	    rows_cell(rows, row, rows->label);
}

int
rows_conn(const struct rows *rows, uint32_t row)
{
	return (int)rows_block_of(rows, row)->conn;
}

/* Of the rows in blocks and of those of the draft behind them. */
static struct slice
any_cell(const struct rows *rows, uint32_t row, int column)
{
	if (column < 0)
		return (struct slice){ "", 0 };
	if (row < rows->count)
		return rows_cell(rows, row, column);
	return rows->draft[(uint32_t)column * BLOCK_STRIDE + row -
	    rows->count];
}

static int
any_conn(const struct rows *rows, uint32_t row)
{
	return row < rows->count ? rows_conn(rows, row) : rows->draft_conn;
}

/* Rows are known by their id, and the second of an id by its twin column. */
static bool
is_row(const void *who, uint32_t row, int conn, struct slice key)
{
	const struct rows *rows = who;

	if (any_conn(rows, row) != conn)
		return false;
	return str_same(any_cell(rows, row, rows->id), key) ||
	    (rows->twin >= 0 &&
	    str_same(any_cell(rows, row, rows->twin), key));
}

/* Puts a row into the index; false where it is there already. */
static bool
index_row(struct rows *rows, uint32_t row)
{
	struct slice id = any_cell(rows, row, rows->id);
	struct slice twin = any_cell(rows, row, rows->twin);
	int conn = any_conn(rows, row);
	uint32_t there;

	if (id.len == 0 ||
	    index_add(&rows->index, conn, id, row, is_row, rows))
		return true;
	return twin.len > 0 && index_find(&rows->index, conn, id, is_row,
	    rows, &there) &&
	    !str_same(any_cell(rows, there, rows->twin), twin) &&
	    index_add(&rows->index, conn, twin, row, is_row, rows);
}

/* Puts rows that came without an index (from the cache) into it. */
static void
catch_up(struct rows *rows, uint32_t most)
{
	for (; most > 0 && rows->indexed < rows->count; most--)
		index_row(rows, rows->indexed++);
}

/* Among the rows that are not in the index yet. */
static bool
find_late(const struct rows *rows, int conn, struct slice id, uint32_t *row)
{
	uint32_t i;

	for (i = rows->indexed; i < rows->count; i++) {
		if ((conn >= 0 && rows_conn(rows, i) != conn) ||
		    !str_same(rows_id(rows, i), id))
			continue;
		*row = i;
		return true;
	}
	return false;
}

bool
rows_find(struct rows *rows, int conn, struct slice id, uint32_t *row)
{
	int c;

	if (rows->id < 0 || id.len == 0)
		return false;
	catch_up(rows, CATCH_UP);
	for (c = 0; c < 256; c++)
		if (rows->conns[c] && (conn < 0 || conn == c) &&
		    index_find(&rows->index, c, id, is_row, rows, row))
			return true;
	return find_late(rows, conn, id, row);
}

/* Takes the piece over and gives its rows their numbers. */
static void
append(struct rows *rows, struct block_head *head, int conn)
{
	struct block *b;
	uint32_t post;

	if (rows->block_count == rows->block_room) {
		rows->block_room = rows->block_room * 2 + 16;
		rows->blocks = mem_grow(rows->blocks, rows->block_room,
		    sizeof(*rows->blocks));
	}
	b = &rows->blocks[rows->block_count];
	b->head = head;
	b->first = rows->count;
	b->conn = (uint32_t)conn;
	rows->conns[conn & 255] = true;
	rows->count += head->rows;
	rows->bytes += head->size;
	for (post = (uint32_t)rows->guide_count;
	    post << GUIDE_SHIFT < rows->count; post++) {
		if ((post & 1023) == 0)
			rows->guide = mem_grow(rows->guide, post + 1024,
			    sizeof(*rows->guide));
		rows->guide[post] = (uint32_t)rows->block_count;
	}
	rows->guide_count = post;
	rows->block_count++;
}

/* Makes a block of the draft. */
static bool
close_draft(struct rows *rows, struct err *err)
{
	struct block_head *head = NULL;
	uint32_t count = rows->draft_rows;

	rows->draft_rows = 0;
	if (count > 0 && (head = block_build(rows->draft, count,
	    rows->columns, rows->print)) != NULL)
		append(rows, head, rows->draft_conn);
	cut_clear(rows->cut);
	if (count > 0 && head == NULL) {
		/* The index knows rows that there are not: start again. */
		index_fini(&rows->index);
		rows->indexed = 0;
		return err_set(err, ERR_LOCAL,
		    "there is no memory for more rows");
	}
	return true;
}

/* Cuts the next item into the draft; false where it is no row or a known one. */
static bool
take_item(struct rows *rows, struct scan *list)
{
	struct slice *cells = rows->draft + rows->draft_rows;

	if (!cut_item(rows->cut, list, cells, BLOCK_STRIDE))
		return false;
	if (!index_row(rows, rows->count + rows->draft_rows)) {
		rows->dropped++;
		return false;
	}
	rows->draft_rows++;
	rows->indexed++;
	return true;
}

/* Stands before the items of a list, or before the only one. */
static bool
begin_list(struct slice found, struct scan *list)
{
	if (str_starts(found, "\xEF\xBB\xBF"))
		found.at += 3, found.len -= 3;
	found = str_trim(found);
	*list = (struct scan){ found.at, found.at + found.len };
	switch (scan_type(found)) {
	case JSON_LIST:
		return scan_open(found, list);
	case JSON_OBJECT:
		found = scan_value(list);
		*list = (struct scan){ found.at, found.at + found.len };
		return true;
	case JSON_NULL:
		list->end = list->at;
		return true;
	case JSON_NONE:
	case JSON_TEXT:
	case JSON_FLAG:
	case JSON_NUMBER:
		return false;
	}
	return false;
}

/* The list (or the single object, or null) at the first pointer that leads. */
static bool
find_list(struct slice body, const char *items, struct scan *list)
{
	struct slice rest = str_slice(items), piece, found;
	char *pointer;
	bool good = false;

	if (rest.len == 0)
		return scan_type(str_trim(body)) != JSON_NULL &&
		    begin_list(body, list);
	while (!good && str_next(&rest, '|', &piece)) {
		pointer = mem_slice(piece.at, piece.len);
		good = scan_from(body, pointer, &found) &&
		    begin_list(found, list);
		free(pointer);
	}
	return good;
}

bool
rows_add_page(struct rows *rows, int conn, struct slice body,
    const char *items, size_t *added, size_t *seen, struct err *err)
{
	size_t taken = 0, there = 0;
	struct scan list;

	if (!find_list(body, items, &list))
		return err_set(err, ERR_PROTOCOL, "the answer holds no list "
		    "of %s; nothing was changed; check the connection's url",
		    rows->resource->noun);
	if (rows->draft == NULL)
		rows->draft = mem_grow(NULL, rows->columns * BLOCK_STRIDE,
		    sizeof(*rows->draft));
	if (rows->cut == NULL)
		rows->cut = cut_new(rows->resource->columns, rows->status);
	catch_up(rows, UINT32_MAX);
	rows->draft_conn = conn;
	while (scan_more(&list)) {
		if (rows->count + rows->draft_rows == ROWS_MOST)
			return close_draft(rows, err) && err_set(err,
			    ERR_PROTOCOL, "more than %d %s were sent",
			    ROWS_MOST, rows->resource->noun);
		there++;
		taken += take_item(rows, &list);
		if (rows->draft_rows == BLOCK_ROWS && !close_draft(rows, err))
			return false;
	}
	if (!close_draft(rows, err))
		return false;
	*added = taken;
	*seen = there;
	return true;
}

size_t
rows_blocks(const struct rows *rows)
{
	return rows->block_count;
}

int
rows_block_conn(const struct rows *rows, size_t n)
{
	return (int)rows_block_at(rows, n)->conn;
}

struct slice
rows_block(const struct rows *rows, size_t n)
{
	const struct block_head *head = rows->blocks[n].head;

	return (struct slice){ (const char *)head, head->size };
}

uint32_t
rows_print(const struct rows *rows)
{
	return rows->print;
}

bool
rows_take_block(struct rows *rows, int conn, char *bytes, size_t len,
    struct err *err)
{
	if (!block_is_sound((struct slice){ bytes, len }, rows->columns,
	    rows->print) || rows->count > ROWS_MOST - BLOCK_ROWS) {
		free(bytes);
		return err_set(err, ERR_LOCAL, "a kept list is damaged");
	}
	append(rows, (void *)bytes, conn);
	return true;
}

bool
rows_add_block(struct rows *rows, int conn, struct slice block,
    struct err *err)
{
	char *copy = malloc(block.len > 0 ? block.len : 1);

	if (copy == NULL)
		return err_set(err, ERR_LOCAL, "there is no memory for rows");
	if (block.len > 0)
		memcpy(copy, block.at, block.len);
	return rows_take_block(rows, conn, copy, block.len, err);
}
