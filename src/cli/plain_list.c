/* Lists and objects as plain lines. */
#include "plain.h"

#include <endpane/base/clock.h>
#include <endpane/base/hashes.h>
#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/catalog/cell.h>
#include <endpane/catalog/item.h>
#include <endpane/json/scan.h>
#include <endpane/op/fields.h>

#include <stdlib.h>
#include <string.h>

#define STALE_MS	(5 * 60000LL)
#define CELLS_MOST	7	/* of a row; all of it is behind its number */
#define SLICE_US	100000

void
plain_close_list(struct plain *p)
{
	view_free(p->view);
	p->view = NULL;
	p->list = NULL;
	args_fini(&p->given);
	p->given = (struct args){ 0 };
}

/* Rows may have been replaced since they were looked at. */
static void
settle(struct plain *p)
{
	if (list_rows(p->list) != p->rows) {
		p->rows = list_rows(p->list);
		view_use(p->view, p->rows);
	} else
		view_grew(p->view);
	while (view_work(p->view, SLICE_US))
		continue;
}

void
plain_list(struct plain *p, const struct cat_resource *resource,
    const struct args *args)
{
	struct args own = { 0 };
	struct err err = { 0 };
	struct list *list;

	args_copy(&own, args);
	list = list_open(p->s->engine, resource, args != NULL ? &own : NULL,
	    &err);
	if (list == NULL) {
		plain_say("%s.", err.text);
		args_fini(&own);
		return;
	}
	plain_close_list(p);
	p->given = own;
	p->resource = resource;
	p->list = list;
	p->level = PLAIN_LIST;
	p->top = 0;
	if (clock_is_old(list_as_of_ms(list), STALE_MS)) {
		plain_say("Reading %s.", resource->noun);
		list_refresh(list, -1);
	}
	plain_wait_list(p, list);
	p->rows = list_rows(list);
	p->view = view_new(p->rows);
	plain_page(p);
}

static void
say_row(struct plain *p, size_t place)
{
	const struct cat_resource *r = p->resource;
	uint32_t row = view_row(p->view, place);
	struct slice label = rows_label(p->rows, row);
	struct buf line = { 0 };
	int i, shown = 0;

	if (label.len == 0)
		label = rows_id(p->rows, row);
	buf_format(&line, "%zu: %.*s", place + 1, (int)label.len, label.at);
	for (i = 0; r->columns[i].name != NULL && shown < CELLS_MOST; i++) {
		struct slice cell = rows_cell(p->rows, row, i);

		if (cell.len == 0 || r->columns[i].width == 0 ||
		    strcmp(r->columns[i].name, r->label) == 0 ||
		    strcmp(r->columns[i].name, r->id) == 0)
			continue;
		buf_format(&line, ", %s ", r->columns[i].name);
		cell_show(&r->columns[i], cell, &line);
		shown++;
	}
	plain_say("%s", buf_string(&line));
	buf_fini(&line);
}

void
plain_page(struct plain *p)
{
	const struct err *trouble = list_trouble(p->list);
	size_t count, end, place;
	char when[24] = "";

	settle(p);
	count = view_count(p->view);
	if (p->top >= count)
		p->top = count > PLAIN_LINES ? (count - 1) / PLAIN_LINES *
		    PLAIN_LINES : 0;
	end = p->top + PLAIN_LINES < count ? p->top + PLAIN_LINES : count;
	for (place = p->top; place < end; place++)
		say_row(p, place);
	if (list_as_of_ms(p->list) > 0)
		clock_print(list_as_of_ms(p->list), when, sizeof(when));
	if (count == 0)
		plain_say("No %s; %zu without a filter.", p->resource->noun,
		    rows_count(p->rows));
	else
		plain_say("%s, rows %zu to %zu of %zu; %zu without a filter. "
		    "Read %s.", p->resource->title, p->top + 1, end, count,
		    rows_count(p->rows), when[0] != '\0' ? when : "in part");
	if (trouble->code != ERR_NONE)
		plain_say("Problem: %s.", trouble->text);
}

