/* Endpoint Central: its routes, envelopes, pages, agents. */
#include "ec.h"
#include "vendors.h"

#include <endpane/base/str.h>

#include <stdio.h>
#include <string.h>

#define COUNT(a)	(sizeof(a) / sizeof((a)[0]))
#define PAGE_DEFAULT	25
#define PAGE_MOST	1000
#define HOUR_MS		INT64_C(3600000)

void
ec_open(struct reply *out, const char *type)
{
	say_open(out, NULL, '{');
	say_word(out, "message_type", type);
	say_open(out, "message_response", '{');
}

void
ec_close(struct reply *out)
{
	say_close(out, '}');
	say_word(out, "message_version", "1.4");
	say_word(out, "status", "success");
	say_close(out, '}');
}

void
ec_error(struct reply *out, const char *code, const char *text)
{
	desk_status(out, 200);
	say_open(out, NULL, '{');
	say_word(out, "status", "error");
	say_word(out, "error_code", code);
	say_text(out, "error_description", text);
	say_close(out, '}');
}

/* E-ECH; a 412 has neither key. */
void
ec_refuse(struct reply *out, enum refusal why, const char *text)
{
	static const int statuses[] = {
		[NO_SUCH_URL] = 404, [NO_SUCH_METHOD] = 405,
		[NO_SUCH_ID] = 412, [NOT_SIGNED_IN] = 401,
		[NOT_PERMITTED] = 403, [NOT_ACCEPTABLE] = 406,
		[BAD_QUERY] = 400, [BAD_PAGE] = 400, [BAD_BODY] = 400,
		[EMPTY_BODY] = 400, [WRONG_MEDIA] = 415, [NO_LENGTH] = 411,
		[EXISTS] = 409, [UNPROCESSABLE] = 422, [LIMITED] = 429,
		[BROKEN] = 500,
	};

	desk_status(out, statuses[why]);
	say_open(out, NULL, '{');
	if (why != NO_SUCH_ID) {
		say_int(out, "ErrorCode", 1000 + statuses[why]);
		say_text(out, "ErrorMsg", text);
	}
	say_close(out, '}');
}

bool
ec_page(struct sim *sim, const struct request *rq, struct ec_page *page,
    struct reply *out)
{
	const char *type = desk_param(rq, "searchtype");
	const char *why = NULL;

	memset(page, 0, sizeof(*page));
	page->column = desk_param(rq, "searchcolumn");
	page->value = desk_param(rq, "searchvalue");
	if (!desk_count(rq, "page", 1, &page->page) || page->page == 0)
		why = "page";
	else if (!desk_count(rq, "pagelimit", PAGE_DEFAULT, &page->limit) ||
	    page->limit == 0)
		why = "pagelimit";
	else if ((type != NULL) != (page->column != NULL) ||
	    (type != NULL) != (page->value != NULL) ||
	    (type != NULL && strcmp(type, page->column) != 0))
		why = "searchtype, searchcolumn and searchvalue go together";
	if (why != NULL) {
		ledger_refusal(&sim->ledger, rq, why);
		ec_refuse(out, BAD_QUERY, why);
		return false;
	}
	if (page->limit > PAGE_MOST)
		page->limit = PAGE_MOST;
	page->from = (page->page - 1) * page->limit;
	if (rq->oddities & ODD_LOOP)
		page->from = 0;
	else if (rq->oddities & ODD_REPEAT && page->from > 0)
		page->from--;
	return true;
}

bool
ec_page_takes(struct ec_page *page)
{
	size_t place = page->total++;

	return place >= page->from && place - page->from < page->limit;
}

bool
ec_page_finds(const struct ec_page *page, const char *field)
{
	return strcasestr(field, page->value) != NULL;
}

bool
ec_page_walk(const struct request *rq, struct ec_page *page, size_t all,
    size_t *from, size_t *to)
{
	bool filtered = false;
	size_t i;

	for (i = 0; i < rq->param_count; i++)
		if (strcmp(rq->params[i].name, "page") != 0 &&
		    strcmp(rq->params[i].name, "pagelimit") != 0)
			filtered = true;
	*from = filtered ? 0 : page->from;
	*to = filtered || all - page->from < page->limit ||
	    page->from > all ? all : page->from + page->limit;
	if (!filtered)
		page->total = all;
	return filtered;
}

void
ec_list_end(const struct request *rq, const struct ec_page *page,
    struct reply *out)
{
	size_t total = desk_total(rq, page->total);

	say_close(out, ']');
	say_int(out, "total", (int64_t)total);
	say_int(out, "limit", (int64_t)page->limit);
	say_int(out, "page", (int64_t)page->page);
	ec_close(out);
}

