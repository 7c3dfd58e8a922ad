/* Endpoint Central: computers, summary, offices, software. Source: seed 000. */
#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/catalog/undo.h>
#include <endpane/json/scan.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "answer.h"
#include "route.h"
#include "systems.h"

static const struct cat_choice live_states[] = {
	{ "1", "live" },
	{ "2", "down" },
	{ "3", "unknown" },
	{ 0 }
};

static const struct cat_choice install_states[] = {
	{ "21", "yet to install" },
	{ "22", "installed" },
	{ "23", "uninstalled" },
	{ "24", "yet to uninstall" },
	{ "29", "install failed" },
	{ "31", "uninstall failed" },
	{ 0 }
};

/* Older servers have other names for some columns. */
static const struct cat_column columns[] = {
	{ "id",        "ID",        "/resource_id|/resource_id_string", CAT_ID, NULL, 19 },
	{ "name",      "NAME",      "/full_name|/resource_name|/managedcomputer.friendly_name|/name", CAT_TEXT, NULL, 20 },
	{ "live",      "LIVE",      "/computer_live_status|/live_status", CAT_CHOICE, live_states, 7 },
	{ "os",        "OS",        "/os_name",                       CAT_TEXT,    NULL, 22 },
	{ "platform",  "PLATFORM",  "/os_platform_name",              CAT_TEXT,    NULL,  8 },
	{ "agent",     "AGENT",     "/installation_status",           CAT_CHOICE,  install_states, 12 },
	{ "version",   "VERSION",   "/agent_version",                 CAT_VERSION, NULL, 12 },
	{ "user",      "USER",      "/agent_logged_on_users|/logged_on_users", CAT_TEXT, NULL, 16 },
	{ "seen",      "SEEN",      "/agent_last_contact_time|/last_contact_time", CAT_MILLIS, NULL, 16 },
	{ "domain",    "DOMAIN",    "/domain_netbios_name",           CAT_TEXT,    NULL, 12 },
	{ "office",    "OFFICE",    "/branch_office_name",            CAT_TEXT,    NULL,  0 },
	{ "ip",        "IP",        "/ip_address",                    CAT_TEXT,    NULL,  0 },
	{ "mac",       "MAC",       "/mac_address",                   CAT_TEXT,    NULL,  0 },
	{ "osversion", "OSVERSION", "/os_version",                    CAT_VERSION, NULL,  0 },
	{ 0 }
};

/* Every list with pages can be searched; COL is the server's field name. */
#define SEARCH \
	{ "search", "searchvalue", CAT_IN_PLAN, CAT_TEXT, 0, NULL, NULL, "COL=TEXT: let the server search a column" }

static const struct cat_param list_params[] = {
	SEARCH,
	{ 0 }
};

/* What stands behind /inventory/, of which the first is listed if left out. */
static const struct cat_choice inventories[] = {
	{ "software", "software" },
	{ "hardware", "hardware" },
	{ "computers", "computers" },
	{ "scancomputers", "scans" },
	{ 0 }
};

static const struct cat_param inventory_params[] = {
	{ "of", "operation", CAT_IN_PLAN, CAT_CHOICE, 0, inventories, NULL, "What is listed; software if left out" },
	{ "swid", "swid", CAT_IN_QUERY, CAT_ID, 0, NULL, NULL, "Of computers: those with that software", "endpoints inventory of=software" },
	{ "hwid", "hwid", CAT_IN_QUERY, CAT_ID, 0, NULL, NULL, "Of computers: those with that hardware", "endpoints inventory of=hardware" },
	SEARCH,
	{ 0 }
};

static const struct cat_param software_params[] = {
	{ "id", "resid", CAT_IN_QUERY, CAT_ID, CAT_REQUIRED | CAT_POSITION, NULL, "endpoints", "The computer's resource id" },
	SEARCH,
	{ 0 }
};

static const struct cat_param one[] = {
	{ "id", "resid", CAT_IN_QUERY, CAT_ID, CAT_REQUIRED | CAT_POSITION, NULL, "endpoints", "The computer's resource id" },
	{ 0 }
};

