/* config/config: what is said of a bad config file, and on which line. */
#include "config_file.h"

struct bad {
	const char	*text;
	const char	*start;		/* behind "FILE:" */
	const char	*rest;		/* somewhere in it */
};

static void
check_all_refused(const struct bad *row, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++, row++)
		check_refused(row->text, 0600, row->start, row->rest);
}

static const struct bad wrong_keys[] = {
	{ "theme = x\n", "1: theme: stands before the first section",
	  "[endpane]" },
	{ "[endpane]\nthem = x\n", "2: unknown key \"them\" in "
	  "[endpane]", "did you mean theme?" },
	{ "[endpane]\nurl = x\n", "2: unknown key \"url\"",
	  "belongs into a connection's section" },
	{ MDM_KEY "theme = x\n", "6: unknown key \"theme\" in [m]",
	  "belongs into [endpane]" },
	{ MDM_KEY "tmeout = 3\n", "6: unknown key \"tmeout\"",
	  "did you mean timeout?" },
	{ MDM_KEY "qqqqqqqqqqqq = 3\n", "6: unknown key",
	  "accepted: the keys that endpane-config(5) lists" },
	{ "[endpane]\nqqqqqqqqqqqq = x\n", "2: unknown key",
	  "; accepted: theme, read_only, confirm_above, color, ascii, mouse" },
	{ MDM_KEY "Timeout = 3\n", "6: unknown key \"Timeout\"",
	  "timeout?" },
	{ MDM_KEY "verify = false\n", "6: unknown key", "" },
	{ MDM_KEY "timeout = 3\ntimeout = 4\n",
	  "7: timeout: stands at line 6 already", "once" },
	{ MDM_KEY "header.X-A = 1\nheader.x-a = 2\n",
	  "7: header.x-a: stands at line 6 already", "once" },
	{ MDM_KEY "\n[m]\n", "7: [m]: stands at line 1 already",
	  "each section once" },
	{ "[endpane]\n[endpane]\n", "2: [endpane]: stands at line 1",
	  "once" },
	{ MDM_KEY "api_key_file = /x\n",
	  "6: api_key_file: api_key_env at line 5 gives that secret",
	  "one of them" },
	{ MDM_KEY "token_env = X\n", "6: token_env: api_key_env at",
	  "one of them" },
	{ "[a/b]\n", "1: [a/b]: not accepted", "no /" },
	{ "[.a]\n", "1: [.a]: not accepted", "no . or -" },
	{ "[-a]\n", "1: [-a]: not accepted", "no . or -" },
	{ "[m\n", "1: no ]", "[name]" },
	{ MDM_KEY "domains = a\n", "6: domains: is for admanager",
	  "system = mdm, auth = api-key" },
	{ MDM_KEY "client_id = a\n", "6: client_id: is for oauth",
	  "auth = api-key" },
	{ MDM_KEY "password_env = P\n",
	  "6: password_env: is for password", "" },
	{ EC_KEY "user_remove = post\n", "6: user_remove: is for mdm",
	  "system = endpoint-central" },
};

static void
test_keys_that_are_wrong(void **state)
{
	(void)state;
	check_all_refused(wrong_keys, sizeof(wrong_keys) / sizeof(wrong_keys[0]));
}

static const struct bad missing_keys[] = {
	{ "\n[m]\n", "2: [m]: system is missing",
	  "accepted: mdm, endpoint-central, identity360 or admanager" },
	{ "[m]\nsystem = mdm\n", "1: [m]: url is missing",
	  "https://HOST" },
	{ MDM, "1: [m]: auth is missing", "oauth, api-key" },
	{ MDM "auth = oauth\n", "1: [m]: client_id is missing",
	  "API console" },
	{ EC "auth = password\npassword_env = P\n",
	  "1: [e]: username is missing", "name of an account" },
};

static void
test_keys_that_are_missing(void **state)
{
	(void)state;
	check_all_refused(missing_keys, sizeof(missing_keys) / sizeof(missing_keys[0]));
}

