/*
 * How far a connection gets: reachable, certificate, signed in, may read, calls
 * left; by one handshake and the cheapest read that its system has.
 */
#ifndef ENDPANE_OP_CHECK_H
#define ENDPANE_OP_CHECK_H

#include <endpane/op/engine.h>

enum check_step {
	CHECK_REACH = 0,
	CHECK_CERT,
	CHECK_SIGN_IN,
	CHECK_READ,
	CHECK_CALLS,
	CHECK_STEPS
};

enum check_word {
	CHECK_UNTRIED = 0,
	CHECK_GOOD,
	CHECK_BAD,
};

struct check {
	const struct conn	*conn;
	enum check_word		 steps[CHECK_STEPS];
	char			 until[32];	/* the certificate's end, or "" */
	int			 calls_left;	/* today; -1: no limit */
	struct err		 err;		/* of the first bad step, or of
						 * what could not be tried */
	bool			 is_over;
	struct engine		*engine;
	struct fetch		*fetch;		/* while it is not over */
	struct conn		 probe;		/* conn, as it asks for one row */
};

/*
 * Looks who is there, and waits for that. Where that went well the read is
 * started: the check must stay where it is until is_over. False with
 * ERR_INTERRUPTED only.
 */
bool	check_start(struct check *check, struct engine *engine,
	    const struct conn *conn, int stop_fd, struct err *err);

/* Gives up a read that is still under way. */
void	check_stop(struct check *check);

/* The first bad step; CHECK_STEPS: none. */
enum check_step check_worst(const struct check *check);

#endif
