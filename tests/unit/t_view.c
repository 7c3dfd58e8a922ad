/* store/view.c, order.c: against the plain way of doing it. */
#include "estate.h"

#include <endpane/catalog/catalog.h>
#include <endpane/catalog/cell.h>
#include <endpane/store/view.h>

#include <stdlib.h>
#include <string.h>

#include "unit.h"

struct key {
	int		 column;
	bool		 falling;
};

/* What the plain way sorts by; qsort() takes no argument for it. */
static const struct rows *by_rows;
static struct key by_key[4];
static int by_keys;

static int
plain_compare(const void *left, const void *right)
{
	uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
	struct slice x, y;
	int i, order;

	for (i = 0; i < by_keys; i++) {
		x = rows_cell(by_rows, a, by_key[i].column);
		y = rows_cell(by_rows, b, by_key[i].column);
		order = cell_compare(&estate_columns[by_key[i].column], x, y);
		if (by_key[i].falling && x.len > 0 && y.len > 0)
			order = -order;
		if (order != 0)
			return order;
	}
	return a < b ? -1 : a > b;
}

static void
plain_keys(const char *keys)
{
	struct slice rest = str_slice(keys), piece;

	for (by_keys = 0; str_next(&rest, ',', &piece); by_keys++) {
		by_key[by_keys].falling = piece.at[0] == '-';
		if (piece.at[0] == '-')
			piece.at++, piece.len--;
		by_key[by_keys].column = cat_column(&estate_devices, piece);
	}
}

static void
assert_view(const struct view *view, const struct rows *rows,
    const char *filter, const char *keys)
{
	struct err err = { 0 };
	struct filter *f = filter_parse(&estate_devices, filter, &err);
	uint32_t *want = calloc(rows_count(rows) + 1, sizeof(*want)), row;
	size_t count = 0, place, i;

	assert_non_null(f);
	for (row = 0; row < rows_count(rows); row++)
		if (filter_matches(f, rows, row))
			want[count++] = row;
		else
			assert_false(view_place(view, row, &place));
	by_rows = rows;
	plain_keys(keys);
	qsort(want, count, sizeof(*want), plain_compare);
	assert_int_equal(view_count(view), count);
	for (i = 0; i < count; i++)
		if (view_row(view, i) != want[i])
			fail_msg("'%s' by '%s': row %u at %zu, not %u", filter,
			    keys, view_row(view, i), i, want[i]);
	for (i = 0; i < count; i += 1 + count / 50) {
		assert_true(view_place(view, want[i], &place));
		assert_int_equal(place, i);
	}
	filter_free(f);
	free(want);
}

static void
settle(struct view *view, int64_t budget_us)
{
	while (view_work(view, budget_us))
		continue;
	assert_true(view_is_settled(view));
}

static const char *const filters[] = { "", "a", "an", "ann", "phone",
    "phone-1", "phone-11", "os<=9 1", "platform=android", "platform!=ios",
    "user=\"\"", "nothing-has-this", "battery>50 managed=yes",
    "seen>=2023-11-16", "laptop|9", "-" };
static const char *const sorts[] = { "", "name", "-name", "platform,-os",
    "user,name", "seen", "-seen", "battery", "id", "-id", "os,user,-seen",
    "managed", "-platform" };

static void
test_all_pairs(void **state)
{
	struct rows *rows = rows_new(&estate_devices);
	struct view *view = view_new(rows);
	struct err err = { 0 };
	size_t i, j;

	(void)state;
	assert_true(estate_add(rows, 0, 3000));
	view_grew(view);
	for (i = 0; i < sizeof(filters) / sizeof(filters[0]); i++)
		for (j = 0; j < sizeof(sorts) / sizeof(sorts[0]); j++) {
			assert_true(view_filter(view, filters[i], &err));
			assert_true(view_sort(view, sorts[j], &err));
			settle(view, j % 2 == 0 ? 0 : 4000);
			assert_view(view, rows, filters[i], sorts[j]);
		}
	view_free(view);
	rows_free(rows);
}

