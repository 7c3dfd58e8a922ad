/* The filter language: read into terms. */
#include "sift.h"

#include <endpane/base/clock.h>
#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/catalog/cell.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool
is_blank(char c)
{
	return c == ' ' || (c >= 9 && c <= 13);
}

static bool
at_blank_or_end(struct slice s)
{
	return s.len == 0 || is_blank(s.at[0]);
}

static void
skip_blanks(struct slice *s)
{
	while (s->len > 0 && is_blank(s->at[0]))
		s->at++, s->len--;
}

static bool
take_op(struct slice *s, enum sift_op *op)
{
	static const struct {
		const char	*text;
		enum sift_op	 op;
	} ops[] = {
		{ "!=", SIFT_OTHER }, { "<=", SIFT_MOST },
		{ ">=", SIFT_LEAST }, { "=", SIFT_EQUAL },
		{ "~", SIFT_CONTAINS }, { "<", SIFT_LESS },
		{ ">", SIFT_MORE },
	};
	size_t i, len;

	for (i = 0; i < sizeof(ops) / sizeof(ops[0]); i++) {
		if (!str_starts(*s, ops[i].text))
			continue;
		len = strlen(ops[i].text);
		s->at += len, s->len -= len;
		*op = ops[i].op;
		return true;
	}
	return false;
}

/* When the unit of a local time that was typed so far ends. */
static bool
span_of_parts(const int *part, int parts, int64_t *from, int64_t *to)
{
	struct tm tm = { .tm_mday = 1, .tm_isdst = -1 }, next;
	time_t start, end;

	tm.tm_year = part[0] - 1900;
	if (parts > 1)
		tm.tm_mon = part[1] - 1;
	if (parts > 2)
		tm.tm_mday = part[2];
	if (parts > 3)
		tm.tm_hour = part[3];
	if (parts > 4)
		tm.tm_min = part[4];
	next = tm;
	next.tm_year += parts == 1;
	next.tm_mon += parts == 2;
	next.tm_mday += parts == 3;
	next.tm_hour += parts == 4;
	next.tm_min += parts == 5;
	start = mktime(&tm);
	end = mktime(&next);
	*from = (int64_t)start * 1000;
	*to = (int64_t)end * 1000;
	return start != (time_t)-1 && end != (time_t)-1;
}

/*
 * A time as it is shown, local and cut anywhere between its parts ("2026-11",
 * "2026-11-22 14"), means all of that month or hour; milliseconds or a full
 * ISO 8601 time mean that moment.
 */
static bool
read_span(struct slice s, int64_t *from, int64_t *to)
{
	static const char form[] = "dddd-dd-dd dd:dd";
	static const int ends[] = { 4, 7, 10, 13, 16 };
	int part[5] = { 0 }, parts = 0;
	size_t i;

	for (i = 0; i < s.len && i < sizeof(form) - 1; i++) {
		if (form[i] == 'd') {
			if (s.at[i] < '0' || s.at[i] > '9')
				break;
			part[parts] = part[parts] * 10 + (s.at[i] - '0');
		} else if (s.at[i] != form[i] &&
		    !(form[i] == ' ' && s.at[i] == 'T'))
			break;
		if (parts < 5 && (int)i + 1 == ends[parts])
			parts++;
	}
	if (parts > 0 && i == s.len && (int)i == ends[parts - 1] &&
	    part[0] >= 1970)
		return span_of_parts(part, parts, from, to);
	if (!clock_parse(s, from))
		return false;
	*to = *from + 1;
	return true;
}

static void
add_value(struct sift_term *term, const struct buf *text)
{
	struct sift_value *v;
	size_t i;

	term->values = mem_grow(term->values, term->count + 1, sizeof(*v));
	v = &term->values[term->count++];
	memset(v, 0, sizeof(*v));
	v->text = mem_slice(buf_string(text), text->len);
	v->folded = mem_slice(v->text, text->len);
	v->len = text->len;
	for (i = 0; i < v->len; i++)
		if (v->folded[i] >= 'A' && v->folded[i] <= 'Z')
			v->folded[i] = (char)(v->folded[i] | 32);
	v->is_span = read_span(sift_text(v), &v->from_ms, &v->to_ms);
}

