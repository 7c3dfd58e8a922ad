/*
 * Are named values what an operation takes? The same for forms, flags and
 * scripts. Values are checked by kind when the plan is made.
 */
#ifndef ENDPANE_OP_ARGS_H
#define ENDPANE_OP_ARGS_H

#include <endpane/base/err.h>
#include <endpane/catalog/catalog.h>

/* ERR_USAGE for an unknown name, a missing or a repeated value. */
bool	args_check(const struct cat_op *op, const struct args *args,
	    struct err *err);
/* Only what is given already: no value of it is refused later by args_check. */
bool	args_given(const struct cat_op *op, const struct args *args,
	    struct err *err);

/*
 * How many objects the arguments name: the ids of the parameter that lists the
 * targets (the members, devices or groups; otherwise the ids).
 */
size_t	args_objects(const struct cat_op *op, const struct args *args);
/* That parameter, or NULL where the operation has no object. */
const struct cat_param *args_target(const struct cat_op *op,
	    const struct args *args);

/* Duplicates would be sent twice: each value of a list stands once. */
void	args_drop_repeats(const struct cat_op *op, struct args *args);

#endif
