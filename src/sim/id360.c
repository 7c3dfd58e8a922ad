/* Identity360: local accounts of devices, and who may not be linked. */
#include "account.h"
#include "scim.h"
#include "sim.h"
#include "vendors.h"

#include <endpane/base/clock.h>
#include <endpane/base/mem.h>
#include <endpane/base/str.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PAGE_DEFAULT	100
#define PAGE_MOST	200
struct answer {
	int		 status;
	const char	*code;
	const char	*title;
	const char	*detail;
};

static const struct answer answers[] = {
	[NO_SUCH_URL] = { 404, "00000104", "Page Not Found", NULL },
	[NO_SUCH_METHOD] = { 405, "00000105", "Method Not Allowed", NULL },
	[NO_SUCH_ID] = { 404, "00000104", "Page Not Found",
	    "The resource was not found." },
	[NOT_SIGNED_IN] = { 401, "00000101", "Unauthorized",
	    "The OAuth token is invalid." },
	[NOT_PERMITTED] = { 403, "00000106", "Forbidden",
	    "The OAuth scope is insufficient." },
	[NOT_ACCEPTABLE] = { 400, "00000100", "Bad Request", NULL },
	[BAD_QUERY] = { 400, "00000107", "Invalid Parameter", NULL },
	[BAD_PAGE] = { 400, "00000107", "Invalid Parameter", NULL },
	[BAD_BODY] = { 400, "00000107", "Invalid Parameter", NULL },
	[EMPTY_BODY] = { 400, "00000100", "Bad Request", NULL },
	[WRONG_MEDIA] = { 415, "00000103", "Unsupported Media Type", NULL },
	[NO_LENGTH] = { 400, "00000108", "Content Length Required", NULL },
	[EXISTS] = { 422, "00000102", "Unprocessable Entity", NULL },
	[UNPROCESSABLE] = { 422, "00000102", "Unprocessable Entity", NULL },
	[LIMITED] = { 429, "00000109", "Too Many Requests",
	    "Too many requests." },
	[BROKEN] = { 500, "00000000", "Internal Server Error",
	    "An unexpected internal error has occurred on the server. Please "
	    "try again later." },
};

static void
id360_refuse(struct reply *out, enum refusal why, const char *text)
{
	const struct answer *a = &answers[why];

	desk_status(out, a->status);
	say_open(out, NULL, '{');
	say_open(out, "error", '{');
	say_word(out, "code", a->code);
	say_text(out, "title", a->title);
	say_text(out, "detail", a->detail != NULL ? a->detail : text);
	say_close(out, '}');
	say_close(out, '}');
}

static bool
id360_admit(struct sim *sim, const struct request *rq, const struct route *r,
    struct reply *out)
{
	static const char oauth[] = "Zoho-oauthtoken ";
	enum zoho_answer answer = ZOHO_UNKNOWN;

	if (rq->authorization != NULL && strncmp(rq->authorization, oauth,
	    sizeof(oauth) - 1) == 0)
		answer = zoho_check(&sim->zoho,
		    rq->authorization + sizeof(oauth) - 1, r->scope);
	if (answer != ZOHO_GOOD)
		id360_refuse(out, answer == ZOHO_UNKNOWN ? NOT_SIGNED_IN :
		    NOT_PERMITTED, "");
	else if (sim->is_limited && !limit_take(&sim->limits[3], 100, 0))
		id360_refuse(out, LIMITED, "");
	else
		return true;
	return false;
}

/* "2023-10-26T03:30:00Z", without the fraction, as printed. */
static void
say_date(struct reply *out, const char *key, int64_t ms)
{
	char text[32];

	if (ms < 0) {
		say_raw(out, key, "null");
		return;
	}
	clock_print_utc(ms, text, sizeof(text));
	snprintf(text + 19, sizeof(text) - 19, "Z");
	say_word(out, key, text);
}

