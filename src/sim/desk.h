/*
 * A request at the counter, and the tables by which it is served.
 *
 * The desk finds the system and the route by the raw path, then refuses
 * whatever the documents do not allow: method, sign-in, media type, length,
 * query names, encoding, body members and their types. Only then is the
 * route's own function called, with the estate locked. Everything a request
 * holds is owned by it and lent to the route.
 */
#ifndef ENDPANE_SIM_DESK_H
#define ENDPANE_SIM_DESK_H

#include "say.h"

#include <endpane/json/json.h>

#define DESK_PARAMS	32
#define DESK_SEGMENTS	12
#define DESK_ARGS	4

struct sim;

/* Faults that a route itself has to play. */
enum desk_oddity {
	ODD_LOOP = 1,		/* the next page is this page */
	ODD_REPEAT = 2,		/* pages overlap by a row */
	ODD_TOTAL_LOW = 4,
	ODD_TOTAL_HIGH = 8,
	ODD_NO_FILTER = 16,	/* the filter is not looked at */
	ODD_UPPER = 32,		/* errors with upper-case keys */
	ODD_WRAP = 64,		/* errors within "error" */
};

struct param {
	char	*name;		/* decoded; both owned by the request */
	char	*value;
	bool	 has_comma;	/* a comma that was not encoded */
};

struct request {
	char		*method;
	char		*uri;		/* as it stood in the request line */
	struct slice	 path;		/* of uri, undecoded */
	struct slice	 below;		/* of path, behind the system's base */
	struct slice	 args[DESK_ARGS]; /* what stood at {} */
	struct param	 params[DESK_PARAMS];
	size_t		 param_count;
	const char	*bad_query;	/* why the query is no query; NULL */
	struct buf	 head;		/* header lines, for the log */
	char		*authorization;	/* these may be NULL */
	char		*content_type;
	char		*accept;
	char		*disposition;
	bool		 has_length;
	bool		 is_begun;
	struct buf	 body;
	struct json	*json;		/* of the body; NULL */
	unsigned	 oddities;
};

enum desk_body {
	BODY_NONE,		/* must be empty */
	BODY_JSON,		/* an object that fits the route's shape */
	BODY_MAYBE,		/* nothing, or as BODY_JSON */
	BODY_FORM,		/* key=value&…; parsed into params */
	BODY_RAW,
};

typedef void desk_fn(struct sim *sim, const struct request *rq,
    struct reply *out);

struct route {
	const char	*method;
	const char	*path;		/* below the base; {} is one segment */
	desk_fn		*serve;
	enum desk_body	 body;
	const char	*query;		/* names; "!": needed */
	const char	*shape;		/* "name!text type!int note?text" */
	const char	*scope;		/* NULL: any; "": public */
};

/* Why a system says no, before each spells it in its own way. */
enum refusal {
	NO_SUCH_URL,
	NO_SUCH_METHOD,
	NO_SUCH_ID,
	NOT_SIGNED_IN,
	NOT_PERMITTED,
	NOT_ACCEPTABLE,
	BAD_QUERY,
	BAD_PAGE,
	BAD_BODY,
	EMPTY_BODY,
	WRONG_MEDIA,
	NO_LENGTH,
	EXISTS,
	UNPROCESSABLE,
	LIMITED,
	BROKEN,
};

struct vendor {
	const char		*name;		/* "mdm": /mdm/ in faults */
	const char		*bases[3];	/* longest first */
	const struct route	*routes;	/* ends with an all-zero row */
	const char		*type;		/* of its answers */
	bool			 is_lenient;	/* no Content-Length needed */
	void			(*refuse)(struct reply *out, enum refusal why,
				    const char *text);
	/* False after refusing; NULL: nobody has to sign in. */
	bool			(*admit)(struct sim *sim,
				    const struct request *rq,
				    const struct route *route,
				    struct reply *out);
};

/* All of them, ended by NULL. */
extern const struct vendor *const desk_vendors[];

struct request	*desk_request(const char *uri);	/* of the raw request line */
void		 desk_request_free(struct request *rq);

/* NULL where the path belongs to nobody. Sets rq->below. */
const struct vendor *desk_vendor(struct request *rq);

/* The whole way to an answer; sim is locked by the caller. */
void		 desk_serve(struct sim *sim, struct request *rq,
		    struct reply *out);

/* NULL where the parameter was not given. */
const char	*desk_param(const struct request *rq, const char *name);
/* Its number; fallback where it was not given; false where it is none. */
bool		 desk_count(const struct request *rq, const char *name,
		    size_t fallback, size_t *count);
/* How many there are said to be. */
size_t		 desk_total(const struct request *rq, size_t total);
/* A decimal id without sign or leading zeros. */
bool		 desk_id(struct slice text, uint64_t *id);
bool		 desk_json_id(const struct json *node, uint64_t *id);

/* JSON error text, type and status in one go. */
void		 desk_status(struct reply *out, int status);

/* Splits key=value&… into rq->params; sets rq->bad_query where it is none. */
void		 desk_parse(struct request *rq, struct slice text, bool form);

#endif
