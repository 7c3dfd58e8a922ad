/*
 * The gatekeeper from inside: shared by the auth*.c, nobody else.
 *
 * auth.c is what the queue sees; auth_steps.c goes from stage to stage;
 * auth_answers.c reads what the accounts or the vendor's server said.
 */
#ifndef NET_AUTH_PARTS_H
#define NET_AUTH_PARTS_H

#include "auth.h"

#define TRIES		3		/* where no answer comes */

enum stage {
	STAGE_NONE = 0,
	STAGE_KEY,		/* the secret that is the token itself */
	STAGE_LOCK,		/* another instance signs in */
	STAGE_CLIENT_SECRET,
	STAGE_REFRESH_TOKEN,
	STAGE_TOKEN,		/* asking the accounts server */
	STAGE_DISCOVER,		/* which domains there are */
	STAGE_DOMAIN_QUESTION,
	STAGE_PASSWORD,
	STAGE_LOGIN,
	STAGE_OTP_COMMAND,
	STAGE_OTP_QUESTION,
	STAGE_OTP,
	STAGE_LEAVING_SECRET,	/* the token that is to end */
	STAGE_LEAVING,
};

struct auth {
	const struct conn	*conn;
	CURLM			*multi;
	const char		*folder;
	int			 timeout_s;	/* of a request */
	void			*private_pointer;
	enum auth_state		 state;
	enum stage		 stage;
	struct secret_reading	 reading;
	struct http		 http;
	struct buf		 body;		/* lent to http */
	struct buf		 client_secret;
	struct buf		 code;		/* of a consent; a secret */
	struct buf		 otp_user;
	struct buf		 prompt;
	struct buf		 choices;	/* lines: what may be answered */
	struct buf		 typed;		/* a secret, for the whole run */
	struct buf		 domain;	/* chosen, for the whole run */
	struct buf		 value;		/* "Zoho-oauthtoken …" */
	struct err		 err;
	struct hand	 hand;
	bool			 ends_configured; /* next to be revoked */
	char			*refresh_file;
	unsigned		 version;
	int			 lock;
	int64_t			 lock_since_ms;
	int			 tries;
	int			 anew;		/* sign-ins for a 401, since */
	int64_t			 anew_since_ms;
	int64_t			 until_ms;	/* wall: the value's end */
	int64_t			 again_ms;	/* monotonic: next try */
};

/* Off the network, nothing read, nothing locked; state and value stay. */
void	auth_end_work(struct auth *a);
void	auth_end_http(struct auth *a);
/* With a->err: refused, for a while. */
void	auth_refuse(struct auth *a);
void	auth_signed_in(struct auth *a, const char *token, int64_t until_ms);
/* A person is asked; answered by auth_answer(). */
void	auth_ask(struct auth *a, enum stage stage);

/* From OUT or refused: the first stage. */
void	auth_begin(struct auth *a);
/* Likewise: the first token that is to end. */
void	auth_begin_leaving(struct auth *a);
/* A secret, a code or a domain is known: on to what it is for. */
void	auth_go_on(struct auth *a, const char *value);
/* After no answer: waits, then begins anew. False: that was tried enough. */
bool	auth_tries_again(struct auth *a);
void	auth_read_otp_command(struct auth *a);
void	auth_next_leaving(struct auth *a);
const char *auth_file_of_refresh(struct auth *a);

/* All tokens have been ended, or (a->err) one has not. */
void	auth_left(struct auth *a, bool good);

/* The secret that the way to sign in needs, and a key that gives it. */
const char *auth_secret_name(const struct conn *conn, const char **key);

#endif
