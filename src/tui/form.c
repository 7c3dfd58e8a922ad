/* The form: parameters as fields, with pickers; then the second look. */
#include "form.h"

#include "dialogs.h"

#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/base/text.h>
#include <endpane/op/args.h>

#include <stdlib.h>
#include <string.h>

#define LABEL_CELLS 26
#define ROOMY_ROWS 9		/* with fewer, nothing but what is needed */
#define ROOMY_COLS 56
#define NOTES_LEAST 2
#define NOTES_MOST 4

/* Where the parts of a form stand in its box. */
struct layout {
	struct area	a;
	int		label;		/* cells of a name */
	int		fields;		/* rows of them */
	int		y, buttons, notes;
};

/* The buttons are always there; then as many fields as there is room for. */
static void
lay(const struct form *f, struct area box, struct layout *l)
{
	struct area a = { box.y + 1, box.x + 2, box.rows - 2, box.cols - 4 };
	bool roomy = a.rows >= ROOMY_ROWS;
	int most = roomy ? a.rows - 6 : a.rows - 1 - NOTES_LEAST;

	if (f->err.code != ERR_NONE)	/* it is worth more than fields */
		most -= canvas_wrap(NULL, (struct area){ 0, 0, NOTES_MOST,
		    a.cols }, ROLE_BAD, f->err.text) - 1;

	l->a = a;
	l->label = a.cols < ROOMY_COLS ? a.cols * 2 / 5 : LABEL_CELLS;
	l->fields = most < f->count ? most : f->count;
	if (l->fields < 1)
		l->fields = f->count > 0;
	l->y = roomy ? a.y + 1 : a.y;
	l->buttons = l->y + l->fields + roomy;
	l->notes = l->buttons + 1 + roomy;
}

