/* --plain: what the dashboard's first look tells, as lines of text. */
#include "commands.h"
#include "items.h"
#include "plain.h"

#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/base/text.h>
#include <endpane/cli/out.h>
#include <endpane/json/scan.h>
#include <endpane/op/fetch.h>

/* The list of one noun of one connection. */
struct count {
	const struct conn	*conn;
	const struct cat_resource *resource;
	const struct cat_op	*op;
	size_t			 rows;
	bool			 told;	/* rows is the server's own count */
	struct fetch		*fetch;		/* while it is not over */
	struct reading_end	 end;
};

/* Where the server says how many there are, one page is enough. */
static bool
page_arrived(void *who, struct slice body, size_t *rows, struct err *err)
{
	struct count *c = who;
	const char *total = c->conn->system->total;
	struct slice text;
	struct items items;
	int64_t said;

	err_clear(err);
	if (!items_read(&items, body, c->op, err))
		return false;
	*rows = items.seen;
	c->rows += items.seen;
	items_fini(&items);
	if (total != NULL && scan_at(body, total, &text) &&
	    str_number(text, &said) && said >= 0) {
		c->rows = (size_t)said;
		c->told = true;
	}
	return !c->told;
}

static void
all_arrived(void *who, const struct err *err, const char *remark)
{
	struct count *c = who;

	(void)remark;
	c->end.is_over = true;
	c->end.err = *err;
}

/* A list that needs an argument (accounts: a device) has no count. */
static bool
needs_nothing(const struct cat_op *op)
{
	const struct cat_param *p;

	for (p = op->params; p != NULL && p->name != NULL; p++)
		if ((p->flags & CAT_REQUIRED) != 0)
			return false;
	return true;
}

static size_t
gather(const struct session *s, struct count **counts)
{
	const struct config *config = s->config;
	const struct cat_resource *const *r;
	const struct cat_op *op;
	size_t n, count = 0;

	*counts = NULL;
	for (n = 0; n < config->conn_count; n++)
		for (r = config->conns[n].system->resources; *r != NULL; r++) {
			op = cat_op_with(*r, CAT_LISTS);
			if (op == NULL || !needs_nothing(op))
				continue;
			*counts = mem_grow(*counts, count + 1,
			    sizeof(**counts));
			(*counts)[count++] = (struct count) {
				&config->conns[n], *r, op, 0, false, NULL, { 0 } };
		}
	return count;
}

static bool
all_over(const struct count *counts, size_t count)
{
	size_t n;

	for (n = 0; n < count; n++)
		if (!counts[n].end.is_over)
			return false;
	return true;
}

static const struct out_column heads[] = { { "noun", false },
	{ "connection", false }, { "state", false }, { "rows", true },
	{ "problem", false } };
#define HEADS (sizeof(heads) / sizeof(heads[0]))

static void
print_object(struct out *out, const struct slice *cells)
{
	struct buf object = { 0 };
	size_t n;

	for (n = 0; n < HEADS; n++) {
		buf_format(&object, "%s\"%s\":", n == 0 ? "{" : ",",
		    heads[n].name);
		text_json_string(cells[n], &object);
	}
	buf_char(&object, '}');
	out_object(out, (struct slice) { object.at, object.len });
	buf_fini(&object);
}

static void
print_count(const struct session *s, struct out *out, const struct count *c)
{
	struct conn_status status = { 0 };
	char number[32];
	struct slice cells[HEADS];

	engine_conn_status(s->engine, c->conn->number, &status);
	snprintf(number, sizeof(number), "%zu", c->rows);
	cells[0] = str_slice(c->resource->noun);
	cells[1] = str_slice(c->conn->name);
	cells[2] = str_slice(plain_lamp(status.lamp));
	cells[3] = str_slice(c->end.err.code == ERR_NONE ? number : "unknown");
	cells[4] = str_slice(c->end.err.text);
	if (out_wants_cells(out))
		out_cells(out, cells);
	else
		print_object(out, cells);
}

static bool
print(const struct session *s, const struct count *counts, size_t count,
    struct err *err)
{
	const struct options *o = s->options;
	struct out *out;
	size_t n;

	out = out_open(o, o->color != NULL ? o->color : s->config->color);
	if (out_wants_cells(out))
		out_columns(out, heads, HEADS);
	for (n = 0; n < count; n++)
		print_count(s, out, &counts[n]);
	return out_end(out, err);
}

bool
command_overview(struct session *session, struct err *err)
{
	struct count *counts;
	size_t n, count;
	bool ok = true;

	if (session->options->format == OUT_IDS)
		return err_set(err, ERR_USAGE, "-o ids: an overview prints "
		    "nothing that has an id");
	count = gather(session, &counts);

	for (n = 0; n < count; n++)
		if ((counts[n].fetch = fetch_start(session->engine,
		    counts[n].conn, counts[n].resource, counts[n].op,
		    &session->options->args, LANE_ASKED, page_arrived,
		    all_arrived, &counts[n], &counts[n].end.err)) == NULL)
			counts[n].end.is_over = true;
	while (ok && !all_over(counts, count))
		ok = session_turn(session, -1, err);
	/* Readings that are still under way point at the counts. */
	for (n = 0; n < count; n++)
		if (!counts[n].end.is_over)
			fetch_stop(counts[n].fetch);
	ok = ok && print(session, counts, count, err);
	free(counts);
	return ok;
}
