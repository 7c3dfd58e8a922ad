/* The code behind mdm.c's rows: verdict, pages, and who becomes which call. */
#include <endpane/base/map.h>
#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/json/scan.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "answer.h"
#include "echoed.h"
#include "made.h"
#include "mdm_ways.h"
#include "route.h"

/* What it means, and behind the colon what to do. */
static const struct answer_advice advice[] = {
	{ "COM0001", "the server has no such call: the url ends before /devices" },
	{ "COM0002", "the organisation's calls are used up: wait, or ask less", ERR_LIMITED },
	{ "COM0003", "the server refused the page: read the list again" },
	{ "COM0004", NULL, ERR_UNCERTAIN },
	{ "COM0005", "a value is wrong or missing: check what was given" },
	{ "COM0006", "the server got no data: see what a proxy does with it" },
	{ "COM0007", "Assist is not set up: set it up in the web console" },
	{ "COM0008", "no such object, it may be gone: read the list again", ERR_MISSING },
	{ "1002", "no such object, it may be gone: read the list again", ERR_MISSING },
	{ "COM0009", "the server needs more data: fill in what was left out" },
	{ "COM0010", "it exists already: take that one, or another name" },
	{ "COM0011", "headers were refused: check auth and header.NAME" },
	{ "COM0012", "no such version of the API there: check the url" },
	{ "COM0013", "not signed in, or the token is no longer valid: sign in again", ERR_AUTH },
	{ "COM0014", "the server found the request malformed: check the values" },
	{ "COM0015", "it cannot be done now: look at the object first" },
	{ "COM0020", "the licence has no room for more devices: free or buy one" },
	{ "COM0021", "the server's marker is no longer valid: read the list again" },
	{ "LOC0001", "the location could not be read: see that the device gives it" },
	{ "SDE0003", "the user could not be assigned: see that there is such a user" },
	{ "CMD0001", "not applicable to this device: see its platform" },
	{ "CMD0002", "the command could not be suspended: see whether it was done" },
	{ "APP0001", "the app's file was refused: check the file and its platform" },
	{ "APP0002", "it is still distributed: take it back first" },
	{ "FIL0001", "the file was refused: check its type and size" },
	{ "PAY0001", "the image is too large: take a smaller one" },
	{ "PAY0002", "needed fields are missing: fill them in" },
	{ "PAY0004", "the needed fields have wrong values: check them" },
	{ 0 }
};

bool
mdm_base(const char *url, const struct cat_settings *set, struct buf *base,
    struct err *err)
{
	(void)set;
	(void)err;
	return buf_text(base, url);
}

/* COM00020 and COM0020 are one code; the source has both spellings. */
static void
plain_code(const char *wire, char *code, size_t size)
{
	snprintf(code, size, "%s", wire);
	if (strlen(code) == 8 && strncmp(code, "COM0", 4) == 0)
		memmove(code + 4, code + 5, strlen(code + 5) + 1);
}

static bool
refused(const struct cat_reply *reply, struct err *err)
{
	struct json *tree = answer_tree(reply);
	const char *wire = json_text(json_member(tree, "error_code"));
	const struct json *words;
	char code[32];

	plain_code(wire, code, sizeof(code));
	words = json_member(tree, "localized_error_description");
	if (json_text(words)[0] == '\0')
		words = json_member(tree, "error_description");
	if (json_text(words)[0] == '\0')
		words = answer_error_words(tree);
	answer_refused(reply, code[0] != '\0' ? code : NULL, json_text(words),
	    advice, err);
	snprintf(err->wire, sizeof(err->wire), "%s", wire);
	json_free(tree);
	return false;
}

static bool
says_no(const struct cat_reply *reply)
{
	struct buf text = { 0 };
	bool no = answer_member(reply, "/error_code", &text) &&
	    text.len > 0 && strcmp(buf_string(&text), "--") != 0;

	buf_clear(&text);
	if (!no && answer_member(reply, "/status", &text))
		no = str_is_folded(str_slice(buf_string(&text)), "FAILED");
	buf_fini(&text);
	return no || answer_has_error(reply);
}

bool
mdm_verdict(const struct cat_reply *reply, struct err *err)
{
	return answer_verdict(reply, says_no, refused, err);
}

/* Does the path of the server's next page end as ours did? */
static bool
is_same_resource(struct slice url, const char *path)
{
	const char *mark = memchr(url.at, '?', url.len);
	struct buf plain = { 0 };
	bool same;

	if (mark != NULL)
		url.len = (size_t)(mark - url.at);
	same = str_url_decode(url, &plain) &&
	    str_ends((struct slice){ plain.at, plain.len }, path);
	buf_fini(&plain);
	return same;
}

