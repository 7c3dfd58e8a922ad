/*
 * Secrets: where they come from, and how they are read without being kept.
 *
 * A struct secret knows a source, not a value (save where the value stands in
 * the configuration itself). Reading never blocks the loop: a command is
 * started, its output awaited by its descriptor, and what it printed is wiped
 * by whoever took it. No function returns a copy that outlives its caller's
 * struct buf; use buf_wipe() on it. Nothing here prints or logs.
 */
#ifndef ENDPANE_CONFIG_SECRET_H
#define ENDPANE_CONFIG_SECRET_H

#include <endpane/base/buf.h>
#include <endpane/base/err.h>

#include <stdbool.h>
#include <sys/types.h>

enum secret_source {
	SECRET_NONE = 0,
	SECRET_COMMAND,		/* /bin/sh -c, first line of its output */
	SECRET_FILE,		/* first line; refused where others can read */
	SECRET_ENV,		/* an environment variable's name */
	SECRET_VALUE,		/* itself: only in a file of the owner alone */
};

#define SECRET_MOST	8000		/* bytes of a secret */

struct secret {
	enum secret_source	 source;
	const char		*from;	/* command, path, variable or value */
	const char		*key;	/* "FILE:LINE: password_file", for
					 * complaints */
};

/*
 * A reading under way. A zeroed struct is none. Not to be moved or copied
 * before secret_end().
 */
struct secret_reading {
	pid_t		 pid;		/* of the command; 0: none */
	int		 fd;		/* wait for it to be readable, and look
					 * again after each step: it changes */
	bool		 silent;	/* the command's output has ended */
	bool		 ready;		/* got is the secret */
	const char	*key;		/* for complaints; lent */
	size_t		 after;		/* bytes behind the first line */
	struct buf	 got;
};

/*
 * Starts; where the source is no command, the value is ready at once. A command
 * has no terminal, an empty standard input, and its standard error goes
 * nowhere; it may take as long as its caller waits. A secret is one line of 1
 * to SECRET_MOST bytes without control characters but TAB; its line end is
 * dropped. After false *r is as after secret_end().
 */
bool	secret_begin(const struct secret *secret, struct secret_reading *r,
	    struct err *err);
/* Any command line the same way; key ("otp_command") is for complaints. */
bool	secret_begin_command(const char *key, const char *command,
	    struct secret_reading *r, struct err *err);
/* Call when fd is readable: 1 ready, 0 not yet, -1 failed (*err). */
int	secret_step(struct secret_reading *r, struct err *err);
/* Ends what still runs (SIGTERM, 20 ms later SIGKILL), closes, wipes. */
void	secret_end(struct secret_reading *r);
/* "command", "file /p", "environment variable X", "configuration". */
void	secret_describe(const struct secret *secret, struct buf *out);

#endif
