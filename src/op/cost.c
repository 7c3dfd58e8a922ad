/* What a job costs besides its requests: calls that read first, and read back. */
#include <endpane/base/map.h>
#include <endpane/base/mem.h>

#include <stdlib.h>

#include "job_parts.h"
#include "recall.h"

/* Reads of the same thing at the same time are sent once. */
struct distinct {
	struct map	 seen;
	char		**texts;	/* owned; behind the map's keys */
	size_t		 count;
};

static void
add(struct distinct *d, struct buf *path, const struct buf *query)
{
	uint32_t place;

	buf_format(path, "?%.*s", (int)query->len,
	    query->at != NULL ? query->at : "");
	if (map_find(&d->seen, (struct slice){ path->at, path->len }, &place))
		return;
	d->texts = mem_grow(d->texts, d->count + 1, sizeof(*d->texts));
	d->texts[d->count] = mem_slice(path->at, path->len);
	map_add(&d->seen, (struct slice){ d->texts[d->count], path->len },
	    (uint32_t)d->count);
	d->count++;
}

/* The reads that would tell, if every outcome had to be found out. */
static size_t
count_looks(const struct job *job)
{
	const struct cat_ways *ways = job->op->ways;
	struct distinct d = { 0 };
	size_t i, n, count;

	for (i = 0; ways != NULL && ways->look != NULL &&
	    i < job->plan.count; i++)
		for (n = 0; n < job->plan.requests[i].object_count; n++) {
			struct buf path = { 0 }, query = { 0 };

			if (ways->look(&job->plan.requests[i], n, &job->args,
			    &job->conn->settings, &path, &query))
				add(&d, &path, &query);
			buf_fini(&path);
			buf_fini(&query);
		}
	count = d.count;
	while (d.count > 0)
		free(d.texts[--d.count]);
	free(d.texts);
	map_fini(&d.seen);
	return count;
}

void
job_cost_words(const struct job *job, struct buf *out)
{
	size_t reads = job->reads + (job->past != NULL ? job->past->reads : 0);
	size_t back = count_looks(job);

	if (reads > 0)
		buf_format(out, ", and %zu that read first", reads);
	if (job->is_unread)
		buf_text(out, ", too many to read first: no undo");
	if (back > 0)
		buf_format(out, "; up to %zu read back", back);
}
