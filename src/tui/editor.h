/*
 * The user's own editor, on a text of ours.
 *
 * The text goes into a file that only the user can read and that is removed
 * afterwards. The terminal is the editor's meanwhile and nothing else turns.
 */
#ifndef ENDPANE_TUI_EDITOR_H
#define ENDPANE_TUI_EDITOR_H

#include "app.h"

/*
 * Replaces the text by what was saved. suffix tells the editor what it is:
 * ".json". False where it could not be, or the editor ended with an error:
 * the text is as it was then.
 */
bool	editor_run(struct app *app, struct buf *text, const char *suffix,
	    struct err *err);

#endif
