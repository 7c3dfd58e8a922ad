/*
 * What a server repeats of what it was told: never shown, logged or kept.
 *
 * A token or a password in an answer is overwritten with '*', byte for byte,
 * before anything reads the answer.
 */
#ifndef ENDPANE_NET_ECHO_H
#define ENDPANE_NET_ECHO_H

#include <stddef.h>

/* Shorter ones than this may be part of honest text. */
#define ECHO_LEAST	8

/*
 * Hides secret (NULL is fine) in len bytes at: as it is, URL-encoded, escaped
 * for JSON, and escaped twice, as a body in a message is.
 */
void	echo_hide(char *at, size_t len, const char *secret);

#endif
