/* What keys do to the rows of a list, in a pane as in a picker. */
#include "dialogs.h"
#include "forms.h"
#include "remember.h"

#include <endpane/base/mem.h>
#include <endpane/base/str.h>

#include <stdlib.h>

#define MOVE_US	8000		/* most that a move waits for a filter */

/* Both kinds begin with a listing. */
struct listing *
listpane_listing(const struct pane *p)
{
	return p != NULL && (p->kind->scopes & IN_ROWS) != 0 ? p->own : NULL;
}

static struct listing *
of(const struct pane *p)
{
	return p->own;
}

/* Filter and sort of a pane are kept across runs, those of a picker not. */
static void
keep(struct pane *p, struct app *app)
{
	if (!p->kind->is_dialog)
		remember_listing(app, of(p));
}

/* Filter. */

static bool
filter_changed(struct pane *below, struct app *app, const char *text,
    struct err *err)
{
	app->is_fresh = true;
	return listing_filter(of(below), text, err);
}

static bool
filter_done(struct pane *below, struct app *app, const char *text,
    struct err *err)
{
	if (!filter_changed(below, app, text, err))
		return false;
	keep(below, app);
	return true;
}

static void
filter_gone(struct pane *below, struct app *app)
{
	struct listing *l = of(below);
	struct err err;

	listing_filter(l, l->before, &err);
	app->is_fresh = true;
}

static const struct prompt_ways filter_ways = {
	.title = "FILTER", .changed = filter_changed, .done = filter_done,
	.gone = filter_gone,
};

static void
act_filter(struct pane *p, struct app *app)
{
	struct listing *l = of(p);

	free(l->before);
	l->before = mem_text(l->filter);
	prompt_open(app, &filter_ways, p, l->filter);
}

static bool
find_done(struct pane *below, struct app *app, const char *text,
    struct err *err)
{
	(void)app;
	return text[0] == '\0' ||
	    listing_find(of(below), text, err);
}

static const struct prompt_ways find_ways = {
	.title = "FIND", .done = find_done,
};

static void
act_find(struct pane *p, struct app *app)
{
	prompt_open(app, &find_ways, p, of(p)->find);
}

static void
find_again(struct pane *p, struct app *app, int step)
{
	if (!listing_find_next(of(p), step))
		app_say(app, ROLE_WARN, "nothing to look for yet: \\ asks");
}

static void
act_next_match(struct pane *p, struct app *app)
{
	find_again(p, app, 1);
}

static void
act_prev_match(struct pane *p, struct app *app)
{
	find_again(p, app, -1);
}

/* Sort. */

static void
say_sorted(struct pane *p, struct app *app)
{
	struct listing *l = of(p);

	app_say(app, ROLE_DIM, "sorted by %s", l->sort[0] != '\0' ? l->sort :
	    "the server's order");
	keep(p, app);
}

static void
sort_chosen(struct app *app, struct pane *below, int choice, bool more)
{
	struct listing *l = of(below);
	const char *name = choice == 0 ? "" :
	    l->resource->columns[choice - 1].name;
	struct err err;
	char *keys;

	keys = more && l->sort[0] != '\0' && choice > 0 ?
	    mem_format("%s,%s", l->sort, name) : mem_text(name);
	if (!listing_sort(l, keys, &err))
		app_complain(app, &err);
	else
		say_sorted(below, app);
	free(keys);
}

static void
act_sort(struct pane *p, struct app *app)
{
	struct listing *l = of(p);
	struct choice *choices = NULL;
	int count = 0, i;

	choice_add(&choices, &count, mem_text("as the server gave them"), NULL,
	    false);
	for (i = 0; i < cat_column_count(l->resource); i++)
		choice_add(&choices, &count,
		    mem_text(l->resource->columns[i].title),
		    mem_text(l->resource->columns[i].name), false);
	menu_open(app, "Sort by", choices, count, true, sort_chosen, p);
}

static void
act_reverse(struct pane *p, struct app *app)
{
	listing_reverse(of(p));
	say_sorted(p, app);
}

static void
act_sort_left(struct pane *p, struct app *app)
{
	listing_sort_step(of(p), -1);
	say_sorted(p, app);
}

static void
act_sort_right(struct pane *p, struct app *app)
{
	listing_sort_step(of(p), 1);
	say_sorted(p, app);
}

/* Marks. */

static void
act_mark(struct pane *p, struct app *app)
{
	(void)app;
	listing_mark(of(p));
}

static void
act_mark_all(struct pane *p, struct app *app)
{
	struct listing *l = of(p);

	listing_mark_all(l);
	app_say(app, ROLE_PLAIN, "%zu row%s shown %s marked now, %zu in all",
	    listing_count(l), listing_count(l) == 1 ? "" : "s",
	    listing_count(l) == 1 ? "is" : "are", l->marks.on);
}

