/*
 * What is known of one selected object, and what can be made of that: a form
 * with its values, a command, an address.
 */
#ifndef ENDPANE_TUI_OBJECT_H
#define ENDPANE_TUI_OBJECT_H

#include "forms.h"

/* e: the form that updates the only object, with what it has now. */
void	amend_open(struct app *app, const struct selection *s);
/* What the only object has now, by the names of the operation's parameters. */
void	amend_values(struct app *app, const struct selection *s,
	    const struct cat_op *op, struct args *values);
/* The row of the object in its list, where it is known. */
bool	selection_row(struct app *app, const struct selection *s,
	    struct rows **rows, uint32_t *row);
/* The object in full, as far as it was read; empty: it was not. */
struct slice selection_answer(struct app *app, const struct selection *s);
/* "endpane devices show 5"; nothing where it has no such operation. */
void	as_command_show(const struct selection *s, struct buf *out);
/* The same read for curl; the secret is left to $TOKEN. */
void	as_command_curl(const struct selection *s, struct buf *out);
/* What the form of an offer would come to, as far as it is known. */
void	as_command_offer(struct app *app, const struct offer *offer,
	    const struct selection *s, struct buf *out);
/* o: where the object is in the web console. */
void	console_open(struct app *app, const struct selection *s);

/* Where a list is one device's, before and "ANB-0000, 987000000654321". */
void	host_words(const struct app *app, const struct args *given,
	    const char *before, struct buf *out);

#endif
