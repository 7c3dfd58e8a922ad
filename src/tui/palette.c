/* The palette: type the name of a pane, an action, a theme or an object. */
#include "palette.h"

#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/base/text.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "chrome.h"
#include "object.h"
#include "screen.h"
#include "settings.h"
#include "signin.h"
#include "theme.h"

#define HITS_SHOWN	12
#define NARROW_COLS	56

/* Before a letter is typed Enter takes nothing that was not gone to. */
static bool
is_chosen(const struct palette *own)
{
	return own->is_moved || edit_text(&own->edit)[0] != '\0';
}

/* The texts of the hits shown take what they need, of a part. */
static int
hit_cells(const struct palette *own, struct area a)
{
	int wide = 0, cells, most, i;

	for (i = own->top; i < own->count && i < own->top + a.rows; i++) {
		cells = text_width(str_slice(own->hits[i].text)) + 4;
		wide = cells > wide ? cells : wide;
	}
	/* On a narrow screen a name is worth more than what it does. */
	most = a.cols < NARROW_COLS ? a.cols * 3 / 4 : a.cols * 2 / 5;
	return wide < most ? wide : most;
}

static void
draw_hit(const struct palette *own, struct app *app, struct area a, int row)
{
	const struct hit *hit = &own->hits[own->top + row];
	bool here = own->top + row == own->cursor && is_chosen(own);
	enum role role = here ? ROLE_CURSOR : hit->is_off ? ROLE_DIM :
	    ROLE_PLAIN;
	int left = hit_cells(own, a), y = a.y + row;

	if (here)
		canvas_fill(app->canvas, y, a.x, a.cols, role);
	canvas_text(app->canvas, y, a.x + 1, left - 2, role, hit->text);
	canvas_text(app->canvas, y, a.x + left, a.cols - left - 1, here ?
	    role : ROLE_DIM, hit->hint);
}

static void
draw_hits(struct palette *own, struct app *app, struct area area)
{
	int rows = own->count < HITS_SHOWN ? own->count : HITS_SHOWN, i;
	struct area box = { area.y, area.x + 1, rows + 2, area.cols - 2 }, a;

	if (box.rows > area.rows)
		box.rows = area.rows;
	if (box.cols > 100)
		box.cols = 100;
	box.y = area.y + area.rows - box.rows;
	canvas_window(app->canvas, box, "Panes, actions, objects: type to find");
	a = (struct area){ box.y + 1, box.x + 1, box.rows - 2, box.cols - 2 };
	if (own->cursor < own->top)
		own->top = own->cursor;
	if (own->cursor >= own->top + a.rows)
		own->top = own->cursor - a.rows + 1;
	for (i = 0; i < a.rows && own->top + i < own->count; i++)
		draw_hit(own, app, a, i);
}

/* A row's number and a setting are no names. */
static bool
seeks_name(const struct palette *own)
{
	const char *text = edit_text(&own->edit);

	return text[strspn(text, " 0123456789")] != '\0' &&
	    strncmp(text, "set ", 4) != 0;
}

static void
draw(struct pane *p, struct app *app, struct area area)
{
	struct palette *own = p->own;
	int y = canvas_rows(app->canvas) - 2, cols = canvas_cols(app->canvas);
	int x = 1, width;

	x += canvas_text(app->canvas, y, x, 20, ROLE_MODE, "GO TO: ");
	width = cols - x - 1;
	edit_draw(&own->edit, app->canvas, y, x, width, true);
	if (own->count > 0)
		draw_hits(own, app, area);
	if (own->err.code != ERR_NONE)
		chrome_words(app, y - 1, ROLE_BAD, own->err.text);
	else if (own->note[0] != '\0')
		chrome_words(app, y - 1, ROLE_PLAIN, own->note);
	else if (own->count == 0 && !own->is_seeking && seeks_name(own))
		chrome_words(app, y - 1, ROLE_DIM, "no pane, no action, and no "
		    "object of a list that was read has that in its name");
}

void
object_open(struct app *app, const struct cat_resource *resource,
    const struct conn *conn, const char *id, const char *name,
    const char *domain)
{
	int place = hits_place(str_slice(resource->noun));
	struct listing *l;

	if (place < 0)
		return;
	app_go(app, (enum place)place);
	l = listpane_listing(app->stacks[place].list[0]);
	if (l != NULL)
		listing_want(l, conn->number, str_slice(id));
	if (resource->tabs[0].title != NULL)
		detail_open(app, resource, conn, id, name, domain, false);
}

