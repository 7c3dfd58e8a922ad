/* The overview: what there is, how it is spread, and what needs attention. */
#include "census.h"
#include "forms.h"
#include "remember.h"

#include <endpane/base/clock.h>
#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/op/sign.h>
#include <endpane/store/journal.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BARS_MOST	160
#define BOX_LEAST	38	/* cells of a box, at least */
#define ACROSS_MOST	5

/* A chart counts one column of one list. */
static const struct {
	const char	*title;
	enum place	 place;
	const char	*column;
	int		 bars;
} charts[] = {
	{ "Platforms", PLACE_DEVICES, "platform", 5 },
	{ "OS versions", PLACE_DEVICES, "os", 5 },
	{ "Endpoint agents", PLACE_ENDPOINTS, "live", 3 },
	{ "AD computers", PLACE_COMPUTERS, "status", 3 },
	{ "AD systems", PLACE_COMPUTERS, "os", 4 },
	{ "Apps by platform", PLACE_APPS, "platform", 4 },
};
#define CHARTS	(sizeof(charts) / sizeof(charts[0]))

/* Lists whose rows are counted in the box "Lists". */
static const enum place counted[] = {
	PLACE_DEVICES, PLACE_GROUPS, PLACE_APPS, PLACE_USERS, PLACE_COMPUTERS,
	PLACE_ENDPOINTS,
};
#define COUNTED	(sizeof(counted) / sizeof(counted[0]))

/* One line that the cursor can stand on, and what it opens. */
struct bar {
	enum place	 place;
	char		 filter[120];	/* "": all rows */
};

struct home {
	struct list	*lists[PLACE_COUNT];	/* NULL: no connection */
	struct census	 census[CHARTS];
	generation	 seen;
	size_t		 open_questions;
	struct bar	 bars[BARS_MOST];
	size_t		 bar_count, cursor;
};

static void
add_bar(struct home *h, enum place place, const char *filter)
{
	if (h->bar_count == BARS_MOST)
		return;
	h->bars[h->bar_count].place = place;
	snprintf(h->bars[h->bar_count].filter,
	    sizeof(h->bars[0].filter), "%s", filter);
	h->bar_count++;
}

static enum role
bar_role(const struct home *h, enum role otherwise)
{
	return h->bar_count > 0 && h->cursor == h->bar_count - 1 ?
	    ROLE_CURSOR : otherwise;
}

/* A label, a bar as long as its share, the count. */
static void
draw_bar(struct home *h, struct app *app, struct area a, int y,
    const char *label, size_t count, size_t total)
{
	int name = a.cols / 3, room = a.cols - name - 15, filled, i;
	enum role role = bar_role(h, ROLE_PLAIN);

	canvas_fill(app->canvas, y, a.x, a.cols, role);
	canvas_fit(app->canvas, y, a.x, name, false, role,
	    str_slice(label[0] != '\0' ? label : "not reported"));
	filled = total > 0 ? (int)((double)count * room / (double)total) : 0;
	if (count > 0 && filled == 0)
		filled = 1;
	for (i = 0; i < filled; i++)
		canvas_text(app->canvas, y, a.x + name + 1 + i, 1,
		    role == ROLE_CURSOR ? role : ROLE_GOOD, "#");
	canvas_format(app->canvas, y, a.x + a.cols - 13, 13, role,
	    "%8zu %3zu%%", count, total > 0 ? count * 100 / total : 0);
}

static int
column_of(size_t chart)
{
	return cat_column(place_resource(charts[chart].place),
	    str_slice(charts[chart].column));
}

static void
draw_chart(struct home *h, struct app *app, struct area box, size_t n)
{
	struct census *c = &h->census[n];
	struct area a = { box.y + 1, box.x + 2, box.rows - 2, box.cols - 4 };
	size_t total = c->rows != NULL ? rows_count(c->rows) : 0;
	const struct census_value *v;
	char title[80], filter[120];
	int i;

	snprintf(title, sizeof(title), "%s (%zu)", charts[n].title, total);
	canvas_box(app->canvas, box, title);
	if (h->lists[charts[n].place] == NULL) {
		canvas_text(app->canvas, a.y, a.x, a.cols, ROLE_DIM,
		    "no connection serves this");
		return;
	}
	for (i = 0; i < a.rows && (v = census_value(c, (size_t)i)) != NULL;
	    i++) {
		snprintf(filter, sizeof(filter), "%s=\"%.80s\"",
		    charts[n].column, v->text);
		add_bar(h, charts[n].place,
		    strpbrk(v->text, "\"|") == NULL ? filter : "");
		draw_bar(h, app, a, a.y + i, v->text, v->count, total);
	}
	if (i == 0)
		canvas_text(app->canvas, a.y, a.x, a.cols, ROLE_DIM,
		    "nothing read yet; r reads");
}

