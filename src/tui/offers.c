/* The menu card: which operations take a selection, and why some can't now. */
#include "dialogs.h"
#include "forms.h"
#include "object.h"
#include "signin.h"

#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/catalog/bar.h>
#include <endpane/catalog/cell.h>
#include <endpane/catalog/undo.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define OFFERS_MOST 40

/* The pane's own main action, by what it is: a. */
static const struct {
	const char	*noun;		/* of the pane */
	const char	*resource;
	const char	*verb;
} mains[] = {
	{ "devices", "apps", "associate" },
	{ "groups", "groups", "add-members" },
	{ "apps", "apps", "associate" },
	{ "users", "users", "update" },
	{ "computers", "computers", "disable" },
	{ "accounts", "accounts", "link" },
};

const struct conn *
offers_conn(const struct app *app, const struct cat_resource *resource)
{
	const struct conn *found = NULL, *conn;
	size_t i;

	for (i = 0; i < app->config->conn_count; i++) {
		conn = &app->config->conns[i];
		if (conn_serves(conn, resource) && (found == NULL ||
		    engine_is_read_only(app->engine, found)))
			found = conn;
	}
	return found;
}

/* The selection's, or where nothing is selected one that serves. */
static const struct conn *
conn_for(const struct app *app, const struct selection *s,
    const struct cat_resource *resource)
{
	return s->conn != NULL ? s->conn : offers_conn(app, resource);
}

/*
 * What the row of its list says against it. Of several the server tells which
 * ones it takes.
 */
static const char *
row_against(struct app *app, const struct selection *s, const struct cat_op *op)
{
	const struct cat_bar *bar = op->bars;
	const char *why = NULL;
	struct rows *rows;
	uint32_t row;

	if (bar == NULL || s->count != 1 ||
	    !selection_row(app, s, &rows, &row))
		return NULL;
	for (; bar->column != NULL && why == NULL; bar++) {
		int column = cat_column(s->resource, str_slice(bar->column));
		struct buf shown = { 0 };

		cell_show(&s->resource->columns[column],
		    rows_cell(rows, row, column), &shown);
		if (str_is_folded((struct slice){ shown.at, shown.len },
		    bar->shown))
			why = bar->why;
		buf_fini(&shown);
	}
	return why;
}

static void
why_not(struct app *app, const struct selection *s, struct offer *offer)
{
	const struct conn *conn = conn_for(app, s, offer->resource);
	const struct cat_param *as = offer->as;
	char *why = offer->why;
	size_t size = sizeof(offer->why);
	const struct err *trouble;
	const char *against;

	if (s->is_mixed)
		snprintf(why, size, "the marks are of several connections");
	else if (as != NULL && s->count > 1 && (as->flags & CAT_MANY) == 0)
		snprintf(why, size, "takes one, but %zu are marked", s->count);
	else if (conn == NULL)
		snprintf(why, size, "no connection serves %s",
		    offer->resource->noun);
	else if (!cat_writes(offer->op))
		return;
	else if (engine_is_read_only(app->engine, conn))
		snprintf(why, size, "%s is read-only", conn->name);
	else if (engine_journal(app->engine) == NULL) {
		trouble = engine_journal_trouble(app->engine);
		snprintf(why, size, "nothing can be recorded: %.120s",
		    trouble->text);
	} else if (as != NULL && offer->resource == s->resource &&
	    (against = row_against(app, s, offer->op)) != NULL)
		snprintf(why, size, "%s", against);
}

/* Are they the objects of another list that a field is picked from? */
static bool
is_from(const struct cat_param *p, const char *noun)
{
	const struct cat_resource *resource;
	const struct cat_op *read;
	struct args args = { 0 };
	bool is = cat_from(p, &resource, &read, &args) &&
	    (read->flags & CAT_LISTS) != 0 &&
	    strcmp(resource->noun, noun) == 0;

	args_fini(&args);
	return is;
}

/* As which parameter an operation takes objects of that noun. */
static const struct cat_param *
takes(const struct cat_op *op, const char *noun)
{
	const struct cat_param *p;

	for (p = op->params; p != NULL && p->name != NULL; p++)
		if ((p->noun != NULL && strcmp(p->noun, noun) == 0) ||
		    is_from(p, noun))
			return p;
	return NULL;
}

