/*
 * The catalogue: what the systems offer, as constant data.
 *
 * What can be looked up in the vendors' pages is a row: paths, parameter names,
 * columns, the risk of a call. What has to be worked out is a C function beside
 * the row that needs it. All arrays end with an all-zero row. Nothing here does
 * input or output, and all of it lives as long as the program.
 */
#ifndef ENDPANE_CATALOG_CATALOG_H
#define ENDPANE_CATALOG_CATALOG_H

#include <endpane/catalog/plan.h>

#include <stdbool.h>
#include <stddef.h>

enum cat_risk {
	CAT_READ = 1,		/* asks only */
	CAT_NARROW,		/* can be undone, one object */
	CAT_WIDE,		/* can be undone, many objects */
	CAT_GRAVE,		/* cannot be undone from here */
};

/* What a call is aimed at. */
enum cat_target {
	CAT_NOTHING,		/* the system as a whole */
	CAT_ONE,		/* exactly one object: ID */
	CAT_EACH,		/* one request an object: ID… */
	CAT_NAMED,		/* NAME… or --filter, acted on one by one */
};

enum cat_place {
	CAT_IN_PATH = 1,
	CAT_IN_QUERY,
	CAT_IN_BODY,
	CAT_IN_PLAN,		/* read by the row's plan, or by us */
};

/*
 * How a value is shown, ordered and checked; every reader switches over these
 * without a default, so a new kind does not compile until all have decided.
 */
enum cat_kind {
	CAT_TEXT = 1,
	CAT_ID,			/* opaque, exact */
	CAT_NUMBER,		/* digits, maybe a fraction, maybe as a string */
	CAT_VERSION,		/* 12.4.1 */
	CAT_FLAG,		/* true, "true", 1, "1", … */
	CAT_MILLIS,		/* since 1970, number or string */
	CAT_STAMP,		/* ISO 8601 */
	CAT_CHOICE,		/* one of choices; an unknown one is shown raw */
	CAT_SECRET,		/* never shown, stored or logged */
};

struct cat_choice {
	const char		*wire;
	const char		*label;
};

struct cat_column {
	const char		*name;	/* --columns, --sort, --filter */
	const char		*title;	/* in the header */
	const char		*path;	/* JSON pointer; "/a|/b": first there */
	enum cat_kind		 kind;
	const struct cat_choice	*choices;	/* CAT_CHOICE */
	int			 width;	/* cells wished; 0: only when asked */
};

enum {
	CAT_REQUIRED = 1,
	CAT_MANY = 2,		/* comma list, may be repeated */
	CAT_POSITION = 4,	/* the ID… or NAME… of the command line */
	CAT_LOADED = 8,		/* a path; the plan finds what the file holds
				 * as the argument NAME-text */
	CAT_OTHERS = 16,	/* ids of other resources too: what noun does
				 * not know may be one of those */
};

struct cat_param {
	const char		*name;	/* --name, and the form's label */
	const char		*wire;	/* what the server calls it */
	enum cat_place		 place;
	enum cat_kind		 kind;
	unsigned		 flags;
	const struct cat_choice	*choices;
	const char		*noun;	/* CAT_ID: which resource's id */
	const char		*help;	/* at most 60 characters, no full stop */
};

/*
 * The code of a row: for calls that one request from the parameters cannot
 * express. Each member may be NULL.
 */
struct cat_ways {
	cat_check_fn		*check;	/* of the arguments, before all else */
	cat_plan_fn		*plan;	/* requests from the arguments */
	cat_judge_fn		*judge;	/* what a 2xx says of each object */
	cat_seek_fn		*seek;	/* the fresh read before acting */
	cat_match_fn		*match;	/* what that read must show */
	cat_look_fn		*look;	/* the read that tells an outcome */
	cat_seen_fn		*seen;	/* what it told */
};

enum {
	CAT_ASKS = 1,		/* always confirmed */
	CAT_LISTS = 2,		/* answers with rows of its resource */
	CAT_SHOWS = 4,		/* answers with one object */
	CAT_IDS = 8,		/* answers with a list of bare ids */
	CAT_TABLE = 16,		/* answers with rows of no resource */
	CAT_PAGED = 32,		/* pages are followed */
	CAT_SERVER_FILTER = 64,	/* --filter is sent as it is */
	CAT_ANSWERS = 256,	/* the answer itself is wanted, as it came */
	CAT_MAKES = 128,	/* answers with a new object; item_id its id */
};

