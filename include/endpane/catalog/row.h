/*
 * What a row of the catalogue is: columns, operations, resources.
 *
 * Constant data, looked up in the vendors' pages; what has to be worked out is
 * a C function beside the row that needs it. All arrays end with an all-zero
 * row.
 */
#ifndef ENDPANE_CATALOG_ROW_H
#define ENDPANE_CATALOG_ROW_H

#include <endpane/catalog/item.h>
#include <endpane/catalog/param.h>
#include <endpane/catalog/plan.h>

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

struct cat_column {
	const char		*name;	/* --columns, --sort, --filter */
	const char		*title;	/* in the header */
	const char		*path;	/* JSON pointer; "/a|/b": first there;
					 * after '?' only usual names: the
					 * member that status_column names */
	enum cat_kind		 kind;
	const struct cat_choice	*choices;	/* CAT_CHOICE */
	int			 width;	/* cells wished; 0: only when asked */
};

/*
 * The code of a row: for calls that one request from the parameters cannot
 * express. Each member may be NULL.
 */
struct cat_ways {
	cat_check_fn		*check;	/* of the arguments, before all else */
	cat_plan_fn		*plan;	/* requests from the arguments */
	cat_judge_fn		*judge;	/* what a 2xx says of each object */
	cat_item_fn		*item;	/* which part of it that is */
	cat_seek_fn		*seek;	/* the fresh read before acting */
	cat_match_fn		*match;	/* what that read must show */
	cat_look_fn		*look;	/* the read that tells an outcome */
	cat_seen_fn		*seen;	/* what it told */
	cat_made_fn		*made;	/* CAT_MAKES: what was seen there */
	cat_preview_fn		*preview; /* the rows of a file */
	cat_key_fn		*key;	/* of an item that several lists of an
					 * answer may have; NULL: all of it */
	bool			 traces; /* that may be another's: no proof */
	bool			 compares; /* proof only where a read before it
					 * has not shown the same */
	const char		*unread; /* why no call reads it; or NULL */
	const struct cat_undo	*undo;	/* of every one that writes */
};

/*
 * Is it no proof that a read shows what was wanted? It may be another's, or it
 * was so before. was: what the read before showed; 1, 0, or -1 for none.
 */
static inline bool
cat_is_trace(const struct cat_ways *ways, int was)
{
	return ways->traces || (ways->compares && was != 0);
}

enum {
	CAT_ASKS = 1,		/* always confirmed */
	CAT_LISTS = 2,		/* answers with rows of its resource */
	CAT_SHOWS = 4,		/* answers with one object */
	CAT_IDS = 8,		/* answers with a list of bare ids */
	CAT_TABLE = 16,		/* answers with rows of no resource */
	CAT_PAGED = 32,		/* pages are followed */
	CAT_SERVER_FILTER = 64,	/* --filter is sent as it is */
	CAT_ANSWERS = 256,	/* the answer itself is wanted, as it came */
	CAT_FILLS = 512,	/* CAT_SHOWS: has columns that the list lacks */
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
	const struct cat_bar	*bars;	/* see bar.h; or NULL */
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
	const char		*twin;	/* … that tells rows of one id apart,
					 * as those of two domains; or NULL */
	const char		*content_type;	/* on every call; or NULL */
	const char		*fields;	/* more of the server's, or NULL */
	const char		*beside;	/* has no list: noun whose pane
						 * offers its operations */
	const struct cat_column	*columns;
	const struct cat_op	*ops;
	const struct cat_tab	*tabs;
};

#endif
