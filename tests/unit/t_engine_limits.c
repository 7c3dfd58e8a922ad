/* Through the engine: budgets, pauses, turns, and jobs with many objects. */
#include <stdlib.h>
#include <string.h>

#include <endpane/base/clock.h>
#include <endpane/base/mem.h>

#include "rig.h"

#define ONE_GROUP	"{\"groups\":[{\"group_id\":5,\"name\":\"g\"}]}"
#define GONE		"HTTP/1.1 204 Gone\r\n\r\n"
/* Byte by byte: a good while after all that is said at once. */
#define GONE_SLOWLY	"HTTP/1.1 204 Gone\r\nX-Long: aaaaaaaaaaaaaaaaaaaaaaaaa" \
	"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" \
	"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" \
	"\r\n\r\n"
#define MEMBER		"DELETE /mdm/groups/5/members/"

static const char *const twelve[] = { "id", "5", "member", "1", "member", "2",
	"member", "3", "member", "4", "member", "5", "member", "6", "member",
	"7", "member", "8", "member", "9", "member", "10", "member", "11",
	"member", "12", NULL };
static const char *const member_7[] = { "id", "5", "member", "7", NULL };
static const char *const group_5[] = { "id", "5", NULL };

/* What waits behind the first unknown in the same wave is not sent. */
static void
check_stop(enum canned_end end, const char *raw, enum job_outcome second,
    enum err_code verdict)
{
	struct job *job;
	struct rig r;

	rig_init(&r);
	canned_raw(r.server, MEMBER "2", 0, end, raw);
	canned_raw(r.server, MEMBER "3", 0, CANNED_DRIP, GONE_SLOWLY);
	canned_raw(r.server, "DELETE", 0, CANNED_KEEP, GONE);
	canned_json(r.server, "GET", 0, 403, "{}");
	rig_config(&r, RIG_PHONES "parallel = 2\n");
	job = rig_change(&r, "phones", "groups", "remove-members", twelve);
	assert_int_equal(canned_count(r.server, "DELETE"), 3);
	assert_int_equal(canned_count(r.server, MEMBER "2"), 1);
	assert_int_equal(rig_outcome(job, "1"), OUTCOME_APPLIED);
	assert_int_equal(rig_outcome(job, "2"), second);
	assert_int_equal(rig_outcome(job, "3"), OUTCOME_APPLIED);
	assert_int_equal(job_tally(job, OUTCOME_NOT_SENT), second ==
	    OUTCOME_NOT_SENT ? 10 : 9);
	assert_int_equal(rig_outcome(job, "6"), OUTCOME_NOT_SENT);
	assert_int_equal(rig_journal(&r, "6"), JOURNAL_NOT_SENT);
	assert_int_equal(rig_verdict(job), verdict);
	/* What is unknown is none of those that may be tried again. */
	assert_int_equal(job_failed(job), second == OUTCOME_UNKNOWN ? 9 : 10);
	rig_three_parts(rig_words(job, "2"));
	rig_three_parts(rig_words(job, "6"));
	rig_three_parts(rig_words(job, "12"));
	/* The second wave was recorded before it waited; no further one. */
	assert_int_equal(rig_intents(&r), 6);
	rig_fini(&r);
}

static void
test_stops_what_waits(void **state)
{
	(void)state;
	check_stop(CANNED_CLOSE, "", OUTCOME_UNKNOWN, ERR_UNCERTAIN);
	check_stop(CANNED_KEEP, "HTTP/1.1 429 Slow\r\nContent-Length: 2\r\n\r\n"
	    "{}", OUTCOME_NOT_SENT, ERR_PARTIAL);
	check_stop(CANNED_KEEP, "HTTP/1.1 403 Out\r\nContent-Length: 2\r\n\r\n"
	    "{}", OUTCOME_REJECTED, ERR_PARTIAL);
}