struct cat_op {
	const char		*verb;
	const char		*method;
	const char		*path;	/* {name} is a CAT_IN_PATH parameter */
	enum cat_risk		 risk;
	enum cat_target		 target;
	unsigned		 flags;
	const char		*items;	/* JSON pointers to lists: "/a|/b" */
	const char		*item_id; /* pointer to an item's id, or NULL */
	const struct cat_param	*params;
	const struct cat_ways	*ways;
	const char		*warning; /* said before it is sent; or NULL */
	const char		*help;	/* at most 60 characters, no full stop */
};

/* A detail tab: the answer of a read operation of the same resource. */
struct cat_tab {
	const char		*title;
	const char		*verb;	/* NULL: raw JSON of the first tab */
};

struct cat_resource {
	const char		*noun;
	const char		*alias;
	const char		*title;	/* of the pane */
	const char		*id;	/* name of the column that names it */
	const char		*label;	/* name of the column people read */
	const char		*content_type;	/* on every call; or NULL */
	const char		*beside;	/* has no list: noun whose pane
						 * offers its operations */
	const struct cat_column	*columns;
	const struct cat_op	*ops;
	const struct cat_tab	*tabs;
};

typedef bool cat_base_fn(const char *url, const struct cat_settings *set,
    struct buf *base, struct err *err);
typedef bool cat_verdict_fn(const struct cat_reply *reply, struct err *err);
typedef bool cat_page_fn(const struct cat_page *seen,
    const struct cat_settings *set, struct buf *query, bool *more,
    struct err *err);

struct cat_system {
	const char		*name;	/* "mdm", as in the configuration */
	const char		*title;
	const char		*scopes;	/* asked for at sign-in, or NULL */
	const char		*total;	/* pointer to the count, or NULL */
	const char		*probe_noun;	/* the cheapest read there is, */
	const char		*probe;		/* its verb: may we? */
	const char		*module_header;	/* carries x_module, or NULL */
	const struct cat_resource *const *resources;	/* NULL-terminated */

	/* Completes the configured URL to what stands before every path. */
	cat_base_fn		*base;

	/*
	 * True: the request succeeded as far as the whole answer tells. False:
	 * *err has a code, the server's own code and words, and advice.
	 */
	cat_verdict_fn		*verdict;

	/*
	 * The query part that asks for the page after seen (NULL: the first),
	 * appended to *query as "a=b&c=d"; *more false: there is none. Errors
	 * only where the answer contradicts itself.
	 */
	cat_page_fn		*page;
	/* A next page's query is whole; elsewhere it is added to ours. */
	bool			 page_is_whole;
};

extern const struct cat_system *const cat_systems[];	/* NULL-terminated */

const struct cat_system		*cat_system(struct slice name);
/* By noun or alias; system may be NULL. NULL where there is none. */
const struct cat_resource	*cat_resource(struct slice noun,
				    const struct cat_system **system);
const struct cat_op		*cat_op(const struct cat_resource *resource,
				    struct slice verb);
/* The first operation with that flag (CAT_LISTS, CAT_SHOWS), or NULL. */
const struct cat_op		*cat_op_with(
				    const struct cat_resource *resource,
				    unsigned flag);
/* By name, title (case folded) or the server's field name; -1: none. */
int				 cat_column(
				    const struct cat_resource *resource,
				    struct slice name);
int				 cat_column_count(
				    const struct cat_resource *resource);
const struct cat_param		*cat_param(const struct cat_op *op,
				    struct slice name);
bool				 cat_writes(const struct cat_op *op);

/*
 * The requests of an operation: by its own plan where it has one, otherwise
 * one from its path and parameters (CAT_EACH: one an id). False (ERR_USAGE)
 * where a value does not fit its kind.
 */
bool				 cat_plan(const struct cat_op *op,
				    const struct args *args,
				    const struct cat_settings *set,
				    struct plan *plan, struct err *err);

/*
 * The writing operation that a call is, by its method and its path below the
 * base; NULL where it is none of ours.
 */
const struct cat_op		*cat_written(const struct cat_system *system,
				    const char *method, struct slice path);
/* Has it a CAT_SECRET parameter? Its bodies are neither shown nor kept. */
bool				 cat_has_secret(const struct cat_op *op);

/* True for a member whose value must never be shown: apn_password, … */
bool				 cat_is_secret_field(struct slice key);

#endif
