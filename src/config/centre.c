/* Zoho's data centres: which hosts belong together. */
#include <endpane/base/str.h>
#include <endpane/config/centre.h>

#include <string.h>

const struct centre centres[] = {
	{ "com", "United States", { "https://accounts.zoho.com" } },
	{ "eu", "Europe", { "https://accounts.zoho.eu" } },
	{ "in", "India", { "https://accounts.zoho.in" } },
	{ "com.au", "Australia", { "https://accounts.zoho.com.au" } },
	{ "jp", "Japan", { "https://accounts.zoho.jp" } },
	{ "ca", "Canada", { "https://accounts.zoho.ca",
	  "https://accounts.zohocloud.ca", "https://accounts.zohoone.ca" } },
	{ "uk", "United Kingdom", { "https://accounts.zoho.uk" } },
	{ "sa", "Saudi Arabia", { "https://accounts.zoho.sa" } },
	{ "cn", "China", { "https://accounts.zoho.cn",
	  "https://accounts.zoho.com.cn" } },
	{ 0 }
};

const struct centre *
centre_of_accounts(const char *url)
{
	const struct centre *c;
	size_t len = strlen(url), i;

	while (len > 0 && url[len - 1] == '/')
		len--;
	for (c = centres; c->name != NULL; c++)
		for (i = 0; c->accounts[i] != NULL; i++)
			if (str_is_folded((struct slice){ url, len },
			    c->accounts[i]))
				return c;
	return NULL;
}

const struct centre *
centre_of_calls(const char *origin)
{
	const char *at = strstr(origin, ".manageengine.");
	const struct centre *c;

	if (at == NULL)
		return NULL;
	at += strlen(".manageengine.");
	for (c = centres; c->name != NULL; c++)
		if (str_is_folded((struct slice){ at, strcspn(at, ":/") },
		    c->name))
			return c;
	return NULL;
}

bool
centre_fits(const struct conn *conn, struct buf *out)
{
	const struct centre *calls = centre_of_calls(conn->origin);
	const struct centre *accounts = conn->accounts_url != NULL ?
	    centre_of_accounts(conn->accounts_url) : NULL;

	if (conn->auth != CONN_OAUTH || calls == NULL || accounts == NULL ||
	    calls == accounts)
		return true;
	buf_format(out, "; url is of the data centre %s and accounts_url of "
	    "%s: set accounts_url = %s for [%.60s], or url to the other one, "
	    "and log in again", calls->name, accounts->name,
	    calls->accounts[0], conn->name);
	return false;
}
