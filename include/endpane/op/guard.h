/*
 * The brake: may this be sent, and what must a person say first? Pure.
 */
#ifndef ENDPANE_OP_GUARD_H
#define ENDPANE_OP_GUARD_H

#include <endpane/base/err.h>
#include <endpane/catalog/catalog.h>

#include <stdbool.h>
#include <stddef.h>

enum guard_way {
	GUARD_GO = 1,		/* no question */
	GUARD_YES,		/* y/n */
	GUARD_COUNT,		/* type how many objects */
	GUARD_NAME,		/* type the object's name */
	GUARD_REFUSE,		/* never: *err says why */
};

struct guard_asked {
	const struct cat_op	*op;
	size_t			 objects;	/* ids the command names */
	size_t			 confirm_above;
	bool			 read_only;
	bool			 from_screen;	/* dialogs ask more */
	const char		*name;		/* of the only object */
};

struct guard_answer {
	enum guard_way	way;
	char		expects[200];	/* what must be typed: count or name */
	struct err	err;		/* GUARD_REFUSE: why (ERR_GUARD) */
};

void	guard_ask(const struct guard_asked *asked, struct guard_answer *answer);

/* typed is enough for the answer's way ("yes" passes all but GUARD_REFUSE
 * where by_flag, the --yes of the command line, is set). */
bool	guard_accepts(const struct guard_answer *answer, const char *typed,
	    bool by_flag);

/*
 * False (ERR_GUARD) for a server-side filter that does not narrow: empty,
 * blank, "*", "pr", only ne or not.
 */
bool	guard_filter(const char *filter, struct err *err);

#endif
