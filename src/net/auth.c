/* The gatekeeper of one connection: a state machine over small stages. */
#include <endpane/base/clock.h>
#include <endpane/base/digest.h>
#include <endpane/base/log.h>
#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/net/pace.h>

#include <stdlib.h>
#include <string.h>

#include "auth.h"
#include "tokens.h"

#define LOCK_AGAIN_MS	100
#define LOCK_MOST_MS	60000
#define TRIES		3		/* where no answer comes */
#define ANEW_MOST	5		/* sign-ins for a 401, in */
#define ANEW_MS		600000
#define REFUSED_FOR_MS	10000
#define THROTTLED_MS	900000
#define EC_TOKEN_MS	3600000		/* a token's life is not documented */

enum stage {
	STAGE_NONE = 0,
	STAGE_KEY,		/* the secret that is the token itself */
	STAGE_LOCK,		/* another instance signs in */
	STAGE_CLIENT_SECRET,
	STAGE_REFRESH_TOKEN,
	STAGE_TOKEN,		/* asking the accounts server */
	STAGE_PASSWORD,
	STAGE_LOGIN,
	STAGE_OTP_COMMAND,
	STAGE_OTP_QUESTION,
	STAGE_OTP,
};

struct auth {
	const struct conn	*conn;
	CURLM			*multi;
	const char		*folder;
	void			*private_pointer;
	enum auth_state		 state;
	enum stage		 stage;
	struct secret_reading	 reading;
	struct http		 http;
	struct buf		 body;		/* lent to http */
	struct buf		 client_secret;
	struct buf		 otp_user;
	struct buf		 prompt;
	struct buf		 typed;		/* a secret, for the whole run */
	struct buf		 value;		/* "Zoho-oauthtoken …" */
	struct err		 err;
	char			*refresh_file;
	unsigned		 version;
	int			 lock;
	int64_t			 lock_since_ms;
	int			 tries;
	int			 anew;		/* sign-ins for a 401, since */
	int64_t			 anew_since_ms;
	int64_t			 until_ms;	/* wall: the value's end */
	int64_t			 again_ms;	/* monotonic: next try */
};

struct auth *
auth_new(const struct conn *conn, CURLM *multi, const char *folder,
    void *private_pointer)
{
	struct auth *a = mem_alloc(sizeof(*a));

	a->conn = conn;
	a->multi = multi;
	a->folder = folder;
	a->private_pointer = private_pointer;
	a->state = AUTH_OUT;
	a->lock = -1;
	return a;
}

static void
end_http(struct auth *a)
{
	if (a->http.easy != NULL) {
		curl_multi_remove_handle(a->multi, a->http.easy);
		buf_wipe(&a->http.answer);
		http_close(&a->http);
	}
	buf_wipe(&a->body);
}

static void
end_work(struct auth *a)
{
	end_http(a);
	secret_end(&a->reading);
	buf_wipe(&a->client_secret);
	buf_fini(&a->otp_user);
	tokens_unlock(a->lock);
	a->lock = -1;
	a->stage = STAGE_NONE;
}

void
auth_free(struct auth *a)
{
	if (a == NULL)
		return;
	end_work(a);
	buf_wipe(&a->value);
	buf_wipe(&a->typed);
	buf_fini(&a->prompt);
	free(a->refresh_file);
	free(a);
}

static void
refuse(struct auth *a)
{
	log_line(LOG_AUTH, "%s: sign-in refused: %s", a->conn->name,
	    a->err.text);
	end_work(a);
	a->err.http = 0;
	a->state = AUTH_REFUSED;
	a->again_ms = clock_monotonic_ms() + (a->err.code == ERR_LIMITED ?
	    THROTTLED_MS : REFUSED_FOR_MS);
}

static void
signed_in(struct auth *a, const char *token, int64_t until_ms)
{
	const char *scheme = "";

	switch (a->conn->auth) {
	case CONN_OAUTH:
		scheme = "Zoho-oauthtoken ";
		break;
	case CONN_ZOHO_AUTHTOKEN:
		scheme = "Zoho-authtoken ";
		break;
	case CONN_API_KEY:
	case CONN_TOKEN:
	case CONN_PASSWORD:
		break;
	}
	buf_wipe(&a->value);
	buf_text(&a->value, scheme);
	buf_text(&a->value, token);
	end_work(a);
	/* A line break in a token would be a header of its own. */
	if (strpbrk(buf_string(&a->value), "\r\n") != NULL) {
		err_set(&a->err, ERR_AUTH, "the token has a line break in it");
		refuse(a);
		return;
	}
	a->until_ms = until_ms;
	a->version++;
	a->state = AUTH_IN;
	err_clear(&a->err);
	log_line(LOG_AUTH, "%s: signed in", a->conn->name);
}

