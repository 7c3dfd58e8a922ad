/*
 * What all systems' answers have in common: statuses, JSON or not, paging by
 * counting.
 */
#ifndef CATALOG_ANSWER_H
#define CATALOG_ANSWER_H

#include <endpane/catalog/catalog.h>
#include <endpane/json/json.h>

struct answer_advice {
	const char	*code;
	const char	*advice;	/* what it means and what to do; NULL:
					 * the server failed */
	enum err_code	 meant;		/* under a 2xx; 0: ERR_REFUSED.
					 * ERR_UNCERTAIN: of a write only */
};

/*
 * Fills *err from the status, and under a 2xx from the server's code: code, http
 * and a sentence. Returns false. words may be the server's own (shown first),
 * code its code; either NULL.
 */
bool	answer_refused(const struct cat_reply *reply, const char *code,
	    const char *words, const struct answer_advice *advice,
	    struct err *err);

/*
 * A 2xx whose body is JSON, or empty where the status or a write allows that.
 * False with *err: a redirect, a page of HTML, truncated JSON.
 */
bool	answer_is_data(const struct cat_reply *reply, struct err *err);

/*
 * The way to a verdict that the systems share: refused() for any status but 2xx
 * and 3xx, and for a 2xx in which says_no() finds the system's mark of failure.
 */
typedef bool answer_no_fn(const struct cat_reply *reply);
bool	answer_verdict(const struct cat_reply *reply, answer_no_fn *says_no,
	    cat_verdict_fn *refused, struct err *err);

/* A small tree of an error body, or NULL where it is none. */
struct json *answer_tree(const struct cat_reply *reply);

/* The text of a top-level member of a checked body, appended; false: absent. */
bool	answer_member(const struct cat_reply *reply, const char *pointer,
	    struct buf *out);

/*
 * Does the answer carry a failure of Zoho's or a gateway's, which no system's
 * own form covers: an "error" that says something, IAM_ERROR_STATUS?
 */
bool	answer_has_error(const struct cat_reply *reply);
/* The words of that failure; of NULL or of anything else: NULL. */
const struct json *answer_error_words(const struct json *tree);

/*
 * True for an object with a key twice, or one spelled with escapes: readers may
 * differ about which one counts, so nothing is done on the strength of it.
 */
bool	answer_is_double(struct slice object);

/*
 * Paging by start index or page number, the same stop rule for all: go on while
 * pages are full or the total says that there is more; an empty page ends it.
 * Totals alone are never trusted.
 */
bool	answer_has_more(const struct cat_page *seen, const char *limit_pointer,
	    const char *total_pointer, int asked);

/*
 * The start index of the page after seen: behind the rows of the one that the
 * server says it was, or where that is nonsense, behind all rows so far.
 */
int64_t	answer_next_start(const struct cat_page *seen, const char *pointer);

/*
 * The number behind a pointer (number or string), or otherwise: of any checked
 * text, and of a page (where pointer may be NULL).
 */
int64_t	answer_number(struct slice body, const char *pointer,
	    int64_t otherwise);
int64_t	answer_page_number(const struct cat_page *seen, const char *pointer,
	    int64_t otherwise);

#endif
