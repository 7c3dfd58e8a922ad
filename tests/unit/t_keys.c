/* Keys by name, keymaps by scope, the user's keys over the usual ones. */
#include "unit.h"

#include <endpane/base/str.h>

#include <string.h>

#include "../../src/tui/keys.h"

static void
test_names_go_there_and_back(void **state)
{
	static const char *const names[] = { "Enter", "Space", "Escape",
	    "Tab", "S-Tab", "Backspace", "Up", "PgDn", "Home", "Del", "F1",
	    "F12", "C-a", "C-z", "a", "Z", "/", "\\", ";", "\xC3\xA9" };
	struct buf text = { 0 };
	size_t i;
	int key;

	(void)state;
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		assert_true(key_parse(str_slice(names[i]), &key));
		buf_clear(&text);
		key_print(key, &text);
		assert_string_equal(buf_string(&text), names[i]);
	}
	buf_fini(&text);
}

static void
test_what_is_no_key(void **state)
{
	/* C-i and C-m are Tab and Enter on every terminal. */
	static const char *const names[] = { "", "F0", "F13", "C-", "C-i",
	    "C-m", "Enterr", "ab", "\x1b", "\xE2\x80\xAE", "\xFF" };
	size_t i;
	int key;

	(void)state;
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		assert_false(key_parse(str_slice(names[i]), &key));
}

static void
test_scopes_decide(void **state)
{
	struct keymap *map = keymap_new();

	(void)state;
	assert_int_equal(keymap_find(map, IN_LIST | IN_ROWS, '/'),
	    ACTION_filter);
	assert_int_equal(keymap_find(map, IN_TEXT, '/'), ACTION_search);
	assert_int_equal(keymap_find(map, IN_MOVE, 'j'), ACTION_down);
	assert_int_equal(keymap_find(map, IN_MOVE, '/'), ACTION_NONE);
	assert_int_equal(keymap_elsewhere(map, '/', ACTION_NONE),
	    ACTION_filter);
	assert_int_equal(keymap_elsewhere(map, '/', ACTION_filter),
	    ACTION_search);
	assert_int_equal(keymap_elsewhere(map, '/', ACTION_search),
	    ACTION_NONE);
	assert_int_equal(keymap_find(map, IN_ANY, '6'), ACTION_pane_6);
	keymap_free(map);
}

/* One meaning a key: no two actions of a pane share one. */
static void
test_no_key_has_two_meanings(void **state)
{
	static const unsigned panes[] = { IN_ANY | IN_ALWAYS | IN_MOVE |
	    IN_ROWS | IN_LIST, IN_ANY | IN_ALWAYS | IN_MOVE | IN_DETAIL |
	    IN_TABLE | IN_TEXT, IN_ANY | IN_ALWAYS | IN_MOVE | IN_QUEUE };
	struct keymap *map = keymap_new();
	struct buf text = { 0 };
	struct slice rest, name;
	size_t i;
	int action, key;

	(void)state;
	for (i = 0; i < sizeof(panes) / sizeof(panes[0]); i++)
		for (action = 1; action < ACTION_COUNT; action++) {
			unsigned both = action_scopes((enum action)action) &
			    panes[i];

			if (both == 0)
				continue;
			buf_clear(&text);
			keymap_keys(map, both, (enum action)action, 8, &text);
			rest = str_slice(buf_string(&text));
			while (str_next(&rest, ' ', &name)) {
				assert_true(key_parse(name, &key));
				assert_int_equal(keymap_find(map, panes[i],
				    key), action);
			}
		}
	buf_fini(&text);
	keymap_free(map);
}

static void
test_own_keys_win(void **state)
{
	struct keymap *map = keymap_new();
	struct buf text = { 0 };
	struct err err;

	(void)state;
	assert_true(keymap_set(map, str_slice("list"), str_slice("open"),
	    str_slice("Enter l"), &err));
	assert_int_equal(keymap_find(map, IN_LIST | IN_MOVE, 'l'),
	    ACTION_open);
	/* Not where the section does not reach. */
	assert_int_equal(keymap_find(map, IN_TEXT | IN_MOVE, 'l'),
	    ACTION_right);
	/* The old second key is gone, and so is the lost one of "right". */
	assert_int_equal(keymap_find(map, IN_LIST | IN_MOVE, 'd'),
	    ACTION_NONE);
	keymap_keys(map, IN_LIST | IN_MOVE, ACTION_right, 8, &text);
	assert_string_equal(buf_string(&text), "Right");
	assert_true(keymap_is_own(map, ACTION_open));
	buf_fini(&text);
	keymap_free(map);
}

static void
complains(const char *section, const char *name, const char *keys,
    const char *words)
{
	struct keymap *map = keymap_new();
	struct err err = { 0 };

	assert_false(keymap_set(map, str_slice(section), str_slice(name),
	    str_slice(keys), &err));
	assert_int_equal(err.code, ERR_USAGE);
	assert_non_null(strstr(err.text, words));
	keymap_free(map);
}

static void
test_complaints(void **state)
{
	(void)state;
	complains("lists", "open", "Enter", "no section [lists]");
	complains("list", "opne", "Enter", "no action named opne");
	complains("queue", "filter", "/", "works in lists");
	complains("list", "open", "Entr", "Entr is no key");
	complains("list", "open", "a b c d e f g h i", "is no key");
}

static void
test_names_are_written_with_dashes(void **state)
{
	(void)state;
	assert_int_equal(action_find(str_slice("page-down")),
	    ACTION_page_down);
	assert_string_equal(action_name(ACTION_page_down), "page-down");
	assert_int_equal(action_find(str_slice("page")), ACTION_NONE);
	assert_int_equal(action_find(str_slice("")), ACTION_NONE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names_go_there_and_back),
		cmocka_unit_test(test_what_is_no_key),
		cmocka_unit_test(test_scopes_decide),
		cmocka_unit_test(test_no_key_has_two_meanings),
		cmocka_unit_test(test_own_keys_win),
		cmocka_unit_test(test_complaints),
		cmocka_unit_test(test_names_are_written_with_dashes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
