/*
 * Identity360's queries over accounts: a SCIM filter with values in double
 * quotes, fields, sort. Comparisons joined by and, or; no brackets are printed
 * anywhere, so there are none.
 */
#ifndef ENDPANE_SIM_SCIM_H
#define ENDPANE_SIM_SCIM_H

#include <stdbool.h>
#include <stddef.h>

#define SCIM_TERMS	8
#define SCIM_SORTS	8

enum scim_field {
	SCIM_ID = 1, SCIM_NAME = 2, SCIM_LEVEL = 4, SCIM_LOGIN = 8,
	SCIM_LINKED = 16, SCIM_DETAILS = 32, SCIM_ALL = 63,
};

struct scim_row {
	char		 id[24];
	const char	*name;
	const char	*level;
	const char	*linked;	/* "true", "false" */
};

struct scim_term {
	enum scim_field	field;
	char		op[4];
	char		value[128];
	bool		is_or;		/* joined to the one before by or */
};

struct scim {
	struct scim_term	terms[SCIM_TERMS];
	size_t			term_count;
	enum scim_field		sorts[SCIM_SORTS];
	bool			is_down[SCIM_SORTS];
	size_t			sort_count;
	unsigned		fields;
};

/* Each text may be NULL. False with *why set to static text. */
bool	scim_parse(struct scim *q, const char *filter, const char *fields,
	    const char *sort, const char **why);
bool	scim_fits(const struct scim *q, const struct scim_row *row);
int	scim_order(const struct scim *q, const struct scim_row *a,
	    const struct scim_row *b);

#endif
