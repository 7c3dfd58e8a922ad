/* Turns names of keys into bytes, as the terminal in use would send them. */
#include "keys.h"

#include <endpane/base/str.h>

#include "terminfo.h"

/* bytes: where terminfo has no such key, or where all terminals agree. */
static const struct {
	const char	*name;
	const char	*capability;
	const char	*bytes;
} named[] = {
	{ "Enter", NULL, "\r" },
	{ "Esc", NULL, "\033" },
	{ "Tab", NULL, "\t" },
	{ "Space", NULL, " " },
	{ "S-Tab", "kcbt", "\033[Z" },
	{ "Backspace", "kbs", "\177" },
	{ "Up", "kcuu1", "\033[A" },
	{ "Down", "kcud1", "\033[B" },
	{ "Right", "kcuf1", "\033[C" },
	{ "Left", "kcub1", "\033[D" },
	{ "Home", "khome", "\033[H" },
	{ "End", "kend", "\033[F" },
	{ "PgUp", "kpp", "\033[5~" },
	{ "PgDn", "knp", "\033[6~" },
	{ "Ins", "kich1", "\033[2~" },
	{ "Del", "kdch1", "\033[3~" },
	{ "F1", "kf1", "\033OP" },
	{ "F2", "kf2", "\033OQ" },
	{ "F3", "kf3", "\033OR" },
	{ "F4", "kf4", "\033OS" },
	{ "F5", "kf5", "\033[15~" },
	{ "F6", "kf6", "\033[17~" },
	{ "F7", "kf7", "\033[18~" },
	{ "F8", "kf8", "\033[19~" },
	{ "F9", "kf9", "\033[20~" },
	{ "F10", "kf10", "\033[21~" },
	{ "F11", "kf11", "\033[23~" },
	{ "F12", "kf12", "\033[24~" },
};

static bool
one_key(struct slice word, struct buf *out)
{
	const char *bytes;
	size_t i;

	for (i = 0; i < sizeof named / sizeof *named; i++) {
		if (!str_is(word, named[i].name))
			continue;
		bytes = named[i].capability == NULL ? NULL :
		    terminfo_key(named[i].capability);
		return buf_text(out, bytes == NULL ? named[i].bytes : bytes);
	}
	if (word.len == 3 && word.at[0] == 'C' && word.at[1] == '-')
		return buf_char(out, (char)(word.at[2] & 0x1f));
	if (word.len == 3 && word.at[0] == 'M' && word.at[1] == '-')
		return buf_char(out, '\033') && buf_char(out, word.at[2]);
	if (word.len == 1 || (unsigned char)word.at[0] >= 0x80)
		return buf_slice(out, word);
	return false;
}

/* "Down*20": splits off the count. A lone "*" is a key. */
static int64_t
times(struct slice *word)
{
	const char *star = memchr(word->at, '*', word->len);
	struct slice count;
	int64_t n;

	if (star == NULL || star == word->at)
		return 1;
	count.at = star + 1;
	count.len = (size_t)(word->at + word->len - count.at);
	if (!str_number(count, &n))
		return 1;
	word->len = (size_t)(star - word->at);
	return n;
}

bool
keys_bytes(const char *keys, struct buf *out, struct slice *bad)
{
	struct slice rest = str_slice(keys), word;
	int64_t n;

	while (str_next(&rest, ' ', &word)) {
		if (word.len == 0)
			continue;
		*bad = word;
		for (n = times(&word); n > 0; n--)
			if (!one_key(word, out))
				return false;
	}
	return true;
}

static char
from_hex(const char *digits)
{
	char text[3] = { digits[0], digits[1], '\0' };

	return (char)strtoul(text, NULL, 16);
}

void
keys_unescape(const char *text, struct buf *out)
{
	static const char from[] = "nrtea\\", to[] = "\n\r\t\033\a\\";
	const char *found;

	for (; *text != '\0'; text++) {
		if (text[0] != '\\' || text[1] == '\0')
			buf_char(out, *text);
		else if (text[1] == 'x' && text[2] != '\0' &&
		    text[3] != '\0') {
			buf_char(out, from_hex(text + 2));
			text += 3;
		} else if ((found = strchr(from, text[1])) != NULL) {
			buf_char(out, to[found - from]);
			text++;
		} else
			buf_char(out, *text);
	}
}
