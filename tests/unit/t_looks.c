/* tui/theme.c and chart.c: what a colour is, and where points are drawn. */
#include "../../src/tui/chart.h"
#include "../../src/tui/theme.h"

#include <endpane/base/str.h>
#include <endpane/base/text.h>

#include <stdio.h>
#include <string.h>

#include "folder.h"
#include "unit.h"

static const struct {
	const char	*text;
	bool		 good;
	int		 foreground, background;
	unsigned	 words;
} looks[] = {
	{ "", true, -1, -1, 0 },
	{ "bold  dim underline reverse", true, -1, -1, LOOK_BOLD | LOOK_DIM |
	  LOOK_UNDERLINE | LOOK_REVERSE },
	{ "red on blue", true, 1, 4, 0 },
	{ "on bright-black", true, -1, 8, 0 },
	{ "default on default", true, -1, -1, 0 },
	{ "255 on 0", true, 255, 0, 0 },
	{ "#0a0B0c", true, THEME_RGB | 0x0a0b0c, -1, 0 },
	{ "256", false, 0, 0, 0 }, { "1000", false, 0, 0, 0 },
	{ "#12345", false, 0, 0, 0 }, { "#1234567", false, 0, 0, 0 },
	{ "#+12345", false, 0, 0, 0 }, { "#-12345", false, 0, 0, 0 },
	{ "#12345g", false, 0, 0, 0 }, { "x123456", false, 0, 0, 0 },
	{ "bright-pink", false, 0, 0, 0 }, { "on on red", false, 0, 0, 0 },
	{ "mauve", false, 0, 0, 0 },
};

static void
test_looks(void **state)
{
	struct role_look look;
	struct err err;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(looks) / sizeof(looks[0]); i++) {
		look = (struct role_look){ 77, 77, 77 };
		if (theme_parse(str_slice(looks[i].text), &look, &err) !=
		    looks[i].good)
			fail_msg("%s", looks[i].text);
		if (!looks[i].good) {
			assert_int_equal(look.foreground, 77);
			continue;
		}
		assert_int_equal(look.foreground, looks[i].foreground);
		assert_int_equal(look.background, looks[i].background);
		assert_int_equal(look.words, looks[i].words);
	}
}

static const struct {
	const char	*wish, *no_color;
	int		 terminal, depth;
} depths[] = {
	{ "auto", NULL, 256, 256 }, { "auto", "", 256, 256 },
	{ "auto", "1", 256, 0 }, { "auto", NULL, 2, 0 },
	{ "never", NULL, 256, 0 }, { "16", NULL, 256, 16 },
	{ "16", NULL, 8, 8 }, { "256", NULL, THEME_RGB, 256 },
	{ "256", NULL, 16, 16 }, { "always", NULL, 8, 8 },
};

static const struct {
	int	color, count, reduced;
} reductions[] = {
	{ 9, 8, 9 }, { 200, 256, 200 },
	{ THEME_RGB | 0x123456, THEME_RGB, 0x123456 },
	{ THEME_RGB | 0x000000, 256, 16 }, { THEME_RGB | 0xffffff, 256, 231 },
	{ THEME_RGB | 0x606060, 256, 59 }, { THEME_RGB | 0x101010, 16, 0 },
	{ THEME_RGB | 0x606060, 16, 8 }, { THEME_RGB | 0x606060, 8, 7 },
	{ THEME_RGB | 0xff0000, 16, 9 }, { THEME_RGB | 0xff0000, 8, 1 },
	{ THEME_RGB | 0x00a000, 16, 2 }, { 196, 16, 9 }, { 21, 8, 4 },
	{ 232, 16, 0 }, { 255, 16, 15 },
};

static void
test_depths(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(depths) / sizeof(depths[0]); i++)
		assert_int_equal(theme_depth(depths[i].wish,
		    depths[i].no_color, depths[i].terminal), depths[i].depth);
	for (i = 0; i < sizeof(reductions) / sizeof(reductions[0]); i++)
		if (theme_reduce(reductions[i].color, reductions[i].count) !=
		    reductions[i].reduced)
			fail_msg("%x of %d: %d", (unsigned)reductions[i].color,
			    reductions[i].count, theme_reduce(
			    reductions[i].color, reductions[i].count));
}

static void
write_theme(struct folder *folder, const char *name, const char *text)
{
	FILE *file = fopen(folder_file(folder, name), "we");

	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	fclose(file);
}

