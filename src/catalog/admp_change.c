/* The code behind the rows of admp.c that create and change computers. */
#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/base/text.h>
#include <endpane/json/scan.h>

#include <stdlib.h>
#include <string.h>

#include "admp_attrs.h"
#include "admp_parts.h"
#include "admp_rows.h"
#include "admp_ways.h"
#include "answer.h"
#include "route.h"

/* What one call creates at most. */
#define ROWS_A_CALL	100

/* The attempt of a seek that asks for COMPUTER_NAME. */
#define BY_NAME		2

/*
 * One call a computer, by the exact filter that a fresh read has found: the
 * seek has put them into the arguments, one a name. body may be NULL.
 */
static bool
plan_each(const struct cat_op *op, const struct args *args, const char *body,
    struct plan *plan, struct err *err)
{
	const char *domain = admp_only_domain(args, err), *name, *filter;
	struct buf path = { 0 }, query = { 0 }, copy = { 0 };
	struct plan_request *r;
	size_t n;

	if (domain == NULL)
		return false;
	for (n = 0; (name = args_get(args, "id", n)) != NULL; n++) {
		if (!admp_is_exact(name, err))
			return false;
		filter = args_get(args, "found", n);
		if (filter == NULL || strstr(filter, name) == NULL)
			return err_set(err, ERR_GUARD,
			    "no fresh read has found the computer");
		buf_text(&path, op->path);
		route_query_add(&query, "domain", str_slice(domain));
		route_query_add(&query, "filter", str_slice(filter));
		buf_text(&query, "&from=1&limit=1");
		if (body != NULL)
			buf_text(&copy, body);
		r = plan_add(plan, op->method);
		route_fill(r, &path, &query, &copy);
		plan_object(r, name, name);
	}
	if (n == 0)
		return err_set(err, ERR_GUARD, "no computer named");
	return true;
}

/* One domain, and names that can be asked for: said before anything is read. */
static bool
disable_check(const struct args *args, const struct cat_settings *set,
    struct err *err)
{
	const char *name;
	size_t n;

	(void)set;
	if (admp_only_domain(args, err) == NULL)
		return false;
	for (n = 0; (name = args_get(args, "id", n)) != NULL; n++)
		if (!admp_is_exact(name, err))
			return false;
	return true;
}

static bool
disable_plan(const struct cat_op *op, const struct args *args,
    const struct cat_settings *set, struct plan *plan, struct err *err)
{
	(void)set;
	return plan_each(op, args, NULL, plan, err);
}

/* What makes a computer that one and no other is never given to several. */
static bool
update_check(const struct args *args, const struct cat_settings *set,
    struct err *err)
{
	const char *own = attrs_own(args, "attr");
	struct buf object = { 0 };
	bool good;

	if (!disable_check(args, set, err))
		return false;
	if (own != NULL && args_count(args, "id") > 1)
		return err_set(err, ERR_GUARD, "%s is for one computer, and "
		    "%zu are meant", own, args_count(args, "id"));
	good = attrs_add_all(args, "attr", &object, err);
	buf_fini(&object);
	return good;
}

/* The check again, since a filter may have found several. */
static bool
update_plan(const struct cat_op *op, const struct args *args,
    const struct cat_settings *set, struct plan *plan, struct err *err)
{
	struct buf object = { 0 }, body = { 0 };
	bool good;

	good = update_check(args, set, err) &&
	    attrs_add_all(args, "attr", &object, err);
	if (good) {
		buf_format(&body, "{\"data\":{\"attributes\":%s}}}",
		    buf_string(&object));
		good = plan_each(op, args, buf_string(&body), plan, err);
	}
	buf_fini(&object);
	buf_fini(&body);
	return good;
}

/* Where an item of a write's answer has its name: keys vary between calls. */
static const char *const keys[] = {
	"/Computer Name", "/Name", "/SAM Account Name", NULL
};

static bool
has_name(struct slice object)
{
	struct slice value;
	size_t i;

	for (i = 0; keys[i] != NULL; i++)
		if (scan_at(object, keys[i], &value))
			return true;
	return scan_at(object, "/Distinguished Name", &value);
}

/* Is the item about that computer? */
static bool
item_is(struct slice object, const char *target)
{
	struct buf text = { 0 };
	struct slice value;
	const char *comma;
	bool same = false;
	size_t i;

	for (i = 0; keys[i] != NULL; i++)
		if (scan_at(object, keys[i], &value))
			return admp_row_is(object, keys[i], target);
	if (scan_at(object, "/Distinguished Name", &value) &&
	    scan_text(value, &text) &&
	    strncasecmp(buf_string(&text), "CN=", 3) == 0) {
		comma = strchrnul(buf_string(&text), ',');
		same = admp_is_name((struct slice){ text.at + 3,
		    (size_t)(comma - text.at) - 3 }, target);
	}
	buf_fini(&text);
	return same;
}

