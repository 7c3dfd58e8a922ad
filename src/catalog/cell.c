/* Values of columns: what says nothing, what is shown, what comes first. */
#include "parts.h"

#include <endpane/base/clock.h>
#include <endpane/base/str.h>
#include <endpane/catalog/cell.h>

#include <string.h>

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

bool
cell_absent(enum cat_kind kind, struct slice raw)
{
	switch (raw.len) {
	case 0:
		return true;
	case 1:
		return raw.at[0] == '-';
	case 2:
		return (raw.at[0] == '-' && raw.at[1] == '-') ||
		    ((kind == CAT_MILLIS || kind == CAT_STAMP) &&
		    raw.at[0] == '-' && raw.at[1] == '1');
	case 4:
		return memcmp(raw.at, "null", 4) == 0;
	default:
		return false;
	}
}

bool
cell_flag(struct slice raw, bool *flag)
{
	static const char *const yes[] = { "true", "1", "yes" };
	static const char *const no[] = { "false", "0", "no" };
	size_t i;

	for (i = 0; i < 3; i++) {
		if (!str_is_folded(raw, yes[i]) && !str_is_folded(raw, no[i]))
			continue;
		*flag = str_is_folded(raw, yes[i]);
		return true;
	}
	return false;
}

struct slice
cell_choice(const struct cat_column *column, struct slice raw)
{
	const struct cat_choice *c;

	if (column->choices != NULL)
		for (c = column->choices; c->wire != NULL; c++)
			if (str_is(raw, c->wire))
				return str_slice(c->label);
	return raw;
}

static void
show_time(struct slice raw, struct buf *out)
{
	char text[32];
	int64_t ms;

	if (!clock_parse(raw, &ms)) {
		buf_slice(out, raw);
		return;
	}
	clock_print(ms, text, sizeof(text));
	buf_text(out, text);
}

static void
show_flag(struct slice raw, struct buf *out)
{
	bool flag;

	if (cell_flag(raw, &flag))
		buf_text(out, flag ? "yes" : "no");
	else
		buf_slice(out, raw);
}

void
cell_show(const struct cat_column *column, struct slice raw, struct buf *out)
{
	if (cell_absent(column->kind, raw))
		return;
	switch (column->kind) {
	case CAT_TEXT:
	case CAT_ID:
	case CAT_NUMBER:
	case CAT_VERSION:
		buf_slice(out, raw);
		break;
	case CAT_FLAG:
		show_flag(raw, out);
		break;
	case CAT_MILLIS:
	case CAT_STAMP:
		show_time(raw, out);
		break;
	case CAT_CHOICE:
		buf_slice(out, cell_choice(column, raw));
		break;
	case CAT_SECRET:
		buf_text(out, "********");
		break;
	}
}

bool
cell_decimal(struct slice s, struct decimal *d)
{
	size_t i = 0, from;

	memset(d, 0, sizeof(*d));
	if (i < s.len && (s.at[i] == '-' || s.at[i] == '+'))
		d->negative = s.at[i++] == '-';
	from = i;
	while (i < s.len && is_digit(s.at[i]))
		i++;
	d->whole = (struct slice){ s.at + from, i - from };
	if (i < s.len && s.at[i] == '.') {
		from = ++i;
		while (i < s.len && is_digit(s.at[i]))
			i++;
		d->part = (struct slice){ s.at + from, i - from };
	}
	if (i < s.len || d->whole.len + d->part.len == 0)
		return false;
	while (d->whole.len > 0 && d->whole.at[0] == '0')
		d->whole.at++, d->whole.len--;
	while (d->part.len > 0 && d->part.at[d->part.len - 1] == '0')
		d->part.len--;
	if (d->whole.len + d->part.len == 0)
		d->negative = false;
	return true;
}

bool
cell_is_number(struct slice raw)
{
	struct decimal ignored;

	return cell_decimal(raw, &ignored);
}

static int
compare_bytes(struct slice a, struct slice b)
{
	size_t len = a.len < b.len ? a.len : b.len;
	int order = len > 0 ? memcmp(a.at, b.at, len) : 0;

	return order != 0 ? order : (a.len > b.len) - (a.len < b.len);
}