static bool
serves(const struct cat_system *system, const struct cat_resource *resource)
{
	const struct cat_resource *const *r;

	for (r = system->resources; *r != NULL; r++)
		if (*r == resource)
			return true;
	return false;
}

static const struct cat_system *
system_of(const struct cat_resource *resource)
{
	int i;

	for (i = 0; cat_systems[i] != NULL; i++)
		if (serves(cat_systems[i], resource))
			return cat_systems[i];
	return NULL;
}

/* What needs no object is offered where its own kind is listed. */
static bool
stands_here(const struct cat_resource *resource,
    const struct cat_resource *pane)
{
	return resource == pane || (resource->beside != NULL &&
	    strcmp(resource->beside, pane->noun) == 0);
}

/* What the list of the pane does without being asked is no offer. */
static bool
is_plain_list(const struct cat_op *op)
{
	return (op->flags & CAT_LISTS) != 0 && op->params == NULL;
}

static size_t
find_of(struct app *app, const struct selection *s,
    const struct cat_resource *r, bool writes, struct offer *offers,
    size_t most)
{
	const struct cat_op *op;
	size_t count = 0;

	for (op = r->ops; op->verb != NULL; op++) {
		const struct cat_param *as = takes(op, s->resource->noun);

		if (cat_writes(op) != writes || is_plain_list(op) ||
		    (as == NULL && !stands_here(r, s->resource)) ||
		    count == most)
			continue;
		/* Nothing is selected: its form picks. */
		offers[count] = (struct offer){ r, op, s->count > 0 ? as :
		    NULL, "" };
		why_not(app, s, &offers[count++]);
	}
	return count;
}

/* The writes, or the reads; the resource's own before those of others. */
static size_t
find_some(struct app *app, const struct selection *s,
    const struct cat_system *system, bool writes, struct offer *offers,
    size_t most)
{
	const struct cat_resource *const *r;
	size_t count = find_of(app, s, s->resource, writes, offers, most);

	for (r = system->resources; *r != NULL; r++)
		if (*r != s->resource)
			count += find_of(app, s, *r, writes, offers + count,
			    most - count);
	return count;
}

size_t
offers_find(struct app *app, const struct selection *s, struct offer *offers,
    size_t most)
{
	const struct cat_system *system = system_of(s->resource);
	size_t count;

	if (system == NULL)
		return 0;
	count = find_some(app, s, system, true, offers, most);
	return count + find_some(app, s, system, false, offers + count,
	    most - count);
}

bool
offers_nth(struct app *app, size_t number, struct offer *offer)
{
	const struct selection none = { 0 };
	const struct cat_resource *const *r;
	const struct cat_op *op;
	int i;

	for (i = 0; cat_systems[i] != NULL; i++)
		for (r = cat_systems[i]->resources; *r != NULL; r++)
			for (op = (*r)->ops; op->verb != NULL; op++)
				if (number-- == 0) {
					*offer = (struct offer){ *r, op, NULL,
					    "" };
					why_not(app, &none, offer);
					return true;
				}
	return false;
}

/* A read that needs to know no more than what is selected. */
static bool
is_all_said(const struct offer *o)
{
	const struct cat_param *p = o->op->params;

	if (cat_writes(o->op))
		return false;
	for (; p != NULL && p->name != NULL; p++)
		if (p != o->as)
			return false;
	return true;
}

/* A question about the object itself, not one for others like it. */
static bool
asks_of_one(const struct offer *o, const struct selection *s)
{
	return s->count == 1 && s->resource == o->resource &&
	    !cat_writes(o->op) && (o->op->flags & CAT_LISTS) == 0;
}

