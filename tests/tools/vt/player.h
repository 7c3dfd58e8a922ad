/*
 * Plays a script against a terminal, a command a line, and keeps the score.
 *
 * A command returns false after player_fail; that ends the script.
 */
#ifndef VT_PLAYER_H
#define VT_PLAYER_H

#include <endpane/base/buf.h>

#include <regex.h>

#include "terminal.h"

#define PLAYER_MASKS 8

struct player {
	struct terminal	*terminal;
	struct buf	 name;		/* of the next check; empty: none */
	struct buf	 line;		/* the command as it was written */
	int		 number;	/* of the line */
	int		 deadline_ms;
	int		 slowness;	/* factor for sanitizers */
	uint64_t	 mark;		/* stream.bytes when "mark" was said */
	regex_t		 masks[PLAYER_MASKS];
	int		 mask_count;
};

typedef bool player_command(struct player *p, const char *rest);

/* Plays all of it, also from within another; true if nothing failed. */
bool	player_run(struct player *p, FILE *script);
void	player_fini(struct player *p);

/* Says "not ok" with the reason and the screen; returns false. */
bool	player_fail(struct player *p, const char *format, ...)
	    __attribute__((format(printf, 2, 3)));

/* Says "ok" if the check was given a name. */
bool	player_pass(struct player *p);

/* Milliseconds to wait for something, sanitizers counted in. */
int	player_patience(const struct player *p);

/* The tables of commands, by subject; all end with a zero row. */
struct player_row {
	const char	*word;
	player_command	*play;
};
extern const struct player_row player_acts[];	/* acts.c */
extern const struct player_row player_checks[];	/* checks.c */
extern const struct player_row player_figures[]; /* figures.c */

#endif
