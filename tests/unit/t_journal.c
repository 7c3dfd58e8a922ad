/* store/journal.c, chain.c, owner.c, db.c: nothing is lost or changed. */
#include <endpane/store/plans.h>

#include <fcntl.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "in_folder.h"
#include "tamper.h"
#include "unit.h"

static struct journal *
open_it(void)
{
	struct err err = { 0 };
	struct journal *j = journal_open(folder.path, &err);

	if (j == NULL)
		fail_msg("%s", err.text);
	return j;
}

/* Intents of one request on count objects; the first one's number. */
static int64_t
intend(struct journal *j, int64_t job, size_t count)
{
	struct journal_intent n[8];
	struct err err = { 0 };
	int64_t first = 0;
	char ids[8][16];
	size_t i;

	for (i = 0; i < count; i++) {
		snprintf(ids[i], sizeof(ids[i]), "%zu", 900719925474099 + i);
		n[i] = (struct journal_intent){ .job = job,
		    .operation = "apps associate", .conn = "phones",
		    .method = "POST", .url = "/apps/1/devices",
		    .object_id = ids[i], .object_name = "Ann's phone",
		    .body = i == 0 ? "{\"device_ids\":[1]}" : NULL };
	}
	if (!journal_intend(j, n, count, &first, &err))
		fail_msg("%s", err.text);
	return first;
}

static void
outcome(struct journal *j, int64_t intent, enum journal_state state)
{
	struct err err = { 0 };

	if (!journal_outcome(j, intent, state, 200, "Fine", &err))
		fail_msg("%s", err.text);
}

/* A job with its plan; its number. */
static int64_t
plan(struct journal *j, enum plan_origin origin, int64_t of)
{
	const struct plan_record p = { .operation = "apps associate",
	    .conn = "phones", .origin = origin, .origin_job = of,
	    .text = "{\"objects\":[]}" };
	struct err err = { 0 };
	int64_t job = 0;

	if (!plans_add(j, &p, &job, &err))
		fail_msg("%s", err.text);
	return job;
}

/* What the walks gave: "3 applied, 2 in flight". */
struct seen {
	char	text[400];
};

static bool
note(void *who, const struct journal_entry *e)
{
	struct seen *seen = who;
	size_t len = strlen(seen->text);

	snprintf(seen->text + len, sizeof(seen->text) - len, "%s%lld %s",
	    len > 0 ? ", " : "", (long long)e->id, journal_word(e->state));
	return true;
}

static const char *
listed(struct journal *j, struct journal_query query)
{
	static struct seen seen;
	struct err err = { 0 };

	seen.text[0] = '\0';
	if (!journal_list(j, &query, note, &seen, &err))
		fail_msg("%s", err.text);
	return seen.text;
}

static size_t
open_questions(struct journal *j)
{
	struct err err = { 0 };
	size_t count = 99;

	assert_true(journal_open_questions(j, &count, &err));
	return count;
}

static void
assert_verifies(struct journal *j)
{
	struct err err = { 0 };
	int64_t bad;

	if (!journal_verify(j, &bad, &err))
		fail_msg("%s", err.text);
}

static bool
full_entry(void *who, const struct journal_entry *e)
{
	*(int *)who += 1;
	assert_int_equal(e->intent.job, 7);
	assert_string_equal(e->intent.operation, "apps associate");
	assert_string_equal(e->intent.conn, "phones");
	assert_string_equal(e->intent.method, "POST");
	assert_string_equal(e->intent.url, "/apps/1/devices");
	assert_string_equal(e->intent.object_id, "900719925474099");
	assert_string_equal(e->intent.object_name, "Ann's phone");
	assert_string_equal(e->intent.body, "{\"device_ids\":[1]}");
	assert_int_equal(e->http, 200);
	assert_string_equal(e->words, "Fine");
	assert_true(e->outcome_ms >= e->at_ms && e->at_ms > 0);
	return true;
}

