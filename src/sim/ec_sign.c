/* Signing in to Endpoint Central: password, domain, one-time code. */
#include "ec.h"

#include <endpane/base/clock.h>
#include <endpane/base/digest.h>
#include <endpane/base/str.h>

#include <stdio.h>
#include <string.h>

#define OTP		"042117"	/* a number would lose the zero */
#define OTP_TRIES	3

enum second { SECOND_NONE, SECOND_APP, SECOND_MAIL, SECOND_ENROL };

struct technician {
	const char	*name;
	enum second	 second;
	bool		 may_write;
};

/* All have the password "estate". */
static const struct technician technicians[] = {
	{ "admin", SECOND_NONE, true },
	{ "otp", SECOND_APP, true },
	{ "mailotp", SECOND_MAIL, true },
	{ "newotp", SECOND_ENROL, true },
	{ "reader", SECOND_NONE, false },
	{ NULL, SECOND_NONE, false }
};

static const char *const domains[] = { "ACME", "LAB", "ZYLKER", NULL };

static const struct technician *
find(const char *name)
{
	const struct technician *t;

	for (t = technicians; t->name != NULL; t++)
		if (strcasecmp(t->name, name) == 0)
			return t;
	return NULL;
}

/* Upper-case and dashed, as the documents print one. */
static void
make_token(struct sim *sim, const char *what, char *out)
{
	char text[96], hex[DIGEST_TEXT];
	size_t i;

	snprintf(text, sizeof(text), "ec %s %llu %zu", what,
	    (unsigned long long)sim->estate.seed, ++sim->ec.serial);
	digest_sha256(str_slice(text), hex);
	for (i = 0; i < 32; i++)
		if (hex[i] >= 'a')
			hex[i] = (char)(hex[i] - 'a' + 'A');
	snprintf(out, EC_TOKEN, "%.8s-%.4s-%.4s-%.4s-%.12s", hex, hex + 8,
	    hex + 12, hex + 16, hex + 20);
}

static struct ec_session *
new_session(struct sim *sim, const struct technician *t)
{
	struct ec_session *s;

	s = &sim->ec.sessions[sim->ec.serial % EC_SESSIONS];
	make_token(sim, t->name, s->token);
	s->may_write = t->may_write;
	return s;
}

static void
say_rights(struct reply *out, const char *key, const char *suffix)
{
	static const char *const areas[] = { "Common", "SOM", "Tools" };
	char text[32];
	size_t i;

	say_open(out, key, '[');
	for (i = 0; i < 3; i++) {
		snprintf(text, sizeof(text), "%s_%s", areas[i], suffix);
		say_word(out, NULL, text);
	}
	say_close(out, ']');
}

static void
open_answer(struct reply *out)
{
	out->type = "application/json;charset=UTF-8";
	say_open(out, NULL, '{');
	say_word(out, "message_type", "authentication");
	say_open(out, "message_response", '{');
	say_open(out, "authentication", '{');
}

static void
close_answer(struct reply *out)
{
	say_close(out, '}');
	say_close(out, '}');
	say_word(out, "message_version", "1.0");
	say_word(out, "status", "success");
	say_close(out, '}');
}

static void
grant(struct sim *sim, const struct technician *t, bool ad, bool remember,
    struct reply *out)
{
	char device[EC_TOKEN];

	open_answer(out);
	say_open(out, "user_permissions", '{');
	say_rights(out, "read", "Read");
	if (t->may_write) {
		say_rights(out, "admin", "Admin");
		say_rights(out, "write", "Write");
	}
	say_close(out, '}');
	say_open(out, "user_data", '{');
	say_word(out, "auth_type", ad ? "AD Authentication" :
	    "Local Authentication");
	say_int(out, "user_id", (int64_t)(t - technicians) + 1);
	say_word(out, "user_name", t->name);
	say_raw(out, "phone_number", "null");
	say_word(out, "email", "");
	say_close(out, '}');
	say_open(out, "auth_data", '{');
	say_word(out, "auth_token", new_session(sim, t)->token);
	say_close(out, '}');
	if (remember) {
		make_token(sim, "device", device);
		say_word(out, "device_token", device);
	}
	close_answer(out);
}

/* Known by its user id: the name and five digits, "admin85424". */
static void
ask_second(struct sim *sim, const struct technician *t, struct reply *out)
{
	struct ec_sign_in *s = &sim->ec.sign_ins[t - technicians];

	snprintf(s->uid, sizeof(s->uid), "%s%zu", t->name,
	    85424 + sim->ec.serial++);
	s->tries = 0;
	open_answer(out);
	say_open(out, "two_factor_data", '{');
	say_word(out, "unique_userID", s->uid);
	say_flag(out, "is_TwoFactor_Enabled", true);
	say_text(out, "message", t->second == SECOND_MAIL ?
	    "Mail has been sent to the mail address" :
	    t->second == SECOND_APP ? "Google authentication already created "
	    "for this user. Validate OTP" :
	    "Scan the QR code to enrol the authenticator");
	if (t->second == SECOND_ENROL)
		say_word(out, "google_authenticator_key", "JBSWY3DPEHPK3PXP");
	say_int(out, "remember_token_days", 1);
	say_flag(out, "OTP_Validation_Required", true);
	say_close(out, '}');
	close_answer(out);
}