/* Forty, of which the first good ones go, then three are refused. */
static size_t
sent_of_forty(int good)
{
	const char *args[2 + 2 * 40 + 1] = { "id", "5" };
	char ids[40][12];
	struct job *job;
	struct rig r;
	size_t sent;
	int i;

	rig_init(&r);
	for (i = 0; i < 40; i++) {
		snprintf(ids[i], sizeof(ids[i]), "%d", 100 + i);
		args[2 + 2 * i] = "member";
		args[3 + 2 * i] = ids[i];
	}
	canned_raw(r.server, MEMBER, good, CANNED_KEEP, GONE);
	canned_json(r.server, MEMBER, 3, 409, "{}");
	canned_raw(r.server, MEMBER, 0, CANNED_KEEP, GONE);
	rig_config(&r, RIG_PHONES "parallel = 1\n");
	job = rig_change(&r, "phones", "groups", "remove-members", args);
	sent = (size_t)canned_count(r.server, MEMBER);
	assert_int_equal(job_tally(job, OUTCOME_REJECTED), 3);
	assert_int_equal(job_tally(job, OUTCOME_NOT_SENT), 40 - sent);
	rig_fini(&r);
	return sent;
}

/* A tenth may be refused; more of them end it. */
static void
test_refused_too_often(void **state)
{
	(void)state;
	assert_int_equal(sent_of_forty(27), 40);
	assert_int_equal(sent_of_forty(26), 29);
}

static bool
are_three_sent(void *who)
{
	return canned_count(((struct rig *)who)->server, MEMBER) >= 3;
}

/* Whoever leaves waits for what is on its way, and for nothing behind it. */
static void
test_leaving(void **state)
{
	struct err err = { 0 };
	struct job *job;
	struct rig r;

	(void)state;
	rig_init(&r);
	canned_raw(r.server, MEMBER, 1, CANNED_KEEP, GONE);
	canned_raw(r.server, MEMBER, 0, CANNED_DRIP, GONE_SLOWLY);
	rig_config(&r, RIG_PHONES "parallel = 2\n");
	job = rig_plan(&r, "phones", "groups", "remove-members", twelve);
	assert_true(job_confirm(job, "12", false, &err));
	rig_turn(&r, are_three_sent, &r);
	rig_shut(&r, 5000);
	assert_int_equal(canned_count(r.server, MEMBER), 3);
	rig_open(&r);
	assert_int_equal(rig_journal(&r, "3"), JOURNAL_APPLIED);
	assert_int_equal(rig_journal(&r, "4"), JOURNAL_NOT_SENT);
	engine_hold(r.engine, true);
	job = rig_plan(&r, "phones", "groups", "add-members", member_7);
	assert_true(job_confirm(job, "y", true, &err));
	rig_shut(&r, 5000);
	rig_open(&r);
	assert_int_equal(canned_count(r.server, ""), 3);
	assert_int_equal(rig_journal(&r, "7"), JOURNAL_NOT_SENT);
	rig_fini(&r);
}

/* Two instances: the second waits with many objects, not with one. */
static void
test_many_by_one_instance(void **state)
{
	struct engine *first, *other;
	struct err err = { 0 };
	struct job *job, *late;
	struct rig r;

	(void)state;
	rig_init(&r);
	canned_raw(r.server, MEMBER "1 ", 1, CANNED_HANG, "");
	canned_raw(r.server, "DELETE", 0, CANNED_KEEP, GONE);
	rig_config(&r, RIG_PHONES);
	first = r.engine;
	job = rig_plan(&r, "phones", "groups", "remove-members", twelve);
	assert_true(job_confirm(job, NULL, true, &err));
	engine_turn(first, NULL, 0, 0);
	other = engine_open(&r.options, &err);
	r.engine = other;
	late = rig_plan(&r, "phones", "groups", "remove-members", twelve);
	assert_false(job_confirm(late, NULL, true, &err));
	assert_int_equal(err.code, ERR_GUARD);
	rig_three_parts(err.text);
	assert_int_equal(rig_verdict(rig_change(&r, "phones", "groups",
	    "remove-members", member_7)), ERR_NONE);
	engine_close(first, 0);
	assert_true(job_confirm(late, NULL, true, &err));
	rig_finish(&r, late);
	assert_int_equal(rig_verdict(late), ERR_NONE);
	rig_fini(&r);
}

