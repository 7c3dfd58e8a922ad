/*
 * An answer as fields: every member of any JSON, known or not, as label and
 * value, in sections, secrets masked. What `show` prints and detail tabs draw.
 */
#ifndef ENDPANE_OP_FIELDS_H
#define ENDPANE_OP_FIELDS_H

#include <endpane/base/buf.h>
#include <endpane/base/err.h>
#include <endpane/catalog/catalog.h>

struct field {
	const char	*section;	/* "", or "network", "sims 1", … */
	const char	*label;		/* the member's name */
	const char	*value;		/* shown text; "" is absent */
	bool		 is_absent;
	bool		 is_secret;	/* value is a mask */
};

struct fields {
	struct field	*list;
	size_t		 count;
	struct buf	 text;		/* behind the strings */
};

/*
 * From an answer's text: the resource's columns first (by their titles), then
 * all other members in the server's order. Values are as people read them but
 * not made harmless.
 */
bool	fields_read(struct fields *fields, const struct cat_resource *resource,
	    struct slice body, struct err *err);
void	fields_fini(struct fields *fields);

/* JSON pretty-printed from the raw text, secrets masked, numbers exact. */
bool	fields_pretty(struct slice body, struct buf *out, struct err *err);
/* The same text on one line as it came, secrets masked: -o json. */
bool	fields_masked(struct slice body, struct buf *out);

#endif