static void
draw_field(const struct form *f, struct app *app, const struct layout *l,
    int y, int index)
{
	const struct field_box *box = &f->fields[index];
	struct area a = l->a;
	bool here = f->here == index;
	bool needed = (box->param->flags & CAT_REQUIRED) != 0;
	int x = a.x + l->label + 2, room = a.cols - l->label - 2;
	struct buf words = { 0 };
	struct err err;
	bool good = field_check(box, &err);

	canvas_text(app->canvas, y, a.x, 1, good ? ROLE_CURSOR : ROLE_BAD,
	    !good ? "!" : here ? ">" : "");
	canvas_format(app->canvas, y, a.x + 2, l->label - 1, ROLE_LABEL,
	    needed ? "%s" : "(%s)", box->param->name);
	if (box->entry == ENTRY_CONN)
		canvas_text(app->canvas, y, x, room, here ? ROLE_CURSOR :
		    ROLE_PLAIN, f->conn->name);
	else if (box->entry == ENTRY_TEXT && box->body == NULL)
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
draw_buttons(const struct form *f, struct app *app, const struct layout *l)
{
	struct area a = l->a;
	int x = a.x + (a.cols < ROOMY_COLS ? 0 : l->label + 2), y = l->buttons;

	x += canvas_text(app->canvas, y, x, 14, f->here == f->count ?
	    ROLE_CURSOR : ROLE_KEY, cat_writes(f->op) ? "[ Review F2 ]" :
	    "[ Read F2 ]") + (a.cols < ROOMY_COLS ? 1 : 3);
	x += canvas_text(app->canvas, y, x, 14, f->here == f->count + 1 ?
	    ROLE_CURSOR : ROLE_KEY, "[ Cancel ]") + 1;
	if (l->fields < f->count)
		canvas_format(app->canvas, y, x, a.x + a.cols - x, ROLE_DIM,
		    "%d-%d of %d", f->top + 1, f->top + l->fields, f->count);
}

/* Help of the field, what is wrong, and the same thing as a command. */
static void
draw_notes(const struct form *f, struct app *app, struct area a, int y)
{
	struct buf command = { 0 }, hint = { 0 };
	struct lines lines = { 0 };
	struct err err;

	if (f->err.code != ERR_NONE)
		lines_wrap(&lines, ROLE_BAD, NULL, str_slice(f->err.text),
		    a.cols);
	else if (f->offered.len > 0)
		lines_wrap(&lines, ROLE_PLAIN, NULL,
		    str_slice(buf_string(&f->offered)), a.cols);
	else if (!form_check(f, &err))
		lines_wrap(&lines, ROLE_BAD, NULL, str_slice(err.text),
		    a.cols);
	else if (f->here < f->count) {
		field_hint(f, app, &f->fields[f->here], &hint);
		lines_wrap(&lines, ROLE_DIM, NULL,
		    str_slice(buf_string(&hint)), a.cols);
	}
	if (form_domain(f) == NULL)
		lines_wrap(&lines, ROLE_WARN, NULL, str_slice(
		    "the computers are of several domains: mark those of one"),
		    a.cols);
	if (f->hidden > 0)
		lines_format(&lines, ROLE_WARN, NULL,
		    "%zu of the marked ones are not shown in the list",
		    f->hidden);
	form_command(f, app, false, &command);
	lines_wrap(&lines, ROLE_DIM, NULL, str_slice(buf_string(&command)),
	    a.cols);
	lines_draw(&lines, app->canvas, (struct area){ y, a.x,
	    a.y + a.rows - y, a.cols });
	lines_fini(&lines);
	buf_fini(&command);
	buf_fini(&hint);
}

static void
draw(struct pane *p, struct app *app, struct area area)
{
	struct form *f = p->own;
	struct area box = area_inside(area, f->count + 10, 76);
	struct layout l;
	char title[160];
	int i;

	lay(f, box, &l);
	/* Where there is no line for the connection it is in the title. */
	snprintf(title, sizeof(title), "%s %s%s%.40s: %s", f->resource->noun,
	    f->op->verb, l.y > l.a.y ? "" : ", ", l.y > l.a.y ? "" :
	    f->conn != NULL ? f->conn->name : "none", f->op->help);
	canvas_window(app->canvas, box, title);
	if (l.y > l.a.y)
		canvas_format(app->canvas, l.a.y, l.a.x + 2, l.a.cols,
		    ROLE_DIM, "connection %s", f->conn != NULL ?
		    f->conn->name : "none");
	if (f->here < f->count && f->here < f->top)
		f->top = f->here;
	if (f->here < f->count && f->here >= f->top + l.fields)
		f->top = f->here - l.fields + 1;
	if (f->top + l.fields > f->count)
		f->top = f->count - l.fields;
	for (i = 0; i < l.fields && f->top + i < f->count; i++)
		draw_field(f, app, &l, l.y + i, f->top + i);
	draw_buttons(f, app, &l);
	draw_notes(f, app, l.a, l.notes);
}

static void
turn(struct form *f, const struct app *app)
{
	struct field_box *box = &f->fields[f->here];
	const struct cat_choice *choices = box->param->choices;

	if (box->entry == ENTRY_CONN)
		form_next_conn(f, app);
	else if (box->entry == ENTRY_FLAG)
		box->flag = !box->flag;
	else if (box->entry == ENTRY_CHOICE &&
	    choices[++box->choice].wire == NULL)
		box->choice = -1;
}

/* What is no value is gone to; a secret is one where it was typed twice. */
static bool
check_fields(struct form *f)
{
	int i;

	for (i = 0; i < f->count; i++) {
		if (!field_check(&f->fields[i], &f->err)) {
			f->here = i;
			return false;
		}
		if (i > 0 && field_is_again(&f->fields[i]) &&
		    strcmp(edit_text(&f->fields[i].edit),
		    edit_text(&f->fields[i - 1].edit)) != 0) {
			f->here = i;
			return err_set(&f->err, ERR_USAGE, edit_text(
			    &f->fields[i].edit)[0] == '\0' ? "type %s once "
			    "more: it is not shown" : "%s is not the same "
			    "twice; nothing was sent; type it once more",
			    f->fields[i - 1].param->name);
		}
	}
	return true;
}

/* The first field that has to have a value is gone to. */
static void
go_to_missing(struct form *f)
{
	int i;

	for (i = 0; i < f->count; i++)
		if (field_is_missing(&f->fields[i])) {
			f->here = i;
			return;
		}
}

/* A read asks for no second look; what it was asked is kept for the next. */
static void
read_now(struct pane *p, struct app *app, const struct args *args)
{
	struct form *f = p->own;

	if (args_check(f->op, args, &f->err) && answer_open(app, f->resource,
	    f->op, f->conn, args, &f->err)) {
		form_keep_draft(f, app);
		app_close(app, p);
	} else if (f->err.code == ERR_USAGE)
		go_to_missing(f);
}

/* The names that a read gave them stand nowhere else. */
static void
call_objects(const struct form *f, struct job *job)
{
	size_t k;
	int i;

	for (i = 0; i < f->count; i++)
		for (k = 0; f->fields[i].param->from != NULL &&
		    k < f->fields[i].count; k++)
			if (f->fields[i].list[k].name != NULL)
				job_call_object(job, f->fields[i].list[k].id,
				    f->fields[i].list[k].name);
}

/* What would be sent, and the question whether it is to be. */
static void
second_look(struct pane *p, struct app *app, const struct args *args)
{
	struct form *f = p->own;
	struct buf command = { 0 };
	struct job *job = job_new(app->engine, f->conn, f->resource, f->op,
	    args, &f->err);

	if (job == NULL) {
		if (f->err.code == ERR_USAGE)
			go_to_missing(f);
		preview_open(app, p, f->op, args);
		return;
	}
	call_objects(f, job);
	form_command(f, app, false, &command);
	confirm_open(app, job, buf_string(&command));
	buf_fini(&command);
}

static void
review(struct pane *p, struct app *app)
{
	struct form *f = p->own;
	struct args args = { 0 };

	err_clear(&f->err);
	if (f->conn == NULL) {
		err_set(&f->err, ERR_USAGE, "no connection serves %s",
		    f->resource->noun);
		return;
	}
	if (!check_fields(f))
		return;
	form_args(f, &args);
	if (cat_writes(f->op))
		second_look(p, app, &args);
	else
		read_now(p, app, &args);
	args_fini(&args);
}

void
form_skip_bad(struct pane *p, struct app *app)
{
	struct form *f = p->own;
	int i;

	for (i = 0; i < f->count; i++)
		if (strcmp(f->fields[i].param->name, CAT_SKIPS) == 0)
			f->fields[i].flag = true;
	review(p, app);
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
		field_pick(f, app, p);
	else if (box->entry == ENTRY_TEXT) {
		if (box->edit.is_secret || !known_offer(f, app, p))
			f->here++;
	} else
		turn(f, app);
}

static void
step(struct form *f, int by)
{
	int stops = f->count + 2;

	err_clear(&f->err);
	f->here = (f->here + by + stops) % stops;
}

static bool
is_deleting(int pressed)
{
	return pressed == PRESS_BACKSPACE || pressed == PRESS_DELETE ||
	    pressed == PRESS_CTRL('u');
}

static bool
field_key(struct form *f, struct app *app, struct pane *p, int pressed)
{
	struct field_box *box;

	if (f->here >= f->count)
		return false;
	box = &f->fields[f->here];
	err_clear(&f->err);
	if (box->body != NULL && is_deleting(pressed)) {
		free(box->body);
		box->body = NULL;
	} else if (box->body != NULL)
		return false;
	else if (box->entry == ENTRY_TEXT)
		return edit_key(&box->edit, pressed);
	else if (pressed == PRESS_SPACE && box->entry != ENTRY_OBJECTS)
		turn(f, app);
	else if (box->entry == ENTRY_OBJECTS && is_deleting(pressed)) {
		picked_fini(box->list, box->count);
		box->list = NULL;
		box->count = 0;
	} else if (box->entry == ENTRY_OBJECTS && pressed > PRESS_SPACE &&
	    pressed < PRESS_BACKSPACE)
		field_type(f, app, p, pressed);
	else
		return false;
	return true;
}

static void
copy_command(const struct form *f, struct app *app)
{
	struct buf command = { 0 };

	form_command(f, app, true, &command);
	app_copy(app, buf_string(&command), "command");
	buf_fini(&command);
}

static bool
key(struct pane *p, struct app *app, int pressed)
{
	struct form *f = p->own;

	if (pressed == PRESS_TAB && f->here < f->count && known_complete(f, app))
		return true;
	buf_clear(&f->offered);
	if (pressed == PRESS_ESCAPE) {
		bool kept = form_keep_draft(f, app);

		app_close(app, p);
		app_say(app, ROLE_DIM, kept ? "nothing was sent; what was "
		    "typed is kept for the next time" : "nothing was sent");
	} else if (pressed == PRESS_TAB || pressed == PRESS_DOWN)
		step(f, 1);
	else if (pressed == PRESS_BACK_TAB || pressed == PRESS_UP)
		step(f, -1);
	else if (pressed == PRESS_F0 + 2)
		review(p, app);
	else if (pressed == PRESS_ENTER)
		enter(p, app);
	else if (pressed == PRESS_CTRL('g'))
		form_edit(f, app);
	else if (pressed == PRESS_CTRL('y'))
		copy_command(f, app);
	else if (pressed == PRESS_CTRL('r'))
		return field_look_again(f, app);
	else
		return field_key(f, app, p, pressed);
	return true;
}

static bool
paste(struct pane *p, struct app *app, const char *text, size_t len)
{
	struct form *f = p->own;

	struct field_box *box = f->here < f->count ? &f->fields[f->here] :
	    NULL;

	if (box != NULL && box->entry == ENTRY_TEXT && box->body == NULL) {
		edit_paste(&box->edit, text, len);
		return true;
	}
	if (box == NULL || box->entry != ENTRY_OBJECTS)
		return false;
	field_paste(f, app, box, (struct slice){ text, len });
	return true;
}

static void
news(struct pane *p, struct app *app)
{
	field_news(p->own, app);
}

static void
fini(struct pane *p)
{
	form_fini(p->own);
	free(p->own);
}

static const struct pane_kind form_kind = {
	.name = "Form", .is_dialog = true, .draw = draw, .key = key,
	.paste = paste, .news = news, .fini = fini,
	.bar = "Tab field  Enter pick  Space turn  C-g editor  C-y copy  "
	    "F2 review  Esc leave",
};

void
form_open(struct app *app, const struct offer *offer,
    const struct selection *s)
{
	struct form *f = mem_alloc(sizeof(*f));

	form_fill(f, app, offer, s);
	field_expect_pastes(f, app);
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
