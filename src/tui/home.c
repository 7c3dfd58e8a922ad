/* The overview: its numbers, its keys, and the lists behind them. */
#include "home.h"

#include "forms.h"
#include "remember.h"

#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/store/journal.h>

#include <stdlib.h>

const struct home_chart home_charts[HOME_CHARTS] = {
	{ "Platforms", PLACE_DEVICES, "platform" },
	{ "OS versions", PLACE_DEVICES, "os" },
	{ "Endpoint agents", PLACE_ENDPOINTS, "live" },
	{ "AD computers", PLACE_COMPUTERS, "status" },
	{ "AD systems", PLACE_COMPUTERS, "os" },
	{ "Apps by platform", PLACE_APPS, "platform" },
	{ "Models", PLACE_DEVICES, "model" },
	{ "Endpoint systems", PLACE_ENDPOINTS, "os" },
	{ "Agent installation", PLACE_ENDPOINTS, "agent" },
};

const enum place home_counted[HOME_COUNTED] = {
	PLACE_DEVICES, PLACE_GROUPS, PLACE_APPS, PLACE_USERS, PLACE_COMPUTERS,
	PLACE_ENDPOINTS,
};

static void
draw(struct pane *p, struct app *app, struct area area)
{
	home_draw(p->own, app, area);
}

static void
status(struct pane *p, struct app *app, struct buf *out)
{
	struct home *h = p->own;
	size_t i;

	(void)app;
	for (i = 0; i < HOME_CHARTS; i++)
		if (h->census[i].rows != NULL &&
		    h->census[i].at < rows_count(h->census[i].rows)) {
			buf_text(out, "counting");
			return;
		}
	if (h->bar_count > 0)
		buf_format(out, "%zu of %zu: Enter opens the list behind it",
		    h->cursor + 1, h->bar_count);
	if (h->pages > 1)
		buf_format(out, "   page %d of %d: PgDn PgUp", h->page + 1,
		    h->pages);
}

/* Lists that were never read are asked for; the rest only when r says so. */
static void
read_lists(struct home *h, bool all)
{
	int i;

	for (i = 0; i < PLACE_COUNT; i++)
		if (h->lists[i] != NULL && (all ||
		    (list_as_of_ms(h->lists[i]) == 0 &&
		    list_trouble(h->lists[i])->code == ERR_NONE)))
			list_refresh(h->lists[i], -1);
}

/* The rows of now; where cells were filled in, they are counted anew. */
static void
use_rows(struct home *h)
{
	size_t i;

	for (i = 0; i < HOME_CHARTS; i++)
		if (h->lists[home_charts[i].place] != NULL)
			census_use(&h->census[i],
			    list_rows(h->lists[home_charts[i].place]));
	for (i = 0; i < PLACE_COUNT; i++) {
		const struct list *list = h->lists[i];

		if (list == NULL)
			continue;
		tally_use(&h->tallies[i], list_rows(list),
		    list_filled(list) != h->filled[i]);
		h->filled[i] = list_filled(list);
	}
}

static void
news(struct pane *p, struct app *app)
{
	struct home *h = p->own;
	struct err ignored;

	use_rows(h);
	if (engine_generation(app->engine) == h->seen)
		return;
	h->seen = engine_generation(app->engine);
	if (engine_journal(app->engine) != NULL)
		journal_open_questions(engine_journal(app->engine),
		    &h->open_questions, &ignored);
	app->is_dirty = true;
}

static bool
work(struct pane *p, struct app *app, int64_t budget_us)
{
	struct home *h = p->own;
	bool more = false;
	uint32_t before;
	size_t i;

	for (i = 0; i < HOME_CHARTS && !more; i++) {
		before = h->census[i].at;
		more = census_work(&h->census[i], budget_us);
		if (h->census[i].at != before)
			app->is_dirty = true;
	}
	for (i = 0; i < PLACE_COUNT && !more; i++) {
		before = h->tallies[i].at;
		more = tally_work(&h->tallies[i], budget_us);
		if (h->tallies[i].at != before)
			app->is_dirty = true;
	}
	return more;
}

