/* Template and parameters to path, query and body, with checked values. */
#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/base/text.h>
#include <endpane/json/json.h>

#include <stdlib.h>
#include <string.h>

#include "route.h"

/* One call carries at most this many ids. */
#define IDS_A_CALL	500

bool
route_is_id(const char *value, struct err *err)
{
	struct buf clean = { 0 };

	if (value != NULL && str_digits(str_slice(value), 20))
		return true;
	text_clean(str_slice(value), &clean);
	err_set(err, ERR_USAGE, "'%.60s' is not an id: 1 to 20 digits",
	    buf_string(&clean));
	buf_fini(&clean);
	return false;
}

/*
 * With a zero in front it is no number of JSON: a server that has such an id
 * sends it as a text, and takes it as one.
 */
static bool
is_text_only(const char *id)
{
	return id[0] == '0' && id[1] != '\0';
}

static bool
is_plain_number(struct slice value)
{
	size_t i = 0, digits = 0, points = 0;

	if (value.len > 0 && value.at[0] == '-')
		i++;
	if (value.len > i + 1 && value.at[i] == '0' && value.at[i + 1] != '.')
		return false;
	for (; i < value.len; i++) {
		if (value.at[i] == '.' && digits > 0 && i + 1 < value.len)
			points++;
		else if (value.at[i] >= '0' && value.at[i] <= '9')
			digits++;
		else
			return false;
	}
	return digits > 0 && digits < 40 && points <= 1;
}

/* Where some numbers have names, those too. */
static bool
refuse_number(const struct cat_param *param, struct err *err)
{
	const struct cat_choice *c = param->choices;
	struct buf words = { 0 };

	for (; c != NULL && c->wire != NULL; c++)
		buf_format(&words, ", %s", c->label);
	err_set(err, ERR_USAGE, "%s: expected a number%s%.120s", param->name,
	    words.len > 0 ? " or one of these:" : "",
	    words.len > 0 ? buf_string(&words) + 1 : "");
	buf_fini(&words);
	return false;
}

/* The wire form of a value by its kind; choices may be given by label. */
static bool
wire_value(const struct cat_param *param, const char *value,
    struct buf *out, bool *quoted, struct err *err)
{
	const struct cat_choice *c;

	for (c = param->choices; c != NULL && c->wire != NULL; c++)
		if (str_is_folded(str_slice(value), c->label) ||
		    strcmp(value, c->wire) == 0)
			value = c->wire;
	*quoted = true;
	switch (param->kind) {
	case CAT_ID:
		*quoted = false;
		if ((param->flags & CAT_FILE) != 0 &&
		    !str_digits(str_slice(value), 20)) {
			*quoted = true;
			return buf_format(out, "[id of %s]", value);
		}
		if (!route_is_id(value, err))
			return err_at(err, param->name);
		*quoted = is_text_only(value);
		break;
	case CAT_NUMBER:
		*quoted = false;
		if (!is_plain_number(str_slice(value)))
			return refuse_number(param, err);
		break;
	case CAT_FLAG:
		*quoted = false;
		/* Spreadsheets write TRUE and FALSE. */
		if (str_is_folded(str_slice(value), "true"))
			value = "true";
		else if (str_is_folded(str_slice(value), "false"))
			value = "false";
		else
			return err_set(err, ERR_USAGE,
			    "%s: expected true or false", param->name);
		break;
	case CAT_CHOICE:
		for (c = param->choices; c != NULL && c->wire != NULL; c++)
			if (strcmp(value, c->wire) == 0)
				break;
		if (c == NULL || c->wire == NULL)
			return err_set(err, ERR_USAGE, "%s: not one of the "
			    "values it takes", param->name);
		break;
	case CAT_TEXT:
	case CAT_VERSION:
	case CAT_MILLIS:
	case CAT_STAMP:
	case CAT_SECRET:
		break;
	}
	return buf_text(out, value);
}

bool
cat_value_fits(const struct cat_param *param, const char *value,
    struct err *err)
{
	struct buf wire = { 0 };
	bool quoted, good = wire_value(param, value, &wire, &quoted, err);

	buf_wipe(&wire);
	return good;
}

bool
route_path(const struct cat_op *op, const struct args *args, struct buf *path,
    struct err *err)
{
	const char *p = op->path, *open, *close;
	const struct cat_param *param;
	const char *value;
	struct slice name;

	while ((open = strchr(p, '{')) != NULL) {
		close = strchr(open, '}');
		name = (struct slice){ open + 1, (size_t)(close - open) - 1 };
		buf_add(path, p, (size_t)(open - p));
		param = cat_param(op, name);
		value = param != NULL ? args_get(args, param->name, 0) : NULL;
		if (value == NULL)
			return err_set(err, ERR_USAGE, "%.*s is missing",
			    (int)name.len, name.at);
		if (!route_is_id(value, err))
			return false;
		str_url_encode(str_slice(value), path);
		p = close + 1;
	}
	return buf_text(path, p);
}

