/*
 * INI text: sections, keys and values with their lines, exact or refused.
 *
 * Not by inih: it cuts names of sections and keys at 49 bytes without a word,
 * divides at ':' too, reads an indented line as more of the value above and the
 * rest of a long line as the next one, keeps empty sections to itself, and has
 * the switches against some of that in Debian's build only.
 */
#include <endpane/config/inifile.h>

#include <endpane/base/str.h>
#include <endpane/base/text.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct reader {
	ini_fn		*each;
	void		*who;
	int		 line;
	char		 section[INI_SECTION_MOST + 1];
	char		 key[INI_KEY_MOST + 1];
	char		 value[INI_VALUE_MOST + 1];
};

bool
ini_at(struct err *err, const char *name, int line)
{
	char text[sizeof(err->text)];
	size_t len = strlen(name), most = 160;

	memcpy(text, err->text, sizeof(text));
	/* Of a long path the end says more than the beginning. */
	snprintf(err->text, sizeof(err->text), "%s%s:%d: %.220s",
	    len > most ? "..." : "", len > most ? name + len - most : name,
	    line, text);
	return false;
}

static bool
keep(char *to, size_t most, struct slice from, const char *what,
    struct err *err)
{
	if (from.len > most)
		return err_set(err, ERR_USAGE,
		    "%s has %zu bytes; accepted: at most %zu", what, from.len,
		    most);
	memcpy(to, from.at, from.len);
	to[from.len] = '\0';
	return true;
}

static bool
check_text(struct slice line, struct err *err)
{
	size_t i, step;
	uint32_t point;

	for (i = 0; i < line.len; i += step) {
		step = text_decode(line.at + i, line.len - i, &point);
		if (step == 0)
			return err_set(err, ERR_USAGE,
			    "byte 0x%02x is not UTF-8; accepted: UTF-8 text",
			    (unsigned char)line.at[i]);
		if ((point < ' ' && point != '\t') ||
		    (point >= 0x7f && point < 0xa0))
			return err_set(err, ERR_USAGE, "control character "
			    "0x%02x; accepted: text without any",
			    (unsigned)point);
	}
	return true;
}

static bool
read_section(struct reader *r, struct slice line, struct err *err)
{
	const char *end = memchr(line.at, ']', line.len);
	struct slice name;

	if (end == NULL)
		return err_set(err, ERR_USAGE,
		    "no ] after the section's name; accepted: [name]");
	if (end != line.at + line.len - 1)
		return err_set(err, ERR_USAGE, "text after the ]; accepted: "
		    "[name] alone, comments on lines of their own");
	name = str_trim((struct slice){ line.at + 1, line.len - 2 });
	if (name.len == 0)
		return err_set(err, ERR_USAGE,
		    "a section without a name; accepted: [name]");
	return keep(r->section, INI_SECTION_MOST, name, "the section's name",
	    err) && r->each(r->who, r->section, NULL, NULL, r->line, err);
}

static bool
read_line(struct reader *r, struct slice line, struct err *err)
{
	const char *sign;
	struct slice key, value;

	if (line.len > 0 && line.at[line.len - 1] == '\r')
		line.len--;
	if (!check_text(line, err))
		return false;
	line = str_trim(line);
	if (line.len == 0 || line.at[0] == ';' || line.at[0] == '#')
		return true;
	if (line.at[0] == '[')
		return read_section(r, line, err);
	sign = memchr(line.at, '=', line.len);
	if (sign == NULL)
		return err_set(err, ERR_USAGE, "neither [section] nor "
		    "key = value; nothing continues a line");
	key = str_trim((struct slice){ line.at, (size_t)(sign - line.at) });
	value = str_trim((struct slice){ sign + 1,
	    line.len - (size_t)(sign - line.at) - 1 });
	if (key.len == 0)
		return err_set(err, ERR_USAGE,
		    "no key before the =; accepted: key = value");
	return keep(r->key, INI_KEY_MOST, key, "the key", err) &&
	    keep(r->value, INI_VALUE_MOST, value, "the value", err) &&
	    r->each(r->who, r->section, r->key, r->value, r->line, err);
}

bool
ini_read(const char *name, struct slice text, ini_fn *each, void *who,
    struct err *err)
{
	struct reader r = { .each = each, .who = who };
	struct slice line;
	bool good = true;

	if (str_starts(text, "\xEF\xBB\xBF")) {
		text.at += 3;
		text.len -= 3;
	}
	while (good && str_next(&text, '\n', &line)) {
		r.line++;
		good = read_line(&r, line, err);
	}
	explicit_bzero(r.value, sizeof(r.value));
	return good || ini_at(err, name, r.line);
}

/* What there is to read: the size of a file, the most of anything else. */
static bool
room_for(const char *name, int fd, size_t *room, struct err *err)
{
	struct stat st;

	if (fstat(fd, &st) != 0)
		return err_set(err, ERR_LOCAL, "%.160s: %s", name,
		    strerror(errno));
	if (S_ISDIR(st.st_mode))
		return err_set(err, ERR_USAGE,
		    "%.160s: is a folder; accepted: a file", name);
	/* Some files in /proc and all pipes do not know their size. */
	*room = INI_FILE_MOST + 1;
	if (S_ISREG(st.st_mode) && st.st_size > 0 &&
	    (size_t)st.st_size < INI_FILE_MOST)
		*room = (size_t)st.st_size + 1;
	return true;
}

bool
ini_take(const char *name, int fd, struct buf *text, struct err *err)
{
	size_t room = 0;
	ssize_t got;

	if (!room_for(name, fd, &room, err))
		return false;
	if (!buf_reserve(text, room))
		return err_set(err, ERR_LOCAL, "%.160s: no memory for it",
		    name);
	for (;;) {
		if (text->len == room)
			return err_set(err, ERR_USAGE, "%.160s: too large, or "
			    "it grows while it is read; accepted: 1 MiB", name);
		got = read(fd, text->at + text->len, room - text->len);
		if (got == 0)
			break;
		if (got > 0)
			text->len += (size_t)got;
		else if (errno != EINTR)
			return err_set(err, ERR_LOCAL, "%.160s: %s", name,
			    strerror(errno));
	}
	text->at[text->len] = '\0';
	return true;
}

int
ini_open(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);

	if (fd >= 0)
		fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) & ~O_NONBLOCK);
	return fd;
}

bool
ini_read_file(const char *path, ini_fn *each, void *who, struct err *err)
{
	struct buf text = { 0 };
	int fd = ini_open(path);
	bool good;

	if (fd < 0)
		return err_set(err, errno == ENOENT || errno == ENOTDIR ?
		    ERR_MISSING : ERR_USAGE, "%.160s: %s", path,
		    strerror(errno));
	good = ini_take(path, fd, &text, err) && ini_read(path,
	    (struct slice){ text.at, text.len }, each, who, err);
	close(fd);
	buf_wipe(&text);
	return good;
}
