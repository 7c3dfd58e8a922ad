/* Trim, split, compare, encode. */
#include <endpane/base/str.h>

#include <ctype.h>
#include <endian.h>
#include <string.h>

static int
fold(char c)
{
	return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : (unsigned char)c;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

struct slice
str_slice(const char *text)
{
	return (struct slice){ text, text != NULL ? strlen(text) : 0 };
}

struct slice
str_trim(struct slice s)
{
	while (s.len > 0 && (s.at[0] == ' ' || (s.at[0] >= 9 && s.at[0] <= 13)))
		s.at++, s.len--;
	while (s.len > 0 && (s.at[s.len - 1] == ' ' ||
	    (s.at[s.len - 1] >= 9 && s.at[s.len - 1] <= 13)))
		s.len--;
	return s;
}

bool
str_same(struct slice a, struct slice b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len) == 0);
}

bool
str_is(struct slice s, const char *text)
{
	return str_same(s, str_slice(text));
}

bool
str_is_folded(struct slice s, const char *text)
{
	size_t i;

	if (s.len != strlen(text))
		return false;
	for (i = 0; i < s.len; i++)
		if (fold(s.at[i]) != fold(text[i]))
			return false;
	return true;
}

bool
str_starts(struct slice s, const char *start)
{
	size_t len = strlen(start);

	return s.len >= len && (len == 0 || memcmp(s.at, start, len) == 0);
}

bool
str_ends(struct slice s, const char *end)
{
	size_t len = strlen(end);

	return s.len >= len &&
	    (len == 0 || memcmp(s.at + s.len - len, end, len) == 0);
}

static bool
is_folded_at(const char *at, struct slice needle)
{
	size_t i;

	for (i = 0; i < needle.len; i++)
		if (fold(at[i]) != fold(needle.at[i]))
			return false;
	return true;
}

/* Sixteen bytes that are worked on at once, on any machine. */
typedef uint8_t bytes16 __attribute__((vector_size(16)));

/* One end of a needle: what to look for, and the bit that case changes. */
struct fold_end {
	bytes16	byte;
	bytes16	bit;
};

static struct fold_end
fold_end(char c)
{
	uint8_t low = (uint8_t)fold(c);
	uint8_t bit = low >= 'a' && low <= 'z' ? 0x20 : 0;

	return (struct fold_end){ (bytes16){ 0 } + low, (bytes16){ 0 } + bit };
}

/* All ones in each byte where both ends of a needle may stand. */
static void
fold_marks(const char *first, const char *last, const struct fold_end *ends,
    uint64_t *marks)
{
	bytes16 a, b;

	memcpy(&a, first, sizeof(a));
	memcpy(&b, last, sizeof(b));
	a = (bytes16)((a | ends[0].bit) == ends[0].byte) &
	    (bytes16)((b | ends[1].bit) == ends[1].byte);
	memcpy(marks, &a, sizeof(a));
}

/* The needle at the lowest mark where it really stands. */
static const char *
first_marked(const char *at, uint64_t marks, struct slice needle)
{
	int place;

	for (marks = le64toh(marks); marks != 0;
	    marks &= ~(UINT64_C(0xFF) << place)) {
		place = __builtin_ctzll(marks);
		if (is_folded_at(at + place / 8, needle))
			return at + place / 8;
	}
	return NULL;
}

const char *
str_find_folded(struct slice s, struct slice needle)
{
	struct fold_end ends[2];
	const char *found, *at = s.at, *stop;
	uint64_t marks[2];

	if (needle.len == 0)
		return s.at != NULL ? s.at : "";
	if (needle.len > s.len)
		return NULL;
	stop = s.at + (s.len - needle.len) + 1;
	ends[0] = fold_end(needle.at[0]);
	ends[1] = fold_end(needle.at[needle.len - 1]);
	for (; stop - at >= 16; at += 16) {
		fold_marks(at, at + needle.len - 1, ends, marks);
		if ((marks[0] | marks[1]) == 0)
			continue;
		found = first_marked(at, marks[0], needle);
		if (found == NULL)
			found = first_marked(at + 8, marks[1], needle);
		if (found != NULL)
			return found;
	}
	for (; at < stop; at++)
		if (is_folded_at(at, needle))
			return at;
	return NULL;
}

bool
str_next(struct slice *rest, char separator, struct slice *piece)
{
	const char *end;

	if (rest->at == NULL)
		return false;
	end = rest->len > 0 ? memchr(rest->at, separator, rest->len) : NULL;
	if (end == NULL) {
		*piece = *rest;
		*rest = (struct slice){ NULL, 0 };
		return piece->len > 0;
	}
	*piece = (struct slice){ rest->at, (size_t)(end - rest->at) };
	rest->len -= piece->len + 1;
	rest->at = end + 1;
	return true;
}

bool
str_digits(struct slice s, size_t most)
{
	size_t i;

	if (s.len == 0 || s.len > most)
		return false;
	for (i = 0; i < s.len; i++)
		if (!is_digit(s.at[i]))
			return false;
	return true;
}

