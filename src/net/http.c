/* One easy handle from one request; never follows a redirect. */
#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/net/trust.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "http.h"

/* Bytes a second that an upload may be as slow as. */
#define SLOWEST		10000

#define HEADERS_MOST	(256 * 1024)

static size_t
take_body(char *at, size_t one, size_t count, void *who)
{
	struct http *h = who;

	/* The announced size cannot be trusted, so bytes are counted. */
	if (!buf_add(&h->answer, at, one * count)) {
		h->too_large = true;
		return 0;
	}
	return one * count;
}

static size_t
take_header(char *at, size_t one, size_t count, void *who)
{
	struct http *h = who;
	struct slice line = { at, one * count };
	struct slice value;

	h->header_bytes += line.len;
	if (h->header_bytes > HEADERS_MOST) {
		h->too_large = true;
		return 0;
	}
	/* Interim answers have heads of their own. */
	h->has_head = str_trim(line).len == 0;
	if (line.len > 12 && strncasecmp(at, "retry-after:", 12) == 0) {
		value = str_trim((struct slice){ at + 12, line.len - 12 });
		snprintf(h->retry_after, sizeof(h->retry_after), "%.*s",
		    (int)(value.len < 60 ? value.len : 60), value.at);
	} else if (line.len > 9 && strncasecmp(at, "location:", 9) == 0) {
		value = str_trim((struct slice){ at + 9, line.len - 9 });
		free(h->location);
		h->location = mem_slice(value.at,
		    value.len < 400 ? value.len : 400);
	}
	return line.len;
}

/*
 * What a libcurl cannot do it must not leave out: nothing goes unprotected,
 * by another method or without a header.
 */
static void
must(CURLcode rc)
{
	if (rc == CURLE_OUT_OF_MEMORY)
		mem_is_out();
	if (rc != CURLE_OK)
		abort();
}

static void
add_line(struct http *h, const char *line)
{
	struct curl_slist *longer = curl_slist_append(h->headers, line);

	if (longer == NULL)
		mem_is_out();
	h->headers = longer;
}

static void
add_header(struct http *h, const char *name, const char *value)
{
	char *line = mem_format("%s: %s", name, value);

	add_line(h, line);
	explicit_bzero(line, strlen(line));
	free(line);
}

static void
set_headers(struct http *h, const struct http_order *o)
{
	const struct cat_system *system = o->conn->system;
	size_t i;

	add_header(h, "Accept", "application/json");
	if (o->content_type != NULL)
		add_header(h, "Content-Type", o->content_type);
	else
		add_line(h, "Content-Type:");
	if (o->disposition != NULL)
		add_header(h, "Content-Disposition", o->disposition);
	/* Some servers stall a second over "100-continue". */
	add_line(h, "Expect:");
	if (o->authorization != NULL)
		add_header(h, "Authorization", o->authorization);
	if (o->sign_in)
		return;
	if (system->module_header != NULL && o->conn->settings.x_module != NULL)
		add_header(h, system->module_header,
		    o->conn->settings.x_module);
	for (i = 0; o->conn->headers != NULL && o->conn->headers[i] != NULL;
	    i++)
		add_line(h, o->conn->headers[i]);
}

/* The file's next bytes; one that has shrunk ends the transfer. */
static size_t
give_file(char *at, size_t one, size_t count, void *who)
{
	struct http *h = who;
	size_t most = one * count;
	ssize_t got;

	if ((int64_t)most > h->file_left)
		most = (size_t)h->file_left;
	if (most == 0)
		return 0;
	do
		got = read(h->file, at, most);
	while (got < 0 && errno == EINTR);
	if (got <= 0)
		return CURL_READFUNC_ABORT;
	h->file_left -= got;
	return (size_t)got;
}

/* Large ones take their time: as long as bytes move, it goes on. */
static void
set_file(struct http *h, const struct http_order *o)
{
	CURL *e = h->easy;

	h->file = o->file;
	h->file_left = o->file_size;
	lseek(o->file, 0, SEEK_SET);
	must(curl_easy_setopt(e, CURLOPT_POST, 1L));
	must(curl_easy_setopt(e, CURLOPT_POSTFIELDSIZE_LARGE,
	    (curl_off_t)o->file_size));
	must(curl_easy_setopt(e, CURLOPT_READFUNCTION, give_file));
	must(curl_easy_setopt(e, CURLOPT_READDATA, h));
	must(curl_easy_setopt(e, CURLOPT_TIMEOUT,
	    (long)(o->timeout_s + o->file_size / SLOWEST)));
	must(curl_easy_setopt(e, CURLOPT_LOW_SPEED_TIME, 60L));
}

