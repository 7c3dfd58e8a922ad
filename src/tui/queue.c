/* The window on the queue: requests, jobs and the journal. */
#include "queue.h"
#include "dialogs.h"
#include "forms.h"
#include "tail.h"

#include <endpane/base/clock.h>
#include <endpane/base/mem.h>
#include <endpane/base/str.h>

#include <stdlib.h>
#include <string.h>

#define FLIGHTS_MOST	500
#define JOBS_MOST	200
#define BOX_AND_LABEL	15	/* columns beside what is told of a request */

static const char *const tabs[QUEUE_TABS] = { "Requests", "Jobs", "Journal" };

const char *
flight_word(enum flight_state state)
{
	switch (state) {
	case FLIGHT_WAITING:	return "waiting";
	case FLIGHT_FLYING:	return "in flight";
	case FLIGHT_DONE:	return "done";
	case FLIGHT_FAILED:	return "failed";
	case FLIGHT_CANCELLED:	return "cancelled";
	}
	return "";
}

enum role
flight_role(enum flight_state state)
{
	switch (state) {
	case FLIGHT_WAITING:
	case FLIGHT_FLYING:
		return ROLE_SECTION;
	case FLIGHT_DONE:
		return ROLE_PLAIN;
	case FLIGHT_FAILED:
		return ROLE_BAD;
	case FLIGHT_CANCELLED:
		return ROLE_DIM;
	}
	return ROLE_PLAIN;
}

static void
add_flight(struct grid *g, struct app *app, const struct flight *f)
{
	struct grid_row *row = grid_add(g, f->id, flight_role(f->state));
	const char *conn = f->conn >= 0 && (size_t)f->conn <
	    app->config->conn_count ? app->config->conns[f->conn].name : "";
	char when[12];

	clock_print_time(f->queued_ms, when, sizeof(when));
	grid_cell(g, row, grid_column(g, str_slice("TIME")), str_slice(when));
	if (f->state == FLIGHT_FLYING && f->file_size > 0)
		grid_format(g, row, grid_column(g, str_slice("STATE")),
		    "sent %d %%", (int)(f->file_sent * 100 / f->file_size));
	else
		grid_cell(g, row, grid_column(g, str_slice("STATE")),
		    str_slice(flight_word(f->state)));
	if (f->status > 0)
		grid_format(g, row, grid_column(g, str_slice("HTTP")), "%d",
		    f->status);
	else
		grid_column(g, str_slice("HTTP"));
	grid_format(g, row, grid_column(g, str_slice("TOOK")), "%d.%02d s",
	    (int)(f->took_ms / 1000), (int)(f->took_ms % 1000 / 10));
	grid_cell(g, row, grid_column(g, str_slice("CONN")), str_slice(conn));
	grid_format(g, row, grid_column(g, str_slice("REQUEST")), "%s %s",
	    f->method, f->path);
	grid_cell(g, row, grid_column(g, str_slice("WHY")), str_slice(f->why));
}

static void
build_flights(struct queue *q, struct app *app)
{
	struct flight *list = mem_alloc(FLIGHTS_MOST * sizeof(*list));
	size_t count = engine_flights(app->engine, list, FLIGHTS_MOST), i;

	grid_clear(&q->grids[0]);
	for (i = 0; i < count && i < FLIGHTS_MOST; i++)
		add_flight(&q->grids[0], app, &list[i]);
	grid_settle(&q->grids[0]);
	free(list);
}

static enum role
job_role(const struct job *job)
{
	struct err err;

	if (job_state(job) != JOB_DONE)
		return ROLE_SECTION;
	job_verdict(job, &err);
	return err.code == ERR_NONE ? ROLE_GOOD : ROLE_BAD;
}

static void
build_jobs(struct queue *q, struct app *app)
{
	struct job *list[JOBS_MOST];
	size_t count = engine_jobs(app->engine, list, JOBS_MOST), i;
	struct grid *g = &q->grids[1];
	int number = grid_column(g, str_slice("JOB"));
	int state = grid_column(g, str_slice("STATE"));
	int conn = grid_column(g, str_slice("CONN"));
	int what = grid_column(g, str_slice("WHAT"));
	int result = grid_column(g, str_slice("RESULT"));

	grid_clear(g);
	for (i = 0; i < count && i < JOBS_MOST; i++) {
		struct grid_row *row = grid_add(g, job_number(list[i]),
		    job_role(list[i]));
		struct buf words = { 0 };

		job_words(list[i], &words);
		if (job_record(list[i]) != 0)
			grid_format(g, row, number, "%lld",
			    (long long)job_record(list[i]));
		grid_cell(g, row, state,
		    str_slice(job_state_word(job_state(list[i]))));
		grid_cell(g, row, conn, str_slice(job_conn(list[i])->name));
		grid_cell(g, row, what, str_slice(job_title(list[i])));
		grid_cell(g, row, result, str_slice(buf_string(&words)));
		buf_fini(&words);
	}
	grid_settle(g);
}

