/* ADManager Plus: list, create, update, disable computers. */
#include "computer.h"
#include "filter.h"
#include "hunt.h"
#include "shape.h"
#include "sim.h"
#include "vendors.h"

#include <endpane/base/mem.h>
#include <endpane/base/str.h>

#include <stdlib.h>
#include <string.h>

#define PAGE_MOST	100

#define ATTRIBUTES "name?text description?text sAMAccountName?text " \
	"displayName?text dNSHostName?text operatingSystem?text " \
	"operatingSystemServicePack?text operatingSystemVersion?text " \
	"userAccountControl?int memberOf?text managedBy?text " \
	"department?text OUName?text preventDeletion?flag " \
	"extensionAttribute*?text"

static const char no_manager[] = "Value for managedBy attribute could not be "
    "found in AD. Value for the managedBy attribute must be specified in DN "
    "format or mail or displayName";

struct answer {
	int		 status;
	const char	*code;
	const char	*detail;
	const char	*title;
};

static const struct answer answers[] = {
	[NO_SUCH_URL] = { 404, "00000104", "The requested page was not found.",
	    "Page Not Found." },
	[NO_SUCH_METHOD] = { 405, "00000105",
	    "The method is not allowed here.", "Method Not Allowed." },
	[NO_SUCH_ID] = { 404, "00000104", "No such object.",
	    "Page Not Found." },
	[NOT_SIGNED_IN] = { 401, "00000101", "The given Authtoken is invalid.",
	    "Unauthorized." },
	[NOT_PERMITTED] = { 403, "00000106",
	    "The technician is not permitted to do this.", "Forbidden." },
	[NOT_ACCEPTABLE] = { 400, "00000100", NULL, "Bad Request." },
	[BAD_QUERY] = { 400, "00000100", NULL, "Bad Request." },
	[BAD_PAGE] = { 400, "00000107", NULL, "Invalid Parameter." },
	[BAD_BODY] = { 400, "00000107", NULL, "Invalid Parameter." },
	[EMPTY_BODY] = { 400, "00000100", NULL, "Bad Request." },
	[WRONG_MEDIA] = { 415, "00000103", NULL, "Unsupported Media Type." },
	[NO_LENGTH] = { 400, "00000108", NULL, "Content Length Required." },
	[EXISTS] = { 409, "00000100", NULL, "Conflict." },
	[UNPROCESSABLE] = { 422, "00000102", NULL, "Unprocessable." },
	[LIMITED] = { 429, "00000109", "Too many requests.",
	    "Too Many Requests." },
	[BROKEN] = { 500, "00000000", "An internal server error occurred.",
	    "Internal Server Error." },
};

static void
admp_refuse(struct reply *out, enum refusal why, const char *text)
{
	const struct answer *a = &answers[why];
	bool upper = out->oddities & ODD_UPPER, wrap = out->oddities & ODD_WRAP;

	desk_status(out, a->status);
	say_open(out, NULL, '{');
	if (wrap)
		say_open(out, "error", '{');
	say_word(out, upper ? "CODE" : "code", a->code);
	say_text(out, upper ? "DETAIL" : "detail",
	    a->detail != NULL ? a->detail : text);
	if (!upper)
		say_text(out, "title", a->title);
	if (wrap)
		say_close(out, '}');
	say_close(out, '}');
}

static bool
admp_admit(struct sim *sim, const struct request *rq, const struct route *r,
    struct reply *out)
{
	bool is_get = strcmp(rq->method, "GET") == 0;

	(void)r;
	if (rq->authorization == NULL ||
	    strcmp(rq->authorization, sim->api_key) != 0)
		admp_refuse(out, NOT_SIGNED_IN, "");
	else if (sim->is_limited && !limit_take(&sim->limits[is_get ? 1 : 2],
	    is_get ? 100 : 50, 0))
		admp_refuse(out, LIMITED, "");
	else
		return true;
	return false;
}

