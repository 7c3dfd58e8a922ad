/* store/: what fails behind a journal that was opened well. */
#include <endpane/store/plans.h>

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "in_folder.h"
#include "tamper.h"
#include "unit.h"

#include "../../src/store/ending.h"

static struct journal *
open_it(void)
{
	struct err err = { 0 };
	struct journal *j = journal_open(folder.path, &err);

	if (j == NULL)
		fail_msg("%s", err.text);
	return j;
}

static void
change(const char *sql)
{
	tamper_with(&folder, "journal.db", sql);
}

static void
intend(struct journal *j)
{
	const struct journal_intent n = { .job = 1, .operation = "x",
	    .object_id = "1", .body = "" };
	struct err err = { 0 };
	int64_t first;

	if (!journal_intend(j, &n, 1, &first, &err))
		fail_msg("%s", err.text);
}

/* The end cannot be kept: evidence is lost, nothing else. */
static void
test_no_ending(void **state)
{
	struct journal *j;
	struct err err = { 0 };
	int64_t bad;

	(void)state;
	assert_int_equal(mkdir(folder_file(&folder, "journal.end"), 0700), 0);
	j = open_it();
	intend(j);
	assert_true(journal_verify(j, &bad, &err));
	journal_close(j);
	j = open_it();
	intend(j);
	journal_close(j);
	assert_int_equal(rmdir(folder_file(&folder, "journal.end")), 0);
}

/* A file that takes nothing is what it was. */
static void
test_ending_stays(void **state)
{
	char digest[DIGEST_TEXT];
	struct ending ending;
	int fd;

	(void)state;
	memset(digest, 'a', sizeof(digest));
	digest[DIGEST_TEXT - 1] = '\0';
	fd = ending_open(folder.path);
	assert_true(fd >= 0);
	ending_write(fd, 7, digest);
	close(fd);
	fd = open(folder_file(&folder, "journal.end"), O_RDONLY | O_CLOEXEC);
	assert_true(fd >= 0);
	ending_write(fd, 8, digest);
	ending_read(fd, &ending);
	close(fd);
	assert_int_equal(ending.id, 7);
	assert_string_equal(ending.digest, digest);
}

/* A plan that cannot be kept whole leaves no row and no number. */
static void
test_half_a_plan(void **state)
{
	static const char *const tables[] = { "jobs", "plans" };
	const struct plan_record p = { .operation = "apps associate",
	    .conn = "phones", .origin = PLAN_NEW, .text = "{}" };
	struct journal *j = open_it();
	struct err err = { 0 };
	int64_t job = 0, bad;
	char sql[120];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(tables) / sizeof(tables[0]); i++) {
		snprintf(sql, sizeof(sql), "CREATE TRIGGER stop BEFORE INSERT"
		    " ON %s BEGIN SELECT RAISE(ABORT, 'no'); END", tables[i]);
		change(sql);
		assert_false(plans_add(j, &p, &job, &err));
		assert_int_equal(err.code, ERR_LOCAL);
		change("DROP TRIGGER stop");
	}
	assert_true(journal_verify(j, &bad, &err));
	assert_true(plans_add(j, &p, &job, &err));
	assert_int_equal(job, 1);
	assert_true(journal_verify(j, &bad, &err));
	journal_close(j);
}

/* A look-up that fails is not one that finds nothing. */
static void
test_look_up_fails(void **state)
{
	struct journal *j = open_it();
	struct err err = { 0 };
	int64_t job = 0;

	(void)state;
	intend(j);
	change("ALTER TABLE intents RENAME TO kept;"
	    "CREATE VIEW intents AS SELECT 1 AS id,"
	    " abs(-9223372036854775807 - 1) AS job");
	assert_false(plans_job_of(j, 1, &job, &err));
	assert_int_equal(err.code, ERR_LOCAL);
	assert_int_equal(strncmp(err.text, "journal: ", 9), 0);
	journal_close(j);
}

/* A blob of nothing where a text was. */
static void
test_blob(void **state)
{
	struct journal *j = open_it();
	struct err err = { 0 };
	int64_t bad = 0;

	(void)state;
	intend(j);
	change("DROP TRIGGER intents_stay;"
	    "UPDATE intents SET object_name = x''");
	assert_false(journal_verify(j, &bad, &err));
	assert_string_equal(err.text,
	    "entry 1 was changed, or one before it");
	assert_int_equal(bad, 1);
	journal_close(j);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_no_ending, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_ending_stays, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_half_a_plan, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_look_up_fails, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_blob, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
