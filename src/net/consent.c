/* Zoho OAuth by hand: the address of a consent, and the code out of it. */
#include <endpane/base/digest.h>
#include <endpane/base/str.h>
#include <endpane/config/centre.h>
#include <endpane/net/consent.h>

#include <stdio.h>
#include <string.h>


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
	const struct centre *centre = centre_of_accounts(server);
	size_t len = strlen(server);

	while (len > 0 && server[len - 1] == '/')
		len--;
	if (str_is_folded((struct slice){ server, len }, conn->accounts_url))
		return true;
	if (centre != NULL)
		return err_set(err, ERR_AUTH, "the account lives in another "
		    "data centre (%s); nothing was sent; set accounts_url = "
		    "%.*s for [%s], and url to the same data centre, then log "
		    "in again", centre->name, (int)len, server, conn->name);
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
