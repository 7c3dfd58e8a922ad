/* Lists page by page: filtered, printed while they arrive, or sorted first. */
#include "commands.h"
#include "items.h"

#include <endpane/base/hashes.h>
#include <endpane/base/map.h>
#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/catalog/cell.h>
#include <endpane/cli/out.h>
#include <endpane/json/scan.h>
#include <endpane/op/fetch.h>
#include <endpane/op/list.h>
#include <endpane/store/filter.h>
#include <endpane/store/view.h>

#define BEFORE_MOST (1 << 17)	/* rows: memory does not grow with a list */
#define KEPT_MOST 20000		/* rows: keeping more is felt */

/* What a row is printed from where it has to wait for the sorting. */
struct kept {
	struct buf	 text;		/* raw items, or their ids */
	size_t		*ends;
	size_t		 count;
	size_t		 room;
};

struct reading {
	const struct options	*options;
	const struct cat_op	*op;
	int			 conn;		/* its number */
	const struct cat_settings *settings;	/* and its settings */
	const struct cat_resource *resource;	/* NULL: not known yet */
	struct cat_resource	*shape;		/* owned: made from items */
	struct cat_resource	 narrow;	/* the id alone, where no other */
	struct cat_column	 id[2];		/* column is looked at */
	const char		*id_paths;	/* of an item; NULL: no ids */

	struct out		*out;
	int			*columns;	/* what is shown of a row */
	size_t			 column_count;
	struct buf		*shown;		/* a cell each */
	struct slice		*cells;
	struct filter		*filter;	/* ours; or NULL */

	struct rows		*rows;		/* of this page; sorted: all */
	struct hashes		 before;	/* rows that were printed, */
	struct hashes		 earlier;	/* and those before them */
	struct kept		 kept;
	size_t			 printed;
	bool			 has_head;	/* of bare ids */
	bool			 keeps;		/* rows is all of the list */

	struct reading_end	 end;
};

static bool
is_sorted(const struct reading *r)
{
	return r->options->sort != NULL;
}

/* Which columns are shown: those asked for, or those that have a width. */
static bool
choose_columns(struct reading *r, struct err *err)
{
	const struct cat_resource *resource = r->resource;
	struct slice rest = str_slice(r->options->columns), name;
	int n, count = cat_column_count(resource);
	size_t most = (size_t)count;

	for (n = 0; rest.at != NULL && (size_t)n < rest.len; n++)
		most += rest.at[n] == ',';
	r->columns = mem_grow(NULL, most + 1, sizeof(*r->columns));
	if (r->options->columns == NULL) {
		for (n = 0; n < count; n++)
			if (resource->columns[n].width > 0)
				r->columns[r->column_count++] = n;
		return true;
	}
	while (str_next(&rest, ',', &name)) {
		name = str_trim(name);
		n = cat_column(resource, name);
		if (n < 0) {
			struct buf known = { 0 };

			for (n = 0; n < count; n++)
				buf_format(&known, "%s%s", n > 0 ? ", " : "",
				    resource->columns[n].name);
			err_set(err, ERR_USAGE, "%s has no column %.*s; it "
			    "has %s", resource->noun, (int)name.len, name.at,
			    buf_string(&known));
			buf_fini(&known);
			return false;
		}
		r->columns[r->column_count++] = n;
	}
	return true;
}

static bool
is_number(enum cat_kind kind)
{
	switch (kind) {
	case CAT_NUMBER:
		return true;
	case CAT_TEXT:
	case CAT_ID:
	case CAT_VERSION:
	case CAT_FLAG:
	case CAT_MILLIS:
	case CAT_STAMP:
	case CAT_CHOICE:
	case CAT_SECRET:
		return false;
	}
	return false;
}

static bool
begin_cells(struct reading *r)
{
	struct out_column *heads = mem_grow(NULL, r->column_count + 1,
	    sizeof(*heads));
	const struct cat_column *c;
	size_t n;
	bool ok;

	for (n = 0; n < r->column_count; n++) {
		c = &r->resource->columns[r->columns[n]];
		heads[n] = (struct out_column) { c->name, is_number(c->kind) };
	}
	ok = out_columns(r->out, heads, r->column_count);
	free(heads);
	r->shown = mem_alloc((r->column_count + 1) * sizeof(*r->shown));
	r->cells = mem_alloc((r->column_count + 1) * sizeof(*r->cells));
	return ok;
}

