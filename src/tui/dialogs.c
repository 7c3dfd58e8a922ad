/* The small talk: prompt, question, menu and text boxes. */
#include "dialogs.h"

#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/base/text.h>

#include <stdlib.h>
#include <string.h>

#include "chrome.h"
#include "edit.h"
#include "screen.h"

#define FOOT_MOST 2		/* rows of a hint */
#define SMALL_ROWS 12		/* of a place where a rule takes too much */
#define ASK_COLS 60

struct area
area_inside(struct area a, int rows, int cols)
{
	if (rows > a.rows)
		rows = a.rows;
	if (cols > a.cols)
		cols = a.cols;
	return (struct area){ a.y + (a.rows - rows) / 2,
	    a.x + (a.cols - cols) / 2, rows, cols };
}

/* A line to type. */
struct prompt {
	const struct prompt_ways *ways;
	struct pane		*below;
	struct edit		 edit;
	struct err		 err;
};

static void
prompt_draw(struct pane *p, struct app *app, struct area area)
{
	struct prompt *own = p->own;
	int y = canvas_rows(app->canvas) - 2, cols = canvas_cols(app->canvas);
	int x = 1, width;

	(void)area;
	x += canvas_format(app->canvas, y, x, 20, ROLE_MODE, "%s: ",
	    own->ways->title);
	width = cols - x - 1;
	if (own->err.code != ERR_NONE)
		chrome_words(app, y - 1, ROLE_BAD, own->err.text);
	edit_draw(&own->edit, app->canvas, y, x, width, true);
}

static void
prompt_changed(struct prompt *own, struct app *app)
{
	err_clear(&own->err);
	if (own->ways->changed != NULL)
		own->ways->changed(own->below, app, edit_text(&own->edit),
		    &own->err);
}

static bool
prompt_key(struct pane *p, struct app *app, int key)
{
	struct prompt *own = p->own;

	if (key == PRESS_ESCAPE) {
		if (own->ways->gone != NULL)
			own->ways->gone(own->below, app);
		app_close(app, p);
	} else if (key == PRESS_ENTER) {
		err_clear(&own->err);
		p->is_closing = true;	/* done() may open what comes next */
		if (!own->ways->done(own->below, app, edit_text(&own->edit),
		    &own->err))
			p->is_closing = false;
	} else if (edit_key(&own->edit, key))
		prompt_changed(own, app);
	else
		return false;
	return true;
}

static bool
prompt_paste(struct pane *p, struct app *app, const char *text, size_t len)
{
	struct prompt *own = p->own;

	edit_paste(&own->edit, text, len);
	prompt_changed(own, app);
	return true;
}

static void
prompt_fini(struct pane *p)
{
	struct prompt *own = p->own;

	edit_fini(&own->edit);
	free(own);
}

static const struct pane_kind prompt_kind = {
	.name = "Prompt", .is_dialog = true, .has_line = true,
	.draw = prompt_draw, .key = prompt_key, .paste = prompt_paste,
	.bar = "Enter take it   Esc leave it   C-u clear   C-w word",
	.fini = prompt_fini,
};

void
prompt_open(struct app *app, const struct prompt_ways *ways,
    struct pane *below, const char *text)
{
	struct prompt *own = mem_alloc(sizeof(*own));

	own->ways = ways;
	own->below = below;
	edit_set(&own->edit, text);
	app_open(app, &prompt_kind, own);
}

/* A question. */
struct yes_no {
	char	*title;
	char	*text;
	ask_fn	*yes;
};

static void
ask_draw(struct pane *p, struct app *app, struct area area)
{
	struct yes_no *own = p->own;
	struct area box = area_inside(area, 7, ASK_COLS), inside;
	struct lines lines = { 0 };

	lines_wrap(&lines, ROLE_PLAIN, NULL, str_slice(own->text),
	    box.cols - 4);
	if (lines.count > 3)
		box = area_inside(area, (int)lines.count + 4, ASK_COLS);
	canvas_window(app->canvas, box, own->title);
	inside = (struct area){ box.y + 1, box.x + 2, box.rows - 3,
	    box.cols - 4 };
	lines_draw(&lines, app->canvas, inside);
	canvas_text(app->canvas, box.y + box.rows - 2, inside.x, inside.cols,
	    ROLE_KEY, "y  yes      n  no");
	lines_fini(&lines);
}

