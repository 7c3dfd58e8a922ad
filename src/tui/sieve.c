/* The sieve: conditions typed with help, and the query that they make. */
#include "sieve.h"

#include "dialogs.h"
#include "edit.h"
#include "forms.h"

#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/catalog/catalog.h>
#include <endpane/catalog/query.h>

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define TERMS_MOST	6
#define ROOMY_COLS	56
#define PARTS		3		/* column, operator, value */
#define NAMED_MOST	8		/* candidates that are said */

struct sieve {
	struct edit		 cells[TERMS_MOST][PARTS];
	int			 here;	/* cell; then the join, the button */
	bool			 any;	/* joined by or */
	const struct cat_resource *resource;
	const struct conn	*conn;
	const struct cat_grammar *grammar;
	sieve_fn		*made;
	struct pane		*below;
	struct buf		 offered;
	struct err		 err;	/* of taking it */
};

enum { JOIN = TERMS_MOST * PARTS, USE, STOPS };

static const char *
text_at(const struct sieve *own, int term, int part)
{
	return edit_text(&own->cells[term][part]);
}

/* Rows with nothing in them are none. */
static bool
is_empty(const struct sieve *own, int term)
{
	return text_at(own, term, 0)[0] == '\0' &&
	    text_at(own, term, 1)[0] == '\0' &&
	    text_at(own, term, 2)[0] == '\0';
}

static bool
query_of(const struct sieve *own, struct buf *query, struct err *err)
{
	struct cat_term terms[TERMS_MOST];
	size_t count = 0;
	int i;

	for (i = 0; i < TERMS_MOST; i++)
		if (!is_empty(own, i))
			terms[count++] = (struct cat_term){
			    text_at(own, i, 0), text_at(own, i, 1),
			    text_at(own, i, 2) };
	return own->grammar->query(terms, count, own->any,
	    &own->conn->settings, query, err);
}

/* Where the parts stand; on a small screen closer, and some terms only. */
struct layout {
	struct area	a;
	int		at[PARTS], room[PARTS];
	int		terms, top;	/* rows of them, and the first shown */
	int		join_x, join, use, notes;
};

static void
lay(const struct sieve *own, struct area box, struct layout *l)
{
	struct area a = { box.y + 1, box.x + 2, box.rows - 2, box.cols - 4 };
	bool roomy = a.rows >= TERMS_MOST + 6, wide = a.cols >= ROOMY_COLS;
	int column = wide ? 24 : (a.cols - 12) / 2, term;

	*l = (struct layout){ .a = a };
	l->at[0] = 2, l->room[0] = column;
	l->at[1] = 4 + column, l->room[1] = wide ? 8 : 6;
	l->at[2] = l->at[1] + l->room[1] + (wide ? 2 : 1);
	l->room[2] = a.cols - l->at[2];
	l->terms = roomy ? TERMS_MOST : a.rows - 4;
	if (l->terms > TERMS_MOST)
		l->terms = TERMS_MOST;
	term = own->here < JOIN ? own->here / PARTS : TERMS_MOST - 1;
	l->top = term >= l->terms ? term - l->terms + 1 : 0;
	l->join = a.y + 1 + l->terms;
	l->use = l->join + roomy;
	l->join_x = a.x + (roomy ? 2 : 16);	/* beside the button */
	l->notes = l->use + 1 + roomy;
}

static void
draw_term(const struct sieve *own, struct app *app, const struct layout *l,
    int term)
{
	int part, y = l->a.y + 1 + term - l->top;

	for (part = 0; part < PARTS; part++) {
		bool here = own->here == term * PARTS + part;

		edit_draw(&own->cells[term][part], app->canvas, y,
		    l->a.x + l->at[part], l->room[part], here);
		if (here)
			canvas_text(app->canvas, y, l->a.x, 1, ROLE_CURSOR,
			    ">");
	}
}

/* What it makes of it, or what is missing; what the operators mean. */
static void
draw_notes(const struct sieve *own, struct app *app, struct area a)
{
	struct buf query = { 0 }, words = { 0 };
	struct lines lines = { 0 };
	const struct cat_choice *c;
	struct err err;

	for (c = own->grammar->operators; c->wire != NULL; c++)
		buf_format(&words, "%s%s %s", words.len > 0 ? ", " : "",
		    c->wire, c->label);
	if (own->err.code != ERR_NONE)
		lines_wrap(&lines, ROLE_BAD, NULL, str_slice(own->err.text),
		    a.cols);
	else if (query_of(own, &query, &err))
		lines_wrap(&lines, ROLE_GOOD, NULL,
		    str_slice(buf_string(&query)), a.cols);
	else
		lines_wrap(&lines, ROLE_WARN, NULL, str_slice(err.text),
		    a.cols);
	lines_wrap(&lines, ROLE_DIM, NULL, str_slice(own->offered.len > 0 ?
	    buf_string(&own->offered) : buf_string(&words)), a.cols);
	lines_draw(&lines, app->canvas, a);
	lines_fini(&lines);
	buf_fini(&query);
	buf_fini(&words);
}

