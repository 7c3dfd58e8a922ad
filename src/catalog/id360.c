/* Identity360: local accounts on devices. Source: seed 003. */
#include <endpane/base/str.h>

#include <stdlib.h>
#include <string.h>

#include "answer.h"
#include "route.h"
#include "systems.h"

/* The source documents Administrator and prints Admin: one and the same. */
static const struct cat_choice levels[] = {
	{ "Standard", "standard" },
	{ "Administrator", "administrator" },
	{ "Admin", "administrator" },
	{ "standard", "standard" },
	{ "admin", "administrator" },
	{ "administrator", "administrator" },
	{ 0 }
};

/* Both spellings of the linked user's details occur in the source. */
static const struct cat_column columns[] = {
	{ "id",     "ID",         "/id",               CAT_ID,     NULL,   16 },
	{ "name",   "NAME",       "/user_name",        CAT_TEXT,   NULL,   20 },
	{ "level",  "LEVEL",      "/permission_level", CAT_CHOICE, levels, 13 },
	{ "link",   "LINK",       "/idp_user_details/link_status|/idp_account_details/link_status", CAT_TEXT, NULL, 12 },
	{ "idp",    "IDP USER",   "/idp_user_details/user_name|/idp_account_details/user_name", CAT_TEXT, NULL, 26 },
	{ "login",  "LAST LOGIN", "/last_login",       CAT_STAMP,  NULL,   16 },
	{ "idpid",  "IDP ID",     "/idp_user_id|/idp_user_details/user_id|/idp_account_details/user_id", CAT_ID, NULL, 0 },
	{ "type",   "LINK TYPE",  "/idp_user_details/link_type|/idp_account_details/link_type", CAT_TEXT, NULL, 0 },
	{ "since",  "SINCE",      "/idp_user_details/linked_at|/idp_account_details/linked_at", CAT_STAMP, NULL, 0 },
	{ "linked", "LINKED",     "/is_idp_linked",    CAT_FLAG,   NULL,   0 },
	{ 0 }
};

static const struct cat_param list_params[] = {
	{ "device", "device_id", CAT_IN_PLAN,  CAT_TEXT, CAT_REQUIRED, NULL, NULL, "Id or configured name of the device" },
	{ "fields", "fields",    CAT_IN_QUERY, CAT_TEXT, CAT_MANY,     NULL, NULL, "Only these fields" },
	{ "filter", "filter",    CAT_IN_QUERY, CAT_TEXT, 0,            NULL, NULL, "Filter for the server, as it takes it" },
	{ 0 }
};

static const struct cat_param restricted_params[] = {
	{ "device", "device_id", CAT_IN_PLAN, CAT_TEXT, CAT_REQUIRED, NULL, NULL, "Id or configured name of the device" },
	{ 0 }
};

/* The id behind a configured name ("wks-0077:987…"), or the value itself. */
static void
device_id(const struct cat_settings *set, const char *given, struct buf *id)
{
	struct slice rest = str_slice(set->device_ids), one;

	while (str_next(&rest, ',', &one)) {
		const char *colon;

		one = str_trim(one);
		colon = one.len > 0 ? memrchr(one.at, ':', one.len) : NULL;
		if (colon == NULL || !str_is_folded((struct slice){ one.at,
		    (size_t)(colon - one.at) }, given))
			continue;
		buf_add(id, colon + 1,
		    one.len - (size_t)(colon - one.at) - 1);
		return;
	}
	buf_text(id, given);
}

static bool
of_device(const struct cat_op *op, const struct args *args,
    const struct cat_settings *set, struct plan *plan, struct err *err)
{
	struct buf path = { 0 }, query = { 0 }, id = { 0 };
	const char *given = args_get(args, "device", 0);
	bool good;

	if (given == NULL)
		return err_set(err, ERR_USAGE, "--device is missing");
	device_id(set, given, &id);
	good = route_is_id(buf_string(&id), err) &&
	    route_query(op, args, &query, err);
	if (good) {
		buf_format(&path, "/devices/%s%s", buf_string(&id), op->path);
		route_fill(plan_add(plan, op->method), &path, &query, NULL);
	}
	buf_fini(&id);
	buf_fini(&query);
	return good;
}