/* Today's as a time of day, older ones as a date. */
static void
print_when(const struct app *app, const struct list *l, char *when,
    size_t size)
{
	int64_t ms = list_as_of_ms(l), now = clock_wall_ms();

	if (ms == 0)
		snprintf(when, size, "%s", list_state(l) == LIST_LOADING ?
		    "being read" : "not read yet");
	else if (clock_day(ms) == clock_day(now))
		clock_print_time(ms, when, size);
	else {
		clock_print(ms, when, size);
		when[10] = '\0';	/* the date alone */
	}
	if (app_is_stale(app, ms))
		snprintf(when + strlen(when), size - strlen(when), " !");
}

static void
draw_lists(struct home *h, struct app *app, struct area box, size_t chart)
{
	struct area a = { box.y + 1, box.x + 2, box.rows - 2, box.cols - 4 };
	char when[24];
	size_t i;

	(void)chart;
	canvas_box(app->canvas, box, "Lists");
	for (i = 0; i < COUNTED && (int)i < a.rows; i++) {
		const struct list *l = h->lists[counted[i]];
		int y = a.y + (int)i;
		enum role role;

		add_bar(h, counted[i], "");
		role = bar_role(h, ROLE_PLAIN);
		canvas_fill(app->canvas, y, a.x, a.cols, role);
		canvas_text(app->canvas, y, a.x, 16, role,
		    place_title(counted[i]));
		if (l == NULL) {
			canvas_text(app->canvas, y, a.x + 14, a.cols - 14,
			    role, "no connection");
			continue;
		}
		print_when(app, l, when, sizeof(when));
		canvas_format(app->canvas, y, a.x + 13, a.cols - 13, role,
		    "%8zu  %s", rows_count(list_rows(l)), when);
	}
}

const char *
lamp_word(enum lamp lamp)
{
	switch (lamp) {
	case LAMP_UNTRIED:	return "? not asked";
	case LAMP_OK:		return "+ ok";
	case LAMP_SLOW:		return "~ slow";
	case LAMP_FAILING:	return "! errors";
	case LAMP_DOWN:		return "x no answer";
	}
	return "?";
}

static bool
is_signed_out(const struct app *app, size_t conn)
{
	struct err why;

	return sign_state(app->engine, &app->config->conns[conn], &why) ==
	    SIGN_REFUSED && why.code == ERR_AUTH;
}

/* Health and calls of each connection; what limits it, where it is limited. */
static void
draw_conns(struct home *h, struct app *app, struct area box, size_t chart)
{
	struct area a = { box.y + 1, box.x + 2, box.rows - 2, box.cols - 4 };
	struct conn_status s;
	char calls[48];
	size_t i;

	(void)h, (void)chart;
	canvas_box(app->canvas, box, "Connections");
	for (i = 0; i < app->config->conn_count && (int)i < a.rows; i++) {
		int y = a.y + (int)i;

		engine_conn_status(app->engine, (int)i, &s);
		if (s.per_day > 0)
			snprintf(calls, sizeof(calls), "%d of %d",
			    s.calls_today, s.per_day);
		else
			snprintf(calls, sizeof(calls), "%d", s.calls_today);
		canvas_fit(app->canvas, y, a.x, 12, false, ROLE_LABEL,
		    str_slice(app->config->conns[i].name));
		canvas_fit(app->canvas, y, a.x + 13, a.cols - 25, false,
		    s.lamp == LAMP_DOWN || s.lamp == LAMP_FAILING ? ROLE_BAD :
		    ROLE_PLAIN, str_slice(is_signed_out(app, i) ?
		    "! signed out" : lamp_word(s.lamp)));
		canvas_fit(app->canvas, y, a.x + a.cols - 12, 12, true,
		    ROLE_PLAIN, str_slice(calls));
	}
}

/* How many rows of a chart's list have that value. */
static size_t
count_of(struct home *h, enum place place, const char *column,
    const char *value)
{
	size_t n, i;

	for (n = 0; n < CHARTS; n++)
		if (charts[n].place == place &&
		    strcmp(charts[n].column, column) == 0)
			break;
	for (i = 0; n < CHARTS && i < h->census[n].kinds; i++)
		if (str_is_folded(str_slice(h->census[n].values[i].text),
		    value))
			return h->census[n].values[i].count;
	return 0;
}

static int
draw_need(struct home *h, struct app *app, struct area a, int y, size_t count,
    const char *words, enum place place, const char *filter)
{
	enum role role;

	if (count == 0 || y >= a.y + a.rows)
		return y;
	add_bar(h, place, filter);
	role = bar_role(h, ROLE_WARN);
	canvas_fill(app->canvas, y, a.x, a.cols, role);
	canvas_format(app->canvas, y, a.x, a.cols, role, "! %zu %s", count,
	    words);
	return y + 1;
}

