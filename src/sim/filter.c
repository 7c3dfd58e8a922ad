/* ADManager Plus filters: a small tree, made and asked. */
#include "filter.h"

#include <endpane/base/mem.h>
#include <endpane/base/str.h>

#include <stdlib.h>
#include <string.h>

#define DEPTH	16

enum op { OP_EQ, OP_NE, OP_CO, OP_SW, OP_EW, OP_LT, OP_LE, OP_GT, OP_GE,
	OP_AND, OP_OR, OP_NOT };

static const char *const op_names[] = { "eq", "ne", "co", "sw", "ew", "lt",
	"le", "gt", "ge" };

struct filter {
	enum op		 op;
	enum column	 column;
	char		*value;
	struct filter	*left;		/* of and, or; the one of not */
	struct filter	*right;
};

struct reader {
	const char	*at;
	const char	*end;
	const char	*why;
	int		 depth;
};

void
filter_free(struct filter *f)
{
	if (f == NULL)
		return;
	filter_free(f->left);
	filter_free(f->right);
	free(f->value);
	free(f);
}

static struct filter *
node(enum op op, struct filter *left, struct filter *right)
{
	struct filter *f = mem_alloc(sizeof(*f));

	f->op = op;
	f->left = left;
	f->right = right;
	return f;
}

static void
blanks(struct reader *r)
{
	while (r->at < r->end && *r->at == ' ')
		r->at++;
}

static bool
takes_word(struct reader *r, const char *word)
{
	size_t len = strlen(word);

	blanks(r);
	if ((size_t)(r->end - r->at) <= len ||
	    strncasecmp(r->at, word, len) != 0 ||
	    (r->at[len] != ' ' && r->at[len] != '('))
		return false;
	r->at += len;
	return true;
}

static struct filter *
fail(struct reader *r, const char *why)
{
	if (r->why == NULL)
		r->why = why;
	return NULL;
}

static struct slice
one_word(struct reader *r)
{
	struct slice s;

	blanks(r);
	s.at = r->at;
	while (r->at < r->end && *r->at != ' ' && *r->at != '(' &&
	    *r->at != ')')
		r->at++;
	s.len = (size_t)(r->at - s.at);
	return s;
}

/* Behind "COL op": the value up to the closing bracket, own ones or not. */
static struct filter *
value(struct reader *r, enum column column, enum op op)
{
	struct slice text;
	bool own;
	struct filter *f;

	blanks(r);
	own = r->at < r->end && *r->at == '(';
	if (own)
		r->at++;
	text.at = r->at;
	while (r->at < r->end && *r->at != ')' && *r->at != '(')
		r->at++;
	text.len = (size_t)(r->at - text.at);
	text = str_trim(text);
	if (r->at == r->end || *r->at != ')' || text.len == 0)
		return fail(r, "a comparison without value");
	r->at++;
	blanks(r);
	if (own && (r->at == r->end || *r->at++ != ')'))
		return fail(r, "a bracket is missing");
	f = node(op, NULL, NULL);
	f->column = column;
	f->value = mem_slice(text.at, text.len);
	return f;
}

static struct filter *
comparison(struct reader *r)
{
	struct slice column = one_word(r), name;
	enum column which;
	size_t i;

	if (!computer_column_named(column, &which))
		return fail(r, "a column that cannot be searched");
	name = one_word(r);
	for (i = 0; i < sizeof(op_names) / sizeof(op_names[0]); i++)
		if (str_is_folded(name, op_names[i]))
			return value(r, which, (enum op)i);
	return fail(r, "no such operator");
}

static struct filter *expression(struct reader *r);

/* "(COL op value)", "(a and b)" or "not (…)". */
static struct filter *
term(struct reader *r)
{
	struct filter *f;
	const char *from;

	if (++r->depth > DEPTH)
		return fail(r, "too deep");
	if (takes_word(r, "not")) {
		f = term(r);
		r->depth--;
		return f != NULL ? node(OP_NOT, f, NULL) : NULL;
	}
	blanks(r);
	if (r->at == r->end || *r->at != '(')
		return fail(r, "a comparison stands in brackets");
	from = ++r->at;
	blanks(r);
	if (*r->at != '(' && !takes_word(r, "not"))
		f = comparison(r);
	else {
		r->at = from;
		f = expression(r);
		blanks(r);
		if (f != NULL && (r->at == r->end || *r->at++ != ')')) {
			filter_free(f);
			f = fail(r, "a bracket is missing");
		}
	}
	r->depth--;
	return f;
}

static struct filter *
expression(struct reader *r)
{
	struct filter *left = term(r), *right;
	enum op op;

	while (left != NULL) {
		if (takes_word(r, "and"))
			op = OP_AND;
		else if (takes_word(r, "or"))
			op = OP_OR;
		else
			return left;
		right = term(r);
		if (right == NULL) {
			filter_free(left);
			return NULL;
		}
		left = node(op, left, right);
	}
	return NULL;
}

struct filter *
filter_parse(const char *text, const char **why)
{
	struct reader r = { text, text + strlen(text), NULL, 0 };
	struct filter *f = expression(&r);

	blanks(&r);
	if (f != NULL && r.at < r.end) {
		filter_free(f);
		f = fail(&r, "something stands behind the filter");
	}
	*why = r.why;
	return f;
}

static bool
compares(const struct filter *f, const char *have)
{
	size_t have_len = strlen(have), len = strlen(f->value);

	switch ((int)f->op) {
	case OP_EQ:
		return strcasecmp(have, f->value) == 0;
	case OP_NE:
		return strcasecmp(have, f->value) != 0;
	case OP_CO:
		return strcasestr(have, f->value) != NULL;
	case OP_SW:
		return strncasecmp(have, f->value, len) == 0;
	case OP_EW:
		return have_len >= len &&
		    strcasecmp(have + have_len - len, f->value) == 0;
	case OP_LT:
		return strcasecmp(have, f->value) < 0;
	case OP_LE:
		return strcasecmp(have, f->value) <= 0;
	case OP_GT:
		return strcasecmp(have, f->value) > 0;
	default:
		return strcasecmp(have, f->value) >= 0;
	}
}

bool
filter_fits(const struct filter *f, const struct estate *e,
    const struct computer *c)
{
	char have[320];

	switch ((int)f->op) {
	case OP_AND:
		return filter_fits(f->left, e, c) &&
		    filter_fits(f->right, e, c);
	case OP_OR:
		return filter_fits(f->left, e, c) ||
		    filter_fits(f->right, e, c);
	case OP_NOT:
		return !filter_fits(f->left, e, c);
	default:
		computer_column(e, c, f->column, have, sizeof(have));
		return compares(f, have);
	}
}

bool
filter_narrows(const struct filter *f)
{
	switch ((int)f->op) {
	case OP_AND:
		return filter_narrows(f->left) || filter_narrows(f->right);
	case OP_OR:
		return filter_narrows(f->left) && filter_narrows(f->right);
	case OP_NOT:
	case OP_NE:
		return false;
	default:
		return strcmp(f->value, "*") != 0;
	}
}

const char *
filter_name(const struct filter *f, bool *is_sam)
{
	*is_sam = f->column == COL_SAM_ACCOUNT_NAME;
	return f->op == OP_EQ && (*is_sam ||
	    f->column == COL_COMPUTER_NAME) ? f->value : NULL;
}
