/*
 * A program on a pseudo-terminal with an emulator behind it.
 *
 * Bytes are only taken from the program inside terminal_wait and
 * terminal_settle; between calls the program may run on, but its output
 * waits in the kernel.
 */
#ifndef VT_TERMINAL_H
#define VT_TERMINAL_H

#include <endpane/base/buf.h>

#include <sys/types.h>
#include <termios.h>
#include <vterm.h>

#include "stream.h"

struct terminal {
	VTerm		*emulator;
	VTermScreen	*screen;
	struct stream	 stream;
	struct buf	 input;		/* what the program has not taken */
	struct termios	 before;	/* line settings at the start */
	struct buf	 left_over;	/* filled when the program ended */
	VTermPos	 cursor;
	int		 master;	/* -1 after terminal_hang_up */
	int		 slave;		/* -1 after the end */
	int		 watch;		/* a pidfd; -1 after the end */
	pid_t		 pid;
	int		 rows;
	int		 cols;
	int64_t		 started_us;
	int64_t		 last_us;	/* when bytes came last; 0: never */
	int64_t		 escape_us;	/* when a bare Escape was sent last */
	bool		 ended;
	int		 status;	/* as a shell says it: 128 + signal */
};

/* What a wait is for; true ends it. */
typedef bool terminal_wish(struct terminal *t, void *who);

/* Dies where there is no pseudo-terminal to be had. */
void	terminal_start(struct terminal *t, const char *term, int rows,
	    int cols, char **argv);
void	terminal_fini(struct terminal *t);	/* kills what still runs */

/* True as soon as the wish holds; false after ms or at the program's end. */
bool	terminal_wait(struct terminal *t, int ms, terminal_wish *wish,
	    void *who);

/* True as soon as fd can be read; the program's end does not matter. */
bool	terminal_wait_for(struct terminal *t, int fd, int ms);

/* Until no byte came for quiet_ms; false if that takes more than ms. */
bool	terminal_settle(struct terminal *t, int quiet_ms, int ms);

/* Hands bytes to the program: what a person types. Taken during waits. */
void	terminal_send(struct terminal *t, struct slice bytes);
void	terminal_paste(struct terminal *t, struct slice text);
void	terminal_resize(struct terminal *t, int rows, int cols);
void	terminal_hang_up(struct terminal *t);

/* Appends one row as text, blanks at its end cut. Rows count from 0. */
void	terminal_row(const struct terminal *t, int row, struct buf *out);

/* Appends words for a cell's looks: "bold reverse fg=default bg=4". */
void	terminal_looks(const struct terminal *t, int row, int col,
	    struct buf *out);

#endif
