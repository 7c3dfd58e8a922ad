/* Sending in growing waves, recording before and after, reading back. */
#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/catalog/undo.h>
#include <endpane/json/json.h>
#include <endpane/json/scan.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "job_parts.h"
#include "record.h"

/* Larger answers are lists, which never become a tree. */
#define AMBIGUOUS_MOST	1048576

/* First one, then a few; then as many as the connection takes at once. */
static size_t
wave_size(const struct job *job)
{
	if (job->wave == 0 || steps_are_in(job))
		return 1;
	return job->wave == 1 ? 5 : 5 * (size_t)job->conn->parallel;
}

static bool
is_refused_too_often(const struct job *job)
{
	size_t bad = job_tally(job, OUTCOME_REJECTED);
	size_t good = job_tally(job, OUTCOME_APPLIED) +
	    job_tally(job, OUTCOME_ACCEPTED);

	return bad >= 3 && bad * 10 > bad + good;
}

/* The objects of the nth request share its fate until their own is known. */
static void
set_all(struct job_call *call, enum job_outcome outcome,
    const struct err *err)
{
	const struct plan_request *r =
	    &call->job->plan.requests[call->number];
	size_t n;

	for (n = 0; n < r->object_count; n++) {
		struct job_target *t = job_target_of(call->job,
		    r->objects[n].id);

		if (t != NULL)
			job_set(t, outcome, err);
	}
	/* A request about no named object (create) is its only target. */
	if (r->object_count == 0)
		job_set(&call->job->targets[0], outcome, err);
}

static enum job_outcome
outcome_of(enum cat_outcome judged)
{
	switch (judged) {
	case CAT_APPLIED:	return OUTCOME_APPLIED;
	case CAT_ACCEPTED:	return OUTCOME_ACCEPTED;
	case CAT_REJECTED:	return OUTCOME_REJECTED;
	case CAT_UNKNOWN:	return OUTCOME_UNKNOWN;
	}
	return OUTCOME_UNKNOWN;
}

/* A good verdict: what it says of each object. */
static void
judge(struct job_call *call, const struct reply *reply)
{
	struct job *job = call->job;
	const struct plan_request *r = &job->plan.requests[call->number];
	const struct cat_ways *ways = job->op->ways;
	struct cat_reply seen = { reply->status, reply->body, NULL, true };
	size_t n;

	if (ways == NULL || ways->judge == NULL) {
		set_all(call, reply->status == 202 ? OUTCOME_ACCEPTED :
		    OUTCOME_APPLIED, NULL);
		return;
	}
	for (n = 0; n < r->object_count; n++) {
		struct job_target *t = job_target_of(job, r->objects[n].id);
		struct err err = { 0 };
		enum cat_outcome judged = ways->judge(r, &seen, n, &err);

		if (judged == CAT_UNKNOWN && err.code == ERR_NONE)
			err_set(&err, ERR_UNCERTAIN, "the server's answer "
			    "does not say what became of it");
		if (judged == CAT_REJECTED)
			job_go_on_saying(&err, "it was not done; mend that, "
			    "then do it again");
		if (t != NULL)
			job_set(t, outcome_of(judged), &err);
		/* More than was meant was touched: stop at once. */
		if (err.code == ERR_PROTOCOL) {
			job->trouble = err;
			job_go_on_saying(&job->trouble, "nobody knows what "
			    "else was done; nothing more is sent");
			if (t != NULL)
				t->is_alarm = true;
		}
	}
}

/* What is certain, and what a person may do now, behind what has happened. */
void
job_go_on_saying(struct err *err, const char *rest)
{
	char text[sizeof(err->text)];

	if (strstr(err->text, rest) != NULL)
		return;
	snprintf(text, sizeof(text), "%.*s; %s",
	    (int)(sizeof(text) - strlen(rest) - 3), err->text, rest);
	memcpy(err->text, text, sizeof(text));
}

/* A status that says "no", under which nothing is done. */
static bool
says_no(int http)
{
	return http >= 200 && http < 500;
}

/*
 * No good verdict: certainly not done, or nobody knows. A 5xx, a redirect or
 * something unreadable under 200 may well have been done.
 */
