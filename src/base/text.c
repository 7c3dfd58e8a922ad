/* UTF-8 check, control and bidi stripping, cell width, escapes. */
#include <endpane/base/text.h>

#include <string.h>
#include <wchar.h>

static bool ascii_only;

void
text_set_ascii(bool ascii)
{
	ascii_only = ascii;
}

bool
text_is_ascii(void)
{
	return ascii_only;
}

size_t
text_decode(const char *at, size_t len, uint32_t *point)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	const unsigned char *p = (const unsigned char *)at;
	size_t need, i;
	uint32_t v;

	if (len == 0)
		return 0;
	if (p[0] < 0x80) {
		*point = p[0];
		return 1;
	}
	if (p[0] >= 0xC2 && p[0] < 0xE0)
		need = 2, v = p[0] & 0x1F;
	else if (p[0] >= 0xE0 && p[0] < 0xF0)
		need = 3, v = p[0] & 0x0F;
	else if (p[0] >= 0xF0 && p[0] < 0xF5)
		need = 4, v = p[0] & 0x07;
	else
		return 0;
	if (len < need)
		return 0;
	for (i = 1; i < need; i++) {
		if ((p[i] & 0xC0) != 0x80)
			return 0;
		v = v << 6 | (p[i] & 0x3F);
	}
	if (v < least[need] || v > 0x10FFFF || (v >= 0xD800 && v < 0xE000))
		return 0;
	*point = v;
	return need;
}

bool
text_encode(uint32_t v, struct buf *out)
{
	char c[4];

	if (v < 0x80)
		return buf_char(out, (char)v);
	if (v < 0x800) {
		c[0] = (char)(0xC0 | v >> 6);
		c[1] = (char)(0x80 | (v & 63));
		return buf_add(out, c, 2);
	}
	if (v < 0x10000) {
		c[0] = (char)(0xE0 | v >> 12);
		c[1] = (char)(0x80 | (v >> 6 & 63));
		c[2] = (char)(0x80 | (v & 63));
		return buf_add(out, c, 3);
	}
	c[0] = (char)(0xF0 | v >> 18);
	c[1] = (char)(0x80 | (v >> 12 & 63));
	c[2] = (char)(0x80 | (v >> 6 & 63));
	c[3] = (char)(0x80 | (v & 63));
	return buf_add(out, c, 4);
}

/* No charset of single bytes has a letter behind the surrogates. */
static uint32_t
point_of_byte(char byte)
{
	mbstate_t state = { 0 };
	wchar_t c = 0;
	size_t got = mbrtowc(&c, &byte, 1, &state);

	return got > 1 || c >= 0xD800 ? 0xFFFD : (uint32_t)c;
}

void
text_typed(struct slice in, struct buf *out)
{
	uint32_t point;
	size_t bytes;

	for (; in.len > 0; in.at += bytes, in.len -= bytes) {
		bytes = text_decode(in.at, in.len, &point);
		if (bytes == 0) {
			point = point_of_byte(*in.at);
			bytes = 1;
		}
		text_encode(point == '\r' ? '\n' : point, out);
	}
}

bool
text_is_hostile(uint32_t v)
{
	return v < 0x20 || (v >= 0x7F && v < 0xA0) || v == 0xAD ||
	    v == 0x034F || v == 0x061C || v == 0x115F || v == 0x1160 ||
	    (v >= 0x17B4 && v <= 0x17B5) || (v >= 0x180B && v <= 0x180F) ||
	    (v >= 0x200B && v <= 0x200F) || (v >= 0x2028 && v <= 0x202E) ||
	    (v >= 0x2060 && v <= 0x206F) || v == 0x3164 || v == 0xFEFF ||
	    v == 0xFFA0 || (v >= 0xFFF0 && v <= 0xFFFB) ||
	    (v >= 0x1BCA0 && v <= 0x1BCA3) || (v >= 0x1D173 && v <= 0x1D17A) ||
	    (v >= 0xE0000 && v <= 0xE0FFF) || (v & 0xFFFE) == 0xFFFE ||
	    (v >= 0xE000 && v <= 0xF8FF) || v >= 0xF0000;
}

int
text_cells(uint32_t v)
{
	return v < 0x80 ? (v >= 0x20 && v < 0x7F ? 1 : -1) :
	    wcwidth((wchar_t)v);
}

