/*
 * One line of text being typed: cursor, deletion by word, paste.
 *
 * The text is UTF-8; what is pasted keeps no control characters (a line break
 * becomes a blank). It never grows past EDIT_MOST bytes.
 */
#ifndef ENDPANE_TUI_EDIT_H
#define ENDPANE_TUI_EDIT_H

#include "canvas.h"

#include <stdbool.h>

#define EDIT_MOST 4096

struct edit {
	struct buf	text;
	size_t		at;		/* bytes before the cursor */
	bool		is_secret;	/* shown as dots */
};

void	edit_fini(struct edit *e);	/* wipes */
void	edit_set(struct edit *e, const char *text);
const char *edit_text(const struct edit *e);
/* True where the key was one for editing. */
bool	edit_key(struct edit *e, int key);
void	edit_paste(struct edit *e, const char *at, size_t len);
/* Draws it cells wide, cursor in view; is_here: the terminal's cursor too. */
void	edit_draw(const struct edit *e, struct canvas *c, int y, int x,
	    int cells, bool is_here);

#endif
