/*
 * Earlier jobs from inside: shared by past.c, undo.c and job.c.
 */
#ifndef OP_PAST_PARTS_H
#define OP_PAST_PARTS_H

#include <endpane/base/log.h>

#include "recall.h"

/* Never sent, or provably not. */
bool	past_is_left(const struct past_object *o);
size_t	past_left(const struct past *past);
/* What its operation was given, of all targets this one alone. */
void	past_args(const struct past_object *o, struct args *args);
/* A read about an object, made from its recorded request; 0: none is made. */
ticket	past_read(struct past_object *o, cat_look_fn *look, reply_fn *done,
	    void *who);
/* Starts the reads that the job needs before it is planned. */
void	past_begin(struct job *job);
/* Why no call tells what became of it, and what to do; NULL: one does. */
const char *past_unread(const struct past *past);
/* Undoing: leaves out what may not be undone, and reads the rest. */
void	undo_begin(struct past *past);

/*
 * Nobody has resumed it since it was planned; to be asked when no other process
 * can (bulk.h), before the first intent.
 */
bool	past_is_fresh(const struct job *job, struct err *err);
/* Drops the requests of what was sent. */
bool	past_keep_left(const struct past *past, struct plan *plan,
	    struct err *err);

#endif
