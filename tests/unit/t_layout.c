/* store/db.c: what keeps a journal's rows is held against what was made. */
#include <endpane/store/journal.h>

#include "tamper.h"
#include "unit.h"

/* No row of the chain tells of these. */
static void
test_changed(void **state)
{
	static const char *const changes[] = {
		"DROP TRIGGER outcomes_stay",
		"DROP INDEX plans_of",
		"ALTER TABLE intents ADD COLUMN more",
		("CREATE TRIGGER also AFTER INSERT ON stops BEGIN"
		" DELETE FROM jobs; END"),
		"CREATE TABLE extra (id INTEGER)",
	};
	struct folder folder;
	struct journal *j;
	struct err err = { 0 };
	int64_t bad;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(changes) / sizeof(changes[0]); i++) {
		folder_make(&folder);
		assert_non_null(j = journal_open(folder.path, &err));
		assert_true(journal_verify(j, &bad, &err));
		tamper_with(&folder, "journal.db", changes[i]);
		bad = -1;
		assert_false(journal_verify(j, &bad, &err));
		assert_string_equal(err.text,
		    "the file's tables or triggers were changed");
		assert_int_equal(bad, 0);
		journal_close(j);
		folder_remove(&folder);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_changed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
