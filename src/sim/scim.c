/* Identity360's queries over accounts. */
#include "scim.h"

#include <endpane/base/str.h>

#include <stdio.h>
#include <string.h>

static const struct {
	const char	*name;
	enum scim_field	 field;
} names[] = {
	{ "id", SCIM_ID }, { "user_name", SCIM_NAME },
	{ "permission_level", SCIM_LEVEL }, { "last_login", SCIM_LOGIN },
	{ "is_idp_linked", SCIM_LINKED },
	{ "idp_account_details", SCIM_DETAILS },
};

static bool
field_named(struct slice name, enum scim_field *field)
{
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (str_is(name, names[i].name)) {
			*field = names[i].field;
			return true;
		}
	return false;
}

static const char *
blanks(const char *p)
{
	return p + strspn(p, " ");
}

static const char *
word(const char *p, struct slice *out)
{
	p = blanks(p);
	*out = (struct slice){ p, strcspn(p, " ") };
	return p + out->len;
}

/* "…" with \" and \\ inside; NULL where it is none. */
static const char *
quoted(const char *p, char *out, size_t size)
{
	size_t n = 0;

	p = blanks(p);
	if (*p++ != '"')
		return NULL;
	for (; *p != '"'; p++) {
		if (*p == '\\')
			p++;
		if (*p == '\0' || n + 1 == size)
			return NULL;
		out[n++] = *p;
	}
	out[n] = '\0';
	return p + 1;
}

static const char *
read_term(const char *p, struct scim_term *t)
{
	static const char *const ops[] = { "eq", "ne", "co", "sw", "ew" };
	struct slice s;
	size_t i;

	p = word(p, &s);
	if (!field_named(s, &t->field) ||
	    t->field & (SCIM_LOGIN | SCIM_DETAILS))
		return NULL;
	p = word(p, &s);
	for (i = 0; i < 5 && !str_is(s, ops[i]); i++)
		continue;
	if (i == 5)
		return NULL;
	snprintf(t->op, sizeof(t->op), "%s", ops[i]);
	p = blanks(p);
	if (*p == '"')
		return quoted(p, t->value, sizeof(t->value));
	p = word(p, &s);	/* true and false need no quotes */
	if (!str_is(s, "true") && !str_is(s, "false"))
		return NULL;
	snprintf(t->value, sizeof(t->value), "%.*s", (int)s.len, s.at);
	return p;
}

static bool
read_filter(struct scim *q, const char *p)
{
	struct scim_term *t;
	struct slice s;
	bool is_or = false;

	for (;;) {
		if (q->term_count == SCIM_TERMS)
			return false;
		t = &q->terms[q->term_count++];
		t->is_or = is_or;
		p = read_term(p, t);
		if (p == NULL)
			return false;
		p = word(p, &s);
		if (s.len == 0)
			return true;
		is_or = str_is(s, "or");
		if (!is_or && !str_is(s, "and"))
			return false;
	}
}

static bool
read_sort(struct scim *q, const char *text)
{
	struct slice rest = str_slice(text), one;

	while (str_next(&rest, ',', &one)) {
		if (q->sort_count == SCIM_SORTS)
			return false;
		q->is_down[q->sort_count] = one.len > 0 && one.at[0] == '-';
		if (q->is_down[q->sort_count])
			one.at++, one.len--;
		if (!field_named(one, &q->sorts[q->sort_count++]))
			return false;
	}
	return true;
}

bool
scim_parse(struct scim *q, const char *filter, const char *fields,
    const char *sort, const char **why)
{
	struct slice rest = str_slice(fields), one;
	enum scim_field field;

	memset(q, 0, sizeof(*q));
	q->fields = fields == NULL ? SCIM_ALL : 0;
	while (str_next(&rest, ',', &one)) {
		*why = "fields";
		if (!field_named(str_trim(one), &field))
			return false;
		q->fields |= (unsigned)field;
	}
	*why = "sort";
	if (sort != NULL && !read_sort(q, sort))
		return false;
	*why = "filter";
	return filter == NULL || read_filter(q, filter);
}

static const char *
text_of(const struct scim_row *row, enum scim_field field)
{
	switch ((int)field) {
	case SCIM_ID:
		return row->id;
	case SCIM_NAME:
		return row->name;
	case SCIM_LEVEL:
		return row->level;
	default:
		return row->linked;
	}
}

static bool
term_fits(const struct scim_term *t, const struct scim_row *row)
{
	const char *have = text_of(row, t->field);
	size_t len = strlen(t->value), all = strlen(have);

	if (strcmp(t->op, "eq") == 0)
		return strcasecmp(have, t->value) == 0;
	if (strcmp(t->op, "ne") == 0)
		return strcasecmp(have, t->value) != 0;
	if (strcmp(t->op, "co") == 0)
		return strcasestr(have, t->value) != NULL;
	if (strcmp(t->op, "sw") == 0)
		return strncasecmp(have, t->value, len) == 0;
	return all >= len && strcasecmp(have + all - len, t->value) == 0;
}

/* And binds tighter than or. */
bool
scim_fits(const struct scim *q, const struct scim_row *row)
{
	bool all = true;
	size_t i;

	for (i = 0; i < q->term_count; i++) {
		if (q->terms[i].is_or) {
			if (all)
				return true;
			all = true;
		}
		all = all && term_fits(&q->terms[i], row);
	}
	return all;
}

int
scim_order(const struct scim *q, const struct scim_row *a,
    const struct scim_row *b)
{
	size_t i;
	int order;

	for (i = 0; i < q->sort_count; i++) {
		order = str_compare_natural(
		    str_slice(text_of(a, q->sorts[i])),
		    str_slice(text_of(b, q->sorts[i])));
		if (order != 0)
			return q->is_down[i] ? -order : order;
	}
	return 0;
}
