/* A list read back over its pages, and shown as one answer. */
#include <endpane/base/map.h>
#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/json/scan.h>

#include <stdlib.h>

#include "reread.h"

/* The day's calls are few: what is made stands near one end of a list. */
#define PAGES_MOST	40
#define BYTES_MOST	(32u << 20)

void
reread_begin(struct reread *g, const char *path, const char *query)
{
	reread_fini(g);
	g->path = mem_text(path);
	buf_text(&g->query, query != NULL ? query : "");
}

/* How many rows the page has, which are kept. */
static size_t
take_rows(struct reread *g, const struct cat_op *list, struct slice body)
{
	struct slice rows, row;
	size_t count = 0;
	struct scan s;

	if (!scan_at(body, list->items, &rows) ||
	    scan_type(rows) != JSON_LIST || !scan_open(rows, &s))
		return 0;
	for (; scan_item(&s, &row); count++) {
		if (g->rows.len > 0)
			buf_char(&g->rows, ',');
		buf_slice(&g->rows, row);
	}
	return count;
}

/* The query of the next page takes the place of this one's. */
static bool
turn_page(struct reread *g, const struct conn *conn,
    const struct reply *reply, size_t rows)
{
	struct buf next = { 0 };
	struct cat_page seen = {
		.path = g->path, .query = buf_string(&g->query),
		.body = reply->body, .rows = rows, .rows_so_far = g->count,
		.pages_so_far = g->pages,
	};
	struct err err = { 0 };
	bool more = false, good;

	good = conn->system->page(&seen, &conn->settings, &next, &more, &err);
	if (good && more) {
		buf_clear(&g->query);
		buf_slice(&g->query, (struct slice){ next.at, next.len });
		good = g->pages < PAGES_MOST && g->rows.len < BYTES_MOST &&
		    hashes_add(&g->visited, map_hash((struct slice){ next.at,
		    next.len }));
	}
	buf_fini(&next);
	g->is_cut = !good;
	return good && more;
}

ticket
reread_go_on(struct reread *g, struct engine *engine,
    const struct conn *conn, const struct cat_resource *resource,
    const struct reply *reply, reply_fn *done, void *who)
{
	const struct cat_op *list = cat_op_with(resource, CAT_LISTS);
	struct request r = { .conn = conn, .method = "GET",
	    .content_type = content_type_of(resource, false),
	    .lane = LANE_ASKED, .is_list = true, .reserve = true,
	    .stays = true };
	size_t rows;

	if (reply->err.code != ERR_NONE || g->path == NULL || list == NULL ||
	    !conn->system->page_is_whole)
		return 0;
	rows = take_rows(g, list, reply->body);
	g->count += rows;
	g->pages++;
	if (!turn_page(g, conn, reply, rows))
		return 0;
	r.path = g->path;
	r.query = buf_string(&g->query);
	return queue_read(engine->queue, &r, done, who);
}

struct slice
reread_all(struct reread *g, const struct cat_resource *resource,
    struct slice last)
{
	const struct cat_op *list = cat_op_with(resource, CAT_LISTS);

	if (g->pages < 2 && !g->is_cut)
		return last;
	buf_clear(&g->whole);
	buf_format(&g->whole, "{\"%s\":[", list->items + 1);
	buf_slice(&g->whole, (struct slice){ g->rows.at, g->rows.len });
	buf_format(&g->whole, "]%s}", g->is_cut ?
	    ",\"paging\":{\"next\":\"unread\"}" : "");
	return (struct slice){ g->whole.at, g->whole.len };
}

void
reread_fini(struct reread *g)
{
	free(g->path);
	buf_fini(&g->query);
	buf_fini(&g->rows);
	buf_fini(&g->whole);
	hashes_fini(&g->visited);
	*g = (struct reread){ 0 };
}
