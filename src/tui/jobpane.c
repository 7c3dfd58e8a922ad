/* The result: what became of a job, object by object. */
#include "detail.h"
#include "dialogs.h"
#include "forms.h"
#include "tail.h"
#include "queue.h"
#include "signin.h"

#include <endpane/base/mem.h>
#include <endpane/base/str.h>

#include <stdlib.h>
#include <string.h>

struct jobpane {
	uint64_t	 number;
	struct job	*job;		/* the engine's, looked up each turn */
	generation	 seen;
	bool		 is_built, was_done;
	bool		 only_failed;	/* is shown */
	struct grid	 grid;
	struct tail	*tail;		/* on wide screens; or NULL */
};

enum role
outcome_role(enum job_outcome outcome)
{
	switch (outcome) {
	case OUTCOME_PLANNED:
	case OUTCOME_SENDING:
		return ROLE_PLAIN;
	case OUTCOME_APPLIED:
	case OUTCOME_ACCEPTED:
	case OUTCOME_SEEN:
		return ROLE_GOOD;
	case OUTCOME_NOT_SENT:
	case OUTCOME_NOT_SEEN:
		return ROLE_WARN;
	case OUTCOME_REJECTED:
	case OUTCOME_UNKNOWN:
		return ROLE_BAD;
	}
	return ROLE_PLAIN;
}

char
outcome_sign(enum job_outcome outcome)
{
	switch (outcome) {
	case OUTCOME_PLANNED:
		return '.';
	case OUTCOME_SENDING:
		return '>';
	case OUTCOME_APPLIED:
	case OUTCOME_ACCEPTED:
	case OUTCOME_SEEN:
		return '+';
	case OUTCOME_NOT_SENT:
	case OUTCOME_NOT_SEEN:
		return '-';
	case OUTCOME_REJECTED:
		return '!';
	case OUTCOME_UNKNOWN:
		return '?';
	}
	return ' ';
}

#define JOBS_KEPT 200		/* by the engine */

struct job *
job_find(const struct app *app, uint64_t number)
{
	struct job *list[JOBS_KEPT];
	size_t count = engine_jobs(app->engine, list, JOBS_KEPT), i;

	for (i = 0; i < count && i < JOBS_KEPT; i++)
		if (job_number(list[i]) == number)
			return list[i];
	return NULL;
}

void
job_words(const struct job *job, struct buf *out)
{
	static const enum job_outcome all[] = { OUTCOME_APPLIED,
	    OUTCOME_ACCEPTED, OUTCOME_SEEN, OUTCOME_REJECTED, OUTCOME_UNKNOWN,
	    OUTCOME_NOT_SEEN, OUTCOME_NOT_SENT, OUTCOME_SENDING,
	    OUTCOME_PLANNED };
	const char *between = "";
	size_t i;

	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		size_t count = job_tally(job, all[i]);

		if (count == 0)
			continue;
		buf_format(out, "%s%zu %s", between, count,
		    job_outcome_word(all[i]));
		between = ", ";
	}
}

void
job_label(const struct job *job, struct buf *out)
{
	buf_text(out, "Job");
	if (job_record(job) != 0)
		buf_format(out, " %lld", (long long)job_record(job));
}

const char *
job_state_word(enum job_state state)
{
	switch (state) {
	case JOB_SEEKING:	return "reading";
	case JOB_READY:		return "not confirmed";
	case JOB_SENDING:	return "sending";
	case JOB_CHECKING:	return "reading back";
	case JOB_DONE:		return "done";
	}
	return "";
}

static void
build(struct jobpane *own)
{
	struct grid *g = &own->grid;
	int outcome = grid_column(g, str_slice("OUTCOME"));
	int id = grid_column(g, str_slice("ID"));
	int name = grid_column(g, str_slice("NAME"));
	int why = grid_column(g, str_slice("WHY"));
	size_t i;

	grid_clear(g);
	for (i = 0; i < job_object_count(own->job); i++) {
		const struct job_object *o = job_object(own->job, i);
		enum role role = outcome_role(o->outcome);
		struct grid_row *row;

		if (own->only_failed && role != ROLE_BAD && role != ROLE_WARN)
			continue;
		row = grid_add(g, i + 1, role);

		grid_format(g, row, outcome, "%c %s", outcome_sign(o->outcome),
		    job_outcome_word(o->outcome));
		grid_cell(g, row, id, str_slice(o->id));
		grid_cell(g, row, name, str_slice(o->name));
		if (o->err.code != ERR_NONE)
			grid_cell(g, row, why, str_slice(o->err.text));
	}
	grid_settle(g);
}

