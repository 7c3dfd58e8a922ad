/* The brake: may this be sent, and what must be said first? Pure. */
#include <endpane/base/str.h>
#include <endpane/op/guard.h>

#include <stdio.h>
#include <string.h>
#include <strings.h>

static void
expect_count(struct guard_answer *answer, size_t objects)
{
	answer->way = GUARD_COUNT;
	snprintf(answer->expects, sizeof(answer->expects), "%zu", objects);
}

/* What a dialog or a prompt wants to see typed. */
static void
choose(const struct guard_asked *asked, struct guard_answer *answer)
{
	if (asked->objects > 1) {
		expect_count(answer, asked->objects);
		return;
	}
	/* A name too long to type exactly cannot be asked for. */
	if (asked->op->risk == CAT_GRAVE && asked->name != NULL &&
	    asked->name[0] != '\0' &&
	    strlen(asked->name) < sizeof(answer->expects)) {
		answer->way = GUARD_NAME;
		snprintf(answer->expects, sizeof(answer->expects), "%s",
		    asked->name);
		return;
	}
	answer->way = GUARD_YES;
	snprintf(answer->expects, sizeof(answer->expects), "y");
}

void
guard_ask(const struct guard_asked *asked, struct guard_answer *answer)
{
	memset(answer, 0, sizeof(*answer));
	answer->way = GUARD_GO;
	if (!cat_writes(asked->op))
		return;
	if (asked->read_only) {
		answer->way = GUARD_REFUSE;
		err_set(&answer->err, ERR_GUARD,
		    "read-only: nothing that writes is sent");
	} else if (asked->objects == 0) {
		answer->way = GUARD_REFUSE;
		err_set(&answer->err, ERR_GUARD,
		    "no target: an empty list is never sent; name the objects");
	} else if (asked->from_screen ||
	    (asked->op->flags & CAT_ASKS) != 0 ||
	    asked->op->risk == CAT_GRAVE ||
	    asked->objects > asked->confirm_above)
		choose(asked, answer);
}

bool
guard_accepts(const struct guard_answer *answer, const char *typed,
    bool by_flag)
{
	struct slice said = str_trim(str_slice(typed));

	switch (answer->way) {
	case GUARD_GO:
		return true;
	case GUARD_YES:
		return by_flag || str_is_folded(said, "y") ||
		    str_is_folded(said, "yes");
	case GUARD_COUNT:
	case GUARD_NAME:
		return by_flag || str_is(said, answer->expects);
	case GUARD_REFUSE:
		return false;
	}
	return false;
}

/* Does that word stand at place i, between blanks and brackets? */
static bool
is_word(struct slice s, size_t i, const char *word)
{
	size_t len = strlen(word);

	return i + len <= s.len && strncasecmp(s.at + i, word, len) == 0 &&
	    (i == 0 || strchr(" ()", s.at[i - 1]) != NULL) &&
	    (i + len == s.len || strchr(" ()", s.at[i + len]) != NULL);
}

static bool
has_word(struct slice s, const char *word)
{
	size_t i;

	for (i = 0; i < s.len; i++)
		if (is_word(s, i, word))
			return true;
	return false;
}

/* Cuts the next word off; what brackets and blanks stand before it goes. */
static struct slice
take_word(struct slice *rest)
{
	struct slice word;

	while (rest->len > 0 && strchr(" (", rest->at[0]) != NULL)
		rest->at++, rest->len--;
	word = (struct slice){ rest->at, 0 };
	while (rest->len > 0 && strchr(" ()", rest->at[0]) == NULL) {
		word.len++;
		rest->at++, rest->len--;
	}
	return word;
}

/* "COL op value" with an operator that narrows, and a value that is one. */
static bool
comparison_narrows(struct slice s)
{
	static const char *const good[] = { "eq", "co", "sw", "ew" };
	struct slice column = take_word(&s), op;
	bool narrows = false;
	size_t i;

	if (column.len == 0 || s.len == 0 || s.at[0] != ' ')
		return false;
	op = take_word(&s);
	for (i = 0; i < sizeof(good) / sizeof(good[0]); i++)
		narrows = narrows || str_is_folded(op, good[i]);
	/* A value that is only marks or wildcards is none. */
	for (i = 0; narrows && i < s.len; i++)
		if (strchr(" ()*\"'%", s.at[i]) == NULL)
			return true;
	return false;
}

/* Between two brackets it joins comparisons; elsewhere it is of a value. */
static bool
is_and(struct slice s, size_t i)
{
	size_t before = i, behind = i + 3;

	if (!is_word(s, i, "and"))
		return false;
	while (before > 0 && s.at[before - 1] == ' ')
		before--;
	while (behind < s.len && s.at[behind] == ' ')
		behind++;
	return before > 0 && s.at[before - 1] == ')' && behind < s.len &&
	    s.at[behind] == '(';
}

/* One of several that are joined by "and" is enough. */
static bool
side_narrows(struct slice side)
{
	size_t i, from = 0;

	if (has_word(side, "not"))
		return false;
	for (i = 0; i <= side.len; i++) {
		if (i < side.len && !is_and(side, i))
			continue;
		if (comparison_narrows((struct slice){ side.at + from,
		    i - from }))
			return true;
		from = i + 3;
	}
	return false;
}

static bool
is_balanced(struct slice s)
{
	int depth = 0;
	size_t i;

	for (i = 0; i < s.len && depth >= 0; i++)
		depth += (s.at[i] == '(') - (s.at[i] == ')');
	return depth == 0;
}

static bool
too_wide(const char *why, struct err *err)
{
	return err_set(err, ERR_GUARD, "refused: the filter %s and does not "
	    "narrow; nothing was sent; name the objects, or give one that "
	    "does", why);
}

/*
 * "or" widens, so every side of one must narrow, whatever the brackets: a
 * computer that none of the sides takes is taken by no way of joining them.
 */
bool
guard_filter(const char *filter, struct err *err)
{
	struct slice whole = str_trim(str_slice(filter));
	size_t i, from = 0;

	if (whole.len == 0)
		return too_wide("is empty", err);
	if (whole.len > 500)
		return too_wide("is too long to be judged", err);
	if (strspn(whole.at, " ()*%") >= whole.len)
		return too_wide("is only a wildcard", err);
	if (!is_balanced(whole))
		return too_wide("has a bracket too many", err);
	for (i = 0; i < whole.len; i++) {
		if (!is_word(whole, i, "or"))
			continue;
		if (!side_narrows((struct slice){ whole.at + from, i - from }))
			return too_wide("has a side that matches everything",
			    err);
		from = i + 2;
	}
	if (!side_narrows((struct slice){ whole.at + from, whole.len - from }))
		return too_wide("names no value (only pr, ne, not or order)",
		    err);
	return true;
}
