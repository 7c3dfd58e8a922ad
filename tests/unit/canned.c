/* The canned server: one thread a connection, answers out of rules. */
#include "canned.h"

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

#define MOST_RULES	64
#define MOST_SEEN	4096
#define MOST_THREADS	1024

struct rule {
	char		*start;
	char		*raw;
	size_t		 len;
	int		 left;		/* -1: always */
	enum canned_end	 end;
};

struct canned {
	pthread_mutex_t	 lock;
	pthread_cond_t	 came;
	pthread_t	 door;
	pthread_t	 threads[MOST_THREADS];
	size_t		 thread_count;
	int		 listener;
	int		 stop[2];	/* closed at one end: all leave */
	char		 origin[64];
	struct rule	 rules[MOST_RULES];
	size_t		 rule_count;
	char		*seen[MOST_SEEN];
	size_t		 seen_count;
	int		 unexpected;
	int		 visits;
};

struct visit {
	struct canned	*c;
	int		 fd;
	char		 text[65536];
	size_t		 len;
};

/* False when the test ends or nothing more comes. */
static bool
readable(struct visit *v)
{
	struct pollfd fds[] = { { v->fd, POLLIN, 0 },
		{ v->c->stop[0], POLLIN, 0 } };

	while (poll(fds, 2, -1) < 0 && errno == EINTR)
		;
	return fds[1].revents == 0;
}

/* The length of the whole request at the start of the text; 0: not yet. */
static size_t
whole(struct visit *v)
{
	const char *end, *length;
	size_t body = 0;

	v->text[v->len] = '\0';
	end = strstr(v->text, "\r\n\r\n");
	if (end == NULL)
		return 0;
	length = strcasestr(v->text, "\r\ncontent-length:");
	if (length != NULL && length < end)
		body = strtoul(length + 17, NULL, 10);
	body += (size_t)(end - v->text) + 4;
	return body <= v->len ? body : 0;
}

static bool
read_request(struct visit *v, size_t *len)
{
	ssize_t got;

	while ((*len = whole(v)) == 0) {
		if (v->len + 1 == sizeof(v->text) || !readable(v))
			return false;
		got = recv(v->fd, v->text + v->len,
		    sizeof(v->text) - v->len - 1, 0);
		if (got <= 0)
			return false;
		v->len += (size_t)got;
	}
	return true;
}

static bool
fits(const char *request, const char *start)
{
	return strncmp(request, start, strlen(start)) == 0;
}

/* Keeps the request; a copy of what is to be said, NULL: nothing is. */
static char *
choose(struct visit *v, size_t len, size_t *raw_len, enum canned_end *end)
{
	static const char lost[] =
	    "HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\n{}";
	struct canned *c = v->c;
	char *raw = NULL;
	size_t i;

	pthread_mutex_lock(&c->lock);
	if (c->seen_count < MOST_SEEN)
		c->seen[c->seen_count++] = strndup(v->text, len);
	for (i = 0; i < c->rule_count; i++)
		if (c->rules[i].left != 0 && fits(v->text, c->rules[i].start))
			break;
	if (i == c->rule_count) {
		c->unexpected++;
		raw = strdup(lost);
		*raw_len = sizeof(lost) - 1;
		*end = CANNED_KEEP;
	} else {
		if (c->rules[i].left > 0)
			c->rules[i].left--;
		raw = malloc(c->rules[i].len + 1);
		memcpy(raw, c->rules[i].raw, c->rules[i].len);
		*raw_len = c->rules[i].len;
		*end = c->rules[i].end;
	}
	pthread_cond_broadcast(&c->came);
	pthread_mutex_unlock(&c->lock);
	return raw;
}

static bool
send_all(struct visit *v, const char *at, size_t len)
{
	ssize_t put;

	for (; len > 0; at += put, len -= (size_t)put)
		if ((put = send(v->fd, at, len, MSG_NOSIGNAL)) <= 0)
			return false;
	return true;
}

static bool
is_ending(struct visit *v, int ms)
{
	struct pollfd fd = { v->c->stop[0], POLLIN, 0 };

	return poll(&fd, 1, ms) > 0;
}

/* True: the connection goes on. */
static bool
say(struct visit *v, const char *raw, size_t len, enum canned_end end)
{
	struct linger now = { 1, 0 };
	size_t i;

	if (end == CANNED_DRIP) {
		for (i = 0; i < len && send_all(v, raw + i, 1); i++)
			if (is_ending(v, 1))
				break;
		return i == len;
	}
	if (!send_all(v, raw, len))
		return false;
	if (end == CANNED_HANG)
		is_ending(v, -1);
	while (end == CANNED_ENDLESS && !is_ending(v, 0) &&
	    send_all(v, raw + len - (len < 64 ? len : 64),
	    len < 64 ? len : 64))
		;
	if (end == CANNED_RESET)
		setsockopt(v->fd, SOL_SOCKET, SO_LINGER, &now, sizeof(now));
	return end == CANNED_KEEP;
}

static void *
serve(void *who)
{
	struct visit *v = who;
	enum canned_end end = CANNED_CLOSE;
	size_t len, raw_len;
	bool goes_on = true;
	char *raw;

	while (goes_on && read_request(v, &len)) {
		raw = choose(v, len, &raw_len, &end);
		memmove(v->text, v->text + len, v->len - len);
		v->len -= len;
		goes_on = say(v, raw, raw_len, end);
		free(raw);
	}
	close(v->fd);
	free(v);
	return NULL;
}

