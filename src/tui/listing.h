/*
 * A list as a person works with it: rows of the engine, filtered and sorted,
 * with a cursor and marks that stand on ids.
 *
 * Panes and pickers are made of it. Call listing_news() after every turn: rows
 * that were replaced live only until the next one. No row number is kept past
 * that without being looked up again.
 */
#ifndef ENDPANE_TUI_LISTING_H
#define ENDPANE_TUI_LISTING_H

#include "canvas.h"
#include "columns.h"
#include "lines.h"
#include "marks.h"

#include <endpane/op/list.h>
#include <endpane/store/view.h>

struct listing {
	struct engine			*engine;
	const struct cat_resource	*resource;
	struct list			*list;	/* NULL: no connection */
	struct err			 err;	/* why there is none */
	struct view			*view;
	struct rows			*rows;	/* the engine's */
	struct marks			 marks;
	char				*filter;	/* "" for none */
	char				*before;	/* while one is typed */
	char				*sort;
	char				*find;		/* last sought text */
	struct filter			*sought;	/* the same, parsed */
	size_t				 cursor;	/* place in the view */
	size_t				 top;
	int				 y;		/* first row drawn */
	int				 height;	/* rows drawn last */
	int				 x;		/* where they begin */
	int				 cells;		/* and how wide */
	int				 shift;
	int				 most_shift;
	bool				 wide;
	bool				 with_conn;
	unsigned char			 wishes[COLUMNS_MOST];
	int				 export_choice;	/* of its menu */
	bool				 can_mark;
	/* What the cursor stands on; id NULL: nothing yet. */
	char				*id;
	int				 conn;
	uint32_t			 row;	/* of it, in rows */
	bool				 is_wanted; /* not there yet */
	/* Where a range began; NULL: none. */
	char				*range_id;
	int				 range_conn;
	/* A find under way: the place to look at next. */
	bool				 is_finding;
	bool				 is_changing;	/* filter or order set */
	int				 find_step;
	size_t				 find_at, find_left;
	bool				 find_failed;
	generation			 list_seen, view_seen, filled_seen;
	size_t				 rows_seen;
	/* Marks outside the filter, as of these generations. */
	size_t				 hidden_marks;
	generation			 hidden_view, hidden_marks_at;
};

/* args: of the list operation (a device's accounts), or NULL. */
void	listing_open(struct listing *l, struct engine *engine,
	    const struct cat_resource *resource, const struct args *args);
void	listing_fini(struct listing *l);

/* Takes what changed; true where something shown may have. */
bool	listing_news(struct listing *l);
/* Filters, sorts and finds for a while; true while there is more to do. */
bool	listing_work(struct listing *l, int64_t budget_us);
/*
 * What is typed ahead means the rows that a filter leaves, not those before:
 * works until they are known. False where the time was not enough.
 */
bool	listing_settle(struct listing *l, int64_t most_us);
#define SETTLE_US	250000	/* most that an action waits for a filter */

size_t	listing_count(const struct listing *l);
/* The row of the cursor, for this turn only. */
bool	listing_row(const struct listing *l, uint32_t *row);
void	listing_to(struct listing *l, size_t place);
void	listing_move(struct listing *l, long by);
/* So many rows are drawn from now on. */
void	listing_resized(struct listing *l, int height);
/* The cursor goes to that object as soon as it is there. */
void	listing_want(struct listing *l, int conn, struct slice id);

/* On failure the old one stays. */
bool	listing_filter(struct listing *l, const char *text, struct err *err);
bool	listing_sort(struct listing *l, const char *keys, struct err *err);
void	listing_reverse(struct listing *l);
/* By the column shown left (-1) or right (1) of the present one. */
void	listing_sort_step(struct listing *l, int step);

/* Starts looking for text from the cursor; then listing_work() goes on. */
bool	listing_find(struct listing *l, const char *text, struct err *err);
bool	listing_find_next(struct listing *l, int step);

void	listing_mark(struct listing *l);
void	listing_mark_all(struct listing *l);
/* The first call says where, the second marks to there: true then. */
bool	listing_range(struct listing *l);
size_t	listing_hidden_marks(struct listing *l);

/*
 * Titles and rows. Column 0 has the cursor, column 1 the mark.
 */
void	listing_draw(struct listing *l, struct canvas *c, struct area area);
/* The row's values that the columns do not show, one beside the other. */
void	listing_preview(struct listing *l, struct canvas *c, struct area area);
/* All values of the row, one a line, with "-" for what is absent. */
void	listing_fields(const struct listing *l, struct lines *lines,
	    int cells);
/* "hidden: MODEL, USER"; nothing where all columns are shown. */
void	listing_hidden(const struct listing *l, struct buf *out);
/* "318 devices", "23 of 318 devices", "loading 3000 of 100000". */
void	listing_count_text(struct listing *l, struct buf *out);
/* "read 14:02", "from the cache, 2026-11-21 14:02". */
void	listing_age_text(const struct listing *l, struct buf *out);

#endif