static void
act_range(struct pane *p, struct app *app)
{
	struct listing *l = of(p);

	if (listing_range(l))
		app_say(app, ROLE_PLAIN, "%zu marked", l->marks.on);
}

static void
act_unmark(struct pane *p, struct app *app)
{
	struct listing *l = of(p);
	size_t before = l->marks.on;

	marks_turn(&l->marks);
	if (before > 0)
		app_say(app, ROLE_PLAIN, "%zu mark%s cleared; the same key "
		    "brings %s back", before, before == 1 ? "" : "s",
		    before == 1 ? "it" : "them");
	else if (l->marks.on > 0)
		app_say(app, ROLE_PLAIN, "%zu mark%s back", l->marks.on,
		    l->marks.on == 1 ? " is" : "s are");
	else
		app_say(app, ROLE_WARN, "nothing is marked: Space marks a row");
}

/* Moving. */

static void
act_wide(struct pane *p, struct app *app)
{
	struct listing *l = of(p);

	(void)app;
	l->wide = !l->wide;
	l->shift = 0;
}

static void
act_left(struct pane *p, struct app *app)
{
	struct listing *l = of(p);

	(void)app;
	l->shift -= l->shift > 0;
}

static void
act_right(struct pane *p, struct app *app)
{
	struct listing *l = of(p);

	(void)app;
	l->shift += l->shift < l->most_shift;
}

static const struct {
	enum action	 action;
	void		 (*act)(struct pane *p, struct app *app);
} acts[] = {
	{ ACTION_mark, act_mark }, { ACTION_mark_all, act_mark_all },
	{ ACTION_range, act_range }, { ACTION_unmark, act_unmark },
	{ ACTION_filter, act_filter }, { ACTION_find, act_find },
	{ ACTION_next_match, act_next_match },
	{ ACTION_prev_match, act_prev_match },
	{ ACTION_sort, act_sort }, { ACTION_reverse, act_reverse },
	{ ACTION_sort_left, act_sort_left },
	{ ACTION_sort_right, act_sort_right },
	{ ACTION_wide, act_wide },
	{ ACTION_left, act_left }, { ACTION_right, act_right },
};

static bool
move(struct listing *l, enum action action)
{
	long page = l->height > 1 ? l->height - 1 : 1;

	if (action == ACTION_top)
		listing_to(l, 0);
	else if (action == ACTION_bottom)
		listing_to(l, listing_count(l));
	else if (action == ACTION_down)
		listing_move(l, 1);
	else if (action == ACTION_up)
		listing_move(l, -1);
	else if (action == ACTION_page_down)
		listing_move(l, page);
	else if (action == ACTION_page_up)
		listing_move(l, -page);
	else if (action == ACTION_half_down)
		listing_move(l, (page + 1) / 2);
	else if (action == ACTION_half_up)
		listing_move(l, -(page + 1) / 2);
	else
		return false;
	return true;
}

bool
rows_are_ready(struct pane *p, struct app *app)
{
	return listing_settle(of(p), SETTLE_US) || (app_say(app, ROLE_WARN,
	    "the filter is still at work, and nothing was done: press it "
	    "again when it is through"), false);
}

/* Those that take rows for something. */
static bool
takes_rows(enum action action)
{
	return action == ACTION_mark || action == ACTION_mark_all ||
	    action == ACTION_range;
}

bool
rows_act(struct pane *p, struct app *app, enum action action)
{
	size_t i;

	if (takes_rows(action) && !rows_are_ready(p, app))
		return true;
	for (i = 0; i < sizeof(acts) / sizeof(acts[0]); i++)
		if (acts[i].action == action) {
			acts[i].act(p, app);
			return true;
		}
	listing_settle(of(p), MOVE_US);
	return move(of(p), action);
}

/* True where rows came into view that were not there before. */
bool
rows_news(struct listing *l, struct app *app)
{
	size_t before = listing_count(l);

	if (!listing_news(l))
		return false;
	if (before < (size_t)l->height && listing_count(l) > before)
		app->is_dirty = app->is_fresh = true;
	return true;
}

bool
rows_work(struct listing *l, struct app *app, int64_t budget_us)
{
	bool found = l->is_finding, more;
	generation before = l->view_seen;

	more = listing_work(l, budget_us);
	if (l->view_seen != before || (found && !l->is_finding) || !more)
		app->is_dirty |= before != l->view_seen || found;
	if (found && l->find_failed) {
		l->find_failed = false;
		app_say(app, ROLE_WARN, "%s is nowhere in these rows",
		    l->find);
	}
	return more;
}
