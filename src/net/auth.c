/* The gatekeeper of one connection, as the queue sees it. */
#include <endpane/base/clock.h>
#include <endpane/base/log.h>
#include <endpane/base/mem.h>
#include <endpane/base/str.h>

#include <stdlib.h>
#include <string.h>

#include "auth_parts.h"
#include "tokens.h"

#define ANEW_MOST	5		/* sign-ins for a 401, in */
#define ANEW_MS		600000
#define REFUSED_FOR_MS	10000
#define THROTTLED_MS	900000

struct auth *
auth_new(const struct conn *conn, CURLM *multi, const char *folder,
    int timeout_s, void *private_pointer)
{
	struct auth *a = mem_alloc(sizeof(*a));

	a->conn = conn;
	a->multi = multi;
	a->folder = folder;
	a->timeout_s = timeout_s > 0 ? timeout_s : conn->timeout_s;
	a->private_pointer = private_pointer;
	a->state = AUTH_OUT;
	a->lock = -1;
	return a;
}

void
auth_end_http(struct auth *a)
{
	if (a->http.easy != NULL) {
		curl_multi_remove_handle(a->multi, a->http.easy);
		buf_wipe(&a->http.answer);
		http_close(&a->http);
	}
	buf_wipe(&a->body);
}

void
auth_end_work(struct auth *a)
{
	auth_end_http(a);
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
	auth_end_work(a);
	buf_wipe(&a->value);
	buf_wipe(&a->typed);
	buf_wipe(&a->code);
	buf_fini(&a->domain);
	buf_fini(&a->prompt);
	buf_fini(&a->choices);
	free(a->refresh_file);
	free(a);
}

/* What a person has begun is over. */
static void
end_hand(struct auth *a, enum hand_state state)
{
	if (a->hand.state != HAND_BUSY)
		return;
	a->hand.state = state;
	a->hand.err = a->err;
}

/* A throttle holds for all instances, and for those that are yet to come. */
void
auth_refuse(struct auth *a)
{
	log_line(LOG_AUTH, "%s: sign-in refused: %s", a->conn->name,
	    a->err.text);
	auth_end_work(a);
	buf_wipe(&a->code);
	a->err.http = 0;
	a->state = AUTH_REFUSED;
	a->again_ms = clock_monotonic_ms() + REFUSED_FOR_MS;
	if (a->err.code == ERR_LIMITED)
		a->again_ms = clock_monotonic_ms() + tokens_pause(a->folder,
		    a->conn, THROTTLED_MS);
	end_hand(a, HAND_FAILED);
}

static bool
has_control(const char *token)
{
	for (; *token != '\0'; token++)
		if ((unsigned char)*token < 0x20 || *token == 0x7F)
			return true;
	return false;
}

void
auth_signed_in(struct auth *a, const char *token, int64_t until_ms)
{
	buf_wipe(&a->value);
	buf_text(&a->value, conn_scheme(a->conn));
	buf_text(&a->value, token);
	auth_end_work(a);
	/* A line break in a token would be a header of its own. */
	if (has_control(token)) {
		err_set(&a->err, ERR_AUTH, "the token has a line break or "
		    "another control character in it; nothing was sent; look "
		    "at where it comes from");
		auth_refuse(a);
		return;
	}
	a->until_ms = until_ms;
	a->version++;
	a->state = AUTH_IN;
	err_clear(&a->err);
	a->hand.ins += a->hand.state == HAND_BUSY;
	end_hand(a, HAND_DONE);
	log_line(LOG_AUTH, "%s: signed in", a->conn->name);
}

void
auth_start(struct auth *a)
{
	if (a->state != AUTH_OUT)
		return;
	a->tries = 0;
	auth_begin(a);
}

