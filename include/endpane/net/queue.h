/*
 * The request queue: tickets in, verdicts out, and the program's one wait.
 *
 * A request is known by its ticket. Reads that are asked for twice while on
 * their way are sent once; they are tried again with jitter where that may
 * help. Writes go out once, on a connection of their own, and only through
 * queue_write(), which nobody but op/job.c may call. A 401 leads to one new
 * sign-in and one replay. Callbacks may submit, forget and cancel.
 */
#ifndef ENDPANE_NET_QUEUE_H
#define ENDPANE_NET_QUEUE_H

#include <endpane/base/err.h>
#include <endpane/base/ids.h>
#include <endpane/config/config.h>

#include <stdbool.h>
#include <stdint.h>

struct queue;

struct request {
	const struct conn	*conn;
	const char		*method;	/* static */
	const char		*path;		/* below the base; copied */
	const char		*query;		/* encoded or NULL; copied */
	const char		*body;		/* or NULL; copied */
	const char		*file;		/* its bytes are the body; or NULL */
	int64_t			 file_size;	/* that many, or nothing is sent */
	const char		*secret;	/* a part of body that the answer
						 * may not show; or NULL; copied */
	const char		*content_type;	/* or NULL; copied */
	const char		*disposition;	/* or NULL; copied */
	int			 lane;		/* 1 goes first, 3 last */
	bool			 is_list;	/* the large ceiling */
	bool			 reserve;	/* may use the day's reserve */
	bool			 stays;		/* see queue_setup */
	bool			 once;		/* a read that is not tried again */
};

struct reply {
	ticket			 id;
	int			 status;	/* HTTP; 0: none */
	struct slice		 body;		/* lent; checked JSON or empty */
	const struct scan_top	*top;		/* of body; lent, or NULL */
	const char		*location;
	bool			 may_come;	/* time was up: the server may
						 * still be at it */
	int			 calls;		/* sendings; 0: another's read */
	struct err		 err;		/* code 0: a good verdict */
};

typedef void reply_fn(void *who, const struct reply *reply);

struct queue_hooks {
	void	 *who;
	int	(*calls_today)(void *who, const struct conn *conn);
	void	(*called)(void *who, const struct conn *conn);
	void	(*tell)(const char *line);	/* -v; or NULL */
};

struct queue_setup {
	const struct config	*config;
	struct queue_hooks	 hooks;
	const char		*state_folder;	/* for tokens; or NULL */
	bool			 read_only;
	int			 timeout_s;	/* 0: as configured */
	/* A read waits for a pause (429) of at most this; -1: of any. */
	int64_t			 patience_ms;
	/*
	 * Somebody is there who can sign in: what stays, and every write, waits
	 * for that where a sign-in is refused. Otherwise all of it fails.
	 */
	bool			 has_person;
};

struct queue	*queue_new(const struct queue_setup *setup);
void		 queue_free(struct queue *q);

ticket		 queue_read(struct queue *q, const struct request *r,
		    reply_fn *done, void *who);
/*
 * The one place where a request that changes something comes into being.
 * 0 with *err (ERR_GUARD) where the program or the connection is read-only.
 */
ticket		 queue_write(struct queue *q, const struct request *r,
		    reply_fn *done, void *who, struct err *err);

/* From now on nothing that writes comes into being. */
void		 queue_read_only(struct queue *q);

/* done is not called any more; a read that nobody waits for is cancelled. */
void		 queue_forget(struct queue *q, ticket id);
/*
 * A read ends with ERR_INTERRUPTED; so does a write that has not left. A write
 * on its way stays: its answer is wanted.
 */
void		 queue_cancel(struct queue *q, ticket id);
size_t		 queue_cancel_reads(struct queue *q);
/* Held: what has not left waits, until it is let go; the rest is finished. */
void		 queue_hold(struct queue *q, bool hold);
bool		 queue_is_held(const struct queue *q);
/* Writes that have been handed to the network and have no answer yet. */
size_t		 queue_writes_flying(const struct queue *q);

struct queue_fd {
	int	fd;
	bool	readable;
};

/* Sleeps until an answer, a byte, or ms (-1: no limit); then delivers. */
void		 queue_wait(struct queue *q, struct queue_fd *fds,
		    size_t count, int ms);
generation	 queue_generation(const struct queue *q);

enum queue_item_state {
	QUEUE_WAITING = 1,
	QUEUE_FLYING,
	QUEUE_DONE,
	QUEUE_FAILED,
	QUEUE_CANCELLED,
};

/* One request as it stands, for display; texts lent until the next wait. */
struct queue_item {
	ticket			 id;
	int			 conn;
	enum queue_item_state	 state;
	bool			 writes;
	const char		*method;
	const char		*path;
	const char		*query;		/* or NULL */
	int			 status;
	int			 tries;
	int64_t			 queued_ms;	/* wall */
	int64_t			 took_ms;
	const char		*why;
	int64_t			 file_sent;	/* bytes of a file so far, */
	int64_t			 file_size;	/* and of all; 0: no file */
};

/* Newest first; the last 500 finished ones are kept. */
size_t		 queue_items(const struct queue *q, struct queue_item *items,
		    size_t most);

struct queue_conn {
	bool		 tried;
	int		 flying;
	int		 waiting;
	int		 minute;	/* calls in the last minute */
	int64_t		 last_took_ms;
	int64_t		 last_ms;	/* wall, of the last result; 0: none */
	int64_t		 paused_until_ms;	/* wall, or 0 */
	struct err	 last;		/* code 0: the last answer was good */
};

void		 queue_conn(const struct queue *q, int conn,
		    struct queue_conn *status);

#endif