static const struct cat_param some[] = {
	{ "id", "resourceids", CAT_IN_PLAN, CAT_ID, CAT_REQUIRED | CAT_POSITION | CAT_MANY, NULL, "endpoints", "The computers' resource ids" },
	{ 0 }
};

/*
 * Our short names are none of the server's, which ignores what it does not
 * know. Names are searched by the field that the documents search by.
 */
static struct slice
search_field(struct slice typed)
{
	const struct cat_column *c;

	if (str_is(typed, "name"))
		return str_slice("resource_name");
	for (c = columns; c->name != NULL; c++)
		if (str_is(typed, c->name))
			return (struct slice){ c->path + 1,
				strcspn(c->path + 1, "|") };
	return typed;
}

/* Two parameters take the same column; whoever asks names it once. */
static bool
add_search(const struct cat_op *op, const char *search, struct buf *query,
    struct err *err)
{
	const char *equals = strchr(search, '=');
	struct slice column;

	if (equals == NULL || equals == search || equals[1] == '\0')
		return err_set(err, ERR_USAGE, "--search takes COL=TEXT, such "
		    "as resource_name=WKS");
	column = (struct slice){ search, (size_t)(equals - search) };
	if (op->params == list_params)
		column = search_field(column);
	route_query_add(query, "searchtype", column);
	route_query_add(query, "searchcolumn", column);
	route_query_add(query, "searchvalue", str_slice(equals + 1));
	return true;
}

/* Who has a thing is asked of computers only. */
static bool
inventory_path(const struct args *args, struct buf *path, struct err *err)
{
	const char *of = args_get(args, "of", 0);
	const struct cat_choice *c = inventories;

	while (of != NULL && c->wire != NULL && strcmp(of, c->wire) != 0 &&
	    !str_is_folded(str_slice(of), c->label))
		c++;
	if (c->wire == NULL)
		return err_set(err, ERR_USAGE, "of: not one of the values it "
		    "takes");
	if (strcmp(c->wire, "computers") != 0 &&
	    args_count(args, "swid") + args_count(args, "hwid") > 0)
		return err_set(err, ERR_USAGE, "--swid and --hwid go with "
		    "--of computers");
	return buf_format(path, "/inventory/%s", c->wire);
}

static bool
list_plan(const struct cat_op *op, const struct args *args,
    const struct cat_settings *set, struct plan *plan, struct err *err)
{
	const char *search = args_get(args, "search", 0);
	struct buf path = { 0 }, query = { 0 };
	bool good;

	(void)set;
	good = (op->params == inventory_params ?
	    inventory_path(args, &path, err) : buf_text(&path, op->path)) &&
	    route_query(op, args, &query, err) &&
	    (search == NULL || add_search(op, search, &query, err));
	if (good)
		route_fill(plan_add(plan, op->method), &path, &query, NULL);
	buf_fini(&path);
	buf_fini(&query);
	return good;
}

static const struct cat_ways on_list = { .plan = list_plan };

/*
 * An empty list means every computer to some calls: refused in route_ids. The
 * document names the call in the plural, servers have it in the singular.
 */
static bool
install_plan(const struct cat_op *op, const struct args *args,
    const struct cat_settings *set, struct plan *plan, struct err *err)
{
	const struct route_list list = { .method = op->method,
		.path = op->path, .name = "id", .wire = "resourceids",
		.rest = "" };

	size_t i = plan->count;

	(void)set;
	if (!route_many(&list, args, plan, err))
		return false;
	for (; i < plan->count; i++)
		plan->requests[i].other_path = mem_format("%ss", op->path);
	return true;
}

/* Agents come when the computers are reached: taken is all that is known. */
static enum cat_outcome
install_judge(const struct plan_request *request,
    const struct cat_reply *reply, size_t n, struct err *err)
{
	static const char *const places[] = {
		"/message_response*/computers/status*",
		"/message_response*/status*",
	};
	struct slice value;
	struct buf text = { 0 };
	bool failed = false;
	size_t i;

	(void)request, (void)n;
	for (i = 0; i < 2 && !failed; i++) {
		buf_clear(&text);
		failed = scan_at(reply->body, places[i], &value) &&
		    scan_text(value, &text) &&
		    strncasecmp(buf_string(&text), "fail", 4) == 0;
	}
	buf_fini(&text);
	if (!failed)
		return CAT_ACCEPTED;
	err_set(err, ERR_REFUSED, "the server says that it failed");
	return CAT_REJECTED;
}

