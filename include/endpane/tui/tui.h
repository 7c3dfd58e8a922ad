/*
 * The dashboard: lists, details, forms and the queue on a terminal.
 *
 * Takes the terminal over and gives it back on every way out: the last pane
 * closed, a signal, a lost terminal, a crash. Everything it shows and sends
 * goes through the engine, which the caller opens before and closes after.
 */
#ifndef ENDPANE_TUI_TUI_H
#define ENDPANE_TUI_TUI_H

#include <endpane/base/err.h>
#include <endpane/base/ids.h>
#include <endpane/op/engine.h>

#include <stdbool.h>

/* All texts are lent for the call; NULL where there is none. */
struct tui_options {
	const char	*theme;		/* a name; "default" where NULL */
	const char	*color;		/* as in the configuration */
	bool		 ascii;		/* no character beyond ASCII */
	bool		 mouse;
	const char	*own_themes;	/* the user's folder of *.ini */
	const char	*keys;		/* the user's keys.ini */
	const char	*name;		/* in the header: "demo", "config.ini" */
	bool		 is_demo;
	int		 refresh_s;	/* between refreshes; 0: on demand */
};

/*
 * Runs until the person leaves. The answer is the exit status: 0; 2 with *err
 * where the terminal, the theme or the keys don't do (nothing was drawn then);
 * 130 after a signal or where the terminal went away.
 */
int	tui_run(struct engine *engine, const struct tui_options *options,
	    struct err *err);

#endif
