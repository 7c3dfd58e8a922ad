/* The relay: takes connections, keeps requests, draws what becomes of them. */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include <endpane/base/mem.h>

#include "relay_parts.h"

#define MOST_SEEN	20000

/* xorshift; under the lock. */
static uint64_t
throw_dice(struct relay *r, uint64_t sides)
{
	r->dice ^= r->dice << 13;
	r->dice ^= r->dice >> 7;
	r->dice ^= r->dice << 17;
	return (r->dice >> 11) % sides;
}

uint64_t
relay_dice(struct relay *r, uint64_t sides)
{
	uint64_t n;

	pthread_mutex_lock(&r->lock);
	n = throw_dice(r, sides);
	pthread_mutex_unlock(&r->lock);
	return n;
}

static char *
word(const char **at, char end)
{
	const char *from = *at, *to = strchrnul(from, end);

	*at = *to != '\0' ? to + 1 : to;
	return mem_slice(from, (size_t)(to - from));
}

/* Draws a fault. Time is dear: what waits for the client is drawn rarely. */
static enum relay_fault
draw(struct relay *r, const struct relay_seen *s)
{
	bool signs = strstr(s->uri, "/oauth/") != NULL;
	enum relay_fault fault;

	if (throw_dice(r, 100) >= (uint64_t)r->odds[signs ? 2 :
	    s->writes ? 0 : 1])
		return RELAY_NONE;
	do
		fault = RELAY_CLOSE + (enum relay_fault)throw_dice(r,
		    RELAY_FAULTS - RELAY_CLOSE);
	while ((fault == RELAY_LATE || fault == RELAY_HANG_AFTER) &&
	    throw_dice(r, 10) != 0);
	return fault;
}

/* Keeps the request; its number. */
static size_t
note(struct visit *v, size_t len)
{
	struct relay *r = v->r;
	struct relay_seen s = { 0 };
	const char *at = buf_string(&v->text), *body;
	size_t n;

	body = strstr(at, "\r\n\r\n") + 4;
	s.body = mem_slice(body, len - (size_t)(body - at));
	s.method = word(&at, ' ');
	s.uri = word(&at, ' ');
	s.writes = strcmp(s.method, "GET") != 0 &&
	    strstr(s.uri, "/oauth/") == NULL &&
	    strstr(s.uri, "/authentication") == NULL;
	pthread_mutex_lock(&r->lock);
	if (r->count == MOST_SEEN)
		abort();
	s.fault = draw(r, &s);
	n = r->count++;
	r->seen[n] = s;
	r->writes += s.writes;
	r->requests++;
	pthread_cond_broadcast(&r->changed);
	pthread_mutex_unlock(&r->lock);
	return n;
}

static void
request_over(struct relay *r)
{
	pthread_mutex_lock(&r->lock);
	r->requests--;
	pthread_cond_broadcast(&r->changed);
	pthread_mutex_unlock(&r->lock);
}

static void
leave(struct visit *v)
{
	struct relay *r = v->r;
	size_t i;

	pthread_mutex_lock(&r->lock);
	for (i = 0; r->visits[i] != v; i++)
		;
	r->visits[i] = r->visits[--r->busy];
	close(v->fd);
	pthread_cond_broadcast(&r->changed);
	pthread_mutex_unlock(&r->lock);
	buf_fini(&v->text);
	free(v);
}

static void *
serve(void *who)
{
	struct visit *v = who;
	struct relay *r = v->r;
	bool goes_on = true;
	size_t len;

	while (goes_on && relay_receive(v->fd, &v->text, false, &len)) {
		goes_on = relay_answer(v, len, note(v, len));
		memmove(v->text.at, v->text.at + len, v->text.len - len);
		v->text.len -= len;
		request_over(r);
	}
	leave(v);
	return NULL;
}

static void
welcome(struct relay *r, int fd)
{
	struct timeval patience = { 20, 0 };
	struct visit *v = mem_alloc(sizeof(*v));
	pthread_t thread;

	v->r = r;
	v->fd = fd;
	setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience));
	pthread_mutex_lock(&r->lock);
	if (r->busy == RELAY_VISITS)
		abort();
	r->visits[r->busy++] = v;
	pthread_mutex_unlock(&r->lock);
	if (pthread_create(&thread, NULL, serve, v) != 0)
		abort();
	pthread_detach(thread);
}

