/*
 * The journal's end, kept beside it: by that a journal that was cut off, or put
 * back as it was earlier, or replaced, is known.
 *
 * It may lag behind where a process was killed, never run ahead. Whoever wants
 * to go on with a journal that was put back takes journal.end away.
 */
#ifndef ENDPANE_STORE_ENDING_H
#define ENDPANE_STORE_ENDING_H

#include <endpane/base/digest.h>
#include <endpane/base/err.h>

#include <stdint.h>

struct ending {
	int64_t	id;			/* 0: nothing is known */
	char	digest[DIGEST_TEXT];
};

/* A descriptor, or -1 where there can be none: then nothing is kept. */
int	ending_open(const char *folder);
void	ending_read(int fd, struct ending *ending);
/* After each commit; that it fails costs evidence, nothing else. */
void	ending_write(int fd, int64_t id, const char *digest);

#endif
