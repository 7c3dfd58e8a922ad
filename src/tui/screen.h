/*
 * The terminal: taken over, drawn on, read from, and given back as it was.
 *
 * One per process. Whatever ends the program (a return, a signal, a crash, a
 * lack of memory), the terminal is restored first. What a person pasted comes
 * as one piece of text, never as keys.
 */
#ifndef ENDPANE_TUI_SCREEN_H
#define ENDPANE_TUI_SCREEN_H

#include "canvas.h"
#include "theme.h"

#include <endpane/base/err.h>

#include <stdbool.h>

#define SCREEN_PASTE_MOST	(1 << 20)	/* bytes; the rest is dropped */

enum screen_event {
	SCREEN_NONE,		/* nothing more for now */
	SCREEN_KEY,
	SCREEN_PASTE,
	SCREEN_GONE,		/* the terminal is lost: leave */
};

struct screen_input {
	int		key;	/* see keys.h */
	int		y, x;	/* of a click (key PRESS_UNKNOWN otherwise) */
	bool		is_click;
	const char	*text;	/* pasted; lent until the next read */
	size_t		len;
};

/* ERR_USAGE where TERM is not known or can't place the cursor. */
bool	screen_open(const struct theme *theme, const char *color, bool ascii,
	    bool mouse, struct err *err);
void	screen_close(void);	/* harmless when not open */

/* Other looks, or a mouse, from now on. */
void	screen_theme(const struct theme *theme);
void	screen_mouse(bool wanted);
/* Are addresses given to the terminal as links (OSC 8)? Off at the start. */
void	screen_links(bool wanted);
bool	screen_has_links(void);
bool	screen_has_mouse(void);

/* Whether the locale has characters beyond ASCII. */
bool	screen_is_utf8(void);

/* Does its best at any moment, also in a signal handler. */
void	screen_rescue(void);

/* The size now; after a change of it the next paint draws everything. */
void	screen_size(int *rows, int *cols);
void	screen_resized(void);
void	screen_redraw(void);

/* The terminal as it was, for a program that needs it; and taken again. */
void	screen_leave(void);
void	screen_return(void);

/* Stops the process as Ctrl-Z does elsewhere; returns when it goes on. */
void	screen_suspend(void);

/*
 * The next key or paste. readable: the loop saw the descriptor readable, so
 * that silence means a terminal that went away.
 */
enum screen_event screen_read(struct screen_input *in, bool readable);
/* Drops what was typed ahead. */
void	screen_drop_input(void);

/* Draws what changed; returns how many rows that were. */
int	screen_paint(struct canvas *c);

/* A sequence for the terminal itself (clipboard, bell). */
void	screen_send(const char *at, size_t len);
/* "xterm-256color, 256 colours, UTF-8, mouse off". */
void	screen_describe(struct buf *out);

#endif