static void
set_method(CURL *e, const struct http_order *o)
{
	bool has_body = o->body != NULL;

	if (strcmp(o->method, "GET") == 0) {
		must(curl_easy_setopt(e, CURLOPT_HTTPGET, 1L));
		return;
	}
	/* Without a body a length of 0 is said, or libcurl reads stdin. */
	if (has_body || strcmp(o->method, "DELETE") != 0) {
		must(curl_easy_setopt(e, CURLOPT_POST, 1L));
		must(curl_easy_setopt(e, CURLOPT_POSTFIELDSIZE_LARGE,
		    (curl_off_t)(has_body ? strlen(o->body) : 0)));
		must(curl_easy_setopt(e, CURLOPT_POSTFIELDS,
		    has_body ? o->body : ""));
	}
	must(curl_easy_setopt(e, CURLOPT_CUSTOMREQUEST, o->method));
}

/* libcurl copies the texts. */
static bool
set_kept(CURL *e, const struct http_order *o)
{
	char pin[TRUST_PIN], *pem = NULL;

	if (!trust_load(o->conn, o->state_folder, o->url, &pem, pin))
		return false;
	must(curl_easy_setopt(e, CURLOPT_CAINFO, pem));
	must(curl_easy_setopt(e, CURLOPT_PINNEDPUBLICKEY, pin));
	free(pem);
	return true;
}

/* The accounts server is another one, with a key of its own. */
static bool
is_own(const struct conn *conn, const char *url)
{
	size_t len = strlen(conn->origin);

	return strncmp(url, conn->origin, len) == 0 &&
	    (url[len] == '\0' || strchr("/?", url[len]) != NULL);
}

static void
set_trust(CURL *e, const struct conn *conn, const char *url)
{
	must(curl_easy_setopt(e, CURLOPT_PROTOCOLS_STR,
	    strncasecmp(url, "https:", 6) == 0 ? "https" : "http"));
	must(curl_easy_setopt(e, CURLOPT_SSLVERSION,
	    (long)CURL_SSLVERSION_TLSv1_2));
	must(curl_easy_setopt(e, CURLOPT_SSL_VERIFYPEER, 1L));
	must(curl_easy_setopt(e, CURLOPT_SSL_VERIFYHOST, 2L));
	if (conn->ca_file != NULL)
		must(curl_easy_setopt(e, CURLOPT_CAINFO, conn->ca_file));
	if (conn->pinned_public_key != NULL && is_own(conn, url))
		must(curl_easy_setopt(e, CURLOPT_PINNEDPUBLICKEY,
		    conn->pinned_public_key));
	/* "" keeps libcurl from taking a proxy out of the environment. */
	must(curl_easy_setopt(e, CURLOPT_PROXY,
	    conn->proxy != NULL ? conn->proxy : ""));
}

void
http_open(struct http *h, const struct http_order *o, void *private_pointer)
{
	CURL *e = curl_easy_init();

	if (e == NULL)
		mem_is_out();
	memset(h, 0, sizeof(*h));
	h->easy = e;
	/* A sign-in that was sent and lost has changed nothing. */
	h->writes = o->writes && !o->sign_in;
	h->answer.ceiling = o->max_reply;
	/* One that is too long is complained about when it is used. */
	if (curl_easy_setopt(e, CURLOPT_URL, o->url) == CURLE_OUT_OF_MEMORY)
		mem_is_out();
	must(curl_easy_setopt(e, CURLOPT_PATH_AS_IS, 1L));
	must(curl_easy_setopt(e, CURLOPT_FOLLOWLOCATION, 0L));
	must(curl_easy_setopt(e, CURLOPT_NOSIGNAL, 1L));
	must(curl_easy_setopt(e, CURLOPT_QUICK_EXIT, 1L));
	must(curl_easy_setopt(e, CURLOPT_CONNECTTIMEOUT, 10L));
	must(curl_easy_setopt(e, CURLOPT_TIMEOUT, (long)o->timeout_s));
	must(curl_easy_setopt(e, CURLOPT_LOW_SPEED_LIMIT, 10L));
	must(curl_easy_setopt(e, CURLOPT_LOW_SPEED_TIME, 20L));
	must(curl_easy_setopt(e, CURLOPT_BUFFERSIZE, 128L * 1024));
	must(curl_easy_setopt(e, CURLOPT_USERAGENT,
	    "endpane/" ENDPANE_VERSION));
	must(curl_easy_setopt(e, CURLOPT_WRITEFUNCTION, take_body));
	must(curl_easy_setopt(e, CURLOPT_WRITEDATA, h));
	must(curl_easy_setopt(e, CURLOPT_HEADERFUNCTION, take_header));
	must(curl_easy_setopt(e, CURLOPT_HEADERDATA, h));
	must(curl_easy_setopt(e, CURLOPT_PRIVATE, private_pointer));
	set_trust(e, o->conn, o->url);
	h->kept = set_kept(e, o);
	if (o->file_size > 0)
		set_file(h, o);
	else
		set_method(e, o);
	set_headers(h, o);
	must(curl_easy_setopt(e, CURLOPT_HTTPHEADER, h->headers));
	if (o->writes) {
		/*
		 * libcurl repeats a request by itself when a reused connection
		 * dies before the answer. On a fresh one it never does.
		 */
		must(curl_easy_setopt(e, CURLOPT_FRESH_CONNECT, 1L));
		must(curl_easy_setopt(e, CURLOPT_FORBID_REUSE, 1L));
		must(curl_easy_setopt(e, CURLOPT_HTTP_VERSION,
		    (long)CURL_HTTP_VERSION_1_1));
	}
}

