/* Calls written by hand: checked, and guarded as what they are. */
#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/json/scan.h>
#include <endpane/op/call.h>
#include <endpane/op/guard.h>

#include <ctype.h>
#include <string.h>
#include <strings.h>

static const char *const methods[] = { "GET", "POST", "PUT", "PATCH",
	"DELETE", NULL };

static const struct cat_param params[] = {
	{ "path",  "", CAT_IN_PLAN, CAT_TEXT, CAT_REQUIRED, NULL, NULL, "The path" },
	{ "query", "", CAT_IN_PLAN, CAT_TEXT, 0,            NULL, NULL, "The query" },
	{ "body",  "", CAT_IN_PLAN, CAT_TEXT, 0,            NULL, NULL, "The body" },
	{ 0 }
};

/* The same where the body holds a secret: not shown, not recorded. */
static const struct cat_param secret_params[] = {
	{ "path",  "", CAT_IN_PLAN, CAT_TEXT,   CAT_REQUIRED, NULL, NULL, "The path" },
	{ "query", "", CAT_IN_PLAN, CAT_TEXT,   0,            NULL, NULL, "The query" },
	{ "body",  "", CAT_IN_PLAN, CAT_SECRET, 0,            NULL, NULL, "The body" },
	{ 0 }
};

static bool
plan(const struct cat_op *op, const struct args *args,
    const struct cat_settings *set, struct plan *plan, struct err *err)
{
	struct plan_request *r = plan_add(plan, op->method);

	(void)set, (void)err;
	r->path = mem_text(args_get(args, "path", 0));
	r->query = mem_text(args_get(args, "query", 0));
	r->body = mem_text(args_get(args, "body", 0));
	plan_object(r, r->path, NULL);
	return true;
}

static const struct cat_ways ways = { .plan = plan };

/* MDM wants its type with every call but those of users, also without a body. */
static const struct cat_resource by_hand[] = {
	{ .noun = "api", .title = "API" },
	{ .noun = "api", .title = "API",
	  .content_type = "application/json;charset=UTF-8" },
};

static bool
is_url_text(const char *text, const char *more)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	    "abcdefghijklmnopqrstuvwxyz0123456789-._~%!$&'()*+,;=:@/";

	return strspn(text, letters) == strlen(text) ||
	    (more != NULL && strchr(more, text[strspn(text, letters)]) &&
	    is_url_text(text + strspn(text, letters) + 1, more));
}

/* Encoded where nothing needs it: another spelling of what is guarded. */
static bool
is_disguised(const char *path)
{
	const char *p = path;
	struct buf plain = { 0 };
	bool is = strchr(path, ';') != NULL;

	for (; !is && (p = strchr(p, '%')) != NULL; p++) {
		buf_clear(&plain);
		is = strlen(p) < 3 || !str_url_decode((struct slice){ p, 3 },
		    &plain) || (unsigned char)plain.at[0] < ' ' ||
		    strchr("/\\;.-_~", plain.at[0]) != NULL ||
		    isalnum((unsigned char)plain.at[0]);
	}
	buf_fini(&plain);
	return is;
}

/* No other host, and no way out of the base. */
static bool
check_path(const char *path, struct err *err)
{
	struct slice rest = str_slice(path), part;

	if (path[0] != '/' || strncmp(path, "//", 2) == 0)
		return err_set(err, ERR_USAGE, "a path begins with one '/' "
		    "and is below the connection's url");
	if (!is_url_text(path, NULL) || is_disguised(path) ||
	    strstr(path, "//") != NULL)
		return err_set(err, ERR_USAGE, "a path is encoded and has no "
		    "query: -q gives one");
	while (str_next(&rest, '/', &part))
		if (str_is(part, ".") || str_is(part, ".."))
			return err_set(err, ERR_USAGE,
			    "a path has no . or .. in it");
	return true;
}

/* The decoded value of a name in a query; false: not there, or twice. */
static bool
query_value(const char *query, const char *name, struct buf *value)
{
	struct slice rest = str_slice(query), pair;
	const char *equals;
	size_t found = 0;

	while (str_next(&rest, '&', &pair)) {
		equals = memchr(pair.at, '=', pair.len);
		if (equals == NULL || !str_is_folded((struct slice){ pair.at,
		    (size_t)(equals - pair.at) }, name))
			continue;
		found++;
		str_url_decode((struct slice){ equals + 1, pair.len -
		    (size_t)(equals + 1 - pair.at) }, value);
	}
	return found == 1;
}

