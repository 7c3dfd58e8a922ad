/* op/guard: what is asked, what is refused, which filters narrow. */
#include <endpane/base/str.h>
#include <endpane/op/guard.h>

#include "unit.h"

static const struct cat_op *
op_of(const char *noun, const char *verb)
{
	return cat_op(cat_resource(str_slice(noun), NULL), str_slice(verb));
}

static struct guard_answer
asked(const char *noun, const char *verb, size_t objects, size_t above,
    bool read_only, bool from_screen, const char *name)
{
	struct guard_asked a = { op_of(noun, verb), objects, above, read_only,
	    from_screen, name };
	struct guard_answer answer;

	assert_non_null(a.op);
	guard_ask(&a, &answer);
	return answer;
}

static void
test_reads_are_never_asked(void **state)
{
	(void)state;
	assert_int_equal(asked("devices", "list", 0, 1, true, true, NULL).way,
	    GUARD_GO);
}

static void
test_read_only_refuses_every_write(void **state)
{
	const struct cat_system *const *s;
	const struct cat_resource *const *r;
	const struct cat_op *op;
	size_t writes = 0;

	(void)state;
	for (s = cat_systems; *s != NULL; s++)
		for (r = (*s)->resources; *r != NULL; r++)
			for (op = (*r)->ops; op->verb != NULL; op++) {
				if (!cat_writes(op))
					continue;
				writes++;
				assert_int_equal(asked((*r)->noun, op->verb,
				    1, 1, true, false, "x").way,
				    GUARD_REFUSE);
				assert_int_equal(asked((*r)->noun, op->verb,
				    0, 1, false, false, "x").way,
				    GUARD_REFUSE);
			}
	assert_true(writes >= 8);
}

static void
test_who_is_asked_on_the_command_line(void **state)
{
	struct guard_answer a;

	(void)state;
	a = asked("groups", "add-members", 1, 1, false, false, NULL);
	assert_int_equal(a.way, GUARD_GO);
	a = asked("groups", "add-members", 2, 1, false, false, NULL);
	assert_int_equal(a.way, GUARD_COUNT);
	assert_string_equal(a.expects, "2");
	a = asked("groups", "add-members", 2, 5, false, false, NULL);
	assert_int_equal(a.way, GUARD_GO);
	a = asked("groups", "remove-members", 1, 5, false, false, NULL);
	assert_int_equal(a.way, GUARD_YES);
	a = asked("groups", "delete", 1, 5, false, false, "Kiosks");
	assert_int_equal(a.way, GUARD_NAME);
	assert_string_equal(a.expects, "Kiosks");
	a = asked("groups", "delete", 3, 5, false, false, NULL);
	assert_int_equal(a.way, GUARD_COUNT);
	a = asked("computers", "disable", 1, 9, false, false, "WKS-1");
	assert_int_equal(a.way, GUARD_NAME);
}

static void
test_dialogs_always_ask(void **state)
{
	(void)state;
	assert_int_equal(asked("groups", "add-members", 1, 1, false, true,
	    NULL).way, GUARD_YES);
}

static void
test_what_is_accepted(void **state)
{
	struct guard_answer a = asked("groups", "delete", 3, 1, false, false,
	    NULL);

	(void)state;
	assert_false(guard_accepts(&a, NULL, false));
	assert_false(guard_accepts(&a, "", false));
	assert_false(guard_accepts(&a, "y", false));
	assert_false(guard_accepts(&a, "33", false));
	assert_true(guard_accepts(&a, " 3\n", false));
	assert_true(guard_accepts(&a, NULL, true));
	a = asked("groups", "delete", 1, 1, false, false, "Kiosks");
	assert_false(guard_accepts(&a, "kiosks", false));
	assert_true(guard_accepts(&a, "Kiosks", false));
	a = asked("groups", "delete", 1, 1, true, false, "Kiosks");
	assert_false(guard_accepts(&a, "Kiosks", true));
	a = asked("groups", "delete", 1, 1, false, false, NULL);
	assert_int_equal(a.way, GUARD_YES);
	assert_false(guard_accepts(&a, NULL, false));
	assert_false(guard_accepts(&a, "", false));
	assert_false(guard_accepts(&a, "n", false));
	assert_false(guard_accepts(&a, "yesterday", false));
	assert_true(guard_accepts(&a, "Y", false));
	assert_true(guard_accepts(&a, "yes", false));
}

