/*
 * A small static map: the points of one object on a grid with a scale.
 *
 * Drawn from the answer's own coordinates; nothing is asked of anybody. The
 * newest point (the first one) is '@', older ones '+' and, the oldest half,
 * '.'; several in one cell show the newest.
 */
#ifndef ENDPANE_TUI_CHART_H
#define ENDPANE_TUI_CHART_H

#include "canvas.h"

#define CHART_POINTS	500
#define CHART_LEAST	7	/* rows of a chart, at least */

struct chart {
	double	 latitude[CHART_POINTS];
	double	 longitude[CHART_POINTS];
	int	 count;
};

/* Takes latitude and longitude of the objects in any list of the answer. */
void	chart_read(struct chart *chart, struct slice body);
void	chart_draw(const struct chart *chart, struct canvas *c,
	    struct area area);

#endif
