/* Cuts a page into items, and finds columns for those that have none. */
#include "items.h"

#include <endpane/base/hashes.h>
#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/catalog/cell.h>
#include <endpane/catalog/item.h>
#include <endpane/json/scan.h>

#define COLUMNS_MOST	256
#define SAMPLE		200	/* items that are looked at for columns */

/* Room doubles: a page may have hundreds of thousands. */
static void
push(struct items *items, size_t *room, struct slice item)
{
	if (items->count == *room) {
		*room = *room * 2 + 64;
		items->list = mem_grow(items->list, *room,
		    sizeof(*items->list));
	}
	items->list[items->count++] = item;
}

/* seen: what other lists of the operation's answer had, or NULL. */
static bool
take_list(struct items *items, size_t *room, struct slice list,
    const struct cat_op *op, struct hashes *seen)
{
	struct slice item;
	struct scan s;

	if (scan_type(list) == JSON_NULL)
		return true;
	if (scan_type(list) == JSON_OBJECT) {
		items->seen++;
		push(items, room, list);
		return true;
	}
	if (!scan_open(list, &s))
		return false;
	while (scan_item(&s, &item)) {
		items->seen++;
		if (seen == NULL || hashes_add(seen, cat_item_hash(op, item)))
			push(items, room, item);
	}
	return true;
}

bool
items_read(struct items *items, struct slice body, const struct cat_op *op,
    struct err *err)
{
	struct slice rest = str_slice(op->items), pointer = { "", 0 }, list;
	struct hashes seen = { 0 };
	size_t room = 0;
	bool found = false;
	char *path;

	*items = (struct items) { 0 };
	items->several = rest.len > 0 && memchr(rest.at, '|', rest.len) != NULL;
	do {
		if (rest.len > 0)
			str_next(&rest, '|', &pointer);
		path = mem_slice(pointer.at, pointer.len);
		found |= scan_at(body, path, &list) && take_list(items, &room,
		    list, op, items->several ? &seen : NULL);
		free(path);
	} while (rest.len > 0);
	hashes_fini(&seen);
	return found ? true : err_set(err, ERR_PROTOCOL,
	    "it answered, but not with the list that was asked for; nothing "
	    "was changed; check the connection's url");
}

void
items_fini(struct items *items)
{
	free(items->list);
	*items = (struct items) { 0 };
}

bool
items_text(struct slice item, const char *paths, struct buf *out)
{
	struct slice rest = str_slice(paths), path = { "", 0 }, value;
	size_t before = out->len;
	char *pointer;

	do {
		if (rest.len > 0)
			str_next(&rest, '|', &path);
		pointer = mem_slice(path.at, path.len);
		if (scan_at(item, pointer, &value) &&
		    scan_type(value) != JSON_NULL)
			scan_text(value, out);
		free(pointer);
		if (out->len > before && !cell_absent(CAT_ID,
		    (struct slice) { out->at + before, out->len - before }))
			return true;
		out->len = before;
	} while (rest.len > 0);
	return false;
}

/* Columns while they are found. */
struct shape {
	struct cat_column	*columns;
	int			 count;
};

static enum cat_kind
kind_of(const char *name, struct slice value)
{
	struct slice s = str_slice(name);

	if (str_ends(s, "_id") || str_is(s, "id"))
		return CAT_ID;
	if (str_ends(s, "_time") || str_ends(s, "_date"))
		return CAT_MILLIS;
	if (str_ends(s, "version"))
		return CAT_VERSION;
	return scan_type(value) == JSON_NUMBER ? CAT_NUMBER : CAT_TEXT;
}

/* Takes name and path over. */
static void
add_column(struct shape *shape, char *name, char *path, struct slice value)
{
	int n;

	for (n = 0; n < shape->count; n++)
		if (strcmp(shape->columns[n].path, path) == 0)
			break;
	if (n < shape->count || n == COLUMNS_MOST) {
		free(name);
		free(path);
		return;
	}
	shape->columns = mem_grow(shape->columns, (size_t)n + 2,
	    sizeof(*shape->columns));
	shape->columns[n] = (struct cat_column) { .name = name, .title = name,
		.path = path, .kind = kind_of(name, value), .width = 16 };
	shape->columns[n + 1] = (struct cat_column) { 0 };
	shape->count++;
}

/* A key as RFC 6901 wants it, appended. False where "|" is in it. */
static bool
add_key(struct buf *pointer, struct slice key)
{
	size_t n;

	buf_char(pointer, '/');
	for (n = 0; n < key.len; n++) {
		if (key.at[n] == '|' || key.at[n] == '\0')
			return false;
		if (key.at[n] == '~')
			buf_text(pointer, "~0");
		else if (key.at[n] == '/')
			buf_text(pointer, "~1");
		else
			buf_char(pointer, key.at[n]);
	}
	return true;
}

