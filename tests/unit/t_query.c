/* catalog/query: conditions to the query of a server, in either style. */
#include <endpane/base/str.h>
#include <endpane/catalog/catalog.h>
#include <endpane/catalog/query.h>

#include <string.h>

#include "unit.h"

static void
check(bool paren, bool any, const struct cat_term *terms, size_t count,
    const char *wanted)
{
	const struct cat_system *system = cat_system(str_slice("admanager"));
	struct cat_settings set = { .filter_paren = paren };
	struct buf query = { 0 };
	struct err err = { 0 };
	bool good = system->grammar->query(terms, count, any, &set, &query,
	    &err);

	if (wanted != NULL) {
		assert_true(good);
		assert_string_equal(buf_string(&query), wanted);
	} else {
		assert_false(good);
		assert_int_equal(err.code, ERR_USAGE);
	}
	buf_fini(&query);
}

/* The document's own example, and the form with parentheses. */
static void
test_styles(void **state)
{
	static const struct cat_term terms[] = {
		{ "SAM_ACCOUNT_NAME", "eq", "PC01" },
		{ "OPERATING_SYSTEM", "eq", " Windows 11 " },
	};

	(void)state;
	check(false, false, terms, 2, "(SAM_ACCOUNT_NAME eq PC01) and "
	    "(OPERATING_SYSTEM eq Windows 11)");
	check(true, false, terms, 2, "(SAM_ACCOUNT_NAME eq (PC01)) and "
	    "(OPERATING_SYSTEM eq (Windows 11))");
	check(false, true, terms, 2, "(SAM_ACCOUNT_NAME eq PC01) or "
	    "(OPERATING_SYSTEM eq Windows 11)");
	check(false, true, terms, 1, "(SAM_ACCOUNT_NAME eq PC01)");
}

/* What could mean something else there is never sent. */
static void
test_refused(void **state)
{
	static const struct cat_term bad[] = {
		{ "", "eq", "PC01" },
		{ "sam account", "eq", "PC01" },
		{ "SAM_ACCOUNT_NAME) or (X", "eq", "PC01" },
		{ "SAM_ACCOUNT_NAME", "", "PC01" },
		{ "SAM_ACCOUNT_NAME", "like", "PC01" },
		{ "SAM_ACCOUNT_NAME", "eq", "" },
		{ "SAM_ACCOUNT_NAME", "eq", "  " },
		{ "SAM_ACCOUNT_NAME", "eq", "\"PC01\"" },
		{ "SAM_ACCOUNT_NAME", "eq", "PC01) or (X eq 1" },
		{ "SAM_ACCOUNT_NAME", "eq", "a and b" },
		{ "SAM_ACCOUNT_NAME", "eq", "a OR b" },
		{ "SAM_ACCOUNT_NAME", "eq", "a\nb" },
	};
	size_t i;

	(void)state;
	check(false, false, bad, 0, NULL);
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		check(false, false, &bad[i], 1, NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_styles),
		cmocka_unit_test(test_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
