/* store/journal.c: what it says is recorded, the disk has. */
#include <endpane/store/plans.h>

#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "folder.h"
#include "unit.h"

static int syncs;

/* SQLite's own calls come here. */
int
fdatasync(int fd)
{
	syncs++;
	return (int)syscall(SYS_fdatasync, fd);
}

int
fsync(int fd)
{
	syncs++;
	return (int)syscall(SYS_fsync, fd);
}

static void
assert_synced(bool good)
{
	assert_true(good);
	assert_true(syncs > 0);
	syncs = 0;
}

/* Not only when the write-ahead log is put into the file, sometime. */
static void
test_each_is_on_the_disk(void **state)
{
	const struct journal_intent intent = { .operation = "groups create",
		.conn = "phones", .method = "POST", .url = "/groups",
		.object_id = "one" };
	const struct plan_record plan = { .operation = "groups create",
		.conn = "phones", .text = "{}" };
	struct folder folder;
	struct journal *j;
	struct err err = { 0 };
	int64_t first = 0, job = 0;
	int i;

	(void)state;
	folder_make(&folder);
	j = journal_open(folder.path, &err);
	assert_non_null(j);
	syncs = 0;
	for (i = 0; i < 3; i++) {
		assert_synced(plans_add(j, &plan, &job, &err));
		assert_synced(journal_intend(j, &intent, 1, &first, &err));
		assert_synced(journal_outcome(j, first, JOURNAL_APPLIED, 200,
		    NULL, &err));
		assert_synced(plans_stop(j, job, "stopped", &err));
	}
	journal_close(j);
	folder_remove(&folder);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_is_on_the_disk),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
