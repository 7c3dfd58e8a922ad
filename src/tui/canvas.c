/* The canvas: rows of harmless pieces, compared with the frame before. */
#include "canvas.h"

#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/base/text.h>

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#define WINDOW_MARGIN	2	/* columns: a list's cursor and mark */

/* Before each piece's bytes in a row. */
struct piece {
	uint16_t	x;
	uint16_t	cells;
	uint16_t	role;
	uint16_t	len;
};

struct row {
	struct buf	wanted;
	struct buf	shown;
	bool		is_unknown;	/* what the screen has there */
};

struct canvas {
	struct row	*list;
	int		 rows, cols;
	int		 cursor_y, cursor_x;	/* -1: hidden */
	int		 link_y, link_x;	/* -1: none */
	struct buf	 link;
	struct buf	 text;			/* being made harmless */
};

static bool plain_lines;

void
canvas_plain_lines(bool plain)
{
	plain_lines = plain;
}

struct canvas *
canvas_new(void)
{
	return mem_alloc(sizeof(struct canvas));
}

static void
drop_rows(struct canvas *c)
{
	int y;

	for (y = 0; y < c->rows; y++) {
		buf_fini(&c->list[y].wanted);
		buf_fini(&c->list[y].shown);
	}
	free(c->list);
	c->list = NULL;
}

void
canvas_free(struct canvas *c)
{
	if (c == NULL)
		return;
	drop_rows(c);
	buf_fini(&c->text);
	buf_fini(&c->link);
	free(c);
}

void
canvas_resize(struct canvas *c, int rows, int cols)
{
	drop_rows(c);
	c->rows = rows < 1 ? 1 : rows;
	c->cols = cols < 1 ? 1 : cols > 2000 ? 2000 : cols;
	c->list = mem_alloc((size_t)c->rows * sizeof(*c->list));
	canvas_forget(c);
}

int
canvas_rows(const struct canvas *c)
{
	return c->rows;
}

int
canvas_cols(const struct canvas *c)
{
	return c->cols;
}

void
canvas_forget(struct canvas *c)
{
	int y;

	for (y = 0; y < c->rows; y++)
		c->list[y].is_unknown = true;
}

void
canvas_begin(struct canvas *c)
{
	int y;

	for (y = 0; y < c->rows; y++)
		buf_clear(&c->list[y].wanted);
	c->cursor_y = c->cursor_x = c->link_y = -1;
}

/* Cuts room to the screen's edge; false where nothing is left of it. */
static bool
clip(const struct canvas *c, int y, int x, int *room)
{
	if (y < 0 || y >= c->rows || x < 0 || x >= c->cols)
		return false;
	if (*room > c->cols - x)
		*room = c->cols - x;
	return *room > 0;
}

static void
add(struct canvas *c, int y, int x, int cells, enum role role)
{
	struct piece head = { (uint16_t)x, (uint16_t)cells, (uint16_t)role,
	    (uint16_t)c->text.len };

	if (c->text.len > UINT16_MAX)
		return;		/* no cell needs that many bytes */
	buf_add(&c->list[y].wanted, (const char *)&head, sizeof(head));
	buf_add(&c->list[y].wanted, buf_string(&c->text), c->text.len);
}

void
canvas_fit(struct canvas *c, int y, int x, int cells, bool right,
    enum role role, struct slice text)
{
	if (!clip(c, y, x, &cells))
		return;
	buf_clear(&c->text);
	text_fit(text, cells, right, &c->text);
	add(c, y, x, cells, role);
}

int
canvas_put(struct canvas *c, int y, int x, int room, enum role role,
    struct slice text)
{
	int width;

	if (!clip(c, y, x, &room))
		return 0;
	width = text_width(text);
	if (width > room)
		width = room;
	if (width > 0)
		canvas_fit(c, y, x, width, false, role, text);
	return width;
}

int
canvas_text(struct canvas *c, int y, int x, int room, enum role role,
    const char *text)
{
	return canvas_put(c, y, x, room, role, str_slice(text));
}

int
canvas_format(struct canvas *c, int y, int x, int room, enum role role,
    const char *format, ...)
{
	char line[1024];
	va_list list;

	va_start(list, format);
	vsnprintf(line, sizeof(line), format, list);
	va_end(list);
	return canvas_text(c, y, x, room, role, line);
}

int
canvas_wrap(struct canvas *c, struct area a, enum role role, const char *text)
{
	struct slice rest = str_slice(text);
	int rows = 0;
	size_t len;

	for (; rest.len > 0 && rows < a.rows && a.cols > 0; rows++) {
		len = rows + 1 < a.rows ? text_piece(rest, a.cols) : rest.len;
		if (c != NULL)
			canvas_put(c, a.y + rows, a.x, a.cols, role,
			    (struct slice){ rest.at, len });
		rest.at += len;
		rest.len -= len;
	}
	return rows;
}

