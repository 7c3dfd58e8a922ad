/* What reaches the screen: cut, harmless, and only where it changed. */
#include "unit.h"

#include <endpane/base/str.h>
#include <endpane/base/text.h>

#include <locale.h>
#include <string.h>

#include "../../src/tui/canvas.h"
#include "../../src/tui/columns.h"
#include "../../src/tui/edit.h"
#include "../../src/tui/grid.h"
#include "../../src/tui/keys.h"
#include "../../src/tui/lines.h"
#include "../../src/tui/marks.h"

/* A screen of plain bytes, one a cell: enough for ASCII. */
struct paper {
	char	rows[6][21];
	int	given;		/* rows that were drawn */
};

static void
put(void *who, int y, int x, int cells, enum role role, const char *text,
    size_t len)
{
	struct paper *paper = who;

	(void)role;
	(void)cells;
	if (text == NULL) {
		memset(paper->rows[y], ' ', 20);
		paper->rows[y][20] = '\0';
		return;
	}
	assert_true(x >= 0 && x + (int)len <= 20);
	memcpy(paper->rows[y] + x, text, len);
}

static void
flush(struct canvas *c, struct paper *paper)
{
	paper->given = canvas_flush(c, put, paper);
}

static struct canvas *
fresh(struct paper *paper)
{
	struct canvas *c = canvas_new();

	text_set_ascii(true);
	canvas_resize(c, 6, 20);
	canvas_begin(c);
	flush(c, paper);
	return c;
}

static void
test_only_what_changed(void **state)
{
	struct paper paper;
	struct canvas *c = fresh(&paper);

	(void)state;
	assert_int_equal(paper.given, 6);
	canvas_begin(c);
	canvas_text(c, 1, 2, 18, ROLE_PLAIN, "one");
	canvas_text(c, 2, 2, 18, ROLE_PLAIN, "two");
	flush(c, &paper);
	assert_int_equal(paper.given, 2);
	assert_string_equal(paper.rows[1], "  one               ");
	canvas_begin(c);
	canvas_text(c, 1, 2, 18, ROLE_PLAIN, "one");
	canvas_text(c, 2, 2, 18, ROLE_BAD, "two");
	flush(c, &paper);
	assert_int_equal(paper.given, 1);
	canvas_begin(c);
	flush(c, &paper);
	assert_int_equal(paper.given, 2);
	assert_string_equal(paper.rows[1], "                    ");
	canvas_forget(c);
	canvas_begin(c);
	flush(c, &paper);
	assert_int_equal(paper.given, 6);
	canvas_free(c);
}

static void
test_nothing_leaves_the_screen(void **state)
{
	struct paper paper;
	struct canvas *c = fresh(&paper);

	(void)state;
	canvas_begin(c);
	canvas_text(c, -1, 0, 20, ROLE_PLAIN, "above");
	canvas_text(c, 6, 0, 20, ROLE_PLAIN, "below");
	canvas_text(c, 0, 20, 20, ROLE_PLAIN, "right");
	canvas_text(c, 0, -5, 20, ROLE_PLAIN, "left");
	canvas_fill(c, 1, 15, 500, ROLE_CURSOR);
	canvas_text(c, 2, 16, 500, ROLE_PLAIN, "too long by far");
	canvas_box(c, (struct area){ 3, 10, 40, 40 }, "a box");
	canvas_box(c, (struct area){ 3, 10, -4, -4 }, "no box");
	flush(c, &paper);
	assert_string_equal(paper.rows[2], "                too~");
	canvas_free(c);
}

static void
test_hostile_text_is_shown_not_obeyed(void **state)
{
	struct paper paper;
	struct canvas *c = fresh(&paper);
	int y;

	(void)state;
	canvas_begin(c);
	canvas_fit(c, 0, 0, 20, false, ROLE_PLAIN, str_slice("a\r\n\t\x1b[2J"));
	canvas_text(c, 1, 0, 20, ROLE_PLAIN, "\xC2\x9B" "31m");
	canvas_format(c, 2, 0, 20, ROLE_PLAIN, "%s", "\xE2\x80\xAE" "abc");
	flush(c, &paper);
	for (y = 0; y < 6; y++)
		assert_null(strpbrk(paper.rows[y], "\r\n\t\x1b\x9b"));
	assert_non_null(strstr(paper.rows[0], "\\x0d\\x0a"));
	canvas_free(c);
}

