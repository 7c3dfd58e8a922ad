/* The update of an app: by the printed call, which names none, or by PUT. */
#include <endpane/base/str.h>
#include <endpane/json/scan.h>

#include <string.h>

#include "mdm_ways.h"
#include "route.h"

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
update_plan(const struct cat_op *op, const struct args *args,
    const struct cat_settings *set, struct plan *plan, struct err *err)
{
	const char *how = set->app_update != NULL ? set->app_update : "post";
	const char *id = args_get(args, "id", 0);
	bool posts = strcmp(how, "post") == 0, good;
	struct buf path = { 0 }, body = { 0 };
	struct plan_request *r;

	if (strcmp(how, "off") == 0)
		return err_set(err, ERR_GUARD, "app_update = off: apps are "
		    "not updated over this connection");
	good = route_is_id(id, err) && route_body(op, args, &body, err);
	if (good && body.len == 0)
		good = err_set(err, ERR_USAGE, "nothing to change is given");
	if (good && posts)
		buf_text(&path, op->path);
	else if (good)
		good = put_path(how, id, &path, err);
	if (good) {
		r = plan_add(plan, posts ? op->method : "PUT");
		route_fill(r, &path, NULL, &body);
		plan_object(r, id, NULL);
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

	if (!scan_at(reply->body, "/app_id", &value) ||
	    !scan_text(value, &id)) {
		buf_fini(&id);
		return reply->status == 202 || reply->status == 204 ?
		    CAT_ACCEPTED : CAT_UNKNOWN;
	}
	same = strcmp(buf_string(&id), request->objects[n].id) == 0;
	if (!same)
		err_set(err, ERR_REFUSED, "not changed: the server made a "
		    "second app, %.40s; set app_update for this server",
		    buf_string(&id));
	buf_fini(&id);
	return same ? CAT_APPLIED : CAT_REJECTED;
}

static bool
update_look(const struct plan_request *request, size_t n,
    const struct args *args, const struct cat_settings *set, struct buf *path,
    struct buf *query)
{
	(void)args, (void)set, (void)query;
	return buf_format(path, "/apps/%s", request->objects[n].id);
}

/* Only what an app shows of itself can tell. */
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

	(void)set, (void)object;
	for (i = 0; i < sizeof(shown) / sizeof(shown[0]); i++) {
		const char *wanted = args_get(args, shown[i].name, 0);

		buf_clear(&text);
		if (wanted == NULL || !scan_at(reply->body, shown[i].pointer,
		    &value) || !scan_text(value, &text))
			continue;
		if (strcmp(buf_string(&text), wanted) != 0) {
			buf_fini(&text);
			return 0;
		}
		told++;
	}
	buf_fini(&text);
	/* Each argument but the id must have been among those. */
	return told > 0 && told + 1 == args->count ? 1 : -1;
}

const struct cat_ways apps_update = {
	.plan = update_plan, .judge = update_judge,
	.look = update_look, .seen = is_updated,
};
