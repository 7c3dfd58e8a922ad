/* api: calls written by hand, with the same guard, journal and budget. */
#include "commands.h"

#include <endpane/base/signals.h>
#include <endpane/base/str.h>
#include <endpane/base/text.h>
#include <endpane/cli/out.h>
#include <endpane/json/scan.h>
#include <endpane/op/call.h>
#include <endpane/op/fetch.h>

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#define INPUT_MOST	((size_t)16 * 1024 * 1024)

bool
answer_print(const struct options *options, struct slice answer,
    struct err *err)
{
	struct options plain = *options;
	struct out *out;

	plain.format = OUT_JSON;
	out = out_open(&plain, NULL);
	out_single(out);
	answer = str_trim(answer);
	if (answer.len > 0)
		out_object(out, answer);
	else
		out_text(out, answer);
	return out_end(out, err);
}

/* With --paginate the size of a page is the paging's, and not sent twice. */
static bool
is_page_size(const struct args *args, const char *pair, int *page_limit)
{
	const char *equals = strchr(pair, '=');
	struct slice name = { pair, (size_t)(equals - pair) };
	int64_t size;

	if (args_count(args, "paginate") == 0 || (!str_is(name, "limit") &&
	    !str_is(name, "pagelimit")) ||
	    !str_number(str_slice(equals + 1), &size) || size < 1 ||
	    size > 100000)
		return false;
	*page_limit = (int)size;
	return true;
}

/* "k=v" for the query, both encoded. */
static bool
make_query(const struct args *args, struct buf *query, int *page_limit,
    struct err *err)
{
	const char *pair, *equals;
	size_t n;

	for (n = 0; (pair = args_get(args, "q", n)) != NULL; n++) {
		equals = strchr(pair, '=');
		if (equals == NULL || equals == pair)
			return err_set(err, ERR_USAGE, "-q takes NAME=VALUE");
		if (is_page_size(args, pair, page_limit))
			continue;
		if (query->len > 0)
			buf_char(query, '&');
		str_url_encode((struct slice) { pair,
			(size_t)(equals - pair) }, query);
		buf_char(query, '=');
		str_url_encode(str_slice(equals + 1), query);
	}
	return true;
}

/* A member of the body: -f a text, -F any JSON. */
static bool
add_members(const struct args *args, const char *name, bool is_json,
    struct buf *body, struct err *err)
{
	const char *pair, *equals;
	size_t n;

	for (n = 0; (pair = args_get(args, name, n)) != NULL; n++) {
		equals = strchr(pair, '=');
		if (equals == NULL || equals == pair)
			return err_set(err, ERR_USAGE, "-%s takes NAME=VALUE",
			    name);
		buf_char(body, body->len > 0 ? ',' : '{');
		text_json_string((struct slice) { pair,
			(size_t)(equals - pair) }, body);
		buf_char(body, ':');
		if (!is_json)
			text_json_string(str_slice(equals + 1), body);
		else if (scan_check(str_slice(equals + 1), err))
			buf_text(body, equals + 1);
		else
			return err_set(err, ERR_USAGE, "-%s %.100s: is no "
			    "JSON; a text is given by -f", name, pair);
	}
	return true;
}

static bool
read_input(const char *path, struct buf *body, struct err *err)
{
	bool is_stdin = strcmp(path, "-") == 0;
	int fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
	char some[16384];
	ssize_t got;
	bool waits;

	if (fd < 0)
		return err_set(err, ERR_USAGE, "%.200s: %s", path,
		    strerror(errno));
	body->ceiling = INPUT_MOST;
	do {
		waits = signals_wait(fd, err);
		got = waits ? read(fd, some, sizeof(some)) : -1;
	} while ((got > 0 && buf_add(body, some, (size_t)got)) ||
	    (waits && got < 0 && errno == EINTR));
	if (!is_stdin)
		close(fd);
	if (!waits)
		return false;
	if (got != 0)
		return err_set(err, ERR_USAGE, "%.200s: %s", path, got < 0 ?
		    strerror(errno) : "is too large");
	if (memchr(buf_string(body), '\0', body->len) != NULL)
		return err_set(err, ERR_USAGE, "%.200s: is no JSON", path);
	return true;
}

