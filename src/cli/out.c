/* Prints table, json, jsonl, csv, tsv and ids; never server text as it came. */
#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/base/text.h>
#include <endpane/cli/out.h>
#include <endpane/op/fields.h>

#include <errno.h>
#include <stdarg.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define FLUSH_AT	(64 * 1024)
#define GAP		2	/* cells between the columns of a table */
#define NARROWEST	6	/* a column is not made narrower than this */

struct column {
	char	*name;
	bool	 right;
	int	 width;		/* of its widest cell */
};

struct out {
	enum out_format	 format;
	bool		 has_header;
	bool		 is_terminal;
	bool		 has_colour;
	bool		 is_single;
	bool		 is_plain;	/* "name: value; ..." for tables */
	int		 screen;	/* cells of the terminal; 0: no limit */
	int		 trouble;	/* errno of a write that failed */

	struct column	*columns;
	size_t		 column_count;
	size_t		 rows;		/* also objects and ids */

	struct buf	 pending;	/* not yet written */
	struct buf	 table;		/* NUL-ended cells of all rows */
	struct buf	 scratch;
};

static bool
wants_colour(const char *color, bool is_terminal)
{
	const char *none = getenv("NO_COLOR"), *term = getenv("TERM");

	if (none != NULL && *none != '\0')
		return false;
	if (color != NULL && strcmp(color, "never") == 0)
		return false;
	if (color != NULL && strcmp(color, "always") == 0)
		return true;
	return is_terminal && term != NULL && strcmp(term, "dumb") != 0;
}

struct out *
out_open(const struct options *options, const char *color)
{
	struct out *out = mem_alloc(sizeof(*out));
	struct winsize size = { 0 };

	out->format = options->format;
	out->has_header = !options->no_header;
	out->is_plain = options->plain && out->format == OUT_TABLE;
	out->is_terminal = isatty(STDOUT_FILENO) == 1;
	out->has_colour = out->format == OUT_TABLE && !out->is_plain &&
	    wants_colour(color, out->is_terminal);
	if (out->is_terminal && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0)
		out->screen = size.ws_col;
	return out;
}

bool
out_wants_cells(const struct out *out)
{
	return out->format == OUT_TABLE || out->format == OUT_CSV ||
	    out->format == OUT_TSV;
}

static void
free_out(struct out *out)
{
	size_t n;

	for (n = 0; n < out->column_count; n++)
		free(out->columns[n].name);
	free(out->columns);
	buf_fini(&out->pending);
	buf_fini(&out->table);
	buf_fini(&out->scratch);
	free(out);
}

bool
out_flush(struct out *out)
{
	size_t done = 0;
	ssize_t wrote;

	if (out->pending.full || out->table.full || out->scratch.full)
		out->trouble = ENOMEM;
	while (out->trouble == 0 && done < out->pending.len) {
		wrote = write(STDOUT_FILENO, out->pending.at + done,
		    out->pending.len - done);
		if (wrote >= 0)
			done += (size_t)wrote;
		else if (errno != EINTR)
			out->trouble = errno;
	}
	buf_clear(&out->pending);
	return out->trouble == 0;
}

static bool
written(struct out *out)
{
	if (out->pending.len >= FLUSH_AT || out->pending.full)
		return out_flush(out);
	return out->trouble == 0;
}

/* csv and tsv: one cell; n is its number in the row. */
static void
add_separated(struct out *out, size_t n, struct slice cell)
{
	if (n > 0)
		buf_char(&out->pending, out->format == OUT_CSV ? ',' : '\t');
	if (out->format == OUT_CSV)
		text_csv(cell, &out->pending);
	else
		text_clean_whole(cell, &out->pending);
	if (n + 1 == out->column_count)
		buf_char(&out->pending, '\n');
}

bool
out_columns(struct out *out, const struct out_column *columns, size_t count)
{
	struct column *own = mem_grow(NULL, count + 1, sizeof(*own));
	size_t n;

	for (n = 0; n < count; n++)
		own[n] = (struct column) { mem_text(columns[n].name),
			columns[n].right, out->has_header ?
			text_width(str_slice(columns[n].name)) : 0 };
	out->columns = own;
	out->column_count = count;
	for (n = 0; out->has_header && out->format != OUT_TABLE &&
	    n < count; n++)
		add_separated(out, n, str_slice(columns[n].name));
	return written(out);
}

/* A row in words: what is absent is left out. */
static bool
add_words(struct out *out, const struct slice *cells)
{
	const char *before = "";
	size_t n;

	for (n = 0; n < out->column_count; n++) {
		if (cells[n].len == 0)
			continue;
		buf_format(&out->pending, "%s%s: ", before,
		    out->columns[n].name);
		text_clean(cells[n], &out->pending);
		before = "; ";
	}
	buf_char(&out->pending, '\n');
	return written(out);
}