static bool
domain_known(const char *name)
{
	size_t i;

	for (i = 0; domains[i] != NULL; i++)
		if (strcasecmp(domains[i], name) == 0)
			return true;
	return false;
}

void
ec_post_authentication(struct sim *sim, const struct request *rq,
    struct reply *out)
{
	const char *type = json_text(json_member(rq->json, "auth_type"));
	const struct json *domain = json_member(rq->json, "domainName");
	const struct technician *t;
	struct buf password = { .at = NULL };
	bool ad = strcmp(type, "ad_authentication") == 0, good;

	good = str_unbase64(str_slice(json_text(json_member(rq->json,
	    "password"))), &password);
	t = find(json_text(json_member(rq->json, "username")));
	if (!good || (!ad && strcmp(type, "local_authentication") != 0) ||
	    ad != (domain != NULL)) {
		ledger_refusal(&sim->ledger, rq,
		    "password, auth_type or domainName");
		ec_refuse(out, BAD_BODY, "password, auth_type or domainName");
	} else if (t == NULL || strcmp(buf_string(&password), "estate") != 0 ||
	    (ad && !domain_known(json_text(domain))))
		ec_error(out, "10001", "Invalid user name or password");
	else if (t->second != SECOND_NONE)
		ask_second(sim, t, out);
	else
		grant(sim, t, ad, false, out);
	buf_wipe(&password);
}

void
ec_post_otp(struct sim *sim, const struct request *rq, struct reply *out)
{
	const char *uid = json_text(json_member(rq->json, "uid"));
	const char *otp = json_text(json_member(rq->json, "otp"));
	const struct json *remember = json_member(rq->json,
	    "rememberme_enabled");
	struct ec_sign_in *s;
	size_t i;

	for (i = 0; i < EC_TECHNICIANS; i++) {
		s = &sim->ec.sign_ins[i];
		if (s->uid[0] == '\0' || strcmp(s->uid, uid) != 0)
			continue;
		if (strcmp(otp, OTP) == 0 &&
		    technicians[i].second != SECOND_ENROL) {
			memset(s, 0, sizeof(*s));
			grant(sim, &technicians[i], false, strcmp(
			    json_text(remember), "true") == 0, out);
			return;
		}
		if (++s->tries >= OTP_TRIES)
			memset(s, 0, sizeof(*s));
	}
	ec_error(out, "10001", "Invalid OTP");
}

void
ec_get_discover(struct sim *sim, const struct request *rq, struct reply *out)
{
	size_t i;

	(void)sim;
	(void)rq;
	ec_open(out, "discover");
	say_open(out, "discover", '{');
	say_open(out, "login_data", '{');
	say_flag(out, "is_local_authentication_only", false);
	say_open(out, "domain_list", '[');
	for (i = 0; domains[i] != NULL; i++)
		say_text(out, NULL, domains[i]);
	say_close(out, ']');
	say_text(out, "default_domain", domains[0]);
	say_close(out, '}');
	say_close(out, '}');
	ec_close(out);
}

static const struct ec_session *
find_session(const struct sim *sim, const char *token)
{
	size_t i;

	for (i = 0; i < EC_SESSIONS; i++)
		if (sim->ec.sessions[i].token[0] != '\0' &&
		    strcmp(sim->ec.sessions[i].token, token) == 0)
			return &sim->ec.sessions[i];
	return NULL;
}

bool
ec_admit(struct sim *sim, const struct request *rq, const struct route *r,
    struct reply *out)
{
	static const char oauth[] = "Zoho-oauthtoken ";
	const struct ec_session *s;

	if (r->scope != NULL && r->scope[0] == '\0')
		return true;
	if (rq->authorization == NULL || rq->authorization[0] == '\0') {
		ec_refuse(out, NOT_SIGNED_IN, "Authorization is missing");
		return false;
	}
	if (sim->is_lax && strncmp(rq->authorization, oauth,
	    sizeof(oauth) - 1) == 0 && zoho_check(&sim->zoho,
	    rq->authorization + sizeof(oauth) - 1, NULL) == ZOHO_GOOD)
		return true;
	s = find_session(sim, rq->authorization);
	if (s == NULL)
		ec_error(out, "10002", "Invalid or expired token");
	else if (r->scope != NULL && !s->may_write)
		ec_refuse(out, NOT_PERMITTED, "Not permitted");
	else
		return true;
	return false;
}