static void
say_link(const struct estate *e, const struct account *a, struct reply *out)
{
	char mail[64], name[64];

	account_idp_names(e, a->idp_user, mail, name, sizeof(mail));
	say_open(out, "idp_account_details", '{');
	say_id(out, "user_id", a->idp_user);
	say_text(out, "user_name", mail);
	say_text(out, "display_name", name);
	say_word(out, "link_type", a->link_type);
	say_word(out, "link_status",
	    a->link == LINK_DONE ? "linked" : "pending_link");
	say_date(out, "linked_at", a->linked_ms);
	say_close(out, '}');
}

static void
say_account(const struct estate *e, const struct account *a, unsigned fields,
    struct reply *out)
{
	say_open(out, NULL, '{');
	if (fields & SCIM_ID)
		say_id(out, "id", a->id);
	if (fields & SCIM_NAME)
		say_text(out, "user_name", a->name);
	if (fields & SCIM_LEVEL)
		say_word(out, "permission_level", a->level);
	if (fields & SCIM_LOGIN)
		say_date(out, "last_login", a->login_ms);
	if (fields & SCIM_LINKED)
		say_flag(out, "is_idp_linked", a->link != LINK_NONE);
	if (fields & SCIM_DETAILS && a->link != LINK_NONE)
		say_link(e, a, out);
	say_close(out, '}');
}

static bool
bad(struct sim *sim, const struct request *rq, enum refusal why,
    const char *text, struct reply *out)
{
	ledger_refusal(&sim->ledger, rq, text);
	id360_refuse(out, why, text);
	return false;
}

static bool
take_device(struct sim *sim, const struct request *rq, size_t *device,
    struct reply *out)
{
	uint64_t id;

	if (desk_id(rq->args[0], &id) &&
	    estate_find(&sim->estate, KIND_TERMINAL, id, device))
		return true;
	id360_refuse(out, NO_SUCH_ID, "");
	return false;
}

static bool
take_page(struct sim *sim, const struct request *rq, size_t *from,
    size_t *limit, struct reply *out)
{
	if (!desk_count(rq, "from", 1, from) ||
	    !desk_count(rq, "limit", PAGE_DEFAULT, limit) || *limit == 0 ||
	    *limit > PAGE_MOST)
		return bad(sim, rq, BAD_PAGE, "from or limit", out);
	if (*from == 0)
		*from = 1;
	return true;
}

/* What the documents print as total is 1, whatever there is. */
static void
say_meta(struct reply *out, size_t from, size_t limit)
{
	say_close(out, ']');
	say_open(out, "meta", '{');
	say_int(out, "start_index", (int64_t)from);
	say_int(out, "limit", (int64_t)limit);
	say_int(out, "total_no_of_objects", 1);
	say_close(out, '}');
	say_close(out, '}');
}

static void
row_of(const struct account *a, struct scim_row *row)
{
	snprintf(row->id, sizeof(row->id), "%llu", (unsigned long long)a->id);
	row->name = a->name;
	row->level = a->level;
	row->linked = a->link != LINK_NONE ? "true" : "false";
}

/*
 * Sorted by an insertion: a device has few accounts. Where nothing is filtered
 * or sorted, all stays empty: each is at its own place.
 */
static size_t
gather(const struct estate *e, size_t device, const struct scim *q,
    struct account *all)
{
	size_t count = account_count(e, device), n, i, kept = 0;
	struct scim_row row, other;
	struct account a;

	if (q->term_count == 0 && q->sort_count == 0)
		return count;
	for (n = 0; n < count; n++) {
		account_make(e, device, n, &a);
		row_of(&a, &row);
		if (!scim_fits(q, &row))
			continue;
		for (i = kept; i > 0; i--) {
			row_of(&all[i - 1], &other);
			if (scim_order(q, &other, &row) <= 0)
				break;
			all[i] = all[i - 1];
		}
		all[i] = a;
		kept++;
	}
	return kept;
}

