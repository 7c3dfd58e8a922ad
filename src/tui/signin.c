/* Signing in and out: a consent's address, its code, and what comes of it. */
#include "signin.h"
#include "dialogs.h"
#include "edit.h"

#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/op/sign.h>

#include <stdlib.h>
#include <string.h>

#define CONSENT_ROWS	20

struct signin {
	const struct conn	*conn;
	bool			 leaves;	/* signs out */
	bool			 is_asked;	/* whether to: y begins */
	bool			 is_busy;
	char			 state[SIGN_STATE];
	struct buf		 url;		/* to open; "": none */
	struct edit		 edit;		/* address or code */
	struct err		 err;		/* of the last try */
};

static bool
has_field(const struct signin *own)
{
	return !own->leaves && own->conn->auth == CONN_OAUTH;
}

static const char *
scopes_of(const struct signin *own)
{
	return own->conn->scopes != NULL ? own->conn->scopes : "";
}

/* What to open; a client of the console itself has no such address. */
static void
explain(const struct signin *own, struct lines *lines, int cells)
{
	bool has_address = own->url.len > 0;

	lines_wrap(lines, ROLE_PLAIN, NULL, str_slice(has_address ?
	    "Open this in a browser (y copies it), and paste the address that "
	    "it leads to, within a minute:" :
	    "There is no redirect_uri, so there is no address to open. Make a "
	    "code in Zoho's API console (Self Client) for these scopes (y "
	    "copies them), and paste it within its time:"), cells);
	lines_add(lines, ROLE_PLAIN, NULL, str_slice(""));
	lines_wrap(lines, ROLE_KEY, NULL, str_slice(has_address ?
	    buf_string(&own->url) : scopes_of(own)), cells);
}

/* What became of it so far, one line or two. */
static void
draw_outcome(const struct signin *own, struct app *app, struct area a)
{
	struct lines lines = { 0 };

	if (own->is_asked)
		lines_wrap(&lines, ROLE_PLAIN, NULL, str_slice("Its refresh "
		    "tokens are revoked, and what is kept is removed. "
		    "y does it, n leaves it."), a.cols);
	else if (own->is_busy)
		lines_add(&lines, ROLE_DIM, NULL, str_slice(own->leaves ?
		    "signing out" : "signing in"));
	else if (own->err.code != ERR_NONE)
		lines_wrap(&lines, ROLE_BAD, NULL, str_slice(own->err.text),
		    a.cols);
	lines_draw(&lines, app->canvas, a);
	lines_fini(&lines);
}

static void
draw(struct pane *p, struct app *app, struct area area)
{
	struct signin *own = p->own;
	bool field = has_field(own);
	struct area box = area_inside(area, field ? CONSENT_ROWS : 7, 78), a;
	struct lines lines = { 0 };
	char title[100];
	int y;

	snprintf(title, sizeof(title), "Sign %s %.80s", own->leaves ?
	    "out of" : "in to", own->conn->name);
	canvas_window(app->canvas, box, title);
	a = (struct area){ box.y + 1, box.x + 2, box.rows - 2, box.cols - 4 };
	if (field) {
		explain(own, &lines, a.cols);
		y = (int)lines.count + 1;
		y = y < a.rows - 4 ? y : a.rows - 4;
		lines_draw(&lines, app->canvas, (struct area){ a.y, a.x, y - 1,
		    a.cols });
		lines_fini(&lines);
		edit_draw(&own->edit, app->canvas, a.y + y, a.x, a.cols,
		    !own->is_busy);
		a.y += y + 2;
		a.rows -= y + 2;
	}
	draw_outcome(own, app, a);
}

static void
begin(struct signin *own, struct app *app, const char *code)
{
	own->is_busy = true;
	err_clear(&own->err);
	if (own->leaves)
		sign_out(app->engine, own->conn);
	else
		sign_in(app->engine, own->conn, code);
}

/* Nothing typed: with the refresh token that is kept or configured. */
static void
enter(struct signin *own, struct app *app)
{
	struct buf code = { 0 };

	if (own->is_busy || own->is_asked)
		return;
	if (!has_field(own) || edit_text(&own->edit)[0] == '\0')
		begin(own, app, NULL);
	else if (sign_read(own->conn, own->state,
	    str_slice(edit_text(&own->edit)), &code, &own->err))
		begin(own, app, buf_string(&code));
	edit_set(&own->edit, "");
	buf_wipe(&code);
}

