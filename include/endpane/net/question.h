/*
 * What signing in has to ask of a person, and what becomes of a sign-in or
 * sign-out that a person has begun.
 */
#ifndef ENDPANE_NET_QUESTION_H
#define ENDPANE_NET_QUESTION_H

#include <endpane/base/err.h>

#include <stdbool.h>

struct queue;

/* All lent until the next call. */
struct question {
	int		 conn;
	const char	*text;		/* "desktops: code from the mail" */
	bool		 is_shown;	/* the answer is no secret */
	const char	*choices;	/* a line each, the usual one first;
					 * "": any answer will do */
};

enum hand_state {
	HAND_NONE = 0,		/* nobody has begun anything */
	HAND_BUSY,
	HAND_DONE,
	HAND_FAILED,		/* err says why */
};

struct hand {
	enum hand_state	 state;
	unsigned	 ins;		/* sign-ins by a person so far */
	int		 revoked;	/* refresh tokens that a sign-out ended */
	bool		 forgot;	/* it removed a kept token */
	struct err	 err;
};

/* The next question that a sign-in has; false: none. */
bool		 queue_question(const struct queue *q, struct question *asked);
void		 queue_answer(struct queue *q, int conn, const char *answer);

/* A person signs in or out: see auth.h, and queue_hand() for the outcome. */
void		 queue_sign_in(struct queue *q, int conn, const char *code);
void		 queue_sign_out(struct queue *q, int conn);
const struct hand *queue_hand(const struct queue *q, int conn);

/* Where a connection's sign-in stands. */
enum queue_sign {
	QUEUE_SIGN_OUT = 1,	/* not signed in yet: it will be, when wanted */
	QUEUE_SIGN_BUSY,
	QUEUE_SIGN_IN,
	QUEUE_SIGN_REFUSED,	/* *why, not to be tried without a person */
};
enum queue_sign	 queue_sign(const struct queue *q, int conn,
		    struct err *why);

#endif