static void
test_the_cursor_is_asked_for(void **state)
{
	struct paper paper;
	struct canvas *c = fresh(&paper);
	struct edit edit = { 0 };
	int y, x;

	(void)state;
	canvas_begin(c);
	assert_false(canvas_cursor_at(c, &y, &x));
	edit_set(&edit, "0123456789abcdefghij");
	edit_draw(&edit, c, 3, 5, 10, true);
	assert_true(canvas_cursor_at(c, &y, &x));
	assert_int_equal(y, 3);
	assert_in_range(x, 5, 14);
	flush(c, &paper);
	assert_non_null(strstr(paper.rows[3], "ghij"));
	edit_fini(&edit);
	canvas_free(c);
}

static void
press(struct edit *e, const char *keys)
{
	for (; *keys != '\0'; keys++)
		assert_true(edit_key(e, *keys));
}

static void
test_editing(void **state)
{
	struct edit e = { 0 };
	char *long_text;
	size_t i;

	(void)state;
	press(&e, "one two");
	edit_key(&e, PRESS_CTRL('w'));
	assert_string_equal(edit_text(&e), "one ");
	edit_key(&e, PRESS_LEFT);
	edit_key(&e, PRESS_BACKSPACE);
	assert_string_equal(edit_text(&e), "on ");
	edit_key(&e, 0xE9);
	assert_string_equal(edit_text(&e), "on\xC3\xA9 ");
	edit_key(&e, PRESS_BACKSPACE);
	assert_string_equal(edit_text(&e), "on ");
	edit_key(&e, PRESS_HOME);
	edit_key(&e, PRESS_DELETE);
	assert_string_equal(edit_text(&e), "n ");
	edit_key(&e, PRESS_END);
	edit_key(&e, PRESS_CTRL('u'));
	assert_string_equal(edit_text(&e), "");
	edit_paste(&e, "a\nb\x1b[2Jc\n", 9);
	assert_string_equal(edit_text(&e), "a b[2Jc");
	assert_false(edit_key(&e, PRESS_ENTER));
	assert_false(edit_key(&e, PRESS_F0 + 2));
	long_text = malloc(1 << 20);
	for (i = 0; i < 1 << 20; i++)
		long_text[i] = "\xC3\xA9"[i % 2];
	edit_paste(&e, long_text, 1 << 20);
	assert_true(e.text.len <= EDIT_MOST);
	press(&e, "");
	edit_paste(&e, long_text, 1 << 20);
	assert_true(e.text.len <= EDIT_MOST);
	free(long_text);
	edit_fini(&e);
}

static void
test_marks_outlive_everything(void **state)
{
	struct marks m = { 0 };
	const struct mark *mark;
	size_t place = 0, i;
	char id[24];

	(void)state;
	for (i = 0; i < 5000; i++) {
		snprintf(id, sizeof(id), "900719925474%05zu", i);
		marks_set(&m, (int)(i % 2), str_slice(id), true);
		marks_set(&m, (int)(i % 2), str_slice(id), true);
	}
	assert_int_equal(m.on, 5000);
	assert_true(marks_has(&m, 1, str_slice("90071992547400001")));
	assert_false(marks_has(&m, 0, str_slice("90071992547400001")));
	marks_set(&m, 1, str_slice("90071992547400001"), false);
	assert_int_equal(m.on, 4999);
	marks_turn(&m);
	assert_int_equal(m.on, 0);
	assert_null(marks_next(&m, &place));
	marks_turn(&m);
	assert_int_equal(m.on, 4999);
	place = 0;
	mark = marks_next(&m, &place);
	assert_string_equal(mark->id, "90071992547400000");
	marks_fini(&m);
}

static void
test_columns_fit_or_are_named(void **state)
{
	static const unsigned char usual[COLUMNS_MOST];
	const struct cat_resource *devices = cat_resource(
	    str_slice("devices"), NULL);
	struct columns c;
	int width, shift, i, end;

	(void)state;
	for (width = 1; width < 300; width += 7)
		for (shift = 0; shift < 20; shift++) {
			columns_lay(&c, devices, width, shift, false, true,
			    usual);
			assert_int_equal(c.at[0].column, cat_column(devices,
			    str_slice("name")));
			for (i = end = 0; i < c.count; i++) {
				assert_true(c.at[i].x >= end);
				assert_true(c.at[i].cells > 0);
				end = c.at[i].x + c.at[i].cells;
			}
			assert_true(end <= width);
		}
	columns_lay(&c, devices, 76, 0, false, false, usual);
	assert_true(c.hidden_count > 0 && c.count >= 4);
	columns_lay(&c, devices, 2000, 0, true, false, usual);
	assert_int_equal(c.hidden_count, 0);
	assert_int_equal(c.count, cat_column_count(devices));
}

