/* base/text.c: what goes out is harmless, as wide as was said, and re-reads. */
#include <endpane/base/err.h>
#include <endpane/json/scan.h>

#include "fuzz.h"

static void
check_fit(struct slice in, int cells, bool right)
{
	struct buf out = { 0 };

	text_fit(in, cells, right, &out);
	MUST(fuzz_is_clean(fuzz_slice(&out), ""));
	MUST(fuzz_cells(fuzz_slice(&out)) == cells);
	buf_fini(&out);
}

static void
check_clean(struct slice in)
{
	struct buf out = { 0 }, whole = { 0 };

	text_clean(in, &out);
	text_clean_whole(in, &whole);
	MUST(fuzz_is_clean(fuzz_slice(&out), ""));
	MUST(fuzz_is_clean(fuzz_slice(&whole), ""));
	MUST(text_width(in) == fuzz_cells(fuzz_slice(&out)));
	if (in.len <= TEXT_FIELD_MOST)
		MUST(str_same(fuzz_slice(&out), fuzz_slice(&whole)));
	/* What is harmless already stays as it is. */
	buf_clear(&out);
	text_clean_whole(fuzz_slice(&whole), &out);
	MUST(str_same(fuzz_slice(&out), fuzz_slice(&whole)));
	buf_fini(&out);
	buf_fini(&whole);
}

/* A string of JSON says what was put in, but for bytes that are no UTF-8. */
static void
check_string(struct slice in)
{
	struct buf out = { 0 }, back = { 0 };
	struct err err;

	text_json_string(in, &out);
	MUST(fuzz_is_clean(fuzz_slice(&out), ""));
	MUST(scan_check(fuzz_slice(&out), &err));
	MUST(scan_type(fuzz_slice(&out)) == JSON_TEXT);
	scan_text(fuzz_slice(&out), &back);
	if (fuzz_is_clean(in, "\t\n\r"))
		MUST(str_same(fuzz_slice(&back), in));
	buf_fini(&out);
	buf_fini(&back);
}

/* Typed text is valid, and loses none that was. */
static void
check_typed(struct slice in)
{
	struct buf out = { 0 }, again = { 0 };
	struct slice rest;
	uint32_t point;
	size_t bytes;

	text_typed(in, &out);
	for (rest = fuzz_slice(&out); rest.len > 0; rest.at += bytes,
	    rest.len -= bytes) {
		bytes = text_decode(rest.at, rest.len, &point);
		MUST(bytes > 0 && point != '\r');
	}
	text_typed(fuzz_slice(&out), &again);
	MUST(str_same(fuzz_slice(&out), fuzz_slice(&again)));
	buf_fini(&out);
	buf_fini(&again);
}

static size_t
split_row(struct slice row, char separator, struct buf *cells, size_t most)
{
	size_t n = 0;
	bool quoted = false;

	for (; row.len > 0; row.at++, row.len--) {
		char c = *row.at;

		if (c == '"' && quoted && row.len > 1 && row.at[1] == '"') {
			buf_char(&cells[n], '"');
			row.at++, row.len--;
		} else if (c == '"')
			quoted = !quoted;
		else if (c == separator && !quoted) {
			if (++n == most)
				return most + 1;
		} else
			buf_char(&cells[n], c);
	}
	return quoted ? 0 : n + 1;
}

/* Three cells written, read as RFC 4180 has it: three cells, no formula. */
static void
check_row(struct slice in)
{
	struct buf row = { 0 }, cells[3] = { { 0 } }, clean = { 0 };
	struct slice rest = in, piece;
	struct slice given[3] = { { "", 0 }, { "", 0 }, { "", 0 } };
	size_t n, count = 0;

	while (count < 3 && str_next(&rest, '\n', &piece))
		given[count++] = piece;
	for (n = 0; n < 3; n++) {
		if (n > 0)
			buf_char(&row, ',');
		text_csv(given[n], &row);
	}
	MUST(fuzz_is_clean(fuzz_slice(&row), ""));
	MUST(split_row(fuzz_slice(&row), ',', cells, 3) == 3);
	for (n = 0; n < 3; n++) {
		const char *text = buf_string(&cells[n]);

		MUST(text[0] == '\0' || strchr("=+-@\t\r", text[0]) == NULL);
		buf_clear(&clean);
		text_clean_whole(given[n], &clean);
		MUST(strcmp(text + (strcmp(text, buf_string(&clean)) != 0),
		    buf_string(&clean)) == 0);
		buf_fini(&cells[n]);
	}
	buf_fini(&clean);
	buf_fini(&row);
}

int
LLVMFuzzerTestOneInput(const uint8_t *at, size_t len)
{
	struct slice in = fuzz_input(at, len);
	unsigned choice = fuzz_byte(&in);

	fuzz_locale();
	text_set_ascii((choice & 4) != 0);
	if ((choice & 3) == 0)
		check_clean(in);
	else if ((choice & 3) == 1)
		check_fit(in, (int)(choice >> 4), (choice & 8) != 0);
	else if ((choice & 3) == 2)
		check_string(in);
	else
		check_row(in);
	check_typed(in);
	text_set_ascii(false);
	return 0;
}
