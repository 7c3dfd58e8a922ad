/*
 * Small things one does with text: trim, split, compare, encode.
 *
 * Nothing here returns static storage. Comparisons are of bytes; case folding
 * is ASCII only and never used for anything an action depends on, unless the
 * function's name says so.
 */
#ifndef ENDPANE_BASE_STR_H
#define ENDPANE_BASE_STR_H

#include <endpane/base/buf.h>
#include <endpane/base/ids.h>

#include <stdbool.h>

struct slice	str_slice(const char *text);		/* NULL: empty */
struct slice	str_trim(struct slice s);	/* blanks at both ends */
bool		str_is(struct slice s, const char *text);
bool		str_is_folded(struct slice s, const char *text);
bool		str_same(struct slice a, struct slice b);
bool		str_starts(struct slice s, const char *start);
bool		str_ends(struct slice s, const char *end);

/* Finds needle in s, ASCII case ignored; NULL when it is not there. */
const char	*str_find_folded(struct slice s, struct slice needle);

/*
 * Cuts the next piece off *rest at the separator; false when nothing is left.
 * An empty *rest gives nothing; "a,,b" gives "a", "", "b".
 */
bool		str_next(struct slice *rest, char separator,
		    struct slice *piece);

/* All of s is 1 to most decimal digits. */
bool		str_digits(struct slice s, size_t most);

/* A decimal number of int64_t's range, no blanks; false where it is not. */
bool		str_number(struct slice s, int64_t *number);

/*
 * Orders as people do: digit runs by value, the rest by folded bytes; equal
 * then, by bytes. <0, 0, >0.
 */
int		str_compare_natural(struct slice a, struct slice b);

/* Standard alphabet with padding. Decoding refuses anything else. */
bool		str_base64(struct slice in, struct buf *out);
bool		str_unbase64(struct slice in, struct buf *out);

/* RFC 3986: everything but unreserved characters as %XX, upper case. */
bool		str_url_encode(struct slice in, struct buf *out);

/* The other way; '+' stays '+'. False for a stray percent sign. */
bool		str_url_decode(struct slice in, struct buf *out);

#endif
