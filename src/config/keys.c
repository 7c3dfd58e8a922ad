/* The table of keys: what config.ini may say, in rows. */
#include "keys.h"

#include <endpane/base/nearest.h>
#include <endpane/base/str.h>

#include <string.h>

#define PREFERENCE(member)	offsetof(struct config, member)
#define CONN(member)		offsetof(struct conn, member)
#define SET(member)		offsetof(struct conn, settings.member)
#define NOWHERE			0	/* config.c reads it by name */
#define ASKED			"asked for on the terminal"

const struct config_key config_preferences[] = {
	{ "theme", "all", CONFIG_THEME, PREFERENCE(theme), 0, 0, NULL,
	  "the name of a theme", "default",
	  "Colours of the dashboard" },
	{ "read_only", "all", CONFIG_FLAG, PREFERENCE(read_only), 0, 0, NULL,
	  "true or false", "false",
	  "No operation that writes can be sent, from anywhere" },
	{ "confirm_above", "all", CONFIG_COUNT, PREFERENCE(confirm_above),
	  0, 1000000, NULL, "0 to 1000000", "1",
	  "On more objects than this, the count has to be typed" },
	{ "color", "all", CONFIG_CHOICE, PREFERENCE(color), 0, 0,
	  "auto always never 16 256 truecolor",
	  "auto, always, never, 16, 256 or truecolor", "auto",
	  "Colours; NO_COLOR in the environment wins" },
	{ "ascii", "all", CONFIG_EITHER, PREFERENCE(ascii), 0, 0,
	  "auto always", "auto or always", "auto",
	  "Draw with ASCII characters only" },
	{ "mouse", "all", CONFIG_EITHER, PREFERENCE(mouse), 0, 0,
	  "off on", "off or on", "off",
	  "Take mouse clicks in the dashboard" },
	{ "refresh", "all", CONFIG_COUNT, PREFERENCE(refresh_s), 0, 86400,
	  NULL, "0 to 86400 seconds; 0: on demand", "0",
	  "Seconds between refreshes of the visible list" },
	{ 0 }
};

/* One secret S: the value, a command, a file or a variable. */
#define SECRET(name, scope, place, preset, help) \
	{ name "_command", scope, CONFIG_SECRET_COMMAND, place, 0, 0, NULL, \
	  "a command for /bin/sh", preset, \
	  help ", the first line that a command prints" }, \
	{ name "_file", scope, CONFIG_SECRET_FILE, place, 0, 0, NULL, \
	  "a file that only you can read", preset, \
	  help ", the first line of a file" }, \
	{ name "_env", scope, CONFIG_SECRET_ENV, place, 0, 0, NULL, \
	  "the name of an environment variable", preset, \
	  help ", from the environment" }, \
	{ name, scope, CONFIG_SECRET, place, 0, 0, NULL, \
	  "one line, in a config file that only you can read", preset, \
	  help ", itself" }