static bool
no_way_on(const char *why, struct err *err)
{
	return err_set(err, ERR_PROTOCOL, "the server's next page %s; nothing "
	    "was changed; read the list again", why);
}

/*
 * Of paging.next only the query is used: its host is the server's own idea
 * (the source prints localhost) and never gets our token.
 */
static bool
next_query(struct slice url, const char *path, struct buf *query,
    struct err *err)
{
	const char *mark = memchr(url.at, '?', url.len);
	size_t i, len;

	if (mark == NULL)
		return no_way_on("has no query", err);
	if (!is_same_resource(url, path))
		return no_way_on("is one of another list", err);
	mark++;
	len = url.len - (size_t)(mark - url.at);
	for (i = 0; i < len && mark[i] != '#'; i++)
		if (mark[i] <= ' ' || mark[i] >= 127)
			return no_way_on("cannot be written in a url", err);
	if (i == 0)
		return no_way_on("has no query", err);
	return buf_add(query, mark, i);
}

bool
mdm_page(const struct cat_page *seen, const struct cat_settings *set,
    struct buf *query, bool *more, struct err *err)
{
	struct buf next = { 0 };
	struct slice value;
	bool good;

	*more = false;
	if (seen == NULL) {
		*more = true;
		return set->page_limit <= 0 ||
		    buf_format(query, "limit=%d", set->page_limit);
	}
	if (seen->rows == 0 || !scan_top_at(seen->top, seen->body,
	    "/paging/next", &value) || scan_type(value) != JSON_TEXT)
		return true;
	scan_text(value, &next);
	*more = next.len > 0;
	good = !*more || next_query((struct slice){ next.at, next.len },
	    seen->path, query, err);
	buf_fini(&next);
	return good;
}

/* "/apps/{id}" and a tail; the object's id is checked. */
static bool
start_path(const struct cat_op *op, const struct args *args, const char *tail,
    const char *object, struct buf *path, struct err *err)
{
	if (!route_path(op, args, path, err))
		return false;
	buf_text(path, tail);
	if (object == NULL)
		return true;
	if (!route_is_id(object, err))
		return false;
	buf_char(path, '/');
	return buf_text(path, object);
}

/* A request a named object: PATH TAIL/{object}. */
static bool
plan_each(const struct cat_op *op, const struct args *args, const char *tail,
    const char *name, const char *body_text, struct plan *plan,
    struct err *err)
{
	struct buf path = { 0 }, body = { 0 };
	struct plan_request *r;
	const char *object;
	size_t n;

	for (n = 0; (object = args_get(args, name, n)) != NULL; n++) {
		if (!start_path(op, args, tail, object, &path, err)) {
			buf_fini(&path);
			return false;
		}
		if (body_text != NULL)
			buf_text(&body, body_text);
		r = plan_add(plan, op->method);
		route_fill(r, &path, NULL, &body);
		plan_object(r, object, NULL);
	}
	if (n == 0)
		return err_set(err, ERR_GUARD, "no --%s given", name);
	return true;
}

/* {"wire":[ids]} and the rest of a body, for many objects in one call. */
static bool
plan_many(const struct cat_op *op, const struct args *args, const char *tail,
    const char *name, const char *wire, const char *rest, struct plan *plan,
    struct err *err)
{
	struct buf path = { 0 };
	struct route_list list = { .method = op->method, .name = name,
		.wire = wire, .rest = rest };
	bool good;

	if (args_count(args, name) == 0)
		return err_set(err, ERR_GUARD, "no --%s given", name);
	good = start_path(op, args, tail, NULL, &path, err);
	list.path = buf_string(&path);
	good = good && route_many(&list, args, plan, err);
	buf_fini(&path);
	return good;
}

static bool
add_members_plan(const struct cat_op *op, const struct args *args,
    const struct cat_settings *set, struct plan *plan, struct err *err)
{
	(void)set;
	if (args_count(args, "member") == 1)
		return plan_each(op, args, "", "member", NULL, plan, err);
	return plan_many(op, args, "", "member", "member_ids", "", plan, err);
}

static bool
remove_members_plan(const struct cat_op *op, const struct args *args,
    const struct cat_settings *set, struct plan *plan, struct err *err)
{
	(void)set;
	return plan_each(op, args, "", "member", NULL, plan, err);
}

