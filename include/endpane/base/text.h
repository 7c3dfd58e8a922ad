/*
 * The one way by which somebody else's text reaches a screen, a log or a file.
 *
 * What comes in may be any bytes. What goes out is valid UTF-8 without control
 * characters: C0, DEL and C1 become \x1b, bidi controls, zero-width, tag and
 * separator characters become <U+202E> (with ⟨ ⟩ where the terminal has them),
 * bytes that are no UTF-8 become U+FFFD, and more than two combining marks on
 * a base are dropped. Widths are counted with wcwidth(), as curses counts.
 */
#ifndef ENDPANE_BASE_TEXT_H
#define ENDPANE_BASE_TEXT_H

#include <endpane/base/buf.h>
#include <endpane/base/ids.h>

#include <stdbool.h>
#include <stdint.h>

#define TEXT_FIELD_MOST	512	/* code points kept of one field */

/*
 * Whether output may hold characters beyond ASCII. Off (C locale, ascii =
 * always), such characters become '?' in text_clean and text_fit.
 */
void	text_set_ascii(bool ascii);
bool	text_is_ascii(void);

/* Decodes one code point at at; returns its bytes, 0 for invalid (skip 1). */
size_t	text_decode(const char *at, size_t len, uint32_t *point);
bool	text_encode(uint32_t point, struct buf *out);

/*
 * Appends what came from the terminal as valid UTF-8: a byte that is no part of
 * that is a character of the locale, or U+FFFD; CR is the end of a line.
 */
void	text_typed(struct slice in, struct buf *out);

/* True for a code point that must not reach a terminal as it is. */
bool	text_is_hostile(uint32_t point);

/* Cells of a code point on this terminal: 0, 1 or 2; -1 not printable. */
int	text_cells(uint32_t point);

/* Appends the text made harmless, cut after TEXT_FIELD_MOST (ellipsis). */
void	text_clean(struct slice in, struct buf *out);
/* The same without an end: what is exported or sent must not be cut. */
void	text_clean_whole(struct slice in, struct buf *out);

/*
 * Appends the text made harmless and exactly cells wide: cut with an ellipsis
 * or padded with blanks, at the right or (right = true) at the left.
 */
void	text_fit(struct slice in, int cells, bool right, struct buf *out);

/* Cells that text_clean's answer takes. */
int	text_width(struct slice in);

/* How many of its bytes take at most cells; ends at a blank where it can. */
size_t	text_piece(struct slice in, int cells);

/*
 * Appends JSON text (or any text inside JSON strings) with DEL, C1, bidi and
 * the like escaped as \u…., invalid bytes as \ufffd; structure is untouched.
 */
void	text_json(struct slice in, struct buf *out);

/* Appends a quoted JSON string. */
void	text_json_string(struct slice in, struct buf *out);

/*
 * Appends one CSV cell: cleaned, quoted where needed, with a leading ' where a
 * spreadsheet would take it for a formula. TSV cells: cleaned only.
 */
void	text_csv(struct slice in, struct buf *out);

#endif
