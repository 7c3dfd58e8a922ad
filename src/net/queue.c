/* Tickets, waiting, flying and done; one curl multi; the program's one poll. */
#include <endpane/base/clock.h>
#include <endpane/base/digest.h>
#include <endpane/base/log.h>
#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/net/pace.h>
#include <endpane/net/queue.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "auth.h"
#include "http.h"

#define KEPT		500	/* finished items for display */
#define TRIES		3

/* What CURLINFO_PRIVATE points to: tells a flight from a sign-in. */
struct passenger {
	unsigned	 magic;
	struct item	*item;		/* or NULL: */
	struct line	*line;		/* a sign-in of that connection */
};
#define PASSENGER	0x70617373u

struct waiter {
	ticket		 id;
	reply_fn	*done;
	void		*who;
	struct waiter	*next;
};

struct item {
	struct item		*next;		/* towards newer ones */
	struct item		*previous;
	ticket			 id;
	struct line		*line;
	const char		*method;
	char			*path;
	char			*query;
	char			*body;
	const char		*content_type;
	int			 lane;
	bool			 writes, is_list, reserve;
	bool			 replayed;	/* after a 401 */
	bool			 reread;	/* after an unreadable answer */
	enum queue_item_state	 state;
	struct waiter		*waiters;
	struct passenger	 passenger;
	struct http		 http;
	unsigned		 version;	/* of the sign-in used */
	int			 status;
	int			 tries;
	int64_t			 not_before_ms;	/* monotonic */
	int64_t			 queued_ms;	/* wall */
	int64_t			 started_ms;	/* monotonic */
	int64_t			 took_ms;
	char			 why[160];
};

/* All about one connection. */
struct line {
	const struct conn	*conn;
	struct auth		*auth;
	struct pace		 pace;
	struct passenger	 passenger;
	int			 waiting;
	struct queue_conn	 shown;
};

struct queue {
	CURLM			*multi;
	struct queue_setup	 setup;
	struct line		*lines;
	size_t			 line_count;
	struct item		*oldest, *newest;
	size_t			 finished;
	ticket			 last_ticket;
	generation		 generation;
	size_t			 writes_flying;
};

struct queue *
queue_new(const struct queue_setup *setup)
{
	struct queue *q = mem_alloc(sizeof(*q));
	size_t i;

	curl_global_init(CURL_GLOBAL_DEFAULT);
	q->setup = *setup;
	q->multi = curl_multi_init();
	q->line_count = setup->config->conn_count;
	q->lines = mem_alloc(q->line_count * sizeof(*q->lines));
	for (i = 0; i < q->line_count; i++) {
		struct line *line = &q->lines[i];

		line->conn = &setup->config->conns[i];
		line->passenger = (struct passenger){ PASSENGER, NULL, line };
		line->auth = auth_new(line->conn, q->multi,
		    setup->state_folder, &line->passenger);
		pace_init(&line->pace, line->conn->parallel,
		    line->conn->per_minute, line->conn->per_day);
	}
	return q;
}

static void
free_item(struct queue *q, struct item *it)
{
	struct waiter *w, *next;

	if (it->previous != NULL)
		it->previous->next = it->next;
	else
		q->oldest = it->next;
	if (it->next != NULL)
		it->next->previous = it->previous;
	else
		q->newest = it->previous;
	for (w = it->waiters; w != NULL; w = next) {
		next = w->next;
		free(w);
	}
	if (it->http.easy != NULL) {
		curl_multi_remove_handle(q->multi, it->http.easy);
		http_close(&it->http);
	}
	if (it->body != NULL)
		explicit_bzero(it->body, strlen(it->body));
	free(it->body);
	free(it->query);
	free(it->path);
	free(it);
}

void
queue_free(struct queue *q)
{
	size_t i;

	if (q == NULL)
		return;
	while (q->oldest != NULL)
		free_item(q, q->oldest);
	for (i = 0; i < q->line_count; i++) {
		auth_free(q->lines[i].auth);
		pace_fini(&q->lines[i].pace);
	}
	curl_multi_cleanup(q->multi);
	free(q->lines);
	free(q);
}