static void
test_files(void **state)
{
	static const char *const names[] = { "", "../x", ".x", "a/b",
	    "nosuch", ("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	    "aaaaaaaaaaaaaaaaa") };
	static const char *const wrong[] = { "[roles]\nnosuch = red\n",
	    "[colours]\n", "[roles]\ncursor = mauve\n" };
	struct folder folder;
	struct theme theme;
	struct err err;
	size_t i;

	(void)state;
	folder_make(&folder);
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		assert_false(theme_read(&theme, names[i], folder.path, &err));
	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		write_theme(&folder, "own.ini", wrong[i]);
		assert_false(theme_read(&theme, "own", folder.path, &err));
		assert_non_null(strstr(err.text, "own.ini"));
	}
	write_theme(&folder, "own.ini", "[roles]\ncursor = red on blue\n");
	assert_true(theme_read(&theme, "own", folder.path, &err));
	assert_int_equal(theme.roles[ROLE_CURSOR].foreground, 1);
	assert_false(theme_read(&theme, "own", NULL, &err));
	assert_true(theme_read(&theme, "default", NULL, &err));
	folder_remove(&folder);
}

static char paper[30][81];

static void
put(void *who, int y, int x, int cells, enum role role, const char *text,
    size_t len)
{
	(void)who, (void)cells, (void)role;
	if (text == NULL)
		memset(paper[y], ' ', 80);
	else if (x + len <= 80)
		memcpy(paper[y] + x, text, len);
}

/* How many cells of a chart in an area hold that character. */
static int
drawn(const char *body, struct area area, char what)
{
	struct canvas *c = canvas_new();
	struct chart *chart = calloc(1, sizeof(*chart));
	int y, x, count = 0;

	text_set_ascii(true);
	memset(paper, ' ', sizeof(paper));
	canvas_resize(c, 30, 80);
	canvas_begin(c);
	assert_non_null(chart);
	chart_read(chart, str_slice(body));
	chart_draw(chart, c, area);
	canvas_flush(c, put, NULL);
	for (y = 0; y < 30; y++)
		for (x = 0; x < 80; x++)
			count += paper[y][x] == what;
	canvas_free(c);
	free(chart);
	return count;
}

#define AT(y, x)	"{\"latitude\":" y ",\"longitude\":" x "}"

static void
test_charts(void **state)
{
	static const char *const none[] = { "", "7", "[]", "{}",
	    "{\"l\":7}", "{\"l\":[7]}", "{\"l\":[" AT("91", "0") "]}",
	    "{\"l\":[" AT("0", "181") "]}", "{\"l\":[" AT("\"x\"", "0") "]}",
	    "{\"l\":[" AT("\"nan\"", "0") "]}", "{\"l\":[" AT("\"\"", "0")
	    "]}", "{\"l\":[{\"latitude\":1}]}", "{\"l\":[{}]}" };
	const struct area whole = { 0, 0, 30, 80 };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(none) / sizeof(none[0]); i++)
		assert_int_equal(drawn(none[i], whole, '@'), 0);
	assert_int_equal(drawn("{\"l\":[" AT("-33.9", "\"-18.4\"") "]}",
	    whole, '@'), 1);
	assert_non_null(strstr(paper[0], "33.9000S 18.4000W"));
	assert_int_equal(drawn("{\"l\":[" AT("48.1", "11.5") "," AT("48.2",
	    "11.9") "," AT("48.9", "11.0") "]}", whole, '@'), 1);
	assert_non_null(strstr(paper[0], "48.1000N 11.5000E"));
	assert_int_equal(drawn("{\"l\":[" AT("90", "0") "," AT("-90", "180")
	    "," AT("0", "-180") "]}", whole, '@'), 1);
	/* Too small a place for a map, or for its scale. */
	assert_int_equal(drawn("{\"l\":[" AT("1", "1") "]}",
	    (struct area){ 0, 0, 6, 80 }, '@'), 0);
	assert_int_equal(drawn("{\"l\":[" AT("1", "1") "]}",
	    (struct area){ 0, 0, 9, 19 }, '@'), 0);
	assert_int_equal(drawn("{\"l\":[" AT("1", "1") "]}",
	    (struct area){ 0, 0, 9, 22 }, '@'), 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_looks),
		cmocka_unit_test(test_depths),
		cmocka_unit_test(test_files),
		cmocka_unit_test(test_charts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
