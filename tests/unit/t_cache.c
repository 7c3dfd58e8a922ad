/* store/cache.c: lists come back as they were, or not at all. */
#include "estate.h"

#include <endpane/base/clock.h>
#include <endpane/store/cache.h>

#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <sys/resource.h>

#include "folder.h"
#include "unit.h"

static struct folder folder;

static int
set_up(void **state)
{
	(void)state;
	clock_set_wall(5000);
	folder_make(&folder);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	folder_remove(&folder);
	return 0;
}

static struct rows *
some(unsigned from, unsigned count)
{
	struct rows *rows = rows_new(&estate_devices);

	assert_true(estate_add(rows, from, count));
	return rows;
}

static void
keep(struct cache *cache, const char *key, const struct rows *rows, int conn,
    int64_t saved_ms)
{
	struct cache_writing *w = cache_write(cache, key, rows, conn,
	    saved_ms);

	while (cache_write_more(w, 0))
		continue;
	cache_write_end(w);
}

/* Rows that were read, or NULL where there is no list. */
static struct rows *
kept(struct cache *cache, const char *key, int conn, int64_t *saved_ms,
    bool *whole)
{
	struct rows *rows = rows_new(&estate_devices);
	struct cache_reading *r = cache_read(cache, key, rows, conn,
	    saved_ms);

	while (cache_read_more(r, 0))
		continue;
	*whole = cache_read_end(r);
	if (r != NULL)
		return rows;
	rows_free(rows);
	return NULL;
}

static void
assert_same(const struct rows *a, const struct rows *b)
{
	uint32_t row;
	int column;

	assert_int_equal(rows_count(a), rows_count(b));
	for (row = 0; row < rows_count(a); row++)
		for (column = 0; column <= MANAGED; column++)
			assert_true(str_same(rows_cell(a, row, column),
			    rows_cell(b, row, column)));
}

static void
assert_kept(struct cache *cache, const char *key, const struct rows *rows,
    int64_t saved_ms)
{
	int64_t got = -1;
	bool whole;
	struct rows *back = kept(cache, key, 5, &got, &whole);

	assert_int_equal(got, saved_ms);
	if (rows == NULL) {
		assert_null(back);
		return;
	}
	assert_true(whole);
	assert_same(rows, back);
	assert_int_equal(rows_conn(back, 0), 5);
	rows_free(back);
}

static void
test_kept(void **state)
{
	struct cache *cache = cache_open(folder.path);
	struct rows *first = some(0, 5000), *second = some(70, 2500);
	struct rows *none = rows_new(&estate_devices);
	struct stat st;

	(void)state;
	assert_false(folder_has(&folder, "cache.db"));
	assert_kept(cache, "phones/devices", NULL, 0);
	keep(cache, "phones/devices", first, 0, 1000);
	keep(cache, "tablets/devices", none, 0, 3000);
	assert_kept(cache, "phones/devices", first, 1000);
	cache_close(cache);
	assert_int_equal(stat(folder_file(&folder, "cache.db"), &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);

	cache = cache_open(folder.path);
	assert_kept(cache, "phones/devices", first, 1000);
	keep(cache, "phones/devices", second, 0, 2000);
	assert_kept(cache, "phones/devices", second, 2000);
	assert_kept(cache, "phones/groups", NULL, 0);
	cache_close(cache);
	rows_free(first);
	rows_free(second);
	rows_free(none);
}

static int64_t
number_of(const char *sql)
{
	sqlite3_stmt *s;
	int64_t number;
	sqlite3 *db;

	assert_int_equal(sqlite3_open(folder_file(&folder, "cache.db"), &db),
	    SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &s, NULL),
	    SQLITE_OK);
	assert_int_equal(sqlite3_step(s), SQLITE_ROW);
	number = sqlite3_column_int64(s, 0);
	sqlite3_finalize(s);
	sqlite3_close(db);
	return number;
}

/* A writer that stops half way leaves the old list, and no litter. */
static void
test_broken_off(void **state)
{
	struct cache *cache = cache_open(folder.path);
	struct rows *old = some(0, 2500), *fresh = some(9000, 4000);
	struct cache_writing *w;

	(void)state;
	keep(cache, "a", old, 0, 1500);
	w = cache_write(cache, "a", fresh, 0, 2000);
	assert_true(cache_write_more(w, 0));
	assert_kept(cache, "a", old, 1500);
	cache_write_end(w);
	assert_kept(cache, "a", old, 1500);
	keep(cache, "a", old, 0, 3500);
	assert_int_equal(number_of("SELECT count(*) FROM lists"), 1);
	assert_int_equal(number_of("SELECT count(*) FROM blocks"), 3);
	cache_close(cache);
	rows_free(old);
	rows_free(fresh);
}

