/*
 * JSON as bytes: for lists, which never become a tree.
 *
 * scan_check() goes once over the whole text and proves it well formed within
 * the limits; all other functions expect text that passed it (or a value cut
 * from it) and give slices into it, so ids and numbers stay as written.
 */
#ifndef ENDPANE_JSON_SCAN_H
#define ENDPANE_JSON_SCAN_H

#include <endpane/base/buf.h>
#include <endpane/base/err.h>
#include <endpane/base/ids.h>
#include <endpane/json/json.h>

#include <stdbool.h>

#define SCAN_DEPTH	64
#define SCAN_NODES	20000000

/* Well formed, one value, nothing behind it, not too deep or too many. */
bool		scan_check(struct slice text, struct err *err);

/*
 * The members of a checked text's outermost object, noted on the way: whoever
 * asks for one, or finds that there is none, need not step over a list of a
 * megabyte each time.
 */
#define SCAN_TOP 16
struct scan_top {
	bool		 whole;		/* false: not all were noted */
	size_t		 count;
	struct slice	 keys[SCAN_TOP];
	struct slice	 values[SCAN_TOP];
};
/* Without the byte order mark and the blanks that may stand around it. */
struct slice	scan_bare(struct slice text);
/* As scan_check(); top is filled where it says true. */
bool		scan_check_top(struct slice text, struct scan_top *top,
		    struct err *err);

enum json_type	scan_type(struct slice value);

/* Walks an object's members or a list's items. */
struct scan {
	const char	*at;
	const char	*end;
};

/* False where value is neither object nor list. */
bool		scan_open(struct slice value, struct scan *s);
/* The next item of a list; false at the end. */
bool		scan_item(struct scan *s, struct slice *value);
/* The next member; key is between its quotes, undecoded. */
bool		scan_member(struct scan *s, struct slice *key,
		    struct slice *value);

/*
 * The same walks without reading anything twice. scan_more() stands at the next
 * item of a list, scan_key() at the next member's value; what is there must be
 * taken by scan_value(), or walked to its end: scan_into() an object, then
 * scan_out() of it. scan_into() is false for anything but an object.
 */
bool		scan_more(struct scan *s);
bool		scan_key(struct scan *s, struct slice *key);
struct slice	scan_value(struct scan *s);
/* Takes a string that means what it says; false for all else. */
bool		scan_plain(struct scan *s, struct slice *text);
bool		scan_into(const struct scan *s, struct scan *inner);
void		scan_out(struct scan *s, const struct scan *inner);

/*
 * A member's key with its quotes and colon, as it was written in the object
 * before: those of a list are mostly written alike. A zeroed one fits nothing.
 */
#define SCAN_GUESS 32
struct scan_guess {
	uint64_t	words[SCAN_GUESS / 8];
	uint64_t	masks[SCAN_GUESS / 8];
	size_t		len;
};
void		scan_guess(struct scan_guess *guess, struct slice key);
/* As scan_key() where the next member's key is that; or nothing is done. */
bool		scan_key_again(struct scan *s, const struct scan_guess *guess);

/*
 * Looks "/a/b" up in objects; "" is the value itself. "/a*" is the member a, or
 * one called so but for case and underscores, or else the only list.
 */
bool		scan_at(struct slice value, const char *pointer,
		    struct slice *found);
/* The same by what was noted of the text; top may be NULL. */
bool		scan_top_at(const struct scan_top *top, struct slice text,
		    const char *pointer, struct slice *found);
/*
 * As scan_at(), but *rest goes on to the end of the text: good for scan_type() and
 * scan_open(), and without a step over a list of a megabyte.
 */
bool		scan_from(struct slice value, const char *pointer,
		    struct slice *rest);

/*
 * Appends the decoded text of a string, or the bytes of any other value as
 * written. A lone surrogate becomes U+FFFD, \u0000 stays as NUL.
 */
bool		scan_text(struct slice value, struct buf *out);

#endif
