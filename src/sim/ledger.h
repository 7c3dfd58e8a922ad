/*
 * What was asked of the estate: counts by method and path, the last requests
 * as they came, what was refused and what must never have been sent.
 */
#ifndef ENDPANE_SIM_LEDGER_H
#define ENDPANE_SIM_LEDGER_H

#include "desk.h"

#include <endpane/base/map.h>

#define LEDGER_LOG	512	/* requests kept as they came */
#define LEDGER_PATHS	20000	/* different ones counted */
#define LEDGER_NOTES	1000	/* refusals and violations kept */

struct ledger_count {
	char	*key;		/* "GET /mdm/…", owned; queries cut */
	size_t	 count;
};

struct ledger_note {
	char	*method;
	char	*uri;
	char	*why;
};

struct ledger_notes {
	struct ledger_note	*at;
	size_t			 kept;
	size_t			 count;		/* also those not kept */
};

struct ledger_line {
	char	*method;
	char	*uri;
	char	*head;		/* header lines; Authorization shortened */
	char	*body;
	int	 status;	/* 0: nothing was answered */
};

struct ledger {
	struct map		 index;		/* key to place in counts */
	struct ledger_count	*counts;
	size_t			 count;
	size_t			 total;
	size_t			 in_flight;
	size_t			 peak;		/* most at once */
	struct ledger_notes	 refusals;
	struct ledger_notes	 violations;
	struct ledger_line	 lines[LEDGER_LOG];
	size_t			 line_count;	/* ever; modulo is the place */
	size_t			 foreign_hits;	/* on the second listener */
	size_t			 foreign_secrets; /* of these: Authorization */
};

void	ledger_begin(struct ledger *l, const struct request *rq);
void	ledger_end(struct ledger *l, const struct request *rq, int status);
void	ledger_refusal(struct ledger *l, const struct request *rq,
	    const char *why);
void	ledger_violation(struct ledger *l, const struct request *rq,
	    const char *why);
void	ledger_reset(struct ledger *l);	/* all to nothing but in_flight */

#endif
