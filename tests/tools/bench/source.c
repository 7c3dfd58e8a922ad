/* Pages: recorded through the engine, served again from memory. */
#include "source.h"

#include <endpane/base/buf.h>
#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/op/fetch.h>
#include <endpane/store/rows.h>

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#define CLIENTS		64
#define REQUEST_MOST	8192

/* A recording under way. */
struct recording {
	struct source	*source;
	const struct conn *conn;
	struct buf	 query;		/* of the page on its way */
	size_t		 rows;
	bool		 is_over;
	struct err	 err;
};

/* One connection of the serving process. */
struct client {
	char		 request[REQUEST_MOST];
	size_t		 got;
	char		 head[128];
	struct iovec	 rest[2];	/* of the answer, not taken so far */
};

void
source_die(const char *what, const struct err *err)
{
	fprintf(stderr, "bench: cannot %s: %s\n", what, err->text);
	exit(1);
}

static size_t
count_rows(const struct recording *r, struct slice body, struct err *err)
{
	struct rows *rows = rows_new(r->source->resource);
	size_t added, seen = 0;

	rows_add_page(rows, 0, body, r->source->op->items, &added, &seen, err);
	rows_free(rows);
	return seen;
}

static bool
keep_page(void *who, struct slice body, size_t *rows, struct err *err)
{
	struct recording *r = who;
	struct source *source = r->source;
	struct source_page *page = source->pages + source->count;
	struct cat_page seen = {
		.path = r->source->op->path, .query = buf_string(&r->query),
		.body = body,
	};
	bool more = false;

	if (source->count++ == SOURCE_PAGES)
		return err_set(err, ERR_USAGE, "there are more than %d pages",
		    SOURCE_PAGES);
	page->query = mem_text(buf_string(&r->query));
	page->body = (struct slice){ mem_slice(body.at, body.len), body.len };
	source->bytes += body.len;
	*rows = count_rows(r, body, err);
	r->rows += *rows;
	seen.rows = *rows;
	seen.rows_so_far = r->rows;
	seen.pages_so_far = source->count;
	buf_clear(&r->query);
	return r->conn->system->page(&seen, &r->conn->settings, &r->query,
	    &more, err);
}

static void
end_recording(void *who, const struct err *err, const char *remark)
{
	struct recording *r = who;

	(void)remark;
	r->err = *err;
	r->is_over = true;
}

static const struct conn *
serving(const struct config *config, const struct cat_resource *resource)
{
	size_t i;

	for (i = 0; i < config->conn_count; i++)
		if (conn_serves(&config->conns[i], resource))
			return &config->conns[i];
	return NULL;
}

void
source_record(struct source *source, const char *path, const char *noun,
    const char *folder)
{
	struct err err = { 0 };
	struct config *config = config_read(path, -1, &err);
	struct engine_options options = { .config = config,
	    .state_folder = folder, .cache_folder = folder };
	struct recording r = { .source = source };
	struct args none = { 0 };
	struct engine *engine;
	bool more = true;

	if (config == NULL)
		source_die("read the configuration", &err);
	memset(source, 0, sizeof(*source));
	source->resource = cat_resource(str_slice(noun), NULL);
	source->op = cat_op_with(source->resource, CAT_LISTS);
	r.conn = serving(config, source->resource);
	engine = engine_open(&options, &err);
	if (engine == NULL || r.conn == NULL)
		source_die("open the engine", &err);
	r.conn->system->page(NULL, &r.conn->settings, &r.query, &more, &err);
	if (fetch_start(engine, r.conn, source->resource, source->op, &none,
	    LANE_ASKED, keep_page, end_recording, &r, &err) == NULL)
		source_die("ask for pages", &err);
	while (!r.is_over)
		engine_turn(engine, NULL, 0, 1000);
	if (r.err.code != ERR_NONE)
		source_die("record pages", &r.err);
	engine_close(engine, 0);
	config_free(config);
	buf_fini(&r.query);
}

/* The page that a request line asks for; none that is not known. */
static const struct source_page *
page_asked(const struct source *source, const char *request)
{
	const char *query = strchr(request, '?');
	size_t len, i;

	query = query != NULL ? query + 1 : "";
	len = strcspn(query, " \r\n");
	for (i = 0; i < source->count; i++)
		if (strlen(source->pages[i].query) == len &&
		    memcmp(source->pages[i].query, query, len) == 0)
			return &source->pages[i];
	return NULL;
}

