/* Joined tabs: the groups that hold an object, and its accounts elsewhere. */
#include "detail.h"
#include "forms.h"
#include "gather.h"

#include <endpane/base/clock.h>
#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/json/scan.h>
#include <endpane/op/list.h>

#include <stdlib.h>
#include <string.h>

#define CALM_TIMES 10	/* a build rests that many times its own length */

void
join_fini(struct join *join)
{
	while (join->count > 0) {
		struct target *t = &join->targets[--join->count];

		free(t->id);
		free(t->name);
		free(t->domain);
	}
	free(join->targets);
	buf_fini(&join->note);
	*join = (struct join){ 0 };
}

struct grid_row *
join_row(struct tab *tab, const struct target *target)
{
	struct join *join = &tab->join;
	struct grid *g = &tab->grid;
	struct grid_row *row = grid_add(g, join->count + 1, ROLE_PLAIN);

	join->targets = mem_grow(join->targets, join->count + 1,
	    sizeof(*join->targets));
	join->targets[join->count++] = *target;
	grid_cell(g, row, grid_column(g, str_slice("NAME")),
	    str_slice(target->name));
	grid_cell(g, row, grid_column(g, str_slice("ID")),
	    str_slice(target->id));
	return row;
}

bool
is_same_host(struct slice a, struct slice b)
{
	const char *dot_a = a.len > 0 ? memchr(a.at, '.', a.len) : NULL;
	const char *dot_b = b.len > 0 ? memchr(b.at, '.', b.len) : NULL;
	size_t i;

	if ((dot_a != NULL) != (dot_b != NULL)) {
		a.len = dot_a != NULL ? (size_t)(dot_a - a.at) : a.len;
		b.len = dot_b != NULL ? (size_t)(dot_b - b.at) : b.len;
	}
	if (a.len == 0 || a.len != b.len)
		return false;
	for (i = 0; i < a.len; i++)
		if ((a.at[i] | 0x20) != (b.at[i] | 0x20))
			return false;
	return true;
}

/* Groups. */

static struct list *
list_of(struct app *app, const char *noun)
{
	const struct cat_resource *r = cat_resource(str_slice(noun), NULL);
	struct err err;

	return r != NULL ? list_open(app->engine, r, NULL, &err) : NULL;
}

static struct look *
members_of(struct app *app, const struct rows *rows, uint32_t row)
{
	const struct cat_resource *groups = rows_resource(rows);
	struct args args = { 0 };
	struct look *look;

	args_add(&args, "id", rows_id(rows, row));
	look = look_find(app->engine, &app->config->conns[rows_conn(rows,
	    row)], groups, cat_op(groups, str_slice("members")), &args);
	args_fini(&args);
	return look != NULL && look_body(look).len > 0 ? look : NULL;
}

static bool
holds(const struct look *look, const char *id)
{
	struct buf text = { 0 };
	struct slice list, item;
	struct scan scan;
	bool found = false;

	if (id == NULL || !scan_at(look_body(look), "/member_ids", &list) ||
	    scan_type(list) != JSON_LIST || !scan_open(list, &scan))
		return false;
	while (!found && scan_item(&scan, &item)) {
		buf_clear(&text);
		found = scan_text(item, &text) && str_is((struct slice){
		    text.at, text.len }, id);
	}
	buf_fini(&text);
	return found;
}

/* The user of a device, as far as the list knows; NULL: none. */
static char *
user_of(struct detail *d, struct app *app)
{
	struct list *list = list_of(app, d->resource->noun);
	int column = cat_column(d->resource, str_slice("userid"));
	struct slice id;
	uint32_t row;

	if (list == NULL || column < 0 || !rows_find(list_rows(list),
	    d->conn->number, str_slice(d->id), &row))
		return NULL;
	id = rows_cell(list_rows(list), row, column);
	return id.len > 0 ? mem_slice(id.at, id.len) : NULL;
}

