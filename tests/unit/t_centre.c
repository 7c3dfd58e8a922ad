/* Zoho's data centres: which hosts belong together. */
#include <endpane/config/centre.h>

#include <string.h>

#include "unit.h"

static void
test_hosts_and_accounts_of_each(void **state)
{
	const struct centre *c;
	char url[128];
	size_t i;

	(void)state;
	for (c = centres; c->name != NULL; c++) {
		snprintf(url, sizeof(url), "https://mdm.manageengine.%s:8443",
		    c->name);
		assert_ptr_equal(centre_of_calls(url), c);
		for (i = 0; c->accounts[i] != NULL; i++)
			assert_ptr_equal(centre_of_accounts(c->accounts[i]),
			    c);
	}
	assert_null(centre_of_calls("https://mdm.manageengine.com.evil.org"));
	assert_null(centre_of_calls("https://mdm.example.com"));
	assert_null(centre_of_accounts("https://accounts.zoho.com.evil.org"));
	assert_ptr_equal(centre_of_accounts("https://ACCOUNTS.zoho.eu//"),
	    &centres[1]);
}

static void
test_a_pair_that_does_not_fit(void **state)
{
	struct conn conn = { .name = "phones", .auth = CONN_OAUTH,
		.origin = "https://mdm.manageengine.eu",
		.accounts_url = "https://accounts.zoho.com" };
	struct buf out = { 0 };

	(void)state;
	assert_false(centre_fits(&conn, &out));
	assert_non_null(strstr(buf_string(&out),
	    "set accounts_url = https://accounts.zoho.eu for [phones]"));
	conn.accounts_url = "https://accounts.zoho.eu";
	assert_true(centre_fits(&conn, &out));
	conn.origin = "https://mdm.example.com";
	conn.accounts_url = "https://accounts.zoho.com";
	assert_true(centre_fits(&conn, &out));
	buf_fini(&out);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_hosts_and_accounts_of_each),
		cmocka_unit_test(test_a_pair_that_does_not_fit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
