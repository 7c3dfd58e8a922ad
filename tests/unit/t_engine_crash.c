/* Writes and the journal: disks that fail, programs that end in the middle. */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <endpane/base/clock.h>
#include <endpane/base/mem.h>

#include "rig.h"

#define ADD	"POST /mdm/groups/5/members/7"
#define ADDED	"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"

static const char *const member_7[] = { "id", "5", "member", "7", NULL };
static const char *const three[] = { "id", "5", "member", "1", "member", "2",
	"member", "3", NULL };

static void
disk(rlim_t most)
{
	struct rlimit limit;

	getrlimit(RLIMIT_FSIZE, &limit);
	limit.rlim_cur = most;
	setrlimit(RLIMIT_FSIZE, &limit);
}

/* No folder for the journal: refused before anything is sent. */
static void
test_no_journal(void **state)
{
	struct err err = { 0 };
	struct job *job;
	struct seen s;
	struct rig r;
	FILE *f;

	(void)state;
	rig_init(&r);
	canned_json(r.server, "GET", 0, 200, "{\"groups\":[]}");
	f = fopen(r.state, "w");	/* a file where a folder should be */
	fclose(f);
	rig_config(&r, RIG_PHONES);
	job = rig_plan(&r, "phones", "groups", "add-members", member_7);
	assert_false(job_confirm(job, NULL, true, &err));
	assert_int_equal(err.code, ERR_LOCAL);
	rig_three_parts(err.text);
	assert_int_equal(job_state(job), JOB_READY);
	assert_int_equal(canned_count(r.server, ""), 0);
	rig_read(&r, &s, "phones", "groups", "list", NULL);
	assert_int_equal(s.err.code, ERR_NONE);
	seen_fini(&s);
	rig_fini(&r);
}

/* Full before the intent: not sent. Room again: sent. */
static void
test_full_before(void **state)
{
	struct job *job;
	struct rig r;

	(void)state;
	rig_init(&r);
	canned_raw(r.server, "POST", 0, CANNED_KEEP, ADDED);
	rig_config(&r, RIG_PHONES);
	assert_non_null(engine_journal(r.engine));
	disk(0);
	job = rig_change(&r, "phones", "groups", "add-members", member_7);
	disk(RLIM_INFINITY);
	assert_int_equal(rig_outcome(job, "7"), OUTCOME_NOT_SENT);
	assert_int_equal(rig_verdict(job), ERR_LOCAL);
	rig_three_parts(rig_words(job, "7"));
	assert_int_equal(canned_count(r.server, "POST"), 0);
	assert_int_equal(rig_intents(&r), 0);
	job = rig_change(&r, "phones", "groups", "add-members", member_7);
	assert_int_equal(rig_outcome(job, "7"), OUTCOME_APPLIED);
	assert_int_equal(canned_count(r.server, "POST"), 1);
	assert_int_equal(rig_journal(&r, "7"), JOURNAL_APPLIED);
	rig_fini(&r);
}

/* Full after it: the outcome is lost, so the next start asks about it. */
static void
test_full_after(void **state)
{
	struct err err = { 0 };
	struct job *job;
	struct rig r;

	(void)state;
	rig_init(&r);
	canned_raw(r.server, "DELETE", 0, CANNED_KEEP,
	    "HTTP/1.1 204 Gone\r\n\r\n");
	rig_config(&r, RIG_PHONES);
	job = rig_plan(&r, "phones", "groups", "remove-members", three);
	assert_true(job_confirm(job, NULL, true, &err));
	disk(0);
	rig_finish(&r, job);
	disk(RLIM_INFINITY);
	assert_int_equal(rig_outcome(job, "1"), OUTCOME_APPLIED);
	assert_int_equal(rig_outcome(job, "2"), OUTCOME_NOT_SENT);
	assert_int_equal(rig_outcome(job, "3"), OUTCOME_NOT_SENT);
	assert_int_equal(canned_count(r.server, "DELETE"), 1);
	rig_shut(&r, 0);
	assert_int_equal(rig_journal(&r, "1"), JOURNAL_UNKNOWN);
	assert_int_equal(rig_intents(&r), 1);
	rig_fini(&r);
}

static void
child(struct rig *r)
{
	struct err err = { 0 };
	struct job *job;

	job = rig_plan(r, "phones", "groups", "remove-members", three);
	if (!job_confirm(job, NULL, true, &err))
		_exit(1);
	for (;;)
		engine_turn(r->engine, NULL, 0, 1000);
}

