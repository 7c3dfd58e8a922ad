/* The code behind id360.c's rows: devices by name, and what became of links. */
#include <endpane/base/str.h>
#include <endpane/catalog/undo.h>
#include <endpane/json/scan.h>

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "answer.h"
#include "id360_ways.h"
#include "route.h"

/* Of a device's accounts, when one is looked for. */
#define PAGES_MOST	50

/* Letters, digits and '-': ids of devices need not be numbers. */
static bool
is_device_id(struct slice id)
{
	size_t i = 0;

	while (i < id.len && (isalnum((unsigned char)id.at[i]) ||
	    id.at[i] == '-'))
		i++;
	return id.len > 0 && id.len <= 64 && i == id.len;
}

/*
 * The id behind a configured name ("wks-0077:987…"), or the value itself: any
 * that is configured, else only digits, or a name mistyped would be taken for
 * an id.
 */
static bool
device_id(const struct cat_settings *set, const char *given, struct buf *id,
    struct err *err)
{
	struct slice rest = str_slice(set->device_ids), one, name;

	while (str_next(&rest, ',', &one)) {
		const char *colon;

		one = name = str_trim(one);
		colon = one.len > 0 ? memrchr(one.at, ':', one.len) : NULL;
		if (colon != NULL) {
			name.len = (size_t)(colon - one.at);
			one = (struct slice){ colon + 1,
			    one.len - name.len - 1 };
		}
		if (!str_is_folded(name, given) && !str_is(one, given))
			continue;
		buf_slice(id, one);
		return is_device_id(one) || err_set(err, ERR_USAGE,
		    "device_ids: '%.60s' is not an id: letters, digits and -",
		    buf_string(id));
	}
	buf_text(id, given);
	return route_is_id(given, err);
}

static bool
of_device(const struct cat_op *op, const struct args *args,
    const struct cat_settings *set, struct plan *plan, struct err *err)
{
	struct buf path = { 0 }, query = { 0 }, body = { 0 }, id = { 0 };
	struct plan_request *r;
	const char *given = args_get(args, "device", 0);
	bool good;

	if (given == NULL)
		return err_set(err, ERR_USAGE, "--device is missing");
	good = device_id(set, given, &id, err) &&
	    buf_format(&path, "/devices/%s", buf_string(&id)) &&
	    route_path(op, args, &path, err) &&
	    route_query(op, args, &query, err) &&
	    route_body(op, args, &body, err);
	if (good) {
		r = plan_add(plan, op->method);
		route_fill(r, &path, &query, &body);
		if (op->target == CAT_ONE)
			plan_object(r, args_get(args, "id", 0), NULL);
	}
	buf_fini(&id);
	buf_fini(&path);
	buf_fini(&query);
	buf_wipe(&body);
	return good;
}

/* The flag is always sent: what is left out may mean anything. */
static bool
unlink_plan(const struct cat_op *op, const struct args *args,
    const struct cat_settings *set, struct plan *plan, struct err *err)
{
	struct args all = { 0 };
	bool good;

	args_copy(&all, args);
	if (args_count(args, "restrict-relink") == 0)
		args_add(&all, "restrict-relink", str_slice("false"));
	good = of_device(op, &all, set, plan, err);
	args_fini(&all);
	return good;
}

/* All ids in one call; an empty list might stand for everybody. */
static bool
unrestrict_plan(const struct cat_op *op, const struct args *args,
    const struct cat_settings *set, struct plan *plan, struct err *err)
{
	struct buf joined = { 0 }, query = { 0 };
	struct plan_request *r;
	const char *id;
	size_t n;

	if (args_count(args, "id") == 0)
		return err_set(err, ERR_GUARD, "no user named");
	for (n = 0; (id = args_get(args, "id", n)) != NULL; n++)
		if (!route_is_id(id, err))
			return false;
	if (!of_device(op, args, set, plan, err))
		return false;
	r = &plan->requests[plan->count - 1];
	route_join(args, "id", &joined);
	route_query_add(&query, "ids",
	    (struct slice){ joined.at, joined.len });
	free(r->query);
	r->query = buf_take(&query, NULL);
	buf_fini(&joined);
	for (n = 0; (id = args_get(args, "id", n)) != NULL; n++)
		plan_object(r, id, NULL);
	return true;
}

