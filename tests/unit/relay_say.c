/* What a relay does with a request: hand it on, spoil its answer, or neither. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include <endpane/base/mem.h>

#include "relay_parts.h"

const char *
relay_word(enum relay_fault fault)
{
	static const char *const words[RELAY_FAULTS] = { "none", "close",
		"reset", "status", "html", "garbage", "redirect", "late",
		"cut-after", "reset-after", "failed-after", "html-after",
		"redirect-after", "half-json", "empty", "cut-refusal",
		"short-length", "flood", "bad-chunks", "hang-after", "drip",
		"continues", "chunked" };

	return words[fault];
}

static int
dial(unsigned port)
{
	struct sockaddr_in there = { .sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
		.sin_port = htons((uint16_t)port) };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd >= 0 && connect(fd, (void *)&there, sizeof(there)) != 0) {
		close(fd);
		fd = -1;
	}
	return fd;
}

static bool
send_all(int fd, const char *at, size_t len)
{
	ssize_t put;

	for (; len > 0; at += put, len -= (size_t)put)
		if ((put = send(fd, at, len, MSG_NOSIGNAL)) <= 0)
			return false;
	return true;
}

/* The length of the whole message at the start of the text; 0: not yet. */
static size_t
whole(const struct buf *text, bool is_reply)
{
	const char *all = buf_string(text), *end, *length;
	size_t head, body = 0;
	int status = 0;

	end = strstr(all, "\r\n\r\n");
	if (end == NULL)
		return 0;
	head = (size_t)(end - all) + 4;
	if (is_reply && sscanf(all, "HTTP/1.1 %d", &status) == 1 &&
	    (status == 204 || status == 304))
		return head;
	length = strcasestr(all, "\r\ncontent-length:");
	if (length != NULL && length < end)
		body = strtoul(length + 17, NULL, 10);
	return head + body <= text->len ? head + body : 0;
}

bool
relay_receive(int fd, struct buf *text, bool is_reply, size_t *len)
{
	char some[16384];
	ssize_t got;

	while ((*len = whole(text, is_reply)) == 0) {
		got = recv(fd, some, sizeof(some), 0);
		if (got <= 0)
			return false;
		buf_add(text, some, (size_t)got);
	}
	return true;
}

/* Hands the request on; the server's whole answer. */
static bool
hand_on(struct visit *v, size_t len, size_t n, struct buf *answer)
{
	int fd = dial(v->r->upstream);
	size_t whole_len = 0;
	bool good;

	v->r->seen[n].was_handed_on = true;
	good = fd >= 0 && send_all(fd, buf_string(&v->text), len) &&
	    relay_receive(fd, answer, true, &whole_len);
	if (fd >= 0)
		close(fd);
	return good;
}

static void
hang_up(struct visit *v, bool by_reset)
{
	struct linger now = { 1, 0 };

	if (by_reset)
		setsockopt(v->fd, SOL_SOCKET, SO_LINGER, &now, sizeof(now));
}

/* The status of a whole answer, as it is about to be said. */
static bool
say(struct visit *v, size_t n, const char *at, size_t len)
{
	int status = 0;

	sscanf(at, "HTTP/1.1 %d", &status);
	v->r->seen[n].said = status;
	return send_all(v->fd, at, len);
}

static bool
say_own(struct visit *v, size_t n, int status, const char *head,
    const char *type, const char *body)
{
	struct buf out = { 0 };
	bool good;

	buf_format(&out, "HTTP/1.1 %d Said\r\nContent-Type: %s\r\n"
	    "Content-Length: %zu\r\n%s\r\n%s", status, type, strlen(body),
	    head, body);
	good = say(v, n, buf_string(&out), out.len);
	buf_fini(&out);
	return good;
}

static bool
say_html(struct visit *v, size_t n)
{
	return say_own(v, n, 200, "", "text/html",
	    "<html><head><title>Sign in</title></head><body>x</body></html>");
}

