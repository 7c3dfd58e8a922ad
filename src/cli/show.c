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

#define LABEL_MOST 28		/* cells; longer labels push their value */

struct showing {
	const struct options	*options;
	struct buf		 object;
	size_t			 objects;
	struct reading_end	 end;
};

static bool
page_arrived(void *who, struct slice body, size_t *rows, struct err *err)
{
	struct showing *s = who;
	struct items items;

	err_clear(err);
	if (!items_read(&items, body, s->options->op->items, err))
		return false;
	*rows = items.seen;
	if (s->objects == 0 && items.count > 0)
		buf_slice(&s->object, items.list[0]);
	s->objects += items.count;
	items_fini(&items);
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
	if (show->end.err.code != ERR_NONE)
		return err_copy(err, &show->end.err);
	if (show->objects == 0)
		return err_set(err, ERR_MISSING, "%s: no such object in %s",
		    id != NULL ? id : o->op->verb, o->resource->noun);
	if (show->objects > 1)
		return err_set(err, ERR_PROTOCOL, "%s: %zu objects answer to "
		    "that", id != NULL ? id : o->op->verb, show->objects);
	return true;
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

static void
print_section(struct out *out, const char *section)
{
	struct buf line = { 0 };

	buf_char(&line, '\n');
	text_clean(str_slice(section), &line);
	buf_char(&line, '\n');
	out_text(out, (struct slice) { line.at, line.len });
	buf_fini(&line);
}

static bool
print_fields(struct out *out, const struct cat_resource *resource,
    struct slice object, struct err *err)
{
	const char *section = "";
	struct fields fields;
	int width = 0, label;
	size_t n;

	if (!fields_read(&fields, resource, object, err))
		return false;
	for (n = 0; n < fields.count; n++) {
		label = text_width(str_slice(fields.list[n].label)) +
		    (*fields.list[n].section != '\0' ? 2 : 0);
		if (label > width)
			width = label;
	}
	if (width > LABEL_MOST)
		width = LABEL_MOST;
	for (n = 0; n < fields.count; n++) {
		if (strcmp(section, fields.list[n].section) != 0) {
			section = fields.list[n].section;
			print_section(out, section);
		}
		print_field(out, &fields.list[n], width);
	}
	fields_fini(&fields);
	return true;
}

/* The object as the only row of a list: csv, tsv, --columns. */
static bool
print_row(struct out *out, const struct options *o, struct slice object,
    struct err *err)
{
	struct slice rest = str_slice(o->columns), name, cell;
	struct rows *rows = rows_new(o->resource);
	int count = cat_column_count(o->resource), n;
	struct out_column *heads = mem_alloc(((size_t)count + rest.len + 1) *
	    sizeof(*heads));
	struct slice *cells = mem_alloc(((size_t)count + rest.len + 1) *
	    sizeof(*cells));
	struct buf *shown = mem_alloc(((size_t)count + rest.len + 1) *
	    sizeof(*shown));
	size_t added = 0, seen, used = 0;
	bool ok;

	ok = rows_add_page(rows, 0, object, "", &added, &seen, err) &&
	    added == 1;
	for (n = 0; ok && (o->columns != NULL ? str_next(&rest, ',', &name) :
	    n < count); n++) {
		int c = o->columns != NULL ?
		    cat_column(o->resource, str_trim(name)) : n;

		if (c < 0) {
			ok = err_set(err, ERR_USAGE, "%s has no column %.*s",
			    o->resource->noun, (int)name.len, name.at);
			break;
		}
		cell = rows_cell(rows, 0, c);
		cell_show(&o->resource->columns[c], cell, &shown[used]);
		heads[used].name = o->resource->columns[c].name;
		cells[used] = (struct slice) { shown[used].at,
			shown[used].len };
		used++;
	}
	ok = ok && out_columns(out, heads, used) && out_cells(out, cells);
	for (n = 0; (size_t)n < used; n++)
		buf_fini(&shown[n]);
	free(shown);
	free(cells);
	free(heads);
	rows_free(rows);
	return ok;
}

static bool
print_id(struct out *out, const struct options *o, struct slice object,
    struct err *err)
{
	int id = cat_column(o->resource, str_slice(o->resource->id));
	struct buf text = { 0 };

	if (id < 0 || !items_text(object, o->resource->columns[id].path,
	    &text))
		return err_set(err, ERR_USAGE, "-o ids: %s %s prints nothing "
		    "that has an id", o->resource->noun, o->op->verb);
	out_id(out, (struct slice) { text.at, text.len });
	buf_fini(&text);
	return true;
}

static bool
print_object(struct out *out, const struct options *o, struct slice object,
    struct err *err)
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
		return print_row(out, o, object, err);
	case OUT_TABLE:
	default:
		if (o->columns != NULL)
			return print_row(out, o, object, err);
		return print_fields(out, o->resource, object, err);
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
		ok = print_object(out, o, (struct slice) { show.object.at,
		    show.object.len }, err);
		if (ok)
			ok = out_end(out, err);
		else
			out_drop(out);
	}
	buf_fini(&show.object);
	return ok;
}
