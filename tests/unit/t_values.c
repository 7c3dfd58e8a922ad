/* config/values.c, url.c, paths.c: each kind of value at its edges. */
#include "../../src/config/keys.h"
#include "../../src/config/url.h"

#include <endpane/base/buf.h>
#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/config/paths.h>

#include <fcntl.h>
#include <stdlib.h>

#include "folder.h"
#include "unit.h"

#define LONG_NAME "a234567890123456789012345678901234567890123456789012345678901" \
	"2345"

/* effective NULL: it is refused. */
static const struct {
	const char	*key, *value, *effective;
} values[] = {
	{ "client_id", "a\x7F", NULL }, { "client_id", "a b", NULL },
	{ "client_id", "1000.AZ", "1000.AZ" },
	{ "api_version", "1.4_A-z", "1.4_A-z" },
	{ "api_version", ".4", NULL }, { "api_version", "-4", NULL },
	{ "api_version", "1/4", NULL }, { "api_version", LONG_NAME, NULL },
	{ "client_secret_env", "_A9", "_A9" },
	{ "client_secret_env", "9A", NULL },
	{ "client_secret_env", "A-B", NULL },
	{ "allow_plain_http", "true", "true" },
	{ "allow_plain_http", "yes", NULL },
	{ "timeout", "1", "1" }, { "timeout", "3600", "3600" },
	{ "timeout", "0", NULL }, { "timeout", "3601", NULL },
	{ "timeout", "99999999999", NULL }, { "timeout", "1x", NULL },
	{ "scopes", " a , b", "a,b" }, { "scopes", "a,,b", NULL },
	{ "scopes", "a,", NULL }, { "scopes", ":a", NULL },
	{ "scopes", "a:", NULL }, { "scopes", "a,b:c", "a,b:c" },
	{ "ca_file", "/", NULL }, { "ca_file", "/nowhere", NULL },
	{ "pinned_public_key", "sha256//x", NULL },
	{ "pinned_public_key",
	  "sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
	  "sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=" },
	{ "pinned_public_key",
	  "sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=;md5//x",
	  NULL },
	{ "pinned_public_key", "sha256//AAAA", NULL },
	{ "pinned_public_key", "/nowhere", NULL },
	{ "proxy", "proxy.example.com:3128", "proxy.example.com:3128" },
	{ "proxy", "SOCKS5h://u:p@h:1", "SOCKS5h://u:p@h:1" },
	{ "proxy", "ftp://h", NULL }, { "proxy", "http://", NULL },
	{ "proxy", "http://u p@h", NULL }, { "proxy", "http://@", NULL },
	{ "url", "https://h.example.com///", "https://h.example.com" },
	{ "url", "https://", NULL }, { "url", "h", NULL },
	{ "url", "https", NULL },
	{ "app_update", "post", "post" }, { "app_update", "off", "off" },
	{ "app_update", "/users/{id}/remove", "/users/{id}/remove" },
	{ "app_update", "/users/{id}", "/users/{id}" },
	{ "app_update", "users/{id}", NULL }, { "app_update", "/u", NULL },
	{ "app_update", "/u/{id} ", NULL },
	{ "app_update", "/u/{id}?a", NULL },
	{ "app_update", "/u/../{id}", NULL },
	{ "app_update", "/u/{id}/..", NULL },
	{ "app_update", "/{x}/{id}", NULL },
	{ "app_update", "/{id}/{id}", NULL },
	{ "url", "(from x)", NULL }, { "timeout", "", NULL },
};

static void
test_values(void **state)
{
	const struct config_key *key;
	char *effective;
	struct err err;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		effective = NULL;
		key = keys_find(config_conn_keys, values[i].key);
		assert_non_null(key);
		if (keys_check(key, values[i].key, values[i].value, "/c.ini",
		    &effective, &err) != (values[i].effective != NULL))
			fail_msg("%s = %s", values[i].key, values[i].value);
		if (values[i].effective != NULL)
			assert_string_equal(effective, values[i].effective);
		else
			assert_non_null(strstr(err.text, "; accepted: "));
		free(effective);
	}
}

static const char *const headers[] = { "header.", "header.Host",
	"header.te", "header.a b", "header.a:b", "header.\xC3\xA9" };

static void
test_headers(void **state)
{
	const struct config_key *key = keys_find(config_conn_keys,
	    "header.X-A");
	char *effective = NULL;
	struct err err;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(headers) / sizeof(headers[0]); i++)
		assert_false(keys_check(key, headers[i], "x", "/c",
		    &effective, &err));
	assert_true(keys_check(key, "header.X_a!1", "x", "/c", &effective,
	    &err));
	free(effective);
	assert_false(keys_is_mark("(from "));
	assert_false(keys_is_mark("(from x"));
	assert_true(keys_is_mark("(from x)"));
}