static void
look_at(struct shape *shape, struct slice object, const char *name,
    const char *path, int depth)
{
	struct buf below = { 0 }, label = { 0 }, key = { 0 };
	struct slice raw, value;
	struct scan s;

	if (scan_type(object) != JSON_OBJECT || !scan_open(object, &s))
		return;
	while (scan_member(&s, &raw, &value)) {
		buf_clear(&key);
		scan_text((struct slice) { raw.at - 1, raw.len + 2 }, &key);
		buf_clear(&below);
		buf_text(&below, path);
		buf_clear(&label);
		buf_format(&label, "%s%s%s", name, *name != '\0' ? "." : "",
		    buf_string(&key));
		if (!add_key(&below, (struct slice) { key.at, key.len }) ||
		    cat_is_secret_field((struct slice) { key.at, key.len }))
			continue;
		if (scan_type(value) != JSON_OBJECT)
			add_column(shape, mem_text(buf_string(&label)),
			    mem_text(buf_string(&below)), value);
		else if (depth < 4)
			look_at(shape, value, buf_string(&label),
			    buf_string(&below), depth + 1);
	}
	buf_fini(&below);
	buf_fini(&label);
	buf_fini(&key);
}

/* A name that stands far to the right would be cut off: it comes first. */
static void
put_name_first(struct shape *shape)
{
	struct cat_column name;
	int n = 0;

	while (n < shape->count && strstr(shape->columns[n].name, "name") ==
	    NULL)
		n++;
	if (n < 2 || n == shape->count)
		return;
	name = shape->columns[n];
	memmove(&shape->columns[1], &shape->columns[0],
	    (size_t)n * sizeof(name));
	shape->columns[0] = name;
}

struct cat_resource *
items_shape(const struct items *items, const char *noun)
{
	struct shape shape = { 0 };
	struct cat_resource *resource;
	size_t n;

	for (n = 0; n < items->count && n < SAMPLE; n++)
		look_at(&shape, items->list[n], "", "", 0);
	if (shape.count == 0)
		return NULL;
	put_name_first(&shape);
	resource = mem_alloc(sizeof(*resource));
	*resource = (struct cat_resource) { .noun = noun, .title = noun,
		.columns = shape.columns };
	return resource;
}

static bool
holds(const char *given, struct slice field)
{
	return given != NULL && memmem(given, strlen(given), field.at,
	    field.len) != NULL;
}

/* One too many does no harm: nobody sees it. */
static bool
names(const struct options *o, struct slice field)
{
	return holds(o->columns, field) || holds(o->sort, field) ||
	    holds(o->filter, field);
}

static bool
names_any(const char *fields, const struct options *o)
{
	struct slice rest = str_slice(fields), field;

	while (str_next(&rest, ' ', &field))
		if (names(o, field))
			return true;
	return false;
}

struct cat_resource *
items_widen(const struct cat_resource *resource, const struct options *o)
{
	struct slice rest = str_slice(resource->fields), field;
	const struct cat_column *c = resource->columns;
	struct cat_resource *wide;
	struct cat_column *own;
	struct shape shape = { 0 };

	if (!names_any(resource->fields, o))
		return NULL;
	for (; c->name != NULL; c++) {
		add_column(&shape, mem_text(c->name), mem_text(c->path),
		    str_slice("\"\""));
		own = &shape.columns[shape.count - 1];
		own->title = c->title;
		own->kind = c->kind;
		own->choices = c->choices;
		own->width = c->width;
	}
	while (str_next(&rest, ' ', &field))
		if (names(o, field)) {
			add_column(&shape, mem_slice(field.at, field.len),
			    mem_format("/%.*s", (int)field.len, field.at),
			    str_slice("\"\""));
			shape.columns[shape.count - 1].width = 0;
		}
	wide = mem_alloc(sizeof(*wide));
	*wide = *resource;
	wide->columns = shape.columns;
	return wide;
}

void
items_shape_free(struct cat_resource *resource)
{
	const struct cat_column *c;
	union { const char *lent; char *own; } text;
	union { const struct cat_column *lent; void *own; } list;

	if (resource == NULL)
		return;
	for (c = resource->columns; c->name != NULL; c++) {
		text.lent = c->name;
		free(text.own);
		text.lent = c->path;
		free(text.own);
	}
	list.lent = resource->columns;
	free(list.own);
	free(resource);
}
