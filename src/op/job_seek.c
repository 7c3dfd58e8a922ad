/* What a job would touch: found by fresh reads, before anyone is asked. */
#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/json/scan.h>

#include <stdlib.h>
#include <string.h>

#include "job_parts.h"

static void sought(void *who, const struct reply *reply);

void
job_learned(struct job *job)
{
	if (--job->readings > 0 || job->state != JOB_SEEKING)
		return;
	switch (job->stage) {
	case STAGE_PAST:
		if (!job_seek(job))
			job_ready(job);
		return;
	case STAGE_SEEK:
	case STAGE_NAMES:
		job_ready(job);
		return;
	case STAGE_BEFORE:
		job->state = JOB_READY;
		job_changed(job);
		return;
	}
}

/* Asks for the target with its next exact filter; false: no more. */
static bool
ask(struct job_target *t)
{
	struct job *job = t->job;
	struct buf path = { 0 }, query = { 0 };
	struct request r = { .conn = job->conn, .method = "GET",
	    .content_type = content_type_of(job->resource, false),
	    .lane = LANE_ASKED, .reserve = job_undoes(job), .stays = true };
	bool more = job->op->ways->seek(&job->args, t->id,
	    &job->conn->settings, t->attempt, &path, &query);

	if (more) {
		r.path = buf_string(&path);
		r.query = query.len > 0 ? buf_string(&query) : NULL;
		t->reading = queue_read(job->engine->queue, &r, sought, t);
	}
	buf_fini(&path);
	buf_fini(&query);
	return more;
}

/* Nothing goes on where a read shows more than was meant. */
static void
refuse_all(struct job_target *t, const struct err *err)
{
	t->is_out = true;
	job_set(t, OUTCOME_NOT_SENT, err);
	if (t->job->trouble.code == ERR_NONE) {
		t->job->trouble = *err;
		err_at(&t->job->trouble, t->id);
	}
}

static void
not_there(struct job_target *t)
{
	struct err err;

	err_set(&err, ERR_MISSING, "no such object; nothing was "
	    "sent; read the list again");
	t->is_out = true;
	job_set(t, OUTCOME_NOT_SENT, &err);
}

static void
sought(void *who, const struct reply *reply)
{
	struct job_target *t = who;
	struct cat_reply seen = { reply->status, reply->body, NULL, false };
	struct args found = { 0 };
	struct err err = { 0 };
	const char *label;
	int there;

	t->reading = 0;
	t->job->reads += (size_t)reply->calls;
	if (reply->err.code != ERR_NONE) {
		refuse_all(t, &reply->err);
		job_learned(t->job);
		return;
	}
	there = t->job->op->ways->match(&seen, t->id, &t->job->conn->settings,
	    t->attempt, &found, &err);
	if (there == 0) {
		t->attempt++;
		args_fini(&found);
		if (ask(t))
			return;
		not_there(t);
	} else if (there < 0)
		refuse_all(t, &err);
	else {
		label = args_get(&found, "label", 0);
		free(t->name);
		t->name = mem_text(label != NULL ? label : t->id);
		args_fini(&t->found);
		args_copy(&t->found, &found);
	}
	args_fini(&found);
	job_learned(t->job);
}

static void
seek_each(struct job *job)
{
	size_t i;

	/* One more, so that it is not over before all have been asked. */
	job->readings = job->target_count + 1;
	for (i = 0; i < job->target_count; i++)
		if (job->targets[i].is_out)
			job->readings--;
		else if (!ask(&job->targets[i])) {
			struct err err;

			err_set(&err, ERR_USAGE, "this name cannot be asked "
			    "for exactly");
			refuse_all(&job->targets[i], &err);
			job->readings--;
		}
	job_learned(job);
}

/* The set that a user's filter finds; it is then acted on by name. */
static bool
found_page(void *who, struct slice body, size_t *rows, struct err *err)
{
	struct job *job = who;
	struct buf name = { 0 };
	struct slice list, item, value;
	struct scan s;

	job->reads++;
	if (!scan_at(body, job->op->items, &list) ||
	    scan_type(list) != JSON_LIST || !scan_open(list, &s))
		return err_set(err, ERR_PROTOCOL,
		    "the server answered, but not with rows; nothing was sent; "
		    "try again, or check the connection's url");
	while (scan_item(&s, &item)) {
		(*rows)++;
		buf_clear(&name);
		if (!scan_at(item, job->op->item_id, &value) ||
		    !scan_text(value, &name) || name.len == 0) {
			buf_fini(&name);
			return err_set(err, ERR_PROTOCOL,
			    "the filter finds a row without a name; nothing "
			    "was sent; name the computers instead");
		}
		job_add_target(job, buf_string(&name), buf_string(&name));
	}
	buf_fini(&name);
	return true;
}

static void
found_all(void *who, const struct err *err, const char *remark)
{
	struct job *job = who;

	job->finding = NULL;
	if (err->code != ERR_NONE)
		job->trouble = *err;
	else if (remark != NULL)
		err_set(&job->trouble, ERR_GUARD, "the set is not certain: "
		    "%s; nothing was sent; try again", remark);
	else if (job->target_count == 0)
		err_set(&job->trouble, ERR_MISSING,
		    "0 computers for this filter; nothing was sent; look what "
		    "there is without it");
	if (job->trouble.code != ERR_NONE) {
		job_ready(job);
		return;
	}
	seek_each(job);
}

