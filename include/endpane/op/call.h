/*
 * A call written by hand, made into an operation.
 *
 * A call that is a write of the catalogue gets that write's risk and questions,
 * and what its own plan would never send is refused here too. Any other call
 * but GET is asked about.
 */
#ifndef ENDPANE_OP_CALL_H
#define ENDPANE_OP_CALL_H

#include <endpane/op/engine.h>

struct call {
	const struct cat_resource *resource;
	struct cat_op	 op;	/* lent by jobs: lives until engine_close() */
	struct args	 args;
};

/*
 * path is below the connection's base and encoded; query is encoded, both are
 * checked. body is JSON; the last two may be NULL. ERR_USAGE, ERR_GUARD.
 */
bool	call_make(struct call *call, const struct conn *conn,
	    const char *method, const char *path, const char *query,
	    const char *body, struct err *err);
void	call_fini(struct call *call);

#endif
