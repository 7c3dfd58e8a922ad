/*
 * Signals as bytes: handlers only write to a pipe that the loop waits for.
 */
#ifndef ENDPANE_BASE_SIGNALS_H
#define ENDPANE_BASE_SIGNALS_H

#include <endpane/base/err.h>

#include <stdbool.h>

enum signal_bit {
	SIGNAL_INTERRUPT = 1,	/* SIGINT */
	SIGNAL_END = 2,		/* SIGTERM, SIGHUP */
	SIGNAL_WINDOW = 4,	/* SIGWINCH */
	SIGNAL_RESUMED = 8,	/* SIGCONT */
	SIGNAL_STOP = 16,	/* SIGTSTP from outside */
};

/* Installs handlers for the given bits; SIGPIPE is ignored. */
bool	signals_open(unsigned bits, struct err *err);
void	signals_close(void);
int	signals_fd(void);	/* readable when something came; -1: closed */
unsigned signals_take(void);	/* bits since the last call */
/*
 * Sleeps until fd can be read or has ended. False: SIGINT or SIGTERM came
 * first (ERR_INTERRUPTED), or there is no waiting for it (ERR_LOCAL).
 */
bool	signals_wait(int fd, struct err *err);

#endif