/* One step through hostile text: what to print for the next character. */
struct step {
	size_t	bytes;		/* taken from the input */
	int	cells;		/* taken on the screen */
	char	text[24];	/* what stands for it */
};

static void
put(struct step *s, const char *text, int cells)
{
	size_t len = strlen(text);

	memcpy(s->text, text, len + 1);
	s->cells = cells;
}

static void
put_escape(struct step *s, uint32_t v)
{
	struct buf b = { 0 };
	int digits = v > 0xFFFF ? 6 : 4;

	if (v < 0x100)
		buf_format(&b, "\\x%02x", v);
	else if (ascii_only || wcwidth(0x27E8) != 1)
		buf_format(&b, "<U+%0*X>", digits, v);
	else
		buf_format(&b, "\xE2\x9F\xA8U+%0*X\xE2\x9F\xA9", digits, v);
	put(s, buf_string(&b), v < 0x100 ? 4 : digits + 4);
	buf_fini(&b);
}

static bool
step(struct slice in, int *marks, struct step *s)
{
	uint32_t v;
	int cells;

	s->text[0] = '\0';
	s->cells = 0;
	s->bytes = text_decode(in.at, in.len, &v);
	if (s->bytes == 1 && v >= 0x20 && v < 0x7F) {
		s->text[0] = (char)v;
		s->text[1] = '\0';
		s->cells = 1;
		*marks = 0;
		return true;
	}
	if (in.len == 0)
		return false;
	if (s->bytes == 0) {
		s->bytes = 1;
		put(s, ascii_only ? "?" : "\xEF\xBF\xBD", 1);
		return true;
	}
	if (v >= 0xFE00 && v <= 0xFE0F)
		return true;	/* a hint for emoji that may change widths */
	if (text_is_hostile(v)) {
		put_escape(s, v);
		return true;
	}
	cells = wcwidth((wchar_t)v);
	if (ascii_only || cells < 0) {
		put(s, "?", 1);
		return true;
	}
	if (cells == 0 && ++*marks > 2)
		return true;
	if (cells > 0)
		*marks = 0;
	memcpy(s->text, in.at, s->bytes);
	s->text[s->bytes] = '\0';
	s->cells = cells;
	return true;
}

static const char *
ellipsis(void)
{
	return ascii_only || wcwidth(0x2026) != 1 ? "~" : "\xE2\x80\xA6";
}

/* How many printable ASCII characters come first, up to most of them. */
static size_t
plain_run(struct slice in, size_t most)
{
	size_t run = 0;

	if (most > in.len)
		most = in.len;
	while (run < most && in.at[run] >= 0x20 && in.at[run] < 0x7F)
		run++;
	return run;
}

/* Steps over a plain run, a cell and a byte each; appended where out is. */
static size_t
take_plain(struct slice *in, size_t most, int *marks, struct buf *out)
{
	size_t run = plain_run(*in, most);

	if (run == 0)
		return 0;
	if (out != NULL)
		buf_add(out, in->at, run);
	in->at += run;
	in->len -= run;
	*marks = 0;
	return run;
}

static void
clean(struct slice in, size_t most, struct buf *out)
{
	struct step s;
	size_t points = 0;
	int marks = 2;	/* no base yet: no mark may stand */

	for (;; in.at += s.bytes, in.len -= s.bytes) {
		points += take_plain(&in, most - points, &marks, out);
		if (!step(in, &marks, &s))
			return;
		if (++points > most) {
			buf_text(out, ellipsis());
			return;
		}
		buf_text(out, s.text);
	}
}

void
text_clean(struct slice in, struct buf *out)
{
	clean(in, TEXT_FIELD_MOST, out);
}

void
text_clean_whole(struct slice in, struct buf *out)
{
	clean(in, SIZE_MAX, out);
}

int
text_width(struct slice in)
{
	struct step s;
	size_t points = 0, run;
	int marks = 2, cells = 0;

	for (;; in.at += s.bytes, in.len -= s.bytes) {
		run = take_plain(&in, TEXT_FIELD_MOST - points, &marks,
		    NULL);
		points += run;
		cells += (int)run;
		if (!step(in, &marks, &s))
			return cells;
		if (++points > TEXT_FIELD_MOST)
			return cells + 1;
		cells += s.cells;
	}
}