static bool
ask_key(struct pane *p, struct app *app, int key)
{
	struct yes_no *own = p->own;

	if (key == 'y' || key == 'Y') {
		app_close(app, p);
		own->yes(app);
		return true;
	}
	if (key != 'n' && key != 'N' && key != PRESS_ESCAPE && key != 'q')
		return false;
	app_close(app, p);
	return true;
}

static void
ask_fini(struct pane *p)
{
	struct yes_no *own = p->own;

	free(own->title);
	free(own->text);
	free(own);
}

static const struct pane_kind ask_kind = {
	.name = "Question", .is_dialog = true, .draw = ask_draw,
	.key = ask_key, .bar = "y yes   n no", .fini = ask_fini,
};

void
ask_open(struct app *app, const char *title, const char *text, ask_fn *yes)
{
	struct yes_no *own = mem_alloc(sizeof(*own));

	own->title = mem_text(title);
	own->text = mem_text(text);
	own->yes = yes;
	app_open(app, &ask_kind, own);
}

/* A menu. */
struct menu {
	char		*title;
	struct choice	*choices;
	int		 count, cursor, top;
	menu_fn		*chosen;
	struct pane	*below;
	bool		 is_multi;	/* Space chooses, and it stays */
	struct pane_kind kind;		/* with the bar of this menu */
};

void
choice_add(struct choice **choices, int *count, char *text, char *hint,
    bool is_off)
{
	*choices = mem_grow(*choices, (size_t)*count + 1, sizeof(**choices));
	(*choices)[(*count)++] = (struct choice){ text, hint, is_off };
}

/* What the texts take; what is left of the line is the hint's. */
static int
menu_wide(const struct menu *m, int cols)
{
	int wide = 0, i;

	for (i = 0; i < m->count; i++) {
		int cells = text_width(str_slice(m->choices[i].text));

		wide = cells > wide ? cells : wide;
	}
	return wide < cols - 6 ? wide : cols - 6;
}

/* The rows that the longest hint needs below; 0: none is cut. */
static int
menu_foot(const struct menu *m, int cols)
{
	int room = cols - 8 - menu_wide(m, cols), i;
	size_t most = 0;

	for (i = 0; i < m->count; i++) {
		const char *hint = m->choices[i].hint;
		struct lines lines = { 0 };

		if (hint == NULL || text_width(str_slice(hint)) <= room)
			continue;
		lines_wrap(&lines, ROLE_PLAIN, NULL, str_slice(hint),
		    cols - 6);
		most = lines.count > most ? lines.count : most;
		lines_fini(&lines);
	}
	return most < FOOT_MOST ? (int)most : FOOT_MOST;
}

static void
menu_draw_foot(const struct menu *m, struct app *app, struct area a,
    bool rule)
{
	const char *hint = m->choices[m->cursor].hint;
	struct lines lines = { 0 };

	if (rule)
		canvas_line(app->canvas, a.y, a.x, a.cols);
	else
		a.y--, a.rows++;
	if (hint != NULL)
		lines_wrap(&lines, ROLE_PLAIN, NULL, str_slice(hint),
		    a.cols - 4);
	lines_draw(&lines, app->canvas, (struct area){ a.y + 1, a.x + 3,
	    a.rows - 1, a.cols - 4 });
	lines_fini(&lines);
}