static const struct cat_ways on_device = { .plan = of_device };

static const struct cat_op ops[] = {
	{ .verb = "list", .method = "GET", .path = "/accounts",
	  .risk = CAT_READ, .target = CAT_NOTHING,
	  .flags = CAT_LISTS | CAT_PAGED | CAT_SERVER_FILTER,
	  .items = "/data", .item_id = "/id",
	  .params = list_params, .ways = &on_device,
	  .help = "List the local accounts of a device" },
	{ .verb = "restricted", .method = "GET",
	  .path = "/link-restricted-users",
	  .risk = CAT_READ, .target = CAT_NOTHING,
	  .flags = CAT_TABLE | CAT_PAGED,
	  .items = "/data", .item_id = "/id",
	  .params = restricted_params, .ways = &on_device,
	  .help = "List the users that may not be linked" },
	{ 0 }
};

static const struct cat_tab tabs[] = { { 0 } };

static const struct cat_resource accounts = {
	.noun = "accounts", .alias = "acc", .title = "Accounts",
	.id = "id", .label = "name",
	.columns = columns, .ops = ops, .tabs = tabs,
};

static const struct answer_advice advice[] = {
	{ "00000000", "the server failed; try again in a moment" },
	{ "00000100", "the server found the request malformed" },
	{ "00000101", "not signed in, or the token is no longer valid", ERR_AUTH },
	{ "00000102", "the server could not work with the values" },
	{ "00000103", "the server refused the content type" },
	{ "00000104", "no such object", ERR_MISSING },
	{ "00000105", "the server has no such call; check the url" },
	{ "00000106", "not permitted with this token", ERR_AUTH },
	{ "00000107", "a parameter is wrong" },
	{ "00000109", "too many requests; it goes on later", ERR_LIMITED },
	{ 0 }
};

static bool
base(const char *url, const struct cat_settings *set, struct buf *out,
    struct err *err)
{
	struct slice have = str_slice(url);

	(void)set, (void)err;
	buf_slice(out, have);
	return str_ends(have, "/api/v1") ? true : buf_text(out, "/api/v1");
}

static bool
refused(const struct cat_reply *reply, struct err *err)
{
	struct json *tree = answer_tree(reply);
	const struct json *e = json_member(tree, "error");
	const char *code = json_text(json_member(e, "code"));
	const char *words = json_text(json_member(e, "detail"));

	if (words[0] == '\0')
		words = json_text(json_member(e, "title"));
	answer_refused(reply, code[0] != '\0' ? code : NULL, words, advice,
	    err);
	json_free(tree);
	return false;
}

static bool
verdict(const struct cat_reply *reply, struct err *err)
{
	struct buf text = { 0 };
	bool failed;

	if (reply->status < 200 || reply->status >= 400)
		return refused(reply, err);
	if (!answer_is_data(reply, err))
		return false;
	failed = answer_member(reply, "/error", &text);
	buf_fini(&text);
	return failed ? refused(reply, err) : true;
}

/* The total is wrong in the source's own sample: only full pages count. */
static bool
page(const struct cat_page *seen, const struct cat_settings *set,
    struct buf *query, bool *more, struct err *err)
{
	int64_t from;

	(void)err;
	*more = seen == NULL ||
	    answer_has_more(seen, "/meta/limit", NULL, set->page_limit);
	if (!*more)
		return true;
	if (set->page_limit > 0)
		buf_format(query, "limit=%d", set->page_limit);
	if (seen != NULL) {
		from = answer_number(seen->body, "/meta/start_index",
		    (int64_t)(seen->rows_so_far - seen->rows) + 1) +
		    (int64_t)seen->rows;
		buf_format(query, "%sfrom=%lld", query->len > 0 ? "&" : "",
		    (long long)from);
	}
	return true;
}

static const struct cat_resource *const resources[] = { &accounts, NULL };

const struct cat_system cat_identity360 = {
	.name = "identity360", .title = "Identity360",
	.scopes = "id360.device.READ,id360.device.ALL",
	.resources = resources,
	.base = base, .verdict = verdict, .page = page,
};