void
route_query_add(struct buf *query, const char *wire, struct slice value)
{
	if (query->len > 0)
		buf_char(query, '&');
	buf_format(query, "%s=", wire);
	str_url_encode(value, query);
}

void
route_join(const struct args *args, const char *name, struct buf *out)
{
	const char *value;
	size_t n;

	for (n = 0; (value = args_get(args, name, n)) != NULL; n++) {
		if (n > 0)
			buf_char(out, ',');
		buf_text(out, value);
	}
}

bool
route_query(const struct cat_op *op, const struct args *args,
    struct buf *query, struct err *err)
{
	const struct cat_param *p;
	struct buf all = { 0 };
	const char *value;
	bool quoted, good = true;
	size_t n;

	for (p = op->params; good && p != NULL && p->name != NULL; p++) {
		if (p->place != CAT_IN_QUERY ||
		    args_count(args, p->name) == 0)
			continue;
		buf_clear(&all);
		for (n = 0; good &&
		    (value = args_get(args, p->name, n)) != NULL; n++) {
			if (n > 0)
				buf_char(&all, ',');
			good = wire_value(p, value, &all, &quoted, err);
		}
		if (good)
			route_query_add(query, p->wire,
			    (struct slice){ all.at, all.len });
	}
	buf_fini(&all);
	return good;
}

bool
route_body(const struct cat_op *op, const struct args *args, struct buf *body,
    struct err *err)
{
	const struct cat_param *p;
	struct buf wire = { 0 };
	const char *value;
	bool quoted, good = true;

	for (p = op->params; good && p != NULL && p->name != NULL; p++) {
		value = args_get(args, p->name, 0);
		if (p->place != CAT_IN_BODY || value == NULL)
			continue;
		buf_clear(&wire);
		good = wire_value(p, value, &wire, &quoted, err);
		buf_format(body, "%s\"%s\":", body->len > 0 ? "," : "{",
		    p->wire);
		if (quoted)
			text_json_string(str_slice(buf_string(&wire)), body);
		else
			buf_text(body, buf_string(&wire));
	}
	if (body->len > 0)
		buf_char(body, '}');
	buf_wipe(&wire);
	return good;
}

bool
route_ids(const struct args *args, const char *name, bool as_text,
    struct buf *out, struct err *err)
{
	const char *mark, *value;
	size_t n;

	buf_char(out, '[');
	for (n = 0; (value = args_get(args, name, n)) != NULL; n++) {
		if (!route_is_id(value, err))
			return false;
		mark = as_text || is_text_only(value) ? "\"" : "";
		buf_format(out, "%s%s%s%s", n > 0 ? "," : "", mark, value,
		    mark);
	}
	/* Some systems take an empty list for "all": refused for every one. */
	if (n == 0)
		return err_set(err, ERR_GUARD,
		    "no %s given: an empty list is never sent", name);
	return buf_char(out, ']');
}

/* The request for the ids from n on. */
static bool
add_list(const struct route_list *list, const struct args *args, size_t n,
    struct plan *plan, struct err *err)
{
	struct buf path = { 0 }, body = { 0 };
	struct args some = { 0 };
	struct plan_request *r;
	const char *id;
	size_t i;
	bool good;

	for (i = n; i < n + IDS_A_CALL &&
	    (id = args_get(args, list->name, i)) != NULL; i++)
		args_add(&some, list->name, str_slice(id));
	buf_format(&body, "{\"%s\":", list->wire);
	good = route_ids(&some, list->name, list->as_text, &body, err);
	buf_format(&body, "%s}", list->rest);
	if (good) {
		buf_text(&path, list->path);
		r = plan_add(plan, list->method);
		route_fill(r, &path, NULL, &body);
		for (i = 0; i < some.count; i++)
			plan_object(r, some.list[i].value, NULL);
	}
	args_fini(&some);
	buf_fini(&body);
	return good;
}

bool
route_many(const struct route_list *list, const struct args *args,
    struct plan *plan, struct err *err)
{
	size_t n, count = args_count(args, list->name);

	if (count == 0)
		return err_set(err, ERR_GUARD,
		    "no %s given: an empty list is never sent", list->name);
	for (n = 0; n < count; n += IDS_A_CALL)
		if (!add_list(list, args, n, plan, err))
			return false;
	return true;
}

void
route_fill(struct plan_request *request, struct buf *path, struct buf *query,
    struct buf *body)
{
	request->path = path->len > 0 ? buf_take(path, NULL) : mem_text("");
	if (query != NULL && query->len > 0)
		request->query = buf_take(query, NULL);
	if (body != NULL && body->len > 0)
		request->body = buf_take(body, NULL);
	buf_fini(path);
	if (query != NULL)
		buf_fini(query);
	if (body != NULL)
		buf_wipe(body);
}
