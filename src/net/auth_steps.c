/* Signing in and out, from stage to stage: secrets, lock, requests. */
#include <endpane/base/clock.h>
#include <endpane/base/digest.h>
#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/net/pace.h>

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "auth_parts.h"
#include "tokens.h"

#define LOCK_AGAIN_MS	100
#define LOCK_MOST_MS	60000
#define FORM		"application/x-www-form-urlencoded"

const char *
auth_secret_name(const struct conn *conn, const char **key)
{
	switch (conn->auth) {
	case CONN_API_KEY:
		*key = "api_key_command";
		return "api key";
	case CONN_TOKEN:
	case CONN_ZOHO_AUTHTOKEN:
		break;
	case CONN_PASSWORD:
		*key = "password_command";
		return "password";
	case CONN_OAUTH:
		*key = "client_secret_command";
		return "client secret";
	}
	*key = "token_command";
	return "token";
}

void
auth_ask(struct auth *a, enum stage stage)
{
	a->stage = stage;
	a->state = AUTH_ASKS;
}

/* None is configured: a person knows it, and says it once. */
static void
ask_secret(struct auth *a)
{
	const char *key;

	if (a->typed.len > 0) {
		auth_go_on(a, buf_string(&a->typed));
		return;
	}
	buf_clear(&a->prompt);
	buf_format(&a->prompt, "%s: %s%s%s (not shown)", a->conn->name,
	    auth_secret_name(a->conn, &key), a->conn->auth == CONN_PASSWORD ?
	    " of " : "", a->conn->auth == CONN_PASSWORD ?
	    a->conn->username : "");
	auth_ask(a, a->stage);
}

static void
begin_secret(struct auth *a, enum stage stage, const struct secret *secret)
{
	a->stage = stage;
	if (secret->source == SECRET_NONE)
		ask_secret(a);
	else if (!secret_begin(secret, &a->reading, &a->err))
		auth_refuse(a);
	else if (a->reading.ready)
		auth_step(a);
}

/* Body NULL: a read. */
static void
send_request(struct auth *a, enum stage stage, char *url,
    const char *content_type)
{
	struct http_order order = {
		.conn = a->conn, .state_folder = a->folder, .url = url,
		.method = content_type != NULL ? "POST" : "GET",
		.body = content_type != NULL ? buf_string(&a->body) : NULL,
		.file = -1, .content_type = content_type,
		.max_reply = 65536, .timeout_s = a->timeout_s,
		.writes = content_type != NULL, .sign_in = true,
	};

	a->stage = stage;
	http_open(&a->http, &order, a->private_pointer);
	http_join(a->multi, a->http.easy);
	free(url);
}

const char *
auth_file_of_refresh(struct auth *a)
{
	if (a->refresh_file == NULL && a->folder != NULL)
		a->refresh_file = tokens_refresh_file(a->folder, a->conn);
	return a->refresh_file;
}

static void
begin_refresh_token(struct auth *a)
{
	struct secret stored = { .source = SECRET_FILE };

	if (a->conn->refresh_token.source != SECRET_NONE) {
		begin_secret(a, STAGE_REFRESH_TOKEN, &a->conn->refresh_token);
		return;
	}
	stored.from = auth_file_of_refresh(a);
	a->stage = STAGE_REFRESH_TOKEN;
	if (stored.from == NULL ||
	    !secret_begin(&stored, &a->reading, &a->err)) {
		err_set(&a->err, ERR_AUTH, "no refresh token; nothing was "
		    "sent; sign in with: endpane login %s", a->conn->name);
		auth_refuse(a);
	} else
		auth_step(a);
}

/* An account of a directory has a domain: the configured, or a chosen one. */
static void
begin_password(struct auth *a)
{
	if (a->conn->ad_login && a->conn->domain == NULL &&
	    a->domain.len == 0)
		send_request(a, STAGE_DISCOVER,
		    mem_format("%s/desktop/discover", a->conn->base), NULL);
	else
		begin_secret(a, STAGE_PASSWORD, &a->conn->key);
}

