/*
 * What is known of the object that a list's cursor stands on, beside the list
 * on a wide screen. Looking at it never asks a server.
 */
#ifndef ENDPANE_TUI_CARD_H
#define ENDPANE_TUI_CARD_H

#include "app.h"
#include "listing.h"

struct card;

struct card	*card_new(const struct cat_resource *resource);
void		 card_free(struct card *card);
void		 card_draw(struct card *card, struct app *app,
		    struct listing *l, struct area area);

#endif
