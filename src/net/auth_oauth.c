/* Zoho OAuth: the refresh of an access token, in the form body only. */
#include <endpane/base/str.h>
#include <endpane/json/json.h>

#include <string.h>

#include "auth.h"

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

void
oauth_refresh_body(const struct conn *conn, const char *client_secret,
    const char *refresh_token, struct buf *body)
{
	/* Room for all of it at once: growing would leave copies behind. */
	buf_reserve(body, 3 * (strlen(client_secret) + strlen(refresh_token) +
	    length_of(conn->client_id) + length_of(conn->redirect_uri)) + 128);
	add(body, "refresh_token", refresh_token);
	add(body, "client_id", conn->client_id);
	add(body, "client_secret", client_secret);
	add(body, "redirect_uri", conn->redirect_uri);
	add(body, "grant_type", "refresh_token");
}

static bool
refused(const char *error, struct err *err)
{
	if (str_is_folded(str_slice(error), "access denied"))
		return err_set(err, ERR_LIMITED, "Zoho says too many sign-ins "
		    "in a short time; nothing was sent; wait a quarter of an "
		    "hour");
	return err_set(err, ERR_AUTH, "Zoho refused the sign-in: %.60s; "
	    "nothing was sent; check client_id, the secret and the refresh "
	    "token; they hold only in their own data centre, so accounts_url "
	    "and url must be of one",
	    error[0] != '\0' ? error : "no reason given");
}

bool
oauth_read_token(int status, struct slice body, struct buf *token,
    int64_t *life_ms, struct err *err)
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
	str_number(str_slice(json_text(json_member(tree, "expires_in"))),
	    &life);
	/* Some answers count in milliseconds. */
	*life_ms = life > 86400 ? life : life * 1000;
	buf_text(token, text);
	json_free(tree);
	return true;
}