static bool
is_paused(struct auth *a)
{
	int64_t left = tokens_paused_ms(a->folder, a->conn);
	int64_t now = clock_wall_ms();
	char when[24];

	if (left <= 0 || a->code.len > 0)
		return false;
	clock_print_coming(now, now + left, when, sizeof(when));
	err_set(&a->err, ERR_LIMITED, "there were too many sign-ins in a "
	    "short time; nothing was sent; from %s on it may be tried again",
	    when);
	return true;
}

/* With the lock, or where none can be had: another may have signed in. */
static void
begin_locked(struct auth *a)
{
	int64_t until = 0, waited = clock_monotonic_ms() - a->lock_since_ms;
	struct buf token = { 0 };

	a->stage = STAGE_LOCK;
	a->lock = tokens_lock(a->folder, a->conn);
	if (a->code.len == 0 &&
	    tokens_load(a->folder, a->conn, &token, &until))
		auth_signed_in(a, buf_string(&token), until);
	else if (a->lock == -1 && waited < LOCK_MOST_MS)
		a->again_ms = clock_monotonic_ms() + LOCK_AGAIN_MS;
	else if (a->lock == -1) {
		err_set(&a->err, ERR_AUTH, "another endpane has been signing "
		    "in to this for a minute; nothing was sent; answer its "
		    "question or end it");
		auth_refuse(a);
	} else if (is_paused(a))
		auth_refuse(a);
	else if (a->conn->auth == CONN_OAUTH)
		begin_secret(a, STAGE_CLIENT_SECRET, &a->conn->client_secret);
	else
		begin_password(a);
	buf_wipe(&token);
}

void
auth_begin(struct auth *a)
{
	a->state = AUTH_BUSY;
	a->lock_since_ms = clock_monotonic_ms();
	switch (a->conn->auth) {
	case CONN_OAUTH:
	case CONN_PASSWORD:
		begin_locked(a);
		break;
	case CONN_API_KEY:
	case CONN_TOKEN:
	case CONN_ZOHO_AUTHTOKEN:
		begin_secret(a, STAGE_KEY, &a->conn->key);
		break;
	}
}

static char *
accounts_path(const struct auth *a, const char *path)
{
	return mem_format("%s%s", a->conn->accounts_url, path);
}

/* With the client's secret: the code of a consent goes before all else. */
static void
ask_token(struct auth *a, const char *refresh_token)
{
	if (a->code.len > 0)
		oauth_code_body(a->conn, buf_string(&a->client_secret),
		    buf_string(&a->code), &a->body);
	else
		oauth_refresh_body(a->conn, buf_string(&a->client_secret),
		    refresh_token, &a->body);
	send_request(a, STAGE_TOKEN, accounts_path(a, "/oauth/v2/token"),
	    FORM);
}

static void
ask_login(struct auth *a, const char *password)
{
	const char *domain = a->conn->domain != NULL ? a->conn->domain :
	    buf_string(&a->domain);

	ec_login_body(a->conn, domain, password, &a->body);
	send_request(a, STAGE_LOGIN, mem_format("%s/desktop/authentication",
	    a->conn->base), "application/json");
}

static void
ask_otp(struct auth *a, const char *otp)
{
	ec_otp_body(buf_string(&a->otp_user), otp, &a->body);
	send_request(a, STAGE_OTP, mem_format(
	    "%s/desktop/authentication/otpValidate", a->conn->base),
	    "application/json");
}

static void
end_token(struct auth *a, const char *token)
{
	buf_reserve(&a->body, 3 * strlen(token) + 32);
	buf_text(&a->body, "refresh_token=");
	str_url_encode(str_slice(token), &a->body);
	send_request(a, STAGE_LEAVING, accounts_path(a,
	    "/oauth/v2/token/revoke"), FORM);
}

