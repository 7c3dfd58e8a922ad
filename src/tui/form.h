/*
 * A form's fields. Private to form.c and form_fields.c.
 */
#ifndef ENDPANE_TUI_FORM_H
#define ENDPANE_TUI_FORM_H

#include "edit.h"
#include "forms.h"

#define FIELDS_MOST 32

enum entry {
	ENTRY_TEXT,		/* typed; Enter offers known values */
	ENTRY_FLAG,
	ENTRY_CHOICE,
	ENTRY_OBJECTS,		/* picked from a list */
};

struct field_box {
	const struct cat_param	*param;
	enum entry		 entry;
	struct edit		 edit;
	bool			 flag;
	int			 choice;	/* -1: none */
	struct picked		*list;
	size_t			 count;
};

struct form {
	const struct cat_resource *resource;
	const struct cat_op	*op;
	const struct conn	*conn;
	struct field_box	 fields[FIELDS_MOST];
	int			 count;
	int			 here;	/* count: review; count + 1: cancel */
	int			 top;
	int			 picking;	/* the field a picker fills */
	size_t			 hidden;	/* marks outside the filter */
	struct err		 err;
};

/* A field for every parameter, filled in with the selection and a draft. */
void	form_fill(struct form *f, struct app *app, const struct offer *offer,
	    const struct selection *s);
void	form_fini(struct form *f);
void	form_keep_draft(struct form *f, struct app *app);
void	form_drop_draft(struct form *f, struct app *app);

void	form_args(const struct form *f, struct args *args);
/* "endpane apps associate 12 --device 4,5", cut after a few ids. */
void	form_command(const struct form *f, struct buf *out);
/* What stands in a field, as text. */
void	field_words(const struct field_box *box, struct buf *out);
/* The objects' domains where they are of one; "" none, NULL several. */
const char *form_domain(const struct form *f);

#endif