static void
build(struct queue *q, struct app *app)
{
	if (q->tab == 0)
		build_flights(q, app);
	else if (q->tab == 1)
		build_jobs(q, app);
	else
		journal_build(q, app);
	q->is_stale[q->tab] = false;
}

static void
draw(struct pane *p, struct app *app, struct area a)
{
	struct queue *q = p->own;
	static const char *const empty[QUEUE_TABS] = { "no request yet",
	    "no job in this run", "nothing was ever written from here" };
	int x = a.x + 1, i;

	tail_below(&q->tail, app, q->tab == 0 ? TAIL_JOBS :
	    TAIL_REQUESTS, &a);
	if (q->is_stale[q->tab])
		build(q, app);
	for (i = 0; i < QUEUE_TABS; i++)
		x += canvas_format(app->canvas, a.y, x, a.cols - x,
		    i == q->tab ? ROLE_TAB_HERE : ROLE_TAB, i == q->tab ?
		    "[%s]" : " %s ", tabs[i]) + 1;
	if (q->tab == 2 && q->trouble.code != ERR_NONE)
		x += canvas_text(app->canvas, a.y, x + 2, a.cols - x - 2,
		    ROLE_BAD, q->trouble.text) + 2;
	else if (q->open_questions > 0)
		x += canvas_format(app->canvas, a.y, x + 2, a.cols - x - 2,
		    ROLE_WARN, "%zu with unknown outcome",
		    q->open_questions) + 2;
	if (q->tab == 2)
		canvas_text(app->canvas, a.y, x + 2, a.cols - x - 2,
		    q->is_whole ? ROLE_DIM : ROLE_BAD, q->chain);
	grid_draw(&q->grids[q->tab], app->canvas, (struct area){ a.y + 1, a.x,
	    a.rows - 1, a.cols }, empty[q->tab]);
}

static void
status(struct pane *p, struct app *app, struct buf *out)
{
	struct queue *q = p->own;
	const struct err *trouble = engine_journal_trouble(app->engine);
	struct grid *g = &q->grids[q->tab];

	if (engine_is_held(app->engine)) {
		buf_text(out, "held: what waits leaves after ");
		keymap_keys(app->keymap, IN_QUEUE, ACTION_pause, 1, out);
		buf_text(out, "   ");
	}
	if (g->count > 0)
		buf_format(out, "row %zu of %zu   ", g->cursor + 1, g->count);
	if (engine_journal(app->engine) == NULL)
		buf_format(out, "no journal, so nothing is written: %s",
		    trouble->text);
}

/* Everything that is known of the request. */
static void
open_flight(struct app *app, uint64_t id)
{
	struct flight *list = mem_alloc(FLIGHTS_MOST * sizeof(*list));
	size_t count = engine_flights(app->engine, list, FLIGHTS_MOST), i;
	struct lines lines = { .label_cells = 10 };
	int cells = canvas_cols(app->canvas) - BOX_AND_LABEL;
	struct buf request = { 0 };
	char when[24];

	for (i = 0; i < count && i < FLIGHTS_MOST; i++) {
		const struct flight *f = &list[i];

		if (f->id != id)
			continue;
		clock_print(f->queued_ms, when, sizeof(when));
		buf_format(&request, "%s %s", f->method, f->path);
		lines_wrap(&lines, ROLE_PLAIN, "request", str_slice(
		    buf_string(&request)), cells);
		lines_add(&lines, ROLE_PLAIN, "connection",
		    str_slice(app->config->conns[f->conn].name));
		lines_format(&lines, flight_role(f->state), "state", "%s",
		    flight_word(f->state));
		lines_format(&lines, ROLE_PLAIN, "http", "%d", f->status);
		lines_format(&lines, ROLE_PLAIN, "asked at", "%s", when);
		lines_format(&lines, ROLE_PLAIN, "took", "%d ms",
		    (int)f->took_ms);
		lines_format(&lines, ROLE_PLAIN, "tries", "%d", f->tries);
		lines_add(&lines, ROLE_PLAIN, "kind", str_slice(f->writes ?
		    "writes" : "reads"));
		if (f->why[0] != '\0')
			lines_wrap(&lines, ROLE_PLAIN, "why",
			    str_slice(f->why), cells);
		text_open(app, "Request", &lines);
	}
	buf_fini(&request);
	free(list);
}

static void
open_job(struct app *app, uint64_t number)
{
	struct job *job = job_find(app, number);

	if (job != NULL)
		jobpane_open(app, job);
}

static void
act_open(struct pane *p, struct app *app)
{
	struct queue *q = p->own;
	const struct grid_row *row = grid_here(&q->grids[q->tab]);

	if (row == NULL)
		app_say(app, ROLE_WARN, "no row to open");
	else if (q->tab == 0)
		open_flight(app, row->key);
	else if (q->tab == 1)
		open_job(app, row->key);
	else
		journal_open_entry(app, (int64_t)row->key);
}

