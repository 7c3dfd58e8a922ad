/* The form: parameters as fields, with pickers; then the second look. */
#include "form.h"

#include "dialogs.h"

#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/base/text.h>

#include <stdlib.h>
#include <string.h>

#define LABEL_CELLS 22

static void
draw_field(const struct form *f, struct app *app, struct area a, int y,
    int index)
{
	const struct field_box *box = &f->fields[index];
	bool here = f->here == index;
	bool needed = (box->param->flags & CAT_REQUIRED) != 0;
	int x = a.x + LABEL_CELLS + 2, room = a.cols - LABEL_CELLS - 2;
	struct buf words = { 0 };

	canvas_text(app->canvas, y, a.x, 1, ROLE_CURSOR, here ? ">" : "");
	canvas_format(app->canvas, y, a.x + 2, LABEL_CELLS - 2, ROLE_LABEL,
	    needed ? "%s" : "(%s)", box->param->name);
	if (box->entry == ENTRY_TEXT)
		edit_draw(&box->edit, app->canvas, y, x, room > 44 ? 44 : room,
		    here);
	else {
		field_words(box, &words);
		canvas_put(app->canvas, y, x, room, here ? ROLE_CURSOR :
		    box->count == 0 && box->entry == ENTRY_OBJECTS ?
		    ROLE_DIM : ROLE_PLAIN, str_slice(buf_string(&words)));
	}
	buf_fini(&words);
}

static void
draw_buttons(const struct form *f, struct app *app, struct area a, int y)
{
	int x = a.x + LABEL_CELLS + 2;

	x += canvas_text(app->canvas, y, x, 14, f->here == f->count ?
	    ROLE_CURSOR : ROLE_KEY, "[ Review F2 ]") + 3;
	canvas_text(app->canvas, y, x, 14, f->here == f->count + 1 ?
	    ROLE_CURSOR : ROLE_KEY, "[ Cancel ]");
}

/* Help of the field, what is wrong, and the same thing as a command. */
static void
draw_notes(const struct form *f, struct app *app, struct area a, int y)
{
	struct buf command = { 0 };
	struct lines lines = { 0 };

	if (f->err.code != ERR_NONE)
		lines_wrap(&lines, ROLE_BAD, NULL, str_slice(f->err.text),
		    a.cols);
	else if (f->here < f->count)
		lines_wrap(&lines, ROLE_DIM, NULL,
		    str_slice(f->fields[f->here].param->help), a.cols);
	if (form_domain(f) == NULL)
		lines_wrap(&lines, ROLE_WARN, NULL, str_slice(
		    "the computers are of several domains: mark those of one"),
		    a.cols);
	if (f->hidden > 0)
		lines_format(&lines, ROLE_WARN, NULL,
		    "%zu of the marked ones are not shown in the list",
		    f->hidden);
	form_command(f, &command);
	lines_wrap(&lines, ROLE_DIM, NULL, str_slice(buf_string(&command)),
	    a.cols);
	lines_draw(&lines, app->canvas, (struct area){ y, a.x,
	    a.y + a.rows - y, a.cols });
	lines_fini(&lines);
	buf_fini(&command);
}

static void
draw(struct pane *p, struct app *app, struct area area)
{
	struct form *f = p->own;
	struct area box = area_inside(area, f->count + 10, 76), a;
	char title[160];
	int rows, i;

	snprintf(title, sizeof(title), "%s %s: %s", f->resource->noun,
	    f->op->verb, f->op->help);
	canvas_box(app->canvas, box, title);
	a = (struct area){ box.y + 1, box.x + 2, box.rows - 2, box.cols - 4 };
	canvas_format(app->canvas, a.y, a.x + 2, a.cols, ROLE_DIM,
	    "connection %s", f->conn != NULL ? f->conn->name : "none");
	rows = a.rows - 6 < f->count ? a.rows - 6 : f->count;
	if (rows < 1)
		rows = 1;
	if (f->here < f->count && f->here < f->top)
		f->top = f->here;
	if (f->here < f->count && f->here >= f->top + rows)
		f->top = f->here - rows + 1;
	for (i = 0; i < rows && f->top + i < f->count; i++)
		draw_field(f, app, a, a.y + 1 + i, f->top + i);
	draw_buttons(f, app, a, a.y + 2 + rows);
	draw_notes(f, app, a, a.y + 4 + rows);
}

static void
picked_for(struct app *app, struct pane *below, struct picked *list,
    size_t count)
{
	struct form *f = below->own;
	struct field_box *box = &f->fields[f->picking];

	(void)app;
	picked_fini(box->list, box->count);
	box->list = list;
	box->count = count;
	if (f->here < f->count)
		f->here++;
}

static void
domain_chosen(struct app *app, struct pane *below, int choice, bool more)
{
	struct form *f = below->own;
	struct slice rest = str_slice(f->conn->settings.domains), one;
	char *text;

	(void)app;
	(void)more;
	while (str_next(&rest, ',', &one) && choice-- > 0)
		;
	one = str_trim(one);
	text = mem_slice(one.at, one.len);
	edit_set(&f->fields[f->picking].edit, text);
	free(text);
	f->here++;
}

