/*
 * Which instances are alive: each holds a lock on one byte of a shared file,
 * at an offset that is its name. The kernel lets go when the process dies.
 */
#ifndef ENDPANE_STORE_OWNER_H
#define ENDPANE_STORE_OWNER_H

#include <endpane/base/err.h>

#include <stdbool.h>
#include <stdint.h>

struct owner {
	int		 fd;		/* -1: not taken */
	int64_t		 name;
};

bool	owner_take(struct owner *owner, const char *folder, struct err *err);
void	owner_release(struct owner *owner);
/* Whether the holder of that name lives; also true where nobody can tell. */
bool	owner_lives(const struct owner *owner, int64_t name);

#endif