void
ec_time(struct reply *out, const char *key, int64_t ms)
{
	say_int(out, key, ms);
}

static void
say_who(const struct endpoint *p, struct reply *out)
{
	char friendly[32];
	size_t i;

	for (i = 0; p->name[i] != '\0'; i++)
		friendly[i] = p->name[i] >= 'A' && p->name[i] <= 'Z' ?
		    (char)(p->name[i] - 'A' + 'a') : p->name[i];
	friendly[i] = '\0';
	say_id(out, "resource_id", p->id);
	say_id_text(out, "resource_id_string", p->id);
	say_text(out, "resource_name", p->name);
	say_text(out, "full_name", p->name);
	say_text(out, "fqdn_name", p->fqdn);
	say_text(out, "managedcomputer.friendly_name", friendly);
	say_text(out, "domain_netbios_name", p->domain);
	say_text(out, "ip_address", p->address);
	say_text(out, "mac_address", p->mac);
	say_text(out, "os_name", p->os);
	say_int(out, "os_platform", p->platform);
	say_text(out, "os_platform_name", p->platform_name);
	say_text(out, "os_version", p->os_version);
	say_text(out, "service_pack", p->service_pack);
	say_int(out, "osflavor_id", p->platform);
}

static void
say_agent(const struct endpoint *p, struct reply *out)
{
	bool there = p->installation == 22;

	say_text(out, "agent_version", there ? "11.3.2406.1.W" : "--");
	say_int(out, "installation_status", p->installation);
	say_int(out, "computer_live_status", p->live);
	say_int(out, "managed_status", there ? 61 : 62);
	say_text(out, "branch_office_name", p->office);
	say_text(out, "agent_logged_on_users", p->user);
	ec_time(out, "agent_last_contact_time", p->seen_ms);
	ec_time(out, "agent_last_bootup_time",
	    p->seen_ms < 0 ? -1 : p->seen_ms - 6 * HOUR_MS);
	ec_time(out, "computer_status_update_time", p->seen_ms);
	say_raw(out, "last_sync_time", "\"--\"");
	ec_time(out, "agent_installed_on", p->installed_ms);
	ec_time(out, "agent_uninstalled_on",
	    p->installation == 23 ? p->seen_ms : -1);
	ec_time(out, "agent_upgraded_on", -1);
	ec_time(out, "agent_executed_on", p->installed_ms);
	say_word(out, "status_label", there ?
	    "dc.db.som.status.installed_successfully" :
	    "dc.db.som.status.yet_to_install");
	say_word(out, "remarks", there ? "dc.db.agent.install.success" : "--");
	say_word(out, "error_code", p->installation == 29 ? "1396" : "--");
	say_word(out, "error_kb_url", "--");
}

static void
say_endpoint(const struct endpoint *p, struct reply *out)
{
	say_open(out, NULL, '{');
	say_who(p, out);
	say_agent(p, out);
	say_text(out, "owner", p->index % 7 == 3 ? "--" : p->user);
	say_word(out, "owner_email_id", "--");
	say_text(out, "location", p->index % 3 == 0 ? "--" : p->office);
	say_text(out, "search_tag", "--");
	say_text(out, "description", "--");
	say_int(out, "customer_id", 1);
	say_text(out, "customer_name", "Acme");
	say_close(out, '}');
}

static bool
number_fits(const struct request *rq, const char *name, int64_t have)
{
	const char *want = desk_param(rq, name);
	int64_t number;

	return want == NULL || (str_number(str_slice(want), &number) &&
	    number == have);
}

static bool
text_fits(const struct request *rq, const char *name, const char *have)
{
	const char *want = desk_param(rq, name);

	return want == NULL || strcasecmp(want, have) == 0;
}

static bool
endpoint_fits(const struct request *rq, const struct ec_page *page,
    const struct endpoint *p)
{
	char field[ENDPOINT_FIELD], id[24];

	snprintf(id, sizeof(id), "%llu", (unsigned long long)p->id);
	return text_fits(rq, "residfilter", id) &&
	    text_fits(rq, "domainfilter", p->domain) &&
	    text_fits(rq, "branchofficefilter", p->office) &&
	    text_fits(rq, "computernamefilter", p->name) &&
	    number_fits(rq, "platformfilter", p->platform) &&
	    number_fits(rq, "installstatusfilter", p->installation) &&
	    number_fits(rq, "livestatusfilter", p->live) &&
	    (page->column == NULL ||
	    !endpoint_field(p, page->column, field) ||
	    ec_page_finds(page, field));
}

