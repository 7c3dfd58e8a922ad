/* The copy menu: what of an object can go to the clipboard. */
#include "clipboard.h"
#include "dialogs.h"
#include "object.h"
#include "rowtext.h"

#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/op/fields.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COPIES_MOST 400

struct copies {
	char		*names[COPIES_MOST];	/* owned */
	char		*texts[COPIES_MOST];	/* owned */
	int		 count;
};

static void
copies_fini(struct copies *c)
{
	while (c->count > 0) {
		free(c->names[--c->count]);
		free(c->texts[c->count]);
	}
}

static void
add(struct copies *c, const char *name, struct slice text)
{
	if (text.len == 0 || c->count == COPIES_MOST)
		return;
	c->names[c->count] = mem_text(name);
	c->texts[c->count++] = mem_slice(text.at, text.len);
}

/* One value, in one line. */
static void
add_value(struct copies *c, const char *name, struct slice value)
{
	struct buf text = { 0 };

	clipboard_clean(value, &text);
	add(c, name, (struct slice){ text.at, text.len });
	buf_fini(&text);
}

static void
add_commands(struct copies *c, const struct selection *s)
{
	struct buf text = { 0 };

	as_command_curl(s, &text);
	add(c, "curl, token left out", (struct slice){ text.at, text.len });
	buf_clear(&text);
	as_command_show(s, &text);
	add(c, "command", (struct slice){ text.at, text.len });
	buf_fini(&text);
}

/* The object in full, where it was read: as it came, secrets masked. */
static void
add_answer(struct copies *c, struct app *app, const struct selection *s)
{
	struct slice body = selection_answer(app, s);
	struct buf text = { 0 };

	if (body.len > 0 && fields_masked(body, &text))
		add(c, "all of it as JSON", (struct slice){ text.at,
		    text.len });
	buf_fini(&text);
}

static void
add_row(struct copies *c, const struct rows *rows, uint32_t row)
{
	static const char *const names[] = { "serial", "mail" };
	const struct cat_resource *resource = rows_resource(rows);
	struct buf text = { 0 };
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		int column = cat_column(resource, str_slice(names[i]));

		if (column >= 0)
			add_value(c, names[i], rows_cell(rows, row, column));
	}
	row_head(resource, ROW_CSV, &text);
	row_text(rows, row, ROW_CSV, &text);
	add(c, "row as CSV", (struct slice){ text.at, text.len });
	buf_clear(&text);
	row_text(rows, row, ROW_JSON, &text);
	add(c, "row as JSON", (struct slice){ text.at, text.len });
	buf_fini(&text);
}

/* Every field that was reported; masks are not copied. */
static void
add_fields(struct copies *c, struct app *app, const struct selection *s)
{
	struct slice body = selection_answer(app, s);
	struct fields fields = { 0 };
	struct err ignored;
	char name[120];
	size_t i;

	if (body.len == 0 || !fields_read(&fields, s->resource, body,
	    &ignored)) {
		fields_fini(&fields);
		return;
	}
	for (i = 0; i < fields.count; i++) {
		const struct field *f = &fields.list[i];

		snprintf(name, sizeof(name), "%.60s%s%.50s", f->section,
		    f->section[0] != '\0' ? " " : "", f->label);
		if (!f->is_absent && !f->is_secret)
			add_value(c, name, str_slice(f->value));
	}
	fields_fini(&fields);
}

/* The object of the cursor or of the detail; false where there is none. */
static bool
here(struct pane *p, struct selection *s)
{
	struct listing *l = listpane_listing(p);
	struct buf domain = { 0 };
	uint32_t row;

	if (l == NULL) {
		detail_selection(p, s);
		return true;
	}
	if (!listing_row(l, &row))
		return false;
	*s = (struct selection){ .resource = l->resource, .conn =
	    &engine_config(l->engine)->conns[rows_conn(l->rows, row)],
	    .given = list_args(l->list) };
	domain_of_row(l->resource, l->rows, row, &domain);
	picked_add(&s->list, &s->count, rows_id(l->rows, row),
	    rows_label(l->rows, row), domain.len > 0 ? buf_string(&domain) :
	    NULL);
	buf_fini(&domain);
	return true;
}

static bool
find(struct copies *c, struct app *app, struct pane *p)
{
	struct selection s;
	struct listing *l = listpane_listing(p);
	struct err err = { 0 };
	struct list *list;
	struct rows *rows;
	uint32_t row;

	memset(c, 0, sizeof(*c));
	if (!here(p, &s))
		return false;
	add_value(c, "id", str_slice(s.list[0].id));
	add_value(c, "name", str_slice(s.list[0].name));
	list = l != NULL ? l->list : list_open(app->engine, s.resource, NULL,
	    &err);
	rows = list != NULL ? list_rows(list) : NULL;
	if (rows != NULL && rows_find(rows, s.conn->number,
	    str_slice(s.list[0].id), &row))
		add_row(c, rows, row);
	add_answer(c, app, &s);
	add_commands(c, &s);
	add_fields(c, app, &s);
	selection_fini(&s);
	return true;
}

/* What the menu shows: it stays so while the object goes on changing. */
static struct copies offered;

static void
chosen(struct app *app, struct pane *below, int choice, bool more)
{
	(void)more;
	(void)below;
	if (choice < offered.count)
		app_copy(app, offered.texts[choice], offered.names[choice]);
	copies_fini(&offered);
}

void
copies_open(struct app *app, struct pane *below)
{
	struct choice *choices = NULL;
	int count = 0, i;

	copies_fini(&offered);
	if (!find(&offered, app, below)) {
		app_say(app, ROLE_WARN, "no row to copy from");
		return;
	}
	for (i = 0; i < offered.count; i++)
		choice_add(&choices, &count, mem_text(offered.names[i]),
		    mem_text(offered.texts[i]), false);
	menu_open(app, "Copy", choices, count, false, chosen, below);
}