static void
menu_draw_choice(const struct menu *m, struct app *app, struct area a,
    int number)
{
	const struct choice *choice = &m->choices[number];
	bool here = number == m->cursor;
	enum role role = here ? ROLE_CURSOR : choice->is_off ? ROLE_DIM :
	    ROLE_PLAIN;
	int wide = menu_wide(m, a.cols + 2), x = a.x + 5 + wide;

	if (here)
		canvas_fill(app->canvas, a.y, a.x, a.cols, role);
	canvas_text(app->canvas, a.y, a.x + 1, 1, role, here ? ">" : " ");
	canvas_text(app->canvas, a.y, a.x + 3, wide, role, choice->text);
	if (choice->hint != NULL)
		canvas_text(app->canvas, a.y, x, a.x + a.cols - 1 - x,
		    here ? role : ROLE_DIM, choice->hint);
}

/* Below the choices stands what is cut of the one that is chosen. */
static void
menu_draw(struct pane *p, struct app *app, struct area area)
{
	struct menu *m = p->own;
	int cols = area.cols > 114 ? 110 : area.cols - 4;
	int foot = menu_foot(m, cols), rows, i;
	bool rule = area.rows >= SMALL_ROWS;
	struct area box;

	foot += foot > 0 && rule;
	box = area_inside(area, m->count + 2 + foot, cols);
	rows = box.rows - 2 - foot;
	if (m->cursor < m->top)
		m->top = m->cursor;
	if (m->cursor >= m->top + rows)
		m->top = m->cursor - rows + 1;
	canvas_window(app->canvas, box, m->title);
	for (i = 0; i < rows && m->top + i < m->count; i++)
		menu_draw_choice(m, app, (struct area){ box.y + 1 + i,
		    box.x + 1, 1, box.cols - 2 }, m->top + i);
	if (foot > 0)
		menu_draw_foot(m, app, (struct area){ box.y + 1 + rows,
		    box.x + 1, foot, box.cols - 2 }, rule);
}

static void
menu_choose(struct pane *p, struct app *app, bool more)
{
	struct menu *m = p->own;
	const struct choice *choice = &m->choices[m->cursor];
	const char *why = choice->hint != NULL ? choice->hint : choice->text;

	if (choice->is_off) {
		app_say(app, ROLE_WARN, "not possible here: %s",
		    strncmp(why, "no: ", 4) == 0 ? why + 4 : why);
		return;
	}
	p->is_closing = !more;
	m->chosen(app, m->below, m->cursor, more);
}

static bool
menu_key(struct pane *p, struct app *app, int key)
{
	struct menu *m = p->own;

	if (key == PRESS_ESCAPE || key == 'q')
		app_close(app, p);
	else if (key == PRESS_ENTER)
		menu_choose(p, app, false);
	else if (key == PRESS_SPACE && m->is_multi)
		menu_choose(p, app, true);
	else if (key == 'j' || key == PRESS_DOWN)
		m->cursor += m->cursor + 1 < m->count;
	else if (key == 'k' || key == PRESS_UP)
		m->cursor -= m->cursor > 0;
	else if (key == PRESS_HOME || key == 'g' || key == PRESS_PAGE_UP)
		m->cursor = 0;
	else if (key == PRESS_END || key == 'G' || key == PRESS_PAGE_DOWN)
		m->cursor = m->count - 1;
	else
		return false;
	return true;
}

static void
menu_fini(struct pane *p)
{
	struct menu *m = p->own;
	int i;

	for (i = 0; i < m->count; i++) {
		free(m->choices[i].text);
		free(m->choices[i].hint);
	}
	free(m->choices);
	free(m->title);
	free(m);
}

void
menu_open(struct app *app, const char *title, struct choice *choices,
    int count, bool multi, menu_fn *chosen, struct pane *below)
{
	static const char *const bars[] = {
	    "Enter choose   j k move   Esc close",
	    "Enter choose   Space add as a further one   Esc close" };
	struct menu *m = mem_alloc(sizeof(*m));

	m->title = mem_text(title);
	m->is_multi = multi;
	m->choices = choices;
	m->count = count;
	m->chosen = chosen;
	m->below = below;
	m->kind = (struct pane_kind){ .name = "Menu", .is_dialog = true,
	    .draw = menu_draw, .key = menu_key, .bar = bars[multi],
	    .fini = menu_fini };
	app_open(app, &m->kind, m);
}