static void
get_accounts(struct sim *sim, const struct request *rq, struct reply *out)
{
	size_t device, from, limit, kept, i, extra = 0;
	struct account *all, one;
	const char *why;
	struct scim q;

	if (!take_device(sim, rq, &device, out) ||
	    !take_page(sim, rq, &from, &limit, out))
		return;
	if (!scim_parse(&q, desk_param(rq, "filter"),
	    desk_param(rq, "fields"), desk_param(rq, "sort"), &why)) {
		bad(sim, rq, BAD_QUERY, why, out);
		return;
	}
	all = mem_alloc((account_count(&sim->estate, device) + 1) *
	    sizeof(*all));
	kept = gather(&sim->estate, device, &q, all);
	if (rq->oddities & ODD_REPEAT && from > 1)
		extra = 1;
	else if (rq->oddities & ODD_LOOP)
		extra = from - 1;
	say_open(out, NULL, '{');
	say_open(out, "data", '[');
	for (i = from - 1 - extra; i < kept && i + 1 + extra - from < limit;
	    i++) {
		account_make(&sim->estate, device, i, &one);
		say_account(&sim->estate, q.term_count + q.sort_count > 0 ?
		    &all[i] : &one, q.fields, out);
	}
	say_meta(out, from, limit);
	free(all);
}

static bool
take_account(struct sim *sim, const struct request *rq, size_t *device,
    struct account *a, struct reply *out)
{
	uint64_t id, first;

	if (!take_device(sim, rq, device, out))
		return false;
	first = account_first(&sim->estate, *device);
	if (!desk_id(rq->args[1], &id) || id < first ||
	    id - first >= account_count(&sim->estate, *device)) {
		id360_refuse(out, NO_SUCH_ID, "");
		return false;
	}
	account_make(&sim->estate, *device, (size_t)(id - first), a);
	return true;
}

static void
post_link(struct sim *sim, const struct request *rq, struct reply *out)
{
	const char *level = json_text(json_member(rq->json,
	    "permission_level"));
	struct account_change *change;
	struct account a;
	uint64_t idp;
	size_t device;

	if (!take_account(sim, rq, &device, &a, out))
		return;
	if (strcmp(level, "Standard") != 0 &&
	    strcmp(level, "Administrator") != 0) {
		bad(sim, rq, BAD_BODY, "permission_level", out);
		return;
	}
	if (!desk_json_id(json_member(rq->json, "idp_user_id"), &idp) ||
	    !account_is_idp_user(&sim->estate, idp)) {
		bad(sim, rq, BAD_BODY, "idp_user_id", out);
		return;
	}
	if (a.link != LINK_NONE ||
	    idset_has(account_barred(&sim->estate, device), idp)) {
		id360_refuse(out, EXISTS, a.link != LINK_NONE ?
		    "The account is linked already." :
		    "The user is restricted from linking to this device.");
		return;
	}
	change = account_change(&sim->estate, &a);
	change->link = LINK_PENDING;
	change->is_admin = level[0] == 'A';
	change->idp_user = idp;
	change->since_ms = clock_monotonic_ms();
	change->linked_ms = clock_wall_ms();
	say_open(out, NULL, '{');
	say_word(out, "message", "Link initiated");
	say_close(out, '}');
}

static void
post_cancel(struct sim *sim, const struct request *rq, struct reply *out)
{
	struct account a;
	size_t device;

	if (!take_account(sim, rq, &device, &a, out))
		return;
	if (a.link != LINK_PENDING) {
		id360_refuse(out, UNPROCESSABLE, "No link is pending.");
		return;
	}
	account_change(&sim->estate, &a)->link = LINK_NONE;
	desk_status(out, 204);
}

static void
post_unlink(struct sim *sim, const struct request *rq, struct reply *out)
{
	const char *type = json_text(json_member(rq->json, "type"));
	const char *secret = json_text(json_member(rq->json, "new_password"));
	bool restrict_user = false;
	struct account a;
	size_t device;

	if (!take_account(sim, rq, &device, &a, out))
		return;
	if (strcmp(type, "unlink_and_change_password") != 0) {
		bad(sim, rq, BAD_BODY, "type", out);
		return;
	}
	if (a.link != LINK_DONE) {
		id360_refuse(out, UNPROCESSABLE, "The account is not linked.");
		return;
	}
	if (strlen(secret) < 8) {
		id360_refuse(out, UNPROCESSABLE,
		    "The password does not meet the policy.");
		return;
	}
	json_flag(json_member(rq->json, "restrict_relink_for_idp_account"),
	    &restrict_user);
	if (restrict_user)
		idset_add(account_barred(&sim->estate, device), a.idp_user);
	account_change(&sim->estate, &a)->link = LINK_NONE;
	desk_status(out, 202);
	say_open(out, NULL, '{');
	say_word(out, "message", "Unlink initiated");
	say_close(out, '}');
}

