/* The code behind the writing rows of users.c: who is removed, what is sent. */
#include <endpane/base/str.h>
#include <endpane/base/text.h>
#include <endpane/json/scan.h>

#include <string.h>

#include "answer.h"
#include "echoed.h"
#include "mdm_ways.h"
#include "route.h"

static bool
remove_plan(const struct cat_op *op, const struct args *args,
    const struct cat_settings *set, struct plan *plan, struct err *err)
{
	struct route_list list = { .path = "/users", .name = "id",
		.wire = "user_ids", .rest = "", .as_text = true };
	struct buf path = { 0 };
	struct plan_request *r;

	list.method = set->user_remove_delete ? "DELETE" : op->method;
	if (args_count(args, "id") != 1)
		return route_many(&list, args, plan, err);
	if (!route_path(op, args, &path, err)) {
		buf_fini(&path);
		return false;
	}
	r = plan_add(plan, list.method);
	route_fill(r, &path, NULL, NULL);
	plan_object(r, args_get(args, "id", 0), NULL);
	return true;
}

static bool
user_look(const struct plan_request *request, size_t n,
    const struct args *args, const struct cat_settings *set, struct buf *path,
    struct buf *query)
{
	(void)args, (void)set, (void)query;
	return buf_format(path, "/users/%s", request->objects[n].id);
}

static bool
update_seek(const struct args *args, const char *target,
    const struct cat_settings *set, int attempt, struct buf *path,
    struct buf *query)
{
	struct err err;

	(void)args, (void)set, (void)query;
	return attempt == 0 && route_is_id(target, &err) &&
	    buf_format(path, "/users/%s", target);
}

/* The first of two members that is there: names differ between calls. */
static bool
either(struct slice body, const char *a, const char *b, struct buf *text)
{
	struct slice value;

	return (scan_at(body, a, &value) || scan_at(body, b, &value)) &&
	    scan_type(value) == JSON_TEXT && scan_text(value, text);
}

int
users_match(const struct cat_reply *reply, const char *target,
    const struct cat_settings *set, int attempt, struct args *found,
    struct err *err)
{
	struct buf text = { 0 }, id = { 0 };
	struct slice value;
	struct scan s;
	bool other;

	(void)set, (void)attempt;
	if (answer_is_double(reply->body)) {
		err_set(err, ERR_PROTOCOL, "the server's answer has a key "
		    "twice; nothing was sent; it cannot be told which counts");
		return -1;
	}
	if (scan_type(reply->body) != JSON_OBJECT ||
	    !scan_open(reply->body, &s) || !scan_more(&s)) {
		err_set(err, ERR_PROTOCOL, "the server answered, but not with "
		    "a user; nothing was changed; try again, or check the "
		    "connection's url");
		return -1;
	}
	other = scan_at(reply->body, "/user_id", &value) &&
	    scan_text(value, &id) && strcmp(buf_string(&id), target) != 0;
	buf_fini(&id);
	if (other) {
		err_set(err, ERR_PROTOCOL, "the server shows another user; "
		    "nothing was changed; try again");
		return -1;
	}
	if (either(reply->body, "/user_email", "/email_address", &text))
		args_add(found, "found-email", str_slice(buf_string(&text)));
	buf_clear(&text);
	if (either(reply->body, "/name", "/user_name", &text)) {
		args_add(found, "found-name", str_slice(buf_string(&text)));
		args_add(found, "label", str_slice(buf_string(&text)));
	}
	buf_clear(&text);
	if (either(reply->body, "/phone_number", "/phone_number", &text))
		args_add(found, "found-phone", str_slice(buf_string(&text)));
	buf_fini(&text);
	return 1;
}

static bool
is_masked(const char *name, struct err *err)
{
	return err_set(err, ERR_GUARD, "--%s with * in it is masked: sent back "
	    "it would replace the real one; nothing was sent; type it "
	    "whole", name);
}

/*
 * A member of the body: as given, else as the server shows it. All three are
 * needed by the call, and what the server masks must never come back to it.
 */
static bool
add_member(const struct args *args, const char *name, const char *found,
    const char *wire, struct buf *body, struct err *err)
{
	const char *value = args_get(args, name, 0);

	if (value == NULL)
		value = args_get(args, found, 0);
	if (value == NULL || value[0] == '\0' || strcmp(value, "--") == 0)
		return err_set(err, ERR_USAGE, "the server shows no %s of "
		    "this user: --%s is needed", name, name);
	if (strchr(value, '*') != NULL)
		return is_masked(name, err);
	buf_format(body, "%s\"%s\":", body->len > 0 ? "," : "{", wire);
	text_json_string(str_slice(value), body);
	return true;
}

static bool
update_check(const struct args *args, const struct cat_settings *set,
    struct err *err)
{
	static const char *const names[] = { "email", "name", "phone" };
	const char *value;
	size_t i;

	(void)set;
	for (i = 0; i < 3; i++) {
		value = args_get(args, names[i], 0);
		if (value != NULL && strchr(value, '*') != NULL)
			return is_masked(names[i], err);
	}
	return true;
}

static bool
update_plan(const struct cat_op *op, const struct args *args,
    const struct cat_settings *set, struct plan *plan, struct err *err)
{
	struct buf path = { 0 }, body = { 0 };
	struct plan_request *r;
	bool good;

	(void)set;
	good = route_path(op, args, &path, err) &&
	    add_member(args, "email", "found-email", "user_email", &body,
	    err) &&
	    add_member(args, "name", "found-name", "user_name", &body, err) &&
	    add_member(args, "phone", "", "phone_number", &body, err);
	if (good) {
		buf_char(&body, '}');
		r = plan_add(plan, op->method);
		route_fill(r, &path, NULL, &body);
		plan_object(r, args_get(args, "id", 0), NULL);
	}
	buf_fini(&path);
	buf_fini(&body);
	return good;
}

/* 1: as wanted or not asked for, 0: another one, -1: not shown. */
static int
shows(struct slice body, const char *wanted, const char *a, const char *b)
{
	struct buf text = { 0 };
	int same = -1;

	if (wanted == NULL)
		return 1;
	if (either(body, a, b, &text) &&
	    strchr(buf_string(&text), '*') == NULL)
		same = strcmp(buf_string(&text), wanted) == 0;
	buf_fini(&text);
	return same;
}

/* A masked phone never tells that all of it was done. */
static int
is_updated(const struct cat_reply *reply, const char *object,
    const struct args *args, const struct cat_settings *set)
{
	int mail = shows(reply->body, args_get(args, "email", 0),
	    "/user_email", "/email_address");
	int name = shows(reply->body, args_get(args, "name", 0), "/name",
	    "/user_name");
	int phone = shows(reply->body, args_get(args, "phone", 0),
	    "/phone_number", "/phone_number");

	(void)set;
	if (echoed_other(reply->body, object))
		return -1;
	if (mail == 0 || name == 0 || phone == 0)
		return 0;
	return mail == 1 && name == 1 && phone == 1 ? 1 : -1;
}

const struct cat_ways users_remove = {
	.plan = remove_plan, .judge = echoed_nothing, .look = user_look, .seen = mdm_is_gone,
	.undo = &mdm_undo_remove_user,
};
const struct cat_ways users_update = {
	.check = update_check, .plan = update_plan, .seek = update_seek, .match = users_match,
	.judge = echoed_nothing, .look = user_look, .seen = is_updated,
	.undo = &mdm_undo_update_user,
};
