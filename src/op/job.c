/* The life of one operation that changes something, from plan to verdict. */
#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/op/args.h>
#include <endpane/op/list.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bulk.h"
#include "load.h"
#include "past_parts.h"
#include "record.h"
#include "upload.h"

#define KEPT	200

void
job_changed(struct job *job)
{
	job->generation++;
	engine_changed(job->engine);
}

struct job_target *
job_target_of(struct job *job, const char *id)
{
	uint32_t place;

	return map_find(&job->index, str_slice(id), &place) ?
	    &job->targets[place] : NULL;
}

void
job_set(struct job_target *t, enum job_outcome outcome,
    const struct err *err)
{
	t->shown.outcome = outcome;
	if (err != NULL)
		t->shown.err = *err;
	job_changed(t->job);
}

void
job_add_target(struct job *job, const char *id, const char *name)
{
	struct job_target *t;

	if (job_target_of(job, id) != NULL)
		return;
	job->targets = mem_grow(job->targets, job->target_count + 1,
	    sizeof(*job->targets));
	t = &job->targets[job->target_count++];
	memset(t, 0, sizeof(*t));
	t->job = job;
	t->id = mem_text(id);
	t->name = name != NULL && name[0] != '\0' ? mem_text(name) : NULL;
	t->shown.outcome = OUTCOME_PLANNED;
	t->was = -1;
	map_add(&job->index, str_slice(t->id),
	    (uint32_t)(job->target_count - 1));
}

/* The name that a loaded list has for an id; appended. */
static void
known_name(const struct job *job, const char *noun, const char *id,
    struct buf *name)
{
	if (noun != NULL)
		buf_slice(name, list_name_of(job->engine, noun,
		    job->conn->number, str_slice(id)));
}

/* Objects that no argument names, such as the rows of a file. */
static void
add_planned(struct job *job, const struct plan *trial)
{
	size_t i, n;

	for (i = 0; i < trial->count; i++)
		for (n = 0; n < trial->requests[i].object_count &&
		    trial->requests[i].gives == NULL; n++)
			job_add_target(job, trial->requests[i].objects[n].id,
			    trial->requests[i].objects[n].name);
}

static void
collect_targets(struct job *job, const struct plan *trial)
{
	struct buf name = { 0 };
	const char *id;
	size_t n;

	if (job->target == NULL) {
		add_planned(job, trial);
		id = args_get(&job->args, "name", 0);
		if (job->target_count == 0)
			job_add_target(job, id != NULL ? id : "-", id);
		steps_add(job, trial);
		return;
	}
	for (n = 0; (id = args_get(&job->args, job->target->name, n)) != NULL;
	    n++) {
		buf_clear(&name);
		known_name(job, job->target->noun, id, &name);
		job_add_target(job, id, buf_string(&name));
	}
	steps_add(job, trial);
	buf_fini(&name);
}

static bool
resumes(const struct past *past)
{
	return past != NULL && !past->undoes;
}

static void
make_title(struct job *job)
{
	const char *one = args_get(&job->args, "id", 0);
	struct buf title = { 0 }, name = { 0 };

	if (job->past != NULL)
		buf_text(&title, job->past->undoes ? "undo: " : "resume: ");
	buf_format(&title, "%s %s", job->resource->noun, job->op->verb);
	if (job->target != NULL && strcmp(job->target->name, "id") != 0 &&
	    one != NULL) {
		known_name(job, job->resource->noun, one, &name);
		buf_format(&title, " %s", name.len > 0 ? buf_string(&name) :
		    one);
	}
	if (job->target_count == 1 ||
	    (job->target_count > 1 && job->targets[1].is_step))
		buf_format(&title, ": %s", job->targets[0].name != NULL ?
		    job->targets[0].name : job->targets[0].id);
	else if (job->target_count == 0 && resumes(job->past))
		buf_text(&title, ": nothing left to send");
	else
		buf_format(&title, ": %zu %s", job->target_count,
		    job->target == NULL ? job->resource->noun :
		    job->target->noun != NULL &&
		    (job->target->flags & CAT_OTHERS) == 0 ?
		    job->target->noun : "objects");
	free(job->title);
	job->title = buf_take(&title, NULL);
	buf_fini(&name);
}