/* Nothing but the ids of rows is printed or asked for. */
static bool
only_ids(const struct reading *r)
{
	return r->resource == &r->narrow && r->options->format == OUT_IDS &&
	    (r->op->items == NULL || strchr(r->op->items, '|') == NULL);
}

/* Rows that are only told apart need no column but their id. */
static void
narrow(struct reading *r)
{
	int id = cat_column(r->resource, str_slice(r->resource->id));

	if (id < 0 || r->filter != NULL || is_sorted(r) ||
	    out_wants_cells(r->out))
		return;
	r->id[0] = r->resource->columns[id];
	r->narrow = *r->resource;
	r->narrow.columns = r->id;
	r->narrow.label = NULL;
	r->resource = &r->narrow;
}

/* Everything that the resource decides; wrong columns are found here. */
static bool
begin(struct reading *r, struct err *err)
{
	const struct options *o = r->options;
	struct view *view;
	bool ok;

	if (!choose_columns(r, err))
		return false;
	if (o->filter != NULL && (r->filter = filter_parse(r->resource,
	    o->filter, err)) == NULL)
		return false;
	narrow(r);
	r->rows = rows_new(r->resource);
	rows_settings(r->rows, r->settings);
	if (is_sorted(r)) {
		view = view_new(r->rows);
		ok = view_sort(view, o->sort, err);
		view_free(view);
		if (!ok)
			return false;
	}
	return out_wants_cells(r->out) ? begin_cells(r) : true;
}

static bool
print_cells(struct reading *r, uint32_t row)
{
	const struct cat_column *c;
	size_t n;

	for (n = 0; n < r->column_count; n++) {
		c = &r->resource->columns[r->columns[n]];
		buf_clear(&r->shown[n]);
		cell_show(c, rows_cell(r->rows, row, r->columns[n]),
		    &r->shown[n]);
		r->cells[n] = (struct slice) { r->shown[n].at,
			r->shown[n].len };
	}
	return out_cells(r->out, r->cells);
}

static bool
print_id(struct reading *r, struct slice item)
{
	struct buf id = { 0 };
	bool ok = true;

	if (items_text(item, r->id_paths, &id))
		ok = out_id(r->out, (struct slice) { id.at, id.len });
	buf_fini(&id);
	return ok;
}

/* False where nothing more can be printed, or nothing more is wanted. */
static bool
print_row(struct reading *r, uint32_t row, struct slice item)
{
	bool ok;

	switch (r->options->format) {
	case OUT_JSON:
	case OUT_JSONL:
		ok = out_object(r->out, item);
		break;
	case OUT_IDS:
		ok = print_id(r, item);
		break;
	case OUT_TABLE:
	case OUT_CSV:
	case OUT_TSV:
	default:
		ok = print_cells(r, row);
		break;
	}
	r->printed++;
	return ok && r->printed != r->options->limit;
}

static void
keep(struct reading *r, struct slice item)
{
	struct kept *k = &r->kept;

	if (out_wants_cells(r->out))
		return;
	if (k->count == k->room) {
		k->room = k->room * 2 + 1024;
		k->ends = mem_grow(k->ends, k->room, sizeof(*k->ends));
	}
	buf_slice(&k->text, item);
	k->ends[k->count++] = k->text.len;
}

static struct slice
kept_item(const struct reading *r, uint32_t row)
{
	size_t from = row > 0 && row < r->kept.count ?
	    r->kept.ends[row - 1] : 0;

	if (row >= r->kept.count)
		return (struct slice) { "", 0 };
	return (struct slice) { r->kept.text.at + from,
		r->kept.ends[row] - from };
}

/* The next item, from *n on, that became this row. */
static struct slice
item_of(const struct reading *r, const struct items *items, size_t *n,
    uint32_t row, bool all_taken)
{
	int id = cat_column(r->resource, str_slice(r->resource->id));
	struct buf text = { 0 };
	struct slice item = { "", 0 };
	bool same = false;

	while (*n < items->count && !same) {
		item = items->list[(*n)++];
		if (scan_type(item) != JSON_OBJECT)
			continue;
		same = true;
		if (all_taken || id < 0)
			break;
		buf_clear(&text);
		items_text(item, r->resource->columns[id].path, &text);
		same = str_same((struct slice) { text.at, text.len },
		    rows_id(r->rows, row));
	}
	buf_fini(&text);
	return item;
}