static void
draw_needs(struct home *h, struct app *app, struct area box, size_t chart)
{
	struct area a = { box.y + 1, box.x + 2, box.rows - 2, box.cols - 4 };
	struct conn_status s;
	size_t i, bad = 0;
	int y = a.y;

	(void)chart;
	canvas_box(app->canvas, box, "Needs attention");
	for (i = 0; i < app->config->conn_count; i++) {
		engine_conn_status(app->engine, (int)i, &s);
		bad += s.lamp == LAMP_DOWN || s.lamp == LAMP_FAILING;
	}
	y = draw_need(h, app, a, y, h->open_questions,
	    "writes with an unknown outcome", PLACE_QUEUE, "");
	y = draw_need(h, app, a, y, bad, "connections in trouble",
	    PLACE_QUEUE, "");
	y = draw_need(h, app, a, y, count_of(h, PLACE_ENDPOINTS, "live",
	    "down"), "endpoints down", PLACE_ENDPOINTS, "live=down");
	y = draw_need(h, app, a, y, count_of(h, PLACE_COMPUTERS, "status",
	    "disabled"), "AD computers disabled", PLACE_COMPUTERS,
	    "status=disabled");
	if (y == a.y)
		canvas_text(app->canvas, y, a.x, a.cols, ROLE_DIM,
		    "nothing, as far as is known");
}

/* In the order of what a small screen should still show. */
static const struct {
	void	 (*draw)(struct home *h, struct app *app, struct area box,
		    size_t chart);
	size_t	 chart;
	int	 rows;
} boxes[] = {
	{ draw_needs, 0, 4 }, { draw_chart, 0, 5 },
	{ draw_lists, 0, (int)COUNTED }, { draw_chart, 1, 5 },
	{ draw_conns, 0, 4 }, { draw_chart, 2, 3 },
	{ draw_chart, 3, 3 }, { draw_chart, 4, 4 }, { draw_chart, 5, 4 },
};

/* Boxes side by side, as many as there is room for, the next where it fits. */
static void
draw(struct pane *p, struct app *app, struct area area)
{
	struct home *h = p->own;
	int heights[ACROSS_MOST] = { 0 }, across = area.cols / BOX_LEAST, i;
	size_t n;

	if (across < 1)
		across = 1;
	else if (across > ACROSS_MOST)
		across = ACROSS_MOST;
	h->bar_count = 0;
	for (n = 0; n < sizeof(boxes) / sizeof(boxes[0]); n++) {
		int at = 0, width = area.cols / across;
		struct area box;

		for (i = 1; i < across; i++)
			if (heights[i] < heights[at])
				at = i;
		box = (struct area){ area.y + heights[at],
		    area.x + at * width, boxes[n].rows + 2, width };
		if (heights[at] + box.rows > area.rows)
			box.rows = area.rows - heights[at];
		if (box.rows < 3)
			continue;
		heights[at] += box.rows;
		boxes[n].draw(h, app, box, boxes[n].chart);
	}
	if (h->cursor >= h->bar_count && h->bar_count > 0)
		h->cursor = h->bar_count - 1;
}

static void
status(struct pane *p, struct app *app, struct buf *out)
{
	struct home *h = p->own;
	size_t i;

	(void)app;
	for (i = 0; i < CHARTS; i++)
		if (h->census[i].rows != NULL &&
		    h->census[i].at < rows_count(h->census[i].rows)) {
			buf_text(out, "counting");
			return;
		}
	if (h->bar_count > 0)
		buf_format(out, "%zu of %zu: Enter opens the list behind it",
		    h->cursor + 1, h->bar_count);
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

static void
news(struct pane *p, struct app *app)
{
	struct home *h = p->own;
	struct err ignored;
	size_t i;

	for (i = 0; i < CHARTS; i++)
		if (h->lists[charts[i].place] != NULL)
			census_use(&h->census[i],
			    list_rows(h->lists[charts[i].place]));
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
	size_t i;

	for (i = 0; i < CHARTS && !more; i++) {
		uint32_t before = h->census[i].at;

		more = census_work(&h->census[i], budget_us);
		if (h->census[i].at != before)
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

static bool
act(struct pane *p, struct app *app, enum action action)
{
	struct home *h = p->own;

	switch ((int)action) {
	case ACTION_open:
		go(h, app);
		break;
	case ACTION_down:
	case ACTION_right:
		if (h->cursor + 1 < h->bar_count)
			h->cursor++;
		break;
	case ACTION_up:
	case ACTION_left:
		if (h->cursor > 0)
			h->cursor--;
		break;
	case ACTION_top:
		h->cursor = 0;
		break;
	case ACTION_bottom:
		h->cursor = h->bar_count > 0 ? h->bar_count - 1 : 0;
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

	for (i = 0; i < CHARTS; i++)
		census_fini(&h->census[i]);
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

	for (i = 0; i < CHARTS; i++)
		census_open(&h->census[i], column_of(i));
	for (i = 0; i < COUNTED; i++)
		h->lists[counted[i]] = list_open(app->engine,
		    place_resource(counted[i]), NULL, &ignored);
	read_lists(h, false);
	/* Where all lists are there already, no news would come. */
	news(app_open(app, &home_kind, h), app);
}