static enum cat_outcome
alarm_about(struct err *err, const char *what)
{
	err_set(err, ERR_PROTOCOL,
	    "the server reports %s: look at the domain at once", what);
	return CAT_UNKNOWN;
}

/* The new name that a request gives a computer; appended, or nothing. */
static void
new_name(const struct plan_request *request, struct buf *name)
{
	struct slice value;

	if (request->body != NULL && scan_at(str_slice(request->body),
	    "/data/attributes/name", &value))
		scan_text(value, name);
}

/* An item about the one meant, also under the name that it just got. */
static bool
item_fits(const struct plan_request *request, struct slice object, size_t n)
{
	struct buf name = { 0 };
	bool fits = item_is(object, request->objects[n].id);

	new_name(request, &name);
	if (!fits && name.len > 0)
		fits = item_is(object, buf_string(&name));
	buf_fini(&name);
	return fits;
}

/* 1 is done, 0 refused with words; anything else is not known. */
static enum cat_outcome
status_of(struct slice item, struct err *err)
{
	struct buf words = { 0 };
	struct slice value;

	switch (answer_number(item, "/status/status_code", -1)) {
	case 1:
		return CAT_APPLIED;
	case 0:
		if (scan_at(item, "/status/status_message", &value))
			scan_text(value, &words);
		err_set(err, ERR_REFUSED, "%.300s", words.len > 0 ?
		    buf_string(&words) : "the server refused");
		buf_fini(&words);
		return CAT_REJECTED;
	default:
		return CAT_UNKNOWN;
	}
}

/* The seek once more, with the filter of the request itself. */
bool
admp_look_again(const struct plan_request *request, size_t n,
    const struct args *args, const struct cat_settings *set, struct buf *path,
    struct buf *query)
{
	const char *domain = args_get(args, "domain", 0);
	const char *filter = request->query != NULL ?
	    strstr(request->query, "filter=") : NULL;

	(void)n, (void)set;
	if (domain == NULL || filter == NULL)
		return false;
	buf_text(path, "/computers");
	route_query_add(query, "domains", str_slice(domain));
	return buf_format(query, "&%.*s&refresh=true",
	    (int)strcspn(filter, "&"), filter);
}

/* What a status says of a computer: 1 disabled, 0 enabled, -1 neither. */
static int
status_says(struct slice row, const char *pointer)
{
	struct buf text = { 0 };
	struct slice value;
	int goal = -1;

	if (scan_at(row, pointer, &value) && scan_text(value, &text)) {
		if (strcasecmp(buf_string(&text), "disabled") == 0)
			goal = 1;
		else if (strcasecmp(buf_string(&text), "enabled") == 0)
			goal = 0;
	}
	buf_fini(&text);
	return goal;
}

/*
 * The status of exactly that computer: from the configured column, or where
 * none is, from the usual ones.
 */
static int
is_disabled(const struct cat_reply *reply, const char *object,
    const struct args *args, const struct cat_settings *set)
{
	struct slice data, row, other;
	char *pointer;
	struct scan s;
	int goal;

	(void)args;
	if (!scan_at(reply->body, "/data", &data) || !scan_open(data, &s) ||
	    !scan_item(&s, &row) || scan_item(&s, &other) ||
	    (!admp_row_is(row, "/COMPUTER_NAME", object) &&
	    !admp_row_is(row, "/SAM_ACCOUNT_NAME", object)))
		return -1;
	if (set->status_column != NULL) {
		pointer = mem_format("/%s", set->status_column);
		goal = status_says(row, pointer);
		free(pointer);
		return goal;
	}
	goal = status_says(row, "/COMPUTER_STATUS");
	return goal >= 0 ? goal : status_says(row, "/ACCOUNT_STATUS");
}

static enum cat_outcome
one_judge(const struct plan_request *request,
    const struct cat_reply *reply, size_t n, struct err *err)
{
	struct slice data, item, object, value;
	struct scan s;

	if (!scan_at(reply->body, "/data", &data) || !scan_open(data, &s))
		return CAT_UNKNOWN;
	if (scan_type(data) == JSON_OBJECT)
		item = data;
	else if (!scan_item(&s, &item))
		return CAT_UNKNOWN;
	else if (scan_item(&s, &value))
		return alarm_about(err, "more than one computer touched");
	if (!scan_at(item, "/object", &object) ||
	    !item_fits(request, object, n))
		return alarm_about(err, "another computer touched");
	if (answer_number(reply->body, "/meta/total_no_of_objects", 1) > 1)
		return alarm_about(err, "that more than one computer matched");
	return status_of(item, err);
}

