/* Texts as they may go to a clipboard. */
#ifndef TUI_CLIPBOARD_H
#define TUI_CLIPBOARD_H

#include <endpane/base/buf.h>

/*
 * Appends the text in one line, harmless: what a terminal would obey is
 * escaped, line ends too; other letters stay, whatever the locale.
 */
void	clipboard_clean(struct slice in, struct buf *out);

#endif