void
job_call_object(struct job *job, const char *id, const char *name)
{
	struct job_target *t = job_target_of(job, id);

	if (t == NULL || t->name != NULL || job->state > JOB_READY)
		return;
	t->name = mem_text(name);
	make_title(job);
	job_changed(job);
}

static size_t
objects_left(const struct job *job)
{
	size_t i, count = 0;

	for (i = 0; i < job->target_count; i++)
		count += !job->targets[i].is_out && !job->targets[i].is_step;
	return count;
}

/* The arguments with the targets as they were found, less those not there. */
static void
final_args(const struct job *job, struct args *args)
{
	size_t i, n;

	for (i = 0; i < job->args.count; i++)
		if (job->target == NULL ||
		    strcmp(job->args.list[i].name, job->target->name) != 0)
			args_add(args, job->args.list[i].name,
			    str_slice(job->args.list[i].value));
	for (i = 0; i < job->target_count && job->target != NULL; i++) {
		const struct job_target *t = &job->targets[i];

		if (t->is_out || t->is_step)
			continue;
		args_add(args, job->target->name, str_slice(t->id));
		for (n = 0; n < t->found.count; n++)
			args_add(args, t->found.list[n].name,
			    str_slice(t->found.list[n].value));
	}
}

bool
job_plan_shown(const struct job *job, struct plan *plan, struct err *err)
{
	struct args all = { 0 }, shown = { 0 };
	const struct cat_param *p;
	bool good;
	size_t i;

	final_args(job, &all);
	for (i = 0; i < all.count; i++) {
		p = cat_param(job->op, str_slice(all.list[i].name));
		args_add(&shown, all.list[i].name, str_slice(p != NULL &&
		    p->kind == CAT_SECRET ? "[secret]" : all.list[i].value));
	}
	good = cat_plan(job->op, &shown, &job->conn->settings, plan, err);
	args_fini(&shown);
	args_fini(&all);
	return good;
}

/* Nobody needs them any more, and a job is kept for a while. */
static void
forget_secrets(struct job *job)
{
	size_t i;

	if (!cat_has_secret(job->op))
		return;
	for (i = 0; i < job->args.count; i++) {
		const struct cat_param *p = cat_param(job->op,
		    str_slice(job->args.list[i].name));
		char *value = job->args.list[i].value;

		if (p != NULL && p->kind == CAT_SECRET)
			explicit_bzero(value, strlen(value));
	}
	for (i = 0; i < job->plan.count; i++) {
		char *body = job->plan.requests[i].body;

		if (body != NULL)
			explicit_bzero(body, strlen(body));
	}
}

static bool
make_plan(struct job *job, struct err *err)
{
	struct args args = { 0 };
	bool good;
	size_t i;

	final_args(job, &args);
	good = cat_plan(job->op, &args, &job->conn->settings, &job->plan,
	    err) && (!resumes(job->past) ||
	    past_keep_left(job->past, &job->plan, err)) &&
	    upload_prepare(&job->plan, err);
	args_fini(&args);
	if (!good)
		return false;
	job->calls = mem_alloc((job->plan.count + 1) * sizeof(*job->calls));
	for (i = 0; i < job->plan.count; i++)
		job->calls[i] = (struct job_call){ .job = job, .number = i };
	return true;
}

void
job_ready(struct job *job)
{
	struct guard_asked asked = {
		.op = job->op, .objects = objects_left(job),
		.confirm_above = engine_confirm_above(job->engine),
		.read_only = engine_is_read_only(job->engine, job->conn),
		.from_screen = job->engine->options.keeps_lists,
	};
	struct err err = { 0 };
	size_t i;

	for (i = 0; i < job->target_count; i++)
		if (!job->targets[i].is_out && !job->targets[i].is_step &&
		    asked.objects == 1)
			asked.name = job->targets[i].name;
	make_title(job);
	guard_ask(&asked, &job->guard);
	if (job->trouble.code == ERR_NONE && job->guard.way != GUARD_REFUSE &&
	    !make_plan(job, &err))
		job->trouble = err;
	if (job->trouble.code != ERR_NONE) {
		job->guard.way = GUARD_REFUSE;
		job->guard.err = job->trouble;
	} else if (job->guard.way == GUARD_REFUSE && asked.objects == 0 &&
	    job->target_count > 0)
		/* Everything named is gone: say that, not "no target". */
		job->guard.err = job->targets[0].shown.err;
	else if (job->target_count == 0 && resumes(job->past))
		err_set(&job->guard.err, ERR_GUARD, "nothing is left of it to "
		    "send; nothing was sent; see 'endpane journal list'");
	job->state = JOB_READY;
	job_changed(job);
	job_learn_more(job);
}

