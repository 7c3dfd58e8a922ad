/* ADManager Plus: AD computers. Source: seed 004. */
#include "admp_parts.h"
#include "admp_ways.h"
#include "systems.h"

static const struct cat_column columns[] = {
	{ "name",       "NAME",       "/COMPUTER_NAME",      CAT_TEXT,    NULL, 20 },
	{ "sam",        "SAM",        "/SAM_ACCOUNT_NAME",   CAT_TEXT,    NULL, 18 },
	{ "os",         "OS",         "/OPERATING_SYSTEM",   CAT_TEXT,    NULL, 20 },
	{ "status",     "STATUS",     "?/COMPUTER_STATUS|/ACCOUNT_STATUS", CAT_TEXT, NULL, 9 },
	{ "ou",         "OU",         "/OU_NAME",            CAT_TEXT,    NULL, 16 },
	{ "manager",    "MANAGER",    "/MANAGER",            CAT_TEXT,    NULL, 16 },
	{ "department", "DEPARTMENT", "/DEPARTMENT",         CAT_TEXT,    NULL, 12 },
	{ "version",    "VERSION",    "/VERSION",            CAT_VERSION, NULL,  8 },
	{ "logon",      "LAST LOGON", "/LAST_LOGON_TIME",    CAT_STAMP,   NULL, 16 },
	{ "dn",         "DISTINGUISHED NAME", "/DISTINGUISHED_NAME", CAT_TEXT, NULL, 0 },
	{ "domain",     "DOMAIN",     "/DOMAIN_NAME",        CAT_TEXT,    NULL,  0 },
	{ "sid",        "SID",        "/SID_STRING",         CAT_TEXT,    NULL,  0 },
	{ "guid",       "GUID",       "/OBJECT_GUID",        CAT_TEXT,    NULL,  0 },
	{ "dns",        "DNS",        "/DNS_NAME",           CAT_TEXT,    NULL,  0 },
	{ 0 }
};

static const struct cat_param list_params[] = {
	{ "domains", "domains", CAT_IN_PLAN,  CAT_TEXT, CAT_MANY, NULL, NULL, "Domains to read, as configured if left out" },
	{ "fields",  "fields",  CAT_IN_QUERY, CAT_TEXT, CAT_MANY, NULL, NULL, "Only these columns, by the server's names" },
	{ "filter",  "filter",  CAT_IN_QUERY, CAT_TEXT, 0,        NULL, NULL, "Filter for the server, as it takes it" },
	{ "sort",    "sort",    CAT_IN_QUERY, CAT_TEXT, CAT_MANY, NULL, NULL, "Server's columns to sort by, - for falling" },
	{ "refresh", "refresh", CAT_IN_QUERY, CAT_FLAG, 0,        NULL, NULL, "Synchronise with the directory first" },
	{ 0 }
};

static const struct cat_param show_params[] = {
	{ "id",     "name",    CAT_IN_PLAN, CAT_TEXT, CAT_REQUIRED | CAT_POSITION | CAT_KEY, NULL, "computers", "The computer's name" },
	{ "domain", "domains", CAT_IN_PLAN, CAT_TEXT, CAT_REQUIRED,                NULL, NULL,        "The computer's domain" },
	{ 0 }
};

static const struct cat_param disable_params[] = {
	{ "id",     "name",   CAT_IN_PLAN, CAT_TEXT, CAT_POSITION | CAT_KEY | CAT_MANY, NULL, "computers", "The computers' names" },
	{ "domain", "domain", CAT_IN_PLAN, CAT_TEXT, CAT_REQUIRED,            NULL, NULL,        "Their domain, exactly one" },
	{ "filter", "filter", CAT_IN_PLAN, CAT_TEXT, 0,                       NULL, NULL,        "Finds the computers instead of names" },
	{ 0 }
};

