/*
 * The door: libmicrohttpd on loopback. Reads requests as they are on the
 * wire, lets the desk serve them, plays the faults, sends the answers. A
 * thread a connection; the estate is locked only while an answer is made.
 */
#ifndef ENDPANE_SIM_DOOR_H
#define ENDPANE_SIM_DOOR_H

#include "sim.h"

#include <endpane/base/err.h>

struct door;

/* port 0: any free one. Fills sim's origins. NULL with *err filled. */
struct door	*door_open(struct sim *sim, unsigned port, struct err *err);
/* Wakes whoever sleeps, waits for all threads. */
void		 door_close(struct door *door);

#endif
