/*
 * Values of columns: normalised, shown, compared. Pure functions.
 *
 * A raw cell is the decoded text of a JSON string, or a number or word as the
 * server wrote it; len 0 is "absent". cell_absent() knows the servers' ways of
 * saying nothing: null, "", "--", "-", and -1 where the kind is a date.
 */
#ifndef ENDPANE_CATALOG_CELL_H
#define ENDPANE_CATALOG_CELL_H

#include <endpane/catalog/catalog.h>

/* raw is decoded text. */
bool	cell_absent(enum cat_kind kind, struct slice raw);

/*
 * Appends what a person reads: the label of a choice, yes/no, a local date and
 * time; an absent cell gives nothing. Not made harmless: text_clean() does.
 */
void	cell_show(const struct cat_column *column, struct slice raw,
	    struct buf *out);

/* Reads true, 1, yes and their opposites; false for anything else. */
bool	cell_flag(struct slice raw, bool *flag);
/* Digits, a sign and a fraction at most, as CAT_NUMBER is ordered by. */
bool	cell_is_number(struct slice raw);
/* The label of a CAT_CHOICE, raw where it is none of the choices. Lent. */
struct slice cell_choice(const struct cat_column *column, struct slice raw);

/*
 * <0, 0, >0 by the column's kind: numbers by value (exact for integers of any
 * length), versions by their parts, dates as times, choices by label, text
 * naturally. Absent cells come last; the caller keeps them last when reversed.
 */
int	cell_compare(const struct cat_column *column, struct slice a,
	    struct slice b);

/*
 * The order as numbers: eight bytes of a present cell's sort key. Where the
 * keys of two cells are the same at depth 0, 1, … the next depth decides;
 * false: all deeper ones are the same too for cells that are the same so far
 * and ended as well.
 */
bool	cell_key(const struct cat_column *column, struct slice raw,
	    unsigned depth, uint64_t *key);

#endif