static bool
make_body(const struct args *args, struct buf *body, struct err *err)
{
	const char *input = args_get(args, "input", 0);

	if (input != NULL && (args_count(args, "f") > 0 ||
	    args_count(args, "F") > 0))
		return err_set(err, ERR_USAGE,
		    "--input and -f or -F exclude each other");
	if (input != NULL)
		return read_input(input, body, err);
	if (!add_members(args, "f", false, body, err) ||
	    !add_members(args, "F", true, body, err))
		return false;
	return body->len == 0 || buf_char(body, '}');
}

struct reading {
	const struct options	*options;
	struct reading_end	 end;
};

/* How many rows a page has: those of the first list that it holds. */
static size_t
count_rows(struct slice body)
{
	struct slice key, value, item;
	struct scan s, list;
	size_t count = 0;

	if (scan_at(body, "/message_response", &value))
		body = value;
	if (scan_type(body) != JSON_OBJECT || !scan_open(body, &s))
		return 0;
	while (scan_member(&s, &key, &value)) {
		if (scan_type(value) != JSON_LIST || !scan_open(value, &list))
			continue;
		while (scan_item(&list, &item))
			count++;
		break;
	}
	return count;
}

static bool
print_page(void *who, struct slice body, size_t *rows, struct err *err)
{
	struct reading *r = who;

	*rows = count_rows(body);
	return answer_print(r->options, body, err);
}

static void
read_all(void *who, const struct err *err, const char *remark)
{
	struct reading *r = who;

	command_remark(remark);
	r->end.is_over = true;
	r->end.err = *err;
}

static bool
api_read(struct session *s, const struct conn *conn, struct call *call,
    struct err *err)
{
	struct reading r = { .options = s->options };
	struct fetch *fetch;

	if (args_count(&s->options->args, "paginate") > 0)
		call->op.flags |= CAT_PAGED;
	fetch = fetch_start(s->engine, conn, call->resource, &call->op,
	    &call->args, LANE_LOOKED_AT, print_page, read_all, &r, err);
	if (fetch == NULL)
		return false;
	while (!r.end.is_over)
		if (!session_turn(s, -1, err)) {
			fetch_stop(fetch);
			return false;
		}
	return r.end.err.code == ERR_NONE || err_copy(err, &r.end.err);
}

/* The call that the arguments describe; a path may do without its '/'. */
static bool
read_call(const struct args *args, const struct conn *conn,
    struct call *call, int *page_limit, struct err *err)
{
	const char *typed = args_get(args, "path", 0);
	struct buf path = { 0 }, query = { 0 }, body = { 0 };
	bool ok;

	buf_format(&path, "%s%s", typed[0] != '/' ? "/" : "", typed);
	ok = make_query(args, &query, page_limit, err) &&
	    make_body(args, &body, err) && call_make(call, conn,
	    args_get(args, "method", 0), buf_string(&path), query.len > 0 ?
	    buf_string(&query) : NULL, body.len > 0 ? buf_string(&body) :
	    NULL, err);
	buf_fini(&path);
	buf_fini(&query);
	buf_wipe(&body);
	return ok;
}

static bool
carry_out(struct session *s, void *who, struct err *err)
{
	const struct args *args = &s->options->args;
	const char *name = args_get(args, "connection", 0);
	struct call *call = who;
	const struct conn *conn = session_named(s, name, err);
	struct conn own;

	if (conn == NULL)
		return false;
	own = *conn;
	if (!read_call(args, conn, call, &own.settings.page_limit, err))
		return false;
	if (!cat_writes(&call->op))
		return api_read(s, &own, call, err);
	return change_run(s, conn, call->resource, &call->op, &call->args,
	    err);
}

bool
api_run(const struct options *options, struct err *err)
{
	struct call call = { 0 };
	bool ok = session_run(options, false, carry_out, &call, err);

	call_fini(&call);
	return ok;
}
