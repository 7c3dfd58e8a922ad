/*
 * Faults on purpose: which requests they meet and what they do to the answer.
 *
 *	[METHOD|*] [PATH] KIND[:ARG][@NTH][*COUNT]
 *
 * PATH is the start of the request's path as it is sent, or of its short form
 * /SYSTEM/… (/mdm/devices for /mdm/api/v1/mdm/devices). The fault begins with
 * the NTH request that fits and meets COUNT of them; unset: the first, all.
 * Requests to the control address are never met.
 */
#ifndef ENDPANE_SIM_FAULT_H
#define ENDPANE_SIM_FAULT_H

#include "desk.h"

#include <endpane/base/err.h>

enum fault_kind {
	FAULT_NONE,
	FAULT_STATUS,		/* arg: HTTP status; second: Retry-After */
	FAULT_CLOSE,		/* read, not done, closed without a byte */
	FAULT_CLOSE_AFTER,	/* the same, but done */
	FAULT_RESET,
	FAULT_RESET_AFTER,
	FAULT_CUT,		/* arg: bytes of the body that arrive */
	FAULT_BADJSON,
	FAULT_HTML,
	FAULT_EMPTY,
	FAULT_DRIP,		/* arg: bytes a second */
	FAULT_ENDLESS,
	FAULT_BIG,		/* arg: MiB, mostly blanks */
	FAULT_REDIRECT,
	FAULT_LATENCY,		/* arg: ms; goes with any other */
	FAULT_HOSTILE,
	FAULT_ODDITY,		/* arg: enum desk_oddity */
};

struct fault {
	char		 method[12];	/* "*": any */
	char		*path;		/* owned; "": any */
	enum fault_kind	 kind;
	int64_t		 arg;
	int64_t		 second;
	size_t		 from;		/* 1: the first that fits */
	size_t		 most;		/* SIZE_MAX: all */
	size_t		 seen;
	char		*text;		/* as it was given; owned */
};

struct faults {
	struct fault	*at;
	size_t		 count;
};

/* What happens to one request. */
struct fate {
	enum fault_kind	 kind;		/* FAULT_NONE: as usual */
	int64_t		 arg;
	int64_t		 second;
	int64_t		 latency_ms;
	bool		 is_hostile;
	unsigned	 oddities;
};

bool	fault_add(struct faults *f, struct slice text, struct err *err);
void	fault_clear(struct faults *f);
/* Counts the request where it fits; v may be NULL. */
void	fault_judge(struct faults *f, const struct vendor *v,
	    const struct request *rq, struct fate *fate);

#endif
