/* The manual of the configuration says what the table of keys says. */
#include <endpane/config/config.h>
#include <endpane/config/inifile.h>

#include <endpane/base/mem.h>
#include <endpane/base/str.h>

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "unit.h"

#define ITEMS_MOST 200

/* ".It Cm NAME Pq SCOPE" of the manual, with the text that belongs to it. */
struct item {
	struct slice	 name;
	struct slice	 scope;
	bool		 is_preference;
	struct buf	*body;		/* several items may share one */
};

static struct buf page;
static struct item items[ITEMS_MOST];
static size_t item_count;
static struct buf bodies[ITEMS_MOST];

static void
take_item(struct slice line, bool is_preference, struct buf *body)
{
	struct item *item = &items[item_count++];
	const char *scope = memmem(line.at, line.len, " Pq ", 4);

	assert_true(item_count < ITEMS_MOST);
	line = (struct slice){ line.at + 7, line.len - 7 };
	item->name = line;
	if (scope != NULL) {
		item->name.len = (size_t)(scope - line.at);
		item->scope = (struct slice){ scope + 4,
		    line.len - item->name.len - 4 };
	}
	item->is_preference = is_preference;
	item->body = body;
}

static int
read_page(void **state)
{
	char *path = mem_format("%s/man/endpane-config.5",
	    getenv("ROOT") != NULL ? getenv("ROOT") : ".");
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct slice rest, line;
	struct buf *body = bodies;
	bool is_preference = false, in_list = false;
	struct err err;

	(void)state;
	if (fd < 0 || !ini_take(path, fd, &page, &err))
		return 1;
	close(fd);
	free(path);
	rest = (struct slice){ page.at, page.len };
	while (str_next(&rest, '\n', &line)) {
		if (str_starts(line, ".Sh"))
			is_preference = str_is(line, ".Sh PREFERENCES");
		if (str_starts(line, ".It Cm ")) {
			/* Items without text between share what follows. */
			if (body->len > 0)
				body++;
			take_item(line, is_preference, body);
			in_list = true;
		} else if (str_starts(line, ".Ss") || str_starts(line, ".Sh"))
			in_list = false;
		else if (in_list) {
			buf_slice(body, line);
			buf_char(body, ' ');
		}
	}
	return 0;
}

static int
free_page(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < ITEMS_MOST; i++)
		buf_fini(&bodies[i]);
	buf_fini(&page);
	return 0;
}

static const struct item *
item_of(const struct config_key *key, bool is_preference)
{
	size_t i;

	for (i = 0; i < item_count; i++)
		if (str_is(items[i].name, key->name) &&
		    items[i].is_preference == is_preference)
			return &items[i];
	return NULL;
}

static bool
is_secret(const struct config_key *key)
{
	return key->kind == CONFIG_SECRET ||
	    key->kind == CONFIG_SECRET_COMMAND ||
	    key->kind == CONFIG_SECRET_FILE || key->kind == CONFIG_SECRET_ENV;
}

static void
check_key(const struct config_key *key, bool is_preference)
{
	const struct item *item = item_of(key, is_preference);
	const char *body, *preset;
	char *wanted;

	if (item == NULL) {
		fail_msg("%s stands not in the manual", key->name);
		return;
	}
	body = buf_string(item->body);
	if (!str_is(item->scope, strcmp(key->scope, "all") == 0 ? "" :
	    key->scope))
		fail_msg("%s is for %s", key->name, key->scope);
	/* What all secrets accept is said once for all of them. */
	if (strstr(is_secret(key) ? page.at : body, key->accepts) == NULL)
		fail_msg("%s accepts: %s\nbut: %s", key->name, key->accepts,
		    body);
	preset = key->preset;
	if (preset[0] == '\0')
		return;
	wanted = strncmp(preset, "needed", 6) == 0 ?
	    mem_format("(%s)", preset) : mem_format("(default: %s)", preset);
	if (strstr(body, wanted) == NULL)
		fail_msg("%s %s\nbut: %s", key->name, wanted, body);
	free(wanted);
}

static void
test_every_key_is_described(void **state)
{
	const struct config_key *key;

	(void)state;
	for (key = config_preferences; key->name != NULL; key++)
		check_key(key, true);
	for (key = config_conn_keys; key->name != NULL; key++)
		check_key(key, false);
}

static void
test_nothing_else_is_described(void **state)
{
	const struct config_key *key;
	size_t i;

	(void)state;
	assert_true(item_count > 50);
	for (i = 0; i < item_count; i++) {
		key = items[i].is_preference ? config_preferences :
		    config_conn_keys;
		while (key->name != NULL && !str_is(items[i].name, key->name))
			key++;
		if (key->name == NULL)
			fail_msg("%.*s is no key", (int)items[i].name.len,
			    items[i].name.at);
	}
}

/* What completion and forms show of a key has to fit and to be there. */
static void
check_row(const struct config_key *key)
{
	assert_true(strlen(key->help) > 0 && strlen(key->help) <= 72);
	assert_true(key->help[strlen(key->help) - 1] != '.');
	assert_true(strlen(key->accepts) > 0);
	assert_non_null(key->preset);
	if (key->kind == CONFIG_CHOICE || key->kind == CONFIG_EITHER)
		assert_non_null(key->choices);
	if (key->kind == CONFIG_COUNT)
		assert_true(key->least < key->most);
	if (key->kind == CONFIG_EITHER && key->preset[0] != '\0')
		assert_int_equal(strncmp(key->choices, key->preset,
		    strlen(key->preset)), 0);
}

static void
test_rows_are_whole(void **state)
{
	const struct config_key *key;

	(void)state;
	for (key = config_preferences; key->name != NULL; key++)
		check_row(key);
	for (key = config_conn_keys; key->name != NULL; key++)
		check_row(key);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_key_is_described),
		cmocka_unit_test(test_nothing_else_is_described),
		cmocka_unit_test(test_rows_are_whole),
	};

	return cmocka_run_group_tests(tests, read_page, free_page);
}
