/* Statuses, JSON or not, paging by counting: what all systems share. */
#include <endpane/base/map.h>
#include <endpane/base/str.h>
#include <endpane/base/text.h>
#include <endpane/json/scan.h>

#include <stdio.h>
#include <string.h>

#include "answer.h"

static enum err_code
code_of(int status)
{
	if (status == 401 || status == 403)
		return ERR_AUTH;
	if (status == 404)
		return ERR_MISSING;
	if (status == 429)
		return ERR_LIMITED;
	return ERR_REFUSED;
}

/* Of a write nobody knows then; who reads may simply ask again. */
static const char *
failing(const struct cat_reply *reply)
{
	return reply->writes ? "the server failed" :
	    "the server failed; nothing was changed; try again in a moment";
}

/* What a status means, and behind the colon what to do. */
static const struct {
	int		 status;
	const char	*meaning;
} meanings[] = {
	{ 400, "the server found the request malformed: check the values" },
	{ 401, "not signed in, or the token is no longer valid: sign in again" },
	{ 403, "not permitted with this token: see its scopes and roles" },
	{ 404, "no such object, it may be gone: read the list again" },
	{ 405, "the server has no such call: check the url" },
	{ 406, "the server cannot answer in JSON: check the url" },
	{ 409, "it exists already: take that one, or another name" },
	{ 412, "it cannot be done now: look at the object first" },
	{ 413, "the request is too large for the server: send less" },
	{ 415, "the server refused the content type: check the url" },
	{ 422, "data is missing or wrong: check the values" },
	{ 429, "too many requests: wait a minute" },
};

static const char *
meaning_of(const struct cat_reply *reply)
{
	size_t i;

	for (i = 0; i < sizeof(meanings) / sizeof(meanings[0]); i++)
		if (meanings[i].status == reply->status)
			return meanings[i].meaning;
	if (reply->status >= 500)
		return failing(reply);
	return "the server refused: its own log says why";
}

bool
answer_refused(const struct cat_reply *reply, const char *code,
    const char *words, const struct answer_advice *advice, struct err *err)
{
	const char *sense = meaning_of(reply);
	enum err_code meant = code_of(reply->status);
	bool is_known = code == NULL || advice == NULL;

	for (; code != NULL && advice != NULL && advice->code != NULL;
	    advice++)
		if (strcmp(advice->code, code) == 0) {
			is_known = true;
			sense = advice->advice != NULL ? advice->advice :
			    failing(reply);
			if (reply->status < 300 && advice->meant != ERR_NONE)
				meant = advice->meant;
			if (meant == ERR_UNCERTAIN && !reply->writes)
				meant = ERR_REFUSED;
		}
	/* A code that no table explains may be known to who asks the vendor. */
	if (words != NULL && words[0] != '\0')
		err_set(err, meant, "%.200s (%s%.40s%s%s)", words, is_known ?
		    "" : "code ", is_known ? "" : code, is_known ? "" : "; ",
		    sense);
	else if (!is_known)
		err_set(err, meant, "%s (HTTP %d, code %.40s)", sense,
		    reply->status, code);
	else
		err_set(err, meant, "%s (HTTP %d)", sense, reply->status);
	err->http = reply->status;
	if (code != NULL)
		snprintf(err->wire, sizeof(err->wire), "%s", code);
	return false;
}

/* "answered, but not with data", with the title of a page of HTML. */
static bool
not_data(const struct cat_reply *reply, const char *why, struct err *err)
{
	struct slice body = reply->body;
	const char *title, *end = NULL;

	if (body.len > 65536)
		body.len = 65536;
	title = str_find_folded(body, str_slice("<title>"));
	if (title != NULL) {
		title += 7;
		end = memchr(title, '<',
		    body.len - (size_t)(title - body.at));
	}
	if (end != NULL)
		err_set(err, ERR_PROTOCOL, "the server answered, but not with "
		    "data: a page titled \"%.*s\"",
		    (int)(end - title > 100 ? 100 : end - title), title);
	else
		err_set(err, ERR_PROTOCOL,
		    "the server answered, but not with data: %s", why);
	err->http = reply->status;
	return false;
}

/* Outcomes are taken from it: no key in it may be there twice. */
static bool
is_single(struct slice body, struct err *why)
{
	struct json *tree = json_parse(body, why);

	json_free(tree);
	return tree != NULL;
}

