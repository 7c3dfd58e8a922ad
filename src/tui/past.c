/* The window on the journal: intents, outcomes, open questions. */
#include "dialogs.h"
#include "queue.h"

#include <endpane/base/clock.h>
#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/op/past.h>
#include <endpane/store/journal.h>

#include <string.h>

#define ENTRIES_MOST 500
#define VERIFIED_MOST 5000	/* entries; more only when asked to */

static enum role
entry_role(const struct journal_entry *e)
{
	if (journal_is_open(e->state))
		return ROLE_BAD;
	switch (e->state) {
	case JOURNAL_IN_FLIGHT:
		return ROLE_SECTION;
	case JOURNAL_APPLIED:
	case JOURNAL_ACCEPTED:
	case JOURNAL_APPLIED_SEEN:
		return ROLE_PLAIN;
	case JOURNAL_REJECTED:
	case JOURNAL_NOT_SENT:
	case JOURNAL_NOT_APPLIED_SEEN:
		return ROLE_WARN;
	case JOURNAL_UNKNOWN:
	case JOURNAL_STILL_UNKNOWN:
		return ROLE_BAD;
	}
	return ROLE_PLAIN;
}

static const char *
some(const char *text)
{
	return text != NULL ? text : "";
}

static void
cell(struct grid *g, struct grid_row *row, const char *title,
    const char *text)
{
	grid_cell(g, row, grid_column(g, str_slice(title)),
	    str_slice(some(text)));
}

static bool
add_entry(void *who, const struct journal_entry *e)
{
	struct grid *g = who;
	struct grid_row *row = grid_add(g, (uint64_t)e->id, entry_role(e));
	char when[24];

	if (clock_day(e->at_ms) == clock_day(clock_wall_ms()))
		clock_print_time(e->at_ms, when, sizeof(when));
	else
		clock_print(e->at_ms, when, sizeof(when));
	row->more = mem_text(some(e->intent.object_id));
	grid_format(g, row, grid_column(g, str_slice("NO")), "%lld",
	    (long long)e->id);
	cell(g, row, "TIME", when);
	cell(g, row, "OUTCOME", journal_word(e->state));
	cell(g, row, "OPERATION", e->intent.operation);
	cell(g, row, "OBJECT", e->intent.object_name != NULL ?
	    e->intent.object_name : e->intent.object_id);
	cell(g, row, "CONN", e->intent.conn);
	cell(g, row, "WORDS", e->words);
	return true;
}

static bool
add_settled(void *who, const struct journal_entry *e)
{
	return journal_is_open(e->state) || add_entry(who, e);
}

static uint64_t
newest(const struct grid *g)
{
	uint64_t key = 0;
	size_t i;

	for (i = 0; i < g->count; i++)
		if (g->rows[i].key > key)
			key = g->rows[i].key;
	return key;
}

void
journal_build(struct queue *q, struct app *app)
{
	struct journal *journal = engine_journal(app->engine);
	struct journal_query open = { .only_open = true };
	struct journal_query rest = { .limit = ENTRIES_MOST };
	struct grid *g = &q->grids[2];

	grid_clear(g);
	err_clear(&q->trouble);
	q->open_questions = 0;
	if (journal == NULL) {
		err_copy(&q->trouble, engine_journal_trouble(app->engine));
		return;
	}
	if (journal_list(journal, &open, add_entry, g, &q->trouble)) {
		q->open_questions = g->count;
		journal_list(journal, &rest, add_settled, g, &q->trouble);
	}
	if (q->chain[0] == '\0' && newest(g) <= VERIFIED_MOST)
		q->is_whole = again_verify(app, q->chain, sizeof(q->chain));
	grid_settle(g);
}

struct telling {
	struct lines	lines;
	int		cols;
	bool		first;
};

static void
tell(struct telling *t, const char *label, const char *text)
{
	if (text != NULL && text[0] != '\0')
		lines_wrap(&t->lines, ROLE_PLAIN, label, str_slice(text),
		    t->cols);
}

static bool
tell_entry(void *who, const struct journal_entry *e)
{
	struct telling *t = who;
	char when[32], number[32];

	if (t->first) {
		t->first = false;
		clock_print_utc(e->at_ms, when, sizeof(when));
		snprintf(number, sizeof(number), "%lld in job %lld",
		    (long long)e->id, (long long)e->intent.job);
		tell(t, "number", number);
		tell(t, "intended", when);
		tell(t, "operation", e->intent.operation);
		tell(t, "connection", e->intent.conn);
		tell(t, "object id", e->intent.object_id);
		tell(t, "name", e->intent.object_name);
		tell(t, "method", e->intent.method);
		tell(t, "address", e->intent.url);
		tell(t, "body", e->intent.body);
	}
	lines_format(&t->lines, entry_role(e), "outcome", "%s",
	    journal_word(e->state));
	if (e->outcome_ms > 0) {
		clock_print_utc(e->outcome_ms, when, sizeof(when));
		tell(t, "at", when);
	}
	if (e->http > 0)
		lines_format(&t->lines, ROLE_PLAIN, "http", "%d", e->http);
	tell(t, "words", e->words);
	return true;
}

void
journal_open_entry(struct app *app, int64_t id)
{
	struct journal *journal = engine_journal(app->engine);
	struct telling t = { .first = true,
	    .cols = canvas_cols(app->canvas) - 20 };
	struct err err;

	if (journal == NULL)
		return;
	t.lines.label_cells = 10;
	if (!journal_history(journal, id, tell_entry, &t, &err)) {
		lines_fini(&t.lines);
		app_complain(app, &err);
		return;
	}
	if (t.first && !journal_show(journal, id, tell_entry, &t, &err)) {
		lines_fini(&t.lines);
		app_complain(app, &err);
		return;
	}
	text_open(app, "Journal entry", &t.lines);
}

static bool
is_it(void *who, const struct journal_entry *e)
{
	(void)e;
	*(bool *)who = true;
	return false;
}

/* Where it is gone on with: of what was never sent the journal has no row. */
static void
say_where(struct journal *journal, int64_t entry, struct buf *out)
{
	bool is_listed = false;
	struct err ignored;

	journal_show(journal, entry, is_it, &is_listed, &ignored);
	buf_format(out, is_listed ? "pane 9, Journal, x on %lld resumes it" :
	    "'endpane journal resume %lld' sends it", (long long)entry);
}

void
journal_announce(struct app *app)
{
	struct journal *journal = engine_journal(app->engine);
	int64_t entry = 0;
	struct buf where = { 0 };
	struct err err;
	size_t count, left;

	if (journal == NULL) {
		app_say(app, ROLE_BAD, "nothing can be written: %s",
		    engine_journal_trouble(app->engine)->text);
		return;
	}
	left = past_unfinished(app->engine, &entry);
	if (left > 0)
		say_where(journal, entry, &where);
	if (journal_open_questions(journal, &count, &err) && count > 0)
		app_say(app, ROLE_WARN, left > 0 ? "%zu write%s of earlier "
		    "runs with unknown outcome, and %zu unsent of the last: %s"
		    : "%zu write%s of earlier runs with unknown outcome: "
		    "pane 9, Journal", count, count == 1 ? "" : "s", left,
		    buf_string(&where));
	else if (left > 0)
		app_say(app, ROLE_WARN, "the last operation left %zu unsent: "
		    "%s", left, buf_string(&where));
	buf_fini(&where);
}