static void
settle_failure(struct job_call *call, const struct reply *reply)
{
	struct err err = reply->err;

	/* Called off with the rest of its job. */
	if (err.code == ERR_INTERRUPTED && call->job->stopped)
		err = call->job->trouble;
	call->may_come = reply->may_come;
	switch (reply->err.code) {
	case ERR_UNREACHED:
	case ERR_LIMITED:
	case ERR_GUARD:
	case ERR_INTERRUPTED:
	case ERR_LOCAL:
	case ERR_USAGE:
		set_all(call, OUTCOME_NOT_SENT, &err);
		break;
	case ERR_REFUSED:
		if (says_no(err.http)) {
			job_go_on_saying(&err, "it was not done; mend that, "
			    "then do it again");
			set_all(call, OUTCOME_REJECTED, &err);
			break;
		}
		err.code = ERR_UNCERTAIN;
		set_all(call, OUTCOME_UNKNOWN, &err);
		break;
	case ERR_AUTH:
		/* No token, nothing sent; a refused one, nothing done. */
		if (err.http == 0) {
			set_all(call, OUTCOME_NOT_SENT, &err);
			break;
		}
		job_go_on_saying(&err, "it was not done; see what the token "
		    "permits, or sign in again");
		set_all(call, OUTCOME_REJECTED, &err);
		break;
	case ERR_MISSING:
	case ERR_PARTIAL:
		job_go_on_saying(&err, "it was not done; read the list again");
		set_all(call, OUTCOME_REJECTED, &err);
		break;
	case ERR_NONE:
	case ERR_PROTOCOL:
	case ERR_UNCERTAIN:
		err.code = ERR_UNCERTAIN;
		set_all(call, OUTCOME_UNKNOWN, &err);
		break;
	}
}

static void
record_call(struct job_call *call, int http)
{
	const struct plan_request *r =
	    &call->job->plan.requests[call->number];
	size_t n;

	for (n = 0; n < r->object_count; n++)
		record_outcome(job_target_of(call->job, r->objects[n].id),
		    http);
	if (r->object_count == 0)
		record_outcome(&call->job->targets[0], http);
}

/*
 * What ends a whole job: an unknown, too many refusals, no way through. What
 * still waits for its turn is called off then.
 */
static void
may_stop(struct job *job, const struct err *err)
{
	if (job->stopped)
		return;
	if (job->trouble.code != ERR_NONE)
		;
	else if (job_tally(job, OUTCOME_UNKNOWN) > 0)
		err_set(&job->trouble, ERR_UNCERTAIN, "not sent: it stopped "
		    "at an unknown outcome; nothing of it was changed; look "
		    "at what is unknown, then do the rest");
	else if (is_refused_too_often(job))
		err_set(&job->trouble, ERR_REFUSED, "not sent: too many were "
		    "refused; nothing of it was changed; see why, then do "
		    "the rest");
	else if (err->code == ERR_LIMITED || err->code == ERR_UNREACHED ||
	    err->code == ERR_AUTH) {
		job->trouble = *err;
		job_go_on_saying(&job->trouble, "nothing was sent after that; "
		    "mend it, then do the rest");
	} else if (!steps_failed(job, &job->trouble))
		return;
	job->stopped = true;
	job_call_off(job);
}

static bool send_one(struct job *job, struct job_call *call);

/* The server has no such call at all: certainly nothing was done. */
static bool
is_no_call(const struct err *err)
{
	return err->http == 405 || (err->http == 404 &&
	    strcmp(err->wire, "COM0008") != 0 &&
	    strcmp(err->wire, "1002") != 0);
}

/* Sends it once more, under its other spelling, as a request of its own. */
static bool
goes_elsewhere(struct job_call *call, const struct reply *reply)
{
	struct job *job = call->job;
	struct plan_request *r = &job->plan.requests[call->number];

	if (r->other_path == NULL || job->stopped || !is_no_call(&reply->err))
		return false;
	settle_failure(call, reply);
	record_call(call, reply->status);
	free(r->path);
	r->path = r->other_path;
	r->other_path = NULL;
	call->is_over = false;
	call->id = 0;
	if (!send_one(job, call)) {
		call->is_over = true;
		job->wave_left--;
	}
	job_changed(job);
	return true;
}

