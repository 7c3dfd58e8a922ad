/* The carpenter: columns cut to the width there is. */
#include "columns.h"

#include <endpane/base/str.h>
#include <endpane/base/text.h>

#include <string.h>

#define GAP		2	/* cells between columns */
#define ASKED_WIDTH	14	/* of columns without a wish */
#define CONN_WIDTH	10
#define NARROW		10	/* words such as states: whole or not at all */
#define TEXT_MOST	40	/* a text column grows up to this */

const char *
columns_title(const struct cat_resource *resource, int column)
{
	return column == COLUMN_CONN ? "CONN" : resource->columns[column].title;
}

static bool
may_grow(const struct cat_resource *resource, int column)
{
	return column != COLUMN_CONN &&
	    resource->columns[column].kind == CAT_TEXT;
}

static int
title_width(const struct cat_resource *resource, int column)
{
	return text_width(str_slice(columns_title(resource, column)));
}

static int
wish_of(const struct cat_resource *resource, int column)
{
	int wish, title = title_width(resource, column);

	if (column == COLUMN_CONN)
		return CONN_WIDTH;
	wish = resource->columns[column].width;
	if (wish == 0)
		wish = ASKED_WIDTH;
	return wish > title ? wish : title;
}

/* Texts give way so that one more column fits; ids and the like don't. */
static int
least_of(const struct cat_resource *resource, int column)
{
	int wish = wish_of(resource, column), least = wish * 4 / 5;
	int title = title_width(resource, column);

	if (!may_grow(resource, column) || wish <= NARROW)
		return wish;
	return least > title ? least : title;
}

bool
columns_has(const struct cat_resource *resource, int column,
    const unsigned char *wishes)
{
	switch ((enum column_wish)wishes[column]) {
	case COLUMN_ON:		return true;
	case COLUMN_OFF:	return false;
	case COLUMN_USUAL:	break;
	}
	return resource->columns[column].width > 0 ||
	    strcmp(resource->columns[column].name, resource->id) == 0 ||
	    strcmp(resource->columns[column].name, resource->label) == 0;
}

/*
 * All columns in the order of a person's interest: those chosen by hand come
 * before the usual ones, so that they are seen.
 */
static int
order(const struct cat_resource *resource, bool wide, bool with_conn,
    const unsigned char *wishes, int *list)
{
	int label = cat_column(resource, str_slice(resource->label));
	int id = cat_column(resource, str_slice(resource->id));
	int all = cat_column_count(resource), count = 0, i;

	if (label >= 0)
		list[count++] = label;
	if (with_conn)
		list[count++] = COLUMN_CONN;
	for (i = 0; i < all && count < COLUMNS_MOST - 1; i++)
		if (i != label && wishes[i] == COLUMN_ON)
			list[count++] = i;
	for (i = 0; i < all && count < COLUMNS_MOST - 1; i++)
		if (i != label && i != id && wishes[i] != COLUMN_ON &&
		    (wide || columns_has(resource, i, wishes)))
			list[count++] = i;
	if (id >= 0 && id != label && wishes[id] != COLUMN_ON &&
	    (wide || wishes[id] != COLUMN_OFF))
		list[count++] = id;
	return count;
}

static bool
is_number(const struct cat_resource *resource, int column)
{
	return column != COLUMN_CONN &&
	    resource->columns[column].kind == CAT_NUMBER;
}

/* Up to its wish first (whole), then further, where that is of use. */
static int
grow(struct columns *c, const struct cat_resource *resource, int left,
    bool whole)
{
	int i, grown = 1;

	while (left > 0 && grown > 0)
		for (i = grown = 0; i < c->count && left > 0; i++) {
			struct column_place *at = &c->at[i];

			if (!may_grow(resource, at->column) || at->cells >=
			    (whole ? wish_of(resource, at->column) :
			    TEXT_MOST))
				continue;
			at->cells++;
			left--;
			grown++;
		}
	return left;
}

/* What is left at the right goes to texts, evenly. */
static void
spread(struct columns *c, const struct cat_resource *resource, int left)
{
	int i, x = 0;

	left = grow(c, resource, left, true);
	grow(c, resource, left, false);
	for (i = 0; i < c->count; i++) {
		c->at[i].x = x;
		x += c->at[i].cells + GAP;
	}
}

void
columns_lay(struct columns *c, const struct cat_resource *resource,
    int cells, int shift, bool wide, bool with_conn,
    const unsigned char *wishes)
{
	int list[COLUMNS_MOST], count, i, used = 0;

	memset(c, 0, sizeof(*c));
	count = order(resource, wide, with_conn, wishes, list);
	c->most_shift = count > 1 ? count - 2 : 0;
	if (shift > c->most_shift)
		shift = c->most_shift;
	for (i = 0; i < count; i++) {
		int width = least_of(resource, list[i]);
		bool skipped = i > 0 && i <= shift;

		if (i == 0 && width > cells)
			width = cells;
		if (skipped || c->hidden_count > shift || width <= 0 ||
		    used + width > cells) {
			c->hidden[c->hidden_count++] = list[i];
			continue;
		}
		c->at[c->count++] = (struct column_place){ list[i], used,
		    width, is_number(resource, list[i]) };
		used += width + GAP;
	}
	if (c->hidden_count == 0)
		c->most_shift = 0;
	spread(c, resource, cells - used + (c->count > 0 ? GAP : 0));
}
