/* Earlier jobs made into new ones: what they left is sent, what they did undone. */
#include <endpane/base/clock.h>
#include <endpane/base/mem.h>
#include <endpane/base/str.h>

#include <stdlib.h>
#include <string.h>

#include "past_parts.h"

struct past *
past_open(struct engine *engine, int64_t id, struct err *err)
{
	struct past *past;
	int64_t job = 0;

	if (engine_journal(engine) == NULL) {
		err_copy(err, engine_journal_trouble(engine));
		return NULL;
	}
	if (!plans_job_of(engine->journal, id, &job, err))
		return NULL;
	past = recall_job(engine, job, err);
	if (past != NULL)
		past->asked = id;
	return past;
}

static void
object_fini(struct past_object *o)
{
	if (o->reading != 0)
		queue_forget(o->past->engine->queue, o->reading);
	free(o->id);
	free(o->name);
	free(o->made);
	free(o->method);
	free(o->url);
	free(o->body);
	args_fini(&o->found);
}

void
past_close(struct past *past)
{
	size_t i;

	if (past == NULL)
		return;
	for (i = 0; i < past->count; i++)
		object_fini(&past->objects[i]);
	free(past->objects);
	map_fini(&past->index);
	args_fini(&past->args);
	free(past->target);
	free(past);
}

const struct conn *
past_conn(const struct past *past)
{
	return past->conn;
}

const struct cat_resource *
past_resource(const struct past *past)
{
	return past->resource;
}

const struct cat_op *
past_op(const struct past *past)
{
	return past->op;
}

bool
past_is_left(const struct past_object *o)
{
	return o->intent == 0 || o->state == JOURNAL_NOT_SENT;
}

/* The request as it was recorded, about that object alone. */
static void
request_of(const struct past_object *o, struct plan *plan)
{
	struct plan_request *r = plan_add(plan, "GET");
	const char *query = o->url != NULL ? strchr(o->url, '?') : NULL;

	r->path = o->url == NULL ? mem_text("") : mem_slice(o->url,
	    query != NULL ? (size_t)(query - o->url) : strlen(o->url));
	r->query = query != NULL ? mem_text(query + 1) : NULL;
	r->body = mem_text(o->body);
	plan_object(r, o->made != NULL ? o->made : o->id, o->name);
}

void
past_args(const struct past_object *o, struct args *args)
{
	args_copy(args, &o->past->args);
	if (o->past->target != NULL)
		args_add(args, o->past->target, str_slice(o->id));
}

ticket
past_read(struct past_object *o, cat_look_fn *look, reply_fn *done, void *who)
{
	struct past *past = o->past;
	struct args args = { 0 };
	struct buf path = { 0 }, query = { 0 };
	struct plan plan = { 0 };
	struct request r = { .conn = past->conn, .method = "GET",
	    .content_type = content_type_of(past->resource, false),
	    .lane = LANE_ASKED, .reserve = true, .stays = true };
	ticket id = 0;

	request_of(o, &plan);
	past_args(o, &args);
	if (look != NULL && look(&plan.requests[0], 0, &args,
	    &past->conn->settings, &path, &query)) {
		r.path = buf_string(&path);
		r.query = query.len > 0 ? buf_string(&query) : NULL;
		id = queue_read(past->engine->queue, &r, done, who);
	}
	plan_fini(&plan);
	args_fini(&args);
	buf_fini(&path);
	buf_fini(&query);
	return id;
}

/* Why it stays unknown. */
static const char *
unknown_words(const struct past_object *o, int goal, bool has_traces)
{
	if (goal == 0)
		return "read again, it was not done yet";
	if (past_unread(o->past) != NULL)
		return "no call reads it";
	return has_traces ? JOB_TRACES : "reading it again did not tell";
}

/* What the read said of an unknown outcome goes into the journal. */
static void
settle(struct past_object *o, int goal, bool has_traces)
{
	static const enum journal_state states[] = { JOURNAL_APPLIED_SEEN,
	    JOURNAL_NOT_APPLIED_SEEN, JOURNAL_STILL_UNKNOWN };
	size_t n = goal == 1 ? 0 : goal == 0 ? 1 : 2;
	struct err err;
	char *said = NULL;

	/* So soon after it was sent the server may still be at it. */
	if (goal == 0 && clock_wall_ms() - o->at_ms <
	    (int64_t)o->past->conn->timeout_s * 1000)
		n = 2;
	o->state = states[n];
	o->past->seen[n]++;
	if (n == 0 && o->made != NULL)
		said = mem_format(RECALL_MADE "%s", o->made);
	else if (n == 2)
		said = mem_text(unknown_words(o, goal, has_traces));
	if (!journal_outcome(o->past->engine->journal, o->intent, states[n],
	    0, said, &err))
		log_line(LOG_OP, "no outcome recorded: %s", err.text);
	free(said);
}

