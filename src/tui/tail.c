/* The lower edge of a wide screen: requests, journal and connections. */
#include "tail.h"

#include "forms.h"
#include "lines.h"
#include "queue.h"
#include "spread.h"

#include <endpane/base/clock.h>
#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/store/journal.h>

#include <stdio.h>
#include <stdlib.h>

#define TAIL_ROWS	9	/* lines of a box, at most */
#define CONNS_COLS	44	/* of the box at the right */

struct tail {
	struct lines	requests;
	struct lines	journal;
	struct lines	conns;
	enum tail_first	first;
	int		cols;
};

struct tail *
tail_new(void)
{
	return mem_alloc(sizeof(struct tail));
}

void
tail_free(struct tail *t)
{
	if (t == NULL)
		return;
	lines_fini(&t->requests);
	lines_fini(&t->journal);
	lines_fini(&t->conns);
	free(t);
}

/* What is being written, or all that was. */
static void
read_jobs(struct tail *t, struct app *app, bool all)
{
	struct job *list[TAIL_ROWS];
	size_t count = engine_jobs(app->engine, list, TAIL_ROWS), i;
	struct buf words = { 0 };

	for (i = 0; i < count && i < TAIL_ROWS; i++) {
		if (!all && job_state(list[i]) != JOB_SENDING &&
		    job_state(list[i]) != JOB_CHECKING)
			continue;
		buf_clear(&words);
		job_label(list[i], &words);
		buf_format(&words, " %s: %s: ",
		    job_state_word(job_state(list[i])), job_title(list[i]));
		job_words(list[i], &words);
		lines_format(&t->requests, ROLE_SECTION, NULL, "%s",
		    buf_string(&words));
	}
	buf_fini(&words);
}

static void
read_requests(struct tail *t, struct app *app)
{
	struct flight *list = mem_alloc(TAIL_ROWS * sizeof(*list));
	size_t count = engine_flights(app->engine, list, TAIL_ROWS), i;
	char when[12], status[8];

	read_jobs(t, app, false);
	for (i = 0; i < count && i < TAIL_ROWS; i++) {
		const struct flight *f = &list[i];

		clock_print_time(f->queued_ms, when, sizeof(when));
		snprintf(status, sizeof(status), f->status > 0 ? "%3d" :
		    "  -", f->status);
		lines_format(&t->requests, flight_role(f->state), NULL,
		    "%s %-9s %s %3d.%02d s  %s %s", when,
		    flight_word(f->state), status, (int)(f->took_ms / 1000),
		    (int)(f->took_ms % 1000 / 10), f->method, f->path);
	}
	free(list);
}

static bool
add_entry(void *who, const struct journal_entry *e)
{
	struct tail *t = who;
	const char *object = e->intent.object_name != NULL ?
	    e->intent.object_name : e->intent.object_id;
	char when[24];

	if (clock_day(e->at_ms) == clock_day(clock_wall_ms()))
		clock_print_time(e->at_ms, when, sizeof(when));
	else {
		clock_print(e->at_ms, when, sizeof(when));
		when[10] = '\0';	/* the date alone */
	}
	lines_format(&t->journal, journal_is_open(e->state) ||
	    e->state == JOURNAL_REJECTED ? ROLE_BAD : ROLE_PLAIN, NULL,
	    "%-10s %-9s %s %s", when, journal_word(e->state),
	    e->intent.operation, object != NULL ? object : "");
	return true;
}

static void
read_journal(struct tail *t, struct app *app)
{
	struct journal *journal = engine_journal(app->engine);
	struct journal_query newest = { .limit = TAIL_ROWS };
	struct err err;

	lines_clear(&t->journal);
	if (journal == NULL)
		lines_wrap(&t->journal, ROLE_BAD, NULL,
		    str_slice(engine_journal_trouble(app->engine)->text), 40);
	else if (!journal_list(journal, &newest, add_entry, t, &err))
		lines_wrap(&t->journal, ROLE_BAD, NULL, str_slice(err.text),
		    40);
}

