/* Mobile Device Manager: its routes, errors, sign-in and pages. */
#include "mdm.h"
#include "vendors.h"

#include <endpane/base/clock.h>
#include <endpane/base/str.h>

#include <string.h>

#define PAGE_DEFAULT	50
#define PAGE_MOST	1000

struct answer {
	int		 status;
	const char	*code;
	const char	*text;
};

static const struct answer answers[] = {
	[NO_SUCH_URL] = { 404, "COM0008", "Unknown Resource" },
	[NO_SUCH_METHOD] = { 405, "COM0001",
	    "Method not implemented / Invalid URL" },
	[NOT_SIGNED_IN] = { 401, "COM0013",
	    "Not Authorised/ Invalid auth token" },
	[NOT_PERMITTED] = { 403, "SCOPE_MISMATCH",
	    "Invalid oauth scope to access this URL" },
	[NOT_ACCEPTABLE] = { 406, "COM0011", "Invalid / Missing headers" },
	[BAD_QUERY] = { 400, "COM0014", "Bad Request" },
	[BAD_PAGE] = { 400, "COM0003", "Invalid paging params" },
	[BAD_BODY] = { 400, "COM0005",
	    "Parameters in post were invalid or missing" },
	[EMPTY_BODY] = { 400, "COM0006", "No request data recieved" },
	[WRONG_MEDIA] = { 422, "COM0011", "Invalid / Missing headers" },
	[NO_LENGTH] = { 400, "COM0006", "No request data recieved" },
	[EXISTS] = { 409, "COM0010", "Resource Already Exists" },
	[UNPROCESSABLE] = { 422, "COM0009",
	    "Insufficient Data for Processing Request" },
	[LIMITED] = { 429, "COM0002", "API Limit Exceeded" },
	[BROKEN] = { 500, "COM0004",
	    "Internal server error, Please try again in a moment" },
};

bool
mdm_fail(struct reply *out, int status, const char *code, const char *text)
{
	desk_status(out, status);
	say_open(out, NULL, '{');
	say_word(out, "error_code", code);
	say_text(out, "error_description", text);
	say_text(out, "localized_error_description", text);
	say_close(out, '}');
	return false;
}

/* The documents' own example: a number, and not one of the table. */
void
mdm_unknown(struct reply *out)
{
	desk_status(out, 404);
	say_open(out, NULL, '{');
	say_int(out, "error_code", 1002);
	say_text(out, "error_description", "Unknown ID");
	say_text(out, "localized_error_description", "Unknown ID");
	say_close(out, '}');
}

void
mdm_refuse(struct reply *out, enum refusal why, const char *text)
{
	char line[200];

	if (why == NO_SUCH_ID) {
		mdm_unknown(out);
		return;
	}
	if (why == BAD_QUERY || why == BAD_BODY)
		snprintf(line, sizeof(line), "%s: %s", answers[why].text, text);
	else
		snprintf(line, sizeof(line), "%s", answers[why].text);
	mdm_fail(out, answers[why].status, answers[why].code, line);
}

/* What stands behind the scheme; NULL where the form is another. */
static const char *
token_of(const struct sim *sim, const char *header)
{
	static const char oauth[] = "Zoho-oauthtoken ";
	static const char legacy[] = "Zoho-authtoken ";

	if (header == NULL)
		return NULL;
	if (strncmp(header, oauth, sizeof(oauth) - 1) == 0)
		return header + sizeof(oauth) - 1;
	if (!sim->is_lax || strchr(header, ' ') == NULL)
		return sim->is_lax ? header : NULL;
	return strncmp(header, legacy, sizeof(legacy) - 1) == 0 ?
	    header + sizeof(legacy) - 1 : NULL;
}

static bool
mdm_admit(struct sim *sim, const struct request *rq, const struct route *r,
    struct reply *out)
{
	const char *token = token_of(sim, rq->authorization);
	enum zoho_answer answer;

	if (token == NULL) {
		mdm_refuse(out, NOT_SIGNED_IN, "");
		return false;
	}
	if (sim->is_lax && strcmp(token, sim->api_key) == 0)
		answer = ZOHO_GOOD;
	else
		answer = zoho_check(&sim->zoho, token, r->scope);
	if (answer != ZOHO_GOOD)
		mdm_refuse(out, answer == ZOHO_UNKNOWN ? NOT_SIGNED_IN :
		    NOT_PERMITTED, "");
	else if (sim->is_limited && !limit_take(&sim->limits[0], 100, 2500))
		mdm_refuse(out, LIMITED, "");
	else
		return true;
	return false;
}

bool
mdm_object(struct sim *sim, const struct request *rq, size_t which,
    enum kind kind, size_t *index, struct reply *out)
{
	uint64_t id;

