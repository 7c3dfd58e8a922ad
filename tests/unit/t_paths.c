/* config/paths: where files live, and who may read them. */
#include <endpane/config/paths.h>

#include <endpane/base/mem.h>

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "unit.h"

static char place[] = "/tmp/endpane-paths-XXXXXX";

static int
make_place(void **state)
{
	(void)state;
	return mkdtemp(place) == NULL;
}

static int
take_place(void **state)
{
	(void)state;
	/* Only folders and the files named here are ever made in it. */
	rmdir(place);
	return 0;
}

static void
check(char *(*path)(struct err *), const char *expected)
{
	struct err err;
	char *got = path(&err);

	assert_non_null(got);
	assert_string_equal(got, expected);
	free(got);
}

static void
test_xdg_places(void **state)
{
	struct err err;

	(void)state;
	unsetenv("ENDPANE_CONFIG");
	setenv("HOME", "/home/u", 1);
	setenv("XDG_CONFIG_HOME", "relative", 1);
	setenv("XDG_STATE_HOME", "/s", 1);
	unsetenv("XDG_CACHE_HOME");
	check(paths_config_file, "/home/u/.config/endpane/config.ini");
	check(paths_config_folder, "/home/u/.config/endpane");
	check(paths_state_folder, "/s/endpane");
	check(paths_cache_folder, "/home/u/.cache/endpane");
	setenv("XDG_CONFIG_HOME", "/c", 1);
	check(paths_config_file, "/c/endpane/config.ini");
	setenv("ENDPANE_CONFIG", "/other.ini", 1);
	check(paths_config_file, "/other.ini");
	assert_int_equal(chdir("/usr"), 0);
	setenv("ENDPANE_CONFIG", "other.ini", 1);
	check(paths_config_file, "/usr/other.ini");
	setenv("ENDPANE_CONFIG", "", 1);
	unsetenv("HOME");
	unsetenv("XDG_CONFIG_HOME");
	assert_null(paths_config_file(&err));
	assert_int_equal(err.code, ERR_LOCAL);
	assert_non_null(strstr(err.text, "XDG_CONFIG_HOME"));
	assert_null(paths_cache_folder(&err));
	check(paths_state_folder, "/s/endpane");
}

static void
check_expanded(const char *path, const char *beside, const char *expected)
{
	char *got = paths_expand(path, beside);

	assert_string_equal(got, expected);
	free(got);
}

static void
test_expand(void **state)
{
	(void)state;
	setenv("HOME", "/home/u", 1);
	check_expanded("~/a", "/etc/x.ini", "/home/u/a");
	check_expanded("/a", "/etc/x.ini", "/a");
	check_expanded("a", "/etc/x.ini", "/etc/a");
	check_expanded("a", "x.ini", "a");
	check_expanded("a", NULL, "a");
	check_expanded("~other/a", "/etc/x.ini", "~other/a");
}

static void
test_make_folder(void **state)
{
	char *outer = mem_format("%s/a", place);
	char *inner = mem_format("%s/a/b/", place);
	char *file = mem_format("%s/file", place);
	struct stat st;
	struct err err;

	(void)state;
	umask(0);
	assert_true(paths_make_folder(inner, &err));
	assert_true(paths_make_folder(inner, &err));
	assert_int_equal(stat(outer, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0700);
	assert_int_equal(stat(inner, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0700);

	chmod(inner, 0777);
	assert_false(paths_make_folder(inner, &err));
	assert_non_null(strstr(err.text, "chmod o-w '"));
	rmdir(inner);
	rmdir(outer);

	close(open(file, O_CREAT | O_WRONLY, 0600));
	assert_false(paths_make_folder(file, &err));
	assert_int_equal(err.code, ERR_LOCAL);
	unlink(file);
	free(outer);
	free(inner);
	free(file);
}

static void
test_private(void **state)
{
	static const mode_t open_to_others[] = {
		0640, 0604, 0620, 0602, 0610, 0601,
	};
	char *file = mem_format("%s/secret", place);
	char *mend = mem_format("run: chmod 600 '%s'", file);
	int fd = open(file, O_CREAT | O_RDWR, 0600), ends[2];
	struct err err;
	size_t i;

	(void)state;
	assert_true(fd >= 0);
	assert_true(paths_is_private(file, fd, &err));
	for (i = 0; i < sizeof(open_to_others) / sizeof(mode_t); i++) {
		fchmod(fd, open_to_others[i]);
		assert_false(paths_is_private(file, fd, &err));
		assert_non_null(strstr(err.text, mend));
	}
	close(fd);
	unlink(file);
	assert_int_equal(pipe(ends), 0);
	assert_false(paths_is_private("pipe", ends[0], &err));
	close(ends[0]);
	close(ends[1]);
	free(file);
	free(mend);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_xdg_places),
		cmocka_unit_test(test_expand),
		cmocka_unit_test(test_make_folder),
		cmocka_unit_test(test_private),
	};

	return cmocka_run_group_tests(tests, make_place, take_place);
}
