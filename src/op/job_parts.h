/* A job from inside: shared by the files job*.c and nobody else. */
#ifndef OP_JOB_PARTS_H
#define OP_JOB_PARTS_H

#include <endpane/base/map.h>
#include <endpane/op/job.h>

#include "engine_parts.h"
#include "reread.h"

/* What a read shows that proves nothing: see cat_ways' traces. */
#define JOB_TRACES	"read again, it is there now, which may come from " \
			"elsewhere"

struct job_target {		/* behind a struct job_object */
	struct job	*job;
	char		*id;
	char		*name;
	char		*made;		/* id of what it made; or NULL */
	char		*answer;	/* JSON about it, masked; or NULL */
	struct args	 found;		/* what the seek gave the plan */
	int64_t		 intent;	/* the journal's number; 0: none */
	int		 was;		/* as the job makes it, before it did?
					 * 1, 0, or -1: not known */
	int		 attempt;	/* of the seek */
	ticket		 reading;	/* seek, naming or look on its way */
	struct reread	 reread;	/* a look over several pages */
	bool		 is_other;	/* not of the noun: CAT_OTHERS */
	bool		 is_step;	/* what the target needs: an upload */
	bool		 is_out;	/* not found: no request for it */
	bool		 may_come;	/* its request may still be worked on */
	bool		 is_alarm;	/* its answer names what was not meant */
	struct job_object shown;
};

struct job_call {		/* one request of the plan */
	struct job	*job;
	size_t		 number;	/* in the plan */
	ticket		 id;		/* 0: not on its way */
	bool		 is_over;
	bool		 may_come;	/* we gave up waiting, not the server */
};

/* What the readings of a job that is being planned are for. */
enum job_stage {
	STAGE_PAST = 1,		/* an earlier job, as it is now */
	STAGE_SEEK,		/* the objects */
	STAGE_NAMES,
	STAGE_BEFORE,		/* what is there before it is changed */
};

struct job {
	struct job		*next;		/* older */
	struct engine		*engine;
	uint64_t		 number;
	const struct conn	*conn;
	const struct cat_resource *resource;
	const struct cat_op	*op;
	const struct cat_param	*target;	/* whose values are objects */
	struct args		 args;
	enum job_state		 state;
	enum job_stage		 stage;
	struct job_target	*targets;
	size_t			 target_count;
	struct map		 index;		/* id to place in targets */
	struct plan		 plan;
	struct job_call		*calls;		/* one a request */
	size_t			 started;	/* calls begun */
	size_t			 wave_left;	/* of this wave, on their way */
	int			 wave;
	size_t			 readings;	/* seeks, names or looks */
	struct fetch		*finding;	/* the set of a filter */
	bool			 confirmed;
	bool			 is_bulk;	/* has entered bulk.h's turn */
	bool			 stopped;
	bool			 has_looked;
	bool			 wants_names;	/* not read yet */
	bool			 wants_before;	/* the same, for before.c */
	bool			 is_unread;	/* that would be too many calls */
	size_t			 failed_before;	/* objects whose read failed */
	size_t			 reads;		/* calls that were sent for it
						 * before it is confirmed */
	struct past		*past;		/* what it resumes or undoes */
	struct err		 trouble;	/* why all of it stopped */
	struct guard_answer	 guard;
	struct buf		 answer;	/* CAT_ANSWERS: as it came */
	char			*title;
	int64_t			 record;	/* the journal's job number */
	generation		 generation;
};

void	job_changed(struct job *job);
struct job_target *job_target_of(struct job *job, const char *id);
void	job_set(struct job_target *target, enum job_outcome outcome,
	    const struct err *err);
void	job_add_target(struct job *job, const char *id, const char *name);

/* Targets for the requests that others need, from a plan. */
void	steps_add(struct job *job, const struct plan *plan);
bool	steps_are_in(const struct job *job);
/* Puts what was made into the request that is to be sent now. */
void	steps_fill(struct job *job, struct plan_request *request);
/* The answer says what a request has made. */
void	steps_note(struct job *job, const struct plan_request *request,
	    struct slice body);
/* An id that a list or the journal has: it was not made just now. */
bool	steps_know(const struct job *job, const struct buf *id);
/* Notes what was made, seen by reading; false: it was there before. */
bool	steps_seen(struct job_target *target, const struct cat_reply *reply);
/* Why nothing more can be sent, where a step failed; false: go on. */
bool	steps_failed(struct job *job, struct err *why);
/* Puts behind the target's words what stands on the server without it. */
void	steps_left(struct job *job);
void	job_go_on_saying(struct err *err, const char *rest);

/* What a good answer says of each object of its request. */
void	answers_keep(struct job *job, const struct plan_request *request,
	    const struct reply *reply);

/* An undoing may take of the reserve of a day's calls. */
bool	job_undoes(const struct job *job);

/* The plan as it may be shown: [secret] stands for secrets. */
bool	job_plan_shown(const struct job *job, struct plan *plan,
	    struct err *err);
/* Plain mistakes, and what is never done, before anything is read. */
bool	job_is_possible(struct engine *engine, const struct conn *conn,
	    const struct cat_op *op, const struct args *args,
	    struct err *err);
/*
 * A job from arguments whose files are loaded; past, which it takes over where
 * it comes into being, may be NULL.
 */
struct job *job_make(struct engine *engine, const struct conn *conn,
	    const struct cat_resource *resource, const struct cat_op *op,
	    const struct args *args, struct past *past, struct err *err);
/* One of the readings of a planned job is over; goes on after the last. */
void	job_learned(struct job *job);
/* Names that the cache has, without a call; at most a moment. */
void	job_names_kept(struct job *job);
/* What job_learn() wants, once the job is ready. */
void	job_learn_more(struct job *job);
/* The reads that tell what is there before it is changed. */
void	job_note_before(struct job *job);

/* Planning over: the guard speaks, the job is ready. */
void	job_ready(struct job *job);
/* Starts finding the targets; false where none needs to be sought. */
bool	job_seek(struct job *job);
/* Sends what may go now; called again at every turn. */
void	job_send(struct job *job);
/* What waits for its turn is not sent; what is on its way ends as it ends. */
void	job_call_off(struct job *job);
/* Puts behind its words that nothing has told what became of it. */
void	job_say_unknown(struct job_target *target);
/* After the last call: reads back what is unknown, or ends. */
void	job_look(struct job *job);
void	job_done(struct job *job);

#endif