size_t
text_piece(struct slice text, int cells)
{
	size_t len = 0, blank = 0, bytes;
	uint32_t point;
	int used = 0;

	while (len < text.len) {
		bytes = text_decode(text.at + len, text.len - len, &point);
		if (bytes == 0)
			bytes = 1;
		used += text_width((struct slice){ text.at + len, bytes });
		if (used > cells && len > 0)
			return blank > len / 2 ? blank : len;
		len += bytes;
		if (text.at[len - 1] == ' ')
			blank = len;
	}
	return len;
}

/* Appends what fits into room cells; says how many were taken. */
static int
fill(struct slice in, int room, struct buf *out)
{
	struct step s;
	size_t points = 0, run, most;
	int marks = 2, cells = 0;

	for (;; in.at += s.bytes, in.len -= s.bytes) {
		most = TEXT_FIELD_MOST - points;
		if (most > (size_t)(room - cells))
			most = (size_t)(room - cells);
		run = take_plain(&in, most, &marks, out);
		points += run;
		cells += (int)run;
		if (!step(in, &marks, &s) || cells + s.cells > room ||
		    ++points > TEXT_FIELD_MOST)
			return cells;
		buf_text(out, s.text);
		cells += s.cells;
	}
}

void
text_fit(struct slice in, int cells, bool right, struct buf *out)
{
	int width, used;

	if (cells <= 0)
		return;
	/* Every byte is at least a cell or nothing: long text needs no sum. */
	width = text_width(in);
	if (width > cells) {
		used = fill(in, cells - 1, out);
		buf_text(out, ellipsis());
		used++;
	} else {
		for (used = 0; right && used < cells - width; used++)
			buf_char(out, ' ');
		used += fill(in, width, out);
	}
	for (; used < cells; used++)
		buf_char(out, ' ');
}

static void
json_escape(uint32_t v, struct buf *out)
{
	if (v < 0x10000) {
		buf_format(out, "\\u%04x", v);
		return;
	}
	v -= 0x10000;
	buf_format(out, "\\u%04x\\u%04x", 0xD800 + (v >> 10),
	    0xDC00 + (v & 0x3FF));
}

void
text_json(struct slice in, struct buf *out)
{
	size_t bytes, plain = 0;
	uint32_t v;

	while (plain < in.len) {
		size_t run = plain;

		while (run < in.len && ((unsigned char)in.at[run] < 0x7F &&
		    ((unsigned char)in.at[run] >= 0x20 || in.at[run] == '\n' ||
		    in.at[run] == '\t' || in.at[run] == '\r')))
			run++;
		buf_add(out, in.at + plain, run - plain);
		if (run == in.len)
			return;
		bytes = text_decode(in.at + run, in.len - run, &v);
		if (bytes == 0)
			buf_text(out, "\\ufffd");
		else if (text_is_hostile(v))
			json_escape(v, out);
		else
			buf_add(out, in.at + run, bytes);
		plain = run + (bytes > 0 ? bytes : 1);
	}
}

void
text_json_string(struct slice in, struct buf *out)
{
	size_t i, from = 0;

	buf_char(out, '"');
	for (i = 0; i < in.len; i++) {
		char c = in.at[i];

		if (c != '"' && c != '\\' && (unsigned char)c >= 0x20)
			continue;
		text_json((struct slice){ in.at + from, i - from }, out);
		if (c == '"' || c == '\\')
			buf_format(out, "\\%c", c);
		else if (c == '\n')
			buf_text(out, "\\n");
		else
			json_escape((unsigned char)c, out);
		from = i + 1;
	}
	if (from < in.len)
		text_json((struct slice){ in.at + from, in.len - from }, out);
	buf_char(out, '"');
}

void
text_csv(struct slice in, struct buf *out)
{
	struct buf cell = { 0 };
	const char *p;
	bool quote;

	text_clean_whole(in, &cell);
	p = buf_string(&cell);
	quote = strpbrk(p, "\",;'") != NULL || p[0] == ' ' ||
	    (cell.len > 0 && p[cell.len - 1] == ' ');
	if (quote)
		buf_char(out, '"');
	if (strchr("=+-@", p[0]) != NULL && p[0] != '\0')
		buf_char(out, '\'');
	else if (in.len > 0 && (in.at[0] == '\t' || in.at[0] == '\r'))
		buf_char(out, '\'');
	for (; *p != '\0'; p++) {
		if (*p == '"')
			buf_char(out, '"');
		buf_char(out, *p);
	}
	if (quote)
		buf_char(out, '"');
	buf_fini(&cell);
}