/* {"template":…,"data":[{"attributes":…},…]} for the rows from n on. */
static bool
add_creation(const struct cat_op *op, const struct args *args,
    const struct new_computers *all, size_t n, struct plan *plan,
    struct err *err)
{
	const char *domain = admp_only_domain(args, err);
	const char *template = args_get(args, "template", 0);
	struct buf path = { 0 }, query = { 0 }, body = { 0 };
	struct plan_request *r;
	size_t i;

	if (domain == NULL)
		return false;
	buf_char(&body, '{');
	if (template != NULL && str_digits(str_slice(template), 18))
		buf_format(&body, "\"template\":{\"template_id\":%s},",
		    template);
	else if (template != NULL) {
		buf_text(&body, "\"template\":{\"template_name\":");
		text_json_string(str_slice(template), &body);
		buf_text(&body, "},");
	}
	buf_text(&body, "\"data\":[");
	for (i = n; i < all->count && i < n + ROWS_A_CALL; i++)
		buf_format(&body, "%s{\"attributes\":%s}", i > n ? "," : "",
		    all->list[i].attributes);
	buf_text(&body, "]}");
	buf_text(&path, op->path);
	route_query_add(&query, "domain", str_slice(domain));
	r = plan_add(plan, op->method);
	route_fill(r, &path, &query, &body);
	for (i = n; i < all->count && i < n + ROWS_A_CALL; i++)
		plan_object(r, all->list[i].name, all->list[i].name);
	return true;
}

static bool
is_wanted(const struct args *args, const char *name)
{
	const char *only;
	size_t n;

	for (n = 0; (only = args_get(args, CAT_ONLY, n)) != NULL; n++)
		if (strcasecmp(only, name) == 0)
			return true;
	return n == 0;
}

/* Of the rows those that --only names; what it names has to be there. */
static bool
keep_wanted(const struct args *args, struct new_computers *all,
    struct err *err)
{
	const char *only;
	size_t i, n, kept = 0;

	for (n = 0; (only = args_get(args, CAT_ONLY, n)) != NULL; n++) {
		for (i = 0; i < all->count &&
		    strcasecmp(all->list[i].name, only) != 0; i++)
			;
		if (i == all->count)
			return err_set(err, ERR_USAGE, "only: no row is "
			    "named %.60s", only);
	}
	for (i = 0; i < all->count; i++)
		if (is_wanted(args, all->list[i].name))
			all->list[kept++] = all->list[i];
		else {
			free(all->list[i].name);
			free(all->list[i].attributes);
		}
	all->count = kept;
	return true;
}

/* All rows of the file that are to be sent; bad ones only by a flag. */
static bool
rows_to_send(const struct args *args, const char *text,
    struct new_computers *all, struct err *err)
{
	const char *skips = args_get(args, CAT_SKIPS, 0);
	bool good;

	good = new_computers_read(str_slice(text), all, err) &&
	    ((skips != NULL && strcmp(skips, "true") == 0) ||
	    new_computers_are_good(all, err)) &&
	    keep_wanted(args, all, err);
	if (good && all->count == 0)
		good = err_set(err, ERR_USAGE, "no row is left to be sent");
	if (!good)
		err_at(err, args_get(args, "from", 0) != NULL ?
		    args_get(args, "from", 0) : "the rows");
	return good;
}

static bool
create_plan(const struct cat_op *op, const struct args *args,
    const struct cat_settings *set, struct plan *plan, struct err *err)
{
	const char *text = args_get(args, "from-text", 0);
	bool typed = args_count(args, "attr") > 0, good;
	struct new_computers all = { 0 };
	struct buf object = { 0 };
	size_t n;

	(void)set;
	if (typed == (text != NULL))
		return err_set(err, ERR_USAGE, typed ?
		    "--attr and --from exclude each other" :
		    "--attr or --from is needed");
	if (typed)
		good = attrs_add_all(args, "attr", &object, err) &&
		    new_computers_add(&all, 1, &object, err);
	else
		good = rows_to_send(args, text, &all, err);
	for (n = 0; good && n < all.count; n += ROWS_A_CALL)
		good = add_creation(op, args, &all, n, plan, err);
	new_computers_fini(&all);
	buf_fini(&object);
	return good;
}

