/* Growing bytes up to a ceiling. */
#include <endpane/base/buf.h>
#include <endpane/base/mem.h>

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CEILING ((size_t)1 << 30)
#define SMALL	((size_t)1 << 16)	/* without these nothing works */

void
buf_fini(struct buf *b)
{
	size_t ceiling = b->ceiling;

	free(b->at);
	memset(b, 0, sizeof(*b));
	b->ceiling = ceiling;
}

void
buf_wipe(struct buf *b)
{
	if (b->at != NULL)
		explicit_bzero(b->at, b->room);
	buf_fini(b);
}

void
buf_clear(struct buf *b)
{
	b->len = 0;
	b->full = false;
	if (b->at != NULL)
		b->at[0] = '\0';
}

bool
buf_reserve(struct buf *b, size_t more)
{
	size_t ceiling = b->ceiling > 0 ? b->ceiling : CEILING;
	size_t room = b->room > 0 ? b->room : 64;
	char *fresh;

	if (b->full || more > ceiling || b->len > ceiling - more) {
		b->full = true;
		return false;
	}
	if (b->len + more + 1 <= b->room)
		return true;
	while (room < b->len + more + 1)
		room += room / 2 + 64;
	fresh = realloc(b->at, room);
	/* What is cut unnoticed for so little would be wrong, not short. */
	if (fresh == NULL && room <= SMALL)
		mem_is_out();
	if (fresh == NULL) {
		b->full = true;
		return false;
	}
	b->at = fresh;
	b->room = room;
	return true;
}

bool
buf_add(struct buf *b, const char *at, size_t len)
{
	if (!buf_reserve(b, len))
		return false;
	if (len > 0)
		memcpy(b->at + b->len, at, len);
	b->len += len;
	b->at[b->len] = '\0';
	return true;
}

bool
buf_text(struct buf *b, const char *text)
{
	return buf_add(b, text, strlen(text));
}

bool
buf_char(struct buf *b, char c)
{
	return buf_add(b, &c, 1);
}

bool
buf_slice(struct buf *b, struct slice s)
{
	return buf_add(b, s.at, s.len);
}

bool
buf_folded(struct buf *b, struct slice s)
{
	bool good = true;
	size_t i;

	for (i = 0; good && i < s.len; i++)
		good = buf_char(b, s.at[i] >= 'A' && s.at[i] <= 'Z' ?
		    (char)(s.at[i] - 'A' + 'a') : s.at[i]);
	return good;
}

bool
buf_format(struct buf *b, const char *format, ...)
{
	va_list args;
	int len;

	va_start(args, format);
	len = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (len < 0 || !buf_reserve(b, (size_t)len))
		return false;
	va_start(args, format);
	vsnprintf(b->at + b->len, (size_t)len + 1, format, args);
	va_end(args);
	b->len += (size_t)len;
	return true;
}

const char *
buf_string(const struct buf *b)
{
	return b->at != NULL ? b->at : "";
}

char *
buf_take(struct buf *b, size_t *len)
{
	char *at = b->at;

	if (len != NULL)
		*len = b->len;
	b->at = NULL;
	b->len = b->room = 0;
	return at;
}
