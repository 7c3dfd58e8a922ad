/* The guide: the keys that work here, from the effective keymap. */
#include "dialogs.h"
#include "edit.h"
#include "screen.h"

#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/base/text.h>

#include <stdlib.h>

struct help {
	unsigned	 scopes;	/* of the pane it was asked in */
	const char	*pane;
	struct edit	 sought;
	enum action	 shown[ACTION_COUNT];
	int		 count, cursor, top;
};

/* All words of what was typed stand in name, keys or help. */
static bool
matches(const struct help *h, const char *keys, enum action action)
{
	struct slice needle = str_trim(str_slice(edit_text(&h->sought)));

	if (needle.len == 0)
		return true;
	return str_find_folded(str_slice(action_name(action)), needle) ||
	    str_find_folded(str_slice(action_help(action)), needle) ||
	    str_find_folded(str_slice(keys), needle);
}

static void
sift(struct help *h, struct app *app)
{
	struct buf keys = { 0 };
	int i;

	h->count = 0;
	for (i = 1; i < ACTION_COUNT; i++) {
		enum action action = (enum action)i;

		if ((action_scopes(action) & h->scopes) == 0 ||
		    (action >= ACTION_pane_1 && action <= ACTION_pane_9 &&
		    action_help(action)[0] == 'K'))
			continue;
		buf_clear(&keys);
		keymap_keys(app->keymap, h->scopes, action, 8, &keys);
		if (matches(h, buf_string(&keys), action))
			h->shown[h->count++] = action;
	}
	buf_fini(&keys);
	if (h->cursor >= h->count)
		h->cursor = h->count > 0 ? h->count - 1 : 0;
}

static void
draw_line(const struct help *h, struct app *app, struct area a, int y,
    int index)
{
	enum action action = h->shown[index];
	enum role role = index == h->cursor ? ROLE_CURSOR : ROLE_PLAIN;
	struct buf keys = { 0 };

	keymap_keys(app->keymap, h->scopes, action, 8, &keys);
	if (role == ROLE_CURSOR)
		canvas_fill(app->canvas, y, a.x, a.cols, role);
	canvas_format(app->canvas, y, a.x + 1, 14, role == ROLE_CURSOR ?
	    role : ROLE_KEY, "%s%s", buf_string(&keys),
	    keymap_is_own(app->keymap, action) ? " ~" : "");
	canvas_text(app->canvas, y, a.x + 16, 14, role == ROLE_CURSOR ? role :
	    ROLE_DIM, action_name(action));
	canvas_text(app->canvas, y, a.x + 31, a.cols - 31, role,
	    action_help(action));
	buf_fini(&keys);
}

/* What a line cuts stands whole below them. */
static void
draw_cut(const struct help *h, struct app *app, struct area a)
{
	const char *text;

	if (h->count == 0)
		return;
	text = action_help(h->shown[h->cursor]);
	if (text_width(str_slice(text)) > a.cols - 31)
		canvas_text(app->canvas, a.y + a.rows - 2, a.x + 1,
		    a.cols - 1, ROLE_PLAIN, text);
}

static void
draw(struct pane *p, struct app *app, struct area area)
{
	struct help *h = p->own;
	struct area box = area_inside(area, area.rows, 80), a;
	struct buf words = { 0 };
	char title[80];
	int rows, i;

	snprintf(title, sizeof(title), "Help: %s, the keys here", h->pane);
	canvas_window(app->canvas, box, title);
	a = (struct area){ box.y + 1, box.x + 2, box.rows - 2, box.cols - 4 };
	i = canvas_text(app->canvas, a.y, a.x, a.cols, ROLE_LABEL,
	    "type to search: ");
	edit_draw(&h->sought, app->canvas, a.y, a.x + i, a.cols - i, true);
	rows = a.rows - 3;
	if (h->cursor < h->top)
		h->top = h->cursor;
	if (h->cursor >= h->top + rows)
		h->top = h->cursor - rows + 1;
	for (i = 0; i < rows && h->top + i < h->count; i++)
		draw_line(h, app, a, a.y + 1 + i, h->top + i);
	draw_cut(h, app, a);
	screen_describe(&words);
	canvas_format(app->canvas, a.y + a.rows - 1, a.x, a.cols, ROLE_DIM,
	    "%d of these; ~ from keys.ini; terminal: %s", h->count,
	    buf_string(&words));
	buf_fini(&words);
}

static bool
key(struct pane *p, struct app *app, int pressed)
{
	struct help *h = p->own;

	if (pressed == PRESS_ESCAPE)
		app_close(app, p);
	else if (pressed == PRESS_ENTER && h->count > 0) {
		app_close(app, p);
		app_act(app, h->shown[h->cursor]);
	} else if (pressed == PRESS_DOWN)
		h->cursor += h->cursor + 1 < h->count;
	else if (pressed == PRESS_UP)
		h->cursor -= h->cursor > 0;
	else if (pressed == PRESS_PAGE_DOWN)
		h->cursor = h->cursor + 10 < h->count ? h->cursor + 10 :
		    h->count - (h->count > 0);
	else if (pressed == PRESS_PAGE_UP)
		h->cursor = h->cursor > 10 ? h->cursor - 10 : 0;
	else if (edit_key(&h->sought, pressed))
		sift(h, app);
	else
		return false;
	return true;
}

static void
fini(struct pane *p)
{
	struct help *h = p->own;

	edit_fini(&h->sought);
	free(h);
}

static const struct pane_kind help_kind = {
	.name = "Help", .is_dialog = true, .draw = draw, .key = key,
	.bar = "type to search keys and actions   Enter does it   Esc close",
	.fini = fini,
};

void
help_open(struct app *app)
{
	struct help *h = mem_alloc(sizeof(*h));
	const struct pane *top = app_top(app);

	h->pane = top != NULL ? top->kind->name : "";
	h->scopes = IN_ANY | IN_ALWAYS | (top != NULL ? top->kind->scopes : 0);
	sift(h, app);
	app_open(app, &help_kind, h);
}
