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

/* Rows that cannot be sent; all are looked at before anything is said. */
struct complaint {
	struct buf	text;
	size_t		count;
};

static void
complain(struct complaint *c, size_t line, const struct err *err)
{
	if (c->count++ < NAMED_MOST)
		buf_format(&c->text, "%srow %zu: %.80s", c->text.len > 0 ?
		    "; " : "", line, err->text);
}

static bool
end(struct complaint *c, const struct new_computers *all, struct err *err)
{
	bool good = c->count == 0 && all->count > 0;

	if (c->count > 0)
		err_set(err, ERR_USAGE, "%zu bad: %.340s", c->count,
		    buf_string(&c->text));
	else if (all->count == 0)
		err_set(err, ERR_USAGE, "there is no row in it");
	buf_fini(&c->text);
	return good;
}

bool
new_computers_add(struct new_computers *all, struct buf *object,
    struct err *err)
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
		all->list[all->count++] = (struct new_computer){
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
	free(all->list);
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

/* An empty cell says nothing of its attribute. */
static bool
csv_row(struct slice *rest, char *const *names, size_t count,
    struct buf *object, struct err *err)
{
	struct buf field = { 0 };
	bool more = true, good = true;
	size_t n;

	for (n = 0; more; n++) {
		if (!csv_field(rest, &field, &more) && good)
			good = err_set(err, ERR_USAGE, "a quote is astray");
		if (good && n >= count)
			good = err_set(err, ERR_USAGE, "more cells than the "
			    "header has");
		if (good && n < count && field.len > 0)
			good = attrs_add(str_slice(names[n]),
			    (struct slice){ field.at, field.len }, object,
			    err);
	}
	buf_fini(&field);
	return good;
}

static bool
read_csv(struct slice rest, struct new_computers *all, struct err *err)
{
	struct complaint bad = { 0 };
	struct buf object = { 0 };
	char *names[COLUMNS_MOST];
	size_t count, line = 1, i;

	count = csv_header(&rest, names, err);
	if (count == 0)
		return false;
	while (rest.len > 0) {
		struct err why;

		line++;
		if (rest.at[0] == '\n' || str_starts(rest, "\r\n")) {
			i = rest.at[0] == '\n' ? 1 : 2;
			rest.at += i;
			rest.len -= i;
			continue;
		}
		buf_clear(&object);
		if (!csv_row(&rest, names, count, &object, &why) ||
		    !new_computers_add(all, &object, &why))
			complain(&bad, line, &why);
	}
	for (i = 0; i < count; i++)
		free(names[i]);
	buf_fini(&object);
	return end(&bad, all, err);
}

static bool
json_row(struct slice item, struct buf *object, struct err *err)
{
	struct buf name = { 0 }, text = { 0 };
	struct slice inner, key, value;
	struct scan s;
	bool good = true;

	if (scan_at(item, "/attributes", &inner))
		item = inner;
	if (scan_type(item) != JSON_OBJECT || !scan_open(item, &s))
		return err_set(err, ERR_USAGE, "is no object");
	while (good && scan_member(&s, &key, &value)) {
		buf_clear(&name);
		buf_clear(&text);
		buf_slice(&name, key);
		if (scan_type(value) == JSON_NULL)
			continue;
		if (scan_type(value) == JSON_OBJECT ||
		    scan_type(value) == JSON_LIST)
			good = err_set(err, ERR_USAGE, "%.40s: is no plain "
			    "value", buf_string(&name));
		else
			good = scan_text(value, &text) &&
			    attrs_add((struct slice){ name.at, name.len },
			    (struct slice){ text.at, text.len }, object, err);
	}
	buf_fini(&name);
	buf_fini(&text);
	return good;
}

static bool
read_json(struct slice text, struct new_computers *all, struct err *err)
{
	struct complaint bad = { 0 };
	struct buf object = { 0 };
	struct slice list = text, item;
	size_t row = 0;
	struct scan s;

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
		struct err why;

		row++;
		buf_clear(&object);
		if (!json_row(item, &object, &why) ||
		    !new_computers_add(all, &object, &why))
			complain(&bad, row, &why);
	}
	buf_fini(&object);
	return end(&bad, all, err);
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
