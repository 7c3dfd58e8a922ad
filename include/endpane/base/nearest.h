/*
 * "Did you mean …?": the nearest of some known words.
 */
#ifndef ENDPANE_BASE_NEAREST_H
#define ENDPANE_BASE_NEAREST_H

#include <stddef.h>

struct nearest {
	const char	*word;		/* what was typed; lent */
	const char	*best;		/* lent; NULL: nothing is near */
	size_t		 distance;	/* of best */
};

/* Takes the candidate if it is nearer than the best and near enough. */
void	nearest_offer(struct nearest *nearest, const char *candidate);

#endif
