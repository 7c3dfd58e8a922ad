/* store/: each step that SQLite may refuse, one by one; what was said holds. */
#include "estate.h"

#include <endpane/store/cache.h>
#include <endpane/store/plans.h>
#include <endpane/store/state.h>

#include <sqlite3.h>
#include <stdio.h>

#include "folder.h"
#include "no_disk.h"
#include "unit.h"

/* What may say no: to prepare (pragmas apart), amid a step, at a commit. */
enum refusal { PREPARE, PRAGMA, STEP, COMMIT, REFUSALS };

#define MOST	60	/* of each kind that are tried, evenly spread */

static struct folder folder;
static long seen[REFUSALS], refused_at[REFUSALS];

static bool
says_no(enum refusal kind)
{
	return ++seen[kind] == refused_at[kind];
}

static int
authorize(void *who, int action, const char *a, const char *b, const char *c,
    const char *d)
{
	(void)who, (void)a, (void)b, (void)c, (void)d;
	return says_no(action == SQLITE_PRAGMA ? PRAGMA : PREPARE) ?
	    SQLITE_DENY : SQLITE_OK;
}

static int
step(void *who)
{
	(void)who;
	return says_no(STEP);
}

static int
commit(void *who)
{
	(void)who;
	return says_no(COMMIT);
}

/* Every connection that is opened from now on asks here. */
static int
attach(sqlite3 *db, char **why, const void *routines)
{
	(void)why, (void)routines;
	sqlite3_set_authorizer(db, authorize, NULL);
	sqlite3_progress_handler(db, 4, step, NULL);
	sqlite3_commit_hook(db, commit, NULL);
	return SQLITE_OK;
}

static int
set_up(void **state)
{
	(void)state;
	folder_make(&folder);
	return sqlite3_auto_extension((void (*)(void))attach);
}

static int
tear_down(void **state)
{
	(void)state;
	sqlite3_reset_auto_extension();
	folder_remove(&folder);
	return 0;
}

static void
allow(void)
{
	memset(refused_at, 0, sizeof(refused_at));
	memset(seen, 0, sizeof(seen));
}

/* The run as it is meant, then once with each step refused; check follows. */
static void
with_each_refused(void (*run)(void), void (*check)(void), bool fresh)
{
	long counts[REFUSALS], n, by;
	int kind;

	allow();
	run();
	memcpy(counts, seen, sizeof(counts));
	check();
	for (kind = PREPARE; kind < REFUSALS; kind++) {
		assert_true(counts[kind] > 0);
		by = counts[kind] / MOST + 1;
		for (n = 1; n <= counts[kind]; n += by) {
			if (fresh) {
				folder_remove(&folder);
				folder_make(&folder);
			}
			allow();
			refused_at[kind] = n;
			run();
			allow();
			check();
		}
	}
}

/* What the journal said it has taken, and what may be in it besides. */
static size_t intents, plans;

static bool
count_entry(void *who, const struct journal_entry *e)
{
	(void)e;
	++*(size_t *)who;
	return true;
}

static bool
count_plan(void *who, const struct plan_record *p)
{
	(void)p;
	++*(size_t *)who;
	return true;
}

/* A no has its reason. */
static bool
told(bool ok, struct err *err)
{
	if (!ok && (err->code == ERR_NONE || err->text[0] == '\0'))
		fail_msg("refused without a word");
	err_clear(err);
	return ok;
}

static void
write_journal(struct journal *j)
{
	struct journal_intent n[2] = { { .operation = "x y",
	    .object_id = "17", .body = "{}" }, { .operation = "x y",
	    .object_id = "18" } };
	const struct plan_record p = { .operation = "x y", .text = "{}",
	    .origin = PLAN_RESUMES, .origin_job = 1 };
	struct err err = { 0 };
	int64_t first = 0, job = 0;

	if (!told(plans_add(j, &p, &job, &err), &err))
		return;
	plans++;
	n[0].job = n[1].job = job;
	if (told(journal_intend(j, n, 2, &first, &err), &err)) {
		intents += 2;
		told(journal_outcome(j, first, JOURNAL_UNKNOWN, 200, "Fine",
		    &err), &err);
	}
	told(plans_stop(j, job, "Full", &err), &err);
}

static void
read_journal(struct journal *j)
{
	static const struct journal_query all = { .limit = 9 };
	struct err err = { 0 };
	size_t ignored = 0;
	int64_t number = 0;

	told(journal_list(j, &all, count_entry, &ignored, &err), &err);
	told(journal_open_questions(j, &ignored, &err), &err);
	told(journal_show(j, 2, count_entry, &ignored, &err), &err);
	told(journal_history(j, 2, count_entry, &ignored, &err), &err);
	told(plans_show(j, 1, count_plan, &ignored, &err), &err);
	told(plans_resumed(j, 1, count_plan, &ignored, &err), &err);
	told(plans_job_of(j, 2, &number, &err), &err);
	plans_newest(j);
	told(journal_verify(j, &number, &err), &err);
}

static void
use_journal(void)
{
	struct err err = { 0 };
	struct journal *j = journal_open(folder.path, &err);

	if (!told(j != NULL, &err))
		return;
	write_journal(j);
	read_journal(j);
	journal_close(j);
}

