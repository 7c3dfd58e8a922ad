/* The slate: a small table that owns what is written on it. */
#include "grid.h"

#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/base/text.h>

#include <stdarg.h>
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CELLS_MOST	48	/* of a column, save the last */
#define CELLS_LEAST	12	/* it is not made narrower than that */
#define NUMBER_MOST	12	/* digits; longer ones are names of something */
#define GAP		2

/* Digits, maybe with a fraction and a unit behind: "0.12 s", "64 %". */
static bool
is_number(struct slice text)
{
	size_t i = str_starts(text, "-") ? 1 : 0, digits = 0;
	bool has_point = false;

	for (; i < text.len; i++)
		if (text.at[i] >= '0' && text.at[i] <= '9')
			digits++;
		else if (text.at[i] == '.' && !has_point)
			has_point = true;
		else
			break;
	text.at += i;
	text.len -= i;
	return digits > 0 && digits <= NUMBER_MOST && (text.len == 0 ||
	    str_is(text, " s") || str_is(text, " %") || str_is(text, "%"));
}

/* What names an object is no number, whatever it is made of. */
static bool
is_id(const char *title)
{
	return str_is_folded(str_slice(title), "id") ||
	    str_ends(str_slice(title), "_id");
}

void
grid_clear(struct grid *g)
{
	size_t i;
	int k;

	for (i = 0; i < g->count; i++) {
		for (k = 0; k < GRID_COLUMNS; k++)
			free(g->rows[i].cells[k]);
		free(g->rows[i].more);
	}
	for (k = 0; k < g->columns; k++) {
		g->cells[k] = text_width(str_slice(g->titles[k]));
		g->has_text[k] = is_id(g->titles[k]);
		g->has_numbers[k] = false;
	}
	g->count = 0;
}

void
grid_fini(struct grid *g)
{
	int k;

	grid_clear(g);
	for (k = 0; k < g->columns; k++)
		free(g->titles[k]);
	free(g->rows);
	memset(g, 0, sizeof(*g));
}

int
grid_column(struct grid *g, struct slice title)
{
	int k;

	for (k = 0; k < g->columns; k++)
		if (str_is(title, g->titles[k]))
			return k;
	if (g->columns == GRID_COLUMNS)
		return -1;
	g->titles[g->columns] = mem_slice(title.at, title.len);
	g->cells[g->columns] = text_width(title);
	g->has_text[g->columns] = is_id(g->titles[g->columns]);
	g->order[g->columns] = g->columns;
	return g->columns++;
}

struct grid_row *
grid_add(struct grid *g, uint64_t key, enum role role)
{
	if (g->count == g->room) {
		g->room = g->room > 0 ? g->room * 2 : 32;
		g->rows = mem_grow(g->rows, g->room, sizeof(*g->rows));
	}
	g->rows[g->count] = (struct grid_row){ .key = key, .role = role };
	return &g->rows[g->count++];
}

void
grid_cell(struct grid *g, struct grid_row *row, int column,
    struct slice text)
{
	int width;

	if (column < 0 || column >= GRID_COLUMNS || text.len == 0)
		return;
	free(row->cells[column]);
	row->cells[column] = mem_slice(text.at, text.len);
	width = text_width(text);
	if (width > g->cells[column])
		g->cells[column] = width;
	if (is_number(text))
		g->has_numbers[column] = true;
	else
		g->has_text[column] = true;
}

void
grid_format(struct grid *g, struct grid_row *row, int column,
    const char *format, ...)
{
	char text[512];
	va_list list;

	va_start(list, format);
	vsnprintf(text, sizeof(text), format, list);
	va_end(list);
	grid_cell(g, row, column, str_slice(text));
}

void
grid_first(struct grid *g, const char *text)
{
	int k, n = 0, pass;

	for (pass = 0; pass < 2; pass++)
		for (k = 0; k < g->columns; k++)
			if ((str_find_folded(str_slice(g->titles[k]),
			    str_slice(text)) != NULL) == (pass == 0))
				g->order[n++] = k;
}

static void
clamp(struct grid *g)
{
	size_t height = g->height > 0 ? (size_t)g->height : 1;

	if (g->cursor >= g->count)
		g->cursor = g->count > 0 ? g->count - 1 : 0;
	if (g->cursor < g->top)
		g->top = g->cursor;
	if (g->cursor >= g->top + height)
		g->top = g->cursor - height + 1;
	if (g->top + height > g->count)
		g->top = g->count > height ? g->count - height : 0;
	if (g->count > 0)
		g->cursor_key = g->rows[g->cursor].key;
}

void
grid_settle(struct grid *g)
{
	size_t i;

	for (i = 0; i < g->count && g->cursor > 0; i++)
		if (g->rows[i].key == g->cursor_key) {
			g->cursor = i;
			break;
		}
	clamp(g);
}

const struct grid_row *
grid_here(const struct grid *g)
{
	return g->cursor < g->count ? &g->rows[g->cursor] : NULL;
}

