/*
 * A relay between a program and the simulator that spoils what passes: cuts at
 * any byte, resets, drips, lies. It knows what the server was really asked.
 *
 * On loopback, a thread a connection. Each request is kept with what was done
 * with it; a request that was not handed on was certainly not carried out.
 */
#ifndef UNIT_RELAY_H
#define UNIT_RELAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum relay_fault {
	RELAY_NONE = 0,
	/* Not handed on to the server. */
	RELAY_CLOSE,		/* closed without a byte */
	RELAY_RESET,
	RELAY_STATUS,		/* an error of its own, from 400 to 504 */
	RELAY_HTML,
	RELAY_GARBAGE,		/* bytes that are no HTTP */
	RELAY_REDIRECT,
	RELAY_LATE,		/* silent; handed on when the client has left */
	/* Handed on; the answer is spoilt. */
	RELAY_CUT_AFTER,	/* closed behind some byte */
	RELAY_RESET_AFTER,	/* the same, by a reset */
	RELAY_FAILED_AFTER,	/* a 5xx, though it was done */
	RELAY_HTML_AFTER,
	RELAY_REDIRECT_AFTER,
	RELAY_HALF_JSON,	/* half a body, as if it were all */
	RELAY_EMPTY,
	RELAY_CUT_REFUSAL,	/* a 401, 403, 404, 412 or 429 that is cut */
	RELAY_SHORT_LENGTH,	/* announces less than there is */
	RELAY_FLOOD,		/* two megabytes of header lines */
	RELAY_BAD_CHUNKS,
	RELAY_HANG_AFTER,	/* silent, until the client leaves */
	/* Odd, but right: all of it arrives. */
	RELAY_DRIP,		/* a few bytes at a time */
	RELAY_CONTINUES,	/* interim answers before it */
	RELAY_CHUNKED,
	RELAY_FAULTS
};

/* What is said is right and whole. */
#define RELAY_HARMLESS(f)	((f) == RELAY_NONE || (f) >= RELAY_DRIP)

struct relay_seen {
	char		*method;
	char		*uri;		/* as it stands in the request line */
	char		*body;
	bool		 writes;	/* not GET, and not to sign in */
	enum relay_fault fault;
	bool		 was_handed_on;
	int		 said;		/* status that was wholly said, or 0 */
};

struct relay;

struct relay	*relay_start(unsigned port, uint64_t seed);
void		 relay_stop(struct relay *r);		/* NULL is fine */
unsigned	 relay_port(const struct relay *r);
/* Of a hundred writes, reads and sign-ins so many are spoilt. */
void		 relay_odds(struct relay *r, int writes, int reads, int signs);
/* Nobody listens any more; and again. What is under way goes on. */
void		 relay_deafen(struct relay *r);
void		 relay_hear(struct relay *r);
/* Waits until nothing is under way. */
bool		 relay_rests(struct relay *r);
/*
 * Works off what has been sent to it and ends every connection: afterwards no
 * late request can come. False where that takes too long.
 */
bool		 relay_drain(struct relay *r);
/* Waits until so many writes have come, ms at most. */
bool		 relay_waits(struct relay *r, size_t writes, int ms);

/* All since relay_forget(); lent until then. Only while it rests. */
size_t		 relay_count(struct relay *r);
const struct relay_seen *relay_seen(struct relay *r, size_t n);
void		 relay_forget(struct relay *r);
const char	*relay_word(enum relay_fault fault);

#endif
