/*
 * Endpoint Central: envelopes, pages, search, and one computer as it knows
 * it. ec.c has the routes and what concerns agents (som), stock of hardware
 * and software is in ec_stock.c, signing in is in ec_sign.c.
 */
#ifndef ENDPANE_SIM_EC_H
#define ENDPANE_SIM_EC_H

#include "sim.h"

#define EC_FIELD	128

struct endpoint {
	size_t		 index;
	uint64_t	 id;
	char		 name[32];
	char		 fqdn[64];
	const char	*domain;
	const char	*office;
	size_t		 office_index;
	int		 platform;	/* 1 Windows, 2 Mac, 3 Linux */
	const char	*platform_name;
	const char	*os;
	const char	*os_version;
	const char	*service_pack;
	int		 installation;	/* 21 … 31 */
	int		 live;		/* 1 live, 2 down, 3 unknown */
	char		 user[40];
	char		 address[24];
	char		 mac[24];
	int64_t		 seen_ms;	/* -1: never */
	int64_t		 installed_ms;	/* -1: never */
};

struct ec_page {
	size_t		 from;		/* position among those that fit */
	size_t		 limit;
	size_t		 page;
	size_t		 total;		/* counted while the list is walked */
	const char	*column;	/* of a search; NULL: none */
	const char	*value;
};

void	ec_endpoint(const struct estate *e, size_t index,
	    struct endpoint *p);
/* A field by its wire name; false where it cannot be searched. */
bool	ec_endpoint_field(const struct endpoint *p, const char *column,
	    char *out);

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