static void
get_computers(struct sim *sim, const struct request *rq, struct reply *out)
{
	size_t all = sim->estate.roster[KIND_ENDPOINT].base, i, to;
	struct ec_page page;
	struct endpoint p;
	bool filtered;

	if (!ec_page(sim, rq, &page, out))
		return;
	filtered = ec_page_walk(rq, &page, all, &i, &to);
	ec_open(out, "computers");
	say_open(out, "computers", '[');
	for (; i < to; i++) {
		endpoint_make(&sim->estate, i, &p);
		if (!filtered || (endpoint_fits(rq, &page, &p) &&
		    ec_page_takes(&page)))
			say_endpoint(&p, out);
	}
	ec_list_end(rq, &page, out);
}

static void
get_summary(struct sim *sim, const struct request *rq, struct reply *out)
{
	size_t all = sim->estate.roster[KIND_ENDPOINT].base, i;
	size_t by_status[40] = { 0 }, by_live[4] = { 0 };
	struct endpoint p;

	(void)rq;
	for (i = 0; i < all; i++) {
		endpoint_make(&sim->estate, i, &p);
		by_status[p.installation]++;
		by_live[p.live]++;
	}
	ec_open(out, "summary");
	say_open(out, "summary", '{');
	say_open(out, "installation_status_summary", '{');
	say_int(out, "total", (int64_t)all);
	say_int(out, "yet_to_install", (int64_t)by_status[21]);
	say_int(out, "installed", (int64_t)by_status[22]);
	say_int(out, "uninstalled", (int64_t)by_status[23]);
	say_int(out, "installation_failed", (int64_t)by_status[29]);
	say_int(out, "uninstallation_failed", (int64_t)by_status[31]);
	say_close(out, '}');
	say_open(out, "last_contact_time_summary", '{');
	say_int(out, "contacted_today", (int64_t)by_live[1]);
	say_int(out, "not_contacted_for_3_days", (int64_t)by_live[2]);
	say_close(out, '}');
	say_open(out, "live_status_summary", '{');
	say_int(out, "live", (int64_t)by_live[1]);
	say_int(out, "down", (int64_t)by_live[2]);
	say_int(out, "unknown", (int64_t)by_live[3]);
	say_close(out, '}');
	say_close(out, '}');
	ec_close(out);
}

static void
say_office(size_t i, size_t computers, int64_t now_ms, struct reply *out)
{
	say_open(out, NULL, '{');
	say_id(out, "branch_office_id", i + 1);
	say_word(out, "resource_id_string", "--");
	say_text(out, "branch_office_name", endpoint_office(i));
	say_int(out, "managed_computers", (int64_t)computers);
	say_flag(out, "is_https", i > 0);
	say_text(out, "ds_name", i == 0 ? "--" : "DS-01");
	say_text(out, "ds_ip_address", i == 0 ? "--" : "10.1.1.5");
	say_text(out, "replicationpolicydetails.policy_name",
	    i == 0 ? "--" : "Default");
	ec_time(out, "last_contact_time", i == 0 ? -1 : now_ms - HOUR_MS);
	say_text(out, "proxy_username", i == 2 ? "proxyuser" : "--");
	say_close(out, '}');
}

static void
get_offices(struct sim *sim, const struct request *rq, struct reply *out)
{
	size_t all = sim->estate.roster[KIND_ENDPOINT].base, i;
	size_t computers[ENDPOINT_OFFICES] = { 0 };
	struct ec_page page;

	if (!ec_page(sim, rq, &page, out))
		return;
	for (i = 0; i < all; i++)
		computers[i == 0 ? 0 : 1 + i / 100 % (ENDPOINT_OFFICES - 1)]++;
	ec_open(out, "remoteoffice");
	say_open(out, "remoteoffice", '[');
	for (i = 0; i < ENDPOINT_OFFICES; i++)
		if ((page.column == NULL || strcmp(page.column,
		    "branch_office_name") != 0 ||
		    ec_page_finds(&page, endpoint_office(i))) &&
		    ec_page_takes(&page))
			say_office(i, computers[i], sim->estate.now_ms, out);
	ec_list_end(rq, &page, out);
}

