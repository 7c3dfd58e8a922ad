/* config/config: what a config file means, and what is shown of it. */
#include <endpane/base/str.h>

#include "config_file.h"

#include <endpane/config/paths.h>

/* A theme of the user's, for a build may be far from the shipped ones. */
static char *
own_theme(void)
{
	char *folder = mem_format("%s/endpane/themes", place), *path;
	struct err err;

	setenv("XDG_CONFIG_HOME", place, 1);
	assert_true(paths_make_folder(folder, &err));
	path = mem_format("%s/mine.ini", folder);
	write_file(path, "[roles]\n", 0600);
	free(folder);
	return path;
}

static void
test_preferences(void **state)
{
	struct config *config = good("");
	char *own;
	int i;

	(void)state;
	assert_string_equal(config->path, file);
	assert_string_equal(config->theme, "default");
	assert_false(config->read_only);
	assert_int_equal(config->confirm_above, 1);
	assert_string_equal(config->color, "auto");
	assert_false(config->ascii);
	assert_false(config->mouse);
	assert_int_equal(config->refresh_s, 0);
	assert_int_equal(config->conn_count, 0);
	config_free(config);

	own = own_theme();
	config = good("[endpane]\ntheme = mine\nread_only = true\n"
	    "confirm_above = 25\ncolor = 256\nascii = always\nmouse = on\n"
	    "refresh = 90\n");
	assert_string_equal(config->theme, "mine");
	assert_true(config->read_only);
	assert_int_equal(config->confirm_above, 25);
	assert_string_equal(config->color, "256");
	assert_true(config->ascii);
	assert_true(config->mouse);
	assert_int_equal(config->refresh_s, 90);
	config_free(config);
	for (i = 0; i < 3; i++, *strrchr(own, '/') = '\0')
		assert_int_equal(remove(own), 0);
	free(own);
}

/* The example of the interface's document, with its defaults. */
static const char example[] =
    "[endpane]\n"
    "theme = default\n"
    "[phones]\n"
    "system = mdm\n"
    "url = https://mdm.manageengine.com/api/v1/mdm\n"
    "auth = oauth\n"
    "accounts_url = https://accounts.zoho.com\n"
    "client_id = 1000.EXAMPLE\n"
    "client_secret_command = pass show zoho/client-secret\n"
    "refresh_token_file = ~/.secrets/zoho-refresh\n"
    "[desktops]\n"
    "system = endpoint-central\n"
    "url = https://endpointcentral.example.com:8383\n"
    "auth = password\n"
    "auth_type = ad_authentication\n"
    "domain = EXAMPLE\n"
    "username = admin\n"
    "password_command = pass show ec/admin\n"
    "otp_command = pass otp ec/admin\n"
    "[directory]\n"
    "system = admanager\n"
    "url = https://admanagerplus.example.com:8080\n"
    "auth = api-key\n"
    "api_key_env = ADMP_TOKEN\n"
    "domains = domain1.com, domain2.com\n"
    "[identity]\n"
    "system = identity360\n"
    "url = https://id360.manageengine.com\n"
    "auth = oauth\n"
    "client_id = 1000.EXAMPLE\n"
    "client_secret_command = pass show zoho/client-secret\n"
    "device_ids = wks-0077:987000000654321,wks-0078:987000000654323\n";

/* Least privilege: no more is asked for than is used. */
static void
test_scopes_of_those_that_only_read(void **state)
{
	static const char *const texts[] = {
	    "[m]\nsystem = mdm\nurl = https://m.example.com\nauth = oauth\n"
	    "client_id = c\nread_only = true\n",
	    "[m]\nsystem = mdm\nurl = https://m.example.com\nauth = oauth\n"
	    "client_id = c\n[endpane]\nread_only = true\n",
	};
	size_t i;

	(void)state;
	for (i = 0; i < 2; i++) {
		struct err err = { 0 };
		struct config *config = read_text(texts[i], 0600, &err);

		assert_non_null(config);
		assert_string_equal(config->conns[0].scopes,
		    config->conns[0].system->read_scopes);
		config_free(config);
	}
}