static bool
bad(struct sim *sim, const struct request *rq, enum refusal why,
    const char *text, struct reply *out)
{
	ledger_refusal(&sim->ledger, rq, text);
	admp_refuse(out, why, text);
	return false;
}

/* domains=a,b or domain=a; fills hunt->domains in the order asked for. */
static bool
take_domains(struct sim *sim, const struct request *rq, const char *name,
    struct hunt *hunt, struct reply *out)
{
	struct slice rest = str_slice(desk_param(rq, name)), one;
	bool several = strcmp(name, "domains") == 0;
	size_t domain;

	while (str_next(&rest, ',', &one)) {
		if (!computer_find_domain(str_trim(one), &domain))
			return bad(sim, rq, BAD_QUERY, "no such domain", out);
		if (hunt->domain_count == (several ? COMPUTER_DOMAINS : 1))
			return bad(sim, rq, BAD_QUERY, "too many domains", out);
		hunt->domains[hunt->domain_count++] = domain;
	}
	return hunt->domain_count > 0 ||
	    bad(sim, rq, BAD_QUERY, "no domain", out);
}

static bool
take_sort(struct hunt *hunt, const char *text)
{
	struct slice rest = str_slice(text), one;

	while (str_next(&rest, ',', &one)) {
		one = str_trim(one);
		if (hunt->sort_count == HUNT_SORTS || one.len == 0)
			return false;
		hunt->is_down[hunt->sort_count] = one.at[0] == '-';
		if (one.at[0] == '-')
			one.at++, one.len--;
		if (!computer_column_named(one,
		    &hunt->sorts[hunt->sort_count++]))
			return false;
	}
	return true;
}

/* Everything but the domain that reads and writes have in common. */
static bool
take_hunt(struct sim *sim, const struct request *rq, struct hunt *hunt,
    struct reply *out)
{
	const char *text = desk_param(rq, "filter"), *why;
	const char *refresh = desk_param(rq, "refresh");

	if (!desk_count(rq, "from", 1, &hunt->from) ||
	    !desk_count(rq, "limit", PAGE_MOST, &hunt->limit) ||
	    hunt->limit == 0 || hunt->limit > PAGE_MOST)
		return bad(sim, rq, BAD_PAGE, "from or limit", out);
	if (hunt->from == 0)
		hunt->from = 1;
	if (refresh != NULL && strcmp(refresh, "true") != 0 &&
	    strcmp(refresh, "false") != 0)
		return bad(sim, rq, BAD_QUERY, "refresh", out);
	if (desk_param(rq, "sort") != NULL &&
	    !take_sort(hunt, desk_param(rq, "sort")))
		return bad(sim, rq, BAD_QUERY,
		    "Some columns given in sort parameter are invalid", out);
	if (text == NULL || rq->oddities & ODD_NO_FILTER)
		return true;
	hunt->filter = filter_parse(text, &why);
	return hunt->filter != NULL || bad(sim, rq, BAD_QUERY, why, out);
}

static void
say_meta(const struct request *rq, const struct hunt *hunt, struct reply *out)
{
	size_t total = desk_total(rq, hunt->total);

	say_close(out, ']');
	say_open(out, "meta", '{');
	say_int(out, "start_index", (int64_t)hunt->from);
	say_int(out, "limit", (int64_t)hunt->limit);
	say_int(out, "total_no_of_objects", (int64_t)total);
	say_close(out, '}');
	say_close(out, '}');
}

/* Bit by column; without fields those of the sample and two more. */
static bool
take_fields(const struct request *rq, unsigned *fields)
{
	const char *text = desk_param(rq, "fields");
	struct slice rest = str_slice(text), one;
	enum column column;

	*fields = text == NULL ? (1u << (COL_DOMAIN_NAME + 1)) - 1 : 0;
	while (str_next(&rest, ',', &one)) {
		if (!computer_column_named(str_trim(one), &column))
			return false;
		*fields |= 1u << column;
	}
	return *fields != 0;
}

