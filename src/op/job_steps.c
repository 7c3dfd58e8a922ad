/* Requests that others need: uploads, and the ids that come back from them. */
#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/json/scan.h>
#include <endpane/op/list.h>

#include <stdlib.h>
#include <string.h>

#include "job_parts.h"
#include "recall.h"

void
steps_add(struct job *job, const struct plan *plan)
{
	size_t i, before;

	for (i = 0; i < plan->count; i++) {
		const struct plan_request *r = &plan->requests[i];

		if (r->gives == NULL || r->object_count == 0)
			continue;
		before = job->target_count;
		job_add_target(job, r->objects[0].id, r->objects[0].name);
		if (job->target_count > before)
			job->targets[before].is_step = true;
	}
}

bool
steps_are_in(const struct job *job)
{
	size_t i = 0;

	while (i < job->plan.count && job->plan.requests[i].gives == NULL)
		i++;
	return i < job->plan.count;
}

static const char *
made_by(struct job *job, size_t number)
{
	const struct plan_request *r = &job->plan.requests[number];
	const struct job_target *t = r->object_count == 0 ? NULL :
	    job_target_of(job, r->objects[0].id);

	return t != NULL ? t->made : NULL;
}

void
steps_fill(struct job *job, struct plan_request *r)
{
	struct buf body = { 0 };
	size_t i, at = 0;

	if (r->fill_count == 0)
		return;
	for (i = 0; i < r->fill_count; i++) {
		const struct plan_fill *f = &r->fills[i];

		buf_add(&body, r->body + at, f->at - at);
		buf_text(&body, made_by(job, f->from));
		at = f->at + f->len;
	}
	buf_text(&body, r->body + at);
	free(r->body);
	r->body = buf_take(&body, NULL);
	r->fill_count = 0;
}

/* An id goes into a body as it is: digits, or it is none. */
void
steps_note(struct job *job, const struct plan_request *r, struct slice body)
{
	struct job_target *t = r->object_count == 0 ? &job->targets[0] :
	    job_target_of(job, r->objects[0].id);
	const char *pointer = r->gives;
	struct buf id = { 0 };
	struct slice value;

	if (pointer == NULL && (job->op->flags & CAT_MAKES) != 0)
		pointer = job->op->item_id;
	if (pointer == NULL || t == NULL)
		return;
	if (scan_at(body, pointer, &value) && scan_text(value, &id) &&
	    id.len > 0 && (r->gives == NULL ||
	    str_digits((struct slice){ id.at, id.len }, 20))) {
		free(t->made);
		t->made = buf_take(&id, NULL);
	}
	buf_fini(&id);
}

/* An object that an earlier job is known to have made. */
struct known {
	const char	*id;
	bool		 is_there;
};

static bool
knows(void *who, const struct journal_entry *entry)
{
	struct known *k = who;
	size_t len = strlen(RECALL_MADE);

	k->is_there = entry->words != NULL &&
	    strncmp(entry->words, RECALL_MADE, len) == 0 &&
	    strcmp(entry->words + len, k->id) == 0;
	return !k->is_there;
}

/* By a list that is kept, or the journal: it was not made just now. */
bool
steps_know(const struct job *job, const struct buf *id)
{
	struct known k = { .id = buf_string(id) };
	const struct journal_query all = { 0 };
	struct err ignored;

	if (list_name_of(job->engine, job->resource->noun,
	    job->conn->number, (struct slice){ id->at, id->len }).len > 0)
		return true;
	journal_list(job->engine->journal, &all, knows, &k, &ignored);
	return k.is_there;
}

bool
steps_seen(struct job_target *t, const struct cat_reply *reply)
{
	struct job *job = t->job;
	struct buf id = { 0 };
	bool is_new;

	is_new = job->op->ways->made(reply, t->id, &job->args, &id) &&
	    !steps_know(job, &id);
	if (is_new) {
		free(t->made);
		t->made = buf_take(&id, NULL);
	}
	buf_fini(&id);
	return is_new;
}

bool
steps_failed(struct job *job, struct err *why)
{
	size_t i;

	for (i = 0; i < job->started; i++) {
		const struct plan_request *r = &job->plan.requests[i];
		const struct job_target *t;

		if (r->gives == NULL || !job->calls[i].is_over)
			continue;
		t = job_target_of(job, r->objects[0].id);
		if (t == NULL || (t->shown.outcome == OUTCOME_APPLIED &&
		    t->made != NULL))
			continue;
		err_set(why, ERR_REFUSED, "not sent, since %.80s was not "
		    "uploaded; nothing of it was changed; mend that, then do "
		    "it again", r->objects[0].name);
		return true;
	}
	return false;
}

bool
job_progress(const struct job *job, int64_t *sent, int64_t *size)
{
	struct queue_item items[32];
	size_t i, n, count;

	if (job->state != JOB_SENDING)
		return false;
	count = queue_items(job->engine->queue, items, 32);
	for (i = 0; i < job->started; i++)
		for (n = 0; n < count && job->calls[i].id != 0; n++)
			if (items[n].id == job->calls[i].id &&
			    items[n].file_size > 0) {
				*sent = items[n].file_sent;
				*size = items[n].file_size;
				return true;
			}
	return false;
}

void
steps_left(struct job *job)
{
	struct job_target *goal = &job->targets[0];
	struct buf words = { 0 };
	size_t i;

	if (goal->is_step || goal->shown.err.code == ERR_NONE)
		return;
	for (i = 1; i < job->target_count; i++) {
		const struct job_target *t = &job->targets[i];

		if (t->is_step && t->made != NULL &&
		    t->shown.outcome == OUTCOME_APPLIED)
			buf_format(&words, "%s%.60s stays uploaded, as %s",
			    words.len > 0 ? ", " : "", t->name, t->made);
	}
	if (words.len > 0)
		job_go_on_saying(&goal->shown.err, buf_string(&words));
	buf_fini(&words);
}
