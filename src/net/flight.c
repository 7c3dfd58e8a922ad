/* One request's way over the network: sent, landed, tried again, ended. */
#include <endpane/base/clock.h>
#include <endpane/base/digest.h>
#include <endpane/base/log.h>
#include <endpane/base/mem.h>
#include <endpane/config/centre.h>
#include <endpane/json/scan.h>
#include <endpane/net/echo.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "queue_parts.h"

#define TRIES	3

void
flight_forget(struct item *it)
{
	if (it->body != NULL)
		explicit_bzero(it->body, strlen(it->body));
	if (it->secret != NULL)
		explicit_bzero(it->secret, strlen(it->secret));
	if (it->file >= 0)
		close(it->file);
	it->file = -1;
}

/* Takes the item out of the air or the waiting room; then tells. */
void
flight_end(struct queue *q, struct item *it, enum queue_item_state state,
    struct reply *reply)
{
	struct waiter *w;

	if (it->state == QUEUE_WAITING)
		it->line->waiting--;
	it->state = state;
	it->status = reply->status;
	snprintf(it->why, sizeof(it->why), "%.150s",
	    reply->err.code != ERR_NONE ? reply->err.text : "");
	q->finished++;
	q->generation++;
	/* It stays in the list for a while; what was sent may be a secret. */
	flight_forget(it);
	/* One by one: whoever is told may make the others forget. */
	reply->calls = it->tries;
	while ((w = it->waiters) != NULL) {
		it->waiters = w->next;
		reply->id = w->id;
		if (w->done != NULL)
			w->done(w->who, reply);
		reply->calls = 0;
		free(w);
	}
}

/* Off the network; the answer stays in the item's http until closed. */
void
flight_off(struct queue *q, struct item *it)
{
	pace_landed(&it->line->pace);
	if (it->writes) {
		q->writes_flying--;
		it->line->era++;
	}
	curl_multi_remove_handle(q->multi, it->http.easy);
}

static void
tell(struct queue *q, const struct item *it, const char *what)
{
	char line[512];

	if (q->setup.hooks.tell == NULL && !log_wants(LOG_NET))
		return;
	snprintf(line, sizeof(line), "%s %s %.200s%s%.200s: %s",
	    it->line->conn->name, it->method, it->path,
	    it->query != NULL ? "?" : "",
	    it->query != NULL ? it->query : "", what);
	log_line(LOG_NET, "%s", line);
	if (q->setup.hooks.tell != NULL)
		q->setup.hooks.tell(line);
}

void
flight_start(struct queue *q, struct item *it)
{
	const struct conn *conn = it->line->conn;
	struct http_order order = {
		.conn = conn, .state_folder = q->setup.state_folder,
		.method = it->method, .body = it->body,
		.file = it->file, .file_size = it->file_size,
		.content_type = it->content_type,
		.disposition = it->disposition,
		.authorization = auth_value(it->line->auth),
		.max_reply = it->is_list ? conn->max_reply_list :
		    conn->max_reply,
		.timeout_s = q->setup.timeout_s > 0 ? q->setup.timeout_s :
		    conn->timeout_s,
		.writes = it->writes,
	};
	char *url = mem_format("%s%s%s%s", conn->base, it->path,
	    it->query != NULL ? "?" : "", it->query != NULL ? it->query : "");

	order.url = url;
	it->version = auth_version(it->line->auth);
	it->era = it->line->era;
	it->state = QUEUE_FLYING;
	it->line->waiting--;
	it->tries++;
	it->why[0] = '\0';
	it->started_ms = clock_monotonic_ms();
	it->line->shown.tried = true;
	pace_started(&it->line->pace, it->started_ms);
	q->writes_flying += it->writes;
	q->setup.hooks.called(q->setup.hooks.who, conn);
	http_open(&it->http, &order, &it->passenger);
	http_join(q->multi, it->http.easy);
	tell(q, it, "sent");
	q->generation++;
	free(url);
}

/* Back to the waiting room until a time. */
static void
wait_again(struct queue *q, struct item *it, int64_t ms, const char *why)
{
	http_close(&it->http);
	it->state = QUEUE_WAITING;
	it->line->waiting++;
	it->not_before_ms = clock_monotonic_ms() + ms;
	snprintf(it->why, sizeof(it->why), "%.150s", why);
	q->generation++;
}

/* A server's "too many requests": the connection rests. */
static bool
rests(struct queue *q, struct item *it, struct err *err)
{
	struct line *line = it->line;
	int64_t now = clock_monotonic_ms(), wall = clock_wall_ms(), pause;
	char when[24], why[80];

	pause = pace_pause(&line->pace, now,
	    pace_retry_after(it->http.retry_after, wall));
	clock_print_coming(wall, wall + pause, when, sizeof(when));
	snprintf(why, sizeof(why), "too many requests; goes on at %s", when);
	if (it->writes || it->once || (q->setup.patience_ms >= 0 &&
	    (pause > q->setup.patience_ms || it->tries >= TRIES))) {
		char text[sizeof(err->text)];

		snprintf(text, sizeof(text), "%.300s; nothing was done; from "
		    "%s on it may be tried again", err->text, when);
		memcpy(err->text, text, sizeof(text));
		return false;
	}
	wait_again(q, it, pause, why);
	return true;
}