static const struct bad wrong_values[] = {
	{ "[endpane]\nread_only = yes\n", "2: read_only: \"yes\" is "
	  "not accepted; accepted: true or false", "" },
	{ "[endpane]\nread_only = True\n", "2: read_only", "true or" },
	{ "[endpane]\nread_only =\n", "2: read_only: no value",
	  "true or false" },
	{ "[endpane]\ntheme = nosuch\n", "2: theme: \"nosuch\" is not "
	  "accepted, there is default", "name of a theme" },
	{ "[endpane]\ntheme = ../x\n", "2: theme", "name of a theme" },
	{ "[endpane]\nconfirm_above = -1\n", "2: confirm_above",
	  "0 to 1000000" },
	{ "[endpane]\nconfirm_above = 1000001\n", "2: confirm_above",
	  "0 to 1000000" },
	{ "[endpane]\nrefresh = 1.5\n", "2: refresh", "0 to 86400" },
	{ "[endpane]\ncolor = blue\n", "2: color: \"blue\"",
	  "auto, always, never, 16, 256 or truecolor" },
	{ "[endpane]\nascii = never\n", "2: ascii", "auto or always" },
	{ "[endpane]\nmouse = true\n", "2: mouse", "off or on" },
	{ "[m]\nsystem = jamf\n", "2: system: \"jamf\"",
	  "mdm, endpoint-central" },
	{ MDM "auth = bearer\n", "4: auth: \"bearer\"", "oauth" },
	{ MDM "auth = password\nusername = u\npassword_env = P\n",
	  "4: auth: password is not for system = mdm",
	  "oauth, api-key, token or zoho-authtoken" },
	{ EC "auth = zoho-authtoken\ntoken_env = T\n",
	  "4: auth: zoho-authtoken is not for system = "
	  "endpoint-central", "oauth, api-key, token or password" },
	{ MDM_KEY "timeout = 0\n", "6: timeout: \"0\"", "1 to 3600" },
	{ MDM_KEY "timeout = 99999999999999999999\n", "6: timeout",
	  "1 to 3600" },
	{ MDM_KEY "parallel = 65\n", "6: parallel", "1 to 64" },
	{ MDM_KEY "max_reply = 0\n", "6: max_reply", "1 to 1024" },
	{ MDM_KEY "page_limit = 0\n", "6: page_limit", "1 to 10000" },
	{ AD "page_limit = 101\n", "6: page_limit: 101 is not",
	  "1 to 100 for admanager" },
	{ EC_KEY "page_limit = 1001\n", "6: page_limit: 1001",
	  "1 to 1000 for endpoint-central" },
	{ MDM_KEY "ca_file = /nonexistent\n", "6: ca_file",
	  "No such file" },
	{ MDM_KEY "ca_file = /tmp\n", "6: ca_file",
	  "no regular file" },
	{ MDM_KEY "pinned_public_key = sha256//AAAA\n",
	  "6: pinned_public_key", "sha256//BASE64" },
	{ MDM_KEY "pinned_public_key = /nonexistent\n",
	  "6: pinned_public_key", "No such file" },
	{ MDM_KEY "proxy = ftp://p:1\n", "6: proxy", "socks5h" },
	{ MDM_KEY "proxy = http://u:hush@p:x\n", "6: proxy", "HOST" },
	{ MDM_KEY "header.Authorization = hush\n",
	  "6: header.Authorization: this value", "endpane sets" },
	{ MDM_KEY "header.X Y = hush\n", "6: header.X Y", "NAME" },
	{ MDM_KEY "header. = hush\n", "6: header.", "NAME" },
	{ MDM_KEY "app_update = put\n", "6: app_update", "{id}" },
	{ MDM_KEY "app_update = /a/{x}/{id}\n", "6: app_update",
	  "{id}" },
	{ MDM_KEY "app_update = /../{id}\n", "6: app_update", "{id}" },
	{ MDM_KEY "user_remove = put\n", "6: user_remove",
	  "post or delete" },
	{ AD "domains = a,,b\n", "6: domains", "comma list" },
	{ AD "domains = a,\n", "6: domains", "comma list" },
	{ AD "status_column = A B\n", "6: status_column", "column" },
	{ ID "device_ids = a:\n", "7: device_ids", "NAME:ID" },
	{ EC_KEY "api_version = 1/4\n", "6: api_version", "1.4" },
	{ MDM "auth = token\ntoken_env = A-B\n", "5: token_env",
	  "environment variable" },
	{ MDM "auth = token\ntoken_command =\n",
	  "5: token_command: no value", "/bin/sh" },
	/* What `config show` prints is no secret. */
	{ MDM "auth = token\ntoken = (from command)\n",
	  "5: token: this value", "config show has left out" },
	{ EC "auth = password\nusername = u\npassword_env = P\n"
	  "otp_command = (from command)\n", "7: otp_command",
	  "config show has left out" },
};

