/* The form's pickers: which list a field is one of, and what it needs. */
#include "dialogs.h"
#include "form.h"
#include "shelf.h"

#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/op/list.h>

#include <stdlib.h>
#include <string.h>

#define HOSTS_MOST	20	/* configured devices whose lists are looked at */
#define MET_MOST	200

static void
picked_for(struct app *app, struct pane *below, struct picked *list,
    size_t count)
{
	struct form *f = below->own;
	struct field_box *box = &f->fields[f->picking];
	size_t i, k;

	(void)app;
	/* A list may not know the names of what another one gave. */
	for (i = 0; i < count; i++)
		for (k = 0; k < box->count && list[i].name == NULL; k++)
			if (strcmp(box->list[k].id, list[i].id) == 0)
				list[i].name = mem_text(box->list[k].name);
	picked_fini(box->list, box->count);
	box->list = list;
	box->count = count;
	if (f->here < f->count)
		f->here++;
}

bool
field_needs(const struct form *f, const struct cat_op *op, struct args *args,
    struct err *err)
{
	const struct cat_param *p = op->params;
	const char *value;
	struct args own = { 0 };
	bool good = true;

	form_args(f, &own);
	for (; good && p != NULL && p->name != NULL; p++) {
		value = args_get(&own, p->name, 0);
		if ((p->flags & CAT_REQUIRED) == 0)
			continue;
		if (value == NULL)
			good = err_set(err, ERR_USAGE, "first the %s: what is "
			    "picked from is the list of one", p->name);
		else
			args_add(args, p->name, str_slice(value));
	}
	args_fini(&own);
	return good;
}

/* The rows of accounts that were read, of a device or of those configured. */
static struct list *
met_list(const struct form *f, const struct app *app,
    const struct cat_resource *resource, size_t number)
{
	const struct cat_op *op = cat_op_with(resource, CAT_LISTS);
	struct slice rest = str_slice(f->conn->settings.device_ids), one = rest;
	struct args args = { 0 };
	struct list *list = NULL;
	struct err err;

	if (number == 0) {
		if (field_needs(f, op, &args, &err))
			list = list_open(app->engine, resource, args.count > 0 ?
			    &args : NULL, &err);
		args_fini(&args);
		return list;
	}
	while (str_next(&rest, ',', &one) && --number > 0)
		;
	one = str_trim(one);
	if (number > 0 || one.len == 0)
		return NULL;
	if (memrchr(one.at, ':', one.len) != NULL) {
		const char *id = (const char *)memrchr(one.at, ':',
		    one.len) + 1;

		one = (struct slice){ id, one.len - (size_t)(id - one.at) };
	}
	args_add(&args, "device", one);
	list = list_open(app->engine, resource, &args, &err);
	args_fini(&args);
	return list;
}

static bool
has(const struct picked *list, size_t count, struct slice id)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (str_is(id, list[i].id))
			return true;
	return false;
}

void
field_met(const struct form *f, struct app *app,
    const struct cat_param *param, struct picked **list, size_t *count)
{
	const struct cat_resource *resource;
	const struct rows *rows;
	struct list *from;
	int id, name;
	uint32_t row;
	size_t n;

	if (f->conn == NULL || !cat_met(param, &resource, &id, &name))
		return;
	/* What a read lists is of the one device that it is asked for. */
	for (n = 0; n <= (param->from == NULL ? HOSTS_MOST : 0); n++) {
		from = met_list(f, app, resource, n);
		if (from == NULL)
			continue;
		rows = list_rows(from);
		for (row = 0; row < rows_count(rows) && *count < MET_MOST;
		    row++) {
			struct slice cell = rows_cell(rows, row, id);

			if (cell.len > 0 && rows_conn(rows, row) ==
			    f->conn->number && !has(*list, *count, cell))
				picked_add(list, count, cell,
				    rows_cell(rows, row, name), NULL);
		}
	}
}

static void
pick_from_list(struct form *f, struct app *app, struct pane *p,
    const struct cat_resource *resource)
{
	const struct field_box *box = &f->fields[f->here];
	struct args args = { 0 };

	if (field_needs(f, cat_op_with(resource, CAT_LISTS), &args, &f->err))
		picker_open(app, resource, &args, f->conn,
		    (box->param->flags & CAT_MANY) != 0, box->list,
		    box->count, picked_for, p);
	args_fini(&args);
}