const struct config_key config_conn_keys[] = {
	{ "system", "all", CONFIG_CHOICE, NOWHERE, 0, 0,
	  "mdm endpoint-central identity360 admanager",
	  "mdm, endpoint-central, identity360 or admanager", "needed",
	  "What is there" },
	{ "url", "all", CONFIG_URL, NOWHERE, 0, 0, NULL,
	  "https://HOST[:PORT][/PATH]", "needed",
	  "Where it is" },
	{ "auth", "all", CONFIG_CHOICE, NOWHERE, 0, 0,
	  "oauth api-key token password zoho-authtoken",
	  "oauth, api-key, token, password (endpoint-central) or "
	  "zoho-authtoken (mdm)", "needed",
	  "How to sign in" },

	{ "accounts_url", "oauth", CONFIG_URL, CONN(accounts_url), 0, 0, NULL,
	  "https://HOST, that of your data centre",
	  "https://accounts.zoho.com",
	  "Where consent is given and tokens are fetched" },
	{ "client_id", "oauth", CONFIG_WORD, CONN(client_id), 0, 0, NULL,
	  "the id from Zoho's API console, without blanks", "needed",
	  "The client that was registered" },
	SECRET("client_secret", "oauth", CONN(client_secret), ASKED,
	  "The client's secret"),
	SECRET("refresh_token", "oauth", CONN(refresh_token),
	  "the one that login stored",
	  "The refresh token"),
	{ "scopes", "oauth", CONFIG_LIST, CONN(scopes), 0, 0, NULL,
	  "a comma list of scopes", "those of the system's operations; with "
	  "read_only, of those that read",
	  "What consent is asked for" },
	{ "redirect_uri", "oauth", CONFIG_WORD, CONN(redirect_uri), 0, 0,
	  NULL, "the URL registered with the client", "",
	  "Sent only where set" },

	SECRET("api_key", "api-key token zoho-authtoken", CONN(key), ASKED,
	  "The key"),
	SECRET("token", "api-key token zoho-authtoken", CONN(key), ASKED,
	  "The token"),

	{ "auth_type", "password", CONFIG_EITHER, CONN(ad_login), 0, 0,
	  "local_authentication ad_authentication",
	  "local_authentication or ad_authentication",
	  "local_authentication",
	  "Whose account it is" },
	{ "domain", "password", CONFIG_TEXT, CONN(domain), 0, 0, NULL,
	  "the name of a domain", "asked for with ad_authentication",
	  "The account's domain" },
	{ "username", "password", CONFIG_TEXT, CONN(username), 0, 0, NULL,
	  "the name of an account", "needed",
	  "The account's name" },
	SECRET("password", "password", CONN(key), ASKED,
	  "The account's password"),
	{ "otp_command", "password", CONFIG_COMMAND, CONN(otp_command), 0, 0,
	  NULL, "a command for /bin/sh", "",
	  "Prints the one-time password" },

	{ "api_version", "endpoint-central", CONFIG_NAME, SET(api_version),
	  0, 0, NULL, "a version such as 1.4", "1.4",
	  "Version in the path of every call" },
	{ "domains", "admanager", CONFIG_LIST, SET(domains), 0, 0, NULL,
	  "a comma list of domains", "",
	  "Domains to read where --domains is left out" },
	{ "device_ids", "identity360", CONFIG_LIST, SET(device_ids), 0, 0,
	  NULL, "a comma list of ID or NAME:ID", "",
	  "Devices to choose from" },

	{ "ca_file", "all", CONFIG_PATH, CONN(ca_file), 0, 0, NULL,
	  "a file of PEM certificates that can be read", "",
	  "Certificate authorities instead of the machine's" },
	{ "pinned_public_key", "all", CONFIG_PIN, CONN(pinned_public_key),
	  0, 0, NULL,
	  "sha256//BASE64[;sha256//BASE64...] or a file with a public key",
	  "",
	  "The only public keys that the server may have" },
	{ "proxy", "all", CONFIG_PROXY, CONN(proxy), 0, 0, NULL,
	  "[SCHEME://][USER:PASSWORD@]HOST[:PORT]; SCHEME: http, https, "
	  "socks4, socks4a, socks5, socks5h", "",
	  "Proxy to go through; none is taken from the environment" },
	{ "allow_plain_http", "all", CONFIG_FLAG, NOWHERE, 0, 0, NULL,
	  "true or false", "false",
	  "Plain http also to a host that is not this machine" },
	{ "timeout", "all", CONFIG_COUNT, CONN(timeout_s), 1, 3600, NULL,
	  "1 to 3600 seconds", "30",
	  "Seconds that a request may take" },
	{ "parallel", "all", CONFIG_COUNT, CONN(parallel), 1, 64, NULL,
	  "1 to 64", "8",
	  "Requests at once" },
	{ "rate_per_minute", "all", CONFIG_COUNT, CONN(per_minute),
	  0, 1000000, NULL, "0 to 1000000; 0: no limit",
	  "100 where the host is mdm.manageengine.*, else 0",
	  "Calls a minute" },
	{ "rate_per_day", "all", CONFIG_COUNT, CONN(per_day),
	  0, 100000000, NULL, "0 to 100000000; 0: no limit",
	  "2500 where the host is mdm.manageengine.*, else 0",
	  "Calls a day" },
	{ "page_limit", "all", CONFIG_COUNT, SET(page_limit), 1, 10000, NULL,
	  "1 to 10000; endpoint-central: to 1000; admanager: to 100",
	  "100 for admanager and identity360, 1000 for endpoint-central, "
	  "not sent for mdm",
	  "Rows to ask for on a page" },
	{ "max_reply", "all", CONFIG_COUNT, NOWHERE, 1, 1024, NULL,
	  "1 to 1024 MiB", "64 for lists, 4 otherwise",
	  "MiB that one reply may have" },
	{ "read_only", "all", CONFIG_FLAG, CONN(read_only), 0, 0, NULL,
	  "true or false", "false",
	  "No operation that writes can be sent over this connection" },
	{ "header.NAME", "all", CONFIG_HEADER, NOWHERE, 0, 0, NULL,
	  "a header's value; NAME is none that endpane sets itself", "",
	  "An extra header for every request" },

	{ "user_remove", "mdm", CONFIG_EITHER, SET(user_remove_delete), 0, 0,
	  "post delete", "post or delete", "post",
	  "Method that removes a user" },
	{ "app_update", "mdm", CONFIG_TEMPLATE, SET(app_update), 0, 0, NULL,
	  "post, off or a path with {id} for PUT", "post",
	  "Call that updates an app; post may create a second one" },
	{ "group_associate", "mdm", CONFIG_EITHER,
	  SET(group_associate_single), 0, 0, "list single",
	  "list or single", "list",
	  "One call for many groups, or one a group" },
	{ "upload_style", "mdm", CONFIG_EITHER, SET(upload_json), 0, 0,
	  "raw json", "raw or json", "raw",
	  "Form in which files are uploaded" },
	{ "filter_style", "admanager", CONFIG_EITHER, SET(filter_paren), 0, 0,
	  "plain paren", "plain or paren", "plain",
	  "(COL eq value) or (COL eq (value))" },
	{ "status_column", "admanager", CONFIG_NAME, SET(status_column), 0, 0,
	  NULL, "the server's name of a column", "",
	  "Column that tells enabled from disabled" },
	{ "x_module", "admanager", CONFIG_TEXT, SET(x_module), 0, 0, NULL,
	  "a name, such as External API", "endpane",
	  "Who calls, for the server's audit trail" },
	{ 0 }
};

