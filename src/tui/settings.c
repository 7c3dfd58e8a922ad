/* Settings for this session: none of them is written to the configuration. */
#include "settings.h"

#include "dialogs.h"
#include "screen.h"
#include "theme.h"

#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/base/text.h>
#include <endpane/config/themes.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LABEL_CELLS	15
#define THEMES_MOST	40
#define REFRESH_MOST	86400

/* value NULL: the next one. */
typedef bool set_fn(struct app *app, const char *value, struct err *err);
typedef void print_fn(const struct app *app, struct buf *out);

struct setting {
	const char	*name;
	print_fn	*print;
	set_fn		*set;
	const char	*help;
};

/* on, off, or the other one; false: neither. */
static bool
flag_of(const char *value, bool now, bool *flag, struct err *err)
{
	*flag = value == NULL ? !now : strcmp(value, "on") == 0;
	return value == NULL || *flag || strcmp(value, "off") == 0 ||
	    err_set(err, ERR_USAGE, "%.40s: on or off", value);
}

static void
print_flag(bool flag, struct buf *out)
{
	buf_text(out, flag ? "on" : "off");
}

struct themes {
	char	*names[THEMES_MOST];
	size_t	 count;
};

static void
add_theme(void *who, struct slice name)
{
	struct themes *t = who;
	size_t i;

	for (i = 0; i < t->count; i++)
		if (str_is(name, t->names[i]))
			return;
	if (t->count < THEMES_MOST)
		t->names[t->count++] = mem_slice(name.at, name.len);
}

static char *
theme_after(const struct app *app)
{
	struct themes t = { .count = 0 };
	char *next;
	size_t i;

	themes_names(app->options->own_themes, add_theme, &t);
	for (i = 0; i < t.count; i++)
		if (strcmp(t.names[i], app->theme) == 0)
			break;
	next = mem_text(t.count == 0 ? "default" : t.names[i + 1 < t.count ?
	    i + 1 : 0]);
	while (t.count > 0)
		free(t.names[--t.count]);
	return next;
}

static bool
set_theme(struct app *app, const char *value, struct err *err)
{
	char *name = value != NULL ? mem_text(value) : theme_after(app);
	struct theme theme;

	if (!theme_read(&theme, name, app->options->own_themes, err)) {
		free(name);
		return false;
	}
	free(app->theme);
	app->theme = name;
	screen_theme(&theme);
	canvas_forget(app->canvas);
	app_say(app, ROLE_PLAIN, "theme %s, until the program ends", name);
	return true;
}

static void
print_theme(const struct app *app, struct buf *out)
{
	buf_text(out, app->theme);
}

static bool
set_mouse(struct app *app, const char *value, struct err *err)
{
	bool flag;

	if (!flag_of(value, screen_has_mouse(), &flag, err))
		return false;
	screen_mouse(flag);
	app_say(app, ROLE_PLAIN, flag ? "the mouse is on: Shift selects text" :
	    "the mouse is off");
	return true;
}

static void
print_mouse(const struct app *app, struct buf *out)
{
	(void)app;
	print_flag(screen_has_mouse(), out);
}

static bool
set_ascii(struct app *app, const char *value, struct err *err)
{
	bool flag;

	if (!flag_of(value, text_is_ascii(), &flag, err))
		return false;
	if (!flag && !screen_is_utf8())
		return err_set(err, ERR_USAGE, "this locale has ASCII only");
	text_set_ascii(flag);
	screen_redraw();
	canvas_forget(app->canvas);
	return true;
}

static void
print_ascii(const struct app *app, struct buf *out)
{
	(void)app;
	print_flag(text_is_ascii(), out);
}

/* "0", "30", "45s", "5m", "1h"; -1: none of these. */
static int
seconds_of(const char *text)
{
	size_t len = strlen(text);
	int64_t number, unit = 1;

	if (len > 1 && strchr("smh", text[len - 1]) != NULL) {
		unit = text[len - 1] == 'h' ? 3600 : text[len - 1] == 'm' ?
		    60 : 1;
		len--;
	}
	if (len > 6 || !str_number((struct slice){ text, len }, &number) ||
	    number < 0 || number * unit > REFRESH_MOST)
		return -1;
	return (int)(number * unit);
}

