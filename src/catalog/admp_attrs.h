/*
 * Attributes of an AD computer, as the directory calls them, in a JSON body.
 */
#ifndef CATALOG_ADMP_ATTRS_H
#define CATALOG_ADMP_ATTRS_H

#include <endpane/catalog/catalog.h>

/*
 * Adds an attribute to the object that *object begins to be; the caller closes
 * it. ERR_USAGE for a name that is none, a value that does not fit, and a name
 * that is there already.
 */
bool	attrs_add(struct slice name, struct slice value, struct buf *object,
	    struct err *err);
/* The same for every "NAME=VALUE" among the arguments of that name. */
bool	attrs_add_all(const struct args *args, const char *param,
	    struct buf *object, struct err *err);

/* Is one of the attributes for one computer only, such as its name? */
const char *attrs_own(const struct args *args, const char *param);

#endif
