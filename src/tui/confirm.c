/* The second look: what would be sent, to what; and a deliberate yes. */
#include "dialogs.h"
#include "edit.h"
#include "forms.h"
#include "screen.h"
#include "signin.h"

#include <endpane/base/clock.h>
#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/base/text.h>
#include <endpane/catalog/undo.h>
#include <endpane/op/past.h>

#include <stdlib.h>
#include <string.h>

#define DEAF_MS		400	/* keys meant for what was there before */
#define EXPIRES_MS	120000
#define LEAST_ROWS	14	/* with fewer it could not show all */
#define LEAST_COLS	56
#define FIXED_ROWS	11	/* all but the objects */
#define USUAL_ROWS	20	/* of the box, where there are few objects */
#define USUAL_COLS	140
#define SERVER_ROWS	2	/* of what is known of the server */
#define ERROR_ROWS	5
#define BOX_SIDES	4	/* columns that a box takes */
#define LABEL_COLS	12	/* "connection  " */
#define COMMAND_ROWS	4	/* most; options stand behind the ids */

struct confirm {
	struct job	*job;
	char		*command;	/* owned */
	char		*cost;		/* in words, once that is known; owned */
	enum job_state	 seen;
	generation	 shown;
	int64_t		 opened_ms;	/* monotonic; asked since then */
	bool		 hears;		/* keys count, and Send says so */
	int		 suspends;	/* of the program, at opening */
	struct edit	 typed;
	bool		 on_send;	/* the focus; it starts on Cancel */
	bool		 is_hidden;	/* the window is too small */
	bool		 is_confirmed;
	size_t		 top;
	int		 height;
	struct err	 err;
};

static bool
is_ready(const struct confirm *own)
{
	return job_state(own->job) == JOB_READY;
}

static bool
is_refused(const struct confirm *own)
{
	return is_ready(own) && job_guard(own->job)->way == GUARD_REFUSE;
}

static bool
types(const struct confirm *own)
{
	enum guard_way way = job_guard(own->job)->way;

	return is_ready(own) && (way == GUARD_COUNT || way == GUARD_NAME);
}

/* What the ids of the rows shown take, so that names stand in a column. */
static int
id_cells(const struct confirm *own, int rows)
{
	size_t count = job_object_count(own->job), i;
	int wide = 0, cells;

	for (i = own->top; i < count && i < own->top + (size_t)rows; i++) {
		cells = text_width(str_slice(job_object(own->job, i)->id));
		wide = cells > wide ? cells : wide;
	}
	return wide;
}

static void
draw_objects(struct confirm *own, struct app *app, struct area a)
{
	size_t count = job_object_count(own->job);
	int i, wide, spare = count < (size_t)a.rows ? a.rows - (int)count : 0;

	own->height = a.rows;
	if (own->top + (size_t)a.rows > count)
		own->top = count > (size_t)a.rows ? count - (size_t)a.rows : 0;
	wide = id_cells(own, a.rows);
	for (i = 0; i < a.rows && own->top + (size_t)i < count; i++) {
		const struct job_object *o = job_object(own->job,
		    own->top + (size_t)i);
		int x = a.x, taken;

		canvas_text(app->canvas, a.y + i, x, a.cols, ROLE_PLAIN,
		    o->id);
		x += wide + 2;
		if (o->name != NULL && strcmp(o->name, o->id) != 0)
			x += canvas_text(app->canvas, a.y + i, x, a.x + a.cols
			    - x, ROLE_SECTION, o->name) + 2;
		if (o->err.code == ERR_NONE)
			continue;
		taken = canvas_wrap(app->canvas, (struct area){ a.y + i, x,
		    1 + spare, a.x + a.cols - x }, ROLE_BAD, o->err.text);
		spare -= taken - 1;
		a.y += taken - 1;
	}
}

/* What has to be read first waits for a person to sign in. */
static bool
waits(const struct confirm *own, const struct app *app)
{
	return job_state(own->job) == JOB_SEEKING &&
	    signin_is_out(app, (size_t)job_conn(own->job)->number);
}

/* What is known of the server before it is asked, where that is no good news. */
static void
server_words(const struct confirm *own, const struct app *app,
    struct buf *out)
{
	const struct conn *conn = job_conn(own->job);
	struct conn_status s;
	char when[24];