	if (desk_id(rq->args[which], &id) &&
	    estate_find(&sim->estate, kind, id, index))
		return true;
	mdm_unknown(out);
	return false;
}

/*
 * "FROM:LIMIT:1:STAMP" in base64, made so long that it ends in "==", as the
 * documents' does: who forgets to keep the %3D loses his place.
 */
static void
make_token(const struct page *page, size_t from, struct buf *out)
{
	char text[80];
	int len, width;

	for (width = 13; width < 16; width++) {
		len = snprintf(text, sizeof(text), "%zu:%zu:1:%0*lld", from,
		    page->limit, width, (long long)clock_wall_ms());
		if (len % 3 == 1)
			break;
	}
	str_base64((struct slice){ text, (size_t)len }, out);
}

static bool
read_token(const char *token, struct page *page)
{
	struct buf text = { .at = NULL };
	struct slice rest, part[4];
	int64_t n[4];
	size_t i;
	bool good = str_unbase64(str_slice(token), &text);

	rest = (struct slice){ text.at, text.len };
	for (i = 0; good && i < 4; i++)
		good = str_next(&rest, ':', &part[i]) &&
		    str_digits(part[i], 18) && str_number(part[i], &n[i]);
	if (good) {
		page->from = (size_t)n[0];
		page->limit = (size_t)n[1];
	}
	buf_fini(&text);
	return good && rest.len == 0 && n[2] == 1;
}

bool
mdm_page(struct sim *sim, const struct request *rq, size_t total,
    struct page *page, struct reply *out)
{
	const char *token = desk_param(rq, "skip-token");

	memset(page, 0, sizeof(*page));
	page->total = total;
	if (desk_param(rq, "delta-token") != NULL)
		return mdm_fail(out, 400, "COM0021", "Invalid delta token");
	page->is_asked = token != NULL || desk_param(rq, "limit") != NULL ||
	    desk_param(rq, "offset") != NULL;
	if (!desk_count(rq, "limit", PAGE_DEFAULT, &page->limit) ||
	    !desk_count(rq, "offset", 0, &page->from) ||
	    (token != NULL && !read_token(token, page)) ||
	    page->limit == 0 || page->limit > PAGE_MOST) {
		ledger_refusal(&sim->ledger, rq, "bad paging parameters");
		mdm_refuse(out, BAD_PAGE, "");
		return false;
	}
	return true;
}

/* All other parameters go along, encoded again. */
static void
say_next(struct sim *sim, const struct request *rq, const struct page *page,
    struct reply *out)
{
	struct buf url = { .at = NULL }, token = { .at = NULL };
	size_t from = page->from + page->limit, i;
	const char *name;

	if (rq->oddities & ODD_LOOP)
		from = page->from;
	else if (rq->oddities & ODD_REPEAT && from > 0)
		from--;
	make_token(page, from, &token);
	buf_format(&url, "%s/api/v1/mdm%.*s?skip-token=", sim->next_origin,
	    (int)rq->below.len, rq->below.at);
	str_url_encode((struct slice){ token.at, token.len }, &url);
	for (i = 0; i < rq->param_count; i++) {
		name = rq->params[i].name;
		if (strcmp(name, "skip-token") == 0 ||
		    strcmp(name, "limit") == 0 || strcmp(name, "offset") == 0)
			continue;
		buf_format(&url, "&%s=", name);
		str_url_encode(str_slice(rq->params[i].value), &url);
	}
	say_open(out, "paging", '{');
	say_word(out, "next", buf_string(&url));
	say_close(out, '}');
	buf_fini(&url);
	buf_fini(&token);
}

void
mdm_page_end(struct sim *sim, const struct request *rq,
    const struct page *page, bool always, struct reply *out)
{
	bool has_more = page->from + page->limit < page->total;
	size_t total = desk_total(rq, page->total);

	say_close(out, ']');
	if (always || has_more || page->from > 0) {
		say_open(out, "metadata", '{');
		say_int(out, "total_record_count", (int64_t)total);
		say_close(out, '}');
	}
	if (has_more || rq->oddities & ODD_LOOP)
		say_next(sim, rq, page, out);
	say_close(out, '}');
}

#define PAGES	"limit offset skip-token delta-token"
#define FLAGS	"silent_install?flag notify_user_via_email?flag"
#define APP	"app_name?text app_type?int app_file?int app_category_id?int " \
	"supported_devices?int display_image?int description?text " \
	"app_store_country_code?text bundle_identifier?text " \
	"prevent_backup?flag full_image?int"
