/* Which computers a call means: domains, filter, order, page. */
#ifndef ENDPANE_SIM_HUNT_H
#define ENDPANE_SIM_HUNT_H

#include "computer.h"
#include "filter.h"

#define HUNT_SORTS	8

struct hunt {
	size_t		 domains[COMPUTER_DOMAINS];
	size_t		 domain_count;
	struct filter	*filter;	/* owned; NULL: all */
	enum column	 sorts[HUNT_SORTS];
	bool		 is_down[HUNT_SORTS];
	size_t		 sort_count;
	size_t		 from;		/* 1: the first */
	size_t		 limit;
	size_t		*found;		/* indexes on this page; owned */
	size_t		 count;
	size_t		 total;
	size_t		 room;
};

void	hunt_run(const struct estate *e, struct hunt *hunt);
void	hunt_fini(struct hunt *hunt);

/* Whether managedBy may name this: a DN, or a mail or name that is known. */
bool	hunt_manager(const struct estate *e, const char *text);

#endif
