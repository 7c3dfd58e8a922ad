/* An answer while it is written: JSON straight into a buf, no tree. */
#include "say.h"

#include <string.h>

#define DIGITS 24		/* of any number said here, sign included */

/* What a hostile server may put behind any text; JSON text, not C text. */
static const char *const attacks[] = {
	"\\u001b[2J\\u001b]0;owned\\u0007",
	"\\u009b31m\\u0085",
	"\342\200\256gnp.exe\342\200\254",
	"\\nnew line\\r\\ttab\\u0000nul",
	"\xF3\xA0\x81\x81\xF3\xA0\x81\x82",
	"\xE2\x80\x8B\xE2\x80\x8D\xEF\xBB\xBF",
	"\xC0\xAF\xE0\x80\xAF\xFF\xFE",
	"=cmd|' /C calc'!A0",
	"e\xCC\x81\xCC\x82\xCC\x83\xCC\x84\xCC\x85\xCC\x86\xCC\x87",
	"\\\"},{\\\"device_id\\\":1}",
	"\xE2\x80\xA8\xE2\x80\xA9\\ud800",
};

static void
say_key(struct reply *r, const char *key, size_t more)
{
	struct buf *b = &r->body;
	char last = b->len > 0 ? b->at[b->len - 1] : '[';
	size_t len = key != NULL ? strlen(key) : 0;
	char *p;

	if (!buf_reserve(b, len + more + 4))
		return;
	p = b->at + b->len;
	if (last != '{' && last != '[')
		*p++ = ',';
	if (key != NULL) {
		*p++ = '"';
		memcpy(p, key, len);
		p += len;
		*p++ = '"';
		*p++ = ':';
	}
	*p = '\0';
	b->len = (size_t)(p - b->at);
}

void
say_open(struct reply *r, const char *key, char bracket)
{
	if (r->body.len > 0 || key != NULL)
		say_key(r, key, 1);
	buf_char(&r->body, bracket);
}

void
say_close(struct reply *r, char bracket)
{
	buf_char(&r->body, bracket);
}

static void
escape_one(struct buf *b, unsigned char c)
{
	static const char hex[] = "0123456789abcdef";
	const char u[6] = { '\\', 'u', '0', '0', hex[c >> 4], hex[c & 15] };

	if (c < 0x20)
		buf_add(b, u, sizeof(u));
	else {
		buf_char(b, '\\');
		buf_char(b, (char)c);
	}
}

static void
escape(struct buf *b, struct slice text)
{
	const unsigned char *at = (const unsigned char *)text.at;
	size_t i, from = 0;

	for (i = 0; i < text.len; i++) {
		if (at[i] >= 0x20 && at[i] != '"' && at[i] != '\\')
			continue;
		buf_add(b, text.at + from, i - from);
		escape_one(b, at[i]);
		from = i + 1;
	}
	buf_add(b, text.at + from, text.len - from);
}

static void
say_attack(struct reply *r)
{
	size_t count = sizeof(attacks) / sizeof(attacks[0]), i;
	unsigned turn = r->turn++;

	if (turn % 64 == 17) {
		for (i = 0; i < 1024; i++)
			buf_text(&r->body, "0123456789");
		return;
	}
	buf_text(&r->body, attacks[turn % count]);
}

void
say_slice(struct reply *r, const char *key, struct slice text)
{
	say_key(r, key, text.len + 2);
	buf_char(&r->body, '"');
	if (text.len > 0)
		escape(&r->body, text);
	if (r->is_hostile)
		say_attack(r);
	buf_char(&r->body, '"');
}

void
say_text(struct reply *r, const char *key, const char *text)
{
	say_slice(r, key, (struct slice){ text, strlen(text) });
}

void
say_word(struct reply *r, const char *key, const char *word)
{
	bool was = r->is_hostile;

	r->is_hostile = false;
	say_text(r, key, word);
	r->is_hostile = was;
}

static char *
digits(uint64_t n, char *end)
{
	do
		*--end = (char)('0' + n % 10);
	while ((n /= 10) > 0);
	return end;
}

void
say_id(struct reply *r, const char *key, uint64_t id)
{
	char text[DIGITS], *end = text + DIGITS, *p = digits(id, end);

	say_key(r, key, DIGITS);
	buf_add(&r->body, p, (size_t)(end - p));
}

void
say_id_text(struct reply *r, const char *key, uint64_t id)
{
	char text[DIGITS], *end = text + DIGITS, *p = digits(id, end);

	say_key(r, key, DIGITS + 2);
	buf_char(&r->body, '"');
	buf_add(&r->body, p, (size_t)(end - p));
	buf_char(&r->body, '"');
}

void
say_int(struct reply *r, const char *key, int64_t number)
{
	char text[DIGITS], *end = text + DIGITS, *p;

	p = digits(number < 0 ? 0 - (uint64_t)number : (uint64_t)number, end);
	if (number < 0)
		*--p = '-';
	say_key(r, key, DIGITS);
	buf_add(&r->body, p, (size_t)(end - p));
}

void
say_tenths(struct reply *r, const char *key, int64_t tenths)
{
	char last[2] = { '.', (char)('0' + tenths % 10) };

	say_int(r, key, tenths / 10);
	buf_add(&r->body, last, 2);
}

void
say_flag(struct reply *r, const char *key, bool flag)
{
	say_raw(r, key, flag ? "true" : "false");
}

void
say_raw(struct reply *r, const char *key, const char *literal)
{
	say_key(r, key, strlen(literal));
	buf_text(&r->body, literal);
}
