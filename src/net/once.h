/*
 * One request by itself, waited for: signing in by hand has nothing beside it.
 */
#ifndef NET_ONCE_H
#define NET_ONCE_H

#include <endpane/config/config.h>

#include "http.h"

/*
 * Sends it and waits for the whole answer, which is left in h for the caller:
 * once_end(h) in any case. False: as http_result(), or ERR_INTERRUPTED when
 * stop_fd (-1: none) became readable.
 */
bool	once_send(const struct http_order *order, int stop_fd, struct http *h,
	    int *status, struct err *err);
/* For an easy handle with options of its own; *rc is what became of it. */
bool	once_perform(CURL *easy, int stop_fd, CURLcode *rc, struct err *err);
void	once_end(struct http *h);

/* Reads a secret into *value, which the caller wipes. */
bool	once_secret(const struct secret *secret, int stop_fd,
	    struct buf *value, struct err *err);

#endif