/* Whatever is shown meanwhile: existing rows, none twice. */
static void
assert_usable(const struct view *view, const struct rows *rows)
{
	size_t count = view_count(view), i;
	uint8_t *seen = calloc(rows_count(rows) + 1, 1);
	uint32_t row;

	assert_true(count <= rows_count(rows));
	for (i = 0; i < count; i++) {
		row = view_row(view, i);
		assert_true(row < rows_count(rows));
		assert_int_equal(seen[row], 0);
		seen[row] = 1;
	}
	free(seen);
}

/* Pages arrive while filter and sort change and the work is cut short. */
static void
test_growing(void **state)
{
	struct rows *rows = rows_new(&estate_devices), *other;
	struct view *view = view_new(rows);
	struct err err = { 0 };
	unsigned seed = 3, step, f = 0, s = 0, next = 0, most;

	(void)state;
	for (step = 0; step < 400; step++) {
		seed = seed * 1103515245u + 12345u;
		if (seed >> 16 & 1) {
			most = 1 + (seed >> 20) % 150;
			assert_true(estate_add(rows, next, most));
			next += most;
			view_grew(view);
		}
		if ((seed >> 17 & 7) == 0)
			f = (seed >> 20) % 16;
		if ((seed >> 17 & 7) == 1)
			s = (seed >> 20) % 13;
		assert_true(view_filter(view, filters[f], &err));
		assert_true(view_sort(view, sorts[s], &err));
		view_work(view, 0);
		assert_usable(view, rows);
		if (step % 20 == 0) {
			settle(view, 0);
			assert_view(view, rows, filters[f], sorts[s]);
		}
	}
	/* A refresh: other rows under the same filter and sort. */
	other = rows_new(&estate_devices);
	assert_true(estate_add(other, 100, 1500));
	view_use(view, other);
	rows_free(rows);
	assert_usable(view, other);
	settle(view, 0);
	assert_view(view, other, filters[f], sorts[s]);
	view_free(view);
	rows_free(other);
}

static void
test_words(void **state)
{
	struct rows *rows = rows_new(&estate_devices);
	struct view *view = view_new(rows);
	struct err err = { 0 };
	generation before;

	(void)state;
	assert_true(estate_add(rows, 0, 50));
	before = view_generation(view);
	view_grew(view);
	assert_true(view_generation(view) > before);
	assert_true(view_filter(view, "ann", &err));
	settle(view, 1000);
	assert_false(view_filter(view, "nope=1", &err));
	assert_int_equal(err.code, ERR_USAGE);
	assert_true(view_is_settled(view));
	assert_view(view, rows, "ann", "");
	assert_false(view_sort(view, "name,-nope", &err));
	assert_string_equal(err.text, "devices have no column nope to sort "
	    "by");
	before = view_generation(view);
	assert_true(view_filter(view, NULL, &err));
	assert_true(view_generation(view) > before);
	assert_int_equal(view_count(view), 50);
	assert_true(view_sort(view, NULL, &err));
	assert_true(view_is_settled(view));
	view_free(view);
	rows_free(rows);
}

/* Long starts in common, many of the same, digits of any length. */
static void
test_hard_texts(void **state)
{
	struct rows *rows = rows_new(&estate_devices);
	struct view *view = view_new(rows);
	struct buf page = { 0 };
	struct err err = { 0 };
	size_t added, seen;
	unsigned i, r;

	(void)state;
	buf_text(&page, "[");
	for (i = 0; i < 12000; i++) {
		r = i * 2654435761u >> 7;
		buf_format(&page, "%s{\"name\":\"%s%.*s%u%s\"}",
		    i > 0 ? "," : "", r % 2 != 0 ? "DESKTOP-" : "desktop-",
		    (int)(r % 41), "aaaaaaaaaaaaaaaa00000000000000001111111111",
		    r % 30, r % 3 != 0 ? "" : "-\\u00e4");
	}
	buf_text(&page, "]");
	assert_true(scan_check((struct slice){ page.at, page.len }, &err));
	assert_true(rows_add_page(rows, 0, (struct slice){ page.at, page.len },
	    "", &added, &seen, &err));
	view_grew(view);
	assert_true(view_sort(view, "name", &err));
	settle(view, 0);
	assert_view(view, rows, "", "name");
	assert_true(view_sort(view, "-name", &err));
	settle(view, 0);
	assert_view(view, rows, "", "-name");
	view_free(view);
	rows_free(rows);
	buf_fini(&page);
}

