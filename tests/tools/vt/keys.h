/* Names of keys, and the bytes that a terminal sends for them. */
#ifndef VT_KEYS_H
#define VT_KEYS_H

#include <endpane/base/buf.h>

/*
 * Appends the bytes of keys such as "Down*3 C-d x Enter F1" for the terminal
 * that terminfo has open. False, with the word in *bad, for an unknown one.
 */
bool	keys_bytes(const char *keys, struct buf *out, struct slice *bad);

/* Appends text with \n \r \t \e \\ and \xNN decoded. */
void	keys_unescape(const char *text, struct buf *out);

#endif