/* What has that name counts only where nobody has known it before. */
static bool
was_made(struct past_object *o, const struct cat_reply *reply)
{
	struct past *past = o->past;
	struct buf id = { 0 };
	bool is_new;

	is_new = past->op->ways->made(reply, o->id, &past->args, &id) &&
	    !steps_know(past->now, &id);
	if (is_new) {
		free(o->made);
		o->made = buf_take(&id, NULL);
	}
	buf_fini(&id);
	return is_new;
}

static void
looked_again(void *who, const struct reply *reply)
{
	struct past_object *o = who;
	struct past *past = o->past;
	struct cat_reply seen = { reply->status, reply->body, NULL, false };
	struct args args = { 0 };
	bool has_traces;
	int goal = -1;

	o->reading = 0;
	past->reads += (size_t)reply->calls;
	past_args(o, &args);
	if (reply->err.code == ERR_NONE || reply->err.code == ERR_MISSING)
		goal = past->op->ways->seen(&seen, o->id, &args,
		    &past->conn->settings);
	args_fini(&args);
	has_traces = goal == 1 && cat_is_trace(past->op->ways, o->was);
	if (has_traces)
		goal = -1;
	if (goal == 1 && past->op->ways->made != NULL && !was_made(o, &seen))
		goal = -1;
	settle(o, goal, has_traces);
	job_learned(past->now);
}

/*
 * Reads what is unknown of it, before the new job is ready. What is left has
 * the name that it was confirmed with: no call is made for it again.
 */
static void
look_again(struct past *past)
{
	const struct cat_ways *ways = past->op->ways;
	struct job_target *t;
	size_t i;

	for (i = 0; i < past->count; i++) {
		struct past_object *o = &past->objects[i];

		t = job_target_of(past->now, o->id);
		if (t != NULL && t->name == NULL)
			t->name = mem_text(o->name);
		if (o->intent == 0 || !journal_is_open(o->state))
			continue;
		o->reading = past_read(o, ways != NULL ? ways->look : NULL,
		    looked_again, o);
		if (o->reading != 0)
			past->now->readings++;
		else
			settle(o, -1, false);
	}
}

/* What names objects by a search names those that it found from now on. */
static void
left_args(const struct past *past, const struct args *secrets,
    struct args *args)
{
	size_t i;

	for (i = 0; i < past->args.count; i++)
		if (past->op->target != CAT_NAMED ||
		    strcmp(past->args.list[i].name, "filter") != 0)
			args_add(args, past->args.list[i].name,
			    str_slice(past->args.list[i].value));
	for (i = 0; i < past->count && past->target != NULL; i++)
		if (past_is_left(&past->objects[i]))
			args_add(args, past->target,
			    str_slice(past->objects[i].id));
	for (i = 0; secrets != NULL && i < secrets->count; i++)
		args_add(args, secrets->list[i].name,
		    str_slice(secrets->list[i].value));
}

size_t
past_left(const struct past *past)
{
	size_t i, count = 0;

	for (i = 0; i < past->count; i++)
		count += past_is_left(&past->objects[i]);
	return count;
}

static size_t
count_open(const struct past *past)
{
	size_t i, count = 0;

	for (i = 0; i < past->count; i++)
		count += past->objects[i].intent != 0 &&
		    journal_is_open(past->objects[i].state);
	return count;
}

/* Several resumptions of one job act on what is left of all of them. */
static struct past *
first_of(struct past *past, struct err *err)
{
	struct past *root = past, *earlier;

	while (root->origin == PLAN_RESUMES) {
		earlier = recall_job(past->engine, root->origin_job, err);
		if (root != past)
			past_close(root);
		if (earlier == NULL)
			return NULL;
		root = earlier;
	}
	root->asked = past->asked;
	if (recall_resumed(root, err))
		return root;
	if (root != past)
		past_close(root);
	return NULL;
}

static bool
may_go_on(const struct past *past, struct err *err)
{
	if (past->is_under_way)
		return err_set(err, ERR_GUARD, "it is still under way; "
		    "nothing was sent; wait until it is done, then look again");
	if (past_left(past) + count_open(past) == 0)
		return err_set(err, ERR_GUARD, "nothing is left of it: all "
		    "%zu objects were sent; nothing was sent now; see "
		    "'endpane journal list'", past->count);
	return true;
}

/* The checks of a new job; arguments that a file gave are no parameters. */
static bool
may_be_made(const struct past *past, const struct args *args,
    struct err *err)
{
	struct args named = { 0 };
	bool good;
	size_t i;

	for (i = 0; i < args->count; i++)
		if (cat_param(past->op, str_slice(args->list[i].name)) != NULL)
			args_add(&named, args->list[i].name,
			    str_slice(args->list[i].value));
	good = past_left(past) == 0 || job_is_possible(past->engine,
	    past->conn, past->op, &named, err);
	args_fini(&named);
	return good;
}

