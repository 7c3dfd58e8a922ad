/* net/echo: what a server repeats of a secret is starred, and nothing else. */
#include <endpane/net/echo.h>

#include <stdio.h>
#include <string.h>

#include "unit.h"

static void
hides(const char *secret, const char *text, const char *expected)
{
	char copy[200];

	snprintf(copy, sizeof(copy), "%s", text);
	echo_hide(copy, strlen(copy), secret);
	assert_string_equal(copy, expected);
}

static void
test_spellings(void **state)
{
	(void)state;
	hides("1000.abcdef", "no such token: 1000.abcdef!",
	    "no such token: ***********!");
	hides("1000.abcdef", "1000.abcdef1000.abcdef 1000.abcde",
	    "********************** 1000.abcde");
	hides("pass/w+rd\"", "t=pass%2Fw%2Brd%22&x", "t=****************&x");
	hides("pass/w+rd\"", "{\"a\":\"pass/w+rd\\\"\"}",
	    "{\"a\":\"***********\"}");
	hides("pass/w+rd\"", "{\"a\":\"pass\\/w+rd\\\"\"}",
	    "{\"a\":\"************\"}");
	/* A body of ours, quoted in an answer of theirs. */
	hides("pass/w+rd\"", "{\"a\":\"{\\\"p\\\":\\\"pass/w+rd\\\\\\\"\\\"}\"}",
	    "{\"a\":\"{\\\"p\\\":\\\"*************\\\"}\"}");
}

/* What may be part of honest text stays; so does everything around. */
static void
test_what_stays(void **state)
{
	(void)state;
	hides("key7", "key7 and key70", "key7 and key70");
	hides("", "text", "text");
	hides(NULL, "text", "text");
	hides("1000.abcdef", "1000.abcdeg", "1000.abcdeg");
	echo_hide(NULL, 0, "1000.abcdef");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_spellings),
		cmocka_unit_test(test_what_stays),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