static void
cancel_job(struct app *app, uint64_t number)
{
	struct job *job = job_find(app, number);

	if (job != NULL && job_state(job) == JOB_DONE)
		again_open(app, job_entry(job), true);
	else if (job != NULL) {
		job_stop(job);
		app_say(app, ROLE_WARN, "%s: nothing more is sent",
		    job_title(job));
	}
}

/* The entry of the journal, and the job, that the cursor stands on. */
static int64_t
here(struct queue *q, struct app *app, struct job **job)
{
	const struct grid_row *row = grid_here(&q->grids[q->tab]);

	*job = NULL;
	if (row == NULL || q->tab == 0)
		return 0;
	if (q->tab == 2)
		return (int64_t)row->key;
	*job = job_find(app, row->key);
	return *job != NULL ? job_entry(*job) : 0;
}

static void
chosen(struct app *app, struct pane *below, int choice, bool more)
{
	struct job *job;
	int64_t entry = here(below->own, app, &job);

	(void)more;
	again_chosen(app, choice, entry, job);
}

static void
act_cancel(struct pane *p, struct app *app)
{
	struct queue *q = p->own;
	const struct grid_row *row = grid_here(&q->grids[q->tab]);

	if (row == NULL)
		app_say(app, ROLE_WARN, "nothing to cancel or to undo");
	else if (q->tab == 2)
		again_open(app, (int64_t)row->key, true);
	else if (q->tab == 1)
		cancel_job(app, row->key);
	else if (row->role != ROLE_SECTION)
		app_say(app, ROLE_WARN, "this request is over");
	else {
		engine_cancel(app->engine, row->key);
		app_say(app, ROLE_WARN, "cancelled, unless it was a write "
		    "that had left already");
	}
}

static void
show_tab(struct queue *q, int tab)
{
	q->tab = (tab + QUEUE_TABS) % QUEUE_TABS;
	q->is_stale[q->tab] = true;
}

/* Of the job here; an entry of the journal is resumed instead. */
static void
act_failed(struct queue *q, struct app *app, enum action action)
{
	struct job *job;

	here(q, app, &job);
	if (job == NULL)
		app_say(app, ROLE_WARN, "%s", q->tab == 2 ?
		    "x resumes the job of an entry; what failed of a job of "
		    "this run is under Jobs" : "no job here: ] leads to them");
	else if (action == ACTION_retry)
		again_retry(app, job);
	else
		jobpane_open(app, job);
}

static bool
act(struct pane *p, struct app *app, enum action action)
{
	struct queue *q = p->own;
	const struct grid_row *row = grid_here(&q->grids[q->tab]);
	struct job *job;
	int64_t entry;

	if (action == ACTION_next_tab || action == ACTION_prev_tab)
		show_tab(q, q->tab + (action == ACTION_next_tab ? 1 : -1));
	else if (action == ACTION_open)
		act_open(p, app);
	else if (action == ACTION_cancel)
		act_cancel(p, app);
	else if (action == ACTION_actions) {
		entry = here(q, app, &job);
		again_menu(app, p, entry, job, chosen);
	} else if (action == ACTION_next_match ||
	    action == ACTION_prev_match) {
		if (!grid_next_bad(&q->grids[q->tab],
		    action == ACTION_next_match ? 1 : -1))
			app_say(app, ROLE_GOOD, "nothing failed here");
	} else if (action == ACTION_retry || action == ACTION_failed)
		act_failed(q, app, action);
	else if (action == ACTION_copy && row != NULL && row->more != NULL)
		app_copy(app, row->more, "id");
	else if (action == ACTION_copy)
		app_say(app, ROLE_WARN, "no id to copy in this row");
	else
		return grid_act(&q->grids[q->tab], action);
	return true;
}

static void
news(struct pane *p, struct app *app)
{
	struct queue *q = p->own;
	int i;

	(void)app;	/* it is painted with the other numbers */
	for (i = 0; i < QUEUE_TABS; i++)
		q->is_stale[i] = true;
}

static void
fini(struct pane *p)
{
	struct queue *q = p->own;
	int i;

	for (i = 0; i < QUEUE_TABS; i++)
		grid_fini(&q->grids[i]);
	tail_free(q->tail);
	free(q);
}

static const struct pane_kind queue_kind = {
	.name = "Queue", .scopes = IN_MOVE | IN_QUEUE, .draw = draw,
	.status = status, .act = act, .news = news, .fini = fini,
};

void
queue_open(struct app *app)
{
	struct queue *q = mem_alloc(sizeof(*q));
	int i;

	for (i = 0; i < QUEUE_TABS; i++)
		q->is_stale[i] = true;
	app_open(app, &queue_kind, q);
}
