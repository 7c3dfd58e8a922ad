/*
 * What can be typed at ":", and what it stands for. Private to palette.c and
 * hits.c.
 */
#ifndef ENDPANE_TUI_PALETTE_H
#define ENDPANE_TUI_PALETTE_H

#include "edit.h"
#include "forms.h"

#define HITS_MOST	60
#define OBJECTS_MOST	20	/* found in lists */

enum hit_kind {
	HIT_PLACE = 1,
	HIT_ACTION,
	HIT_OFFER,
	HIT_OPERATION,		/* on nothing that is selected */
	HIT_THEME,
	HIT_SETTING,
	HIT_OBJECT,
	HIT_LOGIN,
	HIT_LOGOUT,
};

/* All texts are owned. */
struct hit {
	enum hit_kind	 kind;
	int		 number;	/* of the place, action, offer or conn */
	char		*text;
	char		*hint;
	bool		 is_off;	/* not possible here: see hint */
	/* Of an object. */
	enum place	 place;
	char		*id;
	char		*domain;	/* or NULL */
};

struct palette {
	struct pane	*below;
	struct edit	 edit;
	struct err	 err;
	char		 note[200];	/* what was copied */
	struct hit	 hits[HITS_MOST];
	int		 count;
	int		 cursor, top;
	bool		 is_moved;	/* the cursor was put there by hand */
	/* The search in lists, a slice at a time. */
	bool		 is_seeking;
	int		 objects;
	struct list	*lists[PLACE_COUNT];
	const struct rows *rows;	/* those of the list looked at */
	int		 place;
	uint32_t	 row;
	generation	 seen;		/* of the lists */
};

/* What the typed word fits: names at once, objects by hits_seek(). */
void	hits_find(struct palette *own, struct app *app);
/* Works for a while; true while there is more to do. */
bool	hits_seek(struct palette *own, int64_t budget_us);
void	hits_clear(struct palette *own);
/* Grows with the rows of the lists that are sought in. */
generation hits_generation(const struct palette *own);
/* Selection of the pane that the palette was opened from. */
bool	hits_selection(const struct palette *own, struct selection *s);
/* The place of that name, noun or alias; -1: none. */
int	hits_place(struct slice name);

#endif
