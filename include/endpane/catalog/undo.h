/*
 * How an operation is undone: by another one of its resource, on the same
 * objects and with those of its arguments that the other one has too.
 */
#ifndef ENDPANE_CATALOG_UNDO_H
#define ENDPANE_CATALOG_UNDO_H

#include <endpane/catalog/row.h>

/*
 * The arguments, but for the target, that bring back what a seek found before
 * an object was changed; appended. 1; 0: nothing was changed; -1 with *err: it
 * cannot be brought back.
 */
typedef int cat_back_fn(const struct args *args, const struct args *found,
    struct args *back, struct err *err);

struct cat_undo {
	const char	*verb;	/* NULL: it cannot be undone */
	const char	*why;	/* not; else NULL */
	const char	*except;	/* a parameter with which it cannot be
					 * undone all the same; or NULL */
	const char	*except_why;
	const char	*except_unread;	/* as ways->unread, with it */
	cat_look_fn	*look;	/* NULL: that of the ways */
	cat_seen_fn	*is;	/* as the operation makes it? NULL: by the
				 * ways' seen */
	cat_back_fn	*back;	/* what a seek found; or NULL */
};

/* Of an operation that writes; never NULL. */
const struct cat_undo *cat_undo(const struct cat_op *op);
/* "can be undone", "CANNOT BE UNDONE", "has no undo", "reads only": static. */
const char	*cat_undo_words(const struct cat_op *op);
/* Why it cannot be undone; NULL: it can. Without args: whatever they are. */
const char *cat_undo_why(const struct cat_op *op, const struct args *args);
/* Why no call tells what became of it, and what to do; NULL: one does. */
const char *cat_unread(const struct cat_op *op, const struct args *args);

#endif
