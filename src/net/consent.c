/* Zoho OAuth by hand: the consent's address, its code, tokens, revocation. */
#include <endpane/base/clock.h>
#include <endpane/base/digest.h>
#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/json/json.h>
#include <endpane/net/consent.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "auth.h"
#include "once.h"
#include "tokens.h"

#define FORM	"application/x-www-form-urlencoded"

/* Zoho's accounts servers; a token of one is nothing to another. */
static const char *const accounts_servers[] = {
	"https://accounts.zoho.com",
	"https://accounts.zoho.eu",
	"https://accounts.zoho.in",
	"https://accounts.zoho.com.au",
	"https://accounts.zoho.jp",
	"https://accounts.zoho.ca",
	"https://accounts.zohocloud.ca",
	"https://accounts.zohoone.ca",
	"https://accounts.zoho.uk",
	"https://accounts.zoho.sa",
	"https://accounts.zoho.cn",
	"https://accounts.zoho.com.cn",
	NULL
};

/* Commas stay, as the documents print them. */
static void
add_scopes(const char *scopes, struct buf *url)
{
	struct slice rest = str_slice(scopes), one;
	size_t before = url->len;

	while (str_next(&rest, ',', &one)) {
		if (url->len > before)
			buf_char(url, ',');
		str_url_encode(str_trim(one), url);
	}
}

void
consent_ask(const struct conn *conn, char *state, struct buf *url)
{
	unsigned char random[16];
	size_t i;

	digest_random(random, sizeof(random));
	for (i = 0; i < sizeof(random); i++)
		snprintf(state + 2 * i, 3, "%02x", random[i]);
	if (conn->redirect_uri == NULL)
		return;
	buf_format(url, "%s/oauth/v2/auth?scope=", conn->accounts_url);
	add_scopes(conn->scopes != NULL ? conn->scopes : "", url);
	buf_text(url, "&client_id=");
	str_url_encode(str_slice(conn->client_id), url);
	buf_format(url, "&state=%s&response_type=code&redirect_uri=", state);
	str_url_encode(str_slice(conn->redirect_uri), url);
	buf_text(url, "&access_type=offline&prompt=consent");
}

/* One parameter of a pasted address, decoded; false where it is not there. */
static bool
parameter(struct slice query, const char *name, struct buf *value)
{
	struct slice one;
	const char *equals;

	buf_clear(value);
	while (str_next(&query, '&', &one)) {
		equals = memchr(one.at, '=', one.len);
		if (equals == NULL || !str_is((struct slice){ one.at,
		    (size_t)(equals - one.at) }, name))
			continue;
		return str_url_decode((struct slice){ equals + 1, one.len -
		    (size_t)(equals - one.at) - 1 }, value);
	}
	return false;
}

/* The account may live in another data centre than the configuration says. */
static bool
check_server(const struct conn *conn, const char *server, struct err *err)
{
	size_t len = strlen(server), i;

	while (len > 0 && server[len - 1] == '/')
		len--;
	if (str_is_folded((struct slice){ server, len }, conn->accounts_url))
		return true;
	for (i = 0; accounts_servers[i] != NULL; i++)
		if (str_is_folded((struct slice){ server, len },
		    accounts_servers[i]))
			return err_set(err, ERR_AUTH, "the account lives in "
			    "another data centre; nothing was sent; set "
			    "accounts_url = %s for [%s], and url to the same "
			    "data centre, then log in again",
			    accounts_servers[i], conn->name);
	return err_set(err, ERR_GUARD, "the address names an accounts server "
	    "that is none of Zoho's; nothing was sent; do not trust where it "
	    "came from");
}

static bool
read_address(const struct conn *conn, const char *state, struct slice query,
    struct buf *code, struct err *err)
{
	struct buf value = { 0 };
	bool good = true;

	if (parameter(query, "error", &value))
		good = err_set(err, ERR_AUTH, "consent was not given: %.80s",
		    buf_string(&value));
	else if (state == NULL)
		good = err_set(err, ERR_USAGE, "--code: takes the code alone; "
		    "a whole address is taken by the login that printed the "
		    "one to open, or by --code -");
	else if (!parameter(query, "state", &value) ||
	    strcmp(buf_string(&value), state) != 0)
		good = err_set(err, ERR_GUARD, "that address does not answer "
		    "this login: its state is another one; nothing was sent; "
		    "open the address above, and paste where it leads");
	else if (parameter(query, "accounts-server", &value))
		good = check_server(conn, buf_string(&value), err);
	if (good && (!parameter(query, "code", code) || code->len == 0))
		good = err_set(err, ERR_USAGE, "there is no code in that "
		    "address; nothing was sent");
	buf_fini(&value);
	return good;
}

bool
consent_read(const struct conn *conn, const char *state, struct slice pasted,
    struct buf *code, struct err *err)
{
	const char *mark, *end;
	size_t i;