static void
check_phones(const struct conn *conn)
{
	assert_string_equal(conn->name, "phones");
	assert_int_equal(conn->number, 0);
	assert_string_equal(conn->system->name, "mdm");
	assert_string_equal(conn->base,
	    "https://mdm.manageengine.com/api/v1/mdm");
	assert_string_equal(conn->origin, "https://mdm.manageengine.com");
	assert_int_equal(conn->auth, CONN_OAUTH);
	assert_string_equal(conn->accounts_url, "https://accounts.zoho.com");
	assert_string_equal(conn->client_id, "1000.EXAMPLE");
	assert_string_equal(conn->scopes, conn->system->scopes);
	assert_null(conn->redirect_uri);
	assert_int_equal(conn->client_secret.source, SECRET_COMMAND);
	assert_string_equal(conn->client_secret.from,
	    "pass show zoho/client-secret");
	assert_non_null(strstr(conn->client_secret.key,
	    "c.ini:9: client_secret_command"));
	assert_int_equal(conn->refresh_token.source, SECRET_FILE);
	assert_string_equal(conn->refresh_token.from,
	    "/home/u/.secrets/zoho-refresh");
	assert_int_equal(conn->key.source, SECRET_NONE);
	assert_int_equal(conn->settings.page_limit, 0);
	assert_false(conn->settings.user_remove_delete);
	assert_string_equal(conn->settings.app_update, "post");
	assert_false(conn->settings.group_associate_single);
	assert_false(conn->settings.upload_json);
	assert_null(conn->ca_file);
	assert_null(conn->pinned_public_key);
	assert_null(conn->proxy);
	assert_null(conn->headers[0]);
	assert_int_equal(conn->timeout_s, 30);
	assert_int_equal(conn->parallel, 8);
	assert_int_equal(conn->per_minute, 100);
	assert_int_equal(conn->per_day, 2500);
	assert_int_equal(conn->max_reply_list, 64 << 20);
	assert_int_equal(conn->max_reply, 4 << 20);
	assert_false(conn->read_only);
}

static void
test_the_documented_example(void **state)
{
	const struct cat_system *system;
	const struct conn *conn;
	struct config *config;

	(void)state;
	setenv("HOME", "/home/u", 1);
	config = good(example);
	assert_int_equal(config->conn_count, 4);
	check_phones(&config->conns[0]);

	conn = config_conn(config, str_slice("desktops"));
	assert_ptr_equal(conn, &config->conns[1]);
	assert_int_equal(conn->auth, CONN_PASSWORD);
	assert_true(conn->ad_login);
	assert_string_equal(conn->domain, "EXAMPLE");
	assert_string_equal(conn->username, "admin");
	assert_string_equal(conn->otp_command, "pass otp ec/admin");
	assert_non_null(strstr(conn->key.key, ": password_command"));
	assert_string_equal(conn->settings.api_version, "1.4");
	assert_string_equal(conn->base,
	    "https://endpointcentral.example.com:8383/api/1.4");
	assert_int_equal(conn->settings.page_limit, 1000);
	assert_int_equal(conn->per_minute, 0);
	assert_int_equal(conn->per_day, 0);
	assert_null(conn->accounts_url);

	conn = &config->conns[2];
	assert_int_equal(conn->auth, CONN_API_KEY);
	assert_int_equal(conn->key.source, SECRET_ENV);
	assert_string_equal(conn->key.from, "ADMP_TOKEN");
	assert_string_equal(conn->settings.domains, "domain1.com,domain2.com");
	assert_string_equal(conn->settings.x_module, "endpane");
	assert_null(conn->settings.status_column);
	assert_false(conn->settings.filter_paren);
	assert_int_equal(conn->settings.page_limit, 100);
	assert_string_equal(conn->base,
	    "https://admanagerplus.example.com:8080/api/v2");

	conn = &config->conns[3];
	assert_int_equal(conn->number, 3);
	assert_int_equal(conn->settings.page_limit, 100);
	assert_string_equal(conn->settings.device_ids,
	    "wks-0077:987000000654321,wks-0078:987000000654323");

	assert_null(config_conn(config, str_slice("desk")));
	assert_true(conn_serves(&config->conns[0],
	    cat_resource(str_slice("devices"), &system)));
	assert_false(conn_serves(&config->conns[1],
	    cat_resource(str_slice("devices"), &system)));
	config_free(config);
}