static ticket
add_waiter(struct queue *q, struct item *it, reply_fn *done, void *who)
{
	struct waiter *w = mem_alloc(sizeof(*w)), **end = &it->waiters;

	w->id = ++q->last_ticket;
	w->done = done;
	w->who = who;
	while (*end != NULL)
		end = &(*end)->next;
	*end = w;
	return w->id;
}

static struct item *
add_item(struct queue *q, const struct request *r, bool writes)
{
	struct item *it = mem_alloc(sizeof(*it));

	it->id = ++q->last_ticket;
	it->line = &q->lines[r->conn->number];
	it->method = r->method;
	it->path = mem_text(r->path);
	it->query = mem_text(r->query);
	it->body = mem_text(r->body);
	it->content_type = r->content_type;
	it->lane = r->lane;
	it->writes = writes;
	it->is_list = r->is_list;
	it->reserve = r->reserve;
	it->state = QUEUE_WAITING;
	it->queued_ms = clock_wall_ms();
	it->passenger = (struct passenger){ PASSENGER, it, NULL };
	it->previous = q->newest;
	if (q->newest != NULL)
		q->newest->next = it;
	else
		q->oldest = it;
	q->newest = it;
	it->line->waiting++;
	q->generation++;
	return it;
}

static bool
same_text(const char *a, const char *b)
{
	return strcmp(a != NULL ? a : "", b != NULL ? b : "") == 0;
}

ticket
queue_read(struct queue *q, const struct request *r, reply_fn *done, void *who)
{
	struct item *it;

	for (it = q->newest; it != NULL; it = it->previous)
		if (!it->writes && it->state <= QUEUE_FLYING &&
		    it->line->conn == r->conn && same_text(it->path, r->path) &&
		    same_text(it->query, r->query))
			break;
	if (it == NULL)
		it = add_item(q, r, false);
	else if (r->lane < it->lane)
		it->lane = r->lane;
	it->method = "GET";
	return add_waiter(q, it, done, who);
}

ticket
queue_write(struct queue *q, const struct request *r, reply_fn *done,
    void *who, struct err *err)
{
	if (q->setup.read_only || q->setup.config->read_only ||
	    r->conn->read_only) {
		err_set(err, ERR_GUARD, "read-only: nothing is sent");
		return 0;
	}
	return add_waiter(q, add_item(q, r, true), done, who);
}

static struct item *
item_of(struct queue *q, ticket id, struct waiter ***place)
{
	struct item *it;
	struct waiter **w;

	for (it = q->newest; it != NULL; it = it->previous) {
		if (it->id == id && place == NULL)
			return it;
		for (w = &it->waiters; *w != NULL; w = &(*w)->next)
			if ((*w)->id == id) {
				if (place != NULL)
					*place = w;
				return it;
			}
	}
	return NULL;
}

/* Takes the item out of the air or the waiting room; then tells. */
static void
end_item(struct queue *q, struct item *it, enum queue_item_state state,
    struct reply *reply)
{
	struct waiter *w, *waiters = it->waiters;

	if (it->state == QUEUE_WAITING)
		it->line->waiting--;
	it->state = state;
	it->status = reply->status;
	snprintf(it->why, sizeof(it->why), "%.150s",
	    reply->err.code != ERR_NONE ? reply->err.text : "");
	it->waiters = NULL;
	q->finished++;
	q->generation++;
	while ((w = waiters) != NULL) {
		waiters = w->next;
		reply->id = w->id;
		if (w->done != NULL)
			w->done(w->who, reply);
		free(w);
	}
}

/* Off the network; the answer stays in the item's http until closed. */
static void
land(struct queue *q, struct item *it)
{
	pace_landed(&it->line->pace);
	if (it->writes)
		q->writes_flying--;
	curl_multi_remove_handle(q->multi, it->http.easy);
}

