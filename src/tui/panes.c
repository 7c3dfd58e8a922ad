/* The usher: which pane is on top, who gets a key, what is drawn over what. */
#include "app.h"

#include <endpane/base/clock.h>
#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/op/job.h>

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "chrome.h"
#include "dialogs.h"
#include "history.h"
#include "screen.h"
#include "settings.h"

#define TINY_ROWS 12
#define TINY_COLS 40

static const struct {
	int		 digit;
	const char	*title;
	const char	*brief;		/* where the tabs have little room */
	const char	*noun;
	void		 (*open)(struct app *app);	/* NULL: the list */
} places[PLACE_COUNT] = {
	[PLACE_HOME] = { 1, "Overview", "Over", NULL, home_open },
	[PLACE_DEVICES] = { 2, "Devices", "Dev", "devices", NULL },
	[PLACE_GROUPS] = { 3, "Groups", "Grp", "groups", NULL },
	[PLACE_APPS] = { 4, "Apps", "App", "apps", NULL },
	[PLACE_USERS] = { 5, "Users", "Usr", "users", NULL },
	[PLACE_COMPUTERS] = { 6, "AD computers", "AD", "computers", NULL },
	[PLACE_ENDPOINTS] = { 7, "Endpoints", "EC", "endpoints", NULL },
	[PLACE_ACCOUNTS] = { 8, "Accounts", "Acct", "accounts", hosts_open },
	[PLACE_QUEUE] = { 9, "Queue", "Queue", NULL, queue_open },
};

int
place_digit(enum place place)
{
	return places[place].digit;
}

const char *
place_title(enum place place)
{
	return places[place].title;
}

const char *
place_short(enum place place)
{
	return places[place].brief;
}

const struct cat_resource *
place_resource(enum place place)
{
	if (places[place].noun == NULL)
		return NULL;
	return cat_resource(str_slice(places[place].noun), NULL);
}

struct pane *
app_top(const struct app *app)
{
	const struct stack *stack = &app->stacks[app->place];
	int i;

	for (i = stack->count - 1; i >= 0; i--)
		if (!stack->list[i]->is_closing)
			return stack->list[i];
	return NULL;
}

struct pane *
app_below(const struct app *app, const struct pane *p)
{
	const struct stack *stack = &app->stacks[p->place];
	int i;

	for (i = 1; i < stack->count; i++)
		if (stack->list[i] == p)
			return stack->list[i - 1];
	return NULL;
}

struct pane *
app_above(const struct app *app, const struct pane *p)
{
	const struct stack *stack = &app->stacks[p->place];
	int i;

	for (i = 0; i < stack->count - 1; i++)
		if (stack->list[i] == p)
			return stack->list[i + 1];
	return NULL;
}

static void
pane_free(struct pane *p)
{
	p->kind->fini(p);
	free(p);
}

struct pane *
app_open(struct app *app, const struct pane_kind *kind, void *own)
{
	struct stack *stack = &app->stacks[app->place];
	struct pane *p = mem_alloc(sizeof(*p));

	p->kind = kind;
	p->own = own;
	p->place = app->place;
	app->is_dirty = true;
	if (stack->count == PANES_DEEP) {
		/* So many views were never closed: the oldest one goes. */
		pane_free(stack->list[1]);
		memmove(&stack->list[1], &stack->list[2],
		    (PANES_DEEP - 2) * sizeof(stack->list[0]));
		stack->count--;
	}
	stack->list[stack->count++] = p;
	return p;
}

void
app_close(struct app *app, struct pane *p)
{
	p->is_closing = true;
	/* What changed while it was covered is drawn as it is now. */
	app->is_dirty = app->is_fresh = true;
}

static void
reap(struct app *app)
{
	int place, i, kept;

	for (place = 0; place < PLACE_COUNT; place++) {
		struct stack *stack = &app->stacks[place];

		for (i = kept = 0; i < stack->count; i++)
			if (stack->list[i]->is_closing)
				pane_free(stack->list[i]);
			else
				stack->list[kept++] = stack->list[i];
		stack->count = kept;
	}
}

void
app_go(struct app *app, enum place place)
{
	if (place != app->place) {
		app->last_place = app->place;
		app->place = place;
	}
	if (app->stacks[place].count == 0) {
		if (places[place].open != NULL)
			places[place].open(app);
		else
			listpane_open(app, place, NULL);
	}
	app->is_dirty = app->is_fresh = true;
}

void
app_leave(struct app *app, int status)
{
	app->is_leaving = true;
	app->status = status;
}

