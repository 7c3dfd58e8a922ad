/* How what is done to AD computers is undone: by the values they had. */
#include <endpane/base/str.h>
#include <endpane/catalog/undo.h>
#include <endpane/json/scan.h>

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "admp_parts.h"

/* Attributes whose value a row of the list shows as it is. */
static const struct {
	const char	*attribute;
	const char	*pointer;
} shown[] = {
	{ "description", "/DESCRIPTION" },
	{ "department", "/DEPARTMENT" },
	{ "operatingSystem", "/OPERATING_SYSTEM" },
	{ "operatingSystemVersion", "/VERSION" },
};

#define SHOWN (sizeof(shown) / sizeof(shown[0]))

static bool
only_row(const struct cat_reply *reply, struct slice *row)
{
	struct slice data, other;
	struct scan s;

	return scan_at(reply->body, "/data", &data) && scan_open(data, &s) &&
	    scan_item(&s, row) && !scan_item(&s, &other);
}

/* A value as the row shows it; false where it has none. */
static bool
value_of(struct slice row, const char *pointer, struct buf *text)
{
	struct slice value;

	buf_clear(text);
	return scan_at(row, pointer, &value) &&
	    scan_type(value) == JSON_TEXT && scan_text(value, text) &&
	    text->len > 0 && strcmp(buf_string(text), "-") != 0;
}

int
admp_match_values(const struct cat_reply *reply, const char *target,
    const struct cat_settings *set, int attempt, struct args *found,
    struct err *err)
{
	int match = admp_match(reply, target, set, attempt, found, err);
	struct buf text = { 0 }, pair = { 0 };
	struct slice row;
	size_t i;

	for (i = 0; match == 1 && only_row(reply, &row) && i < SHOWN; i++) {
		if (!value_of(row, shown[i].pointer, &text))
			continue;
		buf_clear(&pair);
		buf_format(&pair, "%s=%s", shown[i].attribute,
		    buf_string(&text));
		args_add(found, "was", str_slice(buf_string(&pair)));
	}
	buf_fini(&text);
	buf_fini(&pair);
	return match;
}

/* The nth "NAME=VALUE" cut in two. */
static const char *
cut(const struct args *args, size_t n, struct slice *name)
{
	const char *pair = args_get(args, "attr", n), *equals;

	equals = pair != NULL ? strchr(pair, '=') : NULL;
	if (equals == NULL)
		return NULL;
	*name = (struct slice){ pair, (size_t)(equals - pair) };
	return equals + 1;
}

int
admp_is_updated(const struct cat_reply *reply, const char *object,
    const struct args *args, const struct cat_settings *set)
{
	struct buf text = { 0 };
	struct slice row, name, value;
	const char *sent;
	size_t n, i;
	int is = 1;

	(void)set;
	if (!only_row(reply, &row) ||
	    (!admp_row_is(row, "/COMPUTER_NAME", object) &&
	    !admp_row_is(row, "/SAM_ACCOUNT_NAME", object)))
		return -1;
	for (n = 0; is == 1 && (sent = cut(args, n, &name)) != NULL; n++) {
		for (i = 0; i < SHOWN; i++)
			if (str_is_folded(name, shown[i].attribute))
				break;
		is = i == SHOWN || !scan_at(row, shown[i].pointer, &value) ?
		    -1 : value_of(row, shown[i].pointer, &text) &&
		    strcmp(buf_string(&text), sent) == 0;
	}
	buf_fini(&text);
	return is;
}

/* What was found of an attribute before, or NULL. */
static const char *
was(const struct args *found, struct slice name)
{
	const char *pair;
	size_t n;

	for (n = 0; (pair = args_get(found, "was", n)) != NULL; n++)
		if (strncasecmp(pair, name.at, name.len) == 0 &&
		    pair[name.len] == '=')
			return pair + name.len + 1;
	return NULL;
}

static int
back(const struct args *args, const struct args *found, struct args *out,
    struct err *err)
{
	const char *sent, *before;
	struct buf pair = { 0 };
	struct slice name;
	int changed = 0;
	size_t n;

	for (n = 0; (sent = cut(args, n, &name)) != NULL; n++) {
		before = was(found, name);
		if (before == NULL) {
			err_set(err, ERR_GUARD, "left as it is: the %.*s it "
			    "had is not known", (int)name.len, name.at);
			changed = -1;
			break;
		}
		changed |= strcmp(before, sent) != 0;
		buf_clear(&pair);
		buf_format(&pair, "%.*s=%s", (int)name.len, name.at, before);
		args_add(out, "attr", str_slice(buf_string(&pair)));
	}
	buf_fini(&pair);
	return changed;
}

const struct cat_undo admp_undo_create = {
	.why = "there is no call that removes a computer",
};
const struct cat_undo admp_undo_update = {
	.verb = "update", .look = admp_look_again, .is = admp_is_updated,
	.back = back,
};
const struct cat_undo admp_undo_disable = {
	.why = "there is no call that enables a computer",
};
