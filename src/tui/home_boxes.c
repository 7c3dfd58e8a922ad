/* What each box of the overview says: needs, lists, calls, storage. */
#include "home.h"
#include "signin.h"

#include <endpane/base/clock.h>
#include <endpane/base/str.h>

#include <stdio.h>
#include <string.h>

/* The same words count here and filter the list behind. */
struct range {
	const char	*words;
	const char	*filter;
};

static const struct range free_storage[] = {
	{ "under 1 GB", "free<1" },
	{ "1 to 4 GB", "free>=1 free<4" },
	{ "4 to 16 GB", "free>=4 free<16" },
	{ "16 GB and more", "free>=16" },
	{ "? not read yet", "free=\"\"" },
	{ NULL, NULL }
};

static const struct range storage[] = {
	{ "under 32 GB", "storage<32" },
	{ "32 to 63 GB", "storage>=32 storage<64" },
	{ "64 to 127 GB", "storage>=64 storage<128" },
	{ "128 to 255 GB", "storage>=128 storage<256" },
	{ "256 GB and more", "storage>=256" },
	{ "- not reported", "storage=\"\"" },
	{ NULL, NULL }
};

/* What wants a person, where there is any of it. */
static const struct {
	enum place	 place;
	const char	*filter;
	const char	*words;
	const char	*absent;	/* where not all rows can tell; or NULL */
} needs[] = {
	{ PLACE_ENDPOINTS, "live=down", "endpoints down", NULL },
	{ PLACE_COMPUTERS, "status=disabled", "AD computers disabled", NULL },
	{ PLACE_DEVICES, "lost=yes", "devices in lost mode", NULL },
	{ PLACE_DEVICES, "free<1", "devices under 1 GB free", "free=\"\"" },
	{ PLACE_ENDPOINTS, "agent~fail", "agents not installed", NULL },
	{ PLACE_DEVICES, "user=\"\"", "devices without a user", NULL },
};
#define NEEDS	(sizeof(needs) / sizeof(needs[0]))

static void
ask_ranges(struct home *h, const struct range *ranges)
{
	for (; ranges->words != NULL; ranges++)
		tally_add(&h->tallies[PLACE_DEVICES],
		    place_resource(PLACE_DEVICES), ranges->filter);
}

void
home_ask(struct home *h, enum place place)
{
	size_t i;

	if (place == PLACE_DEVICES) {
		ask_ranges(h, free_storage);
		ask_ranges(h, storage);
	}
	for (i = 0; i < NEEDS; i++)
		if (needs[i].place == place)
			tally_add(&h->tallies[place], place_resource(place),
			    needs[i].filter);
}

static void
draw_ranges(struct home *h, struct app *app, struct area a,
    const struct range *ranges)
{
	const struct tally *t = &h->tallies[PLACE_DEVICES];
	int end = a.y + a.rows;

	for (; ranges->words != NULL && a.y < end; ranges++, a.y++)
		home_share(h, app, a, ranges->words, tally_of(t,
		    ranges->filter), t->at, PLACE_DEVICES, ranges->filter);
}

static void
draw_free(struct home *h, struct app *app, struct area a)
{
	draw_ranges(h, app, a, free_storage);
}

