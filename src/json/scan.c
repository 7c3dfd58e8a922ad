/* JSON as bytes: one proving pass, then slices. */
#include <endpane/base/str.h>
#include <endpane/base/text.h>
#include <endpane/json/scan.h>

#include <endian.h>
#include <string.h>

static const char *
skip_blanks(const char *p, const char *end)
{
	while (p < end && (*p == ' ' || *p == '\n' || *p == '\t' || *p == '\r'))
		p++;
	return p;
}

/* Sixteen bytes at once, in whatever registers the machine has for that. */
typedef unsigned char bytes16 __attribute__((vector_size(16)));

/*
 * Where a run of plain string bytes ends: at a quote, a backslash or a control
 * character. In hit, each byte that is one of them has all bits set.
 */
static inline const char *
run_end(const char *p, const char *end)
{
	uint64_t half[2];
	bytes16 v, hit;

	for (; end - p >= 16; p += 16) {
		memcpy(&v, p, 16);
		hit = (bytes16)((v == '"') | (v == '\\') | (v < 0x20));
		memcpy(half, &hit, 16);
		if (half[0] != 0)
			return p + __builtin_ctzll(le64toh(half[0])) / 8;
		if (half[1] != 0)
			return p + 8 + __builtin_ctzll(le64toh(half[1])) / 8;
	}
	while (p < end && *p != '"' && *p != '\\' &&
	    (unsigned char)*p >= 0x20)
		p++;
	return p;
}

static bool
is_hex(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') ||
	    (c >= 'A' && c <= 'F');
}

/* p stands behind the opening quote; returns behind the closing one. */
static const char *
check_string(const char *p, const char *end)
{
	for (;;) {
		p = run_end(p, end);
		if (p == end || (unsigned char)*p < 0x20)
			return NULL;
		if (*p == '"')
			return p + 1;
		if (end - p < 2)
			return NULL;
		if (p[1] == 'u') {
			if (end - p < 6 || !is_hex(p[2]) || !is_hex(p[3]) ||
			    !is_hex(p[4]) || !is_hex(p[5]))
				return NULL;
			p += 6;
		} else if (p[1] != '\0' && strchr("\"\\/bfnrt", p[1]) != NULL)
			p += 2;
		else
			return NULL;
	}
}

static const char *
digits(const char *p, const char *end)
{
	const char *from = p;

	while (p < end && *p >= '0' && *p <= '9')
		p++;
	return p > from ? p : NULL;
}

static const char *
check_number(const char *p, const char *end)
{
	if (*p == '-')
		p++;
	if (p < end && *p == '0')
		p++;
	else if ((p = digits(p, end)) == NULL)
		return NULL;
	if (p < end && *p == '.' && (p = digits(p + 1, end)) == NULL)
		return NULL;
	if (p < end && (*p == 'e' || *p == 'E')) {
		p++;
		if (p < end && (*p == '+' || *p == '-'))
			p++;
		p = digits(p, end);
	}
	return p;
}

static const char *
check_word(const char *p, const char *end)
{
	static const char *const words[] = { "true", "false", "null" };
	size_t i, len;

	for (i = 0; i < 3; i++) {
		len = strlen(words[i]);
		if ((size_t)(end - p) >= len && memcmp(p, words[i], len) == 0)
			return p + len;
	}
	return NULL;
}

static const char *
check_scalar(const char *p, const char *end)
{
	if (*p == '"')
		return check_string(p + 1, end);
	if (*p == '-' || (*p >= '0' && *p <= '9'))
		return check_number(p, end);
	return check_word(p, end);
}

struct proof {
	char		open[SCAN_DEPTH];	/* '{' or '[' */
	int		depth;
	size_t		nodes;
	const char	*why;
	struct scan_top	*top;		/* NULL: nobody asks */
};

/* A member of the outermost object has its key. */
static void
note_key(struct scan_top *top, const char *at, const char *end)
{
	top->whole = top->count < SCAN_TOP;
	if (top->whole)
		top->keys[top->count] = (struct slice){ at,
		    (size_t)(end - at) };
}

/* Its value begins at p; the length follows when its end is seen. */
static void
note_value(struct scan_top *top, const char *p)
{
	if (top->whole)
		top->values[top->count] = (struct slice){ p, 0 };
}

static void
note_end(struct scan_top *top, const char *p)
{
	if (top->whole) {
		top->values[top->count].len =
		    (size_t)(p - top->values[top->count].at);
		top->count++;
	}
}

static bool
is_noted(const struct proof *f)
{
	return f->depth == 1 && f->top != NULL && f->open[0] == '{';
}

/* A member's key and colon; returns where its value starts. */
static const char *
check_key(const struct proof *f, const char *p, const char *end)
{
	const char *from;

	p = skip_blanks(p, end);
	from = p + 1;
	if (p == end || *p != '"' || (p = check_string(from, end)) == NULL)
		return NULL;
	if (is_noted(f))
		note_key(f->top, from, p - 1);
	p = skip_blanks(p, end);
	if (p == end || *p != ':')
		return NULL;
	p = skip_blanks(p + 1, end);
	if (is_noted(f))
		note_value(f->top, p);
	return p;
}

