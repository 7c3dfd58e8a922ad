/*
 * The dashboard as a whole, and what a pane is.
 *
 * Every place (2 Devices, 3 Groups, …) has a stack of panes: a list, over it
 * perhaps a detail, over that perhaps dialogs. Keys go to the top one. A pane
 * that is to go is closed with app_close() and freed when its turn is over, so
 * that nobody's feet are pulled away. Nothing here blocks.
 */
#ifndef ENDPANE_TUI_APP_H
#define ENDPANE_TUI_APP_H

#include "canvas.h"
#include "keys.h"
#include "places.h"

#include <endpane/base/clock.h>
#include <endpane/op/engine.h>
#include <endpane/tui/tui.h>

#define PANES_DEEP	12	/* panes over each other in a place */

struct app;
struct pane;

/* A kind of pane. All but draw and fini may be NULL; none may block. */
struct pane_kind {
	const char	*name;		/* in the help's title */
	unsigned	 scopes;	/* which actions it takes */
	bool		 is_dialog;	/* drawn over the one below */
	bool		 has_line;	/* draws the message line itself */
	void		 (*draw)(struct pane *p, struct app *app,
			    struct area area);
	/* True: drawn beside the one below, which is drawn first. */
	bool		 (*is_beside)(struct pane *p, struct app *app,
			    struct area area);
	/* What the message line says while there is no message. */
	void		 (*status)(struct pane *p, struct app *app,
			    struct buf *out);
	/* Keys of the key bar, where they don't come from the keymap. */
	const char	*bar;
	/* True where it took the key, the action, the text. */
	bool		 (*key)(struct pane *p, struct app *app, int key);
	bool		 (*act)(struct pane *p, struct app *app,
			    enum action action);
	bool		 (*paste)(struct pane *p, struct app *app,
			    const char *text, size_t len);
	/* A click on that cell of the screen. */
	void		 (*click)(struct pane *p, struct app *app, int y,
			    int x);
	/* After each turn in which something changed. */
	void		 (*news)(struct pane *p, struct app *app);
	/* Works for a while; true while there is more to do. */
	bool		 (*work)(struct pane *p, struct app *app,
			    int64_t budget_us);
	/* Monotonic ms at which news is wanted, or 0. */
	int64_t		 (*deadline)(struct pane *p);
	void		 (*fini)(struct pane *p);
};

struct pane {
	const struct pane_kind	*kind;
	void			*own;	/* the kind's; freed by its fini */
	enum place		 place;
	bool			 is_closing;
};

struct stack {
	struct pane	*list[PANES_DEEP];
	int		 count;
};

struct drafts;
struct gather;
struct history;

struct app {
	struct engine			*engine;
	const struct config		*config;
	const struct tui_options	*options;
	struct canvas			*canvas;
	struct keymap			*keymap;
	struct stack			 stacks[PLACE_COUNT];
	enum place			 place, last_place;
	struct drafts			*drafts;	/* of forms */
	struct history			*history;	/* of views */
	struct gather			*gather;	/* under way, or NULL */
	char				 message[512];
	enum role			 message_role;
	bool				 message_is_old;
	char				 header[320];	/* its right half */
	bool				 is_dirty;	/* paint this turn */
	bool				 is_fresh;	/* numbers may move */
	bool				 has_news;
	bool				 is_leaving;
	int				 status;
	int				 suspends;	/* how often */
	generation			 engine_seen;
	int64_t				 fresh_ms;	/* monotonic */
	int64_t				 changed_ms;	/* wall */
	int64_t				 interrupt_ms;	/* monotonic */
	int64_t				 refresh_ms;	/* next automatic one */
	int				 refresh_s;	/* 0: there is none */
	bool				 is_paused;	/* there are none now */
	bool				 no_clipboard;
	char				*theme;		/* its name */
	bool				 message_stays;	/* over one key */
	struct clock_pair		 turn;		/* of the last one */
	int64_t				 resumed_ms;	/* wall; 0: never */
};

/* Puts a new pane on the present place; owns own from now on. */
struct pane	*app_open(struct app *app, const struct pane_kind *kind,
		    void *own);
void		 app_close(struct app *app, struct pane *p);
struct pane	*app_top(const struct app *app);
/* The pane below p on its place, or NULL; and the one above it. */
struct pane	*app_below(const struct app *app, const struct pane *p);
struct pane	*app_above(const struct app *app, const struct pane *p);
void		 app_go(struct app *app, enum place place);
void		 app_leave(struct app *app, int status);
/*
 * The program or the machine stood still, for at most so long: questions asked
 * before are void, and what was read before is marked until it is read anew.
 */
void		 app_resumed(struct app *app, int64_t gap_ms, bool is_exact);
/* Read before the program stood still, and not since. */
bool		 app_is_stale(const struct app *app, int64_t as_of_ms);

void		 app_say(struct app *app, enum role role,
		    const char *format, ...)
		    __attribute__((format(printf, 3, 4)));
void		 app_complain(struct app *app, const struct err *err);
/* Does an action as if its key had been pressed. */
void		 app_act(struct app *app, enum action action);
/* To the clipboard through the terminal (OSC 52); says so, or why not. */
bool		 app_copy(struct app *app, const char *text, const char *what);

/* A new frame of all that is to be seen, onto the canvas. */
void		 app_draw(struct app *app);
/* Keys and pastes to whoever is on top; panes that were closed are freed. */
void		 app_key(struct app *app, int key);
void		 app_click(struct app *app, int y, int x);
void		 app_paste(struct app *app, const char *text, size_t len);
bool		 app_is_tiny(const struct app *app);

/* What each file offers the others. */
void		 home_open(struct app *app);
/* "+ ok", "x no answer": how a connection does. */
const char	*lamp_word(enum lamp lamp);
void		 hosts_open(struct app *app);
void		 listpane_open(struct app *app, enum place place,
		    const struct args *args);
void		 queue_open(struct app *app);
void		 help_open(struct app *app);
void		 palette_open(struct app *app);
/* p; false where there is nothing to hold back. */
bool		 pause_act(struct app *app);

#endif