/*
 * What acts on a filter: one that narrows, one domain, one computer at most,
 * since the server does not ask again.
 */
static bool
check_filter(const char *query, struct err *err)
{
	struct buf filter = { 0 }, domain = { 0 }, limit = { 0 };
	bool good;

	good = query_value(query, "filter", &filter) &&
	    query_value(query, "domain", &domain) &&
	    query_value(query, "limit", &limit) && domain.len > 0 &&
	    strchr(buf_string(&domain), ',') == NULL &&
	    strcmp(buf_string(&limit), "1") == 0;
	if (!good)
		err_set(err, ERR_GUARD, "refused: this call needs one domain, "
		    "a filter that narrows, and limit=1");
	else
		good = guard_filter(buf_string(&filter), err);
	buf_fini(&filter);
	buf_fini(&domain);
	buf_fini(&limit);
	return good;
}

/* Lists in a body, at any depth: none may be empty; *most is the longest. */
static bool
check_lists(struct slice body, size_t *most, struct err *err)
{
	enum json_type type = scan_type(body);
	struct slice key, item;
	size_t count = 0;
	struct scan s;

	if ((type != JSON_OBJECT && type != JSON_LIST) || !scan_open(body, &s))
		return true;
	for (; type == JSON_LIST ? scan_item(&s, &item) :
	    scan_member(&s, &key, &item); count++)
		if (!check_lists(item, most, err))
			return false;
	if (type == JSON_LIST && count == 0)
		return err_set(err, ERR_GUARD, "no target: an empty list is "
		    "never sent");
	if (type == JSON_LIST && count > *most)
		*most = count;
	return true;
}

/* A list of ids: what else a server may take for "all" is none. */
static bool
is_ids(struct slice list)
{
	struct buf text = { 0 };
	struct slice item;
	struct scan s;
	bool good = scan_type(list) == JSON_LIST && scan_open(list, &s);
	size_t count = 0;

	for (; good && scan_item(&s, &item); count++) {
		buf_clear(&text);
		good = scan_text(item, &text) &&
		    str_digits((struct slice){ text.at, text.len }, text.len);
	}
	buf_fini(&text);
	return good && count > 0;
}

/* The calls that act on a list of ids in the body, and where it stands. */
static bool
check_ids(const struct cat_op *op, const char *path, const char *body,
    struct err *err)
{
	static const struct {
		const char	*verb;
		const char	*tail;
		const char	*pointer;
	} lists[] = {
		{ "install-agent", "/installagent", "/resourceids" },
		{ "add-members", "/members", "/member_ids" },
		{ "associate", "/devices", "/device_ids" },
		{ "associate", "/groups", "/group_ids" },
		{ "remove", "/users", "/user_ids" },
	};
	struct slice whole = str_slice(path), list;
	size_t i;

	while (whole.len > 1 && whole.at[whole.len - 1] == '/')
		whole.len--;
	for (i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
		if (strcmp(op->verb, lists[i].verb) == 0 &&
		    str_ends(whole, lists[i].tail) &&
		    !(body != NULL && scan_at(str_slice(body),
		    lists[i].pointer, &list) && is_ids(list)))
			return err_set(err, ERR_GUARD, "no target: %s is no "
			    "list of ids", lists[i].pointer + 1);
	}
	return true;
}

/* What the write that this call is would never send. */
static bool
check_write(const struct cat_op *op, const char *path, const char *query,
    const char *body, struct err *err)
{
	struct slice value;
	struct buf text = { 0 };
	bool good = true;

	if (op->target == CAT_NAMED)
		return check_filter(query, err);
	if (strcmp(op->verb, "unrestrict") == 0)
		good = (query_value(query, "ids", &text) && text.len > 0) ||
		    err_set(err, ERR_GUARD, "no target: ids is missing");
	else if (body != NULL && scan_at(str_slice(body), "/phone_number",
	    &value) && scan_text(value, &text) &&
	    strchr(buf_string(&text), '*') != NULL)
		good = err_set(err, ERR_GUARD, "phone_number is masked: sent "
		    "back it would replace the real one; nothing was sent; "
		    "type it whole");
	buf_fini(&text);
	return good && check_ids(op, path, body, err);
}

