/*
 * Themes: how each role looks. No colour lives outside this module.
 *
 * A theme file has one section [roles] with lines "cursor = bold black on
 * cyan": any of bold, dim, underline, reverse, then a colour, then "on" and a
 * colour. A colour is default, black red green yellow blue magenta cyan white,
 * bright-black and so on, 0 to 255, or #rrggbb. Terminals with fewer colours
 * get the nearest they have; without colour only the four words count.
 */
#ifndef ENDPANE_TUI_THEME_H
#define ENDPANE_TUI_THEME_H

#include "canvas.h"

#include <endpane/base/err.h>

#include <stdbool.h>

enum {
	LOOK_BOLD = 1,
	LOOK_DIM = 2,
	LOOK_UNDERLINE = 4,
	LOOK_REVERSE = 8,
};

/* -1: the terminal's own; 0 to 255; THEME_RGB and 24 bits. */
#define THEME_RGB	0x1000000

struct role_look {
	int		foreground;
	int		background;
	unsigned	words;
};

struct theme {
	struct role_look roles[ROLE_COUNT];
};

/* The compiled-in one, the same as themes/default.ini. */
void	theme_default(struct theme *theme);
/*
 * By name: the user's folder, then the shipped ones. Roles that a file does not
 * name stay as in the default. ERR_USAGE for an unknown name or a bad line.
 */
bool	theme_read(struct theme *theme, const char *name,
	    const char *own_folder, struct err *err);
bool	theme_parse(struct slice text, struct role_look *look,
	    struct err *err);
const char *theme_role_name(enum role role);
/* 256: an index of the usual palette; 16 or 8: one of the first. */
int	theme_reduce(int color, int colors);

/* How many colours to use: 0 none, else 8, 16, 256 or more. */
int	theme_depth(const char *wish, const char *no_color, int terminal);

/* For the screen: after start_color(); then the attributes of a role. */
void	theme_start(const struct theme *theme, int depth);
void	theme_use(enum role role);

#endif
