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

/* Looks "/a/b" up in objects; "" is the value itself. */
bool		scan_at(struct slice value, const char *pointer,
		    struct slice *found);

/*
 * Appends the decoded text of a string, or the bytes of any other value as
 * written. A lone surrogate becomes U+FFFD, \u0000 stays as NUL.
 */
bool		scan_text(struct slice value, struct buf *out);

#endif