static void
open_offer(struct palette *own, struct app *app, int number)
{
	struct offer offers[HITS_MOST];
	struct selection s;

	if (!hits_selection(own, &s))
		return;
	if ((size_t)number < offers_find(app, &s, offers, HITS_MOST))
		offer_take(app, &offers[number], &s);
	selection_fini(&s);
}

/* From anywhere: its form stands where its objects are listed. */
static void
open_operation(struct app *app, size_t number)
{
	struct selection none = { 0 };
	struct offer offer;
	int place;

	if (!offers_nth(app, number, &offer))
		return;
	place = hits_place(str_slice(offer.resource->beside != NULL ?
	    offer.resource->beside : offer.resource->noun));
	if (place >= 0)
		app_go(app, (enum place)place);
	none.resource = offer.resource;
	if ((offer.op->flags & CAT_LISTS) != 0 && offer.op->params == NULL)
		app_act(app, ACTION_refresh);
	else
		offer_take(app, &offer, &none);
}

static bool
run_hit(struct palette *own, struct app *app, const struct hit *hit,
    struct err *err)
{
	if (hit->is_off)
		return err_set(err, ERR_USAGE, "not possible here: %s",
		    hit->hint);
	switch (hit->kind) {
	case HIT_PLACE:
		app_go(app, (enum place)hit->number);
		break;
	case HIT_ACTION:
		app_act(app, (enum action)hit->number);
		break;
	case HIT_OFFER:
		open_offer(own, app, hit->number);
		break;
	case HIT_OPERATION:
		open_operation(app, (size_t)hit->number);
		break;
	case HIT_THEME:
		return settings_set(app, str_slice(hit->text), err);
	case HIT_SETTING:
		return settings_set(app, str_slice(hit->text + 4), err);
	case HIT_OBJECT:
		object_open(app, place_resource(hit->place),
		    &app->config->conns[hit->number], hit->id, hit->text,
		    hit->domain);
		break;
	case HIT_LOGIN:
		signin_open(app, &app->config->conns[hit->number]);
		break;
	case HIT_LOGOUT:
		signout_open(app, &app->config->conns[hit->number]);
		break;
	}
	return true;
}

/* "login NAME", "logout NAME". */
static bool
run_sign(struct app *app, struct slice word, struct err *err)
{
	bool leaves = str_starts(word, "logout ");
	size_t skip = strlen(leaves ? "logout " : "login ");
	const struct conn *conn = signin_conn(app, str_trim((struct slice){
	    word.at + skip, word.len - skip }), err);

	if (conn != NULL && leaves)
		signout_open(app, conn);
	else if (conn != NULL)
		signin_open(app, conn);
	return conn != NULL;
}

static bool
go_row(const struct palette *own, struct slice text)
{
	struct listing *l = listpane_listing(own->below);
	int64_t number;

	if (l == NULL || text.len > 7 || !str_number(text, &number) ||
	    number < 1)
		return false;
	listing_to(l, (size_t)number - 1);
	return true;
}

/* What was typed in full goes before what merely fits. */
static bool
run_word(struct palette *own, struct app *app, struct slice word,
    struct err *err)
{
	enum action action = str_is(word, "q") ? ACTION_quit :
	    action_find(word);
	int place = hits_place(word);

	if (word.len == 0 || go_row(own, word))
		return true;
	if (place >= 0)
		app_go(app, (enum place)place);
	else if (action != ACTION_NONE)
		app_act(app, action);
	else if (str_is(word, "mouse") || str_starts(word, "theme "))
		return settings_set(app, word, err);
	else if (str_starts(word, "set "))
		return settings_set(app, (struct slice){ word.at + 4,
		    word.len - 4 }, err);
	else if (str_starts(word, "login ") || str_starts(word, "logout "))
		return run_sign(app, word, err);
	else if (own->count > 0)
		return run_hit(own, app, &own->hits[own->cursor], err);
	else
		return err_set(err, ERR_USAGE, "neither pane nor action nor "
		    "a known object; ? lists the names");
	return true;
}

static void
enter(struct pane *p, struct app *app)
{
	struct palette *own = p->own;

	while (hits_seek(own, 4000))
		;
	err_clear(&own->err);
	p->is_closing = true;	/* what is run may open what comes next */
	if (own->is_moved ? !run_hit(own, app, &own->hits[own->cursor],
	    &own->err) : !run_word(own, app,
	    str_trim(str_slice(edit_text(&own->edit))), &own->err))
		p->is_closing = false;
}

