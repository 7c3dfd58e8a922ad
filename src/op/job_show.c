/* What a job tells: objects, tallies, exact requests, one verdict. */
#include <endpane/base/str.h>
#include <endpane/base/text.h>
#include <endpane/catalog/undo.h>

#include <string.h>

#include "job_parts.h"

uint64_t
job_number(const struct job *job)
{
	return job->number;
}

int64_t
job_record(const struct job *job)
{
	return job->record;
}

enum job_state
job_state(const struct job *job)
{
	return job->state;
}

generation
job_generation(const struct job *job)
{
	return job->generation;
}

const struct conn *
job_conn(const struct job *job)
{
	return job->conn;
}

const struct cat_resource *
job_resource(const struct job *job)
{
	return job->resource;
}

const struct cat_op *
job_op(const struct job *job)
{
	return job->op;
}

const char *
job_undo_why(const struct job *job)
{
	const char *why = cat_undo_why(job->op, &job->args);

	if (why == NULL && job->is_unread)
		return "what was there before is not read for so many; do "
		    "fewer at once";
	if (why == NULL && job->failed_before > 0 && job->failed_before ==
	    job->target_count)
		return "what was there before could not be read just now";
	return why;
}

const char *
job_title(const struct job *job)
{
	return job->title;
}

size_t
job_object_count(const struct job *job)
{
	return job->target_count;
}

const struct job_object *
job_object(const struct job *job, size_t n)
{
	struct job_target *t = &job->targets[n];

	t->shown.is_step = t->is_step;
	t->shown.id = t->made != NULL ? t->made : t->id;
	t->shown.answer = t->answer;
	t->shown.name = t->made != NULL && t->name == NULL ? t->id : t->name;
	return &t->shown;
}

size_t
job_tally(const struct job *job, enum job_outcome outcome)
{
	size_t i, count = 0;

	for (i = 0; i < job->target_count; i++)
		count += job->targets[i].shown.outcome == outcome;
	return count;
}

size_t
job_request_count(const struct job *job)
{
	return job->plan.count;
}

struct slice
job_answer(const struct job *job)
{
	return (struct slice){ job->answer.at, job->answer.len };
}

int64_t
job_entry(const struct job *job)
{
	int64_t first = 0;
	size_t i;

	for (i = 0; i < job->target_count; i++)
		if (job->targets[i].intent != 0 &&
		    (first == 0 || job->targets[i].intent < first))
			first = job->targets[i].intent;
	return first;
}

const struct guard_answer *
job_guard(const struct job *job)
{
	return &job->guard;
}

const char *
job_outcome_word(enum job_outcome outcome)
{
	switch (outcome) {
	case OUTCOME_PLANNED:	return "planned";
	case OUTCOME_SENDING:	return "sending";
	case OUTCOME_APPLIED:	return "applied";
	case OUTCOME_ACCEPTED:	return "accepted";
	case OUTCOME_SEEN:	return "applied (seen)";
	case OUTCOME_REJECTED:	return "rejected";
	case OUTCOME_NOT_SENT:	return "not sent";
	case OUTCOME_NOT_SEEN:	return "not applied (seen)";
	case OUTCOME_UNKNOWN:	return "unknown";
	}
	return "unknown";
}

/* A header of the user's may carry a secret of its own: its name only. */
static void
print_headers(const struct job *job, const struct plan_request *r,
    struct buf *out)
{
	const struct conn *conn = job->conn;
	const char *type = content_type_of(job->resource, r->body != NULL);
	size_t i;

	buf_text(out, "Accept: application/json\n");
	buf_format(out, "Authorization: %s[redacted]\n", conn_scheme(conn));
	if (r->type != NULL)
		type = r->type;
	if (type != NULL)
		buf_format(out, "Content-Type: %s\n", type);
	if (r->disposition != NULL)
		buf_format(out, "Content-Disposition: %s\n", r->disposition);
	if (conn->system->module_header != NULL &&
	    conn->settings.x_module != NULL)
		buf_format(out, "%s: %s\n", conn->system->module_header,
		    conn->settings.x_module);
	for (i = 0; conn->headers != NULL && conn->headers[i] != NULL; i++)
		buf_format(out, "%.*s: [redacted]\n",
		    (int)strcspn(conn->headers[i], ":"), conn->headers[i]);
	if (r->file != NULL && !r->file_in_json)
		buf_format(out, "Content-Length: %lld\n",
		    (long long)r->file_size);
	else if (r->body == NULL && strcmp(r->method, "DELETE") != 0)
		buf_text(out, "Content-Length: 0\n");
}