enum auth_state
auth_state(struct auth *a)
{
	if (a->state == AUTH_IN && a->until_ms != INT64_MAX &&
	    clock_wall_ms() > a->until_ms - 60000)
		a->state = AUTH_OUT;
	if (a->state == AUTH_REFUSED && a->again_ms != INT64_MAX &&
	    clock_monotonic_ms() >= a->again_ms)
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
	if (a->typed.len > 0 && a->conn->auth != CONN_PASSWORD &&
	    a->conn->auth != CONN_OAUTH) {
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

void
auth_sign_in(struct auth *a, const char *code)
{
	auth_end_work(a);
	buf_wipe(&a->code);
	if (code != NULL) {
		buf_reserve(&a->code, strlen(code) + 1);
		buf_text(&a->code, code);
	}
	a->hand.state = HAND_BUSY;
	a->anew = 0;
	a->tries = 0;
	a->state = AUTH_OUT;
	auth_begin(a);
}

void
auth_sign_out(struct auth *a)
{
	auth_end_work(a);
	a->hand = (struct hand){ .state = HAND_BUSY, .ins = a->hand.ins };
	a->state = AUTH_BUSY;
	auth_begin_leaving(a);
}

/* False with a->err where the accounts server did not end one. */
void
auth_left(struct auth *a, bool good)
{
	auth_end_work(a);
	if (!good) {
		/* What is in use is as good as it was. */
		a->state = a->value.len > 0 ? AUTH_IN : AUTH_OUT;
		end_hand(a, HAND_FAILED);
		return;
	}
	tokens_remove_refresh(a->folder, a->conn);
	a->hand.forgot = tokens_remove(a->folder, a->conn);
	buf_wipe(&a->value);
	buf_wipe(&a->typed);
	err_set(&a->err, ERR_AUTH, "signed out; nothing was sent; sign in "
	    "with: endpane login %s", a->conn->name);
	end_hand(a, HAND_DONE);
	a->state = AUTH_REFUSED;
	a->again_ms = INT64_MAX;
}

const struct hand *
auth_hand(const struct auth *a)
{
	return &a->hand;
}

bool
auth_question(const struct auth *a, struct question *q)
{
	if (a->state != AUTH_ASKS)
		return false;
	*q = (struct question){ .conn = a->conn->number,
		.text = buf_string(&a->prompt),
		.is_shown = a->stage == STAGE_DOMAIN_QUESTION,
		.choices = a->stage == STAGE_DOMAIN_QUESTION ?
		    buf_string(&a->choices) : "" };
	return true;
}

/* What was asked for, and the key that would have given it. */
static void
refuse_unanswered(struct auth *a)
{
	const char *what = "secret", *key = "";
	struct slice rest = { NULL, 0 }, one;
	struct buf known = { 0 };

	if (a->stage == STAGE_OTP_QUESTION) {
		what = "code";
		key = "otp_command";
	} else if (a->stage == STAGE_DOMAIN_QUESTION) {
		what = key = "domain";
		rest = (struct slice){ a->choices.at, a->choices.len };
	} else
		what = auth_secret_name(a->conn, &key);
	while (str_next(&rest, '\n', &one))
		buf_format(&known, "%s%.*s", known.len > 0 ? ", " :
		    "; the server has ", (int)one.len, one.at);
	err_set(&a->err, ERR_AUTH, "no %s was given; nothing was sent; it is "
	    "asked for on a terminal, or %s in the configuration gives it"
	    "%.200s", what, key, buf_string(&known));
	buf_fini(&known);
	auth_refuse(a);
}

void
auth_answer(struct auth *a, const char *answer)
{
	if (a->state != AUTH_ASKS)
		return;
	if (answer == NULL || answer[0] == '\0') {
		refuse_unanswered(a);
		return;
	}
	/* Whoever answers wants to know what comes of it. */
	a->hand.state = HAND_BUSY;
	a->state = AUTH_BUSY;
	if (a->stage == STAGE_OTP_QUESTION)
		auth_go_on(a, answer);
	else if (a->stage == STAGE_DOMAIN_QUESTION) {
		buf_clear(&a->domain);
		buf_text(&a->domain, answer);
		auth_go_on(a, answer);
	} else {
		buf_reserve(&a->typed, SECRET_MOST + 1);
		buf_text(&a->typed, answer);
		auth_go_on(a, buf_string(&a->typed));
	}
}
