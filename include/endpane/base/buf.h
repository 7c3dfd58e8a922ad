/*
 * Growing bytes up to a ceiling.
 *
 * A buf that would pass its ceiling (or finds no memory for more than 64 KiB)
 * keeps what it has and is marked full, so that data whose size a server
 * chooses may go into one. Where not even that little can be had, the process
 * ends as mem_alloc() does it. The content is always followed by a NUL that
 * does not count. A zeroed struct is an empty buf with the default ceiling of
 * 1 GiB.
 */
#ifndef ENDPANE_BASE_BUF_H
#define ENDPANE_BASE_BUF_H

#include <endpane/base/ids.h>

#include <stdbool.h>

struct buf {
	char	*at;		/* owned; NULL while empty */
	size_t	 len;		/* bytes used */
	size_t	 room;		/* bytes allocated */
	size_t	 ceiling;	/* bytes; 0: 1 GiB */
	bool	 full;		/* something did not fit */
};

void	buf_fini(struct buf *b);	/* keeps the ceiling */
void	buf_clear(struct buf *b);	/* empties, keeps the memory */
bool	buf_add(struct buf *b, const char *at, size_t len);
bool	buf_text(struct buf *b, const char *text);
bool	buf_char(struct buf *b, char c);
bool	buf_slice(struct buf *b, struct slice s);
/* As str_find_folded() folds: ASCII letters become small. */
bool	buf_folded(struct buf *b, struct slice s);
bool	buf_format(struct buf *b, const char *format, ...)
	    __attribute__((format(printf, 2, 3)));
bool	buf_reserve(struct buf *b, size_t more);

/* The content as text; "" while empty. Lent until the next change. */
const char *buf_string(const struct buf *b);

/* Hands the bytes to the caller, who frees them; the buf is empty then. */
char	*buf_take(struct buf *b, size_t *len);

/* For secrets: overwrites the memory before freeing it. */
void	buf_wipe(struct buf *b);

#endif
