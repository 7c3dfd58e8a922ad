/* Asks terminfo what a terminal understands. */
#include "terminfo.h"

#include <endpane/base/buf.h>

#include <unistd.h>

#include <curses.h>
#include <term.h>

static bool is_open;

bool
terminfo_open(const char *term)
{
	int why = 0;

	is_open = setupterm(term, STDOUT_FILENO, &why) == OK;
	return is_open;
}

const char *
terminfo_key(const char *capability)
{
	const char *text;

	if (!is_open)
		return NULL;
	text = tigetstr(capability);
	return text == (const char *)-1 ? NULL : text;
}

/* Delays are written as $<5/>; a terminal never sees them. */
static void
without_delays(const char *text, struct buf *out)
{
	const char *end;

	while (*text != '\0') {
		if (text[0] == '$' && text[1] == '<' &&
		    (end = strchr(text, '>')) != NULL)
			text = end + 1;
		else
			buf_char(out, *text++);
	}
}

/*
 * Keys (k…) are input, and u6 to u9 ask the terminal to speak. Strings as
 * parameters are for printers; a character as one says nothing of the form.
 */
static bool
is_plain_output(const char *name, const char *text)
{
	bool asks = name[0] == 'u' && name[1] >= '6' && name[1] <= '9';

	return name[0] != 'k' && !asks && strstr(text, "%s") == NULL &&
	    strstr(text, "%l") == NULL && strstr(text, "%c") == NULL;
}

void
terminfo_each(terminfo_fn *each, void *who)
{
	/* Colour capabilities differ below 8, below 16 and above. */
	static const int first[] = { 0, 1, 2, 8, 20, 200 };
	struct buf plain = { 0 };
	const char *text;
	size_t i, j;

	for (i = 0; strnames[i] != NULL; i++) {
		text = terminfo_key(strnames[i]);
		if (text == NULL || !is_plain_output(strnames[i], text))
			continue;
		for (j = 0; j < sizeof first / sizeof *first; j++) {
			const char *full = tparm(text, first[j], 3, 1, 1, 0, 0,
			    0, 0, 0);

			if (full == NULL)
				continue;
			buf_clear(&plain);
			without_delays(full, &plain);
			each(who, (struct slice){ buf_string(&plain),
			    plain.len });
		}
	}
	buf_fini(&plain);
}
