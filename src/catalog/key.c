/*
 * Sort keys: a cell as bytes that memcmp() orders as cell_compare() does, given
 * out eight at a time.
 */
#include "parts.h"

#include <endpane/base/clock.h>
#include <endpane/base/str.h>
#include <endpane/catalog/cell.h>

#include <string.h>

/* Classes of what a kind could read, and of what it could not. */
enum { BELOW_ZERO = 0x10, FROM_ZERO = 0x20, UNREAD = 0xFF };
/* Parts of a version; the end is as many zeros as anyone asks for. */
enum { WORD = 0x40, ZERO = 0x50, NUMBER = 0x80 };

/* Takes the stream of bytes and keeps the eight that are wanted. */
struct writer {
	uint64_t	 key;
	size_t		 skip;		/* bytes before those */
	int		 room;		/* of the eight */
	unsigned char	 flip;		/* 0xFF below zero: all turned round */
	bool		 ended;		/* only padding from here on */
};

static inline void
emit(struct writer *w, unsigned char byte)
{
	if (w->skip > 0)
		w->skip--;
	else if (w->room > 0) {
		w->key = w->key << 8 | (unsigned char)(byte ^ w->flip);
		w->room--;
	}
}

static inline bool
is_full(const struct writer *w)
{
	return w->room == 0;
}

static inline bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Two digits a byte, each plus one, so that the end comes before a zero. */
static void
emit_digits(struct writer *w, struct slice digits)
{
	size_t i;
	int byte;

	for (i = 0; i < digits.len && !is_full(w); i += 2) {
		byte = (digits.at[i] - '0' + 1) << 4;
		if (i + 1 < digits.len)
			byte |= digits.at[i + 1] - '0' + 1;
		emit(w, (unsigned char)byte);
	}
}

static void
emit_long(struct writer *w, size_t value)
{
	int shift;

	for (shift = 24; shift >= 0; shift -= 8)
		emit(w, (unsigned char)(value >> shift));
}

/* How many digits, with more bytes where they are many, then they all. */
static void
emit_run(struct writer *w, unsigned char base, unsigned char most,
    struct slice digits)
{
	if (digits.len < most)
		emit(w, (unsigned char)(base + digits.len));
	else {
		emit(w, (unsigned char)(base + most));
		emit(w, digits.len < 0xFF ? (unsigned char)digits.len : 0xFF);
		if (digits.len >= 0xFF)
			emit_long(w, digits.len);
	}
	emit_digits(w, digits);
}

/* Bytes 0 and 1 become two, since 0 is the end. */
static inline void
emit_char(struct writer *w, unsigned char c)
{
	if (c < 2) {
		emit(w, 1);
		c++;
	}
	emit(w, c);
}

/* The digit run at the start of *s, without its zeros; moves past it. */
static struct slice
take_run(struct slice *s)
{
	struct slice run;
	size_t zeros = 0, len;

	while (zeros < s->len && s->at[zeros] == '0')
		zeros++;
	for (len = zeros; len < s->len && is_digit(s->at[len]);)
		len++;
	run = (struct slice){ s->at + zeros, len - zeros };
	s->at += len, s->len -= len;
	return run;
}

/* As str_compare_natural(): runs of digits by value, folded, then bytes. */
static void
emit_text(struct writer *w, struct slice s)
{
	struct slice rest = s;
	unsigned char c;
	size_t i;

	while (rest.len > 0 && !is_full(w)) {
		c = (unsigned char)rest.at[0];
		if (is_digit(rest.at[0])) {
			emit_run(w, '0', 9, take_run(&rest));
			continue;
		}
		emit_char(w, c >= 'A' && c <= 'Z' ? c | 32 : c);
		rest.at++, rest.len--;
	}
	emit(w, 0);
	for (i = 0; i < s.len && !is_full(w); i++)
		emit_char(w, (unsigned char)s.at[i]);
	emit(w, 0);
}

static void
emit_unread(struct writer *w, struct slice s)
{
	emit(w, UNREAD);
	emit_text(w, s);
}

static void
emit_number(struct writer *w, struct slice s)
{
	unsigned char flip = w->flip;
	struct decimal d;

	if (!cell_decimal(s, &d)) {
		emit_unread(w, s);
		return;
	}
	emit(w, d.negative ? BELOW_ZERO : FROM_ZERO);
	if (d.negative)
		w->flip ^= 0xFF;
	emit_run(w, 0, 0xFF, d.whole);
	emit_digits(w, d.part);
	emit(w, 0);
	w->flip = flip;
}

static void
emit_time(struct writer *w, struct slice s)
{
	int64_t ms;
	int shift;

	if (!clock_parse(s, &ms)) {
		emit_unread(w, s);
		return;
	}
	emit(w, FROM_ZERO);
	for (shift = 48; shift >= 0; shift -= 8)
		emit(w, (unsigned char)((uint64_t)ms >> shift));
}

static void
emit_version(struct writer *w, struct slice s)
{
	struct slice part, run;

	if (s.len > 1 && (s.at[0] | 32) == 'v' && is_digit(s.at[1]))
		s.at++, s.len--;
	while (s.len > 0 && !is_full(w)) {
		part = cell_version_part(&s);
		if (!is_digit(part.at[0])) {
			emit(w, WORD);
			emit_text(w, part);
			continue;
		}
		run = take_run(&part);
		if (run.len == 0)
			emit(w, ZERO);
		else
			emit_run(w, NUMBER, 0x7F, run);
	}
	w->ended = s.len == 0 && !is_full(w);
	while (!is_full(w))
		emit(w, ZERO);
}

static void
emit_flag(struct writer *w, struct slice s)
{
	bool flag;

	if (cell_flag(s, &flag))
		emit(w, flag ? 2 : 1);
	else
		emit_unread(w, s);
}

bool
cell_key(const struct cat_column *column, struct slice raw, unsigned depth,
    uint64_t *key)
{
	struct writer w = { .skip = (size_t)depth * 8, .room = 8 };

	switch (column->kind) {
	case CAT_TEXT:
	case CAT_ID:
		emit_text(&w, raw);
		break;
	case CAT_NUMBER:
		emit_number(&w, raw);
		break;
	case CAT_VERSION:
		emit_version(&w, raw);
		break;
	case CAT_FLAG:
		emit_flag(&w, raw);
		break;
	case CAT_MILLIS:
	case CAT_STAMP:
		emit_time(&w, raw);
		break;
	case CAT_CHOICE:
		emit_text(&w, cell_choice(column, raw));
		break;
	case CAT_SECRET:
		break;
	}
	*key = w.room == 8 ? 0 : w.key << w.room * 8;
	return w.room == 0 && !w.ended;
}
