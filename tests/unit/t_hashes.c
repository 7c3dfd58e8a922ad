/* base/hashes.c: what was added is there, once, and nothing else is. */
#include <endpane/base/hashes.h>

#include "unit.h"

static void
test_set(void **state)
{
	struct hashes set = { 0 };
	uint64_t i;

	(void)state;
	assert_false(hashes_has(&set, 0));
	assert_false(hashes_has(&set, 7));
	for (i = 0; i < 5000; i++) {
		assert_false(hashes_has(&set, i * 2654435761u + 2));
		assert_true(hashes_add(&set, i * 2654435761u + 2));
	}
	for (i = 0; i < 5000; i++) {
		assert_true(hashes_has(&set, i * 2654435761u + 2));
		assert_false(hashes_add(&set, i * 2654435761u + 2));
	}
	assert_int_equal(set.count, 5000);
	/* The free slot's mark is a hash as well. */
	assert_true(hashes_add(&set, 0));
	assert_true(hashes_has(&set, 0));
	assert_false(hashes_add(&set, 0));
	hashes_fini(&set);
	assert_false(hashes_has(&set, 2));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_set),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