	engine_conn_status(app->engine, conn->number, &s);
	clock_print_time(s.paused_until_ms > 0 ? s.paused_until_ms :
	    s.last_ms, when, sizeof(when));
	if (signin_is_out(app, (size_t)conn->number))
		buf_format(out, "%s is signed out: sending waits until "
		    "somebody signs in", conn->name);
	else if (s.paused_until_ms > 0)
		buf_format(out, "%s has asked for a pause until %s",
		    conn->name, when);
	else if (s.lamp == LAMP_DOWN)
		buf_format(out, "%s did not answer at %s; if it is still so, "
		    "nothing is sent, and it is offered again", conn->name,
		    when);
	else if (s.lamp == LAMP_FAILING)
		buf_format(out, "%s answered with an error at %s: %s",
		    conn->name, when, s.err.text);
	else if (s.per_day > 0 && s.calls_today +
	    (int)job_request_count(own->job) > s.per_day)
		buf_format(out, "%d of today's %d calls are left: not enough "
		    "for all of it", s.per_day - s.calls_today, s.per_day);
}

/* The question itself; returns the rows taken, canvas NULL: that would be. */
static int
draw_prompt(const struct confirm *own, const struct app *app,
    struct canvas *canvas, struct area a)
{
	const struct guard_answer *guard = job_guard(own->job);
	struct area lines = { a.y, a.x, ERROR_ROWS, a.cols };
	int x = a.x;

	if (!waits(own, app) && job_state(own->job) != JOB_SEEKING &&
	    guard->way == GUARD_REFUSE)
		return canvas_wrap(canvas, lines, ROLE_BAD, guard->err.text);
	if (canvas == NULL)
		return 1;
	if (waits(own, app))
		canvas_format(canvas, a.y, x, a.cols, ROLE_WARN,
		    "%s is signed out: Enter signs in, then this goes on",
		    job_conn(own->job)->name);
	else if (job_state(own->job) == JOB_SEEKING)
		canvas_text(canvas, a.y, x, a.cols, ROLE_WARN,
		    "reading what it would touch; nothing is sent yet");
	else if (types(own)) {
		x += canvas_format(canvas, a.y, x, a.cols - 12,
		    ROLE_SECTION, guard->way == GUARD_COUNT ?
		    "Type how many (%s) and Enter: " :
		    "Type the name %s and Enter: ", guard->expects);
		edit_draw(&own->typed, canvas, a.y, x, a.x + a.cols - x,
		    true);
	} else
		canvas_text(canvas, a.y, x, a.cols, ROLE_SECTION,
		    "Send it?  y sends, n goes back");
	return 1;
}

static void
draw_buttons(const struct confirm *own, struct canvas *canvas, struct area a)
{
	bool refused = is_refused(own);
	int x = a.x + canvas_text(canvas, a.y, a.x, a.cols, own->on_send ?
	    ROLE_KEY : ROLE_CURSOR, own->hears || !refused ? "[ Cancel ]" :
	    "[ ...... ]") + 3;

	/* What is refused offers no sending. */
	if (!refused)
		canvas_text(canvas, a.y, x, a.cols, own->on_send ?
		    ROLE_CURSOR : ROLE_KEY, own->hears ? "[ Send ]" :
		    "[ .... ]");
}

/*
 * What is known of the server, the question, what was wrong with the answer;
 * the buttons are in the area's last row. Returns how many rows all of it
 * takes; canvas NULL: would take.
 */
static int
draw_question(const struct confirm *own, const struct app *app,
    struct canvas *canvas, struct area a)
{
	struct area lines = { a.y, a.x, SERVER_ROWS, a.cols };
	struct buf server = { 0 };
	int y = a.y;

	if (is_ready(own) && !is_refused(own))
		server_words(own, app, &server);
	y += canvas_wrap(canvas, lines, ROLE_WARN, buf_string(&server));
	buf_fini(&server);
	y += draw_prompt(own, app, canvas, (struct area){ y, a.x, 1, a.cols });
	lines = (struct area){ y, a.x, ERROR_ROWS, a.cols };
	y += own->err.code == ERR_NONE ? 1 : canvas_wrap(canvas, lines,
	    ROLE_BAD, own->err.text);
	if (canvas != NULL)
		draw_buttons(own, canvas, (struct area){ a.y + a.rows - 1,
		    a.x, 1, a.cols });
	return y + 1 - a.y;
}