static void *
accept_all(void *who)
{
	struct relay *r = who;
	struct pollfd fds[] = { { r->listener, POLLIN, 0 },
		{ r->stop[0], POLLIN, 0 } };
	int fd;

	for (;;) {
		while (poll(fds, 2, -1) < 0 && errno == EINTR)
			;
		if (fds[1].revents != 0)
			return NULL;
		fd = accept4(r->listener, NULL, NULL, SOCK_CLOEXEC);
		if (fd >= 0)
			welcome(r, fd);
	}
}

void
relay_hear(struct relay *r)
{
	struct sockaddr_in here = { .sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
		.sin_port = htons((uint16_t)r->port) };
	socklen_t size = sizeof(here);
	int on = 1;

	if (r->listens)
		return;
	r->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	setsockopt(r->listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	if (pipe2(r->stop, O_CLOEXEC) != 0 || r->listener < 0 ||
	    bind(r->listener, (void *)&here, sizeof(here)) != 0 ||
	    listen(r->listener, 128) != 0 ||
	    getsockname(r->listener, (void *)&here, &size) != 0 ||
	    pthread_create(&r->door, NULL, accept_all, r) != 0)
		abort();
	r->port = ntohs(here.sin_port);
	r->listens = true;
}

void
relay_deafen(struct relay *r)
{
	if (!r->listens)
		return;
	close(r->stop[1]);
	pthread_join(r->door, NULL);
	close(r->stop[0]);
	close(r->listener);
	r->listens = false;
}

struct relay *
relay_start(unsigned port, uint64_t seed)
{
	struct relay *r = mem_alloc(sizeof(*r));

	r->dice = seed * 0x9e3779b97f4a7c15 + 1;
	r->upstream = port;
	r->seen = mem_alloc(MOST_SEEN * sizeof(*r->seen));
	pthread_mutex_init(&r->lock, NULL);
	pthread_cond_init(&r->changed, NULL);
	relay_hear(r);
	return r;
}

static bool
is_quiet(struct relay *r, size_t none)
{
	(void)none;
	return r->requests == 0;
}

static bool
is_empty(struct relay *r, size_t none)
{
	(void)none;
	return r->busy == 0;
}

static bool
has_writes(struct relay *r, size_t writes)
{
	return r->writes >= writes;
}

static bool
wait_for(struct relay *r, bool (*is)(struct relay *, size_t), size_t what,
    int ms)
{
	struct timespec until;
	bool there;

	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_nsec += (long)(ms % 1000) * 1000000;
	until.tv_sec += ms / 1000 + until.tv_nsec / 1000000000;
	until.tv_nsec %= 1000000000;
	pthread_mutex_lock(&r->lock);
	while (!(there = is(r, what)) &&
	    pthread_cond_timedwait(&r->changed, &r->lock, &until) == 0)
		;
	pthread_mutex_unlock(&r->lock);
	return there;
}

bool
relay_rests(struct relay *r)
{
	return wait_for(r, is_quiet, 0, 20000);
}

bool
relay_waits(struct relay *r, size_t writes, int ms)
{
	return wait_for(r, has_writes, writes, ms);
}

bool
relay_drain(struct relay *r)
{
	bool is_over;
	size_t i;

	relay_deafen(r);
	pthread_mutex_lock(&r->lock);
	for (i = 0; i < r->busy; i++)
		shutdown(r->visits[i]->fd, SHUT_RD);
	pthread_mutex_unlock(&r->lock);
	is_over = wait_for(r, is_empty, 0, 20000);
	relay_hear(r);
	return is_over;
}

void
relay_stop(struct relay *r)
{
	if (r == NULL)
		return;
	relay_drain(r);
	relay_deafen(r);
	relay_forget(r);
	free(r->seen);
	pthread_cond_destroy(&r->changed);
	pthread_mutex_destroy(&r->lock);
	free(r);
}

unsigned
relay_port(const struct relay *r)
{
	return r->port;
}

void
relay_odds(struct relay *r, int writes, int reads, int signs)
{
	pthread_mutex_lock(&r->lock);
	r->odds[0] = writes;
	r->odds[1] = reads;
	r->odds[2] = signs;
	pthread_mutex_unlock(&r->lock);
}

size_t
relay_count(struct relay *r)
{
	return r->count;
}

const struct relay_seen *
relay_seen(struct relay *r, size_t n)
{
	return &r->seen[n];
}

void
relay_forget(struct relay *r)
{
	size_t i;

	pthread_mutex_lock(&r->lock);
	for (i = 0; i < r->count; i++) {
		free(r->seen[i].method);
		free(r->seen[i].uri);
		free(r->seen[i].body);
	}
	r->count = r->writes = 0;
	pthread_mutex_unlock(&r->lock);
}