static void
pick_from_read(struct form *f, struct app *app, struct pane *p,
    const struct cat_resource *resource, const struct cat_op *op,
    struct args *args)
{
	const struct field_box *box = &f->fields[f->here];
	struct shelf_ways ways = { resource, op, f->conn, args,
	    (box->param->flags & CAT_MANY) != 0, box->list, box->count,
	    NULL, 0, "accounts", picked_for };
	struct picked *met = NULL;

	if (f->conn == NULL) {
		err_set(&f->err, ERR_USAGE, "no connection serves %s",
		    resource->noun);
		return;
	}
	if (!field_needs(f, op, args, &f->err))
		return;
	field_met(f, app, box->param, &met, &ways.besides_count);
	ways.besides = met;
	shelf_open(app, &ways, p);
	picked_fini(met, ways.besides_count);
}

/* The two lists that a field may be filled from. */
static void
source_chosen(struct app *app, struct pane *below, int choice, bool more)
{
	struct form *f = below->own;
	const struct cat_param *param = f->fields[f->picking].param;
	const struct cat_resource *resource =
	    cat_resource(str_slice(param->noun), NULL);
	const struct cat_op *op;
	struct args args = { 0 };

	(void)more;
	if (choice == 0 || cat_from(param, &resource, &op, &args))
		pick_from_list(f, app, below, resource);
	args_fini(&args);
}

static void
ask_source(struct app *app, struct pane *p, const struct cat_resource *one,
    const struct cat_resource *other)
{
	struct choice *choices = NULL;
	int count = 0;

	choice_add(&choices, &count, mem_text(one->noun), NULL, false);
	choice_add(&choices, &count, mem_text(other->noun), NULL, false);
	menu_open(app, "Pick from", choices, count, false, source_chosen, p);
}

void
field_pick(struct form *f, struct app *app, struct pane *p)
{
	const struct cat_param *param = f->fields[f->here].param;
	const struct cat_resource *own = param->noun == NULL ? NULL :
	    cat_resource(str_slice(param->noun), NULL), *resource;
	const struct cat_op *op;
	struct args args = { 0 };

	err_clear(&f->err);
	f->picking = f->here;
	if (!cat_from(param, &resource, &op, &args))
		pick_from_list(f, app, p, own);
	else if ((op->flags & CAT_LISTS) == 0)
		pick_from_read(f, app, p, resource, op, &args);
	else if (own != NULL)
		ask_source(app, p, own, resource);
	else
		pick_from_list(f, app, p, resource);
	args_fini(&args);
}

/* "Ids of devices. Enter picks from devices, typing or a paste adds". */
static void
objects_hint(const struct cat_param *param, struct buf *out)
{
	const struct cat_resource *resource;
	const struct cat_op *op;
	struct args args = { 0 };
	bool has_from = cat_from(param, &resource, &op, &args);

	buf_text(out, ". Enter picks from ");
	if (has_from && (op->flags & CAT_LISTS) == 0)
		buf_text(out, param->from);
	else
		buf_format(out, "%s%s%s", param->noun != NULL ? param->noun :
		    "", has_from && param->noun != NULL ? " or " : "",
		    has_from ? resource->noun : "");
	buf_text(out, (param->flags & CAT_MANY) != 0 ?
	    "; typing or a paste adds" : "; or it is typed or pasted");
	args_fini(&args);
}

void
field_hint(const struct form *f, struct app *app,
    const struct field_box *box, struct buf *out)
{
	const struct cat_param *param = box->param;

	buf_text(out, param->help);
	if (box->entry == ENTRY_OBJECTS)
		objects_hint(param, out);
	else if (box->edit.is_secret && !field_is_again(box))
		buf_text(out, ". Typed here, not shown");
	else if (box->entry == ENTRY_TEXT && box->body == NULL &&
	    !box->edit.is_secret) {
		if ((param->flags & CAT_UNLISTED) != 0)
			buf_text(out, ". Typed: nothing lists them");
		if ((param->flags & CAT_FILE) != 0)
			buf_text(out, ". Tab completes a path");
		else if (known_any(f, app, box))
			buf_text(out, (param->flags & CAT_UNLISTED) != 0 ?
			    "; Enter offers those that are known" :
			    ". Enter offers those that are known");
	}
}
