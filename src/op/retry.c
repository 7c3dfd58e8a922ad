/* What failed of a job, made into a new one: the same, for those objects. */
#include <endpane/base/str.h>
#include <endpane/op/job.h>

#include <string.h>

#include "job_parts.h"

/* It was certainly not done, and is there to be done. */
static bool
has_failed(const struct job_target *t)
{
	switch (t->shown.outcome) {
	case OUTCOME_REJECTED:
	case OUTCOME_NOT_SEEN:
	case OUTCOME_NOT_SENT:
		return !t->is_step && !t->is_out;
	case OUTCOME_PLANNED:
	case OUTCOME_SENDING:
	case OUTCOME_APPLIED:
	case OUTCOME_ACCEPTED:
	case OUTCOME_SEEN:
	case OUTCOME_UNKNOWN:
		break;
	}
	return false;
}

size_t
job_failed(const struct job *job)
{
	size_t i, count = 0;

	for (i = 0; i < job->target_count; i++)
		count += has_failed(&job->targets[i]);
	return count;
}

/* The id that an upload of this value has got; else the value itself. */
static const char *
uploaded(const struct job *job, const char *name, const char *value)
{
	size_t i, len = strlen(name);

	for (i = 0; i < job->target_count; i++) {
		const struct job_target *t = &job->targets[i];

		if (t->is_step && t->made != NULL && t->shown.outcome ==
		    OUTCOME_APPLIED && strncmp(t->id, name, len) == 0 &&
		    t->id[len] == '=' && strcmp(t->id + len + 1, value) == 0)
			return t->made;
	}
	return value;
}

/* Which objects it was about stands anew; what a file held is read anew. */
static bool
is_replaced(const struct job *job, const char *name)
{
	struct slice s = str_slice(name);
	const struct cat_param *p;

	if (job->target != NULL && (strcmp(name, job->target->name) == 0 ||
	    (job->op->target == CAT_NAMED && strcmp(name, "filter") == 0)))
		return true;
	if (strcmp(name, CAT_ONLY) == 0)
		return true;
	if (cat_param(job->op, s) != NULL || !str_ends(s, "-text"))
		return cat_param(job->op, s) == NULL;
	s.len -= strlen("-text");
	p = cat_param(job->op, s);
	return p == NULL || args_count(&job->args, p->name) > 0;
}

static const char *
param_of_objects(const struct job *job)
{
	const struct cat_param *p = job->op->params;

	if (job->target != NULL)
		return job->target->name;
	for (; job->op->target == CAT_NAMED && p->name != NULL; p++)
		if ((p->flags & CAT_POSITION) != 0)
			return p->name;
	return cat_param(job->op, str_slice(CAT_ONLY)) != NULL ? CAT_ONLY :
	    NULL;
}

bool
job_retry_args(const struct job *job, struct args *args, struct err *err)
{
	const char *objects = param_of_objects(job);
	size_t i;

	if (job->state != JOB_DONE)
		return err_set(err, ERR_GUARD, "it is not over yet");
	if (job_failed(job) == 0)
		return err_set(err, ERR_GUARD, "nothing of it failed; what is "
		    "unknown is never repeated");
	if (job->past != NULL)
		return err_set(err, ERR_GUARD, "it undid or resumed another "
		    "one: do that again, it looks first");
	if (cat_has_secret(job->op))
		return err_set(err, ERR_GUARD, "its secret is not kept: do it "
		    "again from the menu");
	for (i = 0; i < job->args.count; i++) {
		const struct arg *a = &job->args.list[i];

		if (!is_replaced(job, a->name))
			args_add(args, a->name, str_slice(uploaded(job,
			    a->name, a->value)));
	}
	for (i = 0; i < job->target_count && objects != NULL; i++)
		if (has_failed(&job->targets[i]))
			args_add(args, objects,
			    str_slice(job->targets[i].id));
	return true;
}
