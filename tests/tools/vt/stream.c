/* The strict reader of what a program writes to its terminal. */
#include "stream.h"

#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/base/text.h>

#include "terminfo.h"

enum { GROUND, ESCAPE, CHARSET, CSI, STRING, STRING_ESCAPE, UTF8 };

#define JUNK_MOST	4000	/* bytes of findings kept */
#define SEQUENCE_MOST	256
#define RAW_MOST	(64u << 20)

/*
 * The form of a sequence: all of it where the numbers say what is done (modes,
 * window operations), else without its numbers.
 */
static void
form_of(struct slice seq, struct buf *form)
{
	char last = seq.len > 0 ? seq.at[seq.len - 1] : 0;
	bool exact = seq.len > 2 && seq.at[1] == '[' &&
	    (seq.at[2] == '?' || seq.at[2] == '>' || last == 't');
	size_t i;

	buf_clear(form);
	for (i = 0; i < seq.len; i++)
		if (exact || seq.len < 2 || seq.at[1] != '[' ||
		    strchr("0123456789;", seq.at[i]) == NULL)
			buf_char(form, seq.at[i]);
}

static void
learn(struct stream *s, struct slice seq)
{
	struct buf form = { 0 };
	char *key;

	form_of(seq, &form);
	key = mem_slice(buf_string(&form), form.len);
	buf_fini(&form);
	if (!map_add(&s->known, str_slice(key), 1)) {
		free(key);
		return;
	}
	s->forms = mem_grow(s->forms, s->form_count + 1, sizeof *s->forms);
	s->forms[s->form_count++] = key;
}

static void
complain(struct stream *s, const char *what, struct slice bytes)
{
	size_t i;

	if (s->junk.len > JUNK_MOST)
		return;
	buf_format(&s->junk, "byte %llu: %s:", (unsigned long long)s->bytes,
	    what);
	for (i = 0; i < bytes.len && i < 40; i++) {
		unsigned char c = (unsigned char)bytes.at[i];

		buf_format(&s->junk, c > 32 && c < 127 ? " %c" : " \\x%02x", c);
	}
	buf_char(&s->junk, '\n');
}

static void
check_known(struct stream *s, const char *what, struct slice seq)
{
	struct buf form = { 0 };
	uint32_t one;

	form_of(seq, &form);
	if (!map_find(&s->known, str_slice(buf_string(&form)), &one))
		complain(s, what, seq);
	buf_fini(&form);
}

static void
note_modes(struct stream *s, struct slice numbers, bool on)
{
	struct slice number;
	int64_t mode;

	while (str_next(&numbers, ';', &number))
		if (str_number(number, &mode) && mode >= 0 &&
		    mode < STREAM_MODES) {
			s->mode[mode] = on;
			s->ever[mode] |= on;
		}
}

static void
note_region(struct stream *s, struct slice numbers)
{
	struct slice top = { 0 }, bottom = { 0 };
	int64_t first = 1, last = s->rows;

	str_next(&numbers, ';', &top);
	str_next(&numbers, ';', &bottom);
	str_number(top, &first);
	str_number(bottom, &last);
	s->region = first > 1 || last < s->rows;
}

static void
finish(struct stream *s, const char *what)
{
	struct slice seq = { buf_string(&s->seq), s->seq.len };
	struct slice inside = { seq.at + 2, seq.len > 3 ? seq.len - 3 : 0 };
	char last = seq.at[seq.len - 1];

	if (seq.len > 2 && seq.at[1] == '[') {
		if (seq.at[2] == '?' && (last == 'h' || last == 'l')) {
			inside.at++;
			inside.len--;
			note_modes(s, inside, last == 'h');
		} else if (last == 'r')
			note_region(s, inside);
	} else if (seq.len == 2 && (last == '=' || last == '>'))
		s->keypad = last == '=';
	check_known(s, what, seq);
	s->state = GROUND;
}

static int
after_escape(char c)
{
	if (c == '[')
		return CSI;
	if (strchr("]PX^_", c) != NULL)
		return STRING;
	if (strchr("()*+-./%# ", c) != NULL)
		return CHARSET;
	return GROUND;
}

/* One byte of an escape sequence; the sequence so far is in s->seq. */
static void
step_sequence(struct stream *s, char c)
{
	buf_char(&s->seq, c);
	switch (s->state) {
	case ESCAPE:
		s->state = after_escape(c);
		if (s->state == GROUND)
			finish(s, "unknown escape sequence");
		break;
	case CSI:
		if (c >= 0x40 && c <= 0x7e)
			finish(s, "unknown control sequence");
		else if (c < 0x20 || c == 0x7f || s->seq.len > SEQUENCE_MOST)
			finish(s, "broken control sequence");
		break;
	case CHARSET:
		finish(s, "unknown character set");
		break;
	case STRING:
		if (c == '\033')
			s->state = STRING_ESCAPE;
		else if (c == '\a' || s->seq.len > SEQUENCE_MOST)
			finish(s, "a string for the terminal");
		break;
	default:
		finish(s, "a string for the terminal");
		break;
	}
}

static void
check_character(struct stream *s)
{
	struct slice bytes = { buf_string(&s->seq), s->seq.len };
	uint32_t point;

	if (text_decode(bytes.at, bytes.len, &point) != bytes.len)
		complain(s, "no UTF-8", bytes);
	else if (text_is_hostile(point))
		complain(s, "hostile character", bytes);
	s->state = GROUND;
}