static void
leave_bulk(struct job *job)
{
	if (job->is_bulk)
		bulk_leave(job->engine);
	job->is_bulk = false;
}

static void
free_job(struct job *job)
{
	size_t i;

	leave_bulk(job);
	fetch_stop(job->finding);
	for (i = 0; i < job->target_count; i++) {
		if (job->targets[i].reading != 0)
			queue_forget(job->engine->queue,
			    job->targets[i].reading);
		free(job->targets[i].id);
		free(job->targets[i].name);
		free(job->targets[i].made);
		reread_fini(&job->targets[i].reread);
		free(job->targets[i].answer);
		args_fini(&job->targets[i].found);
	}
	for (i = 0; i < job->plan.count && job->calls != NULL; i++)
		if (job->calls[i].id != 0)
			queue_forget(job->engine->queue, job->calls[i].id);
	free(job->targets);
	map_fini(&job->index);
	free(job->calls);
	plan_fini(&job->plan);
	args_fini(&job->args);
	past_close(job->past);
	buf_fini(&job->answer);
	free(job->title);
	free(job);
}

/* Keeps the newest ones; those under way stay. */
static void
drop_old(struct engine *engine)
{
	struct job **at = &engine->jobs, *job;
	size_t count = 0;

	while ((job = *at) != NULL) {
		if (++count > KEPT && job->state == JOB_DONE) {
			*at = job->next;
			free_job(job);
		} else
			at = &job->next;
	}
}

/* Plain mistakes are said at once, before anything is read. */
bool
job_is_possible(struct engine *engine, const struct conn *conn,
    const struct cat_op *op, const struct args *args, struct err *err)
{
	if (engine_is_read_only(engine, conn))
		return err_set(err, ERR_GUARD,
		    "read-only: nothing that writes is sent");
	if (op->target == CAT_NAMED) {
		const char *filter = args_get(args, "filter", 0);

		if (args_count(args, "id") > 0 && filter != NULL)
			return err_set(err, ERR_USAGE,
			    "names and --filter exclude each other");
		if (args_count(args, "id") == 0 && filter == NULL)
			return err_set(err, ERR_GUARD, "no target: name the "
			    "%s or give a filter that narrows", "computers");
		if (filter != NULL && !guard_filter(filter, err))
			return false;
	}
	return args_check(op, args, err);
}

/* Mistakes that need no read; without a seek the plan can be made now. */
static bool
try_plan(const struct conn *conn, const struct cat_op *op,
    const struct args *args, struct plan *trial, struct err *err)
{
	const struct cat_ways *ways = op->ways;

	if (ways != NULL && ways->check != NULL &&
	    !ways->check(args, &conn->settings, err))
		return false;
	return (ways != NULL && ways->seek != NULL) ||
	    (cat_plan(op, args, &conn->settings, trial, err) &&
	    upload_prepare(trial, err));
}

/* What a resumed job has nothing left of needs no plan to be read about. */
static bool
is_bare(const struct past *past)
{
	return resumes(past) && past_left(past) == 0;
}

struct job *
job_make(struct engine *engine, const struct conn *conn,
    const struct cat_resource *resource, const struct cat_op *op,
    const struct args *args, struct past *past, struct err *err)
{
	static uint64_t last_number;
	struct plan trial = { 0 };
	struct job *job;

	if (!is_bare(past) && (!try_plan(conn, op, args, &trial, err) ||
	    (resumes(past) && !past_keep_left(past, &trial, err)))) {
		plan_fini(&trial);
		return NULL;
	}
	job = mem_alloc(sizeof(*job));
	job->engine = engine;
	job->number = ++last_number;
	job->conn = conn;
	job->resource = resource;
	job->op = op;
	job->past = past;
	args_copy(&job->args, args);
	args_drop_repeats(op, &job->args);
	job->target = args_target(op, &job->args);
	if (!is_bare(past))
		collect_targets(job, &trial);
	plan_fini(&trial);
	make_title(job);
	job->next = engine->jobs;
	engine->jobs = job;
	drop_old(engine);
	if (past != NULL) {
		job->stage = STAGE_PAST;
		past_begin(job);
	} else if (!job_seek(job))
		job_ready(job);
	return job;
}

