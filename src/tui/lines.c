/* The scroll: lines of text, where one looks, and what is sought in them. */
#include "lines.h"

#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/base/text.h>

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

void
lines_clear(struct lines *l)
{
	size_t i;

	for (i = 0; i < l->count; i++) {
		free(l->list[i].label);
		free(l->list[i].text);
	}
	l->count = 0;
}

void
lines_fini(struct lines *l)
{
	lines_clear(l);
	free(l->list);
	free(l->sought);
	memset(l, 0, sizeof(*l));
}

void
lines_add(struct lines *l, enum role role, const char *label,
    struct slice text)
{
	if (l->count == l->room) {
		l->room = l->room > 0 ? l->room * 2 : 64;
		l->list = mem_grow(l->list, l->room, sizeof(*l->list));
	}
	l->list[l->count++] = (struct line){ .label = mem_text(label),
	    .text = mem_slice(text.at != NULL ? text.at : "", text.len),
	    .role = role };
}

void
lines_format(struct lines *l, enum role role, const char *label,
    const char *format, ...)
{
	char text[1024];
	va_list list;

	va_start(list, format);
	vsnprintf(text, sizeof(text), format, list);
	va_end(list);
	lines_add(l, role, label, str_slice(text));
}

void
lines_wrap(struct lines *l, enum role role, const char *label,
    struct slice text, int cells)
{
	size_t len;

	if (cells < 8)
		cells = 8;
	if (text_width(text) <= cells && text.len <= TEXT_FIELD_MOST) {
		lines_add(l, role, label, text);
		return;
	}
	for (; text.len > 0; text.at += len, text.len -= len, label = NULL) {
		len = text_piece(text, cells);
		lines_add(l, role, label, (struct slice){ text.at, len });
	}
}

void
lines_split(struct lines *l, enum role role, struct slice text, int cells)
{
	struct slice line;

	while (str_next(&text, '\n', &line))
		if (cells > 0)
			lines_wrap(l, role, NULL, line, cells);
		else
			lines_add(l, role, NULL, line);
}

static void
clamp(struct lines *l)
{
	size_t height = l->height > 0 ? (size_t)l->height : 1;

	if (l->top + height > l->count)
		l->top = l->count > height ? l->count - height : 0;
}

/* The text without its first cells. */
static struct slice
shifted(const char *text, int cells)
{
	struct slice rest = str_slice(text);
	uint32_t point;
	size_t bytes;

	while (cells > 0 && rest.len > 0) {
		bytes = text_decode(rest.at, rest.len, &point);
		if (bytes == 0)
			bytes = 1;
		cells -= text_width((struct slice){ rest.at, bytes });
		rest.at += bytes;
		rest.len -= bytes;
	}
	return rest;
}

void
lines_draw(struct lines *l, struct canvas *c, struct area a)
{
	bool seeks = l->sought != NULL && l->sought[0] != '\0';
	int i;

	l->height = a.rows;
	clamp(l);
	for (i = 0; i < a.rows && l->top + (size_t)i < l->count; i++) {
		const struct line *line = &l->list[l->top + (size_t)i];
		bool match = seeks && l->top + (size_t)i == l->match;
		int x = 0;

		if (l->label_cells > 0) {
			/* A heading has the whole line for itself. */
			canvas_put(c, a.y + i, a.x, line->text[0] == '\0' ?
			    a.cols : l->label_cells, ROLE_LABEL,
			    str_slice(line->label));
			x = l->label_cells + 1;
			if (line->text[0] == '\0')
				continue;
		}
		canvas_put(c, a.y + i, a.x + x, a.cols - x, match ?
		    ROLE_MATCH : line->role, shifted(line->text, l->shift));
		if (line->is_link && l->shift == 0 && !match &&
		    strlen(line->text) <= (size_t)(a.cols - x))
			canvas_link(c, a.y + i, a.x + x,
			    str_slice(line->text));
	}
}

void
lines_place(struct lines *l, int rows, struct buf *out)
{
	l->height = rows;
	clamp(l);
	if (rows > 0 && l->count > (size_t)rows)
		buf_format(out, "lines %zu to %zu of %zu", l->top + 1,
		    l->top + (size_t)rows, l->count);
}

bool
lines_act(struct lines *l, enum action action)
{
	size_t page = l->height > 1 ? (size_t)l->height - 1 : 1, by = 0;

	if (action == ACTION_top)
		l->top = 0;
	else if (action == ACTION_bottom)
		l->top = l->count;
	else if (action == ACTION_right)
		l->shift += 8;
	else if (action == ACTION_left)
		l->shift = l->shift > 8 ? l->shift - 8 : 0;
	else if (action == ACTION_down || action == ACTION_up)
		by = 1;
	else if (action == ACTION_page_down || action == ACTION_page_up)
		by = page;
	else if (action == ACTION_half_down || action == ACTION_half_up)
		by = (page + 1) / 2;
	else
		return false;
	if (action == ACTION_up || action == ACTION_page_up ||
	    action == ACTION_half_up)
		l->top = l->top > by ? l->top - by : 0;
	else
		l->top += by;
	clamp(l);
	return true;
}

bool
lines_search(struct lines *l, const char *text, int step)
{
	struct slice needle;
	size_t i, at;

	if (text != l->sought) {
		free(l->sought);
		l->sought = mem_text(text);
		l->match = l->top > 0 ? l->top - 1 : l->count - 1;
	}
	needle = str_slice(l->sought);
	for (i = 1; i <= l->count && needle.len > 0; i++) {
		at = step > 0 ? (l->match + i) % l->count :
		    (l->match + l->count * 2 - i) % l->count;
		if (str_find_folded(str_slice(l->list[at].text), needle) ==
		    NULL && str_find_folded(str_slice(l->list[at].label),
		    needle) == NULL)
			continue;
		l->match = at;
		if (at < l->top || at >= l->top + (size_t)l->height)
			l->top = at > (size_t)l->height / 2 ?
			    at - (size_t)l->height / 2 : 0;
		clamp(l);
		return true;
	}
	return false;
}
