/*
 * A server that says what a test tells it, byte for byte: cuts, resets, lies.
 *
 * On loopback, a thread a connection. The first rule that fits a request and
 * has not been used up answers it; without one it is 404 and counted as
 * unexpected. Requests are counted and kept.
 */
#ifndef UNIT_CANNED_H
#define UNIT_CANNED_H

#include <stdbool.h>
#include <stddef.h>

enum canned_end {
	CANNED_KEEP = 1,	/* the connection goes on */
	CANNED_CLOSE,
	CANNED_RESET,
	CANNED_HANG,		/* silent until the test ends */
	CANNED_ENDLESS,		/* the last 64 bytes again and again */
	CANNED_DRIP,		/* byte by byte, 1 ms between them */
};

struct canned;

struct canned	*canned_start(void);
void		 canned_stop(struct canned *c);		/* NULL is fine */
const char	*canned_origin(const struct canned *c);	/* http://127.0.0.1:N */

/*
 * Raw bytes for requests whose "METHOD PATH?QUERY" begins so. times 0: always.
 */
void		 canned_raw(struct canned *c, const char *start, int times,
		    enum canned_end end, const char *raw);
/* The same with status line, length and a JSON body. */
void		 canned_json(struct canned *c, const char *start, int times,
		    int status, const char *body);
/* The same; extra is header lines that end in CRLF. */
void		 canned_head(struct canned *c, const char *start, int times,
		    int status, const char *extra, const char *body);
/* All rules are forgotten; counts stay. */
void		 canned_clear(struct canned *c);

/* Requests so far that begin so. */
int		 canned_count(struct canned *c, const char *start);
/* Waits (5 s at most) until there are that many. */
bool		 canned_wait(struct canned *c, const char *start, int count);
/* Connections so far. */
int		 canned_visits(struct canned *c);
/* Requests that no rule was for. */
int		 canned_unexpected(struct canned *c);
/* Whether any request had that in its head or body. */
bool		 canned_saw(struct canned *c, const char *text);

#endif
