/* Reads computers that are to be created from CSV or JSON. */
#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/json/scan.h>

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "admp_attrs.h"
#include "admp_parts.h"
#include "admp_rows.h"

#define ROWS_MOST	10000
#define COLUMNS_MOST	64
#define NAMED_MOST	4	/* bad rows that a complaint names */

/* A row under way: its attributes, and what was wrong with it first. */
struct row {
	size_t		line;
	struct buf	object;
	struct buf	name;		/* as far as it is known */
	struct buf	column;		/* being read */
};

static void
add_bad(struct new_computers *all, const struct row *row,
    const struct err *why)
{
	all->bad = mem_grow(all->bad, all->bad_count + 1, sizeof(*all->bad));
	all->bad[all->bad_count++] = (struct bad_row){ row->line,
	    mem_text(buf_string(&row->name)),
	    mem_text(buf_string(&row->column)), mem_text(why->text) };
}

static void
row_fini(struct row *row)
{
	buf_fini(&row->object);
	buf_fini(&row->name);
	buf_fini(&row->column);
}

/* The end of a row: one more, or one that is bad. */
static void
row_end(struct new_computers *all, struct row *row, bool good,
    struct err *why)
{
	if (good) {
		buf_clear(&row->column);
		buf_text(&row->column, "name");
		good = new_computers_add(all, row->line, &row->object, why);
	}
	if (!good)
		add_bad(all, row, why);
	buf_clear(&row->object);
	buf_clear(&row->name);
	buf_clear(&row->column);
}

static bool
row_attribute(struct row *row, struct slice name, struct slice value,
    struct err *err)
{
	buf_clear(&row->column);
	buf_slice(&row->column, name);
	if (str_is_folded(name, "name") && row->name.len == 0)
		buf_slice(&row->name, value);
	return attrs_add(name, value, &row->object, err);
}

static bool
end(const struct new_computers *all, struct err *err)
{
	return all->count + all->bad_count > 0 ||
	    err_set(err, ERR_USAGE, "there is no row in it");
}

bool
new_computers_are_good(const struct new_computers *all, struct err *err)
{
	struct buf text = { 0 };
	size_t i;

	if (all->bad_count == 0)
		return true;
	for (i = 0; i < all->bad_count && i < NAMED_MOST; i++) {
		const struct bad_row *bad = &all->bad[i];
		bool names = str_starts(str_slice(bad->why), bad->column);

		buf_format(&text, "%srow %zu%s%.40s: %.80s", i > 0 ? "; " :
		    "", bad->line, names ? "" : ", ", names ? "" :
		    bad->column, bad->why);
	}
	err_set(err, ERR_USAGE, "%zu bad: %.340s", all->bad_count,
	    buf_string(&text));
	buf_fini(&text);
	return false;
}

bool
new_computers_add(struct new_computers *all, size_t line,
    struct buf *object, struct err *err)
{
	struct buf name = { 0 };
	struct slice value;
	bool good = false;
	size_t i;

	buf_text(object, object->len > 0 ? "}" : "{}");
	if (!scan_at((struct slice){ object->at, object->len }, "/name",
	    &value) || !scan_text(value, &name) || name.len == 0)
		err_set(err, ERR_USAGE, "name is missing");
	else
		good = admp_is_exact(buf_string(&name), err);
	if (good && all->count >= ROWS_MOST)
		good = err_set(err, ERR_USAGE, "more than %d are too many at "
		    "once", ROWS_MOST);
	for (i = 0; good && i < all->count; i++)
		if (strcasecmp(all->list[i].name, buf_string(&name)) == 0)
			good = err_set(err, ERR_USAGE, "%.40s is there "
			    "already", buf_string(&name));
	if (good) {
		all->list = mem_grow(all->list, all->count + 1,
		    sizeof(*all->list));
		all->list[all->count++] = (struct new_computer){ line,
			buf_take(&name, NULL), mem_text(buf_string(object)) };
	}
	buf_fini(&name);
	buf_clear(object);
	return good;
}

void
new_computers_fini(struct new_computers *all)
{
	size_t i;

	for (i = 0; i < all->count; i++) {
		free(all->list[i].name);
		free(all->list[i].attributes);
	}
	for (i = 0; i < all->bad_count; i++) {
		free(all->bad[i].name);
		free(all->bad[i].column);
		free(all->bad[i].why);
	}
	free(all->list);
	free(all->bad);
	memset(all, 0, sizeof(*all));
}

/* The next field; *more: the row goes on behind it. False: a stray quote. */
static bool
csv_field(struct slice *rest, struct buf *field, bool *more)
{
	bool quoted = rest->len > 0 && rest->at[0] == '"', good = true;
	size_t i = quoted ? 1 : 0;

	buf_clear(field);
	for (; i < rest->len; i++) {
		char c = rest->at[i];

		if (quoted && c == '"' && i + 1 < rest->len &&
		    rest->at[i + 1] == '"')
			i++;
		else if (quoted && c == '"') {
			quoted = false;
			continue;
		} else if (!quoted && (c == ',' || c == '\n'))
			break;
		else if (!quoted && c == '"')
			good = false;
		if (quoted || c != '\r')
			buf_char(field, c);
	}
	*more = i < rest->len && rest->at[i] == ',';
	if (i < rest->len)
		i++;
	rest->at += i;
	rest->len -= i;
	return good && !quoted;
}

