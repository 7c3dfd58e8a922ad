/*
 * What is there before it is changed: read where that is cheap, for an undo and
 * for telling an outcome by it.
 */
#include <endpane/catalog/undo.h>

#include <string.h>

#include "job_parts.h"

/* What is not read cannot be undone; a budget is everybody's. */
#define READS_MOST	100
#define BUDGET_READS_MOST	20

/* The read that tells of the nth object of a request. */
static bool
want(const struct job *job, size_t number, size_t n, struct buf *path,
    struct buf *query)
{
	const struct cat_undo *undo = cat_undo(job->op);
	cat_look_fn *look = undo->look != NULL ? undo->look :
	    job->op->ways->look;

	buf_clear(path);
	buf_clear(query);
	return look(&job->plan.requests[number], n, &job->args,
	    &job->conn->settings, path, query);
}

static void
told(void *who, const struct reply *reply)
{
	struct job_target *t = who;
	struct job *job = t->job;
	const struct cat_undo *undo = cat_undo(job->op);
	struct cat_reply seen = { reply->status, reply->body, NULL, false };

	t->reading = 0;
	job->reads += (size_t)reply->calls;
	if (reply->err.code == ERR_NONE)
		t->was = (undo->is != NULL ? undo->is :
		    job->op->ways->seen)(&seen, t->id, &job->args,
		    &job->conn->settings);
	else if (reply->err.code != ERR_MISSING)
		job->failed_before++;
	job_learned(job);
}

/* How many reads are sent: neighbours that want the same one share it. */
static size_t
count_reads(const struct job *job)
{
	struct buf path = { 0 }, query = { 0 }, before = { 0 };
	size_t i, n, count = 0;

	for (i = 0; i < job->plan.count; i++)
		for (n = 0; n < job->plan.requests[i].object_count; n++) {
			if (!want(job, i, n, &path, &query))
				continue;
			if (before.len == 0 || strcmp(buf_string(&before),
			    buf_string(&path)) != 0)
				count++;
			buf_clear(&before);
			buf_text(&before, buf_string(&path));
		}
	buf_fini(&path);
	buf_fini(&query);
	buf_fini(&before);
	return count;
}

static void
ask(struct job *job, size_t number, size_t n)
{
	struct request r = { .conn = job->conn, .method = "GET",
	    .content_type = content_type_of(job->resource, false),
	    .lane = LANE_ASKED, .once = true };
	struct job_target *t = job_target_of(job,
	    job->plan.requests[number].objects[n].id);
	struct buf path = { 0 }, query = { 0 };

	if (t != NULL && want(job, number, n, &path, &query)) {
		r.path = buf_string(&path);
		r.query = query.len > 0 ? buf_string(&query) : NULL;
		t->reading = queue_read(job->engine->queue, &r, told, t);
		job->readings += t->reading != 0;
	}
	buf_fini(&path);
	buf_fini(&query);
}

/* A seek has read it already, and what is made was not there before. */
static bool
is_wanted(const struct job *job)
{
	const struct cat_ways *ways = job->op->ways;

	if (ways->compares)
		return true;
	return cat_undo(job->op)->verb != NULL &&
	    (job->op->flags & CAT_MAKES) == 0 && ways->seek == NULL;
}

void
job_note_before(struct job *job)
{
	size_t i, n;

	job->wants_before = false;
	if (!is_wanted(job))
		return;
	job->is_unread = count_reads(job) > (job->conn->per_day > 0 ?
	    BUDGET_READS_MOST : READS_MOST);
	if (job->is_unread)
		return;
	job->state = JOB_SEEKING;
	job->stage = STAGE_BEFORE;
	job->readings = 1;
	for (i = 0; i < job->plan.count; i++)
		for (n = 0; n < job->plan.requests[i].object_count; n++)
			ask(job, i, n);
	job_learned(job);
}
