/* The queue as it is shown: its requests, and how connections do. */
#include <endpane/base/clock.h>

#include "queue_parts.h"

size_t
queue_items(const struct queue *q, struct queue_item *items, size_t most)
{
	int64_t now = clock_monotonic_ms();
	const struct item *it;
	size_t n = 0;

	for (it = q->newest; it != NULL && n < most; it = it->previous)
		items[n++] = (struct queue_item){
		    it->id, it->line->conn->number, it->state, it->writes,
		    it->method, it->path, it->query, it->status, it->tries,
		    it->queued_ms, it->state == QUEUE_FLYING ?
		    now - it->started_ms : it->took_ms,
		    q->is_held && it->state == QUEUE_WAITING ?
		    "held until it is let go" : it->why,
		    it->state == QUEUE_FLYING ? it->file_size -
		    it->http.file_left : it->state == QUEUE_DONE ?
		    it->file_size : 0, it->file_size };
	return n;
}

void
queue_conn(const struct queue *q, int conn, struct queue_conn *status)
{
	const struct line *line = &q->lines[conn];
	int64_t now = clock_monotonic_ms();
	int64_t left = line->pace.paused_until_ms - now;

	*status = line->shown;
	status->flying = line->pace.flying;
	status->waiting = line->waiting;
	status->minute = pace_minute(&line->pace, now);
	status->paused_until_ms = left > 0 ? clock_wall_ms() + left : 0;
}