/* Lists that nobody has refreshed for a month go. */
static void
test_forgotten(void **state)
{
	struct cache *cache = cache_open(folder.path);
	struct rows *rows = some(0, 3000);

	(void)state;
	keep(cache, "a", rows, 0, 1000);
	clock_set_wall(1000 + 31ll * 86400000);
	keep(cache, "b", rows, 0, 1000 + 31ll * 86400000);
	assert_kept(cache, "a", NULL, 0);
	assert_kept(cache, "b", rows, 1000 + 31ll * 86400000);
	cache_close(cache);
	rows_free(rows);
}

/* Only the rows of one connection are written. */
static void
test_merged_list(void **state)
{
	struct cache *cache = cache_open(folder.path);
	struct rows *both = some(0, 1500), *one = some(3000, 700);
	struct err err = { 0 };

	(void)state;
	assert_true(rows_add_block(both, 1, rows_block(one, 0), &err));
	keep(cache, "b", both, 1, 1000);
	assert_kept(cache, "b", one, 1000);
	cache_close(cache);
	rows_free(both);
	rows_free(one);
}

/* Two instances: one reads on while the other replaces the list. */
static void
test_shared(void **state)
{
	struct cache *one = cache_open(folder.path);
	struct cache *two = cache_open(folder.path);
	struct rows *old = some(0, 5000), *fresh = some(9000, 1000), *back;
	struct cache_reading *r;
	int64_t saved;

	(void)state;
	keep(one, "a", old, 0, 1000);
	back = rows_new(&estate_devices);
	r = cache_read(two, "a", back, 0, &saved);
	assert_true(cache_read_more(r, 0));
	keep(one, "a", fresh, 0, 2000);
	while (cache_read_more(r, 0))
		continue;
	assert_true(cache_read_end(r));
	assert_same(old, back);
	assert_kept(two, "a", fresh, 2000);
	cache_close(one);
	cache_close(two);
	rows_free(old);
	rows_free(fresh);
	rows_free(back);
}

static void
scribble(const char *name, long from, size_t len)
{
	FILE *file = fopen(folder_file(&folder, name), "r+");
	size_t i;

	assert_non_null(file);
	assert_int_equal(fseek(file, from, SEEK_SET), 0);
	for (i = 0; i < len; i++)
		fputc('x', file);
	fclose(file);
}

static void
test_damaged(void **state)
{
	struct cache *cache = cache_open(folder.path);
	struct rows *rows = some(0, 5000), *back;
	int64_t saved;
	bool whole;

	(void)state;
	keep(cache, "a", rows, 0, 1000);
	cache_close(cache);
	/* Deep inside: what was read so far is sound, then it is rebuilt. */
	scribble("cache.db", 150000, 60000);
	cache = cache_open(folder.path);
	back = kept(cache, "a", 0, &saved, &whole);
	if (back != NULL)
		assert_false(whole);
	rows_free(back);
	keep(cache, "a", rows, 0, 1000);
	assert_kept(cache, "a", rows, 1000);
	cache_close(cache);
	/* The whole file. */
	scribble("cache.db", 0, 5000);
	cache = cache_open(folder.path);
	assert_kept(cache, "a", NULL, 0);
	keep(cache, "a", rows, 0, 1000);
	assert_kept(cache, "a", rows, 1000);
	cache_close(cache);
	rows_free(rows);
}

/* Other columns than those it was written for: not ours to read. */
static void
test_other_columns(void **state)
{
	static const struct cat_column columns[] = {
		{ "id", "ID", "/id", CAT_ID, NULL, 19 },
		{ 0 }
	};
	static const struct cat_resource narrow = {
		.noun = "devices", .id = "id", .columns = columns,
	};
	struct cache *cache = cache_open(folder.path);
	struct rows *rows = some(0, 10), *other = rows_new(&narrow);
	int64_t saved = 1;

	(void)state;
	keep(cache, "a", rows, 0, 1000);
	assert_null(cache_read(cache, "a", other, 0, &saved));
	assert_int_equal(saved, 0);
	assert_kept(cache, "a", rows, 1000);
	cache_close(cache);
	rows_free(rows);
	rows_free(other);
}

static void
test_nowhere(void **state)
{
	struct cache *cache = cache_open("/dev/null/below");
	struct rows *rows = some(0, 3000);
	struct rlimit old, small = { 100000, 0 };

	(void)state;
	keep(cache, "a", rows, 0, 1000);
	assert_kept(cache, "a", NULL, 0);
	cache_close(cache);
	/* A limit on the size of files stands for a full disk. */
	cache = cache_open(folder.path);
	signal(SIGXFSZ, SIG_IGN);
	getrlimit(RLIMIT_FSIZE, &old);
	small.rlim_max = old.rlim_max;
	setrlimit(RLIMIT_FSIZE, &small);
	keep(cache, "a", rows, 0, 1000);
	setrlimit(RLIMIT_FSIZE, &old);
	assert_kept(cache, "a", NULL, 0);
	keep(cache, "a", rows, 0, 1000);
	assert_kept(cache, "a", rows, 1000);
	cache_close(cache);
	rows_free(rows);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_kept, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_broken_off, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_forgotten, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_merged_list, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_shared, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_damaged, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_other_columns, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_nowhere, set_up,
		    tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
