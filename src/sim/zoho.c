/* Zoho accounts: consent, tokens, refresh, revocation. */
#include "sim.h"
#include "vendors.h"

#include <endpane/base/clock.h>
#include <endpane/base/digest.h>
#include <endpane/base/str.h>

#include <string.h>

#define TEN_MINUTES_MS	INT64_C(600000)
#define THROTTLE	10	/* access tokens in ten minutes */

/* "1000.", 32 hex digits, ".", 32 more. */
static void
make_token(struct zoho *z, const char *what, char *out)
{
	char text[128], hex[DIGEST_TEXT];

	snprintf(text, sizeof(text), "%s %llu %llu", what,
	    (unsigned long long)z->seed, (unsigned long long)++z->serial);
	digest_sha256(str_slice(text), hex);
	snprintf(out, ZOHO_TOKEN, "1000.%.32s.%.32s", hex, hex + 32);
}

static struct zoho_refresh *
new_refresh(struct zoho *z, const char *scopes)
{
	struct zoho_refresh *r = &z->refresh[0];
	size_t i;

	for (i = 0; i < ZOHO_REFRESH && r->token[0] != '\0'; i++)
		if (z->refresh[i].serial < r->serial ||
		    z->refresh[i].token[0] == '\0')
			r = &z->refresh[i];
	memset(r, 0, sizeof(*r));
	make_token(z, "refresh", r->token);
	snprintf(r->scopes, sizeof(r->scopes), "%s", scopes);
	r->serial = z->serial;
	return r;
}

static struct zoho_access *
new_access(struct zoho *z, const char *scopes, uint64_t refresh)
{
	struct zoho_access *a = &z->access[0];
	size_t i;

	for (i = 1; i < ZOHO_ACCESS && a->token[0] != '\0'; i++)
		if (z->access[i].until_ms < a->until_ms ||
		    z->access[i].token[0] == '\0')
			a = &z->access[i];
	make_token(z, "access", a->token);
	snprintf(a->scopes, sizeof(a->scopes), "%s", scopes);
	a->refresh = refresh;
	a->until_ms = clock_monotonic_ms() + z->lifetime_s * 1000;
	return a;
}

void
zoho_init(struct zoho *z, uint64_t seed)
{
	char hex[DIGEST_TEXT], text[64];

	z->seed = seed;
	z->lifetime_s = 3600;
	snprintf(text, sizeof(text), "client %llu", (unsigned long long)seed);
	digest_sha256(str_slice(text), hex);
	snprintf(z->client_id, sizeof(z->client_id), "1000.SIM%.26s", hex);
	snprintf(z->client_secret, sizeof(z->client_secret), "%.40s", hex + 20);
	new_refresh(z, "MDMOnDemand.fullaccess.all,id360.device.ALL");
}

void
zoho_expire(struct zoho *z)
{
	memset(z->access, 0, sizeof(z->access));
}

const char *
zoho_issue(struct zoho *z)
{
	return new_access(z, z->refresh[0].scopes, z->refresh[0].serial)->token;
}

/* MDMOnDemand.MDMUser.READ is given by itself, .ALL and fullaccess.all. */
static bool
covers(struct slice given, struct slice wanted)
{
	const char *dot = memrchr(wanted.at, '.', wanted.len);
	size_t stem = dot != NULL ? (size_t)(dot - wanted.at) + 1 : 0;
	const char *first = memchr(given.at, '.', given.len);

	if (given.len == wanted.len &&
	    strncasecmp(given.at, wanted.at, given.len) == 0)
		return true;
	if (given.len == stem + 3 &&
	    strncasecmp(given.at, wanted.at, stem) == 0 &&
	    strncasecmp(given.at + stem, "all", 3) == 0)
		return true;
	return first != NULL && wanted.len > (size_t)(first - given.at) &&
	    strncasecmp(given.at, wanted.at, (size_t)(first - given.at) + 1) ==
	    0 && str_is_folded((struct slice){ first + 1, given.len -
	    (size_t)(first - given.at) - 1 }, "fullaccess.all");
}

static bool
has_scope(const char *given, const char *wanted)
{
	struct slice all = str_slice(given), one, want, any;

	while (str_next(&all, ',', &one)) {
		any = str_slice(wanted);
		while (str_next(&any, ',', &want))
			if (covers(str_trim(one), want))
				return true;
	}
	return false;
}