void
http_close(struct http *h)
{
	struct curl_slist *line;

	if (h->easy != NULL)
		curl_easy_cleanup(h->easy);
	for (line = h->headers; line != NULL; line = line->next)
		explicit_bzero(line->data, strlen(line->data));
	curl_slist_free_all(h->headers);
	buf_fini(&h->answer);
	free(h->location);
	memset(h, 0, sizeof(*h));
}

void
http_join(CURLM *multi, CURL *easy)
{
	CURLMcode rc = curl_multi_add_handle(multi, easy);

	http_must(rc);
	if (rc != CURLM_OK)
		abort();
}

void
http_must(CURLMcode rc)
{
	if (rc == CURLM_OUT_OF_MEMORY)
		mem_is_out();
}

/* Did the request leave this machine? Both must be above 0. */
static bool
was_sent(CURL *e)
{
	curl_off_t began = 0;
	long bytes = 0;

	curl_easy_getinfo(e, CURLINFO_PRETRANSFER_TIME_T, &began);
	curl_easy_getinfo(e, CURLINFO_REQUEST_SIZE, &bytes);
	return began > 0 && bytes > 0;
}

const char *
http_words(CURLcode rc)
{
	switch ((int)rc) {
	case CURLE_COULDNT_RESOLVE_HOST:
		return "its name was not found";
	case CURLE_COULDNT_CONNECT:
		return "nothing answers there";
	case CURLE_OPERATION_TIMEDOUT:
		return "it took too long";
	case CURLE_SSL_PINNEDPUBKEYNOTMATCH:
		return "its key is not the pinned one: somebody may be in "
		    "between, endpane trust shows what it is now";
	case CURLE_PARTIAL_FILE:
		return "the answer was cut off";
	case CURLE_GOT_NOTHING:
		return "the connection was closed without an answer";
	case CURLE_RECV_ERROR:
		return "the connection broke";
	default:
		return curl_easy_strerror(rc);
	}
}

static const char *
words_for(const struct http *h, CURLcode rc)
{
	long verdict = 1;

	if (rc != CURLE_PEER_FAILED_VERIFICATION)
		return http_words(rc);
	curl_easy_getinfo(h->easy, CURLINFO_SSL_VERIFYRESULT, &verdict);
	return trust_words(verdict, h->kept);
}

bool
http_result(struct http *h, CURLcode rc, struct err *err)
{
	bool sent;

	/* To libcurl a head that is cut is an answer like any other. */
	if (rc == CURLE_OK && !h->has_head)
		rc = CURLE_PARTIAL_FILE;
	if (rc == CURLE_OK)
		return true;
	sent = was_sent(h->easy);
	if (h->writes && sent)
		return err_set(err, ERR_UNCERTAIN, "sent, but %s", h->too_large ?
		    "the answer is larger than max_reply" : words_for(h, rc));
	if (h->too_large)
		return err_set(err, ERR_PROTOCOL, "the answer is larger than "
		    "max_reply; nothing was changed; raise max_reply for this "
		    "connection, or ask for less");
	if (sent)
		return err_set(err, ERR_UNREACHED, "no complete answer: %s; "
		    "nothing was changed; try again", words_for(h, rc));
	return err_set(err, ERR_UNREACHED, "the server could not be reached: "
	    "%s; nothing was sent; check network and url, then try again",
	    words_for(h, rc));
}

bool
http_may_come(const struct http *h, CURLcode rc)
{
	return rc == CURLE_OPERATION_TIMEDOUT && h->header_bytes == 0;
}