static void
cancel_item(struct queue *q, struct item *it)
{
	struct reply reply = { 0 };

	if (it->state > QUEUE_FLYING ||
	    (it->writes && it->state == QUEUE_FLYING))
		return;
	if (it->state == QUEUE_FLYING) {
		land(q, it);
		http_close(&it->http);
	}
	err_set(&reply.err, ERR_INTERRUPTED, "cancelled");
	end_item(q, it, QUEUE_CANCELLED, &reply);
}

void
queue_forget(struct queue *q, ticket id)
{
	struct waiter **place = NULL, *w;
	struct item *it = item_of(q, id, &place);

	if (it == NULL)
		return;
	w = *place;
	if (it->writes) {
		w->done = NULL;
		return;
	}
	*place = w->next;
	free(w);
	if (it->waiters == NULL)
		cancel_item(q, it);
}

void
queue_cancel(struct queue *q, ticket id)
{
	struct item *it = item_of(q, id, NULL);

	if (it != NULL)
		cancel_item(q, it);
}

size_t
queue_cancel_reads(struct queue *q)
{
	struct item *it = q->oldest, *next;
	size_t count = 0;

	for (; it != NULL; it = next) {
		next = it->next;
		if (it->writes || it->state > QUEUE_FLYING)
			continue;
		cancel_item(q, it);
		count++;
	}
	return count;
}