bool
str_number(struct slice s, int64_t *number)
{
	bool negative = s.len > 0 && s.at[0] == '-';
	int64_t value = 0;
	size_t i;

	if (negative)
		s.at++, s.len--;
	if (!str_digits(s, 19))
		return false;
	for (i = 0; i < s.len; i++) {
		if (value < (INT64_MIN + (s.at[i] - '0')) / 10)
			return false;
		value = value * 10 - (s.at[i] - '0');
	}
	if (!negative && value == INT64_MIN)
		return false;
	*number = negative ? value : -value;
	return true;
}

/* Compares the digit runs at both starts by value and moves past them. */
static int
compare_runs(struct slice *a, struct slice *b)
{
	size_t i = 0, j = 0, la, lb;
	int order = 0;

	while (i < a->len && a->at[i] == '0')
		i++;
	while (j < b->len && b->at[j] == '0')
		j++;
	for (la = i; la < a->len && is_digit(a->at[la]);)
		la++;
	for (lb = j; lb < b->len && is_digit(b->at[lb]);)
		lb++;
	if (la - i != lb - j)
		order = la - i < lb - j ? -1 : 1;
	else if (la > i)
		order = memcmp(a->at + i, b->at + j, la - i);
	a->at += la, a->len -= la;
	b->at += lb, b->len -= lb;
	return order;
}

int
str_compare_natural(struct slice a, struct slice b)
{
	struct slice left = a, right = b;
	int order;

	while (a.len > 0 && b.len > 0) {
		if (is_digit(a.at[0]) && is_digit(b.at[0])) {
			order = compare_runs(&a, &b);
			if (order != 0)
				return order;
			continue;
		}
		order = fold(a.at[0]) - fold(b.at[0]);
		if (order != 0)
			return order;
		a.at++, a.len--;
		b.at++, b.len--;
	}
	if (a.len != b.len)
		return a.len < b.len ? -1 : 1;
	order = left.len == 0 || right.len == 0 ? 0 :
	    memcmp(left.at, right.at,
	    left.len < right.len ? left.len : right.len);
	if (order != 0)
		return order;
	return left.len < right.len ? -1 : left.len > right.len;
}

static const char alphabet[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

bool
str_base64(struct slice in, struct buf *out)
{
	size_t i;

	for (i = 0; i < in.len; i += 3) {
		size_t have = in.len - i < 3 ? in.len - i : 3;
		unsigned v = (unsigned)(unsigned char)in.at[i] << 16;
		char four[4];

		if (have > 1)
			v |= (unsigned)(unsigned char)in.at[i + 1] << 8;
		if (have > 2)
			v |= (unsigned char)in.at[i + 2];
		four[0] = alphabet[v >> 18];
		four[1] = alphabet[v >> 12 & 63];
		four[2] = have > 1 ? alphabet[v >> 6 & 63] : '=';
		four[3] = have > 2 ? alphabet[v & 63] : '=';
		if (!buf_add(out, four, 4))
			return false;
	}
	return true;
}

bool
str_unbase64(struct slice in, struct buf *out)
{
	size_t i, pad, k;

	if (in.len % 4 != 0)
		return false;
	for (i = 0; i < in.len; i += 4) {
		unsigned v = 0;
		char three[3];

		pad = 0;
		for (k = 0; k < 4; k++) {
			char c = in.at[i + k];
			const char *found = c == '\0' ? NULL :
			    strchr(alphabet, c);

			if (c == '=' && k >= 2 && i + 4 == in.len)
				pad++;
			else if (found == NULL || pad > 0)
				return false;
			v = v << 6 | (c == '=' ? 0 :
			    (unsigned)(found - alphabet));
		}
		/* Bits that no byte takes: another spelling of the same. */
		if ((v & ((1u << 8 * pad) - 1)) != 0)
			return false;
		three[0] = (char)(v >> 16);
		three[1] = (char)(v >> 8 & 255);
		three[2] = (char)(v & 255);
		if (!buf_add(out, three, 3 - pad))
			return false;
	}
	return true;
}

bool
str_url_encode(struct slice in, struct buf *out)
{
	static const char hex[] = "0123456789ABCDEF";
	size_t i;

	for (i = 0; i < in.len; i++) {
		unsigned char c = (unsigned char)in.at[i];
		char three[3] = { '%', hex[c >> 4], hex[c & 15] };

		if ((c < 128 && isalnum(c)) || c == '-' || c == '.' ||
		    c == '_' || c == '~')
			buf_char(out, (char)c);
		else
			buf_add(out, three, 3);
	}
	return !out->full;
}

static int
hex_value(char c)
{
	if (is_digit(c))
		return c - '0';
	if (fold(c) >= 'a' && fold(c) <= 'f')
		return fold(c) - 'a' + 10;
	return -1;
}

bool
str_url_decode(struct slice in, struct buf *out)
{
	size_t i;

	for (i = 0; i < in.len; i++) {
		int high, low;

		if (in.at[i] != '%') {
			buf_char(out, in.at[i]);
			continue;
		}
		if (in.len - i < 3)
			return false;
		high = hex_value(in.at[i + 1]);
		low = hex_value(in.at[i + 2]);
		if (high < 0 || low < 0)
			return false;
		buf_char(out, (char)(high * 16 + low));
		i += 2;
	}
	return !out->full;
}