void
plain_filter(struct plain *p, const char *terms)
{
	struct err err = { 0 };

	settle(p);
	if (!view_filter(p->view, terms, &err)) {
		plain_say("%s.", err.text);
		return;
	}
	p->top = 0;
	plain_page(p);
}

void
plain_sort(struct plain *p, const char *keys)
{
	struct err err = { 0 };

	settle(p);
	if (!view_sort(p->view, keys, &err)) {
		plain_say("%s.", err.text);
		return;
	}
	p->top = 0;
	plain_page(p);
}

static char *
copy(struct slice text)
{
	return text.len > 0 ? mem_slice(text.at, text.len) : NULL;
}

/* By its column, where the list has one. */
static char *
domain_of(const struct plain *p, uint32_t row)
{
	int column = cat_column(p->resource, str_slice("domain"));

	return column >= 0 ? copy(rows_cell(p->rows, row, column)) : NULL;
}

/* A row that has no more behind it than what the list tells. */
static void
show_row(struct plain *p, uint32_t row)
{
	const struct cat_column *c = p->resource->columns;
	struct buf value = { 0 };
	int i;

	plain_begin(p);
	for (i = 0; c[i].name != NULL; i++) {
		buf_clear(&value);
		cell_show(&c[i], rows_cell(p->rows, row, i), &value);
		plain_add(p, "%s: %s", c[i].name, value.len > 0 ?
		    buf_string(&value) : "not reported");
	}
	buf_fini(&value);
	plain_more(p);
}

void
plain_open(struct plain *p, size_t number)
{
	uint32_t row;

	settle(p);
	if (number < 1 || number > view_count(p->view)) {
		plain_say("There is no row %zu; the last one is %zu.", number,
		    view_count(p->view));
		return;
	}
	row = view_row(p->view, number - 1);
	free(p->id);
	free(p->name);
	free(p->domain);
	p->conn = &p->s->config->conns[rows_conn(p->rows, row)];
	p->id = copy(rows_id(p->rows, row));
	p->name = copy(rows_label(p->rows, row));
	p->domain = domain_of(p, row);
	p->level = PLAIN_OBJECT;
	plain_say("%s, %s, id %s.", p->resource->title, p->name != NULL ?
	    p->name : "without a name", p->id != NULL ? p->id : "unknown");
	if (p->id == NULL || !plain_tab(p, NULL, false))
		show_row(p, row);
}

static void
add_fields(struct plain *p, const struct cat_resource *resource,
    struct slice object)
{
	struct fields fields = { 0 };
	struct err err;
	size_t i;

	if (!fields_read(&fields, resource, object, &err)) {
		plain_add(p, "%s.", err.text);
		return;
	}
	for (i = 0; i < fields.count; i++) {
		const struct field *f = &fields.list[i];

		plain_add(p, "%s%s%s: %s", f->section, f->section[0] != '\0' ?
		    " " : "", f->label, f->is_absent ? "not reported" :
		    f->value);
	}
	fields_fini(&fields);
}

/* An item of a table: its members on one line. */
static void
add_item(struct plain *p, size_t number, struct slice item)
{
	struct fields fields = { 0 };
	struct buf line = { 0 };
	struct err err;
	size_t i;

	buf_format(&line, "%zu: ", number);
	if (scan_type(item) != JSON_OBJECT)
		scan_text(item, &line);
	else if (fields_read(&fields, NULL, item, &err))
		for (i = 0; i < fields.count; i++)
			if (!fields.list[i].is_absent)
				buf_format(&line, "%s%s%s%s %s",
				    i > 0 ? ", " : "", fields.list[i].section,
				    fields.list[i].section[0] != '\0' ? " " :
				    "", fields.list[i].label,
				    fields.list[i].value);
	plain_add(p, "%s", buf_string(&line));
	fields_fini(&fields);
	buf_fini(&line);
}

