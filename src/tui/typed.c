/* Typed words: the palette, the answer to a sign-in question, the clipboard. */
#include "dialogs.h"
#include "edit.h"
#include "forms.h"
#include "screen.h"

#include <endpane/base/mem.h>
#include <endpane/base/str.h>

#include <stdlib.h>
#include <string.h>

#define CLIP_MOST 74994		/* bytes that terminals take */

/* The palette: a pane, an action, or the number of a row. */

static bool
go_named(struct app *app, struct slice name)
{
	int i;

	for (i = 0; i < PLACE_COUNT; i++) {
		const struct cat_resource *r = place_resource((enum place)i);

		if (str_is_folded(name, place_title((enum place)i)) ||
		    (r != NULL && (str_is(name, r->noun) ||
		    str_is(name, r->alias)))) {
			app_go(app, (enum place)i);
			return true;
		}
	}
	return false;
}

static bool
go_row(struct app *app, struct slice text)
{
	struct listing *l = listpane_listing(app_top(app));
	int64_t number;

	if (l == NULL || !str_number(text, &number) || number < 1)
		return false;
	listing_to(l, (size_t)number - 1);
	return true;
}

static bool
palette_done(struct pane *below, struct app *app, const char *text,
    struct err *err)
{
	struct slice word = str_trim(str_slice(text));
	enum action action;

	(void)below;
	if (word.len == 0 || go_row(app, word) || go_named(app, word))
		return true;
	action = str_is(word, "q") ? ACTION_quit : action_find(word);
	if (action == ACTION_NONE)
		return err_set(err, ERR_USAGE, "neither pane nor action; "
		    "? lists the names");
	app_act(app, action);
	return true;
}

static const struct prompt_ways palette_ways = {
	.title = "GO TO", .done = palette_done,
};

void
palette_open(struct app *app)
{
	prompt_open(app, &palette_ways, app_top(app), "");
}

/* What signing in asks for; it is not shown. */

struct otp {
	int		 conn;
	char		*question;
	struct edit	 edit;
	bool		 is_answered;
};

static const struct pane_kind otp_kind;

static void
otp_draw(struct pane *p, struct app *app, struct area area)
{
	struct otp *own = p->own;
	struct area box = area_inside(area, 7, 64);

	canvas_box(app->canvas, box, app->config->conns[own->conn].name);
	canvas_text(app->canvas, box.y + 2, box.x + 2, box.cols - 4,
	    ROLE_PLAIN, own->question);
	edit_draw(&own->edit, app->canvas, box.y + 4, box.x + 2, 30, true);
}

static bool
otp_key(struct pane *p, struct app *app, int key)
{
	struct otp *own = p->own;

	if (key == PRESS_ESCAPE || key == PRESS_ENTER) {
		own->is_answered = true;
		engine_answer(app->engine, own->conn, key == PRESS_ENTER ?
		    edit_text(&own->edit) : NULL);
		app_close(app, p);
		return true;
	}
	return edit_key(&own->edit, key);
}

static bool
otp_paste(struct pane *p, struct app *app, const char *text, size_t len)
{
	(void)app;
	edit_paste(&((struct otp *)p->own)->edit, text, len);
	return true;
}

static void
otp_fini(struct pane *p)
{
	struct otp *own = p->own;

	edit_fini(&own->edit);
	free(own->question);
	free(own);
}

static const struct pane_kind otp_kind = {
	.name = "Sign-in", .is_dialog = true, .draw = otp_draw,
	.key = otp_key, .paste = otp_paste, .fini = otp_fini,
	.bar = "Enter sign in   Esc give up",
};

void
otp_open(struct app *app, int conn, const char *question)
{
	struct pane *top = app_top(app);
	struct otp *own;

	if (top != NULL && top->kind == &otp_kind)
		return;
	own = mem_alloc(sizeof(*own));
	own->conn = conn;
	own->question = mem_text(question);
	own->edit.is_secret = true;
	app_open(app, &otp_kind, own);
}

/* OSC 52, in the wrapping that tmux or screen need to hand it on. */
void
app_copy(struct app *app, const char *text, const char *what)
{
	const char *term = getenv("TERM"), *tmux = getenv("TMUX");
	bool screen = term != NULL && strncmp(term, "screen", 6) == 0;
	struct buf out = { 0 };

	if (strlen(text) > CLIP_MOST) {
		app_say(app, ROLE_WARN, "too long for the clipboard");
		return;
	}
	if (tmux != NULL && tmux[0] != '\0')
		buf_text(&out, "\033Ptmux;\033");
	else if (screen)
		buf_text(&out, "\033P");
	buf_text(&out, "\033]52;c;");
	str_base64(str_slice(text), &out);
	buf_text(&out, "\007");
	if ((tmux != NULL && tmux[0] != '\0') || screen)
		buf_text(&out, "\033\\");
	screen_send(buf_string(&out), out.len);
	buf_fini(&out);
	app_say(app, ROLE_PLAIN, "%s %s: %zu bytes sent to the clipboard "
	    "(OSC 52; the terminal must allow it)", what, text, strlen(text));
}