bool
answer_is_data(const struct cat_reply *reply, struct err *err)
{
	struct err why;

	if (reply->status >= 300 && reply->status < 400) {
		err_set(err, ERR_PROTOCOL, "the server points to %.200s "
		    "(HTTP %d); nothing was followed; check the url",
		    reply->location != NULL ? reply->location :
		    "another place", reply->status);
		err->http = reply->status;
		return false;
	}
	if (str_trim(reply->body).len == 0) {
		if (reply->writes || reply->status == 204)
			return true;
		return not_data(reply, "the answer is empty", err);
	}
	if (reply->top == NULL && !scan_check(reply->body, &why))
		return not_data(reply, why.text, err);
	/* All of them answer a write with an object, or with nothing. */
	if (reply->writes && scan_type(reply->body) != JSON_OBJECT)
		return not_data(reply, "the answer is no object", err);
	if (reply->writes && !is_single(reply->body, &why))
		return not_data(reply, why.text, err);
	return true;
}

bool
answer_verdict(const struct cat_reply *reply, answer_no_fn *says_no,
    cat_verdict_fn *refused, struct err *err)
{
	if (reply->status < 200 || reply->status >= 400)
		return refused(reply, err);
	if (!answer_is_data(reply, err))
		return false;
	return says_no(reply) ? refused(reply, err) : true;
}

struct json *
answer_tree(const struct cat_reply *reply)
{
	struct err ignored;

	if (reply->body.len == 0 || reply->body.len > 1 << 20)
		return NULL;
	return json_parse(reply->body, &ignored);
}

bool
answer_member(const struct cat_reply *reply, const char *pointer,
    struct buf *out)
{
	struct slice value;

	if (str_trim(reply->body).len == 0 ||
	    !scan_top_at(reply->top, reply->body, pointer, &value) ||
	    scan_type(value) == JSON_NULL)
		return false;
	return scan_text(value, out);
}

bool
answer_has_error(const struct cat_reply *reply)
{
	static const char *const marks[] = { "/error", "/IAM_ERROR_STATUS" };
	static const char *const nothing[] = { "", "--", "false", "0", "{}" };
	struct buf text = { 0 };
	bool has = false;
	size_t i, n;

	for (i = 0; i < 2 && !has; i++) {
		buf_clear(&text);
		has = answer_member(reply, marks[i], &text);
		for (n = 0; has && n < sizeof(nothing) / sizeof(nothing[0]);
		    n++)
			has = strcmp(buf_string(&text), nothing[n]) != 0;
	}
	buf_fini(&text);
	return has;
}

const struct json *
answer_error_words(const struct json *tree)
{
	static const char *const names[] = { "detail", "message", "title" };
	const struct json *e = json_member(tree, "error"), *words = e;
	size_t i;

	if (json_type(e) == JSON_OBJECT)
		for (i = 0, words = NULL; words == NULL && i < 3; i++)
			words = json_member(e, names[i]);
	return words != NULL ? words : json_member(tree, "eSTATUS");
}

bool
answer_is_double(struct slice object)
{
	struct slice key, value;
	struct map seen = { 0 };
	bool is = false;
	struct scan s;

	if (scan_type(object) == JSON_OBJECT && scan_open(object, &s))
		while (!is && scan_member(&s, &key, &value))
			is = memchr(key.at, '\\', key.len) != NULL ||
			    !map_add(&seen, key, 0);
	map_fini(&seen);
	return is;
}

static int64_t
number_of(struct slice value, int64_t otherwise)
{
	struct buf text = { 0 };
	int64_t number = otherwise;

	if (scan_text(value, &text) &&
	    !str_number((struct slice){ text.at, text.len }, &number))
		number = otherwise;
	buf_fini(&text);
	return number;
}

int64_t
answer_number(struct slice body, const char *pointer, int64_t otherwise)
{
	struct slice value;

	return scan_at(body, pointer, &value) ? number_of(value, otherwise) :
	    otherwise;
}

int64_t
answer_page_number(const struct cat_page *seen, const char *pointer,
    int64_t otherwise)
{
	struct slice value;

	return pointer != NULL &&
	    scan_top_at(seen->top, seen->body, pointer, &value) ?
	    number_of(value, otherwise) : otherwise;
}

int64_t
answer_next_start(const struct cat_page *seen, const char *pointer)
{
	int64_t from = answer_page_number(seen, pointer, 0);

	if (from < 1 || from > 1000000000000)
		from = (int64_t)(seen->rows_so_far - seen->rows) + 1;
	return from + (int64_t)seen->rows;
}

bool
answer_has_more(const struct cat_page *seen, const char *limit_pointer,
    const char *total_pointer, int asked)
{
	int64_t limit = answer_page_number(seen, limit_pointer, asked);
	int64_t total = answer_page_number(seen, total_pointer, 0);

	if (seen->rows == 0)
		return false;
	if (limit <= 0 || (asked > 0 && limit > asked))
		limit = asked;
	return (limit > 0 && (int64_t)seen->rows >= limit) ||
	    total > (int64_t)seen->rows_so_far;
}