static void
add_group(struct tab *tab, struct app *app, struct rows *rows, uint32_t row,
    const char *via)
{
	struct slice id = rows_id(rows, row), name = rows_label(rows, row);
	struct grid_row *made = join_row(tab, &(struct target){
	    .resource = rows_resource(rows),
	    .conn = &app->config->conns[rows_conn(rows, row)],
	    .id = mem_slice(id.at, id.len),
	    .name = mem_slice(name.at, name.len) });

	grid_cell(&tab->grid, made, grid_column(&tab->grid,
	    str_slice("HOLDS")), str_slice(via));
}

static void
find_groups(struct detail *d, struct app *app, struct tab *tab)
{
	struct list *list = list_of(app, "groups");
	struct rows *rows = list != NULL ? list_rows(list) : NULL;
	uint32_t row, count = rows != NULL ? (uint32_t)rows_count(rows) : 0;
	size_t read = 0, all = 0;
	char *user = user_of(d, app);

	for (row = 0; row < count; row++) {
		const struct look *look;

		if (rows_conn(rows, row) != d->conn->number)
			continue;
		all++;
		look = members_of(app, rows, row);
		read += look != NULL;
		if (look != NULL && holds(look, d->id))
			add_group(tab, app, rows, row, "this one");
		else if (look != NULL && holds(look, user))
			add_group(tab, app, rows, row, "its user");
	}
	free(user);
	tab->join.missing = all - read;
	if (list == NULL || (all == 0 && list_as_of_ms(list) == 0))
		buf_text(&tab->join.note, list != NULL && list_state(list) ==
		    LIST_LOADING ? "The groups are being read." :
		    "The groups were not read yet.");
	else
		buf_format(&tab->join.note, "In %zu group%s, as far as "
		    "member lists were read: %zu of %zu.%s", tab->join.count,
		    tab->join.count == 1 ? "" : "s", read,
		    all, read < all ? " D reads the others." : "");
}

static void
gather_groups(struct detail *d, struct app *app)
{
	struct list *list = list_of(app, "groups");
	struct rows *rows = list != NULL ? list_rows(list) : NULL;
	uint32_t row, count = rows != NULL ? (uint32_t)rows_count(rows) : 0;
	struct gathering g = { .what = "member lists" };

	for (row = 0; row < count; row++)
		if (rows_conn(rows, row) == d->conn->number &&
		    members_of(app, rows, row) == NULL)
			gather_add(&g, rows_resource(rows), "members",
			    d->conn, rows_id(rows, row));
	gather_begin(app, &g);
}

/* Accounts. */

/* The id that a connection's device_ids give for that name. */
static bool
mapped(const struct conn *conn, const char *name, struct slice *id)
{
	struct slice rest = str_slice(conn->settings.device_ids), one;

	while (str_next(&rest, ',', &one)) {
		const char *colon;

		one = str_trim(one);
		colon = one.len > 0 ? memrchr(one.at, ':', one.len) : NULL;
		if (colon == NULL || !is_same_host((struct slice){ one.at,
		    (size_t)(colon - one.at) }, str_slice(name)))
			continue;
		*id = (struct slice){ colon + 1,
		    one.len - (size_t)(colon + 1 - one.at) };
		return true;
	}
	return false;
}

static struct look *
accounts_of(struct app *app, const struct conn *conn, struct slice id,
    bool again, struct err *err)
{
	const struct cat_resource *accounts =
	    cat_resource(str_slice("accounts"), NULL);
	struct args args = { 0 };
	struct look *look;

	args_add(&args, "device", id);
	look = look_open(app->engine, conn, accounts,
	    cat_op_with(accounts, CAT_LISTS), &args, again, err);
	args_fini(&args);
	return look;
}

static const char *
host_name(const struct detail *d)
{
	return d->name != NULL && d->name[0] != '\0' ? d->name : d->id;
}

/* How the map is made, where there is none. */
static void
say_unmapped(struct detail *d, struct buf *note, const struct conn *conn)
{
	if (conn != NULL)
		buf_format(note, "No device of [%s] in config.ini is called "
		    "%s. No document prints a listing of devices, so its id "
		    "has to be told:  device_ids = %s:ID", conn->name,
		    host_name(d), host_name(d));
	else
		buf_format(note, "No connection serves accounts. With one of "
		    "system = identity360 and  device_ids = %s:ID  in "
		    "config.ini the local accounts stand here.",
		    host_name(d));
}

