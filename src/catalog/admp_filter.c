/* Terms of a person to the query that ADManager Plus filters by. */
#include <endpane/base/str.h>
#include <endpane/catalog/query.h>

#include <string.h>

#include "admp_parts.h"

#define VALUE_MOST	200

const struct cat_choice admp_operators[] = {
	{ "eq", "is" }, { "ne", "is not" }, { "co", "contains" },
	{ "sw", "begins with" }, { "ew", "ends with" },
	{ "lt", "less than" }, { "le", "at most" },
	{ "gt", "greater than" }, { "ge", "at least" },
	{ 0 }
};

/* Columns of the server that no row of ours shows as one of its own. */
const char *const admp_more_columns[] = {
	"SERVICE_PACK", "BITLOCKER_STATUS", "LAST_LOGON_TIMESTAMP",
	"COMPUTER_STATUS", "ROLE", "TRUSTED_FOR_DELEGATION", NULL
};

static bool
is_column(const char *name)
{
	size_t len = strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

	return len > 0 && name[len] == '\0' && len <= 64;
}

static bool
is_operator(const char *word)
{
	const struct cat_choice *c;

	for (c = admp_operators; c->wire != NULL; c++)
		if (strcmp(word, c->wire) == 0)
			return true;
	return false;
}

/*
 * Nothing is known to take the meaning from a parenthesis, and quotes are taken
 * as they are: such a value would silently ask for something else.
 */
static bool
is_value(const char *text)
{
	struct slice s = str_slice(text);
	size_t i;

	for (i = 0; i < s.len; i++)
		if ((unsigned char)text[i] < ' ' || text[i] == 127 ||
		    strchr("()\"'", text[i]) != NULL)
			return false;
	return str_trim(s).len > 0 && s.len <= VALUE_MOST &&
	    str_find_folded(s, str_slice(" and ")) == NULL &&
	    str_find_folded(s, str_slice(" or ")) == NULL;
}

bool
admp_query(const struct cat_term *terms, size_t count, bool any,
    const struct cat_settings *set, struct buf *out, struct err *err)
{
	struct slice value;
	size_t i;

	if (count == 0)
		return err_set(err, ERR_USAGE, "no condition yet");
	for (i = 0; i < count; i++) {
		const struct cat_term *t = &terms[i];

		if (!is_column(t->column))
			return err_set(err, ERR_USAGE, "%.40s: no name of a "
			    "column, such as COMPUTER_NAME", t->column);
		if (!is_operator(t->comparison))
			return err_set(err, ERR_USAGE, "%.40s%s there are eq "
			    "ne co sw ew lt le gt ge", t->comparison[0] == '\0'
			    ? t->column : t->comparison, t->comparison[0] ==
			    '\0' ? ": the operator is missing;" :
			    ": no operator;");
		if (t->value[0] == '\0')
			return err_set(err, ERR_USAGE, "the value of %s is "
			    "missing", t->column);
		if (!is_value(t->value))
			return err_set(err, ERR_USAGE, "the value of %s: "
			    "without quotes, parentheses, and the words and "
			    "and or", t->column);
		value = str_trim(str_slice(t->value));
		buf_format(out, set->filter_paren ? "%s(%s %s (%.*s))" :
		    "%s(%s %s %.*s)", i == 0 ? "" : any ? " or " : " and ",
		    t->column, t->comparison, (int)value.len, value.at);
	}
	return true;
}
