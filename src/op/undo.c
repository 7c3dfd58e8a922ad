/* Undoing an earlier job: what may be undone, as it is now, and by which call. */
#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/catalog/undo.h>

#include <stdlib.h>
#include <string.h>

#include "past_parts.h"

static const struct cat_undo *
undo_of(const struct past *past)
{
	return cat_undo(past->op);
}

static bool
is_done(const struct past_object *o)
{
	return o->intent != 0 && (o->state == JOURNAL_APPLIED ||
	    o->state == JOURNAL_ACCEPTED || o->state == JOURNAL_APPLIED_SEEN);
}

/*
 * Whether what was done to an object can be undone at all, by what the journal
 * holds; back gets what brings it back, where a seek has found that.
 */
static bool
may_undo(const struct past_object *o, struct args *back, struct err *err)
{
	const struct cat_undo *undo = undo_of(o->past);
	int can;

	if (!is_done(o))
		return err_set(err, ERR_GUARD, "left as it is: the journal "
		    "says %s", o->intent == 0 ? "not sent" :
		    journal_word(o->state));
	if ((o->past->op->flags & CAT_MAKES) != 0)
		return o->made != NULL || err_set(err, ERR_GUARD, "left as "
		    "it is: the id of what was made is not known");
	if (undo->back != NULL) {
		can = undo->back(&o->past->args, &o->found, back, err);
		return can == 1 || (can == 0 && err_set(err, ERR_GUARD,
		    "left as it is: it was so before"));
	}
	if (o->was == 1)
		return err_set(err, ERR_GUARD,
		    "left as it is: it was so before");
	return o->was == 0 || err_set(err, ERR_GUARD, "left as it is: what "
	    "was there before was not read");
}

/* Those arguments that the opposite has too, and that name no object. */
static void
common_args(const struct past *past, const struct cat_op *opposite,
    struct args *args)
{
	const struct cat_undo *undo = undo_of(past);
	size_t i;

	for (i = 0; i < past->args.count; i++) {
		const struct arg *arg = &past->args.list[i];

		if (cat_param(opposite, str_slice(arg->name)) == NULL ||
		    strcmp(arg->name, "filter") == 0 ||
		    (undo->back != NULL && strcmp(arg->name, "id") != 0 &&
		    strcmp(arg->name, "domain") != 0))
			continue;
		args_add(args, arg->name, str_slice(arg->value));
	}
}

static bool
same_args(const struct args *a, const struct args *b)
{
	size_t i;

	if (a->count != b->count)
		return false;
	for (i = 0; i < a->count; i++)
		if (strcmp(a->list[i].name, b->list[i].name) != 0 ||
		    strcmp(a->list[i].value, b->list[i].value) != 0)
			return false;
	return true;
}

/*
 * One call takes one set of values: the first object that may be undone says
 * which, or the one whose entry was named.
 */
static bool
choose_back(const struct past *past, struct args *back, struct err *err)
{
	const struct past_object *o;
	struct args found = { 0 };
	struct err why = { 0 };
	bool chosen = false, named = false;
	size_t i;

	for (i = 0; i < past->count && !named; i++) {
		o = &past->objects[i];
		named = o->intent == past->asked;
		args_fini(&found);
		if (!may_undo(o, &found, err)) {
			if (why.code == ERR_NONE || named)
				why = *err;
		} else if (!chosen || named) {
			args_fini(back);
			args_copy(back, &found);
			chosen = true;
		}
	}
	args_fini(&found);
	return chosen || err_copy(err, &why);
}

/* The objects are not among its arguments: by which of them it names some. */
static void
name_target(const struct past *past, struct args *args)
{
	if (past->target != NULL)
		args_add(args, past->target, str_slice("1"));
}

const char *
past_undo_why(const struct past *past)
{
	struct args args = { 0 };
	const char *why;

	name_target(past, &args);
	why = cat_undo_why(past->op, &args);
	args_fini(&args);
	return why;
}

const char *
past_unread(const struct past *past)
{
	struct args args = { 0 };
	const char *why;

	name_target(past, &args);
	why = cat_unread(past->op, &args);
	args_fini(&args);
	return why;
}