/* One alternative: bare and "quoted" pieces up to a blank or a bar. */
static bool
take_value(struct slice *s, struct buf *out)
{
	bool quoted = false, any = false;

	buf_clear(out);
	for (; s->len > 0; s->at++, s->len--) {
		if (s->at[0] == '"') {
			quoted = !quoted;
			any = true;
			continue;
		}
		if (!quoted && (is_blank(s->at[0]) || s->at[0] == '|'))
			break;
		buf_char(out, s->at[0]);
	}
	return any || out->len > 0;
}

static bool
take_values(struct slice *s, struct sift_term *term, const char *from,
    struct err *err)
{
	struct buf text = { 0 };
	bool ok;

	for (;;) {
		ok = take_value(s, &text);
		if (!ok)
			err_set(err, ERR_USAGE, "a value is missing behind "
			    "%.*s (nothing is \"\")", (int)(s->at - from),
			    from);
		else
			add_value(term, &text);
		if (!ok || s->len == 0 || s->at[0] != '|')
			break;
		s->at++, s->len--;
	}
	buf_fini(&text);
	return ok;
}

static bool
unknown_column(const struct cat_resource *resource, struct slice name,
    struct err *err)
{
	const struct cat_column *c;
	struct buf known = { .ceiling = 300 };

	for (c = resource->columns; c->name != NULL; c++)
		buf_format(&known, "%s%s", known.len > 0 ? ", " : "", c->name);
	err_set(err, ERR_USAGE, "%s have no column %.*s; there are: %s",
	    resource->noun, (int)(name.len < 40 ? name.len : 40), name.at,
	    buf_string(&known));
	buf_fini(&known);
	return false;
}

/* A column's name with an operator behind it, or nothing is taken. */
static bool
take_column(struct slice *s, struct slice *name, enum sift_op *op)
{
	struct slice rest = *s;
	size_t len = 0;

	while (len < rest.len && strchr("=!~<>\"|", rest.at[len]) == NULL &&
	    !is_blank(rest.at[len]))
		len++;
	*name = (struct slice){ rest.at, len };
	rest.at += len, rest.len -= len;
	skip_blanks(&rest);
	if (!take_op(&rest, op))
		return false;
	skip_blanks(&rest);
	*s = rest;
	return true;
}

/*
 * What is no number has no place among numbers: it would be behind all of them,
 * and every row be less.
 */
static bool
has_place(const struct cat_column *column, const struct sift_value *v)
{
	if (v->len == 0)
		return true;
	switch (column->kind) {
	case CAT_NUMBER:
		return cell_is_number(sift_text(v));
	case CAT_VERSION:
		return strpbrk(v->text, "0123456789") != NULL;
	case CAT_MILLIS:
	case CAT_STAMP:
		return v->is_span;
	case CAT_TEXT:
	case CAT_ID:
	case CAT_FLAG:
	case CAT_CHOICE:
	case CAT_SECRET:
		break;
	}
	return true;
}

static bool
check_order(const struct filter *f, const struct sift_term *term,
    struct err *err)
{
	const struct cat_column *column;
	size_t i;

	if (term->column < 0 || (term->op != SIFT_LESS &&
	    term->op != SIFT_MOST && term->op != SIFT_MORE &&
	    term->op != SIFT_LEAST))
		return true;
	column = &f->resource->columns[term->column];
	for (i = 0; i < term->count; i++)
		if (!has_place(column, &term->values[i]))
			return err_set(err, ERR_USAGE, "%s has an order by %s; "
			    "%.40s is none", column->name, column->kind ==
			    CAT_NUMBER ? "number" : column->kind ==
			    CAT_VERSION ? "version, as 12.1" :
			    "time, as 2026-11-22 or 2026-11-22 14:00",
			    term->values[i].text);
	return true;
}