static bool
create_preview(const struct args *args, cat_row_fn *each, void *who,
    struct err *err)
{
	const char *text = args_get(args, "from-text", 0);
	struct new_computers all = { 0 };
	size_t i = 0, n = 0;
	bool good;

	if (text == NULL)
		return err_set(err, ERR_USAGE, "from is missing");
	good = new_computers_read(str_slice(text), &all, err);
	while (i < all.count || n < all.bad_count) {
		const struct new_computer *row = &all.list[i];
		const struct bad_row *bad = &all.bad[n];

		if (n == all.bad_count || (i < all.count &&
		    row->line < bad->line)) {
			each(who, row->line, row->name, NULL, NULL);
			i++;
		} else {
			each(who, bad->line, bad->name, bad->column,
			    bad->why);
			n++;
		}
	}
	new_computers_fini(&all);
	return good;
}

/* The only item of that name; false: there is none, or more than one. */
static bool
item_of(struct slice data, const char *name, struct slice *found)
{
	struct slice item, object;
	struct scan s;
	size_t same = 0;

	if (!scan_open(data, &s))
		return false;
	while (scan_item(&s, &item))
		if (scan_at(item, "/object", &object) &&
		    item_is(object, name)) {
			*found = item;
			same++;
		}
	return same == 1;
}

/* An item whose name is none of those in the request; one without is not. */
static bool
is_stranger(const struct plan_request *request, struct slice object)
{
	size_t i;

	if (!has_name(object))
		return false;
	for (i = 0; i < request->object_count; i++)
		if (item_is(object, request->objects[i].id))
			return false;
	return true;
}

static enum cat_outcome
create_judge(const struct plan_request *request,
    const struct cat_reply *reply, size_t n, struct err *err)
{
	struct slice data, item, object;
	struct scan s;
	size_t count = 0;
	bool strange = false;

	if (!scan_at(reply->body, "/data", &data) || !scan_open(data, &s))
		return CAT_UNKNOWN;
	/* Once for all of them. */
	for (; scan_item(&s, &item); count++)
		strange |= n == 0 && scan_at(item, "/object", &object) &&
		    is_stranger(request, object);
	if (count > request->object_count)
		return alarm_about(err, "more computers than were sent");
	if (strange)
		return alarm_about(err, "a computer that was not sent");
	return item_of(data, request->objects[n].id, &item) ?
	    status_of(item, err) : CAT_UNKNOWN;
}

static bool
create_item(const struct plan_request *request, const struct cat_reply *reply,
    size_t n, struct slice *item)
{
	struct slice data;

	return scan_at(reply->body, "/data", &data) &&
	    item_of(data, request->objects[n].id, item);
}

static bool
one_item(const struct plan_request *request, const struct cat_reply *reply,
    size_t n, struct slice *item)
{
	struct slice data;
	struct scan s;

	(void)request, (void)n;
	return scan_at(reply->body, "/data", &data) && scan_open(data, &s) &&
	    scan_item(&s, item);
}

const struct cat_ways admp_disable = {
	.check = disable_check, .plan = disable_plan, .judge = one_judge,
	.item = one_item,
	.seek = admp_seek_fresh, .match = admp_match,
	.look = admp_look_again, .seen = is_disabled,
	.undo = &admp_undo_disable,
};
const struct cat_ways admp_update = {
	.check = update_check, .plan = update_plan, .judge = one_judge,
	.item = one_item,
	.seek = admp_seek_fresh, .match = admp_match_values,
	.look = admp_look_again, .seen = admp_is_updated,
	.undo = &admp_undo_update,
};
/* By its name alone: what was just made may have no account name yet. */
static bool
create_look(const struct plan_request *request, size_t n,
    const struct args *args, const struct cat_settings *set, struct buf *path,
    struct buf *query)
{
	return admp_seek_fresh(args, request->objects[n].id, set, BY_NAME,
	    path, query);
}

/*
 * A directory has no two of a name: one that is there, and was not before, is
 * the one that was wanted.
 */
static int
is_created(const struct cat_reply *reply, const char *object,
    const struct args *args, const struct cat_settings *set)
{
	struct args found = { 0 };
	struct err ignored;
	int is = admp_match(reply, object, set, BY_NAME, &found, &ignored);

	(void)args;
	args_fini(&found);
	return is;
}

const struct cat_ways admp_create = {
	.plan = create_plan, .judge = create_judge, .item = create_item,
	.look = create_look, .seen = is_created, .compares = true,
	.undo = &admp_undo_create, .preview = create_preview,
};