enum zoho_answer
zoho_check(const struct zoho *z, const char *token, const char *scope)
{
	int64_t now = clock_monotonic_ms();
	size_t i;

	for (i = 0; i < ZOHO_ACCESS; i++) {
		if (z->access[i].token[0] == '\0' ||
		    strcmp(z->access[i].token, token) != 0)
			continue;
		if (z->access[i].until_ms <= now)
			return ZOHO_UNKNOWN;
		return scope == NULL ||
		    has_scope(z->access[i].scopes, scope) ?
		    ZOHO_GOOD : ZOHO_OUT_OF_SCOPE;
	}
	return ZOHO_UNKNOWN;
}

/* Zoho reports most errors under 200. */
static void
say_error(struct reply *out, const char *error)
{
	desk_status(out, 200);
	say_open(out, NULL, '{');
	say_word(out, "error", error);
	say_close(out, '}');
}

static void
zoho_refuse(struct reply *out, enum refusal why, const char *text)
{
	say_error(out, "invalid_request");
	out->body.len--;
	say_word(out, "error_description", text);
	say_close(out, '}');
	out->status = why == NO_SUCH_URL ? 404 :
	    why == NO_SUCH_METHOD ? 405 : 400;
}

static bool
client_fits(struct sim *sim, const struct request *rq, struct reply *out)
{
	const char *id = desk_param(rq, "client_id");
	const char *secret = desk_param(rq, "client_secret");

	if (id == NULL || strcmp(id, sim->zoho.client_id) != 0)
		say_error(out, "invalid_client");
	else if (secret == NULL || strcmp(secret, sim->zoho.client_secret) != 0)
		say_error(out, "invalid_client_secret");
	else
		return true;
	return false;
}

static void
say_tokens(struct sim *sim, const struct zoho_access *a,
    const struct zoho_refresh *fresh, struct reply *out)
{
	say_open(out, NULL, '{');
	say_word(out, "access_token", a->token);
	if (fresh != NULL)
		say_word(out, "refresh_token", fresh->token);
	say_word(out, "api_domain", "https://www.zohoapis.com");
	say_word(out, "token_type", "Bearer");
	say_int(out, "expires_in", sim->zoho.lifetime_s);
	say_close(out, '}');
}

static struct zoho_grant *
find_grant(struct zoho *z, const char *code)
{
	size_t i;

	for (i = 0; code != NULL && code[0] != '\0' && i < 4; i++)
		if (strcmp(z->grants[i].code, code) == 0 &&
		    z->grants[i].until_ms > clock_monotonic_ms())
			return &z->grants[i];
	return NULL;
}

static void
exchange_code(struct sim *sim, const struct request *rq, struct reply *out)
{
	struct zoho_grant *g = find_grant(&sim->zoho, desk_param(rq, "code"));
	const char *redirect = desk_param(rq, "redirect_uri");
	struct zoho_refresh *fresh = NULL;
	struct zoho_access *a;

	if (g == NULL) {
		say_error(out, "invalid_code");
		return;
	}
	if (redirect == NULL || strcmp(redirect, g->redirect) != 0) {
		say_error(out, "invalid_redirect_uri");
		return;
	}
	if (g->is_offline)
		fresh = new_refresh(&sim->zoho, g->scopes);
	a = new_access(&sim->zoho, g->scopes,
	    fresh != NULL ? fresh->serial : 0);
	memset(g, 0, sizeof(*g));
	say_tokens(sim, a, fresh, out);
}

static struct zoho_refresh *
find_refresh(struct zoho *z, const char *token)
{
	size_t i;

	for (i = 0; token != NULL && token[0] != '\0' && i < ZOHO_REFRESH; i++)
		if (strcmp(z->refresh[i].token, token) == 0)
			return &z->refresh[i];
	return NULL;
}

static bool
is_throttled(struct sim *sim, struct zoho_refresh *r)
{
	int64_t now = clock_monotonic_ms();

	if (r->given == 0 || now - r->window_ms > TEN_MINUTES_MS) {
		r->window_ms = now;
		r->given = 0;
	}
	return sim->is_limited && ++r->given > THROTTLE;
}

static void
refresh(struct sim *sim, const struct request *rq, struct reply *out)
{
	struct zoho_refresh *r = find_refresh(&sim->zoho,
	    desk_param(rq, "refresh_token"));

	if (r == NULL)
		say_error(out, "invalid_code");
	else if (is_throttled(sim, r)) {
		say_error(out, "Access Denied");
		out->body.len--;
		say_word(out, "error_description", "You have made too many "
		    "requests continuously. Please try again after some time.");
		say_word(out, "status", "failure");
		say_close(out, '}');
		out->status = 400;
	} else
		say_tokens(sim, new_access(&sim->zoho, r->scopes, r->serial),
		    NULL, out);
}

