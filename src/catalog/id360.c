/* Identity360: local accounts on devices. Source: seed 003. */
#include <endpane/base/str.h>
#include <endpane/catalog/bar.h>

#include <stdlib.h>
#include <string.h>

#include "answer.h"
#include "id360_ways.h"
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
	{ "display", "DISPLAY NAME", "/idp_user_details/display_name|/idp_account_details/display_name", CAT_TEXT, NULL, 0 },
	{ 0 }
};

static const struct cat_param list_params[] = {
	{ "device", "device_id", CAT_IN_PLAN,  CAT_TEXT, CAT_REQUIRED | CAT_KEY | CAT_UNLISTED, NULL, NULL, "Id or configured name of the device" },
	{ "fields", "fields",    CAT_IN_QUERY, CAT_TEXT, CAT_MANY,     NULL, NULL, "Only these fields" },
	{ "filter", "filter",    CAT_IN_QUERY, CAT_TEXT, 0,            NULL, NULL, "Filter for the server, as it takes it" },
	{ "sort",   "sort",      CAT_IN_QUERY, CAT_TEXT, CAT_MANY,     NULL, NULL, "Server's fields to sort by, - for falling" },
	{ 0 }
};

static const struct cat_param restricted_params[] = {
	{ "device", "device_id", CAT_IN_PLAN, CAT_TEXT, CAT_REQUIRED | CAT_KEY | CAT_UNLISTED, NULL, NULL, "Id or configured name of the device" },
	{ 0 }
};

static const struct cat_choice sent_levels[] = {
	{ "Standard", "standard" },
	{ "Administrator", "administrator" },
	{ 0 }
};

static const struct cat_param link_params[] = {
	{ "id",               "account_id",       CAT_IN_PATH, CAT_ID,     CAT_REQUIRED | CAT_POSITION, NULL, "accounts", "The account's id" },
	{ "device",           "device_id",        CAT_IN_PLAN, CAT_TEXT,   CAT_REQUIRED | CAT_KEY | CAT_UNLISTED, NULL,        NULL, "Id or configured name of the device" },
	{ "permission-level", "permission_level", CAT_IN_BODY, CAT_CHOICE, CAT_REQUIRED, sent_levels, NULL, "What the account may do on the device" },
	{ "idp-user",         "idp_user_id",      CAT_IN_BODY, CAT_TEXT,   CAT_REQUIRED | CAT_KEY | CAT_UNLISTED, NULL, NULL, "Id of the user at the identity provider", NULL, "accounts idpid idp" },
	{ 0 }
};

static const struct cat_param cancel_params[] = {
	{ "id",     "account_id", CAT_IN_PATH, CAT_ID,   CAT_REQUIRED | CAT_POSITION, NULL, "accounts", "The account's id" },
	{ "device", "device_id",  CAT_IN_PLAN, CAT_TEXT, CAT_REQUIRED | CAT_KEY | CAT_UNLISTED, NULL, NULL, "Id or configured name of the device" },
	{ 0 }
};

static const struct cat_choice unlink_types[] = {
	{ "unlink_and_change_password", "unlink_and_change_password" },
	{ 0 }
};

static const struct cat_param unlink_params[] = {
	{ "id",           "account_id",   CAT_IN_PATH, CAT_ID,     CAT_REQUIRED | CAT_POSITION, NULL, "accounts", "The account's id" },
	{ "device",       "device_id",    CAT_IN_PLAN, CAT_TEXT,   CAT_REQUIRED | CAT_KEY | CAT_UNLISTED, NULL,         NULL, "Id or configured name of the device" },
	{ "type",         "type",         CAT_IN_BODY, CAT_CHOICE, CAT_REQUIRED, unlink_types, NULL, "What becomes of the account" },
	{ "new-password", "new_password", CAT_IN_BODY, CAT_SECRET, CAT_REQUIRED, NULL,         NULL, "The account's next local password" },
	{ "restrict-relink", "restrict_relink_for_idp_account", CAT_IN_BODY, CAT_FLAG, 0, NULL, NULL, "Bar the user from linking here again" },
	{ 0 }
};

static const struct cat_param unrestrict_params[] = {
	{ "id",     "ids",       CAT_IN_PLAN, CAT_ID,   CAT_REQUIRED | CAT_POSITION | CAT_MANY, NULL, NULL, "Ids of users at the identity provider", "accounts restricted", "accounts idpid idp" },
	{ "device", "device_id", CAT_IN_PLAN, CAT_TEXT, CAT_REQUIRED | CAT_KEY | CAT_UNLISTED, NULL, NULL, "Id or configured name of the device" },
	{ 0 }
};

/* By link_status where it is there: pending ones are LINKED as well. */
static const struct cat_bar link_bars[] = {
	{ "link",   "linked",       "it is linked; unlink comes first" },
	{ "link",   "pending_link", "its link is pending; cancel-link comes first" },
	{ 0 }
}, cancel_bars[] = {
	{ "link",   "linked",       "its link is not pending any more; unlink ends it" },
	{ "linked", "no",           "it has no link that is pending" },
	{ 0 }
}, unlink_bars[] = {
	{ "link",   "pending_link", "its link is still pending; cancel-link ends it" },
	{ "linked", "no",           "it is not linked" },
	{ 0 }
};