/* "85 objects, 8 left out (their lines say why), 1 to 8 shown:" */
static void
object_words(const struct confirm *own, struct buf *out)
{
	size_t count = job_object_count(own->job), out_of_it = 0, i;

	buf_format(out, "%zu object%s", count, count == 1 ? "" : "s");
	for (i = 0; is_ready(own) && i < count; i++)
		out_of_it += job_object(own->job, i)->err.code != ERR_NONE;
	if (out_of_it > 0)
		buf_format(out, ", %zu left out (their lines say why)",
		    out_of_it);
	if (own->height > 0 && count > (size_t)own->height)
		buf_format(out, ", %zu to %zu shown",
		    own->top + 1, own->top + (size_t)own->height);
	buf_char(out, ':');
}

/* How it is undone, or why not. */
static void
risk_words(const struct job *job, struct buf *out)
{
	const struct cat_op *op = job_op(job);
	const char *why = job_undo_why(job);

	if (op->warning != NULL)
		buf_format(out, "%s ", op->warning);
	buf_text(out, why != NULL && cat_undo(op)->verb != NULL ?
	    "has no undo" : cat_undo_words(op));
	if (cat_writes(op) && why != NULL)
		buf_format(out, ": %s", why);
}

/* "label  text" over the rows that it takes, at most all; returns those. */
static int
fact(struct canvas *canvas, struct area a, enum role role, const char *label,
    const char *text)
{
	canvas_text(canvas, a.y, a.x, a.cols, role, label);
	a.x += LABEL_COLS;
	a.cols -= LABEL_COLS;
	return canvas_wrap(canvas, a, role, text);
}

/*
 * All but the objects, whose heading comes last; returns the rows taken. What
 * has a long text takes of the spare ones.
 */
static int
draw_facts(const struct confirm *own, struct canvas *canvas, struct area a,
    int spare)
{
	const struct conn *conn = job_conn(own->job);
	const struct cat_op *op = job_op(own->job);
	struct buf text = { 0 };
	int y = a.y + 1, taken;

	canvas_format(canvas, a.y, a.x, a.cols, ROLE_PLAIN,
	    "connection  %s  (%s, %s)", conn->name, conn->system->title,
	    conn->origin);
	buf_format(&text, "%s %s: %s", job_resource(own->job)->noun, op->verb,
	    op->help);
	taken = fact(canvas, (struct area){ y, a.x, 1 + (spare > 0), a.cols },
	    ROLE_PLAIN, "operation", buf_string(&text));
	y += taken;
	spare -= taken - 1;
	buf_clear(&text);
	risk_words(own->job, &text);
	taken = fact(canvas, (struct area){ y, a.x, 1 + (spare > 0), a.cols },
	    op->risk == CAT_GRAVE || op->warning != NULL ? ROLE_BAD :
	    ROLE_PLAIN, "risk", buf_string(&text));
	y += taken;
	spare -= taken - 1;
	taken = 1;
	if (is_ready(own)) {
		taken = fact(canvas, (struct area){ y, a.x, 1 + (spare > 0),
		    a.cols }, ROLE_PLAIN, "calls", own->cost);
		spare -= taken - 1;
	}
	y += taken;
	y += fact(canvas, (struct area){ y, a.x, 1 + (spare < COMMAND_ROWS ?
	    spare : COMMAND_ROWS - 1), a.cols }, ROLE_DIM, "command",
	    own->command);
	buf_clear(&text);
	object_words(own, &text);
	canvas_text(canvas, y, a.x, a.cols, ROLE_SECTION, buf_string(&text));
	buf_fini(&text);
	return y + 1 - a.y;
}

/* All of a small screen; of a big one as much as the objects need. */
static struct area
area_of(const struct confirm *own, struct area area)
{
	size_t count = job_object_count(own->job);
	int rows = FIXED_ROWS + 2 + COMMAND_ROWS + (count < 500 ? (int)count :
	    500);

	return area_inside(area, rows > USUAL_ROWS ? rows : USUAL_ROWS,
	    USUAL_COLS);
}

