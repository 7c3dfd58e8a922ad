/* Tickets, waiting, flying and done; one curl multi; the program's one poll. */
#include <endpane/base/clock.h>
#include <endpane/base/mem.h>

#include <stdio.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "queue_parts.h"

#define KEPT		500	/* finished items for display */
#define DELIVER_US	1000	/* of answers, until a key is looked for again */

struct queue *
queue_new(const struct queue_setup *setup)
{
	struct queue *q = mem_alloc(sizeof(*q));
	size_t i;

	curl_global_init(CURL_GLOBAL_DEFAULT);
	q->setup = *setup;
	q->multi = curl_multi_init();
	if (q->multi == NULL)
		mem_is_out();
	q->line_count = setup->config->conn_count;
	q->lines = mem_alloc(q->line_count * sizeof(*q->lines));
	for (i = 0; i < q->line_count; i++) {
		struct line *line = &q->lines[i];

		line->conn = &setup->config->conns[i];
		line->passenger = (struct passenger){ PASSENGER, NULL, line };
		line->auth = auth_new(line->conn, q->multi,
		    setup->state_folder, setup->timeout_s,
		    &line->passenger);
		pace_init(&line->pace, line->conn->parallel,
		    line->conn->per_minute, line->conn->per_day);
	}
	return q;
}

static void
free_item(struct queue *q, struct item *it)
{
	struct waiter *w, *next;

	if (q->live == it)
		q->live = it->next;
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
	flight_forget(it);
	free(it->body);
	free(it->secret);
	free(it->content_type);
	free(it->disposition);
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
	it->secret = mem_text(r->secret);
	it->content_type = mem_text(r->content_type);
	it->disposition = mem_text(r->disposition);
	it->file = -1;
	it->lane = r->lane;
	it->writes = writes;
	it->is_list = r->is_list;
	it->reserve = r->reserve;
	it->stays = writes || r->stays;
	it->once = r->once;
	it->state = QUEUE_WAITING;
	it->queued_ms = clock_wall_ms();
	it->passenger = (struct passenger){ PASSENGER, it, NULL };
	it->previous = q->newest;
	if (q->newest != NULL)
		q->newest->next = it;
	else
		q->oldest = it;
	q->newest = it;
	if (q->live == NULL)
		q->live = it;
	it->line->waiting++;
	q->generation++;
	return it;
}

static bool
same_text(const char *a, const char *b)
{
	return strcmp(a != NULL ? a : "", b != NULL ? b : "") == 0;
}

/*
 * Whether the answer to a read under way will do for this one too. What left
 * before a write had landed shows how things were: it tells nothing afterwards.
 */
static bool
answers(const struct item *it, const struct request *r)
{
	return !it->writes && it->line->conn == r->conn &&
	    (it->state == QUEUE_WAITING || (it->state == QUEUE_FLYING &&
	    it->era == it->line->era)) && it->is_list == r->is_list &&
	    same_text(it->path, r->path) && same_text(it->query, r->query);
}

/* Hundreds that are over are kept for display; the living come behind them. */
static void
skip_finished(struct queue *q)
{
	while (q->live != NULL && q->live->state > QUEUE_FLYING)
		q->live = q->live->next;
}

ticket
queue_read(struct queue *q, const struct request *r, reply_fn *done, void *who)
{
	struct item *it;

	skip_finished(q);
	for (it = q->live; it != NULL && !answers(it, r);)
		it = it->next;
	if (it == NULL)
		it = add_item(q, r, false);
	else if (r->lane < it->lane)
		it->lane = r->lane;
	it->reserve = it->reserve || r->reserve;
	it->stays = it->stays || r->stays;
	it->once = it->once && r->once;
	it->method = "GET";
	return add_waiter(q, it, done, who);
}