static const struct cat_op ops[] = {
	{ .verb = "list", .method = "GET", .path = "/accounts",
	  .risk = CAT_READ, .target = CAT_NOTHING,
	  .flags = CAT_LISTS | CAT_PAGED | CAT_SERVER_FILTER,
	  .items = "/data", .item_id = "/id",
	  .params = list_params, .ways = &id360_of_device,
	  .help = "List the local accounts of a device" },
	{ .verb = "restricted", .method = "GET",
	  .path = "/link-restricted-users",
	  .risk = CAT_READ, .target = CAT_NOTHING,
	  .flags = CAT_TABLE | CAT_PAGED,
	  .items = "/data", .item_id = "/idp_user_id|/user_id|/id",
	  .params = restricted_params, .ways = &id360_of_device,
	  .help = "List the users that may not be linked" },
	{ .verb = "link", .method = "POST", .path = "/accounts/{id}/link",
	  .risk = CAT_NARROW, .target = CAT_ONE,
	  .bars = link_bars, .params = link_params, .ways = &id360_link,
	  .help = "Link a local account to a user" },
	{ .verb = "cancel-link", .method = "POST",
	  .path = "/accounts/{id}/cancel-link",
	  .risk = CAT_NARROW, .target = CAT_ONE,
	  .bars = cancel_bars, .params = cancel_params, .ways = &id360_cancel_link,
	  .help = "Take back a link that is still pending" },
	{ .verb = "unlink", .method = "POST", .path = "/accounts/{id}/unlink",
	  .risk = CAT_GRAVE, .target = CAT_ONE, .flags = CAT_ASKS,
	  .bars = unlink_bars, .params = unlink_params, .ways = &id360_unlink,
	  .help = "Unlink an account and change its local password" },
	{ .verb = "unrestrict", .method = "DELETE",
	  .path = "/link-restricted-users",
	  .risk = CAT_WIDE, .target = CAT_EACH, .flags = CAT_ASKS,
	  .params = unrestrict_params, .ways = &id360_unrestrict,
	  .help = "Let users be linked to a device again" },
	{ 0 }
};

/* No call shows one account: its item of the list has all there is. */
static const struct cat_tab tabs[] = {
	{ "Summary", "list" },
	{ "Raw", NULL },
	{ 0 }
};

static const struct cat_resource accounts = {
	.noun = "accounts", .alias = "acc", .title = "Accounts",
	.id = "id", .label = "name",
	.columns = columns, .ops = ops, .tabs = tabs,
};

static const struct answer_advice advice[] = {
	{ "00000000", NULL, ERR_UNCERTAIN },
	{ "00000100", "the server found the request malformed: check the values" },
	{ "00000101", "not signed in, or the token is no longer valid: sign in again", ERR_AUTH },
	{ "00000102", "the server could not work with the values: check them" },
	{ "00000103", "the server refused the content type: check the url" },
	{ "00000104", "no such object, or no such call: check id and url", ERR_MISSING },
	{ "00000105", "the server has no such call: check the url" },
	{ "00000106", "not permitted with this token: see its scopes and roles", ERR_AUTH },
	{ "00000107", "a parameter is wrong: check what was given" },
	{ "00000108", "the server wants a length: see what a proxy does with it" },
	{ "00000109", "too many requests: wait a minute", ERR_LIMITED },
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
says_no(const struct cat_reply *reply)
{
	struct buf text = { 0 };
	bool no = answer_member(reply, "/error", &text);

	buf_fini(&text);
	return no;
}

static bool
verdict(const struct cat_reply *reply, struct err *err)
{
	return answer_verdict(reply, says_no, refused, err);
}

/*
 * The total is too low in the source's own sample: full pages go on whatever it
 * says, and one that shrank goes on where the total says so.
 */
static bool
page(const struct cat_page *seen, const struct cat_settings *set,
    struct buf *query, bool *more, struct err *err)
{
	int64_t from;

	(void)err;
	*more = seen == NULL || answer_has_more(seen, "/meta/limit",
	    "/meta/total_no_of_objects", set->page_limit);
	if (!*more)
		return true;
	if (set->page_limit > 0)
		buf_format(query, "limit=%d", set->page_limit);
	if (seen != NULL) {
		from = answer_next_start(seen, "/meta/start_index");
		buf_format(query, "%sfrom=%lld", query->len > 0 ? "&" : "",
		    (long long)from);
	}
	return true;
}

static const struct cat_resource *const resources[] = { &accounts, NULL };

const struct cat_system cat_identity360 = {
	.name = "identity360", .title = "Identity360",
	.scopes = "id360.device.READ,id360.device.ALL",
	.read_scopes = "id360.device.READ",
	.probe_noun = "accounts", .probe = "list",
	.resources = resources,
	.base = base, .verdict = verdict, .page = page,
};