static void *
accept_all(void *who)
{
	struct canned *c = who;
	struct pollfd fds[] = { { c->listener, POLLIN, 0 },
		{ c->stop[0], POLLIN, 0 } };
	struct visit *v;
	int fd;

	for (;;) {
		while (poll(fds, 2, -1) < 0 && errno == EINTR)
			;
		if (fds[1].revents != 0 || c->thread_count == MOST_THREADS)
			return NULL;
		fd = accept4(c->listener, NULL, NULL, SOCK_CLOEXEC);
		if (fd < 0)
			continue;
		v = calloc(1, sizeof(*v));
		v->c = c;
		v->fd = fd;
		pthread_mutex_lock(&c->lock);
		c->visits++;
		pthread_mutex_unlock(&c->lock);
		if (pthread_create(&c->threads[c->thread_count], NULL, serve,
		    v) == 0)
			c->thread_count++;
	}
}

struct canned *
canned_start(void)
{
	struct sockaddr_in here = { .sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t size = sizeof(here);
	struct canned *c = calloc(1, sizeof(*c));

	pthread_mutex_init(&c->lock, NULL);
	pthread_cond_init(&c->came, NULL);
	c->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (pipe2(c->stop, O_CLOEXEC) != 0 || c->listener < 0 ||
	    bind(c->listener, (void *)&here, sizeof(here)) != 0 ||
	    listen(c->listener, 128) != 0 ||
	    getsockname(c->listener, (void *)&here, &size) != 0)
		abort();
	snprintf(c->origin, sizeof(c->origin), "http://127.0.0.1:%u",
	    (unsigned)ntohs(here.sin_port));
	if (pthread_create(&c->door, NULL, accept_all, c) != 0)
		abort();
	return c;
}

void
canned_stop(struct canned *c)
{
	size_t i;

	if (c == NULL)
		return;
	close(c->stop[1]);
	pthread_join(c->door, NULL);
	for (i = 0; i < c->thread_count; i++)
		pthread_join(c->threads[i], NULL);
	close(c->listener);
	close(c->stop[0]);
	canned_clear(c);
	for (i = 0; i < c->seen_count; i++)
		free(c->seen[i]);
	pthread_cond_destroy(&c->came);
	pthread_mutex_destroy(&c->lock);
	free(c);
}

const char *
canned_origin(const struct canned *c)
{
	return c->origin;
}

void
canned_raw(struct canned *c, const char *start, int times,
    enum canned_end end, const char *raw)
{
	pthread_mutex_lock(&c->lock);
	if (c->rule_count == MOST_RULES)
		abort();
	c->rules[c->rule_count++] = (struct rule){ strdup(start), strdup(raw),
	    strlen(raw), times > 0 ? times : -1, end };
	pthread_mutex_unlock(&c->lock);
}

void
canned_head(struct canned *c, const char *start, int times, int status,
    const char *extra, const char *body)
{
	char *raw = NULL;

	if (asprintf(&raw, "HTTP/1.1 %d Said\r\nContent-Type: "
	    "application/json\r\nContent-Length: %zu\r\n%s\r\n%s", status,
	    strlen(body), extra, body) < 0)
		abort();
	canned_raw(c, start, times, CANNED_KEEP, raw);
	free(raw);
}

void
canned_json(struct canned *c, const char *start, int times, int status,
    const char *body)
{
	canned_head(c, start, times, status, "", body);
}

void
canned_clear(struct canned *c)
{
	size_t i;

	pthread_mutex_lock(&c->lock);
	for (i = 0; i < c->rule_count; i++) {
		free(c->rules[i].start);
		free(c->rules[i].raw);
	}
	c->rule_count = 0;
	pthread_mutex_unlock(&c->lock);
}

static int
count_locked(const struct canned *c, const char *start)
{
	int count = 0;
	size_t i;

	for (i = 0; i < c->seen_count; i++)
		count += fits(c->seen[i], start);
	return count;
}

int
canned_count(struct canned *c, const char *start)
{
	int count;

	pthread_mutex_lock(&c->lock);
	count = count_locked(c, start);
	pthread_mutex_unlock(&c->lock);
	return count;
}

bool
canned_wait(struct canned *c, const char *start, int count)
{
	struct timespec until;
	bool there;

	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_sec += 5;
	pthread_mutex_lock(&c->lock);
	while (!(there = count_locked(c, start) >= count) &&
	    pthread_cond_timedwait(&c->came, &c->lock, &until) == 0)
		;
	pthread_mutex_unlock(&c->lock);
	return there;
}

int
canned_visits(struct canned *c)
{
	int count;

	pthread_mutex_lock(&c->lock);
	count = c->visits;
	pthread_mutex_unlock(&c->lock);
	return count;
}

int
canned_unexpected(struct canned *c)
{
	int count;

	pthread_mutex_lock(&c->lock);
	count = c->unexpected;
	pthread_mutex_unlock(&c->lock);
	return count;
}

bool
canned_saw(struct canned *c, const char *text)
{
	bool saw = false;
	size_t i;

	pthread_mutex_lock(&c->lock);
	for (i = 0; i < c->seen_count; i++)
		saw = saw || strstr(c->seen[i], text) != NULL;
	pthread_mutex_unlock(&c->lock);
	return saw;
}