/* Killed between intent and outcome: exactly that one is unknown. */
static void
test_killed(void **state)
{
	struct rig r;
	pid_t pid;

	(void)state;
	rig_init(&r);
	canned_raw(r.server, "DELETE /mdm/groups/5/members/1", 0, CANNED_KEEP,
	    "HTTP/1.1 204 Gone\r\n\r\n");
	canned_raw(r.server, "DELETE", 0, CANNED_HANG, "");
	rig_config(&r, RIG_PHONES);
	rig_shut(&r, 0);
	pid = fork();
	if (pid == 0) {
		rig_open(&r);
		child(&r);
	}
	assert_true(canned_wait(r.server, "DELETE", 3));
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
	rig_open(&r);
	assert_int_equal(rig_journal(&r, "1"), JOURNAL_APPLIED);
	assert_int_equal(rig_journal(&r, "2"), JOURNAL_UNKNOWN);
	assert_int_equal(rig_journal(&r, "3"), JOURNAL_UNKNOWN);
	assert_int_equal(rig_intents(&r), 3);
	assert_int_equal(canned_count(r.server, "DELETE"), 3);
	rig_fini(&r);
}

static void
begin_write(struct rig *r)
{
	struct err err = { 0 };
	struct job *job = rig_plan(r, "phones", "groups", "add-members",
	    member_7);

	assert_true(job_confirm(job, NULL, true, &err));
	engine_turn(r->engine, NULL, 0, 0);
	assert_true(canned_wait(r->server, ADD, 1));
}

/* Leaving with a write on its way: its answer is waited for and recorded. */
static void
test_leaving_waits(void **state)
{
	struct rig r;

	(void)state;
	rig_init(&r);
	canned_raw(r.server, ADD, 0, CANNED_DRIP, ADDED);
	rig_config(&r, RIG_PHONES);
	begin_write(&r);
	rig_shut(&r, 5000);
	assert_int_equal(rig_journal(&r, "7"), JOURNAL_APPLIED);
	assert_int_equal(canned_count(r.server, "POST"), 1);
	rig_fini(&r);
}

/* But not for ever; then it is unknown. */
static void
test_leaving_gives_up(void **state)
{
	int64_t began = clock_monotonic_ms();
	struct rig r;

	(void)state;
	rig_init(&r);
	canned_raw(r.server, ADD, 0, CANNED_HANG, "");
	rig_config(&r, RIG_PHONES);
	begin_write(&r);
	rig_shut(&r, 200);
	assert_true(clock_monotonic_ms() - began < 3000);
	assert_int_equal(rig_journal(&r, "7"), JOURNAL_UNKNOWN);
	assert_int_equal(canned_count(r.server, "POST"), 1);
	rig_fini(&r);
}

/* Refused with a 401 meanwhile: it has not been done, and is not sent again. */
static void
test_leaving_before_a_replay(void **state)
{
	struct rig r;

	(void)state;
	rig_init(&r);
	canned_json(r.server, "POST /zoho/oauth/v2/token", 1, 200,
	    "{\"access_token\":\"T1\",\"expires_in\":3600}");
	canned_raw(r.server, "POST /zoho/oauth/v2/token", 0, CANNED_HANG, "");
	canned_raw(r.server, ADD, 0, CANNED_DRIP,
	    "HTTP/1.1 401 Out\r\nContent-Length: 2\r\n\r\n{}");
	rig_config(&r, "[phones]\nsystem = mdm\nurl = %s/mdm\nauth = oauth\n"
	    "accounts_url = %s/zoho\nclient_id = c\nclient_secret = s\n"
	    "refresh_token = t\n");
	{
		struct err err = { 0 };
		struct job *job = rig_plan(&r, "phones", "groups",
		    "add-members", member_7);

		assert_true(job_confirm(job, NULL, true, &err));
		while (canned_count(r.server, ADD) == 0)
			engine_turn(r.engine, NULL, 0, 20);
	}
	rig_shut(&r, 5000);
	assert_int_equal(rig_journal(&r, "7"), JOURNAL_NOT_SENT);
	assert_int_equal(canned_count(r.server, ADD), 1);
	rig_fini(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_no_journal),
		cmocka_unit_test(test_full_before),
		cmocka_unit_test(test_full_after),
		cmocka_unit_test(test_killed),
		cmocka_unit_test(test_leaving_waits),
		cmocka_unit_test(test_leaving_gives_up),
		cmocka_unit_test(test_leaving_before_a_replay),
	};

	signal(SIGXFSZ, SIG_IGN);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
