/* net/queue through op: who waits for what, is told what, and keeps nothing. */
#include <stdlib.h>
#include <string.h>

#include "../../src/op/job_parts.h"

#include "rig.h"

#define ONE_GROUP	"{\"groups\":[{\"group_id\":5,\"name\":\"g\"}]}"

static const char *const group_5[] = { "id", "5", NULL };
static const char *const member_7[] = { "id", "5", "member", "7", NULL };

static struct seen second;

static bool
both_over(void *who)
{
	return ((struct seen *)who)->over && second.fetch == NULL;
}

static void
stop_second(struct seen *s)
{
	(void)s;
	fetch_stop(second.fetch);
	second.fetch = NULL;
}

/* Two wait for one answer; whoever is told first sends the other away. */
static void
test_told_while_forgetting(void **state)
{
	struct seen first;
	struct rig r;

	(void)state;
	rig_init(&r);
	canned_json(r.server, "GET /mdm/groups", 0, 200, ONE_GROUP);
	rig_config(&r, RIG_PHONES);
	rig_begin(&r, &first, "phones", "groups", "list", NULL);
	rig_begin(&r, &second, "phones", "groups", "list", NULL);
	first.then = stop_second;
	rig_turn(&r, both_over, &first);
	assert_int_equal(first.err.code, ERR_NONE);
	assert_false(second.over);
	assert_int_equal(canned_count(r.server, "GET"), 1);
	seen_fini(&first);
	seen_fini(&second);
	rig_fini(&r);
}

/* What was asked before a write cannot tell what became of it. */
static void
test_reads_back_afresh(void **state)
{
	struct seen before;
	struct job *job;
	struct rig r;

	(void)state;
	rig_init(&r);
	canned_raw(r.server, "GET /mdm/groups/5/members", 1, CANNED_HANG, "");
	canned_json(r.server, "GET /mdm/groups/5/members", 0, 200,
	    "{\"member_ids\":[7]}");
	canned_raw(r.server, "POST /mdm/groups/5/members/7", 0, CANNED_CLOSE,
	    "");
	rig_config(&r, RIG_PHONES);
	rig_begin(&r, &before, "phones", "groups", "members", group_5);
	engine_turn(r.engine, NULL, 0, 0);
	assert_true(canned_wait(r.server, "GET", 1));
	job = rig_change(&r, "phones", "groups", "add-members", member_7);
	assert_int_equal(rig_outcome(job, "7"), OUTCOME_SEEN);
	assert_int_equal(canned_count(r.server, "GET"), 2);
	assert_int_equal(canned_count(r.server, "POST"), 1);
	seen_fini(&before);
	rig_fini(&r);
}

static bool
is_ready(void *who)
{
	return job_state(who) == JOB_READY;
}

/* An id that is no device's may be a user's: it stays among the members. */
static void
test_members_that_are_users(void **state)
{
	struct job *job;
	struct rig r;

	(void)state;
	rig_init(&r);
	canned_json(r.server, "GET /mdm/devices/7", 0, 404, "{}");
	canned_raw(r.server, "POST", 0, CANNED_KEEP,
	    "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
	rig_config(&r, RIG_PHONES);
	job = rig_plan(&r, "phones", "groups", "add-members", member_7);
	job_learn(job, true, false);
	rig_turn(&r, is_ready, job);
	assert_int_equal(canned_count(r.server, "GET /mdm/devices/7"), 1);
	assert_int_equal(canned_count(r.server, "GET /mdm/users/7"), 1);
	assert_int_equal(canned_count(r.server, "GET"), 2);
	assert_int_equal(job_request_count(job), 1);
	assert_int_not_equal(job_guard(job)->way, GUARD_REFUSE);
	job = rig_change(&r, "phones", "groups", "add-members", member_7);
	assert_int_equal(rig_outcome(job, "7"), OUTCOME_APPLIED);
	rig_fini(&r);
}

/* A second yes to the same question is one too many. */
static void
test_confirmed_once(void **state)
{
	struct err err = { 0 };
	struct job *job;
	struct rig r;

	(void)state;
	rig_init(&r);
	canned_raw(r.server, "POST", 0, CANNED_KEEP,
	    "HTTP/1.1 204 Done\r\n\r\n");
	rig_config(&r, RIG_PHONES);
	job = rig_plan(&r, "phones", "groups", "add-members", member_7);
	assert_true(job_confirm(job, "y", true, &err));
	assert_false(job_confirm(job, "y", true, &err));
	assert_int_equal(err.code, ERR_GUARD);
	rig_finish(&r, job);
	assert_false(job_confirm(job, "y", true, &err));
	engine_turn(r.engine, NULL, 0, 0);
	assert_int_equal(canned_count(r.server, "POST"), 1);
	assert_int_equal(rig_intents(&r), 1);
	rig_fini(&r);
}

/* A job that is over is kept to be looked at; what was secret of it is not. */
static void
test_secret_is_forgotten(void **state)
{
	static const char *const args[] = { "id", "7", "device", "8", "type",
		"unlink_and_change_password", "new-password", "Pl4nted",
		NULL };
	struct job *job;
	struct rig r;

	(void)state;
	rig_init(&r);
	canned_json(r.server, "GET", 0, 200, "{\"data\":[{\"id\":7}]}");
	canned_json(r.server, "POST", 0, 200, "{}");
	rig_config(&r, "[identity]\nsystem = identity360\nurl = %s/id\n"
	    "auth = token\ntoken = t\n");
	job = rig_change(&r, "identity", "accounts", "unlink", args);
	assert_int_equal(rig_verdict(job), ERR_NONE);
	assert_true(canned_saw(r.server, "Pl4nted"));
	assert_string_equal(args_get(&job->args, "new-password", 0), "");
	assert_int_equal(job->plan.count, 1);
	assert_string_equal(job->plan.requests[0].body, "");
	rig_fini(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_told_while_forgetting),
		cmocka_unit_test(test_reads_back_afresh),
		cmocka_unit_test(test_members_that_are_users),
		cmocka_unit_test(test_confirmed_once),
		cmocka_unit_test(test_secret_is_forgotten),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