/* Nothing left to send, but something to find out: a job without objects. */
struct job *
past_resume(struct past *past, const struct args *secrets, struct err *err)
{
	struct past *root = first_of(past, err);
	struct args args = { 0 };
	struct job *job = NULL;

	if (root == NULL)
		return NULL;
	if (may_go_on(root, err)) {
		root->undoes = false;
		left_args(root, secrets, &args);
		if (may_be_made(root, &args, err))
			job = job_make(root->engine, root->conn,
			    root->resource, root->op, &args, root, err);
		args_fini(&args);
	}
	if (root != past)
		past_close(job != NULL ? past : root);
	return job;
}

bool
past_is_fresh(const struct job *job, struct err *err)
{
	struct past *now;
	struct past_object *o;
	bool fresh = true;
	size_t i;

	if (job->past == NULL || job->past->undoes)
		return true;
	now = recall_job(job->engine, job->past->job, err);
	if (now == NULL || !recall_resumed(now, err)) {
		past_close(now);
		return false;
	}
	for (i = 0; fresh && i < job->target_count; i++) {
		o = recall_object(now, job->targets[i].id);
		fresh = o == NULL || past_is_left(o);
	}
	if (!fresh || now->is_under_way)
		fresh = err_set(err, ERR_GUARD, "it was resumed elsewhere in "
		    "the meantime; nothing was sent; look again at what is "
		    "left");
	past_close(now);
	return fresh;
}

/*
 * Is the request one of those not sent? -1: in parts. What the plan does not
 * name is a step to what it names, such as a file's upload.
 */
static int
is_left(const struct past *past, const struct plan_request *r)
{
	const struct past_object *o;
	size_t n, left = 0;

	if (r->object_count == 0)
		return past_left(past) > 0;
	for (n = 0; n < r->object_count; n++) {
		o = recall_object(past, r->objects[n].id);
		left += o == NULL || past_is_left(o);
	}
	return left == 0 ? 0 : left == r->object_count ? 1 : -1;
}

bool
past_keep_left(const struct past *past, struct plan *plan, struct err *err)
{
	struct plan gone = { 0 };
	size_t i, kept = 0;
	bool good = true;

	gone.requests = mem_alloc((plan->count + 1) * sizeof(*gone.requests));
	for (i = 0; i < plan->count; i++) {
		int left = is_left(past, &plan->requests[i]);

		good = good && left >= 0;
		if (left != 0)
			plan->requests[kept++] = plan->requests[i];
		else
			gone.requests[gone.count++] = plan->requests[i];
	}
	plan->count = kept;
	plan_fini(&gone);
	return good || err_set(err, ERR_GUARD, "one call would repeat what "
	    "was sent; nothing was sent; name the rest anew");
}

void
past_begin(struct job *job)
{
	struct past *past = job->past;

	past->now = job;
	job->state = JOB_SEEKING;
	job->readings = 1;
	if (past->undoes)
		undo_begin(past);
	else
		look_again(past);
	job_learned(job);
}

size_t
past_unfinished(struct engine *engine, int64_t *entry)
{
	struct journal *journal = engine_journal(engine);
	int64_t job = journal != NULL ? plans_newest(journal) : 0;
	struct past *past, *root;
	size_t left = 0, i;
	struct err err;

	past = job != 0 ? recall_job(engine, job, &err) : NULL;
	if (past == NULL)
		return 0;
	root = first_of(past, &err);
	if (root != NULL && !root->is_under_way && root->count > 1)
		left = past_left(root);
	*entry = past->plan;
	for (i = 0; root != NULL && i < root->count; i++)
		if (root->objects[i].intent != 0)
			*entry = root->objects[i].intent;
	if (root != past)
		past_close(root);
	past_close(past);
	return left;
}

void
past_remark(const struct job *job, struct buf *out)
{
	const struct past *past = job->past;
	size_t all;

	if (past == NULL || past->undoes)
		return;
	all = past->seen[0] + past->seen[1] + past->seen[2];
	if (all > 0 && past_unread(past) != NULL)
		buf_format(out, "%zu outcome%s unknown: %s", all, all == 1 ?
		    " stays" : "s stay", past_unread(past));
	else if (all > 0)
		buf_format(out, "%zu unknown outcome%s read again: %zu "
		    "applied, %zu not applied, %zu still unknown; none of "
		    "them is sent again", all, all == 1 ? " was" : "s were",
		    past->seen[0], past->seen[1], past->seen[2]);
}

bool
past_was_settled(const struct job *job, struct err *err)
{
	const struct past *past = job->past;
	const char *why;

	err_clear(err);
	if (past == NULL || past->undoes || job->target_count > 0)
		return false;
	why = past_unread(past);
	if (past->seen[2] > 0)
		err_set(err, ERR_UNCERTAIN, "the outcome of %zu is still "
		    "unknown; nothing was sent; %s", past->seen[2], why !=
		    NULL ? why : "look at each before you do it again");
	return past->seen[0] + past->seen[1] + past->seen[2] > 0;
}
