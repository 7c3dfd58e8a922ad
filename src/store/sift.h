/*
 * A parsed filter, and how it is held against cells and whole blocks.
 */
#ifndef ENDPANE_STORE_SIFT_H
#define ENDPANE_STORE_SIFT_H

#include "block.h"

#include <endpane/store/filter.h>

enum sift_op {
	SIFT_CONTAINS = 1,	/* ~, and a bare word */
	SIFT_EQUAL,
	SIFT_OTHER,		/* != */
	SIFT_LESS,
	SIFT_MOST,		/* <= */
	SIFT_MORE,
	SIFT_LEAST,		/* >= */
};

/* One alternative of a value. */
struct sift_value {
	char		*text;		/* as typed; owned */
	char		*folded;	/* the same in lower case; owned */
	size_t		 len;		/* of both */
	bool		 is_span;	/* reads as a time: from <= it < to */
	int64_t		 from_ms;
	int64_t		 to_ms;
};

struct sift_term {
	int		 column;	/* -1: any */
	enum sift_op	 op;
	struct sift_value *values;
	size_t		 count;
};

struct filter {
	const struct cat_resource *resource;
	struct sift_term *terms;
	size_t		 count;
};

/* Whether a term takes a cell (decoded; len 0: absent) of that column. */
bool	sift_cell(const struct sift_term *term,
	    const struct cat_column *column, struct slice cell);

static inline struct slice
sift_text(const struct sift_value *value)
{
	return (struct slice){ value->text, value->len };
}

static inline struct slice
sift_folded(const struct sift_value *value)
{
	return (struct slice){ value->folded, value->len };
}

/* Clears keep[row] where the filter does not take that row of the block. */
void	sift_block(const struct filter *filter,
	    const struct block_head *head, uint8_t *keep);

#endif
