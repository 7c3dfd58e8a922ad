/* The code behind admp.c's rows: exact filters, verdict, pages. */
#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/json/scan.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "admp_parts.h"
#include "admp_ways.h"
#include "answer.h"
#include "route.h"

static const struct answer_advice advice[] = {
	{ "00000000", NULL, ERR_UNCERTAIN },
	{ "00000100", "the server does not take that: check columns, domain and filter" },
	{ "00000101", "not signed in, or the token is no longer valid: sign in again", ERR_AUTH },
	{ "00000102", "the server could not work with the values: check them" },
	{ "00000103", "the server refused the content type: check the url" },
	{ "00000104", "the server has no such call: check the url", ERR_MISSING },
	{ "00000105", "the server has no such call: check the url" },
	{ "00000106", "not permitted with this token: see its scopes and roles", ERR_AUTH },
	{ "00000107", "a parameter is wrong: check what was given" },
	{ "00000108", "the server wants a length: see what a proxy does with it" },
	{ "00000109", "too many requests: wait a minute", ERR_LIMITED },
	{ "00010104", "an attribute is not valid: check names and values" },
	{ 0 }
};

bool
admp_base(const char *url, const struct cat_settings *set, struct buf *base,
    struct err *err)
{
	struct slice have = str_slice(url);

	(void)set, (void)err;
	buf_slice(base, have);
	return str_ends(have, "/api/v2") ? true : buf_text(base, "/api/v2");
}

/* Three ways to write the same member: wrapped, plain, upper case. */
static const struct json *
member(const struct json *tree, const char *lower, const char *upper)
{
	const struct json *e = json_member(tree, "error");
	const struct json *found;

	if (json_type(e) == JSON_OBJECT)
		tree = e;
	found = json_member(tree, lower);
	return found != NULL ? found : json_member(tree, upper);
}

static bool
refused(const struct cat_reply *reply, struct err *err)
{
	struct json *tree = answer_tree(reply);
	const char *code = json_text(member(tree, "code", "CODE"));
	const char *words = json_text(member(tree, "detail", "DETAIL"));

	if (words[0] == '\0')
		words = json_text(member(tree, "title", "eSTATUS"));
	answer_refused(reply, code[0] != '\0' ? code : NULL, words, advice,
	    err);
	json_free(tree);
	return false;
}

static bool
says_no(const struct cat_reply *reply)
{
	static const char *const marks[] = {
		"/error", "/IAM_ERROR_STATUS", "/CODE", "/code", NULL
	};
	struct buf text = { 0 };
	struct slice data;
	bool no = false;
	size_t i;

	for (i = 0; marks[i] != NULL && !no; i++) {
		buf_clear(&text);
		no = answer_member(reply, marks[i], &text) &&
		    strcmp(buf_string(&text), "false") != 0 &&
		    (i < 2 || !scan_at(reply->body, "/data", &data));
	}
	buf_fini(&text);
	return no;
}

bool
admp_verdict(const struct cat_reply *reply, struct err *err)
{
	return answer_verdict(reply, says_no, refused, err);
}

bool
admp_page(const struct cat_page *seen, const struct cat_settings *set,
    struct buf *query, bool *more, struct err *err)
{
	int64_t from = 1;

	(void)err;
	*more = seen == NULL || answer_has_more(seen, "/meta/limit",
	    "/meta/total_no_of_objects", set->page_limit);
	if (!*more)
		return true;
	if (seen != NULL)
		from = answer_next_start(seen, "/meta/start_index");
	buf_format(query, "from=%lld", (long long)from);
	if (set->page_limit > 0)
		buf_format(query, "&limit=%d", set->page_limit);
	return true;
}

/*
 * No escape is known for parentheses, and quotes are taken literally: what
 * cannot be written exactly is refused. Names in a directory are short.
 */