static void
journal_holds(void)
{
	static const struct journal_query all = { 0 };
	struct err err = { 0 };
	struct journal *j = journal_open(folder.path, &err);
	size_t entries = 0, records = 0;
	int64_t bad = 0;

	if (j == NULL || !journal_verify(j, &bad, &err))
		fail_msg("%s", err.text);
	assert_true(journal_list(j, &all, count_entry, &entries, &err));
	assert_int_equal(entries, intents);
	assert_true(plans_resumed(j, 1, count_plan, &records, &err));
	assert_int_equal(records, plans);
	journal_close(j);
}

static void
test_journal(void **state)
{
	(void)state;
	intents = plans = 0;
	with_each_refused(use_journal, journal_holds, false);
	assert_true(intents > 100);
}

/* The first start, which makes the file. */
static void
make_journal(void)
{
	intents = plans = 0;
	use_journal();
}

static void
test_new_journal(void **state)
{
	(void)state;
	with_each_refused(make_journal, journal_holds, true);
}

/* Set back by somebody with the sqlite3 command: nothing is missing. */
static void
test_counted_back(void **state)
{
	struct err err = { 0 };
	struct journal *j;
	sqlite3 *db;
	int64_t bad = 0;

	(void)state;
	allow();
	use_journal();
	assert_int_equal(sqlite3_open(folder_file(&folder, "journal.db"),
	    &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "UPDATE last SET id = 2", NULL,
	    NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
	j = journal_open(folder.path, &err);
	assert_non_null(j);
	assert_false(journal_verify(j, &bad, &err));
	assert_string_equal(err.text,
	    "the last entry is said to be 2, and there is 5");
	journal_close(j);
}

/* A line of the right length that says nothing is no ending. */
static void
test_other_endings(void **state)
{
	char line[100];
	struct journal *j;
	struct err err;
	int64_t bad;
	size_t i, len;
	FILE *file;

	(void)state;
	allow();
	use_journal();
	for (i = 0; i < 4; i++) {
		file = fopen(folder_file(&folder, "journal.end"), "r+e");
		assert_non_null(file);
		len = fread(line, 1, sizeof(line), file);
		assert_true(len > 20 && line[len - 1] == '\n');
		line[i == 0 ? len - 1 : i == 1 ? 20 : 3] = 'x';
		if (i == 3)
			memcpy(line, "-0000000000000000001", 20);
		rewind(file);
		assert_int_equal(fwrite(line, 1, len, file), len);
		fclose(file);
		j = journal_open(folder.path, &err);
		assert_non_null(j);
		assert_true(journal_verify(j, &bad, &err));
		write_journal(j);
		journal_close(j);
	}
}

static struct rows *given;

static void
use_cache(void)
{
	struct cache *cache = cache_open(folder.path);
	struct rows *rows = rows_new(&estate_devices);
	struct cache_writing *w = cache_write(cache, "a", given, 0, 5000);
	struct cache_reading *r;
	int64_t saved_ms;

	while (cache_write_more(w, 0))
		continue;
	cache_write_end(w);
	r = cache_read(cache, "a", rows, 0, &saved_ms);
	while (cache_read_more(r, 0))
		continue;
	if (cache_read_end(r))
		assert_int_equal(rows_count(rows), rows_count(given));
	rows_free(rows);
	cache_close(cache);
}

/* A list comes back whole, or there is none. */
static void
cache_holds(void)
{
	struct cache *cache = cache_open(folder.path);
	struct rows *rows = rows_new(&estate_devices);
	struct cache_reading *r;
	int64_t saved_ms;

	r = cache_read(cache, "a", rows, 0, &saved_ms);
	while (cache_read_more(r, 0))
		continue;
	if (r != NULL) {
		assert_true(cache_read_end(r));
		assert_int_equal(saved_ms, 5000);
		assert_int_equal(rows_count(rows), rows_count(given));
	}
	rows_free(rows);
	cache_close(cache);
}

static void
test_cache(void **state)
{
	(void)state;
	given = rows_new(&estate_devices);
	assert_true(estate_add(given, 0, 600));
	with_each_refused(use_cache, cache_holds, false);
	rows_free(given);
}

static int64_t calls;

static void
use_state(void)
{
	struct state *s = state_open(folder.path);
	struct buf value = { 0 };

	state_set(s, "devices", "sort", "name");
	if (state_get(s, "devices", "sort", &value))
		assert_string_equal(buf_string(&value), "name");
	state_set(s, "devices", "filter", "x");
	state_set(s, "devices", "filter", NULL);
	calls++;
	assert_true(state_calls_add(s, "phones", 20261122, 1) <= calls);
	state_close(s);
	buf_fini(&value);
}

/* Not set aside for less than damage; no call that was not made is counted. */
static void
state_holds(void)
{
	struct state *s = state_open(folder.path);
	struct buf value = { 0 };

	assert_true(state_is_kept(s));
	assert_true(state_get(s, "devices", "sort", &value));
	assert_string_equal(buf_string(&value), "name");
	assert_false(folder_has(&folder, "state.db.damaged"));
	assert_true(state_calls(s, "phones", 20261122) <= calls);
	state_close(s);
	buf_fini(&value);
}

static void
test_state(void **state)
{
	(void)state;
	calls = 0;
	with_each_refused(use_state, state_holds, false);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_journal, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_new_journal, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_counted_back, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_other_endings, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_cache, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_state, set_up,
		    tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