static bool
is_header(const char *name)
{
	return strncmp(name, "header.", 7) == 0;
}

const struct config_key *
keys_find(const struct config_key *table, const char *name)
{
	for (; table->name != NULL; table++)
		if (table->kind == CONFIG_HEADER ? is_header(name) :
		    strcmp(table->name, name) == 0)
			return table;
	return NULL;
}

void
keys_advise(const struct config_key *table, const char *name, struct buf *out)
{
	struct nearest near = { .word = name };
	const struct config_key *other, *key;

	other = table == config_preferences ? config_conn_keys :
	    config_preferences;
	if (keys_find(other, name) != NULL) {
		buf_text(out, other == config_preferences ?
		    "; it belongs into [endpane]" :
		    "; it belongs into a connection's section");
		return;
	}
	for (key = table; key->name != NULL; key++)
		nearest_offer(&near, key->name);
	if (near.best != NULL)
		buf_format(out, "; did you mean %s?", near.best);
	if (table == config_conn_keys) {
		buf_text(out, "; accepted: the keys that endpane-config(5) "
		    "lists");
		return;
	}
	for (key = table; key->name != NULL; key++)
		buf_format(out, "%s%s", key == table ? "; accepted: " : ", ",
		    key->name);
}

bool
keys_apply(const struct config_key *key, const char *system, const char *auth)
{
	struct slice words = str_slice(key->scope), word;

	while (str_next(&words, ' ', &word))
		if (str_is(word, "all") || str_is(word, system) ||
		    str_is(word, auth))
			return true;
	return false;
}

bool
keys_is_secret(const struct config_key *key)
{
	return key->kind == CONFIG_SECRET ||
	    key->kind == CONFIG_SECRET_COMMAND ||
	    key->kind == CONFIG_SECRET_FILE || key->kind == CONFIG_SECRET_ENV;
}