static void
draw(struct pane *p, struct app *app, struct area area)
{
	struct sieve *own = p->own;
	struct area box = area_inside(area, TERMS_MOST + 12, 76);
	static const char *const titles[PARTS] = { "COLUMN", "IS", "VALUE" };
	struct layout l;
	char title[80];
	int i;

	snprintf(title, sizeof(title), "Filter at the server of %s",
	    own->conn->name);
	canvas_window(app->canvas, box, title);
	lay(own, box, &l);
	for (i = 0; i < PARTS; i++)
		canvas_text(app->canvas, l.a.y, l.a.x + l.at[i], l.room[i],
		    ROLE_COLUMN, titles[i]);
	for (i = l.top; i < l.top + l.terms; i++)
		draw_term(own, app, &l, i);
	canvas_format(app->canvas, l.join, l.join_x, l.a.x + l.a.cols -
	    l.join_x, own->here == JOIN ? ROLE_CURSOR : ROLE_PLAIN,
	    "joined by: %s", own->any ? "or" : "and");
	canvas_text(app->canvas, l.use, l.a.x + 2, 14, own->here == USE ?
	    ROLE_CURSOR : ROLE_KEY, "[ Use it F2 ]");
	draw_notes(own, app, (struct area){ l.notes, l.a.x, l.a.y + l.a.rows -
	    l.notes, l.a.cols });
}

/* One candidate for what is typed: counted, and what all share kept. */
struct guess {
	const char	*typed;
	struct buf	 common;
	int		 count;
	bool		 is_exact;
	struct buf	 words;
};

static void
guess_add(struct guess *g, struct slice name)
{
	size_t len = strlen(g->typed), n = 0;

	if (name.len < len || strncasecmp(name.at, g->typed, len) != 0)
		return;
	g->is_exact |= name.len == len;
	if (g->count++ == 0)
		buf_slice(&g->common, name), n = name.len;
	else
		while (n < g->common.len && n < name.len &&
		    g->common.at[n] == name.at[n])
			n++;
	g->common.len = n;
	if (g->count <= NAMED_MOST)
		buf_format(&g->words, "%s%.*s", g->count > 1 ? "  " : "",
		    (int)name.len, name.at);
}

static bool
server_name(const struct cat_column *c, struct slice *name)
{
	struct slice paths = str_slice(c->path);

	if (!str_next(&paths, '|', name) || name->len < 2 ||
	    name->at[0] != '/')
		return false;
	name->at++;
	name->len--;
	return true;
}

/*
 * The server's names: of our columns, and those that no row of ours shows; or
 * of the column that the list calls so.
 */
static void
guess_columns(const struct sieve *own, struct guess *g)
{
	const struct cat_column *c;
	struct slice name;
	int i;

	for (c = own->resource->columns; c->name != NULL; c++)
		if (server_name(c, &name))
			guess_add(g, name);
	for (i = 0; own->grammar->columns[i] != NULL; i++)
		guess_add(g, str_slice(own->grammar->columns[i]));
	i = cat_column(own->resource, str_slice(g->typed));
	if (g->count == 0 && i >= 0 &&
	    server_name(&own->resource->columns[i], &name)) {
		g->typed = "";
		guess_add(g, name);
	}
}

/* True where it went on, or there is more than one to choose from. */
static bool
complete(struct sieve *own)
{
	struct guess g = { 0 };
	const struct cat_choice *c;
	struct edit *cell;
	bool used;

	if (own->here >= JOIN || own->here % PARTS == 2)
		return false;
	cell = &own->cells[own->here / PARTS][own->here % PARTS];
	g.typed = edit_text(cell);
	/* An empty cell is passed, but for the very first. */
	if (g.typed[0] == '\0' && own->here > 0)
		return false;
	if (own->here % PARTS == 0)
		guess_columns(own, &g);
	else
		for (c = own->grammar->operators; c->wire != NULL; c++)
			guess_add(&g, str_slice(c->wire));
	used = !g.is_exact && g.count > 0 && (g.count > 1 ||
	    g.common.len > strlen(g.typed));
	buf_clear(&own->offered);
	if (used && g.count > 1)
		buf_format(&own->offered, "%d fit: %s%s", g.count,
		    buf_string(&g.words), g.count > NAMED_MOST ? "  ..." : "");
	/* A letter of another case is put right as well. */
	if (g.count > 0 && g.common.len >= strlen(g.typed)) {
		char *text = mem_slice(g.common.at, g.common.len);

		edit_set(cell, text);
		free(text);
	}
	buf_fini(&g.common);
	buf_fini(&g.words);
	return used && g.count > 1;
}

