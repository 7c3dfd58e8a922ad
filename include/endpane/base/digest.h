/* SHA-256, by libcrypto. Never for keys. */
#ifndef ENDPANE_BASE_DIGEST_H
#define ENDPANE_BASE_DIGEST_H

#include <endpane/base/ids.h>

#define DIGEST_TEXT 65		/* 64 hex digits and a NUL */

/* Hex digest of the bytes, lower case, into out[DIGEST_TEXT]. */
void	digest_sha256(struct slice in, char *out);

/* Fills at with unpredictable bytes from the kernel; dies where it can't. */
void	digest_random(void *at, size_t len);

#endif