#define INVENTORY "MDMOnDemand.MDMInventory.READ"
#define READ	"MDMOnDemand.MDMDeviceMgmt.READ"
#define CREATE	"MDMOnDemand.MDMDeviceMgmt.CREATE"
#define REMOVE	"MDMOnDemand.MDMDeviceMgmt.DELETE"
#define USER	"MDMOnDemand.MDMUser."

static const struct route routes[] = {
	{ "GET", "/devices", get_devices, BODY_NONE, PAGES, NULL, INVENTORY },
	{ "GET", "/devices/{}", get_device, BODY_NONE, NULL, NULL, INVENTORY },
	{ "GET", "/devices/{}/apps", get_device_apps, BODY_NONE, NULL, NULL,
	    INVENTORY },
	{ "GET", "/devices/{}/profiles", get_device_profiles, BODY_NONE, NULL,
	    NULL, INVENTORY },
	{ "GET", "/devices/{}/locations", get_device_locations, BODY_NONE,
	    NULL, NULL, INVENTORY },
	{ "GET", "/groups", get_groups, BODY_NONE, PAGES, NULL, READ },
	{ "POST", "/groups", post_groups, BODY_JSON, NULL, "name!text "
	    "group_type!int domain?text description?text", CREATE },
	{ "GET", "/groups/{}", get_group, BODY_NONE, NULL, NULL, READ },
	{ "DELETE", "/groups/{}", delete_group, BODY_NONE, NULL, NULL, REMOVE },
	{ "GET", "/groups/{}/members", get_members, BODY_NONE, NULL, NULL,
	    READ },
	{ "POST", "/groups/{}/members", post_members, BODY_JSON, NULL,
	    "member_ids!ids", CREATE },
	{ "POST", "/groups/{}/members/{}", post_member, BODY_NONE, NULL, NULL,
	    CREATE },
	{ "DELETE", "/groups/{}/members/{}", delete_member, BODY_NONE, NULL,
	    NULL, REMOVE },
	{ "POST", "/files", post_files, BODY_RAW, NULL, NULL, CREATE },
	{ "GET", "/apps", get_apps, BODY_NONE, PAGES, NULL, READ },
	{ "POST", "/apps", post_apps, BODY_JSON, NULL, APP, CREATE },
	{ "GET", "/apps/{}", get_app, BODY_NONE, NULL, NULL, READ },
	{ "PUT", "/apps/{}/labels/{}", put_app, BODY_JSON, NULL, APP, NULL },
	{ "DELETE", "/apps/{}", delete_app, BODY_NONE, NULL, NULL, REMOVE },
	{ "POST", "/apps/{}/devices", post_app_devices, BODY_JSON, NULL,
	    "device_ids!ids " FLAGS, CREATE },
	{ "POST", "/apps/{}/devices/{}", post_app_device, BODY_MAYBE, NULL,
	    FLAGS, CREATE },
	{ "DELETE", "/apps/{}/devices/{}", delete_app_device, BODY_NONE, NULL,
	    NULL, REMOVE },
	{ "POST", "/apps/{}/groups", post_app_groups, BODY_JSON, NULL,
	    "group_ids!ids " FLAGS, CREATE },
	{ "POST", "/apps/{}/group/{}", post_app_group, BODY_MAYBE, NULL, FLAGS,
	    CREATE },
	{ "DELETE", "/apps/{}/groups/{}", delete_app_group, BODY_NONE, NULL,
	    NULL, REMOVE },
	{ "GET", "/users", get_users, BODY_NONE, PAGES " user_identifier "
	    "include user_type id select_all", NULL, USER "READ" },
	{ "POST", "/users", post_users, BODY_JSON, NULL, "user_ids!texts",
	    USER "CREATE" },
	{ "DELETE", "/users", post_users, BODY_JSON, NULL, "user_ids!texts",
	    USER "DELETE" },
	{ "GET", "/users/devices", get_user_devices, BODY_NONE,
	    "email_id domain_name", NULL, USER "READ" },
	{ "GET", "/users/{}", get_user, BODY_NONE, NULL, NULL, USER "READ" },
	{ "POST", "/users/{}", post_user, BODY_NONE, NULL, NULL,
	    USER "CREATE" },
	{ "DELETE", "/users/{}", post_user, BODY_NONE, NULL, NULL,
	    USER "DELETE" },
	{ "PUT", "/users/{}", put_user, BODY_JSON, NULL, "user_email!text "
	    "user_name!text phone_number!text", NULL },
	{ 0 }
};

const struct vendor mdm_vendor = {
	.name = "mdm",
	.bases = { "/mdm/api/v1/mdm", "/mdm/api/v1", NULL },
	.routes = routes,
	.type = "application/json;charset=UTF-8",
	.refuse = mdm_refuse,
	.admit = mdm_admit,
};