static void
test_read_only(void **state)
{
	struct rig r;

	(void)state;
	rig_init(&r);
	r.options.read_only = true;
	rig_config(&r, RIG_PHONES);
	assert_null(rig_plan(&r, "phones", "groups", "remove-members",
	    member_7));
	assert_non_null(strstr(r.word, "read-only"));
	rig_shut(&r, 0);
	config_free(r.config);
	r.options.read_only = false;
	rig_config(&r, RIG_PHONES "read_only = true\n");
	assert_null(rig_plan(&r, "phones", "groups", "remove-members",
	    member_7));
	assert_int_equal(canned_count(r.server, ""), 0);
	rig_fini(&r);
}

/* Ten calls a day for all instances; the tenth is for reading back. */
static void
test_day(void **state)
{
	struct engine *mine, *other;
	struct err err = { 0 };
	struct job *job;
	struct seen s;
	struct rig r;
	int i;

	(void)state;
	rig_init(&r);
	canned_json(r.server, "GET /mdm/groups/5/members", 0, 200,
	    "{\"member_ids\":[7]}");
	canned_json(r.server, "GET", 0, 200, ONE_GROUP);
	canned_raw(r.server, "POST", 0, CANNED_CLOSE, "");
	rig_config(&r, RIG_PHONES "rate_per_day = 10\n");
	mine = r.engine;
	other = engine_open(&r.options, &err);
	for (i = 0; i < 8; i++) {
		r.engine = i % 2 == 0 ? mine : other;
		rig_read(&r, &s, "phones", "groups", "list", NULL);
		assert_int_equal(s.err.code, ERR_NONE);
		seen_fini(&s);
	}
	r.engine = other;
	job = rig_change(&r, "phones", "groups", "add-members", member_7);
	assert_int_equal(rig_outcome(job, "7"), OUTCOME_SEEN);
	assert_int_equal(canned_count(r.server, ""), 10);
	rig_read(&r, &s, "phones", "groups", "list", NULL);
	assert_int_equal(s.err.code, ERR_LIMITED);
	rig_three_parts(s.err.text);
	assert_non_null(strstr(s.err.text, "anew at midnight UTC"));
	seen_fini(&s);
	job = rig_change(&r, "phones", "groups", "add-members", member_7);
	assert_int_equal(rig_outcome(job, "7"), OUTCOME_NOT_SENT);
	assert_int_equal(rig_verdict(job), ERR_LIMITED);
	assert_int_equal(canned_count(r.server, ""), 10);
	engine_close(mine, 0);
	rig_fini(&r);
}

/* One that has been idle knows what the others have spent meanwhile. */
static void
test_day_of_an_idle_one(void **state)
{
	struct engine *mine, *idle;
	struct err err = { 0 };
	struct seen s;
	struct rig r;
	int i;

	(void)state;
	rig_init(&r);
	canned_json(r.server, "GET", 0, 200, ONE_GROUP);
	rig_config(&r, RIG_PHONES "rate_per_day = 4\n");
	mine = r.engine;
	idle = engine_open(&r.options, &err);
	engine_turn(idle, NULL, 0, 0);
	for (i = 0; i < 4; i++) {
		rig_read(&r, &s, "phones", "groups", "list", NULL);
		assert_int_equal(s.err.code, ERR_NONE);
		seen_fini(&s);
	}
	r.engine = idle;
	rig_read(&r, &s, "phones", "groups", "list", NULL);
	assert_int_equal(s.err.code, ERR_LIMITED);
	assert_int_equal(canned_count(r.server, "GET"), 4);
	seen_fini(&s);
	engine_close(mine, 0);
	rig_fini(&r);
}

struct pair {
	struct seen	*a, *b;
};

static bool
one_over(void *who)
{
	const struct pair *p = who;

	return p->a->over || p->b->over;
}

/* Why the newest request waits, in the queue's words. */
static bool
waits_for(struct rig *r, const char *words)
{
	struct flight f;

	return engine_flights(r->engine, &f, 1) == 1 &&
	    f.state == FLIGHT_WAITING && strstr(f.why, words) != NULL;
}

