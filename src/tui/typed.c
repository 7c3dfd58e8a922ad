/* Secrets and texts to the terminal: sign-in questions, the clipboard. */
#include "dialogs.h"
#include "edit.h"
#include "screen.h"

#include <endpane/base/mem.h>
#include <endpane/base/str.h>

#include <stdlib.h>
#include <string.h>

#define CLIP_MOST 74994		/* bytes that terminals take */
#define SAID_MOST 60		/* of a longer text only the size is said */

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
	bool is_short;

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
	is_short = strlen(text) <= SAID_MOST;
	app_say(app, ROLE_PLAIN, "%s%s%s: %zu bytes sent to the clipboard "
	    "(OSC 52; the terminal must allow it)", what, is_short ? " " : "",
	    is_short ? text : "", strlen(text));
}
