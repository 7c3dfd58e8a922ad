/* Names of a job's objects out of the cache: for results, never for a question. */
#include <endpane/base/clock.h>
#include <endpane/base/str.h>

#include <stdlib.h>

#include "job_parts.h"

#define PATIENCE_MS	100	/* a name is not worth more */
#define SLICE_US	5000

static size_t
count_unnamed(const struct job *job)
{
	size_t i, count = 0;

	for (i = 0; i < job->target_count; i++)
		count += job->targets[i].name == NULL &&
		    !job->targets[i].is_step;
	return count;
}

/* The list that has them, as the dashboard has kept it. */
static struct cache_reading *
open_list(struct job *job, const struct cat_resource *resource,
    struct rows *rows)
{
	const char *device = args_get(&job->args, "device", 0);
	const struct cat_op *op = cat_op_with(resource, CAT_LISTS);
	struct args args = { 0 };
	struct cache_reading *reading;
	int64_t saved_ms;
	char *key;

	if (device != NULL && cat_param(op, str_slice("device")) != NULL)
		args_add(&args, "device", str_slice(device));
	key = list_cache_key(job->conn, resource, &args);
	reading = cache_read(job->engine->cache, key, rows, job->conn->number,
	    &saved_ms);
	free(key);
	args_fini(&args);
	return reading;
}

/* From the row on that is next; returns how many got a name. */
static size_t
take_names(struct job *job, const struct rows *rows, uint32_t *next)
{
	struct buf text = { 0 };
	struct job_target *t;
	size_t count = 0;

	for (; *next < rows_count(rows); ++*next) {
		struct slice id = rows_id(rows, *next);
		struct slice name = rows_label(rows, *next);

		buf_clear(&text);
		buf_slice(&text, id);
		t = name.len == 0 ? NULL : job_target_of(job,
		    buf_string(&text));
		if (t == NULL || t->name != NULL)
			continue;
		buf_clear(&text);
		buf_slice(&text, name);
		job_call_object(job, t->id, buf_string(&text));
		count++;
	}
	buf_fini(&text);
	return count;
}

void
job_names_kept(struct job *job)
{
	int64_t end = clock_monotonic_ms() + PATIENCE_MS;
	const struct cat_resource *resource = job->target == NULL ||
	    job->target->noun == NULL ? NULL :
	    cat_resource(str_slice(job->target->noun), NULL);
	size_t left = count_unnamed(job);
	struct cache_reading *reading;
	struct rows *rows;
	uint32_t next = 0;
	bool more;

	if (left == 0 || resource == NULL ||
	    cat_op_with(resource, CAT_LISTS) == NULL)
		return;
	rows = rows_new(resource);
	reading = open_list(job, resource, rows);
	for (more = reading != NULL; more && left > 0 &&
	    clock_monotonic_ms() < end; ) {
		more = cache_read_more(reading, SLICE_US);
		left -= take_names(job, rows, &next);
	}
	cache_read_end(reading);
	rows_free(rows);
}
