/*
 * Many objects at once: one instance at a time, so that two people at one
 * account, or a script and its user, cannot interleave. Jobs of one instance
 * share its turn.
 */
#ifndef OP_BULK_H
#define OP_BULK_H

#include "engine_parts.h"

/* False with ERR_GUARD while another instance has its turn. */
bool	bulk_enter(struct engine *engine, struct err *err);
void	bulk_leave(struct engine *engine);

#endif