/* Behind a value: closes what ends here, steps over a comma. NULL: bad. */
static const char *
check_after(struct proof *f, const char *p, const char *end)
{
	for (;;) {
		if (is_noted(f))
			note_end(f->top, p);
		p = skip_blanks(p, end);
		if (f->depth == 0)
			return p;
		if (p == end)
			return NULL;
		if (*p == ',') {
			p = skip_blanks(p + 1, end);
			return f->open[f->depth - 1] == '{' ?
			    check_key(f, p, end) : p;
		}
		if (*p != (f->open[f->depth - 1] == '{' ? '}' : ']'))
			return NULL;
		f->depth--;
		p++;
	}
}

/* At an opening bracket: returns where the first value starts, or behind. */
static const char *
check_open(struct proof *f, const char *p, const char *end)
{
	if (f->depth == SCAN_DEPTH) {
		f->why = "it is nested too deeply";
		return NULL;
	}
	f->open[f->depth++] = *p;
	p = skip_blanks(p + 1, end);
	if (p < end && *p == (f->open[f->depth - 1] == '{' ? '}' : ']')) {
		f->depth--;
		return check_after(f, p + 1, end);
	}
	return f->open[f->depth - 1] == '{' ? check_key(f, p, end) : p;
}

bool
scan_check_top(struct slice text, struct scan_top *top, struct err *err)
{
	struct proof f = { .top = top };
	const char *end = text.at + text.len, *p;

	if (top != NULL)
		*top = (struct scan_top){ .whole = true };
	if (text.len >= 3 && memcmp(text.at, "\xEF\xBB\xBF", 3) == 0)
		text.at += 3, text.len -= 3;
	p = text.len > 0 ? skip_blanks(text.at, end) : end;
	if (p == end)
		return err_set(err, ERR_PROTOCOL, "the answer is empty");
	do {
		if (p == end || ++f.nodes > SCAN_NODES)
			p = NULL;
		else if (*p == '{' || *p == '[')
			p = check_open(&f, p, end);
		else if ((p = check_scalar(p, end)) != NULL)
			p = check_after(&f, p, end);
	} while (p != NULL && f.depth > 0);
	if (p == NULL)
		return err_set(err, ERR_PROTOCOL, "the answer is no JSON%s%s",
		    f.why != NULL ? ": " : "", f.why != NULL ? f.why : "");
	if (skip_blanks(p, end) != end)
		return err_set(err, ERR_PROTOCOL,
		    "the answer has bytes behind its JSON");
	return true;
}

bool
scan_check(struct slice text, struct err *err)
{
	return scan_check_top(text, NULL, err);
}

struct slice
scan_bare(struct slice text)
{
	if (text.len >= 3 && memcmp(text.at, "\xEF\xBB\xBF", 3) == 0)
		text.at += 3, text.len -= 3;
	return str_trim(text);
}

/*
 * Checked text from here on: no error can happen. Its strings have their end
 * and its keys a value; where a bound is asked all the same, no test gets past
 * it: it is there for a caller that forgot to check.
 */

static const char *
skip_string(const char *p, const char *end)
{
	while ((p = run_end(p, end)) < end && *p != '"')
		p = end - p > 2 ? p + 2 : end;
	return p < end ? p + 1 : end;
}

static const char *
skip_value(const char *p, const char *end)
{
	int depth = 0;

	do {
		if (p >= end)
			return end;
		if (*p == '"') {
			p = skip_string(p + 1, end);
			continue;
		}
		if (*p == '{' || *p == '[')
			depth++;
		else if (*p == '}' || *p == ']')
			depth--;
		else if (depth == 0) {
			while (p < end && *p != ',' && *p != '}' && *p != ']' &&
			    (unsigned char)*p > ' ')
				p++;
			return p;
		}
		p++;
	} while (depth > 0);
	return p;
}

enum json_type
scan_type(struct slice value)
{
	if (value.len == 0)
		return JSON_NONE;
	switch (value.at[0]) {
	case '{':
		return JSON_OBJECT;
	case '[':
		return JSON_LIST;
	case '"':
		return JSON_TEXT;
	case 't':
	case 'f':
		return JSON_FLAG;
	case 'n':
		return JSON_NULL;
	default:
		return JSON_NUMBER;
	}
}

bool
scan_open(struct slice value, struct scan *s)
{
	struct slice v = scan_bare(value);

	if (scan_type(v) != JSON_OBJECT && scan_type(v) != JSON_LIST)
		return false;
	s->at = v.at + 1;
	s->end = v.at + v.len;
	return true;
}