/* What is counted object by object is not counted at every frame. */
static void
count_cost(struct confirm *own)
{
	struct buf text = { 0 };

	if (!is_ready(own) || own->cost != NULL)
		return;
	buf_format(&text, "%zu", job_request_count(own->job));
	job_cost_words(own->job, &text);
	buf_text(&text, " (F3 shows them)");
	own->cost = buf_take(&text, NULL);
}

static void
draw(struct pane *p, struct app *app, struct area area)
{
	struct confirm *own = p->own;
	struct area box = area_of(own, area), a;
	int rows, facts, spare, tail;
	char needs[100];

	own->is_hidden = area.rows < LEAST_ROWS || area.cols < LEAST_COLS;
	canvas_window(app->canvas, box, own->is_hidden ? "Question" :
	    job_title(own->job));
	a = (struct area){ box.y + 1, box.x + 2, box.rows - 2, box.cols - 4 };
	if (own->is_hidden) {
		snprintf(needs, sizeof(needs), "too small to show all of it; "
		    "needs %dx%d. Esc goes back, nothing is sent",
		    LEAST_COLS, LEAST_ROWS + 4);
		canvas_wrap(app->canvas, a, ROLE_WARN, needs);
		return;
	}
	count_cost(own);
	spare = a.rows - FIXED_ROWS - 1;
	facts = draw_facts(own, app->canvas, a, spare > 0 ? spare : 0);
	tail = draw_question(own, app, NULL, a);
	rows = a.rows - facts - tail;
	if (rows < 2)
		rows = 2;
	draw_objects(own, app, (struct area){ a.y + facts, a.x + 2, rows - 1,
	    a.cols - 2 });
	draw_question(own, app, app->canvas, (struct area){ a.y + facts +
	    rows, a.x, a.rows - facts - rows, a.cols });
}

static void
expire(struct pane *p, struct app *app, const char *why)
{
	app_close(app, p);
	app_say(app, ROLE_WARN, "%s: nothing was sent", why);
}

static bool
is_expired(const struct confirm *own, const struct app *app)
{
	return own->suspends != app->suspends ||
	    clock_monotonic_ms() - own->opened_ms >= EXPIRES_MS;
}

/* What is typed at once was meant for what stood here before. */
static bool
hears_now(const struct confirm *own)
{
	return clock_monotonic_ms() - own->opened_ms >= DEAF_MS;
}

static void
send(struct pane *p, struct app *app, const char *typed)
{
	struct confirm *own = p->own;
	struct pane *form = app_below(app, p);

	err_clear(&own->err);
	if (!job_confirm(own->job, typed, false, &own->err))
		return;
	own->is_confirmed = true;
	app_close(app, p);
	form_done(app, form);
	jobpane_open(app, own->job);
}

static void
scroll(struct confirm *own, int pressed)
{
	size_t by = own->height > 1 ? (size_t)own->height - 1 : 1;

	if (pressed == PRESS_UP && own->top > 0)
		own->top--;
	else if (pressed == PRESS_DOWN)
		own->top++;
	else if (pressed == PRESS_PAGE_UP)
		own->top = own->top > by ? own->top - by : 0;
	else if (pressed == PRESS_PAGE_DOWN)
		own->top += by;
}

static void
show_requests(struct confirm *own, struct app *app)
{
	struct buf text = { 0 };
	struct lines lines = { 0 };

	job_print(own->job, &text);
	lines_split(&lines, ROLE_PLAIN, (struct slice){ buf_string(&text),
	    text.len }, canvas_cols(app->canvas) - BOX_SIDES);
	text_open(app, "What would be sent, exactly", &lines);
	buf_fini(&text);
}

static void
enter(struct pane *p, struct app *app)
{
	struct confirm *own = p->own;
	bool typing = types(own);

	if (waits(own, app))
		signin_open(app, job_conn(own->job));
	else if (typing && own->typed.text.len > 0)
		send(p, app, edit_text(&own->typed));
	else if (!typing && own->on_send && is_ready(own))
		send(p, app, "y");
	else if (!own->on_send)
		app_close(app, p);
}

