/*
 * What an operation takes: a parameter, its kind, its place in the request, and
 * where a person finds its values. Constant data, as all of row.h.
 */
#ifndef ENDPANE_CATALOG_PARAM_H
#define ENDPANE_CATALOG_PARAM_H

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

enum {
	CAT_REQUIRED = 1,
	CAT_MANY = 2,		/* comma list, may be repeated */
	CAT_POSITION = 4,	/* the ID… or NAME… of the command line */
	CAT_LOADED = 8,		/* a path; what it holds is NAME-text */
	CAT_KEY = 64,		/* a name or an id; "-" is read for it */
	CAT_FILE = 32,		/* a path here; CAT_ID: or an upload's id */
	CAT_OTHERS = 16,	/* ids of other resources too: what noun does
				 * not know may be one of those */
	CAT_UNLISTED = 128,	/* names what no document's read lists */
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
	/*
	 * The read whose rows it is one of, where that is not noun's list, or
	 * that one as well: "accounts restricted", maybe with an argument of
	 * its own ("endpoints inventory of=hardware"). What else that read needs
	 * are parameters of the same names. Or NULL.
	 */
	const char		*from;
	/*
	 * "NOUN ID NAME": columns of a list in which some of them, but by no
	 * means all, are met. Or NULL.
	 */
	const char		*met;
};

#endif
