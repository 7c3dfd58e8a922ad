/* What a job writes into the journal, before and after each request. */
#include <endpane/base/log.h>
#include <endpane/base/mem.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "recall.h"
#include "record.h"

static struct job_target *
target_at(struct job *job, const struct plan_request *request, size_t n)
{
	return request->object_count == 0 ? &job->targets[0] :
	    job_target_of(job, request->objects[n].id);
}

/* Once for the job, before its first intent. */
static bool
record_plan(struct job *job, const char *operation, struct err *err)
{
	const struct past *past = job->past;
	struct buf text = { 0 };
	struct plan_record plan = { .operation = operation,
	    .conn = job->conn->name, .origin = past == NULL ? PLAN_NEW :
	    past->undoes ? PLAN_UNDOES : PLAN_RESUMES,
	    .origin_job = past != NULL ? past->job : 0 };
	bool good;

	recall_write(job, &text);
	plan.text = buf_string(&text);
	good = plans_add(job->engine->journal, &plan, &job->record, err);
	buf_fini(&text);
	return good;
}

void
record_stop(struct job *job)
{
	const struct job_target *t = job->targets;
	size_t left = 0;
	struct err err;

	for (; t < job->targets + job->target_count; t++)
		left += !t->is_out && t->shown.outcome == OUTCOME_NOT_SENT;
	if (job->record != 0 && left > 0 &&
	    !plans_stop(job->engine->journal, job->record,
	    job->trouble.code != ERR_NONE ? job->trouble.text : NULL, &err))
		log_line(LOG_OP, "no stop recorded: %s", err.text);
}

bool
record_intent(struct job *job, const struct plan_request *request,
    struct err *err)
{
	size_t n, count = request->object_count > 0 ?
	    request->object_count : 1;
	struct journal_intent *intents;
	char operation[96], *url;
	int64_t first = 0;
	bool good;

	snprintf(operation, sizeof(operation), "%s %s", job->resource->noun,
	    job->op->verb);
	if (job->record == 0 && !record_plan(job, operation, err))
		return false;
	url = mem_format("%s%s%s", request->path,
	    request->query != NULL ? "?" : "",
	    request->query != NULL ? request->query : "");
	intents = mem_alloc(count * sizeof(*intents));
	for (n = 0; n < count; n++) {
		const struct job_target *t = target_at(job, request, n);

		intents[n] = (struct journal_intent){
			.job = job->record, .operation = operation,
			.conn = job->conn->name, .method = request->method,
			.url = url, .object_id = t->id,
			.object_name = t->name,
			/* A body with a secret never reaches the disk. */
			.body = cat_has_secret(job->op) ||
			    request->file != NULL ? NULL : request->body,
		};
	}
	good = journal_intend(job->engine->journal, intents, count, &first,
	    err);
	for (n = 0; n < count && good; n++)
		target_at(job, request, n)->intent = first + (int64_t)n;
	free(intents);
	free(url);
	return good;
}

static enum journal_state
state_of(enum job_outcome outcome, bool has_looked)
{
	switch (outcome) {
	case OUTCOME_APPLIED:
		return JOURNAL_APPLIED;
	case OUTCOME_ACCEPTED:
		return JOURNAL_ACCEPTED;
	case OUTCOME_SEEN:
		return JOURNAL_APPLIED_SEEN;
	case OUTCOME_REJECTED:
		return JOURNAL_REJECTED;
	case OUTCOME_NOT_SENT:
		return JOURNAL_NOT_SENT;
	case OUTCOME_NOT_SEEN:
		return JOURNAL_NOT_APPLIED_SEEN;
	case OUTCOME_PLANNED:
	case OUTCOME_SENDING:
	case OUTCOME_UNKNOWN:
		break;
	}
	return has_looked ? JOURNAL_STILL_UNKNOWN : JOURNAL_UNKNOWN;
}

/*
 * An outcome that cannot be written leaves the intent open: unknown at the next
 * start, which is the safe side.
 */
static void
record(struct job_target *t, enum journal_state state, int http)
{
	char *words = NULL;
	struct err err;

	if (t == NULL || t->intent == 0)
		return;
	if (t->shown.err.code != ERR_NONE)
		words = mem_text(t->shown.err.text);
	else if (t->made != NULL)
		words = mem_format(RECALL_MADE "%s", t->made);
	if (!journal_outcome(t->job->engine->journal, t->intent, state, http,
	    words, &err))
		log_line(LOG_OP, "no outcome recorded: %s", err.text);
	free(words);
}

void
record_outcome(struct job_target *target, int http)
{
	if (target != NULL)
		record(target, state_of(target->shown.outcome, false), http);
}

void
record_seen(struct job_target *target)
{
	record(target, state_of(target->shown.outcome, true), 0);
}