void
canvas_fill(struct canvas *c, int y, int x, int cells, enum role role)
{
	canvas_fit(c, y, x, cells, false, role, (struct slice){ "", 0 });
}

static bool
is_plain(void)
{
	return plain_lines || text_is_ascii();
}

static void
repeat(struct canvas *c, int y, int x, int cells, const char *text)
{
	int i;

	if (!clip(c, y, x, &cells))
		return;
	buf_clear(&c->text);
	for (i = 0; i < cells; i++)
		buf_text(&c->text, text);
	add(c, y, x, cells, ROLE_BORDER);
}

void
canvas_line(struct canvas *c, int y, int x, int cells)
{
	repeat(c, y, x, cells, is_plain() ? "-" : "\xE2\x94\x80");
}

void
canvas_box(struct canvas *c, struct area a, const char *title)
{
	static const char *const fine[] = { "\xE2\x94\x8C", "\xE2\x94\x90",
	    "\xE2\x94\x94", "\xE2\x94\x98", "\xE2\x94\x82" };
	static const char *const coarse[] = { "+", "+", "+", "+", "|" };
	const char *const *part = is_plain() ? coarse : fine;
	int last = a.y + a.rows - 1, right = a.x + a.cols - 1, y;

	if (a.rows < 2 || a.cols < 2)
		return;
	canvas_line(c, a.y, a.x, a.cols);
	canvas_line(c, last, a.x, a.cols);
	repeat(c, a.y, a.x, 1, part[0]);
	repeat(c, a.y, right, 1, part[1]);
	repeat(c, last, a.x, 1, part[2]);
	repeat(c, last, right, 1, part[3]);
	for (y = a.y + 1; y < last; y++) {
		repeat(c, y, a.x, 1, part[4]);
		canvas_fill(c, y, a.x + 1, a.cols - 2, ROLE_PLAIN);
		repeat(c, y, right, 1, part[4]);
	}
	if (title != NULL && a.cols > 8)
		canvas_format(c, a.y, a.x + 2, a.cols - 4, ROLE_TITLE, " %s ",
		    title);
}

void
canvas_window(struct canvas *c, struct area a, const char *title)
{
	int left = a.x < WINDOW_MARGIN ? a.x : WINDOW_MARGIN, y;

	for (y = a.y; y < a.y + a.rows; y++) {
		canvas_fill(c, y, a.x - left, left, ROLE_PLAIN);
		canvas_fill(c, y, a.x + a.cols, WINDOW_MARGIN, ROLE_PLAIN);
	}
	canvas_box(c, a, title);
}

void
canvas_cursor(struct canvas *c, int y, int x)
{
	if (y < 0 || y >= c->rows || x < 0)
		return;
	c->cursor_y = y;
	c->cursor_x = x < c->cols ? x : c->cols - 1;
}

bool
canvas_cursor_at(const struct canvas *c, int *y, int *x)
{
	*y = c->cursor_y;
	*x = c->cursor_x;
	return c->cursor_y >= 0;
}

void
canvas_link(struct canvas *c, int y, int x, struct slice address)
{
	size_t i;

	for (i = 0; i < address.len; i++)
		if (address.at[i] <= ' ' || address.at[i] > '~')
			return;
	if (y < 0 || y >= c->rows || x < 0 ||
	    x + (int)address.len > c->cols)
		return;
	buf_clear(&c->link);
	buf_slice(&c->link, address);
	c->link_y = y;
	c->link_x = x;
}

bool
canvas_link_at(const struct canvas *c, int *y, int *x, struct slice *address)
{
	*y = c->link_y;
	*x = c->link_x;
	*address = (struct slice){ c->link.at, c->link.len };
	return c->link_y >= 0 && c->link.len > 0;
}

static void
give(const struct buf *wanted, int y, canvas_piece_fn *piece, void *who)
{
	struct piece head;
	size_t at;

	piece(who, y, 0, 0, ROLE_PLAIN, NULL, 0);
	for (at = 0; at + sizeof(head) <= wanted->len; at += head.len) {
		memcpy(&head, wanted->at + at, sizeof(head));
		at += sizeof(head);
		piece(who, y, head.x, head.cells, (enum role)head.role,
		    wanted->at + at, head.len);
	}
}

int
canvas_flush(struct canvas *c, canvas_piece_fn *piece, void *who)
{
	int y, given = 0;

	for (y = 0; y < c->rows; y++) {
		struct row *row = &c->list[y];
		struct buf old = row->shown;

		if (!row->is_unknown && old.len == row->wanted.len &&
		    (old.len == 0 ||
		    memcmp(old.at, row->wanted.at, old.len) == 0))
			continue;
		give(&row->wanted, y, piece, who);
		row->shown = row->wanted;
		row->wanted = old;
		row->is_unknown = false;
		given++;
	}
	return given;
}