	pasted = str_trim(pasted);
	mark = memchr(pasted.at, '?', pasted.len);
	end = memchr(pasted.at, '#', pasted.len);
	if (mark != NULL) {
		if (end == NULL || end < mark)
			end = pasted.at + pasted.len;
		return read_address(conn, state, (struct slice){ mark + 1,
		    (size_t)(end - mark) - 1 }, code, err);
	}
	for (i = 0; i < pasted.len; i++)
		if (pasted.at[i] <= ' ' || pasted.at[i] > '~' ||
		    strchr("/&=", pasted.at[i]) != NULL)
			break;
	if (pasted.len == 0 || i < pasted.len)
		return err_set(err, ERR_USAGE, "that is neither a code nor an "
		    "address with one; nothing was sent");
	return buf_slice(code, pasted);
}

static bool
post(const struct conn *conn, const char *path, const struct buf *body,
    int stop_fd, struct http *h, int *status, struct err *err)
{
	char *url = mem_format("%s%s", conn->accounts_url, path);
	struct http_order order = {
		.conn = conn, .url = url, .method = "POST",
		.body = buf_string(body), .file = -1, .content_type = FORM,
		.max_reply = 65536, .timeout_s = conn->timeout_s,
		.writes = true, .sign_in = true,
	};
	bool good = once_send(&order, stop_fd, h, status, err);

	free(url);
	return good;
}

static bool
keep(const struct conn *conn, const char *folder,
    const struct oauth_tokens *tokens, struct err *err)
{
	if (tokens->refresh.len == 0)
		return err_set(err, ERR_AUTH, "Zoho gave no refresh token "
		    "with the code; nothing is kept; make the code with "
		    "access_type=offline, as the printed address does");
	if (!tokens_save_refresh(folder, conn, buf_string(&tokens->refresh),
	    err))
		return false;
	/* The configured refresh token wins, so its access tokens do too. */
	if (conn->refresh_token.source == SECRET_NONE)
		tokens_save(folder, conn, buf_string(&tokens->access),
		    clock_wall_ms() + tokens->life_ms);
	return true;
}

bool
consent_exchange(const struct conn *conn, const char *folder,
    const char *code, int stop_fd, struct err *err)
{
	struct buf secret = { 0 }, body = { 0 };
	struct oauth_tokens tokens = { 0 };
	struct http h = { 0 };
	int status = 0;
	bool good = once_secret(&conn->client_secret, stop_fd, &secret, err);

	if (good) {
		oauth_code_body(conn, buf_string(&secret), code, &body);
		good = post(conn, "/oauth/v2/token", &body, stop_fd, &h,
		    &status, err) && oauth_read_tokens(status,
		    (struct slice){ h.answer.at, h.answer.len }, &tokens,
		    err) && keep(conn, folder, &tokens, err);
	}
	once_end(&h);
	oauth_wipe(&tokens);
	buf_wipe(&body);
	buf_wipe(&secret);
	return good;
}

/* A token that Zoho does not know is as ended as one that it ends now. */
static bool
read_revoked(int status, struct slice body, struct err *err)
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

static bool
end_token(const struct conn *conn, const struct secret *token, int stop_fd,
    struct err *err)
{
	struct buf value = { 0 }, body = { 0 };
	struct http h = { 0 };
	int status = 0;
	bool good = once_secret(token, stop_fd, &value, err);

	if (good) {
		buf_reserve(&body, 3 * value.len + 32);
		buf_text(&body, "refresh_token=");
		str_url_encode((struct slice){ value.at, value.len }, &body);
		good = post(conn, "/oauth/v2/token/revoke", &body, stop_fd, &h,
		    &status, err) && read_revoked(status,
		    (struct slice){ h.answer.at, h.answer.len }, err);
	}
	once_end(&h);
	buf_wipe(&body);
	buf_wipe(&value);
	return good;
}

bool
consent_is_kept(const struct conn *conn, const char *folder)
{
	char *path = tokens_refresh_file(folder, conn);
	bool is_there = access(path, F_OK) == 0;

	free(path);
	return is_there;
}

bool
consent_revoke(const struct conn *conn, const char *folder, int stop_fd,
    int *revoked, struct err *err)
{
	struct secret stored = { .source = SECRET_FILE,
		.key = "the stored refresh token" };
	char *path = tokens_refresh_file(folder, conn);
	bool good = true;

	*revoked = 0;
	stored.from = path;
	if (consent_is_kept(conn, folder)) {
		good = end_token(conn, &stored, stop_fd, err);
		*revoked += good;
	}
	if (good && conn->refresh_token.source != SECRET_NONE) {
		good = end_token(conn, &conn->refresh_token, stop_fd, err);
		*revoked += good;
	}
	if (good)
		tokens_remove_refresh(folder, conn);
	free(path);
	return good;
}

bool
consent_forget(const struct conn *conn, const char *folder)
{
	return tokens_remove(folder, conn);
}