static void use_secret(struct auth *a, const char *value);

static const char *
secret_name(const struct conn *conn)
{
	switch (conn->auth) {
	case CONN_API_KEY:
		return "api key";
	case CONN_TOKEN:
	case CONN_ZOHO_AUTHTOKEN:
		return "token";
	case CONN_PASSWORD:
		return "password";
	case CONN_OAUTH:
		break;
	}
	return "secret";
}

/* None is configured: a person knows it, and says it once. */
static void
ask_secret(struct auth *a)
{
	if (a->typed.len > 0) {
		use_secret(a, buf_string(&a->typed));
		return;
	}
	buf_clear(&a->prompt);
	buf_format(&a->prompt, "%s: %s%s%s (not shown)", a->conn->name,
	    secret_name(a->conn), a->conn->auth == CONN_PASSWORD ? " of " : "",
	    a->conn->auth == CONN_PASSWORD ? a->conn->username : "");
	a->state = AUTH_ASKS;
}

static void
begin_secret(struct auth *a, enum stage stage, const struct secret *secret)
{
	a->stage = stage;
	if (secret->source == SECRET_NONE)
		ask_secret(a);
	else if (!secret_begin(secret, &a->reading, &a->err))
		refuse(a);
	else if (a->reading.ready)
		auth_step(a);
}

static void
send_body(struct auth *a, enum stage stage, const char *url,
    const char *content_type)
{
	struct http_order order = {
		.conn = a->conn, .state_folder = a->folder, .url = url,
		.method = "POST",
		.body = buf_string(&a->body), .content_type = content_type,
		.max_reply = 65536, .timeout_s = a->conn->timeout_s,
		.writes = true, .sign_in = true,
	};

	a->stage = stage;
	http_open(&a->http, &order, a->private_pointer);
	curl_multi_add_handle(a->multi, a->http.easy);
}

static void
begin_refresh_token(struct auth *a)
{
	struct secret stored = { .source = SECRET_FILE };

	if (a->conn->refresh_token.source != SECRET_NONE) {
		begin_secret(a, STAGE_REFRESH_TOKEN, &a->conn->refresh_token);
		return;
	}
	if (a->refresh_file == NULL && a->folder != NULL)
		a->refresh_file = tokens_refresh_file(a->folder, a->conn);
	stored.from = a->refresh_file;
	a->stage = STAGE_REFRESH_TOKEN;
	if (stored.from == NULL ||
	    !secret_begin(&stored, &a->reading, &a->err)) {
		err_set(&a->err, ERR_AUTH, "no refresh token; nothing was "
		    "sent; sign in with: endpane login %s", a->conn->name);
		refuse(a);
	} else
		auth_step(a);
}

/* With the lock, or where none can be had: another may have signed in. */
static void
begin_locked(struct auth *a)
{
	int64_t until = 0, waited = clock_monotonic_ms() - a->lock_since_ms;
	struct buf token = { 0 };

	a->stage = STAGE_LOCK;
	a->lock = tokens_lock(a->folder, a->conn);
	if (tokens_load(a->folder, a->conn, &token, &until))
		signed_in(a, buf_string(&token), until);
	else if (a->lock == -1 && waited < LOCK_MOST_MS)
		a->again_ms = clock_monotonic_ms() + LOCK_AGAIN_MS;
	else if (a->lock == -1) {
		err_set(&a->err, ERR_AUTH, "another endpane has been signing "
		    "in to this for a minute; nothing was sent; answer its "
		    "question or end it");
		refuse(a);
	} else if (a->conn->auth == CONN_OAUTH)
		begin_secret(a, STAGE_CLIENT_SECRET, &a->conn->client_secret);
	else
		begin_secret(a, STAGE_PASSWORD, &a->conn->key);
	buf_wipe(&token);
}