static void
test_every_choice(void **state)
{
	struct config *config;
	const struct conn *conn;

	(void)state;
	config = good(MDM "auth = zoho-authtoken\ntoken_env = T\n"
	    "timeout = 5\nparallel = 2\nrate_per_minute = 7\n"
	    "rate_per_day = 8\npage_limit = 50\nmax_reply = 3\n"
	    "read_only = true\nheader.X-A = a: b\nheader.X-B = c\n"
	    "user_remove = delete\napp_update = /apps/{id}/update\n"
	    "group_associate = single\nupload_style = json\n"
	    "proxy = socks5h://u:p@proxy.example.com:1080\n"
	    "pinned_public_key = sha256//"
	    "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=;sha256//"
	    "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n"
	    "ca_file = c.ini\n[a]\nsystem = admanager\n"
	    "url = https://a.example.com/api/v2/\nauth = token\n"
	    "token_env = T\nfilter_style = paren\nx_module = me\n"
	    "status_column = COMPUTER_STATUS\n");
	conn = &config->conns[0];
	assert_int_equal(conn->auth, CONN_ZOHO_AUTHTOKEN);
	assert_int_equal(conn->timeout_s, 5);
	assert_int_equal(conn->parallel, 2);
	assert_int_equal(conn->per_minute, 7);
	assert_int_equal(conn->per_day, 8);
	assert_int_equal(conn->settings.page_limit, 50);
	assert_int_equal(conn->max_reply_list, 3 << 20);
	assert_int_equal(conn->max_reply, 3 << 20);
	assert_true(conn->read_only);
	assert_string_equal(conn->headers[0], "X-A: a: b");
	assert_string_equal(conn->headers[1], "X-B: c");
	assert_null(conn->headers[2]);
	assert_true(conn->settings.user_remove_delete);
	assert_string_equal(conn->settings.app_update, "/apps/{id}/update");
	assert_true(conn->settings.group_associate_single);
	assert_true(conn->settings.upload_json);
	assert_string_equal(conn->proxy,
	    "socks5h://u:p@proxy.example.com:1080");
	/* Relative paths are taken from the file's folder. */
	assert_string_equal(conn->ca_file, file);
	conn = &config->conns[1];
	assert_int_equal(conn->auth, CONN_TOKEN);
	assert_true(conn->settings.filter_paren);
	assert_string_equal(conn->settings.x_module, "me");
	assert_string_equal(conn->settings.status_column, "COMPUTER_STATUS");
	assert_string_equal(conn->base, "https://a.example.com/api/v2");
	config_free(config);
}

static void
test_literal_secrets_need_a_private_file(void **state)
{
	static const char text[] = MDM "auth = token\ntoken = hush\n";
	struct config *config;
	struct err err;
	int ends[2];

	(void)state;
	config = good(text);
	assert_int_equal(config->conns[0].key.source, SECRET_VALUE);
	assert_string_equal(config->conns[0].key.from, "hush");
	config_free(config);
	check_refused(text, 0640, "5: token: others can read this file",
	    "chmod 600");
	check_refused(text, 0604, "5: token: others can read this file",
	    "token_command, token_file, token_env");
	/* Other sources do not mind. */
	config = read_text(MDM_KEY, 0644, &err);
	assert_non_null(config);
	config_free(config);
	check_refused(MDM_KEY, 0646, " everybody may write to it", "chmod o-w");

	/* A pipe is as private as its two ends. */
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(write(ends[1], text, strlen(text)), strlen(text));
	close(ends[1]);
	config = config_read("the simulator", ends[0], &err);
	assert_non_null(config);
	assert_string_equal(config->path, "the simulator");
	assert_string_equal(config->conns[0].key.from, "hush");
	config_free(config);
	close(ends[0]);
}

static void
test_long_values_are_exact(void **state)
{
	char value[8001], name[65], *text;
	struct config *config;

	(void)state;
	memset(value, 'v', 8000);
	value[8000] = '\0';
	memset(name, 'n', 64);
	name[64] = '\0';
	text = mem_format("\xEF\xBB\xBF[%s]\r\nsystem = mdm\r\n"
	    "url = https://h\r\nauth = token\r\ntoken = %s\r\n", name, value);
	config = good(text);
	assert_string_equal(config->conns[0].name, name);
	assert_string_equal(config->conns[0].key.from, value);
	config_free(config);
	free(text);
}

static void
test_files_that_cannot_be_read(void **state)
{
	struct err err;

	(void)state;
	assert_null(config_read("/nonexistent/c.ini", -1, &err));
	assert_int_equal(err.code, ERR_USAGE);
	assert_string_equal(err.text, "/nonexistent/c.ini: No such file or "
	    "directory; endpane config init writes one");
	assert_null(config_read("/tmp", -1, &err));
	assert_int_equal(err.code, ERR_USAGE);
	config_free(NULL);
}

static char *
printed(const struct config *config)
{
	struct buf out = { 0 };

	config_print(config, &out);
	return buf_take(&out, NULL);
}