static void
post_token(struct sim *sim, const struct request *rq, struct reply *out)
{
	const char *grant = desk_param(rq, "grant_type");

	if (!client_fits(sim, rq, out))
		return;
	if (strcmp(grant, "authorization_code") == 0)
		exchange_code(sim, rq, out);
	else if (strcmp(grant, "refresh_token") == 0)
		refresh(sim, rq, out);
	else
		say_error(out, "unsupported_grant_type");
}

static void
post_revoke(struct sim *sim, const struct request *rq, struct reply *out)
{
	struct zoho *z = &sim->zoho;
	struct zoho_refresh *r = find_refresh(z,
	    desk_param(rq, "refresh_token"));
	size_t i;

	if (r == NULL) {
		say_error(out, "invalid_token");
		return;
	}
	for (i = 0; i < ZOHO_ACCESS; i++)
		if (z->access[i].refresh == r->serial)
			memset(&z->access[i], 0, sizeof(z->access[i]));
	memset(r, 0, sizeof(*r));
	say_open(out, NULL, '{');
	say_word(out, "status", "success");
	say_close(out, '}');
}

static const char *
consent_wrong(struct sim *sim, const struct request *rq)
{
	const char *redirect = desk_param(rq, "redirect_uri");
	const char *access = desk_param(rq, "access_type");

	if (strcmp(desk_param(rq, "client_id"), sim->zoho.client_id) != 0)
		return "invalid_client";
	if (strcmp(desk_param(rq, "response_type"), "code") != 0)
		return "invalid_response_type";
	if (strncmp(redirect, "http", 4) != 0 || strlen(redirect) > 500)
		return "invalid_redirect_uri";
	if (access != NULL && strcmp(access, "offline") != 0 &&
	    strcmp(access, "online") != 0)
		return "invalid_access_type";
	return NULL;
}

static void
grant(struct sim *sim, const struct request *rq, struct zoho_grant *g)
{
	const char *access = desk_param(rq, "access_type");

	make_token(&sim->zoho, "code", g->code);
	snprintf(g->redirect, sizeof(g->redirect), "%s",
	    desk_param(rq, "redirect_uri"));
	snprintf(g->scopes, sizeof(g->scopes), "%s", desk_param(rq, "scope"));
	g->is_offline = access != NULL && strcmp(access, "offline") == 0;
	g->until_ms = clock_monotonic_ms() + 60000;
}

/* Nobody looks at a consent page here: everything is accepted at once. */
static void
get_auth(struct sim *sim, const struct request *rq, struct reply *out)
{
	struct zoho_grant *g = &sim->zoho.grants[sim->zoho.serial % 4];
	const char *wrong = consent_wrong(sim, rq);
	const char *state = desk_param(rq, "state");
	struct buf url = { .at = NULL };

	if (wrong != NULL) {
		say_error(out, wrong);
		out->status = 400;
		return;
	}
	grant(sim, rq, g);
	buf_format(&url, "%s%ccode=%s", g->redirect,
	    strchr(g->redirect, '?') != NULL ? '&' : '?', g->code);
	if (state != NULL) {
		buf_text(&url, "&state=");
		str_url_encode(str_slice(state), &url);
	}
	snprintf(out->location, sizeof(out->location), "%s", buf_string(&url));
	buf_fini(&url);
	out->status = 302;
	say_open(out, NULL, '{');
	say_word(out, "code", g->code);
	say_word(out, "location", out->location);
	say_close(out, '}');
}

static const struct route routes[] = {
	{ "GET", "/oauth/v2/auth", get_auth, BODY_NONE, "scope! client_id! "
	    "state response_type! redirect_uri! access_type prompt", "", "" },
	{ "POST", "/oauth/v2/token", post_token, BODY_FORM, "grant_type! "
	    "client_id client_secret code refresh_token redirect_uri scope "
	    "state", "", "" },
	{ "POST", "/oauth/v2/token/revoke", post_revoke, BODY_FORM,
	    "refresh_token!", "", "" },
	{ 0 }
};

const struct vendor zoho_vendor = {
	.name = "zoho",
	.bases = { "/zoho", NULL },
	.routes = routes,
	.type = "application/json;charset=UTF-8",
	.refuse = zoho_refuse,
	.admit = NULL,
};