/* The names in the header line; how many, or 0 with *err. */
static size_t
csv_header(struct slice *rest, char **names, struct err *err)
{
	struct buf field = { 0 };
	size_t count = 0;
	bool more = true, good = true;

	while (good && more) {
		good = csv_field(rest, &field, &more) &&
		    count < COLUMNS_MOST;
		if (!good)
			break;
		names[count++] = mem_text(buf_string(&field));
	}
	buf_fini(&field);
	if (!good) {
		err_set(err, ERR_USAGE, "the header line cannot be read");
		while (count > 0)
			free(names[--count]);
	}
	return count;
}

/* An empty cell says nothing of its attribute; the first mistake counts. */
static bool
csv_row(struct slice *rest, char *const *names, size_t count,
    struct row *row, struct err *err)
{
	struct buf field = { 0 };
	bool more = true, good = true;
	size_t n;

	for (n = 0; more; n++) {
		bool whole = csv_field(rest, &field, &more);
		struct slice value = { field.at, field.len };

		if (!good) {
			if (n < count && str_is_folded(str_slice(names[n]),
			    "name") && row->name.len == 0)
				buf_slice(&row->name, value);
			continue;
		}
		if (n >= count || !whole) {
			buf_clear(&row->column);
			buf_text(&row->column, n < count ? names[n] : "");
			good = err_set(err, ERR_USAGE, n < count ?
			    "a quote is astray" :
			    "more cells than the header has");
		} else if (field.len > 0)
			good = row_attribute(row, str_slice(names[n]), value,
			    err);
	}
	buf_fini(&field);
	return good;
}

static bool
read_csv(struct slice rest, struct new_computers *all, struct err *err)
{
	struct row row = { .line = 1 };
	char *names[COLUMNS_MOST];
	struct err why;
	size_t count, i;
	bool good;

	count = csv_header(&rest, names, err);
	if (count == 0)
		return false;
	while (rest.len > 0) {
		row.line++;
		if (rest.at[0] == '\n' || str_starts(rest, "\r\n")) {
			i = rest.at[0] == '\n' ? 1 : 2;
			rest.at += i;
			rest.len -= i;
			continue;
		}
		good = csv_row(&rest, names, count, &row, &why);
		row_end(all, &row, good, &why);
	}
	for (i = 0; i < count; i++)
		free(names[i]);
	row_fini(&row);
	return end(all, err);
}

static bool
json_cell(struct row *row, struct slice name, struct slice value,
    struct err *err)
{
	struct buf text = { 0 };
	bool good = true;

	buf_clear(&row->column);
	buf_slice(&row->column, name);
	if (scan_type(value) == JSON_OBJECT || scan_type(value) == JSON_LIST)
		good = err_set(err, ERR_USAGE, "%.40s: is no plain value",
		    buf_string(&row->column));
	else if (scan_type(value) != JSON_NULL)
		good = scan_text(value, &text) && row_attribute(row, name,
		    (struct slice){ text.at, text.len }, err);
	buf_fini(&text);
	return good;
}

static bool
json_row(struct slice item, struct row *row, struct err *err)
{
	struct buf name = { 0 };
	struct slice inner, key, value;
	struct scan s;
	bool good = true;

	if (scan_at(item, "/attributes", &inner))
		item = inner;
	if (scan_type(item) != JSON_OBJECT || !scan_open(item, &s))
		return err_set(err, ERR_USAGE, "is no object");
	if (scan_at(item, "/name", &value))
		scan_text(value, &row->name);
	while (good && scan_member(&s, &key, &value)) {
		buf_clear(&name);
		buf_slice(&name, key);
		good = json_cell(row, (struct slice){ name.at, name.len },
		    value, err);
	}
	buf_fini(&name);
	return good;
}

static bool
read_json(struct slice text, struct new_computers *all, struct err *err)
{
	struct row row = { 0 };
	struct slice list = text, item;
	struct err why;
	struct scan s;
	bool good;

	if (!scan_check(text, err)) {
		err->code = ERR_USAGE;
		return false;
	}
	if (scan_type(text) == JSON_OBJECT && !scan_at(text, "/data", &list))
		list = text;
	/* What is not heeded must not seem to be. */
	if (scan_type(text) == JSON_OBJECT &&
	    scan_at(text, "/template", &item))
		return err_set(err, ERR_USAGE, "has a template: give it as "
		    "--template instead");
	if (scan_type(list) != JSON_LIST || !scan_open(list, &s))
		return err_set(err, ERR_USAGE, "is no list of objects");
	while (scan_item(&s, &item)) {
		row.line++;
		good = json_row(item, &row, &why);
		row_end(all, &row, good, &why);
	}
	row_fini(&row);
	return end(all, err);
}

bool
new_computers_read(struct slice text, struct new_computers *all,
    struct err *err)
{
	if (str_starts(text, "\xEF\xBB\xBF")) {
		text.at += 3;
		text.len -= 3;
	}
	text = str_trim(text);
	if (text.len > 0 && (text.at[0] == '[' || text.at[0] == '{'))
		return read_json(text, all, err);
	return read_csv(text, all, err);
}