static void
test_reopened(void **state)
{
	struct journal *j = open_it();
	struct err err = { 0 };
	int64_t first;
	struct seen seen = { "" };
	struct stat st;
	int count = 0;

	(void)state;
	first = intend(j, 7, 3);
	assert_int_equal(first, 1);
	assert_string_equal(listed(j, (struct journal_query){ 0 }),
	    "3 in flight, 2 in flight, 1 in flight");
	assert_int_equal(open_questions(j), 0);
	outcome(j, 1, JOURNAL_APPLIED);
	outcome(j, 2, JOURNAL_UNKNOWN);
	journal_close(j);
	assert_int_equal(stat(folder_file(&folder, "journal.db"), &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);

	j = open_it();
	assert_verifies(j);
	assert_string_equal(listed(j, (struct journal_query){ 0 }),
	    "3 unknown, 2 unknown, 1 applied");
	assert_int_equal(open_questions(j), 2);
	outcome(j, 2, JOURNAL_APPLIED_SEEN);
	outcome(j, 3, JOURNAL_STILL_UNKNOWN);
	assert_int_equal(open_questions(j), 1);
	assert_true(journal_show(j, 1, full_entry, &count, &err));
	assert_int_equal(count, 1);
	assert_false(journal_show(j, 4, full_entry, &count, &err));
	assert_int_equal(err.code, ERR_MISSING);
	assert_true(journal_history(j, 2, note, &seen, &err));
	assert_string_equal(seen.text, "2 unknown, 2 applied (seen)");
	assert_false(journal_outcome(j, 99, JOURNAL_APPLIED, 0, NULL, &err));
	assert_verifies(j);
	journal_close(j);
}

static void
test_pages(void **state)
{
	struct journal *j = open_it();
	struct journal *again;
	int i;

	(void)state;
	for (i = 0; i < 3; i++)
		intend(j, i + 1, 2);
	outcome(j, 5, JOURNAL_REJECTED);
	outcome(j, 3, JOURNAL_UNKNOWN);
	assert_string_equal(listed(j, (struct journal_query){ .limit = 2 }),
	    "6 in flight, 5 rejected");
	assert_string_equal(listed(j, (struct journal_query){ .limit = 2,
	    .before_id = 5 }), "4 in flight, 3 unknown");
	assert_string_equal(listed(j, (struct journal_query){ .job = 2 }),
	    "4 in flight, 3 unknown");
	assert_string_equal(listed(j, (struct journal_query){
	    .only_open = true }), "3 unknown");
	/* Another instance sees what is in flight here, and may write too. */
	again = open_it();
	assert_string_equal(listed(again, (struct journal_query){
	    .only_open = true }), "3 unknown");
	intend(again, 9, 1);
	outcome(j, 6, JOURNAL_APPLIED);
	outcome(again, 4, JOURNAL_NOT_SENT);
	assert_verifies(j);
	assert_verifies(again);
	journal_close(again);
	assert_string_equal(listed(j, (struct journal_query){
	    .only_open = true }), "9 unknown, 3 unknown");
	journal_close(j);
}

/* Killed between intent and outcome: the next start asks. */
static void
test_killed(void **state)
{
	struct journal *j;
	int status, ready[2];
	pid_t child;
	char byte;

	(void)state;
	assert_int_equal(pipe(ready), 0);
	child = fork();
	if (child == 0) {
		j = open_it();
		intend(j, 1, 3);
		outcome(j, 1, JOURNAL_APPLIED);
		if (write(ready[1], "x", 1) != 1)
			_exit(1);
		pause();
		_exit(1);
	}
	assert_int_equal(read(ready[0], &byte, 1), 1);
	j = open_it();
	assert_int_equal(open_questions(j), 0);
	kill(child, SIGKILL);
	waitpid(child, &status, 0);
	assert_int_equal(open_questions(j), 2);
	assert_string_equal(listed(j, (struct journal_query){ 0 }),
	    "3 unknown, 2 unknown, 1 applied");
	assert_verifies(j);
	journal_close(j);
	close(ready[0]);
	close(ready[1]);
}

static void
tamper(const char *sql)
{
	tamper_with(&folder, "journal.db", sql);
}

static void
test_append_only(void **state)
{
	struct journal *j = open_it();
	sqlite3 *db;

	(void)state;
	intend(j, 1, 1);
	outcome(j, 1, JOURNAL_APPLIED);
	assert_int_equal(sqlite3_open(folder_file(&folder, "journal.db"),
	    &db), SQLITE_OK);
	assert_int_not_equal(sqlite3_exec(db, "DELETE FROM intents", NULL,
	    NULL, NULL), SQLITE_OK);
	assert_string_equal(sqlite3_errmsg(db),
	    "the journal is append-only");
	assert_int_not_equal(sqlite3_exec(db, "UPDATE outcomes SET http = 1",
	    NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
	assert_verifies(j);
	journal_close(j);
}

static const struct {
	const char	*sql;
	int64_t		 bad;
	const char	*text;
} edits[] = {
	{ "UPDATE intents SET object_id = '9' WHERE id = 2", 2,
	  "entry 2 was changed, or one before it" },
	{ "UPDATE outcomes SET state = 'applied' WHERE id = 5", 5,
	  "entry 5 was changed, or one before it" },
	{ "UPDATE intents SET body = '' WHERE id = 3", 3,
	  "entry 3 was changed, or one before it" },
	{ "DELETE FROM intents WHERE id = 1", 1, "entry 1 is missing" },
	{ "DELETE FROM outcomes WHERE id = 4", 4, "entry 4 is missing" },
	{ "DELETE FROM outcomes WHERE id = 5", 5, "entry 5 is missing" },
	{ "INSERT INTO outcomes SELECT 8, at_ms, intent, state, http, words,"
	  " chain FROM outcomes WHERE id = 5", 8,
	  "entry 8 was changed, or one before it" },
	{ "UPDATE plans SET plan = '{}' WHERE id = 6", 6,
	  "entry 6 was changed, or one before it" },
	{ "UPDATE plans SET origin_job = 7 WHERE id = 6", 6,
	  "entry 6 was changed, or one before it" },
	{ "DELETE FROM plans", 6, "entry 6 is missing" },
	{ "UPDATE stops SET words = NULL", 7,
	  "entry 7 was changed, or one before it" },
	{ "DELETE FROM stops", 7,
	  "the journal's last entry is gone; see 'endpane journal verify'" },
	/* Two rows change places. */
	{ "UPDATE intents SET id = 99 WHERE id = 1;"
	  "UPDATE intents SET id = 1 WHERE id = 2;"
	  "UPDATE intents SET id = 2 WHERE id = 99", 1,
	  "entry 1 was changed, or one before it" },
};

static void
test_tampered(void **state)
{
	struct journal *j;
	struct err err = { 0 };
	int64_t bad;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(edits) / sizeof(edits[0]); i++) {
		j = open_it();
		intend(j, 1, 3);
		outcome(j, 1, JOURNAL_APPLIED);
		outcome(j, 2, JOURNAL_UNKNOWN);
		assert_true(plans_stop(j, plan(j, PLAN_RESUMES, 1), "Full",
		    &err));
		assert_verifies(j);
		tamper("DROP TRIGGER intents_stay;DROP TRIGGER outcomes_stay;"
		    "DROP TRIGGER intents_remain;"
		    "DROP TRIGGER outcomes_remain;"
		    "DROP TRIGGER plans_stay; DROP TRIGGER plans_remain;"
		    "DROP TRIGGER stops_stay; DROP TRIGGER stops_remain");
		tamper(edits[i].sql);
		assert_false(journal_verify(j, &bad, &err));
		assert_string_equal(err.text, edits[i].text);
		assert_int_equal(bad, edits[i].bad);
		journal_close(j);
		folder_remove(&folder);
		folder_make(&folder);
	}
}

static bool
note_plan(void *who, const struct plan_record *p)
{
	struct seen *seen = who;
	size_t len = strlen(seen->text);

	snprintf(seen->text + len, sizeof(seen->text) - len,
	    "%s%lld: %s on %s, %d of %lld, %s%s%s", len > 0 ? "; " : "",
	    (long long)p->job, p->operation, p->conn, p->origin,
	    (long long)p->origin_job, p->text, p->is_stopped ? ", stopped " :
	    "", p->words != NULL ? p->words : "");
	assert_true(p->is_ours && p->lives);
	return true;
}

static void
test_plans(void **state)
{
	struct journal *j = open_it();
	struct seen seen = { "" };
	struct err err = { 0 };
	int64_t job = 0;

	(void)state;
	assert_int_equal(plan(j, PLAN_NEW, 0), 1);
	intend(j, 1, 2);
	assert_true(plans_stop(j, 1, "Full", &err));
	assert_int_equal(plan(j, PLAN_RESUMES, 1), 2);
	assert_int_equal(plan(j, PLAN_UNDOES, 1), 3);
	assert_true(plans_show(j, 1, note_plan, &seen, &err));
	assert_string_equal(seen.text, "1: apps associate on phones, 0 of 0, "
	    "{\"objects\":[]}, stopped Full");
	seen.text[0] = '\0';
	assert_true(plans_resumed(j, 1, note_plan, &seen, &err));
	assert_string_equal(seen.text,
	    "2: apps associate on phones, 1 of 1, {\"objects\":[]}");
	/* By an intent's number or the plan's own. */
	assert_true(plans_job_of(j, 3, &job, &err) && job == 1);
	assert_true(plans_job_of(j, 5, &job, &err) && job == 2);
	assert_false(plans_job_of(j, 99, &job, &err));
	assert_int_equal(err.code, ERR_MISSING);
	assert_false(plans_show(j, 99, note_plan, &seen, &err));
	assert_int_equal(err.code, ERR_MISSING);
	assert_verifies(j);
	journal_close(j);
}

/* As the version before left it: kept as it is, and written on. */
static void
test_older(void **state)
{
	struct journal *j = open_it();

	(void)state;
	intend(j, 1, 2);
	outcome(j, 1, JOURNAL_APPLIED);
	journal_close(j);
	tamper("DROP TABLE plans; DROP TABLE stops; PRAGMA user_version = 1");
	j = open_it();
	assert_verifies(j);
	assert_string_equal(listed(j, (struct journal_query){ 0 }),
	    "2 unknown, 1 applied");
	plan(j, PLAN_NEW, 0);
	assert_verifies(j);
	journal_close(j);
}

static void
copy(const char *from, const char *to)
{
	FILE *in = fopen(folder_file(&folder, from), "re");
	FILE *out = fopen(folder_file(&folder, to), "we");
	char some[4096];
	size_t got;

	assert_true(in != NULL && out != NULL);
	while ((got = fread(some, 1, sizeof(some), in)) > 0)
		assert_int_equal(fwrite(some, 1, got, out), got);
	fclose(in);
	fclose(out);
}

static void
assert_bad(struct journal *j, int64_t expected, const char *text)
{
	struct err err = { 0 };
	int64_t bad = 0;

	assert_false(journal_verify(j, &bad, &err));
	assert_string_equal(err.text, text);
	assert_int_equal(bad, expected);
}

/* Read as it is, but not written: nobody knows what stood in it. */
static void
assert_refused(struct journal *j)
{
	struct journal_intent n = { .job = 1, .operation = "apps associate" };
	struct err err = { 0 };
	int64_t first;

	assert_false(journal_intend(j, &n, 1, &first, &err));
	assert_non_null(strstr(err.text, "not as it was written last"));
	assert_true(strlen(listed(j, (struct journal_query){ 0 })) > 0);
}

/* The last rows are gone, and the count of them fits. */
static void
test_cut_off(void **state)
{
	struct journal *j = open_it();

	(void)state;
	intend(j, 1, 3);
	outcome(j, 1, JOURNAL_APPLIED);
	outcome(j, 2, JOURNAL_UNKNOWN);
	journal_close(j);
	tamper("DROP TRIGGER outcomes_remain; DELETE FROM outcomes WHERE"
	    " id = 5; UPDATE last SET id = 4;"
	    "CREATE TRIGGER outcomes_remain BEFORE DELETE ON outcomes BEGIN"
	    " SELECT RAISE(ABORT, 'the journal is append-only'); END");
	j = open_it();
	assert_bad(j, 5, "entries behind 4 are missing: 5 were written");
	assert_refused(j);
	journal_close(j);
	unlink(folder_file(&folder, "journal.end"));
	j = open_it();
	assert_verifies(j);
	intend(j, 1, 1);
	journal_close(j);
}

/* Another journal in its place, whole in itself; or an older copy. */
static void
test_replaced(void **state)
{
	struct journal *j = open_it();

	(void)state;
	intend(j, 1, 3);
	journal_close(j);
	copy("journal.db", "other");
	unlink(folder_file(&folder, "journal.db"));
	j = open_it();
	intend(j, 2, 2);
	outcome(j, 1, JOURNAL_APPLIED);
	assert_verifies(j);
	journal_close(j);
	copy("journal.db", "mine");
	copy("other", "journal.db");
	j = open_it();
	assert_bad(j, 3, "this is another journal than the one that was "
	    "written last");
	assert_refused(j);
	journal_close(j);
	copy("mine", "journal.db");
	j = open_it();
	assert_verifies(j);
	intend(j, 3, 1);
	journal_close(j);
	copy("mine", "journal.db");
	j = open_it();
	assert_bad(j, 4, "entries behind 3 are missing: 4 were written");
	assert_refused(j);
	journal_close(j);
}

static void
test_damaged(void **state)
{
	struct journal *j = open_it();
	struct err err = { 0 };
	char noise[4096];
	FILE *file;

	(void)state;
	intend(j, 1, 8);
	journal_close(j);
	memset(noise, 'x', sizeof(noise));
	file = fopen(folder_file(&folder, "journal.db"), "r+");
	assert_non_null(file);
	assert_int_equal(fwrite(noise, 1, sizeof(noise), file),
	    sizeof(noise));
	fclose(file);
	assert_null(journal_open(folder.path, &err));
	assert_int_equal(err.code, ERR_LOCAL);
	assert_non_null(strstr(err.text, "the file is damaged; nothing will "
	    "be written until you move it away"));
	/* It stays where it is. */
	assert_true(folder_has(&folder, "journal.db"));
	assert_false(folder_has(&folder, "journal.db.damaged"));
}

static void
test_refused(void **state)
{
	struct err err = { 0 };
	struct journal *j;
	int64_t first;
	sqlite3 *db;
	struct journal_intent n = { .operation = "x" };

	(void)state;
	/* Through a link, not even where it leads to a journal. */
	assert_int_equal(symlink("/dev/null", folder_file(&folder,
	    "journal.db")), 0);
	assert_null(journal_open(folder.path, &err));
	assert_non_null(strstr(err.text, "it is a link"));
	unlink(folder_file(&folder, "journal.db"));
	if (geteuid() != 0) {
		chmod(folder.path, 0500);
		assert_null(journal_open(folder.path, &err));
		assert_int_equal(err.code, ERR_LOCAL);
		chmod(folder.path, 0700);
	}
	assert_null(journal_open("/dev/null/below", &err));
	/* Nobody could tell who wrote what is in flight. */
	assert_int_equal(symlink("/dev/null", folder_file(&folder,
	    "instances.lock")), 0);
	assert_null(journal_open(folder.path, &err));
	assert_non_null(strstr(err.text, "cannot lock"));
	unlink(folder_file(&folder, "instances.lock"));
	/* Locked by somebody who does not let go. */
	j = open_it();
	assert_int_equal(sqlite3_open(folder_file(&folder, "journal.db"),
	    &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL,
	    NULL), SQLITE_OK);
	assert_false(journal_intend(j, &n, 1, &first, &err));
	assert_string_equal(err.text,
	    "journal: another endpane keeps the file locked");
	sqlite3_close(db);
	assert_true(journal_intend(j, &n, 1, &first, &err));
	journal_close(j);
}

/* Half of a write, or with tables that are not these: none of it. */
static void
test_other_tables(void **state)
{
	struct journal_intent n = { .operation = "x" };
	struct journal *j = open_it();
	struct err err = { 0 };
	int64_t first = 0;
	char before[400];

	(void)state;
	intend(j, 1, 2);
	snprintf(before, sizeof(before), "%s", listed(j,
	    (struct journal_query){ 0 }));
	tamper("CREATE TRIGGER stop BEFORE UPDATE ON last BEGIN"
	    " SELECT RAISE(ABORT, 'no'); END");
	assert_false(journal_intend(j, &n, 1, &first, &err));
	assert_int_equal(err.code, ERR_LOCAL);
	assert_string_equal(listed(j, (struct journal_query){ 0 }), before);
	tamper("DROP TRIGGER stop");
	assert_true(journal_intend(j, &n, 1, &first, &err));
	assert_int_equal(first, 3);
	journal_close(j);
	tamper("ALTER TABLE last RENAME TO lost");
	assert_null(journal_open(folder.path, &err));
	assert_int_equal(err.code, ERR_LOCAL);
	tamper("ALTER TABLE lost RENAME TO last");
	j = open_it();
	assert_true(journal_intend(j, &n, 1, &first, &err));
	assert_int_equal(first, 4);
	journal_close(j);
}

/* A limit on the size of files stands for a full disk. */
static void
test_full_disk(void **state)
{
	struct journal *j = open_it();
	struct rlimit old, small = { 0, 0 };
	struct journal_intent n = { .operation = "x" };
	struct err err = { 0 };
	int64_t first = -1;

	(void)state;
	intend(j, 1, 1);
	signal(SIGXFSZ, SIG_IGN);
	getrlimit(RLIMIT_FSIZE, &old);
	small.rlim_max = old.rlim_max;
	setrlimit(RLIMIT_FSIZE, &small);
	assert_false(journal_intend(j, &n, 1, &first, &err));
	setrlimit(RLIMIT_FSIZE, &old);
	assert_int_equal(first, -1);
	assert_int_equal(err.code, ERR_LOCAL);
	assert_true(journal_intend(j, &n, 1, &first, &err));
	assert_int_equal(first, 2);
	assert_verifies(j);
	journal_close(j);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_reopened, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_pages, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_killed, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_append_only, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_tampered, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_plans, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_older, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_cut_off, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_replaced, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_damaged, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_refused, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_other_tables, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_full_disk, set_up,
		    tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