static void
say_row(struct sim *sim, size_t index, unsigned fields, struct reply *out)
{
	struct computer c;
	char text[320];
	int i;

	computer_make(&sim->estate, index, &c);
	say_open(out, NULL, '{');
	for (i = 0; i < COLUMNS; i++) {
		if (!(fields >> i & 1) ||
		    (i == COL_SAM_ACCOUNT_NAME && !c.has_sam))
			continue;
		computer_column(&sim->estate, &c, (enum column)i, text,
		    sizeof(text));
		say_text(out, computer_column_name((enum column)i), text);
	}
	say_close(out, '}');
}

static void
get_computers(struct sim *sim, const struct request *rq, struct reply *out)
{
	struct hunt hunt = { .limit = 0 };
	unsigned fields;
	size_t i, asked;

	if (!take_fields(rq, &fields)) {
		bad(sim, rq, BAD_QUERY,
		    "Some columns given in fields parameter are invalid", out);
		return;
	}
	if (take_domains(sim, rq, "domains", &hunt, out) &&
	    take_hunt(sim, rq, &hunt, out)) {
		asked = hunt.from;
		if (rq->oddities & ODD_LOOP)
			hunt.from = 1;
		else if (rq->oddities & ODD_REPEAT && asked > 1)
			hunt.from--;
		hunt_run(&sim->estate, &hunt);
		hunt.from = asked;
		say_open(out, NULL, '{');
		say_open(out, "data", '[');
		for (i = 0; i < hunt.count; i++)
			say_row(sim, hunt.found[i], fields, out);
		say_meta(rq, &hunt, out);
	}
	hunt_fini(&hunt);
}

static void
say_status(struct reply *out, const char *wrong, const char *right)
{
	say_close(out, '}');
	say_open(out, "status", '{');
	say_int(out, "status_code", wrong == NULL);
	say_text(out, "status_message", wrong != NULL ? wrong : right);
	say_close(out, '}');
	say_close(out, '}');
}

/*
 * What must never arrive: a write that no filter narrows. It is refused and
 * remembered as a violation.
 */
static bool
take_targets(struct sim *sim, const struct request *rq, struct hunt *hunt,
    struct reply *out)
{
	const char *text = desk_param(rq, "filter"), *why = NULL;
	struct filter *f = text != NULL ? filter_parse(text, &why) : NULL;
	bool narrow = f != NULL && filter_narrows(f);

	filter_free(f);
	if (!narrow) {
		ledger_violation(&sim->ledger, rq, text == NULL ?
		    "a write without filter" : why != NULL ?
		    "a write with an unusable filter" :
		    "a write with a filter that does not narrow");
		return bad(sim, rq, BAD_QUERY, "The filter is missing, "
		    "unusable or does not narrow", out);
	}
	if (!take_domains(sim, rq, "domain", hunt, out) ||
	    !take_hunt(sim, rq, hunt, out))
		return false;
	hunt_run(&sim->estate, hunt);
	return true;
}

static void
disable_one(struct sim *sim, size_t index, struct reply *out)
{
	struct computer c;
	char dn[320];
	const char *wrong = NULL;

	computer_make(&sim->estate, index, &c);
	computer_column(&sim->estate, &c, COL_DISTINGUISHED_NAME, dn,
	    sizeof(dn));
	if (c.is_guarded)
		wrong = "Access is denied.";
	else if (c.is_disabled)
		wrong = "The computer is already disabled.";
	else
		computer_change(&sim->estate, index)->disabled = 1;
	say_open(out, NULL, '{');
	say_open(out, "object", '{');
	say_text(out, "Computer Name", c.name);
	say_text(out, "SAM Account Name", c.sam);
	say_text(out, "Distinguished Name", dn);
	say_text(out, "Managed by", c.manager);
	say_text(out, "OU Name", c.ou);
	say_status(out, wrong, "Successfully Disabled.");
}

