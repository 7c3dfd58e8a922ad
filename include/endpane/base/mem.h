/*
 * Allocation for our own small things: cannot return NULL.
 *
 * Where memory runs out the die hook runs (it restores the terminal), one line
 * is written to standard error and the process ends with status 1. Data whose
 * size a server chooses does not belong here; it goes into a struct buf.
 */
#ifndef ENDPANE_BASE_MEM_H
#define ENDPANE_BASE_MEM_H

#include <stddef.h>

typedef void mem_die_fn(void);

/* Runs before the process dies for want of memory; NULL takes it away. */
void	 mem_on_death(mem_die_fn *hook);

/* Ends the process that way: for what a library could not allocate. */
_Noreturn void mem_is_out(void);

void	*mem_alloc(size_t size);		/* zeroed */
/* The new part is undefined. */
void	*mem_grow(void *old, size_t count, size_t size);
char	*mem_text(const char *text);		/* NULL gives NULL */
char	*mem_slice(const char *at, size_t len);	/* NUL-terminated copy */
char	*mem_format(const char *format, ...)
	    __attribute__((format(printf, 1, 2)));

#endif