/* Letters: an answer, or part of what is typed. */
static bool
letter(struct pane *p, struct app *app, int pressed)
{
	struct confirm *own = p->own;

	if (types(own))
		return edit_key(&own->typed, pressed);
	if (pressed == 'y' && is_ready(own))
		send(p, app, "y");
	else if (pressed == 'n' || pressed == 'q')
		app_close(app, p);
	else if (pressed == 'v')
		show_requests(own, app);
	else
		return false;
	return true;
}

static bool
key(struct pane *p, struct app *app, int pressed)
{
	struct confirm *own = p->own;

	if (pressed < PRESS_SPACE && pressed != PRESS_ESCAPE &&
	    pressed != PRESS_ENTER && pressed != PRESS_TAB &&
	    pressed != PRESS_CTRL('u') && pressed != PRESS_CTRL('w'))
		return false;		/* redraw, suspend, interrupt */
	if (!hears_now(own))
		return true;
	if (is_expired(own, app))
		expire(p, app, "the question was too old");
	else if (pressed == PRESS_ESCAPE) {
		app_close(app, p);
		app_say(app, ROLE_DIM, "nothing was sent");
	} else if (own->is_hidden)
		return true;
	else if (pressed == PRESS_ENTER)
		enter(p, app);
	else if (pressed == PRESS_TAB || pressed == PRESS_BACK_TAB)
		own->on_send = !own->on_send && !is_refused(own);
	else if (pressed == PRESS_F0 + 3)
		show_requests(own, app);
	else if (pressed >= PRESS_UP && pressed <= PRESS_PAGE_DOWN &&
	    pressed != PRESS_LEFT && pressed != PRESS_RIGHT)
		scroll(own, pressed);
	else
		return letter(p, app, pressed);
	return true;
}

static bool
paste(struct pane *p, struct app *app, const char *text, size_t len)
{
	(void)p;
	(void)text;
	app_say(app, ROLE_WARN, "%zu pasted bytes dropped: a question is "
	    "answered by hand", len);
	return true;
}

static void
news(struct pane *p, struct app *app)
{
	struct confirm *own = p->own;
	enum job_state state = job_state(own->job);
	bool hears = hears_now(own);
	struct buf remark = { 0 };

	if (hears != own->hears) {
		own->hears = hears;
		app->is_dirty = true;
	}
	if (is_expired(own, app)) {
		expire(p, app, "the question was open for two minutes");
		return;
	}
	if (job_generation(own->job) != own->shown)
		app->is_dirty = true;
	own->shown = job_generation(own->job);
	if (state == own->seen)
		return;
	own->seen = state;
	free(own->cost);
	own->cost = NULL;
	own->opened_ms = clock_monotonic_ms();
	own->hears = false;
	screen_drop_input();
	past_remark(own->job, &remark);
	if (remark.len > 0)
		app_say(app, ROLE_WARN, "%s", buf_string(&remark));
	buf_fini(&remark);
	if (state == JOB_DONE) {
		own->is_confirmed = true;	/* it is a record now */
		app_close(app, p);
		jobpane_open(app, own->job);
	}
}

static int64_t
deadline(struct pane *p)
{
	const struct confirm *own = p->own;

	return own->opened_ms + (own->hears ? EXPIRES_MS : DEAF_MS);
}

static void
fini(struct pane *p)
{
	struct confirm *own = p->own;

	if (!own->is_confirmed)
		job_drop(own->job);
	edit_fini(&own->typed);
	free(own->command);
	free(own->cost);
	free(own);
}

static const struct pane_kind confirm_kind = {
	.name = "Confirmation", .is_dialog = true, .draw = draw, .key = key,
	.paste = paste, .news = news, .deadline = deadline, .fini = fini,
	.bar = "Esc cancel   Up Down PgDn objects   F3 exact requests   "
	    "Tab button",
};

void
confirm_open(struct app *app, struct job *job, const char *command)
{
	struct confirm *own = mem_alloc(sizeof(*own));

	own->job = job;
	own->command = mem_text(command);
	job_learn(job, true, true);
	own->seen = job_state(job);
	own->opened_ms = clock_monotonic_ms();
	own->suspends = app->suspends;
	screen_drop_input();
	app_open(app, &confirm_kind, own);
}
