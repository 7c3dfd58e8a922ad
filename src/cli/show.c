/* One object: as fields in sections, or as the server wrote it. */
#include "commands.h"
#include "items.h"

#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/base/text.h>
#include <endpane/catalog/cell.h>
#include <endpane/cli/out.h>
#include <endpane/op/fetch.h>
#include <endpane/op/fields.h>
#include <endpane/store/rows.h>

#define LABEL_MOST 32		/* cells; longer labels push their value */

struct showing {
	const struct options	*options;
	struct buf		 object;
	struct reading_end	 end;
};

/* The answer is the object: reading has cut it out of what is around it. */
static bool
page_arrived(void *who, struct slice body, size_t *rows, struct err *err)
{
	struct showing *s = who;

	err_clear(err);
	*rows = 1;
	if (s->object.len == 0)
		buf_slice(&s->object, body);
	return true;
}

static void
all_arrived(void *who, const struct err *err, const char *remark)
{
	struct showing *s = who;

	s->end.is_over = true;
	s->end.err = *err;
	command_remark(remark);
}

static bool
read_object(struct showing *show, struct session *s, const struct conn *conn,
    struct err *err)
{
	const struct options *o = s->options;
	const char *id = args_get(&o->args, "id", 0);
	struct fetch *fetch;

	fetch = fetch_start(s->engine, conn, o->resource, o->op, &o->args,
	    LANE_ASKED, page_arrived, all_arrived, show, err);
	if (fetch == NULL)
		return false;
	while (!show->end.is_over)
		if (!session_turn(s, -1, err)) {
			if (!show->end.is_over)
				fetch_stop(fetch);
			return false;
		}
	if (show->end.err.code == ERR_NONE)
		return true;
	err_copy(err, &show->end.err);
	return err->code == ERR_MISSING && id != NULL ? err_at(err, id) :
	    false;
}

static void
print_field(struct out *out, const struct field *field, int width)
{
	bool below = *field->section != '\0';
	struct buf line = { 0 };
	int label = text_width(str_slice(field->label));

	buf_text(&line, below ? "  " : "");
	width -= below ? 2 : 0;
	text_fit(str_slice(field->label), label > width ? label : width,
	    false, &line);
	buf_text(&line, "  ");
	if (field->is_absent)
		buf_char(&line, '-');
	else
		text_clean_whole(str_slice(field->value), &line);
	buf_char(&line, '\n');
	out_text(out, (struct slice) { line.at, line.len });
	buf_fini(&line);
}

/* --plain: every line tells all of a field by itself. */
static void
print_words(struct out *out, const struct field *field)
{
	struct buf line = { 0 };

	text_clean(str_slice(field->section), &line);
	buf_text(&line, field->section[0] != '\0' ? " " : "");
	text_clean(str_slice(field->label), &line);
	buf_text(&line, ": ");
	text_clean_whole(str_slice(field->is_absent ? "not reported" :
	    field->value), &line);
	buf_char(&line, '\n');
	out_text(out, (struct slice) { line.at, line.len });
	buf_fini(&line);
}

static void
print_section(struct out *out, const char *section, bool is_below)
{
	struct buf line = { 0 };

	buf_text(&line, is_below ? "\n" : "");
	text_clean(str_slice(section), &line);
	buf_char(&line, '\n');
	out_text(out, (struct slice) { line.at, line.len });
	buf_fini(&line);
}

/* What names the object, although many answers don't repeat it. */
static void
add_id(const struct options *o, struct slice object, struct buf *out)
{
	int id = cat_column(o->resource, str_slice(o->resource->id));
	const char *given = args_get(&o->args, "id", 0);

	if (id >= 0 && !items_text(object, o->resource->columns[id].path,
	    out) && given != NULL)
		buf_text(out, given);
}

/* An answer that does not repeat the id was asked for by it. */
static bool
print_asked_id(struct out *out, const struct options *o, struct slice object,
    int width)
{
	int n = cat_column(o->resource, str_slice(o->resource->id));
	struct buf id = { 0 };
	struct field field;
	bool has;

	if (n < 0 || items_text(object, o->resource->columns[n].path, &id)) {
		buf_fini(&id);
		return false;
	}
	add_id(o, object, &id);
	has = id.len > 0;
	field = (struct field) { .section = "",
		.label = o->resource->columns[n].title,
		.value = buf_string(&id) };
	if (has && o->plain)
		print_words(out, &field);
	else if (has)
		print_field(out, &field, width);
	buf_fini(&id);
	return has;
}

static bool
print_fields(struct out *out, const struct options *o, struct slice object,
    struct err *err)
{
	const char *section = "";
	struct fields fields;
	int width = 0, label;
	bool has_id;
	size_t n;

	if (!fields_read(&fields, o->resource, object, err))
		return false;
	for (n = 0; n < fields.count; n++) {
		label = text_width(str_slice(fields.list[n].label)) +
		    (*fields.list[n].section != '\0' ? 2 : 0);
		if (label > width)
			width = label;
	}
	if (width > LABEL_MOST)
		width = LABEL_MOST;
	has_id = print_asked_id(out, o, object, width);
	for (n = 0; n < fields.count; n++) {
		if (o->plain) {
			print_words(out, &fields.list[n]);
			continue;
		}
		if (strcmp(section, fields.list[n].section) != 0) {
			section = fields.list[n].section;
			print_section(out, section, has_id || n > 0);
		}
		print_field(out, &fields.list[n], width);
	}
	fields_fini(&fields);
	return true;
}

