/*
 * The filter language of --filter and of "/": pure parsing and matching.
 *
 * Terms `column OP value` with OP = != ~ < <= > >=, joined by blanks (and),
 * alternatives in the value by |, values with blanks in "quotes", a bare word
 * matches any column (contains, ASCII case folded). ~ is "contains" in what is
 * shown; = and != compare case-folded with what is shown and with the raw value
 * (numbers and versions also by value); < and the like order by the column's
 * kind, and want a value of it: a number, a version, a time. A time may be cut:
 * seen>=2026-11 means all of that month, local. Absent cells match only = ""
 * and !=.
 */
#ifndef ENDPANE_STORE_FILTER_H
#define ENDPANE_STORE_FILTER_H

#include <endpane/store/rows.h>

struct filter;

/*
 * NULL with *err (ERR_USAGE, naming an unknown column and the known ones).
 * Blank text takes all rows. A quote left open ends at the end of the text.
 */
struct filter	*filter_parse(const struct cat_resource *resource,
		    const char *text, struct err *err);
void		 filter_free(struct filter *filter);
bool		 filter_matches(const struct filter *filter,
		    const struct rows *rows, uint32_t row);
/* True where every row that narrow takes, wide takes too (text only grew). */
bool		 filter_narrows(const struct filter *narrow,
		    const struct filter *wide);

#endif
