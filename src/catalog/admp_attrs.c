/* Attributes of AD computers: their names, kinds and checks. */
#include <endpane/base/str.h>
#include <endpane/base/text.h>

#include <string.h>

#include "admp_attrs.h"

static const struct {
	const char	*name;
	enum cat_kind	 kind;
	bool		 is_own;	/* never for several computers */
} known[] = {
	{ "name", CAT_TEXT, true },
	{ "sAMAccountName", CAT_TEXT, true },
	{ "dNSHostName", CAT_TEXT, true },
	{ "userAccountControl", CAT_NUMBER, true },
	{ "preventDeletion", CAT_FLAG, false },
	{ "description", CAT_TEXT, false },
	{ "displayName", CAT_TEXT, false },
	{ "operatingSystem", CAT_TEXT, false },
	{ "operatingSystemServicePack", CAT_TEXT, false },
	{ "operatingSystemVersion", CAT_TEXT, false },
	{ "managedBy", CAT_TEXT, false },
	{ "department", CAT_TEXT, false },
	{ "OUName", CAT_TEXT, false },
	{ "memberOf", CAT_TEXT, false },
};

#define KNOWN	(sizeof(known) / sizeof(known[0]))

/* A directory does not tell case apart in names of attributes. */
static size_t
find(struct slice name)
{
	size_t i;

	for (i = 0; i < KNOWN; i++)
		if (str_is_folded(name, known[i].name))
			break;
	return i;
}

static bool
is_name(struct slice name)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	    "abcdefghijklmnopqrstuvwxyz0123456789-";
	size_t i;

	if (name.len == 0 || name.len > 64 ||
	    memchr(letters, name.at[0], 52) == NULL)
		return false;
	for (i = 0; i < name.len; i++)
		if (memchr(letters, name.at[i], sizeof(letters) - 1) == NULL)
			return false;
	return true;
}

static bool
add_value(const char *name, enum cat_kind kind, struct slice value,
    struct buf *object, struct err *err)
{
	if (kind == CAT_NUMBER) {
		if (!str_digits(value, 10) || (value.len > 1 &&
		    value.at[0] == '0'))
			return err_set(err, ERR_USAGE, "%s: expected a whole "
			    "number", name);
		return buf_slice(object, value);
	}
	if (kind == CAT_FLAG) {
		/* Spreadsheets write TRUE and FALSE. */
		if (str_is_folded(value, "true"))
			return buf_text(object, "true");
		return str_is_folded(value, "false") ?
		    buf_text(object, "false") : err_set(err, ERR_USAGE,
		    "%s: expected true or false", name);
	}
	text_json_string(value, object);
	return true;
}

bool
attrs_add(struct slice name, struct slice value, struct buf *object,
    struct err *err)
{
	struct buf key = { 0 }, clean = { 0 };
	size_t i = find(name);
	bool good;

	if (!is_name(name)) {
		text_clean(name, &clean);
		err_set(err, ERR_USAGE, "'%.60s' is no name of an attribute",
		    buf_string(&clean));
		buf_fini(&clean);
		return false;
	}
	buf_char(&key, '"');
	if (i < KNOWN)
		buf_text(&key, known[i].name);
	else
		buf_slice(&key, name);
	buf_text(&key, "\":");
	if (strcasestr(buf_string(object), buf_string(&key)) != NULL)
		good = err_set(err, ERR_USAGE, "%.*s is given more than once",
		    (int)name.len, name.at);
	else {
		buf_format(object, "%s%s", object->len > 0 ? "," : "{",
		    buf_string(&key));
		good = add_value(i < KNOWN ? known[i].name : "",
		    i < KNOWN ? known[i].kind : CAT_TEXT, value, object, err);
	}
	buf_fini(&key);
	return good;
}

bool
attrs_add_all(const struct args *args, const char *param, struct buf *object,
    struct err *err)
{
	const char *pair, *equals;
	size_t n;

	for (n = 0; (pair = args_get(args, param, n)) != NULL; n++) {
		equals = strchr(pair, '=');
		if (equals == NULL)
			return err_set(err, ERR_USAGE, "--%s takes NAME=VALUE, "
			    "such as department=IT", param);
		if (!attrs_add((struct slice){ pair, (size_t)(equals - pair) },
		    str_slice(equals + 1), object, err))
			return false;
	}
	return n > 0 ? true : err_set(err, ERR_USAGE, "no --%s given", param);
}

const char *
attrs_own(const struct args *args, const char *param)
{
	const char *pair;
	size_t n, i;

	for (n = 0; (pair = args_get(args, param, n)) != NULL; n++) {
		i = find((struct slice){ pair, strcspn(pair, "=") });
		if (i < KNOWN && known[i].is_own)
			return known[i].name;
	}
	return NULL;
}
