/*
 * The printer: one answer in one format, on standard output.
 *
 * json, jsonl, csv, tsv and ids are written while rows arrive; a table waits
 * for out_end(), since its widths depend on all rows. All text is made harmless
 * here. Once standard output cannot be written (its reader has gone, the disk
 * is full), everything returns false and out_end() says why.
 */
#ifndef ENDPANE_CLI_OUT_H
#define ENDPANE_CLI_OUT_H

#include <endpane/base/buf.h>
#include <endpane/cli/opts.h>

struct out;

struct out_column {
	const char	*name;		/* lent until out_columns returns */
	bool		 right;		/* numbers */
};

/* color is --color or the configuration's; NULL: auto. NO_COLOR wins. */
struct out	*out_open(const struct options *options, const char *color);

/* Rows with cells, rather than objects or ids, are what it wants. */
bool		 out_wants_cells(const struct out *out);

/* For table, csv and tsv: once, before the first row. */
bool		 out_columns(struct out *out, const struct out_column *columns,
		    size_t count);
/* As many as there are columns; shown text. */
bool		 out_cells(struct out *out, const struct slice *cells);
/* json, jsonl: checked JSON as it came; secrets are masked here. */
bool		 out_object(struct out *out, struct slice object);
/* ids */
bool		 out_id(struct out *out, struct slice id);
/* json: the answer is one object, not a list of them. */
void		 out_single(struct out *out);
/* Lines that need no format: labels and values, help. */
bool		 out_line(struct out *out, const char *format, ...)
		    __attribute__((format(printf, 2, 3)));
/* An answer in words, whole: made harmless already; a newline ends it. */
bool		 out_words(const struct options *options, const char *words,
		    struct err *err);
/* Text made harmless by somebody else, as it is. */
bool		 out_text(struct out *out, struct slice text);
/* What is there is passed on now: a page is complete. */
bool		 out_flush(struct out *out);

/*
 * Ends the answer (also an empty one: "[]") and frees out. False with
 * ERR_LOCAL where something could not be written; *err's text is empty where
 * only the reader has gone, which nobody needs to be told.
 */
bool		 out_end(struct out *out, struct err *err);
/* Frees it without ending the answer: an error happened. What is complete is
 * written. */
void		 out_drop(struct out *out);

#endif
