/* net/pace: parallel, per minute, per day, pauses. */
#include <endpane/net/pace.h>

#include <stdlib.h>
#include <time.h>

#include "unit.h"

static void
test_parallel(void **state)
{
	struct pace p;
	int64_t wait = 0;

	(void)state;
	pace_init(&p, 2, 0, 0);
	assert_int_equal(pace_ask(&p, 0, 0, false, &wait), PACE_GO);
	pace_started(&p, 0);
	pace_started(&p, 0);
	assert_int_equal(pace_ask(&p, 0, 0, false, &wait), PACE_FULL);
	pace_landed(&p);
	assert_int_equal(pace_ask(&p, 0, 0, false, &wait), PACE_GO);
	pace_fini(&p);
}

static void
test_minute(void **state)
{
	struct pace p;
	int64_t wait = 0;
	int i;

	(void)state;
	pace_init(&p, 100, 3, 0);
	for (i = 0; i < 3; i++) {
		assert_int_equal(pace_ask(&p, 1000 * i, 0, false, &wait),
		    PACE_GO);
		pace_started(&p, 1000 * i);
		pace_landed(&p);
	}
	assert_int_equal(pace_ask(&p, 5000, 0, false, &wait), PACE_LATER);
	assert_int_equal(wait, 55000);
	assert_int_equal(pace_minute(&p, 5000), 3);
	assert_int_equal(pace_ask(&p, 60000, 0, false, &wait), PACE_GO);
	assert_int_equal(pace_minute(&p, 60500), 2);
	pace_fini(&p);
}

static void
test_day_keeps_a_reserve(void **state)
{
	struct pace p;
	int64_t wait = 0;

	(void)state;
	pace_init(&p, 8, 0, 2500);
	assert_int_equal(pace_ask(&p, 0, 2249, false, &wait), PACE_GO);
	assert_int_equal(pace_ask(&p, 0, 2250, false, &wait), PACE_SPENT);
	assert_int_equal(pace_ask(&p, 0, 2499, true, &wait), PACE_GO);
	assert_int_equal(pace_ask(&p, 0, 2500, true, &wait), PACE_SPENT);
	pace_fini(&p);
}

static void
test_pauses_double(void **state)
{
	struct pace p;
	int64_t wait = 0, now = 0;
	int i;

	(void)state;
	pace_init(&p, 8, 0, 0);
	assert_int_equal(pace_pause(&p, 0, 5000), 5000);
	assert_int_equal(pace_ask(&p, 4000, 0, false, &wait), PACE_PAUSED);
	assert_int_equal(wait, 1000);
	pace_went_well(&p);
	now = 5000;
	assert_int_equal(pace_pause(&p, now, -1), 60000);
	now += 60000;
	assert_int_equal(pace_pause(&p, now, -1), 120000);
	for (i = 0; i < 3; i++)
		now += pace_pause(&p, now + 900000, -1) + 900000;
	assert_int_equal(pace_pause(&p, now, -1), 900000);
	pace_fini(&p);
}

/* Eight were on their way: that is one pause, not eight. */
static void
test_one_pause_for_all_on_their_way(void **state)
{
	struct pace p;
	int64_t wait = 0;
	int i;

	(void)state;
	pace_init(&p, 8, 0, 0);
	assert_int_equal(pace_pause(&p, 0, -1), 60000);
	for (i = 1; i < 8; i++)
		assert_int_equal(pace_pause(&p, 10, -1), 59990);
	assert_int_equal(pace_pause(&p, 10, 30000), 59990);
	assert_int_equal(pace_pause(&p, 10, 70000), 70000);
	assert_int_equal(pace_ask(&p, 70009, 0, false, &wait), PACE_PAUSED);
	assert_int_equal(pace_ask(&p, 70010, 0, false, &wait), PACE_GO);
	assert_int_equal(pace_pause(&p, 70010, -1), 120000);
	pace_fini(&p);
}

/* "Retry-After: 0" for ever is not a reason to ask for ever. */
static void
test_short_pauses_grow(void **state)
{
	int64_t now = 0, last = 0;
	struct pace p;
	int i;

	(void)state;
	pace_init(&p, 8, 0, 0);
	for (i = 0; i < 12; i++) {
		last = pace_pause(&p, now, 0);
		now += last;
	}
	assert_int_equal(last, 900000);
	pace_went_well(&p);
	assert_int_equal(pace_pause(&p, now, 0), 1000);
	now += 1000;
	assert_int_equal(pace_pause(&p, now, INT64_MAX / 2), 86400000);
	pace_fini(&p);
}

static void
test_retry_after(void **state)
{
	/* 2015-10-21 07:28:00 UTC */
	int64_t then = 1445412480000;

	(void)state;
	assert_int_equal(pace_retry_after("120", 0), 120000);
	assert_int_equal(pace_retry_after(" 7 ", 0), 7000);
	assert_int_equal(pace_retry_after("Wed, 21 Oct 2015 07:28:00 GMT",
	    then - 30000), 30000);
	assert_int_equal(pace_retry_after("Wed, 21 Oct 2015 07:28:00 GMT",
	    then + 1), 0);
	setenv("TZ", "EST5", 1);	/* it is GMT wherever we are */
	tzset();
	assert_int_equal(pace_retry_after("Wed, 21 Oct 2015 07:28:00 GMT",
	    then - 30000), 30000);
	assert_int_equal(pace_retry_after("Wednesday, 21-Oct-15 07:28:00 GMT",
	    1445412400000), 80000);
	assert_int_equal(pace_retry_after("Wed Oct 21 07:28:00 2015",
	    1445412400000), 80000);
	assert_int_equal(pace_retry_after("soon", 0), -1);
	assert_int_equal(pace_retry_after("in a moment, or somewhat later", 0),
	    -1);
	assert_int_equal(pace_retry_after("", 0), -1);
	assert_int_equal(pace_retry_after("-5", 0), -1);
}

static void
test_jitter_has_a_cap(void **state)
{
	int tries;

	(void)state;
	for (tries = 1; tries < 40; tries++)
		assert_true(pace_retry_ms(tries, UINT32_MAX) < 20000);
	assert_true(pace_retry_ms(1, 499) == 499);
	assert_true(pace_retry_ms(1, 500) == 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_parallel),
		cmocka_unit_test(test_minute),
		cmocka_unit_test(test_day_keeps_a_reserve),
		cmocka_unit_test(test_pauses_double),
		cmocka_unit_test(test_one_pause_for_all_on_their_way),
		cmocka_unit_test(test_short_pauses_grow),
		cmocka_unit_test(test_retry_after),
		cmocka_unit_test(test_jitter_has_a_cap),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
