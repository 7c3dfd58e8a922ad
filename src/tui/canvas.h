/*
 * The canvas: what the screen is to show, row by row, before curses sees it.
 *
 * The one way onto the screen: every text, whoever wrote it, is made harmless
 * and measured here. A frame is drawn from scratch between canvas_begin() and
 * the flush; rows that came out as they were are not given to curses at all.
 * What lies outside the screen is cut. No curses here, so tests can draw too.
 */
#ifndef ENDPANE_TUI_CANVAS_H
#define ENDPANE_TUI_CANVAS_H

#include <endpane/base/buf.h>
#include <endpane/base/ids.h>

#include <stdbool.h>
#include <stdint.h>

/* What a piece of text is; the theme says how that looks. */
enum role {
	ROLE_PLAIN,
	ROLE_DIM,		/* absent values, hints */
	ROLE_HEADER,		/* the first line */
	ROLE_MODE,		/* [RO], demo */
	ROLE_TAB,
	ROLE_TAB_HERE,
	ROLE_COLUMN,		/* titles over columns */
	ROLE_SORTED,		/* the one sorted by */
	ROLE_CURSOR,		/* the row or field of the cursor */
	ROLE_MARK,		/* marked rows */
	ROLE_LABEL,
	ROLE_SECTION,
	ROLE_GOOD,
	ROLE_WARN,
	ROLE_BAD,
	ROLE_KEY,		/* a key in the key bar */
	ROLE_BORDER,
	ROLE_TITLE,		/* of a dialog */
	ROLE_INPUT,		/* where text is typed */
	ROLE_MATCH,
	ROLE_COUNT,
};

struct area {
	int	y;
	int	x;
	int	rows;
	int	cols;
};

struct canvas;

/* A piece of a row, as the flush gets it. text is lent for the call. */
typedef void canvas_piece_fn(void *who, int y, int x, int cells,
    enum role role, const char *text, size_t len);

struct canvas	*canvas_new(void);
void		 canvas_free(struct canvas *c);

/* Another size: everything is drawn anew. */
void		 canvas_resize(struct canvas *c, int rows, int cols);
int		 canvas_rows(const struct canvas *c);
int		 canvas_cols(const struct canvas *c);
/* Forget what the screen shows: the next flush gives everything. */
void		 canvas_forget(struct canvas *c);

void		 canvas_begin(struct canvas *c);

/* At most room cells; returns the cells taken. */
int		 canvas_put(struct canvas *c, int y, int x, int room,
		    enum role role, struct slice text);
int		 canvas_text(struct canvas *c, int y, int x, int room,
		    enum role role, const char *text);
int		 canvas_format(struct canvas *c, int y, int x, int room,
		    enum role role, const char *format, ...)
		    __attribute__((format(printf, 6, 7)));
/* Exactly cells wide: cut with an ellipsis or padded. */
void		 canvas_fit(struct canvas *c, int y, int x, int cells,
		    bool right, enum role role, struct slice text);
/*
 * Over as many rows of the area as it takes, broken at blanks; the last one is
 * cut. Returns the rows taken; a canvas of NULL: how many that would be.
 */
int		 canvas_wrap(struct canvas *c, struct area area,
		    enum role role, const char *text);
void		 canvas_fill(struct canvas *c, int y, int x, int cells,
		    enum role role);
void		 canvas_line(struct canvas *c, int y, int x, int cells);
/* A border with its inside emptied; the title stands in its top line. */
void		 canvas_box(struct canvas *c, struct area area,
		    const char *title);
/*
 * A box before other things: what stands right beside it is emptied too, so
 * that no mark or half a word of a list looks like a part of it.
 */
void		 canvas_window(struct canvas *c, struct area area,
		    const char *title);
/* Where the terminal's cursor stands after this frame; else it is hidden. */
void		 canvas_cursor(struct canvas *c, int y, int x);
bool		 canvas_cursor_at(const struct canvas *c, int *y, int *x);

/*
 * What was put there is an address, printable ASCII, lent until the flush: a
 * terminal that is to be given links gets it as one. The last one counts.
 */
void		 canvas_link(struct canvas *c, int y, int x,
		    struct slice address);
bool		 canvas_link_at(const struct canvas *c, int *y, int *x,
		    struct slice *address);

/*
 * Gives the pieces of every row that changed since the last flush, a piece
 * with text NULL first: empty that row. Returns how many rows.
 */
int		 canvas_flush(struct canvas *c, canvas_piece_fn *piece,
		    void *who);
/* Bars, corners and the like; ASCII where text_is_ascii() or plain is set. */
void		 canvas_plain_lines(bool plain);

#endif