/* Items that several of the answer's lists have are told once. */
static void
add_table(struct plain *p, const struct cat_op *op, struct slice body,
    struct hashes *told)
{
	struct cat_items items;
	struct slice item;

	cat_items_begin(&items, op, body);
	while (cat_items_next(&items, &item))
		if (hashes_add(told, cat_item_hash(op, item)))
			add_item(p, told->count, item);
}

static void
add_raw(struct plain *p, struct slice body)
{
	struct slice rest, line;
	struct buf text = { 0 };
	struct err err;

	if (fields_pretty(body, &text, &err)) {
		rest = (struct slice){ buf_string(&text), text.len };
		while (str_next(&rest, '\n', &line))
			plain_add(p, "%.*s", (int)line.len, line.at);
	} else
		plain_add(p, "%s.", err.text);
	buf_fini(&text);
}

static void
add_answer(struct plain *p, const struct cat_op *op, const struct look *look,
    bool is_raw)
{
	struct slice object = look_body(look);
	struct hashes told = { 0 };
	size_t page;

	if ((op->flags & CAT_LISTS) != 0 && !look_item(look, p->id, &object)) {
		plain_add(p, "It is not in the list any more.");
		return;
	}
	if (is_raw) {
		add_raw(p, object);
		return;
	}
	if ((op->flags & (CAT_TABLE | CAT_IDS)) == 0 || op->items == NULL) {
		add_fields(p, p->resource, object);
		return;
	}
	for (page = 0; page < look_pages(look); page++)
		add_table(p, op, look_page(look, page), &told);
	if (told.count == 0)
		plain_add(p, "None.");
	hashes_fini(&told);
}

/* What the operation needs to know of the object. */
static struct look *
look_at(struct plain *p, const struct cat_op *op, bool again, struct err *err)
{
	const struct cat_param *param;
	struct args args = { 0 };
	struct look *look;

	for (param = op->params; param != NULL && param->name != NULL;
	    param++)
		if (param->flags & CAT_POSITION)
			args_add(&args, param->name, str_slice(p->id));
		else if (strcmp(param->name, "domain") == 0 &&
		    p->domain != NULL)
			args_add(&args, param->name, str_slice(p->domain));
		else if (args_get(&p->given, param->name, 0) != NULL)
			args_add(&args, param->name, str_slice(args_get(
			    &p->given, param->name, 0)));
	look = look_open(p->s->engine, p->conn, p->resource, op, &args, again,
	    err);
	args_fini(&args);
	return look;
}

/* The tabs that there are, as words to type. */
static void
say_tabs(const struct cat_resource *r)
{
	const struct cat_tab *t;
	struct buf line = { 0 };

	for (t = r->tabs; t->title != NULL; t++)
		buf_format(&line, "%s%s", t == r->tabs ? "" : ", ", t->title);
	plain_say("Tabs: %s.", buf_string(&line));
	buf_fini(&line);
}

bool
plain_tab(struct plain *p, const char *title, bool again)
{
	const struct cat_tab *t = p->resource->tabs;
	const struct cat_op *op;
	struct look *look;
	struct err err = { 0 };

	while (title != NULL && t->title != NULL &&
	    !str_is_folded(str_slice(title), t->title))
		t++;
	if (t->title == NULL || p->id == NULL)
		return false;
	op = cat_op(p->resource, str_slice(t->verb != NULL ? t->verb :
	    p->resource->tabs[0].verb));
	look = op != NULL ? look_at(p, op, again, &err) : NULL;
	plain_begin(p);
	if (look == NULL)
		plain_add(p, "%s.", err.text);
	else if (!plain_wait_look(p, look))
		return true;
	else if (look_trouble(look)->code != ERR_NONE)
		plain_add(p, "%s.", look_trouble(look)->text);
	else
		add_answer(p, op, look, t->verb == NULL);
	if (title == NULL)
		say_tabs(p->resource);
	plain_more(p);
	return true;
}
