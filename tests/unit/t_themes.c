/* The shipped themes: all roles in each, and no colour where there is none. */
#include <endpane/config/inifile.h>

#include <endpane/base/mem.h>
#include <endpane/base/str.h>

#include <stdlib.h>
#include <string.h>

#include "unit.h"

/* "role\n" for each line of [roles]; counts words that are no attribute. */
struct found {
	struct buf	roles;
	size_t		count;
	size_t		colors;
};

static bool
take(void *who, const char *section, const char *key, const char *value,
    int line, struct err *err)
{
	struct found *found = who;
	struct slice words = str_slice(value), word;

	(void)line;
	if (strcmp(section, "roles") != 0)
		return err_set(err, ERR_USAGE, "not in [roles]");
	if (key == NULL)
		return true;
	buf_format(&found->roles, "\n%s\n", key);
	found->count++;
	while (str_next(&words, ' ', &word))
		found->colors += !str_is(word, "bold") &&
		    !str_is(word, "dim") && !str_is(word, "underline") &&
		    !str_is(word, "reverse") && !str_is(word, "default");
	return true;
}

static void
read_theme(const char *name, struct found *found)
{
	char *path = mem_format("%s/themes/%s.ini",
	    getenv("ROOT") != NULL ? getenv("ROOT") : ".", name);
	struct err err = { 0 };

	if (!ini_read_file(path, take, found, &err))
		fail_msg("%s", err.text);
	free(path);
}

static void
test_all_have_the_same_roles(void **state)
{
	static const char *const names[] = { "dark", "monochrome" };
	struct found first = { 0 };
	struct slice rest, role;
	size_t i;

	(void)state;
	read_theme("default", &first);
	assert_true(first.count > 0 && first.colors > 0);
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		struct found other = { 0 };

		read_theme(names[i], &other);
		assert_int_equal(other.count, first.count);
		assert_int_equal(other.colors == 0,
		    strcmp(names[i], "monochrome") == 0);
		rest = str_slice(buf_string(&first.roles));
		while (str_next(&rest, '\n', &role)) {
			char *line = mem_format("\n%.*s\n", (int)role.len,
			    role.at);

			if (role.len > 0 && strstr(buf_string(&other.roles),
			    line) == NULL)
				fail_msg("%s lacks %s", names[i], line);
			free(line);
		}
		buf_fini(&other.roles);
	}
	buf_fini(&first.roles);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_all_have_the_same_roles),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