static void
copy(const struct signin *own, struct app *app)
{
	if (own->url.len > 0)
		app_copy(app, buf_string(&own->url), "address");
	else
		app_copy(app, scopes_of(own), "scopes");
}

static bool
key(struct pane *p, struct app *app, int pressed)
{
	struct signin *own = p->own;
	bool is_empty = edit_text(&own->edit)[0] == '\0';

	if (pressed == PRESS_ESCAPE || (own->is_asked && pressed == 'n'))
		app_close(app, p);
	else if (own->is_asked && pressed == 'y') {
		own->is_asked = false;
		begin(own, app, NULL);
	} else if (pressed == PRESS_ENTER)
		enter(own, app);
	else if (!has_field(own))
		return false;
	else if (pressed == PRESS_CTRL('y') || (pressed == 'y' && is_empty))
		copy(own, app);
	else
		return !own->is_busy && edit_key(&own->edit, pressed);
	return true;
}

static bool
paste(struct pane *p, struct app *app, const char *text, size_t len)
{
	struct signin *own = p->own;

	(void)app;
	if (has_field(own))
		edit_paste(&own->edit, text, len);
	return has_field(own);
}

static void
say_done(const struct signin *own, struct app *app)
{
	struct buf remark = { 0 };

	if (own->leaves)
		sign_out_remark(app->engine, own->conn, &remark);
	else
		sign_in_remark(own->conn, &remark);
	app_say(app, ROLE_GOOD, "%s", buf_string(&remark));
	buf_fini(&remark);
}

static void
news(struct pane *p, struct app *app)
{
	struct signin *own = p->own;
	struct err err;
	enum hand_state state = sign_progress(app->engine, own->conn, &err);

	if (!own->is_busy || state == HAND_BUSY)
		return;
	own->is_busy = false;
	app->is_dirty = true;
	if (state == HAND_DONE) {
		say_done(own, app);
		app_close(app, p);
	} else
		own->err = err;
}

static void
fini(struct pane *p)
{
	struct signin *own = p->own;

	edit_fini(&own->edit);
	buf_fini(&own->url);
	free(own);
}

static const struct pane_kind consent_kind = {
	.name = "Sign-in", .is_dialog = true, .draw = draw, .key = key,
	.paste = paste, .news = news, .fini = fini,
	.bar = "Enter sign in   y copy what to open   Esc leave it",
};

static const struct pane_kind plain_kind = {
	.name = "Sign-in", .is_dialog = true, .draw = draw, .key = key,
	.paste = paste, .news = news, .fini = fini,
	.bar = "Enter try again   Esc leave it",
};

static const struct pane_kind leaving_kind = {
	.name = "Sign-out", .is_dialog = true, .draw = draw, .key = key,
	.paste = paste, .news = news, .fini = fini,
	.bar = "y sign out   n leave it",
};

void
signin_open(struct app *app, const struct conn *conn)
{
	struct signin *own = mem_alloc(sizeof(*own));
	struct err ignored;

	own->conn = conn;
	own->edit.is_secret = true;
	if (has_field(own))
		sign_ask(conn, own->state, &own->url, &ignored);
	else
		begin(own, app, NULL);
	app_open(app, has_field(own) ? &consent_kind : &plain_kind, own);
}

void
signout_open(struct app *app, const struct conn *conn)
{
	struct signin *own = mem_alloc(sizeof(*own));

	own->conn = conn;
	own->leaves = own->is_asked = true;
	app_open(app, &leaving_kind, own);
}

const struct conn *
signin_conn(const struct app *app, struct slice name, struct err *err)
{
	const struct conn *conn = config_conn(app->config, name);

	if (conn == NULL)
		err_set(err, ERR_USAGE, "no connection is called %.*s",
		    (int)(name.len < 80 ? name.len : 80), name.at);
	return conn;
}

bool
signin_is_out(const struct app *app, size_t conn)
{
	struct err why;

	return sign_state(app->engine, &app->config->conns[conn], &why) ==
	    SIGN_REFUSED && why.code == ERR_AUTH;
}

const struct conn *
signin_out(const struct app *app, const struct cat_resource *resource,
    size_t n)
{
	size_t i;

	for (i = 0; i < app->config->conn_count; i++) {
		const struct conn *conn = &app->config->conns[i];

		if (conn_serves(conn, resource) && signin_is_out(app, i) &&
		    n-- == 0)
			return conn;
	}
	return NULL;
}