/* "/apps/1/group/2", as printed, and as the call that takes it back has it. */
static bool
plan_each_group(const struct cat_op *op, const struct args *args,
    const char *body, struct plan *plan, struct err *err)
{
	size_t i = plan->count;
	const char *at;

	if (!plan_each(op, args, "/group", "group", body, plan, err))
		return false;
	for (; i < plan->count; i++) {
		struct plan_request *r = &plan->requests[i];

		at = strstr(r->path, "/group/") + strlen("/group");
		r->other_path = mem_format("%.*ss%s", (int)(at - r->path),
		    r->path, at);
	}
	return true;
}

/* Exactly one of --device and --group; which one is *name. */
static bool
which_target(const struct args *args, const char **name, struct err *err)
{
	bool devices = args_count(args, "device") > 0;
	bool groups = args_count(args, "group") > 0;

	if (devices && groups)
		return err_set(err, ERR_USAGE,
		    "--device and --group exclude each other");
	if (!devices && !groups)
		return err_set(err, ERR_GUARD,
		    "no target: --device or --group is needed");
	*name = devices ? "device" : "group";
	return true;
}

static bool
is_set(const struct args *args, const char *name)
{
	const char *value = args_get(args, name, 0);

	return value != NULL && strcmp(value, "true") == 0;
}

/*
 * Both flags are always sent: where one is left out, servers take it for true,
 * and a mail to everybody cannot be called back.
 */
static bool
associate_plan(const struct cat_op *op, const struct args *args,
    const struct cat_settings *set, struct plan *plan, struct err *err)
{
	const char *name = "";
	char flags[96], body[100];

	if (!which_target(args, &name, err))
		return false;
	snprintf(flags, sizeof(flags),
	    "\"silent_install\":%s,\"notify_user_via_email\":%s",
	    is_set(args, "silent-install") ? "true" : "false",
	    is_set(args, "notify-user-via-email") ? "true" : "false");
	snprintf(body, sizeof(body), "{%s}", flags);
	if (strcmp(name, "group") == 0 && set->group_associate_single)
		return plan_each_group(op, args, body, plan, err);
	if (strcmp(name, "device") == 0 && args_count(args, name) == 1)
		return plan_each(op, args, "/devices", name, body, plan, err);
	snprintf(body, sizeof(body), ",%s", flags);
	if (strcmp(name, "device") == 0)
		return plan_many(op, args, "/devices", name, "device_ids",
		    body, plan, err);
	return plan_many(op, args, "/groups", name, "group_ids", body, plan,
	    err);
}

static bool
disassociate_plan(const struct cat_op *op, const struct args *args,
    const struct cat_settings *set, struct plan *plan, struct err *err)
{
	const char *name = "";

	(void)set;
	if (!which_target(args, &name, err))
		return false;
	return plan_each(op, args, strcmp(name, "device") == 0 ? "/devices" :
	    "/groups", name, NULL, plan, err);
}

static enum cat_outcome
associate_judge(const struct plan_request *request,
    const struct cat_reply *reply, size_t n, struct err *err)
{
	if (strstr(request->body, "\"device_ids\"") != NULL)
		return echoed_list(request, reply, "/device_ids", false, n, err);
	if (strstr(request->body, "\"group_ids\"") != NULL)
		return echoed_list(request, reply, "/group_ids", false, n, err);
	return echoed_nothing(request, reply, n, err);
}

static enum cat_outcome
members_judge(const struct plan_request *request,
    const struct cat_reply *reply, size_t n, struct err *err)
{
	if (request->body == NULL)
		return echoed_nothing(request, reply, n, err);
	return echoed_list(request, reply, "/member_ids", true, n, err);
}

static bool
members_look(const struct plan_request *request, size_t n,
    const struct args *args, const struct cat_settings *set, struct buf *path,
    struct buf *query)
{
	const char *group = args_get(args, "id", 0);

	(void)request, (void)n, (void)set, (void)query;
	return group != NULL && buf_format(path, "/groups/%s/members", group);
}

static int
member_is_in(const struct cat_reply *reply, const char *object,
    const struct args *args, const struct cat_settings *set)
{
	int has = echoed_has(reply->body, "/member_ids", NULL, object);

	(void)set, (void)args;
	/* It may be on one of the pages that follow. */
	return has == 0 && !made_is_whole(reply->body) ? -1 : has;
}

static int
member_is_out(const struct cat_reply *reply, const char *object,
    const struct args *args, const struct cat_settings *set)
{
	int has = member_is_in(reply, object, args, set);

	return has < 0 ? has : !has;
}

