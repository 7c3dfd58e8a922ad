/*
 * One object and its tabs. Private to detail.c, detail_*.c and card.c.
 *
 * Most tabs are an answer of the object's own system. Joined tabs are put
 * together from what was read elsewhere: the groups that hold it, its accounts
 * in another system, what has the same name there.
 */
#ifndef ENDPANE_TUI_DETAIL_H
#define ENDPANE_TUI_DETAIL_H

#include "app.h"
#include "chart.h"
#include "grid.h"
#include "lines.h"

#include <endpane/op/fetch.h>

#define TABS_MOST 12

enum joint {
	JOINT_NONE = 0,		/* an answer */
	JOINT_RAW,		/* the first tab's, as JSON */
	JOINT_GROUPS,
	JOINT_ACCOUNTS,
	JOINT_ELSEWHERE,
};

/* An object that a row of a joined tab stands for. Owned texts. */
struct target {
	const struct cat_resource *resource;
	const struct conn	*conn;
	char			*id, *name, *domain;
};

struct join {
	struct target	*targets;	/* one a row of the grid */
	size_t		 count;
	struct buf	 note;		/* what stands above the rows */
	generation	 seen;		/* of the engine */
	int64_t		 calm_us;	/* monotonic: not built before that */
	size_t		 missing;	/* lists that were not read */
};

struct tab {
	const char	*title;
	const char	*verb;		/* whose answer; or NULL */
	enum joint	 joint;
	struct join	 join;
	struct look	*look;		/* the engine's; NULL: never opened */
	struct err	 err;		/* why it could not be */
	generation	 built;		/* of the look's answer */
	int		 built_cols;
	bool		 is_grid;
	struct lines	 lines;
	struct grid	 grid;
	struct chart	*chart;		/* of coordinates in it; or NULL */
};

struct detail {
	const struct cat_resource *resource;
	const struct conn	*conn;
	char			*id, *name, *domain;
	struct args		 given;		/* of its list: the device */
	struct tab		 tabs[TABS_MOST];
	int			 tab_count;
	int			 tab;
	/* Beside the list where there is room, not only on wide screens. */
	bool			 is_focus;
	bool			 is_zoomed;	/* never beside the list */
};

/* What reads a tab; NULL: nothing does. */
const struct cat_op *detail_op(const struct detail *d, int tab);
/* What the operation needs to know of the object. */
void	detail_args(const struct detail *d, const struct cat_op *op,
	    struct args *args);
/* Another object; what was shown of the old one is forgotten. */
void	detail_object(struct detail *d, const struct conn *conn,
	    const char *id, const char *name, const char *domain);
void	detail_fini(struct detail *d);
/* Builds what the tab shows anew where its answer or the width changed. */
void	detail_refresh(struct detail *d, struct app *app, int cols);
bool	tab_is_joined(const struct tab *tab);
/* All but the heading, which stands in the first row. */
void	detail_draw(struct detail *d, struct app *app, struct area area);
/* Which tabs the object has. */
void	detail_tabs(struct detail *d);

/* What a joined tab rests on is opened; lists never read are asked for. */
void	join_open(struct detail *d, struct app *app, struct tab *tab,
	    bool again);
/* Builds its rows anew where something it rests on changed. */
void	join_refresh(struct detail *d, struct app *app, struct tab *tab);
/* Reads what is missing (D). */
void	join_gather(struct detail *d, struct app *app, struct tab *tab);
void	join_fini(struct join *join);
/* A row for an object, with its name and id in these columns. */
struct grid_row *join_row(struct tab *tab, const struct target *target);
/* The rows of JOINT_ELSEWHERE. */
void	twins_find(struct detail *d, struct app *app, struct tab *tab);
/* The same computer, whether its domain stands behind its name or not. */
bool	is_same_host(struct slice a, struct slice b);
/* Rows of an answer's lists, whatever members they have. */
void	detail_items(const struct cat_op *op, struct slice body,
	    struct grid *grid);

/* Makes lines or a table of the answer that the tab's look has. */
void	detail_build(struct detail *d, struct app *app, struct tab *tab,
	    const struct cat_op *op, int cols);
/* All members of one JSON object, as lines. */
void	detail_item(struct lines *lines, const char *json, int cols);

#endif
