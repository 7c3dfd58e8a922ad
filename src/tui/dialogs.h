/*
 * Small dialogs: a line to type, a question, a menu, a text to read.
 *
 * They are panes; what they find out goes to functions of the pane that opened
 * them, which stands below and so lives longer.
 */
#ifndef ENDPANE_TUI_DIALOGS_H
#define ENDPANE_TUI_DIALOGS_H

#include "app.h"
#include "lines.h"

/* On failure *err is shown beside the text, and the prompt stays. */
struct prompt_ways {
	const char	*title;		/* "FILTER" */
	bool		 (*changed)(struct pane *below, struct app *app,
			    const char *text, struct err *err);
	bool		 (*done)(struct pane *below, struct app *app,
			    const char *text, struct err *err);
	void		 (*gone)(struct pane *below, struct app *app);
};

/* In the message line. below may be NULL. */
void	prompt_open(struct app *app, const struct prompt_ways *ways,
	    struct pane *below, const char *text);

struct choice {
	char	*text;		/* owned */
	char	*hint;		/* or NULL; owned */
	bool	 is_off;	/* shown, but it can't be chosen: see hint */
};

/* more: chosen with Space, the menu stays open. */
typedef void menu_fn(struct app *app, struct pane *below, int choice,
    bool more);

/* Owns the choices. multi: Space adds one and the menu stays. */
void	menu_open(struct app *app, const char *title, struct choice *choices,
	    int count, bool multi, menu_fn *chosen, struct pane *below);
void	choice_add(struct choice **choices, int *count, char *text,
	    char *hint, bool is_off);

/* y runs yes; anything else does nothing. */
typedef void	 ask_fn(struct app *app);
void		 ask_open(struct app *app, const char *title,
		    const char *text, ask_fn *yes);

/* A text in a box; takes the lines over. */
void	text_open(struct app *app, const char *title, struct lines *lines);

/* A box in the middle of an area, at most that big. */
struct area area_inside(struct area area, int rows, int cols);

#endif