/* Lists that change while they are read repeat rows on later pages. */
static bool
was_before(struct reading *r, uint32_t row)
{
	struct slice id = rows_id(r->rows, row);
	int twin = r->resource->twin == NULL ? -1 :
	    cat_column(r->resource, str_slice(r->resource->twin));
	uint64_t hash = map_hash(id);

	if (id.len == 0)
		return false;
	if (twin >= 0)
		hash ^= map_hash(rows_cell(r->rows, row, twin)) << 1;
	if (hashes_has(&r->earlier, hash) || !hashes_add(&r->before, hash))
		return true;
	/* Rows come again within a few pages: the oldest are forgotten. */
	if (r->before.count == BEFORE_MOST) {
		hashes_fini(&r->earlier);
		r->earlier = r->before;
		r->before = (struct hashes){ 0 };
	}
	return false;
}

static bool
take_rows(struct reading *r, const struct items *items, struct slice body,
    struct err *err)
{
	uint32_t row = (uint32_t)rows_count(r->rows);
	size_t added = 0, seen = 0, n = 0, all = 0;
	struct slice item;

	if (!items->several) {
		if (!rows_add_page(r->rows, r->conn, body,
		    r->op->items != NULL ? r->op->items : "", &all, &seen,
		    err))
			return false;
	}
	for (n = 0; items->several && n < items->count; n++)
		if (scan_type(items->list[n]) == JSON_OBJECT) {
			if (!rows_add_page(r->rows, r->conn, items->list[n],
			    "", &added, &seen, err))
				return false;
			all += added;
		}
	for (n = 0; row < rows_count(r->rows); row++) {
		item = item_of(r, items, &n, row, items->several ||
		    all == items->count);
		if (is_sorted(r))
			keep(r, item);
		else if (!was_before(r, row) && (r->filter == NULL ||
		    filter_matches(r->filter, r->rows, row)) &&
		    !print_row(r, row, item))
			return false;
	}
	return true;
}

/* Bare ids have no columns: each is printed as it is. */
static bool
take_ids(struct reading *r, const struct items *items)
{
	static const struct out_column head = { "id", false };
	enum out_format format = r->options->format;
	struct buf id = { 0 };
	struct slice text;
	size_t n;
	bool ok = true;

	/* One column of ids is no table: nothing to head, nothing to fit. */
	if (format == OUT_TABLE)
		format = OUT_IDS;
	else if (!r->has_head && out_wants_cells(r->out)) {
		r->has_head = true;
		ok = out_columns(r->out, &head, 1);
	}
	for (n = 0; ok && n < items->count; n++) {
		buf_clear(&id);
		scan_text(items->list[n], &id);
		text = (struct slice) { id.at, id.len };
		if (format == OUT_IDS)
			ok = out_id(r->out, text);
		else if (out_wants_cells(r->out))
			ok = out_cells(r->out, &text);
		else
			ok = out_object(r->out, items->list[n]);
		ok = ok && ++r->printed != r->options->limit;
	}
	buf_fini(&id);
	return ok;
}

/* Of a page only what is printed is kept, and which rows it had. */
static void
turn_page(struct reading *r)
{
	rows_free(r->rows);
	r->rows = rows_new(r->resource);
	rows_settings(r->rows, r->settings);
}

/* Nobody asks for the items themselves: they are walked once. */
static bool
take_row_ids(struct reading *r, struct slice body, size_t *seen,
    struct err *err)
{
	struct slice id;
	size_t added;
	uint32_t row;

	turn_page(r);
	if (!rows_add_page(r->rows, r->conn, body,
	    r->op->items != NULL ? r->op->items : "", &added, seen, err))
		return false;
	for (row = 0; row < rows_count(r->rows); row++) {
		if (was_before(r, row))
			continue;
		id = rows_id(r->rows, row);
		if ((id.len > 0 && !out_id(r->out, id)) ||
		    ++r->printed == r->options->limit)
			return false;
	}
	return true;
}

static bool
take_page(struct reading *r, const struct items *items, struct slice body,
    struct err *err)
{
	if ((r->op->flags & CAT_IDS) != 0)
		return take_ids(r, items);
	if (r->resource == NULL) {
		r->shape = items_shape(items, r->op->verb);
		r->resource = r->shape;
		if (r->shape == NULL)
			return true;
		if (!begin(r, err))
			return false;
	} else if (!is_sorted(r)) {
		r->keeps = r->keeps && rows_count(r->rows) < KEPT_MOST;
		if (!r->keeps)
			turn_page(r);
	}
	return take_rows(r, items, body, err);
}