static void
test_values_that_are_wrong(void **state)
{
	(void)state;
	check_all_refused(wrong_values, sizeof(wrong_values) / sizeof(wrong_values[0]));
}

static void
check_url(const char *key, const char *url, const char *expected)
{
	bool accounts = strcmp(key, "accounts_url") == 0;
	char *text = mem_format("[m]\nsystem = mdm\n" OAUTH "%s = %s\n%s",
	    key, url, accounts ? "url = https://m.example.com\n" : "");
	struct config *config;

	if (expected == NULL) {
		check_refused(text, 0600, "6: ", "accepted: ");
		free(text);
		return;
	}
	config = good(text);
	assert_string_equal(accounts ? config->conns[0].accounts_url :
	    config->conns[0].origin, expected);
	config_free(config);
	free(text);
}

/* Key, URL, and what becomes of it: the origin, or NULL for refused. */
static const char *const urls[][3] = {
	{ "url", "https://h", "https://h" },
	{ "url", "HTTPS://H.Example.COM:443/x/", "https://h.example.com" },
	{ "url", "https://h:8443/a/b", "https://h:8443" },
	{ "url", "https://[2001:db8::1]:8443/",
	  "https://[2001:db8::1]:8443" },
	{ "url", "http://127.0.0.1:8080", "http://127.0.0.1:8080" },
	{ "url", "http://127.1.2.3", "http://127.1.2.3" },
	{ "url", "http://localhost:80/x", "http://localhost" },
	{ "url", "http://[::1]:9/x", "http://[::1]:9" },
	{ "url", "http://h", NULL },
	{ "url", "http://127.0.0.1.example.com", NULL },
	{ "url", "http://127.example.com", NULL },
	{ "url", "http://localhost.example.com", NULL },
	{ "url", "http://[::2]", NULL },
	{ "url", "http://10.0.0.1", NULL },
	{ "url", "ftp://h", NULL },
	{ "url", "h", NULL },
	{ "url", "https://", NULL },
	{ "url", "https:///x", NULL },
	{ "url", "https://:443/x", NULL },
	{ "url", "https://u:hush@h/", NULL },
	{ "url", "https://h@evil/", NULL },
	{ "url", "https://h?hush", NULL },
	{ "url", "https://h/x#hush", NULL },
	{ "url", "https://h/a b", NULL },
	{ "url", "https://h/../x", NULL },
	{ "url", "https://h/.", NULL },
	{ "url", "https://h\\x", NULL },
	{ "url", "https://h:0", NULL },
	{ "url", "https://h:65536", NULL },
	{ "url", "https://h:", NULL },
	{ "url", "https://h:1x", NULL },
	{ "url", "https://[::1", NULL },
	{ "url", "https://[::1]x", NULL },
	{ "url", "https://[example]", NULL },
	{ "url", "https://h\xC3\xA9", NULL },
	{ "url", "https://h%2f", NULL },
	{ "accounts_url", "https://accounts.zoho.eu/",
	  "https://accounts.zoho.eu" },
	{ "accounts_url", "http://127.0.0.1:1/oauth",
	  "http://127.0.0.1:1/oauth" },
	{ "accounts_url", "http://accounts.zoho.eu", NULL },
};

static void
test_urls(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(urls) / sizeof(urls[0]); i++)
		check_url(urls[i][0], urls[i][1], urls[i][2]);
}

static void
test_plain_http_by_explicit_choice(void **state)
{
	static const char text[] = "[m]\nsystem = mdm\nurl = http://h/x\n"
	    "auth = token\ntoken_env = T\nallow_plain_http = ";
	char *with = mem_format("%strue\n", text);
	char *without = mem_format("%sfalse\n", text);
	struct config *config;

	(void)state;
	check_refused(without, 0600, "3: url: plain http", "allow_plain_http");
	config = good(with);
	assert_string_equal(config->conns[0].origin, "http://h");
	config_free(config);
	/* Tokens are fetched over TLS all the same. */
	check_refused("[m]\nsystem = mdm\nurl = http://h/x\n" OAUTH
	    "allow_plain_http = true\naccounts_url = http://h\n", 0600,
	    "8: accounts_url: plain http", "https://HOST");
	free(with);
	free(without);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_keys_that_are_wrong),
		cmocka_unit_test(test_keys_that_are_missing),
		cmocka_unit_test(test_values_that_are_wrong),
		cmocka_unit_test(test_urls),
		cmocka_unit_test(test_plain_http_by_explicit_choice),
	};

	return cmocka_run_group_tests(tests, make_place, take_place);
}
