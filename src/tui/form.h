/*
 * A form's fields. Private to form*.c and as_command.c.
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
	ENTRY_OBJECTS,		/* picked from a list, or pasted */
	ENTRY_CONN,		/* over which connection it goes */
};

struct field_box {
	const struct cat_param	*param;
	enum entry		 entry;
	struct edit		 edit;
	bool			 flag;
	int			 choice;	/* -1: none */
	struct picked		*list;
	size_t			 count;
	char			*body;		/* from the editor, instead of
						 * a file; or NULL */
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
	bool			 has_values;	/* the object's own: no draft */
	struct err		 err;		/* of the review */
	struct buf		 offered;	/* what Tab has found */
	struct buf		 left_out;	/* lines of a paste that name nothing */
	struct field_box	*left_of;	/* the field that they were for */
	bool			 is_rereading;	/* its lists, to look again */
};

/* A field for every parameter, filled in with the selection and a draft. */
void	form_fill(struct form *f, struct app *app, const struct offer *offer,
	    const struct selection *s);
void	form_fini(struct form *f);
/* False: nothing of it is for another object, so nothing was kept. */
bool	form_keep_draft(struct form *f, struct app *app);
void	form_drop_draft(struct form *f, struct app *app);

void	form_args(const struct form *f, struct args *args);
/* Is what stands in the field a value? Without one it is fine. */
bool	field_check(const struct field_box *box, struct err *err);
/* It has to have a value, and has none. */
bool	field_is_missing(const struct field_box *box);
/* It repeats the secret in the field before it, and is sent nowhere. */
bool	field_is_again(const struct field_box *box);
/* What the catalogue says of all of it, before anything is read. */
bool	form_check(const struct form *f, struct err *err);
/* The next value of a comma list; commas in a NAME=VALUE are the value's. */
bool	field_next(const struct cat_param *p, struct slice *rest,
	    struct slice *one);
/* The wire form of what is chosen; NULL: nothing. */
const char *field_choice(const struct field_box *box);
/*
 * Into a field for objects: ids, and what names one of the rows that were read
 * (a name, a serial, a mail address). Says and returns how many words were
 * none of that.
 */
size_t	field_paste(struct form *f, struct app *app, struct field_box *box,
	    struct slice text);
/* Reads the lists anew for what was left out; false: nothing was. */
bool	field_look_again(struct form *f, struct app *app);
/* After a turn: they may have been read, and are looked through again. */
void	field_news(struct form *f, struct app *app);
/* A prompt for an id or a name, begun with that key. */
void	field_type(struct form *f, struct app *app, struct pane *p,
	    int pressed);
/* Opens the lists whose rows may be pasted; asks nothing of a server. */
void	field_expect_pastes(const struct form *f, const struct app *app);
/* The connection before or behind the one that is chosen. */
void	form_next_conn(struct form *f, const struct app *app);
/* "endpane apps associate 12 --device 4,5"; whole: every id, else a few. */
void	form_command(const struct form *f, const struct app *app, bool whole,
	    struct buf *out);

/* Enter in an empty text field: a menu of known values; false: none are. */
bool	known_offer(struct form *f, struct app *app, struct pane *p);
/* Tab at the end of a text: goes on with what fits; false: nothing does. */
bool	known_complete(struct form *f, struct app *app);
/* Is there a value that would be offered? */
bool	known_any(const struct form *f, struct app *app,
	    const struct field_box *box);

/* Enter in a field for objects: the list or read that it is one of. */
void	field_pick(struct form *f, struct app *app, struct pane *p);
/* What its list's read needs, from the fields; false: *err says what first. */
bool	field_needs(const struct form *f, const struct cat_op *op,
	    struct args *args, struct err *err);
/* What it is, and whether it is picked, and from where, or typed. */
void	field_hint(const struct form *f, struct app *app,
	    const struct field_box *box, struct buf *out);
/* The ids and names that lists have met, by the catalogue; owned. */
void	field_met(const struct form *f, struct app *app,
	    const struct cat_param *param, struct picked **list,
	    size_t *count);
/* A path with ~/ at its beginning made whole; appended. */
void	path_whole(const char *path, struct buf *out);

/* What was typed, as JSON or CSV in the editor, and back into the fields. */
void	form_edit(struct form *f, struct app *app);
/* What stands in a field, as text. */
void	field_words(const struct field_box *box, struct buf *out);
/* The objects' domains where they are of one; "" none, NULL several. */
const char *form_domain(const struct form *f);

#endif