static bool
page_arrived(void *who, struct slice body, size_t *rows, struct err *err)
{
	struct reading *r = who;
	struct items items;
	bool more;

	err_clear(err);
	if (only_ids(r)) {
		more = take_row_ids(r, body, rows, err);
		return out_flush(r->out) && more;
	}
	if (!items_read(&items, body, r->op, err))
		return false;
	*rows = items.seen;
	more = take_page(r, &items, body, err);
	items_fini(&items);
	more = out_flush(r->out) && more;
	r->keeps = r->keeps && more;
	return more;
}

static void
all_arrived(void *who, const struct err *err, const char *remark)
{
	struct reading *r = who;

	r->end.is_over = true;
	r->end.err = *err;
	command_remark(remark);
}

static void
print_sorted(struct reading *r, struct err *err)
{
	struct view *view = view_new(r->rows);
	size_t n;

	if (view_filter(view, r->options->filter, err) &&
	    view_sort(view, r->options->sort, err)) {
		while (view_work(view, 100000))
			continue;
		for (n = 0; n < view_count(view); n++)
			if (!print_row(r, view_row(view, n),
			    kept_item(r, view_row(view, n))))
				break;
	}
	view_free(view);
}

static bool
read_all(struct reading *r, struct session *s, const struct conn *conn,
    struct err *err)
{
	struct fetch *fetch;

	fetch = fetch_start(s->engine, conn, s->options->resource, r->op,
	    &s->options->args, LANE_ASKED, page_arrived, all_arrived, r, err);
	if (fetch == NULL)
		return false;
	while (!r->end.is_over)
		if (!session_turn(s, -1, err)) {
			if (!r->end.is_over)
				fetch_stop(fetch);
			return false;
		}
	if (r->end.err.code != ERR_NONE)
		return err_copy(err, &r->end.err);
	if (r->keeps && rows_count(r->rows) <= KEPT_MOST)
		list_keep(s->engine, conn, &s->options->args, r->rows);
	if (is_sorted(r) && r->rows != NULL)
		print_sorted(r, err);
	return err->code == ERR_NONE;
}

/* Completion and results then know its names without asking anybody. */
static bool
is_whole(const struct reading *r)
{
	const struct options *o = r->options;
	size_t n;

	for (n = 0; n < o->args.count; n++)
		if (strcmp(o->args.list[n].name, "device") != 0)
			return false;
	return r->resource == o->resource && o->limit == 0;
}

static bool
check(const struct reading *r, struct err *err)
{
	const struct options *o = r->options;
	bool bare = (r->op->flags & CAT_IDS) != 0;

	if (o->format == OUT_IDS && r->id_paths == NULL)
		return err_set(err, ERR_USAGE, "-o ids: %s %s prints nothing "
		    "that has an id", o->resource->noun, r->op->verb);
	if (bare && (o->filter != NULL || o->sort != NULL ||
	    o->columns != NULL))
		return err_set(err, ERR_USAGE, "%s %s prints bare ids: there "
		    "are no columns to choose, filter or sort by",
		    o->resource->noun, r->op->verb);
	return true;
}

static void
fini(struct reading *r)
{
	size_t n;

	for (n = 0; r->shown != NULL && n < r->column_count; n++)
		buf_fini(&r->shown[n]);
	free(r->shown);
	free(r->cells);
	free(r->columns);
	filter_free(r->filter);
	rows_free(r->rows);
	hashes_fini(&r->before);
	hashes_fini(&r->earlier);
	buf_fini(&r->kept.text);
	free(r->kept.ends);
	items_shape_free(r->shape);
}

bool
command_list(struct session *session, struct err *err)
{
	const struct options *o = session->options;
	struct reading r = { .options = o, .op = o->op,
		.id_paths = o->op->item_id };
	const struct conn *conn = session_conn(session, o->resource, err);
	bool lists = (o->op->flags & CAT_LISTS) != 0, ok;
	int id;

	if (conn == NULL)
		return false;
	r.conn = conn->number;
	r.settings = &conn->settings;
	if (lists) {
		r.shape = items_widen(o->resource, o);
		r.resource = r.shape != NULL ? r.shape : o->resource;
		id = cat_column(r.resource, str_slice(r.resource->id));
		r.id_paths = id >= 0 ? r.resource->columns[id].path : NULL;
	}
	if (!check(&r, err))
		return false;
	r.out = out_open(o, o->color != NULL ? o->color :
	    session->config->color);
	ok = !lists || begin(&r, err);
	r.keeps = ok && lists && is_whole(&r);
	ok = ok && read_all(&r, session, conn, err);
	if (ok)
		ok = out_end(r.out, err);
	else
		out_drop(r.out);
	fini(&r);
	return ok;
}
