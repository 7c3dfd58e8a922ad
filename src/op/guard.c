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
		    "no target: an empty list is never sent");
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

static bool
is_word(const char *p, const char *start, const char *word, size_t len)
{
	bool left = p == start || strchr(" ()", p[-1]) != NULL;

	return left && strncasecmp(p, word, len) == 0 &&
	    (p[len] == ' ' || p[len] == ')' || p[len] == '(' ||
	    p[len] == '\0');
}

/* True where a comparison with that operator stands in the filter. */
static bool
has_word(const char *filter, const char *word)
{
	size_t len = strlen(word);
	const char *p;

	for (p = filter; *p != '\0'; p++)
		if (is_word(p, filter, word, len))
			return true;
	return false;
}

static bool
too_wide(const char *why, struct err *err)
{
	return err_set(err, ERR_GUARD,
	    "refused: the filter %s and does not narrow", why);
}

/*
 * The operator of one comparison narrows when it names a value: "COL eq x".
 * "or" widens again, so every side must narrow; "and" needs one side.
 */
static bool
side_narrows(struct slice side)
{
	static const char *const good[] = { "eq", "co", "sw", "ew", NULL };
	char text[600];
	const char *p;
	size_t i, len;

	if (side.len >= sizeof(text))
		return false;
	memcpy(text, side.at, side.len);
	text[side.len] = '\0';
	if (has_word(text, "not"))
		return false;
	for (i = 0; good[i] != NULL; i++)
		for (p = text; *p != '\0'; p++) {
			len = strlen(good[i]);
			if (p == text || !is_word(p, text, good[i], len))
				continue;
			p += len;
			/* A value that is only marks or wildcards is none. */
			if (strspn(p, " ()*\"'%") < strlen(p))
				return true;
		}
	return false;
}

bool
guard_filter(const char *filter, struct err *err)
{
	struct slice whole = str_trim(str_slice(filter));
	const char *from, *p;

	if (whole.len == 0)
		return too_wide("is empty", err);
	if (whole.len > 500)
		return too_wide("is too long to be judged", err);
	if (strspn(whole.at, " ()*%") >= whole.len)
		return too_wide("is only a wildcard", err);
	from = whole.at;
	for (p = whole.at; p < whole.at + whole.len; p++) {
		if (!is_word(p, whole.at, "or", 2))
			continue;
		if (!side_narrows((struct slice){ from, (size_t)(p - from) }))
			return too_wide("has a side that matches everything",
			    err);
		from = p + 2;
	}
	if (!side_narrows((struct slice){ from,
	    (size_t)(whole.at + whole.len - from) }))
		return too_wide("names no value (only pr, ne, not or order)",
		    err);
	return true;
}
