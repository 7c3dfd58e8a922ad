/*
 * Lines of text instead of a dashboard: a command a line in, plain lines out.
 * Shared by the files plain*.c and nobody else.
 *
 * Nothing is drawn anew and no control byte is written; states are words. What
 * changes something is named as a command, never done here.
 */
#ifndef ENDPANE_CLI_PLAIN_H
#define ENDPANE_CLI_PLAIN_H

#include <endpane/cli/session.h>
#include <endpane/op/fetch.h>
#include <endpane/op/list.h>
#include <endpane/store/view.h>

#define PLAIN_LINES 20	/* of a page */

enum plain_level {
	PLAIN_HOME,
	PLAIN_LIST,
	PLAIN_OBJECT,
	PLAIN_TEXT,		/* queue and journal */
};

struct plain {
	struct session		*s;
	enum plain_level	 level;
	bool			 is_over;

	const struct cat_resource *resource;	/* of list and object */
	struct args		 given;		/* the device of accounts */
	struct list		*list;
	struct view		*view;
	struct rows		*rows;		/* those of the view */
	size_t			 top;		/* first row of the page */

	const struct conn	*conn;		/* of the object */
	char			*id, *name, *domain;

	struct buf		 text;		/* lines, shown by pages */
	size_t			 at;		/* byte of the next page */
	struct buf		 input;		/* typed, not yet used */
};

/* One line, made harmless. */
void	plain_say(const char *format, ...)
	    __attribute__((format(printf, 1, 2)));
/* A line into the text that is shown by pages. */
void	plain_add(struct plain *p, const char *format, ...)
	    __attribute__((format(printf, 2, 3)));
/* Empties that text; shows its next page, and whether there is more. */
void	plain_begin(struct plain *p);
void	plain_more(struct plain *p);

/* How a connection does, in words. */
const char *plain_lamp(enum lamp lamp);

/* False: interrupted, and told; what was read so far is there. */
bool	plain_wait_list(struct plain *p, struct list *list);
bool	plain_wait_look(struct plain *p, struct look *look);

void	plain_home(struct plain *p);
/* args NULL: none. Filter and order are those of a new list. */
void	plain_list(struct plain *p, const struct cat_resource *resource,
	    const struct args *args);
void	plain_page(struct plain *p);
void	plain_filter(struct plain *p, const char *terms);
void	plain_sort(struct plain *p, const char *keys);
/* The nth row, from 1. */
void	plain_open(struct plain *p, size_t number);
/* A tab by its title; NULL: the first one. False: there is none. */
bool	plain_tab(struct plain *p, const char *title, bool again);
void	plain_queue(struct plain *p);
void	plain_devices(struct plain *p);	/* of accounts */
/* Those of one, by name or id. */
void	plain_accounts(struct plain *p, const char *device);
void	plain_actions(struct plain *p);
void	plain_close_list(struct plain *p);

#endif