static void
test_filters_that_do_not_narrow(void **state)
{
	static const char *const wide[] = {
		"", " ", "\t", "*", "**", "()", "(*)", "%", "( )",
		"SAM_ACCOUNT_NAME pr", "(SAM_ACCOUNT_NAME pr)", "pr",
		"(SAM_ACCOUNT_NAME ne PC01)", "SAM_ACCOUNT_NAME ne x",
		"not (SAM_ACCOUNT_NAME eq PC01)",
		"NOT (SAM_ACCOUNT_NAME EQ PC01)",
		"(A ne x) and (B ne y)", "(A ne x) or (A eq x)",
		"(A eq x) or (A pr)", "(A eq x) or (A ne x)", "(A eq *)",
		"(A eq )", "(A eq ())", "(A co *)", "(A co \"\")", "(A co '')",
		"(A sw )", "(A eq %)", "(A gt 0)", "(A ge 0) and (A le z)",
		"x", "PC01", "eq", "eq PC01", "(A ne x) and not (B eq y)",
		"(A pr) or (B eq x)", "or", "(A eq x) or", "or (A eq x)",
		/* A value may look like an operator; it is none. */
		"(A le co y)", "(A eq x) or (B ge sw y)", "(A pr eq x)",
		"(A le x and B eq y)", "(A(eq x))", "(A eq x", "A eq x)",
		")A eq x(", "(A ge x) and (B ne eq z)",
	};
	static const char *const narrow[] = {
		"(SAM_ACCOUNT_NAME eq PC01)", "SAM_ACCOUNT_NAME eq PC01$",
		"(A eq (PC01))", "(A eq Windows 11) and (B ne x)",
		"(A EQ x) OR (A eq y)", "(OU_NAME co Retired)", "(A sw WKS-)",
		"((A ne x) and (B eq y)) or (C ew z)", "(A eq le x)",
		"(A ge x)and(B eq y)",
	};
	struct err err;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(wide) / sizeof(wide[0]); i++) {
		if (guard_filter(wide[i], &err))
			fail_msg("'%s' was taken to narrow", wide[i]);
		assert_int_equal(err.code, ERR_GUARD);
	}
	for (i = 0; i < sizeof(narrow) / sizeof(narrow[0]); i++)
		if (!guard_filter(narrow[i], &err))
			fail_msg("'%s' was refused: %s", narrow[i], err.text);
}

/* No flag of the catalogue is needed for it, and no answer is a yes by chance. */
static void
test_grave_alone(void **state)
{
	struct cat_op op = *op_of("groups", "delete");
	struct guard_asked a = { .op = &op, .objects = 1, .confirm_above = 9,
	    .name = "Ann" };
	struct guard_answer answer;

	(void)state;
	assert_int_equal(op.risk, CAT_GRAVE);
	op.flags &= ~(unsigned)CAT_ASKS;
	guard_ask(&a, &answer);
	assert_int_equal(answer.way, GUARD_NAME);
	assert_string_equal(answer.expects, "Ann");
	op.risk = CAT_NARROW;
	guard_ask(&a, &answer);
	assert_int_equal(answer.way, GUARD_GO);
	answer.way = (enum guard_way)99;
	assert_false(guard_accepts(&answer, "y", true));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_reads_are_never_asked),
		cmocka_unit_test(test_read_only_refuses_every_write),
		cmocka_unit_test(test_who_is_asked_on_the_command_line),
		cmocka_unit_test(test_dialogs_always_ask),
		cmocka_unit_test(test_what_is_accepted),
		cmocka_unit_test(test_grave_alone),
		cmocka_unit_test(test_filters_that_do_not_narrow),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