static void
add_names(struct rows *rows, unsigned count, unsigned step, unsigned texts)
{
	struct buf page = { 0 };
	struct err err = { 0 };
	size_t added, seen;
	unsigned i, r;

	buf_text(&page, "[");
	for (i = 0; i < count; i++) {
		r = i * 2654435761u >> 4;
		buf_format(&page, "%s{\"name\":\"%u\",\"os\":\"1%s\"}",
		    i > 0 ? "," : "", i % step == 0 ? 7 : r % texts,
		    r % 3 == 0 ? ".0" : r % 3 == 1 ? ".0.0" : ".1");
	}
	buf_text(&page, "]");
	assert_true(rows_add_page(rows, 0, (struct slice){ page.at, page.len },
	    "", &added, &seen, &err));
	buf_fini(&page);
}

static void
assert_sorts(struct rows *rows)
{
	static const char *const keys[] = { "name", "-name", "os,-name" };
	struct view *view = view_new(rows);
	struct err err = { 0 };
	size_t i;

	for (i = 0; i < 3; i++) {
		assert_true(view_sort(view, keys[i], &err));
		settle(view, i == 0 ? 0 : 2000);
		assert_view(view, rows, "", keys[i]);
	}
	view_free(view);
}

/*
 * Few distinct texts are ranked; texts that are the same by their kind (12 and
 * 12.0) stay as they came. Then a sample that lies: every 17th says 7, the
 * rest are as many texts as there are rows.
 */
static void
test_few_texts(void **state)
{
	struct rows *rows = rows_new(&estate_devices);

	(void)state;
	add_names(rows, 9000, 100000, 400);
	assert_sorts(rows);
	rows_free(rows);
	rows = rows_new(&estate_devices);
	add_names(rows, 2048 * 33, 33, 1u << 30);
	assert_sorts(rows);
	rows_free(rows);
}

/* Cells that come from rows behind are filtered and sorted by, too. */
static void
test_filled(void **state)
{
	struct rows *rows = rows_new(&estate_devices);
	struct rows *behind = rows_new(&estate_devices);
	struct buf page = { 0 };
	struct err err = { 0 };
	size_t added, seen, i;
	struct view *view;

	(void)state;
	for (i = 0; i < 3000; i++)
		buf_format(&page, "%s{\"id\":%zu%s}", i > 0 ? "," : "[",
		    i, i % 3 == 0 ? ",\"os\":\"9\"" : "");
	buf_text(&page, "]");
	rows_behind(rows, &behind);
	assert_true(rows_add_page(rows, 0, (struct slice){ page.at, page.len },
	    "", &added, &seen, &err));
	for (i = 0; i < 3000; i += 2) {
		buf_clear(&page);
		buf_format(&page, "{\"id\":%zu,\"name\":\"n%zu\","
		    "\"os\":\"1%zu\"}", i, 3000 - i, i % 7);
		assert_true(rows_add_page(behind, 0, (struct slice){ page.at,
		    page.len }, "", &added, &seen, &err));
	}
	view = view_new(rows);
	assert_true(view_filter(view, "os<15 name~n1", &err));
	assert_true(view_sort(view, "-os,name", &err));
	settle(view, 500);
	assert_true(view_count(view) > 100);
	assert_view(view, rows, "os<15 name~n1", "-os,name");
	view_free(view);
	rows_free(rows);
	rows_free(behind);
	buf_fini(&page);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_all_pairs),
		cmocka_unit_test(test_growing),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_hard_texts),
		cmocka_unit_test(test_few_texts),
		cmocka_unit_test(test_filled),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