/* These are never cut while anything else can give way. */
static bool
is_firm(const char *title)
{
	static const char *const firm[] = { "TIME", "STATE", "OUTCOME",
	    "HTTP", "TOOK", "JOB", "NO", "CONN" };
	struct slice name = str_slice(title);
	size_t i;

	for (i = 0; i < sizeof(firm) / sizeof(firm[0]); i++)
		if (str_is_folded(name, firm[i]))
			return true;
	return is_id(title);
}

/* What is left over goes to what is cut, from left to right. */
static void
spend(const struct grid *g, int room, int *widths)
{
	int k, more;

	for (k = 0; k < g->columns && room > 0; k++) {
		more = g->cells[k] - widths[k];
		if (more > room)
			more = room;
		widths[k] += more;
		room -= more;
	}
}

/* How wide each column is drawn: the widest text gives way first. */
static void
fit(const struct grid *g, int room, int *widths)
{
	int k, widest, total = 0;

	for (k = 0; k < g->columns; k++) {
		widths[k] = g->cells[k] < CELLS_MOST ? g->cells[k] : CELLS_MOST;
		total += widths[k] + GAP;
	}
	for (total -= GAP; total > room; total--) {
		for (k = 0, widest = -1; k < g->columns; k++)
			if (widths[k] > CELLS_LEAST && !is_firm(g->titles[k]) &&
			    (widest < 0 || widths[k] > widths[widest]))
				widest = k;
		if (widest < 0)
			return;
		widths[widest]--;
	}
	spend(g, room - total, widths);
}

/* Nothing but numbers stands there. */
static bool
is_right(const struct grid *g, int column)
{
	return g->has_numbers[column] && !g->has_text[column];
}

static void
draw_row(const struct grid *g, struct canvas *c, struct area a, int y,
    const struct grid_row *row, const int *widths)
{
	bool here = row == grid_here(g);
	int x = 2, i;

	assert(row != NULL);
	if (here) {
		canvas_fill(c, y, a.x, a.cols, ROLE_CURSOR);
		canvas_text(c, y, a.x, 1, ROLE_CURSOR, ">");
	}
	if (row->is_marked)
		canvas_text(c, y, a.x + 1, 1, here ? ROLE_CURSOR : ROLE_MARK,
		    "*");
	for (i = g->shift; i < g->columns && x < a.cols; i++) {
		int k = g->order[i];
		const char *text = row->cells[k];
		bool right = is_right(g, k);
		int width = (i == g->columns - 1 && !right) ||
		    widths[k] > a.cols - x ? a.cols - x : widths[k];

		canvas_fit(c, y, a.x + x, width, right, here ? ROLE_CURSOR :
		    text == NULL ? ROLE_DIM : row->role,
		    str_slice(text != NULL ? text : "-"));
		x += width + GAP;
	}
}

void
grid_draw(struct grid *g, struct canvas *c, struct area a, const char *empty)
{
	int widths[GRID_COLUMNS], x = 2, i;

	fit(g, a.cols - 2, widths);
	for (i = g->shift; i < g->columns && x < a.cols; i++) {
		int k = g->order[i];

		canvas_fit(c, a.y, a.x + x, a.cols - x < widths[k] ?
		    a.cols - x : widths[k], is_right(g, k),
		    ROLE_COLUMN, str_slice(g->titles[k]));
		x += widths[k] + GAP;
	}
	g->height = a.rows - 1;
	clamp(g);
	if (g->count == 0 && a.rows > 1)
		canvas_text(c, a.y + 1, a.x + 2, a.cols - 2, ROLE_DIM, empty);
	for (i = 0; i < g->height && g->top + (size_t)i < g->count; i++)
		draw_row(g, c, a, a.y + 1 + i, &g->rows[g->top + (size_t)i],
		    widths);
}

static void
step(struct grid *g, bool down, size_t by)
{
	if (down)
		g->cursor += by;
	else
		g->cursor = g->cursor > by ? g->cursor - by : 0;
	clamp(g);
}

bool
grid_next_bad(struct grid *g, int by)
{
	size_t at = g->cursor, i;

	for (i = 0; i < g->count; i++) {
		at = by > 0 ? at + 1 : at + g->count - 1;
		at %= g->count;
		if (g->rows[at].role == ROLE_BAD ||
		    g->rows[at].role == ROLE_WARN) {
			g->cursor = at;
			clamp(g);
			return true;
		}
	}
	return false;
}

bool
grid_act(struct grid *g, enum action action)
{
	size_t page = g->height > 1 ? (size_t)g->height - 1 : 1;

	if (action == ACTION_down || action == ACTION_up)
		step(g, action == ACTION_down, 1);
	else if (action == ACTION_page_down || action == ACTION_page_up)
		step(g, action == ACTION_page_down, page);
	else if (action == ACTION_half_down || action == ACTION_half_up)
		step(g, action == ACTION_half_down, (page + 1) / 2);
	else if (action == ACTION_top || action == ACTION_bottom)
		step(g, action == ACTION_bottom, g->count);
	else if (action == ACTION_left)
		g->shift -= g->shift > 0;
	else if (action == ACTION_right)
		g->shift += g->shift + 1 < g->columns;
	else
		return false;
	return true;
}
