/* The frame around every pane: header, tabs, message line and key bar. */
#include "chrome.h"
#include "forms.h"
#include "spread.h"

#include <endpane/base/clock.h>
#include <endpane/base/str.h>
#include <endpane/base/text.h>

#include <stdio.h>
#include <string.h>

#define WORDS_MOST	4	/* connections whose health is told in words */
#define NARROW_COLS	60	/* below, numbers go without words */

static char
lamp_sign(enum lamp lamp)
{
	switch (lamp) {
	case LAMP_UNTRIED:	return '?';
	case LAMP_OK:		return '+';
	case LAMP_SLOW:		return '~';
	case LAMP_FAILING:	return '!';
	case LAMP_DOWN:		return 'x';
	}
	return '?';
}

/*
 * The connection whose budget the header shows: the present pane's; in panes of
 * all of them one that has a budget. -1: none.
 */
static int
budget_conn(const struct app *app)
{
	const struct cat_resource *resource = place_resource(app->place);
	size_t i;

	for (i = 0; i < app->config->conn_count; i++)
		if (resource == NULL ? app->config->conns[i].per_day > 0 :
		    conn_serves(&app->config->conns[i], resource))
			return (int)i;
	return -1;
}

static int
calls_of_all(const struct app *app)
{
	struct conn_status status;
	int calls = 0;
	size_t i;

	for (i = 0; i < app->config->conn_count; i++) {
		engine_conn_status(app->engine, (int)i, &status);
		calls += status.calls_today;
	}
	return calls;
}

/* Whose calls they are stands before them: another pane shows other ones. */
static void
add_budget(const struct app *app, bool wide, struct buf *out)
{
	struct conn_status status;
	int conn = budget_conn(app);
	bool narrow = canvas_cols(app->canvas) < NARROW_COLS;

	if (conn < 0) {
		buf_format(out, narrow ? "  %d" : "  %d today",
		    calls_of_all(app));
		return;
	}
	engine_conn_status(app->engine, conn, &status);
	if (app->config->conn_count < 2)
		buf_text(out, "  ");
	else if (wide)
		buf_format(out, "   %.20s ", app->config->conns[conn].name);
	else
		buf_format(out, "  %c ",
		    app->config->conns[conn].system->title[0]);
	if (status.per_day > 0)
		buf_format(out, "%d/%d", status.calls_today, status.per_day);
	else
		buf_format(out, narrow ? "%d" : "%d today",
		    status.calls_today);
	if (status.per_minute > 0)
		buf_format(out, " %d/%d", status.calls_minute,
		    status.per_minute);
	if (status.paused_until_ms > clock_wall_ms()) {
		char until[24];

		clock_print_coming(clock_wall_ms(), status.paused_until_ms,
		    until, sizeof(until));
		buf_format(out, " paused to %s", until);
	}
}

/* Lamps, calls used, requests under way, time of the last change. */
static void
compose_header(struct app *app)
{
	bool wide = canvas_cols(app->canvas) >= WIDE_COLS &&
	    app->config->conn_count <= WORDS_MOST;
	struct buf text = { 0 };
	struct conn_status status;
	int flying = 0, waiting = 0;
	char when[12];
	size_t i;

	for (i = 0; i < app->config->conn_count; i++) {
		engine_conn_status(app->engine, (int)i, &status);
		flying += status.flying;
		waiting += status.waiting;
		if (wide)
			buf_format(&text, "%s%.20s %s", i > 0 ? " | " : "",
			    app->config->conns[i].name,
			    lamp_word(status.lamp));
		else
			buf_format(&text, "%s%c%c", i > 0 ? " " : "",
			    app->config->conns[i].system->title[0],
			    lamp_sign(status.lamp));
	}
	add_budget(app, wide, &text);
	buf_format(&text, wide ? "   queue %d" : "  Q %d", flying);
	if (waiting > 0)
		buf_format(&text, "+%d", waiting);
	clock_print_time(app->changed_ms, when, sizeof(when));
	buf_format(&text, "  %s ", when);
	snprintf(app->header, sizeof(app->header), "%s", buf_string(&text));
	buf_fini(&text);
}

/* Every connection that the present pane is about. */
static bool
is_read_only(const struct app *app)
{
	const struct cat_resource *resource = place_resource(app->place);
	size_t i, count = 0, writing = 0;

	for (i = 0; i < app->config->conn_count; i++) {
		const struct conn *conn = &app->config->conns[i];

		if (resource != NULL && !conn_serves(conn, resource))
			continue;
		count++;
		writing += !engine_is_read_only(app->engine, conn);
	}
	return app->config->read_only || (count > 0 && writing == 0);
}

static const char *
last_part(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash != NULL ? slash + 1 : path;
}

static void
draw_header(struct app *app)
{
	int cols = canvas_cols(app->canvas), x = 1, width;

	if (app->is_fresh || app->header[0] == '\0')
		compose_header(app);
	width = text_width(str_slice(app->header));
	canvas_fill(app->canvas, 0, 0, cols, ROLE_HEADER);
	x += canvas_text(app->canvas, 0, x, cols, ROLE_HEADER, "endpane") + 2;
	if (app->options->name != NULL)
		x += canvas_text(app->canvas, 0, x, 24,
		    app->options->is_demo ? ROLE_MODE : ROLE_HEADER,
		    last_part(app->options->name)) + 2;
	if (is_read_only(app))
		x += canvas_text(app->canvas, 0, x, 8, ROLE_MODE, "[RO]") + 2;
	if (engine_is_held(app->engine))
		x += canvas_text(app->canvas, 0, x, 8, ROLE_MODE, "[HELD]") +
		    2;
	if (x + width <= cols)
		canvas_text(app->canvas, 0, cols - width, width, ROLE_HEADER,
		    app->header);
	else
		canvas_text(app->canvas, 0, x, cols - x, ROLE_HEADER,
		    app->header);
}

