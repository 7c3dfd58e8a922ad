/*
 * Arguments of an operation: what was typed, picked or found, by name.
 */
#ifndef ENDPANE_CATALOG_ARGS_H
#define ENDPANE_CATALOG_ARGS_H

#include <endpane/base/err.h>
#include <endpane/base/ids.h>

#include <stdbool.h>
#include <stddef.h>

/* Named values, owned. A name may occur several times (CAT_MANY). */
struct arg {
	char		*name;
	char		*value;
};

struct args {
	struct arg	*list;
	size_t		 count;
};

void		 args_add(struct args *args, const char *name,
		    struct slice value);
/* The nth value of that name, or NULL. Lent. */
const char	*args_get(const struct args *args, const char *name, size_t n);
size_t		 args_count(const struct args *args, const char *name);
void		 args_copy(struct args *to, const struct args *from);
void		 args_fini(struct args *args);	/* wipes the values */

struct cat_settings;

/* Mistakes in the arguments that show before anything is read. */
typedef bool cat_check_fn(const struct args *args,
    const struct cat_settings *set, struct err *err);

#endif