static bool
say_redirect(struct visit *v, size_t n)
{
	return say_own(v, n, 302, "Location: http://127.0.0.1:1/x\r\n",
	    "text/plain", "");
}

/* Says no: an error that is the server's word that nothing was done. */
static bool
say_status(struct visit *v, size_t n)
{
	static const int statuses[] = { 400, 401, 403, 404, 409, 412, 422,
		429, 500, 502, 503, 504 };
	int status = statuses[relay_dice(v->r, sizeof(statuses) /
	    sizeof(statuses[0]))];

	return say_own(v, n, status, status == 429 ? "Retry-After: 1\r\n" :
	    "", "application/json", "{\"error_code\":\"COM0014\"}");
}

static bool
say_garbage(struct visit *v)
{
	char some[300];
	size_t i, len = (size_t)relay_dice(v->r, sizeof(some));

	for (i = 0; i < len; i++)
		some[i] = (char)relay_dice(v->r, 256);
	send_all(v->fd, some, len);
	return false;
}

/* Until the other side has gone. */
static void
outwait(struct visit *v)
{
	char some[512];

	while (recv(v->fd, some, sizeof(some), 0) > 0)
		;
}

static bool
untouched(struct visit *v, size_t len, size_t n, struct buf *answer)
{
	switch ((int)v->r->seen[n].fault) {
	case RELAY_RESET:
		hang_up(v, true);
		return false;
	case RELAY_STATUS:
		return say_status(v, n);
	case RELAY_HTML:
		return say_html(v, n);
	case RELAY_GARBAGE:
		return say_garbage(v);
	case RELAY_REDIRECT:
		return say_redirect(v, n);
	case RELAY_LATE:
		outwait(v);
		hand_on(v, len, n, answer);
		return false;
	default:
		return false;
	}
}

static bool
say_cut(struct visit *v, const struct buf *answer, bool by_reset)
{
	send_all(v->fd, answer->at, (size_t)relay_dice(v->r, answer->len));
	hang_up(v, by_reset);
	return false;
}

/* A refusal that is not all there is nobody's word. */
static bool
say_cut_refusal(struct visit *v)
{
	static const int statuses[] = { 401, 403, 404, 412, 429 };
	char text[200];
	int len;

	len = snprintf(text, sizeof(text), "HTTP/1.1 %d Said\r\n"
	    "Content-Type: application/json\r\nContent-Length: 60\r\n\r\n"
	    "{\"error_code\":\"COM", statuses[relay_dice(v->r, 5)]);
	send_all(v->fd, text, (size_t)len);
	return false;
}

/* Half of the body with a length that fits; or none. */
static bool
say_part(struct visit *v, size_t n, const struct buf *answer, size_t divisor)
{
	const char *body = strstr(answer->at, "\r\n\r\n") + 4;
	size_t len = answer->len - (size_t)(body - answer->at);
	char *part = mem_slice(body, divisor == 0 ? 0 : len / divisor);
	bool good = say_own(v, n, 200, "", "application/json", part);

	free(part);
	return good;
}

/* Bytes are left over: the connection is of no more use. */
static bool
say_short(struct visit *v, const struct buf *answer)
{
	const char *body = strstr(answer->at, "\r\n\r\n") + 4;
	struct buf out = { 0 };

	buf_format(&out, "HTTP/1.1 200 Said\r\nContent-Type: "
	    "application/json\r\nContent-Length: %zu\r\n\r\n%s",
	    strlen(body) / 2, body);
	send_all(v->fd, buf_string(&out), out.len);
	buf_fini(&out);
	return false;
}

static bool
say_flood(struct visit *v)
{
	char line[1100];
	int i;

	memset(line, 'a', sizeof(line));
	memcpy(line, "X-Flood: ", 9);
	memcpy(line + sizeof(line) - 2, "\r\n", 2);
	send_all(v->fd, "HTTP/1.1 200 Said\r\n", 19);
	for (i = 0; i < 2000; i++)
		if (!send_all(v->fd, line, sizeof(line)))
			break;
	return false;
}

