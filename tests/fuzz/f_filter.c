/* store/filter.c, sift.c, view.c: any filter reads; block and cell agree. */
#include "../unit/estate.h"
#include "fuzz.h"

#include <endpane/store/view.h>

#define ROWS 14

/* The view sifts whole blocks, the filter row by row. */
static void
check_view(struct view *view, const struct rows *rows, const char *text,
    const struct filter *filter)
{
	struct err err;
	size_t place, count = 0;
	uint32_t row;

	MUST(view_filter(view, text, &err) == (filter != NULL));
	if (filter == NULL)
		return;
	while (view_work(view, 100000))
		;
	for (row = 0; row < ROWS; row++) {
		bool fits = filter_matches(filter, rows, row);

		MUST(view_place(view, row, &place) == fits);
		count += fits;
	}
	MUST(view_count(view) == count);
}

static void
check_narrows(const struct rows *rows, const struct filter *narrow,
    const struct filter *wide)
{
	uint32_t row;

	if (narrow == NULL || wide == NULL || !filter_narrows(narrow, wide))
		return;
	for (row = 0; row < ROWS; row++)
		MUST(!filter_matches(narrow, rows, row) ||
		    filter_matches(wide, rows, row));
}

int
LLVMFuzzerTestOneInput(const uint8_t *at, size_t len)
{
	static struct rows *rows;
	static struct view *view;
	struct slice in = fuzz_input(at, len);
	char *wide_text = fuzz_line(&in), *text = fuzz_line(&in);
	struct filter *wide, *filter;
	struct err err;

	fuzz_locale();
	if (rows == NULL) {
		rows = rows_new(&estate_devices);
		MUST(estate_add(rows, 0, ROWS));
		view = view_new(rows);
	}
	wide = filter_parse(&estate_devices, wide_text, &err);
	filter = filter_parse(&estate_devices, text, &err);
	check_view(view, rows, text, filter);
	check_narrows(rows, filter, wide);
	if (view_sort(view, wide_text, &err))
		while (view_work(view, 100000))
			;
	filter_free(wide);
	filter_free(filter);
	free(wide_text);
	free(text);
	return 0;
}