static bool
find_method(const char *typed, const char **method, struct err *err)
{
	size_t i;

	for (i = 0; methods[i] != NULL; i++)
		if (strcasecmp(typed, methods[i]) == 0) {
			*method = methods[i];
			return true;
		}
	return err_set(err, ERR_USAGE, "no such method; accepted: GET, POST, "
	    "PUT, PATCH, DELETE");
}

/* A member of that name, whatever its case; false: none, or two. */
static bool
one_member(struct slice body, const char *name, struct slice *value)
{
	struct slice key, item;
	size_t count = 0;
	struct scan s;

	if (scan_type(body) != JSON_OBJECT || !scan_open(body, &s))
		return false;
	while (scan_member(&s, &key, &item))
		if (str_is_folded(key, name)) {
			*value = item;
			count++;
		}
	return count == 1;
}

/* Calls that mean everything without their ids: a hand might send them. */
static bool
check_fleet(const struct cat_system *system, const char *path,
    const char *body, struct err *err)
{
	const struct cat_fleet *f = system->fleet;
	struct slice whole = str_slice(path), tail, ids;

	while (whole.len > 1 && whole.at[whole.len - 1] == '/')
		whole.len--;
	for (; f != NULL && f->tail != NULL; f++) {
		tail = str_slice(f->tail);
		if (whole.len >= tail.len && strncasecmp(whole.at + whole.len -
		    tail.len, tail.at, tail.len) == 0 &&
		    !(body != NULL && one_member(str_slice(body), f->ids,
		    &ids) && is_ids(ids)))
			return err_set(err, ERR_GUARD, "no target: without a "
			    "list of %s this call means all computers",
			    f->ids);
	}
	return true;
}

static bool
guard_as_known(struct call *call, const struct conn *conn, const char *path,
    const char *query, const char *body, struct err *err)
{
	const struct cat_op *known = cat_written(conn->system,
	    call->op.method, str_slice(path));
	size_t most = 0;

	call->op.risk = known != NULL ? known->risk : CAT_WIDE;
	call->op.flags |= known != NULL ? known->flags & CAT_ASKS : CAT_ASKS;
	call->op.warning = known != NULL ? known->warning : NULL;
	if (known != NULL && cat_has_secret(known))
		call->op.params = secret_params;
	if (body != NULL && !check_lists(str_slice(body), &most, err))
		return false;
	if (most > 1)
		call->op.flags |= CAT_ASKS;
	return known != NULL ? check_write(known, path, query, body, err) :
	    check_fleet(conn->system, path, body, err);
}

bool
call_make(struct call *call, const struct conn *conn, const char *method,
    const char *path, const char *query, const char *body, struct err *err)
{
	bool is_typed = strcmp(conn->system->name, "mdm") == 0 &&
	    strncmp(path, "/users", 6) != 0;

	memset(call, 0, sizeof(*call));
	call->resource = &by_hand[is_typed];
	call->op = (struct cat_op){ .flags = CAT_ANSWERS, .risk = CAT_READ,
		.target = CAT_NOTHING, .params = params, .ways = &ways,
		.help = "A call written by hand" };
	if (!find_method(method, &call->op.method, err) ||
	    !check_path(path, err))
		return false;
	call->op.verb = call->op.method;
	call->op.path = "";
	if (query != NULL && !is_url_text(query, "?"))
		return err_set(err, ERR_USAGE, "the query is not encoded");
	if (body != NULL && !scan_check(str_slice(body), err))
		return err_set(err, ERR_USAGE, "the body is no JSON");
	if (strcmp(call->op.method, "GET") == 0) {
		if (body != NULL)
			return err_set(err, ERR_USAGE, "GET has no body; -q "
			    "adds to the query");
	} else if (!guard_as_known(call, conn, path, query, body, err))
		return false;
	args_add(&call->args, "path", str_slice(path));
	if (query != NULL && query[0] != '\0')
		args_add(&call->args, "query", str_slice(query));
	if (body != NULL)
		args_add(&call->args, "body", str_slice(body));
	return true;
}

void
call_fini(struct call *call)
{
	args_fini(&call->args);
	memset(call, 0, sizeof(*call));
}
