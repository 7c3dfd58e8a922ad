/*
 * The chain through the journal: each row's digest is over the digest before
 * it and over all of its columns, in a form that has only one reading.
 */
#ifndef ENDPANE_STORE_CHAIN_H
#define ENDPANE_STORE_CHAIN_H

#include "db.h"
#include "ending.h"

#include <stdint.h>

/* NULL texts differ from empty ones. out has DIGEST_TEXT bytes. */
void	chain_seal(const char *previous, const char *kind,
	    const struct slice *fields, size_t count, char *out);

/* Number and digest of the last row; 0 and "" in an empty journal. */
bool	chain_last(sqlite3 *db, int64_t *id, char *digest, struct err *err);

/* Does the journal go on from where its end was last (ending.h)? */
bool	chain_goes_on(sqlite3 *db, int end_fd);
bool	chain_verify(sqlite3 *db, int end_fd, int64_t *first_bad,
	    struct err *err);

#endif