static void
print_plan(const struct job *job, const struct plan *plan, struct buf *out)
{
	size_t i;

	for (i = 0; i < plan->count; i++) {
		const struct plan_request *r = &plan->requests[i];

		buf_format(out, "%s%s %s%s%s%s\n", i > 0 ? "\n" : "",
		    r->method, job->conn->base, r->path,
		    r->query != NULL ? "?" : "",
		    r->query != NULL ? r->query : "");
		print_headers(job, r, out);
		if (r->file != NULL)
			buf_format(out, r->file_in_json ?
			    "\n{\"stream\":\"[the bytes of %s in base64]\"}\n" :
			    "\n[the bytes of %s]\n", r->file);
		else if (r->body != NULL)
			buf_format(out, "\n%s\n", r->body);
	}
}

void
job_print(const struct job *job, struct buf *out)
{
	struct plan shown = { 0 };
	struct err err;

	if (!cat_has_secret(job->op))
		print_plan(job, &job->plan, out);
	else if (job_plan_shown(job, &shown, &err))
		print_plan(job, &shown, out);
	plan_fini(&shown);
}

static const struct err *
first_err(const struct job *job, enum job_outcome outcome)
{
	size_t i;

	for (i = 0; i < job->target_count; i++)
		if (job->targets[i].shown.outcome == outcome &&
		    job->targets[i].shown.err.code != ERR_NONE)
			return &job->targets[i].shown.err;
	return NULL;
}

/* Nothing was done at all: the reason the first object has. */
static void
all_failed(const struct job *job, struct err *err)
{
	const struct err *why = first_err(job, OUTCOME_REJECTED);

	if (why == NULL)
		why = first_err(job, OUTCOME_NOT_SEEN);
	if (why == NULL)
		why = first_err(job, OUTCOME_NOT_SENT);
	if (why == NULL && job->trouble.code != ERR_NONE)
		why = &job->trouble;
	if (why != NULL)
		*err = *why;
	else
		err_set(err, ERR_REFUSED, "it was not done");
	/* Whether it was done is known by now. */
	if (err->code == ERR_UNCERTAIN)
		err->code = ERR_REFUSED;
}

/* Of what was meant, steps on the way set aside; *all: how many it was. */
static size_t
count_good(const struct job *job, size_t *all)
{
	size_t i, good = 0;

	*all = 0;
	for (i = 0; i < job->target_count; i++) {
		enum job_outcome outcome = job->targets[i].shown.outcome;

		if (job->targets[i].is_step)
			continue;
		good += outcome == OUTCOME_APPLIED ||
		    outcome == OUTCOME_ACCEPTED || outcome == OUTCOME_SEEN;
		(*all)++;
	}
	return good;
}

/* Some were done; why the others were not the first of them says. */
static void
say_partly(const struct job *job, size_t bad, size_t all, struct err *err)
{
	struct err why = { 0 };

	all_failed(job, &why);
	err_set(err, ERR_PARTIAL, "%zu of %zu were not done: %.300s", bad, all,
	    why.text);
}

void
job_verdict(const struct job *job, struct err *err)
{
	size_t all, good = count_good(job, &all);
	size_t unknown = job_tally(job, OUTCOME_UNKNOWN) +
	    job_tally(job, OUTCOME_SENDING);
	const char *why = cat_unread(job->op, &job->args);

	err_clear(err);
	if (job->trouble.code == ERR_INTERRUPTED)
		*err = job->trouble;
	else if (unknown > 0) {
		err_set(err, ERR_UNCERTAIN, "the outcome of %zu of %zu is "
		    "unknown; nothing is repeated; %s", unknown,
		    job->target_count, why != NULL ? why :
		    "look at each before you do it again");
		if (job->trouble.code == ERR_PROTOCOL)
			err_set(err, ERR_UNCERTAIN, "%s", job->trouble.text);
	} else if (good == 0)
		all_failed(job, err);
	else if (good < all)
		say_partly(job, all - good, all, err);
}

size_t
engine_jobs(const struct engine *engine, struct job **jobs, size_t most)
{
	struct job *job;
	size_t count = 0;

	for (job = engine->jobs; job != NULL; job = job->next) {
		if (count < most)
			jobs[count] = job;
		count++;
	}
	return count;
}
