/*
 * A row of a list as text for other programs: CSV, TSV or a JSON object.
 *
 * All columns, as the command line prints them; ids exact, secrets never.
 */
#ifndef ENDPANE_TUI_ROWTEXT_H
#define ENDPANE_TUI_ROWTEXT_H

#include <endpane/base/buf.h>
#include <endpane/store/rows.h>

enum row_format {
	ROW_CSV,
	ROW_TSV,
	ROW_JSON,
	ROW_FORMATS,
};

const char *row_format_name(enum row_format format);	/* "csv" */
/* The line of names with its end; nothing for JSON. */
void	row_head(const struct cat_resource *resource, enum row_format format,
	    struct buf *out);
/* One line, without its end. */
void	row_text(const struct rows *rows, uint32_t row,
	    enum row_format format, struct buf *out);

#endif
