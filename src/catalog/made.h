/*
 * Creating, read back by the list: an object that has no id yet for us is
 * looked for by its name.
 */
#ifndef CATALOG_MADE_H
#define CATALOG_MADE_H

#include <endpane/catalog/catalog.h>

struct made_field {
	const char	*name;		/* of the argument */
	const char	*pointer;	/* in a row; one without it is fine */
};

struct made_list {
	const char	*rows;		/* JSON pointers */
	const char	*name;
	const char	*id;
	const struct made_field *fields;
};

/* 1 it is there (its id), 0 nothing of that name, -1 the list cannot tell. */
int	made_find(const struct made_list *list, struct slice body,
	    const char *name, const struct args *args, struct buf *id);
/* False for a page that names a next one. */
bool	made_is_whole(struct slice body);
bool	made_look(const char *path, const struct cat_settings *set,
	    struct buf *out, struct buf *query);
/* One request whose object is called by the argument "name". */
cat_plan_fn	 made_plan;

#endif
