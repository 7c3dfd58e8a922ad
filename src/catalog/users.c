/* Mobile Device Manager Plus, the users. Source: seed 002. */
#include "mdm_ways.h"
#include "systems.h"

static const struct cat_column columns[] = {
	{ "id",      "ID",      "/user_id",                   CAT_ID,     NULL, 19 },
	{ "name",    "NAME",    "/name|/user_name",           CAT_TEXT,   NULL, 22 },
	{ "mail",    "MAIL",    "/email_address|/user_email", CAT_TEXT,   NULL, 30 },
	{ "phone",   "PHONE",   "/phone_number",              CAT_TEXT,   NULL, 16 },
	{ "domain",  "DOMAIN",  "/domain",                    CAT_TEXT,   NULL, 12 },
	{ "devices", "DEVICES", "/device_count",              CAT_NUMBER, NULL,  0 },
	{ 0 }
};

static const struct cat_choice identifiers[] = {
	{ "name", "name" },
	{ "email_id", "email_id" },
	{ 0 }
};

static const struct cat_choice includes[] = {
	{ "aduserdetails", "aduserdetails" },
	{ 0 }
};

static const struct cat_param list_params[] = {
	{ "identifier", "user_identifier", CAT_IN_QUERY, CAT_CHOICE, 0,        identifiers, NULL,     "What identifies a user" },
	{ "include",    "include",         CAT_IN_QUERY, CAT_CHOICE, 0,        includes,    NULL,     "Add details from Active Directory" },
	{ "user-type",  "user_type",       CAT_IN_QUERY, CAT_TEXT,   CAT_MANY, NULL,        NULL,     "Only users of these types" },
	{ "group",      "id",              CAT_IN_QUERY, CAT_ID,     0,        NULL,        "groups", "Only users of this group" },
	{ "select-all", "select_all",      CAT_IN_QUERY, CAT_FLAG,   0,        NULL,        NULL,     "All values of the details" },
	{ 0 }
};

static const struct cat_param one_user[] = {
	{ "id", "user_id", CAT_IN_PATH, CAT_ID, CAT_REQUIRED | CAT_POSITION, NULL, "users", "The user's id" },
	{ 0 }
};

static const struct cat_param some_users[] = {
	{ "id", "user_ids", CAT_IN_PATH, CAT_ID, CAT_REQUIRED | CAT_POSITION | CAT_MANY, NULL, "users", "The users' ids" },
	{ 0 }
};

static const struct cat_param update_params[] = {
	{ "id",    "user_id",      CAT_IN_PATH, CAT_ID,   CAT_REQUIRED | CAT_POSITION, NULL, "users", "The user's id" },
	{ "email", "user_email",   CAT_IN_PLAN, CAT_TEXT, 0,                           NULL, NULL,    "Mail address; as it is if left out" },
	{ "name",  "user_name",    CAT_IN_PLAN, CAT_TEXT, 0,                           NULL, NULL,    "Name of the user; as it is if left out" },
	{ "phone", "phone_number", CAT_IN_PLAN, CAT_TEXT, CAT_REQUIRED,                NULL, NULL,    "The whole number; what is shown is masked" },
	{ 0 }
};

static const struct cat_param devices_params[] = {
	{ "email",  "email_id",    CAT_IN_QUERY, CAT_TEXT, 0, NULL, NULL, "The user's mail address" },
	{ "domain", "domain_name", CAT_IN_QUERY, CAT_TEXT, 0, NULL, NULL, "The user's domain" },
	{ 0 }
};

static const struct cat_op ops[] = {
	{ .verb = "list", .method = "GET", .path = "/users",
	  .risk = CAT_READ, .target = CAT_NOTHING,
	  .flags = CAT_LISTS | CAT_PAGED, .items = "/users",
	  .item_id = "/user_id", .params = list_params,
	  .help = "List the users" },
	{ .verb = "show", .method = "GET", .path = "/users/{id}",
	  .risk = CAT_READ, .target = CAT_ONE, .flags = CAT_SHOWS,
	  .item_id = "/user_id", .params = one_user,
	  .help = "Show one user" },
	{ .verb = "update", .method = "PUT", .path = "/users/{id}",
	  .risk = CAT_NARROW, .target = CAT_ONE,
	  .params = update_params, .ways = &users_update,
	  .help = "Change a user's mail address, name and phone" },
	/* POST removes, as the source prints it. */
	{ .verb = "remove", .method = "POST", .path = "/users/{id}",
	  .risk = CAT_GRAVE, .target = CAT_EACH, .flags = CAT_ASKS,
	  .params = some_users, .ways = &users_remove,
	  .help = "Remove users" },
	{ .verb = "devices", .method = "GET", .path = "/users/devices",
	  .risk = CAT_READ, .target = CAT_NOTHING, .flags = CAT_IDS,
	  .items = "/device_ids", .item_id = "", .params = devices_params,
	  .help = "List the ids of a user's devices" },
	{ 0 }
};

static const struct cat_tab tabs[] = {
	{ "Summary", "show" },
	{ "Raw", NULL },
	{ 0 }
};

const struct cat_resource cat_users = {
	.noun = "users", .alias = "usr", .title = "Users",
	.id = "id", .label = "name",
	.columns = columns, .ops = ops, .tabs = tabs,
};
