/*
 * The order form between the catalogue and whoever sends: arguments in,
 * requests out, and the pure functions that read answers.
 */
#ifndef ENDPANE_CATALOG_PLAN_H
#define ENDPANE_CATALOG_PLAN_H

#include <endpane/base/buf.h>
#include <endpane/base/err.h>
#include <endpane/base/ids.h>
#include <endpane/catalog/args.h>

#include <stdbool.h>
#include <stddef.h>

/* What a connection's configuration decides about its calls. Texts lent. */
struct cat_settings {
	int		 page_limit;	/* rows; 0: nothing is sent */
	const char	*api_version;	/* "1.4" */
	const char	*domains;	/* comma list or NULL */
	const char	*device_ids;	/* "name:id,…" or NULL */
	const char	*status_column;	/* or NULL */
	const char	*x_module;
	const char	*app_update;	/* "post", "off" or a path */
	bool		 user_remove_delete;
	bool		 group_associate_single;
	bool		 upload_json;
	bool		 filter_paren;
};

/* One object that a request acts on. Both owned; name may be NULL. */
struct plan_object {
	char		*id;
	char		*name;
};

/* A part of a body that an earlier answer gives: until then it says of what. */
struct plan_fill {
	size_t	from;			/* number of that request */
	size_t	at, len;		/* in the body */
};

struct plan_request {
	const char	*method;	/* static */
	char		*path;		/* below the base, encoded, from '/' */
	char		*other_path;	/* another spelling, for a server that
					 * has no such call; or NULL */
	char		*query;		/* encoded, without '?'; or NULL */
	char		*body;		/* or NULL */
	char		*file;		/* whose bytes are the body; or NULL */
	bool		 file_in_json;	/* as {"stream":"base64"} */
	int64_t		 file_size;	/* bytes, once it was looked at */
	char		*type;		/* Content-Type of its own, or NULL */
	char		*disposition;	/* Content-Disposition, or NULL */
	struct plan_object *objects;
	size_t		 object_count;
	const char	*gives;		/* static: where the answer has the id
					 * that later requests need; or NULL */
	struct plan_fill *fills;	/* by their places in the body */
	size_t		 fill_count;
};

struct plan {
	struct plan_request *requests;
	size_t		 count;
};

/* A new request at the end; lent until the next one is added. */
struct plan_request *plan_add(struct plan *plan, const char *method);
void		 plan_object(struct plan_request *request, const char *id,
		    const char *name);
/* Behind the ones there are: at and len are of the body as it is to be. */
void		 plan_fill(struct plan_request *request, size_t from,
		    size_t at, size_t len);
void		 plan_fini(struct plan *plan);

/* A whole answer. body is lent for the call. */
struct cat_reply {
	int		 status;	/* HTTP */
	struct slice	 body;
	const char	*location;	/* of a redirect, or NULL */
	bool		 writes;
	const struct scan_top *top;	/* body is checked, and so it begins;
					 * or NULL */
};

struct cat_page {
	const char	*path;		/* that was asked */
	const char	*query;		/* that was asked; "" for none */
	struct slice	 body;		/* of the answer, checked JSON */
	size_t		 rows;		/* on this page */
	size_t		 rows_so_far;	/* with this page */
	size_t		 pages_so_far;	/* with this page */
	const struct scan_top *top;	/* of body, or NULL */
};

/* What became of one object. */
enum cat_outcome {
	CAT_APPLIED = 1,
	CAT_REJECTED,
	CAT_ACCEPTED,		/* taken, carried out later (202) */
	CAT_UNKNOWN,
};

struct cat_op;

/* Requests from arguments; on failure the plan may be half filled. */
typedef bool cat_plan_fn(const struct cat_op *op, const struct args *args,
    const struct cat_settings *set, struct plan *plan, struct err *err);

/* A row of a file, by its line; why (NULL: it is good) is about the column. */
typedef void cat_row_fn(void *who, size_t line, const char *name,
    const char *column, const char *why);
/* All rows, good and bad, in order. False: it cannot be read at all. */
typedef bool cat_preview_fn(const struct args *args, cat_row_fn *each,
    void *who, struct err *err);

/*
 * What a 2xx with a good verdict says of the nth object of its request:
 * an outcome, and for a rejection the server's words in *err. "More objects
 * than asked for" is CAT_UNKNOWN with ERR_PROTOCOL: everything stops.
 */
typedef enum cat_outcome cat_judge_fn(const struct plan_request *request,
    const struct cat_reply *reply, size_t n, struct err *err);

/* The part of an answer that is about the nth object; false: there is none. */
typedef bool cat_item_fn(const struct plan_request *request,
    const struct cat_reply *reply, size_t n, struct slice *item);

/*
 * The read number attempt (from 0) that finds the target afresh before a write:
 * path and query, appended; false when there are no more attempts.
 */
typedef bool cat_seek_fn(const struct args *args, const char *target,
    const struct cat_settings *set, int attempt, struct buf *path,
    struct buf *query);

/*
 * What that read shows: 1 exactly the target, 0 not there, -1 something else
 * (with *err). *found gets what the plan needs to know, as arguments that stand
 * behind the target's own, and "label", what people call the target.
 */
typedef int cat_match_fn(const struct cat_reply *reply, const char *target,
    const struct cat_settings *set, int attempt, struct args *found,
    struct err *err);

/* The read that tells what became of an object; false: none can. */
typedef bool cat_look_fn(const struct plan_request *request, size_t n,
    const struct args *args, const struct cat_settings *set,
    struct buf *path, struct buf *query);

/* The id of what was made, from the same answer that says 1 of it. */
typedef bool cat_made_fn(const struct cat_reply *reply, const char *object,
    const struct args *args, struct buf *id);

/* 1: the goal is reached, 0: it is not, -1: this answer cannot tell. */
typedef int cat_seen_fn(const struct cat_reply *reply, const char *object,
    const struct args *args, const struct cat_settings *set);

#endif
