/*
 * Lines of text to scroll and search: details, raw JSON, help, requests.
 */
#ifndef ENDPANE_TUI_LINES_H
#define ENDPANE_TUI_LINES_H

#include "canvas.h"
#include "keys.h"

#include <stdbool.h>

struct line {
	char		*label;		/* or NULL; owned */
	char		*text;		/* owned */
	enum role	 role;		/* of the text */
	bool		 is_link;	/* the text is an address of ours */
};

struct lines {
	struct line	*list;
	size_t		 count, room;
	int		 label_cells;	/* the width labels take */
	/* How they are looked at. */
	size_t		 top;
	int		 height;	/* as drawn last */
	int		 shift;		/* cells scrolled to the right */
	char		*sought;	/* "" or NULL: nothing */
	size_t		 match;		/* its line */
};

void	lines_fini(struct lines *l);
/* Empties, but keeps the position and what is sought. */
void	lines_clear(struct lines *l);
void	lines_add(struct lines *l, enum role role, const char *label,
	    struct slice text);
/* Cut into lines of at most cells; later ones have no label. */
void	lines_wrap(struct lines *l, enum role role, const char *label,
	    struct slice text, int cells);
void	lines_format(struct lines *l, enum role role, const char *label,
	    const char *format, ...) __attribute__((format(printf, 4, 5)));
/* Every line of a text that has several. */
void	lines_split(struct lines *l, enum role role, struct slice text,
	    int cells);

void	lines_draw(struct lines *l, struct canvas *c, struct area area);
/* "lines 1 to 18 of 23" in so many rows, appended; nothing where all fit. */
void	lines_place(struct lines *l, int rows, struct buf *out);
/* The actions of IN_MOVE; false where it is none. */
bool	lines_act(struct lines *l, enum action action);
/* From the present match on; false where there is none. */
bool	lines_search(struct lines *l, const char *text, int step);

#endif
