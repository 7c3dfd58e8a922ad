/*
 * What a command needs before it can begin: configuration, folders, engine.
 */
#ifndef ENDPANE_CLI_SESSION_H
#define ENDPANE_CLI_SESSION_H

#include <endpane/cli/opts.h>
#include <endpane/op/engine.h>

struct demo;

struct session {
	const struct options	*options;	/* lent */
	struct config		*config;
	struct engine		*engine;
	struct demo		*demo;		/* or NULL */
	char			*state_folder;
	char			*cache_folder;
};

/*
 * The path of the configuration that the options and the environment name, to
 * be freed; NULL with ERR_USAGE where it is not there.
 */
char	*session_config_path(const struct options *options, struct err *err);

/* On failure nothing is left open. keeps_lists: uses the cache. */
bool	session_open(struct session *session, const struct options *options,
	    bool keeps_lists, struct err *err);
/* Waits up to wait_ms for writes under way. Any state is fine. */
void	session_close(struct session *session, int wait_ms);

/*
 * Opens a session, does the work and closes it again; a signal meanwhile is
 * the work's to see, by session_turn() or signals_wait().
 */
typedef bool session_work(struct session *session, void *who,
	    struct err *err);
bool	session_run(const struct options *options, bool keeps_lists,
	    session_work *work, void *who, struct err *err);

/*
 * One turn of the engine, until something happened or ms have passed (-1: no
 * limit). Answers its questions by asking on the terminal. False with
 * ERR_INTERRUPTED after a signal.
 */
bool	session_turn(struct session *session, int ms, struct err *err);

/* The connection of that name; NULL (ERR_USAGE): those that there are. */
const struct conn *session_named(const struct session *session,
	    const char *name, struct err *err);
/* The connection for a noun: -c, or the only one that serves it. */
const struct conn *session_conn(const struct session *session,
	    const struct cat_resource *resource, struct err *err);

#endif