bool
scan_more(struct scan *s)
{
	const char *p = skip_blanks(s->at, s->end);

	if (p < s->end && *p == ',')
		p = skip_blanks(p + 1, s->end);
	s->at = p;
	return p < s->end && *p != ']' && *p != '}';
}

bool
scan_key(struct scan *s, struct slice *key)
{
	const char *p;

	if (!scan_more(s) || *s->at != '"')
		return false;
	key->at = s->at + 1;
	p = skip_string(key->at, s->end);
	key->len = (size_t)(p - key->at) - 1;
	p = skip_blanks(p, s->end);
	s->at = p < s->end ? skip_blanks(p + 1, s->end) : s->end;
	return true;
}

void
scan_guess(struct scan_guess *g, struct slice key)
{
	unsigned char bytes[SCAN_GUESS] = { '"' }, masks[SCAN_GUESS] = { 0 };

	g->len = key.len <= SCAN_GUESS - 3 ? key.len + 3 : 0;
	if (g->len == 0)
		return;
	memcpy(bytes + 1, key.at, key.len);
	memcpy(bytes + 1 + key.len, "\":", 2);
	memset(masks, 0xFF, g->len);
	memcpy(g->words, bytes, sizeof(bytes));
	memcpy(g->masks, masks, sizeof(masks));
}

bool
scan_key_again(struct scan *s, const struct scan_guess *g)
{
	const char *p = s->at;
	uint64_t word, differs = 0;
	size_t i;

	p += p < s->end && *p == ',';
	if (g->len == 0 || s->end - p < SCAN_GUESS)
		return false;
	for (i = 0; i * 8 < g->len; i++) {
		memcpy(&word, p + i * 8, 8);
		differs |= (word ^ g->words[i]) & g->masks[i];
	}
	if (differs != 0)
		return false;
	s->at = skip_blanks(p + g->len, s->end);
	return true;
}

struct slice
scan_value(struct scan *s)
{
	const char *from = s->at;

	s->at = skip_value(from, s->end);
	return (struct slice){ from, (size_t)(s->at - from) };
}

bool
scan_plain(struct scan *s, struct slice *text)
{
	const char *from = s->at + 1, *p;

	if (s->at >= s->end || *s->at != '"')
		return false;
	p = run_end(from, s->end);
	if (p == s->end || *p != '"')
		return false;
	*text = (struct slice){ from, (size_t)(p - from) };
	s->at = p + 1;
	return true;
}

bool
scan_into(const struct scan *s, struct scan *inner)
{
	if (s->at >= s->end || *s->at != '{')
		return false;
	inner->at = s->at + 1;
	inner->end = s->end;
	return true;
}

void
scan_out(struct scan *s, const struct scan *inner)
{
	s->at = inner->at < s->end ? inner->at + 1 : s->end;
}

bool
scan_item(struct scan *s, struct slice *value)
{
	if (!scan_more(s))
		return false;
	*value = scan_value(s);
	return true;
}

bool
scan_member(struct scan *s, struct slice *key, struct slice *value)
{
	if (!scan_key(s, key))
		return false;
	*value = scan_value(s);
	return true;
}

static uint32_t
hex4(const char *p)
{
	uint32_t v = 0;
	int i;

	for (i = 0; i < 4; i++) {
		char c = p[i];

		v = v << 4 | (uint32_t)(c <= '9' ? c - '0' :
		    (c | 32) - 'a' + 10);
	}
	return v;
}

/* p stands at a backslash; appends what it means, returns behind it. */
static const char *
unescape(const char *p, const char *end, struct buf *out)
{
	static const char from[] = "bfnrt", to[] = "\b\f\n\r\t";
	const char *hit;
	uint32_t v, low;

	if (p[1] != 'u') {
		hit = strchr(from, p[1]);
		buf_char(out, hit != NULL ? to[hit - from] : p[1]);
		return p + 2;
	}
	v = hex4(p + 2);
	p += 6;
	if (v >= 0xD800 && v < 0xDC00 && end - p >= 6 && p[0] == '\\' &&
	    p[1] == 'u') {
		low = hex4(p + 2);
		if (low >= 0xDC00 && low < 0xE000) {
			v = 0x10000 + ((v - 0xD800) << 10) + (low - 0xDC00);
			p += 6;
		}
	}
	if (v >= 0xD800 && v < 0xE000)
		v = 0xFFFD;
	text_encode(v, out);
	return p;
}

bool
scan_text(struct slice value, struct buf *out)
{
	const char *p, *end, *run;

	if (scan_type(value) != JSON_TEXT || value.len < 2)
		return buf_slice(out, value);
	p = value.at + 1;
	end = value.at + value.len - 1;
	while (p < end) {
		run = memchr(p, '\\', (size_t)(end - p));
		if (run == NULL)
			run = end;
		buf_add(out, p, (size_t)(run - p));
		p = run < end ? unescape(run, end, out) : end;
	}
	return !out->full;
}