static const struct {
	const char	*text, *origin;		/* NULL: refused */
	bool		 is_loopback;
} urls[] = {
	{ "http://127.0.0.1", "http://127.0.0.1", true },
	{ "http://127.0.0.1.example.com", "http://127.0.0.1.example.com",
	  false },
	{ "HTTP://LOCALHOST:80/x", "http://localhost", true },
	{ "https://[::1]:8443", "https://[::1]:8443", true },
	{ "https://[2001:db8::1]", "https://[2001:db8::1]", false },
	{ "https://[::1", NULL, false }, { "https://[::g]", NULL, false },
	{ "https://[]", NULL, false }, { "https://[::1]x", NULL, false },
	{ "https://[0000:0000:0000:0000:0000:0000:0000:0000:0000:0000:0000:00"
	  "00:0000:0000]", NULL, false },
	{ "https://h:443", "https://h", false },
	{ "https://h:", NULL, false }, { "https://h:0", NULL, false },
	{ "https://h:65536", NULL, false }, { "https://h:1x", NULL, false },
	{ "https://h:65535", "https://h:65535", false },
	{ "https://u@h", NULL, false }, { "https://h/.", NULL, false },
	{ "https://h/a/../b", NULL, false }, { "https://h/a?b", NULL, false },
	{ "https://h/a\x7F", NULL, false }, { "https://a+b", NULL, false },
	{ "https://a-b_9.C", "https://a-b_9.c", false },
	{ "https:/", NULL, false }, { "ftp://h", NULL, false },
	{ "", NULL, false },
};

static void
test_urls(void **state)
{
	struct buf origin = { 0 }, long_one = { 0 };
	struct url url;
	struct err err;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(urls) / sizeof(urls[0]); i++) {
		if (url_parse(str_slice(urls[i].text), &url, &err) !=
		    (urls[i].origin != NULL))
			fail_msg("%s", urls[i].text);
		if (urls[i].origin == NULL)
			continue;
		buf_clear(&origin);
		url_origin(&url, &origin);
		assert_string_equal(buf_string(&origin), urls[i].origin);
		assert_int_equal(url.is_loopback, urls[i].is_loopback);
	}
	buf_text(&long_one, "https://");
	for (i = 0; i < 253; i++)
		buf_char(&long_one, 'a');
	assert_true(url_parse(str_slice(buf_string(&long_one)), &url, &err));
	assert_false(url.is_loopback);
	buf_char(&long_one, 'a');
	assert_false(url_parse(str_slice(buf_string(&long_one)), &url, &err));
	buf_fini(&long_one);
	buf_fini(&origin);
}

static char *was_home;

static int
keep_home(void **state)
{
	(void)state;
	was_home = mem_text(getenv("HOME"));
	return 0;
}

static int
give_home_back(void **state)
{
	(void)state;
	if (was_home != NULL)
		setenv("HOME", was_home, 1);
	free(was_home);
	return 0;
}

static void
assert_expands(const char *path, const char *beside, const char *expected)
{
	char *whole = paths_expand(path, beside);

	assert_string_equal(whole, expected);
	free(whole);
}

static void
test_places(void **state)
{
	struct err err;
	char *path;

	(void)state;
	setenv("HOME", "/home/ann", 1);
	assert_expands("~/a", "/c/d.ini", "/home/ann/a");
	assert_expands("~bob/a", "/c/d.ini", "~bob/a");
	assert_expands("~", "/c/d.ini", "~");
	assert_expands("/a", "/c/d.ini", "/a");
	assert_expands("a", "/c/d.ini", "/c/a");
	assert_expands("a", "d.ini", "a");
	assert_expands("a", NULL, "a");
	unsetenv("HOME");
	assert_expands("~/a", "/c/d.ini", "~/a");
	setenv("ENDPANE_CONFIG", "/x/y", 1);
	path = paths_config_file(&err);
	assert_string_equal(path, "/x/y");
	free(path);
	setenv("ENDPANE_CONFIG", "y", 1);
	path = paths_config_file(&err);
	assert_true(path[0] == '/' && str_ends(str_slice(path), "/y"));
	free(path);
	unsetenv("ENDPANE_CONFIG");
}

/* Written whole or not at all, and never through what stands in the way. */
static void
test_written_files(void **state)
{
	struct folder folder;
	struct err err;
	char text[8] = "";
	int fd;

	(void)state;
	folder_make(&folder);
	assert_true(paths_write(folder_file(&folder, "a"), str_slice("one"),
	    &err));
	mkdir(folder_file(&folder, "b"), 0700);
	assert_false(paths_write(folder_file(&folder, "b"), str_slice("one"),
	    &err));
	assert_non_null(strstr(err.text, "cannot write "));
	assert_false(folder_has(&folder, "b.new"));
	rmdir(folder_file(&folder, "b"));
	assert_false(paths_write("/dev/null/a", str_slice("one"), &err));
	assert_false(paths_make_folder("/dev/null/a", &err));
	assert_false(paths_make_folder(folder_file(&folder, "a"), &err));
	assert_non_null(strstr(err.text, "is in the way of a folder"));
	chmod(folder.path, 0707);
	assert_false(paths_make_folder(folder.path, &err));
	assert_non_null(strstr(err.text, "everybody may write there"));
	chmod(folder.path, 0700);
	fd = open(folder_file(&folder, "a"), O_RDONLY | O_CLOEXEC);
	assert_int_equal(read(fd, text, sizeof(text)), 3);
	assert_true(paths_is_private("a", fd, &err));
	assert_int_equal(fchmod(fd, 0640), 0);
	assert_false(paths_is_private("a", fd, &err));
	assert_non_null(strstr(err.text, "others can read it"));
	if (geteuid() == 0) {
		assert_int_equal(fchmod(fd, 0600), 0);
		assert_int_equal(fchown(fd, 12345, 0), 0);
		assert_true(paths_is_private("a", fd, &err));
	}
	close(fd);
	assert_false(paths_is_private("a", fd, &err));
	fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
	assert_false(paths_is_private("n", fd, &err));
	close(fd);
	folder_remove(&folder);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_headers),
		cmocka_unit_test(test_urls),
		cmocka_unit_test_setup_teardown(test_places, keep_home,
		    give_home_back),
		cmocka_unit_test(test_written_files),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
