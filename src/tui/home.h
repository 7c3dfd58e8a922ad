/*
 * The overview's numbers and boxes. Private to home.c, home_boxes.c and
 * home_draw.c.
 */
#ifndef ENDPANE_TUI_HOME_H
#define ENDPANE_TUI_HOME_H

#include "app.h"
#include "census.h"
#include "tail.h"
#include "tally.h"

#include <endpane/op/list.h>

#define BARS_MOST	240
#define HOME_CHARTS	9
#define HOME_COUNTED	6

/* A chart counts one column of one list. */
struct home_chart {
	const char	*title;
	enum place	 place;
	const char	*column;
};

extern const struct home_chart home_charts[HOME_CHARTS];
/* Lists whose rows are counted in the box "Lists". */
extern const enum place home_counted[HOME_COUNTED];

/* One line that the cursor can stand on, and what it opens. */
struct bar {
	enum place	 place;
	char		 filter[120];	/* "": all rows */
	int		 y, x;		/* where it is drawn */
};

struct home {
	struct list	*lists[PLACE_COUNT];	/* NULL: no connection */
	struct census	 census[HOME_CHARTS];
	struct tally	 tallies[PLACE_COUNT];
	generation	 filled[PLACE_COUNT];	/* of cells, as counted */
	generation	 seen;
	size_t		 open_questions;
	struct bar	 bars[BARS_MOST];
	size_t		 bar_count, cursor;
	int		 page, pages;	/* where not all boxes fit at once */
	struct tail	*tail;		/* on wide screens; or NULL */
};

/* Draws all boxes, and notes the bars with what they open. */
void	home_draw(struct home *h, struct app *app, struct area area);

/* For home_draw.c: a bar at that line; what it looks like is the answer. */
enum role home_bar(struct home *h, enum place place, const char *filter,
	    int y, int x, enum role otherwise);
/* A label, a bar as long as its share, the count; in all the cells of a. */
void	home_share(struct home *h, struct app *app, struct area a,
	    const char *label, size_t count, size_t total,
	    enum place place, const char *filter);

/* A box: what it shows in its inside, and how many lines it could use. */
typedef void home_box_fn(struct home *h, struct app *app, struct area inside);
typedef int home_want_fn(const struct home *h, const struct app *app);
struct home_box {
	const char	*title;
	home_box_fn	*draw;		/* NULL: the chart */
	home_want_fn	*want;		/* NULL: the chart's, or rows */
	int		 chart;
	int		 rows;		/* at least */
	int		 most;
	const char	*absent;	/* devices it knows nothing of; or NULL */
	bool		 not_wide;	/* the tail has it there */
};

/* In the order of what a small screen should still show. */
extern const struct home_box home_boxes[];
extern const size_t home_box_count;
/* What the boxes ask of a list, for tally_add(). */
void	home_ask(struct home *h, enum place place);

#endif