static void
draw_storage(struct home *h, struct app *app, struct area a)
{
	draw_ranges(h, app, a, storage);
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
draw_lists(struct home *h, struct app *app, struct area a)
{
	char when[24];
	size_t i;

	for (i = 0; i < HOME_COUNTED && (int)i < a.rows; i++) {
		const struct list *l = h->lists[home_counted[i]];
		int y = a.y + (int)i;
		enum role role = home_bar(h, home_counted[i], "", y, a.x,
		    ROLE_PLAIN);

		canvas_fill(app->canvas, y, a.x, a.cols, role);
		canvas_text(app->canvas, y, a.x, 16, role,
		    place_title(home_counted[i]));
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
is_bad(const struct conn_status *s)
{
	return s->lamp == LAMP_DOWN || s->lamp == LAMP_FAILING;
}

static int
want_conns(const struct home *h, const struct app *app)
{
	(void)h;
	return (int)app->config->conn_count;
}

/* Health and calls of each connection; what limits it, where it is limited. */
static void
draw_conns(struct home *h, struct app *app, struct area a)
{
	struct conn_status s;
	char calls[48];
	size_t i;

	(void)h;
	for (i = 0; i < app->config->conn_count && (int)i < a.rows; i++) {
		int y = a.y + (int)i, cells;

		engine_conn_status(app->engine, (int)i, &s);
		if (s.per_day > 0)
			snprintf(calls, sizeof(calls), "%d of %d",
			    s.calls_today, s.per_day);
		else
			snprintf(calls, sizeof(calls), "%d", s.calls_today);
		cells = (int)strlen(calls);
		canvas_fit(app->canvas, y, a.x, 12, false, ROLE_LABEL,
		    str_slice(app->config->conns[i].name));
		canvas_fit(app->canvas, y, a.x + 13, a.cols - 14 - cells, false,
		    is_bad(&s) ? ROLE_BAD : ROLE_PLAIN,
		    str_slice(signin_is_out(app, i) ? "! signed out" :
		    lamp_word(s.lamp)));
		canvas_fit(app->canvas, y, a.x + a.cols - cells, cells, true,
		    ROLE_PLAIN, str_slice(calls));
	}
}

static int
want_requests(const struct home *h, const struct app *app)
{
	struct conn_status s;
	int rows = 0;
	size_t i;

	(void)h;
	for (i = 0; i < app->config->conn_count; i++) {
		engine_conn_status(app->engine, (int)i, &s);
		rows += 1 + (s.per_minute > 0);
	}
	return rows;
}

static void
draw_calls(struct home *h, struct app *app, struct area a, const char *label,
    int calls)
{
	enum role role = home_bar(h, PLACE_QUEUE, "", a.y, a.x, ROLE_PLAIN);

	canvas_fill(app->canvas, a.y, a.x, a.cols, role);
	canvas_fit(app->canvas, a.y, a.x, a.cols - 14, false, role,
	    str_slice(label));
	canvas_format(app->canvas, a.y, a.x + a.cols - 13, 8, role, "%8d",
	    calls);
}

/* Calls of the day against its limit, and below it those of the minute. */
static void
draw_requests(struct home *h, struct app *app, struct area a)
{
	int end = a.y + a.rows;
	struct conn_status s;
	char label[80];
	size_t i;

	for (i = 0; i < app->config->conn_count && a.y < end; i++) {
		const char *name = app->config->conns[i].name;

		engine_conn_status(app->engine, (int)i, &s);
		if (s.per_day > 0) {
			snprintf(label, sizeof(label), "%s of %d", name,
			    s.per_day);
			home_share(h, app, a, label, (size_t)s.calls_today,
			    (size_t)s.per_day, PLACE_QUEUE, "");
		} else {
			snprintf(label, sizeof(label), "%s, no limit set",
			    name);
			draw_calls(h, app, a, label, s.calls_today);
		}
		a.y++;
		if (s.per_minute == 0 || a.y == end)
			continue;
		snprintf(label, sizeof(label), "  minute: %d", s.per_minute);
		home_share(h, app, a, label, (size_t)s.calls_minute,
		    (size_t)s.per_minute, PLACE_QUEUE, "");
		a.y++;
	}
}

static bool
draw_need(struct home *h, struct app *app, struct area *a, const char *text,
    enum place place, const char *filter)
{
	enum role role;

	if (a->rows == 0)
		return false;
	role = home_bar(h, place, filter, a->y, a->x, ROLE_WARN);
	canvas_fill(app->canvas, a->y, a->x, a->cols, role);
	canvas_format(app->canvas, a->y, a->x, a->cols, role, "! %s", text);
	a->y++;
	a->rows--;
	return true;
}

/* What is wrong with connections: each with its own words. */
static void
need_conns(struct home *h, struct app *app, struct area *a)
{
	struct conn_status s;
	char text[600];
	size_t i;

	for (i = 0; i < app->config->conn_count; i++) {
		const char *name = app->config->conns[i].name;

		engine_conn_status(app->engine, (int)i, &s);
		if (signin_is_out(app, i))
			snprintf(text, sizeof(text), "%s is signed out",
			    name);
		else if (is_bad(&s))
			snprintf(text, sizeof(text), "%s: %s", name,
			    s.err.code != ERR_NONE ? s.err.text :
			    lamp_word(s.lamp));
		else if (s.per_day > 0 && s.calls_today >= s.per_day / 10 * 8)
			snprintf(text, sizeof(text), "%s: %d of %d calls of "
			    "this day are used", name, s.calls_today,
			    s.per_day);
		else
			continue;
		draw_need(h, app, a, text, PLACE_QUEUE, "");
	}
}

static int
want_needs(const struct home *h, const struct app *app)
{
	int rows = h->open_questions > 0;
	size_t i;

	for (i = 0; i < app->config->conn_count; i++) {
		struct conn_status s;

		engine_conn_status(app->engine, (int)i, &s);
		rows += is_bad(&s) || signin_is_out(app, i);
	}
	for (i = 0; i < NEEDS; i++)
		rows += tally_of(&h->tallies[needs[i].place],
		    needs[i].filter) > 0;
	return rows;
}

static void
draw_needs(struct home *h, struct app *app, struct area a)
{
	int from = a.y;
	char text[120];
	size_t i, count, known;

	if (h->open_questions > 0) {
		snprintf(text, sizeof(text), "%zu writes with an unknown "
		    "outcome", h->open_questions);
		draw_need(h, app, &a, text, PLACE_QUEUE, "");
	}
	need_conns(h, app, &a);
	for (i = 0; i < NEEDS; i++) {
		const struct tally *t = &h->tallies[needs[i].place];

		count = tally_of(t, needs[i].filter);
		if (count == 0)
			continue;
		known = t->at - (needs[i].absent != NULL ?
		    tally_of(t, needs[i].absent) : 0);
		snprintf(text, sizeof(text), "%zu of %zu %s", count, known,
		    needs[i].words);
		draw_need(h, app, &a, text, needs[i].place, needs[i].filter);
	}
	if (a.y == from)
		canvas_text(app->canvas, a.y, a.x, a.cols, ROLE_DIM,
		    "nothing, as far as is known");
}

const struct home_box home_boxes[] = {
	{ .title = "Needs attention", .draw = draw_needs, .want = want_needs,
	  .rows = 4, .most = 12 },
	{ .chart = 0, .rows = 5, .most = 8 },
	{ .title = "Lists", .draw = draw_lists, .rows = HOME_COUNTED },
	{ .chart = 1, .rows = 5, .most = 10 },
	{ .title = "Connections", .draw = draw_conns, .want = want_conns,
	  .rows = 4, .most = 12, .not_wide = true },
	{ .chart = 2, .rows = 3, .most = 5 },
	{ .chart = 3, .rows = 3, .most = 3 },
	{ .chart = 4, .rows = 4, .most = 10 },
	{ .chart = 5, .rows = 4, .most = 6 },
	{ .title = "Requests used today", .draw = draw_requests,
	  .want = want_requests, .rows = 4, .most = 16 },
	{ .title = "Free storage", .draw = draw_free, .rows = 5,
	  .absent = "free=\"\"" },
	{ .title = "Storage", .draw = draw_storage, .rows = 6,
	  .absent = "storage=\"\"" },
	{ .chart = 6, .rows = 5, .most = 12 },
	{ .chart = 7, .rows = 4, .most = 8 },
	{ .chart = 8, .rows = 3, .most = 6 },
};

const size_t home_box_count = sizeof(home_boxes) / sizeof(home_boxes[0]);
