/* The conductor: the loop, and one paint a turn. */
#include "app.h"

#include <endpane/base/clock.h>
#include <endpane/base/log.h>
#include <endpane/base/mem.h>
#include <endpane/base/signals.h>
#include <endpane/config/config.h>

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "forms.h"
#include "gather.h"
#include "history.h"
#include "queue.h"
#include "remember.h"
#include "screen.h"
#include "signin.h"

#define FRESH_MS	200	/* numbers move at most that often */
#define SLICE_US	4000	/* work between two keys */
#define FIRST_US	2000	/* and before the first paint after one */
#define SLEPT_MS	60000	/* less is a clock that was set right */
#define TWICE_MS	2000	/* two signs of the same stop */

static void
each_pane(struct app *app, void (*what)(struct app *app, struct pane *p))
{
	int place, i;

	for (place = 0; place < PLACE_COUNT; place++)
		for (i = 0; i < app->stacks[place].count; i++)
			what(app, app->stacks[place].list[i]);
}

static void
tell_news(struct app *app, struct pane *p)
{
	if (p->kind->news != NULL && !p->is_closing)
		p->kind->news(p, app);
}

/* What arrived with this turn; rows that were replaced die with the next. */
static void
take_news(struct app *app)
{
	generation now = engine_generation(app->engine);
	struct question asked;

	if (now == app->engine_seen)
		return;
	app->engine_seen = now;
	app->changed_ms = clock_wall_ms();
	app->has_news = true;
	each_pane(app, tell_news);
	gather_turn(app);
	if (engine_question(app->engine, &asked))
		question_open(app, &asked);
}

/* What a pane has to say of it (a question is void) is said, too. */
static void
say_resumed(struct app *app, int64_t gap_ms, bool is_exact)
{
	char age[16], said[sizeof(app->message)];

	snprintf(said, sizeof(said), "%s", app->message);
	clock_print_age(0, gap_ms, age, sizeof(age));
	app_say(app, ROLE_WARN, "resumed after %s%s%s%.200s; what was read "
	    "before is marked ! until it is read anew", is_exact ? "" :
	    "up to ", age, said[0] != '\0' ? "; " : "", said);
	app->message_stays = true;
}

/* Nobody can tell any more how old is what was read before. */
static void
set_back(struct app *app, int64_t by_ms)
{
	char by[16];

	clock_print_age(0, by_ms, by, sizeof(by));
	app->resumed_ms = clock_wall_ms();
	app->message[0] = '\0';
	each_pane(app, tell_news);
	app_say(app, ROLE_WARN, "the clock was set back by %s; what was read "
	    "before is marked ! until it is read anew", by);
	app->message_stays = true;
}

void
app_resumed(struct app *app, int64_t gap_ms, bool is_exact)
{
	int64_t now = clock_wall_ms();

	app->suspends++;
	app->is_dirty = app->is_fresh = true;
	if (gap_ms >= 0 && app->resumed_ms > 0 &&
	    now - app->resumed_ms < TWICE_MS)
		return;		/* the signal for what is known already */
	clock_slept_ms(&app->turn);
	if (gap_ms < 0) {
		set_back(app, -gap_ms);
		return;
	}
	app->resumed_ms = now;
	app->message[0] = '\0';
	each_pane(app, tell_news);
	say_resumed(app, gap_ms, is_exact);
}

bool
app_is_stale(const struct app *app, int64_t as_of_ms)
{
	return as_of_ms > 0 && app->resumed_ms > 0 &&
	    (as_of_ms < app->resumed_ms || clock_is_old(as_of_ms, INT64_MAX));
}

/* While a machine sleeps the wall clock goes on and the other one does not. */
static void
notice_sleep(struct app *app)
{
	int64_t slept = clock_slept_ms(&app->turn);

	if (slept >= SLEPT_MS || slept <= -SLEPT_MS)
		app_resumed(app, slept, true);
}

static bool
work_pane(struct app *app, struct pane *p, int64_t budget_us)
{
	return p->kind->work != NULL && !p->is_closing &&
	    p->kind->work(p, app, budget_us);
}

/* One slice: what is looked at first. True while there is more to do. */
static bool
work(struct app *app)
{
	int64_t budget_us = app->is_dirty ? FIRST_US : SLICE_US;
	struct pane *top = app_top(app);
	int place, i;

	if (top != NULL && work_pane(app, top, budget_us))
		return true;
	for (place = 0; place < PLACE_COUNT; place++)
		for (i = 0; i < app->stacks[place].count; i++)
			if (app->stacks[place].list[i] != top &&
			    work_pane(app, app->stacks[place].list[i],
			    budget_us))
				return true;
	return false;
}

static void
soonest(int64_t *least, int64_t when)
{
	if (when > 0 && (*least == 0 || when < *least))
		*least = when;
}

static int
wait_ms(struct app *app, bool busy)
{
	int64_t least = 0, now = clock_monotonic_ms();
	struct pane *top = app_top(app);

	if (busy || app->is_dirty)
		return 0;
	if (app->has_news)
		soonest(&least, app->fresh_ms + FRESH_MS);
	if (top != NULL && top->kind->deadline != NULL)
		soonest(&least, top->kind->deadline(top));
	if (!app->is_paused)
		soonest(&least, app->refresh_ms);
	if (least == 0)
		return -1;
	if (least <= now)
		return 0;
	return least - now > 60000 ? 60000 : (int)(least - now);
}

static void
resize(struct app *app)
{
	int rows, cols;

	screen_resized();
	screen_size(&rows, &cols);
	canvas_resize(app->canvas, rows, cols);
	app->is_dirty = app->is_fresh = true;
}