static void
go(struct home *h, struct app *app)
{
	const struct bar *bar = &h->bars[h->cursor];
	struct listing *l;
	struct err err;

	if (h->cursor >= h->bar_count)
		return;
	app_go(app, bar->place);
	l = listpane_listing(app_top(app));
	if (l == NULL || bar->place == PLACE_QUEUE)
		return;
	if (!listing_filter(l, bar->filter, &err))
		app_complain(app, &err);
	remember_listing(app, l);
}

/* To the next column of boxes: the bar there that is nearest in height. */
static void
sideways(struct home *h, int step)
{
	const struct bar *here = &h->bars[h->cursor], *best = NULL;
	size_t i;

	for (i = 0; i < h->bar_count && h->cursor < h->bar_count; i++) {
		const struct bar *bar = &h->bars[i];
		int away = (bar->x - here->x) * step;

		if (away <= 0)
			continue;
		if (best == NULL || away < (best->x - here->x) * step ||
		    (bar->x == best->x && abs(bar->y - here->y) <
		    abs(best->y - here->y)))
			best = bar;
	}
	if (best != NULL)
		h->cursor = (size_t)(best - h->bars);
}

/* Another page of boxes; the paint sees to it that there is such a bar. */
static void
turn_page(struct home *h, int step, size_t cursor)
{
	if (h->page + step < 0 || h->page + step >= h->pages)
		return;
	h->page += step;
	h->cursor = cursor;
}

static void
step_cursor(struct home *h, bool down)
{
	if (down && h->cursor + 1 < h->bar_count)
		h->cursor++;
	else if (down)
		turn_page(h, 1, 0);
	else if (h->cursor > 0)
		h->cursor--;
	else
		turn_page(h, -1, BARS_MOST);
}

static bool
act(struct pane *p, struct app *app, enum action action)
{
	struct home *h = p->own;

	switch ((int)action) {
	case ACTION_open:
		go(h, app);
		break;
	case ACTION_down:
	case ACTION_up:
		step_cursor(h, action == ACTION_down);
		break;
	case ACTION_page_down:
	case ACTION_half_down:
		turn_page(h, 1, 0);
		break;
	case ACTION_page_up:
	case ACTION_half_up:
		turn_page(h, -1, 0);
		break;
	case ACTION_left:
	case ACTION_right:
		sideways(h, action == ACTION_right ? 1 : -1);
		break;
	case ACTION_top:
		h->page = 0;
		h->cursor = 0;
		break;
	case ACTION_bottom:
		h->page = h->pages - 1;
		h->cursor = BARS_MOST;
		break;
	case ACTION_refresh:
		read_lists(h, true);
		break;
	default:
		return false;
	}
	return true;
}

static void
fini(struct pane *p)
{
	struct home *h = p->own;
	size_t i;

	for (i = 0; i < HOME_CHARTS; i++)
		census_fini(&h->census[i]);
	for (i = 0; i < PLACE_COUNT; i++)
		tally_fini(&h->tallies[i]);
	tail_free(h->tail);
	free(h);
}

static const struct pane_kind home_kind = {
	.name = "Overview", .scopes = IN_MOVE | IN_HOME, .draw = draw,
	.status = status, .act = act, .news = news, .work = work,
	.fini = fini,
};

void
home_open(struct app *app)
{
	struct home *h = mem_alloc(sizeof(*h));
	struct err ignored;
	size_t i;

	for (i = 0; i < HOME_CHARTS; i++)
		census_open(&h->census[i],
		    cat_column(place_resource(home_charts[i].place),
		    str_slice(home_charts[i].column)));
	for (i = 0; i < HOME_COUNTED; i++) {
		h->lists[home_counted[i]] = list_open(app->engine,
		    place_resource(home_counted[i]), NULL, &ignored);
		home_ask(h, home_counted[i]);
	}
	read_lists(h, false);
	/* Where all lists are there already, no news would come. */
	news(app_open(app, &home_kind, h), app);
}