static const struct cat_param create_params[] = {
	{ "domain",   "domain",     CAT_IN_PLAN, CAT_TEXT, CAT_REQUIRED, NULL, NULL, "Their domain, exactly one" },
	{ "template", "template",   CAT_IN_PLAN, CAT_TEXT, CAT_UNLISTED, NULL, NULL, "Name or id of a template; else the default" },
	{ "attr",     "attributes", CAT_IN_PLAN, CAT_TEXT, CAT_MANY,     NULL, NULL, "NAME=VALUE, such as name=PC01; repeatable" },
	{ "from",     "data",       CAT_IN_PLAN, CAT_TEXT, CAT_LOADED | CAT_FILE, NULL, NULL, "CSV with a header line, or JSON: a row a computer" },
	{ "only",     "data",       CAT_IN_PLAN, CAT_TEXT, CAT_MANY | CAT_KEY,     NULL, NULL, "Of the rows, only the computers of these names" },
	{ "skip-bad", "data",       CAT_IN_PLAN, CAT_FLAG, 0,            NULL, NULL, "Leave out rows that cannot be sent, instead of refusing" },
	{ 0 }
};

static const struct cat_param update_params[] = {
	{ "id",     "name",       CAT_IN_PLAN, CAT_TEXT, CAT_POSITION | CAT_KEY | CAT_MANY, NULL, "computers", "The computers' names" },
	{ "domain", "domain",     CAT_IN_PLAN, CAT_TEXT, CAT_REQUIRED,            NULL, NULL,        "Their domain, exactly one" },
	{ "filter", "filter",     CAT_IN_PLAN, CAT_TEXT, 0,                       NULL, NULL,        "Finds the computers instead of names" },
	{ "attr",   "attributes", CAT_IN_PLAN, CAT_TEXT, CAT_REQUIRED | CAT_MANY, NULL, NULL,        "NAME=VALUE, such as department=IT; repeatable" },
	{ 0 }
};

static const struct cat_op ops[] = {
	{ .verb = "list", .method = "GET", .path = "/computers",
	  .risk = CAT_READ, .target = CAT_NOTHING,
	  .flags = CAT_LISTS | CAT_PAGED | CAT_SERVER_FILTER,
	  .items = "/data", .item_id = "/COMPUTER_NAME",
	  .params = list_params, .ways = &admp_list,
	  .help = "List the computers of domains" },
	{ .verb = "show", .method = "GET", .path = "/computers",
	  .risk = CAT_READ, .target = CAT_ONE, .flags = CAT_SHOWS,
	  .items = "/data", .item_id = "/COMPUTER_NAME",
	  .params = show_params, .ways = &admp_show,
	  .help = "Show one computer" },
	{ .verb = "create", .method = "POST", .path = "/computers",
	  .risk = CAT_NARROW, .target = CAT_NOTHING,
	  .params = create_params, .ways = &admp_create,
	  .help = "Create computers" },
	{ .verb = "update", .method = "PATCH", .path = "/computers",
	  .risk = CAT_WIDE, .target = CAT_NAMED,
	  .items = "/data", .item_id = "/COMPUTER_NAME",
	  .params = update_params, .ways = &admp_update,
	  .help = "Change attributes of computers" },
	{ .verb = "disable", .method = "POST", .path = "/computers/disable",
	  .risk = CAT_GRAVE, .target = CAT_NAMED, .flags = CAT_ASKS,
	  .items = "/data", .item_id = "/COMPUTER_NAME",
	  .params = disable_params, .ways = &admp_disable,
	  .help = "Disable computers; there is no way back from here" },
	{ 0 }
};

static const struct cat_tab tabs[] = {
	{ "Summary", "show" },
	{ "Raw", NULL },
	{ 0 }
};

static const struct cat_resource computers = {
	.noun = "computers", .alias = "pc", .title = "AD computers",
	.id = "name", .label = "name", .twin = "dn",
	.columns = columns, .ops = ops, .tabs = tabs,
};

static const struct cat_resource *const resources[] = { &computers, NULL };

static const struct cat_grammar grammar = {
	admp_operators, admp_more_columns, admp_query
};

const struct cat_system cat_admanager = {
	.name = "admanager", .title = "ADManager Plus",
	.total = "/meta/total_no_of_objects", .module_header = "X-Module",
	.probe_noun = "computers", .probe = "list",
	.resources = resources,
	.grammar = &grammar,
	.base = admp_base, .verdict = admp_verdict, .page = admp_page,
};