static void
answered(void *who, const struct reply *reply)
{
	struct job_call *call = who;
	struct job *job = call->job;

	if (goes_elsewhere(call, reply))
		return;
	call->is_over = true;
	call->id = 0;
	if ((job->op->flags & CAT_ANSWERS) != 0)
		buf_slice(&job->answer, reply->body);
	job->wave_left--;
	if (reply->err.code == ERR_NONE) {
		steps_note(job, &job->plan.requests[call->number],
		    reply->body);
		answers_keep(job, &job->plan.requests[call->number], reply);
		judge(call, reply);
	} else
		settle_failure(call, reply);
	steps_left(job);
	record_call(call, reply->status);
	may_stop(job, &reply->err);
	job_changed(job);
}

/* What a person gave in confidence, and the server may repeat. */
static const char *
secret_of(const struct job *job)
{
	const struct cat_param *p;

	for (p = job->op->params; p != NULL && p->name != NULL; p++)
		if (p->kind == CAT_SECRET)
			return args_get(&job->args, p->name, 0);
	return NULL;
}

/* Records the intent, then sends; where it cannot be recorded, neither. */
static bool
send_one(struct job *job, struct job_call *call)
{
	struct plan_request *p = &job->plan.requests[call->number];
	struct request r = {
		.conn = job->conn, .method = p->method, .path = p->path,
		.query = p->query, .secret = secret_of(job),
		.file = p->file_in_json ? NULL : p->file,
		.file_size = p->file_size, .disposition = p->disposition,
		.content_type = p->type != NULL ? p->type :
		    content_type_of(job->resource, p->body != NULL),
		.lane = LANE_LOOKED_AT, .reserve = job_undoes(job),
	};
	struct err err = { 0 };

	steps_fill(job, p);
	r.body = p->body;
	if (!record_intent(job, p, &err)) {
		err_set(&job->trouble, ERR_LOCAL, "not sent, since it could "
		    "not be recorded: %.200s; nothing of it was changed; mend "
		    "that, then do it again", err.text);
		job->stopped = true;
		set_all(call, OUTCOME_NOT_SENT, &job->trouble);
		return false;
	}
	set_all(call, OUTCOME_SENDING, NULL);
	call->id = queue_write(job->engine->queue, &r, answered, call, &err);
	if (call->id != 0)
		return true;
	job->stopped = true;
	job->trouble = err;
	set_all(call, OUTCOME_NOT_SENT, &err);
	record_call(call, 0);
	return false;
}

void
job_send(struct job *job)
{
	size_t room;

	if (job->wave_left > 0)
		return;
	if (job->stopped || job->started == job->plan.count) {
		job_look(job);
		return;
	}
	for (room = wave_size(job); room > 0 && !job->stopped &&
	    job->started < job->plan.count; room--) {
		struct job_call *call = &job->calls[job->started++];

		if (send_one(job, call))
			job->wave_left++;
	}
	job->wave++;
}

/* What had happened stays; that nobody knows does not. */
static void
set_not_seen(struct job_target *t)
{
	struct err err = t->shown.err;

	err.code = ERR_REFUSED;
	job_go_on_saying(&err, "read again, it was not done; look once more "
	    "before you do it again");
	job_set(t, OUTCOME_NOT_SEEN, &err);
}

/* Why it stays unknown. */
static const char *
unknown_words(const struct reply *reply, bool has_traces)
{
	if (has_traces)
		return JOB_TRACES;
	return reply->err.code == ERR_NONE ? "reading it again did not tell" :
	    "it could not be read again";
}

/* To see the one that was meant is no all clear where more was touched. */
static void
settle_alarm(struct job_target *t, int goal)
{
	job_go_on_saying(&t->shown.err, goal == 1 ? "read again, this one was "
	    "done" : goal == 0 ? "read again, this one was not done" :
	    "reading it again did not tell");
}

