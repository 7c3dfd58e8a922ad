/* tui/keys.c, theme.c: any keys.ini and theme file; names go there and back. */
#include "../../src/tui/keys.h"
#include "../../src/tui/theme.h"
#include "fuzz.h"

#include <fcntl.h>
#include <unistd.h>

static char folder[64], path[80];

static void
take_folder(void)
{
	unlink(path);
	rmdir(folder);
}

static void
make_folder(void)
{
	snprintf(folder, sizeof(folder), "%s/endpane-fuzz-XXXXXX",
	    access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
	MUST(mkdtemp(folder) != NULL);
	snprintf(path, sizeof(path), "%s/own.ini", folder);
	atexit(take_folder);
}

static void
put_file(struct slice text)
{
	int fd = open(path, O_CREAT | O_TRUNC | O_WRONLY, 0600);

	MUST(fd >= 0);
	MUST(write(fd, text.at, text.len) == (ssize_t)text.len);
	close(fd);
}

static void
check_key(struct slice name)
{
	struct buf text = { 0 };
	int key, again;

	if (key_parse(name, &key)) {
		MUST(key > 0);
		key_print(key, &text);
		MUST(key_parse(fuzz_slice(&text), &again) && again == key);
		MUST(fuzz_is_clean(fuzz_slice(&text), ""));
	}
	buf_fini(&text);
}

/* No key has two meanings in one scope. */
static void
check_map(const struct keymap *map)
{
	struct buf keys = { 0 };
	struct slice rest, name;
	int action, key;

	for (action = 1; action < ACTION_COUNT; action++) {
		buf_clear(&keys);
		keymap_keys(map, IN_LIST | IN_ROWS | IN_MOVE | IN_ANY,
		    (enum action)action, 8, &keys);
		rest = fuzz_slice(&keys);
		while (str_next(&rest, ' ', &name)) {
			MUST(key_parse(name, &key));
			MUST((int)keymap_find(map, IN_LIST | IN_ROWS |
			    IN_MOVE | IN_ANY, key) == action);
		}
	}
	buf_fini(&keys);
}

static void
check_look(struct slice text)
{
	static const int depths[] = { 8, 16, 256 };
	struct role_look look = { 0 };
	struct err err = { 0 };
	size_t i;

	if (!theme_parse(text, &look, &err)) {
		MUST(err.code != ERR_NONE);
		return;
	}
	for (i = 0; i < 3; i++) {
		int most = depths[i] < 16 ? 16 : depths[i];
		int color = theme_reduce(look.foreground, depths[i]);

		MUST(color >= -1 && color < most);
		color = theme_reduce(look.background, depths[i]);
		MUST(color >= -1 && color < most);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *at, size_t len)
{
	struct slice in = fuzz_input(at, len);
	unsigned choice = fuzz_byte(&in);
	struct keymap *map;
	struct theme theme;
	struct err err = { 0 };

	fuzz_locale();
	if (folder[0] == '\0')
		make_folder();
	if (choice % 4 == 0)
		check_key(in);
	else if (choice % 4 == 1)
		check_look(in);
	else if (choice % 4 == 2) {
		put_file(in);
		map = keymap_new();
		if (keymap_read(map, path, &err))
			check_map(map);
		else
			MUST(err.code != ERR_NONE && err.text[0] != '\0');
		keymap_free(map);
	} else {
		put_file(in);
		theme_default(&theme);
		if (!theme_read(&theme, "own", folder, &err))
			MUST(err.code != ERR_NONE && err.text[0] != '\0');
	}
	return 0;
}