static bool
set_refresh(struct app *app, const char *value, struct err *err)
{
	static const int steps[] = { 0, 30, 60, 300, 900 };
	int seconds = value != NULL ? seconds_of(value) : 0;
	size_t i;

	if (seconds < 0)
		return err_set(err, ERR_USAGE, "%.40s: seconds, or 5m, 1h; 0 "
		    "for none", value);
	for (i = 0; value == NULL && i < sizeof(steps) / sizeof(steps[0]); i++)
		if (steps[i] > app->refresh_s) {
			seconds = steps[i];
			break;
		}
	app->refresh_s = seconds;
	app->is_paused = false;
	app->refresh_ms = seconds > 0 ? clock_monotonic_ms() +
	    seconds * 1000LL : 0;
	app->is_paused = false;
	app->is_fresh = true;
	return true;
}

static void
print_refresh(const struct app *app, struct buf *out)
{
	if (app->refresh_s > 0)
		buf_format(out, "%d s", app->refresh_s);
	else
		buf_text(out, "by hand");
}

static bool
set_clipboard(struct app *app, const char *value, struct err *err)
{
	bool flag;

	if (!flag_of(value, !app->no_clipboard, &flag, err))
		return false;
	app->no_clipboard = !flag;
	return true;
}

static void
print_clipboard(const struct app *app, struct buf *out)
{
	print_flag(!app->no_clipboard, out);
}

static bool
set_links(struct app *app, const char *value, struct err *err)
{
	bool flag;

	(void)app;
	if (!flag_of(value, screen_has_links(), &flag, err))
		return false;
	screen_links(flag);
	return true;
}

static void
print_links(const struct app *app, struct buf *out)
{
	(void)app;
	print_flag(screen_has_links(), out);
}

/* What guards is only ever made stricter here. */
static bool
set_confirm(struct app *app, const char *value, struct err *err)
{
	int64_t count = 1;

	if (value != NULL && (!str_number(str_slice(value), &count) ||
	    count < 0 || count > 1000000))
		return err_set(err, ERR_USAGE, "%.40s: a count", value);
	if ((size_t)count > engine_confirm_above(app->engine))
		return err_set(err, ERR_USAGE, "asked above %zu objects: only "
		    "less is possible here", engine_confirm_above(
		    app->engine));
	engine_set_confirm_above(app->engine, (size_t)count);
	return true;
}

static void
print_confirm(const struct app *app, struct buf *out)
{
	buf_format(out, "%zu", engine_confirm_above(app->engine));
}

static bool
set_read_only(struct app *app, const char *value, struct err *err)
{
	bool flag;

	if (!flag_of(value, false, &flag, err))
		return false;
	if (!flag && engine_is_read_only(app->engine, NULL))
		return err_set(err, ERR_USAGE, "read-only stays until the "
		    "program ends");
	if (!flag)
		return true;
	engine_set_read_only(app->engine);
	app_say(app, ROLE_WARN, "read-only: nothing that writes is sent any "
	    "more, until the program ends");
	return true;
}

static void
print_read_only(const struct app *app, struct buf *out)
{
	print_flag(engine_is_read_only(app->engine, NULL), out);
}

static const struct setting settings[] = {
	{ "theme", print_theme, set_theme, "the looks" },
	{ "mouse", print_mouse, set_mouse, "click and wheel" },
	{ "ascii", print_ascii, set_ascii, "no character beyond ASCII" },
	{ "refresh", print_refresh, set_refresh,
	    "how often the list looked at is read; each is calls" },
	{ "clipboard", print_clipboard, set_clipboard,
	    "copying through the terminal (OSC 52)" },
	{ "links", print_links, set_links,
	    "the web console's address as a link (OSC 8)" },
	{ "confirm-above", print_confirm, set_confirm,
	    "more objects want their count typed; only less" },
	{ "read-only", print_read_only, set_read_only,
	    "nothing is written; cannot be turned off" },
};
#define SETTINGS ((int)(sizeof(settings) / sizeof(settings[0])))