static const struct cat_undo undo_install = {
	.why = "there is no call that removes an agent",
};
static const struct cat_ways on_install = {
	.plan = install_plan, .judge = install_judge, .undo = &undo_install,
	.unread = "no call tells whether the order was taken: 'endpoints "
	    "list' has the agent (AGENT) once it is there; wait for that "
	    "before you do it again",
};

static const struct cat_op ops[] = {
	{ .verb = "list", .method = "GET", .path = "/som/computers",
	  .risk = CAT_READ, .target = CAT_NOTHING,
	  .flags = CAT_LISTS | CAT_PAGED,
	  .items = "/message_response*/computers*",
	  .item_id = "/resource_id",
	  .params = list_params, .ways = &on_list,
	  .help = "List the managed computers" },
	{ .verb = "show", .method = "GET", .path = "/inventory/compdetailssummary",
	  .risk = CAT_READ, .target = CAT_ONE, .flags = CAT_SHOWS,
	  .items = "/message_response*/compdetailssummary",
	  .params = one,
	  .help = "Show hardware, system and owner of a computer" },
	{ .verb = "software", .method = "GET",
	  .path = "/inventory/installedsoftware",
	  .risk = CAT_READ, .target = CAT_ONE, .flags = CAT_TABLE | CAT_PAGED,
	  .items = "/message_response*/installedsoftware*",
	  .item_id = "/software_id", .params = software_params,
	  .ways = &on_list,
	  .help = "List the software on a computer" },
	{ .verb = "summary", .method = "GET", .path = "/som/summary",
	  .risk = CAT_READ, .target = CAT_NOTHING, .flags = CAT_SHOWS,
	  .items = "/message_response*/summary",
	  .help = "Show how many agents are installed and in touch" },
	{ .verb = "offices", .method = "GET", .path = "/som/remoteoffice",
	  .risk = CAT_READ, .target = CAT_NOTHING,
	  .flags = CAT_TABLE | CAT_PAGED,
	  .items = "/message_response*/remoteoffice*",
	  .item_id = "/branch_office_id",
	  .params = list_params, .ways = &on_list,
	  .help = "List the remote offices" },
	{ .verb = "inventory", .method = "GET", .path = "/inventory/software",
	  .risk = CAT_READ, .target = CAT_NOTHING,
	  .flags = CAT_TABLE | CAT_PAGED,
	  .items = "/message_response*/software*",
	  .item_id = "/software_id|/hardware_id|/resource_id",
	  .params = inventory_params, .ways = &on_list,
	  .help = "List software, hardware, or who has it" },
	{ .verb = "install-agent", .method = "POST",
	  .path = "/som/computers/installagent",
	  .risk = CAT_WIDE, .target = CAT_EACH, .flags = CAT_ASKS,
	  .params = some, .ways = &on_install,
	  .help = "Install the agent on computers" },
	{ 0 }
};

static const struct cat_tab tabs[] = {
	{ "Summary", "show" },
	{ "Software", "software" },
	{ "Raw", NULL },
	{ 0 }
};

static const struct cat_resource endpoints = {
	.noun = "endpoints", .alias = "ep", .title = "Endpoints",
	.id = "id", .label = "name",
	.fields = "fqdn_name os_platform service_pack osflavor_id "
	    "managed_status agent_last_bootup_time "
	    "computer_status_update_time last_sync_time agent_installed_on "
	    "agent_uninstalled_on agent_upgraded_on agent_executed_on "
	    "status_label remarks error_code error_kb_url owner "
	    "owner_email_id location search_tag description customer_id "
	    "customer_name",
	.columns = columns, .ops = ops, .tabs = tabs,
};