void
offer_take(struct app *app, const struct offer *o, const struct selection *s)
{
	struct args args = { 0 };
	struct selection with;
	struct err err;

	if ((o->op->flags & CAT_SHOWS) != 0 && o->as != NULL) {
		detail_open(app, o->resource, s->conn, s->list[0].id,
		    s->list[0].name, s->list[0].domain, false);
		return;
	}
	if (!is_all_said(o)) {
		if (asks_of_one(o, s)) {
			with = *s;
			amend_values(app, s, o->op, &args);
			with.values = args.count > 0 ? &args : NULL;
			s = &with;
		}
		form_open(app, o, s);
		args_fini(&args);
		return;
	}
	if (o->as != NULL)
		args_add(&args, o->as->name, str_slice(s->list[0].id));
	if (!answer_open(app, o->resource, o->op, conn_for(app, s,
	    o->resource), &args, &err))
		app_complain(app, &err);
	args_fini(&args);
}

static void
offer_chosen(struct app *app, struct pane *below, int choice, bool more)
{
	struct listing *l = listpane_listing(below);
	struct offer offers[OFFERS_MOST];
	const struct conn *out;
	struct selection s;
	size_t count;

	(void)more;
	if (l != NULL)
		selection_take(&s, l);
	else {
		detail_selection(below, &s);
		detail_row(below, app, &s);
	}
	count = offers_find(app, &s, offers, OFFERS_MOST);
	out = (size_t)choice < count ? NULL :
	    signin_out(app, s.resource, (size_t)choice - count);
	if (out != NULL)
		signin_open(app, out);
	else if ((size_t)choice < count)
		offer_take(app, &offers[choice], &s);
	selection_fini(&s);
}

void
offers_menu(struct app *app, const struct selection *s)
{
	struct offer offers[OFFERS_MOST];
	size_t count = offers_find(app, s, offers, OFFERS_MOST), i;
	struct choice *choices = NULL;
	const struct conn *out;
	struct buf title = { 0 };
	int shown = 0;

	for (i = 0; i < count; i++) {
		const struct offer *o = &offers[i];

		choice_add(&choices, &shown, mem_format("%s %s",
		    o->resource->noun, o->op->verb), o->why[0] != '\0' ?
		    mem_format("no: %s", o->why) : mem_format("%s. %s",
		    cat_undo_words(o->op), o->op->help), o->why[0] != '\0');
	}
	for (i = 0; (out = signin_out(app, s->resource, i)) != NULL; i++)
		choice_add(&choices, &shown, mem_format("login %s", out->name),
		    mem_text("sign in to it: it is signed out"), false);
	if (shown == 0) {
		app_say(app, ROLE_WARN, "%s: nothing can be changed here",
		    s->resource->noun);
		return;
	}
	buf_text(&title, "Actions: ");
	if (s->count > 0)
		selection_words(s, &title);
	else
		buf_text(&title, s->resource->noun);
	menu_open(app, buf_string(&title), choices, shown, false,
	    offer_chosen, app_top(app));
	buf_fini(&title);
}

void
offers_main(struct app *app, const struct selection *s)
{
	struct offer offers[OFFERS_MOST];
	size_t count = offers_find(app, s, offers, OFFERS_MOST), i, k;

	for (k = 0; k < sizeof(mains) / sizeof(mains[0]); k++) {
		if (strcmp(mains[k].noun, s->resource->noun) != 0)
			continue;
		for (i = 0; i < count; i++)
			if (strcmp(offers[i].resource->noun,
			    mains[k].resource) == 0 &&
			    strcmp(offers[i].op->verb, mains[k].verb) == 0) {
				if (strcmp(mains[k].verb, "update") == 0)
					amend_open(app, s);
				else if (offers[i].why[0] == '\0')
					form_open(app, &offers[i], s);
				else
					app_say(app, ROLE_WARN, "%s %s: %s",
					    offers[i].resource->noun,
					    offers[i].op->verb,
					    offers[i].why);
				return;
			}
	}
	app_say(app, ROLE_WARN, "%s have no main action; x lists all",
	    s->resource->noun);
}

const char *
offers_main_word(const struct cat_resource *resource)
{
	size_t k;

	for (k = 0; k < sizeof(mains) / sizeof(mains[0]); k++)
		if (strcmp(mains[k].noun, resource->noun) == 0)
			return mains[k].verb;
	return "";
}
