/*
 * Endpoint Central: envelopes, pages, search. ec.c has the routes and what
 * concerns agents (som), stock of hardware and software is in ec_stock.c,
 * signing in is in ec_sign.c.
 */
#ifndef ENDPANE_SIM_EC_H
#define ENDPANE_SIM_EC_H

#include "endpoint.h"
#include "sim.h"

struct ec_page {
	size_t		 from;		/* position among those that fit */
	size_t		 limit;
	size_t		 page;
	size_t		 total;		/* counted while the list is walked */
	const char	*column;	/* of a search; NULL: none */
	const char	*value;
};

/* False after refusing. */
bool	ec_page(struct sim *sim, const struct request *rq,
	    struct ec_page *page, struct reply *out);
/* Counts a row that fits; true where it belongs on this page. */
bool	ec_page_takes(struct ec_page *page);
/*
 * Where to walk a list of all rows: without any filter the page alone, whose
 * rows then all belong on it (false); else everything (true).
 */
bool	ec_page_walk(const struct request *rq, struct ec_page *page,
	    size_t all, size_t *from, size_t *to);
/* Whether the field contains what is searched for. */
bool	ec_page_finds(const struct ec_page *page, const char *field);

void	ec_open(struct reply *out, const char *type);
void	ec_close(struct reply *out);
/* Closes the list, adds total, limit and page, closes the envelope. */
void	ec_list_end(const struct request *rq, const struct ec_page *page,
	    struct reply *out);
/* E-EC: an error under 200. */
void	ec_error(struct reply *out, const char *code, const char *text);
void	ec_refuse(struct reply *out, enum refusal why, const char *text);
/* The endpoint that resid= names; false after refusing. */
bool	ec_resource(struct sim *sim, const struct request *rq, size_t *index,
	    struct reply *out);
void	ec_time(struct reply *out, const char *key, int64_t ms);

/* ec_sign.c; the bare token or, with --auth lax, an OAuth one. */
bool	ec_admit(struct sim *sim, const struct request *rq,
	    const struct route *r, struct reply *out);
desk_fn	ec_post_authentication, ec_post_otp, ec_get_discover;

/* ec_stock.c */
desk_fn	ec_get_scans, ec_get_details, ec_get_installed, ec_get_software;
desk_fn	ec_get_hardware, ec_get_inventory, ec_get_allsummary;

#endif
