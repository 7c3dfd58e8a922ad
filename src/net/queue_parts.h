/*
 * The queue from inside: shared by queue.c and flight.c, nobody else.
 */
#ifndef NET_QUEUE_PARTS_H
#define NET_QUEUE_PARTS_H

#include <endpane/net/pace.h>
#include <endpane/net/queue.h>

#include "auth.h"
#include "http.h"

/* What CURLINFO_PRIVATE points to: tells a flight from a sign-in. */
struct passenger {
	unsigned	 magic;
	struct item	*item;		/* or NULL: */
	struct line	*line;		/* a sign-in of that connection */
};
#define PASSENGER	0x70617373u

struct waiter {
	ticket		 id;
	reply_fn	*done;
	void		*who;
	struct waiter	*next;
};

struct item {
	struct item		*next;		/* towards newer ones */
	struct item		*previous;
	ticket			 id;
	struct line		*line;
	const char		*method;
	char			*path;
	char			*query;
	char			*body;
	char			*secret;	/* of the body */
	char			*content_type;
	char			*disposition;
	int			 file;		/* descriptor; -1: none */
	int64_t			 file_size;
	int			 lane;
	bool			 writes, is_list, reserve, once;
	bool			 stays;		/* until somebody signs in */
	bool			 is_parked;	/* that is what it waits for */
	bool			 replayed;	/* after a 401 */
	bool			 reread;	/* after an unreadable answer */
	enum queue_item_state	 state;
	struct waiter		*waiters;
	struct passenger	 passenger;
	struct http		 http;
	unsigned		 version;	/* of the sign-in used */
	unsigned		 era;		/* of the line, when it left */
	int			 status;
	int			 tries;
	int64_t			 not_before_ms;	/* monotonic */
	int64_t			 queued_ms;	/* wall */
	int64_t			 started_ms;	/* monotonic */
	int64_t			 took_ms;
	char			 why[160];
};

/* All about one connection. */
struct line {
	const struct conn	*conn;
	struct auth		*auth;
	struct pace		 pace;
	struct passenger	 passenger;
	int			 waiting;
	bool			 has_parked;	/* items that are so */
	unsigned		 era;		/* a write that landed ends it */
	struct queue_conn	 shown;
};

struct queue {
	CURLM			*multi;
	struct queue_setup	 setup;
	struct line		*lines;
	size_t			 line_count;
	struct item		*oldest, *newest;
	struct item		*live;		/* all older ones are over */
	size_t			 finished;
	ticket			 last_ticket;
	generation		 generation;
	size_t			 writes_flying;
	bool			 undelivered;	/* more has landed already */
	bool			 is_held;	/* nothing more leaves */
};

/* Hands the request to the network. */
void	flight_start(struct queue *q, struct item *it);
/* Its transfer is over: ends it, or sends it to the waiting room again. */
void	flight_landed(struct queue *q, struct item *it, CURLcode rc);
/* Off the network; the answer stays in the item's http until closed. */
void	flight_off(struct queue *q, struct item *it);
/* Over, for good or bad: everybody who waits is told. */
void	flight_end(struct queue *q, struct item *it,
	    enum queue_item_state state, struct reply *reply);

/* Wipes what was sent, and closes its file. */
void	flight_forget(struct item *it);

#endif
