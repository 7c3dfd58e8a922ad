/* store/block.c: bytes from a damaged cache are refused or safe to read. */
#include "../unit/estate.h"
#include "fuzz.h"

#include <endpane/store/view.h>

static void
read_all(struct rows *rows)
{
	struct view *view = view_new(rows);
	struct slice cell, id;
	volatile char sum = 0;
	struct err err;
	uint32_t row, found;
	size_t i;
	int c;

	for (row = 0; row < rows_count(rows); row++) {
		for (c = 0; c <= MANAGED; c++) {
			cell = rows_cell(rows, row, c);
			for (i = 0; i < cell.len; i++)
				sum = (char)(sum ^ cell.at[i]);
		}
		id = rows_id(rows, row);
		if (id.len > 0)
			MUST(rows_find(rows, 0, id, &found));
	}
	MUST(view_filter(view, "name~p", &err));
	MUST(view_sort(view, "-os,name", &err));
	while (view_work(view, 100000))
		;
	view_free(view);
}

int
LLVMFuzzerTestOneInput(const uint8_t *at, size_t len)
{
	static struct rows *good;
	struct slice in = fuzz_input(at, len), block;
	struct buf bytes = { 0 };
	struct rows *rows;
	struct err err;
	size_t place;

	if (good == NULL) {
		good = rows_new(&estate_devices);
		MUST(estate_add(good, 0, 24));
	}
	block = rows_block(good, 0);
	if (fuzz_byte(&in) % 4 == 0)
		buf_slice(&bytes, in);
	else {
		/* Two bytes of place, one of value, as often as there are. */
		buf_slice(&bytes, block);
		while (in.len >= 3) {
			place = fuzz_byte(&in) << 8;
			place |= fuzz_byte(&in);
			bytes.at[place % bytes.len] = (char)fuzz_byte(&in);
		}
		bytes.len -= fuzz_byte(&in);
	}
	rows = rows_new(&estate_devices);
	if (rows_add_block(rows, 0, fuzz_slice(&bytes), &err))
		read_all(rows);
	else
		MUST(rows_count(rows) == 0);
	rows_free(rows);
	buf_fini(&bytes);
	return 0;
}
