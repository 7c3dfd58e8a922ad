/* Plans as the journal keeps them: written, and read back with outcomes. */
#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/base/text.h>
#include <endpane/json/scan.h>

#include <stdlib.h>
#include <string.h>

#include "recall.h"

static void
write_text(struct buf *text, const char *value)
{
	if (value == NULL)
		buf_text(text, "null");
	else
		text_json_string(str_slice(value), text);
}

/* Pairs, since a name may occur several times. */
static void
write_pair(struct buf *text, const struct arg *arg, bool first)
{
	buf_text(text, first ? "[" : ",[");
	write_text(text, arg->name);
	buf_char(text, ',');
	write_text(text, arg->value);
	buf_char(text, ']');
}

static void
write_object(struct buf *text, const struct job_target *t, bool first)
{
	size_t n;

	buf_text(text, first ? "{\"id\":" : ",{\"id\":");
	write_text(text, t->id);
	buf_text(text, ",\"name\":");
	write_text(text, t->name);
	if (t->was >= 0)
		buf_format(text, ",\"was\":%s", t->was > 0 ? "true" : "false");
	if (t->found.count > 0) {
		buf_text(text, ",\"found\":[");
		for (n = 0; n < t->found.count; n++)
			write_pair(text, &t->found.list[n], n == 0);
		buf_char(text, ']');
	}
	buf_char(text, '}');
}

void
recall_write(const struct job *job, struct buf *text)
{
	const char *target = job->target != NULL ? job->target->name : NULL;
	const struct cat_param *p;
	bool first = true;
	size_t i;

	buf_text(text, "{\"target\":");
	write_text(text, target);
	buf_text(text, ",\"args\":[");
	for (i = 0; i < job->args.count; i++) {
		const struct arg *arg = &job->args.list[i];

		p = cat_param(job->op, str_slice(arg->name));
		if ((p != NULL && p->kind == CAT_SECRET) ||
		    (target != NULL && strcmp(arg->name, target) == 0))
			continue;
		write_pair(text, arg, first);
		first = false;
	}
	buf_text(text, "],\"objects\":[");
	first = true;
	for (i = 0; i < job->target_count; i++) {
		/* Steps are planned anew: what they gave is not kept. */
		if (job->targets[i].is_out || job->targets[i].is_step)
			continue;
		write_object(text, &job->targets[i], first);
		first = false;
	}
	buf_text(text, "]}");
}

/* A member's text; NULL where it is none. To be freed. */
static char *
text_at(struct slice object, const char *pointer)
{
	struct buf text = { 0 };
	struct slice value;
	char *found = NULL;

	if (scan_at(object, pointer, &value) &&
	    scan_type(value) == JSON_TEXT && scan_text(value, &text)) {
		found = mem_text(buf_string(&text));
		buf_wipe(&text);
	}
	return found;
}

static void
read_pairs(struct slice object, const char *pointer, struct args *args)
{
	struct slice list, pair, item;
	struct buf name = { 0 }, value = { 0 };
	struct scan s, inner;

	if (!scan_at(object, pointer, &list) || !scan_open(list, &s))
		return;
	while (scan_item(&s, &pair)) {
		buf_clear(&name);
		buf_clear(&value);
		if (scan_open(pair, &inner) && scan_item(&inner, &item) &&
		    scan_text(item, &name) && scan_item(&inner, &item) &&
		    scan_text(item, &value))
			args_add(args, buf_string(&name),
			    str_slice(buf_string(&value)));
	}
	buf_fini(&name);
	buf_fini(&value);
}

static void
read_object(struct past *past, struct slice item)
{
	struct past_object *o;
	struct slice was;
	char *id = text_at(item, "/id");

	if (id == NULL || recall_object(past, id) != NULL) {
		free(id);
		return;
	}
	past->objects = mem_grow(past->objects, past->count + 1,
	    sizeof(*past->objects));
	o = &past->objects[past->count];
	*o = (struct past_object){ .past = past, .id = id, .was = -1,
	    .name = text_at(item, "/name") };
	if (scan_at(item, "/was", &was))
		o->was = str_is(was, "true");
	read_pairs(item, "/found", &o->found);
	map_add(&past->index, str_slice(o->id), (uint32_t)past->count++);
}

struct past_object *
recall_object(const struct past *past, const char *id)
{
	uint32_t place;

	return map_find(&past->index, str_slice(id), &place) ?
	    &past->objects[place] : NULL;
}

struct reading {
	struct past	*past;
	bool		 is_over;	/* recorded as stopped, or died */
	bool		 is_ours;
	struct err	 err;
};

static bool
find_operation(struct past *past, const char *operation, const char *conn,
    struct err *err)
{
	struct slice rest = str_slice(operation), noun = { "", 0 };
	const struct config *config = engine_config(past->engine);
	const struct cat_system *system = NULL;