/* One column for each field: no column of the catalogue is in the answer. */
static void
print_flat(struct out *out, const struct fields *fields, struct slice id)
{
	struct out_column *heads = mem_grow(NULL, fields->count + 1,
	    sizeof(*heads));
	struct slice *cells = mem_grow(NULL, fields->count + 1, sizeof(*cells));
	char **names = mem_grow(NULL, fields->count + 1, sizeof(*names));
	const struct field *f = fields->list;
	size_t n, count = 0;

	if (id.len > 0) {
		heads[count] = (struct out_column) { .name = "id" };
		cells[count++] = id;
	}
	for (n = 0; n < fields->count; n++, f++) {
		names[n] = mem_format("%s%s%s", f->section,
		    *f->section != '\0' ? "." : "", f->label);
		heads[count] = (struct out_column) { .name = names[n] };
		cells[count++] = str_slice(f->is_absent ? "" : f->value);
	}
	out_columns(out, heads, count);
	out_cells(out, cells);
	for (n = 0; n < fields->count; n++)
		free(names[n]);
	free(names);
	free(cells);
	free(heads);
}

/* The object as the only row of a list: csv, tsv, --columns. */
struct row {
	const struct options	*options;
	struct slice		 object;
	struct rows		*rows;
	struct out_column	*heads;
	struct buf		*shown;
	struct slice		*cells;
	size_t			 count;
	bool			 has_cells;	/* the answer has given some */
};

static void
add_cell(struct row *row, int n)
{
	const struct cat_resource *r = row->options->resource;
	const struct cat_column *c = &r->columns[n];
	struct buf *shown = &row->shown[row->count];

	cell_show(c, rows_cell(row->rows, 0, n), shown);
	row->has_cells = row->has_cells || shown->len > 0;
	if (shown->len == 0 && strcmp(c->name, r->id) == 0)
		add_id(row->options, row->object, shown);
	row->heads[row->count].name = c->name;
	row->cells[row->count] = (struct slice) { shown->at, shown->len };
	row->count++;
}

static bool
add_cells(struct row *row, struct err *err)
{
	const struct options *o = row->options;
	struct slice rest = str_slice(o->columns), name;
	size_t added = 0, seen;
	int n;

	if (!rows_add_page(row->rows, 0, row->object, "", &added, &seen, err))
		return false;
	for (n = 0; o->columns == NULL &&
	    o->resource->columns[n].name != NULL; n++)
		add_cell(row, n);
	while (o->columns != NULL && str_next(&rest, ',', &name)) {
		n = cat_column(o->resource, str_trim(name));
		if (n < 0)
			return err_set(err, ERR_USAGE, "%s has no column "
			    "%.*s; endpane help %s lists them",
			    o->resource->noun, (int)name.len, name.at,
			    o->resource->noun);
		add_cell(row, n);
	}
	return true;
}

static bool
print_members(struct out *out, const struct options *o, struct slice object,
    struct err *err)
{
	struct fields fields;
	struct buf id = { 0 };

	if (!fields_read(&fields, o->resource, object, err))
		return false;
	add_id(o, object, &id);
	print_flat(out, &fields, (struct slice) { id.at, id.len });
	buf_fini(&id);
	fields_fini(&fields);
	return true;
}

static bool
print_row(struct out *out, const struct options *o, const struct conn *conn,
    struct slice object, struct err *err)
{
	size_t most = (size_t)cat_column_count(o->resource) +
	    str_slice(o->columns).len + 1;
	struct row row = { .options = o, .object = object,
		.rows = rows_new(o->resource),
		.heads = mem_alloc(most * sizeof(*row.heads)),
		.shown = mem_alloc(most * sizeof(*row.shown)),
		.cells = mem_alloc(most * sizeof(*row.cells)) };
	bool ok;
	size_t n;

	rows_settings(row.rows, &conn->settings);
	ok = add_cells(&row, err);
	if (ok && !row.has_cells && o->columns == NULL)
		ok = print_members(out, o, object, err);
	else if (ok) {
		out_columns(out, row.heads, row.count);
		out_cells(out, row.cells);
	}
	for (n = 0; n < row.count; n++)
		buf_fini(&row.shown[n]);
	free(row.shown);
	free(row.cells);
	free(row.heads);
	rows_free(row.rows);
	return ok;
}

static bool
print_id(struct out *out, const struct options *o, struct slice object,
    struct err *err)
{
	struct buf id = { 0 };

	add_id(o, object, &id);
	if (id.len == 0)
		return err_set(err, ERR_USAGE, "-o ids: %s %s prints nothing "
		    "that has an id", o->resource->noun, o->op->verb);
	out_id(out, (struct slice) { id.at, id.len });
	buf_fini(&id);
	return true;
}

static bool
print_object(struct out *out, const struct options *o,
    const struct conn *conn, struct slice object, struct err *err)
{
	switch (o->format) {
	case OUT_JSON:
	case OUT_JSONL:
		out_single(out);
		out_object(out, object);
		return true;
	case OUT_IDS:
		return print_id(out, o, object, err);
	case OUT_CSV:
	case OUT_TSV:
		return print_row(out, o, conn, object, err);
	case OUT_TABLE:
	default:
		if (o->columns != NULL)
			return print_row(out, o, conn, object, err);
		return print_fields(out, o, object, err);
	}
}

bool
command_show(struct session *session, struct err *err)
{
	const struct options *o = session->options;
	const struct conn *conn = session_conn(session, o->resource, err);
	struct showing show = { .options = o };
	struct out *out;
	bool ok;

	if (conn == NULL)
		return false;
	ok = read_object(&show, session, conn, err);
	if (ok) {
		out = out_open(o, o->color != NULL ? o->color :
		    session->config->color);
		ok = print_object(out, o, conn, (struct slice) { show.object.at,
		    show.object.len }, err);
		if (ok)
			ok = out_end(out, err);
		else
			out_drop(out);
	}
	buf_fini(&show.object);
	return ok;
}