static bool
take_term(struct filter *f, struct slice *s, struct err *err)
{
	struct sift_term *term;
	const char *from = s->at;
	struct slice name;

	f->terms = mem_grow(f->terms, f->count + 1, sizeof(*f->terms));
	term = &f->terms[f->count++];
	memset(term, 0, sizeof(*term));
	term->column = -1;
	term->op = SIFT_CONTAINS;
	if (take_column(s, &name, &term->op)) {
		if (name.len == 0)
			return err_set(err, ERR_USAGE,
			    "a column is missing before %.*s",
			    (int)(s->at - from), from);
		term->column = cat_column(f->resource, name);
		if (term->column < 0)
			return unknown_column(f->resource, name, err);
	}
	return take_values(s, term, from, err) && check_order(f, term, err);
}

struct filter *
filter_parse(const struct cat_resource *resource, const char *text,
    struct err *err)
{
	struct filter *f = mem_alloc(sizeof(*f));
	struct slice rest = str_slice(text);

	f->resource = resource;
	for (skip_blanks(&rest); rest.len > 0; skip_blanks(&rest)) {
		if (take_term(f, &rest, err) && at_blank_or_end(rest))
			continue;
		filter_free(f);
		return NULL;
	}
	return f;
}

void
filter_free(struct filter *f)
{
	size_t i, j;

	if (f == NULL)
		return;
	for (i = 0; i < f->count; i++) {
		for (j = 0; j < f->terms[i].count; j++) {
			free(f->terms[i].values[j].text);
			free(f->terms[i].values[j].folded);
		}
		free(f->terms[i].values);
	}
	free(f->terms);
	free(f);
}

static bool
term_matches(const struct sift_term *term, const struct rows *rows,
    uint32_t row)
{
	const struct cat_column *columns = rows_resource(rows)->columns;
	int c;

	for (c = 0; columns[c].name != NULL; c++)
		if ((term->column < 0 || term->column == c) &&
		    sift_cell(term, &columns[c], rows_cell(rows, row, c)))
			return true;
	return false;
}

bool
filter_matches(const struct filter *f, const struct rows *rows, uint32_t row)
{
	size_t i;

	for (i = 0; i < f->count; i++)
		if (!term_matches(&f->terms[i], rows, row))
			return false;
	return true;
}

/* Whoever contains one of narrow's values contains one of wide's. */
static bool
is_contained(const struct sift_term *narrow, const struct sift_term *wide)
{
	size_t i, j;

	for (i = 0; i < narrow->count; i++) {
		for (j = 0; j < wide->count; j++)
			if (str_find_folded(sift_folded(&narrow->values[i]),
			    sift_folded(&wide->values[j])) != NULL)
				break;
		if (j == wide->count)
			return false;
	}
	return true;
}

static bool
is_same(const struct sift_term *a, const struct sift_term *b)
{
	size_t i;

	if (a->op != b->op || a->count != b->count)
		return false;
	for (i = 0; i < a->count; i++)
		if (!str_same(sift_text(&a->values[i]),
		    sift_text(&b->values[i])))
			return false;
	return true;
}

bool
filter_narrows(const struct filter *narrow, const struct filter *wide)
{
	const struct sift_term *n, *w;
	size_t i, j;

	for (i = 0; i < wide->count; i++) {
		w = &wide->terms[i];
		for (j = 0; j < narrow->count; j++) {
			n = &narrow->terms[j];
			if (n->column == w->column && (is_same(n, w) ||
			    (n->op == SIFT_CONTAINS && w->op == n->op &&
			    is_contained(n, w))))
				break;
		}
		if (j == narrow->count)
			return false;
	}
	return true;
}
