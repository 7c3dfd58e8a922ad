/*
 * Which objects an action is meant for: marked, picked, or under the cursor.
 */
#ifndef ENDPANE_TUI_SELECTION_H
#define ENDPANE_TUI_SELECTION_H

#include "app.h"
#include "listing.h"

/* One object that was marked or picked. All owned. */
struct picked {
	char	*id;
	char	*name;
	char	*domain;	/* of an AD computer; or NULL */
};

/* Several of one resource on one connection. */
struct selection {
	const struct cat_resource *resource;
	const struct conn	*conn;		/* NULL: none, or several */
	bool			 is_mixed;	/* of several connections */
	bool			 from_marks;
	size_t			 hidden;	/* marks outside the filter */
	const struct args	*given;		/* of the list; lent, or NULL */
	const struct args	*values;	/* what it has now, by parameter;
						 * lent, or NULL */
	struct picked		*list;
	size_t			 count;
	/* What the cursor stands on in a tab of the object: at most one. */
	struct picked		*row;
	size_t			 row_count;
	char			 row_of[40];	/* "groups members", or a noun */
};

/* The marks, or what the cursor stands on. */
void	selection_take(struct selection *s, struct listing *l);
void	selection_one(struct selection *s, const struct cat_resource *resource,
	    const struct conn *conn, const char *id, const char *name,
	    const char *domain);
void	selection_copy(struct selection *to, const struct selection *from);
void	selection_fini(struct selection *s);
void	picked_fini(struct picked *list, size_t count);
/* Adds a copy; grows the list. */
void	picked_add(struct picked **list, size_t *count, struct slice id,
	    struct slice name, const char *domain);
/* "WKS-0077", "3 devices". */
void	selection_words(const struct selection *s, struct buf *out);

/* The domain that a row tells, by column or by its DC= parts; or nothing. */
void	domain_of_row(const struct cat_resource *resource,
	    const struct rows *rows, uint32_t row, struct buf *out);

#endif
