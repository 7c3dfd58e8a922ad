/*
 * Jobs: one operation that changes something, from arguments to outcomes.
 *
 *	planned -> (targets sought by fresh reads) -> ready -> confirmed
 *	-> intent recorded -> sent -> outcome recorded -> done
 *
 * Everything that writes goes through here. A job that is not ready, not
 * confirmed or refused by the guard sends nothing. Outcomes are per object.
 * A request whose outcome is unknown is never repeated; the object is read
 * again to find out.
 */
#ifndef ENDPANE_OP_JOB_H
#define ENDPANE_OP_JOB_H

#include <endpane/op/engine.h>
#include <endpane/op/guard.h>

struct job;

enum job_state {
	JOB_SEEKING = 1,	/* reading what it would touch */
	JOB_READY,		/* guard and objects are known; not confirmed */
	JOB_SENDING,
	JOB_CHECKING,		/* reading back what is unknown */
	JOB_DONE,		/* also after a stop or a failure */
};

enum job_outcome {
	OUTCOME_PLANNED = 1,
	OUTCOME_SENDING,	/* intent recorded, on its way */
	OUTCOME_APPLIED,
	OUTCOME_ACCEPTED,	/* taken (202); carried out later */
	OUTCOME_SEEN,		/* applied, seen by reading back */
	OUTCOME_REJECTED,
	OUTCOME_NOT_SENT,
	OUTCOME_NOT_SEEN,	/* not applied, seen by reading back */
	OUTCOME_UNKNOWN,
};

struct job_object {
	const char	*id;
	const char	*name;		/* or NULL */
	bool		 is_step;	/* an upload that the others need */
	enum job_outcome outcome;
	struct err	 err;		/* code 0: no problem */
	const char	*answer;	/* what the server said of it: one JSON
					 * object, secrets masked; or NULL */
};

/*
 * Checks the arguments against the operation's parameters, finds the targets
 * and makes the plan. NULL with *err: nothing of it can be done. The job is
 * seeking or ready then. It belongs to the engine, which keeps the last 200.
 */
struct job	*job_new(struct engine *engine, const struct conn *conn,
		    const struct cat_resource *resource,
		    const struct cat_op *op, const struct args *args,
		    struct err *err);

/*
 * The rows of a file that the arguments name, good and bad. False with *err
 * where the operation takes none, or it cannot be read.
 */
bool		 job_preview(const struct cat_op *op, const struct args *args,
		    cat_row_fn *each, void *who, struct err *err);

/* Of this run, also where nothing was sent; people are told job_record(). */
uint64_t	 job_number(const struct job *job);
/* The journal's number of it, for people; 0: nothing of it is recorded. */
int64_t		 job_record(const struct job *job);
enum job_state	 job_state(const struct job *job);
generation	 job_generation(const struct job *job);
const struct conn *job_conn(const struct job *job);
const struct cat_resource *job_resource(const struct job *job);
const struct cat_op *job_op(const struct job *job);
/* Why what it does cannot be undone, when it is ready; NULL: it can be. */
const char	*job_undo_why(const struct job *job);
/* "associate app Notes with 3 devices": plain text, not made harmless. */
const char	*job_title(const struct job *job);

size_t		 job_object_count(const struct job *job);
const struct job_object *job_object(const struct job *job, size_t n);
/* How many objects have that outcome. */
size_t		 job_tally(const struct job *job, enum job_outcome outcome);
size_t		 job_request_count(const struct job *job);
/*
 * What the requests are not all of: the calls that were sent to read first, and
 * the most that may read back. Appends ", and 60 that read first; …"; exact
 * from JOB_READY on.
 */
void		 job_cost_words(const struct job *job, struct buf *out);
/* Of the file on its way: how many bytes of how many; false: there is none. */
bool		 job_progress(const struct job *job, int64_t *sent,
		    int64_t *size);
/* The answers of an operation with CAT_ANSWERS, as they came. */
struct slice	 job_answer(const struct job *job);

/* What a person knows an object by that no list has a name for. */
void		 job_call_object(struct job *job, const char *id,
		    const char *name);

/* What the guard says of it; valid from JOB_READY on. */
const struct guard_answer *job_guard(const struct job *job);

/*
 * The exact requests, for --dry-run and the confirmation: method, URL, headers
 * with secrets replaced, body. Appends lines ending in newline.
 */
void		 job_print(const struct job *job, struct buf *out);

/*
 * The job seeks until then. names: reads those of objects that are not known
 * yet, by one call each, for a face that is about to ask or to print a dry run.
 * before: reads what is there, where that is cheap, so that it can be undone;
 * for a face that is about to send.
 */
void		 job_learn(struct job *job, bool names, bool before);

/*
 * Confirmed: sends. typed is what the person typed (NULL: nothing); by_flag is
 * the command line's --yes. False with ERR_GUARD where that is not what the
 * guard asks for, or ERR_LOCAL where no journal can be written.
 */
bool		 job_confirm(struct job *job, const char *typed, bool by_flag,
		    struct err *err);
/* Nothing more is sent; what is on its way ends as it ends. */
void		 job_stop(struct job *job);
/* A job that was never confirmed is forgotten. */
void		 job_drop(struct job *job);

/* The journal's number of its first object that was to be sent; 0: none. */
int64_t		 job_entry(const struct job *job);

/* How many objects were certainly not done. */
size_t		 job_failed(const struct job *job);
/*
 * The same operation for those alone, as arguments of a new job; what is
 * unknown is never among them. False with *err where there are none, or what
 * it needs is not kept.
 */
bool		 job_retry_args(const struct job *job, struct args *args,
		    struct err *err);
/* After JOB_DONE: one code for all of it (precedence of the exit codes). */
void		 job_verdict(const struct job *job, struct err *err);

/* Newest first; returns how many there are. */
size_t		 engine_jobs(const struct engine *engine, struct job **jobs,
		    size_t most);

/* A word and a mark for an outcome: "applied", '+'. Static. */
const char	*job_outcome_word(enum job_outcome outcome);

#endif
