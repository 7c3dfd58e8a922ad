/*
 * The gatekeeper of one connection: signed out, signing in, in, refused.
 *
 * Requests wait while it works. A refused token leads to one new sign-in; a
 * refused sign-in stays refused for a while, so that nothing loops and no
 * account is locked.
 */
#ifndef NET_AUTH_H
#define NET_AUTH_H

#include <endpane/config/config.h>
#include <endpane/net/question.h>

#include <curl/curl.h>

#include "http.h"

enum auth_state {
	AUTH_OUT = 1,
	AUTH_BUSY,
	AUTH_ASKS,		/* a person must answer: auth_question */
	AUTH_IN,
	AUTH_REFUSED,
};

struct auth;

/* timeout_s 0: as the connection says. */
struct auth	*auth_new(const struct conn *conn, CURLM *multi,
		    const char *folder, int timeout_s, void *private_pointer);
void		 auth_free(struct auth *a);

enum auth_state	 auth_state(struct auth *a);	/* looks at the clock */
void		 auth_start(struct auth *a);	/* from OUT */
/* The Authorization value; lent until the next call of any kind. */
const char	*auth_value(const struct auth *a);
/* Which sign-in that value is from. */
unsigned	 auth_version(const struct auth *a);
/*
 * The server refused the value of that version: out, unless in anew already.
 * False: it stays in, since it has come to this too often of late; accounts
 * servers hand out ten tokens in ten minutes.
 */
bool		 auth_expire(struct auth *a, unsigned version);
/* Why it is refused. http is 0: nothing of the requests has left. */
const struct err *auth_err(const struct auth *a);

/* Its sign-in request has ended. */
void		 auth_landed(struct auth *a, CURLcode rc);
/* A descriptor to wait for (a secret's command), or -1. */
int		 auth_fd(const struct auth *a);
/* That descriptor is readable, or time has passed. */
void		 auth_step(struct auth *a);
/* Milliseconds until auth_step() wants to be called, or -1. */
int64_t		 auth_wait_ms(const struct auth *a);

/*
 * What a person has to say: an OTP, a domain, or the secret where none is
 * configured. That one is kept until it is refused, so that it is asked for
 * once. False: nothing is asked.
 */
bool		 auth_question(const struct auth *a, struct question *q);
void		 auth_answer(struct auth *a, const char *answer);

/*
 * A person signs in now, whatever was refused before: with the code of a
 * consent, which also gives a refresh token to keep, or (NULL) with what is
 * configured or kept.
 */
void		 auth_sign_in(struct auth *a, const char *code);
/*
 * Ends refresh tokens (the kept and the configured one), removes what is kept;
 * it then stays out until somebody signs in. What the accounts server does not
 * know any more counts as ended. Where that fails, all stays as it was.
 */
void		 auth_sign_out(struct auth *a);
/* What became of either. */
const struct hand *auth_hand(const struct auth *a);

/* A form or JSON body for a sign-in, and what its answer says. */

/* OAuth: one of the two grants as a form body. */
void	oauth_refresh_body(const struct conn *conn, const char *client_secret,
	    const char *refresh_token, struct buf *body);
void	oauth_code_body(const struct conn *conn, const char *client_secret,
	    const char *code, struct buf *body);

struct oauth_tokens {
	struct buf	access;
	struct buf	refresh;	/* empty where none was given */
	int64_t		life_ms;	/* of access */
};
/* *tokens is wiped by the caller. False: *err with advice. */
bool	oauth_read_tokens(int status, struct slice body,
	    struct oauth_tokens *tokens, struct err *err);
/* The answer to a revocation. */
bool	oauth_read_revoked(int status, struct slice body, struct err *err);
void	oauth_wipe(struct oauth_tokens *tokens);

/* Endpoint Central: the login's and the OTP's JSON. */
void	ec_login_body(const struct conn *conn, const char *domain,
	    const char *password, struct buf *body);
void	ec_otp_body(const char *user, const char *otp, struct buf *body);

enum ec_answer {
	EC_TOKEN = 1,		/* *text is the token */
	EC_OTP,			/* *user for the OTP call, *text is a prompt */
	EC_REFUSED,		/* *err */
};
/*
 * Names of the domains that the server knows, a line each, its usual one
 * first; none where it says nothing of them. False: it knows none at all.
 */
bool	ec_read_domains(const struct cat_reply *reply, struct buf *lines);
enum ec_answer	ec_read_login(const struct cat_reply *reply,
		    struct buf *text, struct buf *user, struct err *err);

#endif