static void
test_minute(void **state)
{
	struct seen a, b;
	struct pair both = { &a, &b };
	struct rig r;

	(void)state;
	rig_init(&r);
	canned_json(r.server, "GET", 0, 200, ONE_GROUP);
	rig_config(&r, RIG_PHONES "rate_per_minute = 1\n");
	rig_begin(&r, &a, "phones", "groups", "list", NULL);
	rig_begin(&r, &b, "phones", "apps", "list", NULL);
	rig_turn(&r, one_over, &both);
	engine_turn(r.engine, NULL, 0, 0);
	assert_true(a.over && !b.over);
	assert_true(waits_for(&r, "of this minute"));
	assert_int_equal(canned_count(r.server, "GET"), 1);
	assert_int_equal(engine_cancel_reads(r.engine), 1);
	assert_int_equal(b.err.code, ERR_INTERRUPTED);
	seen_fini(&a);
	seen_fini(&b);
	rig_fini(&r);
}

/* Says when, in most_s seconds: a while ago that was a little earlier. */
static bool
says_when(const char *text, int most_s)
{
	int64_t now = clock_wall_ms();
	char when[24];
	bool says = false;
	int s;

	for (s = most_s / 2; s <= most_s; s++) {
		clock_print_coming(now, now + s * 1000LL, when, sizeof(when));
		says = says || strstr(text, when) != NULL;
	}
	return says;
}

/* A short pause is borne; a long one is said, and nobody asks until then. */
static void
test_429_for_a_command(void **state)
{
	int64_t began = clock_monotonic_ms();
	struct seen s;
	struct rig r;

	(void)state;
	rig_init(&r);
	canned_head(r.server, "GET", 1, 429, "Retry-After: 1\r\n", "{}");
	canned_json(r.server, "GET", 1, 200, ONE_GROUP);
	canned_json(r.server, "GET", 0, 429, "{}");
	rig_config(&r, RIG_PHONES);
	rig_read(&r, &s, "phones", "groups", "list", NULL);
	assert_int_equal(s.err.code, ERR_NONE);
	assert_true(clock_monotonic_ms() - began >= 1000);
	seen_fini(&s);
	rig_read(&r, &s, "phones", "groups", "list", NULL);
	assert_int_equal(s.err.code, ERR_LIMITED);
	rig_three_parts(s.err.text);
	assert_true(says_when(s.err.text, 60));
	seen_fini(&s);
	rig_read(&r, &s, "phones", "groups", "list", NULL);
	assert_int_equal(s.err.code, ERR_LIMITED);
	rig_three_parts(s.err.text);
	assert_true(says_when(s.err.text, 60));
	seen_fini(&s);
	assert_int_equal(canned_count(r.server, "GET"), 3);
	rig_fini(&r);
}

static bool
is_paused(void *who)
{
	struct conn_status status;
	struct rig *r = who;

	engine_conn_status(r->engine, 0, &status);
	return status.paused_until_ms > 0;
}

/* The dashboard waits, says until when, and goes on elsewhere. */
static void
test_429_for_a_dashboard(void **state)
{
	struct seen a, b, c;
	struct rig r;

	(void)state;
	rig_init(&r);
	r.options.keeps_lists = true;
	canned_json(r.server, "GET /mdm", 0, 429, "{}");
	canned_json(r.server, "GET /two", 0, 200, ONE_GROUP);
	rig_config(&r, RIG_PHONES "\n[tablets]\nsystem = mdm\n"
	    "url = %s/two\nauth = api-key\napi_key = k\n");
	rig_begin(&r, &a, "phones", "groups", "list", NULL);
	rig_turn(&r, is_paused, &r);
	assert_false(a.over);
	rig_begin(&r, &b, "phones", "apps", "list", NULL);
	engine_turn(r.engine, NULL, 0, 0);
	assert_true(waits_for(&r, "goes on at"));
	rig_read(&r, &c, "tablets", "groups", "list", NULL);
	assert_int_equal(c.err.code, ERR_NONE);
	assert_int_equal(canned_count(r.server, "GET /mdm"), 1);
	seen_fini(&a);
	seen_fini(&b);
	seen_fini(&c);
	rig_fini(&r);
}

