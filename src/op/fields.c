/* Any JSON as labels and values, or as text again; secrets masked. */
#include <endpane/base/clock.h>
#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/catalog/cell.h>
#include <endpane/json/scan.h>
#include <endpane/op/fields.h>

#define MASK		"********"
#define FIELDS_MOST	50000

/* Strings as places in the text, which moves while it grows. */
struct place {
	size_t	section;
	size_t	label;
	size_t	value;
};

struct draft {
	struct fields	*fields;
	struct place	*places;
	size_t		 section;	/* the one that fields go into now */
	struct buf	 used;		/* "\n/a/b\n/c\n": shown as columns */
	bool		 full;
};

/* A key as it stands between its quotes, decoded. */
static void
key_text(struct slice key, struct buf *out)
{
	scan_text((struct slice) { key.at - 1, key.len + 2 }, out);
}

static bool
is_secret_key(struct slice key)
{
	struct buf text = { 0 };
	bool secret;

	if (memchr(key.at, '\\', key.len) == NULL)
		return cat_is_secret_field(key);
	key_text(key, &text);
	secret = cat_is_secret_field((struct slice) { text.at, text.len });
	buf_fini(&text);
	return secret;
}

/* Does the server hide or withhold it anyway? Then there is nothing to mask. */
static bool
says_nothing(struct slice value)
{
	struct buf text = { 0 };
	enum json_type type = scan_type(value);
	bool nothing;

	if (type == JSON_OBJECT || type == JSON_LIST)
		return false;
	scan_text(value, &text);
	nothing = type == JSON_NULL ||
	    cell_absent(CAT_TEXT, (struct slice) { text.at, text.len });
	buf_fini(&text);
	return nothing;
}

/* What a server calls nothing need not be hidden; "null" may be a secret. */
static bool
needs_mask(struct slice value)
{
	return str_is(str_trim(value), "\"null\"") || !says_nothing(value);
}

/* Keeps text as a string of its own: a NUL from a server must not end it. */
static size_t
keep(struct draft *d, struct slice text)
{
	struct buf *out = &d->fields->text;
	size_t place = out->len, n;

	for (n = 0; n < text.len; n++)
		if (text.at[n] == '\0')
			buf_text(out, "\\x00");
		else
			buf_char(out, text.at[n]);
	buf_char(out, '\0');
	return place;
}

static size_t
keep_text(struct draft *d, const char *text)
{
	return keep(d, str_slice(text));
}

static void
add(struct draft *d, struct slice label, struct slice value, bool secret)
{
	struct fields *f = d->fields;
	size_t n = f->count;

	if (n >= FIELDS_MOST || f->text.full) {
		d->full = true;
		return;
	}
	f->list = mem_grow(f->list, n + 1, sizeof(*f->list));
	d->places = mem_grow(d->places, n + 1, sizeof(*d->places));
	d->places[n].section = d->section;
	d->places[n].label = keep(d, label);
	d->places[n].value = secret ? keep_text(d, MASK) : keep(d, value);
	f->list[n] = (struct field) { .is_secret = secret,
		.is_absent = !secret && value.len == 0 };
	f->count++;
}

/* Where a member without a column holds a time, its name says so. */
static enum cat_kind
kind_of(struct slice label)
{
	return str_ends(label, "_time") || str_ends(label, "_date") ?
	    CAT_MILLIS : CAT_TEXT;
}

static bool
is_plausible(struct slice digits)
{
	int64_t ms;

	/* From 2000 to 2100: smaller numbers are durations or counts. */
	return str_digits(digits, 13) && str_number(digits, &ms) &&
	    ms >= 946684800000 && ms < 4102444800000;
}

static void
add_scalar(struct draft *d, struct slice label, struct slice value)
{
	struct cat_column column = { .kind = kind_of(label) };
	struct buf raw = { 0 }, shown = { 0 };
	struct slice text;

	if (scan_type(value) != JSON_NULL)
		scan_text(value, &raw);
	text = (struct slice) { raw.at, raw.len };
	if (column.kind == CAT_MILLIS && !is_plausible(text))
		column.kind = CAT_TEXT;
	if (cell_absent(kind_of(label), text))
		add(d, label, (struct slice) { 0 }, false);
	else {
		cell_show(&column, text, &shown);
		add(d, label, (struct slice) { shown.at, shown.len }, false);
	}
	buf_fini(&raw);
	buf_fini(&shown);
}

