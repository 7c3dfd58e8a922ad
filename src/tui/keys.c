/* The keyboard: key text and key, keymaps by scope, keys.ini. */
#include "keys.h"

#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/base/text.h>
#include <endpane/config/inifile.h>

#include <stdlib.h>
#include <string.h>

#define KEYS_EACH 8		/* keys an action may have */

struct known {
	const char	*name;
	const char	*keys;
	unsigned	 scopes;
	const char	*bar;
	const char	*help;
};

static const struct known known[] = {
	[ACTION_NONE] = { "", "", 0, "", "" },
#define ACTION(name, keys, scopes, bar, help) \
	[ACTION_ ## name] = { #name, keys, scopes, bar, help },
#include "actions.h"
#undef ACTION
};

static const struct {
	const char	*name;
	unsigned	 scope;
	const char	*words;
} sections[] = {
	{ "anywhere", IN_ANY | IN_ALWAYS, "outside dialogs" },
	{ "move", IN_MOVE, "where there are rows" },
	{ "home", IN_HOME, "in the overview" },
	{ "list", IN_ROWS | IN_LIST, "in lists" },
	{ "detail", IN_DETAIL | IN_TABLE, "in the view of one object" },
	{ "text", IN_TEXT, "in texts" },
	{ "queue", IN_QUEUE | IN_JOB, "in pane 9" },
};

static const struct {
	const char	*name;
	int		 key;
} named[] = {
	{ "Tab", PRESS_TAB }, { "Enter", PRESS_ENTER },
	{ "Escape", PRESS_ESCAPE }, { "Esc", PRESS_ESCAPE },
	{ "Space", PRESS_SPACE }, { "Backspace", PRESS_BACKSPACE },
	{ "Up", PRESS_UP }, { "Down", PRESS_DOWN }, { "Left", PRESS_LEFT },
	{ "Right", PRESS_RIGHT }, { "Home", PRESS_HOME }, { "End", PRESS_END },
	{ "PgUp", PRESS_PAGE_UP }, { "PgDn", PRESS_PAGE_DOWN },
	{ "Ins", PRESS_INSERT }, { "Del", PRESS_DELETE },
	{ "S-Tab", PRESS_BACK_TAB }, { "WheelUp", PRESS_WHEEL_UP },
	{ "WheelDown", PRESS_WHEEL_DOWN },
};

struct keymap {
	int	keys[ACTION_COUNT][KEYS_EACH];
	bool	is_own[ACTION_COUNT];
};

static bool
parse_f_key(struct slice name, int *key)
{
	int64_t number;

	if (name.len < 2 || name.at[0] != 'F' ||
	    !str_number((struct slice){ name.at + 1, name.len - 1 }, &number) ||
	    number < 1 || number > 12)
		return false;
	*key = PRESS_F0 + (int)number;
	return true;
}

bool
key_parse(struct slice name, int *key)
{
	uint32_t point;
	size_t i;

	for (i = 0; i < sizeof(named) / sizeof(named[0]); i++)
		if (str_is_folded(name, named[i].name)) {
			*key = named[i].key;
			return true;
		}
	if (parse_f_key(name, key))
		return true;
	if (name.len == 3 && (name.at[0] == 'C' || name.at[0] == '^') &&
	    name.at[1] == '-' && name.at[2] >= 'a' && name.at[2] <= 'z') {
		*key = PRESS_CTRL(name.at[2]);
		return *key != PRESS_TAB && *key != PRESS_ENTER;
	}
	if (name.len == 0 || text_decode(name.at, name.len, &point) != name.len)
		return false;
	if (text_is_hostile(point) || point == ' ')
		return false;
	*key = (int)point;
	return true;
}

void
key_print(int key, struct buf *out)
{
	size_t i;

	for (i = 0; i < sizeof(named) / sizeof(named[0]); i++)
		if (named[i].key == key) {
			buf_text(out, named[i].name);
			return;
		}
	if (key > PRESS_F0 && key <= PRESS_F12)
		buf_format(out, "F%d", key - PRESS_F0);
	else if (key > 0 && key < 27)
		buf_format(out, "C-%c", 'a' + key - 1);
	else if (key > 32 && key < PRESS_UP)
		text_encode((uint32_t)key, out);
	else
		buf_text(out, "that key");
}

/* Blank-separated names into keys; false at the first that is none. */
static bool
parse_keys(struct slice text, int *keys, struct slice *bad)
{
	struct slice name;
	size_t count = 0;

	memset(keys, 0, KEYS_EACH * sizeof(*keys));
	while (str_next(&text, ' ', &name)) {
		if (name.len == 0)
			continue;
		*bad = name;
		if (count == KEYS_EACH || !key_parse(name, &keys[count++]))
			return false;
	}
	return true;
}

struct keymap *
keymap_new(void)
{
	struct keymap *map = mem_alloc(sizeof(*map));
	struct slice bad;
	int i;

	for (i = 1; i < ACTION_COUNT; i++)
		parse_keys(str_slice(known[i].keys), map->keys[i], &bad);
	return map;
}

void
keymap_free(struct keymap *map)
{
	free(map);
}

/* Names are written with '-' where C has '_'. */
enum action
action_find(struct slice name)
{
	size_t k;
	int i;

	for (i = 1; i < ACTION_COUNT; i++) {
		const char *at = known[i].name;

		for (k = 0; k < name.len && at[k] != '\0'; k++)
			if (at[k] != name.at[k] &&
			    !(at[k] == '_' && name.at[k] == '-'))
				break;
		if (k == name.len && at[k] == '\0')
			return (enum action)i;
	}
	return ACTION_NONE;
}

static bool
section_scopes(struct slice name, unsigned *scopes)
{
	size_t i;

	for (i = 0; i < sizeof(sections) / sizeof(sections[0]); i++)
		if (str_is(name, sections[i].name)) {
			*scopes = sections[i].scope;
			return true;
		}
	return false;
}

static bool
no_section(struct slice section, struct err *err)
{
	struct buf known_ones = { 0 };
	size_t i;

	for (i = 0; i < sizeof(sections) / sizeof(sections[0]); i++)
		buf_format(&known_ones, "%s[%s]", i > 0 ? ", " : "",
		    sections[i].name);
	err_set(err, ERR_USAGE, "no section [%.*s]; there are %s",
	    (int)(section.len < 40 ? section.len : 40), section.at,
	    buf_string(&known_ones));
	buf_fini(&known_ones);
	return false;
}

bool
keymap_set(struct keymap *map, struct slice section, struct slice name,
    struct slice keys, struct err *err)
{
	enum action action = action_find(name);
	struct slice bad = { 0 };
	int list[KEYS_EACH];
	unsigned scopes;

	if (!section_scopes(section, &scopes))
		return no_section(section, err);
	if (action == ACTION_NONE)
		return err_set(err, ERR_USAGE, "no action named %.*s; ? in the "
		    "dashboard lists them", (int)name.len, name.at);
	if ((known[action].scopes & scopes) == 0)
		return err_set(err, ERR_USAGE, "%s works %s, not in [%.*s]",
		    action_name(action), scope_words(known[action].scopes),
		    (int)section.len, section.at);
	if (!parse_keys(keys, list, &bad))
		return err_set(err, ERR_USAGE, "%.*s is no key; keys are "
		    "single characters, C-a to C-z, F1 to F12, Enter, Space, "
		    "Escape, Tab, S-Tab, Backspace, Del, Ins, Up, Down, Left, "
		    "Right, Home, End, PgUp, PgDn", (int)bad.len, bad.at);
	memcpy(map->keys[action], list, sizeof(list));
	map->is_own[action] = true;
	return true;
}

static bool
take_line(void *who, const char *section, const char *key, const char *value,
    int line, struct err *err)
{
	unsigned scopes;

	(void)line;
	if (key != NULL)
		return keymap_set(who, str_slice(section), str_slice(key),
		    str_slice(value), err);
	if (section_scopes(str_slice(section), &scopes))
		return true;
	return no_section(str_slice(section), err);
}

bool
keymap_read(struct keymap *map, const char *path, struct err *err)
{
	if (ini_read_file(path, take_line, map, err))
		return true;
	if (err->code != ERR_MISSING)
		return false;
	err_clear(err);
	return true;
}

static bool
has_key(const struct keymap *map, int action, int key)
{
	int k;

	for (k = 0; k < KEYS_EACH && map->keys[action][k] != 0; k++)
		if (map->keys[action][k] == key)
			return true;
	return false;
}

enum action
keymap_find(const struct keymap *map, unsigned scopes, int key)
{
	int own, i;

	for (own = 1; own >= 0; own--)
		for (i = 1; i < ACTION_COUNT; i++)
			if (map->is_own[i] == (own == 1) &&
			    (known[i].scopes & scopes) != 0 &&
			    has_key(map, i, key))
				return (enum action)i;
	return ACTION_NONE;
}

enum action
keymap_elsewhere(const struct keymap *map, int key, enum action before)
{
	int i;

	for (i = (int)before + 1; i < ACTION_COUNT; i++)
		if (has_key(map, i, key))
			return (enum action)i;
	return ACTION_NONE;
}

void
keymap_keys(const struct keymap *map, unsigned scopes, enum action action,
    size_t most, struct buf *out)
{
	size_t given = 0;
	int k;

	for (k = 0; k < KEYS_EACH && given < most; k++) {
		int key = map->keys[action][k];

		/* The wheel goes without saying. */
		if (key == 0 || key == PRESS_WHEEL_UP ||
		    key == PRESS_WHEEL_DOWN ||
		    keymap_find(map, scopes, key) != action)
			continue;
		if (given++ > 0)
			buf_char(out, ' ');
		key_print(key, out);
	}
}

bool
keymap_is_own(const struct keymap *map, enum action action)
{
	return map->is_own[action];
}

const char *
action_name(enum action action)
{
	static char name[32];
	size_t i;

	for (i = 0; i + 1 < sizeof(name) && known[action].name[i] != '\0'; i++)
		name[i] = known[action].name[i] == '_' ? '-' :
		    known[action].name[i];
	name[i] = '\0';
	return name;
}

const char *
action_bar(enum action action)
{
	return known[action].bar;
}

const char *
action_help(enum action action)
{
	return known[action].help;
}

unsigned
action_scopes(enum action action)
{
	return known[action].scopes;
}

const char *
scope_words(unsigned scopes)
{
	static char words[160];
	size_t i, len = 0;

	words[0] = '\0';
	for (i = 0; i < sizeof(sections) / sizeof(sections[0]); i++)
		if ((sections[i].scope & scopes) != 0 && len < sizeof(words))
			len += (size_t)snprintf(words + len,
			    sizeof(words) - len, "%s%s", len > 0 ? " or " :
			    "", sections[i].words);
	return len > 0 ? words : "elsewhere";
}