static void
nothing(void *who, const struct err *err, const char *remark)
{
	(void)who, (void)err, (void)remark;
}

static bool
any(void *who, struct slice body, size_t *rows, struct err *err)
{
	(void)who, (void)body, (void)rows, (void)err;
	return false;
}

/* What is looked at overtakes what was asked for. */
static void
test_lanes(void **state)
{
	const struct cat_resource *groups = cat_resource(
	    (struct slice){ "groups", 6 }, NULL);
	const struct cat_op *show = cat_op(groups, (struct slice){ "show", 4 });
	struct args args = { 0 };
	struct err err = { 0 };
	struct fetch *looked;
	struct seen a, b;
	struct rig r;

	(void)state;
	rig_init(&r);
	canned_json(r.server, "GET /mdm/groups ", 0, 200, ONE_GROUP);
	canned_raw(r.server, "GET /mdm/groups/5 ", 0, CANNED_HANG, "");
	rig_config(&r, RIG_PHONES "parallel = 1\n");
	rig_begin(&r, &a, "phones", "groups", "list", NULL);
	engine_turn(r.engine, NULL, 0, 0);
	rig_begin(&r, &b, "phones", "apps", "list", NULL);
	args_add(&args, "id", (struct slice){ "5", 1 });
	looked = fetch_start(r.engine, &r.config->conns[0], groups, show,
	    &args, LANE_LOOKED_AT, any, nothing, NULL, &err);
	rig_turn(&r, one_over, &(struct pair){ &a, &b });
	engine_turn(r.engine, NULL, 0, 0);
	assert_true(canned_wait(r.server, "GET /mdm/groups/5 ", 1));
	assert_int_equal(canned_count(r.server, "GET /mdm/apps"), 0);
	fetch_stop(looked);
	args_fini(&args);
	seen_fini(&a);
	seen_fini(&b);
	rig_fini(&r);
}

/* A read is cancelled at once; a write on its way is not. */
static void
test_cancelling(void **state)
{
	struct err err = { 0 };
	struct flight f;
	struct job *job;
	struct seen s;
	struct rig r;

	(void)state;
	rig_init(&r);
	canned_raw(r.server, "GET", 0, CANNED_HANG, "");
	canned_raw(r.server, "POST", 0, CANNED_DRIP,
	    "HTTP/1.1 200 OK\r\nContent-Length: 17\r\n\r\n{\"member_ids\":[]}");
	rig_config(&r, RIG_PHONES);
	rig_begin(&r, &s, "phones", "groups", "show", group_5);
	engine_turn(r.engine, NULL, 0, 0);
	assert_true(canned_wait(r.server, "GET", 1));
	assert_int_equal(engine_flights(r.engine, &f, 1), 1);
	engine_cancel(r.engine, f.id);
	assert_true(s.over);
	assert_int_equal(s.err.code, ERR_INTERRUPTED);
	seen_fini(&s);
	job = rig_plan(&r, "phones", "groups", "add-members", member_7);
	assert_true(job_confirm(job, NULL, true, &err));
	engine_turn(r.engine, NULL, 0, 0);
	assert_true(canned_wait(r.server, "POST", 1));
	assert_int_equal(engine_flights(r.engine, &f, 1), 1);
	engine_cancel(r.engine, f.id);
	job_stop(job);
	assert_int_equal(rig_outcome(job, "7"), OUTCOME_SENDING);
	assert_int_equal(engine_cancel_reads(r.engine), 0);
	rig_finish(&r, job);
	assert_int_equal(rig_outcome(job, "7"), OUTCOME_APPLIED);
	rig_fini(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_stops_what_waits),
		cmocka_unit_test(test_refused_too_often),
		cmocka_unit_test(test_leaving),
		cmocka_unit_test(test_many_by_one_instance),
		cmocka_unit_test(test_read_only),
		cmocka_unit_test(test_day),
		cmocka_unit_test(test_day_of_an_idle_one),
		cmocka_unit_test(test_minute),
		cmocka_unit_test(test_429_for_a_command),
		cmocka_unit_test(test_429_for_a_dashboard),
		cmocka_unit_test(test_lanes),
		cmocka_unit_test(test_cancelling),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
