/*
 * Name tags: how one part of the program names what another part owns.
 *
 * A ticket is never reused while the program runs; zero is no ticket. A
 * generation only grows; two equal generations mean that nothing changed.
 */
#ifndef ENDPANE_BASE_IDS_H
#define ENDPANE_BASE_IDS_H

#include <stddef.h>
#include <stdint.h>

typedef uint64_t ticket;
typedef uint64_t generation;

/* Bytes lent by somebody else; not NUL-terminated. at may be NULL if len 0. */
struct slice {
	const char	*at;
	size_t		 len;
};

#endif
