/* Sequences that curses does not know, gathered without waiting for them. */
#include "sequence.h"

#define OLD_REPORT	3	/* characters after ESC [ M: button, x, y */
#define PLACE_MOST	9999	/* no terminal is as wide */

/* The button's number, as it is sent. */
enum {
	BUTTON_KEYS = 4 | 8 | 16,	/* Shift, Alt, Ctrl with it */
	BUTTON_WHEEL = 64,
};

void
sequence_begin(struct sequence *s, char kind, int64_t now_ms)
{
	*s = (struct sequence){ .is_open = true, .kind = kind,
	    .last_ms = now_ms };
}

static void
keep(struct sequence *s, uint32_t c)
{
	if (s->len < sizeof(s->text))
		s->text[s->len] = (char)c;
	s->len++;
}

bool
sequence_take(struct sequence *s, uint32_t c, bool mouse, int64_t now_ms)
{
	if (!s->is_open)
		return false;
	if (now_ms - s->last_ms > SEQUENCE_MS || c < 0x20 ||
	    (c > 0x7E && s->old == 0)) {
		s->is_open = false;
		s->len = 0;
		return false;
	}
	s->last_ms = now_ms;
	keep(s, c);
	if (s->old > 0)
		s->is_open = --s->old > 0;
	else if (mouse && s->kind == '[' && s->len == 1 && c == 'M')
		s->old = OLD_REPORT;
	else
		s->is_open = c < 0x40;
	return true;
}

/* A number and what ends it; -1 where it is none, or is too large. */
static int
number(const char **at, const char *end, char last)
{
	const char *from = *at;
	int n = 0;

	for (; *at < end && **at >= '0' && **at <= '9'; ++*at)
		if ((n = n * 10 + (**at - '0')) > PLACE_MOST)
			return -1;
	if (*at == from || *at == end || **at != last)
		return -1;
	++*at;
	return n;
}

/* Only the form that is asked for, "<button;x;yM", holds any place. */
enum sequence_event
sequence_mouse(const struct sequence *s, int *y, int *x)
{
	const char *at, *end;
	int button;

	if (s->is_open || s->kind != '[' || s->len < 2 ||
	    s->len > sizeof(s->text) || s->text[0] != '<')
		return SEQUENCE_NOTHING;
	at = s->text + 1;
	end = s->text + s->len;
	button = number(&at, end, ';');
	*x = number(&at, end, ';') - 1;
	*y = number(&at, end, 'M') - 1;
	if (button < 0 || *x < 0 || *y < 0)
		return SEQUENCE_NOTHING;
	switch (button & ~BUTTON_KEYS) {
	case 0:
		return SEQUENCE_CLICK;
	case BUTTON_WHEEL:
		return SEQUENCE_WHEEL_UP;
	case BUTTON_WHEEL + 1:
		return SEQUENCE_WHEEL_DOWN;
	default:
		return SEQUENCE_NOTHING;
	}
}
