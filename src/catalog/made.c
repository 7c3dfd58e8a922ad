/* Creating read back: is what was to be made among what there is? */
#include <endpane/base/str.h>
#include <endpane/json/scan.h>

#include <string.h>

#include "made.h"
#include "route.h"

/* The two texts of an id, as numbers of any length. */
static bool
is_greater(struct slice a, struct slice b)
{
	return a.len != b.len ? a.len > b.len : a.len > 0 &&
	    memcmp(a.at, b.at, a.len) > 0;
}

static bool
text_is(struct slice row, const char *pointer, const char *wanted,
    struct buf *text)
{
	struct slice value;

	buf_clear(text);
	return scan_at(row, pointer, &value) && scan_text(value, text) &&
	    strcmp(buf_string(text), wanted) == 0;
}

/* What a row shows of the arguments is as they are. */
static bool
fits(const struct made_list *list, struct slice row, const struct args *args,
    struct buf *text)
{
	const struct made_field *f;
	struct slice value;

	for (f = list->fields; f->name != NULL; f++) {
		const char *wanted = args_get(args, f->name, 0);

		buf_clear(text);
		if (wanted == NULL || !scan_at(row, f->pointer, &value))
			continue;
		if (!scan_text(value, text) ||
		    strcmp(buf_string(text), wanted) != 0)
			return false;
	}
	return true;
}

bool
made_is_whole(struct slice body)
{
	struct slice next;

	return !scan_at(body, "/paging/next", &next) ||
	    scan_type(next) != JSON_TEXT || next.len <= 2;
}

/*
 * Nobody says when a group was made: the one of that name has to be the only
 * one, with all that was given, and the newest of all by its id. One that was
 * there before is not taken for it then.
 */
int
made_find(const struct made_list *list, struct slice body,
    const char *name, const struct args *args, struct buf *id)
{
	struct buf text = { 0 }, newest = { 0 }, own = { 0 };
	struct slice rows, row, value;
	size_t named = 0;
	bool good = false, is_odd = false;
	struct scan s;

	if (!scan_at(body, list->rows, &rows) || scan_type(rows) != JSON_LIST ||
	    !scan_open(rows, &s))
		return -1;
	while (scan_item(&s, &row)) {
		buf_clear(&own);
		if (!scan_at(row, list->id, &value) ||
		    !scan_text(value, &own)) {
			is_odd = true;
			continue;
		}
		if (is_greater((struct slice){ own.at, own.len },
		    (struct slice){ newest.at, newest.len })) {
			buf_clear(&newest);
			buf_add(&newest, own.at, own.len);
		}
		if (!text_is(row, list->name, name, &text))
			continue;
		/* A page that moved on shows a row again. */
		if (named > 0 && strcmp(buf_string(id), buf_string(&own)) == 0)
			continue;
		good = named++ == 0 && fits(list, row, args, &text);
		buf_clear(id);
		buf_add(id, own.at, own.len);
	}
	good = good && strcmp(buf_string(id), buf_string(&newest)) == 0;
	buf_fini(&text);
	buf_fini(&newest);
	buf_fini(&own);
	if (!made_is_whole(body) || (named == 0 && is_odd))
		return -1;
	return named == 0 ? 0 : good ? 1 : -1;
}

bool
made_look(const char *path, const struct cat_settings *set, struct buf *out,
    struct buf *query)
{
	buf_text(out, path);
	return set->page_limit <= 0 ||
	    buf_format(query, "limit=%d", set->page_limit);
}

bool
made_plan(const struct cat_op *op, const struct args *args,
    const struct cat_settings *set, struct plan *plan, struct err *err)
{
	const char *name = args_get(args, "name", 0);
	struct buf path = { 0 }, body = { 0 };
	struct plan_request *r;

	(void)set;
	if (!route_body(op, args, &body, err)) {
		buf_fini(&body);
		return false;
	}
	buf_text(&path, op->path);
	r = plan_add(plan, op->method);
	route_fill(r, &path, NULL, &body);
	plan_object(r, name != NULL ? name : "-", name);
	return true;
}
