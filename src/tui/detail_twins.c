/* What has the same name, mail address or user in the other systems. */
#include "detail.h"
#include "forms.h"

#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/op/list.h>

#include <stdlib.h>
#include <string.h>

#define TWINS_MOST 200

static const char *const nouns[] = { "devices", "users", "computers",
    "endpoints" };

/* By what others are recognised; empty where it is not known. */
struct traits {
	struct slice	 name, mail, user;
	struct slice	 user_id;	/* the user's own id, or its device's */
	int		 conn;
};

static struct slice
cell(const struct rows *rows, uint32_t row, const char *name)
{
	int column = cat_column(rows_resource(rows), str_slice(name));

	return column >= 0 ? rows_cell(rows, row, column) :
	    (struct slice){ NULL, 0 };
}

static bool
is_user(const struct rows *rows)
{
	return strcmp(rows_resource(rows)->noun, "users") == 0;
}

static struct traits
traits_of(const struct rows *rows, uint32_t row)
{
	struct traits t = { .mail = cell(rows, row, "mail"),
	    .conn = rows_conn(rows, row) };

	if (is_user(rows)) {
		t.user = rows_label(rows, row);
		t.user_id = rows_id(rows, row);
	} else {
		t.name = rows_label(rows, row);
		t.user = cell(rows, row, "user");
		t.user_id = cell(rows, row, "userid");
	}
	return t;
}

static bool
same_text(struct slice a, struct slice b)
{
	return a.len > 0 && a.len == b.len && str_find_folded(a, b) != NULL;
}

/* Why two objects belong together; NULL: they don't. */
static const char *
kinship(const struct traits *a, const struct traits *b)
{
	if (is_same_host(a->name, b->name))
		return "same name";
	if (same_text(a->mail, b->mail))
		return "same mail";
	if (a->conn == b->conn && same_text(a->user_id, b->user_id))
		return "same user";
	if (same_text(a->user, b->user))
		return "same user name";
	return NULL;
}

static void
add_twin(struct tab *tab, struct app *app, const struct rows *rows,
    uint32_t row, const char *why)
{
	const struct cat_resource *r = rows_resource(rows);
	struct slice id = rows_id(rows, row), name = rows_label(rows, row);
	struct target target = { .resource = r,
	    .conn = &app->config->conns[rows_conn(rows, row)],
	    .id = mem_slice(id.at, id.len),
	    .name = mem_slice(name.at, name.len) };
	struct grid *g = &tab->grid;
	struct grid_row *made;
	struct buf domain = { 0 };

	domain_of_row(r, rows, row, &domain);
	if (domain.len > 0)
		target.domain = mem_text(buf_string(&domain));
	made = join_row(tab, &target);
	grid_cell(g, made, grid_column(g, str_slice("IN")),
	    str_slice(r->title));
	grid_cell(g, made, grid_column(g, str_slice("WHY")), str_slice(why));
	grid_cell(g, made, grid_column(g, str_slice("MAIL")),
	    cell(rows, row, "mail"));
	buf_fini(&domain);
}

static void
look_through(struct detail *d, struct app *app, struct tab *tab,
    const struct rows *rows, const struct traits *own)
{
	uint32_t row, count = (uint32_t)rows_count(rows);
	const char *why;

	for (row = 0; row < count && tab->join.count < TWINS_MOST; row++) {
		struct traits other = traits_of(rows, row);

		if (rows_resource(rows) == d->resource &&
		    other.conn == d->conn->number &&
		    str_is(rows_id(rows, row), d->id))
			continue;
		why = kinship(own, &other);
		if (why != NULL)
			add_twin(tab, app, rows, row, why);
	}
}

static struct list *
opened(struct app *app, const char *noun)
{
	struct err err;

	return list_open(app->engine, cat_resource(str_slice(noun), NULL),
	    NULL, &err);
}

/* The object's own row tells most; without one there is its name. */
static struct traits
own_traits(struct detail *d, struct app *app)
{
	struct list *list = opened(app, d->resource->noun);
	struct traits t = { .conn = d->conn->number };
	uint32_t row;

	if (list != NULL && rows_find(list_rows(list), d->conn->number,
	    str_slice(d->id), &row))
		return traits_of(list_rows(list), row);
	if (strcmp(d->resource->noun, "users") == 0) {
		t.user = str_slice(d->name);
		t.user_id = str_slice(d->id);
	} else
		t.name = str_slice(d->name);
	return t;
}

void
twins_find(struct detail *d, struct app *app, struct tab *tab)
{
	struct traits own = own_traits(d, app);
	struct buf unread = { 0 };
	size_t i;

	grid_column(&tab->grid, str_slice("IN"));
	for (i = 0; i < sizeof(nouns) / sizeof(nouns[0]); i++) {
		struct list *list = opened(app, nouns[i]);

		if (list == NULL)
			continue;
		look_through(d, app, tab, list_rows(list), &own);
		if (list_as_of_ms(list) > 0)
			continue;
		tab->join.missing++;
		buf_format(&unread, "%s%s", unread.len > 0 ? ", " : "",
		    nouns[i]);
	}
	buf_format(&tab->join.note, "%zu object%s of the same name, mail "
	    "address or user in the lists that were read.", tab->join.count,
	    tab->join.count == 1 ? "" : "s");
	if (unread.len > 0)
		buf_format(&tab->join.note, " Not read yet: %s; D reads them.",
		    buf_string(&unread));
	buf_fini(&unread);
}
