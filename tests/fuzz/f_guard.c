/*
 * op/guard.c and the exact filters: what is let through narrows. The claim is
 * held against a stranger, a computer none of whose values has any of the words
 * of the filter: a filter that could take it is one that takes everybody.
 */
#include <endpane/op/guard.h>

#include "plans.h"

enum taken { NO, YES, BROKEN };

struct reader {
	const char	*at;
	int		 depth;
	bool		 left_first;	/* "and" does not bind closer */
};

static enum taken alternatives(struct reader *r);

static void
blanks(struct reader *r)
{
	while (*r->at == ' ')
		r->at++;
}

static bool
sign(struct reader *r, char c)
{
	if (*r->at != c)
		return false;
	r->at++;
	return true;
}

static bool
word(struct reader *r, const char *text)
{
	size_t len = strlen(text);

	blanks(r);
	if (strncasecmp(r->at, text, len) != 0 ||
	    (r->at[len] != ' ' && r->at[len] != '(' && r->at[len] != ')' &&
	    r->at[len] != '\0'))
		return false;
	r->at += len;
	return true;
}

/* Behind "COL": would the stranger pass? */
static enum taken
comparison(struct reader *r)
{
	static const char *const exact[] = { "eq", "co", "sw", "ew" };
	bool is_exact = false, own;
	const char *from;
	size_t i;

	if (word(r, "pr"))
		return YES;
	for (i = 0; i < 4 && !is_exact; i++)
		is_exact = word(r, exact[i]);
	if (!is_exact && !word(r, "ne") && !word(r, "gt") && !word(r, "ge") &&
	    !word(r, "lt") && !word(r, "le"))
		return BROKEN;
	blanks(r);
	own = *r->at == '(';
	r->at += own;
	from = r->at;
	r->at += strcspn(r->at, "()");
	if (own && !sign(r, ')'))
		return BROKEN;
	return is_exact && strspn(from, " *%'\"") <
	    strcspn(from, "()") ? NO : YES;
}

static enum taken
term(struct reader *r)
{
	enum taken inner;

	if (++r->depth > 40)
		return BROKEN;
	blanks(r);
	if (word(r, "not")) {
		inner = term(r);
		return inner == BROKEN ? BROKEN : inner == YES ? NO : YES;
	}
	if (!sign(r, '('))
		return BROKEN;
	blanks(r);
	if (*r->at == '(' || strncasecmp(r->at, "not ", 4) == 0 ||
	    strncasecmp(r->at, "not(", 4) == 0)
		inner = alternatives(r);
	else {
		r->at += strcspn(r->at, " ()");
		inner = comparison(r);
	}
	blanks(r);
	return sign(r, ')') ? inner : BROKEN;
}

static enum taken
both(struct reader *r)
{
	enum taken all = term(r), one;

	while (all != BROKEN && word(r, "and")) {
		one = term(r);
		all = one == BROKEN ? BROKEN :
		    all == YES && one == YES ? YES : NO;
	}
	return all;
}

static enum taken
alternatives(struct reader *r)
{
	enum taken any = r->left_first ? term(r) : both(r), one;
	bool is_or;

	while (any != BROKEN && ((is_or = word(r, "or")) ||
	    (r->left_first && word(r, "and")))) {
		one = r->left_first ? term(r) : both(r);
		if (one == BROKEN)
			return BROKEN;
		any = is_or ? (any == YES || one == YES ? YES : NO) :
		    (any == YES && one == YES ? YES : NO);
	}
	return any;
}

static enum taken
stranger(const char *filter, bool left_first)
{
	struct reader r = { filter, 0, left_first };
	enum taken taken = alternatives(&r);

	blanks(&r);
	return *r.at == '\0' ? taken : BROKEN;
}

/* A filter made of one name asks for that name and for nothing else. */
static void
check_seek(const char *name, unsigned choice)
{
	struct cat_settings set = fuzz_settings;
	struct buf path = { 0 }, query = { 0 }, filter = { 0 };
	const struct cat_op *op = cat_op(cat_resource(str_slice("computers"),
	    NULL), str_slice("disable"));
	struct args args = { 0 };
	const char *at, *value;
	struct err err;

	set.filter_paren = (choice & 1) != 0;
	args_add(&args, "domain", str_slice("corp.example.com"));
	if (op->ways->seek(&args, name, &set, (int)(choice >> 1 & 3), &path,
	    &query)) {
		at = strstr(buf_string(&query), "filter=");
		MUST(at != NULL);
		MUST(str_url_decode((struct slice){ at + 7,
		    strcspn(at + 7, "&") }, &filter));
		MUST(guard_filter(buf_string(&filter), &err));
		MUST(stranger(buf_string(&filter), false) == NO);
		value = strstr(strstr(buf_string(&filter), " eq ") + 4, name);
		MUST(value != NULL);
		MUST(strspn(value + strlen(name), "$)") ==
		    strlen(value + strlen(name)));
	}
	args_fini(&args);
	buf_fini(&path);
	buf_fini(&query);
	buf_fini(&filter);
}

int
LLVMFuzzerTestOneInput(const uint8_t *at, size_t len)
{
	struct slice in = fuzz_input(at, len);
	unsigned choice = fuzz_byte(&in);
	char *text = strndup(in.len > 0 ? in.at : "", in.len);
	struct err err = { 0 };

	if (guard_filter(text, &err)) {
		MUST(stranger(text, false) != YES);
		MUST(stranger(text, true) != YES);
	} else
		MUST(err.code == ERR_GUARD);
	check_seek(text, choice);
	free(text);
	return 0;
}
