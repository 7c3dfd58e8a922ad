/*
 * ADManager Plus filters: (COL op value) and (COL op (value)), joined by and,
 * or, not. Quotes are taken literally, as that server does, so that a quoted
 * value finds nothing. Columns are upper case; values compare without regard
 * to ASCII case.
 */
#ifndef ENDPANE_SIM_FILTER_H
#define ENDPANE_SIM_FILTER_H

#include "computer.h"

struct filter;

/* NULL with *why set to static text. */
struct filter	*filter_parse(const char *text, const char **why);
void		 filter_free(struct filter *f);
bool		 filter_fits(const struct filter *f, const struct estate *e,
		    const struct computer *c);
/* False where it leaves (nearly) everything in: only ne, not, pr, empty. */
bool		 filter_narrows(const struct filter *f);
/* The name, where the whole filter is an eq on name or SAM name. */
const char	*filter_name(const struct filter *f, bool *is_sam);

#endif
