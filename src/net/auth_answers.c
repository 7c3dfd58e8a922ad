/* What accounts servers and Endpoint Central answer to a sign-in. */
#include <endpane/base/clock.h>
#include <endpane/base/str.h>
#include <endpane/config/centre.h>

#include <stdio.h>
#include <string.h>

#include "auth_parts.h"
#include "tokens.h"

#define EC_TOKEN_MS	3600000		/* a token's life is not documented */

static void
read_code_wanted(struct auth *a, const char *prompt)
{
	auth_end_http(a);
	if (a->stage == STAGE_OTP) {
		err_set(&a->err, ERR_AUTH, "the code was refused: another one "
		    "is wanted; nothing was changed; sign in again");
		auth_refuse(a);
	} else if (a->conn->otp_command != NULL)
		auth_read_otp_command(a);
	else {
		buf_clear(&a->prompt);
		buf_format(&a->prompt, "%s: %s", a->conn->name, prompt);
		auth_ask(a, STAGE_OTP_QUESTION);
	}
}

/* Servers have one error for a wrong password and a wrong code. */
static void
say_code_refused(struct auth *a)
{
	struct err said = a->err;
	size_t words = strcspn(said.text, "(");

	while (words > 0 && said.text[words - 1] == ' ')
		words--;
	err_set(&a->err, ERR_AUTH, "the code was refused: %.*s; nothing was "
	    "changed; sign in again with a new code", (int)words, said.text);
}

/* A sign-in that failed: the call that wanted it was never made. */
static void
say_not_sent(struct auth *a)
{
	size_t len = strlen(a->err.text);

	if (strstr(a->err.text, "; nothing was") == NULL)
		snprintf(a->err.text + len, sizeof(a->err.text) - len,
		    "; nothing was sent; sign in again");
}

static void
read_login(struct auth *a, const struct cat_reply *reply)
{
	struct buf text = { 0 };
	int64_t until = clock_wall_ms() + EC_TOKEN_MS;

	buf_clear(&a->otp_user);
	switch (ec_read_login(reply, &text, &a->otp_user, &a->err)) {
	case EC_TOKEN:
		tokens_save(a->folder, a->conn, buf_string(&text), until);
		auth_signed_in(a, buf_string(&text), until);
		break;
	case EC_OTP:
		read_code_wanted(a, buf_string(&text));
		break;
	case EC_REFUSED:
		/* A wrong code says nothing against the password. */
		if (a->stage != STAGE_OTP) {
			buf_wipe(&a->typed);
			buf_clear(&a->domain);
		}
		if (reply->status >= 500)
			a->err.code = ERR_UNREACHED;
		else if (a->err.code != ERR_LIMITED && a->stage == STAGE_OTP)
			say_code_refused(a);
		else if (a->err.code != ERR_LIMITED)
			a->err.code = ERR_AUTH;
		say_not_sent(a);
		auth_refuse(a);
		break;
	}
	buf_wipe(&text);
}

/* Older servers have no such call: then anything may be typed. */
static void
read_domains(struct auth *a, const struct cat_reply *reply)
{
	buf_clear(&a->choices);
	auth_end_http(a);
	if (!ec_read_domains(reply, &a->choices)) {
		err_set(&a->err, ERR_AUTH, "the server knows its own accounts "
		    "only; nothing was sent; set auth_type = "
		    "local_authentication for [%s]", a->conn->name);
		auth_refuse(a);
		return;
	}
	buf_clear(&a->prompt);
	buf_format(&a->prompt, "%s: domain of %s", a->conn->name,
	    a->conn->username);
	auth_ask(a, STAGE_DOMAIN_QUESTION);
}