bool
admp_is_exact(const char *value, struct err *err)
{
	struct slice rest = str_slice(value), word;
	const char *p;

	if (strspn(value, " %$") == rest.len || rest.len > 256)
		return err_set(err, ERR_USAGE, "a name is empty or too long");
	for (p = value; *p != '\0'; p++)
		if ((unsigned char)*p < 0x20 || *p == 0x7F ||
		    strchr("()\"'*", *p) != NULL)
			return err_set(err, ERR_USAGE, "a name with quotes, "
			    "parentheses, * or control characters cannot be "
			    "asked for exactly");
	while (str_next(&rest, ' ', &word))
		if (str_is_folded(word, "and") || str_is_folded(word, "or") ||
		    str_is_folded(word, "not"))
			return err_set(err, ERR_USAGE, "a name with the word "
			    "and, or, not cannot be asked for");
	return true;
}

/* The exact filters that may find a computer, in the order they are tried. */
static bool
filter_number(int attempt, const char *name, const struct cat_settings *set,
    struct buf *filter)
{
	static const char *const columns[] = {
		"SAM_ACCOUNT_NAME", "SAM_ACCOUNT_NAME", "COMPUTER_NAME",
	};
	bool has_dollar = str_ends(str_slice(name), "$");
	const char *dollar = attempt == 0 && !has_dollar ? "$" : "";

	if (attempt < 0 || attempt > 2)
		return false;
	return buf_format(filter, set->filter_paren ? "(%s eq (%s%s))" :
	    "(%s eq %s%s)", columns[attempt], name, dollar);
}

static bool
list_plan(const struct cat_op *op, const struct args *args,
    const struct cat_settings *set, struct plan *plan, struct err *err)
{
	struct buf path = { 0 }, query = { 0 }, domains = { 0 };

	route_join(args, "domains", &domains);
	if (domains.len == 0 && set->domains != NULL)
		buf_text(&domains, set->domains);
	if (domains.len == 0)
		return err_set(err, ERR_USAGE, "--domains is missing, and the "
		    "connection has no domains configured");
	route_query_add(&query, "domains",
	    (struct slice){ domains.at, domains.len });
	buf_fini(&domains);
	if (!route_query(op, args, &query, err)) {
		buf_fini(&query);
		return false;
	}
	buf_text(&path, op->path);
	route_fill(plan_add(plan, op->method), &path, &query, NULL);
	return true;
}

const char *
admp_only_domain(const struct args *args, struct err *err)
{
	const char *domain = args_get(args, "domain", 0);

	if (domain == NULL || args_count(args, "domain") != 1 ||
	    domain[0] == '\0' || strpbrk(domain, ", \t*") != NULL) {
		err_set(err, ERR_GUARD, "exactly one --domain is needed");
		return NULL;
	}
	return domain;
}

static bool
seek(const struct args *args, const char *target,
    const struct cat_settings *set, int attempt, struct buf *path,
    struct buf *query)
{
	const char *domain = args_get(args, "domain", 0);
	struct buf filter = { 0 };
	struct err err;

	if (domain == NULL || !admp_is_exact(target, &err) ||
	    !filter_number(attempt, target, set, &filter))
		return false;
	buf_text(path, "/computers");
	route_query_add(query, "domains", str_slice(domain));
	route_query_add(query, "filter",
	    (struct slice){ filter.at, filter.len });
	buf_fini(&filter);
	return true;
}

/*
 * What acts must not have been found in a stale copy. A synchronisation is work
 * for the directory: a mere look does without.
 */
bool
admp_seek_fresh(const struct args *args, const char *target,
    const struct cat_settings *set, int attempt, struct buf *path,
    struct buf *query)
{
	return seek(args, target, set, attempt, path, query) &&
	    buf_text(query, "&refresh=true");
}

/* Compares names as a directory does, the account's dollar sign set aside. */
bool
admp_is_name(struct slice have, const char *target)
{
	struct slice want = str_slice(target);

	if (have.len > 0 && have.at[have.len - 1] == '$')
		have.len--;
	if (want.len > 0 && want.at[want.len - 1] == '$')
		want.len--;
	return have.len > 0 && have.len == want.len &&
	    strncasecmp(have.at, want.at, want.len) == 0;
}

bool
admp_row_is(struct slice row, const char *pointer, const char *target)
{
	struct buf text = { 0 };
	struct slice value;
	bool same = scan_at(row, pointer, &value) && scan_text(value, &text) &&
	    admp_is_name((struct slice){ text.at, text.len }, target);

	buf_fini(&text);
	return same;
}