static const struct answer_advice advice[] = {
	{ "10001", "the user name or password is wrong: check both, and auth_type", ERR_AUTH },
	{ "10002", "not signed in, or the token is no longer valid: sign in again", ERR_AUTH },
	{ "PATCH_SCAN_FAILED_CODE", "the scan could not start: see that the computers are reached" },
	{ 0 }
};

static bool
base(const char *url, const struct cat_settings *set, struct buf *out,
    struct err *err)
{
	struct slice have = str_slice(url);
	char tail[48];

	(void)err;
	snprintf(tail, sizeof(tail), "/api/%.32s", set->api_version != NULL ?
	    set->api_version : "1.4");
	buf_slice(out, have);
	return str_ends(have, tail) ? true : buf_text(out, tail);
}

/* The text of the first member that has any: servers spell it in three ways. */
static const char *
any_of(const struct json *tree, const char *a, const char *b, const char *c)
{
	const char *text = json_text(json_member(tree, a));

	if (text[0] == '\0')
		text = json_text(json_member(tree, b));
	return text[0] != '\0' ? text : json_text(json_member(tree, c));
}

static bool
refused(const struct cat_reply *reply, struct err *err)
{
	struct json *tree = answer_tree(reply);
	const char *code = any_of(tree, "error_code", "ErrorCode", "errorCode");
	const char *words = any_of(tree, "error_description", "ErrorMsg",
	    "errorMsg");

	/* A 412 without a word is that of ids which are all unknown there. */
	if (reply->status == 412 && code[0] == '\0' && words[0] == '\0') {
		err_set(err, ERR_MISSING, "none of the ids is known there "
		    "(no such object, it may be gone: read the list again)");
		err->http = reply->status;
	} else
		answer_refused(reply, code[0] != '\0' ? code : NULL,
		    words[0] != '\0' ? words :
		    json_text(answer_error_words(tree)), advice, err);
	json_free(tree);
	return false;
}

/* Rows have an error_code of their own: only the top level counts. */
static bool
says_no(const struct cat_reply *reply)
{
	struct buf text = { 0 };
	bool no = answer_member(reply, "/status*", &text) &&
	    str_is_folded(str_slice(buf_string(&text)), "error");

	buf_fini(&text);
	return no || answer_has_error(reply);
}

static bool
verdict(const struct cat_reply *reply, struct err *err)
{
	return answer_verdict(reply, says_no, refused, err);
}

static bool
page(const struct cat_page *seen, const struct cat_settings *set,
    struct buf *query, bool *more, struct err *err)
{
	size_t number = seen == NULL ? 1 : seen->pages_so_far + 1;

	(void)err;
	*more = seen == NULL || answer_has_more(seen, "/message_response/limit",
	    "/message_response/total", set->page_limit);
	if (*more)
		buf_format(query, "page=%zu", number);
	if (*more && set->page_limit > 0)
		buf_format(query, "&pagelimit=%d", set->page_limit);
	return true;
}

static const struct cat_resource *const resources[] = { &endpoints, NULL };

/* Contract, traps: an empty list, or none, means every computer. */
static const struct cat_fleet fleet[] = {
	{ "/computers/scan", "resourceids" },
	{ "/installpatch", "resourceids" },
	{ "/uninstallpatch", "resourceids" },
	{ "/uninstallagent", "resourceids" },
	{ "/removecomputer", "resourceids" },
	{ 0 }
};

const struct cat_system cat_endpoint_central = {
	.name = "endpoint-central", .title = "Endpoint Central",
	.scopes = "DesktopCentralCloud.Common.READ,"
	    "DesktopCentralCloud.SOM.READ,DesktopCentralCloud.SOM.CREATE,"
	    "DesktopCentralCloud.SOM.UPDATE,"
	    "DesktopCentralCloud.Inventory.READ",
	.read_scopes = "DesktopCentralCloud.Common.READ,"
	    "DesktopCentralCloud.SOM.READ,DesktopCentralCloud.Inventory.READ",
	.total = "/message_response/total",
	.probe_noun = "endpoints", .probe = "summary",
	.resources = resources,
	.base = base, .verdict = verdict, .page = page, .fleet = fleet,
};