/* What could be read comes before what could not; both not: as text. */
static int
compare_read(bool has_a, bool has_b, struct slice a, struct slice b)
{
	if (has_a != has_b)
		return has_a ? -1 : 1;
	return str_compare_natural(a, b);
}

static int
compare_numbers(struct slice a, struct slice b)
{
	struct decimal x, y;
	bool has_x = cell_decimal(a, &x), has_y = cell_decimal(b, &y);
	int order;

	if (!has_x || !has_y)
		return compare_read(has_x, has_y, a, b);
	if (x.negative != y.negative)
		return x.negative ? -1 : 1;
	if (x.whole.len != y.whole.len)
		order = x.whole.len < y.whole.len ? -1 : 1;
	else if ((order = compare_bytes(x.whole, y.whole)) == 0)
		order = compare_bytes(x.part, y.part);
	return x.negative ? -order : order;
}

struct slice
cell_version_part(struct slice *rest)
{
	size_t len = 0;
	struct slice part;

	while (rest->len > 0 && strchr(".-_ ", rest->at[0]) != NULL &&
	    rest->at[0] != '\0')
		rest->at++, rest->len--;
	if (rest->len == 0)
		return (struct slice){ "0", 1 };
	while (len < rest->len && is_digit(rest->at[len]))
		len++;
	while (len < rest->len && !is_digit(rest->at[0]) &&
	    !is_digit(rest->at[len]) && (rest->at[len] == '\0' ||
	    strchr(".-_ ", rest->at[len]) == NULL))
		len++;
	part = (struct slice){ rest->at, len };
	rest->at += len, rest->len -= len;
	return part;
}

static int
compare_versions(struct slice a, struct slice b)
{
	struct slice x, y;
	int order;

	if (a.len > 1 && (a.at[0] | 32) == 'v' && is_digit(a.at[1]))
		a.at++, a.len--;
	if (b.len > 1 && (b.at[0] | 32) == 'v' && is_digit(b.at[1]))
		b.at++, b.len--;
	while (a.len > 0 || b.len > 0) {
		x = cell_version_part(&a);
		y = cell_version_part(&b);
		/* 12.0-beta comes before 12.0: words before numbers. */
		if (is_digit(x.at[0]) != is_digit(y.at[0]))
			return is_digit(x.at[0]) ? 1 : -1;
		order = is_digit(x.at[0]) ? compare_numbers(x, y) :
		    str_compare_natural(x, y);
		if (order != 0)
			return order;
	}
	return 0;
}

static int
compare_times(struct slice a, struct slice b)
{
	int64_t x, y;
	bool has_x = clock_parse(a, &x), has_y = clock_parse(b, &y);

	if (!has_x || !has_y)
		return compare_read(has_x, has_y, a, b);
	return (x > y) - (x < y);
}

static int
compare_flags(struct slice a, struct slice b)
{
	bool x, y, has_x = cell_flag(a, &x), has_y = cell_flag(b, &y);

	if (!has_x || !has_y)
		return compare_read(has_x, has_y, a, b);
	return (int)x - (int)y;
}

int
cell_compare(const struct cat_column *column, struct slice a, struct slice b)
{
	bool no_a = cell_absent(column->kind, a);
	bool no_b = cell_absent(column->kind, b);

	if (no_a || no_b)
		return (int)no_a - (int)no_b;
	switch (column->kind) {
	case CAT_TEXT:
	case CAT_ID:
		return str_compare_natural(a, b);
	case CAT_NUMBER:
		return compare_numbers(a, b);
	case CAT_VERSION:
		return compare_versions(a, b);
	case CAT_FLAG:
		return compare_flags(a, b);
	case CAT_MILLIS:
	case CAT_STAMP:
		return compare_times(a, b);
	case CAT_CHOICE:
		return str_compare_natural(cell_choice(column, a),
		    cell_choice(column, b));
	case CAT_SECRET:
		return 0;
	}
	return 0;
}
