/* store/state.c: kept, shared, and never in the way. */
#include <endpane/store/state.h>

#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "in_folder.h"
#include "unit.h"

static void
assert_value(struct state *s, const char *key, const char *value)
{
	struct buf out = { 0 };

	assert_int_equal(state_get(s, "devices", key, &out), value != NULL);
	if (value != NULL)
		assert_string_equal(buf_string(&out), value);
	buf_fini(&out);
}

static void
test_texts(void **state)
{
	struct state *s = state_open(folder.path), *other;

	(void)state;
	assert_true(state_is_kept(s));
	assert_value(s, "sort", NULL);
	state_set(s, "devices", "sort", "name,-os");
	state_set(s, "devices", "filter", "");
	state_set(s, "apps", "sort", "id");
	other = state_open(folder.path);
	assert_value(other, "sort", "name,-os");
	assert_value(other, "filter", "");
	state_set(other, "devices", "sort", "os");
	assert_value(s, "sort", "os");
	state_set(s, "devices", "sort", NULL);
	state_close(s);
	assert_value(other, "sort", NULL);
	state_close(other);
}

static void
test_calls(void **state)
{
	struct state *s = state_open(folder.path), *other;
	int day;

	(void)state;
	assert_int_equal(state_calls(s, "phones", 20261122), 0);
	assert_int_equal(state_calls_add(s, "phones", 20261122, 2), 2);
	other = state_open(folder.path);
	assert_int_equal(state_calls_add(other, "phones", 20261122, 3), 5);
	assert_int_equal(state_calls(s, "phones", 20261122), 5);
	assert_int_equal(state_calls(s, "desktops", 20261122), 0);
	assert_int_equal(state_calls_add(s, "phones", 20261123, 1), 1);
	assert_int_equal(state_calls(s, "phones", 20261122), 5);
	assert_int_equal(state_calls_add(s, "phones", 20261125, 1), 1);
	/* A clock that ran ahead has come back: the day goes on. */
	assert_int_equal(state_calls_add(s, "phones", 20991231, 1), 1);
	assert_int_equal(state_calls_add(s, "phones", 20261122, 1), 6);
	for (day = 20261201; day < 20261231; day++) {
		state_calls_add(s, "phones", day, 1);
		state_calls_add(s, "phones", day + 10000, 1);
	}
	assert_int_equal(state_calls(s, "phones", 20261122), 0);
	assert_int_equal(state_calls(s, "phones", 20991231), 1);
	state_close(s);
	state_close(other);
}

/* Several processes add at the same time; none of it is lost. */
static void
test_calls_at_once(void **state)
{
	struct state *s;
	int i, k, status;

	(void)state;
	for (i = 0; i < 4; i++) {
		if (fork() != 0)
			continue;
		s = state_open(folder.path);
		for (k = 0; k < 100; k++)
			state_calls_add(s, "phones", 20261122, 1);
		state_close(s);
		_exit(0);
	}
	for (i = 0; i < 4; i++)
		assert_true(wait(&status) > 0 && status == 0);
	s = state_open(folder.path);
	assert_int_equal(state_calls(s, "phones", 20261122), 400);
	state_close(s);
}

/*
 * The file is busy for longer than a key waits, and free for who tries again at
 * once: what was counted late is not counted twice.
 */
static void
test_calls_when_busy(void **state)
{
	struct state *s = state_open(folder.path), *other;
	sqlite3 *db;
	int ends[2], round;
	char byte;

	(void)state;
	other = state_open(folder.path);
	for (round = 0; round < 3; round++) {
		assert_int_equal(pipe(ends), 0);
		if (fork() == 0) {
			sqlite3_open(folder_file(&folder, "state.db"), &db);
			sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL);
			if (write(ends[1], "", 1) == 1)
				usleep(70000 + 10000 * round);
			sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
			_exit(0);
		}
		assert_int_equal(read(ends[0], &byte, 1), 1);
		state_calls_add(s, "phones", 20261122, 5);
		assert_true(wait(NULL) > 0);
		close(ends[0]), close(ends[1]);
		state_calls_add(s, "phones", 20261122, 0);
		assert_int_equal(state_calls(other, "phones", 20261122),
		    5 * (round + 1));
	}
	state_close(s);
	state_close(other);
}

static void
test_without_a_file(void **state)
{
	struct state *s = state_open("/dev/null/below");
	struct rlimit old, small = { 0, 0 };

	(void)state;
	assert_false(state_is_kept(s));
	state_set(s, "devices", "sort", "name");
	assert_value(s, "sort", "name");
	assert_int_equal(state_calls_add(s, "phones", 1, 4), 4);
	assert_int_equal(state_calls_add(s, "phones", 1, 4), 8);
	state_close(s);

	/* The disk fills up meanwhile: still counted. */
	s = state_open(folder.path);
	assert_int_equal(state_calls_add(s, "phones", 1, 1), 1);
	signal(SIGXFSZ, SIG_IGN);
	getrlimit(RLIMIT_FSIZE, &old);
	small.rlim_max = old.rlim_max;
	setrlimit(RLIMIT_FSIZE, &small);
	assert_int_equal(state_calls_add(s, "phones", 1, 1), 2);
	assert_int_equal(state_calls_add(s, "phones", 1, 1), 3);
	setrlimit(RLIMIT_FSIZE, &old);
	assert_int_equal(state_calls_add(s, "phones", 1, 1), 4);
	state_close(s);
}

static void
test_damaged(void **state)
{
	FILE *file = fopen(folder_file(&folder, "state.db"), "w");
	struct state *s;
	int i;

	(void)state;
	for (i = 0; i < 2000; i++)
		fputs("nonsense ", file);
	fclose(file);
	s = state_open(folder.path);
	assert_true(state_is_kept(s));
	state_set(s, "devices", "sort", "name");
	assert_value(s, "sort", "name");
	assert_true(folder_has(&folder, "state.db.damaged"));
	state_close(s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_texts, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_calls, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_calls_at_once, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_calls_when_busy, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_without_a_file, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_damaged, set_up,
		    tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