size_t
queue_writes_flying(const struct queue *q)
{
	return q->writes_flying;
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

static void
start(struct queue *q, struct item *it)
{
	const struct conn *conn = it->line->conn;
	struct http_order order = {
		.conn = conn, .method = it->method, .body = it->body,
		.content_type = it->content_type,
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
	curl_multi_add_handle(q->multi, it->http.easy);
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
	char when[16], why[80];

	pause = pace_pause(&line->pace, now,
	    pace_retry_after(it->http.retry_after, wall));
	line->shown.paused_until_ms = wall + pause;
	clock_print_time(wall + pause, when, sizeof(when));
	snprintf(why, sizeof(why), "too many requests; goes on at %s", when);
	if (it->writes || (q->setup.patience_ms >= 0 &&
	    (pause > q->setup.patience_ms || it->tries >= TRIES))) {
		char text[sizeof(err->text)];

		snprintf(text, sizeof(text), "%.300s; from %s on it may be "
		    "tried again", err->text, when);
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

	if (it->writes)
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
	if (err->code != ERR_AUTH || err->http == 403 || it->replayed)
		return false;
	auth_expire(it->line->auth, it->version);
	it->replayed = true;
	wait_again(q, it, 0, "signing in again");
	return true;
}

static void
note_result(struct item *it, const struct err *err)
{
	struct line *line = it->line;

	line->shown.last_took_ms = it->took_ms;
	line->shown.last = *err;
	if (err->code == ERR_NONE) {
		pace_went_well(&line->pace);
		line->shown.paused_until_ms = 0;
	}
}

static void
landed(struct queue *q, struct item *it, CURLcode rc)
{
	struct cat_reply seen = { .writes = it->writes };
	struct reply reply = { 0 };
	char words[96];
	long status = 0;

	land(q, it);
	it->took_ms = clock_monotonic_ms() - it->started_ms;
	if (http_result(&it->http, rc, &reply.err)) {
		curl_easy_getinfo(it->http.easy, CURLINFO_RESPONSE_CODE,
		    &status);
		seen.status = reply.status = (int)status;
		seen.body = reply.body = (struct slice){
		    it->http.answer.at != NULL ? it->http.answer.at : "",
		    it->http.answer.len };
		seen.location = reply.location = it->http.location;
		err_clear(&reply.err);
		if (it->line->conn->system->verdict(&seen, &reply.err))
			err_clear(&reply.err);
	}
	snprintf(words, sizeof(words), "HTTP %ld, %lld ms, %zu bytes", status,
	    (long long)it->took_ms, it->http.answer.len);
	tell(q, it, status != 0 ? words : reply.err.text);
	note_result(it, &reply.err);
	if (signs_in_again(q, it, &reply.err) ||
	    (reply.err.code == ERR_LIMITED && rests(q, it, &reply.err)) ||
	    tries_again(q, it, &reply.err))
		return;
	end_item(q, it, reply.err.code == ERR_NONE ? QUEUE_DONE :
	    QUEUE_FAILED, &reply);
	http_close(&it->http);
}

/* The waiting item that goes next: lane, then age; NULL: none may now. */
static struct item *
next_item(const struct queue *q, const struct line *line, int64_t now)
{
	struct item *it, *best = NULL;

	for (it = q->oldest; it != NULL; it = it->next)
		if (it->line == line && it->state == QUEUE_WAITING &&
		    it->not_before_ms <= now &&
		    (best == NULL || it->lane < best->lane))
			best = it;
	return best;
}

static void
fail_waiting(struct queue *q, struct line *line, const struct err *err)
{
	struct item *it = q->oldest, *next;

	for (; it != NULL; it = next) {
		struct reply reply = { .err = *err };

		next = it->next;
		if (it->line != line || it->state != QUEUE_WAITING)
			continue;
		end_item(q, it, QUEUE_FAILED, &reply);
	}
}

static void
fail_spent(struct queue *q, struct item *it)
{
	struct reply reply = { 0 };

	err_set(&reply.err, ERR_LIMITED, "the day's budget of %d calls is "
	    "spent; it starts anew at midnight UTC",
	    it->line->conn->per_day);
	end_item(q, it, QUEUE_FAILED, &reply);
}

static void
explain(struct queue *q, struct item *it, const char *why)
{
	if (strcmp(it->why, why) == 0)
		return;
	snprintf(it->why, sizeof(it->why), "%.150s", why);
	q->generation++;
}

/* Starts what may start on one connection; *wait_ms: when to look again. */
static void
dispatch(struct queue *q, struct line *line, int64_t *wait_ms)
{
	int64_t now = clock_monotonic_ms(), wait;
	struct item *it;

	while (line->waiting > 0 && (it = next_item(q, line, now)) != NULL) {
		enum auth_state state = auth_state(line->auth);

		if (state == AUTH_OUT) {
			auth_start(line->auth);
			state = auth_state(line->auth);
		}
		if (state == AUTH_REFUSED) {
			line->shown.tried = true;
			line->shown.last = *auth_err(line->auth);
			fail_waiting(q, line, auth_err(line->auth));
			return;
		}
		if (state != AUTH_IN) {
			explain(q, it, "signing in");
			return;
		}
		wait = 0;
		switch (pace_ask(&line->pace, now, q->setup.hooks.calls_today(
		    q->setup.hooks.who, line->conn), it->reserve, &wait)) {
		case PACE_GO:
			start(q, it);
			continue;
		case PACE_SPENT:
			fail_spent(q, it);
			continue;
		case PACE_LATER:
			explain(q, it, "the calls of this minute are used");
			if (*wait_ms < 0 || wait < *wait_ms)
				*wait_ms = wait;
			return;
		case PACE_FULL:
			explain(q, it, "waiting for its turn");
			return;
		}
	}
}

/* The earliest time that a waiting item or a sign-in asked for. */
static void
soonest(const struct queue *q, int64_t *wait_ms)
{
	int64_t now = clock_monotonic_ms(), wait;
	const struct item *it;
	size_t i;

	for (it = q->oldest; it != NULL; it = it->next) {
		wait = it->not_before_ms - now;
		if (it->state == QUEUE_WAITING && wait > 0 &&
		    (*wait_ms < 0 || wait < *wait_ms))
			*wait_ms = wait;
	}
	for (i = 0; i < q->line_count; i++) {
		wait = auth_wait_ms(q->lines[i].auth);
		if (wait >= 0 && (*wait_ms < 0 || wait < *wait_ms))
			*wait_ms = wait;
	}
}

static void
drop_old(struct queue *q)
{
	struct item *it = q->oldest, *next;

	for (; it != NULL && q->finished > KEPT; it = next) {
		next = it->next;
		if (it->state <= QUEUE_FLYING || it->http.easy != NULL)
			continue;
		free_item(q, it);
		q->finished--;
	}
}

static void
deliver(struct queue *q)
{
	struct passenger *p;
	CURLMsg *message;
	int left, running;

	curl_multi_perform(q->multi, &running);
	while ((message = curl_multi_info_read(q->multi, &left)) != NULL) {
		char *private_pointer = NULL;
		CURLcode rc = message->data.result;

		if (message->msg != CURLMSG_DONE)
			continue;
		curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE,
		    &private_pointer);
		p = (struct passenger *)(void *)private_pointer;
		if (p == NULL || p->magic != PASSENGER)
			abort();
		if (p->item != NULL)
			landed(q, p->item, rc);
		else
			auth_landed(p->line->auth, rc);
	}
}

static void
poll_all(struct queue *q, struct queue_fd *fds, size_t count, int64_t ms)
{
	struct curl_waitfd extra[32];
	unsigned n = 0;
	size_t i;

	for (i = 0; i < count && n < 16; i++)
		extra[n++] = (struct curl_waitfd){ fds[i].fd, CURL_WAIT_POLLIN,
		    0 };
	for (i = 0; i < q->line_count && n < 32; i++)
		if (auth_fd(q->lines[i].auth) >= 0)
			extra[n++] = (struct curl_waitfd){
			    auth_fd(q->lines[i].auth), CURL_WAIT_POLLIN, 0 };
	curl_multi_poll(q->multi, extra, n, ms < 0 || ms > 3600000 ?
	    3600000 : (int)ms, NULL);
	for (i = 0; i < count && i < 16; i++)
		fds[i].readable = extra[i].revents != 0;
}

void
queue_wait(struct queue *q, struct queue_fd *fds, size_t count, int ms)
{
	int64_t wait = ms;
	generation at_start = q->generation;
	long curl_ms = -1;
	size_t i;

	for (i = 0; i < q->line_count; i++)
		dispatch(q, &q->lines[i], &wait);
	soonest(q, &wait);
	deliver(q);
	curl_multi_timeout(q->multi, &curl_ms);
	if (curl_ms >= 0 && (wait < 0 || curl_ms < wait))
		wait = curl_ms;
	/* Something landed or left: whoever waits is told before we sleep. */
	if (q->generation != at_start)
		wait = 0;
	poll_all(q, fds, count, wait);
	deliver(q);
	for (i = 0; i < q->line_count; i++) {
		enum auth_state before = auth_state(q->lines[i].auth);

		auth_step(q->lines[i].auth);
		if (auth_state(q->lines[i].auth) != before)
			q->generation++;
	}
	wait = -1;
	for (i = 0; i < q->line_count; i++)
		dispatch(q, &q->lines[i], &wait);
	drop_old(q);
}

generation
queue_generation(const struct queue *q)
{
	return q->generation;
}

size_t
queue_items(const struct queue *q, struct queue_item *items, size_t most)
{
	int64_t now = clock_monotonic_ms();
	const struct item *it;
	size_t n = 0;

	for (it = q->newest; it != NULL && n < most; it = it->previous)
		items[n++] = (struct queue_item){
		    it->id, it->line->conn->number, it->state, it->writes,
		    it->method, it->path, it->query, it->status, it->tries,
		    it->queued_ms, it->state == QUEUE_FLYING ?
		    now - it->started_ms : it->took_ms, it->why };
	return n;
}

void
queue_conn(const struct queue *q, int conn, struct queue_conn *status)
{
	const struct line *line = &q->lines[conn];

	*status = line->shown;
	status->flying = line->pace.flying;
	status->waiting = line->waiting;
	status->minute = pace_minute(&line->pace, clock_monotonic_ms());
	if (status->paused_until_ms <= clock_wall_ms())
		status->paused_until_ms = 0;
}

const char *
queue_question(const struct queue *q, int *conn)
{
	size_t i;

	for (i = 0; i < q->line_count; i++)
		if (auth_question(q->lines[i].auth) != NULL) {
			*conn = (int)i;
			return auth_question(q->lines[i].auth);
		}
	return NULL;
}

void
queue_answer(struct queue *q, int conn, const char *answer)
{
	if (conn >= 0 && (size_t)conn < q->line_count)
		auth_answer(q->lines[conn].auth, answer);
}
