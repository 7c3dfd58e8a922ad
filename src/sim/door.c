/* The door: libmicrohttpd on loopback; the only file that knows it. */
#include "door.h"

#include <endpane/base/clock.h>
#include <endpane/base/mem.h>
#include <endpane/base/str.h>

#include <arpa/inet.h>
#include <errno.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#define STACK	((size_t)512 << 10)

struct door {
	struct MHD_Daemon	*main;
	struct MHD_Daemon	*foreign;
	struct sim		*sim;
};

/* An answer that is sent slowly, in part, or without end. */
struct trickle {
	struct sim	*sim;
	char		*body;
	size_t		 len;
	size_t		 stop;		/* ends with an error here */
	int64_t		 rate;		/* bytes a second; 0: at once */
	bool		 is_padded;	/* with blanks up to stop */
};

bool
sim_sleep(struct sim *sim, int64_t ms)
{
	int64_t end_ms = clock_monotonic_ms() + ms;
	const struct timespec until = { (time_t)(end_ms / 1000),
		(long)(end_ms % 1000) * 1000000 };
	bool stopping;

	pthread_mutex_lock(&sim->lock);
	while (!sim->stopping &&
	    pthread_cond_timedwait(&sim->wake, &sim->lock, &until) == 0)
		continue;
	stopping = sim->stopping;
	pthread_mutex_unlock(&sim->lock);
	return !stopping;
}

static ssize_t
trickle_read(void *cls, uint64_t pos, char *to, size_t room)
{
	struct trickle *t = cls;
	size_t most = room;

	if (pos >= t->stop)
		return MHD_CONTENT_READER_END_WITH_ERROR;
	if (t->rate > 0) {
		most = (size_t)(t->rate / 10 > 0 ? t->rate / 10 : 1);
		if (!sim_sleep(t->sim, t->rate >= 10 ? 100 : 1000 / t->rate))
			return MHD_CONTENT_READER_END_WITH_ERROR;
	}
	if (most > room)
		most = room;
	if (most > t->stop - pos)
		most = (size_t)(t->stop - pos);
	if (pos >= t->len) {
		if (!t->is_padded || !sim_sleep(t->sim, 0))
			return MHD_CONTENT_READER_END_WITH_ERROR;
		memset(to, ' ', most);
		return (ssize_t)most;
	}
	if (most > t->len - pos)
		most = (size_t)(t->len - pos);
	memcpy(to, t->body + pos, most);
	return (ssize_t)most;
}

static void
trickle_free(void *cls)
{
	struct trickle *t = cls;

	free(t->body);
	free(t);
}

static struct MHD_Response *
trickling(struct sim *sim, struct reply *out, const struct fate *fate)
{
	struct trickle *t = mem_alloc(sizeof(*t));
	uint64_t declared;

	t->sim = sim;
	t->body = buf_take(&out->body, &t->len);
	t->stop = t->len;
	declared = t->len;
	if (fate->kind == FAULT_CUT) {
		t->stop = (size_t)fate->arg;
		if (declared <= t->stop)
			declared = t->stop + 1;
	} else if (fate->kind == FAULT_DRIP)
		t->rate = fate->arg > 0 ? fate->arg : 1;
	else {
		t->is_padded = true;
		t->stop = SIZE_MAX;
		declared = MHD_SIZE_UNKNOWN;
		if (fate->kind == FAULT_BIG)
			declared = t->stop = (size_t)fate->arg << 20;
		else if (t->len > 0)
			t->len--;
	}
	return MHD_create_response_from_callback(declared, 64 << 10,
	    trickle_read, t, trickle_free);
}

static enum MHD_Result
send_reply(struct sim *sim, struct MHD_Connection *con, struct reply *out,
    const struct fate *fate)
{
	struct MHD_Response *response;
	enum MHD_Result sent;
	char seconds[16];
	size_t len = out->body.len;
	char *body;

	if (fate->kind == FAULT_CUT || fate->kind == FAULT_DRIP ||
	    fate->kind == FAULT_ENDLESS || fate->kind == FAULT_BIG)
		response = trickling(sim, out, fate);
	else {
		body = buf_take(&out->body, &len);
		response = MHD_create_response_from_buffer(len, body,
		    MHD_RESPMEM_MUST_FREE);
	}
	if (response == NULL)
		return MHD_NO;
	if (out->type != NULL && out->status != 204 &&
	    (out->status != 202 || len > 0))
		MHD_add_response_header(response, "Content-Type", out->type);
	if (out->location[0] != '\0')
		MHD_add_response_header(response, "Location", out->location);
	if (out->retry_after > 0) {
		snprintf(seconds, sizeof(seconds), "%d", out->retry_after);
		MHD_add_response_header(response, "Retry-After", seconds);
	}
	sent = MHD_queue_response(con, (unsigned)out->status, response);
	MHD_destroy_response(response);
	return sent;
}

