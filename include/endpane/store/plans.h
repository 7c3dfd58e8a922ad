/*
 * What each job of the journal was going to do, recorded before its first
 * intent: the operation, its arguments and all objects, without any secret.
 *
 * Plans stand in the journal's file, in its numbering and its chain. A job that
 * ends before everything was sent records a stop. Where neither a stop nor a
 * process that may still be at it is left, the process was killed.
 */
#ifndef ENDPANE_STORE_PLANS_H
#define ENDPANE_STORE_PLANS_H

#include <endpane/store/journal.h>

enum plan_origin {
	PLAN_NEW = 0,
	PLAN_RESUMES,		/* what origin_job left */
	PLAN_UNDOES,		/* what origin_job did */
};

/* Lent to the callback. What is said of reading is not used by plans_add(). */
struct plan_record {
	int64_t		 id;		/* in the journal; reading */
	int64_t		 at_ms;		/* reading */
	int64_t		 job;		/* reading */
	const char	*operation;	/* "apps associate" */
	const char	*conn;
	enum plan_origin origin;
	int64_t		 origin_job;	/* 0: none */
	const char	*text;		/* JSON; op/recall.c knows its members */
	bool		 is_stopped;	/* reading; words says why, or NULL */
	const char	*words;		/* reading */
	bool		 is_ours;	/* reading: this process is its owner */
	bool		 lives;		/* reading: its owner still runs */
};

/* False ends the walk. */
typedef bool plan_fn(void *who, const struct plan_record *plan);

/* A new job with its plan, on the disk when it returns. */
bool	plans_add(struct journal *journal, const struct plan_record *plan,
	    int64_t *job, struct err *err);
/* The job ends, and not everything was sent. */
bool	plans_stop(struct journal *journal, int64_t job, const char *words,
	    struct err *err);

/* The job of an intent's or a plan's number; ERR_MISSING where none is. */
bool	plans_job_of(struct journal *journal, int64_t id, int64_t *job,
	    struct err *err);
/* The job of the newest plan; 0: there is none. */
int64_t	plans_newest(struct journal *journal);
/* A job's plan; ERR_MISSING where an older endpane recorded none. */
bool	plans_show(struct journal *journal, int64_t job, plan_fn *each,
	    void *who, struct err *err);
/* The plans of jobs that resumed this one, oldest first. */
bool	plans_resumed(struct journal *journal, int64_t job, plan_fn *each,
	    void *who, struct err *err);

#endif