/* Both tokens of a consent are kept; a configured refresh token wins. */
static bool
keep_consent(struct auth *a, const struct oauth_tokens *tokens)
{
	if (tokens->refresh.len == 0)
		return err_set(&a->err, ERR_AUTH, "Zoho gave no refresh token "
		    "with the code; nothing is kept; make the code with "
		    "access_type=offline, as the printed address does");
	return tokens_save_refresh(a->folder, a->conn,
	    buf_string(&tokens->refresh), &a->err);
}

static void
take_tokens(struct auth *a, const struct oauth_tokens *tokens)
{
	int64_t until = clock_wall_ms() + tokens->life_ms;
	bool is_consent = a->code.len > 0;

	tokens_unpause(a->folder, a->conn);
	if (is_consent && !keep_consent(a, tokens)) {
		auth_refuse(a);
		return;
	}
	buf_wipe(&a->code);
	if (!is_consent || a->conn->refresh_token.source == SECRET_NONE)
		tokens_save(a->folder, a->conn, buf_string(&tokens->access),
		    until);
	auth_signed_in(a, buf_string(&tokens->access), until);
}

/* A wrong data centre looks like a wrong secret: it is said where it shows. */
static void
explain_centre(struct auth *a)
{
	struct buf more = { 0 };
	size_t len = strlen(a->err.text);

	if (!centre_fits(a->conn, &more))
		snprintf(a->err.text + len, sizeof(a->err.text) - len, "%s",
		    buf_string(&more));
	buf_fini(&more);
}

static void
read_token(struct auth *a, const struct cat_reply *reply)
{
	struct oauth_tokens tokens = { 0 };

	if (oauth_read_tokens(reply->status, reply->body, &tokens, &a->err))
		take_tokens(a, &tokens);
	else {
		buf_wipe(&a->typed);
		explain_centre(a);
		auth_refuse(a);
	}
	oauth_wipe(&tokens);
}

static void
read_left(struct auth *a, const struct cat_reply *reply)
{
	bool good = oauth_read_revoked(reply->status, reply->body, &a->err);

	auth_end_http(a);
	a->hand.revoked += good;
	if (good)
		auth_next_leaving(a);
	else
		auth_left(a, false);
}

static void
read_answer(struct auth *a, const struct cat_reply *reply)
{
	switch (a->stage) {
	case STAGE_TOKEN:
		read_token(a, reply);
		break;
	case STAGE_DISCOVER:
		read_domains(a, reply);
		break;
	case STAGE_LEAVING:
		read_left(a, reply);
		break;
	case STAGE_NONE:
	case STAGE_KEY:
	case STAGE_LOCK:
	case STAGE_CLIENT_SECRET:
	case STAGE_REFRESH_TOKEN:
	case STAGE_DOMAIN_QUESTION:
	case STAGE_PASSWORD:
	case STAGE_LOGIN:
	case STAGE_OTP_COMMAND:
	case STAGE_OTP_QUESTION:
	case STAGE_OTP:
	case STAGE_LEAVING_SECRET:
		read_login(a, reply);
		break;
	}
}

/* Nothing is known to be wrong with who we are. */
static void
fail_unanswered(struct auth *a)
{
	if (auth_tries_again(a))
		return;
	a->err.code = ERR_UNREACHED;
	if (a->stage == STAGE_LEAVING) {
		err_at(&a->err, "signing out");
		auth_left(a, false);
		return;
	}
	err_at(&a->err, "signing in");
	auth_refuse(a);
}

void
auth_landed(struct auth *a, CURLcode rc)
{
	struct cat_reply reply = { 0 };
	struct buf answer;
	long status = 0;

	if (!http_result(&a->http, rc, &a->err)) {
		fail_unanswered(a);
		return;
	}
	curl_easy_getinfo(a->http.easy, CURLINFO_RESPONSE_CODE, &status);
	answer = a->http.answer;
	memset(&a->http.answer, 0, sizeof(a->http.answer));
	reply.status = (int)status;
	reply.body = (struct slice){ answer.at, answer.len };
	read_answer(a, &reply);
	buf_wipe(&answer);
}