static void
move(struct palette *own, int step)
{
	int to = is_chosen(own) ? own->cursor + step : 0;

	if (own->count == 0)
		return;
	own->cursor = to < 0 ? 0 : to >= own->count ? own->count - 1 : to;
	own->is_moved = true;
}

/* The command that does what the cursor stands on; nothing: there is none. */
static void
hit_command(struct palette *own, struct app *app, const struct hit *hit,
    struct buf *out)
{
	struct offer offers[HITS_MOST];
	struct selection s;

	if (hit->kind == HIT_PLACE && place_resource((enum place)hit->number)
	    != NULL)
		buf_format(out, "endpane %s list", place_resource(
		    (enum place)hit->number)->noun);
	else if (hit->kind == HIT_OBJECT) {
		selection_one(&s, place_resource(hit->place),
		    &app->config->conns[hit->number], hit->id, hit->text,
		    hit->domain);
		as_command_show(&s, out);
		selection_fini(&s);
	} else if (hit->kind == HIT_OFFER && hits_selection(own, &s)) {
		if ((size_t)hit->number < offers_find(app, &s, offers,
		    HITS_MOST))
			as_command_offer(app, &offers[hit->number], &s, out);
		selection_fini(&s);
	}
}

static void
copy_command(struct palette *own, struct app *app)
{
	struct buf command = { 0 };

	while (hits_seek(own, 4000))
		;
	if (own->count > 0 && is_chosen(own))
		hit_command(own, app, &own->hits[own->cursor], &command);
	err_clear(&own->err);
	if (command.len == 0)
		err_set(&own->err, ERR_USAGE, "no command does this");
	else if (app_copy(app, buf_string(&command), ""))
		snprintf(own->note, sizeof(own->note), "copied: %s",
		    buf_string(&command));
	else
		err_set(&own->err, ERR_USAGE, "%.190s", app->message);
	buf_fini(&command);
}

static bool
key(struct pane *p, struct app *app, int pressed)
{
	struct palette *own = p->own;

	own->note[0] = '\0';
	if (pressed == PRESS_ESCAPE)
		app_close(app, p);
	else if (pressed == PRESS_ENTER)
		enter(p, app);
	else if (pressed == PRESS_CTRL('y'))
		copy_command(own, app);
	else if (pressed == PRESS_DOWN || pressed == PRESS_UP)
		move(own, pressed == PRESS_DOWN ? 1 : -1);
	else if (pressed == PRESS_TAB && own->count > 0 && is_chosen(own)) {
		edit_set(&own->edit, own->hits[own->cursor].text);
		hits_find(own, app);
	} else if (edit_key(&own->edit, pressed)) {
		err_clear(&own->err);
		hits_find(own, app);
	} else
		return false;
	return true;
}

static bool
paste(struct pane *p, struct app *app, const char *text, size_t len)
{
	struct palette *own = p->own;

	edit_paste(&own->edit, text, len);
	hits_find(own, app);
	return true;
}

static bool
work(struct pane *p, struct app *app, int64_t budget_us)
{
	struct palette *own = p->own;
	int before = own->count;
	bool more = hits_seek(own, budget_us);

	app->is_dirty |= own->count != before;
	return more;
}

/* Rows that arrive meanwhile are sought in, too, while nothing is chosen. */
static void
news(struct pane *p, struct app *app)
{
	struct palette *own = p->own;
	generation now = hits_generation(own);

	if (now == own->seen || own->is_moved)
		return;
	own->seen = now;
	hits_find(own, app);
	app->is_dirty = true;
}

static void
fini(struct pane *p)
{
	struct palette *own = p->own;

	hits_clear(own);
	edit_fini(&own->edit);
	free(own);
}

static const struct pane_kind palette_kind = {
	.name = "Palette", .is_dialog = true, .has_line = true, .draw = draw,
	.key = key, .paste = paste, .work = work, .news = news, .fini = fini,
	.bar = "Enter go   Up Down choose   Tab complete   C-y copy command   "
	    "Esc leave it",
};

void
palette_open(struct app *app)
{
	struct palette *own = mem_alloc(sizeof(*own));

	own->below = app_top(app);
	hits_find(own, app);
	app_open(app, &palette_kind, own);
}
