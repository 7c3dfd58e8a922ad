/*
 * A job's plan as the journal keeps it, and what became of it: written before
 * the first intent, read back to resume or to undo it. No secret is in it.
 */
#ifndef OP_RECALL_H
#define OP_RECALL_H

#include <endpane/base/map.h>
#include <endpane/op/past.h>
#include <endpane/store/plans.h>

#include "job_parts.h"

/* Before the new object's id, in the outcome's words of what has made it. */
#define RECALL_MADE "made "

struct past_object {
	struct past	*past;
	char		*id;
	char		*name;		/* or NULL */
	char		*made;		/* id of what it made; or NULL */
	struct args	 found;		/* by the seek, before */
	int		 was;		/* as in struct job_target */
	int64_t		 intent;	/* the newest one; 0: none */
	int64_t		 at_ms;		/* of the intent */
	enum journal_state state;	/* of the intent */
	char		*method;	/* of its request, as url and body */
	char		*url;
	char		*body;
	ticket		 reading;	/* what became of it, on its way */
};

struct past {
	struct engine	*engine;
	int64_t		 job;		/* the journal's */
	int64_t		 plan;		/* its number in the journal */
	enum plan_origin origin;	/* of that job */
	int64_t		 origin_job;
	const struct conn *conn;
	const struct cat_resource *resource;
	const struct cat_op *op;
	char		*target;	/* parameter that names the objects */
	struct args	 args;		/* less targets and secrets */
	struct past_object *objects;
	size_t		 count;
	struct map	 index;		/* id to place in objects */
	bool		 is_under_way;	/* here or in another process */
	bool		 undoes;	/* what is made of it now */
	struct job	*now;		/* that; or NULL */
	size_t		 readings;	/* of outcomes, on their way */
	size_t		 reads;		/* calls that these took */
	size_t		 seen[3];	/* applied, not applied, unknown */
	int64_t		 asked;		/* the entry that was named */
};

/* The plan of a job, for the journal. Appends. */
void	recall_write(const struct job *job, struct buf *text);

/* A job of the journal; NULL with *err where it cannot be read back. */
struct past *recall_job(struct engine *engine, int64_t job,
	    struct err *err);
/* Adds what became of the objects in the jobs that resumed it. */
bool	recall_resumed(struct past *past, struct err *err);
struct past_object *recall_object(const struct past *past, const char *id);

#endif