static void
draw(struct pane *p, struct app *app, struct area a)
{
	struct jobpane *own = p->own;
	struct buf words = { 0 };
	int64_t sent, size;
	struct err err;
	int y = a.y;

	tail_below(&own->tail, app, TAIL_REQUESTS, &a);
	own->job = job_find(app, own->number);
	if (own->job == NULL) {
		canvas_text(app->canvas, y, a.x + 1, a.cols - 2, ROLE_DIM,
		    "this job is not kept any more; its record is in pane 9, "
		    "Journal");
		return;
	}
	if (!own->is_built || own->seen != job_generation(own->job)) {
		own->seen = job_generation(own->job);
		own->is_built = true;
		build(own);
	}
	job_label(own->job, &words);
	buf_format(&words, ": %s", job_title(own->job));
	canvas_text(app->canvas, y++, a.x + 1, a.cols - 2, ROLE_SECTION,
	    buf_string(&words));
	buf_clear(&words);
	job_words(own->job, &words);
	if (job_progress(own->job, &sent, &size))
		buf_format(&words, "; %lld of %lld bytes (%d %%)",
		    (long long)sent, (long long)size,
		    (int)(sent * 100 / size));
	if (job_entry(own->job) != 0)
		buf_format(&words, "; journal entry %lld",
		    (long long)job_entry(own->job));
	canvas_format(app->canvas, y++, a.x + 1, a.cols - 2, ROLE_PLAIN,
	    "%s on %s: %s", job_state_word(job_state(own->job)),
	    job_conn(own->job)->name, buf_string(&words));
	if (job_state(own->job) != JOB_DONE && signin_is_out(app,
	    (size_t)job_conn(own->job)->number))
		canvas_format(app->canvas, y++, a.x + 1, a.cols - 2,
		    ROLE_WARN, "waits until you sign in: :login %s",
		    job_conn(own->job)->name);
	if (job_state(own->job) == JOB_DONE) {
		job_verdict(own->job, &err);
		if (err.code != ERR_NONE)
			y += canvas_wrap(app->canvas, (struct area){ y,
			    a.x + 1, 4, a.cols - 2 }, ROLE_BAD, err.text);
	}
	if (own->only_failed)
		canvas_text(app->canvas, y++, a.x + 1, a.cols - 2, ROLE_MODE,
		    "Filter: only what failed or is unknown");
	canvas_line(app->canvas, y++, a.x, a.cols);
	grid_draw(&own->grid, app->canvas, (struct area){ y, a.x,
	    a.rows - (y - a.y), a.cols }, "no objects");
	buf_fini(&words);
}

void
job_say(struct app *app, const struct job *job)
{
	struct buf words = { 0 };
	struct err err;

	job_verdict(job, &err);
	job_label(job, &words);
	buf_text(&words, ": ");
	job_words(job, &words);
	app_say(app, err.code == ERR_NONE ? ROLE_GOOD : ROLE_BAD,
	    "%s%s%s", buf_string(&words), err.code != ERR_NONE ? ": " : "",
	    err.code != ERR_NONE ? err.text : "");
	buf_fini(&words);
}

static void
news(struct pane *p, struct app *app)
{
	struct jobpane *own = p->own;
	bool done;

	own->job = job_find(app, own->number);
	if (own->job == NULL)
		return;
	done = job_state(own->job) == JOB_DONE;
	if (own->seen != job_generation(own->job))
		app->is_dirty = true;
	if (done && !own->was_done)
		job_say(app, own->job);
	own->was_done = done;
}

static void
open_object(struct jobpane *own, struct app *app)
{
	const struct grid_row *row = grid_here(&own->grid);
	struct lines lines = { .label_cells = 10 };
	const struct job_object *o;

	if (row == NULL)
		return;
	o = job_object(own->job, row->key - 1);
	lines_add(&lines, ROLE_PLAIN, "id", str_slice(o->id));
	lines_add(&lines, ROLE_PLAIN, "name", str_slice(o->name));
	lines_add(&lines, outcome_role(o->outcome), "outcome",
	    str_slice(job_outcome_word(o->outcome)));
	lines_wrap(&lines, ROLE_PLAIN, "why", str_slice(o->err.text),
	    canvas_cols(app->canvas) - 20);
	if (o->answer != NULL) {
		lines_add(&lines, ROLE_SECTION, "what the server said",
		    str_slice(""));
		detail_item(&lines, o->answer, canvas_cols(app->canvas) - 8);
	}
	text_open(app, job_title(own->job), &lines);
}

static void
chosen(struct app *app, struct pane *below, int choice, bool more)
{
	struct jobpane *own = below->own;

	(void)more;
	own->job = job_find(app, own->number);
	if (own->job != NULL)
		again_chosen(app, choice, job_entry(own->job), own->job);
}

static bool
act(struct pane *p, struct app *app, enum action action)
{
	struct jobpane *own = p->own;
	const struct grid_row *row = grid_here(&own->grid);

	own->job = job_find(app, own->number);
	if (action == ACTION_retry && own->job != NULL)
		again_retry(app, own->job);
	else if (action == ACTION_failed) {
		own->only_failed = !own->only_failed;
		own->is_built = false;
	} else if (action == ACTION_next_match ||
	    action == ACTION_prev_match) {
		if (!grid_next_bad(&own->grid,
		    action == ACTION_next_match ? 1 : -1))
			app_say(app, ROLE_GOOD, "nothing of it failed");
	} else if (action == ACTION_cancel && own->job != NULL &&
	    job_state(own->job) == JOB_DONE)
		again_open(app, job_entry(own->job), true);
	else if (action == ACTION_actions && own->job != NULL)
		again_menu(app, p, job_entry(own->job), own->job, chosen);
	else if (action == ACTION_cancel && own->job != NULL) {
		job_stop(own->job);
		app_say(app, ROLE_WARN, "nothing more of this job is sent");
	} else if (action == ACTION_copy) {
		if (row != NULL && row->cells[1] != NULL)
			app_copy(app, row->cells[1], "id");
	} else if (action == ACTION_open && own->job != NULL)
		open_object(own, app);
	else
		return grid_act(&own->grid, action);
	return true;
}

static void
fini(struct pane *p)
{
	struct jobpane *own = p->own;

	grid_fini(&own->grid);
	tail_free(own->tail);
	free(own);
}

static const struct pane_kind jobpane_kind = {
	.name = "Job", .scopes = IN_MOVE | IN_JOB, .draw = draw,
	.act = act, .news = news, .fini = fini,
};

void
jobpane_open(struct app *app, struct job *job)
{
	struct jobpane *own = mem_alloc(sizeof(*own));

	own->number = job_number(job);
	own->job = job;
	own->was_done = job_state(job) == JOB_DONE;
	app_open(app, &jobpane_kind, own);
	if (own->was_done)
		job_say(app, job);
}
