/* Apps added with their files, and changed: by the printed call, or by PUT. */
#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/json/scan.h>

#include <stdlib.h>
#include <string.h>

#include "echoed.h"
#include "files.h"
#include "made.h"
#include "mdm_ways.h"
#include "route.h"

/* The request that uploads that file already; false: none. */
static bool
is_planned(const struct plan *plan, const char *path, size_t *number)
{
	for (*number = 0; *number < plan->count; (*number)++)
		if (plan->requests[*number].file != NULL &&
		    strcmp(plan->requests[*number].file, path) == 0)
			return true;
	return false;
}

/*
 * The uploads that the arguments want, in front of the request that needs them;
 * each is an object of its own, named by option and path.
 */
static bool
plan_uploads(const struct cat_op *op, const struct args *args,
    const struct cat_settings *set, struct plan *plan, struct err *err)
{
	const struct cat_param *p;
	bool good = true;
	size_t number;

	for (p = op->params; good && p->name != NULL; p++) {
		struct upload upload = { .path = args_get(args, p->name, 0) };
		char *object;

		if ((p->flags & CAT_FILE) == 0 || upload.path == NULL ||
		    str_digits(str_slice(upload.path), 20) ||
		    is_planned(plan, upload.path, &number))
			continue;
		object = mem_format("%s=%s", p->name, upload.path);
		upload.object = object;
		good = files_upload(&upload, set, plan, err);
		if (good)
			plan->requests[plan->count - 1].gives = "/file_id";
		free(object);
	}
	return good;
}

/* Where in the body the ids of the uploads are to stand. */
static void
fill_uploads(const struct cat_op *op, const struct args *args,
    const struct plan *plan, struct plan_request *r)
{
	const struct cat_param *p;
	struct slice value;
	size_t number;

	for (p = op->params; p->name != NULL; p++) {
		const char *path = args_get(args, p->name, 0);
		char *pointer = mem_format("/%s", p->wire);

		if ((p->flags & CAT_FILE) != 0 && path != NULL &&
		    is_planned(plan, path, &number) &&
		    scan_at(str_slice(r->body), pointer, &value))
			plan_fill(r, number, (size_t)(value.at - r->body),
			    value.len);
		free(pointer);
	}
}

static bool
create_plan(const struct cat_op *op, const struct args *args,
    const struct cat_settings *set, struct plan *plan, struct err *err)
{
	struct buf path = { 0 }, body = { 0 };
	struct plan_request *r;
	const char *name = args_get(args, "name", 0);

	if (!route_body(op, args, &body, err) ||
	    !plan_uploads(op, args, set, plan, err)) {
		buf_fini(&body);
		return false;
	}
	buf_text(&path, op->path);
	r = plan_add(plan, op->method);
	route_fill(r, &path, NULL, &body);
	plan_object(r, name != NULL ? name : "-", name);
	fill_uploads(op, args, plan, r);
	return true;
}

static enum cat_outcome
create_judge(const struct plan_request *request,
    const struct cat_reply *reply, size_t n, struct err *err)
{
	if (request->file != NULL)
		return files_judge(request, reply, n, err);
	return echoed_object(request, reply, "/app_id", "/app_name", err);
}

/* The configured path with the app's id in it. */
static bool
put_path(const char *template, const char *id, struct buf *path,
    struct err *err)
{
	const char *at = strstr(template, "{id}");

	if (!route_is_id(id, err))
		return false;
	if (at == NULL)
		return err_set(err, ERR_USAGE, "app_update: has no {id}");
	buf_add(path, template, (size_t)(at - template));
	return buf_format(path, "%s%s", id, at + strlen("{id}"));
}

static bool
is_posted(const struct cat_settings *set)
{
	return set->app_update == NULL || strcmp(set->app_update, "post") == 0;
}

static bool
update_plan(const struct cat_op *op, const struct args *args,
    const struct cat_settings *set, struct plan *plan, struct err *err)
{
	const char *how = set->app_update, *id = args_get(args, "id", 0);
	bool posts = is_posted(set), good;
	struct buf path = { 0 }, body = { 0 };
	struct plan_request *r;

	if (!posts && strcmp(how, "off") == 0)
		return err_set(err, ERR_GUARD, "app_update = off: apps are "
		    "not updated over this connection");
	good = route_is_id(id, err) && route_body(op, args, &body, err);
	if (good && body.len == 0)
		good = err_set(err, ERR_USAGE, "nothing to change is given");
	if (good && posts)
		buf_text(&path, op->path);
	else if (good)
		good = put_path(how, id, &path, err);
	good = good && plan_uploads(op, args, set, plan, err);
	if (good) {
		r = plan_add(plan, posts ? op->method : "PUT");
		route_fill(r, &path, NULL, &body);
		plan_object(r, id, NULL);
		fill_uploads(op, args, plan, r);
	}
	buf_fini(&path);
	buf_fini(&body);
	return good;
}

