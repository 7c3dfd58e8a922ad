/* Values of config.ini: each kind's check, and the text that takes effect. */
#include "keys.h"
#include "url.h"

#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/base/text.h>
#include <endpane/config/paths.h>
#include <endpane/config/themes.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define NAME_MOST 64
#define PIN_BYTES 32		/* of a SHA-256 */

struct check {
	const struct config_key	*key;
	const char		*file;	/* the configuration's */
	char			*effective;	/* where it is not the value */
	char			 why[200];	/* more about a refusal, or "" */
};

static bool
is_word_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || c == '_';
}

static bool
check_word(struct slice value)
{
	size_t i;

	for (i = 0; i < value.len; i++)
		if (value.at[i] <= ' ' || value.at[i] >= 0x7f)
			return false;
	return true;
}

static bool
check_name(struct slice value)
{
	size_t i;

	for (i = 0; i < value.len; i++)
		if (!is_word_char(value.at[i]) && value.at[i] != '-' &&
		    value.at[i] != '.')
			return false;
	return value.len <= NAME_MOST && value.at[0] != '.' &&
	    value.at[0] != '-';
}

static bool
check_theme(struct check *c, const char *name)
{
	struct buf names = { 0 };
	bool has = themes_has(name, &names);

	if (!has)
		snprintf(c->why, sizeof(c->why), "there is %s",
		    buf_string(&names));
	buf_fini(&names);
	return has;
}

static bool
check_variable(struct slice value)
{
	size_t i;

	for (i = 0; i < value.len; i++)
		if (!is_word_char(value.at[i]))
			return false;
	return value.at[0] < '0' || value.at[0] > '9';
}

static bool
check_choice(const char *choices, struct slice value)
{
	struct slice words = str_slice(choices), word;

	while (str_next(&words, ' ', &word))
		if (str_same(word, value))
			return true;
	return false;
}

static bool
check_count(const struct config_key *key, struct slice value)
{
	int64_t number;

	return str_digits(value, 10) && str_number(value, &number) &&
	    number >= key->least && number <= key->most;
}

/* Drops the blanks around the pieces; an empty piece is refused. */
static bool
check_list(struct check *c, struct slice value)
{
	struct buf out = { 0 };
	struct slice piece;
	bool good = !str_ends(value, ",");

	while (good && str_next(&value, ',', &piece)) {
		piece = str_trim(piece);
		good = piece.len > 0 && piece.at[0] != ':' &&
		    piece.at[piece.len - 1] != ':';
		if (out.len > 0)
			buf_char(&out, ',');
		buf_slice(&out, piece);
	}
	if (good)
		c->effective = mem_slice(out.at, out.len);
	buf_fini(&out);
	return good;
}

static bool
check_path(struct check *c, const char *value)
{
	char *path = paths_expand(value, c->file);
	struct stat st;

	if (stat(path, &st) != 0 || access(path, R_OK) != 0)
		snprintf(c->why, sizeof(c->why), "%s", strerror(errno));
	else if (!S_ISREG(st.st_mode))
		snprintf(c->why, sizeof(c->why), "it is no regular file");
	else {
		c->effective = path;
		return true;
	}
	free(path);
	return false;
}

static bool
check_pin(struct check *c, const char *value)
{
	struct slice rest = str_slice(value), pin;
	struct buf bytes = { 0 };
	bool good = true;

	if (!str_starts(rest, "sha256//"))
		return check_path(c, value);
	while (good && str_next(&rest, ';', &pin)) {
		good = str_starts(pin, "sha256//");
		if (!good)
			break;
		buf_clear(&bytes);
		pin = (struct slice){ pin.at + 8, pin.len - 8 };
		good = str_unbase64(pin, &bytes) && bytes.len == PIN_BYTES;
	}
	buf_fini(&bytes);
	return good;
}

static bool
check_proxy(struct slice value)
{
	static const char *const schemes[] = {
		"http", "https", "socks4", "socks4a", "socks5", "socks5h",
	};
	const char *colon = memmem(value.at, value.len, "://", 3), *at;
	struct slice scheme = { value.at, 0 };
	struct err ignored;
	struct url url;
	char *whole;
	bool good;
	size_t i;

	if (colon != NULL) {
		scheme.len = (size_t)(colon - value.at);
		for (i = 0; i < sizeof(schemes) / sizeof(schemes[0]); i++)
			if (str_is_folded(scheme, schemes[i]))
				break;
		if (i == sizeof(schemes) / sizeof(schemes[0]))
			return false;
		value.at += scheme.len + 3;
		value.len -= scheme.len + 3;
	}
	at = value.len > 0 ? memrchr(value.at, '@', value.len) : NULL;
	if (at != NULL && !check_word((struct slice){ value.at,
	    (size_t)(at - value.at) }))
		return false;
	if (at != NULL) {
		value.len -= (size_t)(at + 1 - value.at);
		value.at = at + 1;
	}
	whole = mem_format("http://%.*s", (int)value.len, value.at);
	good = url_parse(str_slice(whole), &url, &ignored);
	free(whole);
	return good;
}

