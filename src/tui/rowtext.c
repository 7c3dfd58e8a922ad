/* The typist: a row of a list as CSV, TSV or JSON. */
#include "rowtext.h"

#include <endpane/base/str.h>
#include <endpane/base/text.h>
#include <endpane/catalog/cell.h>

const char *
row_format_name(enum row_format format)
{
	static const char *const names[] = { "csv", "tsv", "json" };

	return names[format];
}

static void
add_cell(enum row_format format, int n, struct slice cell, struct buf *out)
{
	if (n > 0)
		buf_char(out, format == ROW_CSV ? ',' : '\t');
	if (format == ROW_CSV)
		text_csv(cell, out);
	else
		text_clean_whole(cell, out);
}

void
row_head(const struct cat_resource *resource, enum row_format format,
    struct buf *out)
{
	int count = cat_column_count(resource), i;

	if (format == ROW_JSON)
		return;
	for (i = 0; i < count; i++)
		add_cell(format, i, str_slice(resource->columns[i].name),
		    out);
	buf_char(out, '\n');
}

/* What is absent is left out of an object, but has its place in a line. */
static void
add_member(const char *name, struct slice cell, struct buf *out)
{
	if (cell.len == 0)
		return;
	buf_text(out, out->len > 0 && out->at[out->len - 1] == '{' ? "" :
	    ", ");
	text_json_string(str_slice(name), out);
	buf_text(out, ": ");
	text_json_string(cell, out);
}

void
row_text(const struct rows *rows, uint32_t row, enum row_format format,
    struct buf *out)
{
	const struct cat_resource *resource = rows_resource(rows);
	int count = cat_column_count(resource), i;
	struct buf shown = { 0 };

	if (format == ROW_JSON)
		buf_char(out, '{');
	for (i = 0; i < count; i++) {
		const struct cat_column *column = &resource->columns[i];
		struct slice raw = rows_cell(rows, row, i);

		buf_clear(&shown);
		if (!cell_absent(column->kind, raw))
			cell_show(column, raw, &shown);
		raw = (struct slice){ buf_string(&shown), shown.len };
		if (format == ROW_JSON)
			add_member(column->name, raw, out);
		else
			add_cell(format, i, raw, out);
	}
	if (format == ROW_JSON)
		buf_char(out, '}');
	buf_fini(&shown);
}
