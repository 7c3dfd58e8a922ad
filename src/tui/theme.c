/* The paintbox: from role to attribute, for 256, 16, 8 colours or none. */
#include "theme.h"

#include <endpane/base/str.h>
#include <endpane/config/inifile.h>
#include <endpane/config/themes.h>

#include <curses.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct {
	const char	*name;
	const char	*look;
} presets[ROLE_COUNT] = {
	[ROLE_PLAIN] = { "plain", "default" },
	[ROLE_DIM] = { "dim", "dim" },
	[ROLE_HEADER] = { "header", "bold" },
	[ROLE_MODE] = { "mode", "bold yellow" },
	[ROLE_TAB] = { "tab", "default" },
	[ROLE_TAB_HERE] = { "tab-here", "bold reverse" },
	[ROLE_COLUMN] = { "column", "bold cyan" },
	[ROLE_SORTED] = { "sorted", "bold underline cyan" },
	[ROLE_CURSOR] = { "cursor", "reverse" },
	[ROLE_MARK] = { "mark", "bold yellow" },
	[ROLE_LABEL] = { "label", "cyan" },
	[ROLE_SECTION] = { "section", "bold" },
	[ROLE_GOOD] = { "good", "green" },
	[ROLE_WARN] = { "warn", "yellow" },
	[ROLE_BAD] = { "bad", "bold red" },
	[ROLE_KEY] = { "key", "bold" },
	[ROLE_BORDER] = { "border", "dim" },
	[ROLE_TITLE] = { "title", "bold" },
	[ROLE_INPUT] = { "input", "underline" },
	[ROLE_MATCH] = { "match", "bold magenta" },
};

static const char *const colors[] = { "black", "red", "green", "yellow",
    "blue", "magenta", "cyan", "white" };

static const struct {
	const char	*name;
	unsigned	 word;
} words[] = {
	{ "bold", LOOK_BOLD }, { "dim", LOOK_DIM },
	{ "underline", LOOK_UNDERLINE }, { "reverse", LOOK_REVERSE },
};

/* Ready for curses. */
static struct {
	attr_t	attributes;
	short	pair;
} ready[ROLE_COUNT];

const char *
theme_role_name(enum role role)
{
	return presets[role].name;
}

static bool
parse_hex(struct slice text, int *color)
{
	char digits[7] = "", *end;

	if (text.len != 7 || text.at[0] != '#')
		return false;
	memcpy(digits, text.at + 1, 6);
	*color = THEME_RGB | (int)strtol(digits, &end, 16);
	return *end == '\0' && digits[0] != '-' && digits[0] != '+' &&
	    digits[0] != ' ';
}

static bool
parse_color(struct slice text, int *color)
{
	struct slice name = text;
	int64_t number;
	int i, bright = 0;

	if (str_is(text, "default")) {
		*color = -1;
		return true;
	}
	if (str_starts(text, "bright-")) {
		bright = 8;
		name.at += 7;
		name.len -= 7;
	}
	for (i = 0; i < 8; i++)
		if (str_is(name, colors[i])) {
			*color = i + bright;
			return true;
		}
	if (str_digits(text, 3) && str_number(text, &number) && number < 256) {
		*color = (int)number;
		return true;
	}
	return parse_hex(text, color);
}

static bool
parse_word(struct slice word, unsigned *set)
{
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (str_is(word, words[i].name)) {
			*set |= words[i].word;
			return true;
		}
	return false;
}

bool
theme_parse(struct slice text, struct role_look *look, struct err *err)
{
	struct role_look parsed = { -1, -1, 0 };
	struct slice word;
	int *color = &parsed.foreground;

	while (str_next(&text, ' ', &word)) {
		if (word.len == 0 || parse_word(word, &parsed.words))
			continue;
		if (str_is(word, "on") && color == &parsed.foreground)
			color = &parsed.background;
		else if (!parse_color(word, color))
			return err_set(err, ERR_USAGE, "%.*s is no colour; "
			    "accepted: bold dim underline reverse, then "
			    "default, black red green yellow blue magenta cyan "
			    "white, bright-…, 0 to 255 or #rrggbb, then \"on\" "
			    "and a colour", (int)word.len, word.at);
	}
	*look = parsed;
	return true;
}

void
theme_default(struct theme *theme)
{
	struct err err;
	int i;

	for (i = 0; i < ROLE_COUNT; i++)
		theme_parse(str_slice(presets[i].look), &theme->roles[i], &err);
}

static bool
take_line(void *who, const char *section, const char *key, const char *value,
    int line, struct err *err)
{
	struct theme *theme = who;
	int i;

	(void)line;
	if (strcmp(section, "roles") != 0)
		return err_set(err, ERR_USAGE, "no section [%s]; a theme has "
		    "only [roles]", section);
	if (key == NULL)
		return true;
	for (i = 0; i < ROLE_COUNT; i++)
		if (strcmp(key, presets[i].name) == 0)
			return theme_parse(str_slice(value), &theme->roles[i],
			    err);
	return err_set(err, ERR_USAGE, "no role %s; see the theme default.ini "
	    "for all of them", key);
}