void
app_say(struct app *app, enum role role, const char *format, ...)
{
	va_list list;

	va_start(list, format);
	vsnprintf(app->message, sizeof(app->message), format, list);
	va_end(list);
	app->message_role = role;
	app->message_is_old = false;
	app->is_dirty = true;
}

void
app_complain(struct app *app, const struct err *err)
{
	app_say(app, ROLE_BAD, "%s", err->text);
}

static int
running_jobs(const struct app *app)
{
	struct job *jobs[64];
	size_t count = engine_jobs(app->engine, jobs, 64), i;
	int running = 0;

	for (i = 0; i < count && i < 64; i++)
		running += job_state(jobs[i]) == JOB_SENDING ||
		    job_state(jobs[i]) == JOB_CHECKING;
	return running;
}

static void
leave_now(struct app *app)
{
	app_leave(app, 0);
}

static void
quit(struct app *app, bool asks)
{
	char text[160];
	int running = running_jobs(app);

	if (running > 0) {
		snprintf(text, sizeof(text), "%d job%s still being sent. "
		    "Leaving stops what was not sent yet; what is under way "
		    "is waited for and recorded.", running, running == 1 ?
		    " is" : "s are");
		ask_open(app, "Leave endpane?", text, leave_now);
	} else if (asks)
		ask_open(app, "Leave endpane?", "Nothing is being sent.",
		    leave_now);
	else
		leave_now(app);
}

static void
interrupt(struct app *app)
{
	int64_t now = clock_monotonic_ms();
	size_t count;

	if (app->interrupt_ms > 0 && now - app->interrupt_ms < 2000) {
		app_leave(app, 0);
		return;
	}
	app->interrupt_ms = now;
	count = engine_cancel_reads(app->engine);
	app_say(app, ROLE_WARN, "%zu request%s cancelled; once more within "
	    "2 s: leave", count, count == 1 ? "" : "s");
}

static void
next_place(struct app *app, int step)
{
	app_go(app, (enum place)(((int)app->place + step + PLACE_COUNT) %
	    PLACE_COUNT));
}

static void
go_digit(struct app *app, int digit)
{
	int i;

	for (i = 0; i < PLACE_COUNT; i++)
		if (places[i].digit == digit) {
			app_go(app, (enum place)i);
			return;
		}
}

static void
close_top(struct app *app)
{
	struct pane *top = app_top(app);

	if (top != NULL && app->stacks[app->place].count > 1)
		app_close(app, top);
	else
		quit(app, true);
}

static void
escape(struct app *app)
{
	struct pane *top = app_top(app);

	if (top != NULL && app->stacks[app->place].count > 1)
		app_close(app, top);
	else
		app_say(app, ROLE_DIM, "nothing to go back from; q leaves");
}

static void
suspend(struct app *app)
{
	int64_t before = clock_wall_ms();

	screen_suspend();
	canvas_forget(app->canvas);
	app_resumed(app, clock_wall_ms() - before, true);
}

static void
redraw(struct app *app)
{
	screen_redraw();
	canvas_forget(app->canvas);
}

/* What every pane can do; false for what only panes do. */
static bool
general_act(struct app *app, enum action action)
{
	if (action >= ACTION_pane_1 && action <= ACTION_pane_9)
		go_digit(app, (int)(action - ACTION_pane_1) + 1);
	else if (action == ACTION_next_pane || action == ACTION_prev_pane)
		next_place(app, action == ACTION_next_pane ? 1 : -1);
	else if (action == ACTION_last)
		app_go(app, app->last_place);
	else if (action == ACTION_back || action == ACTION_forward)
		history_go(app, action == ACTION_back ? -1 : 1);
	else if (action == ACTION_close)
		close_top(app);
	else if (action == ACTION_quit)
		quit(app, false);
	else if (action == ACTION_help)
		help_open(app);
	else if (action == ACTION_palette)
		palette_open(app);
	else if (action == ACTION_settings)
		settings_open(app);
	else if (action == ACTION_escape)
		escape(app);
	else if (action == ACTION_interrupt)
		interrupt(app);
	else if (action == ACTION_suspend)
		suspend(app);
	else if (action == ACTION_redraw)
		redraw(app);
	else
		return action == ACTION_pause && pause_act(app);
	app->is_dirty = true;
	return true;
}

void
app_act(struct app *app, enum action action)
{
	struct pane *top = app_top(app);

	if (top != NULL && top->kind->act != NULL &&
	    top->kind->act(top, app, action)) {
		app->is_dirty = true;
		return;
	}
	if (!general_act(app, action))
		app_say(app, ROLE_WARN, "%s works %s, not here",
		    action_name(action), scope_words(action_scopes(action)));
}