void
auth_start(struct auth *a)
{
	if (a->state != AUTH_OUT)
		return;
	a->state = AUTH_BUSY;
	a->lock_since_ms = clock_monotonic_ms();
	a->tries = 0;
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

static void
ask_token(struct auth *a, const char *refresh_token)
{
	char *url = mem_format("%s/oauth/v2/token", a->conn->accounts_url);

	oauth_refresh_body(a->conn, buf_string(&a->client_secret),
	    refresh_token, &a->body);
	send_body(a, STAGE_TOKEN, url, "application/x-www-form-urlencoded");
	free(url);
}

static void
ask_login(struct auth *a, const char *password)
{
	char *url = mem_format("%s/desktop/authentication", a->conn->base);

	ec_login_body(a->conn, password, &a->body);
	send_body(a, STAGE_LOGIN, url, "application/json");
	free(url);
}

static void
ask_otp(struct auth *a, const char *otp)
{
	char *url = mem_format("%s/desktop/authentication/otpValidate",
	    a->conn->base);

	a->state = AUTH_BUSY;
	ec_otp_body(buf_string(&a->otp_user), otp, &a->body);
	send_body(a, STAGE_OTP, url, "application/json");
	free(url);
}

/* A secret is known: on to what it is for. */
static void
use_secret(struct auth *a, const char *value)
{
	switch (a->stage) {
	case STAGE_KEY:
		signed_in(a, value, INT64_MAX);
		break;
	case STAGE_CLIENT_SECRET:
		buf_text(&a->client_secret, value);
		begin_refresh_token(a);
		break;
	case STAGE_REFRESH_TOKEN:
		ask_token(a, value);
		break;
	case STAGE_PASSWORD:
		ask_login(a, value);
		break;
	case STAGE_OTP_COMMAND:
		ask_otp(a, value);
		break;
	case STAGE_NONE:
	case STAGE_LOCK:
	case STAGE_TOKEN:
	case STAGE_LOGIN:
	case STAGE_OTP_QUESTION:
	case STAGE_OTP:
		break;
	}
}

static void
got_secret(struct auth *a)
{
	struct buf got = a->reading.got;

	memset(&a->reading.got, 0, sizeof(a->reading.got));
	secret_end(&a->reading);
	use_secret(a, buf_string(&got));
	buf_wipe(&got);
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
	if (ready < 0) {
		a->err.code = ERR_AUTH;
		refuse(a);
	} else if (ready > 0)
		got_secret(a);
}

static void
read_login(struct auth *a, const struct cat_reply *reply)
{
	struct buf text = { 0 };

	buf_clear(&a->otp_user);
	switch (ec_read_login(reply, &text, &a->otp_user, &a->err)) {
	case EC_TOKEN: {
		int64_t until = clock_wall_ms() + EC_TOKEN_MS;

		tokens_save(a->folder, a->conn, buf_string(&text), until);
		signed_in(a, buf_string(&text), until);
		break;
	}
	case EC_OTP:
		end_http(a);
		if (a->stage == STAGE_OTP) {
			err_set(&a->err, ERR_AUTH, "the code was refused");
			refuse(a);
		} else if (a->conn->otp_command != NULL) {
			a->stage = STAGE_OTP_COMMAND;
			if (!secret_begin_command("otp_command",
			    a->conn->otp_command, &a->reading, &a->err))
				refuse(a);
		} else {
			buf_clear(&a->prompt);
			buf_format(&a->prompt, "%s: %s", a->conn->name,
			    buf_string(&text));
			a->stage = STAGE_OTP_QUESTION;
			a->state = AUTH_ASKS;
		}
		break;
	case EC_REFUSED:
		buf_wipe(&a->typed);
		if (reply->status >= 500)
			a->err.code = ERR_UNREACHED;
		else if (a->err.code != ERR_LIMITED)
			a->err.code = ERR_AUTH;
		refuse(a);
		break;
	}
	buf_wipe(&text);
}

static void
read_token(struct auth *a, const struct cat_reply *reply)
{
	struct oauth_tokens tokens = { 0 };
	int64_t until;

	if (!oauth_read_tokens(reply->status, reply->body, &tokens, &a->err))
		refuse(a);
	else {
		until = clock_wall_ms() + tokens.life_ms;
		tokens_save(a->folder, a->conn, buf_string(&tokens.access),
		    until);
		signed_in(a, buf_string(&tokens.access), until);
	}
	oauth_wipe(&tokens);
}

/* No answer: once more in a moment. A code is never sent twice. */
static bool
tries_again(struct auth *a)
{
	uint32_t random;

	if (a->stage == STAGE_OTP || ++a->tries >= TRIES)
		return false;
	digest_random(&random, sizeof(random));
	end_work(a);
	a->stage = STAGE_LOCK;
	a->again_ms = clock_monotonic_ms() + pace_retry_ms(a->tries, random);
	return true;
}

void
auth_landed(struct auth *a, CURLcode rc)
{
	struct cat_reply reply = { 0 };
	struct buf answer;
	long status = 0;

	if (!http_result(&a->http, rc, &a->err)) {
		if (tries_again(a))
			return;
		/* Nothing is known to be wrong with who we are. */
		a->err.code = ERR_UNREACHED;
		err_at(&a->err, "signing in");
		refuse(a);
		return;
	}
	curl_easy_getinfo(a->http.easy, CURLINFO_RESPONSE_CODE, &status);
	answer = a->http.answer;
	memset(&a->http.answer, 0, sizeof(a->http.answer));
	reply.status = (int)status;
	reply.body = (struct slice){ answer.at, answer.len };
	if (a->stage == STAGE_TOKEN)
		read_token(a, &reply);
	else
		read_login(a, &reply);
	buf_wipe(&answer);
}

enum auth_state
auth_state(struct auth *a)
{
	if (a->state == AUTH_IN && a->until_ms != INT64_MAX &&
	    clock_wall_ms() > a->until_ms - 60000)
		a->state = AUTH_OUT;
	if (a->state == AUTH_REFUSED && clock_monotonic_ms() >= a->again_ms)
		a->state = AUTH_OUT;
	return a->state;
}

const char *
auth_value(const struct auth *a)
{
	return buf_string(&a->value);
}

unsigned
auth_version(const struct auth *a)
{
	return a->version;
}

/* The kept token goes with it, unless another instance has a newer one. */
static void
drop_kept(struct auth *a)
{
	struct buf kept = { 0 };
	int64_t until;

	if (!tokens_load(a->folder, a->conn, &kept, &until) ||
	    str_ends((struct slice){ a->value.at, a->value.len },
	    buf_string(&kept)))
		tokens_remove(a->folder, a->conn);
	buf_wipe(&kept);
}

bool
auth_expire(struct auth *a, unsigned version)
{
	int64_t now = clock_monotonic_ms();

	if (a->state != AUTH_IN || version != a->version)
		return true;
	/* A key typed wrong: said first, asked for anew when next wanted. */
	if (a->typed.len > 0 && a->conn->auth != CONN_PASSWORD) {
		buf_wipe(&a->typed);
		buf_wipe(&a->value);
		a->state = AUTH_OUT;
		return false;
	}
	if (a->anew == 0 || now - a->anew_since_ms >= ANEW_MS) {
		a->anew = 0;
		a->anew_since_ms = now;
	}
	if (a->anew == ANEW_MOST)
		return false;
	a->anew++;
	drop_kept(a);
	buf_wipe(&a->value);
	a->state = AUTH_OUT;
	return true;
}

const struct err *
auth_err(const struct auth *a)
{
	return &a->err;
}

int
auth_fd(const struct auth *a)
{
	return a->reading.pid != 0 ? a->reading.fd : -1;
}

int64_t
auth_wait_ms(const struct auth *a)
{
	int64_t wait;

	if (a->state != AUTH_BUSY || a->stage != STAGE_LOCK)
		return -1;
	wait = a->again_ms - clock_monotonic_ms();
	return wait > 0 ? wait : 0;
}

const char *
auth_question(const struct auth *a)
{
	return a->state == AUTH_ASKS ? buf_string(&a->prompt) : NULL;
}

static void
take_typed(struct auth *a, const char *answer)
{
	buf_reserve(&a->typed, SECRET_MOST + 1);
	buf_text(&a->typed, answer);
	a->state = AUTH_BUSY;
	use_secret(a, buf_string(&a->typed));
}

void
auth_answer(struct auth *a, const char *answer)
{
	bool is_code = a->stage == STAGE_OTP_QUESTION;

	if (a->state != AUTH_ASKS)
		return;
	if (answer == NULL || answer[0] == '\0') {
		err_set(&a->err, ERR_AUTH, "no %s was given; nothing was "
		    "sent; it is asked for on a terminal, or %s in the "
		    "configuration gives it", is_code ? "code" :
		    secret_name(a->conn), is_code ? "otp_command" :
		    a->conn->auth == CONN_PASSWORD ? "password_command" :
		    a->conn->auth == CONN_API_KEY ? "api_key_command" :
		    "token_command");
		refuse(a);
	} else if (is_code)
		ask_otp(a, answer);
	else
		take_typed(a, answer);
}