/*
 * The device's agent carries it out when it next reports, so a good answer
 * only says that the server has taken it.
 */
static enum cat_outcome
taken(const struct plan_request *request, const struct cat_reply *reply,
    size_t n, struct err *err)
{
	(void)request, (void)reply, (void)n, (void)err;
	return CAT_ACCEPTED;
}

/* The list that the request's path lies under, one full page of it. */
static bool
list_look(const char *request_path, const char *list,
    const struct cat_settings *set, struct buf *path, struct buf *query)
{
	const char *at = strstr(request_path, list);

	if (at == NULL)
		return false;
	if (set->page_limit > 0)
		buf_format(query, "limit=%d", set->page_limit);
	return buf_add(path, request_path,
	    (size_t)(at - request_path) + strlen(list));
}

static bool
accounts_look(const struct plan_request *request, size_t n,
    const struct args *args, const struct cat_settings *set, struct buf *path,
    struct buf *query)
{
	(void)n, (void)args;
	return list_look(request->path, "/accounts", set, path, query);
}

static bool
restricted_look(const struct plan_request *request, size_t n,
    const struct args *args, const struct cat_settings *set, struct buf *path,
    struct buf *query)
{
	(void)n, (void)args;
	return list_look(request->path, "/link-restricted-users", set, path,
	    query);
}

/* Which of a restricted user's members is the id, no document prints. */
static const char *const account_ids[] = { "/id", NULL };
static const char *const restricted_ids[] = {
	"/idp_user_id", "/user_id", "/id", NULL,
};

/* The first of them that is there. */
static bool
id_of(struct slice item, const char *const *pointers, struct buf *id)
{
	struct slice value;

	buf_clear(id);
	for (; *pointers != NULL; pointers++)
		if (scan_at(item, *pointers, &value))
			return scan_text(value, id);
	return false;
}

/* The row of that id; *count gets how many rows there are. */
static bool
row_of(struct slice body, const char *const *pointers, const char *id,
    struct slice *row, size_t *count)
{
	struct slice data, item;
	struct buf text = { 0 };
	struct scan s;
	bool found = false;

	*count = 0;
	if (!scan_at(body, "/data", &data) || !scan_open(data, &s))
		return false;
	while (scan_item(&s, &item)) {
		(*count)++;
		if (id_of(item, pointers, &text) &&
		    strcmp(buf_string(&text), id) == 0) {
			*row = item;
			found = true;
		}
	}
	buf_fini(&text);
	return found;
}

/* A member of the linked user's details, under either of their names. */
static bool
detail(struct slice row, const char *name, struct buf *text)
{
	static const char *const objects[] = {
		"/idp_user_details", "/idp_account_details",
	};
	struct slice object, value;
	size_t i;

	for (i = 0; i < 2; i++)
		if (scan_at(row, objects[i], &object) &&
		    scan_at(object, name, &value) &&
		    scan_type(value) != JSON_NULL)
			return scan_text(value, text);
	return false;
}

/* By link_status, since is_idp_linked is true for pending ones as well. */
static int
link_of(const struct cat_reply *reply, const char *object, struct buf *user)
{
	struct buf status = { 0 };
	struct slice row;
	size_t count;
	int linked = -1;

	if (!row_of(reply->body, account_ids, object, &row, &count))
		return -1;
	if (!detail(row, "/link_status", &status))
		linked = 0;
	else if (strcmp(buf_string(&status), "linked") == 0 ||
	    strcmp(buf_string(&status), "pending_link") == 0)
		linked = 1;
	detail(row, "/user_id", user);
	buf_fini(&status);
	return linked;
}

/* The account as the device's list has it, page after page. */
static bool
account_seek(const struct args *args, const char *target,
    const struct cat_settings *set, int attempt, struct buf *path,
    struct buf *query)
{
	const char *given = args_get(args, "device", 0);
	struct buf id = { 0 };
	struct err err;
	bool good;

	if (given == NULL || (attempt > 0 && set->page_limit <= 0) ||
	    attempt >= PAGES_MOST || !route_is_id(target, &err))
		return false;
	good = device_id(set, given, &id, &err) &&
	    buf_format(path, "/devices/%s/accounts", buf_string(&id));
	if (good && set->page_limit > 0)
		buf_format(query, "limit=%d", set->page_limit);
	if (good && attempt > 0)
		buf_format(query, "&from=%d", attempt * set->page_limit + 1);
	buf_fini(&id);
	return good;
}

