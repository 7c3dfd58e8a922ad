/* Signing in and out by hand: what is kept, and what to say about it. */
#include <endpane/base/str.h>
#include <endpane/net/consent.h>
#include <endpane/op/sign.h>

#include <stdlib.h>
#include <string.h>

#include "engine_parts.h"

_Static_assert(SIGN_STATE == CONSENT_STATE, "one is the other's");

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

/* Interrupted in the middle, what was kept before is still good. */
bool
sign_in(struct engine *engine, const struct conn *conn, const char *state,
    struct slice pasted, int stop_fd, struct buf *remark, struct err *err)
{
	struct buf code = { 0 };
	bool good;

	buf_reserve(&code, pasted.len + 1);
	good = consent_read(conn, state, pasted, &code, err) &&
	    consent_exchange(conn, engine->options.state_folder,
	    buf_string(&code), stop_fd, err);
	buf_wipe(&code);
	if (!good)
		return false;
	buf_format(remark, "%s: signed in; the refresh token is kept",
	    conn->name);
	if (conn->refresh_token.source == SECRET_NONE)
		return true;
	buf_text(remark, ", but the configured one wins: take refresh_token (");
	secret_describe(&conn->refresh_token, remark);
	buf_format(remark, ") out of [%s] to use it", conn->name);
	return true;
}

bool
sign_out(struct engine *engine, const struct conn *conn, int stop_fd,
    struct buf *remark, struct err *err)
{
	const char *folder = engine->options.state_folder;
	int revoked = 0;
	bool forgot;

	if (conn->auth == CONN_OAUTH && !consent_revoke(conn, folder, stop_fd,
	    &revoked, err))
		return false;
	forgot = consent_forget(conn, folder);
	if (revoked > 0)
		buf_format(remark, "%s: signed out; the refresh token%s "
		    "revoked", conn->name, revoked > 1 ? "s are" : " is");
	else if (forgot)
		buf_format(remark, "%s: signed out; the kept token is removed",
		    conn->name);
	else
		buf_format(remark, "%s: no token is kept", conn->name);
	if (conn->auth != CONN_OAUTH)
		buf_format(remark, "; %s stands in the configuration, and "
		    "stays", way_of(conn));
	else if (conn->refresh_token.source != SECRET_NONE) {
		buf_text(remark, "; take refresh_token (");
		secret_describe(&conn->refresh_token, remark);
		buf_format(remark, ") out of [%s], then endpane login %s",
		    conn->name, conn->name);
	}
	return true;
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
