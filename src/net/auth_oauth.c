/* Zoho OAuth: a code or a refresh token for tokens, in the form body only. */
#include <endpane/base/str.h>
#include <endpane/json/json.h>

#include <string.h>

#include "auth.h"

/*
 * A token that seems to be over at once is used all the same, until the server
 * refuses it: to refresh it before each use would never come to an end.
 */
#define LIFE_LEAST_MS	120000
#define DAY_MS 86400000

static void
add(struct buf *body, const char *name, const char *value)
{
	if (value == NULL)
		return;
	buf_format(body, "%s%s=", body->len > 0 ? "&" : "", name);
	str_url_encode(str_slice(value), body);
}

static size_t
length_of(const char *text)
{
	return text != NULL ? strlen(text) : 0;
}

/* What both grants say; the token or code last, as the documents print it. */
static void
grant_body(const struct conn *conn, const char *client_secret,
    const char *name, const char *value, struct buf *body)
{
	/* Room for all of it at once: growing would leave copies behind. */
	buf_reserve(body, 3 * (strlen(client_secret) + strlen(value) +
	    length_of(conn->client_id) + length_of(conn->redirect_uri)) + 128);
	add(body, name, value);
	add(body, "client_id", conn->client_id);
	add(body, "client_secret", client_secret);
	add(body, "redirect_uri", conn->redirect_uri);
}

void
oauth_refresh_body(const struct conn *conn, const char *client_secret,
    const char *refresh_token, struct buf *body)
{
	grant_body(conn, client_secret, "refresh_token", refresh_token, body);
	add(body, "grant_type", "refresh_token");
}

void
oauth_code_body(const struct conn *conn, const char *client_secret,
    const char *code, struct buf *body)
{
	grant_body(conn, client_secret, "code", code, body);
	add(body, "grant_type", "authorization_code");
}

static bool
refused(const char *error, struct err *err)
{
	const char *why = "check client_id, the secret and the refresh token";

	if (str_is_folded(str_slice(error), "access denied"))
		return err_set(err, ERR_LIMITED, "Zoho says too many sign-ins "
		    "in a short time; nothing was sent; wait a quarter of an "
		    "hour");
	if (strcmp(error, "invalid_code") == 0)
		why = "the refresh token is no longer good, or a code was used "
		    "before or is older than a minute: endpane login gets "
		    "new ones";
	else if (strcmp(error, "invalid_client") == 0)
		why = "no such client there: check client_id";
	else if (strcmp(error, "invalid_client_secret") == 0)
		why = "check the client's secret";
	else if (strstr(error, "redirect_uri") != NULL)
		why = "redirect_uri must be the one registered with the "
		    "client";
	/* A code of theirs is letters; anything else may be our own secret. */
	if (strspn(error, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	    "_ ") != strlen(error))
		error = "";
	return err_set(err, ERR_AUTH, "Zoho refused the sign-in: %.60s; "
	    "nothing was sent; %s; all of it holds only in its own data "
	    "centre",
	    error[0] != '\0' ? error : "no reason given", why);
}

void
oauth_wipe(struct oauth_tokens *tokens)
{
	buf_wipe(&tokens->access);
	buf_wipe(&tokens->refresh);
}

bool
oauth_read_tokens(int status, struct slice body, struct oauth_tokens *tokens,
    struct err *err)
{
	struct json *tree = json_parse(body, err);
	const char *error, *text;
	int64_t life = 3600;

	if (status >= 500 || status == 429) {
		json_free(tree);
		return err_set(err, status == 429 ? ERR_LIMITED : ERR_UNREACHED,
		    "signing in: the accounts server %s (HTTP %d); nothing "
		    "was sent; try again later", status == 429 ?
		    "takes no more requests now" : "failed", status);
	}
	if (tree == NULL)
		return err_set(err, ERR_AUTH, "the accounts server answered, "
		    "but not with a token (HTTP %d); nothing was sent; check "
		    "accounts_url", status);
	error = json_text(json_member(tree, "error"));
	text = json_text(json_member(tree, "access_token"));
	if (error[0] != '\0' || text[0] == '\0' || status < 200 ||
	    status >= 300) {
		refused(error, err);
		json_free(tree);
		return false;
	}
	if (!str_number(str_slice(json_text(json_member(tree,
	    "expires_in"))), &life))
		life = 3600;
	/* Some answers count in milliseconds; none is good for over a day. */
	if (life < 0)
		life = 0;
	tokens->life_ms = life > 86400 ? life : life * 1000;
	if (tokens->life_ms > DAY_MS)
		tokens->life_ms = DAY_MS;
	if (tokens->life_ms < LIFE_LEAST_MS)
		tokens->life_ms = LIFE_LEAST_MS;
	buf_text(&tokens->access, text);
	buf_text(&tokens->refresh,
	    json_text(json_member(tree, "refresh_token")));
	json_free(tree);
	return true;
}

/* A token that Zoho does not know is as ended as one that it ends now. */
bool
oauth_read_revoked(int status, struct slice body, struct err *err)
{
	struct err ignored;
	struct json *tree = json_parse(body, &ignored);
	const char *error = json_text(json_member(tree, "error"));
	bool good = true;

	if (strcmp(error, "invalid_token") == 0 ||
	    strcmp(error, "invalid_code") == 0)
		good = true;
	else if (error[0] != '\0' || tree == NULL || status < 200 ||
	    status >= 300)
		good = err_set(err, status >= 500 ? ERR_UNREACHED : ERR_AUTH,
		    "Zoho did not revoke the refresh token (HTTP %d%s%.60s); "
		    "what is stored stays", status,
		    error[0] != '\0' ? ": " : "", error);
	json_free(tree);
	return good;
}