bool
out_cells(struct out *out, const struct slice *cells)
{
	size_t n;
	int width;

	out->rows++;
	if (out->is_plain)
		return add_words(out, cells);
	for (n = 0; n < out->column_count; n++) {
		if (out->format != OUT_TABLE) {
			add_separated(out, n, cells[n]);
			continue;
		}
		text_clean(cells[n], &out->table);
		buf_char(&out->table, '\0');
		width = text_width(cells[n]);
		if (width > out->columns[n].width)
			out->columns[n].width = width;
	}
	return written(out);
}

bool
out_object(struct out *out, struct slice object)
{
	const char *before = out->format != OUT_JSON || out->is_single ? "" :
	    out->rows == 0 ? "[\n" : ",\n";

	out->rows++;
	buf_clear(&out->scratch);
	fields_masked(object, &out->scratch);
	buf_text(&out->pending, before);
	text_json((struct slice) { out->scratch.at, out->scratch.len },
	    &out->pending);
	if (out->format != OUT_JSON || out->is_single)
		buf_char(&out->pending, '\n');
	return written(out);
}

bool
out_id(struct out *out, struct slice id)
{
	out->rows++;
	text_clean(id, &out->pending);
	buf_char(&out->pending, '\n');
	return written(out);
}

void
out_single(struct out *out)
{
	out->is_single = true;
}

bool
out_line(struct out *out, const char *format, ...)
{
	va_list list;
	char *line = NULL;

	va_start(list, format);
	if (vasprintf(&line, format, list) >= 0) {
		buf_text(&out->pending, line);
		free(line);
	}
	va_end(list);
	buf_char(&out->pending, '\n');
	return written(out);
}

bool
out_text(struct out *out, struct slice text)
{
	buf_slice(&out->pending, text);
	return written(out);
}

/* Takes cells from the widest column until the table fits the terminal. */
static void
fit_columns(struct out *out)
{
	int total = 0, widest;
	size_t n, which;

	for (n = 0; n < out->column_count; n++)
		total += out->columns[n].width + (n > 0 ? GAP : 0);
	while (out->screen > 0 && total > out->screen) {
		widest = NARROWEST;
		which = out->column_count;
		for (n = 0; n < out->column_count; n++)
			if (out->columns[n].width > widest) {
				widest = out->columns[n].width;
				which = n;
			}
		if (which == out->column_count)
			break;
		out->columns[which].width--;
		total--;
	}
}

/* One line; cell gives the text of a column. No blanks at its end. */
static void
add_line(struct out *out, const char *const *cells)
{
	struct buf *line = &out->scratch;
	size_t n, len;

	buf_clear(line);
	for (n = 0; n < out->column_count; n++) {
		if (n > 0)
			buf_text(line, "  ");
		text_fit(str_slice(cells[n]), out->columns[n].width,
		    out->columns[n].right, line);
	}
	for (len = line->len; len > 0 && line->at[len - 1] == ' '; len--)
		;
	buf_add(&out->pending, line->at, len);
}

static void
print_table(struct out *out)
{
	const char **cells = mem_grow(NULL, out->column_count + 1,
	    sizeof(*cells));
	const char *at = buf_string(&out->table);
	size_t row, n;

	fit_columns(out);
	for (n = 0; n < out->column_count; n++)
		cells[n] = out->columns[n].name;
	if (out->has_header && out->column_count > 0) {
		buf_text(&out->pending, out->has_colour ? "\033[1m" : "");
		add_line(out, cells);
		buf_text(&out->pending, out->has_colour ? "\033[0m\n" : "\n");
	}
	for (row = 0; row < out->rows && out->trouble == 0; row++) {
		for (n = 0; n < out->column_count; n++) {
			cells[n] = at;
			at += strlen(at) + 1;
		}
		add_line(out, cells);
		buf_char(&out->pending, '\n');
		written(out);
	}
	free(cells);
}

bool
out_words(const struct options *options, const char *words, struct err *err)
{
	struct options plain = *options;
	size_t len = strlen(words);
	struct out *out;

	plain.format = OUT_TABLE;
	out = out_open(&plain, NULL);
	buf_text(&out->pending, words);
	if (len == 0 || words[len - 1] != '\n')
		buf_char(&out->pending, '\n');
	out_flush(out);
	return out_end(out, err);
}

bool
out_end(struct out *out, struct err *err)
{
	int trouble;

	if (out->format == OUT_JSON && !out->is_single)
		buf_text(&out->pending, out->rows == 0 ? "[]\n" : "\n]\n");
	if (out->format == OUT_TABLE && !out->is_plain &&
	    out->columns != NULL && !out->table.full)
		print_table(out);
	out_flush(out);
	trouble = out->trouble;
	free_out(out);
	if (trouble == 0)
		return true;
	err_set(err, ERR_LOCAL, "cannot write to standard output: %s",
	    strerror(trouble));
	if (trouble == EPIPE)
		err->text[0] = '\0';
	return false;
}

void
out_drop(struct out *out)
{
	if (out == NULL)
		return;
	out_flush(out);
	free_out(out);
}