/* All titles, whole or brief, and what stands around them. */
static int
cells_of_tabs(const char *(*title)(enum place place), int around)
{
	int i, cells = 1;

	for (i = 0; i < PLACE_COUNT; i++)
		cells += text_width(str_slice(title((enum place)i))) + around;
	return cells;
}

/*
 * "[2 Devices]" here, " 3 Groups " elsewhere; maybe a blank behind. Where not
 * even brief titles fit, the other places are digits.
 */
static void
tab_words(const struct app *app, int i, struct buf *out)
{
	enum place place = (enum place)i;
	int cols = canvas_cols(app->canvas);
	bool whole = cells_of_tabs(place_title, 5) <= cols;

	buf_clear(out);
	if (place != app->place && cells_of_tabs(place_short, 4) > cols + 1)
		buf_format(out, " %d ", place_digit(place));
	else
		buf_format(out, place == app->place ? "[%d %s]%s" :
		    " %d %s %s", place_digit(place), whole ?
		    place_title(place) : place_short(place), whole ? " " :
		    "");
}

static void
draw_tabs(struct app *app)
{
	int cols = canvas_cols(app->canvas), x = 0, i;
	struct buf words = { 0 };

	for (i = 0; i < PLACE_COUNT; i++) {
		tab_words(app, i, &words);
		x += canvas_text(app->canvas, 1, x, cols - x,
		    (enum place)i == app->place ? ROLE_TAB_HERE : ROLE_TAB,
		    buf_string(&words));
	}
	buf_fini(&words);
}

int
chrome_tab_at(const struct app *app, int x)
{
	struct buf words = { 0 };
	int at = 0, i, found = -1;

	for (i = 0; i < PLACE_COUNT; i++) {
		tab_words(app, i, &words);
		if (x >= at && x < at + (int)words.len)
			found = i;
		at += (int)words.len;
	}
	buf_fini(&words);
	return found;
}

/* Key and word at x; returns the cells they take, 0 where there is no room. */
static int
draw_pair(struct app *app, unsigned scopes, enum action action, int y, int x,
    int end)
{
	const char *word = action_bar(action);
	struct buf key = { 0 };
	int need;

	if (action == ACTION_act && place_resource(app->place) != NULL)
		word = offers_main_word(place_resource(app->place));
	keymap_keys(app->keymap, scopes, action, 1, &key);
	need = text_width(str_slice(buf_string(&key))) + 1 +
	    text_width(str_slice(word));
	if (key.len == 0 || word[0] == '\0' || x + need > end)
		need = 0;
	else {
		x += canvas_text(app->canvas, y, x, end, ROLE_KEY,
		    buf_string(&key)) + 1;
		canvas_text(app->canvas, y, x, end, ROLE_DIM, word);
	}
	buf_fini(&key);
	return need;
}

/* From the effective keymap, as many as there is room for, and always help. */
static void
draw_keymap_bar(struct app *app, const struct pane *top, int y)
{
	unsigned scopes = top->kind->scopes | IN_ALWAYS |
	    (top->kind->is_dialog ? 0 : IN_ANY);
	int end = canvas_cols(app->canvas) - 1, x = 1, i, used;
	int help = end - 6;

	used = draw_pair(app, scopes, ACTION_help, y, help, end);
	for (i = 1; i < ACTION_COUNT; i++)
		if ((enum action)i != ACTION_help &&
		    (action_scopes((enum action)i) & scopes) != 0) {
			int cells = draw_pair(app, scopes, (enum action)i, y,
			    x, used > 0 ? help - 2 : end);

			x += cells > 0 ? cells + 2 : 0;
		}
}

void
chrome_words(struct app *app, int y, enum role role, const char *text)
{
	int cols = canvas_cols(app->canvas), i;
	struct area a = { 0, 1, y > 4 ? y - 3 : 1, cols - 2 };

	a.rows = canvas_wrap(NULL, a, role, text);
	a.y = y - a.rows + 1;
	for (i = 0; i < a.rows; i++)
		canvas_fill(app->canvas, a.y + i, 0, cols, ROLE_PLAIN);
	canvas_wrap(app->canvas, a, role, text);
}

static void
draw_message(struct app *app, struct pane *top, int y)
{
	struct buf status = { 0 };

	if (top->kind->has_line)
		return;
	if (app->message[0] != '\0')
		chrome_words(app, y, app->message_role, app->message);
	else if (top->kind->status != NULL) {
		top->kind->status(top, app, &status);
		canvas_text(app->canvas, y, 1, canvas_cols(app->canvas) - 2,
		    ROLE_PLAIN, buf_string(&status));
	}
	buf_fini(&status);
}

struct area
chrome_area(const struct app *app)
{
	return (struct area){ 2, 0, canvas_rows(app->canvas) - 4,
	    canvas_cols(app->canvas) };
}

/* Before the pane: what stands above it. */
struct area
chrome_draw(struct app *app)
{
	draw_header(app);
	draw_tabs(app);
	return chrome_area(app);
}

/* After the pane: the message and the keys, which may be the pane's. */
void
chrome_bars(struct app *app)
{
	int rows = canvas_rows(app->canvas);
	struct pane *top = app_top(app);

	if (top == NULL)
		return;
	draw_message(app, top, rows - 2);
	if (top->kind->bar != NULL)
		canvas_text(app->canvas, rows - 1, 1,
		    canvas_cols(app->canvas) - 2, ROLE_DIM, top->kind->bar);
	else
		draw_keymap_bar(app, top, rows - 1);
}