/* On Linux this sends a RST at once, before MHD can close politely. */
static void
reset(struct MHD_Connection *con)
{
	const union MHD_ConnectionInfo *about;
	struct sockaddr nowhere = { .sa_family = AF_UNSPEC };

	about = MHD_get_connection_info(con, MHD_CONNECTION_INFO_CONNECTION_FD);
	if (about != NULL)
		(void)connect(about->connect_fd, &nowhere, sizeof(nowhere));
}

static enum refusal
refusal_of(int64_t status)
{
	switch (status) {
	case 401:
		return NOT_SIGNED_IN;
	case 403:
		return NOT_PERMITTED;
	case 404:
		return NO_SUCH_ID;
	case 429:
		return LIMITED;
	default:
		return status < 500 ? BAD_QUERY : BROKEN;
	}
}

static void
fail_with_status(const struct vendor *v, const struct fate *fate,
    struct reply *out)
{
	desk_status(out, (int)fate->arg);
	if (v != NULL) {
		out->type = v->type;
		v->refuse(out, refusal_of(fate->arg), "as was asked for");
	}
	out->status = (int)fate->arg;
	out->retry_after = (int)fate->second;
}

static void
spoil(struct sim *sim, const struct request *rq, const struct fate *fate,
    struct reply *out)
{
	if (fate->kind == FAULT_BADJSON)
		out->body.len /= 2;
	else if (fate->kind == FAULT_EMPTY)
		buf_clear(&out->body);
	else if (fate->kind == FAULT_HTML) {
		desk_status(out, 200);
		out->type = "text/html;charset=UTF-8";
		buf_text(&out->body, "<!DOCTYPE html><html><head><title>Sign in"
		    "</title></head><body>Session expired</body></html>\n");
	} else if (fate->kind == FAULT_REDIRECT) {
		desk_status(out, 302);
		snprintf(out->location, sizeof(out->location), "%s%s",
		    sim->foreign, rq->uri);
	}
}

/* Whether the request is done at all before it is answered badly. */
static bool
is_done(enum fault_kind kind)
{
	return kind != FAULT_STATUS && kind != FAULT_CLOSE &&
	    kind != FAULT_RESET && kind != FAULT_HTML &&
	    kind != FAULT_REDIRECT;
}

static void
judge(struct sim *sim, struct request *rq, const struct vendor *v,
    struct fate *fate)
{
	if (v != NULL && strcmp(v->name, "control") == 0)
		return;
	fate->latency_ms = sim->latency_ms;
	ledger_begin(&sim->ledger, rq);
	fault_judge(&sim->faults, v, rq, fate);
}

static bool
is_silent(enum fault_kind kind)
{
	return kind == FAULT_CLOSE || kind == FAULT_CLOSE_AFTER ||
	    kind == FAULT_RESET || kind == FAULT_RESET_AFTER;
}

static enum MHD_Result
answer(struct sim *sim, struct MHD_Connection *con, struct request *rq)
{
	const struct vendor *v = desk_vendor(rq);
	bool counted = v == NULL || strcmp(v->name, "control") != 0;
	struct fate fate = { .kind = FAULT_NONE };
	struct reply out = { .status = 200 };
	enum MHD_Result sent;

	pthread_mutex_lock(&sim->lock);
	judge(sim, rq, v, &fate);
	pthread_mutex_unlock(&sim->lock);
	if (fate.latency_ms > 0)
		sim_sleep(sim, fate.latency_ms);
	pthread_mutex_lock(&sim->lock);
	rq->oddities = out.oddities = fate.oddities;
	out.is_hostile = fate.is_hostile;
	if (is_done(fate.kind))
		desk_serve(sim, rq, &out);
	else if (fate.kind == FAULT_STATUS)
		fail_with_status(v, &fate, &out);
	spoil(sim, rq, &fate, &out);
	if (counted)
		ledger_end(&sim->ledger, rq,
		    is_silent(fate.kind) ? 0 : out.status);
	pthread_mutex_unlock(&sim->lock);
	if (fate.kind == FAULT_RESET || fate.kind == FAULT_RESET_AFTER)
		reset(con);
	sent = is_silent(fate.kind) ? MHD_NO :
	    send_reply(sim, con, &out, &fate);
	buf_fini(&out.body);
	return sent;
}

/* "Zoho-oauthtoken 1000…": the scheme stays, the secret does not. */
static void
head_line(struct buf *head, const char *key, const char *value)
{
	const char *blank = strchr(value, ' ');

	if (strcasecmp(key, "Authorization") == 0)
		buf_format(head, "%s: %.*s%.4s...\n", key,
		    blank != NULL ? (int)(blank - value) + 1 : 0, value,
		    blank != NULL ? blank + 1 : value);
	else
		buf_format(head, "%s: %s\n", key, value);
}

static void
keep(char **place, const char *value)
{
	free(*place);
	*place = mem_text(value);
}

static enum MHD_Result
take_header(void *cls, enum MHD_ValueKind kind, const char *key,
    const char *value)
{
	struct request *rq = cls;

	(void)kind;
	if (value == NULL)
		value = "";
	head_line(&rq->head, key, value);
	if (strcasecmp(key, "Authorization") == 0)
		keep(&rq->authorization, value);
	else if (strcasecmp(key, "Content-Type") == 0)
		keep(&rq->content_type, value);
	else if (strcasecmp(key, "Accept") == 0)
		keep(&rq->accept, value);
	else if (strcasecmp(key, "Content-Disposition") == 0)
		keep(&rq->disposition, value);
	else if (strcasecmp(key, "Content-Length") == 0)
		rq->has_length = true;
	return MHD_YES;
}

