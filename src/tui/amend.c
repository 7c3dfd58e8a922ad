/* e: the form that updates an object, with what it has now filled in. */
#include "object.h"

#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/catalog/cell.h>
#include <endpane/json/scan.h>
#include <endpane/op/fetch.h>
#include <endpane/op/list.h>

#include <stdlib.h>
#include <string.h>

#define OFFERS_MOST 40

bool
selection_row(struct app *app, const struct selection *s, struct rows **rows,
    uint32_t *row)
{
	struct err err;
	struct list *list = list_open(app->engine, s->resource, s->given,
	    &err);

	if (list == NULL || s->conn == NULL || s->count != 1)
		return false;
	*rows = list_rows(list);
	return rows_find(*rows, s->conn->number, str_slice(s->list[0].id),
	    row);
}

struct slice
selection_answer(struct app *app, const struct selection *s)
{
	const struct cat_op *op = cat_op(s->resource, str_slice("show"));
	const struct cat_param *p;
	struct slice answer = { NULL, 0 };
	struct args args = { 0 };
	const struct look *look;

	/* What no call shows has all there is in its list. */
	if (op == NULL)
		op = cat_op_with(s->resource, CAT_LISTS);
	if (op == NULL || s->conn == NULL || s->count == 0)
		return answer;
	for (p = op->params; p != NULL && p->name != NULL; p++)
		if (p->flags & CAT_POSITION)
			args_add(&args, p->name, str_slice(s->list[0].id));
		else if (strcmp(p->name, "domain") == 0 &&
		    s->list[0].domain != NULL)
			args_add(&args, p->name,
			    str_slice(s->list[0].domain));
		else if (s->given != NULL && args_get(s->given, p->name, 0) !=
		    NULL)
			args_add(&args, p->name, str_slice(args_get(s->given,
			    p->name, 0)));
	look = look_find(app->engine, s->conn, s->resource, op, &args);
	args_fini(&args);
	if (look == NULL)
		return answer;
	if (op->flags & CAT_LISTS)
		look_item(look, s->list[0].id, &answer);
	else
		answer = look_body(look);
	return answer;
}

static bool
has_path(const char *paths, const char *wire)
{
	struct slice rest = str_slice(paths), one;

	while (str_next(&rest, '|', &one))
		if (one.len > 1 && str_is((struct slice){ one.at + 1,
		    one.len - 1 }, wire))
			return true;
	return false;
}

static struct slice
row_value(const struct rows *rows, uint32_t row, const struct cat_param *p)
{
	const struct cat_resource *r = rows_resource(rows);
	int i, count = cat_column_count(r);

	for (i = 0; i < count; i++)
		if (has_path(r->columns[i].path, p->wire))
			return rows_cell(rows, row, i);
	i = cat_column(r, str_slice(strcmp(p->name, "email") == 0 ? "mail" :
	    p->name));
	return i >= 0 ? rows_cell(rows, row, i) : (struct slice){ NULL, 0 };
}

/* As a person calls it, where the server has a number or a word for it. */
static struct slice
by_label(const struct cat_param *p, struct slice text)
{
	const struct cat_choice *c;

	for (c = p->choices; c != NULL && c->wire != NULL; c++)
		if (str_is(text, c->wire))
			return str_slice(c->label);
	return text;
}

/*
 * What is masked is no value, and is not to come back as one; nor is the name
 * that a server shows for what it takes as a number.
 */
static void
add_value(struct args *values, const struct cat_param *p, struct slice text)
{
	int64_t number;
	bool flag;

	if (text.len == 0 || cell_absent(p->kind, text) ||
	    p->kind == CAT_SECRET || memchr(text.at, '*', text.len) != NULL)
		return;
	if (p->kind == CAT_NUMBER && !str_number(text, &number))
		return;
	text = by_label(p, text);
	if (p->kind == CAT_FLAG)
		text = str_slice(cell_flag(text, &flag) && flag ? "true" :
		    "false");
	args_add(values, p->name, text);
}

/* A list of NAME=VALUE: those that the row has under the same name. */
static void
add_pairs(struct args *values, const struct cat_param *p,
    const struct rows *rows, uint32_t row)
{
	static const char *const names[] = { "department", "description" };
	struct buf text = { 0 };
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		int column = cat_column(rows_resource(rows),
		    str_slice(names[i]));
		struct slice cell = { NULL, 0 };

		if (column >= 0)
			cell = rows_cell(rows, row, column);
		if (cell.len > 0)
			buf_format(&text, "%s%s=%.*s", text.len > 0 ? "," :
			    "", names[i], (int)cell.len, cell.at);
	}
	if (text.len > 0)
		args_add(values, p->name, (struct slice){ text.at, text.len });
	buf_fini(&text);
}

void
amend_values(struct app *app, const struct selection *s,
    const struct cat_op *op, struct args *values)
{
	struct slice body = selection_answer(app, s), found;
	const struct cat_param *p;
	struct buf text = { 0 };
	struct rows *rows;
	uint32_t row;
	bool has_row = selection_row(app, s, &rows, &row);
	char path[80];

	for (p = op->params; p != NULL && p->name != NULL; p++) {
		if ((p->flags & CAT_POSITION) != 0 || p->noun != NULL)
			continue;
		snprintf(path, sizeof(path), "/%.70s", p->wire);
		buf_clear(&text);
		if (body.len > 0 && scan_at(body, path, &found) &&
		    scan_type(found) != JSON_NULL && scan_text(found, &text))
			add_value(values, p, (struct slice){
			    buf_string(&text), text.len });
		else if (has_row && strcmp(p->name, "attr") == 0)
			add_pairs(values, p, rows, row);
		else if (has_row)
			add_value(values, p, row_value(rows, row, p));
	}
	buf_fini(&text);
}

static const struct offer *
update_of(const struct offer *offers, size_t count,
    const struct cat_resource *resource)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (offers[i].resource == resource &&
		    strcmp(offers[i].op->verb, "update") == 0)
			return &offers[i];
	return NULL;
}

void
amend_open(struct app *app, const struct selection *s)
{
	struct offer offers[OFFERS_MOST];
	size_t count = offers_find(app, s, offers, OFFERS_MOST);
	const struct offer *o = update_of(offers, count, s->resource);
	struct selection with = *s;
	struct args values = { 0 };

	if (o == NULL) {
		app_say(app, ROLE_WARN, "%s cannot be edited: their system "
		    "has no call for it; x lists what can be done",
		    s->resource->noun);
		return;
	}
	if (o->why[0] != '\0') {
		app_say(app, ROLE_WARN, "%s update: %s", s->resource->noun,
		    o->why);
		return;
	}
	if (s->count == 1)
		amend_values(app, s, o->op, &values);
	with.values = s->count == 1 ? &values : NULL;
	form_open(app, o, &with);
	args_fini(&values);
}
