/*
 * What a job writes into the journal: its plan once, an intent an object before
 * a request is sent, an outcome after it, and what reading back has shown.
 */
#ifndef OP_RECORD_H
#define OP_RECORD_H

#include "job_parts.h"

/* All objects of the request, durably; false: it must not be sent. */
bool	record_intent(struct job *job, const struct plan_request *request,
	    struct err *err);
/* The job ends: where not all of it was sent, that and why. */
void	record_stop(struct job *job);
void	record_outcome(struct job_target *target, int http);
void	record_seen(struct job_target *target);

#endif