static enum MHD_Result
on_request(void *cls, struct MHD_Connection *con, const char *url,
    const char *method, const char *version, const char *upload,
    size_t *upload_len, void **con_cls)
{
	struct request *rq = *con_cls;

	(void)url;
	(void)version;
	if (!rq->is_begun) {
		rq->is_begun = true;
		rq->method = mem_text(method);
		MHD_get_connection_values(con, MHD_HEADER_KIND, take_header,
		    rq);
		return MHD_YES;
	}
	if (*upload_len > 0) {
		buf_add(&rq->body, upload, *upload_len);
		*upload_len = 0;
		return MHD_YES;
	}
	return answer(cls, con, rq);
}

/* The first that is heard of a request, before anything is decoded. */
static void *
on_line(void *cls, const char *uri, struct MHD_Connection *con)
{
	(void)cls;
	(void)con;
	return desk_request(uri);
}

static void
on_done(void *cls, struct MHD_Connection *con, void **con_cls,
    enum MHD_RequestTerminationCode how)
{
	(void)cls;
	(void)con;
	(void)how;
	desk_request_free(*con_cls);
	*con_cls = NULL;
}

/* The second listener: nobody should ever come here, least of all with keys. */
static enum MHD_Result
on_stranger(void *cls, struct MHD_Connection *con, const char *url,
    const char *method, const char *version, const char *upload,
    size_t *upload_len, void **con_cls)
{
	struct sim *sim = cls;
	struct reply out = { .status = 200, .type = "application/json" };
	struct fate fate = { .kind = FAULT_NONE };

	(void)url;
	(void)method;
	(void)version;
	(void)upload;
	if (*con_cls == NULL) {
		*con_cls = sim;
		return MHD_YES;
	}
	if (*upload_len > 0) {
		*upload_len = 0;
		return MHD_YES;
	}
	*con_cls = NULL;
	pthread_mutex_lock(&sim->lock);
	sim->ledger.foreign_hits++;
	if (MHD_lookup_connection_value(con, MHD_HEADER_KIND,
	    "Authorization") != NULL)
		sim->ledger.foreign_secrets++;
	pthread_mutex_unlock(&sim->lock);
	buf_text(&out.body, "{}");
	return send_reply(sim, con, &out, &fate);
}

static struct MHD_Daemon *
listen_on(unsigned port, MHD_AccessHandlerCallback serve, struct sim *sim,
    char *origin, size_t size)
{
	struct sockaddr_in here = { .sin_family = AF_INET,
		.sin_port = htons((uint16_t)port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	const union MHD_DaemonInfo *about;
	struct MHD_Daemon *d;

	d = MHD_start_daemon(MHD_USE_INTERNAL_POLLING_THREAD |
	    MHD_USE_THREAD_PER_CONNECTION | MHD_USE_POLL,
	    (uint16_t)port, NULL, NULL, serve, sim,
	    MHD_OPTION_SOCK_ADDR, &here,
	    MHD_OPTION_URI_LOG_CALLBACK,
	    serve == on_request ? on_line : NULL, sim,
	    MHD_OPTION_NOTIFY_COMPLETED,
	    serve == on_request ? on_done : NULL, sim,
	    MHD_OPTION_CONNECTION_LIMIT, 4096u,
	    MHD_OPTION_THREAD_STACK_SIZE, STACK,
	    MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)256 << 10,
	    MHD_OPTION_END);
	if (d == NULL)
		return NULL;
	about = MHD_get_daemon_info(d, MHD_DAEMON_INFO_BIND_PORT);
	snprintf(origin, size, "http://127.0.0.1:%u",
	    about != NULL ? (unsigned)about->port : port);
	return d;
}

struct door *
door_open(struct sim *sim, unsigned port, struct err *err)
{
	struct door *door = mem_alloc(sizeof(*door));

	door->sim = sim;
	door->foreign = listen_on(0, on_stranger, sim, sim->foreign,
	    sizeof(sim->foreign));
	if (door->foreign != NULL)
		door->main = listen_on(port, on_request, sim, sim->origin,
		    sizeof(sim->origin));
	if (door->main == NULL) {
		err_set(err, ERR_LOCAL, "cannot listen on 127.0.0.1 port %u: "
		    "%s", port, strerror(errno));
		door_close(door);
		return NULL;
	}
	return door;
}

void
door_close(struct door *door)
{
	pthread_mutex_lock(&door->sim->lock);
	door->sim->stopping = true;
	pthread_cond_broadcast(&door->sim->wake);
	pthread_mutex_unlock(&door->sim->lock);
	if (door->main != NULL)
		MHD_stop_daemon(door->main);
	if (door->foreign != NULL)
		MHD_stop_daemon(door->foreign);
	free(door);
}
