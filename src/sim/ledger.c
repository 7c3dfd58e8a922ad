/* What was asked of the estate, counted and kept for tests. */
#include "ledger.h"

#include <endpane/base/mem.h>
#include <endpane/base/str.h>

#include <stdlib.h>
#include <string.h>

static void
count(struct ledger *l, const struct request *rq)
{
	char *key = mem_format("%s %.*s", rq->method, (int)rq->path.len,
	    rq->path.at);
	uint32_t place;

	if (map_find(&l->index, str_slice(key), &place)) {
		l->counts[place].count++;
		free(key);
		return;
	}
	if (l->count == LEDGER_PATHS) {
		free(key);
		return;
	}
	l->counts = mem_grow(l->counts, l->count + 1, sizeof(*l->counts));
	l->counts[l->count] = (struct ledger_count){ key, 1 };
	map_add(&l->index, str_slice(key), (uint32_t)l->count++);
}

void
ledger_begin(struct ledger *l, const struct request *rq)
{
	l->total++;
	l->in_flight++;
	if (l->in_flight > l->peak)
		l->peak = l->in_flight;
	count(l, rq);
}

static void
line_fini(struct ledger_line *line)
{
	free(line->method);
	free(line->uri);
	free(line->head);
	free(line->body);
	memset(line, 0, sizeof(*line));
}

void
ledger_end(struct ledger *l, const struct request *rq, int status)
{
	struct ledger_line *line = &l->lines[l->line_count++ % LEDGER_LOG];
	size_t most = (size_t)64 << 10;

	l->in_flight--;
	line_fini(line);
	line->method = mem_text(rq->method);
	line->uri = mem_text(rq->uri);
	line->head = mem_text(buf_string(&rq->head));
	line->body = mem_slice(buf_string(&rq->body),
	    rq->body.len < most ? rq->body.len : most);
	line->status = status;
}

static void
note(struct ledger_notes *notes, const struct request *rq, const char *why)
{
	notes->count++;
	if (notes->kept == LEDGER_NOTES)
		return;
	notes->at = mem_grow(notes->at, notes->kept + 1, sizeof(*notes->at));
	notes->at[notes->kept++] = (struct ledger_note){
	    mem_text(rq->method), mem_text(rq->uri), mem_text(why) };
}

void
ledger_refusal(struct ledger *l, const struct request *rq, const char *why)
{
	note(&l->refusals, rq, why);
}

void
ledger_violation(struct ledger *l, const struct request *rq, const char *why)
{
	note(&l->violations, rq, why);
}

static void
notes_fini(struct ledger_notes *notes)
{
	size_t i;

	for (i = 0; i < notes->kept; i++) {
		free(notes->at[i].method);
		free(notes->at[i].uri);
		free(notes->at[i].why);
	}
	free(notes->at);
	memset(notes, 0, sizeof(*notes));
}

void
ledger_reset(struct ledger *l)
{
	size_t i, in_flight = l->in_flight;

	map_fini(&l->index);
	for (i = 0; i < l->count; i++)
		free(l->counts[i].key);
	free(l->counts);
	notes_fini(&l->refusals);
	notes_fini(&l->violations);
	for (i = 0; i < LEDGER_LOG; i++)
		line_fini(&l->lines[i]);
	memset(l, 0, sizeof(*l));
	l->in_flight = l->peak = in_flight;
}
