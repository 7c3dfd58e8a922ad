/* Calls that documents and servers spell differently: one after the other. */
#include <stdlib.h>
#include <string.h>

#include "rig.h"

#define BOTH \
	"[phones]\nsystem = mdm\nurl = %s/mdm\nauth = api-key\n" \
	"api_key = key7\ngroup_associate = single\n\n" \
	"[desktops]\nsystem = endpoint-central\nurl = %s/ec\nauth = token\n" \
	"token = t\n"
#define ONE	"POST /ec/api/1.4/som/computers/installagent "
#define MANY	"POST /ec/api/1.4/som/computers/installagents "
#define DONE	"{\"message_response\":{\"computers\":{\"Status\":" \
	"\"SUCCESS\"}},\"status\":\"success\"}"

static const char *const computer[] = { "id", "52549000000186013", NULL };

/* A server that has the printed call alone: exactly one request is done. */
static void
test_agents(void **state)
{
	struct job *job;
	struct rig r;

	(void)state;
	rig_init(&r);
	canned_json(r.server, ONE, 0, 404, "{}");
	canned_json(r.server, MANY, 0, 200, DONE);
	rig_config(&r, BOTH);
	job = rig_change(&r, "desktops", "endpoints", "install-agent",
	    computer);
	assert_int_equal(rig_outcome(job, computer[1]), OUTCOME_ACCEPTED);
	assert_int_equal(rig_verdict(job), ERR_NONE);
	assert_int_equal(canned_count(r.server, ONE), 1);
	assert_int_equal(canned_count(r.server, MANY), 1);
	assert_true(canned_saw(r.server,
	    "{\"resourceids\":[52549000000186013]}"));
	/* Both stand in the journal, the last one with what came of it. */
	assert_int_equal(rig_intents(&r), 2);
	assert_int_equal(rig_journal(&r, computer[1]), JOURNAL_ACCEPTED);
	rig_fini(&r);
}

/* Any other answer is the answer. */
static void
test_is_not_tried_else(void **state)
{
	static const struct {
		int	 status;
		enum job_outcome outcome;
	} cases[] = {
		{ 200, OUTCOME_ACCEPTED }, { 400, OUTCOME_REJECTED },
		{ 403, OUTCOME_REJECTED }, { 412, OUTCOME_REJECTED },
		{ 500, OUTCOME_UNKNOWN }, { 302, OUTCOME_UNKNOWN },
	};
	struct job *job;
	struct rig r;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		rig_init(&r);
		canned_json(r.server, ONE, 0, cases[i].status,
		    cases[i].status == 200 ? DONE : "{}");
		rig_config(&r, BOTH);
		job = rig_change(&r, "desktops", "endpoints", "install-agent",
		    computer);
		assert_int_equal(rig_outcome(job, computer[1]),
		    cases[i].outcome);
		assert_int_equal(canned_count(r.server, "POST"), 1);
		rig_fini(&r);
	}
}

/* Neither spelling: the second refusal is told. */
static void
test_neither(void **state)
{
	struct job *job;
	struct rig r;

	(void)state;
	rig_init(&r);
	canned_json(r.server, ONE, 0, 405, "{\"ErrorCode\":1405,"
	    "\"ErrorMsg\":\"no such method\"}");
	canned_json(r.server, MANY, 0, 404, "{\"ErrorCode\":1404,"
	    "\"ErrorMsg\":\"no such address\"}");
	rig_config(&r, BOTH);
	job = rig_change(&r, "desktops", "endpoints", "install-agent",
	    computer);
	assert_int_equal(rig_outcome(job, computer[1]), OUTCOME_REJECTED);
	assert_non_null(strstr(rig_words(job, computer[1]),
	    "no such address"));
	assert_int_equal(canned_count(r.server, "POST"), 2);
	rig_fini(&r);
}

/* "group" as printed, then "groups"; a group that is not there is no reason. */
static void
test_groups(void **state)
{
	static const char *const args[] = { "id", "7", "group", "8", "group",
		"9", NULL };
	struct job *job;
	struct rig r;

	(void)state;
	rig_init(&r);
	canned_json(r.server, "POST /mdm/apps/7/group/8 ", 0, 405,
	    "{\"error_code\":\"COM0001\"}");
	canned_json(r.server, "POST /mdm/apps/7/group/9 ", 0, 404,
	    "{\"error_code\":\"COM0008\"}");
	canned_raw(r.server, "POST /mdm/apps/7/groups/8 ", 0, CANNED_KEEP,
	    "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n");
	rig_config(&r, BOTH);
	job = rig_change(&r, "phones", "apps", "associate", args);
	assert_int_equal(rig_outcome(job, "8"), OUTCOME_ACCEPTED);
	assert_int_equal(rig_outcome(job, "9"), OUTCOME_REJECTED);
	assert_int_equal(canned_count(r.server, "POST"), 3);
	assert_int_equal(canned_unexpected(r.server), 0);
	rig_fini(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_agents),
		cmocka_unit_test(test_is_not_tried_else),
		cmocka_unit_test(test_neither),
		cmocka_unit_test(test_groups),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