static bool
is_container(struct slice value)
{
	enum json_type type = scan_type(value);

	return type == JSON_OBJECT || type == JSON_LIST;
}

/* [1, 2] is one field "1, 2"; a list with objects in it is sections. */
static bool
is_flat(struct slice list)
{
	struct scan s;
	struct slice item;

	if (scan_type(list) != JSON_LIST || !scan_open(list, &s))
		return false;
	while (scan_item(&s, &item))
		if (is_container(item))
			return false;
	return true;
}

static bool
is_empty_object(struct slice value)
{
	struct slice key, member;
	struct scan s;

	return scan_type(value) == JSON_OBJECT && scan_open(value, &s) &&
	    !scan_member(&s, &key, &member);
}

static void
add_flat(struct draft *d, struct slice label, struct slice list)
{
	struct buf joined = { 0 };
	struct scan s;
	struct slice item;

	scan_open(list, &s);
	while (scan_item(&s, &item)) {
		if (joined.len > 0)
			buf_text(&joined, ", ");
		if (scan_type(item) != JSON_NULL)
			scan_text(item, &joined);
	}
	add(d, label, (struct slice) { joined.at, joined.len }, false);
	buf_fini(&joined);
}

static bool
is_used(const struct draft *d, const char *path)
{
	char *line = mem_format("\n%s\n", path);
	bool used = strstr(buf_string(&d->used), line) != NULL;

	free(line);
	return used;
}

static void	add_container(struct draft *d, const char *section,
		    const char *path, struct slice value);

/* One member: now a field, later (deep) a section. */
static void
add_member(struct draft *d, const char *section, const char *path,
    struct slice key, struct slice value, bool deep)
{
	struct buf label = { 0 };
	char *below, *named;

	key_text(key, &label);
	below = mem_format("%s/%s", path, buf_string(&label));
	if (is_used(d, below))
		;
	else if (cat_is_secret_field((struct slice) { label.at, label.len }) &&
	    needs_mask(value)) {
		if (!deep)
			add(d, (struct slice) { label.at, label.len },
			    (struct slice) { 0 }, true);
	} else if (is_empty_object(value)) {
		if (!deep)
			add(d, (struct slice) { label.at, label.len },
			    (struct slice) { 0 }, false);
	} else if (is_container(value) && !is_flat(value)) {
		named = mem_format("%s%s%s", section,
		    *section != '\0' ? " " : "", buf_string(&label));
		if (deep)
			add_container(d, named, below, value);
		free(named);
	} else if (!deep) {
		if (is_flat(value))
			add_flat(d, (struct slice) { label.at, label.len },
			    value);
		else
			add_scalar(d, (struct slice) { label.at, label.len },
			    value);
	}
	free(below);
	buf_fini(&label);
}

/* Fields first, so that a section is in one piece; then what is below it. */
static void
add_object(struct draft *d, const char *section, const char *path,
    struct slice object)
{
	struct scan s;
	struct slice key, value;
	int deep;

	for (deep = 0; deep < 2 && scan_open(object, &s); deep++) {
		if (deep == 0)
			d->section = keep_text(d, section);
		while (!d->full && scan_member(&s, &key, &value))
			add_member(d, section, path, key, value, deep == 1);
	}
}

static void
add_container(struct draft *d, const char *section, const char *path,
    struct slice value)
{
	struct scan s;
	struct slice item;
	size_t n = 0;
	char *named;

	if (scan_type(value) == JSON_OBJECT) {
		add_object(d, section, path, value);
		return;
	}
	scan_open(value, &s);
	while (!d->full && scan_item(&s, &item)) {
		named = mem_format("%s%s%zu", section,
		    *section != '\0' ? " " : "", ++n);
		d->section = keep_text(d, named);
		/* Paths have no list indexes: nothing below is a column. */
		if (is_container(item) && !is_flat(item))
			add_container(d, named, "\n", item);
		else if (is_flat(item))
			add_flat(d, str_slice(""), item);
		else
			add_scalar(d, str_slice(""), item);
		free(named);
	}
}

