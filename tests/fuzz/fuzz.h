/*
 * What the fuzz targets share: the entry that libFuzzer and replay.c call, the
 * input taken apart, and claims that must hold whatever came in.
 */
#ifndef FUZZ_H
#define FUZZ_H

#include <endpane/base/buf.h>
#include <endpane/base/str.h>
#include <endpane/base/text.h>

#include <locale.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

int	LLVMFuzzerTestOneInput(const uint8_t *at, size_t len);

#define MUST(claim) \
	((claim) ? (void)0 : fuzz_broken(__FILE__, __LINE__, #claim))

static inline _Noreturn void
fuzz_broken(const char *file, int line, const char *claim)
{
	fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, claim);
	abort();
}

static inline struct slice
fuzz_input(const uint8_t *at, size_t len)
{
	return (struct slice){ (const char *)at, len };
}

/* The next byte, 0 at the end: what a target chooses by. */
static inline unsigned
fuzz_byte(struct slice *rest)
{
	if (rest->len == 0)
		return 0;
	rest->len--;
	return (unsigned char)*rest->at++;
}

/* The next line, owned by the caller; "" at the end. */
static inline char *
fuzz_line(struct slice *rest)
{
	struct slice line = { "", 0 };

	str_next(rest, '\n', &line);
	return strndup(line.len > 0 ? line.at : "", line.len);
}

static inline struct slice
fuzz_slice(const struct buf *b)
{
	return (struct slice){ buf_string(b), b->len };
}

/* What no reader of ours may ever be shown, from the standard's own list. */
static inline bool
fuzz_is_foul(wchar_t c)
{
	return c < 0x20 || c > 0x10FFFF || (c >= 0x7F && c < 0xA0) || c == 0x61C ||
	    (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) ||
	    (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF ||
	    (c >= 0xE0000 && c <= 0xE007F);
}

/* Valid UTF-8 by libc's reading, and nothing foul but what may be there. */
static inline bool
fuzz_is_clean(struct slice s, const char *may)
{
	mbstate_t state = { 0 };
	wchar_t c;
	size_t took;

	for (; s.len > 0; s.at += took, s.len -= took) {
		if (s.at[0] > 0 && strchr(may, s.at[0]) != NULL) {
			took = 1;
			continue;
		}
		took = mbrtowc(&c, s.at, s.len, &state);
		if (took == 0 || took > s.len || fuzz_is_foul(c))
			return false;
	}
	return true;
}

/* Cells as the C library counts them; control characters take none. */
static inline int
fuzz_cells(struct slice s)
{
	mbstate_t state = { 0 };
	int cells = 0, wide;
	wchar_t c;
	size_t took;

	for (; s.len > 0; s.at += took, s.len -= took) {
		took = mbrtowc(&c, s.at, s.len, &state);
		if (took == 0 || took > s.len)
			return -1;
		wide = wcwidth(c);
		cells += wide > 0 ? wide : 0;
	}
	return cells;
}

static inline void
fuzz_locale(void)
{
	static bool is_set;

	if (!is_set)
		MUST(setlocale(LC_CTYPE, "C.UTF-8") != NULL);
	is_set = true;
}

#endif