static void
get_restricted(struct sim *sim, const struct request *rq, struct reply *out)
{
	size_t device, from, limit, i;
	char mail[64], name[64];
	const struct idset *set;

	if (!take_device(sim, rq, &device, out) ||
	    !take_page(sim, rq, &from, &limit, out))
		return;
	set = account_barred(&sim->estate, device);
	say_open(out, NULL, '{');
	say_open(out, "data", '[');
	for (i = from - 1; i < set->count && i + 1 - from < limit; i++) {
		account_idp_names(&sim->estate, set->at[i], mail, name,
		    sizeof(mail));
		say_open(out, NULL, '{');
		say_id(out, "id", set->at[i]);
		say_text(out, "user_name", mail);
		say_text(out, "display_name", name);
		say_close(out, '}');
	}
	say_meta(out, from, limit);
}

static bool
ids_known(const struct estate *e, const char *text)
{
	struct slice rest = str_slice(text), one;
	uint64_t id;

	while (str_next(&rest, ',', &one))
		if (!desk_id(one, &id) || !account_is_idp_user(e, id))
			return false;
	return true;
}

/*
 * An IdP user who is not barred is passed over; an unknown one refuses all.
 * No ids could mean everybody, and is a violation.
 */
static void
delete_restricted(struct sim *sim, const struct request *rq,
    struct reply *out)
{
	const char *ids = desk_param(rq, "ids");
	struct slice rest, one;
	struct idset *set;
	size_t device, i;
	uint64_t id;

	if (!take_device(sim, rq, &device, out))
		return;
	if (ids == NULL || ids[0] == '\0') {
		ledger_violation(&sim->ledger, rq, "unrestrict without ids");
		bad(sim, rq, BAD_QUERY, "ids is missing", out);
		return;
	}
	for (i = 0; i < rq->param_count; i++)
		if (rq->params[i].has_comma && !sim->is_lax) {
			bad(sim, rq, BAD_QUERY, "a comma that had to be %2C",
			    out);
			return;
		}
	if (!ids_known(&sim->estate, ids)) {
		id360_refuse(out, NO_SUCH_ID, "");
		return;
	}
	set = account_barred(&sim->estate, device);
	for (rest = str_slice(ids); str_next(&rest, ',', &one);)
		if (desk_id(one, &id))
			idset_remove(set, id);
	desk_status(out, 204);
}

#define READ	"id360.device.read"
#define WRITE	"id360.device.write"

static const struct route routes[] = {
	{ "GET", "/devices/{}/accounts", get_accounts, BODY_NONE,
	    "limit from fields filter sort", NULL, READ },
	{ "POST", "/devices/{}/accounts/{}/link", post_link, BODY_JSON, NULL,
	    "permission_level!text idp_user_id!text", WRITE },
	{ "POST", "/devices/{}/accounts/{}/cancel-link", post_cancel,
	    BODY_NONE, NULL, NULL, WRITE },
	{ "POST", "/devices/{}/accounts/{}/unlink", post_unlink, BODY_JSON,
	    NULL, "type!text new_password!text "
	    "restrict_relink_for_idp_account?flag", WRITE },
	{ "GET", "/devices/{}/link-restricted-users", get_restricted,
	    BODY_NONE, "limit from", NULL, READ },
	{ "DELETE", "/devices/{}/link-restricted-users", delete_restricted,
	    BODY_NONE, "ids", NULL, WRITE ",id360.device.delete" },
	{ 0 }
};

const struct vendor id360_vendor = {
	.name = "id360",
	.bases = { "/id360/api/v1", NULL },
	.routes = routes,
	.type = "application/json;charset=UTF-8",
	.refuse = id360_refuse,
	.admit = id360_admit,
};
