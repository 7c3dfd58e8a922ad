/* The code behind the rows of admp.c that change computers, one by one. */
#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/json/scan.h>

#include <stdlib.h>
#include <string.h>

#include "admp_attrs.h"
#include "admp_parts.h"
#include "admp_ways.h"
#include "answer.h"
#include "route.h"

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

	(void)set;
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

/* The name an item of a write's answer is about: keys vary between calls. */
static bool
item_is(struct slice object, const char *target)
{
	static const char *const keys[] = {
		"/Computer Name", "/Name", "/SAM Account Name", NULL
	};
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

static enum cat_outcome
one_judge(const struct plan_request *request,
    const struct cat_reply *reply, size_t n, struct err *err)
{
	struct buf words = { 0 };
	struct slice data, item, object, value;
	struct scan s;

	if (!scan_at(reply->body, "/data", &data) || !scan_open(data, &s) ||
	    !scan_item(&s, &item))
		return CAT_UNKNOWN;
	if (scan_item(&s, &value))
		return alarm_about(err, "more than one computer touched");
	if (!scan_at(item, "/object", &object) ||
	    !item_fits(request, object, n))
		return alarm_about(err, "another computer touched");
	if (answer_number(reply->body, "/meta/total_no_of_objects", 1) > 1)
		return alarm_about(err, "that more than one computer matched");
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
static bool
disable_look(const struct plan_request *request, size_t n,
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

/* The status of exactly that computer, where the server has a column of it. */
static int
is_disabled(const struct cat_reply *reply, const char *object,
    const struct args *args)
{
	static const char *const columns[] = {
		"/COMPUTER_STATUS", "/ACCOUNT_STATUS", NULL
	};
	struct slice data, row, other, value;
	struct buf text = { 0 };
	struct scan s;
	int goal = -1;
	size_t i;

	(void)args;
	if (!scan_at(reply->body, "/data", &data) || !scan_open(data, &s) ||
	    !scan_item(&s, &row) || scan_item(&s, &other) ||
	    (!admp_row_is(row, "/COMPUTER_NAME", object) &&
	    !admp_row_is(row, "/SAM_ACCOUNT_NAME", object)))
		return -1;
	for (i = 0; columns[i] != NULL && goal < 0; i++) {
		buf_clear(&text);
		if (!scan_at(row, columns[i], &value) ||
		    !scan_text(value, &text))
			continue;
		if (strcasecmp(buf_string(&text), "disabled") == 0)
			goal = 1;
		else if (strcasecmp(buf_string(&text), "enabled") == 0)
			goal = 0;
	}
	buf_fini(&text);
	return goal;
}

const struct cat_ways admp_disable = {
	.plan = disable_plan, .judge = one_judge,
	.seek = admp_seek_fresh, .match = admp_match,
	.look = disable_look, .seen = is_disabled,
};
const struct cat_ways admp_update = {
	.check = update_check, .plan = update_plan, .judge = one_judge,
	.seek = admp_seek_fresh, .match = admp_match,
};