static bool
say_chunks(struct visit *v, size_t n, const struct buf *answer, bool good)
{
	const char *body = strstr(answer->at, "\r\n\r\n") + 4;
	size_t len = answer->len - (size_t)(body - answer->at), some;
	struct buf out = { 0 };
	int status = 200;

	sscanf(answer->at, "HTTP/1.1 %d", &status);
	if (status == 204)
		return say(v, n, answer->at, answer->len);
	buf_format(&out, "HTTP/1.1 %d Said\r\nContent-Type: application/json"
	    "\r\nTransfer-Encoding: chunked\r\n\r\n", status);
	for (; len > 0; body += some, len -= some) {
		some = len < 100 ? len : 100;
		buf_format(&out, "%zx\r\n", some);
		buf_add(&out, body, some);
		buf_text(&out, good ? "\r\n" : "\r\nzz;\r\n");
	}
	buf_text(&out, good ? "0\r\n\r\n" : "");
	if (good)
		v->r->seen[n].said = status;
	good = send_all(v->fd, buf_string(&out), out.len) && good;
	buf_fini(&out);
	return good;
}

static bool
say_dripping(struct visit *v, size_t n, const struct buf *answer)
{
	struct timespec nap = { 0, 300000 };
	size_t at, step = answer->len / 40 + 1;

	for (at = 0; at < answer->len; at += step) {
		if (!send_all(v->fd, answer->at + at, answer->len - at < step ?
		    answer->len - at : step))
			return false;
		nanosleep(&nap, NULL);
	}
	sscanf(answer->at, "HTTP/1.1 %d", &v->r->seen[n].said);
	return true;
}

static bool
say_continues(struct visit *v, size_t n, const struct buf *answer)
{
	static const char interim[] = "HTTP/1.1 103 Hints\r\nX-A: b\r\n\r\n";
	int i;

	for (i = 0; i < 3; i++)
		send_all(v->fd, interim, sizeof(interim) - 1);
	return say(v, n, answer->at, answer->len);
}

static bool
spoilt(struct visit *v, size_t n, const struct buf *answer)
{
	switch ((int)v->r->seen[n].fault) {
	case RELAY_CUT_AFTER:
		return say_cut(v, answer, false);
	case RELAY_RESET_AFTER:
		return say_cut(v, answer, true);
	case RELAY_FAILED_AFTER:
		return say_own(v, n, 500 + 2 * (int)relay_dice(v->r, 3), "",
		    "text/plain", "failed");
	case RELAY_HTML_AFTER:
		return say_html(v, n);
	case RELAY_REDIRECT_AFTER:
		return say_redirect(v, n);
	case RELAY_HALF_JSON:
		return say_part(v, n, answer, 2);
	case RELAY_EMPTY:
		return say_part(v, n, answer, 0);
	case RELAY_CUT_REFUSAL:
		return say_cut_refusal(v);
	case RELAY_SHORT_LENGTH:
		return say_short(v, answer);
	case RELAY_FLOOD:
		return say_flood(v);
	case RELAY_BAD_CHUNKS:
		return say_chunks(v, n, answer, false);
	case RELAY_HANG_AFTER:
		outwait(v);
		return false;
	case RELAY_DRIP:
		return say_dripping(v, n, answer);
	case RELAY_CONTINUES:
		return say_continues(v, n, answer);
	case RELAY_CHUNKED:
		return say_chunks(v, n, answer, true);
	default:
		return say(v, n, answer->at, answer->len);
	}
}

/* True: the connection goes on. */
bool
relay_answer(struct visit *v, size_t len, size_t n)
{
	enum relay_fault fault = v->r->seen[n].fault;
	struct buf answer = { 0 };
	bool goes_on;

	if (fault >= RELAY_CLOSE && fault <= RELAY_LATE)
		goes_on = untouched(v, len, n, &answer);
	else
		goes_on = hand_on(v, len, n, &answer) &&
		    spoilt(v, n, &answer);
	buf_fini(&answer);
	return goes_on;
}