static void
post_disable(struct sim *sim, const struct request *rq, struct reply *out)
{
	struct hunt hunt = { .limit = 0 };
	size_t i;

	if (take_targets(sim, rq, &hunt, out)) {
		say_open(out, NULL, '{');
		say_open(out, "data", '[');
		for (i = 0; i < hunt.count; i++)
			disable_one(sim, hunt.found[i], out);
		say_meta(rq, &hunt, out);
	}
	hunt_fini(&hunt);
}

static const char *
attribute(const struct json *attributes, const char *name)
{
	const struct json *node = json_member(attributes, name);

	return node != NULL ? json_text(node) : NULL;
}

/* Whether the directory has room for these attributes of index. */
static const char *
attributes_wrong(const struct estate *e, size_t domain,
    const struct json *attributes, size_t index)
{
	const char *name = attribute(attributes, "name");
	const char *manager = attribute(attributes, "managedBy");
	const char *unit = attribute(attributes, "OUName");
	size_t other;

	if (name != NULL && (name[0] == '\0' || strlen(name) > 63))
		return "The name is empty or too long.";
	if (name != NULL && computer_find(e, domain, name, &other) &&
	    other != index)
		return "An object with this name already exists.";
	if (unit != NULL && strncasecmp(unit, "OU=", 3) != 0 &&
	    strncasecmp(unit, "CN=", 3) != 0)
		return "The OU could not be found in AD.";
	if (manager != NULL && (index == 7 || !hunt_manager(e, manager)))
		return no_manager;
	return NULL;
}

static void
apply(struct computer_change *change, const struct json *attributes)
{
	const struct json *node;
	enum attribute which;
	char *joined;

	for (node = json_first(attributes); node != NULL;
	    node = json_next(node)) {
		if (strcmp(json_key(node), "userAccountControl") == 0)
			change->disabled = strtol(json_text(node), NULL, 10) &
			    2 ? 1 : 0;
		if (!computer_attribute_named(json_key(node), &which))
			continue;
		if (which == ATTR_MEMBER && change->attrs[which] != NULL) {
			joined = mem_format("%s;%s", change->attrs[which],
			    json_text(node));
			computer_set(change, which, joined);
			free(joined);
		} else
			computer_set(change, which, json_text(node));
	}
}

static void
update_one(struct sim *sim, size_t index, const struct json *attributes,
    struct reply *out)
{
	struct computer c;
	const char *wrong;
	char dn[320];

	computer_make(&sim->estate, index, &c);
	wrong = c.is_guarded ? "Access is denied." :
	    attributes_wrong(&sim->estate, c.domain, attributes, index);
	if (wrong == NULL)
		apply(computer_change(&sim->estate, index), attributes);
	computer_make(&sim->estate, index, &c);
	computer_column(&sim->estate, &c, COL_DISTINGUISHED_NAME, dn,
	    sizeof(dn));
	say_open(out, NULL, '{');
	say_open(out, "object", '{');
	say_text(out, "Distinguished Name", dn);
	say_text(out, "Description", c.description);
	if (wrong == NULL && c.members[0] != '\0')
		say_text(out, "Member of", c.members);
	say_status(out, wrong, "Successfully updated the computer.");
}

static bool
shape_fits(struct sim *sim, const struct request *rq, const char *shape,
    const struct json *object, struct reply *out)
{
	const char *wrong = shape_wrong(shape, object);

	if (wrong == NULL && json_type(object) == JSON_OBJECT)
		return true;
	bad(sim, rq, BAD_BODY, wrong != NULL ? wrong : "not an object", out);
	return false;
}

static void
patch_computers(struct sim *sim, const struct request *rq, struct reply *out)
{
	const struct json *attributes = json_at(rq->json, "/data/attributes");
	struct hunt hunt = { .limit = 0 };
	size_t i;

	if (!shape_fits(sim, rq, "attributes!object",
	    json_member(rq->json, "data"), out) ||
	    !shape_fits(sim, rq, ATTRIBUTES, attributes, out))
		return;
	if (take_targets(sim, rq, &hunt, out)) {
		say_open(out, NULL, '{');
		say_open(out, "data", '[');
		for (i = 0; i < hunt.count; i++)
			update_one(sim, hunt.found[i], attributes, out);
		say_meta(rq, &hunt, out);
	}
	hunt_fini(&hunt);
}