	str_next(&rest, ' ', &noun);
	if (str_is(noun, "api"))
		return err_set(err, ERR_GUARD, "it was a call made by hand; "
		    "nothing was sent; make the next one by hand too");
	past->conn = config_conn(config, str_slice(conn));
	if (past->conn == NULL)
		return err_set(err, ERR_USAGE, "no connection is called "
		    "%.60s any more; nothing was sent; configure it, then do "
		    "it again", conn);
	past->resource = cat_resource(noun, &system);
	past->op = past->resource != NULL ? cat_op(past->resource, rest) :
	    NULL;
	if (past->op == NULL || past->conn->system != system)
		return err_set(err, ERR_USAGE, "%.60s has no %.60s any more; "
		    "nothing was sent; see 'endpane journal show'", conn,
		    operation);
	return true;
}

static bool
read_plan(void *who, const struct plan_record *record)
{
	struct reading *r = who;
	struct past *past = r->past;
	struct slice text = str_slice(record->text), list, item;
	struct scan s;

	past->plan = record->id;
	past->origin = record->origin;
	past->origin_job = record->origin_job;
	r->is_over = record->is_stopped || !record->lives;
	r->is_ours = record->is_ours;
	if (!scan_check(text, &r->err) || !find_operation(past,
	    record->operation, record->conn, &r->err))
		return false;
	past->target = text_at(text, "/target");
	read_pairs(text, "/args", &past->args);
	if (scan_at(text, "/objects", &list) && scan_open(list, &s))
		while (scan_item(&s, &item))
			read_object(past, item);
	return false;
}

/* Newest first: the first intent of an object is the one that counts. */
static bool
read_entry(void *who, const struct journal_entry *e)
{
	struct past *past = who;
	struct past_object *o = recall_object(past, e->intent.object_id);

	if (o == NULL || o->intent > e->id)
		return true;
	free(o->method);
	free(o->url);
	free(o->body);
	free(o->made);
	o->intent = e->id;
	o->at_ms = e->at_ms;
	o->state = e->state;
	o->method = mem_text(e->intent.method);
	o->url = mem_text(e->intent.url);
	o->body = mem_text(e->intent.body);
	o->made = (past->op->flags & CAT_MAKES) != 0 && e->words != NULL &&
	    strncmp(e->words, RECALL_MADE, strlen(RECALL_MADE)) == 0 ?
	    mem_text(e->words + strlen(RECALL_MADE)) : NULL;
	return true;
}

/* A job of this very run, which may be at it still. */
static bool
runs_here(const struct past *past)
{
	const struct job *job;

	for (job = past->engine->jobs; job != NULL; job = job->next)
		if (job->record == past->job)
			return job->state < JOB_DONE;
	return false;
}

static bool
is_settled(const struct past *past)
{
	size_t i;

	for (i = 0; i < past->count; i++)
		if (past->objects[i].intent == 0 ||
		    past->objects[i].state == JOURNAL_IN_FLIGHT)
			return false;
	return true;
}

struct past *
recall_job(struct engine *engine, int64_t job, struct err *err)
{
	struct past *past = mem_alloc(sizeof(*past));
	struct journal_query of_job = { .job = job };
	struct reading r = { .past = past };

	past->engine = engine;
	past->job = job;
	if (!plans_show(engine->journal, job, read_plan, &r, err))
		;
	else if (r.err.code != ERR_NONE)
		err_copy(err, &r.err);
	else if (journal_list(engine->journal, &of_job, read_entry, past,
	    err)) {
		past->is_under_way = r.is_ours ? runs_here(past) :
		    !r.is_over && !is_settled(past);
		return past;
	}
	past_close(past);
	return NULL;
}

struct jobs {
	int64_t	*list;
	size_t	 count;
};

static bool
note_job(void *who, const struct plan_record *record)
{
	struct jobs *jobs = who;

	jobs->list = mem_grow(jobs->list, jobs->count + 1,
	    sizeof(*jobs->list));
	jobs->list[jobs->count++] = record->job;
	return true;
}

/* What a later job did is what counts; it only acts on what this one has. */
static bool
merge(struct past *past, int64_t job, struct err *err)
{
	struct past *later = recall_job(past->engine, job, err);
	struct journal_query of_job = { .job = job };
	bool good;

	if (later == NULL)
		return false;
	past->is_under_way = past->is_under_way || later->is_under_way;
	past_close(later);
	good = journal_list(past->engine->journal, &of_job, read_entry, past,
	    err);
	return good;
}

bool
recall_resumed(struct past *past, struct err *err)
{
	struct jobs jobs = { 0 };
	bool good;
	size_t i;

	good = plans_resumed(past->engine->journal, past->job, note_job,
	    &jobs, err);
	for (i = 0; good && i < jobs.count; i++)
		good = merge(past, jobs.list[i], err);
	free(jobs.list);
	return good;
}