/* The first of the column's paths that says something, else one that is. */
static bool
find_column(const struct cat_column *column, struct slice body,
    struct slice *value, struct slice *where)
{
	struct slice paths = str_slice(column->path), path, found;
	bool there = false;
	char *pointer;

	/* The configuration names that one; here it stands by its own name. */
	if (column->path[0] == '?')
		return false;
	while (str_next(&paths, '|', &path)) {
		pointer = mem_slice(path.at, path.len);
		if (scan_at(body, pointer, &found) && !is_container(found) &&
		    (!there || !says_nothing(found))) {
			there = true;
			*value = found;
			*where = path;
		}
		free(pointer);
		if (there && !says_nothing(*value))
			break;
	}
	return there;
}

static void
add_column(struct draft *d, const struct cat_column *column,
    struct slice body)
{
	struct buf raw = { 0 }, shown = { 0 };
	struct slice value, where;

	if (!find_column(column, body, &value, &where))
		return;
	buf_slice(&d->used, where);
	buf_char(&d->used, '\n');
	if (scan_type(value) != JSON_NULL)
		scan_text(value, &raw);
	cell_show(column, (struct slice) { raw.at, raw.len }, &shown);
	add(d, str_slice(column->title), (struct slice) { shown.at,
	    shown.len }, column->kind == CAT_SECRET && needs_mask(value));
	buf_fini(&raw);
	buf_fini(&shown);
}

static void
settle(struct draft *d)
{
	struct fields *f = d->fields;
	const char *text = buf_string(&f->text);
	size_t n;

	for (n = 0; n < f->count; n++) {
		f->list[n].section = text + d->places[n].section;
		f->list[n].label = text + d->places[n].label;
		f->list[n].value = text + d->places[n].value;
	}
}

bool
fields_read(struct fields *fields, const struct cat_resource *resource,
    struct slice body, struct err *err)
{
	struct draft d = { .fields = fields };
	const struct cat_column *c;

	*fields = (struct fields) { 0 };
	if (!scan_check(body, err))
		return false;
	buf_char(&d.used, '\n');
	d.section = keep_text(&d, "");
	for (c = resource != NULL ? resource->columns : NULL;
	    c != NULL && c->name != NULL; c++)
		add_column(&d, c, body);
	if (is_container(body))
		add_container(&d, "", "", body);
	else
		add_scalar(&d, str_slice(""), body);
	settle(&d);
	free(d.places);
	buf_fini(&d.used);
	if (!d.full)
		return true;
	fields_fini(fields);
	return err_set(err, ERR_PROTOCOL,
	    "the answer has more than %d fields", FIELDS_MOST);
}

void
fields_fini(struct fields *fields)
{
	free(fields->list);
	buf_fini(&fields->text);
	*fields = (struct fields) { 0 };
}

/* depth -1: on one line. */
static void
new_line(struct buf *out, int depth)
{
	if (depth < 0)
		return;
	buf_char(out, '\n');
	while (depth-- > 0)
		buf_text(out, "  ");
}

static void
write_value(struct slice value, int depth, struct buf *out)
{
	bool object = scan_type(value) == JSON_OBJECT, first = true;
	int below = depth < 0 ? -1 : depth + 1;
	struct slice key, item;
	struct scan s;

	if (!scan_open(value, &s)) {
		buf_slice(out, str_trim(value));
		return;
	}
	buf_char(out, object ? '{' : '[');
	while (object ? scan_member(&s, &key, &item) : scan_item(&s, &item)) {
		if (!first)
			buf_char(out, ',');
		first = false;
		new_line(out, below);
		if (object) {
			buf_add(out, key.at - 1, key.len + 2);
			buf_text(out, depth < 0 ? ":" : ": ");
		}
		if (object && is_secret_key(key) && needs_mask(item))
			buf_text(out, "\"" MASK "\"");
		else
			write_value(item, below, out);
	}
	if (!first)
		new_line(out, depth);
	buf_char(out, object ? '}' : ']');
}

bool
fields_pretty(struct slice body, struct buf *out, struct err *err)
{
	if (!scan_check(body, err))
		return false;
	write_value(body, 0, out);
	if (out->full)
		return err_set(err, ERR_PROTOCOL, "the answer is too large");
	return true;
}

bool
fields_masked(struct slice body, struct buf *out)
{
	write_value(body, -1, out);
	return !out->full;
}