struct job *
job_new(struct engine *engine, const struct conn *conn,
    const struct cat_resource *resource, const struct cat_op *op,
    const struct args *args, struct err *err)
{
	struct args all = { 0 };
	struct job *job = NULL;

	args_copy(&all, args);
	if (job_is_possible(engine, conn, op, args, err) &&
	    load_files(op, &all, err))
		job = job_make(engine, conn, resource, op, &all, NULL, err);
	args_fini(&all);
	return job;
}

bool
job_confirm(struct job *job, const char *typed, bool by_flag,
    struct err *err)
{
	bool bulk;

	if (job->state != JOB_READY)
		return err_set(err, ERR_GUARD, "nothing to confirm");
	if (job->guard.way == GUARD_REFUSE)
		return err_copy(err, &job->guard.err);
	if (!guard_accepts(&job->guard, typed, by_flag))
		return err_set(err, ERR_GUARD,
		    "not confirmed: nothing was sent");
	if (engine_journal(job->engine) == NULL)
		return err_set(err, ERR_LOCAL, "it could not be recorded: "
		    "%.250s; nothing was sent; mend that, then do it again",
		    engine_journal_trouble(job->engine)->text);
	/* What is resumed must not be resumed twice at once. */
	bulk = objects_left(job) > 1 || resumes(job->past);
	if (bulk && !bulk_enter(job->engine, err))
		return false;
	job->is_bulk = bulk;
	if (!past_is_fresh(job, err)) {
		leave_bulk(job);
		return false;
	}
	job->confirmed = true;
	job->state = JOB_SENDING;
	job_send(job);
	job_changed(job);
	return true;
}

void
job_call_off(struct job *job)
{
	size_t i;

	for (i = 0; i < job->started; i++)
		if (job->calls[i].id != 0 && !job->calls[i].is_over)
			queue_cancel(job->engine->queue, job->calls[i].id);
}

void
job_stop(struct job *job)
{
	if (job->state >= JOB_DONE)
		return;
	job->stopped = true;
	if (job->trouble.code == ERR_NONE)
		err_set(&job->trouble, ERR_INTERRUPTED, "not sent: it was "
		    "stopped; nothing of it was changed; do the rest again "
		    "when you like");
	job_call_off(job);
	job_changed(job);
}

void
job_drop(struct job *job)
{
	struct job **at = &job->engine->jobs;

	if (job->confirmed)
		return;
	while (*at != NULL && *at != job)
		at = &(*at)->next;
	if (*at == job)
		*at = job->next;
	engine_changed(job->engine);
	free_job(job);
}

void
job_done(struct job *job)
{
	size_t i;

	for (i = 0; i < job->target_count; i++)
		if (job->targets[i].shown.outcome == OUTCOME_PLANNED)
			job_set(&job->targets[i], OUTCOME_NOT_SENT,
			    job->trouble.code != ERR_NONE ? &job->trouble :
			    NULL);
		else if (job->targets[i].shown.outcome == OUTCOME_UNKNOWN)
			job_say_unknown(&job->targets[i]);
	steps_left(job);
	record_stop(job);
	job->state = JOB_DONE;
	leave_bulk(job);
	forget_secrets(job);
	looks_forget(job->engine, job->conn);
	if (job->engine->options.keeps_lists)
		lists_refresh_noun(job->engine, job->resource->noun);
	job_changed(job);
}

void
jobs_turn(struct engine *engine)
{
	struct job *job;

	for (job = engine->jobs; job != NULL; job = job->next)
		if (job->state == JOB_SENDING)
			job_send(job);
}

void
jobs_stop(struct engine *engine)
{
	struct job *job;

	for (job = engine->jobs; job != NULL; job = job->next)
		if (job->state == JOB_SENDING)
			job_stop(job);
}

void
jobs_free(struct engine *engine)
{
	struct job *job;

	while ((job = engine->jobs) != NULL) {
		engine->jobs = job->next;
		free_job(job);
	}
}