/* Is this read worth another try? Writes never are. */
static bool
tries_again(struct queue *q, struct item *it, const struct err *err)
{
	uint32_t random;
	bool worth = err->code == ERR_UNREACHED ||
	    (err->code == ERR_REFUSED && err->http >= 500);

	if (it->writes || it->once)
		return false;
	if (err->code == ERR_PROTOCOL && !it->http.too_large &&
	    err->http >= 200 && err->http < 300 && !it->reread)
		worth = it->reread = true;
	if (!worth || it->tries >= TRIES)
		return false;
	digest_random(&random, sizeof(random));
	wait_again(q, it, pace_retry_ms(it->tries, random), err->text);
	return true;
}

static bool
signs_in_again(struct queue *q, struct item *it, const struct err *err)
{
	if (err->code != ERR_AUTH || err->http == 403 || it->replayed ||
	    !auth_expire(it->line->auth, it->version))
		return false;
	it->replayed = true;
	wait_again(q, it, 0, "signing in again");
	return true;
}

/*
 * What the sign-in was for may be too little: only a new one mends that. A
 * token of another data centre is a good one, but not here.
 */
static void
explain_token(const struct item *it, struct err *err)
{
	const struct conn *conn = it->line->conn;
	size_t len = strlen(err->text);
	struct buf more = { 0 };

	if (conn->auth == CONN_OAUTH && (err->http == 403 ||
	    (err->http == 401 && strstr(err->text, "SCOPE") != NULL)))
		buf_format(&more, "; where a scope is missing, add it to "
		    "scopes of [%.60s] and sign in anew: endpane login %.60s",
		    conn->name, conn->name);
	else if (err->http == 401)
		centre_fits(conn, &more);
	snprintf(err->text + len, sizeof(err->text) - len, "%s",
	    buf_string(&more));
	buf_fini(&more);
}

static void
note_result(struct item *it, const struct err *err)
{
	struct line *line = it->line;

	line->shown.last_took_ms = it->took_ms;
	line->shown.last_ms = clock_wall_ms();
	line->shown.last = *err;
	if (err->code == ERR_NONE)
		pace_went_well(&line->pace);
}

/*
 * A read that failed: what is certain, and what a person may do, behind the
 * server's words. What never left says so itself.
 */
static void
go_on(struct err *err)
{
	const char *rest = "mend that, then try again";
	char text[sizeof(err->text)];

	if (strstr(err->text, "nothing was ") != NULL)
		return;
	if (err->code == ERR_PROTOCOL)
		rest = "try again, or check the connection's url";
	else if (err->code == ERR_AUTH)
		rest = err->http == 403 ? "see what the token permits" :
		    "sign in again";
	else if (err->code == ERR_MISSING)
		rest = "read the list again";
	else if (err->http >= 500)
		rest = "try again in a moment";
	snprintf(text, sizeof(text), "%.300s; nothing was changed; %s",
	    err->text, rest);
	memcpy(err->text, text, sizeof(text));
}

/* Our own secrets, where the server repeats them. */
static void
hide_in(char *at, size_t len, const struct item *it)
{
	const char *value = auth_value(it->line->auth), *blank;

	blank = value != NULL ? strrchr(value, ' ') : NULL;
	echo_hide(at, len, blank != NULL ? blank + 1 : value);
	echo_hide(at, len, it->secret);
}

static void
hide_echoes(struct item *it)
{
	struct http *h = &it->http;

	hide_in(h->answer.at, h->answer.len, it);
	if (h->location != NULL)
		hide_in(h->location, strlen(h->location), it);
}

void
flight_landed(struct queue *q, struct item *it, CURLcode rc)
{
	struct cat_reply seen = { .writes = it->writes };
	struct reply reply = { 0 };
	struct scan_top top;
	struct err ignored;
	char words[96];
	long status = 0;

	flight_off(q, it);
	hide_echoes(it);
	it->took_ms = clock_monotonic_ms() - it->started_ms;
	if (http_result(&it->http, rc, &reply.err)) {
		curl_easy_getinfo(it->http.easy, CURLINFO_RESPONSE_CODE,
		    &status);
		seen.status = reply.status = (int)status;
		seen.body = reply.body = (struct slice){
		    it->http.answer.at != NULL ? it->http.answer.at : "",
		    it->http.answer.len };
		/* What is no JSON is left to the verdict to put in words. */
		if (scan_check_top(seen.body, &top, &ignored)) {
			seen.top = reply.top = &top;
			seen.body = reply.body = scan_bare(seen.body);
		}
		seen.location = reply.location = it->http.location;
		err_clear(&reply.err);
		if (it->line->conn->system->verdict(&seen, &reply.err))
			err_clear(&reply.err);
		else if (!it->writes && reply.err.code != ERR_LIMITED)
			go_on(&reply.err);
	}
	explain_token(it, &reply.err);
	reply.may_come = status == 504 || http_may_come(&it->http, rc);
	snprintf(words, sizeof(words), "HTTP %ld, %lld ms, %zu bytes", status,
	    (long long)it->took_ms, it->http.answer.len);
	tell(q, it, status != 0 ? words : reply.err.text);
	note_result(it, &reply.err);
	if (signs_in_again(q, it, &reply.err) ||
	    (reply.err.code == ERR_LIMITED && rests(q, it, &reply.err)) ||
	    tries_again(q, it, &reply.err))
		return;
	flight_end(q, it, reply.err.code == ERR_NONE ? QUEUE_DONE :
	    QUEUE_FAILED, &reply);
	http_close(&it->http);
}