/* What there is to say beside its health: waiting, limits, the last problem. */
static void
tell_conn(struct tail *t, const struct conn_status *s, bool is_bad)
{
	char until[24];

	if (s->flying + s->waiting > 0)
		lines_format(&t->conns, ROLE_SECTION, NULL,
		    "  %d in flight, %d waiting", s->flying, s->waiting);
	if (s->per_minute > 0)
		lines_format(&t->conns, ROLE_DIM, NULL,
		    "  %d of %d in this minute", s->calls_minute,
		    s->per_minute);
	if (s->paused_until_ms > clock_wall_ms()) {
		clock_print_coming(clock_wall_ms(), s->paused_until_ms, until,
		    sizeof(until));
		lines_format(&t->conns, ROLE_WARN, NULL,
		    "  paused to %s: too many requests", until);
	}
	if (is_bad && s->err.code != ERR_NONE)
		lines_wrap(&t->conns, ROLE_BAD, NULL, str_slice(s->err.text),
		    CONNS_COLS - 4);
}

/* "phones      + ok       388 of 2500", and below it what else there is. */
static void
read_conns(struct tail *t, struct app *app)
{
	struct conn_status s;
	char calls[32];
	size_t i;

	lines_clear(&t->conns);
	for (i = 0; i < app->config->conn_count; i++) {
		bool is_bad;

		engine_conn_status(app->engine, (int)i, &s);
		is_bad = s.lamp == LAMP_DOWN || s.lamp == LAMP_FAILING;
		if (s.per_day > 0)
			snprintf(calls, sizeof(calls), "%d of %d",
			    s.calls_today, s.per_day);
		else
			snprintf(calls, sizeof(calls), "%d", s.calls_today);
		lines_format(&t->conns, is_bad ? ROLE_BAD : ROLE_PLAIN, NULL,
		    "%-12.12s %-11s %15s", app->config->conns[i].name,
		    lamp_word(s.lamp), calls);
		tell_conn(t, &s, is_bad);
	}
}

static void
draw_box(struct lines *lines, struct app *app, struct area box,
    const char *title, const char *empty)
{
	struct area a = { box.y + 1, box.x + 2, box.rows - 2, box.cols - 4 };

	canvas_box(app->canvas, box, title);
	if (lines->count == 0)
		canvas_text(app->canvas, a.y, a.x, a.cols, ROLE_DIM, empty);
	else {
		lines->top = 0;
		lines_draw(lines, app->canvas, a);
	}
}

void
tail_draw(struct tail *t, struct app *app, enum tail_first first,
    struct area a)
{
	int journal = (a.cols - CONNS_COLS) / 2;
	int requests = a.cols - CONNS_COLS - journal;

	if (app->is_fresh || t->cols != a.cols || t->first != first) {
		t->cols = a.cols;
		t->first = first;
		lines_clear(&t->requests);
		if (first == TAIL_JOBS)
			read_jobs(t, app, true);
		else
			read_requests(t, app);
		read_conns(t, app);
		read_journal(t, app);
	}
	draw_box(&t->requests, app, (struct area){ a.y, a.x, a.rows,
	    requests }, first == TAIL_JOBS ? "Jobs (9)" : "Requests (9)",
	    first == TAIL_JOBS ? "no job in this run" : "no request yet");
	draw_box(&t->journal, app, (struct area){ a.y, a.x + requests, a.rows,
	    journal }, "Journal (9)", "nothing was ever written from here");
	draw_box(&t->conns, app, (struct area){ a.y, a.x + requests + journal,
	    a.rows, CONNS_COLS }, "Connections: calls today",
	    "no connection");
}

void
tail_below(struct tail **tail, struct app *app, enum tail_first first,
    struct area *a)
{
	if (a->cols < WIDE_COLS || a->rows < WIDE_ROWS)
		return;
	if (*tail == NULL)
		*tail = tail_new();
	a->rows -= TAIL_ROWS + 2;
	tail_draw(*tail, app, first, (struct area){ a->y + a->rows, a->x,
	    TAIL_ROWS + 2, a->cols });
}