/* Of what is empty only the first column can be gone to. */
static bool
is_passed(const struct sieve *own)
{
	int term = own->here / PARTS;

	return own->here < JOIN && is_empty(own, term) &&
	    (own->here % PARTS > 0 || (term > 0 && is_empty(own, term - 1)));
}

static void
step(struct sieve *own, int by)
{
	do
		own->here = (own->here + by + STOPS) % STOPS;
	while (is_passed(own));
}

static void
use(struct pane *p, struct app *app)
{
	struct sieve *own = p->own;
	struct buf query = { 0 };

	err_clear(&own->err);
	if (query_of(own, &query, &own->err)) {
		app_close(app, p);
		own->made(app, own->below, buf_string(&query));
	}
	buf_fini(&query);
}

static bool
key(struct pane *p, struct app *app, int pressed)
{
	struct sieve *own = p->own;

	if (pressed == PRESS_TAB && complete(own))
		return true;
	buf_clear(&own->offered);
	err_clear(&own->err);
	if (pressed == PRESS_ESCAPE)
		app_close(app, p);
	else if (pressed == PRESS_TAB || (pressed == PRESS_ENTER &&
	    own->here < JOIN))
		step(own, 1);
	else if (pressed == PRESS_BACK_TAB)
		step(own, -1);
	else if (pressed == PRESS_DOWN || pressed == PRESS_UP)
		step(own, pressed == PRESS_DOWN ? PARTS : -PARTS);
	else if (pressed == PRESS_F0 + 2 || (pressed == PRESS_ENTER &&
	    own->here == USE))
		use(p, app);
	else if (own->here == JOIN && (pressed == PRESS_SPACE ||
	    pressed == PRESS_ENTER))
		own->any = !own->any;
	else if (own->here < JOIN)
		return edit_key(&own->cells[own->here / PARTS]
		    [own->here % PARTS], pressed);
	else
		return false;
	return true;
}

static bool
paste(struct pane *p, struct app *app, const char *text, size_t len)
{
	struct sieve *own = p->own;

	(void)app;
	if (own->here >= JOIN)
		return false;
	edit_paste(&own->cells[own->here / PARTS][own->here % PARTS], text,
	    len);
	return true;
}

static void
fini(struct pane *p)
{
	struct sieve *own = p->own;
	int i, k;

	for (i = 0; i < TERMS_MOST; i++)
		for (k = 0; k < PARTS; k++)
			edit_fini(&own->cells[i][k]);
	buf_fini(&own->offered);
	free(own);
}

static const struct pane_kind sieve_kind = {
	.name = "Filter at the server", .is_dialog = true, .draw = draw,
	.key = key, .paste = paste, .fini = fini,
	.bar = "Tab next, completes   S-Tab back   Space and, or   F2 use it   "
	    "Esc",
};

bool
sieve_open(struct app *app, const struct cat_resource *resource,
    const struct conn *conn, sieve_fn *made, struct pane *below)
{
	struct sieve *own;

	if (conn == NULL || conn->system->grammar == NULL)
		return false;
	own = mem_alloc(sizeof(*own));
	own->resource = resource;
	own->conn = conn;
	own->grammar = conn->system->grammar;
	own->made = made;
	own->below = below;
	app_open(app, &sieve_kind, own);
	return true;
}

/* A list of its own, with the query as its argument, over the one here. */
static void
list_with(struct app *app, struct pane *below, const char *query)
{
	const struct listing *l = listpane_listing(below);
	const struct args *before = l->list != NULL ? list_args(l->list) :
	    NULL;
	struct args args = { 0 };
	size_t i;

	for (i = 0; before != NULL && i < before->count; i++)
		if (strcmp(before->list[i].name, "filter") != 0)
			args_add(&args, before->list[i].name,
			    str_slice(before->list[i].value));
	if (query[0] != '\0')
		args_add(&args, "filter", str_slice(query));
	listpane_open(app, below->place, &args);
	args_fini(&args);
}

static bool
typed(struct pane *below, struct app *app, const char *text, struct err *err)
{
	(void)err;
	list_with(app, below, text);
	return true;
}

void
sieve_ask(struct app *app, struct pane *list)
{
	static const struct prompt_ways ways = { .title = "SERVER FILTER",
	    .done = typed };
	const struct cat_resource *resource =
	    listpane_listing(list)->resource;
	const struct cat_op *op = cat_op_with(resource, CAT_LISTS);

	if (op == NULL || (op->flags & CAT_SERVER_FILTER) == 0)
		app_say(app, ROLE_WARN, "the server of %s takes no filter; / "
		    "filters what is here", resource->noun);
	else if (!sieve_open(app, resource, offers_conn(app, resource),
	    list_with, list))
		prompt_open(app, &ways, list, "");
}