static void
get_properties(struct sim *sim, const struct request *rq, struct reply *out)
{
	static const char *const domains[] = { "ACME", "LAB", "WORKGROUP" };
	static const char *const groups[] = { "All notebooks", "Servers" };
	size_t i;

	(void)sim;
	(void)rq;
	ec_open(out, "serverproperties");
	say_open(out, "serverproperties", '{');
	say_open(out, "branch_offices", '[');
	for (i = 0; i < ENDPOINT_OFFICES; i++) {
		say_open(out, NULL, '{');
		say_id(out, "branch_office_id", i + 1);
		say_text(out, "branch_office_name", endpoint_office(i));
		say_close(out, '}');
	}
	say_close(out, ']');
	say_open(out, "domains", '[');
	for (i = 0; i < COUNT(domains); i++)
		say_text(out, NULL, domains[i]);
	say_close(out, ']');
	say_open(out, "custom_groups", '[');
	for (i = 0; i < COUNT(groups); i++) {
		say_open(out, NULL, '{');
		say_id(out, "custom_group_id", 301 + i);
		say_text(out, "custom_group_name", groups[i]);
		say_close(out, '}');
	}
	say_close(out, ']');
	say_close(out, '}');
	ec_close(out);
}

/* Ids that do not exist are passed over; only such ids: 412. */
static void
post_install(struct sim *sim, const struct request *rq, struct reply *out)
{
	static char told[] = "told";
	const struct json *item = json_first(json_member(rq->json,
	    "resourceids"));
	size_t index, known = 0;
	uint64_t id;

	for (; item != NULL; item = json_next(item)) {
		if (!desk_json_id(item, &id) ||
		    !estate_find(&sim->estate, KIND_ENDPOINT, id, &index))
			continue;
		shelf_put(&sim->estate.agents, index, told);
		known++;
	}
	if (known == 0) {
		ec_refuse(out, NO_SUCH_ID, "");
		return;
	}
	ec_open(out, "computers");
	say_open(out, "computers", '{');
	say_word(out, "Status", "SUCCESS");
	say_close(out, '}');
	ec_close(out);
}

bool
ec_resource(struct sim *sim, const struct request *rq, size_t *index,
    struct reply *out)
{
	uint64_t id;

	if (desk_id(str_slice(desk_param(rq, "resid")), &id) &&
	    estate_find(&sim->estate, KIND_ENDPOINT, id, index))
		return true;
	ec_refuse(out, NO_SUCH_ID, "");
	return false;
}

#define PAGES	"page pagelimit"
#define SEARCH	PAGES " searchtype searchcolumn searchvalue"
#define FILTERS	SEARCH " residfilter domainfilter branchofficefilter " \
	"computernamefilter platformfilter installstatusfilter " \
	"livestatusfilter"

static const struct route routes[] = {
	{ "POST", "/desktop/authentication", ec_post_authentication, BODY_JSON,
	    NULL, "username!text password!text auth_type!text domainName?text",
	    "" },
	{ "POST", "/desktop/authentication/otpValidate", ec_post_otp,
	    BODY_JSON, NULL, "uid!text otp!text rememberme_enabled?text", "" },
	{ "GET", "/desktop/discover", ec_get_discover, BODY_NONE, NULL, NULL,
	    "" },
	{ "GET", "/desktop/serverproperties", get_properties, BODY_NONE, NULL,
	    NULL, NULL },
	{ "GET", "/som/summary", get_summary, BODY_NONE, NULL, NULL, NULL },
	{ "GET", "/som/computers", get_computers, BODY_NONE, FILTERS, NULL,
	    NULL },
	{ "GET", "/som/remoteoffice", get_offices, BODY_NONE, SEARCH, NULL,
	    NULL },
	{ "POST", "/som/computers/installagent", post_install, BODY_JSON, NULL,
	    "resourceids!ids", "SOM_Write" },
	{ "GET", "/inventory/computers", ec_get_inventory, BODY_NONE,
	    SEARCH " swid hwid", NULL, NULL },
	{ "GET", "/inventory/software", ec_get_software, BODY_NONE,
	    SEARCH " accesstypefilter", NULL, NULL },
	{ "GET", "/inventory/hardware", ec_get_hardware, BODY_NONE, SEARCH,
	    NULL, NULL },
	{ "GET", "/inventory/scancomputers", ec_get_scans, BODY_NONE,
	    SEARCH " scanstatusfilter", NULL, NULL },
	{ "GET", "/inventory/compdetailssummary", ec_get_details, BODY_NONE,
	    "resid!", NULL, NULL },
	{ "GET", "/inventory/installedsoftware", ec_get_installed, BODY_NONE,
	    SEARCH " resid!", NULL, NULL },
	{ "GET", "/inventory/allsummary", ec_get_allsummary, BODY_NONE, NULL,
	    NULL, NULL },
	{ 0 }
};

const struct vendor ec_vendor = {
	.name = "ec",
	.bases = { "/ec/api/1.4", NULL },
	.routes = routes,
	.type = "text/plain;charset=UTF-8",
	.refuse = ec_refuse,
	.admit = ec_admit,
};