/* Reads; a whole request becomes an answer. False: it is over. */
static bool
take_request(const struct source *source, struct client *c, int fd)
{
	const struct source_page *page;
	ssize_t n = read(fd, c->request + c->got,
	    REQUEST_MOST - 1 - c->got);

	if (n <= 0)
		return false;
	c->got += (size_t)n;
	c->request[c->got] = '\0';
	if (strstr(c->request, "\r\n\r\n") == NULL)
		return c->got < REQUEST_MOST - 1;
	page = page_asked(source, c->request);
	c->got = 0;
	if (page == NULL)
		return false;
	snprintf(c->head, sizeof(c->head), "HTTP/1.1 200 OK\r\n"
	    "Content-Type: application/json\r\nContent-Length: %zu\r\n\r\n",
	    page->body.len);
	c->rest[0].iov_base = c->head;
	c->rest[0].iov_len = strlen(c->head);
	memcpy(&c->rest[1].iov_base, &page->body.at, sizeof(char *));
	c->rest[1].iov_len = page->body.len;
	return true;
}

static bool
give_answer(struct client *c, int fd)
{
	struct msghdr message = { .msg_iov = c->rest, .msg_iovlen = 2 };
	ssize_t n = sendmsg(fd, &message, MSG_DONTWAIT | MSG_NOSIGNAL);
	size_t part;
	int i;

	if (n < 0)
		return false;
	for (i = 0; i < 2; i++) {
		part = c->rest[i].iov_len < (size_t)n ? c->rest[i].iov_len :
		    (size_t)n;
		c->rest[i].iov_base = (char *)c->rest[i].iov_base + part;
		c->rest[i].iov_len -= part;
		n -= (ssize_t)part;
	}
	return true;
}

static bool
owes(const struct client *c)
{
	return c->rest[0].iov_len + c->rest[1].iov_len > 0;
}

static void
serve(const struct source *source, int door)
{
	struct client *clients = mem_alloc(CLIENTS * sizeof(*clients));
	struct pollfd fds[CLIENTS + 1] = { { door, POLLIN, 0 } };
	int i, count = 1, fd, on = 1;

	while (poll(fds, (nfds_t)count, -1) > 0) {
		for (i = 1; i < count; i++) {
			struct client *c = &clients[i - 1];

			if (fds[i].revents == 0)
				continue;
			if (!(owes(c) ? give_answer(c, fds[i].fd) :
			    take_request(source, c, fds[i].fd))) {
				close(fds[i].fd);
				fds[i] = fds[--count];
				*c = clients[count - 1];
				memset(&clients[count - 1], 0, sizeof(*c));
				i--;
				continue;
			}
			fds[i].events = owes(c) ? POLLOUT : POLLIN;
		}
		if (fds[0].revents == 0 || count > CLIENTS ||
		    (fd = accept(door, NULL, NULL)) < 0)
			continue;
		setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
		fds[count++] = (struct pollfd){ fd, POLLIN, 0 };
	}
	_exit(1);
}

void
source_serve(struct source *source)
{
	struct sockaddr_in at = { .sin_family = AF_INET };
	socklen_t len = sizeof(at);
	int door = socket(AF_INET, SOCK_STREAM, 0);
	struct err err;

	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (bind(door, (struct sockaddr *)&at, len) < 0 ||
	    listen(door, CLIENTS) < 0 ||
	    getsockname(door, (struct sockaddr *)&at, &len) < 0) {
		err_set(&err, ERR_LOCAL, "no port on loopback");
		source_die("serve pages", &err);
	}
	source->port = ntohs(at.sin_port);
	fflush(NULL);
	source->pid = fork();
	if (source->pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		serve(source, door);
	}
	close(door);
}

void
source_fini(struct source *source)
{
	size_t i;

	kill(source->pid, SIGKILL);
	waitpid(source->pid, NULL, 0);
	for (i = 0; i < source->count; i++) {
		free(source->pages[i].query);
		free((void *)(uintptr_t)source->pages[i].body.at);
	}
}