/* What is not said comes from the template, which knows one manager. */
static const char *
create(struct sim *sim, size_t domain, const struct json *attributes,
    struct computer *c)
{
	struct computer_change *change;
	const char *name = attribute(attributes, "name"), *wrong;
	size_t index;

	if (name == NULL)
		return "The name of the computer is missing.";
	wrong = attributes_wrong(&sim->estate, domain, attributes, SIZE_MAX);
	if (wrong != NULL)
		return wrong;
	index = roster_add(&sim->estate.roster[KIND_COMPUTER]);
	change = computer_change(&sim->estate, index);
	change->domain = domain;
	if (attribute(attributes, "OUName") == NULL)
		computer_set(change, ATTR_OU, "CN=Computers,DC=acme,DC=local");
	if (attribute(attributes, "managedBy") == NULL)
		computer_set(change, ATTR_MANAGER, "Manager 1");
	apply(change, attributes);
	if (attribute(attributes, "sAMAccountName") == NULL) {
		char *sam = mem_format("%s$", name);

		computer_set(change, ATTR_SAM, sam);
		free(sam);
	}
	computer_make(&sim->estate, index, c);
	return NULL;
}

static void
create_one(struct sim *sim, size_t domain, const struct json *attributes,
    struct reply *out)
{
	const char *name = attribute(attributes, "name"), *wrong;
	const char *sam = attribute(attributes, "sAMAccountName");
	struct computer c;

	wrong = create(sim, domain, attributes, &c);
	say_open(out, NULL, '{');
	say_open(out, "object", '{');
	if (wrong == NULL) {
		say_text(out, "Name", c.name);
		say_text(out, "Manager(AD)", c.manager);
		say_text(out, "Description", c.description);
	} else {
		say_text(out, "Computer Name", name != NULL ? name : "");
		say_text(out, "SAM Account Name", sam != NULL ? sam : "");
	}
	say_status(out, wrong, "Successfully created the computer.");
}

static void
post_computers(struct sim *sim, const struct request *rq, struct reply *out)
{
	const struct json *template = json_member(rq->json, "template");
	const struct json *list = json_member(rq->json, "data"), *item;
	struct hunt hunt = { .from = 1, .limit = json_count(list),
		.total = json_count(list) };

	if (!take_domains(sim, rq, "domain", &hunt, out))
		return;
	if (template != NULL && !shape_fits(sim, rq,
	    "template_name?text template_id?int", template, out))
		return;
	for (item = json_first(list); item != NULL; item = json_next(item))
		if (!shape_fits(sim, rq, "attributes!object", item, out) ||
		    !shape_fits(sim, rq, ATTRIBUTES,
		    json_member(item, "attributes"), out))
			return;
	say_open(out, NULL, '{');
	say_open(out, "data", '[');
	for (item = json_first(list); item != NULL; item = json_next(item))
		create_one(sim, hunt.domains[0],
		    json_member(item, "attributes"), out);
	say_meta(rq, &hunt, out);
}

#define TARGETS	"domain! from limit filter sort refresh"

static const struct route routes[] = {
	{ "GET", "/computers", get_computers, BODY_NONE,
	    "domains! from limit fields filter sort refresh", NULL, NULL },
	{ "POST", "/computers", post_computers, BODY_JSON, "domain!",
	    "template?object data!list", NULL },
	{ "PATCH", "/computers", patch_computers, BODY_JSON, TARGETS,
	    "data!object", NULL },
	{ "POST", "/computers/disable", post_disable, BODY_NONE, TARGETS,
	    NULL, NULL },
	{ 0 }
};

const struct vendor admp_vendor = {
	.name = "admp",
	.bases = { "/admp/api/v2", NULL },
	.routes = routes,
	.type = "application/json;charset=UTF-8",
	.refuse = admp_refuse,
	.admit = admp_admit,
};
