/* Signing in and out by hand: what is kept, and what to say about it. */
#include <endpane/base/str.h>
#include <endpane/net/consent.h>
#include <endpane/op/sign.h>

#include <stdlib.h>
#include <string.h>

#include "engine_parts.h"

_Static_assert(SIGN_STATE == CONSENT_STATE &&
    (int)SIGN_REFUSED == (int)QUEUE_SIGN_REFUSED &&
    (int)SIGN_OUT == (int)QUEUE_SIGN_OUT, "one is the other's");

static const char *
way_of(const struct conn *conn)
{
	switch (conn->auth) {
	case CONN_OAUTH:
		return "oauth";
	case CONN_API_KEY:
		return "an api key";
	case CONN_TOKEN:
	case CONN_ZOHO_AUTHTOKEN:
		return "a token";
	case CONN_PASSWORD:
		return "a password";
	}
	return "";
}

bool
sign_ask(const struct conn *conn, char *state, struct buf *url,
    struct err *err)
{
	if (conn->auth != CONN_OAUTH)
		return err_set(err, ERR_USAGE, "%s signs in with %s: that "
		    "stands in the configuration and needs no login",
		    conn->name, way_of(conn));
	consent_ask(conn, state, url);
	return true;
}

bool
sign_read(const struct conn *conn, const char *state, struct slice pasted,
    struct buf *code, struct err *err)
{
	buf_reserve(code, pasted.len + 1);
	return consent_read(conn, state, pasted, code, err);
}

void
sign_in(struct engine *engine, const struct conn *conn, const char *code)
{
	queue_sign_in(engine->queue, conn->number, code);
}

void
sign_out(struct engine *engine, const struct conn *conn)
{
	queue_sign_out(engine->queue, conn->number);
}

enum hand_state
sign_progress(const struct engine *engine, const struct conn *conn,
    struct err *err)
{
	const struct hand *hand = queue_hand(engine->queue, conn->number);

	*err = hand->err;
	return hand->state;
}

void
sign_in_remark(const struct conn *conn, struct buf *remark)
{
	buf_format(remark, "%s: signed in", conn->name);
	if (conn->auth == CONN_PASSWORD)
		buf_text(remark, "; its token is kept for an hour");
	if (conn->auth != CONN_OAUTH)
		return;
	buf_text(remark, "; the refresh token is kept");
	if (conn->refresh_token.source == SECRET_NONE)
		return;
	buf_text(remark, ", but the configured one wins: take refresh_token (");
	secret_describe(&conn->refresh_token, remark);
	buf_format(remark, ") out of [%s] to use it", conn->name);
}

void
sign_out_remark(const struct engine *engine, const struct conn *conn,
    struct buf *remark)
{
	const struct hand *hand = queue_hand(engine->queue, conn->number);

	if (hand->revoked > 0)
		buf_format(remark, "%s: signed out; the refresh token%s "
		    "revoked", conn->name, hand->revoked > 1 ? "s are" :
		    " is");
	else if (hand->forgot)
		buf_format(remark, "%s: signed out; the kept token is removed",
		    conn->name);
	else
		buf_format(remark, "%s: no token is kept", conn->name);
	if (conn->auth != CONN_OAUTH && conn->key.source != SECRET_NONE)
		buf_format(remark, "; %s stands in the configuration, and "
		    "stays", way_of(conn));
	else if (conn->auth == CONN_OAUTH &&
	    conn->refresh_token.source != SECRET_NONE) {
		buf_text(remark, "; take refresh_token (");
		secret_describe(&conn->refresh_token, remark);
		buf_format(remark, ") out of [%s], then endpane login %s",
		    conn->name, conn->name);
	}
}

enum sign_state
sign_state(const struct engine *engine, const struct conn *conn,
    struct err *why)
{
	return (enum sign_state)queue_sign(engine->queue, conn->number, why);
}

bool
wants_sign_in(const struct err *err)
{
	return err->code == ERR_AUTH && (err->http == 0 || err->http == 401);
}

/* Whoever signs in wants to see what was not to be seen. */
void
signs_turn(struct engine *engine)
{
	size_t i;

	for (i = 0; i < engine->options.config->conn_count; i++) {
		const struct conn *conn = &engine->options.config->conns[i];
		unsigned ins = queue_hand(engine->queue, (int)i)->ins;

		if (ins == engine->signed_in[i])
			continue;
		engine->signed_in[i] = ins;
		lists_signed_in(engine, conn);
		looks_signed_in(engine, conn);
	}
}

bool
sign_look(struct engine *engine, const struct conn *conn, int stop_fd,
    struct trust_cert *cert, struct err *err)
{
	return trust_look(conn, engine->options.state_folder,
	    engine->options.timeout_s > 0 ? engine->options.timeout_s :
	    conn->timeout_s, stop_fd, cert, err);
}

static bool
refuse_other(struct engine *engine, const struct conn *conn, struct err *err)
{
	char *file = trust_pin_file(conn, engine->options.state_folder);

	err_set(err, ERR_GUARD, "the key is NOT the one that was trusted: "
	    "somebody may be in between, so nothing is sent to %s any more; "
	    "only if its owner says that the key was changed, delete %.150s "
	    "and run this again", conn->name, file);
	free(file);
	return false;
}

bool
sign_may_trust(struct engine *engine, const struct conn *conn,
    const struct trust_cert *cert, bool *already, struct err *err)
{
	*already = false;
	if (cert->is_plain)
		return err_set(err, ERR_USAGE, "%s is plain http: there is no "
		    "certificate to trust", conn->name);
	if (conn->ca_file != NULL || conn->pinned_public_key != NULL)
		return err_set(err, ERR_USAGE, "[%s] has %s in the "
		    "configuration, which takes the place of anything trusted "
		    "here", conn->name, conn->ca_file != NULL ? "ca_file" :
		    "pinned_public_key");
	if (cert->kept == TRUST_OTHER)
		return refuse_other(engine, conn, err);
	if (!cert->fits)
		return err_set(err, ERR_GUARD, "the certificate is for "
		    "another name than %.100s, and nothing makes up for that; "
		    "use a url with a name that it has", conn->origin);
	if (!cert->is_current)
		return err_set(err, ERR_GUARD, "the certificate is valid from "
		    "%s until %s only: trusted or not, it would be refused",
		    cert->from, cert->until);
	*already = cert->kept == TRUST_SAME;
	return true;
}

bool
sign_trust(struct engine *engine, const struct conn *conn,
    const struct trust_cert *cert, struct err *err)
{
	return trust_keep(conn, engine->options.state_folder, cert, err);
}
