/* What a job writes into the journal, before and after each request. */
#include <endpane/base/log.h>
#include <endpane/base/mem.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "record.h"

static struct job_target *
target_at(struct job *job, const struct plan_request *request, size_t n)
{
	return request->object_count == 0 ? &job->targets[0] :
	    job_target_of(job, request->objects[n].id);
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

	if (job->record == 0 && !journal_new_job(job->engine->journal,
	    &job->record, err))
		return false;
	snprintf(operation, sizeof(operation), "%s %s", job->resource->noun,
	    job->op->verb);
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
	struct err err;

	if (t == NULL || t->intent == 0)
		return;
	if (!journal_outcome(t->job->engine->journal, t->intent, state, http,
	    t->shown.err.code != ERR_NONE ? t->shown.err.text : NULL, &err))
		log_line(LOG_OP, "no outcome recorded: %s", err.text);
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