static bool
check_url(struct check *c, struct slice value)
{
	struct url url;
	struct err err;

	if (!url_parse(value, &url, &err)) {
		snprintf(c->why, sizeof(c->why), "%.150s", err.text);
		return false;
	}
	while (value.at[value.len - 1] == '/')
		value.len--;
	c->effective = mem_slice(value.at, value.len);
	return true;
}

static bool
check_template(struct slice value)
{
	const char *id = memmem(value.at, value.len, "{id}", 4);
	struct slice left, right;

	if (str_is(value, "post") || str_is(value, "off"))
		return true;
	if (id == NULL || value.at[0] != '/' || !check_word(value))
		return false;
	left = (struct slice){ value.at, (size_t)(id - value.at) };
	right = (struct slice){ id + 4, value.len - left.len - 4 };
	return strpbrk(value.at, "?#\\") == NULL &&
	    memmem(value.at, value.len, "/../", 4) == NULL &&
	    !str_ends(value, "/..") && memchr(left.at, '{', left.len) == NULL &&
	    (right.len == 0 || memchr(right.at, '{', right.len) == NULL);
}

/* What endpane sets itself, or what would change the message around it. */
static bool
check_header(const char *name)
{
	static const char *const ours[] = {
		"accept", "authorization", "connection", "content-length",
		"content-type", "expect", "host", "te", "trailer",
		"transfer-encoding", "upgrade",
	};
	struct slice bare = str_slice(name + strlen("header."));
	size_t i;

	for (i = 0; i < bare.len; i++)
		if (!is_word_char(bare.at[i]) &&
		    strchr("!#$%&'*+-.^`|~", bare.at[i]) == NULL)
			return false;
	for (i = 0; i < sizeof(ours) / sizeof(ours[0]); i++)
		if (str_is_folded(bare, ours[i]))
			return false;
	return bare.len > 0;
}

static bool
check_kind(struct check *c, const char *name, const char *text)
{
	struct slice value = str_slice(text);

	switch (c->key->kind) {
	case CONFIG_TEXT:
	case CONFIG_COMMAND:
	case CONFIG_SECRET:
	case CONFIG_SECRET_COMMAND:
		return true;
	case CONFIG_WORD:
		return check_word(value);
	case CONFIG_NAME:
		return check_name(value);
	case CONFIG_THEME:
		return check_name(value) && check_theme(c, text);
	case CONFIG_FLAG:
		return check_choice("true false", value);
	case CONFIG_COUNT:
		return check_count(c->key, value);
	case CONFIG_CHOICE:
	case CONFIG_EITHER:
		return check_choice(c->key->choices, value);
	case CONFIG_LIST:
		return check_list(c, value);
	case CONFIG_PATH:
		return check_path(c, text);
	case CONFIG_PIN:
		return check_pin(c, text);
	case CONFIG_PROXY:
		return check_proxy(value);
	case CONFIG_URL:
		return check_url(c, value);
	case CONFIG_TEMPLATE:
		return check_template(value);
	case CONFIG_HEADER:
		return check_header(name);
	case CONFIG_SECRET_FILE:
		/* Looked at when it is read: it may be mounted later. */
		c->effective = paths_expand(text, c->file);
		return true;
	case CONFIG_SECRET_ENV:
		return check_variable(value);
	}
	return false;
}

/* May hold something that must not stand in a complaint. */
static bool
is_shy(const struct config_key *key)
{
	return keys_is_secret(key) || key->kind == CONFIG_COMMAND ||
	    key->kind == CONFIG_HEADER || key->kind == CONFIG_PROXY ||
	    key->kind == CONFIG_URL;
}

static bool
refuse(const struct check *c, const char *name, const char *value,
    struct err *err)
{
	struct buf shown = { .ceiling = 64 };

	if (value[0] == '\0')
		buf_text(&shown, "no value");
	else if (is_shy(c->key) || strlen(value) > 40)
		buf_text(&shown, "this value is not accepted");
	else
		buf_format(&shown, "\"%s\" is not accepted", value);
	err_set(err, ERR_USAGE, "%s: %s%s%s; accepted: %s", name,
	    buf_string(&shown), c->why[0] != '\0' ? ", " : "", c->why,
	    c->key->accepts);
	buf_fini(&shown);
	return false;
}

bool
keys_is_mark(const char *value)
{
	return strncmp(value, "(from ", 6) == 0 &&
	    value[strlen(value) - 1] == ')';
}

bool
keys_check(const struct config_key *key, const char *name, const char *value,
    const char *file, char **effective, struct err *err)
{
	struct check c = { .key = key, .file = file };

	if (keys_is_mark(value)) {
		snprintf(c.why, sizeof(c.why),
		    "config show has left out what stood here");
		return refuse(&c, name, value, err);
	}
	if (value[0] == '\0' || !check_kind(&c, name, value)) {
		free(c.effective);
		return refuse(&c, name, value, err);
	}
	*effective = c.effective != NULL ? c.effective : mem_text(value);
	return true;
}