static bool
seek_filter(struct job *job)
{
	const struct cat_op *list = cat_op_with(job->resource, CAT_LISTS);
	struct args args = { 0 };
	struct err err = { 0 };

	args_add(&args, "domains",
	    str_slice(args_get(&job->args, "domain", 0)));
	args_add(&args, "filter",
	    str_slice(args_get(&job->args, "filter", 0)));
	args_add(&args, "refresh", str_slice("true"));
	job->finding = fetch_start(job->engine, job->conn, job->resource,
	    list, &args, LANE_ASKED, found_page, found_all, job, &err);
	args_fini(&args);
	if (job->finding != NULL)
		return true;
	job->trouble = err;
	return false;
}

bool
job_seek(struct job *job)
{
	if (job->op->ways == NULL || job->op->ways->seek == NULL)
		return false;
	job->state = JOB_SEEKING;
	job->stage = STAGE_SEEK;
	if (args_get(&job->args, "filter", 0) != NULL)
		return seek_filter(job);
	seek_each(job);
	return true;
}

/* What an object is looked up as: a member that is no device may be a user. */
static const struct cat_resource *
kind_of(const struct job_target *t)
{
	return cat_resource(str_slice(t->is_other ? "users" :
	    t->job->target->noun), NULL);
}

static bool ask_name(struct job_target *t);

static void
named(void *who, const struct reply *reply)
{
	struct job_target *t = who;
	const struct cat_resource *resource = kind_of(t);
	int column = cat_column(resource, str_slice(resource->label));
	struct slice paths = str_slice(resource->columns[column].path), path;
	struct buf name = { 0 };
	struct slice value;
	char pointer[128];

	t->reading = 0;
	t->job->reads += (size_t)reply->calls;
	while (reply->err.code == ERR_NONE && name.len == 0 &&
	    str_next(&paths, '|', &path) && path.len < sizeof(pointer)) {
		memcpy(pointer, path.at, path.len);
		pointer[path.len] = '\0';
		if (scan_at(reply->body, pointer, &value) &&
		    scan_type(value) == JSON_TEXT)
			scan_text(value, &name);
	}
	if (reply->err.code == ERR_MISSING && !t->is_other &&
	    (t->job->target->flags & CAT_OTHERS) != 0) {
		t->is_other = true;
		if (ask_name(t))
			return;
	} else if (reply->err.code == ERR_MISSING && !t->is_other) {
		t->is_out = true;
		job_set(t, OUTCOME_NOT_SENT, &reply->err);
	}
	if (name.len > 0)
		t->name = buf_take(&name, NULL);
	buf_fini(&name);
	job_learned(t->job);
}

/* Asks for one object by its id, as `show` would. */
static bool
ask_name(struct job_target *t)
{
	struct job *job = t->job;
	const struct cat_resource *resource = kind_of(t);
	const struct cat_op *show = cat_op_with(resource, CAT_SHOWS);
	struct args args = { 0 };
	struct plan plan = { 0 };
	struct err ignored;
	struct request r = { .conn = job->conn, .method = "GET",
	    .lane = LANE_ASKED, .stays = true };
	bool good;

	args_add(&args, "id", str_slice(t->id));
	good = cat_plan(show, &args, &job->conn->settings, &plan, &ignored);
	if (good) {
		r.path = plan.requests[0].path;
		r.query = plan.requests[0].query;
		r.content_type = content_type_of(resource, false);
		t->reading = queue_read(job->engine->queue, &r, named, t);
	}
	args_fini(&args);
	plan_fini(&plan);
	return good;
}

/* False: this kind of object has no name that could be read. */
static bool
learn_names(struct job *job)
{
	size_t i;

	if (job->target == NULL || job->target->kind != CAT_ID ||
	    job->target->noun == NULL || cat_op_with(cat_resource(str_slice(
	    job->target->noun), NULL), CAT_SHOWS) == NULL)
		return false;
	job->state = JOB_SEEKING;
	job->stage = STAGE_NAMES;
	plan_fini(&job->plan);
	free(job->calls);
	job->calls = NULL;
	job->readings = 1;
	for (i = 0; i < job->target_count; i++)
		if (job->targets[i].name == NULL &&
		    !job->targets[i].is_out && !job->targets[i].is_step &&
		    ask_name(&job->targets[i]))
			job->readings++;
	job_learned(job);
	return true;
}

void
job_learn_more(struct job *job)
{
	bool names = job->wants_names;

	if (job->guard.way == GUARD_REFUSE)
		return;
	job->wants_names = false;
	/* It waits for the disk; the dashboard knows what its lists do. */
	if (!names && !job->engine->options.keeps_lists)
		job_names_kept(job);
	if ((!names || !learn_names(job)) && job->wants_before)
		job_note_before(job);
}

void
job_learn(struct job *job, bool names, bool before)
{
	if (job->state > JOB_READY)
		return;
	job->wants_names = names;
	job->wants_before = before;
	if (job->state == JOB_READY)
		job_learn_more(job);
}
