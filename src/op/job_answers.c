/* What the server said of each object, kept beside the outcome. */
#include <endpane/base/str.h>
#include <endpane/json/scan.h>
#include <endpane/op/fields.h>

#include <stdlib.h>

#include "job_parts.h"

#define KEPT_MOST	65536	/* bytes an object */

/* The part of an answer that is about the nth object of its request. */
static bool
part_of(const struct job *job, const struct plan_request *r,
    const struct cat_reply *reply, size_t n, struct slice *part)
{
	const struct cat_ways *ways = job->op->ways;

	if (ways != NULL && ways->item != NULL)
		return ways->item(r, reply, n, part);
	*part = str_trim(reply->body);
	return r->object_count <= 1;
}

void
answers_keep(struct job *job, const struct plan_request *r,
    const struct reply *reply)
{
	struct cat_reply seen = { reply->status, reply->body, NULL, true };
	struct buf text = { 0 };
	struct job_target *t;
	struct slice part;
	size_t n;

	for (n = 0; n == 0 || n < r->object_count; n++) {
		t = r->object_count == 0 ? &job->targets[0] :
		    job_target_of(job, r->objects[n].id);
		if (t == NULL || !part_of(job, r, &seen, n, &part) ||
		    part.len > KEPT_MOST || scan_type(part) != JSON_OBJECT)
			continue;
		buf_clear(&text);
		if (!fields_masked(part, &text))
			continue;
		free(t->answer);
		t->answer = buf_take(&text, NULL);
	}
	buf_fini(&text);
}
