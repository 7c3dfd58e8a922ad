/*
 * Files that hold arguments: read before anything is planned.
 */
#ifndef OP_LOAD_H
#define OP_LOAD_H

#include <endpane/base/err.h>
#include <endpane/catalog/catalog.h>

/* Adds NAME-text for each CAT_LOADED parameter that is given. */
bool	load_files(const struct cat_op *op, struct args *args,
	    struct err *err);

#endif
