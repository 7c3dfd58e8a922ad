/* Accounts: the configured devices, each with its local accounts behind it. */
#include "app.h"
#include "grid.h"
#include "object.h"
#include "tail.h"

#include <endpane/base/mem.h>
#include <endpane/base/str.h>

#include <stdlib.h>
#include <string.h>

/* No document prints a listing of devices: they stand in the configuration. */
struct hosts {
	struct grid	 grid;
	bool		 has_conn;
	struct tail	*tail;		/* on wide screens; or NULL */
};

/* An entry of device_ids: name:id, or an id alone. */
static void
split(struct slice entry, struct slice *name, struct slice *id)
{
	const char *colon = entry.len > 0 ?
	    memrchr(entry.at, ':', entry.len) : NULL;

	*name = *id = entry;
	if (colon == NULL)
		return;
	name->len = (size_t)(colon - entry.at);
	*id = (struct slice){ colon + 1, entry.len - name->len - 1 };
}

void
host_words(const struct app *app, const struct args *given,
    const char *before, struct buf *out)
{
	const char *device = args_get(given, "device", 0);
	struct slice rest, one, name, id;
	size_t i;

	if (device == NULL)
		return;
	buf_text(out, before);
	for (i = 0; i < app->config->conn_count; i++) {
		rest = str_slice(app->config->conns[i].settings.device_ids);
		while (str_next(&rest, ',', &one)) {
			split(str_trim(one), &name, &id);
			if (!str_is(id, device) || name.len == id.len)
				continue;
			buf_format(out, "%.*s, %s", (int)name.len, name.at,
			    device);
			return;
		}
	}
	buf_text(out, device);
}

static void
add_host(struct hosts *h, const struct conn *conn, struct slice entry)
{
	struct grid *g = &h->grid;
	struct slice name, id;
	struct grid_row *row = grid_add(g, g->count + 1, ROLE_PLAIN);

	split(entry, &name, &id);
	grid_cell(g, row, grid_column(g, str_slice("DEVICE")), name);
	grid_cell(g, row, grid_column(g, str_slice("ID")), id);
	grid_cell(g, row, grid_column(g, str_slice("CONN")),
	    str_slice(conn->name));
	row->more = mem_slice(id.at, id.len);
}

static void
build(struct hosts *h, const struct app *app)
{
	const struct cat_resource *accounts = place_resource(PLACE_ACCOUNTS);
	size_t i;

	for (i = 0; i < app->config->conn_count; i++) {
		const struct conn *conn = &app->config->conns[i];
		struct slice rest = str_slice(conn->settings.device_ids), one;

		if (!conn_serves(conn, accounts))
			continue;
		h->has_conn = true;
		while (str_next(&rest, ',', &one))
			add_host(h, conn, str_trim(one));
	}
	grid_settle(&h->grid);
}

static void
draw(struct pane *p, struct app *app, struct area area)
{
	struct hosts *h = p->own;

	tail_below(&h->tail, app, TAIL_REQUESTS, &area);
	canvas_text(app->canvas, area.y, area.x + 1, area.cols - 2,
	    ROLE_SECTION, "Devices whose local accounts can be looked at");
	grid_draw(&h->grid, app->canvas, (struct area){ area.y + 1, area.x,
	    area.rows - 1, area.cols }, h->has_conn ? "none: set device_ids "
	    "for the connection" : "no connection serves accounts");
}

static void
open_host(struct hosts *h, struct app *app)
{
	const struct grid_row *row = grid_here(&h->grid);
	struct args args = { 0 };

	if (row == NULL)
		return;
	args_add(&args, "device", str_slice(row->more));
	listpane_open(app, PLACE_ACCOUNTS, &args);
	args_fini(&args);
}

static bool
act(struct pane *p, struct app *app, enum action action)
{
	struct hosts *h = p->own;

	if (action == ACTION_open)
		open_host(h, app);
	else
		return grid_act(&h->grid, action);
	return true;
}

static void
fini(struct pane *p)
{
	struct hosts *h = p->own;

	grid_fini(&h->grid);
	tail_free(h->tail);
	free(h);
}

static const struct pane_kind hosts_kind = {
	.name = "Accounts", .scopes = IN_MOVE | IN_TABLE, .draw = draw,
	.act = act, .fini = fini,
};

void
hosts_open(struct app *app)
{
	struct hosts *h = mem_alloc(sizeof(*h));

	build(h, app);
	app_open(app, &hosts_kind, h);
}