static size_t
utf8_length(unsigned char first)
{
	if (first < 0xc2 || first > 0xf4)
		return 1;	/* begins nothing */
	return first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
}

static void
step_ground(struct stream *s, char c)
{
	unsigned char byte = (unsigned char)c;

	buf_clear(&s->seq);
	buf_char(&s->seq, c);
	if (c == '\033')
		s->state = ESCAPE;
	else if (byte >= 0x80) {
		s->state = UTF8;
		if (utf8_length(byte) == 1)
			check_character(s);
	} else if (byte < 0x20 || byte == 0x7f)
		check_known(s, "control character",
		    (struct slice){ buf_string(&s->seq), 1 });
}

static void
step_character(struct stream *s, char c)
{
	const char *at = buf_string(&s->seq);

	if (((unsigned char)c & 0xc0) != 0x80) {
		check_character(s);	/* cut short */
		step_ground(s, c);
		return;
	}
	buf_char(&s->seq, c);
	at = buf_string(&s->seq);
	if (s->seq.len == utf8_length((unsigned char)at[0]))
		check_character(s);
}

void
stream_feed(struct stream *s, const char *at, size_t len)
{
	size_t i;

	buf_add(&s->raw, at, len);
	for (i = 0; i < len; i++) {
		s->bytes++;
		if (s->state == GROUND)
			step_ground(s, at[i]);
		else if (s->state == UTF8)
			step_character(s, at[i]);
		else
			step_sequence(s, at[i]);
	}
}

/* A capability's bytes, cut into sequences and single controls. */
static void
learn_capability(void *who, struct slice text)
{
	struct stream *s = who;
	struct stream cut = { 0 };
	size_t i;

	for (i = 0; i < text.len; i++) {
		char c = text.at[i];

		if (cut.state == GROUND && c != '\033') {
			if ((unsigned char)c < 0x20)
				learn(s, (struct slice){ &c, 1 });
			continue;
		}
		if (cut.state == GROUND) {
			buf_clear(&cut.seq);
			buf_char(&cut.seq, c);
			cut.state = ESCAPE;
			continue;
		}
		step_sequence(&cut, c);
		if (cut.state == GROUND)
			learn(s, (struct slice){ buf_string(&cut.seq),
			    cut.seq.len });
	}
	stream_fini(&cut);
}

void
stream_init(struct stream *s, const char *term, int rows)
{
	/* Not in terminfo's standard names, and wanted of a good program. */
	static const char *const extra[] = {
		"\033[?2004h", "\033[?2004l",	/* bracketed paste */
		"\033[b",			/* repeat the last one */
		"\033[?2026h", "\033[?2026l",	/* synchronized output */
		"\033[?1000h", "\033[?1000l", "\033[?1002h", "\033[?1002l",
		"\033[?1006h", "\033[?1006l", "\033[?1006;1000h",
		"\033[?1006;1000l",		/* mouse: has its own check */
	};
	size_t i;

	*s = (struct stream){ .rows = rows };
	s->raw.ceiling = RAW_MOST;
	s->mode[25] = true;
	s->mode[7] = true;
	learn(s, str_slice("\r"));
	learn(s, str_slice("\n"));
	if (!terminfo_open(term))
		return;
	terminfo_each(learn_capability, s);
	for (i = 0; i < sizeof extra / sizeof *extra; i++)
		learn(s, str_slice(extra[i]));
}

void
stream_fini(struct stream *s)
{
	uint32_t i;

	for (i = 0; i < s->form_count; i++)
		free(s->forms[i]);
	free(s->forms);
	map_fini(&s->known);
	buf_fini(&s->seq);
	buf_fini(&s->raw);
	buf_fini(&s->junk);
}

bool
stream_mouse(const struct stream *s)
{
	return s->ever[9] || s->ever[1000] || s->ever[1001] ||
	    s->ever[1002] || s->ever[1003];
}

void
stream_left_over(const struct stream *s, struct buf *out)
{
	static const struct {
		int		 mode;
		bool		 wanted;
		const char	*words;
	} rows[] = {
		{ 1, false, "application cursor keys" },
		{ 7, true, "no wrapping" },
		{ 25, true, "a hidden cursor" },
		{ 47, false, "the alternate screen" },
		{ 1047, false, "the alternate screen" },
		{ 1049, false, "the alternate screen" },
		{ 9, false, "mouse reports" },
		{ 1000, false, "mouse reports" },
		{ 1002, false, "mouse reports" },
		{ 1003, false, "mouse reports" },
		{ 1004, false, "focus reports" },
		{ 1006, false, "mouse reports" },
		{ 2004, false, "bracketed paste" },
		{ 2026, false, "synchronized output" },
	};
	size_t i;

	for (i = 0; i < sizeof rows / sizeof *rows; i++)
		if (s->mode[rows[i].mode] != rows[i].wanted)
			buf_format(out, "left over: %s\n", rows[i].words);
	if (s->keypad)
		buf_text(out, "left over: application keypad\n");
	if (s->region)
		buf_text(out, "left over: a scroll region\n");
	if (s->state != GROUND)
		buf_text(out, "left over: half a sequence\n");
}
