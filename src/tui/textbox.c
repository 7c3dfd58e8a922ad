/* The lectern: a text in a box, to scroll and to search. */
#include "dialogs.h"

#include <endpane/base/mem.h>
#include <endpane/base/str.h>

#include <stdlib.h>

struct textbox {
	char		*title;
	struct lines	 lines;
};

static void
draw(struct pane *p, struct app *app, struct area area)
{
	struct textbox *own = p->own;
	struct area box = area_inside(area, area.rows, area.cols);
	struct buf title = { 0 };

	buf_format(&title, "%s%s", own->title, own->lines.count >
	    (size_t)(box.rows - 2) ? ": " : "");
	lines_place(&own->lines, box.rows - 2, &title);
	canvas_window(app->canvas, box, buf_string(&title));
	buf_fini(&title);
	lines_draw(&own->lines, app->canvas, (struct area){ box.y + 1,
	    box.x + 2, box.rows - 2, box.cols - 4 });
}

static bool
sought(struct pane *below, struct app *app, const char *text,
    struct err *err)
{
	struct textbox *own = below->own;

	(void)app;
	if (text[0] == '\0' || lines_search(&own->lines, text, 1))
		return true;
	return err_set(err, ERR_MISSING, "not in this text");
}

static const struct prompt_ways search_ways = {
	.title = "SEARCH", .done = sought,
};

static bool
act(struct pane *p, struct app *app, enum action action)
{
	struct textbox *own = p->own;

	if (action == ACTION_escape)
		app_close(app, p);
	else if (action == ACTION_search)
		prompt_open(app, &search_ways, p, own->lines.sought);
	else if (action == ACTION_next_match || action == ACTION_prev_match) {
		if (own->lines.sought != NULL)
			lines_search(&own->lines, own->lines.sought,
			    action == ACTION_next_match ? 1 : -1);
	} else
		return lines_act(&own->lines, action);
	return true;
}

static bool
key(struct pane *p, struct app *app, int pressed)
{
	if (pressed != 'q' && pressed != PRESS_BACKSPACE &&
	    pressed != PRESS_ENTER)
		return false;
	app_close(app, p);
	return true;
}

static void
fini(struct pane *p)
{
	struct textbox *own = p->own;

	lines_fini(&own->lines);
	free(own->title);
	free(own);
}

static const struct pane_kind textbox_kind = {
	.name = "Text", .scopes = IN_MOVE | IN_TEXT, .is_dialog = true,
	.draw = draw, .act = act, .key = key,
	.bar = "j k PgDn PgUp scroll   / search   n N matches   q close",
	.fini = fini,
};

void
text_open(struct app *app, const char *title, struct lines *lines)
{
	struct textbox *own = mem_alloc(sizeof(*own));

	own->title = mem_text(title);
	own->lines = *lines;
	*lines = (struct lines){ 0 };
	app_open(app, &textbox_kind, own);
}