static bool
read_from(struct theme *theme, const char *folder, const char *name,
    struct err *err)
{
	char path[PATH_MAX + 300];

	snprintf(path, sizeof(path), "%s/%s.ini", folder, name);
	return ini_read_file(path, take_line, theme, err);
}

bool
theme_read(struct theme *theme, const char *name, const char *own_folder,
    struct err *err)
{
	struct theme_folders folders;
	int i;

	theme_default(theme);
	if (strchr(name, '/') != NULL || name[0] == '.' ||
	    strlen(name) > 64)
		return err_set(err, ERR_USAGE, "theme: %s is no name", name);
	themes_folders(&folders, own_folder);
	for (i = 0; i < THEME_FOLDERS; i++) {
		if (folders.list[i] == NULL)
			continue;
		if (read_from(theme, folders.list[i], name, err)) {
			err_clear(err);
			return true;
		}
		if (err->code != ERR_MISSING)
			return false;
	}
	err_clear(err);
	if (strcmp(name, "default") == 0)
		return true;
	return err_set(err, ERR_USAGE, "no theme named %s in %s or %s", name,
	    own_folder != NULL ? own_folder : "the configuration folder",
	    folders.list[1]);
}

int
theme_depth(const char *wish, const char *no_color, int terminal)
{
	if ((no_color != NULL && no_color[0] != '\0') || terminal < 8)
		return 0;
	if (wish == NULL)
		return terminal;
	if (strcmp(wish, "never") == 0)
		return 0;
	if (strcmp(wish, "16") == 0 && terminal > 16)
		return 16;
	if (strcmp(wish, "256") == 0 && terminal > 256)
		return 256;
	return terminal;
}

static int
level(int part)
{
	return part < 48 ? 0 : part < 115 ? 1 : (part - 35) / 40;
}

/* The nearest of the first 8 or 16: which parts are strong, and how strong. */
static int
to_basic(int red, int green, int blue, int count)
{
	int most = red > green ? red : green, index;

	most = blue > most ? blue : most;
	if (most < 48)
		return 0;
	index = (red * 2 > most) | (green * 2 > most) << 1 |
	    (blue * 2 > most) << 2;
	if (index == 7 && most < 120)
		return count >= 16 ? 8 : 7;
	return most > 200 && count >= 16 ? index + 8 : index;
}

static void
from_palette(int index, int *red, int *green, int *blue)
{
	static const int steps[] = { 0, 95, 135, 175, 215, 255 };

	if (index >= 232) {
		*red = *green = *blue = 8 + (index - 232) * 10;
		return;
	}
	index -= 16;
	*red = steps[index / 36];
	*green = steps[index / 6 % 6];
	*blue = steps[index % 6];
}

int
theme_reduce(int color, int count)
{
	int red, green, blue;

	if (color < 16 || (color < 256 && count >= 256))
		return color;
	if (color >= THEME_RGB) {
		red = color >> 16 & 255;
		green = color >> 8 & 255;
		blue = color & 255;
		if (count >= THEME_RGB)
			return color & 0xFFFFFF;
		if (count >= 256)
			return 16 + 36 * level(red) + 6 * level(green) +
			    level(blue);
	} else
		from_palette(color, &red, &green, &blue);
	return to_basic(red, green, blue, count);
}

static attr_t
attributes_of(unsigned set)
{
	attr_t attributes = A_NORMAL;

	if (set & LOOK_BOLD)
		attributes |= A_BOLD;
	if (set & LOOK_DIM)
		attributes |= A_DIM;
	if (set & LOOK_UNDERLINE)
		attributes |= A_UNDERLINE;
	if (set & LOOK_REVERSE)
		attributes |= A_REVERSE;
	return attributes;
}

/* Terminals with 8 colours show the bright ones as bold. */
static int
fit(int color, int depth, attr_t *attributes)
{
	color = theme_reduce(color, depth);
	if (depth < 16 && color >= 8 && color < 16) {
		color -= 8;
		if (attributes != NULL)
			*attributes |= A_BOLD;
	}
	return color;
}

void
theme_start(const struct theme *theme, int depth)
{
	int i;

	for (i = 0; i < ROLE_COUNT; i++) {
		const struct role_look *look = &theme->roles[i];

		ready[i].attributes = attributes_of(look->words);
		ready[i].pair = 0;
		if (depth == 0) {
			if (look->background >= 0)
				ready[i].attributes |= A_REVERSE;
			continue;
		}
		if (look->foreground < 0 && look->background < 0)
			continue;
		ready[i].pair = (short)(i + 1);
		init_extended_pair(i + 1,
		    fit(look->foreground, depth, &ready[i].attributes),
		    fit(look->background, depth, NULL));
	}
}

void
theme_use(enum role role)
{
	attr_set(ready[role].attributes, ready[role].pair, NULL);
}