/* The file as it was when it was confirmed; nothing that could block. */
static int
open_file(const struct request *r, struct err *err)
{
	int fd = open(r->file, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	struct stat st;

	if (fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
	    st.st_size == r->file_size)
		return fd;
	if (fd >= 0)
		close(fd);
	err_set(err, ERR_LOCAL, "%.200s: is no longer as it was", r->file);
	return -1;
}

ticket
queue_write(struct queue *q, const struct request *r, reply_fn *done,
    void *who, struct err *err)
{
	struct item *it;
	int file = -1;

	if (q->setup.read_only || q->setup.config->read_only ||
	    r->conn->read_only) {
		err_set(err, ERR_GUARD, "read-only: nothing is sent");
		return 0;
	}
	if (r->file != NULL && (file = open_file(r, err)) < 0)
		return 0;
	it = add_item(q, r, true);
	it->file = file;
	it->file_size = file >= 0 ? r->file_size : 0;
	return add_waiter(q, it, done, who);
}

void
queue_read_only(struct queue *q)
{
	q->setup.read_only = true;
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

static void
cancel_item(struct queue *q, struct item *it)
{
	struct reply reply = { 0 };

	if (it->state > QUEUE_FLYING ||
	    (it->writes && it->state == QUEUE_FLYING))
		return;
	if (it->state == QUEUE_FLYING) {
		flight_off(q, it);
		http_close(&it->http);
	}
	err_set(&reply.err, ERR_INTERRUPTED, "cancelled");
	flight_end(q, it, QUEUE_CANCELLED, &reply);
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

void
queue_hold(struct queue *q, bool hold)
{
	if (q->is_held == hold)
		return;
	q->is_held = hold;
	q->generation++;
}

bool
queue_is_held(const struct queue *q)
{
	return q->is_held;
}

size_t
queue_writes_flying(const struct queue *q)
{
	return q->writes_flying;
}

/* The waiting item that goes next: lane, then age; NULL: none may now. */
static struct item *
next_item(const struct queue *q, const struct line *line, int64_t now)
{
	struct item *it, *best = NULL;

	for (it = q->live; it != NULL; it = it->next)
		if (it->line == line && it->state == QUEUE_WAITING &&
		    !it->is_parked && it->not_before_ms <= now &&
		    (best == NULL || it->lane < best->lane))
			best = it;
	return best;
}

static void
explain(struct queue *q, struct item *it, const char *why)
{
	if (strcmp(it->why, why) == 0)
		return;
	snprintf(it->why, sizeof(it->why), "%.150s", why);
	q->generation++;
}

/* The work that a person has asked for is kept until somebody signs in. */
static void
park(struct queue *q, struct item *it)
{
	char why[160];

	it->is_parked = it->line->has_parked = true;
	snprintf(why, sizeof(why), "waits until you sign in: :login %.80s",
	    it->line->conn->name);
	explain(q, it, why);
}

static void
unpark(struct queue *q, struct line *line)
{
	struct item *it;

	line->has_parked = false;
	for (it = q->live; it != NULL; it = it->next)
		if (it->line == line)
			it->is_parked = false;
}

/* A person can mend what is wrong with who we are, and nothing else. */
static void
fail_waiting(struct queue *q, struct line *line, const struct err *err)
{
	bool can_mend = q->setup.has_person && err->code == ERR_AUTH;
	struct item *it = q->oldest, *next;

	for (; it != NULL; it = next) {
		struct reply reply = { .err = *err };

		next = it->next;
		if (it->line != line || it->state != QUEUE_WAITING)
			continue;
		if (it->stays && can_mend)
			park(q, it);
		else
			flight_end(q, it, QUEUE_FAILED, &reply);
	}
}

static void
fail_spent(struct queue *q, struct item *it)
{
	struct reply reply = { 0 };

	err_set(&reply.err, ERR_LIMITED, "the day's budget of %d calls is "
	    "spent; nothing was sent; it starts anew at midnight UTC",
	    it->line->conn->per_day);
	flight_end(q, it, QUEUE_FAILED, &reply);
}

/*
 * The server has ordered a pause: it is waited for, by a command not for long.
 * True: the item waits; false: it has failed.
 */
static bool
bears(struct queue *q, struct item *it, int64_t wait_ms)
{
	struct reply reply = { 0 };
	int64_t now = clock_wall_ms();
	char when[24], why[80];

	clock_print_coming(now, now + wait_ms, when, sizeof(when));
	if (q->setup.patience_ms < 0 || wait_ms <= q->setup.patience_ms) {
		snprintf(why, sizeof(why), "too many requests; goes on at %s",
		    when);
		explain(q, it, why);
		return true;
	}
	err_set(&reply.err, ERR_LIMITED, "the server takes no more requests "
	    "now; nothing was sent; from %s on it may be tried again", when);
	flight_end(q, it, QUEUE_FAILED, &reply);
	return false;
}

/* Starts what may start on one connection; *wait_ms: when to look again. */
static void
dispatch(struct queue *q, struct line *line, int64_t now, int64_t *wait_ms)
{
	int64_t wait;
	struct item *it;

	if (line->has_parked && auth_state(line->auth) == AUTH_IN)
		unpark(q, line);
	while (!q->is_held && line->waiting > 0 &&
	    (it = next_item(q, line, now)) != NULL) {
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
			flight_start(q, it);
			continue;
		case PACE_SPENT:
			fail_spent(q, it);
			continue;
		case PACE_PAUSED:
			if (!bears(q, it, wait))
				continue;
			if (*wait_ms < 0 || wait < *wait_ms)
				*wait_ms = wait;
			return;
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

/*
 * The earliest time that a waiting item or a sign-in asked for; now as it was
 * when dispatch() looked, or what comes due in between is slept over.
 */
static void
soonest(const struct queue *q, int64_t now, int64_t *wait_ms)
{
	int64_t wait;
	const struct item *it;
	size_t i;

	for (it = q->live; it != NULL; it = it->next) {
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

/* Answers that have come, one at least; a key does not wait for all of them. */
static void
deliver(struct queue *q, int64_t until_us)
{
	struct passenger *p;
	CURLMsg *message;
	int left, running;

	http_must(curl_multi_perform(q->multi, &running));
	q->undelivered = false;
	while (!q->undelivered &&
	    (message = curl_multi_info_read(q->multi, &left)) != NULL) {
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
			flight_landed(q, p->item, rc);
		else {
			auth_landed(p->line->auth, rc);
			q->generation++;
		}
		q->undelivered = left > 0 && clock_monotonic_us() >= until_us;
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
	http_must(curl_multi_poll(q->multi, extra, n, ms < 0 || ms > 3600000 ?
	    3600000 : (int)ms, NULL));
	for (i = 0; i < count && i < 16; i++)
		fds[i].readable = extra[i].revents != 0;
}

void
queue_wait(struct queue *q, struct queue_fd *fds, size_t count, int ms)
{
	int64_t now = clock_monotonic_ms(), wait = ms;
	int64_t until_us = clock_monotonic_us() + DELIVER_US;
	generation at_start = q->generation;
	long curl_ms = -1;
	size_t i;

	skip_finished(q);
	for (i = 0; i < q->line_count; i++)
		dispatch(q, &q->lines[i], now, &wait);
	soonest(q, now, &wait);
	deliver(q, until_us);
	curl_multi_timeout(q->multi, &curl_ms);
	if (curl_ms >= 0 && (wait < 0 || curl_ms < wait))
		wait = curl_ms;
	/* Something landed or left: whoever waits is told before we sleep. */
	if (q->generation != at_start || q->undelivered)
		wait = 0;
	poll_all(q, fds, count, wait);
	if (!q->undelivered)
		deliver(q, until_us);
	for (i = 0; i < q->line_count; i++) {
		enum auth_state before = auth_state(q->lines[i].auth);

		auth_step(q->lines[i].auth);
		if (auth_state(q->lines[i].auth) != before)
			q->generation++;
	}
	wait = -1;
	now = clock_monotonic_ms();
	for (i = 0; i < q->line_count; i++)
		dispatch(q, &q->lines[i], now, &wait);
	drop_old(q);
}

generation
queue_generation(const struct queue *q)
{
	return q->generation;
}