struct job *
past_undo(struct past *past, struct err *err)
{
	const char *why = past_undo_why(past);
	const struct cat_op *opposite;
	struct args args = { 0 }, back = { 0 };
	struct job *job = NULL;
	size_t i;

	if (why != NULL) {
		err_set(err, ERR_GUARD, "%s %s cannot be undone: %s; nothing "
		    "was sent", past->resource->noun, past->op->verb, why);
		return NULL;
	}
	if (past->is_under_way) {
		err_set(err, ERR_GUARD, "it is still under way; nothing was "
		    "sent; wait until it is done, then undo it");
		return NULL;
	}
	if (!choose_back(past, &back, err))
		return NULL;
	opposite = cat_op(past->resource, str_slice(undo_of(past)->verb));
	past->undoes = true;
	common_args(past, opposite, &args);
	for (i = 0; i < back.count; i++)
		args_add(&args, back.list[i].name,
		    str_slice(back.list[i].value));
	for (i = 0; i < past->count; i++)
		args_add(&args, past->target != NULL ? past->target : "id",
		    str_slice(past->objects[i].made != NULL ?
		    past->objects[i].made : past->objects[i].id));
	if (job_is_possible(past->engine, past->conn, opposite, &args, err))
		job = job_make(past->engine, past->conn, past->resource,
		    opposite, &args, past, err);
	args_fini(&args);
	args_fini(&back);
	return job;
}

static void
leave_out(struct past_object *o, const struct err *err)
{
	struct job_target *t = job_target_of(o->past->now, o->made != NULL ?
	    o->made : o->id);

	if (t == NULL)
		return;
	t->is_out = true;
	job_set(t, OUTCOME_NOT_SENT, err);
}

static void
seen_now(void *who, const struct reply *reply)
{
	struct past_object *o = who;
	const struct cat_undo *undo = undo_of(o->past);
	struct cat_reply seen = { reply->status, reply->body, NULL, false };
	struct job *job = o->past->now;
	struct err err = reply->err;
	struct args args = { 0 };
	int is = -1;

	o->reading = 0;
	o->past->reads += (size_t)reply->calls;
	past_args(o, &args);
	if (reply->err.code == ERR_NONE || reply->err.code == ERR_MISSING)
		is = (undo->is != NULL ? undo->is : o->past->op->ways->seen)(
		    &seen, o->made != NULL ? o->made : o->id, &args,
		    &o->past->conn->settings);
	args_fini(&args);
	if (is == 0 || reply->err.code == ERR_MISSING)
		err_set(&err, ERR_GUARD, "left as it is: it is no longer as "
		    "it was made");
	else if (is < 0)
		err_set(&err, ERR_GUARD, "left as it is: a fresh read does "
		    "not tell whether it still is as it was made");
	if (is != 1)
		leave_out(o, &err);
	job_learned(job);
}

bool
job_undoes(const struct job *job)
{
	return job->past != NULL && job->past->undoes;
}

/* The objects are named before they are read: a list may know their names. */
void
undo_begin(struct past *past)
{
	const struct cat_undo *undo = undo_of(past);
	struct args back = { 0 }, chosen = { 0 };
	struct err err = { 0 };
	size_t i;

	choose_back(past, &chosen, &err);
	for (i = 0; i < past->count; i++) {
		struct past_object *o = &past->objects[i];
		struct job_target *t = job_target_of(past->now,
		    o->made != NULL ? o->made : o->id);

		args_fini(&back);
		if (t != NULL && t->name == NULL)
			t->name = mem_text(o->name);
		if (!may_undo(o, &back, &err))
			leave_out(o, &err);
		else if (!same_args(&back, &chosen)) {
			err_set(&err, ERR_GUARD, "left as it is: its values "
			    "before were others; 'endpane journal undo %lld' "
			    "brings them back", (long long)o->intent);
			leave_out(o, &err);
		} else {
			o->reading = past_read(o, undo->look != NULL ?
			    undo->look : past->op->ways->look, seen_now, o);
			if (o->reading != 0)
				past->now->readings++;
			else {
				err_set(&err, ERR_GUARD, "left as it is: no "
				    "call tells whether it still is as it was "
				    "made");
				leave_out(o, &err);
			}
		}
	}
	args_fini(&back);
	args_fini(&chosen);
}