/* Writes the text with one piece of it replaced everywhere. */
static char *
replaced(const char *text, const char *old, const char *new)
{
	struct buf out = { 0 };
	const char *at;

	while ((at = strstr(text, old)) != NULL) {
		buf_add(&out, text, (size_t)(at - text));
		buf_text(&out, new);
		text = at + strlen(old);
	}
	buf_text(&out, text);
	return buf_take(&out, NULL);
}

static void
test_what_is_shown_means_the_same(void **state)
{
	struct config *config = good(example);
	char *first = printed(config), *filled, *again;
	size_t i;
	static const char *const secrets[][2] = {
		{ "client_secret = (from command)",
		  "client_secret_command = x" },
		{ "password = (from command)", "password_command = x" },
		{ "otp_command = (from command)", "otp_command = x" },
		{ "refresh_token = (from file /home/u/.secrets/zoho-refresh)",
		  "refresh_token_file = /home/u/.secrets/zoho-refresh" },
		{ "api_key = (from environment variable ADMP_TOKEN)",
		  "api_key_env = ADMP_TOKEN" },
	};

	(void)state;
	config_free(config);
	check_refused(first, 0600, "", "config show has left out");
	filled = mem_text(first);
	for (i = 0; i < sizeof(secrets) / sizeof(secrets[0]); i++) {
		char *next;

		if (strstr(filled, secrets[i][0]) == NULL)
			fail_msg("%s stands not in\n%s", secrets[i][0],
			    filled);
		next = replaced(filled, secrets[i][0], secrets[i][1]);
		free(filled);
		filled = next;
	}
	config = good(filled);
	again = printed(config);
	assert_string_equal(again, first);
	assert_non_null(strstr(first, "\nrate_per_day = 2500\n"));
	assert_non_null(strstr(first, "\n; max_reply: 64 for lists, 4 "));
	assert_non_null(strstr(first, "\ndomains = domain1.com,domain2.com\n"));
	assert_non_null(strstr(first, "\n; calls go to "
	    "https://id360.manageengine.com/api/v1\n"));
	config_free(config);
	free(first);
	free(filled);
	free(again);
}

static void
test_nothing_secret_is_shown(void **state)
{
	struct config *config = good(EC "auth = password\nusername = u\n"
	    "password = hush\notp_command = oathtool hush\n"
	    "header.X-Key = hush\nproxy = http://u:hush@p.example.com:1\n"
	    "[m]\nsystem = mdm\nurl = https://h\n" OAUTH
	    "refresh_token_command = echo hush\n");
	char *text = printed(config);

	(void)state;
	assert_null(strstr(text, "hush"));
	assert_non_null(strstr(text, "\npassword = (from configuration)\n"));
	assert_non_null(strstr(text, "\nrefresh_token = (from command)\n"));
	assert_non_null(strstr(text, "@p.example.com:1"));
	config_free(config);
	free(text);
}

static void
test_the_file_to_start_from(void **state)
{
	struct buf out = { 0 };
	struct config *config;
	const struct config_key *key;
	char *text, *uncommented;
	char letter[3] = "\n;", line[4] = "\n";

	(void)state;
	config_example(&out);
	text = buf_take(&out, NULL);
	config = good(text);
	assert_int_equal(config->conn_count, 0);
	config_free(config);
	for (key = config_preferences; key->name != NULL; key++)
		assert_non_null(strstr(text, key->name));

	/* With every ";x" uncommented, all of it is right. */
	uncommented = replaced(text, "\n;[", "\n[");
	for (line[1] = 'a'; line[1] <= 'z'; line[1]++) {
		char *next, from[4] = { letter[0], letter[1], line[1], 0 };

		next = replaced(uncommented, from, line);
		free(uncommented);
		uncommented = next;
	}
	config = good(uncommented);
	assert_int_equal(config->conn_count, 5);
	config_free(config);
	free(text);
	free(uncommented);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_scopes_of_those_that_only_read),
		cmocka_unit_test(test_preferences),
		cmocka_unit_test(test_the_documented_example),
		cmocka_unit_test(test_every_choice),
		cmocka_unit_test(test_literal_secrets_need_a_private_file),
		cmocka_unit_test(test_long_values_are_exact),
		cmocka_unit_test(test_files_that_cannot_be_read),
		cmocka_unit_test(test_what_is_shown_means_the_same),
		cmocka_unit_test(test_nothing_secret_is_shown),
		cmocka_unit_test(test_the_file_to_start_from),
	};

	return cmocka_run_group_tests(tests, make_place, take_place);
}