static int
account_match(const struct cat_reply *reply, const char *target,
    const struct cat_settings *set, int attempt, struct args *found,
    struct err *err)
{
	struct slice row, value;
	struct buf name = { 0 };
	size_t count;

	(void)attempt;
	if (row_of(reply->body, account_ids, target, &row,
	    &count)) {
		if (scan_at(row, "/user_name", &value) &&
		    scan_text(value, &name))
			args_add(found, "label",
			    str_slice(buf_string(&name)));
		buf_fini(&name);
		return 1;
	}
	if (set->page_limit > 0 && count >= (size_t)set->page_limit)
		return 0;
	if (!scan_at(reply->body, "/data", &value) ||
	    scan_type(value) != JSON_LIST)
		err_set(err, ERR_PROTOCOL, "the server answered, but not with "
		    "accounts; nothing was changed; try again, or check the "
		    "connection's url");
	else
		err_set(err, ERR_MISSING, "the device has no such account; "
		    "nothing was changed; read the list again");
	return -1;
}

/* Linked to somebody else is not what was asked for. */
static int
is_linked(const struct cat_reply *reply, const char *object,
    const struct args *args, const struct cat_settings *set)
{
	const char *wanted = args_get(args, "idp-user", 0);
	struct buf user = { 0 };
	int linked = link_of(reply, object, &user);

	(void)set;
	if (linked == 1 && user.len > 0 && wanted != NULL)
		linked = strcmp(buf_string(&user), wanted) == 0;
	buf_fini(&user);
	return linked;
}

static int
is_not_linked(const struct cat_reply *reply, const char *object,
    const struct args *args, const struct cat_settings *set)
{
	struct buf user = { 0 };
	int linked = link_of(reply, object, &user);

	(void)set, (void)args;
	buf_fini(&user);
	return linked < 0 ? linked : !linked;
}

/* Absence from one page tells only where that page is not a full one. */
static int
is_not_restricted(const struct cat_reply *reply, const char *object,
    const struct args *args, const struct cat_settings *set)
{
	struct slice row;
	size_t count;

	(void)set, (void)args;
	if (row_of(reply->body, restricted_ids, object, &row, &count))
		return 0;
	return count < (size_t)answer_number(reply->body, "/meta/limit", 0) ?
	    1 : -1;
}

/* Pending with the wanted user: only such a link can be taken back. */
static int
is_pending(const struct cat_reply *reply, const char *object,
    const struct args *args, const struct cat_settings *set)
{
	struct buf status = { 0 };
	struct slice row;
	size_t count;
	int is = is_linked(reply, object, args, set);

	if (is == 1 && row_of(reply->body, account_ids, object, &row, &count)) {
		detail(row, "/link_status", &status);
		is = strcmp(buf_string(&status), "pending_link") == 0;
	}
	buf_fini(&status);
	return is;
}

static const struct cat_undo undo_link = {
	.verb = "cancel-link", .is = is_pending,
};
static const struct cat_undo undo_cancel = {
	.why = "link the account anew, at the level that it should have",
};
static const struct cat_undo undo_unlink = {
	.why = "the password it had is not known; link it anew",
};
static const struct cat_undo undo_unrestrict = {
	.why = "there is no call that bars users from linking",
};

const struct cat_ways id360_of_device = { .plan = of_device };
const struct cat_ways id360_link = {
	.plan = of_device, .judge = taken,
	.look = accounts_look, .seen = is_linked, .undo = &undo_link,
};
const struct cat_ways id360_cancel_link = {
	.plan = of_device, .judge = taken,
	.look = accounts_look, .seen = is_not_linked, .undo = &undo_cancel,
};
const struct cat_ways id360_unlink = {
	.plan = unlink_plan, .judge = taken,
	.seek = account_seek, .match = account_match,
	.look = accounts_look, .seen = is_not_linked, .undo = &undo_unlink,
};
const struct cat_ways id360_unrestrict = {
	.plan = unrestrict_plan, .judge = taken,
	.look = restricted_look, .seen = is_not_restricted,
	.undo = &undo_unrestrict,
};