/* Domains are few and known: they are offered; other texts are typed. */
static bool
offer_texts(struct form *f, struct app *app, struct pane *p)
{
	const struct field_box *box = &f->fields[f->here];
	struct choice *choices = NULL;
	struct slice rest, one;
	int count = 0;

	if (strcmp(box->param->name, "domain") != 0 || f->conn == NULL ||
	    f->conn->settings.domains == NULL || box->edit.text.len > 0)
		return false;
	rest = str_slice(f->conn->settings.domains);
	while (str_next(&rest, ',', &one))
		choice_add(&choices, &count, mem_slice(str_trim(one).at,
		    str_trim(one).len), NULL, false);
	f->picking = f->here;
	menu_open(app, "Domain", choices, count, false, domain_chosen, p);
	return true;
}

static void
pick(struct form *f, struct app *app, struct pane *p)
{
	const struct field_box *box = &f->fields[f->here];
	const struct cat_resource *resource =
	    cat_resource(str_slice(box->param->noun), NULL);

	if (resource == NULL) {
		app_say(app, ROLE_WARN, "%s cannot be listed here",
		    box->param->noun);
		return;
	}
	f->picking = f->here;
	picker_open(app, resource, f->conn,
	    (box->param->flags & CAT_MANY) != 0, box->list, box->count,
	    picked_for, p);
}

static void
turn(struct field_box *box)
{
	const struct cat_choice *choices = box->param->choices;

	if (box->entry == ENTRY_FLAG)
		box->flag = !box->flag;
	else if (box->entry == ENTRY_CHOICE &&
	    choices[++box->choice].wire == NULL)
		box->choice = -1;
}

static void
review(struct pane *p, struct app *app)
{
	struct form *f = p->own;
	struct buf command = { 0 };
	struct args args = { 0 };
	struct job *job;

	err_clear(&f->err);
	if (f->conn == NULL) {
		err_set(&f->err, ERR_USAGE, "no connection serves %s",
		    f->resource->noun);
		return;
	}
	form_args(f, &args);
	job = job_new(app->engine, f->conn, f->resource, f->op, &args,
	    &f->err);
	args_fini(&args);
	if (job == NULL)
		return;
	form_command(f, &command);
	confirm_open(app, job, buf_string(&command));
	buf_fini(&command);
}

static void
enter(struct pane *p, struct app *app)
{
	struct form *f = p->own;
	struct field_box *box;

	if (f->here == f->count) {
		review(p, app);
		return;
	}
	if (f->here > f->count) {
		form_keep_draft(f, app);
		app_close(app, p);
		return;
	}
	box = &f->fields[f->here];
	if (box->entry == ENTRY_OBJECTS)
		pick(f, app, p);
	else if (box->entry == ENTRY_TEXT) {
		if (!offer_texts(f, app, p))
			f->here++;
	} else
		turn(box);
}

static void
step(struct form *f, int by)
{
	int stops = f->count + 2;

	f->here = (f->here + by + stops) % stops;
}

static bool
field_key(struct form *f, int pressed)
{
	struct field_box *box;

	if (f->here >= f->count)
		return false;
	box = &f->fields[f->here];
	if (box->entry == ENTRY_TEXT)
		return edit_key(&box->edit, pressed);
	if (pressed == PRESS_SPACE && box->entry != ENTRY_OBJECTS)
		turn(box);
	else if (box->entry == ENTRY_OBJECTS && (pressed == PRESS_BACKSPACE ||
	    pressed == PRESS_DELETE)) {
		picked_fini(box->list, box->count);
		box->list = NULL;
		box->count = 0;
	} else
		return false;
	return true;
}

static bool
key(struct pane *p, struct app *app, int pressed)
{
	struct form *f = p->own;

	if (pressed == PRESS_ESCAPE) {
		form_keep_draft(f, app);
		app_close(app, p);
		app_say(app, ROLE_DIM, "nothing was sent; what was typed is "
		    "kept for the next time");
	} else if (pressed == PRESS_TAB || pressed == PRESS_DOWN)
		step(f, 1);
	else if (pressed == PRESS_BACK_TAB || pressed == PRESS_UP)
		step(f, -1);
	else if (pressed == PRESS_F0 + 2)
		review(p, app);
	else if (pressed == PRESS_ENTER)
		enter(p, app);
	else
		return field_key(f, pressed);
	return true;
}

static bool
paste(struct pane *p, struct app *app, const char *text, size_t len)
{
	struct form *f = p->own;

	(void)app;
	if (f->here >= f->count || f->fields[f->here].entry != ENTRY_TEXT)
		return false;
	edit_paste(&f->fields[f->here].edit, text, len);
	return true;
}

static void
fini(struct pane *p)
{
	form_fini(p->own);
	free(p->own);
}

static const struct pane_kind form_kind = {
	.name = "Form", .is_dialog = true, .draw = draw, .key = key,
	.paste = paste, .fini = fini,
	.bar = "Tab S-Tab field   Enter pick, next   Space turn   F2 review   "
	    "Esc leave",
};

void
form_open(struct app *app, const struct offer *offer,
    const struct selection *s)
{
	struct form *f = mem_alloc(sizeof(*f));

	form_fill(f, app, offer, s);
	app_open(app, &form_kind, f);
}

void
form_done(struct app *app, struct pane *p)
{
	if (p == NULL || p->kind != &form_kind)
		return;
	form_drop_draft(p->own, app);
	app_close(app, p);
}