static unsigned
scopes_of(const struct pane *p)
{
	return p->kind->scopes | IN_ALWAYS | (p->kind->is_dialog ? 0 : IN_ANY);
}

static void
wrong_key(struct app *app, const struct pane *top, int key)
{
	struct buf name = { 0 }, help = { 0 }, others = { 0 };
	unsigned scopes = 0;
	enum action other = ACTION_NONE;

	while ((other = keymap_elsewhere(app->keymap, key, other)) !=
	    ACTION_NONE) {
		scopes |= action_scopes(other);
		buf_format(&others, "%s%s", others.len > 0 ? ", " : "",
		    action_name(other));
	}

	key_print(key, &name);
	keymap_keys(app->keymap, scopes_of(top), ACTION_help, 1, &help);
	if (top->kind->is_dialog)
		app_say(app, ROLE_WARN, "%s does nothing here; the last line "
		    "says what does", buf_string(&name));
	else if (others.len > 0)
		app_say(app, ROLE_WARN, "%s (%s) works %s, not here; %s shows "
		    "the keys", buf_string(&name), buf_string(&others),
		    scope_words(scopes), buf_string(&help));
	else
		app_say(app, ROLE_WARN, "%s does nothing; %s shows the keys "
		    "that work here", buf_string(&name), buf_string(&help));
	buf_fini(&name);
	buf_fini(&help);
	buf_fini(&others);
}

bool
app_is_tiny(const struct app *app)
{
	return canvas_rows(app->canvas) < TINY_ROWS ||
	    canvas_cols(app->canvas) < TINY_COLS;
}

/* Nothing can be seen: only the ways out work. */
static void
tiny_key(struct app *app, int key)
{
	enum action action = keymap_find(app->keymap, IN_ALWAYS | IN_ANY, key);

	if (action == ACTION_close || action == ACTION_quit)
		app_leave(app, 0);
	else if (action == ACTION_interrupt || action == ACTION_suspend ||
	    action == ACTION_redraw)
		general_act(app, action);
}

void
app_key(struct app *app, int key)
{
	struct pane *top = app_top(app);
	enum action action;

	app->message_is_old = !app->message_stays;
	app->message_stays = false;
	if (app_is_tiny(app))
		tiny_key(app, key);
	else if (top != NULL && (top->kind->key == NULL ||
	    !top->kind->key(top, app, key))) {
		action = keymap_find(app->keymap, scopes_of(top), key);
		if (action == ACTION_NONE)
			wrong_key(app, top, key);
		else
			app_act(app, action);
	}
	if (app->message_is_old && app->message[0] != '\0')
		app->message[0] = '\0';
	app->is_dirty = true;
	reap(app);
	history_note(app);
}

void
app_click(struct app *app, int y, int x)
{
	struct pane *top = app_top(app);
	int place = y == 1 ? chrome_tab_at(app, x) : -1;

	if (top == NULL || app_is_tiny(app))
		return;
	if (place >= 0 && !top->kind->is_dialog)
		app_go(app, (enum place)place);
	else if (top->kind->click != NULL)
		top->kind->click(top, app, y, x);
	app->is_dirty = true;
	reap(app);
}

void
app_paste(struct app *app, const char *text, size_t len)
{
	struct pane *top = app_top(app);

	if (top == NULL || app_is_tiny(app))
		return;
	if (top->kind->paste == NULL || !top->kind->paste(top, app, text, len))
		app_say(app, ROLE_WARN, "%zu bytes pasted; nothing takes text "
		    "here, so they were dropped", len);
	app->is_dirty = true;
	reap(app);
}

static bool
leaves_room(struct app *app, struct pane *p, struct area area)
{
	return p->kind->is_dialog || (p->kind->is_beside != NULL &&
	    p->kind->is_beside(p, app, area));
}

void
app_draw(struct app *app)
{
	struct stack *stack = &app->stacks[app->place];
	struct area area;
	int from, i;

	canvas_begin(app->canvas);
	if (app_is_tiny(app)) {
		canvas_format(app->canvas, 0, 0, canvas_cols(app->canvas),
		    ROLE_PLAIN, "window too small (needs %dx%d)", TINY_COLS,
		    TINY_ROWS);
		return;
	}
	area = chrome_draw(app);
	reap(app);
	for (from = stack->count - 1; from > 0 &&
	    leaves_room(app, stack->list[from], area); from--)
		;
	for (i = from < 0 ? 0 : from; i < stack->count; i++)
		stack->list[i]->kind->draw(stack->list[i], app, area);
	chrome_bars(app);
}