/* The first connection that knows the device; else one that might. */
static const struct conn *
accounts_conn(struct detail *d, struct app *app, struct slice *id)
{
	const struct cat_resource *accounts =
	    cat_resource(str_slice("accounts"), NULL);
	const struct conn *unmapped = NULL;
	size_t i;

	id->len = 0;
	for (i = 0; i < app->config->conn_count; i++) {
		const struct conn *conn = &app->config->conns[i];

		if (!conn_serves(conn, accounts))
			continue;
		if (mapped(conn, host_name(d), id))
			return conn;
		unmapped = conn;
	}
	return unmapped;
}

static void
open_accounts(struct detail *d, struct app *app, struct tab *tab, bool again)
{
	struct slice id;
	const struct conn *conn = accounts_conn(d, app, &id);

	err_clear(&tab->err);
	if (id.len > 0)
		tab->look = accounts_of(app, conn, id, again, &tab->err);
}

static void
find_accounts(struct detail *d, struct app *app, struct tab *tab)
{
	const struct cat_op *op = cat_op_with(cat_resource(
	    str_slice("accounts"), NULL), CAT_LISTS);
	struct slice id;
	const struct conn *conn = accounts_conn(d, app, &id);
	size_t i;

	if (id.len == 0) {
		say_unmapped(d, &tab->join.note, conn);
		return;
	}
	buf_format(&tab->join.note, "Local accounts of the device %.*s of %s; "
	    "8 lists them with their actions.", (int)id.len, id.at,
	    conn->name);
	for (i = 0; tab->look != NULL && i < look_pages(tab->look); i++)
		detail_items(op, look_page(tab->look, i), &tab->grid);
	grid_first(&tab->grid, "name");
}

/* All of them. */

/* What was never read is read: a call a page. */
static void
open_list(struct app *app, const char *noun, bool again)
{
	struct list *list = list_of(app, noun);

	if (list != NULL && (again || list_as_of_ms(list) == 0) &&
	    list_state(list) != LIST_LOADING && !list_is_reading(list))
		list_refresh(list, -1);
}

void
join_open(struct detail *d, struct app *app, struct tab *tab, bool again)
{
	if (tab->joint == JOINT_GROUPS)
		open_list(app, "groups", again);
	else if (tab->joint == JOINT_ACCOUNTS)
		open_accounts(d, app, tab, again);
	tab->join.seen = 0;
	tab->join.calm_us = 0;
}

void
join_refresh(struct detail *d, struct app *app, struct tab *tab)
{
	generation now = engine_generation(app->engine);
	int64_t begun_us = clock_monotonic_us();

	if (tab->join.calm_us > 0 && now == tab->join.seen)
		return;
	if (begun_us < tab->join.calm_us) {
		app->has_news = true;	/* a little later, then */
		return;
	}
	join_fini(&tab->join);
	grid_clear(&tab->grid);
	tab->is_grid = true;
	tab->join.seen = now;
	if (tab->joint == JOINT_GROUPS)
		find_groups(d, app, tab);
	else if (tab->joint == JOINT_ACCOUNTS)
		find_accounts(d, app, tab);
	else
		twins_find(d, app, tab);
	grid_settle(&tab->grid);
	tab->join.calm_us = clock_monotonic_us() + CALM_TIMES *
	    (clock_monotonic_us() - begun_us);
}

static void
gather_lists(struct app *app)
{
	static const char *const nouns[] = { "devices", "users", "computers",
	    "endpoints" };
	size_t i;

	for (i = 0; i < sizeof(nouns) / sizeof(nouns[0]); i++)
		open_list(app, nouns[i], false);
	app_say(app, ROLE_PLAIN, "lists that were never read are read now, "
	    "a call a page");
}

void
join_gather(struct detail *d, struct app *app, struct tab *tab)
{
	if (tab->join.missing == 0)
		app_say(app, ROLE_DIM, "nothing is missing here");
	else if (tab->joint == JOINT_GROUPS)
		gather_groups(d, app);
	else
		gather_lists(app);
}