static void
test_lines_wrap_and_are_found(void **state)
{
	struct lines l = { .height = 3 };
	struct slice text = str_slice("a long line that is cut at its blanks");

	(void)state;
	lines_wrap(&l, ROLE_PLAIN, "label", text, 12);
	assert_int_equal(l.count, 4);
	assert_string_equal(l.list[0].label, "label");
	assert_null(l.list[1].label);
	assert_true(lines_search(&l, "BLANKS", 1));
	assert_int_equal(l.match, 3);
	assert_int_equal(l.top, 1);
	assert_true(lines_search(&l, l.sought, 1));
	assert_int_equal(l.match, 3);
	assert_false(lines_search(&l, "nowhere", 1));
	lines_clear(&l);
	assert_false(lines_search(&l, "label", 1));
	lines_fini(&l);
}

static void
test_words_over_several_rows(void **state)
{
	static const char *const words = "what happened, what is certain, "
	    "what can be done";
	struct paper paper;
	struct canvas *c = fresh(&paper);
	struct area three = { 1, 2, 3, 18 }, two = { 0, 0, 2, 20 };

	(void)state;
	assert_int_equal(canvas_wrap(NULL, three, ROLE_PLAIN, words), 3);
	assert_int_equal(canvas_wrap(c, three, ROLE_PLAIN, words), 3);
	flush(c, &paper);
	assert_string_equal(paper.rows[0], "                    ");
	assert_string_equal(paper.rows[1], "  what happened,    ");
	assert_string_equal(paper.rows[2], "  what is certain,  ");
	assert_string_equal(paper.rows[3], "  what can be done  ");
	/* Where there is not room enough, that is seen. */
	canvas_begin(c);
	assert_int_equal(canvas_wrap(c, two, ROLE_BAD, words), 2);
	flush(c, &paper);
	assert_memory_equal(paper.rows[0], "what happened, what ", 20);
	assert_int_equal(paper.rows[1][19], '~');
	assert_int_equal(canvas_wrap(NULL, two, ROLE_BAD, ""), 0);
	canvas_free(c);
}

static void
test_numbers_stand_at_the_right(void **state)
{
	struct paper paper;
	struct canvas *c = fresh(&paper);
	struct grid g = { 0 };
	struct grid_row *row;
	const char *cells[][4] = { { "7", "9.50 s", "12", "a" },
	    { "12345", "10.25 s", "3", "7" } };
	const char *titles[] = { "N", "TOOK", "id", "W" };
	size_t i, k;

	(void)state;
	for (i = 0; i < 2; i++) {
		row = grid_add(&g, i + 1, ROLE_PLAIN);
		for (k = 0; k < 4; k++)
			grid_cell(&g, row, grid_column(&g,
			    str_slice(titles[k])), str_slice(cells[i][k]));
	}
	grid_settle(&g);
	grid_draw(&g, c, (struct area){ 0, 0, 3, 20 }, "none");
	flush(c, &paper);
	/* An id is a name, and so is what is not always a number. */
	assert_string_equal(paper.rows[0], "      N     TOOK  id");
	assert_string_equal(paper.rows[1], ">     7   9.50 s  12");
	assert_string_equal(paper.rows[2], "  12345  10.25 s  3 ");
	grid_fini(&g);
	canvas_free(c);
}

/* An address goes to the terminal as it is: nothing in it may be a command. */
static void
test_links(void **state)
{
	static const char *const bad[] = { "http://a/\x1b]0;x", "http://a/\a",
		"http://a/ b", "http://a/\302\2331m", "http://a/\x7f" };
	struct canvas *c = canvas_new();
	struct slice address;
	size_t i;
	int y, x;

	(void)state;
	canvas_resize(c, -1, 0);	/* there is always a cell */
	assert_int_equal(canvas_rows(c), 1);
	assert_int_equal(canvas_cols(c), 1);
	canvas_resize(c, 4, 60);
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		canvas_begin(c);
		canvas_link(c, 1, 2, (struct slice){ bad[i], strlen(bad[i]) });
		assert_false(canvas_link_at(c, &y, &x, &address));
	}
	canvas_link(c, 1, 2, (struct slice){ "http://a/b", 10 });
	assert_true(canvas_link_at(c, &y, &x, &address));
	canvas_free(c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_only_what_changed),
		cmocka_unit_test(test_links),
		cmocka_unit_test(test_nothing_leaves_the_screen),
		cmocka_unit_test(test_hostile_text_is_shown_not_obeyed),
		cmocka_unit_test(test_the_cursor_is_asked_for),
		cmocka_unit_test(test_editing),
		cmocka_unit_test(test_marks_outlive_everything),
		cmocka_unit_test(test_columns_fit_or_are_named),
		cmocka_unit_test(test_lines_wrap_and_are_found),
		cmocka_unit_test(test_words_over_several_rows),
		cmocka_unit_test(test_numbers_stand_at_the_right),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
