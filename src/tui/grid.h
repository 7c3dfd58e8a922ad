/*
 * A small table made on the spot: requests, jobs, apps of a device.
 *
 * Unlike a listing it owns its texts and is built anew when something changed;
 * the cursor stays on the row with the same key.
 */
#ifndef ENDPANE_TUI_GRID_H
#define ENDPANE_TUI_GRID_H

#include "canvas.h"
#include "keys.h"

#include <stdbool.h>
#include <stdint.h>

#define GRID_COLUMNS 20

struct grid_row {
	uint64_t	 key;
	enum role	 role;
	char		*cells[GRID_COLUMNS];	/* owned; NULL: absent */
	char		*more;			/* owned, or NULL: for opening */
	bool		 is_marked;
};

struct grid {
	char		*titles[GRID_COLUMNS];	/* owned */
	int		 cells[GRID_COLUMNS];	/* the widest of each */
	bool		 has_text[GRID_COLUMNS];
	bool		 has_numbers[GRID_COLUMNS];
	int		 columns;
	int		 order[GRID_COLUMNS];	/* as shown */
	struct grid_row	*rows;
	size_t		 count, room;
	size_t		 cursor, top;
	uint64_t	 cursor_key;
	int		 height, shift;
};

void	grid_fini(struct grid *g);
/* Takes the rows away; titles and position stay. */
void	grid_clear(struct grid *g);
/* The column of that title, made where there is room; -1: there is none. */
int	grid_column(struct grid *g, struct slice title);
struct grid_row *grid_add(struct grid *g, uint64_t key, enum role role);
void	grid_cell(struct grid *g, struct grid_row *row, int column,
	    struct slice text);
void	grid_format(struct grid *g, struct grid_row *row, int column,
	    const char *format, ...) __attribute__((format(printf, 4, 5)));
/* Columns whose title has that text in it are shown first. */
void	grid_first(struct grid *g, const char *text);
/* After the last row was added: the cursor finds its row again. */
void	grid_settle(struct grid *g);
const struct grid_row *grid_here(const struct grid *g);
/* The next row (-1: the one before) that went wrong; false: there is none. */
bool	grid_next_bad(struct grid *g, int step);

void	grid_draw(struct grid *g, struct canvas *c, struct area area,
	    const char *empty);
bool	grid_act(struct grid *g, enum action action);

#endif