void
auth_go_on(struct auth *a, const char *value)
{
	switch (a->stage) {
	case STAGE_KEY:
		auth_signed_in(a, value, INT64_MAX);
		break;
	case STAGE_CLIENT_SECRET:
		buf_reserve(&a->client_secret, strlen(value) + 1);
		buf_text(&a->client_secret, value);
		if (a->code.len > 0)
			ask_token(a, NULL);
		else
			begin_refresh_token(a);
		break;
	case STAGE_REFRESH_TOKEN:
		ask_token(a, value);
		break;
	case STAGE_DOMAIN_QUESTION:
		begin_secret(a, STAGE_PASSWORD, &a->conn->key);
		break;
	case STAGE_PASSWORD:
		ask_login(a, value);
		break;
	case STAGE_OTP_COMMAND:
	case STAGE_OTP_QUESTION:
		ask_otp(a, value);
		break;
	case STAGE_LEAVING_SECRET:
		end_token(a, value);
		break;
	case STAGE_NONE:
	case STAGE_LOCK:
	case STAGE_TOKEN:
	case STAGE_DISCOVER:
	case STAGE_LOGIN:
	case STAGE_OTP:
	case STAGE_LEAVING:
		break;
	}
}

static void
got_secret(struct auth *a)
{
	struct buf got = a->reading.got;

	memset(&a->reading.got, 0, sizeof(a->reading.got));
	secret_end(&a->reading);
	auth_go_on(a, buf_string(&got));
	buf_wipe(&got);
}

static void
fail_secret(struct auth *a)
{
	a->err.code = ERR_AUTH;
	if (a->stage == STAGE_LEAVING_SECRET)
		auth_left(a, false);
	else
		auth_refuse(a);
}

void
auth_step(struct auth *a)
{
	int ready;

	if (a->state != AUTH_BUSY)
		return;
	if (a->stage == STAGE_LOCK) {
		if (clock_monotonic_ms() >= a->again_ms)
			begin_locked(a);
		return;
	}
	if (!a->reading.ready && a->reading.pid == 0)
		return;
	ready = a->reading.ready ? 1 : secret_step(&a->reading, &a->err);
	if (ready < 0)
		fail_secret(a);
	else if (ready > 0)
		got_secret(a);
}

void
auth_read_otp_command(struct auth *a)
{
	a->stage = STAGE_OTP_COMMAND;
	if (!secret_begin_command("otp_command", a->conn->otp_command,
	    &a->reading, &a->err))
		auth_refuse(a);
}

/* Once more in a moment. A code is never sent twice. */
bool
auth_tries_again(struct auth *a)
{
	uint32_t random;

	if (a->stage == STAGE_OTP || a->stage == STAGE_LEAVING ||
	    a->code.len > 0 || ++a->tries >= TRIES)
		return false;
	digest_random(&random, sizeof(random));
	auth_end_work(a);
	a->stage = STAGE_LOCK;
	a->again_ms = clock_monotonic_ms() + pace_retry_ms(a->tries, random);
	return true;
}

static void
begin_end(struct auth *a, const struct secret *secret)
{
	a->stage = STAGE_LEAVING_SECRET;
	if (!secret_begin(secret, &a->reading, &a->err))
		fail_secret(a);
	else if (a->reading.ready)
		auth_step(a);
}

void
auth_next_leaving(struct auth *a)
{
	bool is_next = a->ends_configured;

	a->ends_configured = false;
	if (is_next)
		begin_end(a, &a->conn->refresh_token);
	else
		auth_left(a, true);
}

void
auth_begin_leaving(struct auth *a)
{
	struct secret stored = { .source = SECRET_FILE,
		.key = "the stored refresh token",
		.from = auth_file_of_refresh(a) };
	bool is_oauth = a->conn->auth == CONN_OAUTH;

	a->ends_configured = is_oauth &&
	    a->conn->refresh_token.source != SECRET_NONE;
	if (is_oauth && stored.from != NULL && access(stored.from, F_OK) == 0)
		begin_end(a, &stored);
	else
		auth_next_leaving(a);
}