/* The answer is the app: another id means that there are two now. */
static enum cat_outcome
update_judge(const struct plan_request *request,
    const struct cat_reply *reply, size_t n, struct err *err)
{
	struct buf id = { 0 };
	struct slice value;
	bool same;

	if (request->file != NULL)
		return files_judge(request, reply, n, err);
	if (!scan_at(reply->body, "/app_id", &value) ||
	    !scan_text(value, &id) ||
	    !str_digits((struct slice){ id.at, id.len }, 20)) {
		buf_fini(&id);
		return reply->status == 202 || reply->status == 204 ?
		    CAT_ACCEPTED : CAT_UNKNOWN;
	}
	same = strcmp(buf_string(&id), request->objects[n].id) == 0;
	if (!same)
		err_set(err, ERR_REFUSED, "not changed: the server made a "
		    "second app, %.40s; delete that one, and set app_update "
		    "for this server", buf_string(&id));
	buf_fini(&id);
	return same ? CAT_APPLIED : CAT_REJECTED;
}

static bool
update_look(const struct plan_request *request, size_t n,
    const struct args *args, const struct cat_settings *set, struct buf *path,
    struct buf *query)
{
	(void)args, (void)set, (void)query;
	return request->file == NULL &&
	    buf_format(path, "/apps/%s", request->objects[n].id);
}

/*
 * Only what an app shows of itself can tell. One that is as it was tells
 * nothing where the call may have made a second app.
 */
static int
is_updated(const struct cat_reply *reply, const char *object,
    const struct args *args, const struct cat_settings *set)
{
	static const struct {
		const char	*name;
		const char	*pointer;
	} shown[] = {
		{ "name", "/app_name" }, { "description", "/description" },
		{ "bundle", "/bundle_identifier" }, { "type", "/app_type" },
		{ "country", "/country_code" },
	};
	struct buf text = { 0 };
	struct slice value;
	size_t i, told = 0;

	if (echoed_other(reply->body, object))
		return -1;
	for (i = 0; i < sizeof(shown) / sizeof(shown[0]); i++) {
		const char *wanted = args_get(args, shown[i].name, 0);

		buf_clear(&text);
		if (wanted == NULL || !scan_at(reply->body, shown[i].pointer,
		    &value) || !scan_text(value, &text))
			continue;
		if (strcmp(buf_string(&text), wanted) != 0) {
			buf_fini(&text);
			return is_posted(set) ? -1 : 0;
		}
		told++;
	}
	buf_fini(&text);
	/* Each argument but the id must have been among those. */
	return told > 0 && told + 1 == args->count ? 1 : -1;
}

static const struct made_field app_fields[] = {
	{ "bundle", "/bundle_identifier" }, { "description", "/description" },
	{ 0 }
};
static const struct made_list app_list = {
	"/apps", "/app_name", "/app_id", app_fields
};

static bool
create_look(const struct plan_request *request, size_t n,
    const struct args *args, const struct cat_settings *set, struct buf *path,
    struct buf *query)
{
	(void)n, (void)args;
	return request->file == NULL && made_look("/apps", set, path, query);
}

static bool
app_made(const struct cat_reply *reply, const char *object,
    const struct args *args, struct buf *id)
{
	return made_find(&app_list, reply->body, object, args, id) == 1;
}

static int
is_app_made(const struct cat_reply *reply, const char *object,
    const struct args *args, const struct cat_settings *set)
{
	struct buf id = { 0 };
	int is = made_find(&app_list, reply->body, object, args, &id);

	(void)set;
	buf_fini(&id);
	return is;
}

const struct cat_ways apps_create = {
	.plan = create_plan, .judge = create_judge,
	.undo = &mdm_undo_make_app,
	.look = create_look, .seen = is_app_made, .made = app_made,
};
const struct cat_ways apps_update = {
	.plan = update_plan, .judge = update_judge,
	.look = update_look, .seen = is_updated,
	.undo = &mdm_undo_update_app,
};
