/* The queue's word with its gatekeepers: a person signs in and out. */
#include <endpane/net/question.h>

#include "queue_parts.h"

void
queue_sign_in(struct queue *q, int conn, const char *code)
{
	auth_sign_in(q->lines[conn].auth, code);
	q->generation++;
}

void
queue_sign_out(struct queue *q, int conn)
{
	auth_sign_out(q->lines[conn].auth);
	q->generation++;
}

const struct hand *
queue_hand(const struct queue *q, int conn)
{
	return auth_hand(q->lines[conn].auth);
}

/* Refused once, it stays so for those who look, until it went well. */
enum queue_sign
queue_sign(const struct queue *q, int conn, struct err *why)
{
	struct auth *a = q->lines[conn].auth;

	err_clear(why);
	switch (auth_state(a)) {
	case AUTH_IN:
		return QUEUE_SIGN_IN;
	case AUTH_BUSY:
	case AUTH_ASKS:
		return QUEUE_SIGN_BUSY;
	case AUTH_OUT:
	case AUTH_REFUSED:
		break;
	}
	if (auth_err(a)->code == ERR_NONE)
		return QUEUE_SIGN_OUT;
	*why = *auth_err(a);
	return QUEUE_SIGN_REFUSED;
}

bool
queue_question(const struct queue *q, struct question *asked)
{
	size_t i;

	for (i = 0; i < q->line_count; i++)
		if (auth_question(q->lines[i].auth, asked))
			return true;
	return false;
}

void
queue_answer(struct queue *q, int conn, const char *answer)
{
	if (conn < 0 || (size_t)conn >= q->line_count)
		return;
	auth_answer(q->lines[conn].auth, answer);
	/* The next question may be there at once. */
	q->generation++;
}
