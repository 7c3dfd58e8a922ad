/* What the cache keeps of a list, by which name, and who else may put it there. */
#include <endpane/base/clock.h>
#include <endpane/op/list.h>

#include <stdlib.h>

#include "engine_parts.h"

#define SLICE_US 100000

char *
list_cache_key(const struct conn *conn, const struct cat_resource *resource,
    const struct args *args)
{
	struct buf key = { 0 };
	size_t i;

	/* Another server under the same name is another list. */
	buf_format(&key, "%s/%s/%s", conn->name, conn->base,
	    resource->noun);
	for (i = 0; i < args->count; i++)
		buf_format(&key, "/%s=%s", args->list[i].name,
		    args->list[i].value);
	/* Read from another member, kept cells would say something else. */
	if (conn->settings.status_column != NULL)
		buf_format(&key, "?%s", conn->settings.status_column);
	return buf_take(&key, NULL);
}

void
list_keep(struct engine *engine, const struct conn *conn,
    const struct args *args, const struct rows *rows)
{
	char *key = list_cache_key(conn, rows_resource(rows), args);
	struct cache_writing *writing = cache_write(engine->cache, key, rows,
	    conn->number, clock_wall_ms());

	while (writing != NULL && cache_write_more(writing, SLICE_US))
		continue;
	cache_write_end(writing);
	free(key);
}