static bool
has_text(struct slice row, const char *pointer, struct buf *text)
{
	struct slice value;

	buf_clear(text);
	return scan_at(row, pointer, &value) && scan_text(value, text) &&
	    text->len > 0;
}

/*
 * Is the row about the one meant? The account's name is the computer's cut at
 * 15 letters, so that it may differ where it was not asked for.
 */
static bool
is_meant(struct slice row, int attempt, const char *target, struct err *err)
{
	static const char *const names[] = {
		"/COMPUTER_NAME", "/SAM_ACCOUNT_NAME",
	};
	struct buf text = { 0 };
	size_t i, seen = 0;
	bool good = true;

	for (i = 0; good && i < 2; i++) {
		if ((i == 1 && attempt == 2 && seen > 0) ||
		    !has_text(row, names[i], &text))
			continue;
		seen++;
		good = admp_is_name((struct slice){ text.at, text.len },
		    target);
	}
	good = good && seen > 0;
	if (!good)
		err_set(err, ERR_GUARD, "the exact filter finds a computer of "
		    "another name%s%.80s; nothing was changed; look at its "
		    "names there", text.len > 0 ? ", " : "",
		    buf_string(&text));
	buf_fini(&text);
	return good;
}

int
admp_match(const struct cat_reply *reply, const char *target,
    const struct cat_settings *set, int attempt, struct args *found,
    struct err *err)
{
	struct slice data, row = { 0 }, item;
	struct buf filter = { 0 };
	struct scan s;
	int64_t total;
	size_t rows = 0;

	if (!scan_at(reply->body, "/data", &data) || !scan_open(data, &s)) {
		err_set(err, ERR_PROTOCOL, "the server answered, but not with "
		    "computers; nothing was changed; try again, or check the "
		    "connection's url");
		return -1;
	}
	/* A single row may come without a list around it. */
	if (scan_type(data) == JSON_OBJECT) {
		row = data;
		rows = 1;
	} else
		while (scan_item(&s, &item)) {
			row = item;
			rows++;
		}
	total = answer_number(reply->body, "/meta/total_no_of_objects",
	    rows > 0);
	if (rows == 0 && total > 0) {
		err_set(err, ERR_PROTOCOL, "the server counts %lld computers "
		    "and shows none; nothing was sent; try again",
		    (long long)total);
		return -1;
	}
	if (rows == 0)
		return 0;
	if (rows > 1 || total > 1) {
		err_set(err, ERR_GUARD, "the exact filter finds %zu "
		    "computers where one was meant; nothing was changed; "
		    "look at them: perhaps the server heeds no filter",
		    rows > 1 ? rows : (size_t)total);
		return -1;
	}
	if (answer_is_double(row)) {
		err_set(err, ERR_PROTOCOL, "the server's row has a key twice; "
		    "nothing was sent; it cannot be told which one counts");
		return -1;
	}
	if (!is_meant(row, attempt, target, err))
		return -1;
	filter_number(attempt, target, set, &filter);
	args_add(found, "found", (struct slice){ filter.at, filter.len });
	args_add(found, "label", str_slice(target));
	buf_fini(&filter);
	return 1;
}

/* The first of the exact reads; the caller goes on to the next attempts. */
static bool
show_plan(const struct cat_op *op, const struct args *args,
    const struct cat_settings *set, struct plan *plan, struct err *err)
{
	struct buf path = { 0 }, query = { 0 };
	const char *name = args_get(args, "id", 0);

	if (name == NULL || admp_only_domain(args, err) == NULL)
		return name != NULL ? false :
		    err_set(err, ERR_USAGE, "NAME is missing");
	if (!admp_is_exact(name, err))
		return false;
	seek(args, name, set, 0, &path, &query);
	route_fill(plan_add(plan, op->method), &path, &query, NULL);
	return true;
}

const struct cat_ways admp_list = { .plan = list_plan };
const struct cat_ways admp_show = {
	.plan = show_plan, .seek = seek, .match = admp_match,
};
