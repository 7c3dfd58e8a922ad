/* The shipped themes: all roles in each, and no colour where there is none. */
#include <endpane/config/inifile.h>

#include <endpane/base/mem.h>
#include <endpane/base/str.h>

#include <math.h>
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
	static const char *const names[] = { "dark", "monochrome",
	    "light", "high-contrast", "colour-blind" };
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

/* Relative luminance of one of the 256 colours beyond the first 16. */
static double
luminance(int64_t color)
{
	static const double steps[] = { 0, 95, 135, 175, 215, 255 };
	double rgb[3], sum = 0;
	static const double weights[] = { 0.2126, 0.7152, 0.0722 };
	int i;

	assert_true(color >= 16 && color < 256);
	for (i = 0; i < 3; i++)
		rgb[i] = color >= 232 ? 8 + 10 * (double)(color - 232) :
		    steps[(color - 16) / (i == 0 ? 36 : i == 1 ? 6 : 1) % 6];
	for (i = 0; i < 3; i++) {
		double c = rgb[i] / 255;

		sum += weights[i] * (c <= 0.03928 ? c / 12.92 :
		    pow((c + 0.055) / 1.055, 2.4));
	}
	return sum;
}

struct contrast {
	const char	*theme;
	int64_t		 behind;	/* the terminal's background */
	double		 least;
};

static bool
check_contrast(void *who, const char *section, const char *key,
    const char *value, int line, struct err *err)
{
	const struct contrast *want = who;
	struct slice words = str_slice(value), word;
	int64_t fore = -1, back = want->behind, number;
	double a, b, ratio, least = want->least;

	(void)section, (void)line, (void)err;
	if (key == NULL)
		return true;
	while (str_next(&words, ' ', &word))
		if (str_number(word, &number)) {
			if (fore < 0)
				fore = number;
			else
				back = number;
		}
	/* Lines and what is absent may stand back a little. */
	if (least < 7 && (strcmp(key, "dim") == 0 ||
	    strcmp(key, "border") == 0))
		least = 3;
	a = luminance(fore) + 0.05;
	b = luminance(back) + 0.05;
	ratio = a > b ? a / b : b / a;
	if (ratio < least)
		fail_msg("%s: %s has a contrast of %.1f, wanted %.1f",
		    want->theme, key, ratio, least);
	return true;
}

static void
test_contrast(void **state)
{
	static const struct contrast themes[] = {
		{ "dark", 234, 4.5 }, { "light", 231, 4.5 },
		{ "high-contrast", 16, 7 }, { "colour-blind", 234, 4.5 },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(themes) / sizeof(themes[0]); i++) {
		struct contrast want = themes[i];
		char *path = mem_format("%s/themes/%s.ini",
		    getenv("ROOT") != NULL ? getenv("ROOT") : ".",
		    want.theme);
		struct err err = { 0 };

		if (!ini_read_file(path, check_contrast, &want, &err))
			fail_msg("%s", err.text);
		free(path);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_all_have_the_same_roles),
		cmocka_unit_test(test_contrast),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
