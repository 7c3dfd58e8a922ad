/*
 * What an earlier job left or did, made into a new one: resumed or undone.
 *
 * Resumed is exactly what was not sent, by the plan that the journal holds. What
 * is unknown is read again and never sent. Undone is only what was applied,
 * was not so before, and still is as it was made, by a fresh read. The new job
 * is planned, asked about and recorded as any other, with where it comes from.
 */
#ifndef ENDPANE_OP_PAST_H
#define ENDPANE_OP_PAST_H

#include <endpane/op/job.h>

struct past;

/*
 * The job of an entry of the journal, by the number of any of its objects. NULL
 * with *err: ERR_MISSING where there is no such entry, or no plan of it.
 */
struct past	*past_open(struct engine *engine, int64_t id,
		    struct err *err);
void		 past_close(struct past *past);		/* NULL is fine */
const struct conn *past_conn(const struct past *past);
const struct cat_resource *past_resource(const struct past *past);
const struct cat_op *past_op(const struct past *past);

/*
 * The new job, which takes past over. secrets: those that the operation needs,
 * since no journal holds them. NULL with *err; past is the caller's then.
 */
struct job	*past_resume(struct past *past, const struct args *secrets,
		    struct err *err);
struct job	*past_undo(struct past *past, struct err *err);
/* Why nothing of it can be undone; NULL: it is to be looked at. */
const char	*past_undo_why(const struct past *past);

/*
 * The newest job, where it ended early and nobody has resumed it: how many
 * objects it left, and the number of an entry; 0: nothing to resume.
 */
size_t		 past_unfinished(struct engine *engine, int64_t *entry);

/* "2 unknown outcomes of job 5 were read again: …" or "": appends. */
void		 past_remark(const struct job *job, struct buf *out);
/*
 * Nothing was left to send, but outcomes were unknown and have been read: then
 * that is all there was to do. *err: ERR_UNCERTAIN where some still are.
 */
bool		 past_was_settled(const struct job *job, struct err *err);

#endif