static void
take_signals(struct app *app)
{
	unsigned bits = signals_take();
	int64_t before = clock_wall_ms();

	if (bits & SIGNAL_END)
		app_leave(app, 130);
	if (bits & SIGNAL_STOP)
		screen_suspend();
	if (bits & (SIGNAL_WINDOW | SIGNAL_RESUMED | SIGNAL_STOP))
		resize(app);
	/* Nobody tells when SIGSTOP came: at some time since the last turn. */
	if (bits & SIGNAL_STOP)
		app_resumed(app, clock_wall_ms() - before, true);
	else if (bits & SIGNAL_RESUMED)
		app_resumed(app, before - app->turn.wall_ms, false);
	if (bits & SIGNAL_INTERRUPT)
		app_key(app, PRESS_CTRL('c'));
}

static void
take_input(struct app *app, bool readable)
{
	struct screen_input in;

	while (!app->is_leaving)
		switch (screen_read(&in, readable)) {
		case SCREEN_NONE:
			return;
		case SCREEN_GONE:
			app_leave(app, 130);
			return;
		case SCREEN_KEY:
			if (in.is_click)
				app_click(app, in.y, in.x);
			else
				app_key(app, in.key);
			break;
		case SCREEN_PASTE:
			app_paste(app, in.text, in.len);
			break;
		}
}

/* What stands still for a key may move a few times a second. */
static void
paint(struct app *app)
{
	int64_t now = clock_monotonic_ms();
	int64_t before = clock_monotonic_us();
	int rows;

	if (app->has_news && now - app->fresh_ms >= FRESH_MS) {
		app->is_fresh = app->is_dirty = true;
		app->has_news = false;
		app->fresh_ms = now;
	}
	if (!app->is_dirty)
		return;
	app_draw(app);
	rows = screen_paint(app->canvas);
	app->is_dirty = app->is_fresh = false;
	if (log_wants(LOG_PAINT))
		log_line(LOG_PAINT, "%d rows, %d us", rows,
		    (int)(clock_monotonic_us() - before));
}

/* The list that is looked at is read again where the configuration says so. */
static void
refresh(struct app *app)
{
	int64_t now = clock_monotonic_ms();

	if (app->refresh_ms == 0 || app->is_paused || now < app->refresh_ms)
		return;
	app->refresh_ms = now + app->refresh_s * 1000LL;
	if (place_resource(app->place) != NULL &&
	    app->stacks[app->place].count == 1)
		app_act(app, ACTION_refresh);
}

static void
pass_deadline(struct app *app)
{
	struct pane *top = app_top(app);

	if (top != NULL && top->kind->deadline != NULL &&
	    top->kind->deadline(top) > 0 &&
	    top->kind->deadline(top) <= clock_monotonic_ms())
		tell_news(app, top);
}

static void
run(struct app *app)
{
	struct turn_fd fds[2] = { { .fd = STDIN_FILENO },
	    { .fd = signals_fd() } };
	bool busy = false;

	while (!app->is_leaving) {
		engine_turn(app->engine, fds, 2, wait_ms(app, busy));
		take_news(app);
		take_signals(app);
		notice_sleep(app);
		take_input(app, fds[0].readable);
		pass_deadline(app);
		refresh(app);
		busy = work(app);
		if (!app->is_leaving)
			paint(app);
	}
}

static void
start(struct app *app)
{
	int rows, cols;

	app->canvas = canvas_new();
	screen_size(&rows, &cols);
	canvas_resize(app->canvas, rows, cols);
	app->changed_ms = clock_wall_ms();
	clock_slept_ms(&app->turn);
	app->refresh_s = app->options->refresh_s;
	app->theme = mem_text(app->options->theme != NULL ?
	    app->options->theme : "default");
	if (app->refresh_s > 0)
		app->refresh_ms = clock_monotonic_ms() +
		    app->refresh_s * 1000LL;
	app->engine_seen = engine_generation(app->engine);
	app->is_fresh = true;
	app->place = app->last_place = remember_place(app);
	app_go(app, app->place);
	history_note(app);
	paint(app);	/* what else is opened comes after the first frame */
	journal_announce(app);
}

static void
stop(struct app *app)
{
	struct stack *stack;
	int place;

	remember_all(app);
	for (place = 0; place < PLACE_COUNT; place++)
		for (stack = &app->stacks[place]; stack->count > 0;
		    stack->count--) {
			struct pane *p = stack->list[stack->count - 1];

			p->kind->fini(p);
			free(p);
		}
	drafts_free(app->drafts);
	history_free(app->history);
	gather_free(app->gather);
	free(app->theme);
	canvas_free(app->canvas);
}

static bool
prepare(struct app *app, struct theme *theme, struct err *err)
{
	const struct tui_options *options = app->options;

	if (!theme_read(theme, options->theme != NULL ? options->theme :
	    "default", options->own_themes, err))
		return false;
	app->keymap = keymap_new();
	if (options->keys != NULL &&
	    !keymap_read(app->keymap, options->keys, err))
		return false;
	return signals_open(SIGNAL_INTERRUPT | SIGNAL_END | SIGNAL_WINDOW |
	    SIGNAL_RESUMED | SIGNAL_STOP, err) &&
	    screen_open(theme, options->color, options->ascii, options->mouse,
	    err);
}

int
tui_run(struct engine *engine, const struct tui_options *options,
    struct err *err)
{
	struct app app = { .engine = engine, .options = options,
	    .config = engine_config(engine) };
	struct theme theme;

	if (!prepare(&app, &theme, err)) {
		keymap_free(app.keymap);
		return err_exit_status(err->code);
	}
	start(&app);
	run(&app);
	screen_close();
	stop(&app);
	keymap_free(app.keymap);
	return app.status;
}
