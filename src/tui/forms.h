/*
 * From what is marked to a job that changes it: selection, offers, form,
 * confirmation, result.
 */
#ifndef ENDPANE_TUI_FORMS_H
#define ENDPANE_TUI_FORMS_H

#include "app.h"
#include "selection.h"

#include <endpane/op/job.h>

/* What can be done with a selection: an operation, and as what it takes it. */
struct offer {
	const struct cat_resource	*resource;
	const struct cat_op		*op;
	const struct cat_param		*as;	/* NULL: takes no object */
	char				 why[160];	/* "": possible */
};

size_t	offers_find(struct app *app, const struct selection *s,
	    struct offer *offers, size_t most);
/* One that serves it, and takes changes where there is one; or NULL. */
const struct conn *offers_conn(const struct app *app,
	    const struct cat_resource *resource);
/* The nth of all operations there are, with nothing selected. */
bool	offers_nth(struct app *app, size_t number, struct offer *offer);
/* x: the menu of them; a: the first one that is the pane's own. */
void	offers_menu(struct app *app, const struct selection *s);
void	offers_main(struct app *app, const struct selection *s);
/* "associate": what a does; "" where there is none. */
const char *offers_main_word(const struct cat_resource *resource);

/* Does it: by a form, or at once where nothing is left to be said. */
void	offer_take(struct app *app, const struct offer *offer,
	    const struct selection *s);
/*
 * A pane with what a read finds; a list is one as any other. args are copied.
 */
bool	answer_open(struct app *app, const struct cat_resource *resource,
	    const struct cat_op *op, const struct conn *conn,
	    const struct args *args, struct err *err);
/* A form for an offer, filled in with the selection. */
void	form_open(struct app *app, const struct offer *offer,
	    const struct selection *s);
void	drafts_free(struct drafts *drafts);
/* The form again, its bad rows left out. */
void	form_skip_bad(struct pane *p, struct app *app);
/* The rows that the arguments name; false: all of them are good, or none. */
bool	preview_open(struct app *app, struct pane *form,
	    const struct cat_op *op, const struct args *args);
/* "endpane NOUN VERB ID --name value": the command of some arguments. */
void	command_words(const struct cat_resource *resource,
	    const struct cat_op *op, const struct args *args, struct buf *out);
/* Its job was sent: closes the form, if p is one, and its draft. */
void	form_done(struct app *app, struct pane *p);

/*
 * Shows what a job would do (command: the same for a shell), and asks; the job
 * is dropped on the way back.
 */
void	confirm_open(struct app *app, struct job *job, const char *command);
/* What became of it, object by object. */
void	jobpane_open(struct app *app, struct job *job);
enum role outcome_role(enum job_outcome outcome);
char	outcome_sign(enum job_outcome outcome);
/* NULL where the engine does not keep it any more. */
struct job *job_find(const struct app *app, uint64_t number);
const char *job_state_word(enum job_state state);
/* "3 applied, 1 rejected". */
void	job_words(const struct job *job, struct buf *out);
/* "Job 5", as the journal counts; "Job" where it holds nothing of it. */
void	job_label(const struct job *job, struct buf *out);
void	job_say(struct app *app, const struct job *job);

/*
 * A list, of those arguments, to choose from. many: marks count, else the
 * row. taken gets copies of
 * what was chosen; it may keep them.
 */
typedef void picker_fn(struct app *app, struct pane *below,
    struct picked *list, size_t count);
void	picker_open(struct app *app, const struct cat_resource *resource,
	    const struct args *args, const struct conn *conn, bool many,
	    const struct picked *marked,
	    size_t marked_count, picker_fn *taken, struct pane *below);

/* The detail of one object, with J and K to its neighbours in the list. */
void	detail_open(struct app *app, const struct cat_resource *resource,
	    const struct conn *conn, const char *id, const char *name,
	    const char *domain, bool raw);
/* The same for an object whose list was asked with arguments. */
void	detail_open_of(struct app *app, const struct args *given,
	    const struct selection *s, bool raw);
/* It stands beside the list wherever there is room for both. */
void	detail_focus(struct pane *p);
/* The same on its own place, over its list. */
void	object_open(struct app *app, const struct cat_resource *resource,
	    const struct conn *conn, const char *id, const char *name,
	    const char *domain);
/* What a detail pane shows, as a selection of one. */
void	detail_selection(const struct pane *p, struct selection *s);
/* And the row of its tab, for what is taken away. */
void	detail_row(const struct pane *p, struct app *app,
	    struct selection *s);
/* The listing behind a list pane or picker, or NULL for any other pane. */
struct listing *listpane_listing(const struct pane *p);
/* Where a detail over that list pane goes; false: p has no room beside it. */
bool	listpane_side(const struct pane *p, struct area area,
	    struct area *side);
/* Where its facets stand on a wide screen; false: nowhere. */
bool	listpane_facets(const struct pane *p, struct area area,
	    struct area *box);
/* What all panes with rows share: their keys, news and work. */
bool	rows_act(struct pane *p, struct app *app, enum action action);
/* Are the rows those that the filter leaves? False: it was said that not yet. */
bool	rows_are_ready(struct pane *p, struct app *app);
bool	rows_news(struct listing *l, struct app *app);
bool	rows_work(struct listing *l, struct app *app, int64_t budget_us);

/* Counts of a column's values; Enter filters the list by one. */
void	facets_open(struct app *app, struct pane *below);
/* What of the object here can be copied. below: a list or a detail. */
void	copies_open(struct app *app, struct pane *below);
/* Rows of the list into a new file. */
void	export_open(struct app *app, struct pane *below);
/* Which columns of the list are shown. */
void	chooser_open(struct app *app, struct pane *below);
/* Marks the rows that a pasted list names, and says which it does not find. */
void	hunt_open(struct app *app, struct pane *below, const char *text,
	    size_t len);
/* Asks for terms as the filter takes them, and marks what they match. */
void	hunt_ask(struct app *app, struct pane *below);

#endif
