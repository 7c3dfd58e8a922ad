/* tui/sequence.c: sequences cut anywhere, and the reports of a mouse. */
#include <string.h>

#include "../../src/tui/sequence.h"
#include "unit.h"

/* Gives all of the text, a character each so many ms; how many were taken. */
static size_t
feed(struct sequence *s, const char *text, int64_t *now, int64_t step)
{
	size_t i;

	for (i = 0; text[i] != '\0'; i++, *now += step)
		if (!sequence_take(s, (unsigned char)text[i], true, *now))
			break;
	return i;
}

static void
assert_reports(const char *text, enum sequence_event event, int y, int x)
{
	struct sequence s;
	int64_t now = 7000;
	int at_y, at_x;

	sequence_begin(&s, '[', now);
	assert_int_equal(feed(&s, text, &now, SEQUENCE_MS), strlen(text));
	assert_false(s.is_open);
	assert_int_equal(sequence_mouse(&s, &at_y, &at_x), event);
	if (event == SEQUENCE_NOTHING)
		return;
	assert_int_equal(at_y, y);
	assert_int_equal(at_x, x);
}

static void
test_reports(void **state)
{
	static const char *const useless[] = { "<0;10;8m", "<1;10;8M",
	    "<2;10;8M", "<32;10;8M", "<35;1;1M", "<66;1;1M", "<128;1;1M",
	    "<0;0;8M", "<0;8;0M", "<0;8M", "<0;;8M", "<;1;1M", "<M", "M!!!",
	    "<0;1;1;1M", "<0;1:1M", "<99999999999;1;1M", "<0;10000;1M",
	    "<0;1;99999999999999999999M", "<0000000000000000000000;1;1M",
	    "0;1;1M", "A", "24~", "200;1~",
	    "<!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!;!!!m" };
	size_t i;

	(void)state;
	assert_reports("<0;10;8M", SEQUENCE_CLICK, 7, 9);
	assert_reports("<0;1;1M", SEQUENCE_CLICK, 0, 0);
	assert_reports("<28;9999;9999M", SEQUENCE_CLICK, 9998, 9998);
	assert_reports("<64;300;2M", SEQUENCE_WHEEL_UP, 1, 299);
	assert_reports("<65;3;200M", SEQUENCE_WHEEL_DOWN, 199, 2);
	assert_reports("<69;3;2M", SEQUENCE_WHEEL_DOWN, 1, 2);
	for (i = 0; i < sizeof(useless) / sizeof(useless[0]); i++)
		assert_reports(useless[i], SEQUENCE_NOTHING, 0, 0);
}

/* Given up: what comes then is a key, and what was there reports nothing. */
static void
test_given_up(void **state)
{
	static const uint32_t others[] = { 27, 13, 9, 127, 0xE9, 0x1F600 };
	struct sequence s;
	int64_t now;
	size_t i;
	int y, x;

	(void)state;
	sequence_begin(&s, '[', 7000);
	now = 7000;
	feed(&s, "<0;10;8", &now, 1);
	assert_int_equal(sequence_mouse(&s, &y, &x), SEQUENCE_NOTHING);
	assert_false(sequence_take(&s, '2', true, now + SEQUENCE_MS));
	assert_false(sequence_take(&s, 'M', true, now));
	assert_int_equal(sequence_mouse(&s, &y, &x), SEQUENCE_NOTHING);
	for (i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		sequence_begin(&s, '[', now);
		assert_true(sequence_take(&s, '<', true, now));
		assert_false(sequence_take(&s, others[i], true, now));
		assert_false(s.is_open);
	}
	s = (struct sequence){ 0 };
	assert_false(sequence_take(&s, '[', true, now));
	assert_int_equal(sequence_mouse(&s, &y, &x), SEQUENCE_NOTHING);
}

/* Where a sequence ends, and that the key after it is one. */
static void
test_ends(void **state)
{
	static const struct {
		const char	*text;
		char		 kind;
		bool		 mouse;
		size_t		 taken;
	} rows[] = {
		{ "<0;1;1Mq", '[', true, 7 }, { "<0;1;1mq", '[', false, 7 },
		{ "1;5Pq", '[', false, 4 }, { "~q", '[', false, 1 },
		{ "Pq", 'O', true, 1 }, { "5Pq", 'O', true, 2 },
		/* The old form: three more, where they may come. */
		{ "M !!q", '[', true, 4 }, { "Mq", '[', false, 1 },
		{ "Mq", 'O', true, 1 }, { "<Mq", '[', true, 2 },
	};
	struct sequence s;
	size_t i, k;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		sequence_begin(&s, rows[i].kind, 0);
		for (k = 0; sequence_take(&s, (uint32_t)rows[i].text[k],
		    rows[i].mouse, 0); k++)
			;
		assert_int_equal(k, rows[i].taken);
	}
	/* There a place may be a letter of any language, or more. */
	sequence_begin(&s, '[', 0);
	assert_true(sequence_take(&s, 'M', true, 0));
	assert_true(sequence_take(&s, ' ', true, 0));
	assert_true(sequence_take(&s, 0xC9, true, 0));
	assert_true(s.is_open);
	assert_true(sequence_take(&s, 0xFFFD, true, 0));
	assert_false(s.is_open);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_reports),
		cmocka_unit_test(test_given_up),
		cmocka_unit_test(test_ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
