/* What a sign-in asks: a code, a secret that is not shown, a domain. */
#include "dialogs.h"
#include "edit.h"
#include "signin.h"

#include <endpane/base/mem.h>
#include <endpane/base/str.h>

#include <stdlib.h>
#include <string.h>

#define CHOICES_SHOWN 10

struct question_pane {
	int		 conn;
	char		*text;
	char		*choices;	/* lines, or "" */
	int		 cursor, top;	/* among the choices */
	struct edit	 edit;
};

static const struct pane_kind question_kind;

static int
count_choices(const struct question_pane *own)
{
	struct slice rest = str_slice(own->choices), one;
	int count = 0;

	while (own->choices[0] != '\0' && str_next(&rest, '\n', &one))
		count++;
	return count;
}

static struct slice
choice_at(const struct question_pane *own, int number)
{
	struct slice rest = str_slice(own->choices), one = { "", 0 };

	while (str_next(&rest, '\n', &one) && number-- > 0)
		;
	return one;
}

static void
draw_choices(struct question_pane *own, struct app *app, struct area box)
{
	int rows = box.rows - 5, count = count_choices(own), i;

	if (own->cursor < own->top)
		own->top = own->cursor;
	if (own->cursor >= own->top + rows)
		own->top = own->cursor - rows + 1;
	for (i = 0; i < rows && own->top + i < count; i++) {
		bool here = own->top + i == own->cursor;

		canvas_fit(app->canvas, box.y + 3 + i, box.x + 2, box.cols - 4,
		    false, here ? ROLE_CURSOR : ROLE_PLAIN,
		    choice_at(own, own->top + i));
	}
}

static void
question_draw(struct pane *p, struct app *app, struct area area)
{
	struct question_pane *own = p->own;
	int count = count_choices(own);
	struct area box = area_inside(area, count == 0 ? 7 : 5 +
	    (count < CHOICES_SHOWN ? count : CHOICES_SHOWN), 64);

	canvas_window(app->canvas, box, app->config->conns[own->conn].name);
	canvas_wrap(app->canvas, (struct area){ box.y + 1, box.x + 2, 2,
	    box.cols - 4 }, ROLE_PLAIN, own->text);
	if (count > 0)
		draw_choices(own, app, box);
	else
		edit_draw(&own->edit, app->canvas, box.y + 4, box.x + 2, 30,
		    true);
}

static void
answer(struct question_pane *own, struct app *app)
{
	struct slice one = choice_at(own, own->cursor);
	char *text;

	if (own->choices[0] == '\0') {
		engine_answer(app->engine, own->conn, edit_text(&own->edit));
		return;
	}
	text = mem_slice(one.at, one.len);
	engine_answer(app->engine, own->conn, text);
	free(text);
}

static bool
question_key(struct pane *p, struct app *app, int key)
{
	struct question_pane *own = p->own;
	int count = count_choices(own);

	if (key == PRESS_ESCAPE || key == PRESS_ENTER) {
		app_close(app, p);
		if (key == PRESS_ENTER)
			answer(own, app);
		else
			engine_answer(app->engine, own->conn, NULL);
		return true;
	}
	if (count == 0)
		return edit_key(&own->edit, key);
	if (key == PRESS_DOWN || key == 'j')
		own->cursor += own->cursor + 1 < count;
	else if (key == PRESS_UP || key == 'k')
		own->cursor -= own->cursor > 0;
	else
		return false;
	return true;
}

static bool
question_paste(struct pane *p, struct app *app, const char *text, size_t len)
{
	(void)app;
	edit_paste(&((struct question_pane *)p->own)->edit, text, len);
	return true;
}

static void
question_fini(struct pane *p)
{
	struct question_pane *own = p->own;

	edit_fini(&own->edit);
	free(own->choices);
	free(own->text);
	free(own);
}

static const struct pane_kind question_kind = {
	.name = "Sign-in", .is_dialog = true, .draw = question_draw,
	.key = question_key, .paste = question_paste, .fini = question_fini,
	.bar = "Enter sign in   Esc give up",
};

void
question_open(struct app *app, const struct question *asked)
{
	struct pane *top = app_top(app);
	struct question_pane *own;

	if (top != NULL && top->kind == &question_kind && !top->is_closing)
		return;
	own = mem_alloc(sizeof(*own));
	own->conn = asked->conn;
	own->text = mem_text(asked->text);
	own->choices = mem_text(asked->choices);
	own->edit.is_secret = !asked->is_shown;
	app_open(app, &question_kind, own);
}