static bool
apps_look(const struct plan_request *request, size_t n,
    const struct args *args, const struct cat_settings *set, struct buf *path,
    struct buf *query)
{
	(void)set, (void)query;
	return args_count(args, "device") > 0 &&
	    buf_format(path, "/devices/%s/apps", request->objects[n].id);
}

/* Whether the app is among the device's; a device may take its time. */
static int
app_is_on(const struct cat_reply *reply, const char *object,
    const struct args *args, const struct cat_settings *set)
{
	const char *app = args_get(args, "id", 0);

	(void)set, (void)object;
	if (echoed_has(reply->body, "/apps", "/app_id", app) == 1 ||
	    echoed_has(reply->body, "/installed_apps", "/app_id", app) == 1)
		return 1;
	return -1;
}

static int
app_is_off(const struct cat_reply *reply, const char *object,
    const struct args *args, const struct cat_settings *set)
{
	const char *app = args_get(args, "id", 0);
	int a = echoed_has(reply->body, "/apps", "/app_id", app);
	int b = echoed_has(reply->body, "/installed_apps", "/app_id", app);

	(void)set, (void)object;
	return a == 0 && b <= 0 ? 1 : -1;
}

/* What is deleted is looked for where it was. */
static bool
same_look(const struct plan_request *request, size_t n,
    const struct args *args, const struct cat_settings *set, struct buf *path,
    struct buf *query)
{
	(void)n, (void)args, (void)set, (void)query;
	return buf_text(path, request->path);
}

int
mdm_is_gone(const struct cat_reply *reply, const char *object,
    const struct args *args, const struct cat_settings *set)
{
	struct err err;

	(void)set, (void)args;
	if (mdm_verdict(reply, &err))
		return echoed_is(reply->body, object) ? 0 : -1;
	/* A page that is not there is not the server's word about an object. */
	return err.code == ERR_MISSING && err.wire[0] != '\0' &&
	    strcmp(err.wire, "COM0001") != 0 ? 1 : -1;
}

const struct cat_ways mdm_delete = {
	.judge = echoed_nothing, .look = same_look, .seen = mdm_is_gone,
	.undo = &mdm_undo_delete,
};

static const struct made_field group_fields[] = {
	{ "domain", "/domain" }, { "description", "/description" },
	{ 0 }
};
static const struct made_list group_list = {
	"/groups", "/name", "/group_id", group_fields
};

static bool
groups_look(const struct plan_request *request, size_t n,
    const struct args *args, const struct cat_settings *set, struct buf *path,
    struct buf *query)
{
	(void)request, (void)n, (void)args;
	return made_look("/groups", set, path, query);
}

static bool
group_made(const struct cat_reply *reply, const char *object,
    const struct args *args, struct buf *id)
{
	return made_find(&group_list, reply->body, object, args, id) == 1;
}

static int
is_group_made(const struct cat_reply *reply, const char *object,
    const struct args *args, const struct cat_settings *set)
{
	struct buf id = { 0 };
	int is = made_find(&group_list, reply->body, object, args, &id);

	(void)set;
	buf_fini(&id);
	return is;
}

static enum cat_outcome
group_judge(const struct plan_request *request,
    const struct cat_reply *reply, size_t n, struct err *err)
{
	(void)n;
	return echoed_object(request, reply, "/group_id", "/name", err);
}

const struct cat_ways mdm_make_group = {
	.plan = made_plan, .judge = group_judge, .look = groups_look, .seen = is_group_made,
	.made = group_made, .undo = &mdm_undo_make_group,
};

const struct cat_ways mdm_add_members = {
	.plan = add_members_plan, .judge = members_judge,
	.look = members_look, .seen = member_is_in,
	.undo = &mdm_undo_add_members,
};

const struct cat_ways mdm_remove_members = {
	.plan = remove_members_plan, .judge = echoed_nothing,
	.look = members_look, .seen = member_is_out,
	.undo = &mdm_undo_remove_members,
};

const struct cat_ways mdm_associate = {
	.plan = associate_plan, .judge = associate_judge,
	/* Installed by hand or sent to a group it looks the same. */
	.look = apps_look, .seen = app_is_on, .traces = true,
	.undo = &mdm_undo_associate,
};

const struct cat_ways mdm_disassociate = {
	.plan = disassociate_plan, .judge = echoed_nothing,
	.look = apps_look, .seen = app_is_off,
	.undo = &mdm_undo_disassociate,
};
