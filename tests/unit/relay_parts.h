/* Inside the relay: its connections, and what is done with a request. */
#ifndef UNIT_RELAY_PARTS_H
#define UNIT_RELAY_PARTS_H

#include <endpane/base/buf.h>

#include <pthread.h>

#include "relay.h"

#define RELAY_VISITS	256

struct visit {
	struct relay	*r;
	int		 fd;
	struct buf	 text;		/* what has come */
};

struct relay {
	pthread_mutex_t	 lock;
	pthread_cond_t	 changed;
	pthread_t	 door;
	bool		 listens;
	int		 listener;
	int		 stop[2];	/* of the door */
	unsigned	 port;
	unsigned	 upstream;
	uint64_t	 dice;
	int		 odds[3];	/* writes, reads, sign-ins */
	struct visit	*visits[RELAY_VISITS];
	size_t		 busy;		/* how many of those there are */
	size_t		 requests;	/* under way */
	struct relay_seen *seen;
	size_t		 count;
	size_t		 writes;
};

/* A whole message at the start of text; false where none comes any more. */
bool		 relay_receive(int fd, struct buf *text, bool is_reply,
		    size_t *len);
/* Answers the nth request, the first len bytes; true: it goes on. */
bool		 relay_answer(struct visit *v, size_t len, size_t n);
/* 0 to sides - 1. */
uint64_t	 relay_dice(struct relay *r, uint64_t sides);

#endif