bool
settings_set(struct app *app, struct slice words, struct err *err)
{
	struct slice name;
	char *value;
	bool done = false;
	int i;

	words = str_trim(words);
	str_next(&words, ' ', &name);
	words = str_trim(words);
	value = words.len > 0 ? mem_slice(words.at, words.len) : NULL;
	for (i = 0; i < SETTINGS; i++)
		if (str_is(name, settings[i].name))
			break;
	if (i < SETTINGS)
		done = settings[i].set(app, value, err);
	else
		err_set(err, ERR_USAGE, "no setting %.*s; the key for "
		    "settings lists them", (int)(name.len < 30 ? name.len :
		    30), name.at);
	free(value);
	return done;
}

const char *
settings_name(const struct app *app, int n, struct buf *now)
{
	if (n >= SETTINGS)
		return NULL;
	buf_text(now, "it is ");
	settings[n].print(app, now);
	buf_format(now, "; %s", settings[n].help);
	return settings[n].name;
}

struct pane_own {
	int		here;
	struct err	err;
};

static void
draw(struct pane *p, struct app *app, struct area area)
{
	struct pane_own *own = p->own;
	struct area box = area_inside(area, SETTINGS + 5, 76), a;
	struct buf value = { 0 };
	int i;

	canvas_window(app->canvas, box, "Settings, until the program ends");
	a = (struct area){ box.y + 1, box.x + 2, box.rows - 2, box.cols - 4 };
	for (i = 0; i < SETTINGS && i < a.rows; i++) {
		enum role role = i == own->here ? ROLE_CURSOR : ROLE_PLAIN;

		if (i == own->here)
			canvas_fill(app->canvas, a.y + i, a.x, a.cols, role);
		buf_clear(&value);
		settings[i].print(app, &value);
		canvas_text(app->canvas, a.y + i, a.x + 1, LABEL_CELLS, role,
		    settings[i].name);
		canvas_text(app->canvas, a.y + i, a.x + 1 + LABEL_CELLS, 14,
		    role, buf_string(&value));
		canvas_text(app->canvas, a.y + i, a.x + 16 + LABEL_CELLS,
		    a.cols - 16 - LABEL_CELLS, i == own->here ? role :
		    ROLE_DIM, settings[i].help);
	}
	/* Whole, for its line may cut it. */
	if (a.rows > SETTINGS + 1)
		canvas_text(app->canvas, a.y + SETTINGS + 1, a.x + 1,
		    a.cols - 1, ROLE_PLAIN, settings[own->here].help);
	canvas_text(app->canvas, a.y + a.rows - 1, a.x + 1, a.cols - 1,
	    own->err.code != ERR_NONE ? ROLE_BAD : ROLE_DIM,
	    own->err.code != ERR_NONE ? own->err.text :
	    "by name: :set refresh 5m");
	buf_fini(&value);
}

static bool
key(struct pane *p, struct app *app, int pressed)
{
	struct pane_own *own = p->own;

	err_clear(&own->err);
	if (pressed == PRESS_ESCAPE || pressed == 'q' || pressed == ',')
		app_close(app, p);
	else if (pressed == PRESS_DOWN || pressed == 'j')
		own->here += own->here + 1 < SETTINGS;
	else if (pressed == PRESS_UP || pressed == 'k')
		own->here -= own->here > 0;
	else if (pressed == PRESS_ENTER || pressed == PRESS_SPACE)
		settings[own->here].set(app, NULL, &own->err);
	else
		return false;
	return true;
}

static void
fini(struct pane *p)
{
	free(p->own);
}

static const struct pane_kind settings_kind = {
	.name = "Settings", .is_dialog = true, .draw = draw, .key = key,
	.fini = fini, .bar = "j k choose   Enter change   Esc close",
};

void
settings_open(struct app *app)
{
	app_open(app, &settings_kind, mem_alloc(sizeof(struct pane_own)));
}