/* goal: 1 it is reached, 0 it is not, -1 the answer does not tell. */
static void
settle_look(struct job_target *t, int goal, const char *why)
{
	if (t->is_alarm)
		settle_alarm(t, goal);
	else if (goal == 1)
		job_set(t, OUTCOME_SEEN, &(struct err){ 0 });
	else if (goal == 0 && t->may_come)
		job_go_on_saying(&t->shown.err, "read again, it was not done yet; "
		    "the server may still be at it");
	else if (goal == 0 && t->shown.outcome == OUTCOME_UNKNOWN)
		set_not_seen(t);
	else if (t->shown.outcome == OUTCOME_UNKNOWN)
		job_go_on_saying(&t->shown.err, why);
}

/* A key twice: readers differ about which one counts. */
static bool
is_ambiguous(struct slice body)
{
	struct err why;
	struct json *tree;

	if (body.len > AMBIGUOUS_MOST || !scan_check(body, &why))
		return false;
	tree = json_parse(body, &why);
	json_free(tree);
	return tree == NULL;
}

static void
looked(void *who, const struct reply *reply)
{
	struct job_target *t = who;
	struct job *job = t->job;
	struct cat_reply seen = { reply->status, reply->body, NULL, false };
	bool has_traces = false;
	int goal = -1;

	t->reading = job->op->ways->made == NULL ? 0 : reread_go_on(&t->reread,
	    job->engine, job->conn, job->resource, reply, looked, t);
	if (t->reading != 0)
		return;
	seen.body = reread_all(&t->reread, job->resource, reply->body);
	/* "No such object" is an answer too, to who deleted it. */
	if ((reply->err.code == ERR_NONE || reply->err.code == ERR_MISSING) &&
	    !is_ambiguous(reply->body))
		goal = job->op->ways->seen(&seen, t->id, &job->args,
		    &job->conn->settings);
	has_traces = goal == 1 && cat_is_trace(job->op->ways, t->was);
	if (has_traces)
		goal = -1;
	if (goal == 1 && job->op->ways->made != NULL)
		goal = steps_seen(t, &seen) ? 1 : -1;
	settle_look(t, goal, unknown_words(reply, has_traces));
	if (goal >= 0 || t->shown.outcome == OUTCOME_UNKNOWN)
		record_seen(t);
	if (--job->readings == 0)
		job_done(job);
}

/* Starts the read that tells what became of one object. */
static bool
look_at(struct job *job, size_t number, size_t n)
{
	const struct plan_request *request = &job->plan.requests[number];
	struct job_target *t = job_target_of(job, request->objects[n].id);
	struct buf path = { 0 }, query = { 0 };
	struct request r = { .conn = job->conn, .method = "GET",
	    .content_type = content_type_of(job->resource, false),
	    .lane = LANE_ASKED, .reserve = true, .stays = true };
	bool can;

	if (t == NULL || (t->shown.outcome != OUTCOME_UNKNOWN &&
	    t->shown.outcome != OUTCOME_ACCEPTED))
		return false;
	can = job->op->ways->look(request, n, &job->args,
	    &job->conn->settings, &path, &query);
	t->may_come = job->calls[number].may_come;
	if (can) {
		r.path = buf_string(&path);
		r.query = query.len > 0 ? buf_string(&query) : NULL;
		r.is_list = job->op->ways->made != NULL;
		reread_begin(&t->reread, r.path, r.query);
		t->reading = queue_read(job->engine->queue, &r, looked, t);
	}
	buf_fini(&path);
	buf_fini(&query);
	return can;
}

void
job_say_unknown(struct job_target *t)
{
	const char *why = cat_unread(t->job->op, &t->job->args);
	char *words = t->is_alarm ? mem_text("nobody knows what else was "
	    "done; nothing more is sent") :
	    mem_format("nobody knows whether it was done; %s",
	    why != NULL ? why : "look at it before you do it again");

	job_go_on_saying(&t->shown.err, words);
	free(words);
}

void
job_look(struct job *job)
{
	size_t i, n;

	if (job->has_looked)
		return;
	job->has_looked = true;
	job->readings = 1;	/* ours, until all have been asked */
	job->state = JOB_CHECKING;
	for (i = 0; i < job->started && job->op->ways != NULL &&
	    job->op->ways->look != NULL; i++)
		for (n = 0; n < job->plan.requests[i].object_count; n++)
			if (look_at(job, i, n))
				job->readings++;
	if (--job->readings == 0)
		job_done(job);
	job_changed(job);
}
